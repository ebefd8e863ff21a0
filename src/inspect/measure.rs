//! Facts about an image's background, without any judgement.
//!
//! Measured on the reduced picture, and on the first rows at full size; knows no file format, no thresholds and no
//! verdict. Invariant: every share is 0 to 1, whatever the picture.

use super::flood::{ConnectedBlack, LevelCounts};
use super::raster::Raster;
use super::reduced::ReducedPicture;
use super::top_corners::{PATCH_PX, TopCorners, patch_side};

/// A cell of the reduced picture whose mean colour has no larger channel than this is near-black. The label rule of the evaluation data uses 16 for a
/// once transparent pixel that turned black; GDAL's `nearblack`, made for the borders of lossy photographs, 15.
pub const NEAR_BLACK_LEVEL: u8 = 16;

/// What was measured of one image's background. Facts only: thresholds live in [`super::Thresholds`].
///
/// It is measured on the picture reduced to cells, each the mean of 8 x 8 pixels in pictures from 1024 pixels on, of
/// 4 x 4 from 256, of 2 x 2 from 128, else of one. A level is the largest channel, 0 to 255. A transparent pixel counts as
/// what it looks like on white: what is still transparent has not turned black.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BackgroundMeasurement {
    /// Thickness of the measured border ring, in pixels: 2 % of the shorter side, at least 1.
    pub ring_px: u32,
    /// Share of the border ring that is near-black ([`NEAR_BLACK_LEVEL`]), 0 to 1.
    pub border_black_share: f32,
    /// Level of each corner (top left, top right, bottom left, bottom right): the median over a patch of 8 x 8 pixels,
    /// in small images of a quarter of the shorter side; at the bottom over its cells.
    pub corner_levels: [u8; 4],
    /// Share of the picture that is near-black and connected to the border through near-black, 0 to 1.
    pub connected_black_share: f32,
    /// Share of that area, 16 pixels and more from its edge (in a thinner one: farthest from it), that has one and the
    /// same level, the most frequent of 0 to 4; of its cells, or of its pixels in the first rows, whichever is less.
    /// 0 to 1, and `None` where there is no such area.
    pub even_black_share: Option<f32>,
    /// Everything that is not of that area; `None` where the whole picture is.
    pub content: Option<Content>,
}

impl Default for BackgroundMeasurement {
    /// That of a small white picture.
    fn default() -> Self {
        Self {
            ring_px: 1,
            border_black_share: 0.0,
            corner_levels: [255; 4],
            connected_black_share: 0.0,
            even_black_share: None,
            content: None,
        }
    }
}

/// What a border-connected near-black area leaves over.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    /// The smallest upright rectangle around it, in stored pixels, exact to one cell of the measurement.
    pub rect: PixelRect,
    /// Share of that rectangle that it fills, 0 to 1.
    pub fill: f32,
    /// Share of its largest piece, 0 to 1.
    pub largest_piece_share: f32,
}

/// An upright rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PixelRect {
    /// Left edge.
    pub x_px: u32,
    /// Top edge.
    pub y_px: u32,
    /// Width.
    pub width_px: u32,
    /// Height.
    pub height_px: u32,
}

/// Measures a reduced picture, together with its first rows at full size: the whole width of at least 8 rows, or of all
/// that there are.
pub fn measure_background(picture: &ReducedPicture, top: &Raster) -> BackgroundMeasurement {
    let area = ConnectedBlack::find(picture);
    let inside = area.inside();
    let even_cells = area.even_share(&inside);
    let even_pixels = even_share_of_top(picture, &inside, top);
    let (width_px, height_px) = (picture.width_px, picture.height_px);
    let shorter_px = width_px.min(height_px);
    let ring_px = (shorter_px / 50).max(1);
    BackgroundMeasurement {
        ring_px,
        border_black_share: border_black_share(picture, ring_px),
        corner_levels: corner_levels(picture, top),
        connected_black_share: area.share(),
        even_black_share: even_cells.map(|cells| even_pixels.map_or(cells, |px| px.min(cells))),
        content: area.content(),
    }
}

/// How even the area's inside is at full size, as far as the first rows of the picture show it: there, the noise of a
/// camera has not been averaged away.
fn even_share_of_top(picture: &ReducedPicture, inside: &[bool], top: &Raster) -> Option<f32> {
    let cell_px = picture.cell_px;
    let rows_px = top.height_px().min(PATCH_PX);
    let first_rows = inside.get(..picture.columns())?;
    let mut counts = LevelCounts::default();
    for (column, _) in first_rows.iter().enumerate().filter(|(_, is)| **is) {
        let left = u32::try_from(column).ok()? * cell_px;
        for y in 0..rows_px.min(cell_px) {
            for x in left..(left + cell_px).min(top.width_px()) {
                counts.add(top.level_at(x, y));
            }
        }
    }
    counts.even_share()
}

/// Share of the near-black cells in a ring of that thickness, at least one cell.
fn border_black_share(picture: &ReducedPicture, ring_px: u32) -> f32 {
    let (columns, rows) = (picture.columns(), picture.rows());
    let ring = ((ring_px + picture.cell_px / 2) / picture.cell_px).max(1) as usize;
    let (mut cells, mut black) = (0_u64, 0_u64);
    let mut count = |levels: &[u8]| {
        cells += levels.len() as u64;
        black += levels
            .iter()
            .map(|&level| u64::from(level <= NEAR_BLACK_LEVEL))
            .sum::<u64>();
    };
    for (y, row) in picture.levels.chunks_exact(columns).enumerate() {
        if y < ring || y + ring >= rows || 2 * ring >= columns {
            count(row);
        } else {
            count(&row[..ring]);
            count(&row[columns - ring..]);
        }
    }
    share(black, cells).unwrap_or(0.0)
}

/// The top corners from the first rows, the bottom ones from the means.
fn corner_levels(picture: &ReducedPicture, top: &Raster) -> [u8; 4] {
    let (width_px, height_px) = (picture.width_px, picture.height_px);
    let [left, right] = TopCorners::look(top, width_px, height_px)
        .patches
        .map(|patch| patch.level);
    let side = patch_side(width_px, height_px).div_ceil(picture.cell_px) as usize;
    let (columns, rows) = (picture.columns(), picture.rows());
    let bottom = |from: usize| {
        let mut levels: Vec<u8> = picture
            .levels
            .chunks_exact(columns)
            .skip(rows.saturating_sub(side))
            .flat_map(|row| row.iter().skip(from).take(side))
            .copied()
            .collect();
        median(&mut levels)
    };
    [left, right, bottom(0), bottom(columns.saturating_sub(side))]
}

/// `part / whole`; `None` for a part of nothing.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share needs no more than seven digits"
)]
pub(super) fn share(part: u64, whole: u64) -> Option<f32> {
    (whole > 0).then(|| (part as f64 / whole as f64) as f32)
}

/// The middle of the levels; white for none.
fn median(levels: &mut [u8]) -> u8 {
    if levels.is_empty() {
        return u8::MAX;
    }
    let middle = levels.len() / 2;
    *levels.select_nth_unstable(middle).1
}
