//! Header surgery: a small JPEG made of parts of a large one, for well-kept decoders to decode.
//!
//! Knows segments and where scans begin and end, and nothing of entropy coding: what it writes is the file's own bytes in
//! the file's own order, less what is not needed. Invariants: never reads beyond the slice, every byte of it is passed at
//! most once, and a part that is missing makes a JPEG that a strict decoder refuses.

use super::jpeg_header::{END_OF_IMAGE, JpegHeader, START_OF_SCAN, next_segment};

/// Most scans that are followed; encoders write about ten.
const MOST_SCANS: usize = 100;

/// Marker of a segment that renumbers lines or ends a scan early; a file that has it is left alone.
const DEFINE_NUMBER_OF_LINES: u8 = 0xDC;

/// A reserved marker, which zune-jpeg refuses within a scan.
const REFUSED_BY_ZUNE: &[u8] = &[0xFF, 0x02];

/// A fill byte and a stuffed byte: no marker, and no data either. libjpeg-turbo-rs refuses it within a scan, and skips it
/// between two markers.
const REFUSED_BY_TURBO: &[u8] = &[0xFF, 0xFF, 0x00];

/// Writes to `strip` the first `height_px` rows of a sequential JPEG whose channels are all in its first scan: its
/// header with another height, `data_bytes` of its entropy-coded data, and an end. `None` where the header cannot be
/// followed.
pub fn first_rows_of_scan(
    bytes: &[u8],
    header: &JpegHeader,
    height_px: u16,
    data_bytes: usize,
    strip: &mut Vec<u8>,
) -> Option<()> {
    begin(bytes, Some(height_px), strip)?;
    let end = header.first_scan.saturating_add(data_bytes);
    let data = bytes.get(header.first_scan..end.min(bytes.len()))?;
    push_cut_data(data, REFUSED_BY_ZUNE, strip);
    strip.extend([0xFF, END_OF_IMAGE]);
    Some(())
}

/// Writes to `strip` the first `height_px` rows of a progressive JPEG: of every scan the first `data_bytes` of its data.
/// What is left over in a scan behind the last row that is wanted has to be skipped by the decoder. `None` where the
/// scans cannot be followed to the end of the picture.
pub fn first_rows_of_scans(
    bytes: &[u8],
    header: &JpegHeader,
    height_px: u16,
    data_bytes: usize,
    strip: &mut Vec<u8>,
) -> Option<()> {
    begin(bytes, Some(height_px), strip)?;
    follow_scans(bytes, header, strip, |_, data, strip| {
        match data.get(..data_bytes) {
            Some(part) => push_cut_data(part, REFUSED_BY_TURBO, strip),
            None => strip.extend_from_slice(data),
        }
        true
    })
}

/// Writes to `strip` the whole of a progressive JPEG's mean values (its DC coefficients, all bits of them) and nothing
/// else: those scans that begin with coefficient 0. `None` where the scans cannot be followed to the end of the picture,
/// or one of them mixes mean values with others.
pub fn mean_values_only(bytes: &[u8], header: &JpegHeader, strip: &mut Vec<u8>) -> Option<()> {
    begin(bytes, None, strip)?;
    let mut is_first_pure = true;
    let followed = follow_scans(bytes, header, strip, |spectral, data, strip| {
        let keeps = spectral.0 == 0;
        is_first_pure &= !keeps || spectral.1 == 0;
        if keeps {
            strip.extend_from_slice(data);
        }
        keeps
    });
    followed.filter(|()| is_first_pure)
}

/// Writes everything up to the first scan's data that decoding needs: no Exif, no colour profile, no comments. With a
/// height, the frame claims that one.
fn begin(bytes: &[u8], height_px: Option<u16>, strip: &mut Vec<u8>) -> Option<()> {
    strip.clear();
    strip.extend([0xFF, 0xD8]);
    let mut at = 2;
    loop {
        let segment = next_segment(bytes, &mut at).ok()?;
        match segment.marker {
            // JFIF's and Adobe's markers tell how colours are meant.
            0xE1..=0xED | 0xEF | 0xFE => continue,
            DEFINE_NUMBER_OF_LINES => return None,
            marker => strip.extend([0xFF, marker]),
        }
        let begins = strip.len();
        strip.extend_from_slice(bytes.get(segment.with_length())?);
        match (segment.marker, height_px) {
            (START_OF_SCAN, _) => return Some(()),
            (0xC0..=0xC2, Some(height_px)) => {
                // Behind the length (2 bytes) and the precision (1).
                let field = strip.get_mut(begins + 3..begins + 5)?;
                field.copy_from_slice(&height_px.to_be_bytes());
            }
            _ => {}
        }
    }
}

/// Walks over the scans from the first one's data on. `take` gets the range of coefficients that a scan holds (first and
/// last, 0 to 63), its data, and what was written, where the scan's header is last already; where it says no, the header
/// is taken back. Tables between scans are written.
fn follow_scans(
    bytes: &[u8],
    header: &JpegHeader,
    strip: &mut Vec<u8>,
    mut take: impl FnMut((u8, u8), &[u8], &mut Vec<u8>) -> bool,
) -> Option<()> {
    let mut at = header.first_scan;
    let mut scan_header = header.scan_header.clone();
    for _ in 0..MOST_SCANS {
        let spectral = match *bytes.get(scan_header.clone())? {
            [.., first, last, _] => (first, last),
            _ => return None,
        };
        let data = at..data_end(bytes, at);
        at = data.end;
        if !take(spectral, bytes.get(data)?, strip) {
            // The header and its marker.
            strip.truncate(strip.len().checked_sub(scan_header.len() + 2)?);
        }
        loop {
            let marker_at = at;
            if bytes.get(marker_at + 1) == Some(&END_OF_IMAGE) {
                strip.extend([0xFF, END_OF_IMAGE]);
                return Some(());
            }
            let segment = next_segment(bytes, &mut at).ok()?;
            if segment.data.start != marker_at + 4 {
                // Bytes that are no segment lie between two: a decoder may take them another way.
                return None;
            }
            match segment.marker {
                0xE0..=0xEF | 0xFE => continue,
                // Tables and restart intervals.
                0xC4 | 0xDB | 0xDD | START_OF_SCAN => {
                    strip.extend_from_slice(bytes.get(marker_at..segment.data.end)?);
                }
                _ => return None,
            }
            if segment.marker == START_OF_SCAN {
                scan_header = segment.with_length();
                break;
            }
        }
    }
    None
}

/// Where the entropy-coded data that begin at `at` end: at the first marker that is no restart, or with the file.
fn data_end(bytes: &[u8], mut at: usize) -> usize {
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

/// Writes the beginning of a scan's data. Behind it stands what the decoder refuses within a scan: at the end of data
/// decoders go on with zeros and say nothing, and so rows would be made up where more data were needed.
fn push_cut_data(part: &[u8], refused: &[u8], strip: &mut Vec<u8>) {
    strip.extend_from_slice(part);
    // Not between 0xFF and its stuffed 0, which would make a marker of what follows.
    while strip.last() == Some(&0xFF) {
        strip.pop();
    }
    strip.extend_from_slice(refused);
}
