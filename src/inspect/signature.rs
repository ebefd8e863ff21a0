//! Whether a file's first bytes are a picture's, of whatever kind: also of those that are not inspected.
//!
//! A gate asks it of files whose names promise no picture. Films, documents and archives are none, although they may hold
//! some. Formats without a signature (TGA, PICT, WBMP) can't be told by content.

use super::sniff;

/// So many first bytes tell a picture from everything else; an SVG may begin with a page of comments.
pub const SIGNATURE_BYTES: usize = 1024;

/// The kind of picture that a file's first bytes say, as people write it; `None` where they are no picture's.
#[must_use]
pub fn picture_kind(bytes: &[u8]) -> Option<&'static str> {
    if let Some(format) = sniff(bytes) {
        return Some(format.label());
    }
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|(_, kind)| *kind)
        .or_else(|| media_box(bytes))
        .or_else(|| by_structure(bytes))
        .or_else(|| is_svg(bytes).then_some("SVG"))
}

/// Signatures that begin nothing else.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"8BPS\0\x01", "PSD"),
    (b"8BPS\0\x02", "PSB"),
    (b"II\xBC\x01", "JPEG XR"),
    (b"\xFF\x0A", "JPEG XL"),
    (b"\0\0\0\x0CJXL \r\n\x87\n", "JPEG XL"),
    (b"\0\0\0\x0CjP  \r\n\x87\n", "JPEG 2000"),
    (b"\xFF\x4F\xFF\x51\0", "JPEG 2000"),
    // Camera raws that are no TIFF; the others are, and are told as such.
    (b"IIRO", "ORF"),
    (b"IIRS", "ORF"),
    (b"MMOR", "ORF"),
    (b"IIU\0", "RW2"),
    (b"FUJIFILMCCD-RAW", "RAF"),
    (b"FOVb", "X3F"),
    (b"\0MRM", "MRW"),
    (b"II\x1A\0\0\0HEAPCCDR", "CRW"),
    // Working files and drawings.
    (b"gimp xcf", "XCF"),
    (b"\xC5\xD0\xD3\xC6", "EPS"),
    (b"\xD7\xCD\xC6\x9A\0\0", "WMF"),
    // Others that hold one picture.
    (b"qoif", "QOI"),
    (b"icns", "ICNS"),
    (b"DDS \x7C\0\0\0", "DDS"),
    (b"\x76\x2F\x31\x01", "OpenEXR"),
    (b"#?RADIANCE", "HDR"),
    (b"#?RGBE", "HDR"),
    (b"BPG\xFB", "BPG"),
    (b"FLIF", "FLIF"),
    (b"\x8AMNG\r\n\x1A\n", "MNG"),
    (b"\x8BJNG\r\n\x1A\n", "JNG"),
];

/// The family of HEIF and of films begins alike; brands tell them apart.
fn media_box(bytes: &[u8]) -> Option<&'static str> {
    let [a, b, c, d, b'f', b't', b'y', b'p', rest @ ..] = bytes else {
        return None;
    };
    let box_bytes = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
    let brands = rest.get(..box_bytes.saturating_sub(8)).unwrap_or(rest);
    // The second word is a version, not a brand.
    let mut brands = brands
        .chunks_exact(4)
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .map(|(_, brand)| brand);
    brands.find_map(|brand| match brand {
        b"avif" | b"avis" => Some("AVIF"),
        b"crx " => Some("CR3"),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"hevm" | b"hevs" | b"mif1"
        | b"mif2" | b"msf1" => Some("HEIC"),
        _ => None,
    })
}

/// Signatures so short that more must agree.
fn by_structure(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        // A version, a compression, bits of a pixel.
        [0x0A, 0 | 2..=5, 0 | 1, 1 | 2 | 4 | 8, ..] => Some("PCX"),
        [
            b'P',
            b'1'..=b'7',
            b'\n' | b'\r' | b' ' | b'\t',
            b'0'..=b'9' | b'#' | b'W',
            ..,
        ] => Some("PNM"),
        // A directory of few pictures, the first of them with a reserved zero.
        [0, 0, kind @ (1 | 2), 0, 1..=64, 0, _, _, _, 0, ..] => {
            Some(if *kind == 1 { "ICO" } else { "CUR" })
        }
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => Some("EMF"),
        [b'P', b'K', 3, 4, ..] if bytes.get(30..54) == Some(b"mimetypeapplication/x-kr") => {
            Some("KRA")
        }
        _ if bytes.starts_with(b"%!PS-Adobe-") => {
            let first_line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
            first_line
                .windows(4)
                .any(|word| word == b"EPSF")
                .then_some("EPS")
        }
        _ => None,
    }
}

/// Whether the first element of a text is `svg`. Scans for it behind what may stand before it.
fn is_svg(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut rest = text.trim_ascii_start();
    loop {
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<?") {
            b"?>"
        } else if rest.starts_with(b"<!DOCTYPE svg") {
            return true;
        } else {
            return rest
                .strip_prefix(b"<svg")
                .and_then(<[u8]>::first)
                .is_some_and(|next| next.is_ascii_whitespace() || *next == b'>')
                || rest.starts_with(b"<svg:svg");
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else {
            return false;
        };
        rest = rest[at + end.len()..].trim_ascii_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_every_kind_are_told_by_their_first_bytes() {
        let cases: [(&[u8], &str); 18] = [
            (b"\xFF\xD8\xFF\xE0", "JPEG"),
            (b"\x89PNG\r\n\x1A\n", "PNG"),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "WebP"),
            (b"GIF89a", "GIF"),
            (b"MM\0*", "TIFF"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
            (b"\0\0\0\x1Cftypavif\0\0\0\0mif1miaf", "AVIF"),
            (b"\0\0\0\x1Cftypmif1\0\0\0\0mif1avif", "HEIC"),
            (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", "CR3"),
            (b"8BPS\0\x01\0\0", "PSD"),
            (b"\0\0\0\x0CJXL \r\n\x87\n", "JPEG XL"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%Creator", "EPS"),
            (b"P6\n640 480\n255\n", "PNM"),
            (b"\0\0\x01\0\x02\0\x20\x20\0\0\x01\0", "ICO"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", "SVG"),
            (b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a --><svg>", "SVG"),
            (b"<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-'>", "SVG"),
            (b"qoif\0\0\0\x01", "QOI"),
        ];
        for (bytes, kind) in cases {
            assert_eq!(picture_kind(bytes), Some(kind), "{bytes:?}");
        }
    }

    #[test]
    fn documents_films_and_texts_are_no_pictures() {
        let others: [&[u8]; 17] = [
            b"",
            b"%PDF-1.7\n",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", // Thumbs.db
            b"PK\x03\x04\x14\0\x06\0word/document.xml",
            b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
            b"RIFF\x01\x02\x03\x04WAVEfmt ",
            b"BMW is a maker of cars",
            b"P6 is the sixth of the pages",
            b"%!PS-Adobe-3.0\n%%Pages: 12",
            b"<?xml version='1.0'?><feed><svg></feed>",
            b"<!-- no end",
            b"<svgx>",
            b"\0\x01\0\0\0\x12\x01\0", // A font.
            b"\0\0\x01\xBA\x44\0",     // A film.
            b"ID3\x04",
            b"\n\n\nA text",
            b"sku;name;price\n",
        ];
        for bytes in others {
            assert_eq!(picture_kind(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn every_cut_is_safe() {
        let whole = b"\xEF\xBB\xBF<?xml version='1.0'?><!-- a --><svg >";
        for length in 0..whole.len() - 1 {
            assert_eq!(picture_kind(&whole[..length]), None, "{length} bytes");
        }
        for strange in [
            b"\xFF\xFF\xFF\xFFftyp".as_slice(),
            b"\0\0\0\0ftypa",
            b"\0\0\0\x07ftypheic",
        ] {
            assert_eq!(picture_kind(strange), None, "{strange:?}");
        }
    }
}
