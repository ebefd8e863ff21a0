//! Scaling down by averaging: every pixel of the picture counts once, in the one pixel of the small picture it falls in.
//!
//! Integer sums over whole rows, several times as fast as a general resampler; good from half the size on, which is
//! what thumbnails are.

/// Pixel values that can be summed up and averaged.
trait Average: Copy {
    /// Sums of one box.
    type Sum: Copy + Default;

    fn add(self, sum: &mut Self::Sum);

    fn average(sum: Self::Sum, pixels: u64) -> Self;
}

impl Average for [u8; 3] {
    type Sum = [u64; 3];

    fn add(self, sum: &mut Self::Sum) {
        for (total, channel) in sum.iter_mut().zip(self) {
            *total += u64::from(channel);
        }
    }

    fn average(sum: Self::Sum, pixels: u64) -> Self {
        sum.map(|total| rounded(total, pixels))
    }
}

impl Average for [u8; 4] {
    /// Colours weighted by their alpha, so that a transparent pixel lends its hidden colour to nobody; and alpha.
    type Sum = [u64; 4];

    fn add(self, sum: &mut Self::Sum) {
        let [red, green, blue, alpha] = self.map(u64::from);
        sum[0] += red * alpha;
        sum[1] += green * alpha;
        sum[2] += blue * alpha;
        sum[3] += alpha;
    }

    fn average([red, green, blue, alpha]: Self::Sum, pixels: u64) -> Self {
        let [red, green, blue] = [red, green, blue].map(|total| rounded(total, alpha));
        [red, green, blue, rounded(alpha, pixels)]
    }
}

fn rounded(total: u64, count: u64) -> u8 {
    let mean = (total + count / 2).checked_div(count).unwrap_or(0);
    u8::try_from(mean).unwrap_or(u8::MAX)
}

/// Scales RGB down. No side may grow, and none may be 0.
pub fn downscale_rgb(samples: &[u8], from: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    downscale::<[u8; 3]>(samples.as_chunks().0, from, to).into_flattened()
}

/// Scales unmultiplied RGBA down. No side may grow, and none may be 0.
pub fn downscale_rgba(samples: &[u8], from: (u32, u32), to: (u32, u32)) -> Vec<u8> {
    downscale::<[u8; 4]>(samples.as_chunks().0, from, to).into_flattened()
}

fn downscale<P: Average>(pixels: &[P], from: (u32, u32), to: (u32, u32)) -> Vec<P> {
    let edges = |old: u32, new: u32| -> Vec<usize> {
        (0..=u64::from(new))
            .map(|step| usize::try_from(step * u64::from(old) / u64::from(new)).unwrap_or(0))
            .collect()
    };
    let columns = edges(from.0, to.0);
    let rows = edges(from.1, to.1);
    let mut small = Vec::with_capacity(to.0 as usize * to.1 as usize);
    let mut sums = vec![P::Sum::default(); to.0 as usize];
    for row_span in rows.windows(2) {
        sums.fill(P::Sum::default());
        let band = &pixels[row_span[0] * from.0 as usize..row_span[1] * from.0 as usize];
        for row in band.chunks_exact(from.0 as usize) {
            for (sum, span) in sums.iter_mut().zip(columns.windows(2)) {
                for pixel in &row[span[0]..span[1]] {
                    pixel.add(sum);
                }
            }
        }
        let height = row_span[1] - row_span[0];
        small.extend(
            sums.iter()
                .zip(columns.windows(2))
                .map(|(sum, span)| P::average(*sum, (height * (span[1] - span[0])) as u64)),
        );
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_becomes_its_mean() {
        let samples = [0, 10, 20, 100, 20, 40, 4, 4, 4, 8, 8, 8];
        assert_eq!(
            downscale_rgb(&samples, (2, 2), (1, 1)),
            [28, 11, 18],
            "rounded means"
        );
        assert_eq!(
            downscale_rgb(&samples, (4, 1), (2, 1)),
            [50, 15, 30, 6, 6, 6],
            "of pairs"
        );
        assert_eq!(
            downscale_rgb(&samples, (2, 2), (2, 2)),
            samples,
            "the same size is the same"
        );
    }

    #[test]
    fn every_pixel_counts_once_at_odd_sizes() {
        let samples: Vec<u8> = (0..7 * 5).flat_map(|_| [50, 60, 70]).collect();
        let small = downscale_rgb(&samples, (7, 5), (3, 2));
        assert_eq!(small, [50, 60, 70].repeat(6), "one colour stays one colour");
    }

    #[test]
    fn a_transparent_pixel_lends_no_colour() {
        let samples = [255, 255, 255, 255, 255, 0, 0, 0];
        assert_eq!(
            downscale_rgba(&samples, (2, 1), (1, 1)),
            [255, 255, 255, 128],
            "hidden red"
        );
        assert_eq!(
            downscale_rgba(&[9, 9, 9, 0], (1, 1), (1, 1)),
            [0; 4],
            "nothing at all"
        );
    }
}
