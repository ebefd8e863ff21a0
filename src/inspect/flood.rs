//! The near-black area that reaches the border, found on a grid of cells.
//!
//! The picture is reduced to cells of a few pixels with counts, and the flood runs over cells: thousands of steps
//! rather than millions, and ringing of a pixel or two neither closes nor opens a way. Knows no verdicts.

use super::measure::{Content, NEAR_BLACK_LEVEL, PixelRect, share};

/// Levels whose pixels are counted one by one: up to the highest that a pure black corner can have.
const EVEN_LEVELS: usize = 5;

/// How far the ringing of JPEG reaches from an edge, in pixels: one block of a channel that is stored at half size.
const RINGING_PX: usize = 16;

/// Counts over one cell's pixels.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    pixels: u32,
    near_black: u32,
    even: [u32; EVEN_LEVELS],
}

impl Cell {
    /// Adds a piece of a row. Most pieces are all bright or all 0, and are dealt with as a whole.
    fn add(&mut self, levels: &[u8]) {
        let count = |upto: u8| {
            levels
                .iter()
                .map(|&level| u32::from(level <= upto))
                .sum::<u32>()
        };
        let near_black = count(NEAR_BLACK_LEVEL);
        self.pixels += u32::try_from(levels.len()).unwrap_or(u32::MAX);
        if near_black == 0 {
            return;
        }
        self.near_black += near_black;
        let zero = count(0);
        self.even[0] += zero;
        if zero < near_black {
            for &level in levels.iter().filter(|&&level| level > 0) {
                if let Some(count) = self.even.get_mut(usize::from(level)) {
                    *count += 1;
                }
            }
        }
    }
}

/// The picture as cells, filled row by row.
#[derive(Debug)]
pub struct CellGrid {
    width: usize,
    height: usize,
    cell_px: usize,
    columns: usize,
    rows: usize,
    pixel_row: usize,
    cells: Vec<Cell>,
}

impl CellGrid {
    /// The side of a cell in a picture of that size: 4 pixels, more where there would be over 256 cells along the longest
    /// side, and fewer in pictures below 256 pixels, so that there are some 64.
    pub fn cell_px(width: usize, height: usize) -> usize {
        let longest = width.max(height);
        (longest / 64).clamp(1, 4).max(longest.div_ceil(256))
    }

    /// An empty grid for a picture of that size, at least 1 x 1.
    pub fn new(width: usize, height: usize) -> Self {
        let cell_px = Self::cell_px(width, height);
        let columns = width.div_ceil(cell_px);
        let rows = height.div_ceil(cell_px);
        Self {
            width,
            height,
            cell_px,
            columns,
            rows,
            pixel_row: 0,
            cells: vec![Cell::default(); columns * rows],
        }
    }

    /// Takes the next row of pixels as levels.
    pub fn push_row(&mut self, levels: &[u8]) {
        let first = self.pixel_row / self.cell_px * self.columns;
        self.pixel_row += 1;
        let Some(cells) = self.cells.get_mut(first..) else {
            return;
        };
        for (cell, levels) in cells.iter_mut().zip(levels.chunks(self.cell_px)) {
            cell.add(levels);
        }
    }

    fn is_black(&self, at: usize) -> bool {
        self.cells[at].near_black * 2 > self.cells[at].pixels
    }

    fn at(&self, column: usize, row: usize) -> usize {
        row * self.columns + column
    }

    /// The cells around one, itself included, as far as there are any.
    fn neighbourhood(&self, at: usize) -> impl Iterator<Item = usize> {
        let (column, row) = (at % self.columns, at / self.columns);
        let columns = column.saturating_sub(1)..(column + 2).min(self.columns);
        let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
        rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
            .map(|(column, row)| self.at(column, row))
    }

    /// The cells that share an edge with one.
    fn sides(&self, at: usize) -> impl Iterator<Item = usize> {
        let (column, row) = (at % self.columns, at / self.columns);
        let left = (column > 0).then(|| at - 1);
        let right = (column + 1 < self.columns).then(|| at + 1);
        let above = (row > 0).then(|| at - self.columns);
        let below = (row + 1 < self.rows).then(|| at + self.columns);
        [left, right, above, below].into_iter().flatten()
    }

    fn border(&self) -> impl Iterator<Item = usize> {
        let top_and_bottom = (0..self.columns)
            .flat_map(|column| [self.at(column, 0), self.at(column, self.rows - 1)]);
        let left_and_right =
            (0..self.rows).flat_map(|row| [self.at(0, row), self.at(self.columns - 1, row)]);
        top_and_bottom.chain(left_and_right)
    }
}

/// Which cells are black and connected to the border by their sides.
#[derive(Debug)]
pub struct ConnectedBlack<'grid> {
    grid: &'grid CellGrid,
    member: Vec<bool>,
}

impl<'grid> ConnectedBlack<'grid> {
    /// Floods a filled grid from its border.
    pub fn find(grid: &'grid CellGrid) -> Self {
        let mut member = vec![false; grid.cells.len()];
        let mut open = Vec::new();
        let mut visit = |at: usize, open: &mut Vec<usize>| {
            if !member[at] && grid.is_black(at) {
                member[at] = true;
                open.push(at);
            }
        };
        for at in grid.border() {
            visit(at, &mut open);
        }
        while let Some(at) = open.pop() {
            for side in grid.sides(at) {
                visit(side, &mut open);
            }
        }
        Self { grid, member }
    }

    /// Near-black pixels of the area.
    pub fn near_black_pixels(&self) -> u64 {
        self.members()
            .map(|at| u64::from(self.grid.cells[at].near_black))
            .sum()
    }

    /// Share of the area's inside that has the most frequent level. Inside are the cells that the ringing of JPEG does
    /// not reach ([`RINGING_PX`]); in an area that is nowhere as wide, those farthest from its edge.
    pub fn even_share(&self) -> Option<f32> {
        let distances = self.distances();
        let farthest = distances.iter().copied().max().unwrap_or(0);
        let inside = RINGING_PX.div_ceil(self.grid.cell_px).min(farthest).max(1);
        let mut pixels = 0;
        let mut even = [0_u64; EVEN_LEVELS];
        for (cell, _) in self
            .grid
            .cells
            .iter()
            .zip(&distances)
            .filter(|(_, distance)| **distance >= inside)
        {
            pixels += u64::from(cell.pixels);
            for (sum, count) in even.iter_mut().zip(cell.even) {
                *sum += u64::from(count);
            }
        }
        share(even.into_iter().max().unwrap_or(0), pixels)
    }

    /// How many steps, aslant too, each cell of the area is away from the nearest foreign cell; 0 for foreign cells. The
    /// picture's own border is no edge.
    fn distances(&self) -> Vec<usize> {
        let mut distances: Vec<usize> = vec![usize::MAX; self.member.len()];
        let mut ring: Vec<usize> = self.others().collect();
        for steps in 0.. {
            for &at in &ring {
                distances[at] = steps;
            }
            let mut next = Vec::new();
            for &at in &ring {
                for near in self.grid.neighbourhood(at) {
                    if distances[near] == usize::MAX {
                        distances[near] = steps + 1;
                        next.push(near);
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            ring = next;
        }
        distances
    }

    /// What is not of the area.
    pub fn content(&self) -> Option<Content> {
        let (mut cells, mut right, mut bottom) = (0_u64, 0, 0);
        let (mut left, mut top) = (usize::MAX, usize::MAX);
        for at in self.others() {
            let (column, row) = (at % self.grid.columns, at / self.grid.columns);
            cells += 1;
            (left, right) = (left.min(column), right.max(column + 1));
            (top, bottom) = (top.min(row), bottom.max(row + 1));
        }
        if cells == 0 {
            return None;
        }
        let (x, width) = pixel_span(left..right, self.grid.cell_px, self.grid.width);
        let (y, height) = pixel_span(top..bottom, self.grid.cell_px, self.grid.height);
        Some(Content {
            rect: PixelRect {
                x_px: x,
                y_px: y,
                width_px: width,
                height_px: height,
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
                for near in self.grid.neighbourhood(at) {
                    if !std::mem::replace(&mut seen[near], true) {
                        open.push(near);
                    }
                }
            }
            largest = largest.max(cells);
        }
        largest
    }

    fn members(&self) -> impl Iterator<Item = usize> {
        (0..self.member.len()).filter(|&at| self.member[at])
    }

    fn others(&self) -> impl Iterator<Item = usize> {
        (0..self.member.len()).filter(|&at| !self.member[at])
    }
}

/// Start and length in pixels of a range of cells, within a side.
fn pixel_span(cells: std::ops::Range<usize>, cell_px: usize, side: usize) -> (u32, u32) {
    let start = cells.start * cell_px;
    let end = (cells.end * cell_px).min(side);
    let in_range = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    (in_range(start), in_range(end.saturating_sub(start)))
}
