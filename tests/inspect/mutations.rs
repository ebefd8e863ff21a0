//! Real files of every format, changed and cut at random: whatever comes of it, the inspection ends, keeps to the limits
//! and says either facts that hold or an error with a reason.
//!
//! The changes look random and are the same in every run, so that a failure can be repeated: it names the file and the
//! number of the change.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::Duration;

use blackdrop::inspect::{
    ImageLimits, InspectOptions, Measures, decode_for_screen, inspect, judge, make_thumbnail,
};
use image::{DynamicImage, ImageFormat, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::drawing::{Noise, cut_out, file, on_colour, turned_black};

/// Twice what the files have, so that changed sizes are met by either side of the limit.
const LIMITS: ImageLimits = ImageLimits {
    max_file_bytes: 1 << 20,
    max_pixels: 120_000,
    max_decode_bytes: 4 << 20,
};
/// Of each file.
const CHANGES: u32 = 120;
const THUMBNAIL_PX: u32 = 48;
const SCREEN_PX: u32 = 100;
/// Far beyond what a file of these limits can take on the slowest machine: only a loop without end exceeds it.
const ENDLESS: Duration = Duration::from_mins(5);

/// A file to be changed.
struct Original {
    name: String,
    bytes: Vec<u8>,
}

/// A JPEG of every way of storing one: what an encoder can vary.
fn jpegs() -> Vec<Original> {
    let mut made = Vec::new();
    // The long one is large enough to be measured by its blocks' means, and small enough to be tried often.
    let pictures = [
        ("on white", on_colour(&cut_out(200, 120), [255; 3])),
        ("turned black", turned_black(200, 120)),
        ("long and turned black", turned_black(1040, 40)),
    ];
    let samplings = [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_2_2,
    ];
    for (picture, image) in &pictures {
        for is_progressive in [false, true] {
            for sampling in samplings {
                for restart_interval in [0, 3] {
                    let way = if is_progressive {
                        "progressive"
                    } else {
                        "baseline"
                    };
                    let name =
                        format!("{way} JPEG {picture}, {sampling:?}, restarts {restart_interval}");
                    let bytes = jpeg(image, |encoder| {
                        encoder.set_progressive(is_progressive);
                        encoder.set_sampling_factor(sampling);
                        encoder.set_restart_interval(restart_interval);
                        encoder.set_optimized_huffman_tables(restart_interval == 0);
                    });
                    made.push(Original { name, bytes });
                }
            }
        }
        let grey = DynamicImage::from(image.clone()).into_luma8();
        made.push(Original {
            name: format!("grey JPEG {picture}"),
            bytes: file(grey, ImageFormat::Jpeg),
        });
    }
    made
}

fn jpeg(image: &RgbImage, set_up: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    set_up(&mut encoder);
    let (width, height) = (
        image.width().try_into().unwrap(),
        image.height().try_into().unwrap(),
    );
    encoder
        .encode(image.as_raw(), width, height, ColorType::Rgb)
        .unwrap();
    bytes
}

/// The other formats, with and without transparency, of 8 and 16 bit, and a palette.
fn other_formats() -> Vec<Original> {
    let opaque: DynamicImage = turned_black(160, 100).into();
    let transparent: DynamicImage = cut_out(160, 100).into();
    let mut made = vec![
        Original {
            name: "PNG of 16 bit".to_owned(),
            bytes: file(opaque.to_rgb16(), ImageFormat::Png),
        },
        Original {
            name: "PNG with a palette".to_owned(),
            bytes: palette_png(),
        },
    ];
    for format in [
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        for (kind, image) in [("opaque", &opaque), ("transparent", &transparent)] {
            // The GIF encoder takes RGBA only.
            let image = match format {
                ImageFormat::Gif => image.to_rgba8().into(),
                _ => image.clone(),
            };
            made.push(Original {
                name: format!("{kind} {format:?}"),
                bytes: file(image, format),
            });
        }
    }
    made
}

fn palette_png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = png::Encoder::new(&mut bytes, 160, 100);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_palette((0..48).map(|step| step * 5).collect::<Vec<u8>>());
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![0x01; 80 * 100]).unwrap();
    writer.finish().unwrap();
    bytes.into_inner()
}

/// A number below `bound`, which must not be 0.
fn below(noise: &mut Noise, bound: usize) -> usize {
    let number = (0..4).fold(0, |sum, _| sum * 256 + usize::from(noise.next_byte()));
    number % bound
}

/// Where to change a file: as often in its headers as in all the rest.
fn place(noise: &mut Noise, length: usize) -> usize {
    match noise.next_byte() % 2 {
        0 => below(noise, length.min(700)),
        _ => below(noise, length),
    }
}

/// Changes a file in one to four ways.
fn changed(original: &[u8], noise: &mut Noise) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..=noise.next_byte() % 4 {
        if bytes.is_empty() {
            break;
        }
        change(&mut bytes, noise);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, noise: &mut Noise) {
    let at = place(noise, bytes.len());
    let end = bytes.len().min(at + 1 + below(noise, 64));
    match noise.next_byte() % 9 {
        0 => bytes[at] = noise.next_byte(),
        1 => bytes[at] ^= 1 << (noise.next_byte() % 8),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(at..end)),
        4 => bytes[at..end].fill(noise.next_byte()),
        5 => {
            let part = bytes[at..end].to_vec();
            let to = place(noise, bytes.len());
            bytes.splice(to..to, part);
        }
        6 => {
            let part: Vec<u8> = (at..end).map(|_| noise.next_byte()).collect();
            bytes.splice(at..at, part);
        }
        // Sizes and lengths: a number of two bytes becomes one of the extremes.
        7 if at + 1 < bytes.len() => {
            let extremes = [[0, 0], [0, 1], [0xFF, 0xFF], [0x7F, 0xFF], [0x04, 0x00]];
            let extreme = extremes[below(noise, extremes.len())];
            bytes[at..at + 2].copy_from_slice(&extreme);
        }
        // A marker of a JPEG where there was none.
        _ => {
            let marker = [0xFF, 0xC0 | (noise.next_byte() & 0x3F)];
            bytes.splice(at..at, marker);
        }
    }
}

/// Looks at a file in every way, and checks what is said.
fn check(bytes: &[u8]) {
    let usual = Measures::default();
    let full = Measures {
        full: true,
        complete: true,
    };
    for measures in [usual, full] {
        let options = InspectOptions {
            limits: LIMITS,
            measures,
            thumbnail_px: Some(THUMBNAIL_PX),
            ..InspectOptions::default()
        };
        match inspect(bytes, &options) {
            Err(error) => assert!(!error.to_string().is_empty(), "every error has a reason"),
            Ok((inspection, thumbnail)) => {
                let pixels = u64::from(inspection.width_px) * u64::from(inspection.height_px);
                assert!(
                    (1..=LIMITS.max_pixels).contains(&pixels),
                    "{pixels} pixels are within the limits"
                );
                let judgement = judge(&inspection, &options.thresholds);
                assert!(!judgement.reasons.is_empty(), "every verdict has a reason");
                if let Some(small) = thumbnail {
                    assert!(
                        judgement.verdict.is_flagged(),
                        "a thumbnail of a flagged one"
                    );
                    assert_picture(small.width_px, small.height_px, &small.rgba, THUMBNAIL_PX);
                }
            }
        }
    }
    if let Ok(shown) = decode_for_screen(bytes, &LIMITS, SCREEN_PX) {
        assert_picture(shown.width_px, shown.height_px, &shown.rgba, SCREEN_PX);
    }
    if let Ok(small) = make_thumbnail(bytes, &LIMITS, THUMBNAIL_PX) {
        assert_picture(small.width_px, small.height_px, &small.rgba, THUMBNAIL_PX);
    }
}

fn assert_picture(width_px: u32, height_px: u32, rgba: &[u8], most_px: u32) {
    assert!(width_px.max(height_px) <= most_px, "no side is longer");
    assert_eq!(
        rgba.len(),
        width_px as usize * height_px as usize * 4,
        "four bytes for each pixel"
    );
}

/// Changes each file many times, in a thread that must give a sign of life after each.
fn survive(originals: Vec<Original>, seed: u64) {
    let (sender, signs) = sync_channel(1);
    let worker = thread::Builder::new()
        .name("changed files".to_owned())
        .spawn(move || {
            for (number, original) in (1..).zip(originals) {
                inspect(&original.bytes, &crate::drawing::options())
                    .unwrap_or_else(|error| panic!("{} is whole: {error}", original.name));
                let mut noise = Noise(seed.wrapping_mul(number) | 1);
                for change in 0..CHANGES {
                    let bytes = changed(&original.bytes, &mut noise);
                    let name = format!("{}, change {change}", original.name);
                    if sender.send(name.clone()).is_err() {
                        return;
                    }
                    let outcome = catch_unwind(AssertUnwindSafe(|| check(&bytes)));
                    assert!(outcome.is_ok(), "{name} must not panic");
                }
            }
        })
        .unwrap();
    let mut last = "the first file".to_owned();
    loop {
        match signs.recv_timeout(ENDLESS) {
            Ok(name) => last = name,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("{last} takes for ever"),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(worker.join().is_ok(), "a file did harm: {last}");
}

#[test]
fn changed_jpegs_do_no_harm() {
    survive(jpegs(), 0x5EED_0F0D_D1CE);
}

#[test]
fn changed_files_of_other_formats_do_no_harm() {
    survive(other_formats(), 0xB1AC_CD20_9000);
}
