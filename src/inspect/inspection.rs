//! The whole inspection of one image: from bytes to facts.

use super::decode::decode;
use super::measure::measure_background;
use super::probe::{ProbePixel, probe_pixel};
use super::screen::{Thumbnail, thumbnail};
use super::{
    BackgroundMeasurement, ImageFormat, ImageLimits, InspectError, MainColour, Thresholds,
    TopCorners, Transparency, judge,
};

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
    /// What is transparent in it; `None` where it is opaque.
    pub transparency: Option<Transparency>,
    /// Its top corners, which decide whether more is looked at.
    pub top_corners: TopCorners,
    /// What was measured of its background; `None` where the top corners cleared it and [`Measures::full`] was off.
    pub background: Option<BackgroundMeasurement>,
    /// Its most popular colour, where [`Measures::full`] was on.
    pub main_colour: Option<MainColour>,
}

/// What is measured beyond what the verdict needs. Everything is off by default, because it needs every pixel of every
/// picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measures {
    /// "Full measurement": the background of pictures that their top corners cleared too, and the most popular colour.
    pub full: bool,
    /// "Check files completely": decode every file to its end, so that a damaged or missing end is found.
    pub complete: bool,
}

/// How to inspect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectOptions {
    /// Bounds on size and memory.
    pub limits: ImageLimits,
    /// What is measured beyond what the verdict needs.
    pub measures: Measures,
    /// What decides if the image is flagged, and so gets a thumbnail.
    pub thresholds: Thresholds,
    /// Longest side of the thumbnail of a flagged image in pixels; `None` for no thumbnails.
    pub thumbnail_px: Option<u32>,
}

impl Default for InspectOptions {
    /// What the verdict needs and nothing else, without thumbnails.
    fn default() -> Self {
        Self {
            limits: ImageLimits::default(),
            measures: Measures::default(),
            thresholds: Thresholds::default(),
            thumbnail_px: None,
        }
    }
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
    let top_corners = TopCorners::look(&raster, raster.width_px(), raster.height_px());
    let needs_background = options.measures.full || top_corners.can_be_black();
    let inspection = Inspection {
        format: decoded.format,
        width_px: raster.width_px(),
        height_px: raster.height_px(),
        pixel: probe_pixel(&raster),
        transparency: raster.transparency(),
        top_corners,
        background: needs_background.then(|| measure_background(&raster)),
        main_colour: if options.measures.full {
            MainColour::count(&raster)
        } else {
            None
        },
    };
    let small = options
        .thumbnail_px
        .filter(|_| judge(&inspection, &options.thresholds).verdict.is_flagged())
        .map(|side_px| thumbnail(raster, decoded.orientation, side_px));
    Ok((inspection, small))
}
