//! Deciding about images, taking decisions back, and what the store says of them.
//!
//! Invariant: images with the same content have the same decision; a row says "saved" only when its present decision is
//! on disk.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::SystemTime;

use super::ScanSession;
use crate::scan::{ContentHash, ImageId};
use crate::session::decision::{Decided, Decision, SaveState};
use crate::session::review::{Change, ReviewStep, UnsavedDecisions};
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
    /// Decides about images (`None`: not reviewed any more), and about every other image that holds the very same
    /// picture. One step, however many they are. Returns it; `None` where nothing changed.
    pub fn decide(
        &mut self,
        images: &[ImageId],
        decision: Option<Decision>,
        at: SystemTime,
    ) -> Option<ReviewStep> {
        let after = decision.map(|decision| Decided { decision, at });
        let mut changes = Vec::with_capacity(images.len());
        for image in images {
            self.change_to(*image, decision, after, &mut changes);
        }
        let asked_for = changes.len();
        for same in self.copies_of(images) {
            self.change_to(same, decision, after, &mut changes);
        }
        let copies = changes.len() - asked_for;
        if changes.is_empty() {
            return None;
        }
        let step = ReviewStep {
            decision,
            changes,
            copies,
        };
        self.write_later(&step);
        self.review.add(step.clone());
        if decision.is_some() {
            self.review.pace.record(at);
        }
        Some(step)
    }

    /// Every image that holds the same picture as one of these. Each picture is looked up once, so that thousands of
    /// copies of one do not each ask for all others.
    fn copies_of(&self, images: &[ImageId]) -> Vec<ImageId> {
        let mut seen = HashSet::new();
        let contents = images
            .iter()
            .filter_map(|image| self.row(*image)?.report.stamp.content);
        contents
            .filter(|content| seen.insert(*content))
            .flat_map(|content| self.review.same_content(content))
            .copied()
            .collect()
    }

    /// Sets one image, where that is a change.
    fn change_to(
        &mut self,
        image: ImageId,
        decision: Option<Decision>,
        after: Option<Decided>,
        changes: &mut Vec<Change>,
    ) {
        let Some(before) = self.row(image).map(|row| row.review.decided) else {
            return;
        };
        if before.map(|before| before.decision) == decision {
            return;
        }
        self.set_decided(image, after);
        changes.push(Change {
            image,
            before,
            after,
        });
    }

    /// Takes the last step back; returns it.
    pub fn undo(&mut self) -> Option<ReviewStep> {
        let step = self.review.pop_undo()?;
        for change in &step.changes {
            self.set_decided(change.image, change.before);
        }
        self.write_later(&step);
        self.review.push_redo(step.clone());
        Some(step)
    }

    /// Does again what was undone last; returns it.
    pub fn redo(&mut self) -> Option<ReviewStep> {
        let step = self.review.pop_redo()?;
        for change in &step.changes {
            self.set_decided(change.image, change.after);
        }
        self.write_later(&step);
        self.review.push_undo(step.clone());
        Some(step)
    }

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
        let is_flagged = |id| self.row(id).is_some_and(|row| row.status().is_flagged());
        let from_flagged = is_flagged(from);
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
            .filter(|id| !self.review.decided.contains(*id))
            .find(|id| !from_flagged || is_flagged(*id))
    }

    /// What can be said where no shown image is left to go on to: one pass over the list. `None` where that would not be
    /// true, or nothing is shown.
    #[must_use]
    pub fn shown_review(&self) -> Option<ShownReview> {
        let (mut flagged, mut open, mut open_flagged) = (0, 0, 0);
        let shown = self.index.shown();
        for id in shown {
            let is_flagged = self.row(*id).is_some_and(|row| row.status().is_flagged());
            let is_open = !self.review.decided.contains(*id);
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

    /// The shown images that are not reviewed, in their order.
    pub fn shown_unreviewed(&self) -> impl Iterator<Item = ImageId> + '_ {
        let shown = self.index.shown().iter().copied();
        shown.filter(|id| !self.review.decided.contains(*id))
    }

    /// How many of the shown images somebody decided otherwise than `decision`; one pass over the list.
    #[must_use]
    pub fn shown_decided_otherwise(&self, decision: Option<Decision>) -> usize {
        self.index
            .shown()
            .iter()
            .filter(|id| self.review.decided.contains(**id))
            .filter(|id| {
                self.row(**id)
                    .is_some_and(|row| row.decision_told() != decision)
            })
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

    /// What became of decisions that were handed over. A row that was decided again since then waits for its own.
    pub fn settle(&mut self, written: &UnsavedDecisions, saved: bool) {
        for image in &written.images {
            self.change_row(*image, |row| {
                let is_its_own = matches!(
                    row.review.save,
                    SaveState::Saving(ticket) | SaveState::Failed(ticket) if ticket == written.ticket
                );
                if is_its_own {
                    row.review.save = if saved {
                        SaveState::Saved
                    } else {
                        SaveState::Failed(written.ticket)
                    };
                }
            });
        }
    }

    /// What the store knows of an image's content: at the beginning, or from another window. Not a step, and nothing to
    /// write; a decision that is not on disk yet stands.
    pub fn recall_decision(&mut self, image: ImageId, decided: Option<Decided>) {
        let is_free = self.row(image).is_some_and(|row| {
            row.review.save == SaveState::Saved && row.review.decided != decided
        });
        if is_free {
            self.set_decided(image, decided);
        }
    }

    /// The content of an image was found out after its inspection.
    pub fn learn_content(&mut self, image: ImageId, content: ContentHash) {
        let before = self.row(image).and_then(|row| row.report.stamp.content);
        // A proof is about one content.
        self.reclassify(image, |row| row.report.stamp.content = Some(content));
        self.learned.push(image);
        self.review.content_changed(image, before, Some(content));
    }

    fn set_decided(&mut self, image: ImageId, decided: Option<Decided>) {
        self.change_row(image, |row| row.review.decided = decided);
        if let Some(row) = self.rows.get(image.index()).and_then(Option::as_ref) {
            self.review
                .remember_decided(image, row.decision_told().is_some());
            self.index.decision_changed(row);
        }
    }

    fn write_later(&mut self, step: &ReviewStep) {
        let ticket = self.review.next_ticket();
        let images: Vec<ImageId> = step.images().collect();
        for image in &images {
            self.change_row(*image, |row| row.review.save = SaveState::Saving(ticket));
        }
        self.review
            .queue_unsaved(UnsavedDecisions { ticket, images });
    }

    /// Changes a row and keeps the totals right. A row that an export holds is left to it as it was, and copied.
    pub(super) fn change_row(&mut self, image: ImageId, change: impl FnOnce(&mut ResultRow)) {
        let row = self.rows.get_mut(image.index()).and_then(Option::as_mut);
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
