//! How much decoding the pieces of a TIFF take: its strips or tiles, each of which may be far larger than the part of the
//! picture that is taken of it, and may hold a JPEG of its own.

use std::io::{Cursor, Read, Seek};

use tiff::decoder::{ChunkType, Decoder};
use tiff::tags::Tag;

use super::jpeg_header::read_jpeg_header;
use super::jpeg_scans::follow_scans;
use super::work::Work;
use super::{DecodingUse, ImageLimits, InspectError};

/// Bytes that the pieces of every picture may have: a tile of 2048 x 2048 pixels of 32 bit.
const LEAST_HONEST_BYTES: u64 = 16 << 20;

/// More samples than that of a pixel are of no use to anyone.
const HONEST_SAMPLES: u64 = 8;

/// The number by which a TIFF calls JPEG among its ways of compression.
const JPEG: u16 = 7;

/// Checks the work of the first page. Where its directory can't be read nothing is refused: the decoder says why.
///
/// # Errors
/// [`InspectError::TooMuchWork`], and the limits that a JPEG in it exceeds.
pub fn check_tiff_work(bytes: &[u8], limits: &ImageLimits) -> Result<(), InspectError> {
    let Ok(mut decoder) = Decoder::new(Cursor::new(bytes)) else {
        return Ok(());
    };
    let Some(pieces) = Pieces::of(&mut decoder) else {
        return Ok(());
    };
    pieces.work().check()?;
    if decoder.find_tag_unsigned::<u16>(Tag::Compression).ok() == Some(Some(JPEG)) {
        pieces.check_jpegs(bytes, &mut decoder, limits)?;
    }
    Ok(())
}

/// Bytes that decoding the first page takes at most; `None` where its directory can't be read.
pub fn tiff_decoding_bytes(
    file: impl Read + Seek,
    purpose: DecodingUse,
    limits: &ImageLimits,
) -> Option<u64> {
    let pieces = Pieces::of(&mut Decoder::new(file).ok()?)?;
    if pieces.picture_px > limits.max_pixels {
        return Some(0); // Refused before anything is allocated.
    }
    let sample_bytes = pieces.bits.div_ceil(8).max(1);
    // As decoded, twice, because the library hands out a copy, and in 8 bit; and one piece in the making.
    let per_px = pieces.samples.min(HONEST_SAMPLES) * sample_bytes * 2 + 4;
    let piece = pieces
        .piece_px
        .saturating_mul(pieces.samples * sample_bytes);
    let picture = pieces.picture_px * (per_px + purpose.bytes_per_px());
    // What the library keeps of directories and pieces is within its own limit.
    Some(
        picture
            .saturating_add(piece)
            .saturating_add(DIRECTORY_BYTES),
    )
}

/// What the directory of a TIFF takes at most, as it is read.
const DIRECTORY_BYTES: u64 = 16 << 20;

/// What a directory says of the pieces of its picture.
struct Pieces {
    picture_px: u64,
    /// All pieces that are decoded, each in its whole width.
    decoded_px: u64,
    /// Pixels of one.
    piece_px: u64,
    samples: u64,
    bits: u64,
    offsets: Tag,
    lengths: Tag,
}

impl Pieces {
    fn of<R: Read + Seek>(decoder: &mut Decoder<R>) -> Option<Self> {
        let (width, height) = decoder.dimensions().ok()?;
        let (piece_width, piece_height) = decoder.chunk_dimensions();
        let (width, height) = (u64::from(width), u64::from(height));
        let (piece_width, piece_height) = (u64::from(piece_width), u64::from(piece_height));
        // Of the last piece below, only the rows that are in the picture are decoded.
        let columns = width.div_ceil(piece_width.max(1));
        let decoded_px = columns.saturating_mul(piece_width).saturating_mul(height);
        let samples = decoder
            .find_tag_unsigned::<u16>(Tag::SamplesPerPixel)
            .ok()?;
        let bits = decoder
            .find_tag_unsigned_vec::<u16>(Tag::BitsPerSample)
            .ok()?;
        let (offsets, lengths) = match decoder.get_chunk_type() {
            ChunkType::Strip => (Tag::StripOffsets, Tag::StripByteCounts),
            ChunkType::Tile => (Tag::TileOffsets, Tag::TileByteCounts),
        };
        Some(Self {
            picture_px: width * height,
            decoded_px,
            piece_px: piece_width.saturating_mul(piece_height.min(height)),
            samples: samples.unwrap_or(1).into(),
            bits: bits.into_iter().flatten().max().unwrap_or(1).into(),
            offsets,
            lengths,
        })
    }

    fn work(&self) -> Work {
        let bytes = |pixels: u64, samples: u64| {
            pixels.saturating_mul(samples).saturating_mul(self.bits) / 8
        };
        let honest = bytes(self.picture_px, self.samples.min(HONEST_SAMPLES));
        Work {
            needed: bytes(self.decoded_px, self.samples),
            honest: honest.max(LEAST_HONEST_BYTES),
        }
    }

    /// Each piece that is a JPEG has as many pixels as the others, and is read once.
    fn check_jpegs(
        &self,
        bytes: &[u8],
        decoder: &mut Decoder<Cursor<&[u8]>>,
        limits: &ImageLimits,
    ) -> Result<(), InspectError> {
        let numbers = |decoder: &mut Decoder<Cursor<&[u8]>>, tag| {
            decoder.get_tag_u64_vec(tag).unwrap_or_default()
        };
        let offsets = numbers(decoder, self.offsets);
        let lengths = numbers(decoder, self.lengths);
        let mut read = Work {
            needed: 0,
            honest: (bytes.len() as u64).max(LEAST_HONEST_BYTES),
        };
        let mut pixels = Work {
            needed: 0,
            honest: self.picture_px.max(LEAST_HONEST_BYTES),
        };
        for (&offset, &length) in offsets.iter().zip(&lengths) {
            read.needed = read.needed.saturating_add(length);
            read.check()?;
            let piece = usize::try_from(offset)
                .ok()
                .zip(usize::try_from(length).ok());
            let Some(piece) = piece.and_then(|(offset, length)| {
                let rest = bytes.get(offset..)?;
                Some(&rest[..length.min(rest.len())])
            }) else {
                continue;
            };
            let Ok(header) = read_jpeg_header(piece) else {
                continue;
            };
            let px = u64::from(header.width_px) * u64::from(header.height_px);
            if px > self.piece_px.max(LEAST_HONEST_BYTES) {
                return Err(InspectError::TooMuchWork);
            }
            limits.check_pixels(header.width_px.into(), header.height_px.into())?;
            pixels.needed = pixels.needed.saturating_add(px);
            pixels.check()?;
            follow_scans(piece, &header).check_work()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey picture of 8 bit in tiles that all are the same few bytes.
    fn tiled(picture: (u32, u32), tile: (u32, u32)) -> Vec<u8> {
        let columns = picture.0.div_ceil(tile.0);
        let rows = picture.1.div_ceil(tile.1);
        let count = columns * rows;
        let entries: [(u16, u32, u32); 9] = [
            (256, 1, picture.0),
            (257, 1, picture.1),
            (258, 1, 8),
            (259, 1, 1),
            (262, 1, 1),
            (322, 1, tile.0),
            (323, 1, tile.1),
            (324, count, 200),
            (325, count, 200),
        ];
        let mut bytes = b"II*\0\x08\0\0\0".to_vec();
        bytes.extend(9_u16.to_le_bytes());
        for (tag, count, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(4_u16.to_le_bytes());
            bytes.extend(count.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes.resize(200, 0);
        for _ in 0..count {
            bytes.extend(8_u32.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn tiles_far_wider_than_the_picture_are_too_much_work() {
        let limits = ImageLimits::default();
        let check = |bytes: &[u8]| check_tiff_work(bytes, &limits);
        assert_eq!(check(&tiled((600, 600), (256, 256))), Ok(()));
        assert_eq!(check(&tiled((16, 16), (2048, 2048))), Ok(()), "one tile");
        let bomb = tiled((16, 60_000), (60_000, 1_000));
        assert_eq!(check(&bomb), Err(InspectError::TooMuchWork));
    }

    #[test]
    fn every_cut_is_safe() {
        let bytes = tiled((600, 600), (256, 256));
        for length in 0..bytes.len() {
            check_tiff_work(&bytes[..length], &ImageLimits::default()).unwrap();
        }
    }
}
