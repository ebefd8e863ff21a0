//! Obeying keys: one after the other, each on the state that the one before it left.

use std::time::{Duration, Instant};

use super::DashboardApp;
use crate::session::ScanSession;
use crate::ui::keys::{self, ActingOn, KeyContext, KeyPress};
use crate::ui::{UiCommand, ViewMode};

/// So long a frame may obey keys: half of one at 60 per second. The rest waits for the next frame.
const BUDGET: Duration = Duration::from_millis(8);

impl DashboardApp {
    /// Obeys the keys of this frame. To be called before the panels, so that what a key changes is seen in the very
    /// frame of the key.
    pub(super) fn obey_keys(&mut self, ctx: &egui::Context, frame: &eframe::Frame) {
        let start = Instant::now();
        while self.can_obey()
            && let Some(press) = keys::next(ctx)
        {
            // Where images lie side by side, the next key counts by what is drawn of them.
            let is_last = self.is_comparing();
            if let Some(command) = self.meaning_of(press)
                && !self.is_after_end(&command)
            {
                self.carry_out(ctx, frame, command);
                self.hand_over_decisions(ctx);
            }
            self.bar_keys(ctx);
            if is_last || start.elapsed() > BUDGET {
                break;
            }
        }
        if keys::are_waiting(ctx) {
            ctx.request_repaint();
        }
    }

    /// Keys wait for the list that a person asked for, and for the end of a step of the review.
    fn can_obey(&self) -> bool {
        !self.is_list_awaited() && !self.is_deciding()
    }

    /// Whether the list that a person asked for is being worked out.
    pub(super) fn is_list_awaited(&self) -> bool {
        let session = self.session.as_ref();
        session.is_some_and(ScanSession::is_list_awaited)
    }

    fn meaning_of(&self, press: KeyPress) -> Option<UiCommand> {
        let shape = match self.settings.view {
            ViewMode::Gallery => self.panels.gallery.shape(),
            ViewMode::Table => self.panels.table.shape(),
            ViewMode::Products => self.panels.products.shape(),
        };
        let session = self.session.as_ref();
        let products_are_shown = self.products_are_shown();
        let acting_on = match (products_are_shown, &self.scope) {
            _ if self.comparison.is_some() => ActingOn::Compared,
            (true, _) => ActingOn::Products,
            (false, Some(_)) => ActingOn::PartOfImages,
            (false, None) => ActingOn::Images,
        };
        let selected = || {
            let session = session.filter(|_| !products_are_shown);
            session.map_or_else(Vec::new, |session| {
                session.selection().in_order(session.index())
            })
        };
        let is_comparing = self.is_comparing();
        let to_decide = || {
            let session = session.filter(|_| !products_are_shown);
            session.map_or_else(Vec::new, |session| {
                if is_comparing {
                    // Whoever looks at one picture beside others means that one.
                    return session.selection().focus().into_iter().collect();
                }
                session.to_decide()
            })
        };
        let context = KeyContext {
            columns: if self.is_comparing() {
                self.panels.compare.columns()
            } else {
                shape.columns.max(1)
            },
            page_lines: shape.page_rows(),
            phase: session.map(ScanSession::phase),
            preview_is_open: self.large_preview,
            sensitivity_is_open: self.panels.sensitivity.is_open() && self.session.is_some(),
            acting_on,
            focus: session
                .filter(|_| !products_are_shown)
                .and_then(|session| session.selection().focus()),
            selected: &selected,
            to_decide: &to_decide,
        };
        keys::command(press, &context)
    }
}

#[cfg(test)]
mod tests;
