//! The near-black area that reaches the border, found on the reduced picture.
//!
//! The flood runs over cells of a few pixels: thousands of steps rather than millions, and ringing of a pixel or two
//! neither closes nor opens a way. Knows no verdicts.

use super::measure::{Content, NEAR_BLACK_LEVEL, PixelRect, share};
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
    rows: usize,
    member: Vec<bool>,
}

impl<'picture> ConnectedBlack<'picture> {
    /// Floods a picture from its border.
    pub fn find(picture: &'picture ReducedPicture) -> Self {
        let (columns, rows) = (picture.columns(), picture.rows());
        let mut area = Self {
            picture,
            columns,
            rows,
            member: vec![false; picture.levels.len()],
        };
        let mut open = Vec::new();
        for at in area.border() {
            area.visit(at, &mut open);
        }
        while let Some(at) = open.pop() {
            let (column, row) = (at % columns, at / columns);
            if column > 0 {
                area.visit(at - 1, &mut open);
            }
            if column + 1 < columns {
                area.visit(at + 1, &mut open);
            }
            if row > 0 {
                area.visit(at - columns, &mut open);
            }
            if row + 1 < rows {
                area.visit(at + columns, &mut open);
            }
        }
        area
    }

    fn visit(&mut self, at: usize, open: &mut Vec<usize>) {
        if let (Some(member), Some(&level)) = (self.member.get_mut(at), self.picture.levels.get(at))
            && !*member
            && level <= NEAR_BLACK_LEVEL
        {
            *member = true;
            open.push(at);
        }
    }

    fn border(&self) -> Vec<usize> {
        let last_row = self.columns * self.rows.saturating_sub(1);
        let top_and_bottom = (0..self.columns).flat_map(|column| [column, last_row + column]);
        let left_and_right = (0..self.rows)
            .map(|row| row * self.columns)
            .flat_map(|first| [first, first + self.columns - 1]);
        top_and_bottom.chain(left_and_right).collect()
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
        let mut edge: Vec<usize> = self.others().collect();
        for _ in 1..steps {
            let mut next = Vec::new();
            for &at in &edge {
                self.each_near(at, |near| {
                    if std::mem::replace(&mut inside[near], false) {
                        next.push(near);
                    }
                });
            }
            if next.is_empty() {
                break;
            }
            if !inside.contains(&true) {
                for at in next {
                    inside[at] = true;
                }
                break;
            }
            edge = next;
        }
        inside
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

    /// What is not of the area.
    pub fn content(&self) -> Option<Content> {
        let (mut cells, mut right, mut bottom) = (0_u64, 0, 0);
        let (mut left, mut top) = (usize::MAX, usize::MAX);
        for at in self.others() {
            let (column, row) = (at % self.columns, at / self.columns);
            cells += 1;
            (left, right) = (left.min(column), right.max(column + 1));
            (top, bottom) = (top.min(row), bottom.max(row + 1));
        }
        if cells == 0 {
            return None;
        }
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
            largest_piece_share: share(self.largest_piece(), cells)?,
        })
    }

    /// Cells of the largest piece of what is not of the area; pieces hang together by corners too.
    fn largest_piece(&self) -> u64 {
        let mut seen = self.member.clone();
        let mut open = Vec::new();
        let mut largest = 0;
        for start in self.others() {
            if std::mem::replace(&mut seen[start], true) {
                continue;
            }
            open.push(start);
            let mut cells = 0;
            while let Some(at) = open.pop() {
                cells += 1;
                self.each_near(at, |near| {
                    if !std::mem::replace(&mut seen[near], true) {
                        open.push(near);
                    }
                });
            }
            largest = largest.max(cells);
        }
        largest
    }

    /// The cells around one, as far as there are any, and itself.
    fn each_near(&self, at: usize, mut visit: impl FnMut(usize)) {
        let (column, row) = (at % self.columns, at / self.columns);
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        for row in row.saturating_sub(1)..(row + 2).min(self.rows) {
            for column in columns.clone() {
                visit(row * self.columns + column);
            }
        }
    }

    fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.member.len()).filter(|&at| !self.member[at])
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
