//! What the numbers of an original mean: its ICC profile, or what a PNG says instead, and what becomes of it.
//!
//! A profile for RGB goes into the new file, so that every number of the original can stay what it was: nothing is
//! converted, nothing clipped, and programs that know profiles show the colours as they were meant. That holds also where
//! the tool that made the black file had converted to sRGB or thrown the profile away: what it did is not undone but done
//! again, rightly, from the original. The chosen background, which is meant in sRGB, is converted *into* the profile, so
//! that it looks as it was chosen; white stays white.
//!
//! A profile for grey can't stay in a picture with colours, so these pixels are converted to sRGB. A profile that is
//! damaged, or of another kind than the pixels (CMYK, or grey on colours), is left out, and the numbers are taken for
//! sRGB, as browsers do.

use std::borrow::Cow;

use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};

use crate::inspect::ColourNumbers;

use super::BackgroundColour;
use super::cut_out::Pixels;
use super::png_profile::{can_be_followed, profile_of};
use super::profile_texts;

/// What the numbers of a picture mean.
#[derive(Clone, Debug)]
pub(super) enum ColourProfile {
    /// sRGB, as what says nothing is taken for.
    Srgb,
    /// An RGB profile, which the new file gets too.
    Kept {
        /// The profile as the file holds it.
        icc: Vec<u8>,
        /// The same, read.
        profile: Box<ColorProfile>,
    },
    /// A grey profile, from which pixels are converted.
    Grey(Box<ColorProfile>),
}

impl ColourProfile {
    /// What a stored profile, or what a PNG says instead, means for pixels that are grey or not.
    pub(super) fn of_original(
        icc: Option<Vec<u8>>,
        numbers: Option<ColourNumbers>,
        is_grey: bool,
    ) -> Self {
        if let Some(numbers) = numbers.filter(|&numbers| can_be_followed(numbers)) {
            return match profile_of(numbers, is_grey) {
                Some(profile) if is_grey => Self::Grey(Box::new(profile)),
                Some(profile) => profile.encode().map_or(Self::Srgb, |icc| Self::Kept {
                    icc,
                    profile: Box::new(profile),
                }),
                None => Self::Srgb,
            };
        }
        let Some(icc) = icc.filter(|icc| profile_texts::are_honest(icc)) else {
            return Self::Srgb;
        };
        match ColorProfile::new_from_slice(&icc) {
            Ok(profile) if profile.color_space == DataColorSpace::Rgb && !is_grey => Self::Kept {
                icc,
                profile: Box::new(profile),
            },
            Ok(profile) if profile.color_space == DataColorSpace::Gray && is_grey => {
                Self::Grey(Box::new(profile))
            }
            _ => Self::Srgb,
        }
    }

    /// The profile that a file of the laid picture needs.
    pub(super) fn to_embed(&self) -> Option<&[u8]> {
        match self {
            Self::Kept { icc, .. } => Some(icc),
            Self::Srgb | Self::Grey(_) => None,
        }
    }

    /// The numbers that look like the background colour in a file with the profile [`Self::to_embed`].
    pub(super) fn background(&self, colour: BackgroundColour) -> [u8; 3] {
        match self {
            // White and black are the same in every profile, and tables that round must not change that.
            Self::Kept { profile, .. } if !matches!(colour.rgb, [0, 0, 0] | [255, 255, 255]) => {
                // A profile that only converts to other profiles, as some of scanners do, leaves the numbers alone.
                from_srgb(profile, colour.rgb).unwrap_or(colour.rgb)
            }
            _ => colour.rgb,
        }
    }

    /// The pixels with the numbers that the new file has.
    pub(super) fn converted<'pixels>(&self, pixels: &'pixels Pixels) -> Cow<'pixels, Pixels> {
        match self {
            Self::Grey(profile) => {
                grey_to_srgb(profile, pixels).map_or(Cow::Borrowed(pixels), Cow::Owned)
            }
            Self::Srgb | Self::Kept { .. } => Cow::Borrowed(pixels),
        }
    }
}

/// Relative colorimetric: the white of one profile is the white of the other, and colours in between stay.
fn options() -> TransformOptions {
    TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        prefer_fixed_point: false,
        ..TransformOptions::default()
    }
}

fn from_srgb(profile: &ColorProfile, rgb: [u8; 3]) -> Result<[u8; 3], CmsError> {
    let transform = ColorProfile::new_srgb().create_transform_16bit(
        Layout::Rgb,
        profile,
        Layout::Rgb,
        options(),
    )?;
    let mut converted = [0; 3];
    transform.transform(&rgb.map(|level| u16::from(level) * 257), &mut converted)?;
    Ok(converted.map(super::cut_out::to_8_bit))
}

/// Converts through a table of all levels: grey stays grey, so that one number stands for three.
fn grey_to_srgb(profile: &ColorProfile, pixels: &Pixels) -> Result<Pixels, CmsError> {
    let srgb = ColorProfile::new_srgb();
    let mut converted = pixels.clone();
    match &mut converted {
        Pixels::Eight(image) => {
            let transform =
                profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options())?;
            let levels: Vec<u8> = (0..=u8::MAX).collect();
            let mut table = vec![0; levels.len() * 3];
            transform.transform(&levels, &mut table)?;
            for pixel in image.as_chunks_mut::<4>().0 {
                let level = table[usize::from(pixel[0]) * 3];
                pixel[..3].fill(level);
            }
        }
        Pixels::Sixteen(image) => {
            let transform =
                profile.create_transform_16bit(Layout::Gray, &srgb, Layout::Rgb, options())?;
            let levels: Vec<u16> = (0..=u16::MAX).collect();
            let mut table = vec![0; levels.len() * 3];
            transform.transform(&levels, &mut table)?;
            for pixel in image.as_chunks_mut::<4>().0 {
                let level = table[usize::from(pixel[0]) * 3];
                pixel[..3].fill(level);
            }
        }
    }
    Ok(converted)
}
