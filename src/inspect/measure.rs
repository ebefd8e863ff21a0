//! Facts about an image's background, without any judgement.
//!
//! Measured on the reduced picture, and on the first rows at full size; knows no file format, no thresholds and no
//! verdict. Invariant: every share is 0 to 1, whatever the picture.

use super::cell_mask::{CellMask, count};
use super::content::Content;
use super::flood::{BlackBackground, LevelCounts, connected_up_to};
use super::light_edge::without_light_edge;
use super::raster::Raster;
use super::reduced::ReducedPicture;
use super::top_corners::{PATCH_PX, TopCorners, patch_side};

/// A cell of the reduced picture whose mean colour has no larger channel than this is near-black. The label rule of the evaluation data uses 16 for a
/// once transparent pixel that turned black; GDAL's `nearblack`, made for the borders of lossy photographs, 15.
pub const NEAR_BLACK_LEVEL: u8 = 16;

/// A cell of at most this level (0 to 255) is dark: a fill that stops is followed by something brighter two cells on, and
/// light that fades is not. The glow of stars and galaxies lies below it, dark products mostly above.
pub const DARK_LEVEL: u8 = 40;

/// What is at most so many levels brighter than the background's own still joins it where shapes are looked at: the
/// ringing of JPEG at the edge of a product, but not the dark of a photograph that was padded.
const SHAPE_LEVELS: u8 = 4;

/// What was measured of one image's background. Facts only: thresholds live in [`super::Thresholds`].
///
/// It is measured on the picture reduced to cells, each the mean of 8 x 8 pixels in pictures from 1024 pixels on, of
/// 4 x 4 from 256, of 2 x 2 from 128, else of one. A level is the largest channel, 0 to 255. A transparent pixel counts as
/// what it looks like on white: what is still transparent has not turned black.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BackgroundMeasurement {
    /// The part of the picture that was measured, where it lies within a light canvas or behind a light line; else `None`.
    /// Every share below is one of that part.
    pub within: Option<PixelRect>,
    /// Thickness of the measured border ring, in pixels: 2 % of the shorter side, at least 1.
    pub ring_px: u32,
    /// Share of the border ring that is near-black ([`NEAR_BLACK_LEVEL`]), 0 to 1.
    pub border_black_share: f32,
    /// Level of each corner (top left, top right, bottom left, bottom right): the median over a patch of 8 x 8 pixels,
    /// in small images of a quarter of the shorter side; at the bottom over its cells.
    pub corner_levels: [u8; 4],
    /// Share of the picture that is near-black and connected to the border through near-black, 0 to 1.
    pub connected_black_share: f32,
    /// Share of the picture (0 to 1) that is enclosed by what can be seen and has that area's own level all over: what is
    /// seen of the background through a handle, a ring, the hollow screen of a phone.
    pub enclosed_black_share: f32,
    /// Share of the connected area, 16 pixels and more from its edge (in a thinner one: farthest from it), that has one
    /// and the same level, the most frequent of 0 to 4; of its cells, or of its pixels in the first rows, whichever is less.
    /// 0 to 1, and `None` where there is no such area.
    pub even_black_share: Option<f32>,
    /// Whether that area is anywhere 16 pixels wide: else the ringing of JPEG reaches all of it, and it is uneven whatever
    /// filled it.
    pub is_wide: bool,
    /// What of it is exactly that level; `None` where it has none of those levels.
    pub exact: Option<Box<ExactBlack>>,
    /// How it ends; `None` where all of the picture is black.
    pub edge: Option<BlackEdge>,
    /// Everything that is neither of the connected area nor enclosed; `None` where nothing is.
    pub content: Option<Content>,
}

/// What of a black area is exactly its own level.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ExactBlack {
    /// That level: the most frequent of the area's inside, 0 to 4.
    pub level: u8,
    /// Share of the picture (0 to 1) that is connected to the border through cells of that level, up to the rounding of a
    /// mean (one level).
    pub connected_share: f32,
    /// Share of the border ring that is of this, 0 to 1.
    pub border_share: f32,
    /// Share of its inside (as in [`BackgroundMeasurement::even_black_share`]) that has the very level, 0 to 1.
    pub even_share: f32,
    /// Everything that is more than four levels brighter, or does not reach the border through what is not; nor is
    /// enclosed at the very level. `None` where nothing is.
    pub content: Option<Content>,
}

/// What follows where the black ends.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BlackEdge {
    /// The middle one of the levels right beside it, 0 to 255.
    pub nearest_level: u8,
    /// Share of what follows on that, one cell farther, that is dark still ([`DARK_LEVEL`]), 0 to 1; 0 for nothing.
    pub dark_share: f32,
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

impl BackgroundMeasurement {
    /// Share of the picture (0 to 1) that is the black background: what reaches the border, and what is enclosed.
    #[must_use]
    pub fn black_share(&self) -> f32 {
        self.connected_black_share + self.enclosed_black_share
    }
}

impl Default for BackgroundMeasurement {
    /// That of a small white picture.
    fn default() -> Self {
        Self {
            within: None,
            ring_px: 1,
            border_black_share: 0.0,
            corner_levels: [255; 4],
            connected_black_share: 0.0,
            enclosed_black_share: 0.0,
            even_black_share: None,
            is_wide: true,
            exact: None,
            edge: None,
            content: None,
        }
    }
}

/// Measures a reduced picture, together with its first rows at full size: the whole width of at least 8 rows, or of all
/// that there are.
pub fn measure_background(picture: &ReducedPicture, top: &Raster) -> BackgroundMeasurement {
    let Some((part, rect)) = without_light_edge(picture) else {
        return measure(picture, Some(top));
    };
    let mut measured = measure(&part, None);
    let exact_content = measured.exact.as_mut().map(|exact| &mut exact.content);
    for content in exact_content
        .into_iter()
        .chain([&mut measured.content])
        .flatten()
    {
        content.rect.x_px += rect.x_px;
        content.rect.y_px += rect.y_px;
    }
    measured.within = Some(rect);
    measured
}

/// Measures a picture, with its first rows where they are known.
fn measure(picture: &ReducedPicture, top: Option<&Raster>) -> BackgroundMeasurement {
    let background = BlackBackground::find(picture);
    let even_cells = background.counts().even_share();
    let even_pixels =
        top.and_then(|top| even_share_of_top(picture, background.inside().cells(), top));
    let shorter_px = picture.width_px.min(picture.height_px);
    let ring_px = (shorter_px / 50).max(1);
    let all = background.all();
    BackgroundMeasurement {
        within: None,
        ring_px,
        border_black_share: ring_share(picture, ring_px, &picture.levels, |level| {
            level <= NEAR_BLACK_LEVEL
        }),
        corner_levels: corner_levels(picture, top),
        connected_black_share: background.connected().share(),
        enclosed_black_share: background.enclosed().share(),
        even_black_share: even_cells.map(|cells| even_pixels.map_or(cells, |px| px.min(cells))),
        is_wide: background.is_wide(),
        exact: exact_black(picture, &background, ring_px).map(Box::new),
        edge: edge(picture, &all),
        content: Content::beyond(&all, picture),
    }
}

/// What of a background is exactly its level.
fn exact_black(
    picture: &ReducedPicture,
    background: &BlackBackground<'_>,
    ring_px: u32,
) -> Option<ExactBlack> {
    let (level, exact) = background.exact()?;
    let counts = LevelCounts::of(picture, &exact.inside(picture.cell_px));
    let mut shape = connected_up_to(picture, level + SHAPE_LEVELS);
    shape.add_all(background.enclosed());
    Some(ExactBlack {
        level,
        connected_share: exact.share(),
        border_share: ring_share(picture, ring_px, exact.cells(), |is| is),
        even_share: counts.share_of(level).unwrap_or(0.0),
        content: Content::beyond(&shape, picture),
    })
}

/// How a background ends; `None` where it does not.
fn edge(picture: &ReducedPicture, background: &CellMask) -> Option<BlackEdge> {
    let beside = background.beside();
    let mut counts = [0_u32; 256];
    for (&level, _) in picture
        .levels
        .iter()
        .zip(beside.cells())
        .filter(|(_, is)| **is)
    {
        counts[usize::from(level)] += 1;
    }
    let all: u32 = counts.iter().sum();
    if all == 0 {
        return None;
    }
    let mut up_to = 0;
    let middle = counts.iter().position(|count| {
        up_to += count;
        up_to > all / 2
    });
    let mut up_to_beside = background.clone();
    up_to_beside.add_all(&beside);
    let farther = up_to_beside.beside();
    let dark = farther.count_levels(picture, |level| level <= DARK_LEVEL);
    Some(BlackEdge {
        nearest_level: u8::try_from(middle?).ok()?,
        dark_share: share(dark, farther.count()).unwrap_or(0.0),
    })
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

/// Share of the cells in a ring of that thickness, at least one cell, for which `is_in` says so.
fn ring_share<C: Copy>(
    picture: &ReducedPicture,
    ring_px: u32,
    cells: &[C],
    is_in: impl Fn(C) -> bool,
) -> f32 {
    let (columns, rows) = (picture.columns(), picture.rows());
    let ring = ((ring_px + picture.cell_px / 2) / picture.cell_px).max(1) as usize;
    let (mut all, mut counted) = (0_u64, 0_u64);
    let mut add = |cells: &[C]| {
        all += cells.len() as u64;
        counted += count(cells, |&cell| is_in(cell));
    };
    for (y, row) in cells.chunks_exact(columns).enumerate() {
        if y < ring || y + ring >= rows || 2 * ring >= columns {
            add(row);
        } else {
            add(&row[..ring]);
            add(&row[columns - ring..]);
        }
    }
    share(counted, all).unwrap_or(0.0)
}

/// The top corners from the first rows, where they are known; the others from the means.
fn corner_levels(picture: &ReducedPicture, top: Option<&Raster>) -> [u8; 4] {
    let (width_px, height_px) = (picture.width_px, picture.height_px);
    let side = patch_side(width_px, height_px).div_ceil(picture.cell_px) as usize;
    let (columns, rows) = (picture.columns(), picture.rows());
    let corner = |from_column: usize, from_row: usize| {
        let mut levels: Vec<u8> = picture
            .levels
            .chunks_exact(columns)
            .skip(from_row)
            .take(side)
            .flat_map(|row| row.iter().skip(from_column).take(side))
            .copied()
            .collect();
        median(&mut levels)
    };
    let (right, bottom) = (columns.saturating_sub(side), rows.saturating_sub(side));
    let [top_left, top_right] = match top {
        Some(top) => TopCorners::look(top, width_px, height_px)
            .patches
            .map(|patch| patch.level),
        None => [corner(0, 0), corner(right, 0)],
    };
    [
        top_left,
        top_right,
        corner(0, bottom),
        corner(right, bottom),
    ]
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
