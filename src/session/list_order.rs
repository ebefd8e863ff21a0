//! By what the list of shown rows stands.

use std::cmp::Ordering;

use super::row_table::RowTable;
use super::{ImageSet, RowFilter, SortOrder};
use crate::scan::ImageId;

/// By what the list stands: the order that was asked for, else the own order of what it is about, else as the walk found
/// the images.
#[derive(Clone, Copy)]
pub(super) struct ListOrder<'a> {
    asked_for: Option<SortOrder>,
    own: Option<&'a ImageSet>,
}

impl<'a> ListOrder<'a> {
    pub(super) fn of(asked_for: Option<SortOrder>, filter: &'a RowFilter) -> Self {
        let own = filter.scope.own_order();
        Self { asked_for, own }
    }

    pub(super) fn compare(self, rows: &RowTable, a: ImageId, b: ImageId) -> Ordering {
        if let (Some(order), Some(a), Some(b)) = (self.asked_for, rows.get(a), rows.get(b)) {
            return order.compare(a, b);
        }
        let place = |id| self.own.and_then(|own| own.place(id));
        place(a).cmp(&place(b)).then(a.cmp(&b))
    }
}
