//! The JPEGs inside of a TIFF: each piece is a picture of its own, whose tables may stand once for all (Adobe's TIFF
//! technical note 2).
//!
//! Invariant: a piece is decoded only where its own header was read and says that it is as large as its part of the
//! picture. What stands for all pieces is tables and nothing else, so that it can't say otherwise.

use std::borrow::Cow;

use zune_core::{bytestream::ZCursor, options::DecoderOptions};
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

use super::InspectError;
use super::jpeg_entropy::{Checked, check_progressive, check_sequential};
use super::jpeg_header::{
    END_OF_IMAGE, JpegCoding, JpegHeader, START_OF_IMAGE, next_segment, read_jpeg_header,
};
use super::jpeg_kind::{AdobeMarker, is_usual};
use super::jpeg_scans::{JpegScans, follow_scans};
use super::tiff_directory::damaged;
use super::tiff_grid::{PieceArea, PieceGrid};
use super::tiff_kind::unsupported;

/// Most bytes of tables for all pieces: four of each kind that a JPEG can have take less than 4 KiB.
pub(super) const MOST_TABLE_BYTES: u64 = 64 << 10;

/// Some writers fill the last strip up to whole units, of which the largest has so many rows.
const MOST_UNIT_ROWS: u32 = 32;

/// Markers of segments: Huffman tables, quantisation tables, and how often the data restart.
const TABLES: [u8; 3] = [0xC4, 0xDB, 0xDD];

/// Markers of segments that a picture can do without: notes.
const NOTES: [u8; 17] = [
    0xE0, 0xE1, 0xE2, 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF,
    0xFE,
];

/// The tables for all pieces, as the beginning of a JPEG.
///
/// # Errors
/// [`InspectError::Damaged`] where they are not closed, or hold anything but tables: a frame or a scan there would make
/// another picture of each piece than its own header says.
pub(super) fn tables_for_all(stored: &[u8]) -> Result<Vec<u8>, InspectError> {
    let faulty = || damaged("its JPEG tables are faulty, or more than tables");
    let mut tables = vec![0xFF, START_OF_IMAGE];
    if !stored.starts_with(&tables) {
        return Err(faulty());
    }
    let mut at = 2;
    while let Ok(segment) = next_segment(stored, &mut at) {
        if TABLES.contains(&segment.marker) {
            tables.extend([0xFF, segment.marker]);
            tables.extend(stored.get(segment.with_length()).unwrap_or_default());
        } else if !NOTES.contains(&segment.marker) {
            return Err(faulty());
        }
    }
    let is_closed = stored.get(at.saturating_sub(2)..at) == Some(&[0xFF, END_OF_IMAGE]);
    is_closed.then_some(tables).ok_or_else(faulty)
}

/// What the piece of an area says of itself, and the work that its scans are.
///
/// # Errors
/// A header that can't be read, or says anything else than its place in the picture asks for; kinds that no decoder here
/// reads rightly.
pub(super) fn checked_piece(
    piece: &[u8],
    channels: u16,
    grid: &PieceGrid,
    area: PieceArea,
) -> Result<(JpegHeader, JpegScans), InspectError> {
    let header = read_jpeg_header(piece)
        .map_err(|fault| damaged(&format!("a JPEG of its pieces can't be read: {fault}")))?;
    let (width, height) = (u32::from(header.width_px), u32::from(header.height_px));
    if u16::from(header.components) != channels {
        return Err(damaged("a JPEG of its pieces has other channels than it"));
    }
    let rows = area.height..=grid.height_px.saturating_add(MOST_UNIT_ROWS);
    if width != grid.width_px || !rows.contains(&height) {
        return Err(damaged("a JPEG of its pieces has not the size of a piece"));
    }
    let scans = follow_scans(piece, &header);
    let refused = match header.coding {
        JpegCoding::Arithmetic => "JPEG with arithmetic coding",
        JpegCoding::Hierarchical => "hierarchical JPEG",
        JpegCoding::Lossless => "JPEG without loss",
        _ if header.precision != 8 => "JPEG in other than 8 bit",
        _ if !is_sampled_as_usual(piece, &header) => "JPEG with rare sampling",
        JpegCoding::Sequential if !header.all_in_first_scan => "JPEG in several scans",
        _ if scans.has_number_of_lines => "JPEG that tells its height behind its pixels",
        JpegCoding::Sequential | JpegCoding::Progressive => return Ok((header, scans)),
    };
    Err(unsupported(refused))
}

/// Whether all decoders read such sampling rightly. Of two or four channels none may be reduced.
fn is_sampled_as_usual(piece: &[u8], header: &JpegHeader) -> bool {
    let described = piece.get(header.channels.clone()).unwrap_or_default();
    let described = described.as_chunks::<3>().0;
    match described.len() {
        1 | 3 => is_usual(described, false, AdobeMarker::None),
        _ => described.iter().all(|channel| channel[1] == 0x11),
    }
}

/// Decodes a piece that was checked, to the numbers of its channels as they are stored.
///
/// # Errors
/// Faults of the data. Rows that are not there are one, as in files that are JPEGs.
pub(super) fn decode(
    piece: &[u8],
    tables: Option<&[u8]>,
    scans: &JpegScans,
) -> Result<Vec<u8>, InspectError> {
    let whole = match tables {
        Some(tables) => Cow::Owned([tables, piece.get(2..).unwrap_or_default()].concat()),
        None => Cow::Borrowed(piece),
    };
    let in_words = |error: DecodeErrors| damaged(&error.to_string());
    // The decoder makes up what is missing in the midst, and says nothing.
    let header = read_jpeg_header(&whole).map_err(damaged)?;
    let is_whole = if header.coding == JpegCoding::Progressive {
        check_progressive(&whole, &header).map_err(damaged)?;
        false
    } else {
        check_sequential(&whole, &header).map_err(damaged)? == Checked::Whole
    };
    // Some writers don't mark the end. Where every block is there, nothing can be missing behind it.
    if !is_whole && !scans.has_end {
        return Err(damaged("its data end too early"));
    }
    match numbers(&whole, true) {
        // The only complaint of strict mode that does not concern pixels.
        Err(DecodeErrors::FormatStatic(words)) if words.contains("Extra bytes between headers") => {
            numbers(&whole, false).map_err(in_words)
        }
        numbers => numbers.map_err(in_words),
    }
}

fn numbers(whole: &[u8], is_strict: bool) -> Result<Vec<u8>, DecodeErrors> {
    let options = DecoderOptions::default()
        .set_strict_mode(is_strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(whole), options);
    decoder.decode_headers()?;
    // Nothing is converted: what the channels mean is the TIFF's to say.
    if let Some(stored) = decoder.input_colorspace() {
        decoder.set_options(options.jpeg_set_out_colorspace(stored));
    }
    decoder.decode()
}

#[cfg(test)]
mod tests;
