//! A TIFF's numbers, piece by piece, whatever they mean: the file behind a directory of our own, which calls each channel
//! (or all channels of a pixel together) a plain grey picture.
//!
//! The library unpacks every piece rightly, but refuses palettes, and miscounts the tiles of a picture in planes. Behind
//! a directory that names one plane alone, in numbers without a meaning, it has nothing left to be wrong about.

use std::io::{self, Read, Seek, SeekFrom};

use tiff::decoder::{ChunkType, Decoder, Limits};
use tiff::tags::{ByteOrder, Tag};
use tiff::{TiffFormatError, TiffResult};

use super::ImageLimits;
use super::tiff_kind::{Depth, TiffKind};
use super::work::CountedBytes;

/// Types of a directory's entries: 16, 32 and 64 bit, and bytes.
const SHORT: u16 = 3;
const LONG: u16 = 4;
const LONG_8: u16 = 16;
const BYTES: u16 = 7;

/// Bytes before a directory, of a TIFF with 64-bit places.
const HEADER_BYTES: usize = 16;

/// One plane of a picture: all channels of its pixels, or one of them.
pub(super) struct Plane<'bytes> {
    decoder: Decoder<Relaid<'bytes>>,
    /// Bits of what stands for one pixel.
    pixel_bits: u64,
}

/// Where a piece lies in the picture, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct PieceArea {
    /// Left edge.
    pub(super) left: u32,
    /// Top edge.
    pub(super) top: u32,
    /// Width, within the picture.
    pub(super) width: u32,
    /// Height, within the picture.
    pub(super) height: u32,
}

impl<'bytes> Plane<'bytes> {
    /// The plane of that number, of a file whose directory `decoder` has read.
    ///
    /// # Errors
    /// A directory that names too few pieces, or other than bytes.
    pub(super) fn open(
        bytes: &'bytes [u8],
        decoder: &mut Decoder<CountedBytes<'_>>,
        kind: &TiffKind,
        plane: usize,
        limits: &ImageLimits,
    ) -> TiffResult<Self> {
        let front = directory(decoder, kind, plane)?;
        let relaid = Relaid {
            front,
            at: 0,
            file: CountedBytes::new(bytes),
        };
        let most = usize::try_from(limits.max_decode_bytes).unwrap_or(usize::MAX);
        let mut library = Limits::default();
        library.decoding_buffer_size = most;
        library.intermediate_buffer_size = most;
        Ok(Self {
            decoder: Decoder::new(relaid)?.with_limits(library),
            pixel_bits: u64::from(kind.depth.bits()) * u64::from(channels_together(kind)),
        })
    }

    /// How many pieces there are, and where the one of a number lies.
    pub(super) fn areas(&self, kind: &TiffKind) -> (u32, impl Fn(u32) -> PieceArea + use<'bytes>) {
        let (width, height) = self.decoder.chunk_dimensions();
        let (picture_width, picture_height) = (kind.width_px, kind.height_px);
        let across = picture_width.div_ceil(width.max(1));
        let down = picture_height.div_ceil(height.max(1));
        let area = move |piece: u32| {
            // Both within the picture, and so within 32 bit.
            let left = piece % across.max(1) * width;
            let top = piece / across.max(1) * height;
            PieceArea {
                left,
                top,
                width: width.min(picture_width - left),
                height: height.min(picture_height - top),
            }
        };
        (across.saturating_mul(down), area)
    }

    /// Unpacks one piece into the buffer, and tells how many bytes a row has there.
    ///
    /// # Errors
    /// Whatever the library complains of.
    pub(super) fn read(
        &mut self,
        piece: u32,
        area: PieceArea,
        buffer: &mut Vec<u8>,
    ) -> TiffResult<usize> {
        let row_bits = u64::from(area.width) * self.pixel_bits;
        let row_bytes = usize::try_from(row_bits.div_ceil(8))?;
        buffer.clear();
        buffer.resize(row_bytes.saturating_mul(area.height as usize), 0);
        self.decoder.read_chunk_bytes(piece, buffer)?;
        Ok(row_bytes)
    }
}

/// Channels that stand side by side in a plane.
fn channels_together(kind: &TiffKind) -> u16 {
    if kind.in_planes { 1 } else { kind.channels }
}

/// The beginning of a file with 64-bit places: a header and a directory that names the pieces of one plane.
fn directory(
    decoder: &mut Decoder<CountedBytes<'_>>,
    kind: &TiffKind,
    plane: usize,
) -> TiffResult<Vec<u8>> {
    let (width, height) = decoder.chunk_dimensions();
    let (offsets_tag, lengths_tag) = match kind.pieces {
        ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
        ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
    };
    let height = match kind.pieces {
        // A strip may be said to be higher than the picture.
        ChunkType::Strip => height.min(kind.height_px),
        ChunkType::Tile => height,
    };
    let count = usize::try_from(kind.width_px.div_ceil(width.max(1)))?
        * usize::try_from(kind.height_px.div_ceil(height.max(1)))?;
    let mut of_plane = |tag| -> TiffResult<Vec<u64>> {
        let all = decoder.get_tag_u64_vec(tag)?;
        let first = plane.saturating_mul(count);
        let part = all.get(first..first.saturating_add(count));
        part.map(<[u64]>::to_vec)
            .ok_or_else(|| TiffFormatError::InconsistentSizesEncountered.into())
    };
    let (offsets, lengths) = (of_plane(offsets_tag)?, of_plane(lengths_tag)?);
    let mut directory = Directory::new(decoder.byte_order());
    directory.number(Tag::ImageWidth, LONG, kind.width_px.into());
    directory.number(Tag::ImageLength, LONG, kind.height_px.into());
    directory.number(Tag::BitsPerSample, SHORT, kind.depth.bits().into());
    for tag in [Tag::Compression, Tag::Predictor] {
        let number = decoder.find_tag_unsigned::<u16>(tag)?.unwrap_or(1);
        directory.number(tag, SHORT, number.into());
    }
    directory.number(Tag::PhotometricInterpretation, SHORT, 1);
    directory.number(Tag::SamplesPerPixel, SHORT, channels_together(kind).into());
    let format = if kind.depth == Depth::Float { 3 } else { 1 };
    directory.number(Tag::SampleFormat, SHORT, format);
    match kind.pieces {
        ChunkType::Strip => directory.number(Tag::RowsPerStrip, LONG, height.into()),
        ChunkType::Tile => {
            directory.number(Tag::TileWidth, LONG, width.into());
            directory.number(Tag::TileLength, LONG, height.into());
        }
    }
    if let Some(tables) = decoder.find_tag(Tag::JPEGTables)? {
        directory.bytes(Tag::JPEGTables, tables.into_u8_vec()?);
    }
    directory.places(offsets_tag, lengths_tag, offsets, &lengths)
}

/// A directory in the making.
struct Directory {
    order: ByteOrder,
    entries: Vec<(Tag, u16, u64, Vec<u8>)>,
}

impl Directory {
    fn new(order: ByteOrder) -> Self {
        Self {
            order,
            entries: Vec::new(),
        }
    }

    fn in_order<const N: usize>(&self, little: [u8; N]) -> [u8; N] {
        let mut bytes = little;
        if self.order == ByteOrder::BigEndian {
            bytes.reverse();
        }
        bytes
    }

    fn number(&mut self, tag: Tag, form: u16, number: u64) {
        let bytes = if form == SHORT {
            let short = u16::try_from(number).unwrap_or(u16::MAX);
            self.in_order(short.to_le_bytes()).to_vec()
        } else {
            let long = u32::try_from(number).unwrap_or(u32::MAX);
            self.in_order(long.to_le_bytes()).to_vec()
        };
        self.entries.push((tag, form, 1, bytes));
    }

    fn bytes(&mut self, tag: Tag, bytes: Vec<u8>) {
        self.entries.push((tag, BYTES, bytes.len() as u64, bytes));
    }

    /// Adds the places of all pieces, moved by the bytes that are put before the file, and writes all of it.
    fn places(
        mut self,
        offsets_tag: Tag,
        lengths_tag: Tag,
        mut offsets: Vec<u64>,
        lengths: &[u64],
    ) -> TiffResult<Vec<u8>> {
        let long = |entry: &(Tag, u16, u64, Vec<u8>)| {
            let length = entry.3.len();
            if length > 8 { length } else { 0 }
        };
        let places = 2 * if offsets.len() > 1 {
            offsets.len() * 8
        } else {
            0
        };
        let head = HEADER_BYTES + 8 + (self.entries.len() + 2) * 20 + 8;
        let front = head + places + self.entries.iter().map(long).sum::<usize>();
        for offset in &mut offsets {
            *offset = offset
                .checked_add(front as u64)
                .ok_or(TiffFormatError::InconsistentSizesEncountered)?;
        }
        for (tag, numbers) in [(offsets_tag, offsets.as_slice()), (lengths_tag, lengths)] {
            let bytes = numbers
                .iter()
                .flat_map(|number| self.in_order(number.to_le_bytes()))
                .collect();
            self.entries
                .push((tag, LONG_8, numbers.len() as u64, bytes));
        }
        Ok(self.written(head))
    }

    fn written(&self, head: usize) -> Vec<u8> {
        let mut bytes = match self.order {
            ByteOrder::LittleEndian => b"II".to_vec(),
            ByteOrder::BigEndian => b"MM".to_vec(),
        };
        for number in [43_u16, 8, 0] {
            bytes.extend(self.in_order(number.to_le_bytes()));
        }
        bytes.extend(self.in_order((HEADER_BYTES as u64).to_le_bytes()));
        bytes.extend(self.in_order((self.entries.len() as u64).to_le_bytes()));
        let mut behind: Vec<u8> = Vec::new();
        for (tag, form, count, value) in &self.entries {
            bytes.extend(self.in_order(tag.to_u16().to_le_bytes()));
            bytes.extend(self.in_order(form.to_le_bytes()));
            bytes.extend(self.in_order(count.to_le_bytes()));
            if value.len() > 8 {
                let place = (head + behind.len()) as u64;
                bytes.extend(self.in_order(place.to_le_bytes()));
                behind.extend(value);
            } else {
                let mut small = value.clone();
                small.resize(8, 0);
                bytes.extend(small);
            }
        }
        bytes.extend([0; 8]);
        bytes.extend(behind);
        bytes
    }
}

/// A file with other bytes put before it.
struct Relaid<'bytes> {
    front: Vec<u8>,
    at: u64,
    file: CountedBytes<'bytes>,
}

impl Read for Relaid<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.at).unwrap_or(usize::MAX);
        let count = match self.front.get(at..) {
            Some(rest @ [_, ..]) => (&mut &*rest).read(buffer)?,
            _ => self.file.read(buffer)?,
        };
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Relaid<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let front = self.front.len() as u64;
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => {
                let end = self.file.seek(SeekFrom::End(0))?;
                end.checked_add(front)
                    .and_then(|end| end.checked_add_signed(by))
            }
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        self.file
            .seek(SeekFrom::Start(self.at.saturating_sub(front)))?;
        Ok(self.at)
    }
}
