//! Replays of made-up events: no threads, and the clock is a parameter.

use super::*;
use crate::inspect::InspectError;
use crate::scan::{
    FileStamp, ImageOutcome, PauseCause, ProductId, ProductRule, ReachError, ScanEnd, WorkTimes,
};
use crate::session::{
    RecalledResults, RecalledRow, RowFilter, SortColumn, SortOrder, StatusFilter,
};

const SECOND: Duration = Duration::from_secs(1);

fn session(workers: usize, now: Instant) -> ScanSession {
    ScanSession::new(PathBuf::from("/shop"), workers, Thresholds::default(), now)
}

fn finished(worker: u16, id: u32, outcome: ImageOutcome) -> ScanEvent {
    let location = ImageLocation::new(format!("04006381000012/{id}.jpg"));
    let report = ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(1_000),
        stamp: FileStamp::default(),
        outcome,
        times: WorkTimes {
            reading: Duration::from_millis(2),
            decoding: Duration::from_millis(8),
            bytes_read: 1_000,
        },
    };
    ScanEvent::ImageFinished {
        worker: WorkerId(worker),
        report: Box::new(report),
        thumbnail: None,
    }
}

fn damaged() -> ImageOutcome {
    ImageOutcome::Unreadable(InspectError::EmptyFile)
}

fn gone() -> ImageOutcome {
    ImageOutcome::Unreachable(ReachError::NotFound)
}

#[test]
fn the_workers_rows_add_up_to_the_total() {
    let start = Instant::now();
    let mut session = session(3, start);
    session.apply(
        ScanEvent::Discovered {
            images: 30,
            bytes: 30_000,
        },
        start,
    );
    for id in 0..30_u32 {
        let now = start + SECOND * id / 10;
        session.apply(finished(u16::try_from(id % 3).unwrap(), id, damaged()), now);
    }
    let now = start + SECOND * 3;
    let workers = session.workers();
    let images: u64 = workers.iter().map(|meter| meter.images_done).sum();
    let bytes: u64 = workers.iter().map(|meter| meter.bytes_read).sum();
    let rate: f32 = workers
        .iter()
        .map(|meter| meter.rates(now).images_per_sec)
        .sum();
    assert_eq!(images, session.totals().done, "images");
    assert_eq!(bytes, session.totals().read_bytes, "bytes");
    let total = session.progress(now).current.images_per_sec;
    assert!((rate - total).abs() < 1e-3, "rates: {rate} against {total}");
}

#[test]
fn there_is_no_time_left_until_the_walk_has_ended() {
    let start = Instant::now();
    let mut session = session(1, start);
    session.apply(
        ScanEvent::Discovered {
            images: 10,
            bytes: 0,
        },
        start,
    );
    for id in 0..5 {
        session.apply(finished(0, id, damaged()), start + SECOND);
    }
    let now = start + SECOND * 2;
    assert_eq!(
        session.progress(now).remaining,
        None,
        "the total may still grow"
    );
    assert_eq!(session.progress(now).fraction, None);
    session.apply(ScanEvent::DiscoveryEnded, now);
    assert_eq!(session.progress(now).remaining, Some(SECOND * 2));
    assert_eq!(session.progress(now).fraction, Some(0.5));
}

#[test]
fn a_pause_does_not_count_as_time() {
    let start = Instant::now();
    let mut session = session(1, start);
    session.apply(ScanEvent::Paused(PauseCause::Asked), start + SECOND);
    assert_eq!(session.phase(), &ScanPhase::Paused(PauseCause::Asked));
    session.apply(ScanEvent::Resumed, start + SECOND * 100);
    assert_eq!(session.phase(), &ScanPhase::Running);
    session.apply(ScanEvent::Ended(ScanEnd::Completed), start + SECOND * 102);
    assert_eq!(session.progress(start + SECOND * 500).elapsed, SECOND * 3);
}

#[test]
fn another_try_replaces_rows_and_counts_nothing_twice() {
    let start = Instant::now();
    let mut session = session(1, start);
    session.apply(
        ScanEvent::Discovered {
            images: 3,
            bytes: 3_000,
        },
        start,
    );
    session.apply(finished(0, 0, damaged()), start);
    session.apply(finished(0, 1, gone()), start);
    session.apply(finished(0, 2, gone()), start);
    session.apply(ScanEvent::DiscoveryEnded, start);
    session.apply(ScanEvent::Ended(ScanEnd::Completed), start);
    assert_eq!(session.unreachable_images().len(), 2);
    let read_before = session.totals().read_bytes;

    session.look_again(RunKind::Retry, 1, start + SECOND);
    session.apply(
        ScanEvent::Discovered {
            images: 2,
            bytes: 2_000,
        },
        start + SECOND,
    );
    session.apply(ScanEvent::DiscoveryEnded, start + SECOND);
    session.apply(finished(0, 1, damaged()), start + SECOND);
    session.apply(finished(0, 2, gone()), start + SECOND);
    assert_eq!(
        session.progress(start + SECOND * 2).fraction,
        Some(1.0),
        "two of two"
    );
    session.apply(ScanEvent::Ended(ScanEnd::Completed), start + SECOND * 2);

    let totals = session.totals();
    assert_eq!(
        (totals.found, totals.done),
        (3, 3),
        "no image is counted twice"
    );
    assert_eq!((totals.unreadable, totals.unreachable), (2, 1));
    assert_eq!((totals.found_bytes, totals.done_bytes), (3_000, 3_000));
    assert!(
        totals.read_bytes > read_before,
        "what was read again was read"
    );
    while session.update_index(|| false) {}
    assert_eq!(session.index().shown().len(), 3);
    session.set_filter(RowFilter {
        status: StatusFilter::Only(RowStatus::Unreachable),
        text: String::new(),
        ..RowFilter::default()
    });
    while session.update_index(|| false) {}
    assert_eq!(session.index().shown(), [ImageId(2)]);
}

#[test]
fn a_silent_worker_is_shown_and_a_replaced_one_works_on() {
    let start = Instant::now();
    let mut session = session(1, start);
    let worker = WorkerId(0);
    let location = ImageLocation::new("a.jpg");
    session.apply(
        ScanEvent::ImageStarted {
            worker,
            location: location.clone(),
        },
        start,
    );
    session.apply(
        ScanEvent::WorkerSilent {
            worker,
            silent_for: SECOND * 30,
        },
        start + SECOND * 30,
    );
    let silent = |session: &ScanSession| match &session.workers()[0].state {
        WorkerState::Working { silent_for, .. } => *silent_for,
        WorkerState::Waiting | WorkerState::Abandoned { .. } => None,
    };
    assert_eq!(silent(&session), Some(SECOND * 30));
    session.apply(finished(0, 0, gone()), start + SECOND * 60);
    session.apply(
        ScanEvent::WorkerAbandoned {
            worker,
            location: Some(location.clone()),
        },
        start + SECOND * 60,
    );
    assert!(matches!(
        session.workers()[0].state,
        WorkerState::Abandoned { .. }
    ));
    session.apply(
        ScanEvent::ImageStarted { worker, location },
        start + SECOND * 61,
    );
    assert_eq!(silent(&session), None, "the one that took its place works");
}

#[test]
fn after_the_end_nothing_moves() {
    let start = Instant::now();
    let mut session = session(1, start);
    session.apply(finished(0, 0, damaged()), start + SECOND);
    session.apply(ScanEvent::Ended(ScanEnd::Stopped), start + SECOND);
    assert!(
        !session.is_still(start + SECOND),
        "the rate is still falling"
    );
    assert!(session.is_still(start + SECOND * 4));
    assert!(!session.is_active());
}

/// A folder of which results are remembered, all of it to be inspected again.
fn recalled(images: u32, now: Instant) -> ScanSession {
    let rows = (0..images).map(|id| {
        let ScanEvent::ImageFinished { report, .. } = finished(0, id, damaged()) else {
            unreachable!("made so");
        };
        Some(RecalledRow {
            report: *report,
            decided: None,
            save: crate::session::SaveState::Saved,
            unbound: None,
            before_change: None,
            is_gone: false,
            proof: None,
        })
    });
    let results = RecalledResults {
        rows: rows.collect(),
        from: std::time::UNIX_EPOCH,
    };
    let root = PathBuf::from("/shop");
    let (thresholds, measures) = (Thresholds::default(), Measures::default());
    let products = ProductRule::default();
    ScanSession::recalled(root, 1, thresholds, measures, products, results, now)
}

#[test]
fn progress_counts_what_this_run_has_inspected_not_what_was_known_before() {
    let start = Instant::now();
    let mut session = recalled(100, start);
    assert_eq!(session.totals().done, 100, "all results are there");
    session.apply(
        ScanEvent::Discovered {
            images: 100,
            bytes: 100_000,
        },
        start,
    );
    session.apply(ScanEvent::DiscoveryEnded, start);
    let figures = session.progress(start + SECOND);
    assert_eq!((figures.done, figures.found), (0, 100), "nothing yet");
    for id in 0..25 {
        session.apply(finished(0, id, damaged()), start + SECOND);
    }
    let figures = session.progress(start + SECOND);
    assert_eq!((figures.done, figures.found), (25, 100));
    assert_eq!(figures.fraction, Some(0.25));
    assert_eq!(figures.remaining, Some(SECOND * 3));
    assert_eq!(
        (figures.read_bytes, figures.inspected_bytes),
        (25_000, 25_000)
    );
}

#[test]
fn a_list_is_not_worked_out_again_for_rows_that_are_as_they_were() {
    let start = Instant::now();
    for (order, damage) in [(None, false), (Some(SortColumn::Path), false), (None, true)] {
        let mut session = recalled(100, start);
        session.set_order(order.map(SortOrder::by));
        session.set_filter(RowFilter {
            status: StatusFilter::Only(RowStatus::Unreadable),
            ..RowFilter::default()
        });
        while session.update_index(|| false) {}
        assert_eq!(session.index().shown().len(), 100);
        let before = session.index().revision();
        for id in 0..100 {
            let outcome = if damage && id == 7 { gone() } else { damaged() };
            session.apply(finished(0, id, outcome), start);
            assert!(!session.index().is_rebuilding(), "{id}");
        }
        while session.update_index(|| false) {}
        let expected = if damage { 99 } else { 100 };
        assert_eq!(session.index().shown().len(), expected);
        assert_eq!(session.index().revision() > before, damage);
    }
}

#[test]
fn a_list_by_what_every_inspection_changes_follows_it() {
    let start = Instant::now();
    let mut session = recalled(50, start);
    session.set_order(Some(SortOrder::by(SortColumn::TimeTaken)));
    while session.update_index(|| false) {}
    for id in 0..50 {
        let mut event = finished(0, id, damaged());
        if let ScanEvent::ImageFinished { report, .. } = &mut event {
            report.times.decoding = Duration::from_micros(u64::from(id * 37 % 50));
        }
        session.apply(event, start);
        session.update_index(|| id % 3 == 0);
    }
    while session.update_index(|| false) {}
    let followed = session.index().shown().to_vec();
    session.refresh_filter();
    while session.update_index(|| false) {}
    assert_eq!(followed, session.index().shown());
    assert_eq!(followed.len(), 50);
}
