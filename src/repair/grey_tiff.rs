//! Grey TIFF with alpha, as editors write it of grey cut-outs, and which `image` does not take.
//!
//! Invariant: as everywhere, the size that the header claims is checked before memory is allocated for it.

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer};
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::{ExtraSamples, Tag};
use tiff::{ColorType, TiffError, TiffResult};

use crate::inspect::{
    CountedBytes, FullPicture, ImageFormat, ImageLimits, InspectError, is_read_too_often,
};

/// Decodes a TIFF that is grey with alpha, in 8 or 16 bit, and whose work was checked; `None` for every other kind.
///
/// # Errors
/// Limits, and what the decoder complains of once the kind is known.
pub(super) fn decode_grey_tiff(
    bytes: &[u8],
    limits: &ImageLimits,
) -> Option<Result<FullPicture, InspectError>> {
    let mut decoder = Decoder::new(CountedBytes::new(bytes)).ok()?;
    let depth_bytes = depth_bytes(&mut decoder).ok()??;
    Some(decode(decoder, depth_bytes, limits))
}

/// Bytes per channel, where the picture is of the kind.
fn depth_bytes(decoder: &mut Decoder<CountedBytes<'_>>) -> TiffResult<Option<u64>> {
    let ColorType::Multiband {
        bit_depth: depth @ (8 | 16),
        num_samples: 2,
    } = decoder.colortype()?
    else {
        return Ok(None);
    };
    let extra = decoder.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples)?;
    let kind = extra.and_then(|kinds| kinds.first().copied());
    let has_alpha = [
        ExtraSamples::AssociatedAlpha,
        ExtraSamples::UnassociatedAlpha,
    ]
    .iter()
    .any(|alpha| kind == Some(alpha.to_u16()));
    // 1: grey and alpha side by side, pixel by pixel.
    let planes = decoder.find_tag_unsigned::<u16>(Tag::PlanarConfiguration)?;
    let is_known = has_alpha && planes.unwrap_or(1) == 1;
    Ok(is_known.then_some(u64::from(depth) / 8))
}

fn decode(
    mut decoder: Decoder<CountedBytes<'_>>,
    depth_bytes: u64,
    limits: &ImageLimits,
) -> Result<FullPicture, InspectError> {
    let in_words = |error: TiffError| error_in_words(&error, limits);
    let (width_px, height_px) = decoder.dimensions().map_err(in_words)?;
    limits.check_pixels(width_px, height_px)?;
    // Grey and alpha as decoded, and four channels as they are needed then.
    let pixels = u64::from(width_px) * u64::from(height_px);
    limits.check_bytes(pixels.saturating_mul(6 * depth_bytes))?;
    let most = usize::try_from(limits.max_decode_bytes).unwrap_or(usize::MAX);
    decoder = decoder.with_limits({
        let mut library = Limits::default();
        library.decoding_buffer_size = most;
        library.intermediate_buffer_size = most;
        library
    });
    let orientation = decoder.find_tag_unsigned::<u8>(Tag::Orientation);
    let orientation = orientation.ok().flatten().and_then(Orientation::from_exif);
    let colour_profile = decoder.get_tag_u8_vec(Tag::IccProfile).ok();
    let image = match decoder.read_image().map_err(in_words)? {
        DecodingResult::U8(values) => {
            ImageBuffer::from_raw(width_px, height_px, values).map(DynamicImage::ImageLumaA8)
        }
        DecodingResult::U16(values) => {
            ImageBuffer::from_raw(width_px, height_px, values).map(DynamicImage::ImageLumaA16)
        }
        _ => None,
    };
    Ok(FullPicture {
        format: ImageFormat::Tiff,
        image: image.ok_or_else(|| InspectError::Unsupported {
            format: ImageFormat::Tiff,
            detail: "grey with alpha in numbers that are no levels".to_owned(),
        })?,
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
        colour_profile,
    })
}

fn error_in_words(error: &TiffError, limits: &ImageLimits) -> InspectError {
    match error {
        TiffError::LimitsExceeded => InspectError::TooMuchMemory { limits: *limits },
        TiffError::UnsupportedError(detail) => InspectError::Unsupported {
            format: ImageFormat::Tiff,
            detail: detail.to_string(),
        },
        TiffError::IoError(error) if is_read_too_often(error) => InspectError::TooMuchWork,
        other => InspectError::Damaged {
            format: ImageFormat::Tiff,
            detail: other.to_string(),
        },
    }
}
