//! What originals say of images, and what repairs did to them.
//!
//! Invariant: counts and the list of shown rows follow every change, through the same few places as a decision.

use std::sync::Arc;

use super::ScanSession;
use crate::scan::ImageId;
use crate::session::{
    Decision, DecisionFilter, Proof, ResultRow, RowRepair, RowStatus, StatusFilter,
};

impl ScanSession {
    /// An image was compared with its original. What it says counts until the file holds something else.
    pub fn set_proof(&mut self, image: ImageId, proof: Proof) {
        self.reclassify(image, |row| row.proof = Some(Arc::new(proof)));
        self.learned.push(image);
    }

    /// An image was repaired; `None`: that was undone. It counts until the file holds something else than it holds now,
    /// except for what the repair wrote.
    pub fn set_repair(&mut self, image: ImageId, repair: Option<RowRepair>) {
        self.reclassify(image, |row| row.repair = repair.map(Arc::new));
    }

    pub(super) fn reclassify(&mut self, image: ImageId, change: impl FnOnce(&mut ResultRow)) {
        let class = |row: &Arc<ResultRow>| (row.status(), row.confidence(), row.decision_told());
        let before = self.row(image).map(class);
        self.change_row(image, change);
        let after = self.row(image).map(class);
        if after != before {
            self.index.verdict_changed(image);
            self.product_list.counts_changed();
        }
    }

    /// How many images an original proves, but a person called a false alarm: no repair of all that is proven takes them.
    #[must_use]
    pub fn proven_false_alarms(&self) -> u64 {
        let (status, decision) = Self::PROVEN_FALSE_ALARMS;
        self.tally.whole.shown_by(status, decision).into()
    }

    /// The chips that show these.
    pub const PROVEN_FALSE_ALARMS: (StatusFilter, DecisionFilter) = (
        StatusFilter::Only(RowStatus::Proven),
        DecisionFilter::Only(Decision::FalseAlarm),
    );
}

#[cfg(test)]
mod tests;
