//! Draws products and backgrounds, and writes them in every format.

use std::io::Cursor;

use blackdrop::inspect::{
    InspectOptions, Inspection, Judgement, Thresholds, Verdict, inspect, judge,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// A bright, textured disc with a soft edge on transparency.
pub fn cut_out(width: u32, height: u32) -> RgbaImage {
    let radius = f64::from(width.min(height)) * 0.35;
    RgbaImage::from_fn(width, height, |x, y| {
        let across = f64::from(x) - f64::from(width) / 2.0;
        let along = f64::from(y) - f64::from(height) / 2.0;
        let inside = (radius - across.hypot(along)).clamp(0.0, 1.0);
        let texture = u8::try_from(120 + (x * 3 + y * 5) % 100).unwrap();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 255 by construction"
        )]
        let alpha = (inside * 255.0) as u8;
        Rgba([texture, texture / 2, 255 - texture, alpha])
    })
}

/// A cut-out laid on one colour.
pub fn on_colour(cut_out: &RgbaImage, colour: [u8; 3]) -> RgbImage {
    on_background(cut_out, |_, _| colour)
}

/// A cut-out laid on a background that is drawn pixel by pixel.
pub fn on_background(
    cut_out: &RgbaImage,
    mut background: impl FnMut(u32, u32) -> [u8; 3],
) -> RgbImage {
    RgbImage::from_fn(cut_out.width(), cut_out.height(), |x, y| {
        let [red, green, blue, alpha] = cut_out.get_pixel(x, y).0;
        let below = background(x, y);
        let mix = |over: u8, under: u8| {
            let sum =
                u32::from(over) * u32::from(alpha) + u32::from(under) * u32::from(255 - alpha);
            u8::try_from(sum / 255).unwrap()
        };
        Rgb([
            mix(red, below[0]),
            mix(green, below[1]),
            mix(blue, below[2]),
        ])
    })
}

/// The mishap itself.
pub fn turned_black(width: u32, height: u32) -> RgbImage {
    on_colour(&cut_out(width, height), [0; 3])
}

/// A generator of numbers that look random and are the same in every run.
pub struct Noise(pub u64);

impl Noise {
    pub fn next_byte(&mut self) -> u8 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.to_be_bytes()[2]
    }

    /// About normal around `mean`, cut at 0.
    pub fn level(&mut self, mean: f64, deviation: f64) -> u8 {
        let sum: f64 = (0..12).map(|_| f64::from(self.next_byte()) / 255.0).sum();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0 to 255"
        )]
        let level = (mean + (sum - 6.0) * deviation).round().clamp(0.0, 255.0) as u8;
        level
    }
}

/// How a JPEG is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passes {
    One,
    Many,
}

pub fn jpeg(image: &RgbImage, quality: u8, passes: Passes) -> Vec<u8> {
    jpeg_of(
        image.as_raw(),
        image.dimensions(),
        ColorType::Rgb,
        quality,
        passes,
    )
}

pub fn jpeg_of(
    samples: &[u8],
    (width, height): (u32, u32),
    colours: ColorType,
    quality: u8,
    passes: Passes,
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(passes == Passes::Many);
    let (width, height) = (width.try_into().unwrap(), height.try_into().unwrap());
    encoder.encode(samples, width, height, colours).unwrap();
    bytes
}

pub fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn options() -> InspectOptions {
    InspectOptions {
        thumbnail_px: Some(64),
        ..InspectOptions::default()
    }
}

/// Inspects what must be readable, and judges it.
pub fn look_at(bytes: &[u8]) -> (Inspection, Judgement) {
    let (inspection, _) = inspect(bytes, &options()).unwrap();
    let judgement = judge(&inspection, &Thresholds::default());
    assert!(!judgement.reasons.is_empty(), "every verdict has a reason");
    (inspection, judgement)
}

pub fn verdict(bytes: &[u8]) -> Verdict {
    look_at(bytes).1.verdict
}
