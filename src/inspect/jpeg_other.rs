//! Four-channel JPEG (CMYK and YCCK), lossless JPEG, and what no faster decoder reads, by `jpeg-decoder`.
//!
//! It makes up what is not there, so all of it is checked before. zune-jpeg is reported to decode some YCCK nearly black (its issue 442) and to mix up the channels of unevenly sampled
//! CMYK (436), which would flag good pictures. No ink profile is applied: black stays black and white stays white
//! without one, and more is not asked of the colours here.

use image::RgbImage;
use jpeg_decoder::{ColorTransform, Decoder, Error, PixelFormat};

use super::InspectError;
use super::jpeg::{END_IS_MISSING, damaged, unsupported};
use super::jpeg_entropy::{check_progressive_whole, check_sequential};
use super::jpeg_header::{JpegCoding, JpegHeader};
use super::jpeg_kind::{JpegColours, has_padded_lone_channels};
use super::jpeg_scans::JpegScans;
use super::raster::Raster;

/// Decodes a JPEG of one or three channels that no faster decoder reads, whose limits and work were checked.
///
/// # Errors
/// Anything that is not there or not as it must be, and what the decoder says.
pub fn decode_checked(
    bytes: &[u8],
    header: &JpegHeader,
    scans: JpegScans,
) -> Result<Raster, InspectError> {
    match header.coding {
        JpegCoding::Sequential => check_sequential(bytes, header).map(drop).map_err(damaged)?,
        JpegCoding::Progressive => check_progressive_whole(bytes, header).map_err(damaged)?,
        _ => {}
    }
    decode(bytes, header, scans)
}

/// Decodes a four-channel or lossless JPEG, whose limits and work were checked.
///
/// # Errors
/// What the decoder says.
pub fn decode(bytes: &[u8], header: &JpegHeader, scans: JpegScans) -> Result<Raster, InspectError> {
    // The decoder makes up what is not there.
    if !scans.has_end {
        return Err(damaged(END_IS_MISSING));
    }
    if header.coding != JpegCoding::Lossless
        && scans.has_lone_channels
        && has_padded_lone_channels(bytes, header)
    {
        return Err(unsupported("rare sampling, channel by channel"));
    }
    let mut decoder = Decoder::new(bytes);
    if let Some(transform) = transform(header.colours) {
        decoder.set_color_transform(transform);
    }
    let samples = decoder.decode().map_err(|error| match error {
        Error::Unsupported(feature) => unsupported(format!("{feature:?}")),
        other => damaged(other.to_string()),
    })?;
    let info = decoder.info().ok_or_else(|| damaged("no size"))?;
    let rgb = match info.pixel_format {
        PixelFormat::CMYK32 => samples
            .as_chunks::<4>()
            .0
            .iter()
            .flat_map(|&inks| ink_to_rgb(inks))
            .collect(),
        PixelFormat::RGB24 => samples,
        PixelFormat::L8 => samples.into_iter().flat_map(|level| [level; 3]).collect(),
        PixelFormat::L16 => samples
            .as_chunks::<2>()
            .0
            .iter()
            .flat_map(|&pair| [u16::from_ne_bytes(pair).to_be_bytes()[0]; 3])
            .collect(),
    };
    RgbImage::from_raw(info.width.into(), info.height.into(), rgb)
        .map(Raster::Rgb)
        .ok_or_else(|| damaged("the picture has another size than its header says"))
}

/// How the decoder is told what the channels mean: it reads the markers in another order than the library that browsers
/// use.
fn transform(colours: JpegColours) -> Option<ColorTransform> {
    match colours {
        JpegColours::Grey => None,
        JpegColours::YCbCr => Some(ColorTransform::YCbCr),
        JpegColours::Rgb => Some(ColorTransform::RGB),
        JpegColours::Cmyk => Some(ColorTransform::CMYK),
        JpegColours::Ycck => Some(ColorTransform::YCCK),
    }
}

/// What ink amounts look like on paper. The decoder inverts what is stored, as Adobe's files need; so do browsers and
/// Pillow with every file of four channels, whether Adobe's marker is there or not.
fn ink_to_rgb([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| {
        let light = u32::from(255 - ink) * u32::from(255 - k);
        u8::try_from((light + 127) / 255).unwrap_or(255)
    })
}

#[cfg(test)]
mod tests {
    use super::ink_to_rgb;

    #[test]
    fn inks_become_the_light_they_leave() {
        assert_eq!(ink_to_rgb([0, 0, 0, 0]), [255; 3], "no ink is white paper");
        assert_eq!(
            ink_to_rgb([0, 0, 0, 255]),
            [0; 3],
            "full black ink is black"
        );
        assert_eq!(
            ink_to_rgb([255, 0, 0, 0]),
            [0, 255, 255],
            "full cyan ink takes red"
        );
    }
}
