//! Rows for this room's tests.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::Columns;
use crate::inspect::{
    BackgroundMeasurement, ImageFormat, InspectError, Inspection, Judgement, Measures, ProbePixel,
    Reason, TopCorners, Verdict,
};
use crate::scan::{
    ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId,
    ReachError, WorkTimes,
};
use crate::session::{
    Mechanism, OriginalFile, Proof, ProofEvidence, ProofFinding, ResultRow, RowRepair, RowReview,
};

/// The columns of a scan that measured what the verdict needs.
pub(super) fn usual() -> Columns {
    Columns::of(Measures::default())
}

/// A row of an image that could be inspected, 640 x 480, 3210 bytes.
pub(super) fn inspected(
    path: &str,
    format: ImageFormat,
    verdict: Verdict,
    share: f32,
) -> ResultRow {
    let inspection = Inspection {
        format,
        width_px: 640,
        height_px: 480,
        pixel: ProbePixel {
            red: 1,
            green: 2,
            blue: 3,
        },
        transparency: None,
        top_corners: TopCorners::flat(0),
        background: Some(BackgroundMeasurement {
            ring_px: 10,
            border_black_share: share,
            ..BackgroundMeasurement::default()
        }),
        main_colour: None,
        encoder: None,
    };
    let reasons = if verdict.is_flagged() {
        vec![Reason::BlackBorder {
            percent: share * 100.0,
        }]
    } else {
        Vec::new()
    };
    ResultRow {
        report: report(path, ImageOutcome::Inspected(inspection)),
        judgement: Some(Judgement {
            verdict,
            reasons,
            confidence: 0.5,
        }),
        review: RowReview::default(),
        proof: None,
        original_answer: None,
        repair: None,
        is_gone: false,
    }
}

/// A row of a file that is no image.
pub(super) fn unreadable(path: &str) -> ResultRow {
    failed(
        path,
        ImageOutcome::Unreadable(InspectError::NotAnImage { really: None }),
    )
}

/// A row of a file that could not be reached.
pub(super) fn unreachable(path: &str) -> ResultRow {
    failed(
        path,
        ImageOutcome::Unreachable(ReachError::PermissionDenied),
    )
}

/// So many clear rows.
pub(super) fn many(count: usize) -> Vec<Arc<ResultRow>> {
    (0..count)
        .map(|index| {
            let path = format!("04006381000012/{index:06}.jpg");
            Arc::new(inspected(&path, ImageFormat::Jpeg, Verdict::Clear, 0.25))
        })
        .collect()
}

fn failed(path: &str, outcome: ImageOutcome) -> ResultRow {
    ResultRow {
        report: report(path, outcome),
        judgement: None,
        review: RowReview::default(),
        proof: None,
        original_answer: None,
        repair: None,
        is_gone: false,
    }
}

fn report(path: &str, outcome: ImageOutcome) -> ImageReport {
    let location = ImageLocation::new(path);
    ImageReport {
        id: ImageId(0),
        product: ProductId::of(&location),
        location,
        file_bytes: match outcome {
            ImageOutcome::Unreachable(_) => None,
            _ => Some(3210),
        },
        stamp: FileStamp::default(),
        outcome,
        times: WorkTimes::default(),
    }
}

/// The mishap, proven.
pub(super) fn proof() -> Proof {
    Proof {
        finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
        image: None,
        original: Some(OriginalFile {
            path: "/originals/鞋 1.png".into(),
            file_bytes: 90_000,
            modified: None,
            content: ContentHash::of(b"a shoe"),
            placement: None,
            smaller_px: None,
        }),
        evidence: Some(ProofEvidence {
            on_black: 0.618,
            on_white: 183.4,
            alpha_dropped: 0.64,
            on_background: 0.612,
            background_rgb: [0; 3],
            transparent_share: 0.7,
        }),
    }
}

/// A repair at 14:02:31 on 3 October 2026, UTC.
pub(super) fn repair(target: &str) -> RowRepair {
    RowRepair {
        original: "/originals/a.png".into(),
        target: target.into(),
        backup: None,
        content: ContentHash::of(b"a shoe on white"),
        at: SystemTime::UNIX_EPOCH + Duration::from_secs(1_791_036_151),
        journal: "/journals/1.jsonl".into(),
    }
}
