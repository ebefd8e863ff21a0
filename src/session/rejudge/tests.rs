//! Replays in which the thresholds change; nothing here reads a clock.

use std::path::PathBuf;
use std::time::Instant;

use super::*;
use crate::inspect::{
    BackgroundMeasurement, ImageFormat, Inspection, ProbePixel, Sensitivity, TopCorners,
};
use crate::scan::{
    FileStamp, ImageLocation, ImageOutcome, ImageReport, ProductId, ReachError, ScanEvent,
    WorkTimes, WorkerId,
};
use crate::session::{RowFilter, ScanSession, SortColumn, SortOrder, StatusFilter};

pub(in crate::session) fn session(setting: Sensitivity) -> ScanSession {
    let root = PathBuf::from("/shop");
    ScanSession::new(root, 1, setting.thresholds(), Instant::now())
}

/// A picture whose only weakness is how much of its border is black.
pub(in crate::session) fn with_border(border_black_share: f32) -> ImageOutcome {
    inspected(
        0,
        Some(BackgroundMeasurement {
            border_black_share,
            corner_levels: [0; 4],
            connected_black_share: 0.6,
            // Exact black would make up for the border.
            even_black_share: Some(0.94),
            ..BackgroundMeasurement::default()
        }),
    )
}

/// What a picture is like that its top corners cleared.
pub(in crate::session) fn cleared() -> ImageOutcome {
    inspected(200, None)
}

fn inspected(corner_level: u8, background: Option<BackgroundMeasurement>) -> ImageOutcome {
    ImageOutcome::Inspected(Inspection {
        format: ImageFormat::Jpeg,
        width_px: 100,
        height_px: 100,
        pixel: ProbePixel {
            red: 0,
            green: 0,
            blue: 0,
        },
        transparency: None,
        top_corners: TopCorners::flat(corner_level),
        background,
        main_colour: None,
        encoder: None,
    })
}

pub(in crate::session) fn arrive(session: &mut ScanSession, id: u32, outcome: ImageOutcome) {
    let location = ImageLocation::new(format!("04006381000012/{id}.jpg"));
    let report = ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: Some(1_000),
        stamp: FileStamp::default(),
        outcome,
        times: WorkTimes::default(),
    };
    let event = ScanEvent::ImageFinished {
        worker: WorkerId(0),
        report: Box::new(report),
        thumbnail: None,
    };
    session.apply(event, Instant::now());
}

/// From a border that is not black at all to one that is all black, cleared ones and unreadable ones between them.
fn outcome(id: u32) -> ImageOutcome {
    match id % 5 {
        0 => cleared(),
        1 => ImageOutcome::Unreachable(ReachError::NotFound),
        _ => with_border(f32::from(u8::try_from(id * 7 % 101).unwrap()) / 100.0),
    }
}

pub(in crate::session) fn filled(setting: Sensitivity, count: u32) -> ScanSession {
    let mut session = session(setting);
    for id in 0..count {
        arrive(&mut session, id, outcome(id));
    }
    settle(&mut session);
    session
}

pub(in crate::session) fn settle(session: &mut ScanSession) {
    while session.update_index(|| false) {}
}

pub(in crate::session) fn flagged_only() -> RowFilter {
    RowFilter {
        status: StatusFilter::Flagged,
        text: String::new(),
        ..RowFilter::default()
    }
}

/// Both judge, count and show the same.
fn assert_same(session: &ScanSession, other: &ScanSession, what: &str) {
    assert_eq!(session.totals(), other.totals(), "{what}: totals");
    assert!(session.rows().eq(other.rows()), "{what}: rows");
    assert_eq!(
        session.index().shown(),
        other.index().shown(),
        "{what}: list"
    );
}

#[test]
fn every_setting_gives_what_a_scan_at_that_setting_gives_and_back() {
    let mut session = filled(Sensitivity::Normal, 500);
    session.set_filter(flagged_only());
    session.change_selection(|selection, _| selection.select_only(ImageId(4)));
    settle(&mut session);
    let mut flagged = Vec::new();
    for setting in [
        Sensitivity::Strict,
        Sensitivity::Normal,
        Sensitivity::Eager,
        Sensitivity::Normal,
    ] {
        session.set_thresholds(setting.thresholds());
        settle(&mut session);
        let mut scanned = filled(setting, 500);
        scanned.set_filter(flagged_only());
        settle(&mut scanned);
        assert_same(&session, &scanned, setting.code());
        let focus = session.selection().focus();
        let is_hidden = focus.is_some_and(|id| !session.is_shown(id));
        assert!(!is_hidden, "what is selected is shown");
        flagged.push(session.totals().flagged());
    }
    assert!(
        flagged[0] < flagged[1] && flagged[1] < flagged[2] && flagged[1] == flagged[3],
        "strict flags fewer, eager more, and normal as before: {flagged:?}"
    );
}

#[test]
fn a_list_that_is_ordered_by_status_follows_too() {
    let by_status = Some(SortOrder {
        column: SortColumn::Status,
        ascending: true,
    });
    let mut session = filled(Sensitivity::Normal, 500);
    session.set_order(by_status);
    settle(&mut session);
    session.set_thresholds(Sensitivity::Eager.thresholds());
    settle(&mut session);
    let mut scanned = filled(Sensitivity::Eager, 500);
    scanned.set_order(by_status);
    settle(&mut scanned);
    assert_same(&session, &scanned, "ordered by status, every row shown");
}

#[test]
fn many_rows_are_judged_in_steps_and_the_old_list_stays_meanwhile() {
    let mut session = filled(Sensitivity::Normal, 3_000);
    session.set_filter(flagged_only());
    settle(&mut session);
    let before = session.index().shown().to_vec();
    session.set_thresholds(Sensitivity::Strict.thresholds());
    let mut steps = 0;
    while session.is_rejudging() {
        assert_eq!(session.index().shown(), before, "the old list stands");
        let counted = session.totals();
        let statuses = session.rows().filter(|row| row.status().is_flagged());
        assert_eq!(
            counted.flagged(),
            statuses.count() as u64,
            "the counts are those of the rows, also half way"
        );
        session.update_index(|| true);
        steps += 1;
    }
    assert!(
        steps > 10,
        "never more than a little at once: {steps} steps"
    );
    settle(&mut session);
    let mut scanned = filled(Sensitivity::Strict, 3_000);
    scanned.set_filter(flagged_only());
    settle(&mut scanned);
    assert_same(&session, &scanned, "at the end");
}

#[test]
fn rows_that_arrive_while_others_are_judged_again_are_judged_by_the_present_thresholds() {
    let mut session = filled(Sensitivity::Normal, 1_000);
    session.set_filter(flagged_only());
    settle(&mut session);
    session.set_thresholds(Sensitivity::Eager.thresholds());
    for id in 1_000..1_400 {
        arrive(&mut session, id, outcome(id));
        if id % 100 == 0 {
            session.update_index(|| true);
        }
    }
    settle(&mut session);
    let mut scanned = filled(Sensitivity::Eager, 1_400);
    scanned.set_filter(flagged_only());
    settle(&mut scanned);
    assert_same(&session, &scanned, "a running scan");
}

#[test]
fn thresholds_that_change_in_every_frame_still_come_to_all_rows() {
    let mut session = filled(Sensitivity::Normal, 2_000);
    let first_half_open = |session: &ScanSession| session.rows().nth(1_998).cloned().unwrap();
    let before = first_half_open(&session);
    assert!(before.depends_on_thresholds(), "one of the last rows");
    let mut bounds = Sensitivity::Normal.thresholds();
    for frame in 0..100 {
        // A slider that is dragged to and fro; reasons change with every judgement, because the corners do not count.
        bounds.black_corners = 1 + frame % 4;
        bounds.border_black.black = 0.99;
        bounds.border_black.doubtful = 0.0;
        session.set_thresholds(bounds);
        session.update_index(|| true);
    }
    assert_ne!(
        first_half_open(&session).judgement,
        before.judgement,
        "its turn came although no round was the last"
    );
    settle(&mut session);
    let last = bounds;
    for row in session.rows().filter(|row| row.depends_on_thresholds()) {
        let anew = ResultRow::new(row.report.clone(), &last);
        assert_eq!(row.judgement, anew.judgement, "judged by the last ones");
    }
}

#[test]
fn what_the_top_corners_cleared_is_the_same_row_at_every_setting() {
    let mut session = session(Sensitivity::Normal);
    arrive(&mut session, 0, cleared());
    settle(&mut session);
    for setting in Sensitivity::ALL {
        session.set_thresholds(setting.thresholds());
        assert!(!session.is_rejudging(), "nothing depends on {setting:?}");
        for row in session.rows() {
            assert!(!row.depends_on_thresholds());
            let anew = ResultRow::new(row.report.clone(), &setting.thresholds());
            assert_eq!(**row, anew, "clear for the same reason at {setting:?}");
        }
    }
}

#[test]
fn what_was_measured_fully_is_judged_by_all_four_corners_at_every_setting() {
    let mut session = session(Sensitivity::Normal);
    arrive(
        &mut session,
        0,
        inspected(
            200,
            Some(BackgroundMeasurement {
                border_black_share: 1.0,
                connected_black_share: 0.9,
                corner_levels: [200, 200, 3, 3],
                even_black_share: Some(1.0),
                ..BackgroundMeasurement::default()
            }),
        ),
    );
    settle(&mut session);
    for (setting, is_flagged) in [(Sensitivity::Strict, false), (Sensitivity::Normal, true)] {
        session.set_thresholds(setting.thresholds());
        settle(&mut session);
        for row in session.rows() {
            assert!(row.depends_on_thresholds(), "it was measured");
            let anew = ResultRow::new(row.report.clone(), &setting.thresholds());
            assert_eq!(row.judgement, anew.judgement, "judged anew at {setting:?}");
            let judgement = anew.judgement.unwrap();
            assert_eq!(judgement.verdict.is_flagged(), is_flagged, "at {setting:?}");
        }
    }
}

#[test]
fn what_an_export_holds_does_not_change_under_it() {
    let mut session = filled(Sensitivity::Normal, 100);
    let held: Vec<Arc<ResultRow>> = session.rows().cloned().collect();
    let copies: Vec<ResultRow> = held.iter().map(|row| ResultRow::clone(row)).collect();
    session.set_thresholds(Sensitivity::Eager.thresholds());
    settle(&mut session);
    assert!(
        held.iter().zip(&copies).all(|(held, copy)| **held == *copy),
        "an export writes the results of the moment at which it began"
    );
    assert!(!session.rows().eq(held.iter()), "the window shows new ones");
}
