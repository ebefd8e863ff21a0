//! The whole inspection of one image: from bytes to facts.

use super::decode::decode;
use super::measure::measure_background;
use super::probe::{ProbePixel, probe_pixel};
use super::screen::{Thumbnail, thumbnail};
use super::{BackgroundMeasurement, ImageFormat, ImageLimits, InspectError, Thresholds, judge};

/// Facts about one image that could be decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// The format by content.
    pub format: ImageFormat,
    /// Stored width in pixels, before any Exif orientation.
    pub width_px: u32,
    /// Stored height in pixels, before any Exif orientation.
    pub height_px: u32,
    /// The pixel at (5, 5).
    pub pixel: ProbePixel,
    /// Whether any pixel is not fully opaque.
    pub has_transparency: bool,
    /// What was measured of its background.
    pub background: BackgroundMeasurement,
}

/// How to inspect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectOptions {
    /// Bounds on size and memory.
    pub limits: ImageLimits,
    /// What decides if the image is flagged, and so gets a thumbnail.
    pub thresholds: Thresholds,
    /// Longest side of the thumbnail of a flagged image in pixels; `None` for no thumbnails.
    pub thumbnail_px: Option<u32>,
}

/// Inspects one image file's bytes. The thumbnail is there when it was asked for and the image is flagged.
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn inspect(
    bytes: &[u8],
    options: &InspectOptions,
) -> Result<(Inspection, Option<Thumbnail>), InspectError> {
    let decoded = decode(bytes, &options.limits)?;
    let raster = decoded.raster;
    let inspection = Inspection {
        format: decoded.format,
        width_px: raster.width_px(),
        height_px: raster.height_px(),
        pixel: probe_pixel(&raster),
        has_transparency: raster.has_transparency(),
        background: measure_background(&raster),
    };
    let small = options
        .thumbnail_px
        .filter(|_| judge(&inspection, &options.thresholds).verdict.is_flagged())
        .map(|side_px| thumbnail(raster, decoded.orientation, side_px));
    Ok((inspection, small))
}
