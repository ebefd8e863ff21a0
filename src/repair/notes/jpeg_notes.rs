//! What stands in the segments of a JPEG, but for Exif.

use crate::inspect::{JpegSegment, JpegSegments};

use super::{Density, MAX_NOTE_BYTES, Notes, photoshop_block};

/// What a segment with XMP begins with. What does not fit into one segment is continued in segments that begin
/// otherwise; mostly those hold pictures, and they are left out.
pub(in crate::repair) const XMP_SIGNATURE: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

const JFIF_SIGNATURE: &[u8] = b"JFIF\0";

/// Reads XMP, IPTC and density, as far as the segments can be read.
pub(super) fn read(bytes: &[u8]) -> Notes {
    let mut notes = Notes::default();
    let mut photoshop = Vec::new();
    for JpegSegment { marker, data } in JpegSegments::of(bytes) {
        match marker {
            0xE0 if notes.density.is_none() => notes.density = density(data),
            0xE1 if notes.xmp.is_none() => {
                notes.xmp = data.strip_prefix(XMP_SIGNATURE).map(<[u8]>::to_vec);
            }
            // Long blocks go on in the next segment.
            0xED => {
                let blocks = data.strip_prefix(photoshop_block::SIGNATURE);
                photoshop.extend_from_slice(blocks.unwrap_or_default());
            }
            _ => {}
        }
    }
    notes.photoshop = photoshop_block::kept_blocks(&photoshop)
        .map(|kept| [photoshop_block::SIGNATURE, &kept].concat())
        .filter(|block| block.len() <= MAX_NOTE_BYTES);
    notes
}

fn density(data: &[u8]) -> Option<Density> {
    let [_, _, unit, across_high, across_low, down_high, down_low, ..] =
        *data.strip_prefix(JFIF_SIGNATURE)?
    else {
        return None;
    };
    let pixels = (
        u16::from_be_bytes([across_high, across_low]),
        u16::from_be_bytes([down_high, down_low]),
    );
    let is_valid = unit <= 2 && pixels.0 > 0 && pixels.1 > 0;
    is_valid.then_some(Density::Jfif { unit, pixels })
}
