//! Deciding about images, going on to the next one, and taking steps back.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use egui::Ui;

use super::DashboardApp;
use crate::review::whole_milliseconds;
use crate::scan::ImageId;
use crate::session::{Decision, FinishedStep, OriginalPair, ScanSession, ShownReview};
use crate::ui::bulk_dialog::{BulkAnswer, BulkQuestion, BulkWish, MOST_UNASKED, bulk_dialog_ui};
use crate::ui::review_line::StepNote;
use crate::ui::{RepairCommand, ReviewCommand, UiCommand, keys};

/// So long a frame may work on a step of the review; with all else that it does it stays below 50 ms.
const BUDGET: Duration = Duration::from_millis(12);

/// A step of the review that goes on, and what waits for its end. Keys wait in their queue.
#[derive(Default)]
pub(super) struct Reviewing {
    /// What was asked, where images are decided about.
    asked: Option<(Vec<ImageId>, Option<Decision>)>,
    end: Option<ReviewEnd>,
    /// What was asked for since then: it is about what the step leaves.
    commands: VecDeque<UiCommand>,
}

/// The images whose decision left nothing to go on to.
struct ReviewEnd {
    images: Vec<ImageId>,
    /// How many answers came after it.
    unused: u64,
}

impl Reviewing {
    /// Images get their numbers anew.
    pub(super) fn begin_scan(&mut self) {
        self.end = None;
    }
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

    /// Takes what was said of an image's original with both pictures in sight. The focus stays: it may be repaired now.
    pub(super) fn answer_original(&mut self, image: ImageId, pair: OriginalPair, is_it: bool) {
        let Some(session) = &mut self.session else {
            return;
        };
        let at = is_it.then(|| whole_milliseconds(SystemTime::now()));
        if let Some(finished) = session.answer_original(image, pair, at) {
            let note = StepNote::new(finished.kind, &finished.step, session);
            self.say_and_show_focus(Some(note), None);
        }
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
        let mut over = None;
        if decision.is_some() {
            match self.next_to_review(images) {
                Some(next) => self.select_alone(next),
                None => over = self.end_review(images, finished),
            }
        }
        self.say_and_show_focus(note, over);
    }

    /// The image to look at after these were decided: the next one of what is compared, where images are, else of what is
    /// shown.
    fn next_to_review(&self, images: &[ImageId]) -> Option<ImageId> {
        let session = self.session.as_ref()?;
        let last = *images.last()?;
        match &self.comparison {
            Some(comparison) => session.next_unreviewed_of(comparison.images(), last),
            None => next_after(session, images),
        }
    }

    /// Nothing is left to go on to. What is said of it is returned.
    fn end_review(
        &mut self,
        images: &[ImageId],
        finished: Option<&FinishedStep>,
    ) -> Option<ShownReview> {
        // Who goes through reviewed images again is led nowhere by an answer, and may correct it at once.
        let is_end = finished.is_some_and(|finished| finished.step.reviews_first());
        self.reviewing.end = is_end.then(|| ReviewEnd {
            images: images.to_vec(),
            unused: 0,
        });
        if self.comparison.is_some() {
            self.select_alone(*images.last()?);
            return None;
        }
        self.session.as_ref()?.shown_review()
    }

    fn select_alone(&mut self, image: ImageId) {
        if let Some(session) = &mut self.session {
            session.change_selection(|selection, _| selection.select_only(image));
        }
    }

    /// Whether a key's answer comes after the end of the review: who types on doesn't mean the image that the last answer
    /// was about, which stays in sight because there is no other. It is not used, and that is said; where an image to
    /// review came since, it leads there.
    pub(super) fn is_after_end(&mut self, command: &UiCommand) -> bool {
        let (Some(end), Some(images)) = (&mut self.reviewing.end, answered(command)) else {
            return false;
        };
        if end.images != images {
            return false;
        }
        end.unused += 1;
        let unused = end.unused;
        if let Some(next) = self.next_to_review(images) {
            self.reviewing.end = None;
            self.select_alone(next);
        }
        self.panels.gallery.show_focus();
        self.panels.table.show_focus();
        self.panels.review_line.say_unused(unused, Instant::now());
        true
    }

    #[cfg(test)]
    pub(super) fn answers_after_end(&self) -> Option<u64> {
        self.reviewing.end.as_ref().map(|end| end.unused)
    }

    /// Who moves, clicks, takes back or decides otherwise than by the next key means the image that is in sight.
    pub(super) fn follow_end(&mut self, command: &UiCommand) {
        let goes_on = match command {
            UiCommand::List(_) => true,
            UiCommand::Review(command) => matches!(
                command,
                ReviewCommand::Decide { .. }
                    | ReviewCommand::DecideAllShown(_)
                    | ReviewCommand::AnswerBulk(_)
                    | ReviewCommand::AnswerOriginal { .. }
                    | ReviewCommand::Undo
                    | ReviewCommand::Redo
                    | ReviewCommand::Compare(_)
                    | ReviewCommand::CloseCompare
                    | ReviewCommand::FocusPane(_)
                    | ReviewCommand::CompareProduct(_)
            ),
            UiCommand::Repair(command) => matches!(command, RepairCommand::ConfirmAndQueue(_)),
            UiCommand::Scan(_) | UiCommand::Window(_) => false,
        };
        if goes_on {
            self.reviewing.end = None;
        }
    }

    /// The focus goes to the first image of a step that is shown; where none is, it stays. That image alone is selected,
    /// however many the step was about: the next key must not decide about all of them.
    fn return_to(&mut self, replayed: &FinishedStep) {
        let Some(session) = &self.session else { return };
        let FinishedStep { kind, step } = replayed;
        let note = StepNote::new(*kind, step, session);
        let shown = step.asked_for().find(|id| session.is_shown(*id));
        if let Some(image) = shown.or_else(|| step.asked_for().next()) {
            self.compare_around(image);
            if let Some(session) = &mut self.session
                && session.is_shown(image)
            {
                session.change_selection(|selection, _| selection.select_only(image));
            }
        }
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

    /// Decides about images, and asks first where they are many.
    pub(super) fn decide_or_ask(&mut self, images: Vec<ImageId>, wish: BulkWish) {
        if images.len() > MOST_UNASKED {
            self.ask(images, wish);
        } else {
            self.carry_out_wish(&images, wish);
        }
    }

    /// Decides about every shown image. Who decides about all of a list may not have each of them in mind, so it is asked
    /// first also where some are decided otherwise.
    pub(super) fn decide_all_shown(&mut self, decision: Option<Decision>) {
        let Some(session) = &self.session else { return };
        let shown = session.index().shown().to_vec();
        let wish = BulkWish::Decide(decision);
        if decision.is_some() && session.decided_otherwise(&shown, decision) > 0 {
            self.ask(shown, wish);
        } else {
            self.decide_or_ask(shown, wish);
        }
    }

    fn ask(&mut self, images: Vec<ImageId>, wish: BulkWish) {
        let Some(session) = &self.session else { return };
        let otherwise = session.decided_otherwise(&images, wish.decision()) as u64;
        let unreviewed = session.unreviewed(&images).count() as u64;
        self.windows.bulk = Some(BulkQuestion::new(wish, images, otherwise, unreviewed));
    }

    pub(super) fn answer_bulk(&mut self, answer: BulkAnswer) {
        let Some(question) = self.windows.bulk.take() else {
            return;
        };
        let mut images = question.images;
        match (answer, &self.session) {
            (BulkAnswer::All, _) => {}
            (BulkAnswer::Unreviewed, Some(session)) => {
                images = session.unreviewed(&images).collect();
            }
            (BulkAnswer::Unreviewed, None) | (BulkAnswer::None, _) => return,
        }
        self.carry_out_wish(&images, question.wish);
    }

    fn carry_out_wish(&mut self, images: &[ImageId], wish: BulkWish) {
        match wish {
            BulkWish::Decide(decision) => self.decide(images, decision),
            BulkWish::ConfirmAndQueue => self.confirm_and_queue(images),
        }
    }

    /// Shows the question before many images are decided.
    pub(super) fn bulk_ui(&mut self, ui: &Ui, commands: &mut Vec<UiCommand>) {
        if let Some(question) = &mut self.windows.bulk {
            question.unused += keys::take_unused(ui.ctx());
            bulk_dialog_ui(ui, question, &self.text, commands);
        }
    }

    /// No key and no click answers a question that was not seen. To be called when a question may have come up, and after
    /// the panels.
    pub(super) fn bar_keys(&self, ctx: &egui::Context) {
        let question = self.windows.bulk.as_ref();
        let is_unseen = question.is_some_and(|question| !question.was_seen());
        keys::bar(ctx, is_unseen);
        if is_unseen {
            ctx.request_repaint();
        }
    }
}

/// The images that an answer is about.
fn answered(command: &UiCommand) -> Option<&[ImageId]> {
    match command {
        UiCommand::Review(ReviewCommand::Decide {
            images,
            decision: Some(_),
        })
        | UiCommand::Repair(RepairCommand::ConfirmAndQueue(images)) => Some(images),
        _ => None,
    }
}

/// The next one of the list after these.
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
