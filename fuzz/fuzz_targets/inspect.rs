//! Arbitrary bytes, inspected in every way that the program knows, must end in facts that hold or in an error that says
//! what is wrong; never in a panic, an endless loop, or more memory than the limits grant.
#![no_main]

// The room as it stands; `Cargo.toml` here says why.
#[path = "../../src/inspect/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the room's public names are public in the program, not here"
)]
mod inspect;

use inspect::{
    ImageLimits, InspectError, InspectOptions, Inspection, Measures, Thumbnail, decode_for_screen,
    inspect as look_at, judge, sniff,
};
use libfuzzer_sys::fuzz_target;

/// Small, so that a header that claims much is refused and a run stays fast.
const LIMITS: ImageLimits = ImageLimits {
    max_file_bytes: 1 << 20,
    max_pixels: 4_000_000,
    max_decode_bytes: 64 << 20,
};
/// Longest side of thumbnails in pixels.
const THUMBNAIL_PX: u32 = 64;
/// Longest side of a picture for the screen in pixels.
const SCREEN_PX: u32 = 512;

const FULL: Measures = Measures {
    full: true,
    complete: true,
};

fuzz_target!(|bytes: &[u8]| {
    let usual = check(bytes, Measures::default());
    let full = check(bytes, FULL);
    if let (Ok(usual), Ok(full)) = (&usual, &full) {
        assert_same_facts(usual, full);
    }
    assert!(
        usual.is_ok() || full.is_err(),
        "a complete check finds no fewer faults than the usual one: {usual:?}"
    );
    check_screen(bytes, &full);
});

/// Inspects twice, and checks what is said of the file.
fn check(bytes: &[u8], measures: Measures) -> Result<Inspection, InspectError> {
    let options = InspectOptions {
        limits: LIMITS,
        measures,
        thumbnail_px: Some(THUMBNAIL_PX),
        ..InspectOptions::default()
    };
    let found = look_at(bytes, &options);
    assert_eq!(
        found,
        look_at(bytes, &options),
        "the same bytes, the same answer"
    );
    let (inspection, thumbnail) = found.inspect_err(|error| assert_reasoned(error))?;
    assert_eq!(
        sniff(bytes),
        Some(inspection.format),
        "the format by content"
    );
    check_facts(&inspection, measures);
    let judgement = judge(&inspection, &options.thresholds);
    assert!(!judgement.reasons.is_empty(), "every verdict has a reason");
    assert_eq!(
        judgement,
        judge(&inspection, &options.thresholds),
        "the same facts, the same verdict"
    );
    if let Some(thumbnail) = thumbnail {
        assert!(
            judgement.verdict.is_flagged(),
            "only flagged images have a thumbnail"
        );
        check_thumbnail(&thumbnail);
    }
    Ok(inspection)
}

fn assert_reasoned(error: &InspectError) {
    assert!(
        !error.to_string().is_empty(),
        "every error says what is wrong"
    );
}

fn check_facts(inspection: &Inspection, measures: Measures) {
    let pixels = u64::from(inspection.width_px) * u64::from(inspection.height_px);
    assert!(
        (1..=LIMITS.max_pixels).contains(&pixels),
        "{pixels} pixels are within the limits"
    );
    for patch in inspection.top_corners.patches {
        assert_share(patch.even_share);
    }
    if let Some(transparency) = inspection.transparency {
        assert_share(transparency.transparent_share);
        assert_share(transparency.hidden_black_share);
    }
    if measures.full {
        assert!(
            inspection.background.is_some(),
            "measured, because asked for"
        );
    }
    if let Some(measured) = &inspection.background {
        assert_share(measured.border_black_share);
        assert_share(measured.connected_black_share);
        assert_share(measured.enclosed_black_share);
        if let Some(exact) = &measured.exact {
            assert_share(exact.connected_share);
            assert_share(exact.border_share);
            assert_share(exact.even_share);
        }
        measured.even_black_share.into_iter().for_each(assert_share);
        if let Some(content) = measured.content {
            assert_share(content.fill);
            content.straight_sides.into_iter().for_each(assert_share);
            assert!(content.pieces > 0, "content has a piece");
            let rect = content.rect;
            assert!(
                rect.x_px + rect.width_px <= inspection.width_px,
                "{rect:?} lies inside"
            );
            assert!(
                rect.y_px + rect.height_px <= inspection.height_px,
                "{rect:?} lies inside"
            );
        }
    }
    if let Some(colour) = inspection.main_colour {
        assert!(colour.share > 0.0, "the most popular colour has a pixel");
        assert_share(colour.share);
    }
}

fn assert_share(share: f32) {
    assert!((0.0..=1.0).contains(&share), "{share} is a share");
}

fn check_thumbnail(thumbnail: &Thumbnail) {
    assert!(
        thumbnail.width_px.max(thumbnail.height_px) <= THUMBNAIL_PX,
        "small"
    );
    assert_eq!(
        thumbnail.rgba.len() as u64,
        u64::from(thumbnail.width_px) * u64::from(thumbnail.height_px) * 4,
        "four bytes for each pixel"
    );
}

/// However much of the file is looked at, it is the same picture.
fn assert_same_facts(usual: &Inspection, full: &Inspection) {
    let named = |one: &Inspection| (one.format, one.width_px, one.height_px);
    assert_eq!(named(usual), named(full), "the same picture");
}

fn check_screen(bytes: &[u8], full: &Result<Inspection, InspectError>) {
    let shown = decode_for_screen(bytes, &LIMITS, SCREEN_PX);
    if let Err(error) = &shown {
        assert_reasoned(error);
    }
    if let (Ok(shown), Ok(inspection)) = (shown, full) {
        assert!(
            shown.width_px.max(shown.height_px) <= SCREEN_PX,
            "fits the screen"
        );
        assert_eq!(
            shown.rgba.len() as u64,
            u64::from(shown.width_px) * u64::from(shown.height_px) * 4,
            "four bytes for each pixel"
        );
        assert_eq!(
            (shown.stored_width_px, shown.stored_height_px),
            (inspection.width_px, inspection.height_px),
            "the same picture"
        );
    }
}
