//! Judgement of a measurement against thresholds: pure, cheap, repeatable without decoding.
//!
//! Every check gives one reason and says what it speaks for; the mildest of them is the verdict, so that a black
//! background is one to which nothing objects.

use super::confidence::confidence;
use super::{BackgroundMeasurement, Bound, Inspection, PixelRect, Reason, Thresholds};

/// What is thought of an image's background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The background turned black.
    BlackBackground,
    /// A person should look at it.
    Doubtful,
    /// Nothing points to the mishap.
    Clear,
}

impl Verdict {
    /// The stable name that exports use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BlackBackground => "black_background",
            Self::Doubtful => "doubtful",
            Self::Clear => "clear",
        }
    }

    /// Whether a person should see it: black or doubtful.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        self != Self::Clear
    }
}

/// A verdict and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// What is thought of the background.
    pub verdict: Verdict,
    /// Why, strongest first; never empty.
    pub reasons: Vec<Reason>,
    /// How sure "black" is, 0 to 1; see [`super::confidence`].
    pub confidence: f32,
}

/// Judges an inspected image.
///
/// Clear comes with the reasons that made it clear; doubtful with the doubts first, then with what speaks for black;
/// black with all that speaks for it.
#[must_use]
pub fn judge(inspection: &Inspection, thresholds: &Thresholds) -> Judgement {
    let mut findings = checks(inspection, thresholds);
    let mut verdict = findings
        .iter()
        .map(|(verdict, _)| *verdict)
        .max()
        .unwrap_or(Verdict::Clear);
    if let Some(transparency) = inspection.transparency {
        // What is transparent still has not turned black (it was measured as white); where the rest looks black all the
        // same, a person decides.
        verdict = verdict.max(Verdict::Doubtful);
        let percent = transparency.transparent_share * 100.0;
        let hidden_black_percent = transparency.hidden_black_share * 100.0;
        let reason = Reason::HasTransparency {
            percent,
            hidden_black_percent,
        };
        findings.insert(0, (verdict, reason));
    }
    // Stable, so that equals stay in the order of the checks.
    findings.sort_by_key(|(speaks_for, _)| std::cmp::Reverse(*speaks_for));
    let reasons = findings
        .into_iter()
        .filter(|(speaks_for, _)| verdict != Verdict::Clear || *speaks_for == Verdict::Clear)
        .map(|(_, reason)| reason)
        .collect();
    Judgement {
        verdict,
        reasons,
        confidence: confidence(verdict, inspection, thresholds),
    }
}

/// What each check speaks for. Where the top corners say no, no other check is asked.
fn checks(inspection: &Inspection, thresholds: &Thresholds) -> Vec<(Verdict, Reason)> {
    let top_corners = &inspection.top_corners;
    let darkest_level = top_corners.darkest_level();
    let Some(measured) = inspection
        .background
        .as_ref()
        .filter(|_| top_corners.can_be_black())
    else {
        let reason = match top_corners.dark_even_share() {
            Some(share) => Reason::UnevenCorner {
                percent: share * 100.0,
            },
            None => Reason::NoBlackCorner { darkest_level },
        };
        return vec![(Verdict::Clear, reason)];
    };
    let levels = measured.corner_levels;
    let count = levels
        .iter()
        .map(|&level| u8::from(level <= thresholds.corner_level))
        .sum();
    if count == 0 {
        let darkest_level = levels.into_iter().min().unwrap_or(u8::MAX);
        return vec![(Verdict::Clear, Reason::NoBlackCorner { darkest_level })];
    }
    let mut findings = vec![if count < thresholds.black_corners {
        (Verdict::Doubtful, Reason::FewBlackCorners { count })
    } else {
        (Verdict::BlackBackground, Reason::BlackCorners { count })
    }];
    findings.extend(area_checks(measured, thresholds));
    findings.extend(shape_check(measured, inspection, thresholds));
    findings
}

/// Checks on the near-black area itself.
fn area_checks(
    measured: &BackgroundMeasurement,
    thresholds: &Thresholds,
) -> [(Verdict, Reason); 3] {
    [
        graded(
            measured.connected_black_share,
            thresholds.connected_black,
            |percent| Reason::ConnectedBlack { percent },
            |percent| Reason::SmallBlackArea { percent },
        ),
        graded(
            measured.even_black_share.unwrap_or(0.0),
            thresholds.even_black,
            |percent| Reason::EvenBlack { percent },
            |percent| Reason::UnevenBlack { percent },
        ),
        graded(
            measured.border_black_share,
            thresholds.border_black,
            |percent| Reason::BlackBorder { percent },
            |percent| Reason::PartlyBlackBorder { percent },
        ),
    ]
}

fn graded(
    share: f32,
    bound: Bound,
    speaking_for: impl Fn(f32) -> Reason,
    speaking_against: impl Fn(f32) -> Reason,
) -> (Verdict, Reason) {
    let percent = share * 100.0;
    if share >= bound.black {
        (Verdict::BlackBackground, speaking_for(percent))
    } else if share >= bound.doubtful {
        (Verdict::Doubtful, speaking_against(percent))
    } else {
        (Verdict::Clear, speaking_against(percent))
    }
}

/// The check on the shape of what the black encloses; `None` where that is a shape like any product's.
fn shape_check(
    measured: &BackgroundMeasurement,
    inspection: &Inspection,
    thresholds: &Thresholds,
) -> Option<(Verdict, Reason)> {
    if measured.connected_black_share >= thresholds.nothing_visible {
        let percent = measured.connected_black_share * 100.0;
        return Some((Verdict::Doubtful, Reason::NothingVisible { percent }));
    }
    let content = measured.content?;
    let is_rectangle = content.fill >= thresholds.rectangle_fill;
    let margins = Margins::around(content.rect, inspection);
    if is_rectangle && let Some(bars) = margins.equal_bars(thresholds.margin_difference) {
        let percent = bars * 100.0;
        return Some((Verdict::Clear, Reason::BlackBars { percent }));
    }
    if content.fill >= thresholds.exact_rectangle_fill
        || is_rectangle && margins.are_equal(thresholds.margin_difference)
    {
        let percent = content.fill * 100.0;
        return Some((Verdict::Doubtful, Reason::FramedRectangle { percent }));
    }
    if content.largest_piece_share < thresholds.largest_piece {
        let percent = content.largest_piece_share * 100.0;
        return Some((Verdict::Doubtful, Reason::ScatteredContent { percent }));
    }
    None
}

/// How much of the picture lies beyond the content on each side, as shares of the picture's shorter side; and of its own
/// side for what two opposite margins take together.
struct Margins {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    across_share: f32,
    along_share: f32,
}

impl Margins {
    fn around(content: PixelRect, inspection: &Inspection) -> Self {
        let (width, height) = (inspection.width_px, inspection.height_px);
        let right = width.saturating_sub(content.x_px.saturating_add(content.width_px));
        let bottom = height.saturating_sub(content.y_px.saturating_add(content.height_px));
        let shorter = width.min(height).max(1) as f32;
        Self {
            left: content.x_px as f32 / shorter,
            right: right as f32 / shorter,
            top: content.y_px as f32 / shorter,
            bottom: bottom as f32 / shorter,
            across_share: (content.x_px + right) as f32 / width.max(1) as f32,
            along_share: (content.y_px + bottom) as f32 / height.max(1) as f32,
        }
    }

    /// The share of the picture that two bars of equal thickness take, where the content spans it between them.
    fn equal_bars(&self, most_difference: f32) -> Option<f32> {
        let none = |one: f32, other: f32| one <= 0.0 && other <= 0.0;
        let equal = |one: f32, other: f32| {
            one > 0.0 && other > 0.0 && (one - other).abs() <= most_difference
        };
        if none(self.left, self.right) && equal(self.top, self.bottom) {
            Some(self.along_share)
        } else if none(self.top, self.bottom) && equal(self.left, self.right) {
            Some(self.across_share)
        } else {
            None
        }
    }

    /// Whether all four are there and of one thickness, as a drawn frame's.
    fn are_equal(&self, most_difference: f32) -> bool {
        let all = [self.left, self.right, self.top, self.bottom];
        let thickest = all.into_iter().fold(0.0, f32::max);
        let thinnest = all.into_iter().fold(f32::MAX, f32::min);
        thinnest > 0.0 && thickest - thinnest <= most_difference
    }
}
