//! Verdicts and the list of shown rows: thresholds, filter, order, selection.

use super::{Grouped, Judged, ScanSession};
use crate::inspect::Thresholds;
use crate::scan::ImageId;
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
        self.follow_awaited();
    }

    /// Shows the rows in another order.
    pub fn set_order(&mut self, order: Option<SortOrder>) {
        self.index.set_order(order);
        self.follow_awaited();
    }

    /// Whether a person asked for another list, and the old one is shown still. What keys mean depends on the list, so
    /// they wait for it.
    #[must_use]
    pub fn is_list_awaited(&self) -> bool {
        self.index.is_awaited() || self.product_list.is_awaited()
    }

    fn follow_awaited(&mut self) {
        if self.index.is_awaited() {
            self.product_list.await_images();
        }
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
        let counts = (&mut self.totals, &mut self.tally);
        let grouped = self.regroup.step(&mut self.rows, counts, &mut out_of_time);
        if grouped == Grouped::Anew {
            self.tally.products.drop_empty();
            self.product_list.places_changed();
            self.index.row_changed();
        }
        // Also where there is no time left: it does a little in any case, so that thresholds that change in every frame
        // do not hold it up.
        let list_is_behind = self.index.step(&self.rows, &mut out_of_time);
        if self.index.take_some_left() {
            self.select_only_shown();
        }
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
        list_is_behind
            || products_are_behind
            || runs_are_behind
            || judged == Judged::Unfinished
            || grouped == Grouped::Unfinished
    }

    /// Works the list out by its filter alone: rows that stayed although they were decided go.
    pub fn refresh_filter(&mut self) {
        self.index.refresh();
        self.follow_awaited();
    }

    /// The selected rows.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Changes the selection. What is not shown can't be selected; while another list is awaited, that is said by the
    /// list to come.
    pub fn change_selection(&mut self, change: impl FnOnce(&mut Selection, &ResultIndex)) {
        change(&mut self.selection, &self.index);
        let focus = self.selection.focus();
        if focus.is_some_and(|id| !self.is_shown(id)) && !self.index.is_awaited() {
            self.select_only_shown();
        }
    }

    /// Shows these images beside the list, and no others any more: they can be selected, whether the list holds them or
    /// not.
    pub fn show_beside(&mut self, images: &[ImageId]) {
        if self.beside != images {
            self.beside = images.to_vec();
            self.select_only_shown();
        }
    }

    /// Whether an image is shown, in the list or beside it.
    #[must_use]
    pub fn is_shown(&self, id: ImageId) -> bool {
        self.index.place_of(id).is_some() || self.beside.contains(&id)
    }

    /// The one rule: selection and focus are within what is shown. It takes time that grows with the selection, so it is
    /// asked for only where rows may have left what is shown.
    fn select_only_shown(&mut self) {
        let (index, rows, beside) = (&self.index, &self.rows, &self.beside);
        self.selection.keep(
            |id| index.place_of(id).is_some() || beside.contains(&id),
            index,
            |left| index.place_in_order(rows, left),
        );
    }
}

#[cfg(test)]
mod tests;
