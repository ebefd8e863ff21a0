//! Decoded pixels in the two shapes that everything here works on: opaque RGB and RGB with alpha, 8 bit each.
//!
//! Knows no file format. Invariant: a [`Raster::Rgba`] may still be opaque everywhere; [`Raster::has_transparency`]
//! looks at the pixels, not at the shape.

use image::{RgbImage, RgbaImage};

/// A decoded image as stored, before any Exif orientation.
#[derive(Clone, Debug)]
pub enum Raster {
    /// Without alpha.
    Rgb(RgbImage),
    /// With alpha, unmultiplied.
    Rgba(RgbaImage),
}

impl Raster {
    /// Width in pixels.
    pub fn width_px(&self) -> u32 {
        match self {
            Self::Rgb(image) => image.width(),
            Self::Rgba(image) => image.width(),
        }
    }

    /// Height in pixels.
    pub fn height_px(&self) -> u32 {
        match self {
            Self::Rgb(image) => image.height(),
            Self::Rgba(image) => image.height(),
        }
    }

    /// Whether any pixel is not fully opaque.
    pub fn has_transparency(&self) -> bool {
        match self {
            Self::Rgb(_) => false,
            Self::Rgba(image) => image.as_raw().chunks_exact(4).any(|pixel| pixel[3] != 255),
        }
    }
}
