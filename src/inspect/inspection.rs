//! The whole inspection of one image: from bytes to facts.

use super::decode::{Strictness, decode};
use super::first_rows::{FIRST_READ_BYTES, FirstRows, first_rows};
use super::jpeg_scans::follow_scans;
use super::measure::measure_background;
use super::probe::{ProbePixel, probe_pixel};
use super::reduced::{ReducedPicture, thumbnail_of_means};
use super::screen::{Thumbnail, thumbnail};
use super::sniff::sniff;
use super::source::{ImageBytes, InMemory, InspectFault};
use super::{
    BackgroundMeasurement, ColourCounter, EncoderTrace, ImageFormat, ImageLimits, InspectError,
    MainColour, Thresholds, TopCorners, Transparency, encoder_trace, judge,
};

/// Facts about one image that could be decoded.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
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
    /// How it was written; `None` where its background was not measured, or where nothing can be read of that.
    pub encoder: Option<Box<EncoderTrace>>,
}

/// What is measured beyond what the verdict needs. Everything is off by default, because it needs every pixel of every
/// picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Measures {
    /// "Full measurement": the background of pictures that their top corners cleared too, all four corners of which then
    /// count; and the most popular colour.
    pub full: bool,
    /// "Check files completely": decode every file to its end, so that a damaged or missing end is found.
    pub complete: bool,
}

impl Measures {
    /// Whether every file is decoded to its end, so that damage anywhere in it is found.
    #[must_use]
    pub fn look_at_whole_files(self) -> bool {
        self.full || self.complete
    }
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

/// Buffers that are kept from image to image.
#[derive(Debug, Default)]
pub struct InspectScratch {
    /// A small JPEG, cut out of a large one.
    strip: Vec<u8>,
    /// Counts all colours of a picture.
    colours: ColourCounter,
}

impl InspectScratch {
    /// Gives memory back that one huge file took: each buffer keeps so many bytes at most.
    pub fn tidy(&mut self, kept_bytes: usize) {
        self.strip.clear();
        self.strip.shrink_to(kept_bytes);
    }
}

/// Inspects one image file's bytes. The thumbnail is there when it was asked for and the image is flagged; where a
/// picture is measured without decoding its pixels, also only when the means make a good one.
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn inspect(
    bytes: &[u8],
    options: &InspectOptions,
) -> Result<(Inspection, Option<Thumbnail>), InspectError> {
    let mut scratch = InspectScratch::default();
    inspect_bytes(&mut InMemory(bytes), options, &mut scratch).map_err(|fault| match fault {
        InspectFault::Image(error) => error,
        InspectFault::Bytes(never) => match never {},
    })
}

/// Inspects one image file, asking for no more of its bytes than the verdict needs.
///
/// Stage 1 decodes the first rows, and clears the picture where its top corners say so. Only of the others, and where
/// [`Measures`] ask for it, the whole file is read. Where stage 1 has anything to complain of, the whole file is decoded.
///
/// # Errors
/// When bytes cannot be had, and every fault of the file.
pub fn inspect_bytes<S: ImageBytes>(
    source: &mut S,
    options: &InspectOptions,
    scratch: &mut InspectScratch,
) -> Result<(Inspection, Option<Thumbnail>), InspectFault<S::Error>> {
    if source.total_bytes() > 0 && !options.measures.look_at_whole_files() {
        options.limits.check_file(source.total_bytes())?;
        let head = source
            .first(FIRST_READ_BYTES)
            .map_err(InspectFault::Bytes)?;
        if let Some(format) = sniff(head)
            && let Some(first) = first_rows(source, format, &options.limits, &mut scratch.strip)?
        {
            let inspection = stage_1(format, &first);
            let (width_px, height_px) = (inspection.width_px, inspection.height_px);
            if !inspection.top_corners.can_be_black(width_px, height_px) {
                return Ok((inspection, None));
            }
            let bytes = source.first(usize::MAX).map_err(InspectFault::Bytes)?;
            if let Some(found) = stage_2(bytes, &inspection, &first, options, scratch) {
                return Ok(found);
            }
        }
    }
    let bytes = source.first(usize::MAX).map_err(InspectFault::Bytes)?;
    Ok(inspect_whole(bytes, options, scratch)?)
}

/// What the first rows tell.
fn stage_1(format: ImageFormat, first: &FirstRows) -> Inspection {
    let (width_px, height_px) = (first.width_px, first.height_px);
    Inspection {
        format,
        width_px,
        height_px,
        pixel: probe_pixel(&first.rows),
        transparency: None,
        top_corners: TopCorners::look(&first.rows, width_px, height_px),
        background: None,
        main_colour: None,
        encoder: None,
    }
}

/// Measures a large JPEG by the means that it holds; `None` where that cannot be done, its end is missing, or it would be
/// too much work.
fn stage_2(
    bytes: &[u8],
    seen: &Inspection,
    first: &FirstRows,
    options: &InspectOptions,
    scratch: &mut InspectScratch,
) -> Option<(Inspection, Option<Thumbnail>)> {
    let header = first.jpeg.as_ref()?;
    let scans = follow_scans(bytes, header);
    if !scans.has_end || scans.check_work().is_err() {
        return None;
    }
    let (picture, means) = ReducedPicture::of_jpeg(bytes, header, &mut scratch.strip)?;
    let inspection = Inspection {
        background: Some(measure_background(&picture, &first.rows)),
        encoder: encoder_trace(bytes, seen.format).map(Box::new),
        ..seen.clone()
    };
    let small = options
        .thumbnail_px
        .filter(|_| is_flagged(&inspection, options))
        .and_then(|side_px| thumbnail_of_means(means, first.orientation, side_px));
    Some((inspection, small))
}

/// Decodes the whole file and measures all of it.
fn inspect_whole(
    bytes: &[u8],
    options: &InspectOptions,
    scratch: &mut InspectScratch,
) -> Result<(Inspection, Option<Thumbnail>), InspectError> {
    let strictness = if options.measures.look_at_whole_files() {
        Strictness::ToTheEnd
    } else {
        Strictness::Usual
    };
    let decoded = decode(bytes, &options.limits, strictness)?;
    let raster = decoded.raster;
    let top_corners = TopCorners::look(&raster, raster.width_px(), raster.height_px());
    let needs_background =
        options.measures.full || top_corners.can_be_black(raster.width_px(), raster.height_px());
    let background = needs_background.then(|| {
        let picture = ReducedPicture::of_file(bytes, decoded.format, &raster, &mut scratch.strip);
        measure_background(&picture, &raster)
    });
    let main_colour = if options.measures.full {
        scratch.colours.count(&raster)
    } else {
        None
    };
    let encoder = if needs_background {
        encoder_trace(bytes, decoded.format).map(Box::new)
    } else {
        None
    };
    let inspection = Inspection {
        format: decoded.format,
        width_px: raster.width_px(),
        height_px: raster.height_px(),
        pixel: probe_pixel(&raster),
        transparency: raster.transparency(),
        top_corners,
        background,
        main_colour,
        encoder,
    };
    let small = options
        .thumbnail_px
        .filter(|_| is_flagged(&inspection, options))
        .map(|side_px| thumbnail(raster, decoded.orientation, side_px));
    Ok((inspection, small))
}

fn is_flagged(inspection: &Inspection, options: &InspectOptions) -> bool {
    judge(inspection, &options.thresholds).verdict.is_flagged()
}
