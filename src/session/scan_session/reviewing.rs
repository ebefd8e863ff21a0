//! What is reviewed and what is not, what the store says of decisions, and how they reach rows and counts.
//!
//! Invariant: images with the same content have the same decision; a row says "saved" only when its present decision is
//! on disk.

use std::sync::Arc;

use super::ScanSession;
use crate::scan::{ContentHash, ImageId};
use crate::session::decision::{Decided, Decision, SaveState, WriteTicket};
use crate::session::review::{ReviewStep, UnsavedDecisions};
use crate::session::{ResultRow, ScanTotals};

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
                    .is_some_and(|row| row.review.decision() != decision)
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

    pub(super) fn set_decided(&mut self, image: ImageId, decided: Option<Decided>) {
        self.change_row(image, |row| row.review.decided = decided);
        self.follow_decision(image, decided);
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
        self.follow_decision(image, decided);
    }

    fn follow_decision(&mut self, image: ImageId, decided: Option<Decided>) {
        self.review.remember_decided(image, decided.is_some());
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
