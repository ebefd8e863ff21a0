//! What the beginning of a PNG or WebP tells: whether it moves, whether it loses anything, and of how many pixels it is.
//!
//! Decoders tell the same, but want the whole file or show only the first picture. What is damaged tells nothing here; the
//! repair itself finds the damage.

use super::vp8_header::lossy_frame;
use crate::inspect::{ImageFormat, sniff};

/// So many bytes are read where the whole file is not at hand. What is looked for stands at the very beginning, but for the
/// chunk that makes a PNG an animation: before it may stand notes and a colour profile, which are seldom larger.
pub(super) const HEAD_BYTES: u64 = 64 << 10;

/// Whether the file shows several pictures, one after the other. A still picture in its place would be a loss that nobody
/// asked for.
pub(super) fn is_animation(bytes: &[u8]) -> bool {
    match sniff(bytes) {
        Some(ImageFormat::Png) => is_png_animation(bytes),
        // The second bit of the flags in an extended header.
        Some(ImageFormat::WebP) => {
            bytes.get(12..16) == Some(b"VP8X")
                && bytes.get(20).is_some_and(|flags| flags & 0b10 != 0)
        }
        _ => false,
    }
}

/// What the size of the file in place of another follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SizeBasis {
    /// It is as lossy as the other: from the other's bytes.
    LossyFile,
    /// It loses nothing: from so many pixels.
    Pixels(u64),
    /// The beginning of the other does not tell.
    Unknown,
}

/// What the size of the file in place of a PNG or WebP follows from. A lossy WebP whose picture stands beyond what was
/// read counts by its pixels, which are more.
pub(super) fn size_basis(bytes: &[u8]) -> SizeBasis {
    if lossy_frame(bytes).is_some() {
        return SizeBasis::LossyFile;
    }
    pixels(bytes).map_or(SizeBasis::Unknown, SizeBasis::Pixels)
}

/// Width times height; `None` where the beginning does not tell.
fn pixels(bytes: &[u8]) -> Option<u64> {
    let (width, height) = match sniff(bytes)? {
        ImageFormat::Png if bytes.get(12..16)? == b"IHDR" => {
            let side = |at| u32_of(bytes, at).map(u32::from_be_bytes);
            (side(16)?, side(20)?)
        }
        ImageFormat::WebP => webp_size(bytes)?,
        _ => return None,
    };
    Some(u64::from(width) * u64::from(height))
}

/// A PNG that moves says before its first pixels how many pictures it has; of one that has a single one nothing is lost.
fn is_png_animation(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>()
        && let Some((kind, data)) = after.split_first_chunk::<4>()
    {
        match kind {
            b"acTL" => return u32_of(data, 0).map(u32::from_be_bytes) > Some(1),
            b"IDAT" => return false,
            _ => {}
        }
        // A checksum ends each chunk.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok();
        let whole = whole.and_then(|length| length.checked_add(4));
        rest = whole
            .and_then(|whole| data.get(whole..))
            .unwrap_or_default();
    }
    false
}

/// By the first chunk: that of a picture without loss, or an extended header.
fn webp_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let data = bytes.get(20..)?;
    match bytes.get(12..16)? {
        b"VP8X" => {
            let less_one = |at: usize| Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?));
            // Three bytes each, the height's right behind the width's.
            let width = less_one(4)? & 0x00FF_FFFF;
            let height = less_one(6)? >> 8;
            Some((width + 1, height + 1))
        }
        b"VP8L" if *data.first()? == 0x2F => {
            let sides = u32::from_le_bytes(u32_of(data, 1)?);
            Some(((sides & 0x3FFF) + 1, ((sides >> 14) & 0x3FFF) + 1))
        }
        _ => None,
    }
}

fn u32_of(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk().copied()
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, ImageEncoder as _, RgbImage};

    use super::*;
    use crate::repair::test_shop::animated_webp;

    fn png(frames: Option<u32>) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 30, 20);
        encoder.set_color(png::ColorType::Rgb);
        encoder
            .add_text_chunk("Title".to_owned(), "A lamp".to_owned())
            .unwrap();
        if let Some(frames) = frames {
            encoder.set_animated(frames, 0).unwrap();
        }
        let mut writer = encoder.write_header().unwrap();
        for _ in 0..frames.unwrap_or(1) {
            writer.write_image_data(&[0; 30 * 20 * 3]).unwrap();
        }
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn what_moves_is_told_from_what_does_not() {
        assert!(is_animation(&png(Some(2))));
        assert!(!is_animation(&png(Some(1))), "a single picture");
        assert!(!is_animation(&png(None)));
        assert!(is_animation(&animated_webp()));
        let mut still = animated_webp();
        still[20] = 0;
        assert!(!is_animation(&still), "an extended header, but still");
        for bytes in [png(Some(2)), animated_webp()] {
            for length in 0..bytes.len() {
                let _told = is_animation(&bytes[..length]);
                let _told = size_basis(&bytes[..length]);
            }
        }
        assert!(!is_animation(b"\xFF\xD8\xFF acTL"), "a JPEG");
    }

    #[test]
    fn the_number_of_pixels_is_told_by_the_beginning() {
        assert_eq!(size_basis(&png(None)[..32]), SizeBasis::Pixels(600));
        let mut lossless = Vec::new();
        image::codecs::webp::WebPEncoder::new_lossless(&mut lossless)
            .write_image(
                RgbImage::new(30, 20).as_raw(),
                30,
                20,
                ExtendedColorType::Rgb8,
            )
            .unwrap();
        assert_eq!(size_basis(&lossless), SizeBasis::Pixels(600));
        assert_eq!(size_basis(&animated_webp()), SizeBasis::Pixels(600));
        assert_eq!(size_basis(b"\xFF\xD8\xFF\xE0 a JPEG"), SizeBasis::Unknown);
    }

    #[test]
    fn a_lossy_webp_is_known_by_its_picture_wherever_that_stands() {
        let header = b"VP8X\x0A\0\0\0\x20\0\0\0\x1D\0\0\x13\0\0";
        let profile = b"ICCP\x03\0\0\0abc\0";
        let picture = b"VP8 \x14\0\0\0\x50\x01\0\x9D\x01\x2A\x1E\0\x14\0";
        let webp = |chunks: &[&[u8]]| [b"RIFF\xFF\0\0\0WEBP", chunks.concat().as_slice()].concat();
        assert_eq!(size_basis(&webp(&[picture])), SizeBasis::LossyFile);
        let extended = webp(&[header, profile, picture]);
        assert_eq!(size_basis(&extended), SizeBasis::LossyFile);
        let cut = extended.len() - picture.len();
        assert_eq!(
            size_basis(&extended[..cut]),
            SizeBasis::Pixels(600),
            "beyond what was read"
        );
    }
}
