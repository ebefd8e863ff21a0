//! Comparing an image with its original: with the whole of it, and where that does not fit, as a shop may have placed it.
//!
//! Works on decoded pictures, and reads no file.

use std::borrow::Cow;
use std::cell::OnceCell;

use image::{DynamicImage, RgbImage, RgbaImage};

use super::CutOut;
use super::canvas::inner_pictures;
use super::colour_profile::ColourProfile;
use super::comparison::Comparison;
use super::cut_out::Pixels;
use super::judgement::{judge_comparison, judge_placed, may_have_lost_transparency};
use super::line_art::LineFit;
use super::line_comparing::LineImage;
use super::line_judgement::{is_thin, judge_lines};
use super::loss::Loss;
use super::placed::{framed_original, part_of};
use super::placement::{corrected, is_as_shops_do, may_become_as_shops_do, placements};
use super::reduced_pair::{Grid, OriginalCell, in_srgb, reduced_image, reduced_original};
use super::rounding::{level, pixels};
use crate::session::{PlacedArea, Placement, ProofEvidence, ProofFinding};

/// So often a placement is corrected by how the content seems to be moved; it is found within a tenth of a cell by then.
const CORRECTIONS: usize = 3;

/// Each correction must make lines fit better: what is unlike becomes at most this part of what it was.
const LEAST_GAIN: f32 = 0.9;

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

/// Compares with the whole of the original, which has the image's shape. `loss` is how the image was stored.
pub(super) fn compare(
    image: &DynamicImage,
    cut_out: &CutOut,
    loss: &Loss,
) -> (ProofFinding, ProofEvidence) {
    let image_px = (image.width(), image.height());
    let original_px = (cut_out.width_px(), cut_out.height_px());
    let grid = Grid::of(image_px, original_px);
    let resized_cell_px = (image_px != original_px).then(|| grid.cell_px(image_px, original_px));
    let seen = reduced_image(image, grid);
    let cells = reduced_original(&pixels_of(cut_out), image_px, grid);
    let numbers = |cells: &[_]| Comparison::new(&seen, cells, grid, resized_cell_px);
    let (numbers, mut finding) = first_that_fits(&cells, cut_out, numbers, judge_comparison);
    if may_be_told_by_lines(&finding, &numbers)
        && let Some(image) = already_opaque(image)
    {
        let placement = Placement::whole(image_px, original_px);
        let lines = LineImage::new(&image, placement.area, loss);
        let by_lines = told_by_lines(&lines, cut_out, &placement, &numbers).0;
        // Where too little is to be seen, lines may still tell that it is the same, and never that it is not.
        if by_lines.is_proven() || finding != ProofFinding::TooLittleToTell {
            finding = by_lines;
        }
    }
    (finding, evidence(&numbers, cut_out.transparent_share()))
}

/// Whether the lines must be compared before a finding counts: of thin content the usual cells prove too much and too
/// little.
fn may_be_told_by_lines(finding: &ProofFinding, numbers: &Comparison) -> bool {
    is_thin(numbers)
        && match finding {
            ProofFinding::Proven(_) => true,
            ProofFinding::DoesNotMatch | ProofFinding::TooLittleToTell => {
                may_have_lost_transparency(numbers)
            }
            _ => false,
        }
}

/// What the lines say at a placement, with the colours as they are stored and, where that does not fit, converted; and
/// how they fit.
fn told_by_lines(
    lines: &LineImage<'_>,
    cut_out: &CutOut,
    placement: &Placement,
    numbers: &Comparison,
) -> (ProofFinding, Option<LineFit>) {
    let fits = lines.compare(cut_out, placement, numbers, None);
    let finding = judge_lines(&fits, numbers);
    if !finding.is_proven()
        && let ColourProfile::Kept { profile, .. } = cut_out.profile()
    {
        let converted = lines.compare(cut_out, placement, numbers, Some(profile));
        let by_converted = judge_lines(&converted, numbers);
        if by_converted.is_proven() {
            return (by_converted, converted.best());
        }
    }
    (finding, fits.best())
}

/// The pixels of an image that has no transparency itself.
fn already_opaque(image: &DynamicImage) -> Option<Cow<'_, RgbImage>> {
    match image {
        DynamicImage::ImageRgb8(image) => Some(Cow::Borrowed(image)),
        other if other.color().has_alpha() => None,
        other => Some(Cow::Owned(other.to_rgb8())),
    }
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
pub(super) fn compare_placed(
    image: &DynamicImage,
    cut_out: &CutOut,
    loss: &Loss,
) -> Option<Placed> {
    let image = already_opaque(image)?;
    let original = pixels_of(cut_out);
    for inner in inner_pictures(&image) {
        let part = Part {
            picture: part_of(&image, inner.area).into(),
            lines: OnceCell::new(),
            image: &image,
            area: inner.area,
            loss,
        };
        for placement in placements(&image, inner, &original) {
            if let Some(placed) = compare_at(&part, cut_out, &original, placement) {
                return Some(placed);
            }
        }
    }
    None
}

/// The part of an image that an original may fill.
struct Part<'image> {
    picture: DynamicImage,
    /// Its lines, once they are asked for.
    lines: OnceCell<LineImage<'image>>,
    image: &'image RgbImage,
    area: PlacedArea,
    loss: &'image Loss,
}

impl<'image> Part<'image> {
    fn lines(&self) -> &LineImage<'image> {
        self.lines
            .get_or_init(|| LineImage::new(self.image, self.area, self.loss))
    }
}

/// Compares at a placement, which is corrected where the content seems to be moved.
fn compare_at(
    part: &Part<'_>,
    cut_out: &CutOut,
    original: &RgbaImage,
    mut placement: Placement,
) -> Option<Placed> {
    let part_px = (part.area.width_px, part.area.height_px);
    let mut unlike = f32::INFINITY;
    for _ in 0..=CORRECTIONS {
        if !may_become_as_shops_do(&placement, original) {
            return None;
        }
        let [_, _, width, height] = placement.frame.px();
        let frame_px = (pixels(width).max(1), pixels(height).max(1));
        let grid = Grid::of(part_px, frame_px);
        let framed = framed_original(original, placement.frame, part_px)?;
        let seen = reduced_image(&part.picture, grid);
        let cells = reduced_original(&framed, part_px, grid);
        let cell_px = grid.cell_px(part_px, frame_px);
        let numbers = |cells: &[_]| Comparison::new(&seen, cells, grid, Some(cell_px));
        let (numbers, finding) = first_that_fits(&cells, cut_out, numbers, judge_placed);
        let (finding, motion, grid) = if is_thin(&numbers) {
            if !may_have_lost_transparency(&numbers) {
                return None;
            }
            let lines = part.lines();
            let (finding, fit) = told_by_lines(lines, cut_out, &placement, &numbers);
            let fit = fit?;
            // A correction that makes nothing better followed no movement.
            if fit.unlike > unlike * LEAST_GAIN && !finding.is_proven() {
                return None;
            }
            unlike = fit.unlike;
            (finding, fit.motion, lines.grid())
        } else {
            (finding, numbers.opaque_motion, grid)
        };
        if finding.is_proven() {
            return is_as_shops_do(&placement, original).then(|| Placed {
                placement,
                finding,
                evidence: evidence(&numbers, cut_out.transparent_share()),
            });
        }
        let motion = motion?;
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
