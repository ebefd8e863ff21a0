//! Deciding about images, going on to the next one, and taking steps back.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use super::DashboardApp;
use crate::review::whole_milliseconds;
use crate::scan::ImageId;
use crate::session::{Decision, FinishedStep, ScanSession};
use crate::ui::UiCommand;
use crate::ui::bulk_dialog::{ASKED_FROM, BulkAnswer, BulkQuestion};
use crate::ui::review_line::StepNote;

/// So long a frame may work on a step of the review; with all else that it does it stays below 50 ms.
const BUDGET: Duration = Duration::from_millis(12);

/// A step of the review that goes on, and what waits for its end.
#[derive(Default)]
pub(super) struct Reviewing {
    /// What was asked, where images are decided about.
    asked: Option<(Vec<ImageId>, Option<Decision>)>,
    /// What was asked for since then: it is about what the step leaves.
    commands: VecDeque<UiCommand>,
    /// Keys that were pressed since then, for the same reason.
    keys: Vec<egui::Event>,
}

impl DashboardApp {
    /// Decides about images; the next one that is not reviewed takes the focus. Where there is none the focus stays, and
    /// it is said. Very many images take several frames.
    pub(super) fn decide(&mut self, images: &[ImageId], decision: Option<Decision>) {
        let Some(session) = &mut self.session else {
            return;
        };
        let at = whole_milliseconds(SystemTime::now());
        session.begin_deciding(images.to_vec(), decision, at);
        self.reviewing.asked = Some((images.to_vec(), decision));
        self.go_on_deciding();
    }

    pub(super) fn undo(&mut self) {
        if self.session.as_mut().is_some_and(ScanSession::begin_undo) {
            self.go_on_deciding();
        }
    }

    pub(super) fn redo(&mut self) {
        if self.session.as_mut().is_some_and(ScanSession::begin_redo) {
            self.go_on_deciding();
        }
    }

    /// Whether a step of the review goes on that takes longer than a frame.
    pub(super) fn is_deciding(&self) -> bool {
        self.session.as_ref().is_some_and(ScanSession::is_deciding)
    }

    /// Goes on with the step, for a few milliseconds at most. Commands that waited for its end are returned.
    pub(super) fn poll_deciding(&mut self, ctx: &egui::Context) -> Vec<UiCommand> {
        if self.is_deciding() {
            self.go_on_deciding();
        }
        if self.is_deciding() {
            ctx.request_repaint();
            return Vec::new();
        }
        self.reviewing.commands.drain(..).collect()
    }

    /// A command waits for the end of the step that goes on; it is given back where none does.
    pub(super) fn wait_for_step(&mut self, command: UiCommand) -> Option<UiCommand> {
        if self.is_deciding() {
            self.reviewing.commands.push_back(command);
            return None;
        }
        Some(command)
    }

    /// Keys wait for the end of the step that goes on: each acts on what the one before it left. Text that is typed into a
    /// box does not.
    pub(super) fn hold_keys(&mut self, ctx: &egui::Context) {
        let held = &mut self.reviewing.keys;
        let is_deciding = self.session.as_ref().is_some_and(ScanSession::is_deciding);
        if is_deciding && !ctx.egui_wants_keyboard_input() {
            let is_key = |event: &mut egui::Event| {
                matches!(event, egui::Event::Key { .. } | egui::Event::Text(_))
            };
            ctx.input_mut(|input| held.extend(input.events.extract_if(.., is_key)));
        } else if !is_deciding && !held.is_empty() {
            ctx.input_mut(|input| drop(input.events.splice(0..0, held.drain(..))));
        }
    }

    /// Does the rest of the step at once, where its images are about to be left.
    pub(super) fn finish_deciding(&mut self) {
        if let Some(session) = &mut self.session {
            let finished = session.go_on_deciding(|| false);
            self.end_step(finished);
        }
    }

    fn go_on_deciding(&mut self) {
        let Some(session) = &mut self.session else {
            return;
        };
        let start = Instant::now();
        let finished = session.go_on_deciding(|| start.elapsed() > BUDGET);
        if !session.is_deciding() {
            self.end_step(finished);
        }
    }

    fn end_step(&mut self, finished: Option<FinishedStep>) {
        let asked = self.reviewing.asked.take();
        match (finished, asked) {
            (Some(replayed), None) => self.return_to(&replayed),
            (finished, Some((images, decision))) => {
                self.go_to_next(&images, decision, finished.as_ref());
            }
            (None, None) => {}
        }
    }

    fn go_to_next(
        &mut self,
        images: &[ImageId],
        decision: Option<Decision>,
        finished: Option<&FinishedStep>,
    ) {
        let Some(session) = &self.session else { return };
        let note = finished.map(|finished| StepNote::new(finished.kind, &finished.step, session));
        let mut all_shown = None;
        if let (Some(_), Some(last)) = (decision, images.last()) {
            let compared = self.after_decision_in_comparison(*last);
            let Some(session) = &mut self.session else {
                return;
            };
            match compared.or_else(|| next_after(session, images)) {
                Some(next) => {
                    session.change_selection(|selection, _| selection.select_only(next));
                }
                None => all_shown = Some(session.index().shown().len() as u64),
            }
        }
        self.say_and_show_focus(note, all_shown);
    }

    /// The focus goes to the first image of a step that is shown. That image alone is selected, however many the step
    /// was about: the next key must not decide about all of them.
    fn return_to(&mut self, replayed: &FinishedStep) {
        let Some(session) = &mut self.session else {
            return;
        };
        let FinishedStep { kind, step } = replayed;
        let is_shown = |id: &ImageId| session.index().place_of(*id).is_some();
        let image = step.asked_for().find(is_shown);
        if let Some(image) = image.or_else(|| step.asked_for().next()) {
            session.change_selection(|selection, _| selection.select_only(image));
        }
        let note = StepNote::new(*kind, step, session);
        self.say_and_show_focus(Some(note), None);
    }

    fn say_and_show_focus(&mut self, note: Option<StepNote>, all_shown: Option<u64>) {
        self.panels.gallery.show_focus();
        self.panels.table.show_focus();
        self.panels.review_line.say(note, all_shown, Instant::now());
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
                        .is_some_and(|row| row.review.decision().is_none())
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

#[cfg(test)]
mod tests;
