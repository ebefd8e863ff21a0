//! Draws cut-outs, lays them exactly, and writes files of every kind.

use std::io::Cursor;

use blackdrop::inspect::{ImageLimits, decode_full};
use blackdrop::repair::{RepairOptions, RepairPictureError, RepairedFile, repaired_file};
use image::{DynamicImage, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};

/// A generator of numbers that look random and are the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from(((self.0 >> 32) * u64::from(end)) >> 32).unwrap()
    }

    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    /// 0 to 1.
    pub fn share(&mut self) -> f64 {
        f64::from(self.below(1 << 20)) / f64::from(1 << 20)
    }
}

/// A disc with a soft edge and a fine texture on transparency, under which a colour hides.
pub fn disc(width: u32, height: u32, hidden: [u8; 3]) -> RgbaImage {
    let radius = f64::from(width.min(height)) * 0.35;
    RgbaImage::from_fn(width, height, |x, y| {
        let across = f64::from(x) + 0.5 - f64::from(width) / 2.0;
        let along = f64::from(y) + 0.5 - f64::from(height) / 2.0;
        let alpha = level((radius - across.hypot(along)).clamp(0.0, 1.0) * 255.0);
        if alpha == 0 {
            let [red, green, blue] = hidden;
            return Rgba([red, green, blue, 0]);
        }
        let texture = u8::try_from(60 + (x * 3 + y * 5) % 100).unwrap();
        Rgba([texture, texture / 2, 255 - texture, alpha])
    })
}

/// Some overlapping shapes as products have them: smooth shades, a grain, edges soft and hard, a shadow; no two alike.
pub fn product(seed: u64, width: u32, height: u32) -> RgbaImage {
    let mut random = Random::new(seed);
    let mut picture = RgbaImage::new(width, height);
    for _ in 0..3 + random.below(6) {
        let middle = (
            f64::from(width) * (0.25 + random.share() * 0.5),
            f64::from(height) * (0.25 + random.share() * 0.5),
        );
        let radii = (
            f64::from(width) * (0.05 + random.share() * 0.4),
            f64::from(height) * (0.05 + random.share() * 0.4),
        );
        let softness = if random.below(3) == 0 {
            0.05 + random.share() * 0.5
        } else {
            1.5 / radii.0
        };
        let colour = [random.byte(), random.byte(), random.byte()].map(f64::from);
        let slope = (random.share() * 80.0 - 40.0, random.share() * 80.0 - 40.0);
        let grain = random.below(10);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let across = (f64::from(x) - middle.0) / radii.0;
            let along = (f64::from(y) - middle.1) / radii.1;
            let alpha = ((1.0 - across.hypot(along)) / softness).clamp(0.0, 1.0);
            if alpha == 0.0 {
                continue;
            }
            let noise = f64::from(random.below(grain + 1)) - f64::from(grain) / 2.0;
            let shade = across * slope.0 + along * slope.1 + noise;
            let below = f64::from(pixel.0[3]) / 255.0;
            let total = alpha + below * (1.0 - alpha);
            for (channel, over) in pixel.0.iter_mut().zip(colour) {
                let over = (over + shade).clamp(0.0, 255.0);
                *channel =
                    level((over * alpha + f64::from(*channel) * below * (1.0 - alpha)) / total);
            }
            pixel.0[3] = level(total * 255.0);
        }
    }
    picture
}

/// What a cut-out is on a colour, computed without any shortcut.
pub fn exactly_on(cut_out: &RgbaImage, [red, green, blue]: [u8; 3]) -> Vec<f64> {
    cut_out
        .pixels()
        .flat_map(|pixel| {
            let share = f64::from(pixel.0[3]) / 255.0;
            [(0, red), (1, green), (2, blue)].map(|(channel, behind)| {
                f64::from(pixel.0[channel]) * share + f64::from(behind) * (1.0 - share)
            })
        })
        .collect()
}

/// Mean absolute difference over all channels.
pub fn mean_difference(picture: &RgbImage, exact: &[f64]) -> f64 {
    assert_eq!(picture.as_raw().len(), exact.len(), "the same size");
    let sum: f64 = picture
        .as_raw()
        .iter()
        .zip(exact)
        .map(|(&level, exact)| (f64::from(level) - exact).abs())
        .sum();
    sum / exact.len() as f64
}

/// The nearest level.
pub fn level(value: f64) -> u8 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what a level can be"
    )]
    let level = value.round().clamp(0.0, 255.0) as u8;
    level
}

/// A file in a format of `image`.
pub fn file(picture: impl Into<DynamicImage>, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn png_of(picture: impl Into<DynamicImage>) -> Vec<u8> {
    file(picture, image::ImageFormat::Png)
}

/// A black JPEG of that size, with segments as they are given.
pub fn black_jpeg(width: u16, height: u16, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    for (number, data) in segments {
        encoder.add_app_segment(*number, data.clone()).unwrap();
    }
    let pixels = vec![0; usize::from(width) * usize::from(height) * 3];
    encoder
        .encode(&pixels, width, height, ColorType::Rgb)
        .unwrap();
    bytes
}

/// An Exif block in little-endian order: its first directory with these entries of two bytes, the second directory, if
/// any, behind it.
pub fn exif_block(shorts: &[(u16, u16)], ascii: &[(u16, &str)]) -> Vec<u8> {
    let entries = u16::try_from(shorts.len() + ascii.len()).unwrap();
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    block.extend(entries.to_le_bytes());
    let mut values = Vec::new();
    let values_at = 8 + 2 + 12 * u32::from(entries) + 4;
    for (tag, value) in shorts {
        block.extend(tag.to_le_bytes());
        block.extend([3, 0, 1, 0, 0, 0]);
        block.extend(value.to_le_bytes());
        block.extend([0, 0]);
    }
    for (tag, text) in ascii {
        assert!(text.len() > 3, "shorter texts stand in the entry itself");
        block.extend(tag.to_le_bytes());
        block.extend([2, 0]);
        block.extend(u32::try_from(text.len() + 1).unwrap().to_le_bytes());
        block.extend((values_at + u32::try_from(values.len()).unwrap()).to_le_bytes());
        values.extend(text.bytes());
        values.push(0);
    }
    block.extend([0; 4]);
    block.extend(values);
    block
}

/// An Exif segment of a JPEG.
pub fn exif_segment(block: &[u8]) -> (u8, Vec<u8>) {
    (1, [b"Exif\0\0", block].concat())
}

/// Repairs with the options as they are by default.
pub fn repair(black: &[u8], original: &[u8]) -> Result<RepairedFile, RepairPictureError> {
    repaired_file(
        black,
        original,
        None,
        &RepairOptions::default(),
        &ImageLimits::default(),
    )
}

/// The pixels of a file.
pub fn pixels(bytes: &[u8]) -> RgbImage {
    decode_full(bytes, &ImageLimits::default())
        .unwrap()
        .image
        .into_rgb8()
}
