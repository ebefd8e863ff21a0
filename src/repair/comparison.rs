//! How well an image fits its original in each way that transparency can be lost, in numbers.
//!
//! Works on reduced pictures alone, and draws no conclusion from its numbers; [`super::judgement`] does.

use super::fit::{Fit, Pairing};
use super::motion::{Motion, apparent_motion};
use super::reduced_pair::{Grid, OriginalCell};

/// A cell of at least this alpha shows the original alone, whatever is behind it: what shines through a hundredth is
/// less than the noise of JPEG.
const OPAQUE_ALPHA: f32 = 0.99;

/// A cell of at least this alpha lies within the outline: programs that resize and then throw alpha away widen outlines
/// and never narrow them.
const INSIDE_ALPHA: f32 = 0.9;

/// A cell of at most this alpha shows what is behind the original alone.
const CLEAR_ALPHA: f32 = 0.02;

/// A cell of less alpha than this holds nothing of the original.
const EMPTY_ALPHA: f32 = 0.001;

/// How far, in pixels, filters for resizing reach at most; the widest in common use is Lanczos with three lobes.
const FILTER_REACH_PX: f32 = 3.0;

/// The numbers of one comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// To the original laid on black.
    pub on_black: Fit,
    /// To the stored colours, alpha ignored.
    pub stored: Fit,
    /// To the colours that are left where the original was resized before alpha was thrown away.
    pub resized: Fit,
    /// The same with a wider outline: around it, each program leaves something else, but never less than laid on black.
    /// `None` where image and original have one size, so that nothing was resized.
    pub widened: Option<Fit>,
    /// To the original laid on white.
    pub on_white: Fit,
    /// To the original laid on `background`.
    pub on_background: Fit,
    /// The one colour behind the original that fits best, 0 to 255 (a little more or less where none fits).
    pub background: [f32; 3],
    /// Mean difference to white, in levels of 255, of what the image shows where the original is clear.
    pub behind_to_white: f32,
    /// Largest mean of a colour's signed differences over the opaque part: a change of colour, which noise is not.
    pub opaque_shift: f32,
    /// Cells of the opaque part.
    pub opaque_cells: f32,
    /// Sum of the transparency of all cells.
    pub transparent_cells: f32,
    /// Sum of the alpha of all cells: as many as the original would fill if it left none half empty.
    pub shown_cells: f32,
    /// How much light and dark of image and original go together over the opaque part, -1 to 1; 0 where either is even.
    pub opaque_correlation: f32,
    /// How the opaque part seems to be moved; `None` where too little is to be seen.
    pub opaque_motion: Option<Motion>,
    /// How far the image's levels in the opaque part are from one another (standard deviation).
    pub opaque_contrast: f32,
}

impl Comparison {
    /// Compares an image's cells with an original's, both of `grid`; `resized_cell_px` is how many pixels of the smaller of
    /// both pictures a cell has along a side, and `None` where both have one size.
    #[must_use]
    pub fn new(
        image: &[[f32; 3]],
        cells: &[OriginalCell],
        grid: Grid,
        resized_cell_px: Option<f32>,
    ) -> Self {
        let background = best_background(image, cells);
        let fit = |expected: &dyn Fn(&OriginalCell) -> [f32; 3]| {
            let pairs = cells.iter().zip(image).map(|(cell, &seen)| Pairing {
                seen,
                wanted: expected(cell),
                alpha: cell.alpha,
            });
            Fit::new(pairs, grid)
        };
        let opaque = OpaquePart::new(image, cells);
        let on_white = fit(&|cell| laid_on(cell, [255.0; 3]));
        Self {
            on_black: fit(&|cell| cell.on_black),
            stored: fit(&|cell| cell.stored),
            resized: fit(&|cell| cell.resized),
            widened: resized_cell_px.map(|cell_px| widened(image, cells, grid, cell_px)),
            on_white,
            on_background: fit(&|cell| laid_on(cell, background)),
            background,
            behind_to_white: behind_to_white(image, cells).unwrap_or(on_white.transparent_part),
            opaque_shift: opaque.shift(),
            opaque_cells: opaque.count,
            transparent_cells: cells.iter().map(|cell| 1.0 - cell.alpha).sum(),
            shown_cells: cells.iter().map(|cell| cell.alpha).sum(),
            opaque_correlation: opaque.correlation(),
            opaque_motion: apparent_motion(image, cells, grid),
            opaque_contrast: opaque.contrast(),
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

/// Mean difference to white where nothing of the original covers what is behind it; `None` where it covers everything.
fn behind_to_white(image: &[[f32; 3]], cells: &[OriginalCell]) -> Option<f32> {
    let clear = image
        .iter()
        .zip(cells)
        .filter(|(_, cell)| cell.alpha <= CLEAR_ALPHA);
    let (sum, count) = clear.fold((0.0, 0.0), |(sum, count), (seen, _)| {
        let difference = seen.iter().map(|level| (255.0 - level).abs()).sum::<f32>() / 3.0;
        (sum + difference, count + 1.0)
    });
    (count > 0.0).then(|| sum / count)
}

/// How the image fits what resizing and then throwing alpha away leaves, whatever filter was used: a filter brings faint
/// traces of the original beyond its outline, and without their alpha they show in full colour, or in the colours of
/// rounding.
fn widened(image: &[[f32; 3]], cells: &[OriginalCell], grid: Grid, cell_px: f32) -> Fit {
    let rim = rim(cells, grid, cell_px);
    let pairs = cells.iter().zip(image).zip(rim);
    let pairs = pairs.map(|((cell, &seen), is_rim)| Pairing {
        seen,
        wanted: if is_rim {
            std::array::from_fn(|colour| seen[colour].max(cell.on_black[colour]))
        } else {
            cell.resized
        },
        alpha: cell.alpha,
    });
    Fit::new(pairs, grid)
}

/// The cells on the outline and as far beyond it as a filter for resizing reaches.
fn rim(cells: &[OriginalCell], grid: Grid, cell_px: f32) -> Vec<bool> {
    // So many cells as it takes to cover the filter's reach; no cell is smaller than a pixel of the smaller picture.
    let reach = (1..=3_u8)
        .find(|&cells| f32::from(cells) * cell_px >= FILTER_REACH_PX)
        .map_or(3, usize::from);
    let (columns, rows) = (grid.columns as usize, grid.rows as usize);
    let is_something: Vec<bool> = cells.iter().map(|cell| cell.alpha >= EMPTY_ALPHA).collect();
    let near = |flags: &[bool], at: usize, step: usize, length: usize| {
        let position = at / step % length;
        let first = at - position.min(reach) * step;
        let last = at + (length - 1 - position).min(reach) * step;
        (first..=last).step_by(step).any(|place| flags[place])
    };
    let in_row: Vec<bool> = (0..cells.len())
        .map(|at| near(&is_something, at, 1, columns))
        .collect();
    let is_rim = |(at, cell): (usize, &OriginalCell)| {
        cell.alpha < INSIDE_ALPHA && near(&in_row, at, columns, rows)
    };
    cells.iter().enumerate().map(is_rim).collect()
}

/// Sums over the opaque part, of an image's and an original's colours.
#[derive(Clone, Copy, Debug, Default)]
struct OpaquePart {
    count: f32,
    signed: [f32; 3],
    seen: f32,
    wanted: f32,
    seen_squared: f32,
    wanted_squared: f32,
    product: f32,
}

impl OpaquePart {
    fn new(image: &[[f32; 3]], cells: &[OriginalCell]) -> Self {
        let mut sums = Self::default();
        for (seen, cell) in image.iter().zip(cells) {
            if cell.alpha >= OPAQUE_ALPHA {
                sums.add(*seen, cell.on_black);
            }
        }
        sums
    }

    fn add(&mut self, seen: [f32; 3], wanted: [f32; 3]) {
        self.count += 1.0;
        for ((total, seen), wanted) in self.signed.iter_mut().zip(seen).zip(wanted) {
            *total += seen - wanted;
        }
        let level = |colour: [f32; 3]| colour.iter().sum::<f32>() / 3.0;
        let (seen, wanted) = (level(seen), level(wanted));
        self.seen += seen;
        self.wanted += wanted;
        self.seen_squared += seen * seen;
        self.wanted_squared += wanted * wanted;
        self.product += seen * wanted;
    }

    fn shift(&self) -> f32 {
        let largest = self
            .signed
            .iter()
            .fold(0.0_f32, |most, sum| most.max(sum.abs()));
        largest / self.count.max(1.0)
    }

    fn contrast(&self) -> f32 {
        deviation(self.seen, self.seen_squared, self.count)
    }

    fn correlation(&self) -> f32 {
        let count = self.count.max(1.0);
        let covariance = self.product / count - self.seen / count * self.wanted / count;
        let both = self.contrast() * deviation(self.wanted, self.wanted_squared, self.count);
        if both > 1e-3 { covariance / both } else { 0.0 }
    }
}

fn deviation(sum: f32, squared: f32, count: f32) -> f32 {
    let count = count.max(1.0);
    (squared / count - (sum / count).powi(2)).max(0.0).sqrt()
}
