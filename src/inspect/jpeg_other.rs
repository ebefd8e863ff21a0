//! Four-channel JPEG (CMYK and YCCK) and lossless JPEG, by `jpeg-decoder`.
//!
//! zune-jpeg is reported to decode some YCCK nearly black (its issue 442) and to mix up the channels of unevenly sampled
//! CMYK (436), which would flag good pictures. No ink profile is applied: black stays black and white stays white
//! without one, and more is not asked of the colours here.

use image::RgbImage;
use jpeg_decoder::{Decoder, Error, PixelFormat};

use super::InspectError;
use super::jpeg::{END_IS_MISSING, damaged, unsupported};
use super::jpeg_header::JpegHeader;
use super::jpeg_scans::JpegScans;
use super::raster::Raster;

/// Decodes a four-channel or lossless JPEG, whose limits and work were checked.
///
/// # Errors
/// What the decoder says.
pub fn decode(bytes: &[u8], header: &JpegHeader, scans: JpegScans) -> Result<Raster, InspectError> {
    // The decoder makes up what is not there.
    if !scans.has_end {
        return Err(damaged(END_IS_MISSING));
    }
    let mut decoder = Decoder::new(bytes);
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
            .flat_map(|&inks| ink_to_rgb(inks, header.has_adobe_marker))
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

/// What ink amounts look like on paper. The decoder always inverts, as Adobe's files need; files without Adobe's marker
/// hold the amounts as they are (so does Pillow read them), and are turned back.
fn ink_to_rgb(inks: [u8; 4], has_adobe_marker: bool) -> [u8; 3] {
    let [c, m, y, k] = if has_adobe_marker {
        inks
    } else {
        inks.map(|ink| 255 - ink)
    };
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
        assert_eq!(
            ink_to_rgb([0, 0, 0, 0], true),
            [255; 3],
            "no ink is white paper"
        );
        assert_eq!(
            ink_to_rgb([0, 0, 0, 255], true),
            [0; 3],
            "full black ink is black"
        );
        assert_eq!(
            ink_to_rgb([255, 0, 0, 0], true),
            [0, 255, 255],
            "full cyan ink takes red"
        );
        assert_eq!(
            ink_to_rgb([255; 4], false),
            [255; 3],
            "without Adobe's marker the decoder's inversion is undone"
        );
    }
}
