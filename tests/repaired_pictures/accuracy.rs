//! How close a repaired file is to what it should be, computed without any shortcut.

use blackdrop::inspect::ImageLimits;
use blackdrop::repair::{BackgroundColour, Chroma, RepairOptions, repaired_file};

use crate::drawing::{
    Random, black_jpeg, exactly_on, file, mean_difference, pixels, png_of, product, repair,
};

#[test]
fn forty_products_on_white_are_within_two_levels_of_the_truth() {
    let mut worst = 0.0_f64;
    for seed in 0..40 {
        let mut random = Random::new(seed + 1_000);
        let (width, height) = (200 + random.below(150), 200 + random.below(150));
        let original = product(seed, width, height);
        let black = black_jpeg(
            u16::try_from(width).unwrap(),
            u16::try_from(height).unwrap(),
            &[],
        );
        let new = repair(&black, &png_of(original.clone())).unwrap();
        assert_eq!((new.width_px, new.height_px), (width, height), "the size");
        let off = mean_difference(&pixels(&new.bytes), &exactly_on(&original, [255; 3]));
        assert!(off <= 2.0, "product {seed} is off by {off} levels");
        worst = worst.max(off);
    }
    assert!(worst > 0.0, "a JPEG is never exact: nothing was compared");
}

#[test]
fn files_without_loss_are_exact_to_the_rounding() {
    let chosen = BackgroundColour {
        rgb: [17, 130, 244],
    };
    let options = RepairOptions {
        background: chosen,
        ..RepairOptions::default()
    };
    for format in [image::ImageFormat::Png, image::ImageFormat::WebP] {
        for seed in 0..4 {
            let original = product(seed, 120, 90);
            let black = file(image::RgbImage::new(120, 90), format);
            let bytes = png_of(original.clone());
            let new =
                repaired_file(&black, &bytes, None, &options, &ImageLimits::default()).unwrap();
            let found = pixels(&new.bytes);
            let exact = exactly_on(&original, chosen.rgb);
            let worst = found
                .as_raw()
                .iter()
                .zip(exact)
                .map(|(&level, exact)| (f64::from(level) - exact).abs())
                .fold(0.0, f64::max);
            assert!(worst <= 0.5 + 1e-9, "{format:?} {seed} is off by {worst}");
        }
    }
}

#[test]
fn no_quality_and_no_picture_fails_its_own_check() {
    let mut random = Random::new(77);
    let noise = image::RgbaImage::from_fn(96, 96, |x, y| {
        let clear = x < 20 || y < 20;
        let [red, green, blue] = [random.byte(), random.byte(), random.byte()];
        // Nothing is harder to compress than fully saturated pixels side by side.
        let hard = [red, green, blue].map(|level| if level < 128 { 0 } else { 255 });
        image::Rgba([hard[0], hard[1], hard[2], if clear { 0 } else { 255 }])
    });
    let pictures = [noise, product(3, 96, 96)];
    for quality in [1, 2, 10, 30, 50, 75, 92, 99, 100] {
        for chroma in [Chroma::Full, Chroma::Half] {
            for background in [
                BackgroundColour::WHITE,
                BackgroundColour { rgb: [250, 3, 120] },
            ] {
                let options = RepairOptions {
                    background,
                    quality,
                    chroma,
                };
                for (at, picture) in pictures.iter().enumerate() {
                    let made = repaired_file(
                        &black_jpeg(96, 96, &[]),
                        &png_of(picture.clone()),
                        None,
                        &options,
                        &ImageLimits::default(),
                    );
                    assert!(made.is_ok(), "picture {at} with {options:?}: {made:?}");
                }
            }
        }
    }
}
