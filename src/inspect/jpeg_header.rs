//! The segments of a JPEG up to its first scan: what is needed before a decoder is chosen and memory is granted.
//!
//! Reads lengths and a few bytes, never entropy-coded data, and never beyond the slice.

/// How the pixels of a JPEG are coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JpegCoding {
    /// Huffman, one pass (baseline or extended sequential).
    Sequential,
    /// Huffman, many passes.
    Progressive,
    /// Without loss.
    Lossless,
    /// Arithmetic coding, of any kind.
    Arithmetic,
    /// Differential frames.
    Hierarchical,
}

/// What a JPEG says of itself before its first scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JpegHeader {
    /// Width in pixels, at least 1.
    pub width_px: u16,
    /// Height in pixels, at least 1.
    pub height_px: u16,
    /// Bits per sample.
    pub precision: u8,
    /// Colour channels.
    pub components: u8,
    /// How the pixels are coded.
    pub coding: JpegCoding,
    /// Whether Adobe's marker is there, whose writers store the inks of four-channel files inverted.
    pub has_adobe_marker: bool,
    /// The Exif block, from its TIFF header on.
    pub exif: Option<std::ops::Range<usize>>,
    /// Offset of the first byte after the first scan's header.
    pub first_scan: usize,
}

/// Why a header could not be read, in the words for [`super::InspectError::Damaged`].
pub type HeaderFault = &'static str;

/// Reads the segments up to the first scan.
///
/// # Errors
/// The fault, in words, where the segments end too early or make no picture.
pub fn read_jpeg_header(bytes: &[u8]) -> Result<JpegHeader, HeaderFault> {
    const CUT: HeaderFault = "the file ends within its header";
    let mut frame = None;
    let mut has_adobe_marker = false;
    let mut exif = None;
    let mut at = 2;
    loop {
        let marker = next_marker(bytes, &mut at).ok_or(CUT)?;
        // Markers without a length: TEM and the restarts, which have no meaning here, and a second SOI.
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            continue;
        }
        if marker == 0xD9 {
            return Err("the picture ends before its first scan");
        }
        let length = usize::from(read_u16(bytes, at).ok_or(CUT)?);
        if length < 2 {
            return Err("a header segment has an impossible length");
        }
        let payload = at + 2..at + length;
        let data = bytes.get(payload.clone()).ok_or(CUT)?;
        at = payload.end;
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                frame = Some(read_frame(marker, data)?);
            }
            0xE1 if exif.is_none() && data.starts_with(b"Exif\0\0") => {
                exif = Some(payload.start + 6..payload.end);
            }
            0xEE if data.starts_with(b"Adobe") => has_adobe_marker = true,
            0xDA => {
                let frame: Frame =
                    frame.ok_or("a scan comes before the frame that it belongs to")?;
                return Ok(JpegHeader {
                    width_px: frame.width_px,
                    height_px: frame.height_px,
                    precision: frame.precision,
                    components: frame.components,
                    coding: frame.coding,
                    has_adobe_marker,
                    exif,
                    first_scan: at,
                });
            }
            _ => {}
        }
    }
}

/// Whether an end-of-image marker follows the first scan's header. In entropy-coded data every 0xFF is followed by 0 or
/// a restart, so that these two bytes are a marker wherever they stand; what comes after the picture (a second
/// picture, a maker's trailer) can hold them too, which errs on the side of calling a file whole.
#[must_use]
pub fn has_end_marker(bytes: &[u8], header: &JpegHeader) -> bool {
    bytes
        .get(header.first_scan..)
        .is_some_and(|scan| scan.windows(2).rev().any(|pair| pair == [0xFF, 0xD9]))
}

struct Frame {
    width_px: u16,
    height_px: u16,
    precision: u8,
    components: u8,
    coding: JpegCoding,
}

fn read_frame(marker: u8, data: &[u8]) -> Result<Frame, HeaderFault> {
    let &[
        precision,
        height_high,
        height_low,
        width_high,
        width_low,
        components,
        ..,
    ] = data
    else {
        return Err("the frame header is too short");
    };
    let width_px = u16::from_be_bytes([width_high, width_low]);
    let height_px = u16::from_be_bytes([height_high, height_low]);
    if width_px == 0 || height_px == 0 {
        return Err("a side of 0 pixels");
    }
    if components == 0 {
        return Err("no colour channels");
    }
    let coding = match marker {
        0xC0 | 0xC1 => JpegCoding::Sequential,
        0xC2 => JpegCoding::Progressive,
        0xC3 => JpegCoding::Lossless,
        0xC9..=0xCB => JpegCoding::Arithmetic,
        _ => JpegCoding::Hierarchical,
    };
    Ok(Frame {
        width_px,
        height_px,
        precision,
        components,
        coding,
    })
}

/// The next marker's second byte, skipping what is no marker (some writers leave bytes between segments) and fill
/// bytes; moves `at` behind it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let found = bytes.get(*at..)?.iter().position(|&byte| byte == 0xFF)?;
        *at += found + 1;
        while bytes.get(*at) == Some(&0xFF) {
            *at += 1;
        }
        let marker = *bytes.get(*at)?;
        *at += 1;
        if marker != 0 {
            return Some(marker);
        }
    }
}

fn read_u16(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at + 2)?;
    Some(u16::from_be_bytes([pair[0], pair[1]]))
}
