//! Whether a file can hold transparency at all, from its header alone.

use super::ImageFormat;
use super::sniff::sniff;

/// Whether the header of a file leaves room for transparency. `false` is certain, and spares decoding the file; `true` may
/// still be a picture that is opaque everywhere.
#[must_use]
pub fn may_be_transparent(bytes: &[u8]) -> bool {
    match sniff(bytes) {
        None | Some(ImageFormat::Jpeg) => false,
        Some(ImageFormat::Png) => png_may_be(bytes),
        Some(ImageFormat::WebP) => webp_may_be(bytes),
        Some(ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff) => true,
    }
}

/// Colour types 4 and 6 have a channel for it, the others a chunk before their pixels.
fn png_may_be(bytes: &[u8]) -> bool {
    if matches!(bytes.get(25), Some(4 | 6)) {
        return true;
    }
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        match behind.get(..4) {
            Some(b"tRNS") => return true,
            Some(b"IDAT") | None => return false,
            Some(_) => {}
        }
        // Behind the name, the data and a checksum.
        let data = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        rest = behind.get(data.saturating_add(8)..).unwrap_or_default();
    }
    false
}

/// The plain lossy kind has none; the others say.
fn webp_may_be(bytes: &[u8]) -> bool {
    const FLAG: u8 = 0x10;
    match bytes.get(12..16) {
        Some(b"VP8 ") => false,
        Some(b"VP8L") => bytes.get(24).is_none_or(|flags| flags & FLAG != 0),
        Some(b"VP8X") => bytes.get(20).is_none_or(|flags| flags & FLAG != 0),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat as Library};
    use std::io::Cursor;

    fn file(image: &DynamicImage, format: Library) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_header_tells_whether_there_is_room_for_transparency() {
        for format in [Library::Png, Library::WebP] {
            let clear = DynamicImage::new_rgba8(20, 20);
            let opaque = DynamicImage::new_rgb8(20, 20);
            assert!(may_be_transparent(&file(&clear, format)), "{format:?}");
            assert!(!may_be_transparent(&file(&opaque, format)), "{format:?}");
        }
        let grey = DynamicImage::new_luma_a8(20, 20);
        assert!(may_be_transparent(&file(&grey, Library::Png)));
        assert!(!may_be_transparent(b"text"));
    }

    #[test]
    fn a_palette_with_a_clear_colour_is_found_behind_other_chunks() {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 2, 1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(vec![0, 0, 0, 255, 255, 255]);
        encoder.set_trns(vec![0]);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&[0, 1]).unwrap();
        drop(writer);
        assert!(may_be_transparent(&bytes));
    }

    #[test]
    fn a_header_that_is_cut_off_promises_nothing() {
        let bytes = file(&DynamicImage::new_rgb8(20, 20), Library::Png);
        for length in 0..40 {
            assert!(!may_be_transparent(&bytes[..length]), "{length}");
        }
    }
}
