//! The first rows of a picture, from the first bytes of its file: all that most verdicts need.
//!
//! What it cannot do (a format whose rows come otherwise, transparency, a decoder's complaint of any kind) it leaves to a
//! decoder of the whole file. Invariant: the rows that it returns are those of the whole decode, to the bit.

use image::metadata::Orientation;

use super::jpeg::{check_limits, decode_strip, orientation};
use super::jpeg_header::{CUT, JpegCoding, JpegHeader, read_jpeg_header};
use super::jpeg_strip::{first_rows_of_scan, first_rows_of_scans};
use super::jpeg_turbo;
use super::png_rows::first_png_rows;
use super::raster::Raster;
use super::source::{ImageBytes, InspectFault};
use super::{ImageFormat, ImageLimits};

/// Bytes that are read of a file at once, at first: the header and the first rows of most JPEGs are in it, and a share
/// answers a request of that size in one piece.
pub const FIRST_READ_BYTES: usize = 64 << 10;

/// A row of a picture can take so many times the bytes of an average row before more are asked for.
const ROW_FACTOR: usize = 4;

/// Bytes beyond that, for pictures whose rows take next to nothing.
const LEAST_ROW_BYTES: usize = 2 << 10;

/// The first rows of a picture.
#[derive(Clone, Debug)]
pub struct FirstRows {
    /// Width of the picture in pixels.
    pub width_px: u32,
    /// Height of the picture in pixels, not only of these rows.
    pub height_px: u32,
    /// How Exif asks for it to be turned on a screen.
    pub orientation: Orientation,
    /// At least 8 rows, or all there are; in their whole width.
    pub rows: Raster,
    /// The header, of a JPEG.
    pub jpeg: Option<JpegHeader>,
}

/// Decodes the first rows; `None` where that takes a decoder of the whole file. `strip` is a buffer to work in.
///
/// # Errors
/// When bytes cannot be had, and the limits that the header exceeds.
pub fn first_rows<S: ImageBytes>(
    source: &mut S,
    format: ImageFormat,
    limits: &ImageLimits,
    strip: &mut Vec<u8>,
) -> Result<Option<FirstRows>, InspectFault<S::Error>> {
    match format {
        ImageFormat::Jpeg => first_jpeg_rows(source, limits, strip),
        ImageFormat::Png => first_png_rows(source, limits),
        ImageFormat::WebP | ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff => Ok(None),
    }
}

fn first_jpeg_rows<S: ImageBytes>(
    source: &mut S,
    limits: &ImageLimits,
    strip: &mut Vec<u8>,
) -> Result<Option<FirstRows>, InspectFault<S::Error>> {
    let Some(header) = jpeg_header(source)? else {
        return Ok(None);
    };
    check_limits(&header, limits)?;
    let is_one_scan = header.coding == JpegCoding::Sequential && header.all_in_first_scan;
    let is_known = is_one_scan || header.coding == JpegCoding::Progressive;
    // A picture of one row of units has no rows to leave out.
    if !is_known
        || !header.is_usual
        || !matches!(header.components, 1 | 3)
        || header.precision != 8
        || header.height_px <= header.mcu_height_px
    {
        return Ok(None);
    }
    let rows = if is_one_scan {
        rows_of_scan(source, &header, strip)?
    } else {
        rows_of_scans(source, &header, strip)?
    };
    let Some(rows) = rows.filter(|rows| rows.width_px() == u32::from(header.width_px)) else {
        return Ok(None);
    };
    let bytes = source
        .first(header.first_scan)
        .map_err(InspectFault::Bytes)?;
    Ok(Some(FirstRows {
        width_px: header.width_px.into(),
        height_px: header.height_px.into(),
        orientation: orientation(bytes, &header),
        rows,
        jpeg: Some(header),
    }))
}

/// The header, of which Exif and colour profiles can take more than the first bytes; `None` where it has a fault.
fn jpeg_header<S: ImageBytes>(
    source: &mut S,
) -> Result<Option<JpegHeader>, InspectFault<S::Error>> {
    let mut count = FIRST_READ_BYTES;
    loop {
        let bytes = source.first(count).map_err(InspectFault::Bytes)?;
        let is_all = bytes.len() < count;
        match read_jpeg_header(bytes) {
            Ok(header) => return Ok(Some(header)),
            Err(CUT) if !is_all => count = count.saturating_mul(4),
            Err(_) => return Ok(None),
        }
    }
}

/// Bytes that the first row of units can be expected to take.
fn row_bytes<S: ImageBytes>(source: &S, header: &JpegHeader) -> usize {
    let data = usize::try_from(source.total_bytes())
        .unwrap_or(usize::MAX)
        .saturating_sub(header.first_scan);
    let unit_rows = usize::from(header.height_px.div_ceil(header.mcu_height_px));
    LEAST_ROW_BYTES.saturating_add((data / unit_rows).saturating_mul(ROW_FACTOR))
}

fn rows_of_scan<S: ImageBytes>(
    source: &mut S,
    header: &JpegHeader,
    strip: &mut Vec<u8>,
) -> Result<Option<Raster>, InspectFault<S::Error>> {
    let mut data_bytes = row_bytes(source, header);
    loop {
        let wanted = header.first_scan.saturating_add(data_bytes);
        let bytes = source.first(wanted).map_err(InspectFault::Bytes)?;
        let is_all = bytes.len() < wanted;
        let rows = first_rows_of_scan(bytes, header, header.mcu_height_px, data_bytes, strip)
            .and_then(|()| decode_strip(strip));
        if rows.is_some() || is_all {
            return Ok(rows.map(Raster::Rgb));
        }
        data_bytes = data_bytes.saturating_mul(ROW_FACTOR);
    }
}

/// Every scan has its own first row, so that the file is read whole, though little of it is decoded.
fn rows_of_scans<S: ImageBytes>(
    source: &mut S,
    header: &JpegHeader,
    strip: &mut Vec<u8>,
) -> Result<Option<Raster>, InspectFault<S::Error>> {
    let mut data_bytes = row_bytes(source, header);
    let bytes = source.first(usize::MAX).map_err(InspectFault::Bytes)?;
    loop {
        let rows = first_rows_of_scans(bytes, header, header.mcu_height_px, data_bytes, strip)
            .and_then(|()| jpeg_turbo::decode(strip).ok())
            .map(Raster::Rgb);
        if rows.is_some() || data_bytes >= bytes.len() {
            return Ok(rows);
        }
        data_bytes = data_bytes.saturating_mul(ROW_FACTOR);
    }
}
