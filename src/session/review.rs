//! The steps of a review: what was decided, to be undone and done again, and what still has to be written.
//!
//! It belongs to one session, so a step can never reach the images of another scan.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::SystemTime;

use super::decision::{Decided, Decision, WriteTicket};
use super::original_answer::OriginalPair;
use super::pace::ReviewPace;
use super::sharded_map::ShardedMap;
use crate::scan::{ContentHash, ImageId};

/// Steps that can be undone. A step of one image takes about 100 bytes.
const MOST_STEPS: usize = 10_000;

/// One image's part in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) image: ImageId,
    pub(super) before: Option<Decided>,
}

/// What happened with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// It was done.
    Done,
    /// It was taken back.
    Undone,
    /// It was done again.
    Redone,
}

/// One step of a review: what one key press or one click did, to however many images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewStep {
    /// What all its images were set to.
    pub(super) after: Option<Decided>,
    /// Where it is about "This is its original", and about no decision.
    pub(super) answer: Option<AnswerChange>,
    pub(super) changes: Vec<Change>,
    pub(super) copies: usize,
    pub(super) began_unreviewed: bool,
}

/// What a step did to an answer: when it was given, before and after; `None`: it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AnswerChange {
    pub(super) pair: OriginalPair,
    pub(super) before: Option<SystemTime>,
    pub(super) after: Option<SystemTime>,
}

impl AnswerChange {
    /// What the step sets where it is done, taken back or done again.
    pub(super) fn set_by(self, kind: StepKind) -> SaidOfOriginal {
        SaidOfOriginal {
            pair: self.pair,
            at: match kind {
                StepKind::Undone => self.before,
                StepKind::Done | StepKind::Redone => self.after,
            },
        }
    }
}

/// "This is its original", as it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidOfOriginal {
    /// Of which image and which original.
    pub pair: OriginalPair,
    /// When that was said; `None`: it was taken back.
    pub at: Option<SystemTime>,
}

impl ReviewStep {
    /// What the images were set to; `None`: not reviewed.
    #[must_use]
    pub fn decision(&self) -> Option<Decision> {
        self.after.map(|after| after.decision)
    }

    /// Whether "This is its original" was said (or taken back); `None`: the step is about a decision.
    #[must_use]
    pub fn says_original(&self) -> Option<bool> {
        self.answer.map(|answer| answer.after.is_some())
    }

    /// The images that were changed; never empty.
    #[must_use]
    pub fn images(&self) -> impl ExactSizeIterator<Item = ImageId> + '_ {
        self.changes.iter().map(|change| change.image)
    }

    /// Whether none of them was reviewed before.
    #[must_use]
    pub fn began_unreviewed(&self) -> bool {
        self.began_unreviewed
    }

    /// Whether one of them was not reviewed before.
    #[must_use]
    pub fn reviews_first(&self) -> bool {
        self.changes.iter().any(|change| change.before.is_none()) && self.after.is_some()
    }

    /// Those of them that were asked for, by their order then; the first ones of [`Self::images`].
    #[must_use]
    pub fn asked_for(&self) -> impl ExactSizeIterator<Item = ImageId> + '_ {
        self.images().take(self.changes.len() - self.copies)
    }

    /// How many of them were not asked for, but hold the very same picture as one that was.
    #[must_use]
    pub fn copies(&self) -> usize {
        self.copies
    }
}

/// Decisions to be written together: all of them or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsavedDecisions {
    /// To be given back when they are on disk, or could not be written.
    pub ticket: WriteTicket,
    /// Whose; what was decided stands in their rows.
    pub images: Vec<ImageId>,
    /// What was said of their original; then nothing was decided about them.
    pub answer: Option<SaidOfOriginal>,
}

impl UnsavedDecisions {
    /// How many decisions; an answer is one, whatever number of images it is about.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answer.map_or(self.images.len(), |_| 1)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The state of a review beside what stands in the rows.
#[derive(Debug, Default)]
pub(super) struct Review {
    undo: VecDeque<Arc<ReviewStep>>,
    redo: Vec<Arc<ReviewStep>>,
    latest: WriteTicket,
    unsaved: VecDeque<UnsavedDecisions>,
    same: ShardedMap<ContentHash, Vec<ImageId>>,
    pub(super) pace: ReviewPace,
}

impl Review {
    /// A new step; what was undone before can't be done again any more.
    pub(super) fn add(&mut self, step: Arc<ReviewStep>) {
        self.redo.clear();
        self.push_undo(step);
    }

    pub(super) fn push_undo(&mut self, step: Arc<ReviewStep>) {
        if self.undo.len() == MOST_STEPS {
            self.undo.pop_front();
        }
        self.undo.push_back(step);
    }

    pub(super) fn push_redo(&mut self, step: Arc<ReviewStep>) {
        self.redo.push(step);
    }

    pub(super) fn pop_undo(&mut self) -> Option<Arc<ReviewStep>> {
        self.undo.pop_back()
    }

    pub(super) fn pop_redo(&mut self) -> Option<Arc<ReviewStep>> {
        self.redo.pop()
    }

    pub(super) fn next_undo(&self) -> Option<&ReviewStep> {
        self.undo.back().map(AsRef::as_ref)
    }

    pub(super) fn next_redo(&self) -> Option<&ReviewStep> {
        self.redo.last().map(AsRef::as_ref)
    }

    /// A number for the decisions that are to be written next.
    pub(super) fn next_ticket(&mut self) -> WriteTicket {
        self.latest.0 += 1;
        self.latest
    }

    pub(super) fn queue_unsaved(&mut self, unsaved: UnsavedDecisions) {
        self.unsaved.push_back(unsaved);
    }

    /// Decisions that are still to be given out.
    pub(super) fn queued(&self) -> usize {
        self.unsaved.iter().map(UnsavedDecisions::len).sum()
    }

    pub(super) fn next_unsaved(&mut self) -> Option<UnsavedDecisions> {
        self.unsaved.pop_front()
    }

    /// An image's content became known, or is another one now.
    pub(super) fn content_changed(
        &mut self,
        image: ImageId,
        before: Option<ContentHash>,
        now: Option<ContentHash>,
    ) {
        if before == now {
            return;
        }
        if let Some(images) = before.and_then(|before| self.same.get_mut(&before)) {
            images.retain(|other| *other != image);
        }
        if let Some(now) = now {
            match self.same.get_mut(&now) {
                Some(images) => images.push(image),
                None => drop(self.same.insert(now, vec![image])),
            }
        }
    }

    /// Every image with this content, by arrival.
    pub(super) fn same_content(&self, content: ContentHash) -> &[ImageId] {
        self.same.get(&content).map_or(&[], Vec::as_slice)
    }
}
