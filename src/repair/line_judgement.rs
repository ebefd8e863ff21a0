//! What the numbers of compared lines mean: the mishap, too little to tell, or another picture.
//!
//! The bounds were set on drawings of seven kinds (icons, hatching, technical drawings, letters, signatures, chains and
//! wires; lines of 2 to 5 px, sizes of 100 to 2,000 px) that were flattened and compressed as shops do, and on wrong
//! originals of each: moved by 1 to 3 px, enlarged by a hundredth, turned by a degree, with a line more, less, elsewhere
//! or of another colour, thicker by a pixel, mirrored, or of the same family.

use super::comparison::Comparison;
use super::judgement::{is_nothing_on_nothing, told_apart};
use super::line_art::LineFit;
use super::line_comparing::LineFits;
use crate::session::{Mechanism, ProofFinding};

/// Content is thin where fewer of the cells that it would fill lie wholly within its outline. Measured: lines of 2 to 4 px up
/// to 0.35, most of them 0; products from 0.34 on, nearly all from 0.6 on.
const THIN_SHARE: f32 = 0.3;

/// Most that may be unlike over all. Measured: what was compressed once at the original's size up to 0.002, made smaller or
/// stored as WebP up to 0.037; another colour from 0.06 on.
const MOST_UNLIKE: f32 = 0.04;

/// The same in one place. Measured: what was compressed once up to 0.13, as WebP or made smaller up to 0.16, twice up to
/// 0.48, which is not always proven; a line missing from 0.3 on, one line of another colour from 0.176 on.
const MOST_PLACE: f32 = 0.16;

/// Largest change of a colour. Measured: what was compressed once up to 0.01, as WebP or made smaller nearly always up to
/// 0.06 and up to 0.09 in dark colours; lines that are thicker by a pixel from 0.07 on where nothing else tells them, other
/// colours that are close from 0.087 on.
const MOST_COLOUR: f32 = 0.06;

/// Farthest that lines may seem to be moved, in cells of about a pixel. Measured: up to 0.1; drawings moved by a pixel from
/// 0.4 on, turned by a degree from 0.29 on, enlarged by a hundredth from 0.5 on.
const MOST_MOTION: f32 = 0.12;

/// Most that may show behind the lines, in levels. Measured: up to 1.9; a background of `#0c0c0c` is 12.
const MOST_BEHIND: f32 = 3.0;

/// Fewest cells that must be visible. A drawing that shows fewer is as good as none.
const FEWEST_VISIBLE: f32 = 60.0;

/// A background that somebody chose explains an image better than thrown away alpha does from this part on.
const CLEARLY_BETTER: f32 = 0.6;

/// Whether what an original shows is so thin that its lines must be compared.
pub(super) fn is_thin(numbers: &Comparison) -> bool {
    numbers.opaque_cells < numbers.shown_cells * THIN_SHARE
}

/// The finding of compared lines.
pub(super) fn judge_lines(fits: &LineFits, numbers: &Comparison) -> ProofFinding {
    let on_black = fits.on_black.filter(matches);
    let dropped = fits
        .dropped
        .filter(matches)
        .filter(|dropped| !is_better(fits.on_background, dropped));
    match (on_black, dropped) {
        (Some(on_black), Some(dropped)) => {
            ProofFinding::Proven(told_apart(on_black.unlike, dropped.unlike))
        }
        (Some(_), None) => ProofFinding::Proven(Mechanism::LaidOnBlack),
        (None, Some(_)) => ProofFinding::Proven(Mechanism::AlphaDropped),
        (None, None) if is_nothing_on_nothing(numbers) => ProofFinding::TooLittleToTell,
        (None, None) => ProofFinding::DoesNotMatch,
    }
}

fn matches(fit: &LineFit) -> bool {
    fit.visible >= FEWEST_VISIBLE
        && fit.unlike <= MOST_UNLIKE
        && fit.worst_place <= MOST_PLACE
        && fit.colour <= MOST_COLOUR
        && fit.behind <= MOST_BEHIND
        && fit
            .motion
            .is_some_and(|motion| motion.longest <= MOST_MOTION)
}

fn is_better(on_background: Option<LineFit>, dropped: &LineFit) -> bool {
    on_background.is_some_and(|fit| matches(&fit) && fit.unlike < dropped.unlike * CLEARLY_BETTER)
}
