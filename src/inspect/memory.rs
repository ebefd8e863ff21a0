//! How much memory a picture takes at most while it is decoded and looked at, from the first bytes of its file.
//!
//! Upper bounds, each counted from the buffers that its decoder allocates: too much makes a picture wait that need not,
//! too little takes memory that was not there. Invariant: no answer is larger than the limit on decoding allows.

use std::io::Cursor;

use super::gif_work::gif_work;
use super::jpeg_header::{JpegCoding, JpegHeader, read_jpeg_header};
use super::jpeg_kind::tidy_header;
use super::sniff::sniff;
use super::tiff_work::tiff_decoding_bytes;
use super::{ImageFormat, ImageLimits};

/// What is done with the decoded picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodingUse {
    /// It is inspected.
    Inspection,
    /// It is made ready for the screen: turned, and with four channels.
    Screen,
    /// It is compared with another picture, or made into one.
    Repair,
}

impl DecodingUse {
    /// Bytes per pixel beside what decoding took at its height.
    pub(super) fn bytes_per_px(self) -> u64 {
        match self {
            Self::Inspection => 0,
            Self::Screen => 8,
            // Turned and divided by alpha in 16 bit, resized, encoded, and decoded again.
            Self::Repair => 24,
        }
    }
}

/// Buffers that do not grow with the picture: colour tables, a thumbnail, the decoder's own.
const FIXED_BYTES: u64 = 2 << 20;

/// What a PNG's colour profile may take.
const PNG_PROFILE_BYTES: u64 = 16 << 20;

/// Bytes that decoding a picture takes at most, from the first bytes of its file; `None` where they do not tell (a TIFF
/// that has its directory at its end). What is no picture takes none.
#[must_use]
pub fn decoding_bytes(
    head: &[u8],
    file_bytes: u64,
    purpose: DecodingUse,
    limits: &ImageLimits,
) -> Option<u64> {
    let Some(format) = sniff(head) else {
        return Some(0);
    };
    let (pixels, decoding) = match format {
        ImageFormat::Jpeg => {
            // As the decoder reads it: an empty picture may stand before the real one.
            let header = read_jpeg_header(&tidy_header(head)).ok()?;
            let pixels = u64::from(header.width_px) * u64::from(header.height_px);
            (pixels, jpeg_bytes(&header))
        }
        ImageFormat::Png => png_bytes(head)?,
        ImageFormat::Gif => {
            let canvas = sides_u16(head, 6)?;
            let frame = gif_work(head)?.needed;
            // The picture in four channels, and the frame as it is stored and in four channels.
            (canvas, frame.saturating_mul(5).saturating_add(canvas * 4))
        }
        ImageFormat::Bmp => {
            let pixels = bmp_px(head)?;
            (pixels, pixels.saturating_mul(8))
        }
        ImageFormat::WebP => webp_bytes(head, file_bytes)?,
        ImageFormat::Tiff => return None,
    };
    if pixels > limits.max_pixels {
        return Some(0); // Refused before anything is allocated.
    }
    let more = pixels * purpose.bytes_per_px() + FIXED_BYTES;
    Some(decoding.saturating_add(more))
}

/// Bytes that decoding a picture takes at most, from all bytes of its file; what says nothing of its size is no picture.
#[must_use]
pub fn whole_decoding_bytes(bytes: &[u8], purpose: DecodingUse, limits: &ImageLimits) -> u64 {
    decoding_bytes(bytes, bytes.len() as u64, purpose, limits)
        .or_else(|| tiff_decoding_bytes(Cursor::new(bytes), purpose, limits))
        .unwrap_or(0)
}

/// What decoding may take where the first bytes do not tell.
#[must_use]
pub fn most_decoding_bytes(limits: &ImageLimits) -> u64 {
    limits.max_decode_bytes
}

/// The channels as they are stored, the picture made of them, and where it comes in several scans the coefficients of
/// all channels in 16 bit. Units at the right and below are filled up.
fn jpeg_bytes(header: &JpegHeader) -> u64 {
    let unit_px = 32;
    let sides = [header.width_px, header.height_px].map(|side| u64::from(side) + unit_px);
    let channels = u64::from(header.components.min(4));
    let coefficients = match header.coding {
        JpegCoding::Sequential if header.all_in_first_scan && header.is_usual => 0,
        _ => 2 * channels,
    };
    // Four channels are put out as four before they become three.
    let out = if channels == 4 { 7 } else { 3 };
    sides[0] * sides[1] * (channels + out + coefficients)
}

/// Pixels and bytes of a PNG.
fn png_bytes(head: &[u8]) -> Option<(u64, u64)> {
    let side = |at: usize| {
        let bytes = head.get(at..at + 4)?.first_chunk::<4>()?;
        Some(u64::from(u32::from_be_bytes(*bytes)))
    };
    let pixels = side(16)?.saturating_mul(side(20)?);
    let (depth, colour) = (*head.get(24)?, *head.get(25)?);
    // As decoded, and in 8 bit where that is another form. A palette or a key colour can hold transparency.
    let per_px = match (depth, colour) {
        (16, _) => 8 + 4,
        (_, 6) => 4,
        (_, 4) => 2 + 4,
        _ => 4 + 4,
    };
    let bytes = pixels
        .saturating_mul(per_px)
        .saturating_add(PNG_PROFILE_BYTES);
    Some((pixels, bytes))
}

/// Pixels and bytes of a WebP.
fn webp_bytes(head: &[u8], file_bytes: u64) -> Option<(u64, u64)> {
    /// Tables of all codes that a lossless picture may have: 65,536 groups of five, 4 KiB each.
    const MOST_TABLE_BYTES: u64 = 65_536 * 5 * 4_096;
    /// The shortest description of a table takes 8 bytes.
    const TABLE_FACTOR: u64 = 512;
    let u24 = |at: usize| {
        let bytes = head.get(at..at + 3)?;
        Some(u64::from(u32::from_le_bytes([
            bytes[0], bytes[1], bytes[2], 0,
        ])))
    };
    let tables = file_bytes
        .saturating_mul(TABLE_FACTOR)
        .min(MOST_TABLE_BYTES);
    match head.get(12..16)? {
        b"VP8 " => {
            let sides = head.get(26..30)?;
            let side =
                |at: usize| u64::from(u16::from_le_bytes([sides[at], sides[at + 1]]) & 0x3FFF);
            let pixels = side(0) * side(2);
            // Brightness and colours apart (1.5), and together (3).
            Some((pixels, pixels * 5))
        }
        b"VP8L" => {
            let bits = u32::from_le_bytes(*head.get(21..25)?.first_chunk::<4>()?);
            let pixels = u64::from((bits & 0x3FFF) + 1) * u64::from(((bits >> 14) & 0x3FFF) + 1);
            Some((pixels, pixels * 12 + tables))
        }
        b"VP8X" => {
            let pixels = (u24(24)? + 1) * (u24(27)? + 1);
            // An animation's frame, laid on its canvas.
            Some((pixels, pixels * 20 + tables))
        }
        _ => Some((0, 0)),
    }
}

fn bmp_px(head: &[u8]) -> Option<u64> {
    let header_bytes = u32::from_le_bytes(*head.get(14..18)?.first_chunk::<4>()?);
    if header_bytes == 12 {
        return sides_u16(head, 18);
    }
    let side = |at: usize| {
        let bytes = head.get(at..at + 4)?.first_chunk::<4>()?;
        Some(u64::from(i32::from_le_bytes(*bytes).unsigned_abs()))
    };
    Some(side(18)?.saturating_mul(side(22)?))
}

/// Two sides of 16 bit, multiplied.
fn sides_u16(head: &[u8], at: usize) -> Option<u64> {
    let sides = head.get(at..at + 4)?;
    let side = |at: usize| u64::from(u16::from_le_bytes([sides[at], sides[at + 1]]));
    Some(side(0) * side(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat as Library};

    fn file(image: &DynamicImage, format: Library) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn bytes(file: &[u8]) -> Option<u64> {
        let limits = ImageLimits::default();
        decoding_bytes(file, file.len() as u64, DecodingUse::Inspection, &limits)
    }

    #[test]
    fn every_format_takes_at_least_its_pixels_and_tells_so_from_its_first_bytes() {
        let picture = DynamicImage::new_rgb8(1000, 500);
        for format in [
            Library::Jpeg,
            Library::Png,
            Library::Gif,
            Library::Bmp,
            Library::WebP,
        ] {
            let file = file(&picture, format);
            let head = &file[..file.len().min(1_000)];
            let told = bytes(head).unwrap_or_else(|| panic!("{format:?} is told"));
            assert!(told >= 3 * 500_000, "{format:?}: {told}");
            assert!(told < 60 << 20, "{format:?}: {told}, far too much");
        }
        assert_eq!(bytes(&file(&picture, Library::Tiff)), None, "at its end");
        assert_eq!(bytes(b"a text"), Some(0), "nothing is decoded");
    }

    #[test]
    fn a_jpeg_behind_an_empty_one_takes_its_pixels_too() {
        let jpeg = file(&DynamicImage::new_rgb8(1000, 500), Library::Jpeg);
        let behind = [b"\xFF\xD8\xFF\xD9".as_slice(), &jpeg].concat();
        let limits = ImageLimits::default();
        let decoded = crate::inspect::decode_full(&behind, &limits);
        assert!(decoded.is_ok(), "it is decoded");
        assert_eq!(bytes(&behind), bytes(&jpeg));
    }

    #[test]
    fn what_is_refused_takes_nothing_and_every_cut_is_safe() {
        let mut huge = file(&DynamicImage::new_rgb8(10, 10), Library::Png);
        huge[16..24].fill(0x7F);
        assert_eq!(bytes(&huge), Some(0));
        for format in [Library::Gif, Library::Bmp, Library::WebP, Library::Jpeg] {
            let file = file(&DynamicImage::new_rgb8(20, 20), format);
            for length in 0..file.len() {
                bytes(&file[..length]);
            }
        }
    }
}
