//! The first picture of a TIFF, read as what it looks like: grey, palettes, RGB, CMYK and JPEG's colours, with and without
//! transparency, in strips or tiles, pixel by pixel or in planes, with 32-bit or 64-bit places.
//!
//! Invariants: the size that the directory claims and the work that it asks for are checked before memory is allocated;
//! and colours are straight, that is not multiplied by their alpha, however the file stored them.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer};
use tiff::tags::Tag;

use super::tiff_directory::TiffDirectory;
use super::tiff_grid::PieceArea;
use super::tiff_kind::{TiffKind, unsupported};
use super::tiff_level::{Level, MOST_CHANNELS, shown_as};
use super::tiff_pieces::Pieces;
use super::tiff_work::{MOST_PROFILE_BYTES, check_pieces, check_stored, decoding_bytes};
use super::{ImageLimits, InspectError};

/// A TIFF whose directory was read and passed the limits.
pub(super) struct TiffPicture<'bytes> {
    directory: TiffDirectory<Cursor<&'bytes [u8]>>,
    kind: TiffKind,
    pieces: Pieces<'bytes>,
}

impl<'bytes> TiffPicture<'bytes> {
    /// Reads the directory of the first picture: of the first page that is no reduced copy of another.
    ///
    /// # Errors
    /// A kind that is not read, faults of the directory, and limits.
    pub(super) fn open(bytes: &'bytes [u8], limits: &ImageLimits) -> Result<Self, InspectError> {
        let mut directory = TiffDirectory::of_first_picture(Cursor::new(bytes))?;
        let kind = TiffKind::of(&mut directory)?;
        limits.check_pixels(kind.width_px, kind.height_px)?;
        check_pieces(&kind)?;
        let pieces = Pieces::of(bytes, &mut directory, &kind, limits)?;
        let profile_bytes = directory.count(Tag::IccProfile);
        limits.check_bytes(decoding_bytes(&kind, pieces.longest(), profile_bytes))?;
        check_stored(&kind, &pieces, bytes.len() as u64)?;
        Ok(Self {
            directory,
            kind,
            pieces,
        })
    }

    /// Width and height in pixels, as stored.
    pub(super) fn stored_size(&self) -> (u32, u32) {
        (self.kind.width_px, self.kind.height_px)
    }

    /// How it wants to be turned.
    pub(super) fn orientation(&self) -> Orientation {
        self.kind.orientation
    }

    /// The ICC profile as stored.
    pub(super) fn colour_profile(&mut self) -> Option<Vec<u8>> {
        let profile = self.directory.bytes(Tag::IccProfile, MOST_PROFILE_BYTES);
        profile.ok().flatten()
    }

    /// Whether it has a further channel that may be meant as transparency, but is not said to be.
    pub(super) fn has_unnamed_channel(&self) -> bool {
        self.kind.has_unnamed_channel()
    }

    /// Unpacks the whole picture, in the depth that it was stored in and at least 8 bit; what is multiplied by its alpha
    /// is divided again, with at least 16 bit so that nothing is lost.
    ///
    /// # Errors
    /// Faults of the data.
    pub(super) fn decode(self) -> Result<DynamicImage, InspectError> {
        let image = match self.kind.picture_level_bytes() {
            1 => self.plain_image(self.levels()?),
            2 => self.deep_image(self.levels()?),
            _ => self.light_image(self.levels()?),
        };
        image.ok_or_else(|| unsupported("numbers that are no levels"))
    }

    fn plain_image(&self, levels: Vec<u8>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.kind.picture_channels() {
            1 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLuma8),
            2 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLumaA8),
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb8),
            _ => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba8),
        }
    }

    fn deep_image(&self, levels: Vec<u16>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.kind.picture_channels() {
            1 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLuma16),
            2 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageLumaA16),
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb16),
            _ => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba16),
        }
    }

    fn light_image(&self, levels: Vec<f32>) -> Option<DynamicImage> {
        let (width, height) = self.stored_size();
        match self.kind.picture_channels() {
            3 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgb32F),
            4 => ImageBuffer::from_raw(width, height, levels).map(DynamicImage::ImageRgba32F),
            _ => None,
        }
    }

    /// The levels of all channels, pixel by pixel.
    fn levels<L: Level>(&self) -> Result<Vec<L>, InspectError> {
        let kind = &self.kind;
        let planes = kind.planes();
        let shown = kind.shown_channels();
        let channels = kind.picture_channels();
        let (width, height) = (kind.width_px as usize, kind.height_px as usize);
        let mut levels = vec![L::default(); width * height * channels];
        let mut buffers = vec![Vec::new(); planes.len()];
        for piece in 0..kind.grid.count() {
            let area = kind.grid.area(piece);
            let mut row_bytes = 0;
            for (&plane, buffer) in planes.iter().zip(&mut buffers) {
                row_bytes = self.pieces.unpack(kind, plane, piece, buffer)?;
            }
            let unpacked = Unpacked {
                kind,
                shown: &shown,
                planes: &buffers,
                row_bytes,
            };
            for row in 0..area.height as usize {
                let start = (area.top as usize + row) * width + area.left as usize;
                let pixels = levels[start * channels..].chunks_exact_mut(channels);
                unpacked.fill(row, area, pixels);
            }
        }
        Ok(levels)
    }
}

/// A piece, unpacked.
struct Unpacked<'kind> {
    kind: &'kind TiffKind,
    /// The channels of interest, by their places in a pixel.
    shown: &'kind [usize],
    planes: &'kind [Vec<u8>],
    row_bytes: usize,
}

impl Unpacked<'_> {
    /// Fills one row of the picture.
    fn fill<'row, L: Level + 'row>(
        &self,
        row: usize,
        area: PieceArea,
        pixels: impl Iterator<Item = &'row mut [L]>,
    ) {
        let bits = self.kind.depth.bits();
        let together = usize::from(self.kind.channels);
        let start = row * self.row_bytes;
        let mut stored = [0; MOST_CHANNELS];
        for (x, pixel) in pixels.take(area.width as usize).enumerate() {
            for (slot, (number, &channel)) in stored.iter_mut().zip(self.shown).enumerate() {
                let (plane, at) = if self.kind.in_planes {
                    (slot, x)
                } else {
                    (0, x * together + channel)
                };
                let data = self.planes.get(plane).and_then(|data| data.get(start..));
                *number = data.map_or(0, |data| number_at(data, at, bits));
            }
            shown_as(self.kind, &stored, pixel);
        }
    }
}

/// The number at a place of a row, where each takes so many bits, the first ones highest.
fn number_at(row: &[u8], at: usize, bits: u8) -> u32 {
    let bytes = |count: usize| row.get(at * count..(at + 1) * count).unwrap_or_default();
    match (bits, bytes(usize::from(bits / 8))) {
        (8, [byte]) => u32::from(*byte),
        // They were unpacked in the order of this machine.
        (16, &[one, other]) => u32::from(u16::from_ne_bytes([one, other])),
        (32, &[one, two, three, four]) => u32::from_ne_bytes([one, two, three, four]),
        (1 | 2 | 4, _) => {
            let bit = at * usize::from(bits);
            let byte = row.get(bit / 8).copied().unwrap_or(0);
            let shift = 8 - usize::from(bits) - bit % 8;
            (u32::from(byte) >> shift) & ((1 << bits) - 1)
        }
        _ => 0,
    }
}

#[cfg(test)]
pub(super) mod test_tiff;
#[cfg(test)]
mod tests;
