//! What is reviewed and what is not, what the store says of decisions, and how they reach rows and counts.
//!
//! Invariant: images with the same content have the same decision; a row says "saved" only when its present decision is
//! on disk.

use std::sync::Arc;

use super::ScanSession;
use crate::scan::ImageId;
use crate::session::decision::{Decided, Decision, SaveState, WriteTicket};
use crate::session::review::{ReviewStep, UnsavedDecisions};
use crate::session::{ResultRow, ScanTotals};

/// How far the review of what is shown is, where it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownReview {
    /// What is reviewed.
    pub reviewed: ReviewedPart,
    /// Flagged images that are not shown, and not reviewed.
    pub flagged_elsewhere: u64,
}

/// A part of the shown images that is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewedPart {
    /// All of them; so many.
    All(u64),
    /// All that are flagged, so many; others are shown that nobody decided about.
    Flagged(u64),
}

impl ScanSession {
    /// The images that a decision is about: all selected ones, where the focused one is one of several, else that one.
    #[must_use]
    pub fn to_decide(&self) -> Vec<ImageId> {
        let Some(focus) = self.selection.focus() else {
            return Vec::new();
        };
        if self.selection.len() > 1 && self.selection.contains(focus) {
            self.selection.in_order(&self.index)
        } else {
            vec![focus]
        }
    }

    /// The image to look at after `from`: the next shown one that is not reviewed, else the first such one of the list;
    /// `None` where all that are shown are reviewed. After a flagged image only flagged ones, so that the images of a whole
    /// product can be shown without every clear one asking for a decision. In the worst case it asks for a bit of every
    /// shown row, which a frame has time for (`cargo bench --bench frames`).
    #[must_use]
    pub fn next_unreviewed(&self, from: ImageId) -> Option<ImageId> {
        let sets = &self.tally.sets;
        let from_flagged = sets.is_flagged(from);
        if from_flagged && self.totals.flagged_reviewed == self.totals.flagged() {
            return None;
        }
        let shown = self.index.shown();
        let place = self.index.place_of(from).unwrap_or(0);
        let (before, after) = shown.split_at(place.min(shown.len()));
        after
            .iter()
            .chain(before)
            .copied()
            .filter(|id| !sets.is_reviewed(*id))
            .find(|id| !from_flagged || sets.is_flagged(*id))
    }

    /// What can be said where no shown image is left to go on to: a bit of each is asked for. `None` where that would not be
    /// true, or nothing is shown.
    #[must_use]
    pub fn shown_review(&self) -> Option<ShownReview> {
        let (mut flagged, mut open, mut open_flagged) = (0, 0, 0);
        let (shown, sets) = (self.index.shown(), &self.tally.sets);
        for id in shown {
            let is_flagged = sets.is_flagged(*id);
            let is_open = !sets.is_reviewed(*id);
            flagged += u64::from(is_flagged);
            open += u64::from(is_open);
            open_flagged += u64::from(is_flagged && is_open);
        }
        let reviewed = match (open, flagged, open_flagged) {
            (0, ..) if !shown.is_empty() => ReviewedPart::All(shown.len() as u64),
            (_, 1.., 0) => ReviewedPart::Flagged(flagged),
            _ => return None,
        };
        let left = self.totals.flagged() - self.totals.flagged_reviewed;
        Some(ShownReview {
            reviewed,
            flagged_elsewhere: left,
        })
    }

    /// Which of these images are not reviewed, in their order.
    pub fn unreviewed<'a>(&'a self, images: &'a [ImageId]) -> impl Iterator<Item = ImageId> + 'a {
        let images = images.iter().copied();
        images.filter(|id| !self.tally.sets.is_reviewed(*id))
    }

    /// How many of these images somebody decided otherwise than `decision`: a bit of each.
    #[must_use]
    pub fn decided_otherwise(&self, images: &[ImageId], decision: Option<Decision>) -> usize {
        images
            .iter()
            .filter_map(|id| self.tally.sets.decision(*id))
            .filter(|decided| Some(*decided) != decision)
            .count()
    }

    /// Time that the flagged images that are not reviewed will take at the pace of the last decisions; `None` while that
    /// is not known, or nothing is left.
    #[must_use]
    pub fn review_time_left(&self) -> Option<std::time::Duration> {
        let left = self
            .totals
            .flagged()
            .saturating_sub(self.totals.flagged_reviewed);
        self.review.pace.time_left(left)
    }

    /// The step that [`Self::undo`] would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&ReviewStep> {
        self.review.next_undo()
    }

    /// The step that [`Self::redo`] would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&ReviewStep> {
        self.review.next_redo()
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.next_undo().is_some()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.next_redo().is_some()
    }

    /// Every image that is known to hold the very same picture, this one included; empty where its content is not known.
    #[must_use]
    pub fn same_picture(&self, image: ImageId) -> &[ImageId] {
        self.row(image)
            .and_then(|row| row.report.stamp.content)
            .map_or(&[], |content| self.review.same_content(content))
    }

    /// The next decisions to hand to the store; each once.
    pub fn next_unsaved(&mut self) -> Option<UnsavedDecisions> {
        self.review.next_unsaved()
    }

    /// Sets what was decided; what of it is still to be written stays so.
    pub(super) fn set_decided(&mut self, image: ImageId, decided: Option<Decided>) {
        self.change_row(image, |row| row.review.decided = decided);
        self.follow_decision(image);
    }

    /// The same, to be written with all that has this ticket.
    pub(super) fn set_unsaved(
        &mut self,
        image: ImageId,
        decided: Option<Decided>,
        ticket: WriteTicket,
    ) {
        self.change_row(image, |row| {
            row.review.decided = decided;
            row.review.save = SaveState::Saving(ticket);
        });
        self.follow_decision(image);
    }

    fn follow_decision(&mut self, image: ImageId) {
        if let Some(row) = self.rows.get(image) {
            self.index.decision_changed(row);
        }
    }

    /// Changes a row and keeps the totals right. A row that an export holds is left to it as it was, and copied.
    pub(super) fn change_row(&mut self, image: ImageId, change: impl FnOnce(&mut ResultRow)) {
        let row = self.rows.get_mut(image);
        if let Some(row) = row {
            let totals: &mut ScanTotals = &mut self.totals;
            self.tally.remove(totals, row);
            change(Arc::make_mut(row));
            self.tally.add(totals, row);
        }
    }
}

#[cfg(test)]
mod tests;
