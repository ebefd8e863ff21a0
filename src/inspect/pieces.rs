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

/// The pieces of a mask.
#[derive(Debug)]
pub struct Pieces {
    /// From top to bottom.
    runs: Vec<Run>,
    /// For each run the number of its piece: that of the piece's first run.
    numbers: Vec<usize>,
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
        let mut joining = Joining::default();
        let reach = usize::from(joined == Joined::ByCorners);
        let mut above = 0..0;
        for (row, cells) in cells.chunks_exact(columns).enumerate() {
            let begins = joining.runs.len();
            joining.push_runs(row, cells, &is_in);
            let mut first = above.start;
            for run in begins..joining.runs.len() {
                let Range { start, end } = joining.runs[run].columns.clone();
                while first < above.end && joining.runs[first].columns.end + reach <= start {
                    first += 1;
                }
                let mut other = first;
                while other < above.end && joining.runs[other].columns.start < end + reach {
                    joining.join(run, other);
                    other += 1;
                }
            }
            above = begins..joining.runs.len();
        }
        joining.pieces()
    }

    /// All runs, from top to bottom.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// All runs with the numbers of their pieces, which are less than [`Self::numbers`].
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Run)> {
        self.numbers.iter().copied().zip(&self.runs)
    }

    /// Above all numbers of pieces; not every number below is one.
    pub fn numbers(&self) -> usize {
        self.runs.len()
    }

    /// The cells of each piece, by its number.
    pub fn sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.numbers()];
        for (piece, run) in self.numbered() {
            sizes[piece] += run.columns.len() as u64;
        }
        sizes
    }

    /// By its number, whether a piece has a run for which `is_chosen` says so.
    pub fn with_any(&self, is_chosen: impl Fn(&Run) -> bool) -> Vec<bool> {
        let mut chosen = vec![false; self.numbers()];
        for (piece, run) in self.numbered() {
            chosen[piece] |= is_chosen(run);
        }
        chosen
    }
}

/// Runs while it is found out which of them hang together.
#[derive(Debug, Default)]
struct Joining {
    runs: Vec<Run>,
    /// For each run another one of its piece, in the end the first one of it, which points to itself.
    parents: Vec<usize>,
}

impl Joining {
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

    fn pieces(mut self) -> Pieces {
        for run in 0..self.runs.len() {
            self.parents[run] = self.root(run);
        }
        Pieces {
            runs: self.runs,
            numbers: self.parents,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(picture: &[&str], joined: Joined) -> Pieces {
        let cells: Vec<u8> = picture.concat().into_bytes();
        Pieces::find(&cells, picture[0].len(), joined, |cell| cell == b'#')
    }

    fn largest(pieces: &Pieces) -> u64 {
        pieces.sizes().into_iter().max().unwrap_or(0)
    }

    #[test]
    fn corners_join_where_they_count() {
        let picture = ["#..#.", ".##.#", ".....", "####."];
        assert_eq!(largest(&pieces(&picture, Joined::ByCorners)), 5);
        assert_eq!(largest(&pieces(&picture, Joined::BySides)), 4);
        assert_eq!(largest(&pieces(&["...", "..."], Joined::ByCorners)), 0);
    }

    #[test]
    fn every_run_has_the_number_of_its_piece() {
        let picture = ["##.#", "...#", "#.##", "#..."];
        let found = pieces(&picture, Joined::BySides);
        let numbers: Vec<usize> = found.numbered().map(|(piece, _)| piece).collect();
        assert_eq!(numbers, [0, 1, 1, 3, 1, 3], "from top to bottom");
        assert_eq!(found.sizes(), [2, 4, 0, 2, 0, 0]);
        let at_the_right = found.with_any(|run| run.columns.end == 4);
        assert_eq!(at_the_right, [false, true, false, false, false, false]);
    }

    #[test]
    fn a_piece_that_meets_itself_far_below_is_one() {
        let picture = ["#.#.#", "#.#.#", "#.#.#", "#####"];
        assert_eq!(largest(&pieces(&picture, Joined::BySides)), 14);
        let hooks = ["###..", "..#.#", "..###", "#...."];
        let found = pieces(&hooks, Joined::BySides);
        assert_eq!(largest(&found), 8);
        let touching = found.with_any(|run| run.row == 0);
        let runs = found.numbered().filter(|(piece, _)| touching[*piece]);
        assert_eq!(runs.count(), 4, "all runs but the one below");
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
                let found = largest(&Pieces::find(&cells, columns, joined, |is| is));
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
