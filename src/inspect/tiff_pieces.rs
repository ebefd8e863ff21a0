//! A TIFF's pieces, strips or tiles, unpacked one by one to the numbers that are stored, whatever they mean.
//!
//! Each is handed to the library as a file of its own, with a directory that calls it a plain grey picture of one strip.
//! So nothing is read beyond the end of a piece, the library has no tables of places to hold, and its faults with
//! palettes, planes and tiles at the edge have nothing to show themselves on.

use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom};

use tiff::decoder::{Decoder, Limits};
use tiff::tags::{ByteOrder, Tag};
use tiff::{TiffError, TiffResult};

use super::tiff_directory::{TiffDirectory, damaged};
use super::tiff_grid::PieceArea;
use super::tiff_jpeg::{self, MOST_TABLE_BYTES, checked_piece, tables_for_all};
use super::tiff_kind::{Compression, Depth, TiffKind, unsupported};
use super::{ImageLimits, InspectError};

/// The pieces of a picture in a file.
pub(super) struct Pieces<'bytes> {
    file: &'bytes [u8],
    offsets: Vec<u64>,
    lengths: Vec<u64>,
    /// The tables for all pieces that are JPEGs.
    tables: Option<Vec<u8>>,
    limits: ImageLimits,
}

impl<'bytes> Pieces<'bytes> {
    /// Reads where the pieces stand.
    ///
    /// # Errors
    /// Faults of the directory.
    pub(super) fn of<R: Read + Seek>(
        file: &'bytes [u8],
        directory: &mut TiffDirectory<R>,
        kind: &TiffKind,
        limits: &ImageLimits,
    ) -> Result<Self, InspectError> {
        let count = piece_numbers(kind);
        let (offsets, lengths) = kind.grid.tags();
        let mut numbers = |tag| {
            let numbers = directory.numbers(tag, count)?;
            if numbers.len() as u64 == count {
                Ok(numbers)
            } else {
                Err(damaged("it does not say where all of its pixels are"))
            }
        };
        let (offsets, lengths) = (numbers(offsets)?, numbers(lengths)?);
        let is_jpeg = kind.compression == Compression::Jpeg;
        let tables = if is_jpeg && directory.has(Tag::JPEGTables) {
            let stored = directory.bytes(Tag::JPEGTables, MOST_TABLE_BYTES)?;
            Some(tables_for_all(&stored.unwrap_or_default())?)
        } else {
            None
        };
        Ok(Self {
            file,
            offsets,
            lengths,
            tables,
            limits: *limits,
        })
    }

    /// The bytes of a piece as they stand in the file.
    ///
    /// # Errors
    /// [`InspectError::Damaged`] where they lie behind its end.
    pub(super) fn stored(
        &self,
        kind: &TiffKind,
        plane: usize,
        piece: u64,
    ) -> Result<&'bytes [u8], InspectError> {
        let at = usize::try_from(kind.grid.count() * plane as u64 + piece);
        let at = at.unwrap_or(usize::MAX);
        let number = |numbers: &[u64]| {
            let number = numbers.get(at).copied().unwrap_or(0);
            usize::try_from(number).unwrap_or(usize::MAX)
        };
        let (offset, mut length) = (number(&self.offsets), number(&self.lengths));
        if kind.compression == Compression::None {
            let area = kind.grid.area(piece);
            let needed = kind.row_bytes(kind.grid.width_px);
            let needed = needed.saturating_mul(area.height.into());
            let needed = usize::try_from(needed).unwrap_or(usize::MAX);
            // What is said of a lone piece is often wrong, and libtiff does not ask for it either.
            length = if self.offsets.len() == 1 {
                needed
            } else {
                length.min(needed)
            };
        }
        match self.file.get(offset..) {
            Some(rest @ [_, ..]) if offset > 0 => Ok(&rest[..length.min(rest.len())]),
            _ => Err(damaged("a strip or tile lies behind its end")),
        }
    }

    /// Bytes of the longest piece as stored, as far as the file says.
    pub(super) fn longest(&self) -> u64 {
        self.lengths.iter().max().copied().unwrap_or(0)
    }

    /// Bytes that stand for all pieces, and are read with each.
    pub(super) fn table_bytes(&self) -> usize {
        self.tables.as_ref().map_or(0, Vec::len)
    }

    /// Unpacks one piece into the buffer, in the whole width of a piece, and tells how many bytes a row has there.
    ///
    /// # Errors
    /// Faults of the data.
    pub(super) fn unpack(
        &self,
        kind: &TiffKind,
        plane: usize,
        piece: u64,
        buffer: &mut Vec<u8>,
    ) -> Result<usize, InspectError> {
        let stored = self.stored(kind, plane, piece)?;
        let area = kind.grid.area(piece);
        let row_bytes = kind.row_bytes(kind.grid.width_px);
        let needed = row_bytes.saturating_mul(area.height.into());
        let too_large = || InspectError::TooMuchMemory {
            limits: self.limits,
        };
        let needed = usize::try_from(needed).map_err(|_| too_large())?;
        if kind.compression == Compression::Jpeg {
            let (_, scans) = checked_piece(stored, kind.channels_together(), &kind.grid, area)?;
            // Given back first, so that there are never two of them.
            *buffer = Vec::new();
            *buffer = tiff_jpeg::decode(stored, self.tables.as_deref(), &scans)?;
            if buffer.len() < needed {
                return Err(damaged("a JPEG of its pieces is too short"));
            }
        } else {
            if kind.compression == Compression::Lzw && is_old_lzw(stored) {
                return Err(unsupported("LZW compression of the old kind"));
            }
            buffer.clear();
            buffer.resize(needed, 0);
            unpack_by_library(kind, stored, area, buffer)
                .map_err(|error| self.error_in_words(&error))?;
        }
        usize::try_from(row_bytes).map_err(|_| too_large())
    }

    /// What the library complains of, in our words.
    fn error_in_words(&self, error: &TiffError) -> InspectError {
        match error {
            TiffError::LimitsExceeded => InspectError::TooMuchMemory {
                limits: self.limits,
            },
            TiffError::UnsupportedError(detail) => unsupported(detail.to_string()),
            TiffError::IntSizeError => unsupported("strips or tiles of such a size"),
            // Each way of compression has its own words for it.
            TiffError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                damaged("its data end too early")
            }
            other => damaged(&other.to_string()),
        }
    }
}

/// Unpacks a piece that is no JPEG.
fn unpack_by_library(
    kind: &TiffKind,
    stored: &[u8],
    area: PieceArea,
    buffer: &mut [u8],
) -> TiffResult<()> {
    let stored = if kind.is_bit_reversed {
        Cow::Owned(stored.iter().map(|byte| byte.reverse_bits()).collect())
    } else {
        Cow::Borrowed(stored)
    };
    let front = front(kind, area, stored.len());
    let file = TwoParts {
        front: &front,
        back: &stored,
        at: 0,
    };
    // The buffer is ours, and its size was checked.
    let mut decoder = Decoder::new(file)?.with_limits(Limits::unlimited());
    decoder.read_chunk_bytes(0, buffer)
}

/// Numbers in the table of places, up to the last that is read.
pub(super) fn piece_numbers(kind: &TiffKind) -> u64 {
    let planes = kind.planes().into_iter().max().unwrap_or(0) as u64 + 1;
    kind.grid.count().saturating_mul(planes)
}

/// Whether a piece begins as LZW before TIFF 5.0 did, with the lowest bit of a byte first: libtiff tells it by the same
/// (`LZWPreDecode`).
fn is_old_lzw(stored: &[u8]) -> bool {
    matches!(stored, [0, second, ..] if second & 1 == 1)
}

/// Types of a directory's entries: 16 bit and 64 bit.
const SHORT: u16 = 3;
const LONG_8: u16 = 16;

/// What makes a piece a file of its own, with 64-bit places: a header, and a directory that calls it a picture in one
/// strip, whose numbers are grey or have no meaning.
fn front(kind: &TiffKind, area: PieceArea, length: usize) -> Vec<u8> {
    /// Bytes before the directory, of it, and of one of its entries.
    const HEADER_BYTES: u64 = 16;
    const COUNT_BYTES: u64 = 8;
    const ENTRY_BYTES: u64 = 20;
    let format = if kind.depth == Depth::Float { 3 } else { 1 };
    let mut entries = [
        (Tag::ImageWidth, LONG_8, kind.grid.width_px.into()),
        (Tag::ImageLength, LONG_8, area.height.into()),
        (Tag::BitsPerSample, SHORT, kind.depth.bits().into()),
        (Tag::Compression, SHORT, kind.compression.number().into()),
        (Tag::PhotometricInterpretation, SHORT, 1),
        (Tag::StripOffsets, LONG_8, 0),
        (Tag::SamplesPerPixel, SHORT, kind.channels_together().into()),
        (Tag::RowsPerStrip, LONG_8, area.height.into()),
        (Tag::StripByteCounts, LONG_8, length as u64),
        (Tag::Predictor, SHORT, kind.predictor.into()),
        (Tag::SampleFormat, SHORT, format),
    ];
    let count = entries.len() as u64;
    // Behind the directory, which ends in the place of the next.
    entries[5].2 = HEADER_BYTES + COUNT_BYTES + count * ENTRY_BYTES + 8;
    let in_order = |number: u64, bytes: usize| -> Vec<u8> {
        match kind.order {
            ByteOrder::LittleEndian => number.to_le_bytes()[..bytes].to_vec(),
            ByteOrder::BigEndian => number.to_be_bytes()[8 - bytes..].to_vec(),
        }
    };
    let mut front = match kind.order {
        ByteOrder::LittleEndian => b"II".to_vec(),
        ByteOrder::BigEndian => b"MM".to_vec(),
    };
    for number in [43, 8, 0] {
        front.extend(in_order(number, 2));
    }
    front.extend(in_order(HEADER_BYTES, 8));
    front.extend(in_order(count, 8));
    for (tag, form, number) in entries {
        front.extend(in_order(tag.to_u16().into(), 2));
        front.extend(in_order(form.into(), 2));
        front.extend(in_order(1, 8));
        // What is shorter stands at the beginning.
        let mut value = in_order(number, if form == SHORT { 2 } else { 8 });
        value.resize(8, 0);
        front.extend(value);
    }
    front.extend([0; 8]);
    front
}

/// Two parts that are read as one file.
struct TwoParts<'parts> {
    front: &'parts [u8],
    back: &'parts [u8],
    at: usize,
}

impl Read for TwoParts<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = match self.front.get(self.at..) {
            Some(rest @ [_, ..]) => rest,
            _ => self
                .back
                .get(self.at - self.front.len()..)
                .unwrap_or_default(),
        };
        let count = rest.read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

impl Seek for TwoParts<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let end = (self.front.len() + self.back.len()) as u64;
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => (self.at as u64).checked_add_signed(by),
            SeekFrom::End(by) => end.checked_add_signed(by),
        };
        let at = at.and_then(|at| usize::try_from(at).ok());
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at as u64)
    }
}

#[cfg(test)]
mod tests;
