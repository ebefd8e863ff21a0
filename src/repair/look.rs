//! What a picture looks like, in few numbers, so that the picture that it was made of is found among thousands: a perceptual
//! fingerprint.
//!
//! Programs that find duplicates (czkawka, digiKam, `ImageHash`) reduce a picture to a tiny one and compare those. So does
//! this; but as an original stands for several pictures (laid on black, on white, with its alpha thrown away), and as shops
//! trim and pad, each of these is looked at as a whole and without its even margin. Looks only propose: what the files
//! show, compared in full, decides.

use image::{Rgb, RgbImage, RgbaImage};

use super::CutOut;
use super::cut_out::Pixels;

/// Longest side, in pixels, of the small picture that looks are taken of.
pub(super) const SMALL_PX: u32 = 192;

/// Cells along a side of the tiny picture, for light and dark, and for colours.
const LIGHT_SIDE: usize = 12;
const COLOUR_SIDE: usize = 6;
const LIGHT_CELLS: usize = LIGHT_SIDE * LIGHT_SIDE;
const COLOUR_CELLS: usize = COLOUR_SIDE * COLOUR_SIDE;

/// Numbers of a look.
const NUMBERS: usize = LIGHT_CELLS + 2 * COLOUR_CELLS;

/// Bytes of a look as it is stored: its shape before the numbers.
const STORED_BYTES: usize = 1 + NUMBERS;

/// Steps of [`Look::shape`] for a picture that is *e* times as wide as high.
const SHAPE_STEPS: f32 = 40.0;

/// Two looks of shapes that are farther apart than this (about a tenth) are not of one picture.
const MOST_SHAPES_APART: u8 = 4;

/// A pixel is of the margin as long as no colour is farther than this from it.
const MARGIN_LEVELS: u8 = 20;

/// Margins are taken off so often: a light canvas, then the black inside it.
const MOST_MARGINS: usize = 2;

/// Looks whose numbers differ by less than this in the mean are one.
const SAME_LEVELS: u32 = 2;

/// A tiny picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How wide the picture is for its height, on a logarithmic scale; 0 is square.
    shape: i8,
    /// Levels of light, row by row, then of blue and of red against it.
    numbers: [u8; NUMBERS],
}

impl Look {
    /// How far two looks are from each other: the mean difference of their numbers, in sixteenths of a level; `None` where
    /// they are of different shapes.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Option<u32> {
        if self.shape.abs_diff(other.shape) > MOST_SHAPES_APART {
            return None;
        }
        let pairs = self.numbers.iter().zip(&other.numbers);
        let sum: u32 = pairs
            .map(|(one, other)| u32::from(one.abs_diff(*other)))
            .sum();
        u32::try_from(NUMBERS).ok().map(|count| sum * 16 / count)
    }

    /// Looks as they are stored, one after another.
    #[must_use]
    pub fn to_bytes(looks: &[Self]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(looks.len() * STORED_BYTES);
        for look in looks {
            bytes.extend(look.shape.to_le_bytes());
            bytes.extend(look.numbers);
        }
        bytes
    }

    /// The looks of [`Self::to_bytes`]; `None` where these bytes are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Vec<Self>> {
        let (looks, rest) = bytes.as_chunks::<STORED_BYTES>();
        let look = |[shape, numbers @ ..]: &[u8; STORED_BYTES]| Self {
            shape: i8::from_le_bytes([*shape]),
            numbers: *numbers,
        };
        rest.is_empty().then(|| looks.iter().map(look).collect())
    }

    /// Of a part of a small picture.
    fn of(picture: &RgbImage, part: Part) -> Self {
        let light = |Rgb([red, green, blue]): Rgb<u8>| {
            // The weights of BT.601, of 256.
            (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) / 256
        };
        let mut numbers = [0; NUMBERS];
        let (lights, colours) = numbers.split_at_mut(LIGHT_CELLS);
        for (at, number) in lights.iter_mut().enumerate() {
            let cell = part.cell(at, LIGHT_SIDE);
            *number = level(mean(picture, cell, light));
        }
        let (blues, reds) = colours.split_at_mut(COLOUR_CELLS);
        for (at, (blue, red)) in blues.iter_mut().zip(reds).enumerate() {
            let cell = part.cell(at, COLOUR_SIDE);
            let against = |channel: u8, pixel| (255 + u32::from(channel) - light(pixel)) / 2;
            *blue = level(mean(picture, cell, |pixel| against(pixel.0[2], pixel)));
            *red = level(mean(picture, cell, |pixel| against(pixel.0[0], pixel)));
        }
        Self {
            shape: part.shape(),
            numbers,
        }
    }
}

/// The looks of an image, as it is.
#[must_use]
pub(super) fn looks_of_image(small: &RgbImage) -> Vec<Look> {
    let mut looks = Vec::new();
    add_looks(small, MOST_MARGINS, &mut looks);
    looks
}

/// The looks of what an original can have become: laid on black, with its alpha thrown away, laid on white. Looks that are
/// alike are kept once.
#[must_use]
pub(super) fn looks_of_original(cut_out: &CutOut) -> Vec<Look> {
    let small = match cut_out.pixels() {
        Pixels::Eight(image) => SmallOriginal::of(image),
        Pixels::Sixteen(_) => SmallOriginal::of(&cut_out.straight_rgba8()),
    };
    let mut looks = Vec::new();
    for picture in [
        small.on_level(0.0),
        small.alpha_dropped(),
        small.on_level(255.0),
    ] {
        add_looks(&picture, 1, &mut looks);
    }
    looks
}

/// Adds the looks of a picture, as a whole and without its margins.
fn add_looks(picture: &RgbImage, margins: usize, looks: &mut Vec<Look>) {
    let mut part = Some(Part::whole(picture));
    for _ in 0..=margins {
        let Some(shown) = part else { return };
        let look = Look::of(picture, shown);
        let is_known = |known: &Look| {
            known
                .distance(&look)
                .is_some_and(|distance| distance < SAME_LEVELS * 16)
        };
        if !looks.iter().any(is_known) {
            looks.push(look);
        }
        part = shown.without_margin(picture);
    }
}

/// A part of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Part {
    fn whole(picture: &RgbImage) -> Self {
        Self {
            left: 0,
            top: 0,
            width: picture.width(),
            height: picture.height(),
        }
    }

    /// One of `side` times `side` cells, of at least a pixel.
    fn cell(self, at: usize, side: usize) -> Self {
        let (column, row) = (at % side, at / side);
        let span = |length: u32, at: usize| {
            let bound = |at: usize| {
                let bound = length as usize * at / side;
                u32::try_from(bound).unwrap_or(length)
            };
            let start = bound(at).min(length.saturating_sub(1));
            (start, bound(at + 1).saturating_sub(start).max(1))
        };
        let (left, width) = span(self.width, column);
        let (top, height) = span(self.height, row);
        Self {
            left: self.left + left,
            top: self.top + top,
            width,
            height,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float becomes the nearest number that fits"
    )]
    fn shape(self) -> i8 {
        let ratio = self.width.max(1) as f32 / self.height.max(1) as f32;
        (ratio.ln() * SHAPE_STEPS).round() as i8
    }

    /// What is left without an even margin; `None` where there is none, or nothing else.
    fn without_margin(self, picture: &RgbImage) -> Option<Self> {
        let (right, bottom) = (self.left + self.width, self.top + self.height);
        let margin = self.margin_colour(picture);
        let is_content = |x: u32, y: u32| {
            let colours = picture.get_pixel(x, y).0.into_iter().zip(margin);
            let most = colours.map(|(one, other)| one.abs_diff(other)).max();
            most.is_some_and(|levels| levels > MARGIN_LEVELS)
        };
        let column = |x: &u32| (self.top..bottom).any(|y| is_content(*x, y));
        let row = |y: &u32| (self.left..right).any(|x| is_content(x, *y));
        let left = (self.left..right).find(column)?;
        let last_column = (left..right).rfind(column)?;
        let top = (self.top..bottom).find(row)?;
        let last_row = (top..bottom).rfind(row)?;
        let part = Self {
            left,
            top,
            width: last_column + 1 - left,
            height: last_row + 1 - top,
        };
        (part != self).then_some(part)
    }

    /// The middle one of the colours along the border, channel by channel.
    fn margin_colour(self, picture: &RgbImage) -> [u8; 3] {
        let (right, bottom) = (self.left + self.width - 1, self.top + self.height - 1);
        let across = (self.left..=right).flat_map(|x| [(x, self.top), (x, bottom)]);
        let along = (self.top..=bottom).flat_map(|y| [(self.left, y), (right, y)]);
        let border: Vec<_> = across.chain(along).collect();
        let middle = |channel: usize| {
            let levels = border
                .iter()
                .map(|&(x, y)| picture.get_pixel(x, y).0[channel]);
            let mut levels: Vec<u8> = levels.collect();
            let middle = levels.len() / 2;
            *levels.select_nth_unstable(middle).1
        };
        [middle(0), middle(1), middle(2)]
    }
}

fn mean(picture: &RgbImage, part: Part, number: impl Fn(Rgb<u8>) -> u32) -> u32 {
    let mut sum = 0;
    for y in part.top..part.top + part.height {
        for x in part.left..part.left + part.width {
            sum += number(*picture.get_pixel(x, y));
        }
    }
    sum / (part.width * part.height)
}

fn level(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// The means of an original's pixels, of which each picture that it can have become is made.
struct SmallOriginal {
    width: u32,
    height: u32,
    /// Of each cell: its colours multiplied by alpha, as they are stored, and its alpha (0 to 1).
    cells: Vec<([f32; 3], [f32; 3], f32)>,
}

impl SmallOriginal {
    fn of(image: &RgbaImage) -> Self {
        let (width_px, height_px) = image.dimensions();
        let longest = width_px.max(height_px).max(1);
        let small = |length: u32| {
            let scaled = u64::from(length) * u64::from(SMALL_PX.min(longest)) / u64::from(longest);
            u32::try_from(scaled).unwrap_or(SMALL_PX).max(1)
        };
        let (width, height) = (small(width_px), small(height_px));
        let mut sums =
            vec![([0.0_f32; 3], [0.0_f32; 3], 0.0_f32, 0.0_f32); (width * height) as usize];
        let scaled = |at: u32, small: u32, whole: u32| {
            let scaled = u64::from(at) * u64::from(small) / u64::from(whole);
            u32::try_from(scaled).unwrap_or(small) as usize
        };
        let columns: Vec<usize> = (0..width_px).map(|x| scaled(x, width, width_px)).collect();
        for (y, row) in (0..).zip(image.rows()) {
            let start = scaled(y, height, height_px) * width as usize;
            for (pixel, column) in row.zip(&columns) {
                let Some((laid, stored, alpha, count)) = sums.get_mut(start + column) else {
                    continue;
                };
                let [red, green, blue, opacity] = pixel.0.map(f32::from);
                let share = opacity / 255.0;
                for ((laid, stored), colour) in laid.iter_mut().zip(stored).zip([red, green, blue])
                {
                    *laid += colour * share;
                    *stored += colour;
                }
                *alpha += share;
                *count += 1.0;
            }
        }
        let cells = sums.into_iter().map(|(laid, stored, alpha, count)| {
            let count = count.max(1.0);
            (
                laid.map(|sum| sum / count),
                stored.map(|sum| sum / count),
                alpha / count,
            )
        });
        Self {
            width,
            height,
            cells: cells.collect(),
        }
    }

    fn on_level(&self, behind: f32) -> RgbImage {
        self.picture(|(laid, _, alpha)| laid.map(|colour| colour + (1.0 - alpha) * behind))
    }

    fn alpha_dropped(&self) -> RgbImage {
        self.picture(|(_, stored, _)| *stored)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float becomes the nearest number that fits"
    )]
    fn picture(&self, colours: impl Fn(&([f32; 3], [f32; 3], f32)) -> [f32; 3]) -> RgbImage {
        let levels = self
            .cells
            .iter()
            .flat_map(|cell| colours(cell).map(|it| it.round() as u8));
        RgbImage::from_raw(self.width, self.height, levels.collect()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
