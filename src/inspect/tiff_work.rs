//! How much work and memory the decoding of a TIFF's page takes: of its strips or tiles, each of which may be far larger
//! than the part of the picture that is taken of it, may stand at the same bytes as all others, and may hold a JPEG of
//! its own.

use std::io::{Read, Seek};

use tiff::tags::Tag;

use super::jpeg_header::JpegCoding;
use super::jpeg_scans::HONEST_PROGRESSIVE_PASSES;
use super::tiff_directory::TiffDirectory;
use super::tiff_jpeg::checked_piece;
use super::tiff_kind::{Compression, TiffKind};
use super::tiff_pieces::{Pieces, piece_numbers};
use super::work::{LEAST_HONEST_PX, Work};
use super::{DecodingUse, ImageLimits, InspectError};

/// Bytes that the pieces of every picture may have: a tile of 2048 x 2048 pixels of 32 bit.
const LEAST_HONEST_BYTES: u64 = 16 << 20;

/// More samples than that of a pixel are of no use to anyone.
const HONEST_SAMPLES: u64 = 8;

/// Pixels of a small honest piece: half of the smallest tile that the format allows, or a row of an icon.
const HONEST_PIECE_PX: u64 = 128;

/// Pieces that every picture may have: each costs a decoder its tables.
const LEAST_HONEST_PIECES: u64 = 16 << 10;

/// Most numbers in a table of places, however large the picture is: 250 megapixels in tiles of 16 x 16 pixels.
const MOST_PIECES: u64 = 1 << 20;

/// Most bytes of a colour profile that is read; the largest in use, for printing, have about 4 MB.
pub(super) const MOST_PROFILE_BYTES: u64 = 16 << 20;

/// Bytes that each decoder of a piece holds beside its numbers: windows and tables.
const MACHINE_BYTES: u64 = 1 << 20;

/// Pixels of a block of a JPEG.
const BLOCK_PX: u64 = 64;

/// Checks what the directory alone says of the work, before the table of places is read.
///
/// # Errors
/// [`InspectError::TooMuchWork`].
pub(super) fn check_pieces(kind: &TiffKind) -> Result<(), InspectError> {
    let picture_px = picture_px(kind);
    let count = kind.grid.count().saturating_mul(kind.planes().len() as u64);
    let honest = (picture_px / HONEST_PIECE_PX).max(LEAST_HONEST_PIECES);
    Work {
        needed: count,
        honest,
    }
    .check()?;
    if piece_numbers(kind) > MOST_PIECES {
        return Err(InspectError::TooMuchWork);
    }
    // Of the pieces below, only the rows that are in the picture are decoded.
    let across = u64::from(kind.width_px.div_ceil(kind.grid.width_px));
    let row = across.saturating_mul(kind.row_bytes(kind.grid.width_px));
    let planes = kind.planes().len() as u64;
    let samples = u64::from(kind.channels).min(HONEST_SAMPLES);
    let honest = picture_px.saturating_mul(samples * u64::from(kind.depth.bits())) / 8;
    Work {
        needed: row
            .saturating_mul(kind.height_px.into())
            .saturating_mul(planes),
        honest: honest.max(LEAST_HONEST_BYTES),
    }
    .check()
}

/// Checks what the pieces themselves say: how often the file is read, and of JPEGs their own headers and scans.
///
/// # Errors
/// [`InspectError::TooMuchWork`], and what is wrong with a piece.
pub(super) fn check_stored(
    kind: &TiffKind,
    pieces: &Pieces<'_>,
    file_bytes: u64,
) -> Result<(), InspectError> {
    let mut read = Work {
        needed: 0,
        honest: file_bytes.max(LEAST_HONEST_BYTES),
    };
    let channels = u64::from(kind.channels).min(HONEST_SAMPLES);
    let mut blocks = Work {
        needed: 0,
        honest: picture_px(kind)
            .saturating_mul(channels)
            .max(LEAST_HONEST_PX)
            / BLOCK_PX,
    };
    for plane in kind.planes() {
        for piece in 0..kind.grid.count() {
            let stored = pieces.stored(kind, plane, piece)?;
            let bytes = stored.len() + pieces.table_bytes();
            read.needed = read.needed.saturating_add(bytes as u64);
            read.check()?;
            if kind.compression == Compression::Jpeg {
                let area = kind.grid.area(piece);
                let together = kind.channels_together();
                let (header, scans) = checked_piece(stored, together, &kind.grid, area)?;
                scans.check_work()?;
                let passes = match header.coding {
                    JpegCoding::Progressive => HONEST_PROGRESSIVE_PASSES,
                    _ => 1,
                };
                blocks.needed = blocks.needed.saturating_add(scans.work.needed / passes);
                blocks.check()?;
            }
        }
    }
    Ok(())
}

/// Bytes that decoding a page takes at most, to a picture of 8 bit.
pub(super) fn decoding_bytes(kind: &TiffKind, longest_piece: u64, profile_bytes: u64) -> u64 {
    let picture_px = picture_px(kind);
    let level_bytes = kind.picture_level_bytes();
    // The picture in its depth, and in 8 bit where that is another form.
    let per_px = kind.picture_channels() as u64 * level_bytes + 4;
    let planes = kind.planes().len() as u64;
    let (width, rows) = (kind.grid.width_px, kind.grid.rows());
    let piece = kind.row_bytes(width).saturating_mul(rows.into());
    let machine = match kind.compression {
        Compression::Jpeg => {
            // Filled up to whole units: its numbers, and where it comes in several scans its coefficients of 16 bit. As
            // stored, behind the tables for all.
            let units = |side: u32| u64::from(side) + 32;
            let numbers = units(width)
                .saturating_mul(units(rows))
                .saturating_mul(kind.channels_together().into());
            numbers.saturating_mul(3).saturating_add(longest_piece)
        }
        // Turned in a copy.
        _ if kind.is_bit_reversed => longest_piece.max(piece),
        _ => 0,
    };
    // Places and lengths of the pieces.
    let table = piece_numbers(kind).min(MOST_PIECES) * 16;
    picture_px
        .saturating_mul(per_px)
        .saturating_add(piece.saturating_mul(planes))
        .saturating_add(machine)
        .saturating_add(table + profile_bytes.min(MOST_PROFILE_BYTES) + MACHINE_BYTES)
}

/// Bytes that decoding the first picture of a file takes at most; `None` where its directory can't be read.
pub fn tiff_decoding_bytes(
    file: impl Read + Seek,
    purpose: DecodingUse,
    limits: &ImageLimits,
) -> Option<u64> {
    let mut directory = TiffDirectory::of_first_picture(file).ok()?;
    let kind = match TiffKind::of(&mut directory) {
        Ok(kind) => kind,
        // Refused before anything is allocated, as all below.
        Err(InspectError::Unsupported { .. }) => return Some(0),
        Err(_) => return None,
    };
    let picture_px = picture_px(&kind);
    if picture_px > limits.max_pixels || check_pieces(&kind).is_err() {
        return Some(0);
    }
    let longest = if kind.compression == Compression::Jpeg || kind.is_bit_reversed {
        let (_, lengths) = kind.grid.tags();
        let lengths = directory.numbers(lengths, piece_numbers(&kind)).ok()?;
        lengths.into_iter().max().unwrap_or(0)
    } else {
        0
    };
    let decoding = decoding_bytes(&kind, longest, directory.count(Tag::IccProfile));
    Some(decoding.saturating_add(picture_px * purpose.bytes_per_px()))
}

fn picture_px(kind: &TiffKind) -> u64 {
    u64::from(kind.width_px) * u64::from(kind.height_px)
}

#[cfg(test)]
mod tests;
