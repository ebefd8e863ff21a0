//! Header surgery: a small JPEG made of parts of a large one, for well-kept decoders to decode.
//!
//! Knows segments and where scans begin and end, and nothing of entropy coding: what it writes is the file's own bytes in
//! the file's own order, less what is not needed. Invariants: never reads beyond the slice, every byte of it is passed at
//! most once, and a part that is missing makes a JPEG that a strict decoder refuses.

use super::jpeg_header::{
    DEFINE_NUMBER_OF_LINES, END_OF_IMAGE, JpegHeader, START_OF_SCAN, data_end, next_segment,
};
use super::jpeg_scans::MOST_SCANS;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::jpeg::decode_strip;
    use crate::inspect::jpeg_header::read_jpeg_header;
    use crate::inspect::jpeg_turbo;
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

    const WIDTH: u16 = 90;
    const HEIGHT: u16 = 70;

    /// Noise above a ramp, so that the first rows take most of the data.
    fn jpeg(is_progressive: bool, interval: u16) -> Vec<u8> {
        let mut state = 0x57A1_0000_0000_0001_u64;
        let samples: Vec<u8> = (0..u32::from(WIDTH) * u32::from(HEIGHT) * 3)
            .map(|at| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                if at / 3 / u32::from(WIDTH) < 20 {
                    state.to_be_bytes()[1]
                } else {
                    u8::try_from(at / 80 % 256).unwrap()
                }
            })
            .collect();
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 80);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_progressive(is_progressive);
        if interval > 0 {
            encoder.set_restart_interval(interval);
        }
        encoder
            .encode(&samples, WIDTH, HEIGHT, ColorType::Rgb)
            .unwrap();
        bytes
    }

    #[test]
    fn rows_are_right_or_refused_however_much_data_there_is() {
        for interval in [0, 3] {
            for is_progressive in [false, true] {
                let bytes = jpeg(is_progressive, interval);
                let header = read_jpeg_header(&bytes).unwrap();
                let whole = if is_progressive {
                    jpeg_turbo::decode(&bytes).unwrap()
                } else {
                    decode_strip(&bytes).unwrap()
                };
                let wanted = &whole.as_raw()[..usize::from(WIDTH) * 3 * 8];
                let mut strip = Vec::new();
                let (mut right, mut refused) = (0, 0);
                for data_bytes in 0..bytes.len() {
                    let rows = if is_progressive {
                        first_rows_of_scans(&bytes, &header, 16, data_bytes, &mut strip).unwrap();
                        jpeg_turbo::decode(&strip).ok()
                    } else {
                        first_rows_of_scan(&bytes, &header, 16, data_bytes, &mut strip).unwrap();
                        decode_strip(&strip)
                    };
                    match rows {
                        Some(rows) => {
                            assert_eq!(rows.dimensions(), (u32::from(WIDTH), 16));
                            assert!(
                                rows.as_raw().starts_with(wanted),
                                "{data_bytes} bytes: other rows (progressive: {is_progressive})"
                            );
                            right += 1;
                        }
                        None => refused += 1,
                    }
                }
                assert!(right > 0 && refused > 100, "{right} right, {refused} not");
            }
        }
    }

    #[test]
    fn mean_values_are_those_of_the_whole_file() {
        let bytes = jpeg(true, 0);
        let header = read_jpeg_header(&bytes).unwrap();
        let mut strip = Vec::new();
        mean_values_only(&bytes, &header, &mut strip).unwrap();
        assert!(strip.len() < bytes.len() / 2, "little is left");
        let means = jpeg_turbo::decode_means(&strip).unwrap();
        let whole = jpeg_turbo::decode(&bytes).unwrap();
        assert_eq!(means.dimensions(), (12, 9), "an eighth");
        for (x, y, pixel) in means
            .enumerate_pixels()
            .filter(|(x, y, _)| *x < 11 && *y < 8)
        {
            let block = (0..64).map(|at| whole.get_pixel(x * 8 + at % 8, y * 8 + at / 8).0);
            let green: u32 = block.map(|[_, green, _]| u32::from(green)).sum();
            let mean = u8::try_from(green / 64).unwrap();
            assert!(
                mean.abs_diff(pixel.0[1]) <= 24,
                "{x}, {y}: {mean} and {pixel:?}"
            );
        }
    }

    /// Every surgery on bytes that may be no JPEG any more.
    fn operate(bytes: &[u8]) {
        let Ok(header) = read_jpeg_header(bytes) else {
            return;
        };
        let mut strip = Vec::new();
        for data_bytes in [0, 1, 50, usize::MAX] {
            first_rows_of_scan(bytes, &header, 8, data_bytes, &mut strip);
            assert!(strip.len() <= bytes.len() + 8, "no more than there was");
            first_rows_of_scans(bytes, &header, 8, data_bytes, &mut strip);
            assert!(
                strip.len() <= bytes.len() + 4 * MOST_SCANS,
                "no more than there was, and a mark in every scan"
            );
        }
        mean_values_only(bytes, &header, &mut strip);
        assert!(strip.len() <= bytes.len() + 8, "no more than there was");
    }

    #[test]
    fn cut_and_mutated_bytes_are_safe() {
        let mut state = 0xC0FF_EE00_0000_0001_u64;
        let mut random = move |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % below as u64).unwrap()
        };
        for is_progressive in [false, true] {
            let bytes = jpeg(is_progressive, 5);
            for length in 0..bytes.len() {
                operate(&bytes[..length]);
            }
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] = 0xFF;
                operate(&changed);
            }
            for _ in 0..4000 {
                let mut changed = bytes.clone();
                for _ in 0..=random(6) {
                    let at = random(changed.len());
                    match random(4) {
                        0 => changed[at] = 0xFF,
                        1 => changed[at] = u8::try_from(random(256)).unwrap(),
                        2 => {
                            let end = (at + random(40)).min(changed.len());
                            changed.drain(at..end);
                        }
                        _ => {
                            let marker = [0xD8, 0xDA, 0xC4, 0xDD, 0xC2, 0xD9, 0xDC][random(7)];
                            changed.splice(at..at, [0xFF, marker, 0, 2]);
                        }
                    }
                }
                operate(&changed);
            }
        }
    }

    #[test]
    fn a_file_of_markers_ends_soon() {
        let mut bytes = jpeg(true, 0);
        let scan = {
            let header = read_jpeg_header(&bytes).unwrap();
            let start = header.scan_header.start - 2;
            bytes[start..header.scan_header.end].to_vec()
        };
        bytes.truncate(bytes.len() - 2);
        for _ in 0..100_000 {
            bytes.extend_from_slice(&scan);
        }
        operate(&bytes);
    }
}
