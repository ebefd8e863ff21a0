use image::ColorType;

use crate::inspect::tiff_picture::test_tiff::{TestTiff, open, pixels};

/// A TIFF of one pixel whose alpha multiplies its channels.
fn multiplied(colours: u32, numbers: &[u8]) -> TestTiff {
    let channels = u32::try_from(numbers.len()).unwrap();
    TestTiff::new(1, 1, 8, colours, channels)
        .with(338, &[1])
        .piece(numbers)
}

#[test]
fn stored_numbers_are_divided_by_alpha_before_they_become_light() {
    const GREY: u32 = 1;
    const INVERTED: u32 = 0;
    const RGB: u32 = 2;
    const INKS: u32 = 5;
    // Half of each number, by an alpha of 128 of 255: 200, 100 and 50 are stored as 100, 50 and 25.
    let cases: [(u32, &[u8], [u8; 3]); 4] = [
        (GREY, &[100, 128], [199; 3]),
        (INVERTED, &[100, 128], [56; 3]),
        (RGB, &[100, 50, 25, 128], [199, 100, 50]),
        // Ink of 199, 100 and 50, and black of 100: what is left of 56, 155 and 205 under a light of 155.
        (INKS, &[100, 50, 25, 50, 128], [34, 95, 125]),
    ];
    for (colours, numbers, [red, green, blue]) in cases {
        let shown = pixels(&multiplied(colours, numbers))[0];
        let expected = [red, green, blue, 128];
        let off = shown
            .iter()
            .zip(expected)
            .map(|(one, other)| one.abs_diff(other));
        assert!(
            off.max() <= Some(1),
            "{colours}: {shown:?} is not {expected:?}"
        );
    }
}

#[test]
fn grey_stays_grey_and_gets_16_bit() {
    let image = open(&multiplied(1, &[1, 2]).file()).unwrap();
    assert_eq!(image.color(), ColorType::La16);
    // Of few bits, all levels are there, as the largest is white.
    let few = TestTiff::new(2, 1, 4, 1, 2).with(338, &[1]);
    let few = few.piece(&[0x5A, 0xFF]);
    let light = open(&few.file()).unwrap().into_luma_alpha16();
    assert_eq!(light.as_raw(), &[32_768, 43_690, 65_535, 65_535]);
}

#[test]
fn faulty_and_clear_colours_do_no_harm() {
    let brighter = pixels(&multiplied(2, &[255, 10, 0, 20]))[0];
    assert_eq!(brighter, [255, 128, 0, 20], "the brightest that there is");
    let clear = pixels(&multiplied(2, &[9, 8, 7, 0]))[0];
    assert_eq!(clear, [9, 8, 7, 0]);
}

#[test]
fn floating_point_is_divided_too() {
    let numbers = [0.25_f32, 0.5, 0.125, 0.5].map(f32::to_le_bytes).concat();
    let written = TestTiff::new(1, 1, 32, 2, 4)
        .with(339, &[3; 4])
        .with(338, &[1])
        .piece(&numbers);
    let light = open(&written.file()).unwrap().into_rgba32f();
    let bits = |light: [f32; 4]| light.map(f32::to_bits);
    let straight = light.get_pixel(0, 0).0;
    assert_eq!(bits(straight), bits([0.5, 1.0, 0.25, 0.5]));
}
