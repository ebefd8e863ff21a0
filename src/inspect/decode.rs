//! From a file's bytes to its pixels, for every format that is inspected, within the limits.
//!
//! Invariant: the size that the header claims is checked before memory is allocated for it, and the work before it is
//! begun.

use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::file_kind::file_kind;
use super::gif_work::gif_work;
use super::jpeg::decode_jpeg;
use super::raster::Raster;
use super::sniff::sniff;
use super::tiff_picture::TiffPicture;
use super::webp_work::webp_work;
use super::work::{CountedBytes, Work, is_read_too_often};
use super::{ImageFormat, ImageLimits, InspectError, SIGNATURE_BYTES};

/// A decoded file.
#[derive(Clone, Debug)]
pub struct DecodedImage {
    /// The format by content.
    pub format: ImageFormat,
    /// Its pixels as stored; of an animation the first frame, of a document the first page that is no reduced copy.
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
    let format = sniff(bytes).ok_or_else(|| InspectError::NotAnImage {
        really: file_kind(bytes.get(..SIGNATURE_BYTES).unwrap_or(bytes)),
    })?;
    if format == ImageFormat::Png && bytes.get(12..16) == Some(b"CgBI") {
        return Err(InspectError::unsupported(
            format,
            "Apple's own variant (CgBI)",
        ));
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
    Ok((to_raster(meant_alpha(image, format)), orientation))
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
        return Err(InspectError::damaged(format, "a side of 0 pixels"));
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

/// The picture with the alpha that is meant. A bitmap has room for alpha where no writer thought of it: Windows and Photoshop
/// show one that is 0 everywhere as opaque.
pub fn meant_alpha(image: DynamicImage, format: ImageFormat) -> DynamicImage {
    match image {
        DynamicImage::ImageRgba8(pixels)
            if format == ImageFormat::Bmp && pixels.pixels().all(|pixel| pixel.0[3] == 0) =>
        {
            DynamicImage::ImageRgb8(DynamicImage::from(pixels).into_rgb8())
        }
        image => image,
    }
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
        ImageError::Unsupported(error) => InspectError::unsupported(format, &error.to_string()),
        ImageError::Limits(error) if matches!(error.kind(), LimitErrorKind::InsufficientMemory) => {
            InspectError::TooMuchMemory { limits: *limits }
        }
        ImageError::IoError(error) if is_read_too_often(&error) => InspectError::TooMuchWork,
        error => InspectError::damaged(format, &error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bitmap of two pixels with room for alpha (its third header, 56 bytes, and 16 and 32 bits a pixel).
    fn bitmap(bits: u16, masks: [u32; 4], pixels: [u32; 2]) -> Vec<u8> {
        let mut bytes = b"BM\0\0\0\0\0\0\0\0\x46\0\0\0\x38\0\0\0".to_vec();
        bytes.extend(2_u32.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend([1, 0]);
        bytes.extend(bits.to_le_bytes());
        // Masks tell where the channels are.
        bytes.extend(3_u32.to_le_bytes());
        bytes.extend([0; 20]);
        bytes.extend(masks.iter().flat_map(|mask| mask.to_le_bytes()));
        for pixel in pixels {
            bytes.extend(&pixel.to_le_bytes()[..usize::from(bits / 8)]);
        }
        bytes
    }

    #[test]
    fn a_bitmap_whose_alpha_is_0_everywhere_is_opaque() {
        const WIDE: [u32; 4] = [0xFF_0000, 0xFF00, 0xFF, 0xFF00_0000];
        const NARROW: [u32; 4] = [0x7C00, 0x3E0, 0x1F, 0x8000];
        let raster = |bits, masks, pixels| {
            let bytes = bitmap(bits, masks, pixels);
            let limits = ImageLimits::default();
            decode(&bytes, &limits, Strictness::Usual).unwrap().raster
        };
        for (bits, masks, red) in [(32, WIDE, 0xFF_0000), (16, NARROW, 0x7C00)] {
            let Raster::Rgb(image) = raster(bits, masks, [0, red]) else {
                panic!("{bits} bits: opaque");
            };
            assert_eq!(image.as_raw(), &[0, 0, 0, 255, 0, 0], "{bits} bits");
            let seen = raster(bits, masks, [0, red | masks[3]]);
            assert!(matches!(seen, Raster::Rgba(_)), "{bits} bits: one is seen");
        }
    }
}
