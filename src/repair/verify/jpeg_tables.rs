//! What a JPEG's own tables say about how far its pixels may be from those that it was made of.
//!
//! JPEG rounds each of the 64 frequencies of a block to a multiple of its step, which stands in the file. A frequency that
//! is rounded to multiples of q is off by q/2 at most, and by q/√12 in the root mean square where errors are spread evenly.
//! The transform keeps squares: the mean square over a block's pixels is the mean square over its frequencies. That makes
//! a bound that no right file exceeds, whatever the picture shows, and that every file with a wrong background, size of
//! step or picture does.

use image::RgbImage;

use crate::inspect::JpegSegments;

/// What rounding costs elsewhere, in levels: RGB to brightness and colour and back, and the transform, half a level each.
const ROUNDING_LEVELS: f64 = 3.0;

/// How strongly an error of the colour channels shows in the blue channel, which shows it most.
const MOST_CHROMA_GAIN: f64 = 1.772;

/// The same in the mean of red, green and blue: (1.402 + 0.344 + 0.714 + 1.772) / 3.
const MEAN_CHROMA_GAIN: f64 = 1.411;

/// What the header of a file says about its losses.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JpegTables {
    luma: Steps,
    chroma: Steps,
    /// How many pixels a block of all channels has to each side; 1 where there are no blocks.
    block_px: u32,
    /// Whether several pixels share one colour.
    reduced: bool,
}

/// The steps of one table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Steps {
    /// The step of the block's mean.
    mean: f64,
    /// Root mean square of all steps.
    root_mean_square: f64,
}

impl JpegTables {
    /// Of a file that loses nothing.
    pub(super) fn without_loss() -> Self {
        Self {
            luma: Steps::default(),
            chroma: Steps::default(),
            block_px: 1,
            reduced: false,
        }
    }

    /// Of a file whose first table is for brightness and whose second is for colours, as our encoder writes them.
    pub(super) fn of_file(bytes: &[u8]) -> Self {
        let mut tables = Self {
            block_px: 8,
            ..Self::without_loss()
        };
        for segment in JpegSegments::of(bytes) {
            match segment.marker {
                0xDB => {
                    for table in segment.data.chunks_exact(65) {
                        let steps = Steps::of(&table[1..]);
                        if table[0] == 0 {
                            tables.luma = steps;
                        } else {
                            tables.chroma = steps;
                        }
                    }
                }
                // The first channel's sampling factors: more than 1 x 1 where colours are shared.
                0xC0..=0xC2 if segment.data.get(7).is_some_and(|&factors| factors != 0x11) => {
                    tables.block_px = 16;
                    tables.reduced = true;
                }
                _ => {}
            }
        }
        tables
    }

    fn is_without_loss(&self) -> bool {
        self.block_px == 1
    }

    /// Whether several pixels share one colour.
    pub(super) fn colours_are_reduced(&self) -> bool {
        self.reduced
    }

    /// How far a pixel of one even colour may be from it: of an even block only the mean is stored, as 8 times its value,
    /// rounded to its step.
    pub(super) fn flat_tolerance_levels(&self) -> u8 {
        if self.is_without_loss() {
            return 0;
        }
        let means = self.luma.mean / 16.0 + MOST_CHROMA_GAIN * self.chroma.mean / 16.0;
        whole_levels(means + ROUNDING_LEVELS)
    }

    /// How far the brightness may be from the picture's, in the mean over all pixels.
    pub(super) fn luma_noise_levels(&self) -> f64 {
        if self.is_without_loss() {
            return 0.0;
        }
        self.luma.root_mean_square / 12_f64.sqrt() + ROUNDING_LEVELS
    }

    /// How far red, green and blue may be from the picture's, in the mean over all pixels.
    pub(super) fn rgb_noise_levels(&self) -> f64 {
        if self.is_without_loss() {
            return 0.0;
        }
        let chroma = MEAN_CHROMA_GAIN * self.chroma.root_mean_square / 12_f64.sqrt();
        self.luma_noise_levels() + chroma
    }

    /// Whether everything that a pixel's decoded value depends on is of that one colour: its block, and the blocks around it
    /// where decoders smooth shared colours.
    pub(super) fn is_flat_around(
        &self,
        picture: &RgbImage,
        (x_px, y_px): (u32, u32),
        colour: [u8; 3],
    ) -> bool {
        let margin = if self.reduced { self.block_px } else { 0 };
        let range = |at: u32, size: u32| {
            let first = at - at % self.block_px;
            let end = (first + self.block_px + margin).min(size);
            first.saturating_sub(margin)..end
        };
        let columns = range(x_px, picture.width());
        range(y_px, picture.height())
            .all(|y| columns.clone().all(|x| picture.get_pixel(x, y).0 == colour))
    }
}

impl Steps {
    fn of(steps: &[u8]) -> Self {
        let squares: f64 = steps.iter().map(|&step| f64::from(step).powi(2)).sum();
        Self {
            mean: steps.first().copied().map_or(0.0, f64::from),
            root_mean_square: (squares / steps.len().max(1) as f64).sqrt(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a channel can differ by"
)]
fn whole_levels(levels: f64) -> u8 {
    levels.clamp(0.0, 255.0) as u8
}
