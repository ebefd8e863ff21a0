//! Which rows are shown, in which order, kept up to date in small steps.
//!
//! The index never does more than a few milliseconds of work at a time: a new filter or order is worked out step by
//! step while the old list stays on the screen, and rows that arrive during a scan are merged in by binary search.

use std::collections::HashSet;

use super::chunked_sort::ChunkedSort;
use super::filter::{DecisionFilter, RowFilter, RowMatcher, StatusFilter};
use super::list_order::{ListOrder, Rows, row_of};
use super::{ResultRow, SortColumn, SortOrder};
use crate::scan::ImageId;

/// Rows that are filtered between two looks at the clock.
const FILTER_STEP: usize = 1_024;

/// The shown rows. Rows are known by their [`ImageId`], which is their place in the session's list.
#[derive(Debug)]
pub struct ResultIndex {
    filter: RowFilter,
    matcher: RowMatcher,
    order: Option<SortOrder>,
    shown: Vec<ImageId>,
    /// Rows that arrived and are not merged in yet.
    arrived: Vec<ImageId>,
    rebuild: Option<Rebuild>,
    /// A row changed while the list was being rebuilt, so it has to be rebuilt once more.
    changed_meanwhile: bool,
    revision: u64,
    /// Rows that were decided since the filter was set: they stay where they are until the list is refreshed.
    held: HashSet<ImageId>,
}

/// A new list in the making.
#[derive(Debug)]
enum Rebuild {
    Filtering { next: usize, kept: Vec<ImageId> },
    Sorting(ChunkedSort<ImageId>),
}

impl Default for ResultIndex {
    fn default() -> Self {
        let filter = RowFilter::default();
        Self {
            matcher: filter.matcher(),
            filter,
            order: None,
            shown: Vec::new(),
            arrived: Vec::new(),
            rebuild: None,
            changed_meanwhile: false,
            revision: 0,
            held: HashSet::new(),
        }
    }
}

impl ResultIndex {
    /// The shown rows in their order.
    #[must_use]
    pub fn shown(&self) -> &[ImageId] {
        &self.shown
    }

    /// The filter in force (or being worked out).
    #[must_use]
    pub fn filter(&self) -> &RowFilter {
        &self.filter
    }

    /// The order in force; `None`: as the walk found the images.
    #[must_use]
    pub fn order(&self) -> Option<SortOrder> {
        self.order
    }

    /// Grows whenever the list changes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether `step` has work to do.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        self.rebuild.is_some() || !self.arrived.is_empty()
    }

    /// Whether a new filter or order is still being worked out.
    #[must_use]
    pub fn is_rebuilding(&self) -> bool {
        self.rebuild.is_some()
    }

    /// Takes another filter.
    pub fn set_filter(&mut self, filter: RowFilter) {
        if self.filter != filter {
            self.matcher = filter.matcher();
            self.filter = filter;
            self.refresh();
        }
    }

    /// Works the list out by the filter alone: rows that stayed although they were decided go.
    pub(super) fn refresh(&mut self) {
        self.held.clear();
        self.start_rebuild();
    }

    /// How many rows were decided since the filter was set, and stay for that reason.
    #[must_use]
    pub fn held_rows(&self) -> usize {
        self.held.len()
    }

    /// A row's decision is another one now. The list stays as it is: nothing jumps away under the eyes of who decides.
    pub(super) fn decision_changed(&mut self, id: ImageId) {
        if self.filter.decision != DecisionFilter::Any {
            self.held.insert(id);
        }
    }

    /// Takes another order.
    pub fn set_order(&mut self, order: Option<SortOrder>) {
        if self.order != order {
            self.order = order;
            self.start_rebuild();
        }
    }

    /// A row arrived.
    pub(super) fn row_arrived(&mut self, id: ImageId) {
        // A rebuild that is still filtering comes to the row by itself if it lies ahead; to tell that from one that
        // lies behind, every row that arrives in the meantime is merged in afterwards and duplicates are left out.
        self.arrived.push(id);
    }

    /// A row that was there already is another one now. A rebuild in progress is finished first:
    /// were it begun anew at every change, a long run of changes would never let it end.
    pub(super) fn row_changed(&mut self) {
        if self.rebuild.is_some() {
            self.changed_meanwhile = true;
        } else {
            self.start_rebuild();
        }
    }

    /// Rows have other statuses now. Where neither the filter nor the order looks at them, the list is as it was.
    pub(super) fn statuses_changed(&mut self) {
        let order_looks = self
            .order
            .is_some_and(|order| order.column == SortColumn::Status);
        if self.filter.status != StatusFilter::All || order_looks {
            self.row_changed();
        }
    }

    /// Works the list out again; the old one stays until the new one is there.
    pub(super) fn start_rebuild(&mut self) {
        self.changed_meanwhile = false;
        self.rebuild = Some(Rebuild::Filtering {
            next: 0,
            kept: Vec::new(),
        });
    }

    /// Works on until everything is done or `out_of_time` says so. Returns whether there is more to do.
    pub(super) fn step(&mut self, rows: &Rows, mut out_of_time: impl FnMut() -> bool) -> bool {
        while let Some(rebuild) = self.rebuild.take() {
            self.rebuild = self.advance(rebuild, rows, &mut out_of_time);
            if self.rebuild.is_none() && self.changed_meanwhile {
                self.start_rebuild();
            }
            if self.rebuild.is_some() && out_of_time() {
                return true;
            }
        }
        self.merge_arrived(rows);
        false
    }

    fn advance(
        &mut self,
        rebuild: Rebuild,
        rows: &Rows,
        out_of_time: &mut impl FnMut() -> bool,
    ) -> Option<Rebuild> {
        match rebuild {
            Rebuild::Filtering { mut next, mut kept } => {
                let end = (next + FILTER_STEP).min(rows.len());
                kept.extend(
                    rows[next..end]
                        .iter()
                        .flatten()
                        .filter(|row| self.admits(row))
                        .map(|row| row.report.id),
                );
                next = end;
                if next < rows.len() {
                    return Some(Rebuild::Filtering { next, kept });
                }
                Some(Rebuild::Sorting(ChunkedSort::new(kept)))
            }
            Rebuild::Sorting(mut sort) => {
                let order = ListOrder::of(self.order, &self.filter);
                let sorted = sort.step(|a, b| order.compare(rows, *a, *b), out_of_time);
                match sorted {
                    Some(sorted) => {
                        self.shown = sorted;
                        self.revision += 1;
                        None
                    }
                    None => Some(Rebuild::Sorting(sort)),
                }
            }
        }
    }

    /// Whether a row is shown: by the filter, or because it was shown when it was decided.
    fn admits(&self, row: &ResultRow) -> bool {
        self.matcher.admits(row)
            || (self.held.contains(&row.report.id) && self.matcher.admits_any_decision(row))
    }

    /// Merges the rows that arrived: a search for each of them, then one pass over the list.
    fn merge_arrived(&mut self, rows: &Rows) {
        let mut arrived = std::mem::take(&mut self.arrived);
        arrived.retain(|id| row_of(rows, *id).is_some_and(|row| self.admits(row)));
        if arrived.is_empty() {
            return;
        }
        let order = ListOrder::of(self.order, &self.filter);
        arrived.sort_by(|a, b| order.compare(rows, *a, *b));
        arrived.dedup();
        let mut merged = Vec::with_capacity(self.shown.len() + arrived.len());
        let mut rest = self.shown.as_slice();
        for id in arrived {
            let place = rest.partition_point(|other| order.compare(rows, *other, id).is_lt());
            let (before, after) = rest.split_at(place);
            merged.extend_from_slice(before);
            rest = after;
            if rest.first() != Some(&id) {
                merged.push(id);
            }
        }
        merged.extend_from_slice(rest);
        self.shown = merged;
        self.revision += 1;
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::*;
    use crate::inspect::{InspectError, Thresholds};
    use crate::scan::{
        FileStamp, ImageLocation, ImageOutcome, ImageReport, ProductId, ReachError, WorkTimes,
    };
    use crate::session::RowStatus;

    /// An unreadable row: enough for everything that does not look at pixels.
    pub(in crate::session) fn row(id: u32, path: &str) -> ResultRow {
        let location = ImageLocation::new(path);
        let report = ImageReport {
            id: ImageId(id),
            product: ProductId::of(&location),
            location,
            file_bytes: Some(u64::from(id) * 7 % 5),
            stamp: FileStamp::default(),
            outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
            times: WorkTimes {
                reading: Duration::from_micros(u64::from(id) * 31 % 17),
                ..WorkTimes::default()
            },
        };
        ResultRow::new(report, &Thresholds::default())
    }

    fn rows(count: u32) -> Vec<Option<Arc<ResultRow>>> {
        (0..count)
            .map(|id| {
                Some(Arc::new(row(
                    id,
                    &format!("{:05}/{id}.jpg", u64::from(id) * 7_919 % 10_007),
                )))
            })
            .collect()
    }

    fn order(column: SortColumn, ascending: bool) -> SortOrder {
        SortOrder { column, ascending }
    }

    fn assert_ordered(index: &ResultIndex, rows: &Rows, what: &str) {
        let order = ListOrder::of(index.order(), index.filter());
        let sorted = index
            .shown()
            .is_sorted_by(|a, b| order.compare(rows, *a, *b).is_lt());
        assert!(sorted, "{what}: strictly in order, no row twice");
    }

    #[test]
    fn rows_that_arrive_in_any_order_end_up_where_a_full_sort_puts_them() {
        let rows = rows(3_000);
        for column in [
            SortColumn::Path,
            SortColumn::FileBytes,
            SortColumn::TimeTaken,
        ] {
            for ascending in [true, false] {
                let mut index = ResultIndex::default();
                index.set_order(Some(order(column, ascending)));
                let mut full = ResultIndex::default();
                full.set_order(Some(order(column, ascending)));
                full.start_rebuild();
                full.step(&rows, || false);
                for batch in (0..3_000).collect::<Vec<u32>>().chunks(170).rev() {
                    for id in batch {
                        index.row_arrived(ImageId(*id));
                    }
                    index.step(&rows, || false);
                }
                assert_eq!(
                    index.shown(),
                    full.shown(),
                    "{column:?}, ascending: {ascending}"
                );
                assert_ordered(&index, &rows, "merged");
            }
        }
    }

    #[test]
    fn rows_that_arrive_while_a_rebuild_is_interrupted_are_there_once() {
        let rows = rows(5_000);
        let mut index = ResultIndex::default();
        index.set_order(Some(order(SortColumn::Path, true)));
        let mut arriving = (0..5_000).map(ImageId);
        loop {
            let more = index.step(&rows, || true);
            arriving
                .by_ref()
                .take(400)
                .for_each(|id| index.row_arrived(id));
            if !more && !index.is_behind() {
                break;
            }
        }
        assert_eq!(index.shown().len(), 5_000);
        assert_ordered(&index, &rows, "every row once");
    }

    #[test]
    fn a_filter_keeps_what_it_admits_and_the_old_list_stays_until_the_new_one_is_there() {
        let mut rows = rows(4_000);
        let gone = ImageOutcome::Unreachable(ReachError::NotFound);
        let mut report = row(7, "a/7.jpg").report;
        report.outcome = gone;
        rows[7] = Some(Arc::new(ResultRow::new(report, &Thresholds::default())));
        let mut index = ResultIndex::default();
        index.start_rebuild();
        index.step(&rows, || false);
        assert_eq!(index.shown().len(), 4_000);
        let status = StatusFilter::Only(RowStatus::Unreachable);
        index.set_filter(RowFilter {
            status,
            text: String::new(),
            ..RowFilter::default()
        });
        assert!(index.step(&rows, || true), "one step is not enough");
        assert_eq!(index.shown().len(), 4_000, "the old list stands meanwhile");
        while index.step(&rows, || true) {}
        assert_eq!(index.shown(), [ImageId(7)]);
    }
}
