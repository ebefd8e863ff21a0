//! What kinds of harder pictures are judged to be: each reason on both of its sides, drawn.

use blackdrop::inspect::{
    InspectOptions, Judgement, Measures, Reason, Thresholds, Verdict, inspect, judge,
};
use image::{Rgb, RgbImage};

use crate::drawing::{Noise, Passes, cut_out, jpeg, look_at, on_colour, turned_black};

/// A bright texture.
fn bright(x: u32, y: u32) -> Rgb<u8> {
    Rgb([190, u8::try_from(90 + (x * 3 + y * 5) % 120).unwrap(), 80])
}

/// Bright where it is told, else black.
fn picture(width: u32, height: u32, is_product: impl Fn(f64, f64) -> bool) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        if is_product(f64::from(x), f64::from(y)) {
            bright(x, y)
        } else {
            Rgb([0; 3])
        }
    })
}

fn judged(image: &RgbImage) -> Judgement {
    look_at(&jpeg(image, 85, Passes::One)).1
}

fn judged_fully(image: &RgbImage) -> Judgement {
    let options = InspectOptions {
        measures: Measures {
            full: true,
            ..Measures::default()
        },
        ..InspectOptions::default()
    };
    let (inspection, _) = inspect(&jpeg(image, 85, Passes::One), &options).unwrap();
    judge(&inspection, &Thresholds::default())
}

#[test]
fn a_waving_flag_is_no_film_still() {
    let flag = |wave: f64| {
        judged(&picture(640, 420, |x, y| {
            let lifted = wave * (x / 100.0).sin();
            (60.0..360.0).contains(&(y + lifted))
        }))
    };
    let straight = flag(0.0);
    assert_eq!(straight.verdict, Verdict::Clear, "{:?}", straight.reasons);
    assert!(matches!(straight.reasons[0], Reason::BlackBars { .. }));
    let waving = flag(16.0);
    assert!(waving.verdict.is_flagged(), "{:?}", waving.reasons);
}

/// The narrow margin of a small picture, all of which JPEG's ringing reaches, and a margin as narrow that is no fill.
#[test]
fn a_small_picture_with_a_narrow_margin_is_seen() {
    let icon = |side: u32, margin: f64| {
        // A square with round corners.
        let middle = f64::from(side) / 2.0;
        let straight = middle - margin - f64::from(side) / 8.0;
        let beyond = |at: f64| ((at - middle).abs() - straight).max(0.0);
        let product = picture(side, side, |x, y| {
            beyond(x).hypot(beyond(y)) < f64::from(side) / 8.0
        });
        look_at(&jpeg(&product, 50, Passes::One)).1
    };
    let mut seen = Vec::new();
    for side in [80, 96, 110, 120] {
        let icon = icon(side, f64::from(side) / 16.0);
        assert!(icon.verdict.is_flagged(), "{side} px: {:?}", icon.reasons);
        seen.extend(icon.reasons);
    }
    let is_narrow = |reason: &Reason| matches!(reason, Reason::NarrowBlack { .. });
    assert!(seen.iter().any(is_narrow), "{seen:?}");
    let large = icon(900, 5.0);
    assert_eq!(
        large.verdict,
        Verdict::Clear,
        "a frame: {:?}",
        large.reasons
    );
}

#[test]
fn what_is_seen_through_a_product_is_background() {
    let disc = |x: f64, y: f64, radius: f64| (x - 300.0).hypot(y - 300.0) < radius;
    // A ring that leaves little around it.
    let ring = judged(&picture(600, 600, |x, y| {
        disc(x, y, 312.0) && !disc(x, y, 220.0)
    }));
    assert_eq!(ring.verdict, Verdict::BlackBackground, "{:?}", ring.reasons);
    assert!(
        ring.reasons
            .iter()
            .any(|reason| matches!(reason, Reason::EnclosedBlack { percent } if *percent > 30.0)),
        "{:?}",
        ring.reasons
    );
    // The same disc with a middle that a camera saw.
    let mut noise = Noise(0xD15C_0000_0000_0001);
    let mut dark = picture(600, 600, |x, y| disc(x, y, 312.0) && !disc(x, y, 220.0));
    for (x, y, pixel) in dark.enumerate_pixels_mut() {
        if disc(f64::from(x), f64::from(y), 222.0) {
            *pixel = Rgb([noise.level(9.0, 3.0); 3]);
        }
    }
    let plate = judged(&dark);
    assert!(
        !plate
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::EnclosedBlack { .. })),
        "a dark plate is no hole: {:?}",
        plate.reasons
    );
}

#[test]
fn a_phone_without_its_screen_may_cover_the_border() {
    let rounded = |x: f64, y: f64, margin: f64| {
        let radius = 60.0;
        let (across, along) = (
            (x - 200.0).abs() - (200.0 - margin - radius),
            (y - 400.0).abs() - (400.0 - margin - radius),
        );
        across.max(0.0).hypot(along.max(0.0)) < radius && across < radius && along < radius
    };
    let hollow = judged(&picture(400, 800, |x, y| {
        rounded(x, y, 0.0) && !rounded(x, y, 24.0)
    }));
    assert_eq!(
        hollow.verdict,
        Verdict::BlackBackground,
        "{:?}",
        hollow.reasons
    );
    let with_a_screen = judged(&picture(400, 800, |x, y| rounded(x, y, 0.0)));
    assert_eq!(
        with_a_screen.verdict,
        Verdict::Clear,
        "a picture with rounded corners: {:?}",
        with_a_screen.reasons
    );
}

#[test]
fn a_small_exact_area_is_doubtful_and_a_thin_frame_is_not() {
    // A cushion leaves a few percent at the corners.
    let close_up = judged(&picture(600, 600, |x, y| {
        ((x - 300.0) / 300.0).powi(4) + ((y - 300.0) / 300.0).powi(4) < 1.0
    }));
    assert_eq!(
        close_up.verdict,
        Verdict::Doubtful,
        "{:?}",
        close_up.reasons
    );
    assert!(
        close_up
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::SmallBlackArea { .. })),
        "{:?}",
        close_up.reasons
    );
    let frame = judged(&picture(600, 600, |x, y| {
        (12.0..588.0).contains(&x) && (12.0..588.0).contains(&y)
    }));
    assert_eq!(frame.verdict, Verdict::Clear, "{:?}", frame.reasons);
}

#[test]
fn half_of_the_border_is_enough_for_exact_black() {
    // A bust: it covers the lower edge, and its shoulders a part of the sides.
    let bust = picture(400, 400, |x, y| {
        (x - 200.0).hypot(y - 150.0) < 90.0 || (y > 260.0 && (x - 200.0).abs() < y - 60.0)
    });
    let found = judged(&bust);
    assert!(
        matches!(found.verdict, Verdict::BlackBackground | Verdict::Doubtful),
        "{:?}",
        found.reasons
    );
    let corner_bust = picture(400, 400, |x, y| {
        (x - 200.0).hypot(y - 150.0) < 90.0 || (y > 250.0 && x > 400.0 - (y - 150.0) * 1.2)
    });
    let found = judged(&corner_bust);
    assert_eq!(
        found.verdict,
        Verdict::BlackBackground,
        "three corners: {:?}",
        found.reasons
    );
}

#[test]
fn a_few_parts_are_a_product_and_many_are_stars() {
    let parts = |across: u32| {
        let step = 420 / across;
        judged(&RgbImage::from_fn(480, 480, |x, y| {
            let (from_left, from_top) = (x.wrapping_sub(30) % step, y.wrapping_sub(30) % step);
            let is_inside =
                (30..30 + step * across).contains(&x) && (30..30 + step * across).contains(&y);
            let is_part = from_left < step / 2 && from_top < step / 2;
            if is_inside && is_part {
                bright(x, y)
            } else {
                Rgb([0; 3])
            }
        }))
    };
    let few = parts(4);
    assert_eq!(few.verdict, Verdict::BlackBackground, "{:?}", few.reasons);
    let many = parts(10);
    assert_eq!(many.verdict, Verdict::Doubtful, "{:?}", many.reasons);
    assert!(
        matches!(many.reasons[0], Reason::ScatteredContent { pieces } if pieces > 80),
        "{:?}",
        many.reasons
    );
}

#[test]
fn a_glow_fades_and_a_dark_product_stops() {
    let round = |level: fn(f64) -> f64| {
        judged(&RgbImage::from_fn(480, 480, |x, y| {
            let far = (f64::from(x) - 240.0).hypot(f64::from(y) - 240.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0 to 255"
            )]
            let level = level(far).round().clamp(0.0, 255.0) as u8;
            Rgb([level; 3])
        }))
    };
    let glow = round(|far| 255.0 * (1.0 - far / 200.0).max(0.0).powi(2));
    assert_eq!(glow.verdict, Verdict::Doubtful, "{:?}", glow.reasons);
    assert!(
        glow.reasons
            .iter()
            .any(|reason| matches!(reason, Reason::SoftEdge { .. })),
        "{:?}",
        glow.reasons
    );
    let dark = round(|far| if far < 180.0 { 60.0 } else { 0.0 });
    assert_eq!(
        dark.verdict,
        Verdict::BlackBackground,
        "a dark ball: {:?}",
        dark.reasons
    );
}

#[test]
fn the_dark_of_a_photograph_does_not_hide_its_frame() {
    // A night: its lower half is near-black and joins the frame, but not at the frame's exact level.
    let night = RgbImage::from_fn(640, 480, |x, y| {
        let is_inside = (48..592).contains(&x) && (48..432).contains(&y);
        match (is_inside, y < 240) {
            (false, _) => Rgb([0; 3]),
            (true, true) => bright(x, y),
            (true, false) => Rgb([10, 11, 13]),
        }
    });
    let framed = judged(&night);
    assert_eq!(framed.verdict, Verdict::Doubtful, "{:?}", framed.reasons);
    assert!(
        framed
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::FramedRectangle { .. })),
        "{:?}",
        framed.reasons
    );
}

#[test]
fn a_dark_side_in_exact_black_is_doubtful() {
    let planet = |background: [u8; 3], mut noise: Option<Noise>| {
        judged(&RgbImage::from_fn(480, 480, |x, y| {
            let far = (f64::from(x) - 240.0).hypot(f64::from(y) - 240.0);
            if far < 200.0 {
                // Lit from the right; the left half is near-black in all shades.
                let light = u8::try_from(x.saturating_sub(200) / 2).unwrap_or(255);
                let shade = u8::try_from((x / 16 + y / 16) % 12).unwrap();
                return Rgb([light.saturating_add(shade); 3]);
            }
            match &mut noise {
                Some(noise) => Rgb([noise.level(6.0, 3.0); 3]),
                None => Rgb(background),
            }
        }))
    };
    let in_black = planet([0; 3], None);
    assert_eq!(
        in_black.verdict,
        Verdict::Doubtful,
        "{:?}",
        in_black.reasons
    );
    let in_a_night = planet([0; 3], Some(Noise(0x5EED_0000_0000_0007)));
    assert_eq!(
        in_a_night.verdict,
        Verdict::Clear,
        "{:?}",
        in_a_night.reasons
    );
}

/// A black picture within something light, which takes so many pixels at the left, the top, the right and the bottom.
fn within(light: u8, [left, top, right, bottom]: [u32; 4]) -> RgbImage {
    let black = turned_black(400, 300);
    let mut image = RgbImage::from_pixel(400 + left + right, 300 + top + bottom, Rgb([light; 3]));
    image::imageops::replace(&mut image, &black, left.into(), top.into());
    image
}

#[test]
fn a_light_line_hides_no_black_background() {
    for (light, px) in [(255, 1), (221, 1), (255, 2), (200, 2)] {
        let found = judged(&within(light, [px; 4]));
        assert_eq!(
            found.verdict,
            Verdict::Doubtful,
            "{px} px of {light}: {:?}",
            found.reasons
        );
        assert!(
            matches!(found.reasons[0], Reason::LightEdge { .. }),
            "{:?}",
            found.reasons
        );
    }
    let found = judged_fully(&within(255, [3; 4]));
    assert_eq!(
        found.verdict,
        Verdict::Doubtful,
        "3 px: {:?}",
        found.reasons
    );
    let white = on_colour(&cut_out(400, 300), [255; 3]);
    let mut lined = RgbImage::new(404, 304);
    image::imageops::replace(&mut lined, &white, 2, 2);
    let found = judged_fully(&lined);
    assert_eq!(
        found.verdict,
        Verdict::Clear,
        "a black line: {:?}",
        found.reasons
    );
}

#[test]
fn full_measurement_looks_within_a_light_canvas() {
    for sides in [
        [60, 0, 60, 0],
        [0, 50, 0, 50],
        [37, 41, 29, 53],
        [0, 0, 33, 0],
    ] {
        for light in [255, 238] {
            let image = within(light, sides);
            let found = judged_fully(&image);
            assert!(
                found.verdict.is_flagged(),
                "{sides:?} of {light}: {:?}",
                found.reasons
            );
        }
    }
    let usual = judged(&within(255, [60, 0, 60, 0]));
    assert_eq!(usual.verdict, Verdict::Clear, "its top corners clear it");
    let dark_photo = {
        let mut noise = Noise(0xDA2C_0000_0000_0003);
        let mut image = RgbImage::from_pixel(520, 420, Rgb([255; 3]));
        for y in 60..360 {
            for x in 60..460 {
                image.put_pixel(x, y, Rgb([noise.level(8.0, 4.0); 3]));
            }
        }
        image
    };
    let found = judged_fully(&dark_photo);
    assert_ne!(
        found.verdict,
        Verdict::BlackBackground,
        "{:?}",
        found.reasons
    );
    let product = on_colour(&cut_out(400, 300), [255; 3]);
    assert_eq!(
        judged_fully(&product).verdict,
        Verdict::Clear,
        "a product on white"
    );
}

#[test]
fn full_measurement_counts_all_four_corners() {
    // A monitor that covers the upper edge.
    let monitor = picture(400, 400, |x, y| {
        y < 230.0 || ((150.0..250.0).contains(&x) && y < 330.0)
    });
    assert_eq!(judged(&monitor).verdict, Verdict::Clear, "without it");
    let found = judged_fully(&monitor);
    assert!(found.verdict.is_flagged(), "{:?}", found.reasons);
    // A photograph that is dark below.
    let mut noise = Noise(0xF10A_0000_0000_0005);
    let evening = RgbImage::from_fn(400, 400, |x, y| {
        if y < 230 {
            bright(x, y)
        } else {
            Rgb([noise.level(8.0, 4.0); 3])
        }
    });
    let found = judged_fully(&evening);
    assert_eq!(found.verdict, Verdict::Clear, "{:?}", found.reasons);
}
