//! How well an image fits its original in each way that transparency can be lost, in numbers.
//!
//! Works on reduced pictures alone, and draws no conclusion from its numbers; see `proof_rules`.

use super::reduced_pair::{Grid, OriginalCell, ReducedOriginal};

/// A cell of at least this alpha shows the original alone, whatever is behind it: what shines through a hundredth is
/// less than the noise of JPEG.
const OPAQUE_ALPHA: f32 = 0.99;

/// How one expectation fits. Differences are absolute, means of the three colours, in levels of 255.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Mean over all cells.
    pub whole: f32,
    /// Mean over the transparent part: every cell counts by how transparent it is.
    pub transparent_part: f32,
    /// Largest mean difference of any colour over 3 x 3 cells.
    pub worst_place: f32,
}

/// The numbers of one comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// To the original laid on black.
    pub on_black: Fit,
    /// To the stored colours, alpha ignored.
    pub stored: Fit,
    /// To the colours that are left where the original was resized before alpha was thrown away.
    pub resized: Fit,
    /// To the original laid on white.
    pub on_white: Fit,
    /// To the original laid on `background`.
    pub on_background: Fit,
    /// The one colour behind the original that fits best, 0 to 255 (a little more or less where none fits).
    pub background: [f32; 3],
    /// Mean colour that is stored in the transparent part.
    pub hidden: [f32; 3],
    /// Mean difference over the opaque part, as in [`Fit`]; there all expectations are the same.
    pub opaque_part: f32,
    /// Largest mean of signed differences of a colour over the opaque part: a change of colour, which noise is not.
    pub opaque_shift: f32,
    /// Cells of the opaque part.
    pub opaque_cells: f32,
    /// Sum of the transparency of all cells.
    pub transparent_cells: f32,
    /// How much light and dark of image and original laid on black go together over the opaque part, -1 to 1.
    pub opaque_correlation: f32,
    /// How far the image's levels in the opaque part are from one another (standard deviation).
    pub opaque_contrast: f32,
    /// How much light and dark of image and original laid on black go together over the whole, -1 to 1.
    pub correlation: f32,
    /// Standard deviation of the image's levels.
    pub contrast: f32,
}

impl Comparison {
    /// Compares an image's cells with an original's, both of `grid`.
    #[must_use]
    pub fn new(image: &[[f32; 3]], original: &ReducedOriginal, grid: Grid) -> Self {
        let cells = &original.cells;
        let background = best_background(image, cells);
        let fit =
            |expected: &dyn Fn(&OriginalCell) -> [f32; 3]| Fit::new(image, cells, grid, expected);
        let is_opaque = |cell: &OriginalCell| cell.alpha >= OPAQUE_ALPHA;
        let mut opaque = Sums::default();
        let mut all = Sums::default();
        let mut transparent_cells = 0.0;
        let mut hidden = [0.0; 3];
        for (seen, cell) in image.iter().zip(cells) {
            if is_opaque(cell) {
                opaque.add(*seen, cell.on_black);
            }
            all.add(*seen, cell.on_black);
            transparent_cells += 1.0 - cell.alpha;
            for (sum, level) in hidden.iter_mut().zip(cell.stored) {
                *sum += level * (1.0 - cell.alpha);
            }
        }
        Self {
            on_black: fit(&|cell| cell.on_black),
            stored: fit(&|cell| cell.stored),
            resized: fit(&|cell| cell.resized),
            on_white: fit(&|cell| laid_on(cell, [255.0; 3])),
            on_background: fit(&|cell| laid_on(cell, background)),
            background,
            hidden: hidden.map(|sum| sum / transparent_cells.max(f32::EPSILON)),
            opaque_part: opaque.difference(),
            opaque_shift: opaque.shift(),
            opaque_cells: opaque.count,
            transparent_cells,
            opaque_correlation: opaque.correlation(),
            opaque_contrast: opaque.contrast(),
            correlation: all.correlation(),
            contrast: all.contrast(),
        }
    }
}

fn laid_on(cell: &OriginalCell, background: [f32; 3]) -> [f32; 3] {
    let mut shown = cell.on_black;
    for (level, behind) in shown.iter_mut().zip(background) {
        *level += (1.0 - cell.alpha) * behind;
    }
    shown
}

/// The one colour that, behind the original, makes the squares of all differences smallest.
fn best_background(image: &[[f32; 3]], cells: &[OriginalCell]) -> [f32; 3] {
    let mut sums = [0.0; 3];
    let mut weights = f32::EPSILON;
    for (seen, cell) in image.iter().zip(cells) {
        let behind = 1.0 - cell.alpha;
        weights += behind * behind;
        for ((sum, level), laid) in sums.iter_mut().zip(seen).zip(cell.on_black) {
            *sum += behind * (level - laid);
        }
    }
    sums.map(|sum| sum / weights)
}

impl Fit {
    fn new(
        image: &[[f32; 3]],
        cells: &[OriginalCell],
        grid: Grid,
        expected: &dyn Fn(&OriginalCell) -> [f32; 3],
    ) -> Self {
        let mut differences = Vec::with_capacity(cells.len());
        let (mut whole, mut transparent, mut weights) = (0.0, 0.0, f32::EPSILON);
        for (seen, cell) in image.iter().zip(cells) {
            let wanted = expected(cell);
            let difference: [f32; 3] = std::array::from_fn(|colour| seen[colour] - wanted[colour]);
            let size = difference.iter().map(|level| level.abs()).sum::<f32>() / 3.0;
            whole += size;
            transparent += size * (1.0 - cell.alpha);
            weights += 1.0 - cell.alpha;
            differences.push(difference);
        }
        Self {
            whole: whole / cells.len().max(1) as f32,
            transparent_part: transparent / weights,
            worst_place: worst_place(&differences, grid),
        }
    }
}

/// Largest absolute mean of a colour's differences over 3 x 3 cells that lie within the picture.
fn worst_place(differences: &[[f32; 3]], grid: Grid) -> f32 {
    let columns = grid.columns as usize;
    let mut worst = 0.0_f32;
    for rows in differences
        .chunks_exact(columns.max(1))
        .collect::<Vec<_>>()
        .windows(3)
    {
        for left in 0..columns.saturating_sub(2) {
            for colour in 0..3 {
                let sum: f32 = rows
                    .iter()
                    .flat_map(|row| &row[left..left + 3])
                    .map(|difference| difference[colour])
                    .sum();
                worst = worst.max(sum.abs() / 9.0);
            }
        }
    }
    worst
}

/// Sums over pairs of an image's and an expected colour.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: f32,
    absolute: f32,
    signed: [f32; 3],
    seen: f32,
    wanted: f32,
    seen_squared: f32,
    wanted_squared: f32,
    product: f32,
}

impl Sums {
    fn add(&mut self, seen: [f32; 3], wanted: [f32; 3]) {
        self.count += 1.0;
        for ((total, seen), wanted) in self.signed.iter_mut().zip(seen).zip(wanted) {
            *total += seen - wanted;
            self.absolute += (seen - wanted).abs() / 3.0;
        }
        let (seen, wanted) = (
            seen.iter().sum::<f32>() / 3.0,
            wanted.iter().sum::<f32>() / 3.0,
        );
        self.seen += seen;
        self.wanted += wanted;
        self.seen_squared += seen * seen;
        self.wanted_squared += wanted * wanted;
        self.product += seen * wanted;
    }

    fn difference(&self) -> f32 {
        self.absolute / self.count.max(1.0)
    }

    fn shift(&self) -> f32 {
        let largest = self
            .signed
            .iter()
            .fold(0.0_f32, |most, sum| most.max(sum.abs()));
        largest / self.count.max(1.0)
    }

    fn contrast(&self) -> f32 {
        let count = self.count.max(1.0);
        (self.seen_squared / count - (self.seen / count).powi(2))
            .max(0.0)
            .sqrt()
    }

    fn correlation(&self) -> f32 {
        let count = self.count.max(1.0);
        let covariance = self.product / count - self.seen / count * self.wanted / count;
        let wanted = (self.wanted_squared / count - (self.wanted / count).powi(2))
            .max(0.0)
            .sqrt();
        let both = self.contrast() * wanted;
        if both > 1e-3 { covariance / both } else { 0.0 }
    }
}
