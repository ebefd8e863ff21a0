//! How well what is seen fits what is expected, cell by cell.

use super::reduced_pair::Grid;

/// Fewest cells of 3 x 3 by which a place is judged where some do not count.
const LEAST_OF_NINE: f32 = 5.0;

/// A cell as it is seen and as it is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seen {
    /// The image's colour.
    pub seen: [f32; 3],
    /// The colour that is expected.
    pub wanted: [f32; 3],
    /// The original's alpha, 0 to 1.
    pub alpha: f32,
    /// Whether the cell is compared.
    pub is_counted: bool,
}

/// How one expectation fits. Differences are in levels of 255.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Mean of absolute differences over all cells and colours.
    pub whole: f32,
    /// The same over the transparent part: every cell counts by how transparent it is.
    pub transparent_part: f32,
    /// Largest mean of a colour's signed differences over 3 x 3 cells. The noise of JPEG is as often too light as too dark
    /// and vanishes in it; something that looks otherwise does not.
    pub worst_place: f32,
    /// How much of the image's variety is explained by what is expected: 1 where all of it, 0 or less where a plain area
    /// of the image's mean colour would do as well.
    pub explained: f32,
    /// How far the expected levels are from one another (standard deviation over all colours).
    pub contrast: f32,
}

impl Fit {
    /// Compares all cells of a picture, row by row.
    #[must_use]
    pub fn new(cells: impl Iterator<Item = Seen>, grid: Grid) -> Self {
        let mut sums = Sums::default();
        let mut differences = Vec::with_capacity(grid.columns as usize * grid.rows as usize);
        for cell in cells {
            differences.push(if cell.is_counted {
                sums.add(&cell)
            } else {
                [0.0; 4]
            });
        }
        let count = sums.count.max(1.0);
        let variety = sums.seen_squared - square_of_mean(sums.seen, count);
        let contrast = sums.wanted_squared - square_of_mean(sums.wanted, count);
        Self {
            whole: sums.absolute / count,
            transparent_part: sums.transparent / sums.transparency.max(f32::EPSILON),
            worst_place: worst_place(&differences, grid),
            explained: 1.0 - sums.squared / variety.max(f32::EPSILON),
            contrast: (contrast.max(0.0) / (3.0 * count)).sqrt(),
        }
    }
}

fn square_of_mean(sums: [f32; 3], count: f32) -> f32 {
    sums.iter().map(|sum| sum * sum / count).sum()
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f32,
    absolute: f32,
    squared: f32,
    transparent: f32,
    transparency: f32,
    seen: [f32; 3],
    seen_squared: f32,
    wanted: [f32; 3],
    wanted_squared: f32,
}

impl Sums {
    /// Adds a cell, and returns its differences and a one to count it by.
    fn add(&mut self, cell: &Seen) -> [f32; 4] {
        let mut difference = [0.0, 0.0, 0.0, 1.0];
        let mut size = 0.0;
        for colour in 0..3 {
            let (seen, wanted) = (cell.seen[colour], cell.wanted[colour]);
            difference[colour] = seen - wanted;
            size += (seen - wanted).abs() / 3.0;
            self.squared += (seen - wanted).powi(2);
            self.seen[colour] += seen;
            self.seen_squared += seen * seen;
            self.wanted[colour] += wanted;
            self.wanted_squared += wanted * wanted;
        }
        self.count += 1.0;
        self.absolute += size;
        self.transparent += size * (1.0 - cell.alpha);
        self.transparency += 1.0 - cell.alpha;
        difference
    }
}

/// Largest absolute mean of a colour's differences over 3 x 3 cells that lie within the picture.
fn worst_place(differences: &[[f32; 4]], grid: Grid) -> f32 {
    let columns = grid.columns as usize;
    let at_most = |rows: usize| differences.get(rows * columns..(rows + 1) * columns);
    let mut worst = 0.0_f32;
    for top in 0..(grid.rows as usize).saturating_sub(2) {
        let (Some(first), Some(second), Some(third)) =
            (at_most(top), at_most(top + 1), at_most(top + 2))
        else {
            break;
        };
        let stacked: Vec<[f32; 4]> = first
            .iter()
            .zip(second)
            .zip(third)
            .map(|((one, two), three)| {
                std::array::from_fn(|part| one[part] + two[part] + three[part])
            })
            .collect();
        for window in stacked.windows(3) {
            let [left, middle, right] = [window[0], window[1], window[2]];
            let count = left[3] + middle[3] + right[3];
            if count < LEAST_OF_NINE {
                continue;
            }
            for colour in 0..3 {
                let sum = left[colour] + middle[colour] + right[colour];
                worst = worst.max(sum.abs() / count);
            }
        }
    }
    worst
}

#[cfg(test)]
mod tests {
    use super::*;

    const GRID: Grid = Grid {
        columns: 6,
        rows: 5,
    };

    fn fit(difference: impl Fn(usize) -> f32) -> Fit {
        let cells = (0..30).map(|at| {
            let wanted = if at % 2 == 0 { 40.0 } else { 200.0 };
            Seen {
                seen: [wanted + difference(at); 3],
                wanted: [wanted; 3],
                alpha: if at < 15 { 1.0 } else { 0.0 },
                is_counted: true,
            }
        });
        Fit::new(cells, GRID)
    }

    #[test]
    fn what_is_as_expected_is_wholly_explained() {
        let same = fit(|_| 0.0);
        assert!(same.whole < 1e-3 && same.worst_place < 1e-3);
        assert!((same.explained - 1.0).abs() < 1e-3);
        assert!((same.contrast - 80.0).abs() < 0.1, "{}", same.contrast);
    }

    #[test]
    fn noise_vanishes_in_a_place_and_a_patch_does_not() {
        let noise = fit(|at| if at % 2 == 0 { 9.0 } else { -9.0 });
        let patch = fit(|at| if at < 18 && at % 6 < 3 { 9.0 } else { 0.0 });
        assert!(noise.worst_place < 3.1, "{noise:?}");
        assert!(patch.worst_place > 8.9, "{patch:?}");
        assert!(patch.whole < noise.whole, "though the mean says otherwise");
    }

    #[test]
    fn the_transparent_part_counts_by_itself() {
        let behind = fit(|at| if at < 15 { 0.0 } else { 30.0 });
        assert!((behind.transparent_part - 30.0).abs() < 1e-3);
        assert!((behind.whole - 15.0).abs() < 1e-3);
    }

    #[test]
    fn a_plain_area_explains_nothing() {
        let cells = (0..30).map(|at| Seen {
            seen: [if at % 2 == 0 { 40.0 } else { 200.0 }; 3],
            wanted: [120.0; 3],
            alpha: 0.0,
            is_counted: true,
        });
        let plain = Fit::new(cells, GRID);
        assert!(
            plain.explained.abs() < 1e-3 && plain.contrast < 1e-3,
            "{plain:?}"
        );
    }
}
