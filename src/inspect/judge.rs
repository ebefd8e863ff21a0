//! Judgement of a measurement against thresholds: pure, cheap, repeatable without decoding.
//!
//! Every check gives one reason and says what it speaks for; the mildest of them is the verdict, so that a black
//! background is one to which nothing objects.

use super::confidence::confidence;
use super::outline::Outline;
use super::{BackgroundMeasurement, Bound, Inspection, LookedAt, PixelRect, Reason, Thresholds};

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

/// What each check speaks for. Where the corners say no, no other check is asked.
fn checks(inspection: &Inspection, thresholds: &Thresholds) -> Vec<(Verdict, Reason)> {
    let top_corners = &inspection.top_corners;
    let Some(measured) = &inspection.background else {
        let reason = match top_corners.dark_even_share() {
            Some(share) => Reason::UnevenCorner {
                percent: share * 100.0,
            },
            None => Reason::NoBlackCorner {
                darkest_level: top_corners.darkest_level(),
                looked_at: LookedAt::TopCorners,
            },
        };
        return vec![(Verdict::Clear, reason)];
    };
    let seen = Seen::of(measured, inspection, thresholds);
    let count = seen.black_corners();
    if count == 0 {
        let reason = Reason::NoBlackCorner {
            darkest_level: measured.corner_levels.into_iter().min().unwrap_or(u8::MAX),
            looked_at: LookedAt::AllCorners,
        };
        return vec![(Verdict::Clear, reason)];
    }
    let corners = if count < thresholds.black_corners {
        (Verdict::Doubtful, Reason::FewBlackCorners { count })
    } else {
        (Verdict::BlackBackground, Reason::BlackCorners { count })
    };
    [corners, seen.area(), seen.evenness(), seen.border()]
        .into_iter()
        .chain(seen.enclosed())
        .chain(seen.shape())
        .chain(seen.soft_edge())
        .chain(seen.light_edge())
        .collect()
}

/// A measurement as the thresholds see it.
struct Seen<'a> {
    measured: &'a BackgroundMeasurement,
    thresholds: &'a Thresholds,
    /// Width and height of the picture in pixels.
    size_px: (u32, u32),
    /// Which corners are pure black: top left, top right, bottom left, bottom right.
    corners: [bool; 4],
    /// Of what the near-black leaves over, and of what the exact level leaves over.
    outlines: [Option<Outline>; 2],
}

impl<'a> Seen<'a> {
    fn of(
        measured: &'a BackgroundMeasurement,
        inspection: &Inspection,
        thresholds: &'a Thresholds,
    ) -> Self {
        let size_px = (inspection.width_px, inspection.height_px);
        let around = measured.within.unwrap_or(PixelRect {
            x_px: 0,
            y_px: 0,
            width_px: size_px.0,
            height_px: size_px.1,
        });
        let exact = measured.exact.as_ref().and_then(|exact| exact.content);
        Self {
            measured,
            thresholds,
            size_px,
            corners: measured
                .corner_levels
                .map(|level| level <= thresholds.corner_level),
            outlines: [measured.content, exact]
                .map(|content| Some(Outline::of(&content?, around, thresholds))),
        }
    }

    fn black_corners(&self) -> u8 {
        self.corners.into_iter().map(u8::from).sum()
    }

    fn is_exactly_even(&self) -> bool {
        self.measured.even_black_share >= Some(self.thresholds.exact_even)
    }

    fn is_rectangle(&self) -> bool {
        self.outlines
            .iter()
            .flatten()
            .any(|outline| outline.is_rectangle)
    }

    /// Whether an area that is small, or reaches little of the border, may be a background all the same: a program filled
    /// it, it is where backgrounds are, and it is no frame, which is what small exact areas are otherwise.
    fn is_small_but_exact(&self) -> bool {
        let [top_left, top_right, bottom_left, bottom_right] = self.corners;
        let is_beside_each_other = top_left && top_right || bottom_left && bottom_right;
        self.is_exactly_even()
            && (self.black_corners() >= MOST_CORNERS || is_beside_each_other)
            && !self.is_rectangle()
            && self.measured.black_share() >= self.thresholds.small_exact
    }

    fn area(&self) -> (Verdict, Reason) {
        let share = self.measured.black_share();
        let percent = share * 100.0;
        match grade(share, self.thresholds.connected_black) {
            Verdict::BlackBackground => {
                (Verdict::BlackBackground, Reason::ConnectedBlack { percent })
            }
            Verdict::Clear if !self.is_small_but_exact() => {
                (Verdict::Clear, Reason::SmallBlackArea { percent })
            }
            _ => (Verdict::Doubtful, Reason::SmallBlackArea { percent }),
        }
    }

    fn evenness(&self) -> (Verdict, Reason) {
        let share = self.measured.even_black_share.unwrap_or(0.0);
        let percent = share * 100.0;
        match grade(share, self.thresholds.even_black) {
            Verdict::BlackBackground => (Verdict::BlackBackground, Reason::EvenBlack { percent }),
            Verdict::Clear => match self.exact_around_dark() {
                Some(share) => {
                    let percent = share * 100.0;
                    (Verdict::Doubtful, Reason::DarkContent { percent })
                }
                None if !self.measured.is_wide => {
                    (Verdict::Doubtful, Reason::NarrowBlack { percent })
                }
                None => (Verdict::Clear, Reason::UnevenBlack { percent }),
            },
            Verdict::Doubtful => (Verdict::Doubtful, Reason::UnevenBlack { percent }),
        }
    }

    /// The share of the picture that is exactly even around something dark, where uneven black is no camera's, but a dark
    /// product that is near-black too.
    fn exact_around_dark(&self) -> Option<f32> {
        let exact = self.measured.exact.as_ref()?;
        let is_background = exact.connected_share >= self.thresholds.connected_black.black
            && exact.border_share >= self.thresholds.border_black.doubtful
            && exact.even_share >= self.thresholds.exact_even;
        is_background.then_some(exact.connected_share)
    }

    fn border(&self) -> (Verdict, Reason) {
        let share = self.measured.border_black_share;
        let percent = share * 100.0;
        let grade = match grade(share, self.thresholds.border_black) {
            Verdict::Doubtful if self.is_exact_at_corners() && !self.is_like_bars() => {
                Verdict::BlackBackground
            }
            Verdict::Doubtful | Verdict::Clear if self.is_hollow() && self.is_exactly_even() => {
                Verdict::BlackBackground
            }
            Verdict::Clear if self.is_hollow() || self.is_small_but_exact() => Verdict::Doubtful,
            grade => grade,
        };
        if grade == Verdict::BlackBackground {
            (grade, Reason::BlackBorder { percent })
        } else {
            (grade, Reason::PartlyBlackBorder { percent })
        }
    }

    fn is_exact_at_corners(&self) -> bool {
        self.is_exactly_even() && self.black_corners() >= MOST_CORNERS
    }

    fn is_like_bars(&self) -> bool {
        self.outlines
            .iter()
            .flatten()
            .any(|outline| outline.is_like_bars)
    }

    /// Whether it is cut tightly out of its background, which is seen through it: at all four corners and in its middle.
    fn is_hollow(&self) -> bool {
        self.corners == [true; 4] && self.measured.enclosed_black_share >= self.thresholds.hollow
    }

    fn enclosed(&self) -> Option<(Verdict, Reason)> {
        let percent = self.measured.enclosed_black_share * 100.0;
        let reason = Reason::EnclosedBlack { percent };
        (percent > 0.0).then_some((Verdict::BlackBackground, reason))
    }

    /// The check on the shape of what the black encloses; `None` where that is a shape like any product's.
    fn shape(&self) -> Option<(Verdict, Reason)> {
        let share = self.measured.black_share();
        if share >= self.thresholds.nothing_visible {
            let percent = share * 100.0;
            return Some((Verdict::Doubtful, Reason::NothingVisible { percent }));
        }
        let content = self.measured.content?;
        let objections = self
            .outlines
            .iter()
            .flatten()
            .filter_map(|outline| outline.objection);
        // The first of equals, so that what is drawn over the picture is what is spoken of.
        let objection = objections.reduce(|one, other| if other.0 > one.0 { other } else { one });
        let pieces = content.pieces;
        let is_scattered = pieces >= self.thresholds.scattered_pieces;
        let scattered = (Verdict::Doubtful, Reason::ScatteredContent { pieces });
        objection.or_else(|| is_scattered.then_some(scattered))
    }

    fn soft_edge(&self) -> Option<(Verdict, Reason)> {
        let edge = self.measured.edge?;
        let is_soft = edge.nearest_level < self.thresholds.soft_edge_level
            && edge.dark_share >= self.thresholds.soft_edge;
        let percent = edge.dark_share * 100.0;
        is_soft.then_some((Verdict::Doubtful, Reason::SoftEdge { percent }))
    }

    /// What lies within a light canvas may be a shop's own page or picture as well.
    fn light_edge(&self) -> Option<(Verdict, Reason)> {
        let within = self.measured.within?;
        let pixels = |width: u32, height: u32| width as f32 * height as f32;
        let whole = pixels(self.size_px.0, self.size_px.1).max(1.0);
        let percent = (1.0 - pixels(within.width_px, within.height_px) / whole) * 100.0;
        Some((Verdict::Doubtful, Reason::LightEdge { percent }))
    }
}

/// So many black corners are more than a photograph has by chance.
const MOST_CORNERS: u8 = 3;

fn grade(share: f32, bound: Bound) -> Verdict {
    if share >= bound.black {
        Verdict::BlackBackground
    } else if share >= bound.doubtful {
        Verdict::Doubtful
    } else {
        Verdict::Clear
    }
}
