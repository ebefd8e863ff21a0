//! Images side by side: what is compared, how the focus goes through it, and the way back.
//!
//! The focus is the session's own, so that decisions, undo and the keys are the same as everywhere.

use egui::Ui;

use super::DashboardApp;
use crate::scan::{ImageId, ProductId};
use crate::session::{Beside, ScanSession, Selection};
use crate::ui::UiCommand;
use crate::ui::compare::{CompareProps, CompareSubject, MOST_PANES, compare_ui, images_in_sight};
use crate::ui::preview::PreviewProps;

/// What is compared, and where one came from.
pub(super) struct Comparison {
    subject: CompareSubject,
    images: Vec<ImageId>,
    selection_before: Selection,
    preview_was_large: bool,
}

impl Comparison {
    /// What is compared, in the order of the panes.
    pub(super) fn images(&self) -> &[ImageId] {
        &self.images
    }

    fn product(&self) -> Option<&ProductId> {
        match &self.subject {
            CompareSubject::Product(product) => Some(product),
            CompareSubject::Chosen => None,
        }
    }
}

impl DashboardApp {
    /// Whether images are side by side now.
    pub(super) fn is_comparing(&self) -> bool {
        self.comparison.is_some() && !self.large_preview
    }

    /// Shows these images side by side; where they are fewer than two, the focused one with the others of its product.
    pub(super) fn compare(&mut self, chosen: Vec<ImageId>) {
        let Some(session) = &self.session else { return };
        if chosen.len() > MOST_PANES {
            self.notify_failure(self.text.get("compare-too-many"));
            return;
        }
        let selection = session.selection();
        let Some(focus) = chosen
            .first()
            .copied()
            .filter(|_| chosen.len() == 1)
            .or_else(|| selection.focus())
        else {
            return;
        };
        let (subject, images) = if chosen.len() > 1 {
            (CompareSubject::Chosen, chosen)
        } else {
            let product = session
                .row(focus)
                .and_then(|row| row.report.product.clone());
            let Some(product) = product else {
                self.notify_failure(self.text.get("compare-no-product"));
                return;
            };
            let images = session.product_images(&product);
            (CompareSubject::Product(product), images)
        };
        let focus = if images.contains(&focus) {
            Some(focus)
        } else {
            images.first().copied()
        };
        let comparison = Comparison {
            subject,
            images,
            selection_before: selection.clone(),
            preview_was_large: self.large_preview,
        };
        self.large_preview = false;
        self.show_beside(&comparison.images);
        self.comparison = Some(comparison);
        self.focus_compared(focus);
    }

    /// Back to where one came from. The focus stays on an image that the list shows too.
    pub(super) fn close_compare(&mut self) {
        let Some(comparison) = self.comparison.take() else {
            return;
        };
        self.large_preview = comparison.preview_was_large;
        let Some(session) = &mut self.session else {
            return;
        };
        let focus = session.selection().focus();
        let is_shown = focus.is_some_and(|id| session.index().place_of(id).is_some());
        let were_several = comparison.selection_before.len() > 1;
        if were_several || !is_shown {
            session.change_selection(|selection, _| *selection = comparison.selection_before);
        }
        self.show_beside(&[]);
    }

    /// Puts images that are large or side by side away, because a list is asked for.
    pub(super) fn show_list(&mut self) {
        self.close_compare();
        self.large_preview = false;
    }

    fn show_beside(&mut self, images: &[ImageId]) {
        if let Some(session) = &mut self.session {
            session.show_beside(images);
        }
    }

    /// Moves the focus among the compared images.
    pub(super) fn move_in_comparison(&mut self, places: isize) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        let images = &comparison.images;
        let focus = session.selection().focus();
        let place = images.iter().position(|id| Some(*id) == focus).unwrap_or(0);
        let last = images.len().saturating_sub(1);
        let next = images.get(place.saturating_add_signed(places).min(last));
        self.focus_compared(next.copied());
    }

    /// Focuses the pane with this number, from 1.
    pub(super) fn focus_pane(&mut self, number: usize) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        let in_sight = images_in_sight(&comparison.images, session.selection().focus());
        let pane = number.checked_sub(1).and_then(|place| in_sight.get(place));
        self.focus_compared(pane.copied());
    }

    /// Goes to the next or previous product that has flagged images; its first one to decide about takes the focus.
    pub(super) fn compare_product(&mut self, beside: Beside) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        let Some(product) = comparison.product() else {
            return;
        };
        let next = session
            .flagged_product_beside(product, beside)
            .and_then(|line| line.product.clone());
        let Some(next) = next else {
            let key = match beside {
                Beside::Before => "compare-no-previous-product",
                Beside::After => "compare-no-next-product",
            };
            self.notify_success(self.text.get(key));
            return;
        };
        let images = session.product_images(&next);
        let is_flagged = |id: &ImageId| {
            session
                .row(*id)
                .is_some_and(|row| row.status().is_flagged())
        };
        let first = images.first().copied();
        let flagged = images.iter().copied().find(is_flagged);
        let focus = first
            .and_then(|first| session.next_unreviewed_of(&images, first))
            .or(flagged)
            .or(first);
        self.compare_product_images(next, images);
        self.focus_compared(focus);
    }

    /// An undone step may lead to an image elsewhere: the comparison of a product follows it to its own.
    pub(super) fn compare_around(&mut self, image: ImageId) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        if comparison.product().is_none() || comparison.images.contains(&image) {
            return;
        }
        let product = session.row(image).map(|row| row.report.product.clone());
        if let Some(product) = product.flatten() {
            let images = session.product_images(&product);
            self.compare_product_images(product, images);
        }
    }

    /// A comparison without the focus is none. To be called before the panels.
    pub(super) fn follow_focus_in_comparison(&mut self) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        let focus = session.selection().focus();
        if !focus.is_some_and(|id| comparison.images.contains(&id)) {
            self.comparison = None;
            self.show_beside(&[]);
        }
    }

    fn compare_product_images(&mut self, product: ProductId, images: Vec<ImageId>) {
        self.show_beside(&images);
        if let Some(comparison) = &mut self.comparison {
            comparison.subject = CompareSubject::Product(product);
            comparison.images = images;
        }
    }

    /// The compared images in sight, and those to load ahead: the next page, or the next product's.
    pub(super) fn compared_pictures(&self, session: &ScanSession) -> Option<[Vec<ImageId>; 2]> {
        let comparison = self.comparison.as_ref().filter(|_| self.is_comparing())?;
        let focus = session.selection().focus();
        let mut in_sight = images_in_sight(&comparison.images, focus).to_vec();
        // The focused one first.
        in_sight.sort_by_key(|id| Some(*id) != focus);
        let last = in_sight.iter().max().copied();
        let on = comparison.images.iter().copied();
        let on = on.skip_while(|id| Some(*id) != last).skip(1);
        Some([in_sight, on.take(MOST_PANES).collect()])
    }

    /// Shows the images side by side.
    pub(super) fn compare_ui(&mut self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        let (Some(comparison), Some(session)) = (&self.comparison, &self.session) else {
            return;
        };
        let props = CompareProps {
            preview: PreviewProps {
                session,
                generation: self.pictures.generation(),
                pictures: &self.pictures.large,
                text: &self.text,
                keys: &self.settings.keys,
                repaired: None,
            },
            keys: &self.settings.keys,
            subject: &comparison.subject,
            images: &comparison.images,
        };
        let panels = &mut self.panels;
        commands.extend(compare_ui(
            ui,
            &mut panels.compare,
            &mut panels.preview,
            props,
        ));
    }

    fn focus_compared(&mut self, image: Option<ImageId>) {
        if let (Some(image), Some(session)) = (image, &mut self.session) {
            session.change_selection(|selection, _| selection.select_only(image));
        }
    }
}
