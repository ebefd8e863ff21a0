//! Everything that counts rows or sorts them by kind, so that no change of a row can reach one of these and miss another.

use super::row_sets::RowSets;
use super::{ImageCounts, Products, ResultRow, ScanTotals, Scope};

/// Counts beside those of the whole scan.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Of all images.
    pub(super) whole: ImageCounts,
    pub(super) products: Products,
    /// Which are of which kind.
    pub(super) sets: RowSets,
    /// Of the images that the list is about.
    pub(super) scoped: Option<(Scope, ImageCounts)>,
    /// Grows with every row that is counted in or out.
    pub(super) changes: u64,
}

impl Tally {
    /// Counts a row in, after the one that it replaces was counted out.
    pub(super) fn add(&mut self, totals: &mut ScanTotals, row: &ResultRow) {
        totals.add(row);
        self.whole.add(row);
        self.products.add(row);
        self.sets.add(row);
        self.changes += 1;
        if let Some((scope, counts)) = &mut self.scoped
            && scope.admits(row)
        {
            counts.add(row);
        }
    }

    /// Counts a row out, before it changes.
    pub(super) fn remove(&mut self, totals: &mut ScanTotals, row: &ResultRow) {
        totals.remove(row);
        self.whole.remove(row);
        self.products.remove(row);
        self.sets.remove(row);
        self.changes += 1;
        if let Some((scope, counts)) = &mut self.scoped
            && scope.admits(row)
        {
            counts.remove(row);
        }
    }
}
