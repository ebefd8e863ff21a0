//! Which format a file's first bytes say; names are never looked at.

use super::ImageFormat;

/// The format by the first bytes; `None` where they are those of no format that is inspected.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    Some(match bytes {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat::Png,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => ImageFormat::WebP,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ImageFormat::Gif,
        [b'B', b'M', ..] if has_bitmap_header(bytes) => ImageFormat::Bmp,
        // With places of 32 bit, and of 64 bit (BigTIFF).
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => ImageFormat::Tiff,
        _ => return None,
    })
}

/// "BM" alone begins many a text; the size of a bitmap's second header, at byte 14, is one of a few.
fn has_bitmap_header(bytes: &[u8]) -> bool {
    let Some(&[a, b, c, d]) = bytes.get(14..18) else {
        return false;
    };
    matches!(
        u32::from_le_bytes([a, b, c, d]),
        12 | 16 | 40 | 52 | 56 | 64 | 108 | 124
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_signature_is_told_by_content() {
        let cases: [(&[u8], Option<ImageFormat>); 12] = [
            (b"\xFF\xD8\xFF\xE0", Some(ImageFormat::Jpeg)),
            (b"\x89PNG\r\n\x1A\n", Some(ImageFormat::Png)),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", Some(ImageFormat::WebP)),
            (b"RIFF\x01\x02\x03\x04WAVE", None),
            (b"GIF89a", Some(ImageFormat::Gif)),
            (
                b"BM\x01\x02\x03\x04\0\0\0\0\x36\0\0\0\x28\0\0\0",
                Some(ImageFormat::Bmp),
            ),
            (b"BMW is a maker of cars", None),
            (b"II*\0", Some(ImageFormat::Tiff)),
            (b"MM\0*", Some(ImageFormat::Tiff)),
            (b"II+\0\x08\0\0\0", Some(ImageFormat::Tiff)),
            (b"MM\0+\0\x08\0\0", Some(ImageFormat::Tiff)),
            (b"a text named .jpg", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(
                sniff(bytes),
                expected,
                "{bytes:?} is told by its first bytes"
            );
        }
    }

    #[test]
    fn every_cut_of_a_signature_is_safe() {
        for length in 0..18 {
            assert_eq!(sniff(&b"RIFF\x01\x02\x03\x04WEBP"[..length.min(11)]), None);
            assert_eq!(
                sniff(&b"BM\x01\x02\x03\x04\0\0\0\0\x36\0\0\0\x28\0\0\0"[..length]),
                None
            );
        }
    }
}
