//! Verdicts and the list of shown rows: thresholds, filter, order, selection.

use super::{Judged, ScanSession};
use crate::inspect::Thresholds;
use crate::session::{ResultIndex, RowFilter, Selection, SortOrder};

impl ScanSession {
    /// The shown rows.
    #[must_use]
    pub fn index(&self) -> &ResultIndex {
        &self.index
    }

    /// What rows are judged by.
    #[must_use]
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// Judges by other thresholds: rows that arrive at once, those that are there in [`Self::update_index`]. Nothing is
    /// decoded; rows that their top corners cleared stay clear.
    pub fn set_thresholds(&mut self, thresholds: Thresholds) {
        if self.thresholds != thresholds {
            self.thresholds = thresholds;
            self.rejudge.start();
        }
    }

    /// Whether rows are still to be judged by the present thresholds.
    #[must_use]
    pub fn is_rejudging(&self) -> bool {
        self.rejudge.is_behind()
    }

    /// Shows other rows.
    pub fn set_filter(&mut self, filter: RowFilter) {
        self.count_scope(&filter);
        self.index.set_filter(filter);
    }

    /// Shows the rows in another order.
    pub fn set_order(&mut self, order: Option<SortOrder>) {
        self.index.set_order(order);
    }

    /// Works on verdicts and on the list of shown rows until both are up to date or `out_of_time` says so; returns
    /// whether there is more to do. Totals move with every verdict, the list once all are there.
    pub fn update_index(&mut self, mut out_of_time: impl FnMut() -> bool) -> bool {
        let (rows, counts) = (&mut self.rows, (&mut self.totals, &mut self.tally));
        let judged = self
            .rejudge
            .step(rows, counts, &self.thresholds, &mut out_of_time);
        if judged == Judged::Changed {
            self.index.verdicts_changed();
            self.product_list.refresh();
        }
        // Also where there is no time left: it does a little in any case, so that thresholds that change in every frame
        // do not hold it up.
        let list_is_behind = self.index.step(&self.rows, &mut out_of_time);
        // One after the other, because products follow the shown images.
        let products_are_behind = !list_is_behind
            && self.product_list.step(
                &self.tally.products,
                &self.index,
                &self.rows,
                &mut out_of_time,
            );
        let changes = self.tally.changes;
        let runs_are_behind =
            !list_is_behind && self.wrong_runs.step(&self.rows, changes, out_of_time);
        list_is_behind || products_are_behind || runs_are_behind || judged == Judged::Unfinished
    }

    /// Works the list out by its filter alone: rows that stayed although they were decided go.
    pub fn refresh_filter(&mut self) {
        self.index.refresh();
    }

    /// The selected rows.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Changes the selection.
    pub fn change_selection(&mut self, change: impl FnOnce(&mut Selection, &ResultIndex)) {
        change(&mut self.selection, &self.index);
    }
}
