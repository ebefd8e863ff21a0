//! One number a pixel, and the means by which pictures are compared at their own pixels.
//!
//! Knows nothing of colours and files. Beyond its edges a plane goes on as its outermost pixels are.

/// One number a pixel, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<f32>,
}

impl Plane {
    /// A plane of these numbers.
    pub(super) fn new(width: usize, height: usize, values: Vec<f32>) -> Self {
        debug_assert_eq!(values.len(), width * height);
        Self {
            width,
            height,
            values,
        }
    }

    /// A row; an empty one where there is none.
    pub(super) fn row(&self, y: usize) -> &[f32] {
        let start = y * self.width;
        self.values
            .get(start..start + self.width)
            .unwrap_or_default()
    }

    /// The same with its finest detail taken out: each pixel is a quarter of its neighbours and half of itself, along
    /// both directions. What resampling filters and JPEG do to single pixels is mostly gone then.
    pub(super) fn softened(&self) -> Self {
        let mut along = self.values.clone();
        for (soft, row) in along
            .chunks_exact_mut(self.width.max(1))
            .zip(self.values.chunks_exact(self.width.max(1)))
        {
            for (soft, near) in soft.iter_mut().skip(1).zip(row.array_windows()) {
                let &[left, here, right] = near;
                *soft = 0.25 * (left + right) + 0.5 * here;
            }
            if let (&[first, second, ..], &[.., last_but_one, last]) = (row, row) {
                soft[0] = 0.75 * first + 0.25 * second;
                soft[row.len() - 1] = 0.25 * last_but_one + 0.75 * last;
            }
        }
        let along = Self::new(self.width, self.height, along);
        let mut soft = Vec::with_capacity(self.values.len());
        for y in 0..self.height {
            let above = along.row(y.saturating_sub(1));
            let below = along.row((y + 1).min(self.height - 1));
            let rows = above.iter().zip(along.row(y)).zip(below);
            soft.extend(rows.map(|((above, here), below)| 0.25 * (above + below) + 0.5 * here));
        }
        Self::new(self.width, self.height, soft)
    }

    /// The mean of the square around each pixel that reaches so many pixels to every side, as far as it lies within.
    pub(super) fn means(&self, reach: usize) -> Self {
        let (width, height) = (self.width, self.height);
        let mut means = Vec::with_capacity(self.values.len());
        let mut columns = vec![0.0_f32; width];
        let mut rows = 0.0_f32;
        for y in 0..reach.min(height) {
            add(&mut columns, self.row(y), 1.0);
            rows += 1.0;
        }
        for y in 0..height {
            if y + reach < height {
                add(&mut columns, self.row(y + reach), 1.0);
                rows += 1.0;
            }
            if y > reach {
                add(&mut columns, self.row(y - reach - 1), -1.0);
                rows -= 1.0;
            }
            let near = |x: usize| (x + reach + 1).min(width) - x.saturating_sub(reach);
            let inside = 1.0 / ((reach * 2 + 1) as f32 * rows);
            let mut sum: f32 = columns.iter().take(reach).sum();
            for x in 0..width {
                sum += columns.get(x + reach).copied().unwrap_or(0.0);
                if x > reach {
                    sum -= columns[x - reach - 1];
                }
                let is_inside = x >= reach && x + reach < width;
                means.push(if is_inside {
                    sum * inside
                } else {
                    sum / (near(x) as f32 * rows)
                });
            }
        }
        Self::new(width, height, means)
    }

    /// How far the numbers around each pixel are from one another (standard deviation).
    pub(super) fn contrast(&self, reach: usize) -> Self {
        let squares = self.values.iter().map(|value| value * value).collect();
        let squares = Self::new(self.width, self.height, squares).means(reach);
        let mut contrast = self.means(reach);
        for (mean, square) in contrast.values.iter_mut().zip(squares.values) {
            *mean = (square - *mean * *mean).max(0.0).sqrt();
        }
        contrast
    }
}

fn add(sums: &mut [f32], row: &[f32], weight: f32) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value * weight;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp() -> Plane {
        Plane::new(5, 4, (0..20_u8).map(f32::from).collect())
    }

    #[test]
    fn means_are_those_of_the_part_of_the_square_that_lies_within() {
        let plane = ramp();
        for reach in [0, 1, 2, 7] {
            let means = plane.means(reach);
            for (y, x) in (0..4_usize).flat_map(|y| (0..5_usize).map(move |x| (y, x))) {
                let near =
                    |at: usize, of: usize| at.saturating_sub(reach)..(at + reach + 1).min(of);
                let values: Vec<f32> = near(y, 4)
                    .flat_map(|y| near(x, 5).map(move |x| (y, x)))
                    .map(|(y, x)| plane.values[y * 5 + x])
                    .collect();
                let wanted = values.iter().sum::<f32>() / values.len() as f32;
                let found = means.values[y * 5 + x];
                assert!((found - wanted).abs() < 1e-4, "{x} {y}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn softening_keeps_a_ramp_and_takes_a_dot_down_to_a_quarter() {
        assert!((ramp().softened().values[7] - 7.0).abs() < 1e-5);
        let mut dot = Plane::new(3, 3, vec![0.0; 9]);
        dot.values[4] = 16.0;
        let wanted = [1.0, 2.0, 1.0, 2.0, 4.0, 2.0, 1.0, 2.0, 1.0];
        assert_eq!(dot.softened().values, wanted);
    }

    #[test]
    fn what_is_even_has_no_contrast() {
        let even = Plane::new(6, 1, vec![200.0; 6]);
        assert!(even.contrast(4).values.iter().all(|value| *value < 0.1));
        let halves = Plane::new(2, 1, vec![10.0, 30.0]);
        assert!((halves.contrast(1).values[0] - 10.0).abs() < 1e-3);
    }
}
