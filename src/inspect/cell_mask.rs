//! Cells of a reduced picture that have something in common. Knows no levels and no verdicts.

use super::measure::share;
use super::pieces::Run;
use super::reduced::ReducedPicture;

/// How far the ringing of JPEG reaches from an edge, in pixels: one block of a channel that is stored at half size.
const RINGING_PX: usize = 16;

/// So many cells are counted in a byte, many at once.
const PART: usize = 255;

/// Which cells are of the mask, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellMask {
    columns: usize,
    cells: Vec<bool>,
}

impl CellMask {
    /// Those for which it is told, row by row of so many columns, at least 1.
    pub fn new(columns: usize, cells: Vec<bool>) -> Self {
        Self { columns, cells }
    }

    /// No cell, of a picture of so many columns and cells.
    pub fn none(columns: usize, cells: usize) -> Self {
        Self::new(columns, vec![false; cells])
    }

    /// Adds a run of cells.
    pub fn add(&mut self, run: &Run) {
        let first = run.row * self.columns;
        self.cells[first + run.columns.start..first + run.columns.end].fill(true);
    }

    /// Adds all cells of another mask of the same picture.
    pub fn add_all(&mut self, other: &Self) {
        for (is, also) in self.cells.iter_mut().zip(&other.cells) {
            *is |= also;
        }
    }

    /// Cells in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// For each cell whether it is of the mask.
    pub fn cells(&self) -> &[bool] {
        &self.cells
    }

    /// Whether the first cell of a run is of the mask.
    pub fn begins_in(&self, run: &Run) -> bool {
        self.cells[run.row * self.columns + run.columns.start]
    }

    /// Tells the levels of those cells of a run that are of the mask.
    pub fn levels_of(&self, run: &Run, picture: &ReducedPicture, mut tell: impl FnMut(u8)) {
        let first = run.row * self.columns;
        let cells = first + run.columns.start..first + run.columns.end;
        let levels = picture.levels[cells.clone()].iter();
        for (&level, _) in levels.zip(&self.cells[cells]).filter(|(_, is)| **is) {
            tell(level);
        }
    }

    /// How many cells are of the mask.
    pub fn count(&self) -> u64 {
        count(&self.cells, |&is| is)
    }

    /// How many cells of the mask have a level for which `is_it` says so.
    pub fn count_levels(&self, picture: &ReducedPicture, is_it: impl Fn(u8) -> bool) -> u64 {
        let parts = picture.levels.chunks(PART).zip(self.cells.chunks(PART));
        parts
            .map(|(levels, cells)| {
                let both = levels.iter().zip(cells);
                u64::from(both.fold(0, |sum, (&level, &is)| sum + u8::from(is & is_it(level))))
            })
            .sum()
    }

    /// Share of all cells that are of the mask, 0 to 1.
    pub fn share(&self) -> f32 {
        share(self.count(), self.cells.len() as u64).unwrap_or(0.0)
    }

    /// Its inside: the cells that the ringing of JPEG does not reach ([`RINGING_PX`]), each of so many pixels; in a mask
    /// that is nowhere as wide, those farthest from its edge. Distances count aslant too, and the picture's own border is
    /// no edge.
    pub fn inside(&self, cell_px: u32) -> Self {
        self.inside_if_wide(cell_px).0
    }

    /// Its inside, and whether the mask is anywhere wide enough for the ringing of JPEG not to reach that.
    pub fn inside_if_wide(&self, cell_px: u32) -> (Self, bool) {
        let steps = RINGING_PX.div_ceil(cell_px as usize);
        let mut inside = self.clone();
        for _ in 1..steps {
            let smaller = inside.without_edge();
            if !smaller.cells.contains(&true) {
                return (inside, false);
            }
            inside = smaller;
        }
        (inside, true)
    }

    /// The cells beside it, aslant too, which are not of it.
    pub fn beside(&self) -> Self {
        let outside = self.cells.iter().map(|is| !is).collect();
        let mut beside = Self::new(self.columns, outside);
        let far = beside.without_edge();
        for (is, is_far) in beside.cells.iter_mut().zip(&far.cells) {
            *is &= !is_far;
        }
        beside
    }

    /// Those cells whose neighbours, aslant too, are all of it.
    fn without_edge(&self) -> Self {
        let columns = self.columns;
        let mut across = self.cells.clone();
        for (narrowed, row) in across
            .chunks_exact_mut(columns)
            .zip(self.cells.chunks_exact(columns))
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
        Self::new(columns, both)
    }
}

/// For how many cells `is_it` says so.
pub fn count<C>(cells: &[C], is_it: impl Fn(&C) -> bool) -> u64 {
    let parts = cells.chunks(PART);
    parts
        .map(|part| u64::from(part.iter().fold(0, |sum, cell| sum + u8::from(is_it(cell)))))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> CellMask {
        let cells = rows.concat().bytes().map(|cell| cell == b'#').collect();
        CellMask::new(rows[0].len(), cells)
    }

    #[test]
    fn the_border_of_the_picture_is_no_edge() {
        let all = mask(&["####", "####", "####"]);
        assert_eq!(all.inside(4), all, "nothing is near an edge");
        let left = mask(&["###.", "###.", "###."]);
        assert_eq!(left.inside(8), mask(&["##..", "##..", "##.."]), "one step");
        assert_eq!(
            left.inside(4),
            mask(&["#...", "#...", "#..."]),
            "as far as it goes"
        );
        assert_eq!(left.inside(16), left, "cells as large as the ringing");
    }

    #[test]
    fn what_is_beside_is_not_of_it() {
        let one = mask(&["#....", ".....", "....."]);
        assert_eq!(
            one.beside(),
            mask(&[".#...", "##...", "....."]),
            "aslant too"
        );
        assert_eq!(
            mask(&["..", ".."]).beside(),
            mask(&["..", ".."]),
            "of nothing"
        );
        assert_eq!(mask(&["##", "##"]).beside(), mask(&["..", ".."]), "of all");
    }

    #[test]
    fn every_cell_is_counted_once() {
        let cells = vec![true; 1_000];
        let all = CellMask::new(40, cells);
        assert_eq!(all.count(), 1_000);
        let picture = ReducedPicture {
            width_px: 40,
            height_px: 25,
            cell_px: 1,
            levels: (0..1_000)
                .map(|at| u8::try_from(at % 250).unwrap())
                .collect(),
        };
        assert_eq!(all.count_levels(&picture, |level| level < 10), 40);
        assert_eq!(
            CellMask::none(40, 1_000).count_levels(&picture, |_| true),
            0
        );
    }

    #[test]
    fn a_row_and_a_column_are_pictures_too() {
        assert_eq!(mask(&["##.##"]).inside(8), mask(&["#...#"]));
        assert_eq!(mask(&["#", "#", "."]).beside(), mask(&[".", ".", "#"]));
    }
}
