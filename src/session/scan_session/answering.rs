//! "This is its original": saying so of one image, taking that back, and hearing of it from the store.
//!
//! Invariant: images that hold the same picture, with the same original in question, have the same answer.

use std::sync::Arc;
use std::time::SystemTime;

use super::{FinishedStep, ScanSession};
use crate::scan::ImageId;
use crate::session::review::{AnswerChange, Change, ReviewStep, StepKind, UnsavedDecisions};
use crate::session::{OriginalAnswer, OriginalPair, RepairGround, ResultRow, SaidOfOriginal};

impl ScanSession {
    /// Says of an image that the original in question is its own (`None`: takes that back), and of every other image that
    /// holds the same picture and has the same original in question. A step of the review. `None` where nobody
    /// is asked about this pair any more, or it was answered so already.
    pub fn answer_original(
        &mut self,
        image: ImageId,
        pair: OriginalPair,
        said_at: Option<SystemTime>,
    ) -> Option<FinishedStep> {
        self.end_last_step();
        let row = self.row(image).filter(|row| row.can_be_answered())?;
        if row.original_in_question() != Some(pair) {
            return None;
        }
        let answer = AnswerChange {
            pair,
            before: row.answer().map(|answer| answer.at),
            after: said_at,
        };
        if answer.before.is_some() == answer.after.is_some() {
            return None;
        }
        let mut images = self.images_of_pair(answer.pair);
        images.retain(|other| *other != image);
        let copies = images.len();
        images.insert(0, image);
        for image in &images {
            self.set_answer(*image, answer.set_by(StepKind::Done));
        }
        let changes = images.iter().map(|image| Change {
            image: *image,
            before: None,
        });
        let step = Arc::new(ReviewStep {
            after: None,
            answer: Some(answer),
            changes: changes.collect(),
            copies,
            began_unreviewed: false,
        });
        let unsaved = UnsavedDecisions {
            ticket: self.review.next_ticket(),
            images,
            answer: Some(answer.set_by(StepKind::Done)),
        };
        self.review.queue_unsaved(unsaved);
        self.review.add(Arc::clone(&step));
        let kind = StepKind::Done;
        Some(FinishedStep { kind, step })
    }

    /// What the store knows that was said of these two files. Not a step, and nothing to write.
    pub fn recall_answer(&mut self, said: SaidOfOriginal) {
        for image in self.images_of_pair(said.pair) {
            self.set_answer(image, said);
        }
    }

    /// The images of which a person may say "This is its original" and nobody has, by id.
    pub fn unanswered_images(&self) -> impl Iterator<Item = ImageId> + '_ {
        self.in_question().filter_map(|row| {
            let is_open = row.answer().is_none();
            is_open.then_some(row.report.id)
        })
    }

    /// The images that may be repaired because of a person's answer, by id.
    pub fn answered_images(&self) -> impl Iterator<Item = ImageId> + '_ {
        self.in_question().filter_map(|row| {
            let is_answered = row.repair_ground() == Some(RepairGround::Answer);
            is_answered.then_some(row.report.id)
        })
    }

    fn in_question(&self) -> impl Iterator<Item = &Arc<ResultRow>> {
        let images = self.tally.sets.in_question.iter();
        images.filter_map(|id| self.row(id))
    }

    /// The images that hold this one's picture and have this original in question.
    fn images_of_pair(&self, pair: OriginalPair) -> Vec<ImageId> {
        let same = self.images_holding(pair.image.content).iter().copied();
        let is_in_question = |id: &ImageId| {
            let row = self.row(*id);
            row.and_then(|row| row.original_in_question()) == Some(pair)
        };
        same.filter(is_in_question).collect()
    }

    /// Sets what was said of an image's original. One that counts, and is about another original, stays.
    pub(super) fn set_answer(&mut self, image: ImageId, said: SaidOfOriginal) {
        let SaidOfOriginal { pair, at } = said;
        self.change_row(image, |row| {
            if row.answer().is_some_and(|counts| counts.pair != pair) {
                return;
            }
            let known = row.original_answer.as_ref();
            if let Some(at) = at {
                row.original_answer = Some(Arc::new(OriginalAnswer { pair, at }));
            } else if known.is_some_and(|known| known.pair == pair) {
                row.original_answer = None;
            }
        });
    }
}

#[cfg(test)]
mod tests;
