//! Decoded pixels in the two shapes that everything here works on: opaque RGB and RGB with alpha, 8 bit each.
//!
//! Knows no file format. Invariant: a [`Raster::Rgba`] may still be opaque everywhere; [`Raster::transparency`]
//! looks at the pixels, not at the shape.

use image::{RgbImage, RgbaImage};

use super::Transparency;

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

    /// What is transparent in it; `None` where every pixel is opaque.
    pub fn transparency(&self) -> Option<Transparency> {
        match self {
            Self::Rgb(_) => None,
            Self::Rgba(image) => Transparency::look(image),
        }
    }

    /// The largest channel of a pixel laid on white, 0 to 255. The position must lie within the picture.
    pub fn level_at(&self, x_px: u32, y_px: u32) -> u8 {
        match self {
            Self::Rgb(image) => {
                let [red, green, blue] = image.get_pixel(x_px, y_px).0;
                red.max(green).max(blue)
            }
            Self::Rgba(image) => level_on_white(image.get_pixel(x_px, y_px).0),
        }
    }
}

/// The largest channel of a pixel laid on white.
fn level_on_white(pixel: [u8; 4]) -> u8 {
    let [red, green, blue] = on_white(pixel);
    red.max(green).max(blue)
}

/// What a pixel looks like on white.
pub fn on_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    [red, green, blue].map(|channel| {
        let mixed = (u32::from(channel) * alpha + 255 * (255 - alpha) + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    })
}

/// A pixel as it looks on white.
pub fn laid_on_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    if alpha == u8::MAX {
        return [red, green, blue];
    }
    [red, green, blue].map(|channel| level_on_white([channel, channel, channel, alpha]))
}
