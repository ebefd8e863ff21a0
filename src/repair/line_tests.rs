//! Thin drawings are proven by their originals, however they were stored, and by no other drawing that looks alike.

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::flatten::laid_on;
use super::{CutOut, OriginalBytes, prove};
use crate::inspect::ImageLimits;
use crate::session::{Mechanism, ProofFinding};

const RED: [u8; 3] = [200, 16, 46];
const SIDE: u32 = 400;

/// Straight lines from one point to another, in pixels.
type Strokes = Vec<[f32; 4]>;

/// A house with a window, a path and a flag, which no mirror leaves the same.
fn house() -> Strokes {
    vec![
        [80.0, 180.0, 80.0, 340.0],
        [80.0, 340.0, 300.0, 340.0],
        [300.0, 340.0, 300.0, 180.0],
        [60.0, 190.0, 190.0, 70.0],
        [190.0, 70.0, 320.0, 190.0],
        [110.0, 220.0, 170.0, 220.0],
        [170.0, 220.0, 170.0, 270.0],
        [170.0, 270.0, 110.0, 270.0],
        [110.0, 270.0, 110.0, 220.0],
        [240.0, 115.0, 240.0, 40.0],
        [240.0, 40.0, 290.0, 60.0],
    ]
}

/// Soft-edged lines of that width on nothing.
fn drawn(strokes: &Strokes, width_px: f32, colour: [u8; 3]) -> RgbaImage {
    let alpha = |x: f32, y: f32| {
        let farthest = strokes.iter().fold(f32::INFINITY, |nearest, stroke| {
            nearest.min(distance(*stroke, x, y))
        });
        super::rounding::level((f32::midpoint(width_px, 1.0) - farthest).clamp(0.0, 1.0) * 255.0)
    };
    let [red, green, blue] = colour;
    RgbaImage::from_fn(SIDE, SIDE, |x, y| match alpha(x as f32, y as f32) {
        0 => Rgba([0; 4]),
        alpha => Rgba([red, green, blue, alpha]),
    })
}

fn distance([from_x, from_y, to_x, to_y]: [f32; 4], x: f32, y: f32) -> f32 {
    let (across, down) = (to_x - from_x, to_y - from_y);
    let along = ((x - from_x) * across + (y - from_y) * down) / (across * across + down * down);
    let along = along.clamp(0.0, 1.0);
    (x - from_x - along * across).hypot(y - from_y - along * down)
}

fn moved(strokes: &Strokes, right: f32, down: f32) -> Strokes {
    let step = |[from_x, from_y, to_x, to_y]: [f32; 4]| {
        [from_x + right, from_y + down, to_x + right, to_y + down]
    };
    strokes.iter().copied().map(step).collect()
}

fn png(picture: RgbaImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn jpeg(picture: &RgbImage, quality: u8, sampling: SamplingFactor) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(sampling);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    let side = |pixels: u32| u16::try_from(pixels).unwrap();
    let (width, height) = (side(picture.width()), side(picture.height()));
    encoder
        .encode(picture.as_raw(), width, height, ColorType::Rgb)
        .unwrap();
    bytes
}

fn on_black(original: &RgbaImage) -> RgbImage {
    let cut_out = CutOut::decode(&png(original.clone()), &ImageLimits::default()).unwrap();
    laid_on(cut_out.pixels(), [0; 3])
}

fn finding(image: &[u8], original: RgbaImage) -> ProofFinding {
    let original = png(original);
    let mut read = |_: &std::path::Path| {
        Ok(OriginalBytes {
            bytes: original.clone(),
            modified: None,
        })
    };
    let candidates = ["original.png".into()];
    prove(image, &candidates, &mut read, &ImageLimits::default()).finding
}

#[test]
fn thin_drawings_are_proven_however_they_were_compressed() {
    for width_px in [2.0, 3.0, 5.0] {
        for colour in [RED, [240; 3], [60; 3], [30, 90, 200]] {
            let original = drawn(&house(), width_px, colour);
            let black = on_black(&original);
            for (quality, sampling) in [
                (60, SamplingFactor::F_2_2),
                (85, SamplingFactor::F_2_2),
                (85, SamplingFactor::F_1_1),
                (95, SamplingFactor::F_2_1),
            ] {
                let found = finding(&jpeg(&black, quality, sampling), original.clone());
                assert!(
                    found.is_proven(),
                    "{width_px} px, {colour:?}, quality {quality}, {sampling:?}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn thin_drawings_are_proven_where_they_were_made_smaller() {
    let original = drawn(&house(), 3.0, RED);
    let small = image::imageops::resize(
        &on_black(&original),
        SIDE / 2,
        SIDE / 2,
        image::imageops::FilterType::Lanczos3,
    );
    let image = jpeg(&small, 85, SamplingFactor::F_2_2);
    assert_eq!(
        finding(&image, original),
        ProofFinding::Proven(Mechanism::LaidOnBlack)
    );
}

#[test]
fn thin_drawings_are_proven_where_alpha_was_thrown_away() {
    let mut original = drawn(&house(), 3.0, RED);
    for pixel in original.pixels_mut().filter(|pixel| pixel.0[3] == 0) {
        pixel.0 = [90, 110, 128, 0];
    }
    let dropped = DynamicImage::from(original.clone()).into_rgb8();
    let image = jpeg(&dropped, 85, SamplingFactor::F_2_2);
    assert_eq!(
        finding(&image, original),
        ProofFinding::Proven(Mechanism::AlphaDropped)
    );
}

#[test]
fn thin_drawings_are_proven_within_a_light_canvas() {
    let original = drawn(&house(), 3.0, RED);
    let mut canvas = RgbImage::from_pixel(SIDE + 90, SIDE + 90, Rgb([255; 3]));
    image::imageops::replace(&mut canvas, &on_black(&original), 45, 45);
    let image = jpeg(&canvas, 85, SamplingFactor::F_2_2);
    assert!(finding(&image, original).is_proven());
}

#[test]
fn a_drawing_that_looks_alike_proves_nothing() {
    let mut missing = house();
    missing.pop();
    let mut added = house();
    added.push([320.0, 260.0, 370.0, 330.0]);
    let mut shifted = house();
    shifted[9] = [250.0, 115.0, 250.0, 40.0];
    let larger = |stroke: &[f32; 4]| stroke.map(|at| (at - 200.0) * 1.01 + 200.0);
    let mirrored =
        |&[from_x, from_y, to_x, to_y]: &[f32; 4]| [399.0 - from_x, from_y, 399.0 - to_x, to_y];
    for colour in [RED, [240; 3], [60; 3]] {
        let black = on_black(&drawn(&house(), 3.0, colour));
        let other = if colour == RED { [170, 60, 40] } else { RED };
        let wrong = [
            (
                "moved by a pixel",
                drawn(&moved(&house(), 1.0, 0.0), 3.0, colour),
            ),
            (
                "moved by three",
                drawn(&moved(&house(), -2.0, 3.0), 3.0, colour),
            ),
            ("a line missing", drawn(&missing, 3.0, colour)),
            ("a line more", drawn(&added, 3.0, colour)),
            ("a line elsewhere", drawn(&shifted, 3.0, colour)),
            (
                "enlarged",
                drawn(&house().iter().map(larger).collect(), 3.0, colour),
            ),
            (
                "mirrored",
                drawn(&house().iter().map(mirrored).collect(), 3.0, colour),
            ),
            ("thicker", drawn(&house(), 4.0, colour)),
            ("another colour", drawn(&house(), 3.0, other)),
        ];
        for (what, original) in wrong {
            for (quality, sampling) in [(60, SamplingFactor::F_2_2), (85, SamplingFactor::F_2_2)] {
                let found = finding(&jpeg(&black, quality, sampling), original.clone());
                assert!(
                    !found.is_proven(),
                    "{what}, {colour:?}, {quality}: {found:?}"
                );
            }
        }
    }
}
