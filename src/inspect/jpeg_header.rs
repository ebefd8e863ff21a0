//! The segments of a JPEG up to its first scan: what is needed before a decoder is chosen and memory is granted.
//!
//! Reads lengths and a few bytes, never entropy-coded data, and never beyond the slice.

use std::ops::Range;

use super::jpeg_kind::{AdobeMarker, JpegColours, colours, is_usual};

/// Marker of the picture's beginning.
pub const START_OF_IMAGE: u8 = 0xD8;

/// Marker of a scan's header.
pub const START_OF_SCAN: u8 = 0xDA;

/// Marker of the picture's end.
pub const END_OF_IMAGE: u8 = 0xD9;

/// Marker of a segment that tells the number of lines again, behind the first scan.
pub const DEFINE_NUMBER_OF_LINES: u8 = 0xDC;

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
    /// Height in pixels of a row of minimum coded units: 8 times the largest vertical sampling factor.
    pub mcu_height_px: u16,
    /// How the pixels are coded.
    pub coding: JpegCoding,
    /// Where the frame describes its channels: three bytes each.
    pub channels: Range<usize>,
    /// Whether the first scan holds all colour channels, so that a sequential picture needs no other.
    pub all_in_first_scan: bool,
    /// What its channels mean.
    pub colours: JpegColours,
    /// Whether sampling and colours are such as every decoder reads rightly.
    pub is_usual: bool,
    /// The first scan's header without its marker, length included.
    pub scan_header: Range<usize>,
    /// The Exif block, from its TIFF header on.
    pub exif: Option<Range<usize>>,
    /// Offset of the first byte after the first scan's header.
    pub first_scan: usize,
}

/// Why a header could not be read, in the words for [`super::InspectError::Damaged`].
pub type HeaderFault = &'static str;

/// The fault of a header that is cut off; of a file's first bytes it can mean that more are needed.
pub const CUT: HeaderFault = "the file ends within its header";

/// A marker with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The marker's second byte.
    pub marker: u8,
    /// Its data, behind the length.
    pub data: Range<usize>,
}

impl Segment {
    /// All of it but the marker: length and data.
    pub fn with_length(&self) -> Range<usize> {
        self.data.start - 2..self.data.end
    }
}

/// The first segment at `at` or behind it; moves `at` behind it. Whatever is no segment is skipped.
///
/// # Errors
/// The fault, in words.
pub fn next_segment(bytes: &[u8], at: &mut usize) -> Result<Segment, HeaderFault> {
    loop {
        let marker = next_marker(bytes, at).ok_or(CUT)?;
        // Markers without a length, which have no meaning here: TEM and the restarts.
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            continue;
        }
        if marker == START_OF_IMAGE {
            return Err("the picture begins twice");
        }
        if marker == END_OF_IMAGE {
            return Err("the picture ends before its first scan");
        }
        let length = usize::from(read_u16(bytes, *at).ok_or(CUT)?);
        if length < 2 {
            return Err("a header segment has an impossible length");
        }
        let data = *at + 2..*at + length;
        if data.end > bytes.len() {
            return Err(CUT);
        }
        *at = data.end;
        return Ok(Segment { marker, data });
    }
}

/// Reads the segments up to the first scan.
///
/// # Errors
/// The fault, in words, where the segments end too early or make no picture.
pub fn read_jpeg_header(bytes: &[u8]) -> Result<JpegHeader, HeaderFault> {
    let mut frame = None;
    let (mut has_jfif, mut adobe) = (false, AdobeMarker::None);
    let mut exif = None;
    let mut at = 2;
    loop {
        let Segment {
            marker,
            data: range,
        } = next_segment(bytes, &mut at)?;
        let data = bytes.get(range.clone()).ok_or(CUT)?;
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                frame = Some((read_frame(marker, data)?, range));
            }
            0xE1 if exif.is_none() && data.starts_with(b"Exif\0\0") => {
                exif = Some(range.start + 6..range.end);
            }
            0xE0 if data.starts_with(b"JFIF\0") => has_jfif = true,
            0xEE if data.starts_with(b"Adobe") => adobe = AdobeMarker::of(data),
            START_OF_SCAN => {
                let (frame, described): (Frame, Range<usize>) =
                    frame.ok_or("a scan comes before the frame that it belongs to")?;
                // Behind the precision, both sides, and the number of channels.
                let channels = described.start + 6..described.end;
                let listed = bytes.get(channels.clone()).unwrap_or_default();
                let listed = listed.as_chunks().0;
                let listed = &listed[..listed.len().min(frame.components.into())];
                return Ok(JpegHeader {
                    width_px: frame.width_px,
                    height_px: frame.height_px,
                    precision: frame.precision,
                    components: frame.components,
                    mcu_height_px: frame.mcu_height_px,
                    coding: frame.coding,
                    channels,
                    all_in_first_scan: data.first() == Some(&frame.components),
                    colours: colours(listed, has_jfif, adobe),
                    is_usual: is_usual(listed, has_jfif, adobe),
                    scan_header: range.start - 2..range.end,
                    exif,
                    first_scan: at,
                });
            }
            _ => {}
        }
    }
}

/// Where the entropy-coded data that begin at `at` end: at the first marker that is no restart, or with the file.
pub fn data_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(0xFF, rest)) {
        at += found;
        match bytes.get(at + 1) {
            // A stuffed byte, or a restart.
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            // A fill byte.
            Some(0xFF) => at += 1,
            Some(_) => return at,
            None => return bytes.len(),
        }
    }
    bytes.len()
}

struct Frame {
    width_px: u16,
    height_px: u16,
    precision: u8,
    components: u8,
    mcu_height_px: u16,
    coding: JpegCoding,
}

fn read_frame(marker: u8, data: &[u8]) -> Result<Frame, HeaderFault> {
    let [
        precision,
        height_high,
        height_low,
        width_high,
        width_low,
        components,
        ref channels @ ..,
    ] = *data
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
    // Three bytes a channel; the second holds both sampling factors, the vertical one in its lower half.
    let most_vertical = channels
        .chunks_exact(3)
        .take(usize::from(components))
        .map(|channel| channel[1] & 0x0F)
        .max()
        .unwrap_or(1)
        .clamp(1, 4);
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
        mcu_height_px: 8 * u16::from(most_vertical),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// SOI, Adobe's marker, Exif, a frame of 20 x 10 pixels with 4 channels, and a scan of all of them.
    fn sample() -> Vec<u8> {
        let mut bytes = b"\xFF\xD8\xFF\xEE\0\x0EAdobe\0d\0\0\0\0\x02".to_vec();
        bytes.extend(b"\xFF\xE1\0\x0CExif\0\0II*\0");
        bytes.extend(b"\xFF\xC2\0\x14\x08\0\x0A\0\x14\x04");
        bytes.extend([0; 12]);
        bytes.extend(b"\xFF\xDA\0\x0E\x04");
        bytes.extend([0; 11]);
        bytes.extend(b"data\xFF\xDA\xFF\xD9");
        bytes
    }

    #[test]
    fn the_segments_tell_what_is_needed() {
        let bytes = sample();
        let header = read_jpeg_header(&bytes).unwrap();
        assert_eq!((header.width_px, header.height_px), (20, 10), "the size");
        assert_eq!(
            header.coding,
            JpegCoding::Progressive,
            "SOF2 is progressive"
        );
        assert_eq!(header.components, 4, "the channels");
        assert!(header.all_in_first_scan, "the scan holds all four");
        assert_eq!(header.colours, JpegColours::Ycck, "APP14 says it");
        assert_eq!(
            &bytes[header.exif.clone().unwrap()],
            b"II*\0",
            "Exif from its TIFF header"
        );
        assert_eq!(
            &bytes[header.first_scan..][..4],
            b"data",
            "where the data begin"
        );
        assert_eq!(header.channels.len(), 12, "three bytes a channel");
        assert_eq!(
            data_end(&bytes, header.first_scan),
            header.first_scan + 4,
            "and where they end"
        );
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_safe() {
        let bytes = sample();
        let data_begin = bytes.len() - 8;
        for length in 0..data_begin {
            assert!(
                read_jpeg_header(&bytes[..length]).is_err(),
                "{length} bytes are no header"
            );
        }
        for at in 2..bytes.len() {
            for value in 0..=255 {
                let mut changed = bytes.clone();
                changed[at] = value;
                if let Ok(header) = read_jpeg_header(&changed) {
                    assert!(header.width_px > 0 && header.height_px > 0, "a size");
                    assert!(header.first_scan <= changed.len(), "within the file");
                }
            }
        }
    }

    #[test]
    fn bytes_between_segments_are_skipped() {
        let mut bytes = sample();
        bytes.splice(2..2, *b"stray\xFF\xFF\0\xFF");
        assert!(read_jpeg_header(&bytes).is_ok(), "as other decoders do");
    }
}
