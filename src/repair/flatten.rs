//! Lays a cut-out on one colour, as browsers do: "source over", in the numbers as they are stored (gamma-encoded), with
//! straight alpha.
//!
//! Not in linear light, although that would be how light mixes: shops, browsers and the tools that make such pictures all
//! mix the stored numbers, soft edges were drawn to look right that way, and the new picture must look like its neighbours.
//!
//! Invariant: each channel is rounded once, to the nearest of 256 levels, in whatever depth the original is; where alpha
//! is 0 the colour is the background's exactly, where it is full the original's.

use image::RgbImage;

use super::cut_out::{Pixels, Rgba16Image};

/// The picture on a background of that colour.
pub(super) fn laid_on(pixels: &Pixels, background: [u8; 3]) -> RgbImage {
    let (width_px, height_px) = pixels.size_px();
    let mut laid = RgbImage::new(width_px, height_px);
    let rows = laid.as_chunks_mut::<3>().0.iter_mut();
    match pixels {
        Pixels::Eight(image) => {
            for (to, &from) in rows.zip(image.as_chunks::<4>().0) {
                *to = over_8_bit(from, background);
            }
        }
        Pixels::Sixteen(image) => {
            for (to, &from) in rows.zip(image.as_chunks::<4>().0) {
                *to = over_16_bit(from, background);
            }
        }
    }
    laid
}

/// The same, four bytes a pixel: the fourth says how much of the pixel is covered (its alpha), 0 for nothing at all.
pub(super) fn laid_on_with_cover(pixels: &Pixels, background: [u8; 3]) -> Vec<u8> {
    let (width_px, height_px) = pixels.size_px();
    let mut laid = Vec::with_capacity(width_px as usize * height_px as usize * 4);
    match pixels {
        Pixels::Eight(image) => {
            for &from in image.as_chunks::<4>().0 {
                let [red, green, blue] = over_8_bit(from, background);
                laid.extend_from_slice(&[red, green, blue, from[3]]);
            }
        }
        Pixels::Sixteen(image) => laid.extend(sixteen_with_cover(image, background)),
    }
    laid
}

fn sixteen_with_cover(image: &Rgba16Image, background: [u8; 3]) -> impl Iterator<Item = u8> {
    image.as_chunks::<4>().0.iter().flat_map(move |&from| {
        let [red, green, blue] = over_16_bit(from, background);
        // A trace of cover is cover.
        let cover = u8::try_from(from[3].div_ceil(257)).unwrap_or(u8::MAX);
        [red, green, blue, cover]
    })
}

/// One pixel of 8 bit over the background.
fn over_8_bit([red, green, blue, alpha]: [u8; 4], background: [u8; 3]) -> [u8; 3] {
    let alpha = u32::from(alpha);
    let mix = |colour: u8, behind: u8| {
        let sum = u32::from(colour) * alpha + u32::from(behind) * (255 - alpha) + 127;
        u8::try_from(sum / 255).unwrap_or(u8::MAX)
    };
    [
        mix(red, background[0]),
        mix(green, background[1]),
        mix(blue, background[2]),
    ]
}

/// One pixel of 16 bit over the background, which is as many times brighter in 16 bit as white is.
fn over_16_bit([red, green, blue, alpha]: [u16; 4], background: [u8; 3]) -> [u8; 3] {
    const FULL: u64 = 65_535;
    const STEP: u64 = 257;
    let alpha = u64::from(alpha);
    let mix = |colour: u16, behind: u8| {
        let sum = u64::from(colour) * alpha + u64::from(behind) * STEP * (FULL - alpha);
        u8::try_from((sum + FULL * STEP / 2) / (FULL * STEP)).unwrap_or(u8::MAX)
    };
    [
        mix(red, background[0]),
        mix(green, background[1]),
        mix(blue, background[2]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageBuffer, RgbaImage};

    #[test]
    fn every_colour_with_every_alpha_is_rounded_to_the_nearest_level() {
        for behind in [0, 1, 127, 200, 254, 255] {
            for colour in 0..=u8::MAX {
                for alpha in 0..=u8::MAX {
                    let share = f64::from(alpha) / 255.0;
                    let exact = f64::from(colour) * share + f64::from(behind) * (1.0 - share);
                    let [red, ..] = over_8_bit([colour, 0, 0, alpha], [behind; 3]);
                    assert!(
                        (f64::from(red) - exact).abs() <= 0.5 + 1e-9,
                        "{colour} with alpha {alpha} over {behind} is {exact}, not {red}"
                    );
                }
            }
        }
    }

    #[test]
    fn sixteen_bits_are_rounded_once() {
        for behind in [0, 77, 255] {
            for colour in (0..=u16::MAX).step_by(251) {
                for alpha in (0..=u16::MAX).step_by(257) {
                    let share = f64::from(alpha) / 65_535.0;
                    let exact =
                        f64::from(colour) / 257.0 * share + f64::from(behind) * (1.0 - share);
                    let [_, green, _] = over_16_bit([0, colour, 0, alpha], [behind; 3]);
                    assert!(
                        (f64::from(green) - exact).abs() <= 0.5 + 1e-9,
                        "{colour} with alpha {alpha} over {behind} is {exact}, not {green}"
                    );
                }
            }
        }
    }

    #[test]
    fn channels_keep_their_places_in_both_depths() {
        let background = [9, 8, 7];
        let eight = RgbaImage::from_raw(2, 1, vec![1, 2, 3, 255, 50, 60, 70, 0]).unwrap();
        let sixteen = ImageBuffer::from_raw(
            2,
            1,
            vec![257, 514, 771, u16::MAX, 20_000, 30_000, 40_000, 0],
        )
        .unwrap();
        for pixels in [Pixels::Eight(eight), Pixels::Sixteen(sixteen)] {
            assert_eq!(
                laid_on(&pixels, background).as_raw(),
                &[1, 2, 3, 9, 8, 7],
                "opaque is itself, transparent the background, whatever hides there"
            );
            assert_eq!(
                laid_on_with_cover(&pixels, background),
                [1, 2, 3, 255, 9, 8, 7, 0],
                "and the cover beside it"
            );
        }
    }

    #[test]
    fn a_trace_of_cover_in_sixteen_bits_is_not_forgotten() {
        let faint = ImageBuffer::from_raw(1, 1, vec![0, 0, 0, 1]).unwrap();
        let laid = laid_on_with_cover(&Pixels::Sixteen(faint), [255; 3]);
        assert_eq!(laid, [255, 255, 255, 1], "white, but not untouched");
    }
}
