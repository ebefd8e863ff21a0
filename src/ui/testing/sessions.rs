//! Made-up scans for the tests of panels that show results.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::inspect::{
    BackgroundMeasurement, Content, ImageFormat, InspectError, Inspection, MainColour, Measures,
    PixelRect, ProbePixel, Thresholds, TopCorners,
};
use crate::scan::{
    FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, ReachError, ScanEnd,
    ScanEvent, WorkTimes, WorkerId,
};
use crate::session::{RowFilter, ScanSession, StatusFilter};

/// What an image is to look like in the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Made {
    Black,
    Doubtful,
    Clear,
    Damaged,
    Unreachable,
}

/// A running scan with these images, every one of them shown.
pub(crate) fn running(images: &[(&str, Made)]) -> ScanSession {
    let now = Instant::now();
    let mut session = ScanSession::new(PathBuf::from("/shop"), 2, Thresholds::default(), now);
    for (id, (path, made)) in (0_u32..).zip(images) {
        report(&mut session, id, path, *made);
    }
    show(&mut session, StatusFilter::All, "");
    session
}

/// A scan with full measurement that has ended: clear images with these main colours and shares, every one shown.
pub(crate) fn measured_fully(images: &[(&str, [u8; 3], f32)]) -> ScanSession {
    let now = Instant::now();
    let mut session = ScanSession::new(PathBuf::from("/shop"), 2, Thresholds::default(), now)
        .with_measures(Measures {
            full: true,
            ..Measures::default()
        });
    for (id, (path, rgb, share)) in (0_u32..).zip(images) {
        let mut outcome = outcome(Made::Clear);
        if let ImageOutcome::Inspected(inspection) = &mut outcome {
            let (rgb, share) = (*rgb, *share);
            inspection.main_colour = Some(MainColour { rgb, share });
        }
        finish(&mut session, id, path, outcome, FileStamp::default());
    }
    session.apply(ScanEvent::Ended(ScanEnd::Completed), now);
    show(&mut session, StatusFilter::All, "");
    session
}

/// A scan of so many clear images that has ended, every one of them shown.
pub(crate) fn ended_with(count: u32) -> ScanSession {
    let mut session = running(&[]);
    for id in 0..count {
        report(&mut session, id, &format!("{id:08}/{id}.jpg"), Made::Clear);
    }
    session.apply(ScanEvent::Ended(ScanEnd::Completed), Instant::now());
    settle(&mut session);
    session
}

/// One more image is reported, or one again.
pub(crate) fn report(session: &mut ScanSession, id: u32, path: &str, made: Made) {
    finish(session, id, path, outcome(made), FileStamp::default());
}

/// The same of a file that is known by this.
pub(crate) fn report_stamped(
    session: &mut ScanSession,
    id: u32,
    path: &str,
    made: Made,
    stamp: FileStamp,
) {
    finish(session, id, path, outcome(made), stamp);
}

fn finish(session: &mut ScanSession, id: u32, path: &str, outcome: ImageOutcome, stamp: FileStamp) {
    let location = ImageLocation::new(path);
    let has_bytes = !matches!(outcome, ImageOutcome::Unreachable(_));
    let report = ImageReport {
        id: ImageId(id),
        product: ProductId::of(&location),
        location,
        file_bytes: has_bytes.then_some(u64::from(id) * 1_000 + 34_000),
        stamp,
        outcome,
        times: WorkTimes {
            reading: Duration::from_millis(3),
            decoding: Duration::from_millis(9),
            bytes_read: 34_000,
        },
    };
    session.apply(
        ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(report),
            thumbnail: None,
        },
        Instant::now(),
    );
}

/// Shows other rows, and works their list out.
pub(crate) fn show(session: &mut ScanSession, status: StatusFilter, text: &str) {
    session.set_filter(RowFilter {
        status,
        text: text.to_owned(),
        ..RowFilter::default()
    });
    settle(session);
}

/// Works the list of shown rows out.
pub(crate) fn settle(session: &mut ScanSession) {
    while session.update_index(|| false) {}
}

fn outcome(made: Made) -> ImageOutcome {
    let black = BackgroundMeasurement {
        ring_px: 12,
        border_black_share: 0.988,
        corner_levels: [0; 4],
        connected_black_share: 0.632,
        even_black_share: Some(0.987),
        content: Some(Content {
            rect: PixelRect {
                x_px: 120,
                y_px: 60,
                width_px: 560,
                height_px: 480,
            },
            fill: 0.6,
            pieces: 1,
            straight_sides: [0.2; 4],
        }),
        ..BackgroundMeasurement::default()
    };
    let background = match made {
        Made::Black => black,
        Made::Doubtful => BackgroundMeasurement {
            border_black_share: 0.61,
            // Exact black would make up for the border.
            even_black_share: Some(0.93),
            ..black
        },
        Made::Clear => BackgroundMeasurement::default(),
        Made::Damaged => {
            return ImageOutcome::Unreadable(InspectError::Damaged {
                format: ImageFormat::Jpeg,
                detail: "unexpected end of data".to_owned(),
            });
        }
        Made::Unreachable => return ImageOutcome::Unreachable(ReachError::PermissionDenied),
    };
    let level = if made == Made::Clear { 251 } else { 1 };
    ImageOutcome::Inspected(Inspection {
        format: ImageFormat::Jpeg,
        width_px: 800,
        height_px: 600,
        pixel: ProbePixel {
            red: level,
            green: level,
            blue: level,
        },
        transparency: None,
        top_corners: TopCorners::flat(background.corner_levels[0]),
        background: Some(background),
        main_colour: None,
        encoder: None,
    })
}
