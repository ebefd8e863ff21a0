//! How well what is seen fits what is expected, cell by cell.

use super::reduced_pair::Grid;

/// A cell as it is seen and as it is expected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairing {
    /// The image's colour.
    pub seen: [f32; 3],
    /// The colour that is expected.
    pub wanted: [f32; 3],
    /// The original's alpha, 0 to 1.
    pub alpha: f32,
}

/// How one expectation fits. Differences are in levels of 255.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Mean of absolute differences over all cells and colours.
    pub whole: f32,
    /// The same over the transparent part: every cell counts by how transparent it is.
    pub transparent_part: f32,
    /// Largest mean of a colour's signed differences over 3 x 3 cells, or all where there are fewer in a row or column. The noise of JPEG is as often too light as too dark
    /// and vanishes in it; something that looks otherwise does not.
    pub worst_place: f32,
    /// How much of the image's variety is explained by what is expected: 1 where all of it, 0 or less where a plain area
    /// of the image's mean colour would do as well.
    pub explained: f32,
    /// How far the expected levels are from one another (standard deviation over all colours).
    pub contrast: f32,
    /// The same of the levels that are seen.
    pub seen_contrast: f32,
}

impl Fit {
    /// Compares all cells of a picture, row by row.
    #[must_use]
    pub fn new(cells: impl Iterator<Item = Pairing>, grid: Grid) -> Self {
        let mut sums = Sums::default();
        let mut differences = Vec::with_capacity(grid.columns as usize * grid.rows as usize);
        for cell in cells {
            differences.push(sums.add(&cell));
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
            seen_contrast: (variety.max(0.0) / (3.0 * count)).sqrt(),
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
    /// Adds a cell, and returns its differences.
    fn add(&mut self, cell: &Pairing) -> [f32; 3] {
        let [red, green, blue] = std::array::from_fn(|at| cell.seen[at] - cell.wanted[at]);
        let size = (red.abs() + green.abs() + blue.abs()) / 3.0;
        self.squared += red * red + green * green + blue * blue;
        add(&mut self.seen, &mut self.seen_squared, cell.seen);
        add(&mut self.wanted, &mut self.wanted_squared, cell.wanted);
        self.count += 1.0;
        self.absolute += size;
        self.transparent += size * (1.0 - cell.alpha);
        self.transparency += 1.0 - cell.alpha;
        [red, green, blue]
    }
}

fn add(sums: &mut [f32; 3], squared: &mut f32, colour: [f32; 3]) {
    for (sum, level) in sums.iter_mut().zip(colour) {
        *sum += level;
        *squared += level * level;
    }
}

/// Cells along both sides of a place.
const PLACE_CELLS: usize = 3;

/// Largest absolute mean of a colour's differences over 3 x 3 cells that lie within the picture; fewer where it has fewer.
fn worst_place(differences: &[[f32; 3]], grid: Grid) -> f32 {
    let columns = (grid.columns as usize).max(1);
    let (across, down) = (
        columns.min(PLACE_CELLS),
        (grid.rows as usize).clamp(1, PLACE_CELLS),
    );
    let rows: Vec<&[[f32; 3]]> = differences.chunks_exact(columns).collect();
    let mut worst = 0.0_f32;
    let mut stacked = vec![[0.0_f32; 3]; columns];
    for place in rows.windows(down) {
        stacked.fill([0.0; 3]);
        for row in place {
            for (sum, cell) in stacked.iter_mut().zip(*row) {
                for (total, difference) in sum.iter_mut().zip(cell) {
                    *total += difference;
                }
            }
        }
        for window in stacked.windows(across) {
            for colour in 0..3 {
                let sum: f32 = window.iter().map(|stack| stack[colour]).sum();
                worst = worst.max(sum.abs() / (across * down) as f32);
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
            Pairing {
                seen: [wanted + difference(at); 3],
                wanted: [wanted; 3],
                alpha: if at < 15 { 1.0 } else { 0.0 },
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
    fn flat_pictures_have_places_too() {
        for grid in [
            Grid {
                columns: 30,
                rows: 1,
            },
            Grid {
                columns: 2,
                rows: 15,
            },
        ] {
            let cells = (0..30).map(|at| Pairing {
                seen: [if at < 6 { 90.0 } else { 60.0 }; 3],
                wanted: [60.0; 3],
                alpha: 1.0,
            });
            let worst = Fit::new(cells, grid).worst_place;
            assert!((worst - 30.0).abs() < 1e-3, "{grid:?}: {worst}");
        }
    }

    #[test]
    fn the_transparent_part_counts_by_itself() {
        let behind = fit(|at| if at < 15 { 0.0 } else { 30.0 });
        assert!((behind.transparent_part - 30.0).abs() < 1e-3);
        assert!((behind.whole - 15.0).abs() < 1e-3);
    }

    #[test]
    fn a_plain_area_explains_nothing() {
        let cells = (0..30).map(|at| Pairing {
            seen: [if at % 2 == 0 { 40.0 } else { 200.0 }; 3],
            wanted: [120.0; 3],
            alpha: 0.0,
        });
        let plain = Fit::new(cells, GRID);
        assert!(
            plain.explained.abs() < 1e-3 && plain.contrast < 1e-3,
            "{plain:?}"
        );
    }
}
