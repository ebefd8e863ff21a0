//! Pictures for the screen: turned as Exif asks, scaled down, with unmultiplied alpha.

use image::metadata::Orientation;
use image::{DynamicImage, RgbImage, RgbaImage};

use super::decode::{Strictness, decode};
use super::downscale::{downscale_rgb, downscale_rgba};
use super::orient::{orient_rect, oriented_size};
use super::raster::Raster;
use super::reduced::ReducedPicture;
use super::{BlackRegion, ImageLimits, InspectError, PixelRect};

/// Longest side in pixels of the small copy of a large picture: what a preview beside the results shows at most.
pub const OVERVIEW_SIDE_PX: u32 = 1_024;

/// A small picture: unmultiplied RGBA, 8 bit, row by row, oriented for the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thumbnail {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// `width_px * height_px * 4` bytes.
    pub rgba: Vec<u8>,
}

/// A whole picture for the preview: unmultiplied RGBA, 8 bit, row by row, oriented for the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenImage {
    /// Width in pixels as shown.
    pub width_px: u32,
    /// Height in pixels as shown.
    pub height_px: u32,
    /// `width_px * height_px * 4` bytes.
    pub rgba: Vec<u8>,
    /// Width in pixels as stored.
    pub stored_width_px: u32,
    /// Height in pixels as stored.
    pub stored_height_px: u32,
    /// How the stored picture was turned.
    pub orientation: Orientation,
    /// A small copy of a large picture, to be shown while the picture is small on the screen: renderers skip pixels where
    /// they shrink a lot. `None` where no side is longer than [`OVERVIEW_SIDE_PX`].
    pub overview: Option<Thumbnail>,
    /// The near-black area that reaches the border, in pixels of the whole picture, turned; `None` where there is none.
    pub black_region: Option<BlackRegion>,
}

/// A rectangle on a shown picture, in its pixels from its top left corner; with fractions, because a shown picture may
/// be scaled down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShownRect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl ScreenImage {
    /// A picture that was made and stands in no file, opaque and the right way up.
    #[must_use]
    pub fn of_picture(picture: RgbImage) -> Self {
        let shown = DynamicImage::from(picture).into_rgba8();
        let (width_px, height_px) = shown.dimensions();
        Self {
            width_px,
            height_px,
            overview: overview_of(&shown),
            rgba: shown.into_raw(),
            stored_width_px: width_px,
            stored_height_px: height_px,
            orientation: Orientation::NoTransforms,
            black_region: None,
        }
    }

    /// Where a rectangle of the stored picture is on the shown one; a single pixel is a rectangle of 1 x 1.
    #[must_use]
    pub fn shown_rect(&self, stored: PixelRect) -> ShownRect {
        let (stored_width, stored_height) = (self.stored_width_px, self.stored_height_px);
        let rect = orient_rect(stored, stored_width, stored_height, self.orientation);
        let (full_width, full_height) =
            oriented_size(stored_width, stored_height, self.orientation);
        let x_scale = self.width_px as f32 / full_width.max(1) as f32;
        let y_scale = self.height_px as f32 / full_height.max(1) as f32;
        ShownRect {
            x: rect.x_px as f32 * x_scale,
            y: rect.y_px as f32 * y_scale,
            width: rect.width_px as f32 * x_scale,
            height: rect.height_px as f32 * y_scale,
        }
    }
}

/// Decodes a file for the preview. It is scaled down only where a side would exceed `max_side_px` (what the renderer
/// takes as a texture).
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn decode_for_screen(
    bytes: &[u8],
    limits: &ImageLimits,
    max_side_px: u32,
) -> Result<ScreenImage, InspectError> {
    let decoded = decode(bytes, limits, Strictness::Usual)?;
    let (stored_width_px, stored_height_px) =
        (decoded.raster.width_px(), decoded.raster.height_px());
    let reduced = ReducedPicture::of_file(bytes, decoded.format, &decoded.raster, &mut Vec::new());
    let black_region = BlackRegion::find(&reduced)
        .map(|region| region.turned((stored_width_px, stored_height_px), decoded.orientation));
    let shown = show(decoded.raster, decoded.orientation, max_side_px).into_rgba8();
    let (width_px, height_px) = shown.dimensions();
    Ok(ScreenImage {
        width_px,
        height_px,
        overview: overview_of(&shown),
        rgba: shown.into_raw(),
        stored_width_px,
        stored_height_px,
        orientation: decoded.orientation,
        black_region,
    })
}

/// A small copy of a large picture.
fn overview_of(shown: &RgbaImage) -> Option<Thumbnail> {
    let (width_px, height_px) = shown.dimensions();
    smaller_size((width_px, height_px), OVERVIEW_SIDE_PX).map(|to| Thumbnail {
        width_px: to.0,
        height_px: to.1,
        rgba: downscale_rgba(shown, (width_px, height_px), to),
    })
}

/// Decodes a file and makes its thumbnail, for images that got none during the scan.
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn make_thumbnail(
    bytes: &[u8],
    limits: &ImageLimits,
    thumbnail_px: u32,
) -> Result<Thumbnail, InspectError> {
    let decoded = decode(bytes, limits, Strictness::Usual)?;
    Ok(thumbnail(decoded.raster, decoded.orientation, thumbnail_px))
}

/// The thumbnail of a decoded picture; a picture smaller than that stays as it is.
pub(super) fn thumbnail(raster: Raster, orientation: Orientation, thumbnail_px: u32) -> Thumbnail {
    let shown = show(raster, orientation, thumbnail_px);
    Thumbnail {
        width_px: shown.width(),
        height_px: shown.height(),
        rgba: shown.into_rgba8().into_raw(),
    }
}

/// Scales down first, so that only few pixels are turned.
fn show(raster: Raster, orientation: Orientation, max_side_px: u32) -> DynamicImage {
    let from = (raster.width_px(), raster.height_px());
    let mut shown: DynamicImage = match (raster, smaller_size(from, max_side_px)) {
        (Raster::Rgb(image), None) => image.into(),
        (Raster::Rgba(image), None) => image.into(),
        (Raster::Rgb(image), Some(to)) => {
            RgbImage::from_raw(to.0, to.1, downscale_rgb(&image, from, to))
                .unwrap_or_default()
                .into()
        }
        (Raster::Rgba(image), Some(to)) => {
            RgbaImage::from_raw(to.0, to.1, downscale_rgba(&image, from, to))
                .unwrap_or_default()
                .into()
        }
    };
    shown.apply_orientation(orientation);
    shown
}

/// The size of a picture whose longest side must not exceed a bound; `None` where it does not.
fn smaller_size((width_px, height_px): (u32, u32), max_side_px: u32) -> Option<(u32, u32)> {
    let longest = width_px.max(height_px);
    let max_side_px = max_side_px.max(1);
    if longest <= max_side_px {
        return None;
    }
    let scaled = |side: u32| {
        let rounded = (u64::from(side) * u64::from(max_side_px) + u64::from(longest) / 2)
            / u64::from(longest);
        u32::try_from(rounded).unwrap_or(max_side_px).max(1)
    };
    Some((scaled(width_px), scaled(height_px)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    #[test]
    fn a_scaled_picture_scales_its_marks() {
        let screen = ScreenImage {
            width_px: 50,
            height_px: 100,
            rgba: Vec::new(),
            stored_width_px: 200,
            stored_height_px: 100,
            orientation: Orientation::Rotate90,
            overview: None,
            black_region: None,
        };
        let shown = screen.shown_rect(PixelRect {
            x_px: 5,
            y_px: 5,
            width_px: 1,
            height_px: 1,
        });
        assert_eq!(
            (shown.x, shown.y, shown.width, shown.height),
            (47.0, 2.5, 0.5, 0.5),
            "turned right by a quarter and halved"
        );
    }

    #[test]
    fn the_longest_side_is_bounded_and_nothing_is_enlarged() {
        assert_eq!(smaller_size((256, 100), 256), None, "small enough as it is");
        assert_eq!(
            smaller_size((1000, 500), 256),
            Some((256, 128)),
            "scaled by its longest side"
        );
        assert_eq!(
            smaller_size((1, 60_000), 256),
            Some((1, 256)),
            "no side becomes 0"
        );
    }

    #[test]
    fn hidden_colours_do_not_bleed_into_a_thumbnail() {
        let image = RgbaImage::from_fn(64, 64, |x, _| {
            if x % 2 == 0 {
                Rgba([255, 255, 255, 255])
            } else {
                Rgba([255, 0, 0, 0])
            }
        });
        let small = thumbnail(Raster::Rgba(image), Orientation::NoTransforms, 16);
        let [red, green, blue, alpha] = small.rgba[..4] else {
            panic!("a thumbnail has pixels");
        };
        assert!(
            green >= 250 && blue >= 250 && red >= 250,
            "white stays white, hidden red stays hidden"
        );
        assert!(
            (120..=135).contains(&alpha),
            "half of the area is transparent, not {alpha}"
        );
    }
}
