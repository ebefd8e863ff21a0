use super::test_tiff::{TestTiff, open, pixels, refusal};
use super::*;
use crate::inspect::sniff;

#[test]
fn tiles_of_each_channel_by_itself_are_put_together() {
    // 20 x 18 pixels in tiles of 16: four for each of the four channels, the right and lower ones partly beyond.
    let level =
        |channel: u32, x: u32, y: u32| u8::try_from((x * 7 + y * 3 + channel * 50) % 256).unwrap();
    let mut written = TestTiff::new(20, 18, 8, 2, 4)
        .with(284, &[2])
        .with(338, &[2])
        .in_tiles(16);
    for channel in 0..4 {
        for (left, top) in [(0, 0), (16, 0), (0, 16), (16, 16)] {
            let tile: Vec<u8> = (0..256)
                .map(|at| level(channel, left + at % 16, top + at / 16))
                .collect();
            written = written.piece(&tile);
        }
    }
    for (at, pixel) in (0..).zip(pixels(&written)) {
        let (x, y) = (at % 20, at / 20);
        assert_eq!(
            pixel,
            [0, 1, 2, 3].map(|channel| level(channel, x, y)),
            "{x} {y}"
        );
    }
}

#[test]
fn places_of_64_bit_are_followed() {
    let mut written = TestTiff::new(2, 1, 8, 2, 4)
        .with(338, &[2])
        .piece(&[1, 2, 3, 4, 5, 6, 7, 0]);
    let classic = pixels(&written);
    written.is_big = true;
    assert_eq!(
        sniff(&written.file()),
        Some(super::super::ImageFormat::Tiff)
    );
    assert_eq!(pixels(&written), classic);
    assert_eq!(classic, [[1, 2, 3, 4], [5, 6, 7, 0]]);
}

#[test]
fn a_palette_is_looked_up_in_whatever_depth() {
    // Four colours: black, red, green, white; the first number of 16 bit stands for all colours' reds.
    let map = [
        0, 65_535, 0, 65_535, // Reds.
        0, 0, 65_535, 65_535, // Greens.
        0, 0, 0, 65_535, // Blues.
    ];
    let written = TestTiff::new(4, 1, 2, 3, 1)
        .with(320, &map)
        .piece(&[0b00_01_10_11]);
    let white = [255; 4];
    let expected = [[0, 0, 0, 255], [255, 0, 0, 255], [0, 255, 0, 255], white];
    assert_eq!(pixels(&written), expected);
    let narrow = map.map(|level| level / 257);
    let written = TestTiff::new(4, 1, 2, 3, 1)
        .with(320, &narrow)
        .piece(&[0b00_01_10_11]);
    assert_eq!(pixels(&written), expected, "with 8 bit in its table");
    let none = TestTiff::new(4, 1, 2, 3, 1).piece(&[0]);
    assert!(
        refusal(&none).contains("too few colours"),
        "{}",
        refusal(&none)
    );
}

#[test]
fn a_palette_of_8_bit_that_was_shifted_up_keeps_its_levels() {
    let map: Vec<u32> = (0..768).map(|at| (at % 256) << 8).collect();
    let written = TestTiff::new(3, 1, 8, 3, 1)
        .with(320, &map)
        .piece(&[0, 129, 254]);
    let levels: Vec<u8> = pixels(&written).iter().map(|it| it[0]).collect();
    assert_eq!(levels, [0, 129, 254]);
}

#[test]
fn inks_and_inverted_grey_are_shown_as_they_look() {
    let inks = TestTiff::new(2, 1, 8, 5, 5)
        .with(338, &[2])
        .piece(&[0, 255, 255, 0, 200, 0, 0, 0, 255, 10]);
    assert_eq!(pixels(&inks), [[255, 0, 0, 200], [0, 0, 0, 10]]);
    let inverted = TestTiff::new(8, 1, 1, 0, 1).piece(&[0b0100_0000]);
    let first: Vec<u8> = pixels(&inverted).iter().take(3).map(|it| it[0]).collect();
    assert_eq!(first, [255, 0, 255], "0 is white");
}

#[test]
fn grey_with_alpha_is_read_and_an_unnamed_channel_is_no_alpha() {
    let grey = |kind: u32| {
        TestTiff::new(2, 1, 8, 1, 2)
            .with(338, &[kind])
            .piece(&[200, 51, 9, 0])
    };
    assert_eq!(pixels(&grey(2)), [[200, 200, 200, 51], [9, 9, 9, 0]]);
    assert_eq!(pixels(&grey(0)), [[200, 200, 200, 255], [9, 9, 9, 255]]);
    let opened = |written: &TestTiff| {
        let bytes = written.file();
        let picture = TiffPicture::open(&bytes, &ImageLimits::default()).unwrap();
        picture.has_unnamed_channel()
    };
    assert!(opened(&grey(0)) && !opened(&grey(2)));
}

#[test]
fn kinds_that_are_not_read_are_named() {
    let piece = [0; 64];
    for (written, words) in [
        (TestTiff::new(2, 1, 12, 1, 1), "12 bit for each channel"),
        (TestTiff::new(2, 1, 8, 8, 3), "Lab colours"),
        (TestTiff::new(2, 1, 8, 6, 3), "YCbCr colours without JPEG"),
        (
            TestTiff::new(2, 1, 8, 2, 3).with(339, &[2, 2, 2]),
            "numbers with a sign",
        ),
        (
            TestTiff::new(2, 1, 16, 2, 3).with(339, &[3, 3, 3]),
            "floating point of 16 bit",
        ),
        (
            TestTiff::new(2, 1, 8, 5, 4).with(332, &[2]),
            "inks other than cyan, magenta, yellow and black",
        ),
        (
            TestTiff::new(2, 1, 8, 5, 4).with(336, &[255, 0]),
            "inks that are not counted from 0 (DotRange)",
        ),
        (
            TestTiff::new(2, 1, 8, 2, 3).with(266, &[3]),
            "bits in an unknown order (FillOrder 3)",
        ),
        (
            TestTiff::new(2, 1, 8, 2, 3).with(258, &[8, 8, 4]),
            "channels of different depths",
        ),
        (
            TestTiff::new(2, 1, 8, 3, 2)
                .with(320, &[0; 768])
                .with(338, &[1]),
            "a palette with colours multiplied by alpha",
        ),
        (
            TestTiff::new(2, 1, 4, 1, 1).with(259, &[8]).with(317, &[2]),
            "a predictor (2) that its depth does not allow",
        ),
        (
            TestTiff::new(2, 1, 8, 1, 1).with(259, &[4]),
            "CCITT fax compression in other than 1 bit",
        ),
    ] {
        let refused = refusal(&written.piece(&piece));
        assert_eq!(refused, format!("unsupported kind of TIFF: {words}"));
    }
    let packed = TestTiff::new(2, 1, 8, 2, 3)
        .piece(&piece)
        .with(259, &[50_000]);
    assert!(refusal(&packed).ends_with("Zstandard compression"));
}

#[test]
fn every_cut_is_safe() {
    let mut written = TestTiff::new(20, 18, 8, 2, 4).with(284, &[2]).in_tiles(16);
    written.is_big = true;
    for _ in 0..16 {
        written = written.piece(&[7; 256]);
    }
    let bytes = written.file();
    // What is missing at the very end is the place of a next page, which some writers leave out.
    for length in (0..bytes.len() - 8).step_by(7) {
        assert!(
            open(&bytes[..length]).is_err(),
            "{length} of {}",
            bytes.len()
        );
    }
}
