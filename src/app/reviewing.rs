//! Deciding about images, and going on to the next one.

use std::time::SystemTime;

use super::DashboardApp;
use crate::review::whole_milliseconds;
use crate::scan::ImageId;
use crate::session::Decision;

impl DashboardApp {
    /// Decides about images; the next one that is not reviewed takes the focus.
    pub(super) fn decide(&mut self, images: &[ImageId], decision: Option<Decision>) {
        let Some(session) = &mut self.session else {
            return;
        };
        session.decide(images, decision, whole_milliseconds(SystemTime::now()));
        if let (Some(_), Some(last)) = (decision, images.last()) {
            let last = *last;
            let compared = self.after_decision_in_comparison(last);
            let Some(session) = &mut self.session else {
                return;
            };
            let next = match compared {
                Some(compared) => Some(compared),
                None => session.next_unreviewed(last),
            };
            session.change_selection(|selection, _| {
                if let Some(next) = next {
                    selection.select_only(next);
                }
            });
        }
    }

    pub(super) fn undo(&mut self) {
        if let Some(session) = &mut self.session {
            session.undo();
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(session) = &mut self.session {
            session.redo();
        }
    }

    pub(super) fn refresh_filter(&mut self) {
        self.memory.refresh();
        if let Some(session) = &mut self.session {
            session.refresh_filter();
        }
    }
}
