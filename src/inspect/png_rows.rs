//! The first rows of an opaque PNG, whose rows are stored from top to bottom.
//!
//! Interlaced files store them otherwise, and what is transparent in a file takes a look at all of it: both are left to
//! the decoder of the whole file.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageBuffer, RgbImage};
use png::{BitDepth, ColorType, Decoder, Limits, Transformations};

use super::first_rows::{FIRST_READ_BYTES, FirstRows};
use super::raster::Raster;
use super::source::{ImageBytes, InspectFault};
use super::top_corners::PATCH_PX;
use super::{ImageLimits, InspectError};

/// Decodes the first rows; `None` where that takes a decoder of the whole file.
///
/// # Errors
/// When bytes cannot be had, and the limits that the header exceeds.
pub fn first_png_rows<S: ImageBytes>(
    source: &mut S,
    limits: &ImageLimits,
) -> Result<Option<FirstRows>, InspectFault<S::Error>> {
    let mut count = FIRST_READ_BYTES;
    loop {
        let bytes = source.first(count).map_err(InspectFault::Bytes)?;
        let is_all = bytes.len() < count;
        match read_rows(bytes, limits) {
            Some(rows) => return rows.map_err(InspectFault::Image),
            None if is_all => return Ok(None),
            None => count = count.saturating_mul(4),
        }
    }
}

/// `None` where the bytes do not reach as far, or have a fault.
fn read_rows(
    bytes: &[u8],
    limits: &ImageLimits,
) -> Option<Result<Option<FirstRows>, InspectError>> {
    let memory = usize::try_from(limits.max_decode_bytes).unwrap_or(usize::MAX);
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: memory });
    // As the decoder of the whole file has it.
    decoder.set_transformations(Transformations::EXPAND);
    // It says nothing about the rows, and may unpack to far more than they are.
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().ok()?;
    let info = reader.info();
    let (width_px, height_px) = (info.width, info.height);
    let has_exif = info.exif_metadata.is_some();
    if info.interlaced || info.trns.is_some() || has_exif || height_px <= PATCH_PX {
        return Some(Ok(None));
    }
    let (color, depth) = reader.output_color_type();
    if matches!(color, ColorType::GrayscaleAlpha | ColorType::Rgba) {
        return Some(Ok(None));
    }
    let samples = if color == ColorType::Rgb { 3 } else { 1 };
    let pixels = u64::from(width_px) * u64::from(height_px);
    let decoded_bytes = pixels * samples * if depth == BitDepth::Sixteen { 2 } else { 1 };
    if let Err(error) = limits
        .check_pixels(width_px, height_px)
        .and_then(|()| limits.check_bytes(decoded_bytes + pixels * 4))
    {
        return Some(Err(error));
    }
    let mut data = Vec::new();
    for _ in 0..PATCH_PX {
        data.extend_from_slice(reader.next_row().ok()??.data());
    }
    let rows = raster(data, width_px, color, depth)?;
    Some(Ok(Some(FirstRows {
        width_px,
        height_px,
        orientation: Orientation::NoTransforms,
        rows,
        jpeg: None,
    })))
}

/// To 8 bit by the same code as whole pictures.
fn raster(data: Vec<u8>, width_px: u32, color: ColorType, depth: BitDepth) -> Option<Raster> {
    let size = (width_px, PATCH_PX);
    let sixteen = |data: Vec<u8>| -> Vec<u16> {
        data.as_chunks()
            .0
            .iter()
            .map(|&pair| u16::from_be_bytes(pair))
            .collect()
    };
    let image: DynamicImage = match (color, depth) {
        (ColorType::Grayscale, BitDepth::Eight) => {
            GrayImage::from_raw(size.0, size.1, data)?.into()
        }
        (ColorType::Rgb, BitDepth::Eight) => RgbImage::from_raw(size.0, size.1, data)?.into(),
        (ColorType::Grayscale, BitDepth::Sixteen) => {
            DynamicImage::ImageLuma16(ImageBuffer::from_raw(size.0, size.1, sixteen(data))?)
        }
        (ColorType::Rgb, BitDepth::Sixteen) => {
            DynamicImage::ImageRgb16(ImageBuffer::from_raw(size.0, size.1, sixteen(data))?)
        }
        _ => return None,
    };
    Some(Raster::Rgb(image.into_rgb8()))
}
