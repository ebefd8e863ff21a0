//! JPEG pixels: the strict decoder for one and three channels, another one for what that cannot do.
//!
//! The decoder of `image` runs in tolerant mode, which fills the missing rows of a truncated file with grey and says
//! nothing; so the same library is asked directly, in strict mode.

use std::borrow::Cow;

use image::{RgbImage, metadata::Orientation};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

use super::decode::Strictness;
use super::jpeg_entropy::{Checked, check_progressive, check_sequential};
use super::jpeg_header::{JpegCoding, JpegHeader, read_jpeg_header};
use super::jpeg_kind::tidy_header;
use super::jpeg_other;
use super::jpeg_scans::{JpegScans, follow_scans};
use super::jpeg_turbo;
use super::raster::Raster;
use super::{ImageFormat, ImageLimits, InspectError};

/// Decodes a whole JPEG.
///
/// # Errors
/// Limits first, from the header; then what the decoder says.
pub fn decode_jpeg(
    bytes: &[u8],
    limits: &ImageLimits,
    strictness: Strictness,
) -> Result<(Raster, Orientation), InspectError> {
    let (bytes, header) = tidy_jpeg(bytes)?;
    let bytes = bytes.as_ref();
    check_limits(&header, limits)?;
    let orientation = orientation(bytes, &header);
    match header.coding {
        JpegCoding::Arithmetic => return Err(unsupported("arithmetic coding")),
        JpegCoding::Hierarchical => return Err(unsupported("hierarchical coding")),
        JpegCoding::Sequential | JpegCoding::Progressive | JpegCoding::Lossless => {}
    }
    let mut scans = follow_scans(bytes, &header);
    scans.check_work()?;
    let is_strict = strictness == Strictness::ToTheEnd;
    match header.coding {
        JpegCoding::Sequential if header.precision == 8 && (is_strict || !scans.has_end) => {
            let checked = check_sequential(bytes, &header);
            // Some cameras don't mark the end. Where every block is there, nothing can be missing behind it.
            scans.has_end |= checked == Ok(Checked::Whole);
            if is_strict {
                checked.map_err(damaged)?;
            }
        }
        JpegCoding::Progressive if header.precision == 8 && is_strict => {
            check_progressive(bytes, &header).map_err(damaged)?;
        }
        _ => {}
    }
    let raster = match (header.coding, header.components) {
        (JpegCoding::Lossless, 1 | 3) | (_, 4) => jpeg_other::decode(bytes, &header, scans)?,
        (_, 1 | 3) if header.precision != 8 => {
            return Err(unsupported(format!(
                "{} bits per channel",
                header.precision
            )));
        }
        (JpegCoding::Sequential, 3) if !header.all_in_first_scan => {
            decode_rare(bytes, &header, scans)?
        }
        (_, 1 | 3) if !header.is_usual || scans.has_number_of_lines => {
            decode_rare(bytes, &header, scans)?
        }
        (JpegCoding::Progressive, 1 | 3) => decode_progressive(bytes, scans, strictness)?,
        (_, 1 | 3) => Raster::Rgb(decode_strictly(bytes, scans)?),
        (_, count) => return Err(unsupported(format!("{count} colour channels"))),
    };
    Ok((raster, orientation))
}

/// The header, and the file as decoders need it.
///
/// # Errors
/// Faults of the header.
pub fn tidy_jpeg(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, JpegHeader), InspectError> {
    let bytes = tidy_header(bytes);
    let header = read_jpeg_header(&bytes).map_err(damaged)?;
    Ok((bytes, header))
}

/// # Errors
/// The limit that decoding would exceed, as far as the header tells.
pub fn check_limits(header: &JpegHeader, limits: &ImageLimits) -> Result<(), InspectError> {
    limits.check_pixels(header.width_px.into(), header.height_px.into())?;
    limits.check_bytes(decode_bytes(header))
}

/// How the header's Exif block asks for the picture to be turned.
pub fn orientation(bytes: &[u8], header: &JpegHeader) -> Orientation {
    header
        .exif
        .clone()
        .and_then(|range| Orientation::from_exif_chunk(bytes.get(range)?))
        .unwrap_or(Orientation::NoTransforms)
}

/// What decoding may allocate: RGB out, and the coefficients of all channels (16 bit each) where the picture comes in
/// several passes.
fn decode_bytes(header: &JpegHeader) -> u64 {
    let pixels = u64::from(header.width_px) * u64::from(header.height_px);
    let channels = u64::from(header.components);
    let coefficients = match header.coding {
        JpegCoding::Sequential if channels != 4 && header.all_in_first_scan && header.is_usual => 0,
        _ => 2 * channels,
    };
    pixels * (3 + channels + coefficients)
}

/// What the one decoder complains of, the other may still read whole; it overlooks more.
fn decode_progressive(
    bytes: &[u8],
    scans: JpegScans,
    strictness: Strictness,
) -> Result<Raster, InspectError> {
    if !scans.has_end {
        return Err(damaged(END_IS_MISSING));
    }
    let image = match jpeg_turbo::decode(bytes) {
        Ok(image) => image,
        Err(fault) if strictness == Strictness::ToTheEnd => return Err(fault),
        Err(_) => decode_strictly(bytes, scans)?,
    };
    Ok(Raster::Rgb(image))
}

/// What zune-jpeg (0.5.15) decodes wrongly without a complaint, or not at all: scans of some of the channels (rows come
/// out black or green), rare sampling, and colours about which the markers disagree. libjpeg-turbo-rs is right or says that
/// it can't; then the data are checked to their end, and decoded by the book.
fn decode_rare(
    bytes: &[u8],
    header: &JpegHeader,
    scans: JpegScans,
) -> Result<Raster, InspectError> {
    if !scans.has_end {
        return Err(damaged(END_IS_MISSING));
    }
    // The decoder makes up a channel that is not there.
    if header.coding == JpegCoding::Sequential && scans.channels < usize::from(header.components) {
        return Err(damaged("a colour channel is missing"));
    }
    match jpeg_turbo::decode(bytes) {
        Ok(image) => Ok(Raster::Rgb(image)),
        Err(_) => jpeg_other::decode_checked(bytes, header, scans),
    }
}

/// Decodes the first rows of a sequential JPEG, cut out by header surgery; `None` where the decoder has anything to
/// complain of.
pub fn decode_strip(strip: &[u8]) -> Option<RgbImage> {
    decode_rgb(strip, Mode::Strict).ok()
}

pub(super) const END_IS_MISSING: &str = "the end of the picture is missing";

fn decode_strictly(bytes: &[u8], scans: JpegScans) -> Result<RgbImage, InspectError> {
    match decode_rgb(bytes, Mode::Strict) {
        Ok(image) if scans.has_end => Ok(image),
        // Every row may be there, or the last of them may be made up: an interrupted download often ends in zeros, which
        // decode like any other bytes.
        Ok(_) => Err(damaged(END_IS_MISSING)),
        // The only complaint of strict mode that does not concern pixels.
        Err(DecodeErrors::FormatStatic(words))
            if words.contains("Extra bytes between headers") && scans.has_end =>
        {
            decode_rgb(bytes, Mode::Tolerant).map_err(|error| error_in_words(&error))
        }
        Err(error) => Err(error_in_words(&error)),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Strict,
    Tolerant,
}

fn decode_rgb(bytes: &[u8], mode: Mode) -> Result<RgbImage, DecodeErrors> {
    let options = DecoderOptions::default()
        .set_strict_mode(mode == Mode::Strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode()?;
    let (width, height) = decoder
        .dimensions()
        .ok_or(DecodeErrors::FormatStatic("no size"))?;
    RgbImage::from_raw(side(width), side(height), pixels).ok_or(DecodeErrors::FormatStatic(
        "the picture has another size than its header says",
    ))
}

fn side(pixels: usize) -> u32 {
    u32::try_from(pixels).unwrap_or(u32::MAX)
}

fn error_in_words(error: &DecodeErrors) -> InspectError {
    match error {
        DecodeErrors::Unsupported(scheme) => unsupported(format!("{scheme:?}")),
        other => damaged(other.to_string()),
    }
}

pub(super) fn damaged(detail: impl AsRef<str>) -> InspectError {
    InspectError::damaged(ImageFormat::Jpeg, detail.as_ref())
}

pub(super) fn unsupported(detail: impl AsRef<str>) -> InspectError {
    InspectError::unsupported(ImageFormat::Jpeg, detail.as_ref())
}
