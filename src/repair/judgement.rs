//! What the numbers of a comparison mean: the mishap, no mishap, or another picture.
//!
//! A wrong proof would let a wrong picture replace a right one, so a proof needs everything at once: the opaque part is the
//! same picture, one way of losing transparency explains the whole, no place of the picture contradicts it, and what shows
//! where the original is transparent is not the white that should be there. Whatever is in between does not match.
//!
//! The bounds were set on pairs of real pictures made by `benches/make_pairs.py`: 87 cut-outs, flattened by seven programs
//! at qualities 60 to 95, in two sets of other chances (957 true pairs and about 2,000 wrong originals of similar look in
//! each). Each bound names what was measured there; a true pair beyond it is not proven, which costs a look.

use super::comparison::Comparison;
use super::fit::Fit;
use crate::session::{Mechanism, ProofFinding};

/// Largest difference of a place (the mean of 3 x 3 cells): so many levels for each level of contrast, and within these
/// bounds. In dark and even pictures little is much. Measured at contrasts from 40 on: 99 of 100 true pairs up to 17.3, wrong
/// ones from 22.6 on; between 12 and 24: true pairs up to 12.1, wrong ones from 9.1 on; below: 99 of 100 true pairs up to 4.9,
/// and wrong ones as well, so that the other bounds must tell.
const PLACE_PER_CONTRAST: f32 = 0.6;
const LEAST_PLACE: f32 = 6.0;
const MOST_PLACE: f32 = 20.0;

/// Least share of the image's variety that must be explained. Measured: true pairs from 0.88 on, 99 of 100 of those that
/// are not nearly black from 0.986 on.
const LEAST_EXPLAINED: f32 = 0.85;

/// The same where the outline may be wider, which leaves less to go by. Measured: true pairs from 0.992 on.
const LEAST_EXPLAINED_WIDENED: f32 = 0.97;

/// Largest mean difference over the transparent part. Measured: 99 of 100 true pairs up to 2.1, a background of `#0c0c0c`
/// instead of black about 12.
const MOST_BEHIND: f32 = 4.0;

/// The same where the outline may be wider. Measured: true pairs up to 1.0.
const MOST_BEHIND_WIDENED: f32 = 2.5;

/// Largest change of a colour over the opaque part. Measured: 99 of 100 true pairs up to 2.1, the others, which are small or
/// sharpened, up to 5.7; another colour of the same product from 5.4 on.
const MOST_SHIFT: f32 = 4.5;

/// The same where the outline may be wider. Measured: true pairs up to 2.3.
const MOST_SHIFT_WIDENED: f32 = 3.0;

/// Least correlation of the opaque parts. Measured: 99 of 100 true pairs from 0.96 on, the others, which are nearly black,
/// from 0.88 on; other products up to 0.5.
const LEAST_CORRELATION: f32 = 0.9;

/// The same where the outline may be wider. Measured: true pairs from 0.983 on.
const LEAST_CORRELATION_WIDENED: f32 = 0.96;

/// Farthest, in cells, that something in the opaque part may seem to be moved. Measured: true pairs up to 0.49, moved,
/// turned and enlarged ones half a cell to six, and some down to 0.32, which their outlines tell.
const MOST_MOTION: f32 = 0.5;

/// The same where the outline may be wider, which hides movement. Measured: true pairs up to 0.13 but for one of 0.27.
const MOST_MOTION_WIDENED: f32 = 0.2;

/// Below this contrast of the opaque part, correlation is that of noise, and the outline must speak.
const EVEN_CONTRAST: f32 = 1.5;

/// Least contrast (standard deviation of levels) of what is expected. Below, nothing is to be seen in the picture, and any
/// other picture in which nothing is to be seen would fit.
const LEAST_CONTRAST: f32 = 2.0;

/// Pictures in which nothing is to be seen differ by no more in the mean. Measured: black after JPEG up to 1.6.
const MOST_OF_NOTHING: f32 = 2.0;

/// Least contrast of the opaque part where the outline may be wider, and can't speak for an even product. Measured: true pairs
/// from 10 on.
const LEAST_CONTRAST_WIDENED: f32 = 6.0;

/// Fewest cells of the opaque part by which it is judged.
const FEWEST_OPAQUE: f32 = 9.0;

/// The same where the outline may be wider. Measured: true pairs from 83 on.
const FEWEST_OPAQUE_WIDENED: f32 = 60.0;

/// Least transparency, in cells, from which on it can be told what is behind: the four rounded corners of a picture.
const LEAST_TRANSPARENT: f32 = 2.0;

/// A background this close to black, in every colour, was meant to be black. Measured: black after JPEG up to 1.6.
const BLACK_LEVEL: f32 = 4.0;

/// What shows behind the original is white up to this mean difference. Measured: white after JPEG up to 2.4, the lightest grey
/// that was tried as a background (`#e6e6e6`) from 24 on.
const WHITE_DIFFERENCE: f32 = 8.0;

/// One background fits clearly better than the stored colours where its difference is smaller than this part of theirs,
/// and by more than noise makes up.
const CLEARLY_BETTER: f32 = 0.77;
const NOISE: f32 = 0.4;

/// Of two mechanisms the one is told from the other where its difference over the transparent part is at most this part of
/// the other's.
const TOLD_APART: f32 = 0.7;

/// A picture that is white behind the product was harmed all the same where it differs from what it would be on white by so
/// many levels in one place and by so many in the mean, and the stored colours explain it so many times better: a soft
/// shadow or edge turned solid. Measured: visibly harmed ones from 61, 4.3 and 2.8 on, others up to 36 (one of 52, with a mean
/// of 0.5), 3.5 and 9.
const HARMED_PLACE: f32 = 45.0;
const HARMED_WHOLE: f32 = 2.0;
const HARMED_TIMES: f32 = 2.5;

/// The finding of a comparison.
#[must_use]
pub fn judge_comparison(numbers: &Comparison) -> ProofFinding {
    let as_white = shows_white(numbers);
    if let Some(mechanism) = mishap(numbers) {
        // What was thrown away with alpha left the white behind that should be there.
        return if as_white && !is_harmed(numbers) {
            ProofFinding::NotTheMishap
        } else {
            ProofFinding::Proven(mechanism)
        };
    }
    let is_shown_on_a_background = matches(&numbers.on_background, numbers)
        && numbers.transparent_cells >= LEAST_TRANSPARENT
        && !is_black(numbers.background);
    let is_shown_on_white =
        matches(&numbers.on_white, numbers) && numbers.on_white.whole <= numbers.on_black.whole;
    if is_shown_on_white || is_shown_on_a_background {
        ProofFinding::NotTheMishap
    } else if is_nothing_on_nothing(numbers) {
        ProofFinding::TooLittleToTell
    } else {
        ProofFinding::DoesNotMatch
    }
}

/// Whether nothing is to be seen in the image, and nothing would be of its original laid on black: a black logo. Every
/// picture of that kind is the same as any other.
pub(super) fn is_nothing_on_nothing(numbers: &Comparison) -> bool {
    let fit = &numbers.on_black;
    numbers.transparent_cells >= LEAST_TRANSPARENT
        && is_black(numbers.background)
        && fit.contrast < LEAST_CONTRAST
        && fit.seen_contrast < LEAST_CONTRAST
        && fit.whole <= MOST_OF_NOTHING
        && fit.worst_place <= LEAST_PLACE
}

/// The finding of a comparison at a placement that was sought: either a proof or none. What is sought until it fits must
/// fit better, as where the outline may be wider; the wider outline itself is not asked, for two freedoms are one too many.
#[must_use]
pub fn judge_placed(numbers: &Comparison) -> ProofFinding {
    if !may_have_lost_transparency(numbers) {
        return ProofFinding::DoesNotMatch;
    }
    let on_black = matches_closely(&numbers.on_black, numbers) && is_black(numbers.background);
    let dropped = matches_closely(&numbers.resized, numbers)
        && !background_is_better(&numbers.resized, numbers);
    match (on_black, dropped) {
        (true, true) => ProofFinding::Proven(told_apart(
            numbers.on_black.transparent_part,
            numbers.resized.transparent_part,
        )),
        (true, false) => ProofFinding::Proven(Mechanism::LaidOnBlack),
        (false, true) => ProofFinding::Proven(Mechanism::AlphaDropped),
        (false, false) => ProofFinding::DoesNotMatch,
    }
}

/// Whether something of the original is transparent, and the image shows something else there than the white that should be
/// there.
pub(super) fn may_have_lost_transparency(numbers: &Comparison) -> bool {
    numbers.transparent_cells >= LEAST_TRANSPARENT && !shows_white(numbers)
}

/// How transparency was lost, if one way explains the image.
fn mishap(numbers: &Comparison) -> Option<Mechanism> {
    if numbers.transparent_cells < LEAST_TRANSPARENT {
        return None;
    }
    let is_on_black = matches(&numbers.on_black, numbers) && is_black(numbers.background);
    let behind = |fit: &Fit| fit.transparent_part;
    let dropped = [&numbers.stored, &numbers.resized]
        .into_iter()
        .filter(|fit| matches(fit, numbers) && !background_is_better(fit, numbers))
        .min_by(|one, other| behind(one).total_cmp(&behind(other)));
    match (is_on_black, dropped) {
        (true, None) => Some(Mechanism::LaidOnBlack),
        (false, Some(_)) => Some(Mechanism::AlphaDropped),
        (true, Some(dropped)) => Some(told_apart(behind(&numbers.on_black), behind(dropped))),
        (false, None) => matches_widened(numbers).then_some(Mechanism::AlphaDropped),
    }
}

pub(super) fn told_apart(on_black: f32, dropped: f32) -> Mechanism {
    // Below a tenth of a level both are what rounding leaves.
    let (on_black, dropped) = (on_black.max(0.1), dropped.max(0.1));
    if on_black <= dropped * TOLD_APART {
        Mechanism::LaidOnBlack
    } else if dropped <= on_black * TOLD_APART {
        Mechanism::AlphaDropped
    } else {
        Mechanism::Either
    }
}

/// Whether a background that somebody chose explains the image better than thrown away alpha does: where the colour that
/// is hidden happens to be the same, the edges tell.
fn background_is_better(dropped: &Fit, numbers: &Comparison) -> bool {
    let on_background = &numbers.on_background;
    !is_black(numbers.background)
        && matches(on_background, numbers)
        && on_background.whole < dropped.whole * CLEARLY_BETTER - NOISE
}

/// Whether an expectation is met, and by the same picture.
fn matches(fit: &Fit, numbers: &Comparison) -> bool {
    let place = (fit.contrast * PLACE_PER_CONTRAST).clamp(LEAST_PLACE, MOST_PLACE);
    fit.contrast >= LEAST_CONTRAST
        && fit.worst_place <= place
        && fit.explained >= LEAST_EXPLAINED
        && fit.transparent_part <= MOST_BEHIND
        && is_same_picture(fit, numbers)
}

/// Whether the opaque part, where all expectations are the same, shows the same.
fn is_same_picture(fit: &Fit, numbers: &Comparison) -> bool {
    if numbers.opaque_cells < FEWEST_OPAQUE {
        // Glass, lace, a shadow: the whole must speak for it.
        return fit.explained >= LEAST_EXPLAINED_WIDENED;
    }
    let goes_together = if numbers.opaque_contrast < EVEN_CONTRAST {
        fit.explained >= LEAST_EXPLAINED_WIDENED
    } else {
        numbers.opaque_correlation >= LEAST_CORRELATION
    };
    goes_together
        && numbers.opaque_shift <= MOST_SHIFT
        && numbers
            .opaque_motion
            .is_none_or(|motion| motion.longest <= MOST_MOTION)
}

/// Whether the image is what resizing and then throwing alpha away leaves, with a wider outline. The outline says less
/// here, so the opaque part must say more.
fn matches_widened(numbers: &Comparison) -> bool {
    numbers
        .widened
        .is_some_and(|fit| matches_closely(&fit, numbers))
}

/// Whether an expectation is met that had some freedom to fit.
fn matches_closely(fit: &Fit, numbers: &Comparison) -> bool {
    matches(fit, numbers)
        && fit.explained >= LEAST_EXPLAINED_WIDENED
        && fit.transparent_part <= MOST_BEHIND_WIDENED
        && numbers.opaque_cells >= FEWEST_OPAQUE_WIDENED
        && numbers.opaque_contrast >= LEAST_CONTRAST_WIDENED
        && numbers.opaque_correlation >= LEAST_CORRELATION_WIDENED
        && numbers.opaque_shift <= MOST_SHIFT_WIDENED
        && numbers
            .opaque_motion
            .is_some_and(|motion| motion.longest <= MOST_MOTION_WIDENED)
}

pub(super) fn is_black(background: [f32; 3]) -> bool {
    background.iter().all(|level| level.abs() <= BLACK_LEVEL)
}

/// Whether a picture that is white where its original is transparent is visibly another than on white, for its alpha was
/// thrown away.
fn is_harmed(numbers: &Comparison) -> bool {
    let dropped = numbers.stored.whole.min(numbers.resized.whole);
    numbers.on_white.worst_place > HARMED_PLACE
        && numbers.on_white.whole > HARMED_WHOLE
        && numbers.on_white.whole > dropped * HARMED_TIMES
}

/// Whether what shows where the original is transparent is the white that should be there.
fn shows_white(numbers: &Comparison) -> bool {
    numbers.behind_to_white <= WHITE_DIFFERENCE
}
