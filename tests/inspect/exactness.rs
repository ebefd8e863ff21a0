//! What is told from the first rows of a file is what the whole file tells, to the bit.
//!
//! Real files, by hand: `BLACKDROP_EVAL_DATA=FOLDER cargo test --test inspect -- --nocapture exact`

use std::path::Path;

use blackdrop::inspect::{InspectOptions, Inspection, Measures, Verdict, inspect, judge};
use blackdrop::sample::{CatalogueSpec, generate_image};
use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::drawing::{Noise, cut_out, file, on_background, on_colour};
use crate::evaluation_data::files_below;

/// How often which way was gone.
#[derive(Debug, Default)]
struct Ways {
    /// Cleared by the first rows.
    cleared: u32,
    /// Measured.
    measured: u32,
    /// Not readable either way.
    unreadable: u32,
    /// Damaged behind what the first rows need.
    damaged_below: u32,
}

/// Inspects with and without decoding the whole file; both must agree.
fn compare(bytes: &[u8], name: &Path, ways: &mut Ways) {
    let quick = InspectOptions::default();
    let complete = InspectOptions {
        measures: Measures {
            complete: true,
            ..Measures::default()
        },
        ..quick
    };
    let name = name.display();
    let whole = inspect(bytes, &complete);
    match (inspect(bytes, &quick), whole) {
        (Ok((found, _)), Ok((expected, _))) => {
            assert_eq!(found, expected, "{name}: the facts");
            assert_eq!(
                judge(&found, &quick.thresholds),
                judge(&expected, &quick.thresholds),
                "{name}: the verdict"
            );
            *(if found.background.is_none() {
                &mut ways.cleared
            } else {
                &mut ways.measured
            }) += 1;
        }
        (Err(found), Err(expected)) => {
            assert_eq!(found, expected, "{name}: the fault");
            ways.unreadable += 1;
        }
        (Ok((found, _)), Err(error)) => {
            assert!(is_clear(&found), "{name}: {error}, but flagged");
            ways.damaged_below += 1;
        }
        (Err(error), Ok(_)) => panic!("{name}: {error}, only when looked at quickly"),
    }
}

fn is_clear(inspection: &Inspection) -> bool {
    let thresholds = InspectOptions::default().thresholds;
    judge(inspection, &thresholds).verdict == Verdict::Clear
}

#[test]
fn a_generated_catalogue_is_judged_exactly() {
    let spec = CatalogueSpec {
        images: 160,
        black_share: 0.2,
        ..CatalogueSpec::default()
    };
    let mut ways = Ways::default();
    for number in 0..spec.images {
        let image = generate_image(&spec, number).unwrap();
        compare(&image.bytes, &image.path, &mut ways);
    }
    assert!(
        ways.cleared > 50 && ways.measured > 10,
        "both ways were gone: {ways:?}"
    );
    assert_eq!(ways.damaged_below, 0, "the generator damages headers only");
}

#[test]
fn every_sampling_size_and_interval_is_judged_exactly() {
    let mut ways = Ways::default();
    for (number, sampling) in [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_1_2,
        SamplingFactor::F_2_2,
        SamplingFactor::F_4_1,
        SamplingFactor::F_4_2,
        SamplingFactor::F_1_4,
        SamplingFactor::F_2_4,
    ]
    .into_iter()
    .enumerate()
    {
        for (width, height) in [(17, 33), (97, 260), (640, 35), (1101, 1030)] {
            for variant in 0..8_u32 {
                let image = picture(width, height, variant % 4 == 0);
                let colours = if variant & 4 == 0 {
                    ColorType::Rgb
                } else {
                    ColorType::Luma
                };
                let mut bytes = Vec::new();
                let mut encoder = Encoder::new(&mut bytes, 60 + 5 * u8::try_from(number).unwrap());
                encoder.set_sampling_factor(sampling);
                encoder.set_progressive(variant & 1 == 1);
                if variant & 2 == 2 {
                    encoder.set_restart_interval(7);
                }
                let samples = match colours {
                    ColorType::Luma => DynamicImage::from(image).into_luma8().into_raw(),
                    _ => image.into_raw(),
                };
                let size = (width.try_into().unwrap(), height.try_into().unwrap());
                encoder.encode(&samples, size.0, size.1, colours).unwrap();
                let name = format!("{sampling:?}, {width} x {height}, variant {variant}");
                compare(&bytes, Path::new(&name), &mut ways);
            }
        }
    }
    assert!(
        ways.cleared > 100 && ways.measured > 50,
        "both ways were gone: {ways:?}"
    );
    assert_eq!(ways.unreadable + ways.damaged_below, 0, "all are whole");
}

#[test]
fn opaque_pngs_of_every_depth_are_judged_exactly() {
    let mut ways = Ways::default();
    for (width, height) in [(7, 5), (9, 100), (300, 200), (1200, 90)] {
        for is_black in [false, true] {
            let image = DynamicImage::from(picture(width, height, is_black));
            for image in [
                image.clone(),
                image.to_luma8().into(),
                image.to_luma16().into(),
                image.to_rgb16().into(),
                image.to_rgba8().into(),
            ] {
                let name = format!("{:?}, {width} x {height}", image.color());
                compare(&file(image, ImageFormat::Png), Path::new(&name), &mut ways);
            }
        }
    }
    assert!(ways.cleared > 10 && ways.measured > 10, "{ways:?}");
}

#[test]
fn a_top_that_takes_most_of_a_file_is_judged_exactly() {
    // The first rows are asked for by the average; here they take many times that.
    let mut noise = Noise(0x70F_0000_0000_0001);
    let image = RgbImage::from_fn(900, 1200, |_, y| {
        image::Rgb([if y < 20 { noise.next_byte() } else { 250 }; 3])
    });
    let mut ways = Ways::default();
    for is_progressive in [false, true] {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 95);
        encoder.set_progressive(is_progressive);
        encoder
            .encode(image.as_raw(), 900, 1200, ColorType::Rgb)
            .unwrap();
        compare(&bytes, Path::new("noise above white"), &mut ways);
    }
    assert_eq!(ways.cleared, 2, "both are clear by their first rows");
}

/// A product on a background that turned black or that a camera saw.
fn picture(width: u32, height: u32, is_black: bool) -> RgbImage {
    let product = cut_out(width, height);
    if is_black {
        return on_colour(&product, [0; 3]);
    }
    let mut noise = Noise(0xE5AC_7000_0000_0001 + u64::from(width * height));
    on_background(&product, |x, y| {
        let light = noise.level(f64::from((x * 3 + y) % 230), 3.0);
        [light, light / 2, 255 - light]
    })
}

#[test]
#[expect(clippy::print_stdout, reason = "run by hand for what it prints")]
fn real_files_are_judged_exactly() {
    let Some(folder) = std::env::var_os("BLACKDROP_EVAL_DATA") else {
        println!("skipped: BLACKDROP_EVAL_DATA names no folder");
        return;
    };
    let mut ways = Ways::default();
    for path in files_below(folder) {
        compare(&std::fs::read(&path).unwrap(), &path, &mut ways);
    }
    println!("{ways:?}");
}
