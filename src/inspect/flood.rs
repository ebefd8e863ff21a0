//! The near-black area that reaches the border, found on the reduced picture.
//!
//! The flood runs over cells of a few pixels: thousands of steps rather than millions, and ringing of a pixel or two
//! neither closes nor opens a way. Knows no verdicts.

use super::measure::{Content, NEAR_BLACK_LEVEL, PixelRect, share};
use super::pieces::{Joined, Pieces};
use super::reduced::ReducedPicture;

/// Levels that are counted one by one: up to the highest that a pure black corner can have at normal sensitivity.
pub const EVEN_LEVELS: usize = 5;

/// How far the ringing of JPEG reaches from an edge, in pixels: one block of a channel that is stored at half size.
const RINGING_PX: usize = 16;

/// Which cells are near-black and connected to the border by their sides.
#[derive(Debug)]
pub struct ConnectedBlack<'picture> {
    picture: &'picture ReducedPicture,
    columns: usize,
    member: Vec<bool>,
}

impl<'picture> ConnectedBlack<'picture> {
    /// Floods a picture from its border.
    pub fn find(picture: &'picture ReducedPicture) -> Self {
        let (columns, rows) = (picture.columns(), picture.rows());
        let black = Pieces::find(&picture.levels, columns, Joined::BySides, |level| {
            level <= NEAR_BLACK_LEVEL
        });
        let area = black.with_any(|run| {
            let (first, last) = (run.columns.start, run.columns.end);
            run.row == 0 || run.row + 1 == rows || first == 0 || last == columns
        });
        let mut member = vec![false; picture.levels.len()];
        for run in area {
            let first = run.row * columns;
            member[first + run.columns.start..first + run.columns.end].fill(true);
        }
        Self {
            picture,
            columns,
            member,
        }
    }

    /// Which cells are of the area, row by row.
    pub fn into_members(self) -> Vec<bool> {
        self.member
    }

    /// Share of the picture's cells that belong to it.
    pub fn share(&self) -> f32 {
        let members = self.member.iter().map(|&is| u64::from(is)).sum();
        share(members, self.member.len() as u64).unwrap_or(0.0)
    }

    /// Its inside: the cells that the ringing of JPEG does not reach ([`RINGING_PX`]); in an area that is nowhere as
    /// wide, those farthest from its edge. Distances count aslant too, and the picture's own border is no edge.
    pub fn inside(&self) -> Vec<bool> {
        let steps = RINGING_PX.div_ceil(self.picture.cell_px as usize);
        let mut inside = self.member.clone();
        for _ in 1..steps {
            let smaller = self.without_edge(&inside);
            if !smaller.contains(&true) {
                break;
            }
            inside = smaller;
        }
        inside
    }

    /// Those cells of a mask whose neighbours, aslant too, are all of it.
    fn without_edge(&self, mask: &[bool]) -> Vec<bool> {
        let columns = self.columns;
        let mut across = mask.to_vec();
        for (narrowed, row) in across
            .chunks_exact_mut(columns)
            .zip(mask.chunks_exact(columns))
        {
            for (is, right) in narrowed.iter_mut().zip(row.iter().skip(1)) {
                *is &= right;
            }
            for (is, left) in narrowed.iter_mut().skip(1).zip(row) {
                *is &= left;
            }
        }
        let mut both = across.clone();
        let (below, above) = (columns..across.len(), 0..across.len() - columns);
        for (is, under) in both.iter_mut().zip(&across[below.clone()]) {
            *is &= under;
        }
        for (is, over) in both[below].iter_mut().zip(&across[above]) {
            *is &= over;
        }
        both
    }

    /// Share of the inside's cells that have the most frequent of the lowest levels.
    pub fn even_share(&self, inside: &[bool]) -> Option<f32> {
        let mut counts = LevelCounts::default();
        for (&level, _) in self
            .picture
            .levels
            .iter()
            .zip(inside)
            .filter(|(_, is_inside)| **is_inside)
        {
            counts.add(level);
        }
        counts.even_share()
    }

    /// What is not of the area; its pieces hang together by corners too.
    pub fn content(&self) -> Option<Content> {
        let others = Pieces::find(&self.member, self.columns, Joined::ByCorners, |is| !is);
        let runs = others.runs();
        let (top, bottom) = (runs.first()?.row, runs.last()?.row + 1);
        let left = runs.iter().map(|run| run.columns.start).min()?;
        let right = runs.iter().map(|run| run.columns.end).max()?;
        let cells = runs.iter().map(|run| run.columns.len() as u64).sum();
        let cell_px = self.picture.cell_px;
        let (x_px, width_px) = pixel_span(left..right, cell_px, self.picture.width_px);
        let (y_px, height_px) = pixel_span(top..bottom, cell_px, self.picture.height_px);
        Some(Content {
            rect: PixelRect {
                x_px,
                y_px,
                width_px,
                height_px,
            },
            fill: share(cells, ((right - left) * (bottom - top)) as u64)?,
            largest_piece_share: share(others.largest(), cells)?,
        })
    }
}

/// Counts of levels, of which the lowest are told apart.
#[derive(Clone, Copy, Debug, Default)]
pub struct LevelCounts {
    all: u64,
    low: [u64; EVEN_LEVELS],
}

impl LevelCounts {
    /// Counts one more.
    pub fn add(&mut self, level: u8) {
        self.all += 1;
        if let Some(count) = self.low.get_mut(usize::from(level)) {
            *count += 1;
        }
    }

    /// Share of the most frequent of the lowest levels; `None` where nothing was counted.
    pub fn even_share(&self) -> Option<f32> {
        share(self.low.into_iter().max().unwrap_or(0), self.all)
    }
}

/// Start and length in pixels of a range of cells, within a side.
fn pixel_span(cells: std::ops::Range<usize>, cell_px: u32, side_px: u32) -> (u32, u32) {
    let in_pixels = |cells: usize| {
        u32::try_from(cells)
            .unwrap_or(u32::MAX)
            .saturating_mul(cell_px)
            .min(side_px)
    };
    let start = in_pixels(cells.start);
    (start, in_pixels(cells.end) - start)
}
