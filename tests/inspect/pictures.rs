//! What kinds of pictures are judged to be.

use blackdrop::inspect::{ImageLimits, PixelRect, Reason, Verdict, decode_for_screen};
use image::{Rgb, RgbImage};

use crate::drawing::{
    Noise, Passes, cut_out, jpeg, look_at, on_background, on_colour, turned_black, verdict,
};

#[test]
fn flattened_black_is_found_at_every_quality() {
    for quality in [50, 60, 75, 85, 95] {
        for passes in [Passes::One, Passes::Many] {
            let found = verdict(&jpeg(&turned_black(400, 300), quality, passes));
            assert_eq!(
                found,
                Verdict::BlackBackground,
                "quality {quality}, {passes:?}"
            );
        }
    }
}

#[test]
fn the_area_that_is_shown_is_the_one_that_was_judged() {
    // The means of pixels, and the means that a large JPEG holds.
    for (width, height) in [(400, 304), (1600, 1200)] {
        for passes in [Passes::One, Passes::Many] {
            let bytes = jpeg(&turned_black(width, height), 80, passes);
            let measured = look_at(&bytes).0.background.expect("it was measured");
            let screen =
                decode_for_screen(&bytes, &ImageLimits::default(), 8192).expect("a good file");
            let region = screen.black_region.expect("there is an area");
            let covered: u64 = region
                .patches
                .iter()
                .map(|patch| u64::from(patch.width_px) * u64::from(patch.height_px))
                .sum();
            let share = covered as f64 / (f64::from(width) * f64::from(height));
            let difference = (share - f64::from(measured.black_share())).abs();
            assert!(
                difference < 1e-6,
                "{passes:?}, {width} x {height}: {share} is drawn, {measured:?}"
            );
        }
    }
}

#[test]
fn other_backgrounds_are_clear() {
    for colour in [
        [255; 3],
        [128; 3],
        [40; 3],
        [200, 30, 40],
        [0, 0, 90],
        [30, 30, 30],
    ] {
        let image = on_colour(&cut_out(400, 300), colour);
        let (_, judgement) = look_at(&jpeg(&image, 85, Passes::One));
        assert_eq!(judgement.verdict, Verdict::Clear, "on {colour:?}");
        assert!(
            matches!(judgement.reasons[..], [Reason::NoBlackCorner { .. }]),
            "on {colour:?} no corner is black, which decides alone"
        );
    }
}

#[test]
fn photographed_black_is_not_flattened_black() {
    for (mean, deviation) in [(2.0, 2.0), (3.0, 1.5), (6.0, 2.0), (10.0, 4.0)] {
        for quality in [75, 90, 95] {
            let mut noise = Noise(0xB1AC_0000_0000_0001);
            let image = on_background(&cut_out(400, 300), |_, _| [noise.level(mean, deviation); 3]);
            let (inspection, judgement) = look_at(&jpeg(&image, quality, Passes::One));
            assert_ne!(
                judgement.verdict,
                Verdict::BlackBackground,
                "noise of {deviation} around {mean} at quality {quality}: {:?} {:?}",
                judgement.reasons,
                inspection.background
            );
        }
    }
}

#[test]
fn equal_bars_are_clear_and_a_frame_is_doubtful() {
    let photo = |x: u32, y: u32| Rgb([120, u8::try_from(40 + (x + y) % 150).unwrap(), 90]);
    let inside = |x_range: std::ops::Range<u32>, y_range: std::ops::Range<u32>| {
        let image = RgbImage::from_fn(400, 300, |x, y| {
            if x_range.contains(&x) && y_range.contains(&y) {
                photo(x, y)
            } else {
                Rgb([0; 3])
            }
        });
        look_at(&jpeg(&image, 90, Passes::One)).1
    };
    for bars in [inside(0..400, 56..244), inside(80..320, 0..300)] {
        assert_eq!(
            bars.verdict,
            Verdict::Clear,
            "a film still: {:?}",
            bars.reasons
        );
        assert!(
            matches!(bars.reasons[..], [Reason::BlackBars { .. }, ..]),
            "and says so"
        );
    }
    let frame = inside(40..360, 40..260);
    assert_eq!(
        frame.verdict,
        Verdict::Doubtful,
        "a wide frame: {:?}",
        frame.reasons
    );
    assert!(
        matches!(frame.reasons[0], Reason::FramedRectangle { .. }),
        "and says so"
    );
    let thin = inside(8..392, 8..292);
    assert_eq!(
        thin.verdict,
        Verdict::Clear,
        "a thin frame: {:?}",
        thin.reasons
    );
}

#[test]
fn stars_and_nothing_are_doubtful() {
    let stars = RgbImage::from_fn(400, 300, |x, y| {
        let star = x % 40 < 4 && y % 30 < 4 && x > 12 && y > 12;
        Rgb([if star { 255 } else { 0 }; 3])
    });
    let (_, judgement) = look_at(&jpeg(&stars, 95, Passes::One));
    assert_eq!(
        judgement.verdict,
        Verdict::Doubtful,
        "{:?}",
        judgement.reasons
    );
    let (_, nothing) = look_at(&jpeg(&RgbImage::new(400, 300), 85, Passes::One));
    assert_eq!(nothing.verdict, Verdict::Doubtful, "{:?}", nothing.reasons);
    assert!(
        matches!(nothing.reasons[0], Reason::NothingVisible { percent } if percent > 99.9),
        "nothing can be seen: {:?}",
        nothing.reasons
    );
}

#[test]
fn the_measurement_tells_where_things_are() {
    let image = RgbImage::from_fn(400, 300, |x, y| {
        let inside = (100..300).contains(&x) && (60..240).contains(&y);
        Rgb([if inside { 200 } else { 0 }; 3])
    });
    let (inspection, _) = look_at(&crate::drawing::file(image, image::ImageFormat::Png));
    let measured = inspection.background.unwrap();
    assert_eq!(measured.ring_px, 6, "2 % of 300");
    assert_eq!(measured.corner_levels, [0; 4], "four black corners");
    assert!(
        (measured.border_black_share - 1.0).abs() < 1e-6,
        "a black border"
    );
    assert!(
        (measured.connected_black_share - 0.7).abs() < 1e-6,
        "all but 200 x 180 of 400 x 300"
    );
    assert_eq!(measured.even_black_share, Some(1.0), "one level");
    let content = measured.content.unwrap();
    let expected = PixelRect {
        x_px: 100,
        y_px: 60,
        width_px: 200,
        height_px: 180,
    };
    assert_eq!(content.rect, expected, "the rectangle");
    assert!((content.fill - 1.0).abs() < 1e-6, "which is full");
    assert_eq!(content.pieces, 1, "and in one piece");
    assert!(
        content.straight_sides.iter().all(|side| *side > 0.999),
        "with straight sides: {content:?}"
    );
}
