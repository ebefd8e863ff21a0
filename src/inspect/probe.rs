//! The one pixel that the first script looked at.

use super::raster::Raster;

/// Column and row of the probed pixel in images that are large enough.
pub const PROBE_PX: u32 = 5;

/// The pixel at x = 5, y = 5 of the stored image, as the first script read it; in an image smaller than 6 x 6 its last
/// column or row. A transparent pixel counts as what it looks like on black.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ProbePixel {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl ProbePixel {
    /// Red, green and blue added up, 0 to 765.
    #[must_use]
    pub fn sum(self) -> u16 {
        u16::from(self.red) + u16::from(self.green) + u16::from(self.blue)
    }

    /// Where the probed pixel lies (column, row) in an image of that size, at least 1 x 1.
    #[must_use]
    pub fn position(width_px: u32, height_px: u32) -> (u32, u32) {
        (
            PROBE_PX.min(width_px.saturating_sub(1)),
            PROBE_PX.min(height_px.saturating_sub(1)),
        )
    }
}

/// Reads the probed pixel.
pub(super) fn probe_pixel(raster: &Raster) -> ProbePixel {
    let (x, y) = ProbePixel::position(raster.width_px(), raster.height_px());
    let [red, green, blue] = match raster {
        Raster::Rgb(image) => image.get_pixel(x, y).0,
        Raster::Rgba(image) => {
            let [red, green, blue, alpha] = image.get_pixel(x, y).0;
            [red, green, blue].map(|channel| on_black(channel, alpha))
        }
    };
    ProbePixel { red, green, blue }
}

fn on_black(channel: u8, alpha: u8) -> u8 {
    let mixed = (u32::from(channel) * u32::from(alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    #[test]
    fn the_sixth_pixel_or_the_last_one_is_read() {
        for side in 1..=7_u32 {
            let image = RgbImage::from_fn(side, side + 1, |x, y| {
                Rgb([u8::try_from(x).unwrap(), u8::try_from(y).unwrap(), 9])
            });
            let pixel = probe_pixel(&Raster::Rgb(image));
            let expected = ((side - 1).min(5), side.min(5));
            assert_eq!(
                (u32::from(pixel.red), u32::from(pixel.green)),
                expected,
                "an image of {side} x {} is read at its pixel (5, 5) or its last column or row",
                side + 1
            );
        }
    }

    #[test]
    fn a_transparent_pixel_counts_as_on_black() {
        let probe = |pixel| probe_pixel(&Raster::Rgba(RgbaImage::from_pixel(8, 8, Rgba(pixel))));
        assert_eq!(
            probe([255, 255, 255, 0]).sum(),
            0,
            "hidden white is black on black"
        );
        assert_eq!(probe([200, 100, 50, 128]).red, 100, "half of 200 shows");
        assert_eq!(
            probe([255, 255, 255, 255]).sum(),
            765,
            "opaque white is white"
        );
    }
}
