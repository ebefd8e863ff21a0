//! Lists of made-up rows.

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

fn rows(count: u32) -> RowTable {
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

fn assert_ordered(index: &ResultIndex, rows: &RowTable, what: &str) {
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
    rows.put(Arc::new(ResultRow::new(report, &Thresholds::default())));
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
