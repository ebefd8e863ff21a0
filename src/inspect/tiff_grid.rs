//! Into which pieces a TIFF's picture is cut, strips or tiles, and where each of them lies.

use std::io::{Read, Seek};

use tiff::tags::Tag;

use super::InspectError;
use super::tiff_directory::{TiffDirectory, damaged};

/// The pieces of one plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PieceGrid {
    /// Width of a piece in pixels; a tile may reach beyond the picture.
    pub(super) width_px: u32,
    /// Height of a piece in pixels; a tile may reach beyond the picture.
    pub(super) height_px: u32,
    picture_px: (u32, u32),
    is_tiled: bool,
}

/// Where a piece lies in the picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl PieceGrid {
    /// Reads how a picture of that size is cut.
    ///
    /// # Errors
    /// Faults of the directory.
    pub(super) fn of<R: Read + Seek>(
        directory: &mut TiffDirectory<R>,
        width_px: u32,
        height_px: u32,
    ) -> Result<Self, InspectError> {
        let is_tiled = match (
            directory.has(Tag::StripOffsets) && directory.has(Tag::StripByteCounts),
            directory.has(Tag::TileOffsets) && directory.has(Tag::TileByteCounts),
        ) {
            (true, false) => false,
            (false, true) => true,
            (true, true) => return Err(damaged("it has both strips and tiles")),
            (false, false) => return Err(damaged("it does not say where its pixels are")),
        };
        let mut side = |tag| {
            let side = directory.number(tag)?;
            match side.map(u32::try_from) {
                None => Ok(None),
                Some(Ok(side @ 1..)) => Ok(Some(side)),
                Some(_) => Err(damaged("its strips or tiles have an impossible size")),
            }
        };
        let missing = || damaged("the size of its tiles is missing");
        let (piece_width, piece_height) = if is_tiled {
            (
                side(Tag::TileWidth)?.ok_or_else(missing)?,
                side(Tag::TileLength)?.ok_or_else(missing)?,
            )
        } else {
            // A strip may be said to be higher than the picture.
            let rows = side(Tag::RowsPerStrip)?.unwrap_or(height_px);
            (width_px, rows.min(height_px))
        };
        Ok(Self {
            width_px: piece_width,
            height_px: piece_height,
            picture_px: (width_px, height_px),
            is_tiled,
        })
    }

    /// How many pieces a plane has.
    pub(super) fn count(&self) -> u64 {
        let down = self.picture_px.1.div_ceil(self.height_px);
        u64::from(self.across()) * u64::from(down)
    }

    fn across(&self) -> u32 {
        self.picture_px.0.div_ceil(self.width_px)
    }

    /// Where the piece of a number lies, which must be less than [`Self::count`].
    pub(super) fn area(&self, piece: u64) -> PieceArea {
        let across = u64::from(self.across());
        let (column, row) = (piece % across, piece / across);
        // Both lie within the picture, and so within 32 bit.
        let start = |number: u64, side: u32| {
            u32::try_from(number.saturating_mul(side.into())).unwrap_or(u32::MAX)
        };
        let (left, top) = (start(column, self.width_px), start(row, self.height_px));
        PieceArea {
            left,
            top,
            width: self.width_px.min(self.picture_px.0.saturating_sub(left)),
            height: self.height_px.min(self.picture_px.1.saturating_sub(top)),
        }
    }

    /// Rows of the highest piece that lie within the picture: of those below, only these are unpacked.
    pub(super) fn rows(&self) -> u32 {
        self.height_px.min(self.picture_px.1)
    }

    /// The tags of the pieces' places and lengths.
    pub(super) fn tags(&self) -> (Tag, Tag) {
        if self.is_tiled {
            (Tag::TileOffsets, Tag::TileByteCounts)
        } else {
            (Tag::StripOffsets, Tag::StripByteCounts)
        }
    }
}
