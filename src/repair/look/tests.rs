use image::imageops::{FilterType, resize};
use image::{DynamicImage, ImageFormat, Rgba};

use super::*;
use crate::inspect::ImageLimits;
use crate::repair::LookIndex;

/// A made-up product: two blots and a stripe, of which each number makes another.
fn product(number: u32) -> RgbaImage {
    let spread = |part: u32, most: u32| (number.wrapping_mul(2_654_435_761) >> part) % most;
    RgbaImage::from_fn(200, 160, |x, y| {
        let is_in = |middle: (u32, u32), reach: u32| {
            x.abs_diff(middle.0).pow(2) + y.abs_diff(middle.1).pow(2) < reach.pow(2)
        };
        let colour = |part: u32| [60, 120, 180].map(|base| base + level(spread(part, 70)));
        let [red, green, blue] = if is_in((70 + spread(3, 40), 60 + spread(9, 30)), 30) {
            colour(5)
        } else if is_in((100 + spread(13, 30), 80 + spread(17, 20)), 40) {
            colour(11)
        } else {
            return Rgba([0; 4]);
        };
        let is_stripe = (x + y) % (9 + spread(21, 12)) < 3;
        Rgba([red, if is_stripe { 30 } else { green }, blue, 255])
    })
}

fn cut_out(image: &RgbaImage) -> CutOut {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = DynamicImage::from(image.clone());
    image.write_to(&mut bytes, ImageFormat::Png).unwrap();
    CutOut::decode(bytes.get_ref(), &ImageLimits::default()).unwrap()
}

fn on_black(image: &RgbaImage) -> RgbImage {
    let black = image.pixels().flat_map(|pixel| {
        let Rgba([red, green, blue, alpha]) = *pixel;
        [red, green, blue].map(|level| if alpha == 0 { 0 } else { level })
    });
    RgbImage::from_raw(image.width(), image.height(), black.collect()).unwrap()
}

fn laid_within(image: &RgbImage, size: (u32, u32), at: (u32, u32), around: u8) -> RgbImage {
    let mut canvas = RgbImage::from_pixel(size.0, size.1, Rgb([around; 3]));
    image::imageops::replace(&mut canvas, image, at.0.into(), at.1.into());
    canvas
}

#[test]
fn an_image_is_nearest_to_the_original_that_it_was_made_of() {
    let mut originals = LookIndex::default();
    for number in 0..60 {
        let looks = looks_of_original(&cut_out(&product(number)));
        originals.add(format!("{number}.png").into(), looks);
    }
    for number in [3, 17, 42] {
        let right = std::path::PathBuf::from(format!("{number}.png"));
        let black = on_black(&product(number));
        let box_of = Part::whole(&black).without_margin(&black).unwrap();
        let trimmed =
            image::imageops::crop_imm(&black, box_of.left, box_of.top, box_of.width, box_of.height);
        let trimmed = trimmed.to_image();
        let white = DynamicImage::from(product(number)).into_rgba8();
        let white = RgbImage::from_fn(200, 160, |x, y| {
            let Rgba([red, green, blue, alpha]) = *white.get_pixel(x, y);
            if alpha == 0 {
                Rgb([255; 3])
            } else {
                Rgb([red, green, blue])
            }
        });
        for (what, picture) in [
            ("as it is", black.clone()),
            ("smaller", resize(&black, 100, 80, FilterType::Lanczos3)),
            ("squared", laid_within(&black, (200, 200), (0, 20), 0)),
            ("trimmed", trimmed),
            (
                "in a light canvas",
                laid_within(&black, (300, 260), (40, 60), 245),
            ),
            ("on white", white),
        ] {
            let nearest = originals.nearest(&looks_of_image(&picture));
            assert_eq!(nearest.first(), Some(&right), "{what}");
            assert!(nearest.len() <= 8, "few");
        }
    }
    let other = RgbImage::from_fn(200, 160, |x, y| Rgb([level(x), level(255 - y), 200]));
    assert!(originals.nearest(&looks_of_image(&other)).is_empty());
}

#[test]
fn of_a_family_that_looks_alike_more_are_tried_and_not_all() {
    let mut originals = LookIndex::default();
    let looks = looks_of_original(&cut_out(&product(3)));
    for number in 0..100 {
        originals.add(format!("{number}.png").into(), looks.clone());
    }
    let found = |originals: &LookIndex| {
        let nearest = originals.nearest(&looks_of_image(&on_black(&product(3))));
        nearest.len()
    };
    assert_eq!(found(&originals), 32);
    let mut few = LookIndex::default();
    for number in 0..20 {
        few.add(format!("{number}.png").into(), looks.clone());
    }
    assert_eq!(found(&few), 20);
}

#[test]
fn looks_come_back_as_they_were_stored() {
    let looks = looks_of_original(&cut_out(&product(7)));
    assert!((2..=6).contains(&looks.len()), "{}", looks.len());
    let bytes = Look::to_bytes(&looks);
    assert_eq!(Look::from_bytes(&bytes), Some(looks));
    assert_eq!(Look::from_bytes(&[]), Some(Vec::new()), "no original");
    assert_eq!(Look::from_bytes(&bytes[1..]), None, "damaged");
}

#[test]
fn pictures_of_one_colour_or_one_pixel_have_looks_too() {
    for size in [(1, 1), (1, 300), (300, 2), (20, 20)] {
        let picture = RgbImage::from_pixel(size.0, size.1, Rgb([9, 9, 9]));
        assert_eq!(looks_of_image(&picture).len(), 1, "{size:?}");
        let clear = RgbaImage::from_pixel(size.0, size.1, Rgba([9, 9, 9, 0]));
        assert!(!looks_of_original(&cut_out(&clear)).is_empty(), "{size:?}");
    }
}
