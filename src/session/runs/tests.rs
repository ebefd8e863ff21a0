//! Groups by replay: made-up flagged images with made-up times and encoders.

use std::time::UNIX_EPOCH;

use super::*;
use crate::inspect::{
    BackgroundMeasurement, ChromaSampling, Inspection, JpegQuality, JpegTrace, ProbePixel,
    Thresholds, TopCorners,
};
use crate::scan::{FileStamp, ImageLocation, ImageOutcome, ImageReport, WorkTimes};

/// What one image is to be.
#[derive(Clone, Copy)]
struct Made {
    /// Seconds after 1 January 2026; `None`: not known.
    at: Option<u64>,
    /// Its encoder; `None`: a clear image, of which it is not known.
    quality: Option<u8>,
    side_px: u32,
}

fn black(at: u64, quality: u8) -> Made {
    Made {
        at: Some(at),
        quality: Some(quality),
        side_px: 100,
    }
}

fn clear(at: u64) -> Made {
    Made {
        at: Some(at),
        quality: None,
        side_px: 100,
    }
}

fn moment(at: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_225_600 + at)
}

fn trace(quality: u8) -> EncoderTrace {
    EncoderTrace {
        settings: quality.into(),
        jpeg: Some(JpegTrace {
            quality: JpegQuality::Exact(quality),
            sampling: ChromaSampling::Quarter420,
            is_progressive: false,
        }),
        software: None,
    }
}

fn row(id: u32, made: Made) -> ResultRow {
    let background = made.quality.map(|_| BackgroundMeasurement {
        border_black_share: 1.0,
        corner_levels: [0; 4],
        connected_black_share: 1.0,
        even_black_share: Some(1.0),
        ..BackgroundMeasurement::default()
    });
    let inspection = Inspection {
        format: ImageFormat::Jpeg,
        width_px: made.side_px,
        height_px: 100,
        pixel: ProbePixel {
            red: 0,
            green: 0,
            blue: 0,
        },
        transparency: None,
        top_corners: TopCorners::flat(if made.quality.is_some() { 0 } else { 255 }),
        background,
        main_colour: None,
        encoder: made.quality.map(|quality| Box::new(trace(quality))),
    };
    let report = ImageReport {
        id: ImageId(id),
        location: ImageLocation::new(format!("{id}.jpg")),
        product: None,
        file_bytes: None,
        stamp: FileStamp {
            modified: made.at.map(moment),
            content: None,
            ..FileStamp::default()
        },
        outcome: ImageOutcome::Inspected(inspection),
        times: WorkTimes::default(),
    };
    ResultRow::new(report, &Thresholds::default())
}

/// The groups of these images, worked out in the smallest steps.
fn runs(images: &[Made]) -> Vec<Arc<WrongRun>> {
    let rows: RowTable = (0..)
        .zip(images)
        .map(|(id, made)| Some(Arc::new(row(id, *made))))
        .collect();
    let mut runs = WrongRuns::default();
    assert!(!runs.step(&rows, 1, || true), "nobody looks");
    runs.want(true);
    while runs.step(&rows, 1, || true) {}
    assert!(!runs.is_working(), "it ends");
    runs.found().to_vec()
}

fn counts(runs: &[Arc<WrongRun>]) -> Vec<usize> {
    runs.iter().map(|run| run.images.len()).collect()
}

#[test]
fn one_encoder_at_one_time_is_one_run() {
    let mut images: Vec<Made> = (0..3_000).map(|at| black(at / 2, 90)).collect();
    images.extend((0..40).map(|at| black(at, 75)));
    let found = runs(&images);
    assert_eq!(counts(&found), [3_000, 40], "the largest comes first");
    let first = &found[0];
    assert_eq!(first.span, Some((moment(0), moment(1_499))), "its time");
    assert_eq!(first.written.encoder, Some(trace(90)), "its encoder");
    let same = CommonSize::Same {
        width_px: 100,
        height_px: 100,
    };
    assert_eq!(first.size, same, "its size");
}

#[test]
fn a_long_gap_ends_a_run_and_a_usual_one_does_not() {
    let quick = |from: u64| (0..50).map(move |at| black(from + at, 90));
    let nine_minutes: Vec<Made> = quick(0).chain(quick(50 + 540)).collect();
    assert_eq!(counts(&runs(&nine_minutes)), [100], "a pause within a run");
    let eleven_minutes: Vec<Made> = quick(0).chain(quick(50 + 660)).collect();
    assert_eq!(counts(&runs(&eleven_minutes)), [50, 50], "two runs");
    let hourly: Vec<Made> = (0..30).map(|at| black(at * 3_600, 90)).collect();
    assert_eq!(counts(&runs(&hourly)), [30], "slow, but steady");
    let mut with_a_day_off = hourly.clone();
    with_a_day_off.extend((0..20).map(|at| black(29 * 3_600 + 86_400 + at * 3_600, 90)));
    assert_eq!(counts(&runs(&with_a_day_off)), [30, 20], "a day is a gap");
}

#[test]
fn images_without_a_time_are_a_group_of_their_own() {
    let mut images = vec![black(0, 90), black(1, 90)];
    let timeless = Made {
        at: None,
        ..black(0, 90)
    };
    images.extend([timeless; 3]);
    let found = runs(&images);
    assert_eq!(counts(&found), [3, 2]);
    assert_eq!((found[0].span, found[0].purity()), (None, None), "no time");
}

#[test]
fn what_else_was_written_in_that_time_tells_how_pure_a_run_is() {
    let mut images: Vec<Made> = (0..30).map(|at| black(100 + at, 90)).collect();
    images.extend((0..10).map(|at| clear(105 + at)));
    images.extend([clear(99), clear(130), clear(5_000)]);
    let found = runs(&images);
    assert_eq!(found[0].written_meanwhile, 40, "30 flagged and 10 clear");
    assert_eq!(found[0].purity(), Some(0.75));
}

#[test]
fn the_size_is_said_where_it_is_common() {
    let wide = |side_px| Made {
        side_px,
        ..black(0, 90)
    };
    let size = |images: &[Made]| runs(images)[0].size;
    assert_eq!(size(&[wide(80), wide(90)]), CommonSize::LongestSide(100));
    assert_eq!(size(&[wide(80), wide(190)]), CommonSize::Mixed);
}

#[test]
fn groups_are_made_again_after_a_change_and_never_without_one() {
    let first = Arc::new(row(0, black(0, 90)));
    let rows: RowTable = [Some(Arc::clone(&first))].into_iter().collect();
    let mut runs = WrongRuns::default();
    runs.want(true);
    assert!(!runs.step(&rows, 1, || false), "done in one go");
    assert_eq!(counts(runs.found()), [1]);
    let second = Arc::new(row(1, black(1, 90)));
    let more: RowTable = [Some(first), Some(second)].into_iter().collect();
    assert!(
        !runs.step(&more, 1, || false),
        "nothing changed, it was said"
    );
    assert_eq!(counts(runs.found()), [1]);
    runs.step(&more, 2, || false);
    assert_eq!(counts(runs.found()), [2], "now it did");
}
