//! Comparing an image with its original: with the whole of it, and where that does not fit, as a shop may have placed it.
//!
//! Works on decoded pictures, and reads no file.

use std::borrow::Cow;

use image::{DynamicImage, RgbaImage};

use super::CutOut;
use super::canvas::inner_pictures;
use super::colour_profile::ColourProfile;
use super::comparison::Comparison;
use super::cut_out::Pixels;
use super::judgement::{judge_comparison, judge_placed};
use super::placed::{framed_original, part_of};
use super::placement::{corrected, is_as_shops_do, placements};
use super::reduced_pair::{Grid, OriginalCell, in_srgb, reduced_image, reduced_original};
use crate::session::{Placement, ProofEvidence, ProofFinding};

/// So often a placement is corrected by how the content seems to be moved; it is found within a tenth of a cell by then.
const CORRECTIONS: usize = 3;

/// A movement of less than that, in cells, is none.
const STILL: f32 = 0.04;

/// A movement of more than that, in cells, can't be told from another picture.
const LOST: f32 = 8.0;

/// What came of comparing with an original that fills the image in some other way than as a whole.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) placement: Placement,
    pub(super) finding: ProofFinding,
    pub(super) evidence: ProofEvidence,
}

/// Compares with the whole of the original, which has the image's shape.
pub(super) fn compare(image: &DynamicImage, cut_out: &CutOut) -> (ProofFinding, ProofEvidence) {
    let image_px = (image.width(), image.height());
    let original_px = (cut_out.width_px(), cut_out.height_px());
    let grid = Grid::of(image_px, original_px);
    let resized_cell_px = (image_px != original_px).then(|| grid.cell_px(image_px, original_px));
    let seen = reduced_image(image, grid);
    let cells = reduced_original(&pixels_of(cut_out), image_px, grid);
    let numbers = |cells: &[_]| Comparison::new(&seen, cells, grid, resized_cell_px);
    let (numbers, finding) = first_that_fits(&cells, cut_out, numbers, judge_comparison);
    (finding, evidence(&numbers, cut_out.transparent_share()))
}

/// Judges the numbers as they are stored, as most programs take them that lose transparency; and where that shows another
/// picture, as they are in sRGB, where the original has a profile to convert from.
fn first_that_fits(
    cells: &[OriginalCell],
    cut_out: &CutOut,
    numbers: impl Fn(&[OriginalCell]) -> Comparison,
    judge: impl Fn(&Comparison) -> ProofFinding,
) -> (Comparison, ProofFinding) {
    let as_stored = numbers(cells);
    let finding = judge(&as_stored);
    if finding == ProofFinding::DoesNotMatch
        && let ColourProfile::Kept { profile, .. } = cut_out.profile()
        && let Ok(converted) = in_srgb(cells, profile)
    {
        let as_converted = numbers(&converted);
        let finding = judge(&as_converted);
        if finding != ProofFinding::DoesNotMatch {
            return (as_converted, finding);
        }
    }
    (as_stored, finding)
}

/// Compares with the original as shops place pictures; `None` where no placement proves the mishap. What is not proven so
/// shows another picture: how an original lies in a picture on white is of no use to anybody.
pub(super) fn compare_placed(image: &DynamicImage, cut_out: &CutOut) -> Option<Placed> {
    if image.color().has_alpha() {
        return None;
    }
    let image = image.to_rgb8();
    let original = pixels_of(cut_out);
    for inner in inner_pictures(&image) {
        let part = DynamicImage::from(part_of(&image, inner.area));
        for placement in placements(&image, inner, &original) {
            if let Some(placed) = compare_at(&part, cut_out, &original, placement) {
                return Some(placed);
            }
        }
    }
    None
}

/// Compares at a placement, which is corrected where the content seems to be moved.
fn compare_at(
    part: &DynamicImage,
    cut_out: &CutOut,
    original: &RgbaImage,
    mut placement: Placement,
) -> Option<Placed> {
    let part_px = (part.width(), part.height());
    for _ in 0..=CORRECTIONS {
        let [_, _, width, height] = placement.frame.px();
        let frame_px = (side(width), side(height));
        let grid = Grid::of(part_px, frame_px);
        let framed = framed_original(original, placement.frame, part_px)?;
        let seen = reduced_image(part, grid);
        let cells = reduced_original(&framed, part_px, grid);
        let cell_px = grid.cell_px(part_px, frame_px);
        let numbers = |cells: &[_]| Comparison::new(&seen, cells, grid, Some(cell_px));
        let (numbers, finding) = first_that_fits(&cells, cut_out, numbers, judge_placed);
        if finding.is_proven() {
            return is_as_shops_do(&placement, original).then(|| Placed {
                placement,
                finding,
                evidence: evidence(&numbers, cut_out.transparent_share()),
            });
        }
        let motion = numbers.opaque_motion?;
        if !(STILL..LOST).contains(&motion.longest) {
            return None;
        }
        placement = corrected(placement, &motion, (grid.columns, grid.rows));
    }
    None
}

pub(super) fn pixels_of(cut_out: &CutOut) -> Cow<'_, RgbaImage> {
    match cut_out.pixels() {
        Pixels::Eight(image) => Cow::Borrowed(image),
        Pixels::Sixteen(_) => Cow::Owned(cut_out.straight_rgba8()),
    }
}

fn evidence(numbers: &Comparison, transparent_share: f32) -> ProofEvidence {
    let resized = match numbers.widened {
        Some(widened) => numbers.resized.whole.min(widened.whole),
        None => numbers.resized.whole,
    };
    ProofEvidence {
        on_black: numbers.on_black.whole,
        on_white: numbers.on_white.whole,
        alpha_dropped: numbers.stored.whole.min(resized),
        on_background: numbers.on_background.whole,
        background_rgb: numbers.background.map(level),
        transparent_share,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number between 0 and 255, rounded"
)]
pub(super) fn level(number: f32) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

/// A side of a frame in whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the side of a picture, rounded"
)]
fn side(px: f64) -> u32 {
    px.round().clamp(1.0, 1e9) as u32
}
