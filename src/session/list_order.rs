//! By what the list of shown rows stands.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{ImageSet, ResultRow, RowFilter, SortOrder};
use crate::scan::ImageId;

/// All rows by id; `None` where an image was found but is not reported.
pub(super) type Rows = [Option<Arc<ResultRow>>];

/// One row.
pub(super) fn row_of(rows: &Rows, id: ImageId) -> Option<&Arc<ResultRow>> {
    rows.get(id.index()).and_then(Option::as_ref)
}

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

    pub(super) fn compare(self, rows: &Rows, a: ImageId, b: ImageId) -> Ordering {
        if let (Some(order), Some(a), Some(b)) = (self.asked_for, row_of(rows, a), row_of(rows, b))
        {
            return order.compare(a, b);
        }
        let place = |id| self.own.and_then(|own| own.place(id));
        place(a).cmp(&place(b)).then(a.cmp(&b))
    }
}
