//! An image and its original as they are compared at the image's own pixels: in one size and one place.
//!
//! Works on decoded pictures, and draws no conclusion.

use std::borrow::Cow;

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions};
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::fine_check::{Expected, Shown};
use super::placed::{framed, part_of};
use super::plane::Plane;
use crate::session::{Mechanism, PlacedArea, PlacedFrame, Placement};

/// Longest side that is compared, in pixels; larger pictures are made smaller. Type of a hundredth of it can be read.
const MOST_PX: f64 = 1400.0;

/// A program that resizes and then throws alpha away leaves something beyond the outline, as far as its filter reaches.
const FILTER_REACH_PX: usize = 3;

/// Of this alpha, of 255, an original is alone.
const FULL: u8 = 253;

/// How a picture is made smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Resampling {
    /// Every pixel counts, between the sharpest and the softest of the usual filters.
    Filtered,
    /// Between the four pixels that are nearest to the new one; the others are skipped.
    Interpolated,
    /// The nearest pixel alone.
    Nearest,
}

impl Resampling {
    /// All, the usual one first.
    pub(super) const ALL: [Self; 3] = [Self::Filtered, Self::Interpolated, Self::Nearest];

    fn algorithm(self) -> ResizeAlg {
        match self {
            Self::Filtered => ResizeAlg::Convolution(FilterType::Hamming),
            Self::Interpolated => ResizeAlg::Interpolation(FilterType::Bilinear),
            Self::Nearest => ResizeAlg::Nearest,
        }
    }
}

/// An image's picture and an original in one size.
#[derive(Clone, Debug)]
pub(super) struct FinePair {
    /// What the image shows.
    pub(super) seen: RgbImage,
    /// The original, with straight colours.
    pub(super) original: RgbaImage,
    /// The same without regard to its alpha.
    pub(super) stored: Option<RgbaImage>,
}

impl FinePair {
    /// `placement` is how the original lies in the image, where it does not fill all of it. `None` where nothing is seen
    /// of it.
    pub(super) fn new(
        image: &RgbImage,
        original: &RgbaImage,
        placement: Option<&Placement>,
        mechanism: Mechanism,
        resampling: Resampling,
    ) -> Option<Self> {
        let (area, frame) = match placement {
            Some(placement) => (placement.area, placement.frame),
            None => (all_of(image.dimensions()), frame_of(original.dimensions())),
        };
        let size_px = size_px(area, frame);
        let part = match placement {
            Some(_) => Cow::Owned(part_of(image, area)),
            None => Cow::Borrowed(image),
        };
        let seen = if size_px == part.dimensions() {
            part.into_owned()
        } else {
            let picture = DynamicImage::from(part.into_owned()).into_rgba8();
            let whole = frame_of(picture.dimensions());
            DynamicImage::from(resized(&picture, whole, size_px, false, resampling)?).into_rgb8()
        };
        let stored = match mechanism {
            Mechanism::LaidOnBlack => None,
            Mechanism::AlphaDropped | Mechanism::Either => {
                Some(resized(original, frame, size_px, false, resampling)?)
            }
        };
        Some(Self {
            seen,
            original: resized(original, frame, size_px, true, resampling)?,
            stored,
        })
    }

    /// The same with the original's colours converted from a profile to sRGB; `None` where that says not how.
    pub(super) fn converted(&self, profile: &ColorProfile) -> Option<Self> {
        let srgb = ColorProfile::new_srgb();
        let options = TransformOptions::default();
        let transform = profile
            .create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, options)
            .ok()?;
        let convert = |picture: &RgbaImage| {
            let mut converted = picture.clone();
            transform.transform(picture.as_raw(), &mut converted).ok()?;
            Some(converted)
        };
        Some(Self {
            seen: self.seen.clone(),
            original: convert(&self.original)?,
            stored: match &self.stored {
                Some(stored) => Some(convert(stored)?),
                None => None,
            },
        })
    }

    /// What the image shows, to be compared.
    pub(super) fn shown(&self) -> Shown {
        shown_of(
            self.seen.as_raw().as_chunks::<3>().0,
            self.seen.dimensions(),
        )
    }

    /// What it should show.
    pub(super) fn expected(&self) -> Expected {
        let size_px = self.original.dimensions();
        let on_black = laid_on(&self.original, 0);
        let Some(stored) = &self.stored else {
            return Expected {
                least: shown_of(&on_black, size_px),
                most: None,
            };
        };
        let (mut least, mut most) = (on_black.clone(), on_black);
        let rim = rim(&self.original);
        let pixels = self.original.as_raw().as_chunks::<4>().0.iter();
        let pixels = pixels.zip(stored.as_raw().as_chunks::<4>().0).zip(&rim);
        let ends = least.iter_mut().zip(&mut most);
        for ((low, high), ((&[red, green, blue, alpha], stored), &is_rim)) in ends.zip(pixels) {
            let kept = if alpha == 0 {
                [0; 3]
            } else {
                [red, green, blue]
            };
            for at in 0..3 {
                low[at] = low[at].min(kept[at]).min(stored[at]);
                high[at] = high[at].max(kept[at]).max(stored[at]);
            }
            if is_rim {
                *high = [u8::MAX; 3];
            }
        }
        between(&least, &most, &rim, size_px)
    }
}

/// What an image shows; what is transparent in it shows white.
pub(super) fn on_white(image: &DynamicImage) -> Cow<'_, RgbImage> {
    match image {
        DynamicImage::ImageRgb8(image) => Cow::Borrowed(image),
        other if other.color().has_alpha() => {
            let picture = other.to_rgba8();
            let pixels = laid_on(&picture, u8::MAX).into_flattened();
            let (width, height) = picture.dimensions();
            Cow::Owned(RgbImage::from_raw(width, height, pixels).unwrap_or_default())
        }
        other => Cow::Owned(other.to_rgb8()),
    }
}

fn all_of((width_px, height_px): (u32, u32)) -> PlacedArea {
    PlacedArea {
        left_px: 0,
        top_px: 0,
        width_px,
        height_px,
    }
}

fn frame_of((width_px, height_px): (u32, u32)) -> PlacedFrame {
    PlacedFrame::of_px([0.0, 0.0, width_px.into(), height_px.into()])
}

/// The size in which both are compared: the smaller one's, for what was enlarged shows no more than it did before.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the side of a picture"
)]
fn size_px(area: PlacedArea, frame: PlacedFrame) -> (u32, u32) {
    let [_, _, width, height] = frame.px();
    let (across, down) = (f64::from(area.width_px), f64::from(area.height_px));
    let scale = (width / across)
        .max(height / down)
        .min(MOST_PX / across.max(down))
        .min(1.0);
    let side = |px: f64| (px * scale).round().max(1.0) as u32;
    (side(across), side(down))
}

/// A picture in another size.
pub(super) fn scaled(picture: &RgbaImage, to_px: (u32, u32)) -> Option<RgbaImage> {
    let whole = frame_of(picture.dimensions());
    resized(picture, whole, to_px, true, Resampling::Filtered)
}

/// The part of a picture that a frame shows, in another size.
fn resized(
    picture: &RgbaImage,
    frame: PlacedFrame,
    to_px: (u32, u32),
    by_alpha: bool,
    resampling: Resampling,
) -> Option<RgbaImage> {
    let options = ResizeOptions::new()
        .resize_alg(resampling.algorithm())
        .use_alpha(by_alpha);
    let size_px = picture.dimensions();
    let pixels = framed(picture.as_raw(), size_px, frame, to_px, [0; 4], options)?;
    RgbaImage::from_raw(to_px.0, to_px.1, pixels)
}

/// A picture's pixels on grey of this level.
pub(super) fn laid_on(picture: &RgbaImage, behind: u8) -> Vec<[u8; 3]> {
    let laid = |&[red, green, blue, alpha]: &[u8; 4]| {
        let alpha = u32::from(alpha);
        [red, green, blue].map(|level| {
            let sum = u32::from(level) * alpha + u32::from(behind) * (255 - alpha) + 127;
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        })
    };
    picture
        .as_raw()
        .as_chunks::<4>()
        .0
        .iter()
        .map(laid)
        .collect()
}

/// The pixels on the outline and as far beyond it as a filter reaches.
fn rim(original: &RgbaImage) -> Vec<bool> {
    let (width, height) = (original.width() as usize, original.height() as usize);
    let alphas = original.as_raw().iter().skip(3).step_by(4);
    let is_something = alphas.clone().map(|&alpha| f32::from(u8::from(alpha > 0)));
    let near = Plane::new(width, height, is_something.collect()).means(FILTER_REACH_PX);
    let pairs = near.values.iter().zip(alphas);
    pairs
        .map(|(&near, &alpha)| near > 1e-3 && alpha < FULL)
        .collect()
}

/// Light, and at half the size the colours against it.
pub(super) fn shown_of(pixels: &[[u8; 3]], size_px: (u32, u32)) -> Shown {
    let (width, height) = (size_px.0 as usize, size_px.1 as usize);
    let light = Plane::new(
        width,
        height,
        pixels.iter().map(|&pixel| light(pixel)).collect(),
    );
    let (columns, rows) = (width / 2, height / 2);
    let [mut blues, mut reds] = [0, 1].map(|_| Vec::with_capacity(columns * rows));
    for y in 0..rows {
        let start = y * 2 * width;
        let upper = pixels[start..start + columns * 2].as_chunks::<2>().0;
        let lower = pixels[start + width..start + width + columns * 2]
            .as_chunks::<2>()
            .0;
        for (upper, lower) in upper.iter().zip(lower) {
            let mean = |at: usize| {
                let four = [upper[0], upper[1], lower[0], lower[1]];
                four.iter().map(|pixel| f32::from(pixel[at])).sum::<f32>() / 4.0
            };
            let [red, green, blue] = [mean(0), mean(1), mean(2)];
            let light = 0.299 * red + 0.587 * green + 0.114 * blue;
            blues.push((blue - light) / 1.772);
            reds.push((red - light) / 1.402);
        }
    }
    Shown {
        light,
        colours: [blues, reds].map(|values| Plane::new(columns, rows, values)),
    }
}

/// Brightness as JPEG counts it.
fn light([red, green, blue]: [u8; 3]) -> f32 {
    0.299 * f32::from(red) + 0.587 * f32::from(green) + 0.114 * f32::from(blue)
}

/// What is expected where several things may be left; on the rim it may have any colour.
fn between(least: &[[u8; 3]], most: &[[u8; 3]], rim: &[bool], size_px: (u32, u32)) -> Expected {
    let (mut low, mut high) = (shown_of(least, size_px), shown_of(most, size_px));
    let width = size_px.0 as usize;
    for (low, high) in low.colours.iter_mut().zip(&mut high.colours) {
        for y in 0..low.height {
            for x in 0..low.width {
                let (at, above) = (y * low.width + x, y * 2 * width + x * 2);
                let below = above + width;
                let is_rim = rim[above] || rim[above + 1] || rim[below] || rim[below + 1];
                let (one, other) = (low.values[at], high.values[at]);
                low.values[at] = if is_rim { -128.0 } else { one.min(other) };
                high.values[at] = if is_rim { 128.0 } else { one.max(other) };
            }
        }
    }
    Expected {
        least: low,
        most: Some(high),
    }
}
