//! The image that the preview is about, and the pictures that there are of it.

use super::before_after::{RepairedProps, ShownSide, SideOf};
use super::repaired_pictures::RepairedView;
use super::screen_pictures::PictureView;
use super::{PreviewProps, PreviewState};
use crate::scan::ImageId;
use crate::session::ResultRow;
use crate::ui::pictures::PictureKey;
use crate::ui::row_hover::shown_name;

/// The image that is shown.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Subject<'a> {
    pub(super) key: PictureKey,
    pub(super) row: &'a ResultRow,
    pub(super) props: PreviewProps<'a>,
    /// Whether its repair can be shown in its place.
    pub(super) repaired: Option<RepairedProps<'a>>,
}

impl<'a> Subject<'a> {
    pub(super) fn of(props: PreviewProps<'a>) -> Option<Self> {
        let subject = Self::of_image(props, props.session.selection().focus()?)?;
        let repaired = props.repaired;
        Some(Self {
            repaired,
            ..subject
        })
    }

    /// Any image of the scan, as it is.
    pub(in crate::ui) fn of_image(props: PreviewProps<'a>, id: ImageId) -> Option<Self> {
        let row = props.session.row(id)?;
        let generation = props.generation;
        let key = PictureKey { id, generation };
        Some(Self {
            key,
            row,
            props,
            repaired: None,
        })
    }

    pub(in crate::ui) fn file_name(&self) -> String {
        name_of(self.row)
    }

    /// The name of the image that a picture says it is of.
    pub(super) fn file_name_of(&self, key: PictureKey) -> String {
        let row = self.props.session.row(key.id);
        row.filter(|_| key.generation == self.props.generation)
            .map_or_else(String::new, |row| name_of(row))
    }

    pub(super) fn view(&self) -> PictureView<'a> {
        self.props.pictures.view_of(self.key)
    }

    pub(super) fn repaired_view(&self) -> Option<RepairedView<'a>> {
        let repaired = self.repaired?;
        Some(repaired.pictures.view_of(self.key))
    }

    /// Which picture is shown: of an image without a repair there is only one.
    pub(super) fn side(&self, state: &PreviewState) -> ShownSide {
        if self.repaired.is_none() {
            return ShownSide::Black;
        }
        match self.side_of() {
            SideOf::Repair => state.side,
            SideOf::Repaired => state.side_of_repaired,
            SideOf::Question => state.side_of_question,
        }
    }

    /// What the picture beside the file is.
    pub(super) fn side_of(&self) -> SideOf {
        SideOf::image(self.row)
    }

    /// Whether the file and what may be its original lie side by side.
    pub(super) fn lies_beside(&self, state: &PreviewState) -> bool {
        self.side_of() == SideOf::Question && self.side(state) == ShownSide::Compare
    }

    /// Whether the repaired picture is written, elsewhere.
    pub(super) fn is_repaired(&self) -> bool {
        self.row.repaired_elsewhere().is_some()
    }
}

fn name_of(row: &ResultRow) -> String {
    let path = row.report.location.relative();
    shown_name(path.file_name().unwrap_or(path.as_os_str()))
}
