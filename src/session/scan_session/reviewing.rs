//! Deciding about images, taking decisions back, and what the store says of them.
//!
//! Invariant: images with the same content have the same decision; a row says "saved" only when its present decision is
//! on disk.

use std::sync::Arc;
use std::time::SystemTime;

use super::ScanSession;
use crate::scan::{ContentHash, ImageId};
use crate::session::decision::{Decided, Decision, SaveState};
use crate::session::review::{Change, ReviewStep, UnsavedDecisions};
use crate::session::{ResultRow, ScanTotals};

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
        for image in images {
            for same in self.same_picture(*image).to_vec() {
                self.change_to(same, decision, after, &mut changes);
            }
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
        Some(step)
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

    /// The image to look at after `from`: the next shown one that is not reviewed, else the first such one of the list;
    /// `None` where all that are shown are reviewed. After a flagged image only flagged ones, so that the images of a whole
    /// product can be shown without every clear one asking for a decision.
    #[must_use]
    pub fn next_unreviewed(&self, from: ImageId) -> Option<ImageId> {
        let is_flagged = |id| self.row(id).is_some_and(|row| row.status().is_flagged());
        let from_flagged = is_flagged(from);
        let shown = self.index.shown();
        let place = shown.iter().position(|id| *id == from).unwrap_or(0);
        let (before, after) = shown.split_at(place);
        after
            .iter()
            .chain(before)
            .copied()
            .find(|id| self.is_unreviewed(*id) && (is_flagged(*id) || !from_flagged))
    }

    fn is_unreviewed(&self, image: ImageId) -> bool {
        self.row(image)
            .is_some_and(|row| row.review.decided.is_none())
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.review.can_undo()
    }

    /// Whether there is a step to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.review.can_redo()
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
            self.change_row(image, |row| row.review.decided = decided);
            self.index.decision_changed(image);
        }
    }

    /// The content of an image was found out after its inspection.
    pub fn learn_content(&mut self, image: ImageId, content: ContentHash) {
        let before = self.row(image).and_then(|row| row.report.stamp.content);
        self.change_row(image, |row| row.report.stamp.content = Some(content));
        self.review.content_changed(image, before, Some(content));
    }

    fn set_decided(&mut self, image: ImageId, decided: Option<Decided>) {
        self.change_row(image, |row| row.review.decided = decided);
        self.index.decision_changed(image);
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
    fn change_row(&mut self, image: ImageId, change: impl FnOnce(&mut ResultRow)) {
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
