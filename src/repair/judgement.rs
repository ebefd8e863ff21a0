//! What the numbers of a comparison mean: the mishap, no mishap, or another picture.
//!
//! A wrong proof would let a wrong picture replace a right one, so a proof needs everything at once: the opaque part is the
//! same picture, one way of losing transparency explains the whole, no place of the picture contradicts it, and what shows
//! where the original is transparent is not the white that should be there. Whatever is in between does not match.
//!
//! The bounds were set on pairs of real pictures made by `benches/make_pairs.py` (87 cut-outs, 870 true pairs flattened by
//! seven programs at qualities 60 to 95, 1,800 wrong originals of similar look); each names what was measured there.

use super::comparison::Comparison;
use super::fit::Fit;
use crate::session::{Mechanism, ProofFinding};

/// Largest difference of a place (the mean of 3 x 3 cells): so many levels for each level of contrast, and within these
/// bounds. In dark and even pictures little is much. Measured: true pairs up to 20.1 (5.8 where contrast is below 12),
/// wrong ones from 26.3 on (7.3).
const PLACE_PER_CONTRAST: f32 = 0.7;
const LEAST_PLACE: f32 = 6.0;
const MOST_PLACE: f32 = 22.0;

/// Least share of the image's variety that must be explained. Measured: true pairs from 0.87 on in pictures that are
/// nearly black, from 0.96 on in others.
const LEAST_EXPLAINED: f32 = 0.85;

/// The same where the rim is not compared, which leaves less to go by. Measured: true pairs from 0.979 on.
const LEAST_EXPLAINED_WITHOUT_RIM: f32 = 0.97;

/// Largest mean difference over the transparent part. Measured: true pairs up to 2.8, a background of `#0c0c0c` instead of
/// black from 11.9 on.
const MOST_BEHIND: f32 = 4.0;

/// The same where the rim is not compared. Measured: true pairs up to 1.9.
const MOST_BEHIND_WITHOUT_RIM: f32 = 2.5;

/// Largest change of a colour over the opaque part. Measured: true pairs up to 3.7 (sharpened ones), another colour of the
/// same product from 6.3 on.
const MOST_SHIFT: f32 = 4.5;

/// The same where the rim is not compared. Measured: true pairs up to 2.1.
const MOST_SHIFT_WITHOUT_RIM: f32 = 3.0;

/// Least correlation of the opaque parts. Measured: true pairs from 0.93 on but for one of 0.896, other products up to 0.5.
const LEAST_CORRELATION: f32 = 0.9;

/// The same where the rim is not compared. Measured: true pairs from 0.973 on.
const LEAST_CORRELATION_WITHOUT_RIM: f32 = 0.96;

/// Below this contrast of the opaque part, correlation is that of noise, and the outline must speak.
const EVEN_CONTRAST: f32 = 1.5;

/// Least contrast (standard deviation of levels) of what is expected. Below, nothing is to be seen in the picture, and any
/// other picture in which nothing is to be seen would fit.
const LEAST_CONTRAST: f32 = 2.0;

/// Least contrast of the opaque part where the rim is not compared: there the outline can't speak.
const LEAST_CONTRAST_WITHOUT_RIM: f32 = 6.0;

/// Fewest cells of the opaque part by which it is judged.
const FEWEST_OPAQUE: f32 = 9.0;

/// The same where the rim is not compared.
const FEWEST_OPAQUE_WITHOUT_RIM: f32 = 60.0;

/// Least transparency, in cells, from which on it can be told what is behind: the four rounded corners of a picture.
const LEAST_TRANSPARENT: f32 = 2.0;

/// A background this close to black, in every colour, was meant to be black: what JPEG leaves of black is up to 1.6.
const BLACK_LEVEL: f32 = 4.0;

/// What shows behind the original is white up to this mean difference. Measured: true whites up to 3, the lightest grey
/// that shops use as a background (`#e6e6e6`) 25.
const WHITE_DIFFERENCE: f32 = 8.0;

/// One background fits clearly better than the stored colours where its difference is smaller than this part of theirs,
/// and by more than noise makes up.
const CLEARLY_BETTER: f32 = 0.77;
const NOISE: f32 = 0.4;

/// Of two mechanisms the one is told from the other where its difference over the transparent part is at most this part of
/// the other's.
const TOLD_APART: f32 = 0.7;

/// The finding of a comparison.
#[must_use]
pub fn judge_comparison(numbers: &Comparison) -> ProofFinding {
    let as_white = shows_white(numbers);
    if let Some(mechanism) = mishap(numbers) {
        // What was thrown away with alpha left the white behind that should be there.
        return if as_white {
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
    } else {
        ProofFinding::DoesNotMatch
    }
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
        (false, None) => matches_without_rim(numbers).then_some(Mechanism::AlphaDropped),
    }
}

fn told_apart(on_black: f32, dropped: f32) -> Mechanism {
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
        return fit.explained >= LEAST_EXPLAINED_WITHOUT_RIM;
    }
    let goes_together = if numbers.opaque_contrast < EVEN_CONTRAST {
        fit.explained >= LEAST_EXPLAINED_WITHOUT_RIM
    } else {
        numbers.opaque_correlation >= LEAST_CORRELATION
    };
    goes_together && numbers.opaque_shift <= MOST_SHIFT
}

/// Whether everything but the rim is as resizing and then throwing alpha away leaves it. The outline can't speak here, so
/// the opaque part must say more.
fn matches_without_rim(numbers: &Comparison) -> bool {
    numbers.resized_without_rim.is_some_and(|fit| {
        matches(&fit, numbers)
            && fit.explained >= LEAST_EXPLAINED_WITHOUT_RIM
            && fit.transparent_part <= MOST_BEHIND_WITHOUT_RIM
            && numbers.opaque_cells >= FEWEST_OPAQUE_WITHOUT_RIM
            && numbers.opaque_contrast >= LEAST_CONTRAST_WITHOUT_RIM
            && numbers.opaque_correlation >= LEAST_CORRELATION_WITHOUT_RIM
            && numbers.opaque_shift <= MOST_SHIFT_WITHOUT_RIM
    })
}

fn is_black(background: [f32; 3]) -> bool {
    background.iter().all(|level| level.abs() <= BLACK_LEVEL)
}

/// Whether what shows where the original is transparent is the white that should be there.
fn shows_white(numbers: &Comparison) -> bool {
    numbers.behind_to_white <= WHITE_DIFFERENCE
}
