//! Scaling down by area, row by row: every pixel counts in the cells that it lies in, by the share of it that lies there.
//!
//! Two pictures of different sizes are thereby reduced to exactly the same places, which is what comparing them needs: at
//! cells of a few pixels the noise of JPEG and the choice of a resampling filter hardly count, and what is shown counts
//! fully. Knows nothing of files and of what the numbers of a pixel mean.

/// Scales pictures of one size down to another; no side may grow. A pixel is `N` numbers.
#[derive(Debug)]
pub struct RowReducer<const N: usize> {
    columns: Vec<Place>,
    rows: Vec<Place>,
    /// Rows that were given.
    seen: usize,
    /// The row of cells that is being filled, and the one below it.
    filling: Vec<[f32; N]>,
    below: Vec<[f32; N]>,
    /// The last row, scaled down along its length.
    line: Vec<[f32; N]>,
}

/// Where a pixel of one axis lies: in one cell, or across the border to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Place {
    cell: usize,
    /// Part of that cell that the pixel makes up, and of the next one.
    here: f32,
    beyond: f32,
}

impl<const N: usize> RowReducer<N> {
    /// For pictures of `from` (columns, rows) pixels, to `to` cells. Sides that would grow or be 0 are corrected.
    #[must_use]
    pub fn new(from: (usize, usize), to: (usize, usize)) -> Self {
        let width = to.0.clamp(1, from.0.max(1));
        Self {
            columns: places(from.0, width),
            rows: places(from.1, to.1.clamp(1, from.1.max(1))),
            seen: 0,
            filling: vec![[0.0; N]; width],
            below: vec![[0.0; N]; width],
            line: vec![[0.0; N]; width],
        }
    }

    /// Takes the next row of pixels; gives a row of cells away where that row fills it.
    pub fn push(&mut self, row: &[[f32; N]], mut done: impl FnMut(&[[f32; N]])) {
        let Some(&at) = self.rows.get(self.seen) else {
            return;
        };
        self.line.fill([0.0; N]);
        for (pixel, place) in row.iter().zip(&self.columns) {
            add(&mut self.line[place.cell], pixel, place.here);
            if place.beyond > 0.0 {
                add(&mut self.line[place.cell + 1], pixel, place.beyond);
            }
        }
        for (cell, pixel) in self.filling.iter_mut().zip(&self.line) {
            add(cell, pixel, at.here);
        }
        if at.beyond > 0.0 {
            for (cell, pixel) in self.below.iter_mut().zip(&self.line) {
                add(cell, pixel, at.beyond);
            }
        }
        self.seen += 1;
        let is_full = self
            .rows
            .get(self.seen)
            .is_none_or(|next| next.cell != at.cell);
        if is_full {
            done(&self.filling);
            std::mem::swap(&mut self.filling, &mut self.below);
            self.below.fill([0.0; N]);
        }
    }
}

fn add<const N: usize>(sum: &mut [f32; N], pixel: &[f32; N], weight: f32) {
    for (total, number) in sum.iter_mut().zip(pixel) {
        *total += number * weight;
    }
}

/// Where each of an axis' pixels lies on its cells. In whole numbers, so that no pixel is lost to rounding.
fn places(pixels: usize, cells: usize) -> Vec<Place> {
    (0..pixels)
        .map(|pixel| {
            let (start, end) = (pixel * cells, (pixel + 1) * cells);
            let cell = start / pixels;
            let border = (cell + 1) * pixels;
            Place {
                cell,
                here: (end.min(border) - start) as f32 / pixels as f32,
                beyond: end.saturating_sub(border) as f32 / pixels as f32,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reduced(pixels: &[f32], from: (usize, usize), to: (usize, usize)) -> Vec<f32> {
        let mut reducer = RowReducer::<1>::new(from, to);
        let mut cells = Vec::new();
        for row in pixels.chunks_exact(from.0) {
            let row: Vec<_> = row.iter().map(|&number| [number]).collect();
            reducer.push(&row, |done| cells.extend(done.iter().map(|cell| cell[0])));
        }
        cells
    }

    fn assert_near(found: &[f32], wanted: &[f32]) {
        assert_eq!(found.len(), wanted.len(), "{found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-3, "{found} is not {wanted}");
        }
    }

    #[test]
    fn a_pixel_across_a_border_counts_on_both_sides() {
        assert_near(&reduced(&[0.0, 90.0, 30.0], (3, 1), (2, 1)), &[30.0, 50.0]);
        assert_near(&reduced(&[0.0, 90.0, 30.0], (1, 3), (1, 2)), &[30.0, 50.0]);
    }

    #[test]
    fn one_colour_stays_one_colour_at_odd_sizes() {
        for (from, to) in [((7, 5), (3, 2)), ((100, 33), (99, 32)), ((4, 4), (4, 4))] {
            let pixels = vec![77.0; from.0 * from.1];
            assert_near(&reduced(&pixels, from, to), &vec![77.0; to.0 * to.1]);
        }
    }

    #[test]
    fn the_same_size_is_the_same_picture() {
        let pixels = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_near(&reduced(&pixels, (3, 2), (3, 2)), &pixels);
    }
}
