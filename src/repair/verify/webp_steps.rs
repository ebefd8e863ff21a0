//! What the steps of a lossy WebP say about how far its pixels may be from those that it was made of.
//!
//! VP8 predicts each block of four by four pixels from its neighbours and rounds the frequencies of what is left to
//! multiples of a step, from tables of the standard (RFC 6386, 14.1) that are the same for every file. What it predicts
//! from is what the decoder has too, so that errors don't add up: each block is off by its own rounding alone. Its
//! transform makes frequencies twice as large as one that keeps squares would, so the root mean square over the pixels is
//! half of that over the frequencies. The step of the details is the largest of a block, and is taken for all.
//!
//! The encoder (libwebp) rounds to the nearer multiple, but in favour of the smaller: up from 0.625 of a step at the
//! latest (its "bias" is 96 to 115 of 256). So a number is off by 0.625 steps at most, and by √((0.625³ + 0.375³) / 3)
//! steps in the root mean square where errors are spread evenly.

use super::losses::{Losses, whole_levels};
use crate::repair::vp8_header::{MAX_INDEX, Vp8Header};

/// How far a mean of brightness may be from the true one, in steps.
const MOST_LUMA_OFF_STEPS: f64 = 0.625;

/// How far a mean of colours may be from the true one, in steps: the encoder makes up in each block for what its
/// neighbours were off by, which can add up to one step.
const MOST_CHROMA_OFF_STEPS: f64 = 1.0;

/// How far numbers are from the true ones in the root mean square, in steps.
const MEAN_OFF_STEPS: f64 = 0.315;

/// What rounding costs elsewhere, in levels: RGB to brightness and colour and back, and the transform.
const ROUNDING_LEVELS: f64 = 3.0;

/// Brightness is stored in 219 steps from black to white.
const LUMA_GAIN: f64 = 255.0 / 219.0;

/// How strongly an error of the colour channels shows in the blue channel, which shows it most.
const MOST_CHROMA_GAIN: f64 = 2.018;

/// The same in the root mean square over red, green and blue: √((1.596² + 0.391² + 0.813² + 2.018²) / 3).
const MEAN_CHROMA_GAIN: f64 = 1.571;

/// The step of the mean of a block of colours is no larger.
const MAX_CHROMA_MEAN_STEP: f64 = 132.0;

/// Of a WebP; one that is not lossy loses nothing.
pub(super) fn webp_losses(bytes: &[u8]) -> Losses {
    Vp8Header::of_file(bytes).map_or(Losses::NONE, |header| losses(&header))
}

fn losses(header: &Vp8Header) -> Losses {
    // An even block has no frequencies but its mean, which is stored as 8 times its value. Where it lies is not known.
    let flat = header.segments_that_come().map(|segment| {
        let luma = step(&MEAN_STEPS, segment.index + header.luma_mean_offset);
        let chroma = step(&MEAN_STEPS, segment.index + header.chroma_mean_offset);
        let luma_levels = LUMA_GAIN * MOST_LUMA_OFF_STEPS * luma / 8.0;
        let chroma_steps = MOST_CHROMA_OFF_STEPS * chroma.min(MAX_CHROMA_MEAN_STEP) / 8.0;
        luma_levels + MOST_CHROMA_GAIN * chroma_steps
    });
    // Errors of brightness and of colours know nothing of each other, so their squares add up.
    let squares = header.segments_that_come().map(|segment| {
        let luma = step(&DETAIL_STEPS, segment.index);
        let chroma = step(&DETAIL_STEPS, segment.index + header.chroma_offset);
        let levels = (LUMA_GAIN * luma).hypot(MEAN_CHROMA_GAIN * chroma) * MEAN_OFF_STEPS / 2.0;
        segment.share * levels.powi(2)
    });
    Losses {
        flat_tolerance_levels: whole_levels(flat.fold(0.0, f64::max) + ROUNDING_LEVELS),
        noise_levels: squares.sum::<f64>().sqrt() + ROUNDING_LEVELS,
        are_colours_shared: true,
        block_px: 16,
        // What is left of edges between blocks is smoothed, and so are shared colours.
        margin_px: 16,
    }
}

fn step(steps: &[u16; 128], index: i32) -> f64 {
    let at = usize::try_from(index.clamp(0, MAX_INDEX)).unwrap_or(0);
    f64::from(steps[at])
}

/// The steps of means, by index.
#[rustfmt::skip]
const MEAN_STEPS: [u16; 128] = [
    4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23,
    23, 24, 25, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 37, 38, 39, 40, 41, 42, 43, 44,
    45, 46, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67,
    68, 69, 70, 71, 72, 73, 74, 75, 76, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 91,
    93, 95, 96, 98, 100, 101, 102, 104, 106, 108, 110, 112, 114, 116, 118, 122, 124, 126, 128, 130,
    132, 134, 136, 138, 140, 143, 145, 148, 151, 154, 157,
];

/// The steps of all other frequencies, by index.
#[rustfmt::skip]
const DETAIL_STEPS: [u16; 128] = [
    4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52,
    53, 54, 55, 56, 57, 58, 60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84, 86, 88, 90, 92, 94,
    96, 98, 100, 102, 104, 106, 108, 110, 112, 114, 116, 119, 122, 125, 128, 131, 134, 137, 140,
    143, 146, 149, 152, 155, 158, 161, 164, 167, 170, 173, 177, 181, 185, 189, 193, 197, 201, 205,
    209, 213, 217, 221, 225, 229, 234, 239, 245, 249, 254, 259, 264, 269, 274, 279, 284,
];
