//! From a file's bytes to its pixels, for every format that is inspected, within the limits.
//!
//! Invariant: the size that the header claims is checked before memory is allocated for it, and the work before it is
//! begun.

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::gif_work::gif_work;
use super::jpeg::decode_jpeg;
use super::raster::Raster;
use super::sniff::sniff;
use super::tiff_picture::TiffPicture;
use super::webp_work::webp_work;
use super::work::{CountedBytes, Work, is_read_too_often};
use super::{ImageFormat, ImageLimits, InspectError};

/// A decoded file.
#[derive(Clone, Debug)]
pub struct DecodedImage {
    /// The format by content.
    pub format: ImageFormat,
    /// Its pixels as stored; of an animation the first frame, of a document the first page.
    pub raster: Raster,
    /// How Exif asks for it to be turned on a screen.
    pub orientation: Orientation,
}

/// How much damage is overlooked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// What decoders overlook too: a picture that can be seen is decoded.
    Usual,
    /// None: every byte of the picture's data is as it must be.
    ToTheEnd,
}

/// Decodes a whole file.
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn decode(
    bytes: &[u8],
    limits: &ImageLimits,
    strictness: Strictness,
) -> Result<DecodedImage, InspectError> {
    let format = checked_format(bytes, limits)?;
    let (raster, orientation) = match format {
        ImageFormat::Jpeg => decode_jpeg(bytes, limits, strictness)?,
        ImageFormat::Tiff => decode_tiff(bytes, limits)?,
        _ => decode_other(bytes, format, limits)?,
    };
    Ok(DecodedImage {
        format,
        raster,
        orientation,
    })
}

/// The format by content, of a file that is worth opening.
///
/// # Errors
/// Empty and too large files, those of no format, and kinds of PNG that only look like one.
pub fn checked_format(bytes: &[u8], limits: &ImageLimits) -> Result<ImageFormat, InspectError> {
    if bytes.is_empty() {
        return Err(InspectError::EmptyFile);
    }
    limits.check_file(bytes.len() as u64)?;
    let format = sniff(bytes).ok_or(InspectError::NotAnImage)?;
    if format == ImageFormat::Png && bytes.get(12..16) == Some(b"CgBI") {
        return Err(InspectError::Unsupported {
            format,
            detail: "Apple's own variant (CgBI)".to_owned(),
        });
    }
    Ok(format)
}

fn decode_tiff(bytes: &[u8], limits: &ImageLimits) -> Result<(Raster, Orientation), InspectError> {
    let picture = TiffPicture::open(bytes, limits)?;
    let orientation = picture.orientation();
    Ok((to_raster(picture.decode()?), orientation))
}

fn decode_other(
    bytes: &[u8],
    format: ImageFormat,
    limits: &ImageLimits,
) -> Result<(Raster, Orientation), InspectError> {
    let mut decoder = open_decoder(bytes, format, limits)?;
    let orientation = orientation_of(&mut decoder);
    let image = DynamicImage::from_decoder(decoder)
        .map_err(|error| error_in_words(error, format, limits))?;
    Ok((to_raster(image), orientation))
}

/// The decoder of a file that is no JPEG and no TIFF, which has read the header and passed the limits.
///
/// # Errors
/// Faults of the header, and the limit that decoding would exceed, or that it would be too much work.
pub fn open_decoder(
    bytes: &[u8],
    format: ImageFormat,
    limits: &ImageLimits,
) -> Result<impl ImageDecoder, InspectError> {
    if format == ImageFormat::Gif {
        gif_work(bytes).map_or(Ok(()), Work::check)?;
    }
    let bytes_read = CountedBytes::new(bytes);
    let mut reader = ImageReader::with_format(bytes_read, library_format(format));
    reader.limits(library_limits(bytes, format, limits));
    let decoder = reader
        .into_decoder()
        .map_err(|error| error_in_words(error, format, limits))?;
    let (width_px, height_px) = decoder.dimensions();
    if width_px == 0 || height_px == 0 {
        return Err(InspectError::Damaged {
            format,
            detail: "a side of 0 pixels".to_owned(),
        });
    }
    limits.check_pixels(width_px, height_px)?;
    // The decoder's own pixels, and ours at 8 bit.
    let pixels = u64::from(width_px) * u64::from(height_px);
    limits.check_bytes(decoder.total_bytes().saturating_add(pixels * 4))?;
    if format == ImageFormat::WebP {
        webp_work(bytes, pixels).check()?;
    }
    Ok(decoder)
}

/// How a picture wants to be turned. A damaged Exif block turns nothing; the picture is worth more than its notes.
pub fn orientation_of(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn library_format(format: ImageFormat) -> image::ImageFormat {
    match format {
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::WebP => image::ImageFormat::WebP,
        ImageFormat::Gif => image::ImageFormat::Gif,
        ImageFormat::Bmp => image::ImageFormat::Bmp,
        ImageFormat::Tiff => image::ImageFormat::Tiff,
    }
}

/// A PNG's notes and profile are unpacked within the limit too, whatever they grow to; so it is no larger than its pixels
/// and an honest profile need.
fn library_limits(bytes: &[u8], format: ImageFormat, limits: &ImageLimits) -> Limits {
    let needed = match format {
        ImageFormat::Png => png_bytes(bytes).unwrap_or(0),
        _ => u64::MAX,
    };
    let mut library = Limits::default();
    library.max_alloc = Some(limits.max_decode_bytes.min(needed));
    library
}

/// What decoding a PNG may take in bytes: its pixels with four channels of 16 bit, its notes as they are stored, and a
/// profile.
fn png_bytes(bytes: &[u8]) -> Option<u64> {
    const PROFILE_BYTES: u64 = 16 << 20;
    let (width, rest) = bytes.get(16..)?.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    let sides = [width, height].map(|side: &[u8; 4]| u64::from(u32::from_be_bytes(*side)));
    let pixels = sides[0].saturating_mul(sides[1]).saturating_mul(8);
    let notes = (bytes.len() as u64).saturating_mul(2);
    Some(pixels.saturating_add(notes).saturating_add(PROFILE_BYTES))
}

/// To 8 bit, keeping opaque shapes opaque.
fn to_raster(image: DynamicImage) -> Raster {
    if image.color().has_alpha() {
        Raster::Rgba(image.into_rgba8())
    } else {
        Raster::Rgb(image.into_rgb8())
    }
}

/// What a decoder complains of, in our words.
pub fn error_in_words(
    error: ImageError,
    format: ImageFormat,
    limits: &ImageLimits,
) -> InspectError {
    match error {
        ImageError::Unsupported(error) => InspectError::Unsupported {
            format,
            detail: error.to_string(),
        },
        ImageError::Limits(error) if matches!(error.kind(), LimitErrorKind::InsufficientMemory) => {
            InspectError::TooMuchMemory { limits: *limits }
        }
        ImageError::IoError(error) if is_read_too_often(&error) => InspectError::TooMuchWork,
        error => InspectError::Damaged {
            format,
            detail: error.to_string(),
        },
    }
}
