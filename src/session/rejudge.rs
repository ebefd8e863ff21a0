//! Judging rows again after a change of thresholds, in small steps.
//!
//! Most rows of a catalogue were cleared by their top corners and are clear at every setting; so only the others are
//! kept here, and a change of thresholds costs nothing for the rest. It knows no list of shown rows. Invariant: once it
//! is not behind, every row has the verdict that the present thresholds give it.

use std::sync::Arc;

use super::row_table::RowTable;
use super::tally::Tally;
use super::{ResultRow, ScanTotals};
use crate::inspect::Thresholds;
use crate::scan::ImageId;

/// Rows that are judged between two looks at the clock; well under 0.1 ms.
const STEP: usize = 128;

/// The rows whose verdict depends on thresholds, and how far they have been judged again.
#[derive(Debug, Default)]
pub(super) struct Rejudge {
    /// By arrival; one that was inspected again may be here twice.
    open: Vec<ImageId>,
    /// The place in `open` to go on from; round and round.
    next: usize,
    /// So many from there on are still to be judged.
    left: usize,
    /// Whether any status or confidence changed since the list of shown rows was told last.
    changed: bool,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// Everything is judged; statuses and confidences are as they were.
    Same,
    /// Everything is judged, and some of them are others now.
    Changed,
    /// There is more to do.
    Unfinished,
}

impl Rejudge {
    /// A row is there that depends on thresholds, judged by the present ones.
    pub(super) fn add(&mut self, id: ImageId) {
        self.open.push(id);
        // The round that is under way ends where it began, one place farther now.
        self.left += usize::from(self.left > 0);
    }

    /// Other thresholds: every row is to be judged again. A round that is under way goes on from where it is, so that
    /// thresholds that change in every frame still come to all rows.
    pub(super) fn start(&mut self) {
        self.left = self.open.len();
    }

    /// Whether rows are still to be judged.
    pub(super) fn is_behind(&self) -> bool {
        self.left > 0
    }

    /// Judges until all is done or `out_of_time` says so.
    pub(super) fn step(
        &mut self,
        rows: &mut RowTable,
        (totals, tally): (&mut ScanTotals, &mut Tally),
        thresholds: &Thresholds,
        mut out_of_time: impl FnMut() -> bool,
    ) -> Judged {
        while self.left > 0 {
            for _ in 0..self.left.min(STEP) {
                let id = self.open.get(self.next).copied();
                self.next = (self.next + 1) % self.open.len().max(1);
                self.left -= 1;
                let row = id.and_then(|id| rows.get_mut(id));
                self.changed |=
                    row.is_some_and(|row| judge_again(row, (totals, tally), thresholds));
            }
            if self.left > 0 && out_of_time() {
                return Judged::Unfinished;
            }
        }
        if std::mem::take(&mut self.changed) {
            Judged::Changed
        } else {
            Judged::Same
        }
    }
}

/// Judges one row; whether its status or its confidence is another one now. A row that an export holds is left to it as it was, and
/// copied.
fn judge_again(
    row: &mut Arc<ResultRow>,
    (totals, tally): (&mut ScanTotals, &mut Tally),
    thresholds: &Thresholds,
) -> bool {
    let Some(judgement) = row.judged_by(thresholds) else {
        return false;
    };
    if row.judgement.as_ref() == Some(&judgement) {
        return false;
    }
    let before = (row.status(), row.confidence());
    tally.remove(totals, row);
    Arc::make_mut(row).judgement = Some(judgement);
    tally.add(totals, row);
    before != (row.status(), row.confidence())
}

#[cfg(test)]
pub(super) mod tests;
