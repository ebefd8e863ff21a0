//! JPEG by `libjpeg-turbo-rs`: progressive pictures, and the small picture of mean values that a JPEG holds.
//!
//! Progressive, because this decoder skips what is left over in a scan, so that the first rows of a picture can be had
//! alone; and all rows come from it too, so that both are the same to the bit. It complains where data run out within
//! the rows that are wanted (a test says so), never making them up.

use image::RgbImage;
use libjpeg_turbo_rs::{DecodeLimits, Decoder, JpegError, PixelFormat, ScalingFactor};

use super::InspectError;
use super::jpeg::{damaged, unsupported};
use super::jpeg_scans::MOST_SCANS;

/// Decodes all pixels of a JPEG of one or three channels, whose limits were checked.
///
/// # Errors
/// What the decoder says.
pub fn decode(bytes: &[u8]) -> Result<RgbImage, InspectError> {
    decode_scaled(bytes, 1)
}

/// Decodes a JPEG at an eighth of its size: of every block of 8 x 8 pixels its mean (of a channel that is stored at half
/// size, the means of its quarters). `None` where the decoder has anything to complain of.
pub fn decode_means(bytes: &[u8]) -> Option<RgbImage> {
    decode_scaled(bytes, 8).ok()
}

fn decode_scaled(bytes: &[u8], denominator: u32) -> Result<RgbImage, InspectError> {
    let limits = DecodeLimits {
        max_scans: MOST_SCANS,
        ..DecodeLimits::default()
    };
    let in_words = |error: JpegError| error_in_words(&error);
    let mut decoder = Decoder::new_with_limits(bytes, limits).map_err(in_words)?;
    decoder.set_output_format(PixelFormat::Rgb);
    decoder.set_scale(ScalingFactor::try_new(1, denominator).map_err(in_words)?);
    // Of a picture that comes in passes, what is not there is not guessed.
    decoder.set_block_smoothing(false);
    let image = decoder.decode_image().map_err(in_words)?;
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    RgbImage::from_raw(side(image.width), side(image.height), image.data)
        .ok_or_else(|| damaged("the picture has another size than its header says"))
}

fn error_in_words(error: &JpegError) -> InspectError {
    match error {
        JpegError::Unsupported(what) => unsupported(what.as_str()),
        other => damaged(other.to_string()),
    }
}
