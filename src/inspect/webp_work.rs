//! How large the pictures inside a WebP are: its decoder decodes them before it asks whether they fit the size that the
//! file claims.

use super::work::{LEAST_HONEST_PX, Work};

/// The work of the largest lossy picture in the file, in pixels, for a file that claims so many.
pub fn webp_work(bytes: &[u8], claimed_px: u64) -> Work {
    let needed = memchr::memmem::find_iter(bytes, b"VP8 ")
        .filter_map(|at| lossy_px(bytes.get(at + 8..)?))
        .max()
        .unwrap_or(0);
    Work {
        needed,
        honest: claimed_px.max(LEAST_HONEST_PX),
    }
}

/// Pixels of a lossy picture (RFC 6386, 9.1); `None` where the bytes are none.
fn lossy_px(frame: &[u8]) -> Option<u64> {
    let &[_, _, _, 0x9D, 0x01, 0x2A, w_low, w_high, h_low, h_high, ..] = frame else {
        return None;
    };
    // The two highest bits say how it is meant to be enlarged.
    let side = |low: u8, high: u8| u64::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Some(side(w_low, w_high) * side(h_low, h_high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_picture_inside_counts() {
        let mut bytes = b"RIFF____WEBPVP8X".to_vec();
        for sides in [[10_u16, 10], [16_000, 16_000]] {
            bytes.extend(b"VP8 \0\0\0\0\x30\0\0\x9D\x01\x2A");
            bytes.extend(sides.map(u16::to_le_bytes).concat());
        }
        assert_eq!(webp_work(&bytes, 100).needed, 256_000_000);
        assert!(webp_work(&bytes, 100).check().is_err());
        assert!(webp_work(&bytes, 256_000_000).check().is_ok(), "as claimed");
        for length in 0..bytes.len() {
            assert!(webp_work(&bytes[..length], 100).needed <= 256_000_000);
        }
    }
}
