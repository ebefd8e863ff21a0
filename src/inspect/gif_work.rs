//! How large the first frame of a GIF is, which may be far larger than the picture that it is a part of.

use super::work::{LEAST_HONEST_PX, Work};

/// The work of the first frame, in pixels; `None` where none is found, which the decoder says in its own words.
pub fn gif_work(bytes: &[u8]) -> Option<Work> {
    let picture = area(bytes, 6)?;
    let mut at = 13 + colour_table_bytes(*bytes.get(10)?);
    loop {
        let kind = *bytes.get(at)?;
        match kind {
            // An extension: its name, then blocks, each behind its length, up to an empty one.
            0x21 => {
                at += 2;
                loop {
                    let length = usize::from(*bytes.get(at)?);
                    at += 1 + length;
                    if length == 0 {
                        break;
                    }
                }
            }
            // A frame: where it begins (4 bytes), and its size.
            0x2C => {
                return Some(Work {
                    needed: area(bytes, at + 5)?,
                    honest: picture.max(LEAST_HONEST_PX),
                });
            }
            0x3B => return None,
            // Some writers leave bytes between blocks.
            _ => at += 1,
        }
    }
}

/// Two sides of 16 bit, multiplied.
fn area(bytes: &[u8], at: usize) -> Option<u64> {
    let sides = bytes.get(at..at + 4)?;
    let side = |at: usize| u64::from(u16::from_le_bytes([sides[at], sides[at + 1]]));
    Some(side(0) * side(2))
}

/// Bytes of a colour table, by the flags that tell of it.
fn colour_table_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 {
        return 0;
    }
    3 << ((flags & 7) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of 3 x 2 pixels with a colour table of two, a comment, and a frame.
    fn gif(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"GIF89a\x03\0\x02\0\x80\0\0abcdef!\xFE\x02hi\x01!\0,\0\0\0\0".to_vec();
        bytes.extend(width.to_le_bytes());
        bytes.extend(height.to_le_bytes());
        bytes
    }

    #[test]
    fn the_first_frame_is_found_behind_tables_and_comments() {
        let work = gif_work(&gif(3, 2)).unwrap();
        assert_eq!(work.needed, 6);
        assert_eq!(work.check(), Ok(()));
        let large = gif_work(&gif(60_000, 4_000)).unwrap();
        assert!(large.check().is_err(), "for a picture of six pixels");
    }

    #[test]
    fn every_cut_is_safe() {
        let bytes = gif(3, 2);
        for length in 0..bytes.len() {
            assert_eq!(gif_work(&bytes[..length]), None);
        }
    }
}
