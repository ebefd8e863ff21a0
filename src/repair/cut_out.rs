//! The original of a product picture: its pixels with their transparency, in full depth, ready to be laid on any colour.
//!
//! Knows nothing of files and backgrounds. Invariants: colours are straight, that is not multiplied by their alpha,
//! however the file stored them; and the picture stands as it is shown, what Exif asks for being done once, here.

use image::{DynamicImage, ImageBuffer, Rgba, RgbaImage};

use crate::inspect::{FullPicture, ImageLimits, InspectError, decode_full};

use super::colour_profile::ColourProfile;

/// Pixels with 16 bit in each of their four channels.
pub(super) type Rgba16Image = ImageBuffer<Rgba<u16>, Vec<u16>>;

/// A picture with its transparency.
#[derive(Clone, Debug)]
pub struct CutOut {
    pixels: Pixels,
    profile: ColourProfile,
    transparent_share: f32,
    opaque: bool,
    has_unnamed_channel: bool,
}

/// Straight colours with alpha, in the depth that says all that the file says.
#[derive(Clone, Debug)]
pub(super) enum Pixels {
    /// 8 bit.
    Eight(RgbaImage),
    /// 16 bit.
    Sixteen(Rgba16Image),
}

impl CutOut {
    /// Reads an original from its file's bytes. Any format that can be inspected is read, with or without transparency.
    ///
    /// Grey and palettes become RGB, a key colour becomes alpha.
    ///
    /// # Errors
    /// Every fault of the file, and a TIFF in floating point, whose numbers are light and no colours of a screen.
    pub fn decode(bytes: &[u8], limits: &ImageLimits) -> Result<Self, InspectError> {
        Self::of_picture(decode_full(bytes, limits)?)
    }

    fn of_picture(full: FullPicture) -> Result<Self, InspectError> {
        let mut image = full.image;
        let is_grey = !image.color().has_color();
        image.apply_orientation(full.orientation);
        let pixels = match image {
            DynamicImage::ImageRgb32F(_) | DynamicImage::ImageRgba32F(_) => {
                return Err(InspectError::Unsupported {
                    format: full.format,
                    detail: "colours in floating point".to_owned(),
                });
            }
            image @ (DynamicImage::ImageLuma16(_)
            | DynamicImage::ImageLumaA16(_)
            | DynamicImage::ImageRgb16(_)
            | DynamicImage::ImageRgba16(_)) => Pixels::Sixteen(image.into_rgba16()),
            image => Pixels::Eight(image.into_rgba8()),
        };
        let (transparent_share, opaque) = pixels.transparency();
        Ok(Self {
            pixels,
            profile: ColourProfile::of_original(full.colour_profile, full.colour_numbers, is_grey),
            transparent_share,
            opaque,
            has_unnamed_channel: full.has_unnamed_channel,
        })
    }

    /// Width in pixels, as shown.
    #[must_use]
    pub fn width_px(&self) -> u32 {
        self.pixels.size_px().0
    }

    /// Height in pixels, as shown.
    #[must_use]
    pub fn height_px(&self) -> u32 {
        self.pixels.size_px().1
    }

    /// Share of its pixels that are at least half transparent, 0 to 1.
    #[must_use]
    pub fn transparent_share(&self) -> f32 {
        self.transparent_share
    }

    /// Whether every pixel is fully opaque: such a picture is nobody's original.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// Whether it is opaque, but its file has a further channel that may be meant as transparency, and is not said to be.
    pub(super) fn may_be_meant_transparent(&self) -> bool {
        self.opaque && self.has_unnamed_channel
    }

    /// Its pixels with 8 bit per channel: colours as the file has them, not multiplied by alpha, and not converted from
    /// its colour profile, which most tools that lose transparency don't do either.
    #[must_use]
    pub fn straight_rgba8(&self) -> RgbaImage {
        match &self.pixels {
            Pixels::Eight(image) => image.clone(),
            Pixels::Sixteen(image) => {
                let bytes = image
                    .as_raw()
                    .iter()
                    .map(|&value| to_8_bit(value))
                    .collect();
                RgbaImage::from_raw(image.width(), image.height(), bytes).unwrap_or_default()
            }
        }
    }

    /// Whether nothing at all is to be seen of a pixel, which must lie within the picture.
    pub(super) fn is_clear_at(&self, x_px: u32, y_px: u32) -> bool {
        match &self.pixels {
            Pixels::Eight(image) => image.get_pixel(x_px, y_px).0[3] == 0,
            Pixels::Sixteen(image) => image.get_pixel(x_px, y_px).0[3] == 0,
        }
    }

    pub(super) fn pixels(&self) -> &Pixels {
        &self.pixels
    }

    pub(super) fn profile(&self) -> &ColourProfile {
        &self.profile
    }
}

impl Pixels {
    /// Width and height in pixels.
    pub(super) fn size_px(&self) -> (u32, u32) {
        match self {
            Self::Eight(image) => image.dimensions(),
            Self::Sixteen(image) => image.dimensions(),
        }
    }

    /// The share of pixels that are at least half transparent, and whether none is transparent at all.
    fn transparency(&self) -> (f32, bool) {
        let (half, any, count) = match self {
            Self::Eight(image) => {
                let alphas = || image.as_raw().iter().skip(3).step_by(4);
                let half = alphas().filter(|&&alpha| alpha < 128).count();
                let any = alphas().any(|&alpha| alpha < u8::MAX);
                (half, any, image.as_raw().len() / 4)
            }
            Self::Sixteen(image) => {
                let alphas = || image.as_raw().iter().skip(3).step_by(4);
                let half = alphas().filter(|&&alpha| alpha < 0x8000).count();
                let any = alphas().any(|&alpha| alpha < u16::MAX);
                (half, any, image.as_raw().len() / 4)
            }
        };
        (half as f32 / count.max(1) as f32, !any)
    }
}

/// The nearest of 256 levels.
pub(super) fn to_8_bit(value: u16) -> u8 {
    u8::try_from((u32::from(value) + 128) / 257).unwrap_or(u8::MAX)
}
