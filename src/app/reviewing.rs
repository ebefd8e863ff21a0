//! Deciding about images, going on to the next one, and taking steps back.

use std::time::{Instant, SystemTime};

use super::DashboardApp;
use crate::review::whole_milliseconds;
use crate::scan::ImageId;
use crate::session::{Decision, ReviewStep, ScanSession, ShownReview};
use crate::ui::bulk_dialog::{ASKED_FROM, BulkAnswer, BulkQuestion};
use crate::ui::review_line::{StepKind, StepNote};

impl DashboardApp {
    /// Decides about images; the next one that is not reviewed takes the focus. Where there is none the focus stays, and
    /// it is said.
    pub(super) fn decide(&mut self, images: &[ImageId], decision: Option<Decision>) {
        let Some(session) = &mut self.session else {
            return;
        };
        let step = session.decide(images, decision, whole_milliseconds(SystemTime::now()));
        let note = step.map(|step| StepNote::new(StepKind::Done, &step, session));
        let mut over = None;
        if let (Some(_), Some(last)) = (decision, images.last()) {
            let compared = self.after_decision_in_comparison(*last);
            let Some(session) = &mut self.session else {
                return;
            };
            match compared.or_else(|| next_after(session, images)) {
                Some(next) => {
                    session.change_selection(|selection, _| selection.select_only(next));
                }
                None => over = session.shown_review(),
            }
        }
        self.say_and_show_focus(note, over);
    }

    pub(super) fn undo(&mut self) {
        let step = self.session.as_mut().and_then(ScanSession::undo);
        self.return_to(StepKind::Undone, step);
    }

    pub(super) fn redo(&mut self) {
        let step = self.session.as_mut().and_then(ScanSession::redo);
        self.return_to(StepKind::Redone, step);
    }

    /// The focus goes to the first image of a step that is shown. That image alone is selected, however many the step
    /// was about: the next key must not decide about all of them.
    fn return_to(&mut self, kind: StepKind, step: Option<ReviewStep>) {
        let (Some(session), Some(step)) = (&mut self.session, step) else {
            return;
        };
        let is_shown = |id: &ImageId| session.index().place_of(*id).is_some();
        let image = step.asked_for().find(is_shown);
        if let Some(image) = image.or_else(|| step.asked_for().next()) {
            session.change_selection(|selection, _| selection.select_only(image));
        }
        let note = StepNote::new(kind, &step, session);
        self.say_and_show_focus(Some(note), None);
    }

    fn say_and_show_focus(&mut self, note: Option<StepNote>, over: Option<ShownReview>) {
        self.panels.gallery.show_focus();
        self.panels.table.show_focus();
        self.panels.review_line.say(note, over, Instant::now());
    }

    pub(super) fn refresh_filter(&mut self) {
        self.memory.refresh();
        if let Some(session) = &mut self.session {
            session.refresh_filter();
        }
    }

    /// Decides about every shown image. Where they are many, or some are decided otherwise, it asks first.
    pub(super) fn decide_all_shown(&mut self, decision: Option<Decision>) {
        let Some(session) = &self.session else { return };
        let shown = session.index().shown();
        let otherwise = session.shown_decided_otherwise(decision);
        if shown.is_empty() {
            return;
        }
        if shown.len() < ASKED_FROM && (otherwise == 0 || decision.is_none()) {
            let images = shown.to_vec();
            self.decide(&images, decision);
            return;
        }
        self.windows.bulk = Some(BulkQuestion {
            decision,
            unreviewed: session.shown_unreviewed().count() as u64,
            images: shown.to_vec(),
            otherwise: otherwise as u64,
        });
    }
    pub(super) fn answer_bulk(&mut self, answer: BulkAnswer) {
        let Some(question) = self.windows.bulk.take() else {
            return;
        };
        let mut images = question.images;
        match answer {
            BulkAnswer::All => {}
            BulkAnswer::Unreviewed => {
                let session = self.session.as_ref();
                let is_open = |id: &ImageId| {
                    session
                        .and_then(|session| session.row(*id))
                        .is_some_and(|row| row.decision_told().is_none())
                };
                images.retain(is_open);
            }
            BulkAnswer::None => return,
        }
        self.decide(&images, question.decision);
    }
}

/// The image to look at after these were decided.
fn next_after(session: &ScanSession, images: &[ImageId]) -> Option<ImageId> {
    let index = session.index();
    let last_shown = images
        .iter()
        .rev()
        .find(|id| index.place_of(**id).is_some());
    let from = last_shown
        .copied()
        .or_else(|| session.selection().focus())?;
    session.next_unreviewed(from)
}
