//! The most popular colour of a picture, counted over all of its pixels.
//!
//! There are 16.8 million colours, and a counter for each would take 64 MiB per worker. Instead colours are counted in
//! boxes first (the upper four bits of each channel: 4,096 boxes), then exactly within those boxes that can hold the
//! winner, a bounded number of boxes at a time, beginning with the fullest. A box that holds fewer pixels than the best
//! colour found so far has is never looked into, so nearly every picture needs two or three passes over its pixels.
//!
//! On photos and cut-outs of 1.4 to 2.5 megapixels this takes 2 to 4 ms, on a flat picture 1 ms, on pure noise (every box
//! has to be looked into) 66 ms; a hash map with run lengths took 14 to 23, 1 and 217 ms, the table of 64 MiB 10 to 24 ms.
//!
//! Knows no file format. Invariant: the result is that of counting every colour of every pixel.

use super::raster::{Raster, laid_on_white};

/// Boxes of colours, and colours in a box.
const BOX_COUNT: usize = 1 << 12;
const COLOURS_PER_BOX: usize = 1 << 12;

/// Boxes that are looked into in one pass over the pixels: first these few, then more. Their counters take 64 KiB, which
/// stay in a core's fastest memory and suffice for cut-outs on a plain background; 2 MiB, enough for most photos; and
/// 8 MiB, so that noise, in which no box can be left out, is done in ten passes.
const ROOMS: [usize; 3] = [4, 128, MOST_BOXES];
const MOST_BOXES: usize = 512;

/// Stands for a box that is not looked into in this pass.
const NO_SLOT: u16 = u16::MAX;

/// The colour that most pixels have, exactly as counted; of several with the same count the one that is smallest as the
/// number 0xRRGGBB. A transparent pixel counts as what it looks like on white.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct MainColour {
    /// Red, green and blue, 0 to 255 each.
    pub rgb: [u8; 3],
    /// Share of the pixels that have it, above 0 and up to 1.
    pub share: f32,
}

impl MainColour {
    /// As web pages write it: `#RRGGBB`, upper-case.
    #[must_use]
    pub fn hex(self) -> String {
        let [red, green, blue] = self.rgb;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

/// Counts colours. It holds at most 8.1 MiB whatever the picture, and can be used for one picture after the other, so
/// that a worker takes this memory once.
#[derive(Clone, Debug, Default)]
pub struct ColourCounter {
    /// Pixels per box.
    box_pixels: Vec<u32>,
    /// For each box its place in `colour_pixels`, or [`NO_SLOT`].
    slots: Vec<u16>,
    /// Pixels per colour of the boxes that are looked into.
    colour_pixels: Vec<u32>,
}

/// The winner so far: the most pixels, then the smallest colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Best {
    pixels: u32,
    colour: u32,
}

impl ColourCounter {
    /// The picture's most popular colour; `None` for a picture without pixels.
    #[must_use]
    pub fn count(&mut self, raster: &Raster) -> Option<MainColour> {
        match raster {
            Raster::Rgb(image) => self.count_pixels(image.as_raw().as_chunks().0, |rgb| rgb),
            Raster::Rgba(image) => self.count_pixels(image.as_raw().as_chunks().0, laid_on_white),
        }
    }

    fn count_pixels<const N: usize>(
        &mut self,
        pixels: &[[u8; N]],
        rgb_of: impl Fn([u8; N]) -> [u8; 3] + Copy,
    ) -> Option<MainColour> {
        let boxes = self.boxes_by_fullness(pixels, rgb_of);
        let mut best = Best {
            pixels: 0,
            colour: 0,
        };
        let mut rest = boxes.as_slice();
        let rooms = ROOMS.into_iter().chain(std::iter::repeat(MOST_BOXES));
        for room in rooms {
            // One with as many pixels as the best colour can hold an equal but smaller one.
            let candidates = rest.partition_point(|&(_, inside)| inside >= best.pixels);
            if candidates == 0 {
                break;
            }
            let (now, later) = rest.split_at(candidates.min(room));
            self.look_into(now, pixels, rgb_of);
            best = self.best_of(now, best);
            rest = later;
        }
        (best.pixels > 0).then(|| MainColour {
            rgb: rgb_of_number(best.colour),
            share: best.pixels as f32 / pixels.len() as f32,
        })
    }

    /// The boxes that hold pixels and how many, the fullest first.
    fn boxes_by_fullness<const N: usize>(
        &mut self,
        pixels: &[[u8; N]],
        rgb_of: impl Fn([u8; N]) -> [u8; 3],
    ) -> Vec<(usize, u32)> {
        self.box_pixels.clear();
        self.box_pixels.resize(BOX_COUNT, 0);
        for_each_run(pixels, |pixel, length| {
            self.box_pixels[box_of(rgb_of(pixel))] += length;
        });
        let filled = self.box_pixels.iter().copied().enumerate();
        let mut boxes: Vec<_> = filled.filter(|&(_, inside)| inside > 0).collect();
        boxes.sort_unstable_by_key(|&(_, inside)| std::cmp::Reverse(inside));
        boxes
    }

    /// Counts the colours of these boxes.
    fn look_into<const N: usize>(
        &mut self,
        boxes: &[(usize, u32)],
        pixels: &[[u8; N]],
        rgb_of: impl Fn([u8; N]) -> [u8; 3],
    ) {
        self.slots.clear();
        self.slots.resize(BOX_COUNT, NO_SLOT);
        for (slot, &(number, _)) in (0..NO_SLOT).zip(boxes) {
            self.slots[number] = slot;
        }
        self.colour_pixels.clear();
        self.colour_pixels.resize(boxes.len() * COLOURS_PER_BOX, 0);
        for_each_run(pixels, |pixel, length| {
            let rgb = rgb_of(pixel);
            let slot = self.slots[box_of(rgb)];
            if slot != NO_SLOT {
                let place = usize::from(slot) * COLOURS_PER_BOX + place_in_box(rgb);
                self.colour_pixels[place] += length;
            }
        });
    }

    /// The better of `best` and the colours of these boxes, which were looked into just before.
    fn best_of(&self, boxes: &[(usize, u32)], mut best: Best) -> Best {
        let counted = self.colour_pixels.chunks_exact(COLOURS_PER_BOX);
        for (&(number, _), counts) in boxes.iter().zip(counted) {
            for (place, &pixels) in counts.iter().enumerate() {
                if pixels < best.pixels.max(1) {
                    continue;
                }
                let colour = colour_at(number, place);
                if pixels > best.pixels || colour < best.colour {
                    best = Best { pixels, colour };
                }
            }
        }
        best
    }
}

/// Hands on every pixel once, equal neighbours together with their number: a plain background is mostly whole chunks of
/// one colour. Chunks are looked at as a whole because a branch per pixel is guessed wrong in every noisy area. A picture
/// has fewer than 2^32 pixels ([`super::ImageLimits`]).
fn for_each_run<const N: usize>(pixels: &[[u8; N]], mut take: impl FnMut([u8; N], u32)) {
    let (chunks, rest) = pixels.as_chunks::<8>();
    for chunk in chunks {
        let bytes = chunk.as_flattened();
        if bytes[N..] == bytes[..7 * N] {
            take(chunk[0], 8);
        } else {
            for &pixel in chunk {
                take(pixel, 1);
            }
        }
    }
    for &pixel in rest {
        take(pixel, 1);
    }
}

/// The upper four bits of each channel.
fn box_of([red, green, blue]: [u8; 3]) -> usize {
    usize::from(red >> 4) << 8 | usize::from(green >> 4) << 4 | usize::from(blue >> 4)
}

/// The lower four bits of each channel.
fn place_in_box([red, green, blue]: [u8; 3]) -> usize {
    usize::from(red & 15) << 8 | usize::from(green & 15) << 4 | usize::from(blue & 15)
}

/// The colour of a place in a box as the number 0xRRGGBB.
fn colour_at(number: usize, place: usize) -> u32 {
    let channel = |shift: u32| ((number >> shift & 15) << 4 | place >> shift & 15) << (2 * shift);
    u32::try_from(channel(8) | channel(4) | channel(0)).unwrap_or(u32::MAX)
}

fn rgb_of_number(colour: u32) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use image::{RgbImage, RgbaImage};

    use super::*;

    /// Every colour counted.
    fn count(raster: &Raster) -> Option<MainColour> {
        ColourCounter::default().count(raster)
    }

    fn naive(colours: &[[u8; 3]]) -> MainColour {
        let mut counts: HashMap<[u8; 3], u32> = HashMap::new();
        for colour in colours {
            *counts.entry(*colour).or_default() += 1;
        }
        let (rgb, count) = counts
            .into_iter()
            .max_by_key(|&(rgb, count)| (count, std::cmp::Reverse(rgb)))
            .expect("there are pixels");
        MainColour {
            rgb,
            share: count as f32 / colours.len() as f32,
        }
    }

    fn picture(colours: &[[u8; 3]]) -> Raster {
        let width = u32::try_from(colours.len()).unwrap();
        Raster::Rgb(RgbImage::from_raw(width, 1, colours.as_flattened().to_vec()).unwrap())
    }

    /// The generator of Steele and Vigna, `SplitMix64`: even, and the same on every machine.
    fn random(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    #[test]
    fn it_is_what_counting_every_colour_gives() {
        let mut counter = ColourCounter::default();
        let mut state = 7;
        // From few colours (many ties) to all of them; from short to long runs.
        for round in 0..300_u64 {
            let kept_bits = [0x01_01_01, 0x03_00_03, 0x11_11_11, 0x30_30_30, 0xFF_FF_FF]
                [usize::try_from(round % 5).unwrap()];
            let longest_run = [1, 3, 400][usize::try_from(round % 3).unwrap()];
            let pixels = 1 + usize::try_from(random(&mut state) % 5_000).unwrap();
            let mut colours = Vec::new();
            while colours.len() < pixels {
                let number = u32::try_from(random(&mut state) & kept_bits).unwrap();
                let run = 1 + usize::try_from(random(&mut state) % longest_run).unwrap();
                colours.extend(std::iter::repeat_n(rgb_of_number(number), run));
            }
            assert_eq!(
                counter.count(&picture(&colours)),
                Some(naive(&colours)),
                "round {round}: {} pixels of the bits {kept_bits:06x}",
                colours.len()
            );
        }
    }

    #[test]
    fn more_even_boxes_than_fit_one_pass_are_all_looked_into() {
        // Every box holds the same number of pixels; only the very last one holds a colour twice.
        let mut colours: Vec<[u8; 3]> = (0..BOX_COUNT)
            .flat_map(|number| [colour_at(number, 5), colour_at(number, 9)])
            .map(rgb_of_number)
            .collect();
        let last = colours.len() - 1;
        colours[last] = colours[last - 1];
        assert_eq!(
            count(&picture(&colours)),
            Some(naive(&colours)),
            "no box is left out"
        );
    }

    #[test]
    fn of_equally_popular_colours_the_smallest_number_wins() {
        let colours = [[0, 0, 255], [9, 9, 9], [0, 1, 0], [0, 0, 255], [0, 1, 0]];
        let found = count(&picture(&colours)).expect("there are pixels");
        assert_eq!(found.rgb, [0, 0, 255], "0x0000FF before 0x000100");
        assert!((found.share - 0.4).abs() < f32::EPSILON, "two of five");
    }

    #[test]
    fn what_is_transparent_counts_as_white() {
        let mut image = RgbaImage::from_pixel(10, 10, image::Rgba([200, 0, 0, 255]));
        for x in 0..10 {
            for y in 0..6 {
                image.put_pixel(x, y, image::Rgba([u8::try_from(x).unwrap(), 0, 0, 0]));
            }
        }
        let found = count(&Raster::Rgba(image)).expect("there are pixels");
        assert_eq!(found.rgb, [255; 3], "hidden colours are not seen");
        assert!((found.share - 0.6).abs() < f32::EPSILON);
        let half = RgbaImage::from_pixel(3, 3, image::Rgba([0, 0, 255, 128]));
        let found = count(&Raster::Rgba(half)).expect("there are pixels");
        assert_eq!(found.rgb, [127, 127, 255], "half a blue on white");
    }

    #[test]
    fn a_picture_without_pixels_has_none() {
        let empty = Raster::Rgb(RgbImage::new(0, 0));
        assert_eq!(count(&empty), None);
    }
}
