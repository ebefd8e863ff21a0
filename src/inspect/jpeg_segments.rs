//! The header segments of a JPEG one after the other, for those who look for notes in them.

use super::jpeg_header::{START_OF_SCAN, next_segment};

/// One segment of a JPEG's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JpegSegment<'bytes> {
    /// The marker's second byte, which tells the kind.
    pub marker: u8,
    /// What it holds, behind its length.
    pub data: &'bytes [u8],
}

/// All segments up to the first scan, its own header included. Ends where the file does, or where no segment can be made
/// out any more.
#[derive(Clone, Debug)]
pub struct JpegSegments<'bytes> {
    bytes: &'bytes [u8],
    /// Where to go on; `None` after the last.
    at: Option<usize>,
}

impl<'bytes> JpegSegments<'bytes> {
    /// The segments of a file.
    #[must_use]
    pub fn of(bytes: &'bytes [u8]) -> Self {
        Self { bytes, at: Some(2) }
    }
}

impl<'bytes> Iterator for JpegSegments<'bytes> {
    type Item = JpegSegment<'bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut at = self.at.take()?;
        let segment = next_segment(self.bytes, &mut at).ok()?;
        self.at = (segment.marker != START_OF_SCAN).then_some(at);
        Some(JpegSegment {
            marker: segment.marker,
            data: self.bytes.get(segment.data)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_come_in_their_order_and_end_with_the_first_scan() {
        let bytes = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFE\0\x03c\xFF\xDA\0\x02data\xFF\xE1\0\x03x";
        let found: Vec<(u8, &[u8])> = JpegSegments::of(bytes)
            .map(|segment| (segment.marker, segment.data))
            .collect();
        assert_eq!(
            found,
            [(0xE0, &b"ab"[..]), (0xFE, b"c"), (START_OF_SCAN, b"")],
            "and nothing behind it"
        );
        for length in 0..bytes.len() {
            assert!(
                JpegSegments::of(&bytes[..length]).count() <= 3,
                "{length} bytes are safe"
            );
        }
    }
}
