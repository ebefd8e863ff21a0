//! The pieces that cells of a mask hang together in, found by runs of cells in a row: a picture has a few runs a row, where
//! it has hundreds of cells. Knows no colours.

use std::ops::Range;

/// What makes two cells hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// A common edge.
    BySides,
    /// A common edge or corner.
    ByCorners,
}

/// Neighbouring cells of one row that are all of the mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its row.
    pub row: usize,
    /// Its columns.
    pub columns: Range<usize>,
}

/// All runs of a mask, and which of them hang together.
#[derive(Debug)]
pub struct Pieces {
    runs: Vec<Run>,
    /// For each run another one of its piece, in the end the first one of it, which points to itself.
    parents: Vec<usize>,
}

impl Pieces {
    /// Finds the pieces of those cells for which `is_in` says so, row by row from the cells of a picture of so many
    /// columns, at least 1.
    pub fn find<C: Copy>(
        cells: &[C],
        columns: usize,
        joined: Joined,
        is_in: impl Fn(C) -> bool,
    ) -> Self {
        let mut pieces = Self {
            runs: Vec::new(),
            parents: Vec::new(),
        };
        let reach = usize::from(joined == Joined::ByCorners);
        let mut above = 0..0;
        for (row, cells) in cells.chunks_exact(columns).enumerate() {
            let begins = pieces.runs.len();
            pieces.push_runs(row, cells, &is_in);
            let mut first = above.start;
            for run in begins..pieces.runs.len() {
                let Range { start, end } = pieces.runs[run].columns.clone();
                while first < above.end && pieces.runs[first].columns.end + reach <= start {
                    first += 1;
                }
                let mut other = first;
                while other < above.end && pieces.runs[other].columns.start < end + reach {
                    pieces.join(run, other);
                    other += 1;
                }
            }
            above = begins..pieces.runs.len();
        }
        pieces
    }

    fn push_runs<C: Copy>(&mut self, row: usize, cells: &[C], is_in: impl Fn(C) -> bool) {
        let mut at = 0;
        while let Some(skipped) = cells[at..].iter().position(|&cell| is_in(cell)) {
            let start = at + skipped;
            let length = cells[start..]
                .iter()
                .position(|&cell| !is_in(cell))
                .unwrap_or(cells.len() - start);
            at = start + length;
            self.parents.push(self.runs.len());
            self.runs.push(Run {
                row,
                columns: start..at,
            });
        }
    }

    /// The first run of a run's piece.
    fn root(&mut self, mut run: usize) -> usize {
        while self.parents[run] != run {
            // Halves the way for those who come later.
            self.parents[run] = self.parents[self.parents[run]];
            run = self.parents[run];
        }
        run
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// All runs, from top to bottom.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The runs of those pieces of which at least one run is as `is_chosen` says.
    pub fn with_any(mut self, is_chosen: impl Fn(&Run) -> bool) -> Vec<Run> {
        let mut chosen = vec![false; self.runs.len()];
        for run in 0..self.runs.len() {
            if is_chosen(&self.runs[run]) {
                let root = self.root(run);
                chosen[root] = true;
            }
        }
        let is_in: Vec<bool> = (0..self.runs.len())
            .map(|run| {
                let root = self.root(run);
                chosen[root]
            })
            .collect();
        let mut is_in = is_in.into_iter();
        self.runs.retain(|_| is_in.next().unwrap_or(false));
        self.runs
    }

    /// Cells of the largest piece; 0 where there is none.
    pub fn largest(mut self) -> u64 {
        let mut cells = vec![0_u64; self.runs.len()];
        for run in 0..self.runs.len() {
            let root = self.root(run);
            cells[root] += self.runs[run].columns.len() as u64;
        }
        cells.into_iter().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(picture: &[&str], joined: Joined) -> Pieces {
        let cells: Vec<u8> = picture.concat().into_bytes();
        Pieces::find(&cells, picture[0].len(), joined, |cell| cell == b'#')
    }

    #[test]
    fn corners_join_where_they_count() {
        let picture = ["#..#.", ".##.#", ".....", "####."];
        assert_eq!(pieces(&picture, Joined::ByCorners).largest(), 5);
        assert_eq!(pieces(&picture, Joined::BySides).largest(), 4);
        assert_eq!(pieces(&["...", "..."], Joined::ByCorners).largest(), 0);
    }

    #[test]
    fn a_piece_that_meets_itself_far_below_is_one() {
        let picture = ["#.#.#", "#.#.#", "#.#.#", "#####"];
        assert_eq!(pieces(&picture, Joined::BySides).largest(), 14);
        let hooks = ["###..", "..#.#", "..###", "#...."];
        assert_eq!(pieces(&hooks, Joined::BySides).largest(), 8);
        let touching = pieces(&hooks, Joined::BySides).with_any(|run| run.row == 0);
        assert_eq!(touching.len(), 4, "all runs but the one below");
    }

    #[test]
    fn pieces_are_those_of_a_flood_from_cell_to_cell() {
        let mut seed = 0x5EED_0000_0000_0001_u64;
        for joined in [Joined::BySides, Joined::ByCorners] {
            for (columns, rows) in [(1, 9), (9, 1), (13, 11), (40, 30)] {
                let cells: Vec<bool> = (0..columns * rows)
                    .map(|_| {
                        seed ^= seed << 13;
                        seed ^= seed >> 7;
                        seed ^= seed << 17;
                        !seed.is_multiple_of(3)
                    })
                    .collect();
                let found = Pieces::find(&cells, columns, joined, |is| is).largest();
                let flooded = largest_by_flood(&cells, columns, joined);
                assert_eq!(found, flooded, "{joined:?}, {columns} x {rows}");
            }
        }
    }

    fn largest_by_flood(cells: &[bool], columns: usize, joined: Joined) -> u64 {
        let mut open_cells = cells.to_vec();
        let mut largest = 0;
        for start in 0..cells.len() {
            let mut stack = vec![start];
            let mut count = 0;
            while let Some(at) = stack.pop() {
                if !std::mem::replace(&mut open_cells[at], false) {
                    continue;
                }
                count += 1;
                let (x, y) = (at % columns, at / columns);
                for other in 0..cells.len() {
                    let across = x.abs_diff(other % columns);
                    let along = y.abs_diff(other / columns);
                    let is_near = match joined {
                        Joined::BySides => across + along == 1,
                        Joined::ByCorners => across.max(along) == 1,
                    };
                    if is_near {
                        stack.push(other);
                    }
                }
            }
            largest = largest.max(count);
        }
        largest
    }
}
