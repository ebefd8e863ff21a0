//! Comparing the thin content of an image with that of an original: what is expected is drawn at the image's size, stored
//! as the image was, and laid beside it.
//!
//! Works on decoded pictures, and reads no file. Draws no conclusion; [`super::line_judgement`] does.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions};
use image::{DynamicImage, RgbImage};
use moxcms::{ColorProfile, Layout, TransformOptions};

use super::CutOut;
use super::comparing::pixels_of;
use super::comparison::Comparison;
use super::fit::Fit;
use super::flatten::laid_on_with_cover;
use super::line_art::{LineFit, Lines, grid_of_lines, softened};
use super::loss::Loss;
use super::placed::{framed, part_of};
use super::reduced_pair::{Grid, reduced_image};
use super::rounding::level;
use crate::session::{PlacedArea, Placement};

/// Of what is expected less than this must be explained at the usual cells for lines to be compared at all. Measured: thin
/// drawings from 0.72 on, where they lie as they should; where the placement is still off by some pixels, from 0.2 on.
const LEAST_EXPLAINED: f32 = 0.2;

/// A way that differs by so many times more than the best one, at the usual cells, is not tried.
const NO_WORSE: f32 = 1.5;

/// Behind thin content that fills much of a small picture, black may seem as light as this at the usual cells, by what JPEG
/// spreads around lines; the lines tell then.
const DARK: f32 = 24.0;

/// Filters by which programs make a picture smaller before they throw its alpha away, from the softest to the sharpest. Around
/// the outline each leaves something else.
const FILTERS: [FilterType; 3] = [
    FilterType::Bilinear,
    FilterType::CatmullRom,
    FilterType::Lanczos3,
];

/// How the lines of an image fit in each way that transparency can be lost; `None` where a way is out of the question.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LineFits {
    /// To the original laid on black.
    pub(super) on_black: Option<LineFit>,
    /// To its colours without their alpha, as they are stored or as resizing leaves them, whichever fits better.
    pub(super) dropped: Option<LineFit>,
    /// To the original laid on the colour that fits best behind it, where that is not black.
    pub(super) on_background: Option<LineFit>,
}

impl LineFits {
    /// The way that fits best.
    pub(super) fn best(&self) -> Option<LineFit> {
        self.on_black
            .into_iter()
            .chain(self.dropped)
            .min_by(|one, other| one.unlike.total_cmp(&other.unlike))
    }
}

/// An image whose lines are compared, at one placement.
pub(super) struct LineImage<'image> {
    loss: &'image Loss,
    size_px: (u32, u32),
    area: PlacedArea,
    grid: Grid,
    seen: Vec<[f32; 3]>,
}

impl<'image> LineImage<'image> {
    /// The part of an image that an original fills; all of it, where it is not placed in some other way. `loss` is how the
    /// image was stored.
    pub(super) fn new(image: &RgbImage, area: PlacedArea, loss: &'image Loss) -> Self {
        let grid = grid_of_lines((area.width_px, area.height_px));
        Self {
            loss,
            size_px: image.dimensions(),
            area,
            grid,
            seen: softened(&reduced_image(&part_of(image, area).into(), grid), grid),
        }
    }

    /// The grid of its cells.
    pub(super) fn grid(&self) -> Grid {
        self.grid
    }

    /// Compares with an original that is placed so. `numbers` are those at the usual cells, and say which ways are worth
    /// trying; with a profile the original's colours are converted from it to sRGB.
    pub(super) fn compare(
        &self,
        cut_out: &CutOut,
        placement: &Placement,
        numbers: &Comparison,
        profile: Option<&ColorProfile>,
    ) -> LineFits {
        let draw = Drawing {
            cut_out,
            placement,
            profile,
        };
        let fit = |drawn: Option<RgbImage>, behind| self.fit(drawn?, placement.around, behind);
        let is_dark = numbers.background.iter().all(|level| *level <= DARK);
        let fits_somewhat = |fit: &Fit| {
            fit.explained >= LEAST_EXPLAINED && fit.whole <= least_whole(numbers) * NO_WORSE
        };
        let on_black = (is_dark && fits_somewhat(&numbers.on_black))
            .then(|| fit(draw.laid_on([0; 3]), [0.0; 3]))
            .flatten();
        let stored = fits_somewhat(&numbers.stored)
            .then(|| {
                let behind = if is_dark {
                    [0.0; 3]
                } else {
                    numbers.background
                };
                fit(draw.stored(), behind)
            })
            .flatten();
        let [_, _, width, height] = placement.frame.px();
        let differs = |side: f64, area_px: u32| (side - f64::from(area_px)).abs() > f64::EPSILON;
        let is_resized = differs(width, self.area.width_px) || differs(height, self.area.height_px);
        let is_resized_first = is_resized
            && is_dark
            && fits_somewhat(&numbers.resized)
            && numbers.resized.whole <= numbers.on_black.whole;
        let resized = is_resized_first
            .then_some(FILTERS)
            .into_iter()
            .flatten()
            .filter_map(|filter| fit(draw.resized(filter), [0.0; 3]));
        let dropped = stored
            .into_iter()
            .chain(resized)
            .min_by(|one, other| one.unlike.total_cmp(&other.unlike));
        let on_background = (!is_dark && dropped.is_some())
            .then(|| {
                fit(
                    draw.laid_on(numbers.background.map(level)),
                    numbers.background,
                )
            })
            .flatten();
        LineFits {
            on_black,
            dropped,
            on_background,
        }
    }

    fn fit(&self, drawn: RgbImage, around: Option<[u8; 3]>, behind: [f32; 3]) -> Option<LineFit> {
        let reduced = |picture: RgbImage| {
            let cells = reduced_image(&DynamicImage::from(picture), self.grid);
            softened(&cells, self.grid)
        };
        let is_whole = drawn.dimensions() == self.size_px;
        let cells = reduced(drawn.clone());
        let stored = if is_whole {
            self.loss.applied_to(drawn)
        } else {
            // What is around is stored with it: JPEG counts its blocks from the image's corner.
            let (width, height) = self.size_px;
            let canvas = image::Rgb(around.unwrap_or_default());
            let mut whole = RgbImage::from_pixel(width, height, canvas);
            let at = (self.area.left_px, self.area.top_px);
            image::imageops::replace(&mut whole, &drawn, at.0.into(), at.1.into());
            part_of(&self.loss.applied_to(whole), self.area)
        };
        let stored = reduced(stored);
        (cells.len() == self.seen.len() && stored.len() == cells.len()).then(|| {
            LineFit::new(&Lines {
                seen: &self.seen,
                drawn: &cells,
                stored: &stored,
                behind,
                grid: self.grid,
            })
        })
    }
}

fn least_whole(numbers: &Comparison) -> f32 {
    let ways = [&numbers.on_black, &numbers.stored, &numbers.resized];
    ways.iter()
        .fold(f32::INFINITY, |least, fit| least.min(fit.whole))
}

/// An original, drawn as each way of losing its transparency leaves it in the area.
struct Drawing<'original> {
    cut_out: &'original CutOut,
    placement: &'original Placement,
    profile: Option<&'original ColorProfile>,
}

impl Drawing<'_> {
    fn laid_on(&self, background: [u8; 3]) -> Option<RgbImage> {
        let [red, green, blue] = background;
        let laid = laid_on_with_cover(self.cut_out.pixels(), background);
        let options = filtered(FilterType::CatmullRom).use_alpha(false);
        self.through_frame(&laid, [red, green, blue, 0], options)
    }

    fn stored(&self) -> Option<RgbImage> {
        let options = filtered(FilterType::CatmullRom).use_alpha(false);
        self.through_frame(pixels_of(self.cut_out).as_raw(), [0; 4], options)
    }

    fn resized(&self, filter: FilterType) -> Option<RgbImage> {
        let options = filtered(filter).use_alpha(true);
        self.through_frame(pixels_of(self.cut_out).as_raw(), [0; 4], options)
    }

    fn through_frame(
        &self,
        pixels: &[u8],
        beyond: [u8; 4],
        options: ResizeOptions,
    ) -> Option<RgbImage> {
        let from_px = (self.cut_out.width_px(), self.cut_out.height_px());
        let area = self.placement.area;
        let to_px = (area.width_px, area.height_px);
        let pixels = framed(
            pixels,
            from_px,
            self.placement.frame,
            to_px,
            beyond,
            options,
        )?;
        let colours = pixels.as_chunks::<4>().0.iter();
        let colours = colours.flat_map(|&[red, green, blue, _]| [red, green, blue]);
        let drawn = RgbImage::from_raw(to_px.0, to_px.1, colours.collect())?;
        match self.profile {
            None => Some(drawn),
            Some(profile) => in_srgb(&drawn, profile),
        }
    }
}

fn filtered(filter: FilterType) -> ResizeOptions {
    ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter))
}

fn in_srgb(picture: &RgbImage, profile: &ColorProfile) -> Option<RgbImage> {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile
        .create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
        .ok()?;
    let mut converted = RgbImage::new(picture.width(), picture.height());
    transform.transform(picture.as_raw(), &mut converted).ok()?;
    Some(converted)
}
