//! Writes a repaired picture in the form of the file that it replaces, with its colour profile and its notes.
//!
//! JPEG is baseline in one scan, with the standard's Huffman tables. Tables made for the picture would save some percent,
//! but the encoder then writes each channel in a scan of its own: valid, but rare enough that decoders get it wrong
//! (zune-jpeg 0.5.15 does, and with it whatever uses `image`). PNG and lossless WebP are written by encoders that are as
//! quick as a scan; libwebp would make lossless files a fifth smaller, in 25 to 50 times the time.
//!
//! Knows nothing of how the picture was made.

use image::RgbImage;
use image_webp::WebPEncoder;
use jpeg_encoder::{
    ChromaSubsamplingMethod, ColorType, Encoder, PixelDensity, PixelDensityUnit, SamplingFactor,
};
use webpx::{EncoderConfig, Unstoppable};

use super::file_form::FileForm;
use super::notes::{Density, Notes, PNG_XMP_KEYWORD, XMP_SIGNATURE};
use super::{Chroma, RepairPictureError};

/// The file of a picture.
///
/// # Errors
/// [`RepairPictureError::NotEncoded`] where an encoder refuses the picture.
pub(super) fn encoded(
    picture: &RgbImage,
    form: FileForm,
    profile: Option<&[u8]>,
    notes: &Notes,
) -> Result<Vec<u8>, RepairPictureError> {
    let bytes = match form {
        FileForm::Jpeg { quality, chroma } => {
            jpeg(picture, quality, chroma, profile, notes).map_err(|error| error.to_string())
        }
        FileForm::Png => png_file(picture, profile, notes).map_err(|error| error.to_string()),
        FileForm::LosslessWebP => {
            lossless_webp(picture, profile, notes).map_err(|error| error.to_string())
        }
        // Without the places in the encoder's own code where it came up.
        FileForm::LossyWebP { quality } => {
            lossy_webp(picture, quality, profile, notes).map_err(|error| error.error().to_string())
        }
    };
    bytes.map_err(|detail| RepairPictureError::NotEncoded {
        format: form.format(),
        detail,
    })
}

fn jpeg(
    picture: &RgbImage,
    quality: u8,
    chroma: Chroma,
    profile: Option<&[u8]>,
    notes: &Notes,
) -> Result<Vec<u8>, jpeg_encoder::EncodingError> {
    // A third of a byte per pixel is what most photographs take.
    let mut bytes = Vec::with_capacity(picture.as_raw().len() / 9);
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_sampling_factor(match chroma {
        Chroma::Full => SamplingFactor::R_4_4_4,
        Chroma::Half => SamplingFactor::R_4_2_0,
    });
    // The library's default takes one colour of four, which leaves steps along edges.
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    if let Some(Density::Jfif { unit, pixels }) = notes.density {
        encoder.set_density(PixelDensity {
            density: pixels,
            unit: match unit {
                1 => PixelDensityUnit::Inches,
                2 => PixelDensityUnit::Centimeters,
                _ => PixelDensityUnit::PixelAspectRatio,
            },
        });
    }
    if let Some(block) = &notes.exif {
        encoder.add_exif_metadata(block)?;
    }
    if let Some(packet) = &notes.xmp {
        encoder.add_app_segment(1, [XMP_SIGNATURE, packet].concat())?;
    }
    if let Some(blocks) = &notes.photoshop {
        encoder.add_app_segment(13, blocks.clone())?;
    }
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile)?;
    }
    // A side beyond what a JPEG can have is refused by its number of bytes.
    let side = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
    let (width, height) = (side(picture.width()), side(picture.height()));
    encoder.encode(picture.as_raw(), width, height, ColorType::Rgb)?;
    Ok(bytes)
}

fn png_file(
    picture: &RgbImage,
    profile: Option<&[u8]>,
    notes: &Notes,
) -> Result<Vec<u8>, png::EncodingError> {
    let mut info = png::Info::with_size(picture.width(), picture.height());
    info.color_type = png::ColorType::Rgb;
    info.icc_profile = profile.map(Into::into);
    info.exif_metadata = notes.exif.as_deref().map(Into::into);
    if let Some(Density::Png(dimensions)) = notes.density {
        info.pixel_dims = Some(dimensions);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bytes, info)?;
    // As `image` does: a file of about the best size for a small part of the time that the best takes.
    encoder.set_compression(png::Compression::Balanced);
    for note in &notes.texts {
        encoder.add_itxt_chunk(note.keyword.clone(), note.text.clone())?;
    }
    if let Some(packet) = notes
        .xmp
        .as_deref()
        .and_then(|xmp| str::from_utf8(xmp).ok())
    {
        encoder.add_itxt_chunk(PNG_XMP_KEYWORD.to_owned(), packet.to_owned())?;
    }
    let mut writer = encoder.write_header()?;
    writer.write_image_data(picture.as_raw())?;
    writer.finish()?;
    Ok(bytes)
}

fn lossless_webp(
    picture: &RgbImage,
    profile: Option<&[u8]>,
    notes: &Notes,
) -> Result<Vec<u8>, image_webp::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec());
    }
    if let Some(block) = &notes.exif {
        encoder.set_exif_metadata(block.clone());
    }
    if let Some(packet) = &notes.xmp {
        encoder.set_xmp_metadata(packet.clone());
    }
    encoder.encode(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        image_webp::ColorType::Rgb8,
    )?;
    Ok(bytes)
}

fn lossy_webp(
    picture: &RgbImage,
    quality: f32,
    profile: Option<&[u8]>,
    notes: &Notes,
) -> webpx::Result<Vec<u8>> {
    // Colours are always shared by four pixels, and chosen so that edges of the product against a light background keep
    // theirs: a twentieth more bytes. Memory stays within what is counted for a repair, also for a picture of noise.
    let mut encoder = EncoderConfig::new()
        .quality(quality)
        .sharp_yuv(true)
        .low_memory(true);
    if let Some(profile) = profile {
        encoder = encoder.icc_profile(profile);
    }
    if let Some(block) = &notes.exif {
        encoder = encoder.exif(block.as_slice());
    }
    if let Some(packet) = &notes.xmp {
        encoder = encoder.xmp(packet.as_slice());
    }
    let (width, height) = picture.dimensions();
    encoder.encode_rgb(picture.as_raw(), width, height, Unstoppable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_beyond_what_a_webp_can_have_is_refused() {
        let wide = RgbImage::new(65_536, 1);
        for form in [
            FileForm::LosslessWebP,
            FileForm::LossyWebP { quality: 75.0 },
        ] {
            let refused = encoded(&wide, form, None, &Notes::default());
            assert!(
                matches!(refused, Err(RepairPictureError::NotEncoded { .. })),
                "{form:?}: {refused:?}"
            );
        }
    }
}
