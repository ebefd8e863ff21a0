//! Which rows are shown, in which order, kept up to date in small steps.
//!
//! The index never does more than a few milliseconds of work at a time: a new filter or order is worked out step by
//! step while the old list stays on the screen, and rows that arrive during a scan are merged in by binary search.

use std::cell::OnceCell;

use super::chunked_sort::ChunkedSort;
use super::filter::{DecisionFilter, RowFilter, RowMatcher, StatusFilter};
use super::id_set::IdSet;
use super::list_order::ListOrder;
use super::places::Places;
use super::row_table::RowTable;
use super::{ResultRow, SortColumn, SortOrder};
use crate::scan::ImageId;

/// Rows that are filtered between two looks at the clock.
const FILTER_STEP: usize = 1_024;

/// The shown rows. Rows are known by their [`ImageId`], which is their place in the session's list.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, whatever the others are"
)]
pub struct ResultIndex {
    filter: RowFilter,
    matcher: RowMatcher,
    order: Option<SortOrder>,
    shown: Vec<ImageId>,
    /// Rows that arrived and are not merged in yet.
    arrived: Vec<ImageId>,
    /// Rows that are to be taken from their places first; each of them has arrived anew.
    displaced: IdSet,
    rebuild: Option<Rebuild>,
    /// A row changed while the list was being rebuilt, so it has to be rebuilt once more.
    changed_meanwhile: bool,
    revision: u64,
    /// Where each row stands in `shown`; worked out when it is asked for first.
    places: OnceCell<Places>,
    /// The filter or the order is another one than that of [`Self::shown`].
    is_awaited: bool,
    /// Rows may have left the list since somebody asked last.
    some_left: bool,
    /// Rows arrived because they were decided about.
    some_joined: bool,
    /// Rows that were decided since the filter was set: they stay where they are until the list is refreshed.
    held: IdSet,
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
            displaced: IdSet::default(),
            rebuild: None,
            changed_meanwhile: false,
            revision: 0,
            places: OnceCell::new(),
            is_awaited: false,
            some_left: false,
            some_joined: false,
            held: IdSet::default(),
        }
    }
}

impl ResultIndex {
    /// The shown rows in their order.
    #[must_use]
    pub fn shown(&self) -> &[ImageId] {
        &self.shown
    }

    /// An index that shows these rows.
    #[cfg(test)]
    pub(super) fn showing(shown: Vec<ImageId>) -> Self {
        Self {
            shown,
            ..Self::default()
        }
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

    /// The place of a row in [`Self::shown`]; `None` where it is not shown. The first question after a change of the
    /// list takes as long as one pass over it, every other one a moment.
    #[must_use]
    pub fn place_of(&self, id: ImageId) -> Option<usize> {
        self.places.get_or_init(|| Places::of(&self.shown)).get(id)
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

    /// Whether a person asked for another list, by a filter, an order or a refresh, and the old one is shown still.
    pub(super) fn is_awaited(&self) -> bool {
        self.is_awaited
    }

    /// Whether rows may have left the list since this was asked last.
    pub(super) fn take_some_left(&mut self) -> bool {
        std::mem::take(&mut self.some_left)
    }

    /// The place of a row in [`Self::shown`], or the one that it would have there.
    pub(super) fn place_in_order(&self, rows: &RowTable, id: ImageId) -> usize {
        self.place_of(id).unwrap_or_else(|| {
            let order = ListOrder::of(self.order, &self.filter);
            let is_before = |other: &ImageId| order.compare(rows, *other, id).is_lt();
            self.shown.partition_point(is_before)
        })
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
        self.is_awaited = true;
        self.start_rebuild();
    }

    /// How many rows were decided since the filter was set, and stay for that reason.
    #[must_use]
    pub fn held_rows(&self) -> usize {
        self.held.len()
    }

    /// A row's decision is another one now. The list stays as it is: nothing jumps away under the eyes of who decides.
    /// A row that now belongs to it, and is not in it, joins.
    pub(super) fn decision_changed(&mut self, row: &ResultRow) {
        let id = row.report.id;
        let filter_looks = self.filter.decision != DecisionFilter::Any;
        let belongs = self.matcher.admits(row);
        if filter_looks && belongs {
            self.held.remove(id);
            if self.place_of(id).is_none() {
                self.row_arrived(id);
                self.some_joined = true;
            }
        } else if filter_looks || self.is_ordered_by(SortColumn::Decision) {
            self.held.insert(id);
        }
    }

    /// Rows that joined because they were decided about are shown at once, so that the next key finds them.
    pub(super) fn show_joined(&mut self, rows: &RowTable) {
        if std::mem::take(&mut self.some_joined) && self.rebuild.is_none() {
            self.merge_arrived(rows);
        }
    }

    fn is_ordered_by(&self, column: SortColumn) -> bool {
        self.order.is_some_and(|order| order.column == column)
    }

    /// Takes another order.
    pub fn set_order(&mut self, order: Option<SortOrder>) {
        if self.order != order {
            self.order = order;
            self.is_awaited = true;
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

    /// A row was inspected again. Where it belongs to the list as before, and stands in the same place, nothing is worked
    /// out: a scan that inspects everything again changes every row.
    pub(super) fn row_replaced(&mut self, before: &ResultRow, after: &ResultRow) {
        let admitted = (self.admits(before), self.admits(after));
        let is_moved = self
            .order
            .is_some_and(|order| order.compare(before, after).is_ne());
        match admitted {
            (false, false) => {}
            (true, true) if !is_moved => {}
            _ => self.place_anew(after.report.id, is_moved),
        }
    }

    /// Rows have other verdicts now. Where neither the filter nor the order looks at them, the list is as it was.
    pub(super) fn verdicts_changed(&mut self) {
        if self.filter.status != StatusFilter::All || self.is_ordered_by_verdict() {
            self.row_changed();
        }
    }

    /// One row has another status or confidence now, and with it maybe another decision that counts.
    pub(super) fn verdict_changed(&mut self, id: ImageId) {
        let is_moved = self.is_ordered_by_verdict() || self.is_ordered_by(SortColumn::Decision);
        let filter_looks =
            self.filter.status != StatusFilter::All || self.filter.decision != DecisionFilter::Any;
        if filter_looks || is_moved {
            self.place_anew(id, is_moved);
        }
    }

    /// Takes a row from its place and puts it where it belongs, as if it arrived anew: thousands that change one by one cost
    /// no more than as many that arrive. `is_moved`: the order looks at what is another now.
    fn place_anew(&mut self, id: ImageId, is_moved: bool) {
        if self.rebuild.is_some() && is_moved {
            // What is half sorted already was compared by what the row was before.
            self.changed_meanwhile = true;
        } else {
            self.displaced.insert(id);
            self.arrived.push(id);
        }
    }

    fn is_ordered_by_verdict(&self) -> bool {
        self.is_ordered_by(SortColumn::Status) || self.is_ordered_by(SortColumn::Confidence)
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
    pub(super) fn step(&mut self, rows: &RowTable, mut out_of_time: impl FnMut() -> bool) -> bool {
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
        rows: &RowTable,
        out_of_time: &mut impl FnMut() -> bool,
    ) -> Option<Rebuild> {
        match rebuild {
            Rebuild::Filtering { mut next, mut kept } => {
                let end = (next + FILTER_STEP).min(rows.len());
                kept.extend(
                    rows.between(next..end)
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
                        self.is_awaited = false;
                        self.some_left = true;
                        self.show(sorted);
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
            || (self.held.contains(row.report.id) && self.matcher.admits_any_decision(row))
    }

    /// Merges the rows that arrived: a search for each of them, then one pass over the list.
    fn merge_arrived(&mut self, rows: &RowTable) {
        let mut arrived = std::mem::take(&mut self.arrived);
        self.take_out_displaced();
        arrived.retain(|id| rows.get(*id).is_some_and(|row| self.admits(row)));
        if !self.held.is_empty() {
            // Where rows stay although the order would have them elsewhere, a search may miss one that is there.
            arrived.retain(|id| self.place_of(*id).is_none());
        }
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
        self.show(merged);
    }

    /// Takes rows from places at which they may no longer belong, so that the rest is in order and can be searched.
    fn take_out_displaced(&mut self) {
        let displaced = std::mem::take(&mut self.displaced);
        if displaced.is_empty() {
            return;
        }
        let kept = self.shown.iter().copied();
        let kept = kept.filter(|id| !displaced.contains(*id)).collect();
        self.some_left = true;
        self.show(kept);
    }

    /// Shows other rows.
    fn show(&mut self, shown: Vec<ImageId>) {
        self.places.take();
        self.revision += 1;
        self.shown = shown;
    }
}

#[cfg(test)]
pub(super) mod tests;
