use std::io::Cursor;

use super::*;
use crate::inspect::tiff_picture::test_tiff::{TestTiff, open};

/// A grey picture of 8 bit in tiles that all are the same few bytes.
fn tiled(picture: (u32, u32), tile: (u32, u32)) -> TestTiff {
    let count = picture.0.div_ceil(tile.0) * picture.1.div_ceil(tile.1);
    let mut written = TestTiff::new(picture.0, picture.1, 8, 1, 1)
        .in_tiles(tile.0)
        .with(323, &[tile.1])
        .with(324, &vec![8; count as usize])
        .with(325, &vec![1 << 20; count as usize]);
    written.pieces.clear();
    written
}

fn estimate(bytes: &[u8]) -> Option<u64> {
    let limits = ImageLimits::default();
    tiff_decoding_bytes(Cursor::new(bytes), DecodingUse::Inspection, &limits)
}

#[test]
fn tiles_far_wider_than_the_picture_are_too_much_work() {
    let result = |written: TestTiff| open(&written.file()).map(|_| ()).unwrap_err();
    let is_cut = |error| matches!(error, InspectError::Damaged { .. });
    assert!(is_cut(result(tiled((600, 600), (256, 256)))));
    assert!(is_cut(result(tiled((16, 16), (2_048, 2_048)))), "one tile");
    let bomb = tiled((16, 60_000), (60_000, 1_000));
    assert_eq!(result(bomb), InspectError::TooMuchWork);
}

#[test]
fn far_more_pieces_than_pixels_need_are_too_much_work() {
    // Each row of one pixel a strip: a million of them.
    let rows = 1 << 20;
    let strips = TestTiff::new(1, rows, 8, 1, 1)
        .with(278, &[1])
        .with(273, &vec![8; rows as usize])
        .with(279, &vec![1; rows as usize]);
    let bytes = strips.file();
    assert_eq!(open(&bytes).unwrap_err(), InspectError::TooMuchWork);
    assert_eq!(estimate(&bytes), Some(0), "nothing is allocated for it");
}

#[test]
fn bytes_that_stand_for_all_pieces_are_counted_with_each() {
    let mut written = TestTiff::new(64, 4_096, 8, 1, 1)
        .with(259, &[0x8005])
        .with(278, &[1]);
    // A megabyte that says nothing, which each of 4,096 strips would have to read.
    written.pieces = vec![vec![0x80; 1 << 20]];
    let written = written.with(273, &[8; 4_096]).with(279, &[1 << 20; 4_096]);
    assert_eq!(
        open(&written.file()).unwrap_err(),
        InspectError::TooMuchWork
    );
}

#[test]
fn the_estimate_is_at_least_what_the_pictures_take() {
    let side = 1_000_u32;
    let pixels = u64::from(side) * u64::from(side);
    // Colours, channels, whether they are multiplied, and the bytes of a pixel that are held at once: the picture, the
    // lone strip, and 8 bit.
    for (colours, channels, kind, per_px) in [
        (1, 1, None, 1 + 1 + 3),
        (1, 2, Some(1), 4 + 2 + 4),
        (2, 3, None, 3 + 3),
        (2, 4, Some(1), 8 + 4 + 4),
        (5, 5, Some(1), 8 + 5 + 4),
    ] {
        let mut written = TestTiff::new(side, side, 8, colours, channels);
        if let Some(kind) = kind {
            written = written.with(338, &[kind]);
        }
        written.pieces = vec![vec![7; (side * side * channels) as usize]];
        let bytes = written.file();
        let told = estimate(&bytes).unwrap();
        assert!(told >= pixels * per_px, "{colours}: {told}");
        assert!(told <= pixels * per_px * 2, "{colours}: {told}");
        let tight = ImageLimits {
            max_decode_bytes: told - 1,
            ..ImageLimits::default()
        };
        let refused = crate::inspect::decode_full(&bytes, &tight).unwrap_err();
        assert!(
            matches!(refused, InspectError::TooMuchMemory { .. }),
            "{refused}"
        );
    }
}

#[test]
fn what_is_refused_takes_nothing_and_every_cut_is_safe() {
    let lab = TestTiff::new(9_000, 9_000, 8, 8, 3).piece(&[0]).file();
    assert_eq!(estimate(&lab), Some(0));
    let bytes = tiled((600, 600), (256, 256)).file();
    for length in 0..bytes.len() {
        estimate(&bytes[..length]);
        drop(open(&bytes[..length]));
    }
}
