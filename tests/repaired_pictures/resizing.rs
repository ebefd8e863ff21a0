//! A repaired picture is as large as the file that it replaces, and its background is the background still.

use blackdrop::inspect::ImageLimits;
use blackdrop::repair::{BackgroundColour, CutOut, RepairPictureError, repaired_picture};
use image::{Rgba, RgbaImage};

use crate::drawing::{disc, exactly_on, mean_difference, png_of, product};

const GREY_BLUE: BackgroundColour = BackgroundColour {
    rgb: [200, 210, 220],
};

fn cut_out(image: &RgbaImage) -> CutOut {
    CutOut::decode(&png_of(image.clone()), &ImageLimits::default()).unwrap()
}

/// A dark square of hard edges in the middle.
fn square(side: u32, from: u32, to: u32) -> RgbaImage {
    RgbaImage::from_fn(side, side, |x, y| {
        let inside = (from..to).contains(&x) && (from..to).contains(&y);
        Rgba([10, 20, 30, if inside { 255 } else { 0 }])
    })
}

#[test]
fn nothing_is_resampled_where_the_size_is_right() {
    let original = disc(61, 47, [255, 0, 255]);
    let picture = repaired_picture(&cut_out(&original), None, (61, 47), GREY_BLUE).unwrap();
    let exact = exactly_on(&original, GREY_BLUE.rgb);
    for (level, exact) in picture.as_raw().iter().zip(exact) {
        let off = (f64::from(*level) - exact).abs();
        assert!(off <= 0.5 + 1e-9, "{level} is {exact}");
    }
}

#[test]
fn an_even_background_stays_exactly_its_colour_in_every_size() {
    let empty = cut_out(&RgbaImage::from_pixel(97, 97, Rgba([255, 0, 0, 0])));
    for background in [BackgroundColour::WHITE, GREY_BLUE] {
        for side in [1, 2, 13, 48, 96, 98, 150, 388] {
            let picture = repaired_picture(&empty, None, (side, side), background).unwrap();
            let pixels = picture.pixels();
            assert_eq!(picture.dimensions(), (side, side), "the size");
            assert!(
                pixels.clone().all(|pixel| pixel.0 == background.rgb),
                "{side} pixels on {background}"
            );
        }
    }
}

#[test]
fn hard_edges_leave_no_halo_on_the_background() {
    // 160 to 400 of 600 pixels, a dark square: in every size what it does not reach is untouched.
    let original = cut_out(&square(600, 160, 400));
    for background in [BackgroundColour::WHITE, GREY_BLUE] {
        for side in [60, 97, 200, 299, 550, 599, 601, 900] {
            let picture = repaired_picture(&original, None, (side, side), background).unwrap();
            let scale = 600.0 / f64::from(side);
            for (x, y, pixel) in picture.enumerate_pixels() {
                // A pixel and a half more than the pixel itself: what an edge may blur into.
                let reach = 1.5 * scale.max(1.0);
                let outside = |at: u32| {
                    let middle = (f64::from(at) + 0.5) * scale;
                    middle < 160.0 - reach || middle > 400.0 + reach
                };
                if outside(x) || outside(y) {
                    assert_eq!(
                        pixel.0, background.rgb,
                        "side {side} on {background} at {x}, {y}"
                    );
                }
                for (channel, behind) in background.rgb.into_iter().enumerate() {
                    assert!(
                        pixel.0[channel] <= behind,
                        "nothing is brighter than {background}: {pixel:?} at {x}, {y}, side {side}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_shrunk_picture_is_the_mean_of_what_it_was_made_of() {
    let original = product(5, 400, 300);
    let picture = repaired_picture(&cut_out(&original), None, (100, 75), GREY_BLUE).unwrap();
    let exact = exactly_on(&original, GREY_BLUE.rgb);
    let means: Vec<f64> = (0..75)
        .flat_map(|y| (0..100).flat_map(move |x| (0..3).map(move |channel| (x, y, channel))))
        .map(|(x, y, channel)| {
            let sum: f64 = (0..4)
                .flat_map(|down| (0..4).map(move |across| (across, down)))
                .map(|(across, down)| exact[((y * 4 + down) * 400 + x * 4 + across) * 3 + channel])
                .sum();
            sum / 16.0
        })
        .collect();
    let off = mean_difference(&picture, &means);
    assert!(off < 1.0, "off by {off} levels");
}

#[test]
fn a_picture_is_not_moved_by_resizing() {
    // A ramp is its own interpolation: each pixel has the value of its middle.
    let ramp = RgbaImage::from_fn(256, 16, |x, _| {
        let level = u8::try_from(x).unwrap();
        Rgba([level, level, level, 255])
    });
    for width in [128_u32, 192, 512] {
        let height = 16 * width / 256;
        let picture = repaired_picture(
            &cut_out(&ramp),
            None,
            (width, height),
            BackgroundColour::WHITE,
        )
        .unwrap();
        for x in width / 8..width * 7 / 8 {
            let exact = (f64::from(x) + 0.5) * 256.0 / f64::from(width) - 0.5;
            let found = f64::from(picture.get_pixel(x, height / 2).0[0]);
            assert!(
                (found - exact).abs() <= 1.0,
                "column {x} of {width} is {found} instead of {exact}"
            );
        }
    }
}

#[test]
fn a_size_that_rounding_explains_fits_and_another_shape_is_refused() {
    let original = cut_out(&disc(301, 200, [0; 3]));
    let in_size = |width, height| {
        repaired_picture(&original, None, (width, height), BackgroundColour::WHITE)
            .map(|picture| picture.dimensions())
    };
    for size in [
        (150, 100),
        (151, 100),
        (602, 400),
        (100, 66),
        (100, 67),
        (3, 2),
    ] {
        assert_eq!(in_size(size.0, size.1), Ok(size), "to the pixel");
    }
    for size in [
        (200, 301),
        (150, 110),
        (301, 210),
        (200, 200),
        (0, 0),
        (301, 0),
    ] {
        assert_eq!(
            in_size(size.0, size.1),
            Err(RepairPictureError::OtherShape {
                original_px: (301, 200),
                wanted_px: size,
            }),
            "another shape"
        );
    }
}
