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

#[cfg(test)]
mod tests {
    use moxcms::ColorProfile;

    use super::*;

    /// A TIFF of one pixel of grey with alpha, which is multiplied (1) or not (2), and a profile.
    fn grey_tiff(numbers: [u8; 2], extra: u32, profile: &[u8]) -> Vec<u8> {
        const ENTRIES: u32 = 11;
        let behind = 8 + 2 + ENTRIES * 12 + 4;
        let length = u32::try_from(profile.len()).unwrap();
        let bits = u32::from_le_bytes([8, 0, 8, 0]);
        let [grey, alpha] = numbers.map(u32::from);
        // Tag, form, count, value: the pixel stands where the place of its strip says, in a number of no meaning.
        let pixel_at = 8 + 2 + 10 * 12 + 8;
        let entries: [(u16, u16, u32, u32); ENTRIES as usize] = [
            (256, 4, 1, 1),
            (257, 4, 1, 1),
            (258, 3, 2, bits),
            (259, 3, 1, 1),
            (262, 3, 1, 1),
            (273, 4, 1, pixel_at),
            (277, 3, 1, 2),
            (279, 4, 1, 2),
            (338, 3, 1, extra),
            (34_675, 7, length, behind),
            (65_000, 4, 1, grey | alpha << 8),
        ];
        let mut bytes = b"II*\0\x08\0\0\0\x0B\0".to_vec();
        for (tag, form, count, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(form.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes.extend(profile);
        bytes
    }

    #[test]
    fn grey_keeps_its_profile_however_its_alpha_is_stored() {
        let linear = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
        let shown = |numbers, extra| {
            let bytes = grey_tiff(numbers, extra, &linear);
            let cut_out = CutOut::decode(&bytes, &ImageLimits::default()).unwrap();
            assert!(matches!(cut_out.profile(), ColourProfile::Grey(_)));
            match cut_out.profile().converted(cut_out.pixels()).into_owned() {
                Pixels::Eight(image) => image.get_pixel(0, 0).0,
                Pixels::Sixteen(image) => image.get_pixel(0, 0).0.map(to_8_bit),
            }
        };
        let straight = shown([60, 51], 2);
        let multiplied = shown([12, 51], 1);
        // Light of 60 / 255 is a level of 133 in sRGB.
        assert!(straight[0].abs_diff(133) <= 1, "{straight:?}");
        assert_eq!(straight, multiplied);
    }
}
