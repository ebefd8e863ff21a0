//! What a JPEG's own tables say about how far its pixels may be from those that it was made of.
//!
//! JPEG rounds each of the 64 frequencies of a block to a multiple of its step, which stands in the file. A frequency that
//! is rounded to multiples of q is off by q/2 at most, and by q/√12 in the root mean square where errors are spread evenly.
//! The transform keeps squares: the mean square over a block's pixels is the mean square over its frequencies. That makes
//! a bound that no right file exceeds, whatever the picture shows, and that every file with a wrong background, size of
//! step or picture does.

use super::losses::{Losses, whole_levels};
use crate::inspect::JpegSegments;

/// What rounding costs elsewhere, in levels: RGB to brightness and colour and back, and the transform, half a level each.
const ROUNDING_LEVELS: f64 = 3.0;

/// How strongly an error of the colour channels shows in the blue channel, which shows it most.
const MOST_CHROMA_GAIN: f64 = 1.772;

/// The same in the mean of red, green and blue: (1.402 + 0.344 + 0.714 + 1.772) / 3.
const MEAN_CHROMA_GAIN: f64 = 1.411;

/// What the header of a file says about its losses.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct JpegTables {
    luma: Steps,
    chroma: Steps,
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

/// Of a JPEG whose first table is for brightness and whose second is for colours, as our encoder writes them.
pub(super) fn jpeg_losses(bytes: &[u8]) -> Losses {
    JpegTables::of_file(bytes).losses()
}

impl JpegTables {
    fn of_file(bytes: &[u8]) -> Self {
        let mut tables = Self::default();
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
                    tables.reduced = true;
                }
                _ => {}
            }
        }
        tables
    }

    fn losses(self) -> Losses {
        // Of an even block only the mean is stored, as 8 times its value, rounded to its step.
        let means = self.luma.mean / 16.0 + MOST_CHROMA_GAIN * self.chroma.mean / 16.0;
        let luma = self.luma.root_mean_square / 12_f64.sqrt() + ROUNDING_LEVELS;
        let chroma = MEAN_CHROMA_GAIN * self.chroma.root_mean_square / 12_f64.sqrt();
        Losses {
            flat_tolerance_levels: whole_levels(means + ROUNDING_LEVELS),
            noise_levels: luma + chroma,
            are_colours_shared: self.reduced,
            block_px: if self.reduced { 16 } else { 8 },
            // Decoders smooth shared colours.
            margin_px: if self.reduced { 16 } else { 0 },
        }
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
