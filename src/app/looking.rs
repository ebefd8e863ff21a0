//! Looking at images large: which pictures are loaded for it, and how fast they came.

use egui::Ui;

use super::DashboardApp;
use crate::scan::ImageId;
use crate::session::ScanSession;
use crate::ui::UiCommand;
use crate::ui::pictures::PictureKey;
use crate::ui::preview::{PreviewProps, PreviewState};

/// Shows the preview at the side or as a page.
pub(super) type PreviewForm = fn(&mut Ui, &mut PreviewState, PreviewProps<'_>) -> Vec<UiCommand>;

impl DashboardApp {
    /// Shows the focused image large.
    pub(super) fn preview_ui(
        &mut self,
        ui: &mut Ui,
        commands: &mut Vec<UiCommand>,
        form: PreviewForm,
    ) {
        let Some(session) = &self.session else { return };
        let props = PreviewProps {
            session,
            generation: self.pictures.generation(),
            pictures: &self.pictures.large,
            text: &self.text,
            keys: &self.settings.keys,
            repaired: self.repairs.of_focused(session),
        };
        commands.extend(form(ui, &mut self.panels.preview, props));
    }

    /// Makes ready what will be drawn large in this frame, and loads what is missing and what may be next. To be called
    /// before the panels.
    pub(super) fn prepare_pictures(&mut self, ctx: &egui::Context) {
        self.picture_times.look_at(self.picture_looked_at());
        self.prepare_repaired(ctx);
        let Some(session) = &self.session else { return };
        let Some(focus) = session.selection().focus() else {
            self.pictures.look_at(ctx, session, &[], &[]);
            return;
        };
        let has_picture = |id: &ImageId| has_picture(session, *id);
        if let Some([mut in_sight, mut ahead]) = self.compared_pictures(session) {
            in_sight.retain(has_picture);
            ahead.retain(has_picture);
            self.pictures.look_at(ctx, session, &in_sight, &ahead);
            return;
        }
        let focused: Vec<ImageId> = [focus].into_iter().filter(has_picture).collect();
        if self.shows_preview() {
            let mut ahead = self.read_ahead.guess(session, focus).to_vec();
            ahead.retain(has_picture);
            self.pictures.look_at(ctx, session, &focused, &ahead);
        } else {
            // Enter shows it.
            self.pictures.look_at(ctx, session, &[], &focused);
        }
    }

    /// The picture that a person waits for, if any.
    pub(super) fn picture_looked_at(&self) -> Option<PictureKey> {
        let session = self.session.as_ref().filter(|_| self.shows_preview())?;
        let focus = session.selection().focus()?;
        has_picture(session, focus).then(|| self.pictures.large.key(focus))
    }

    /// Whether the focused image is shown large, as a page or at the side.
    pub(super) fn shows_preview(&self) -> bool {
        self.large_preview || self.is_comparing() || (self.panels.is_wide && self.sides().preview)
    }

    /// Learns what was drawn. To be called after the panels.
    pub(super) fn follow_drawn(&mut self) {
        let drawn = self.panels.preview.take_drawn();
        self.pictures.take_drawn(&drawn);
        self.picture_times.drawn(&drawn.shown);
    }
}

/// Whether there is any use in loading an image: one that could not be inspected shows why instead.
fn has_picture(session: &ScanSession, id: ImageId) -> bool {
    session
        .row(id)
        .is_some_and(|row| row.inspection().is_some())
}
