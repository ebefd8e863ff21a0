//! What the outline of a content says: a film still between bars, a framed picture, or a shape like any product's.
//! Pure judgement of facts that were measured.

use super::{Content, PixelRect, Reason, Thresholds, Verdict};

/// What is thought of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Whether it fills its smallest upright rectangle.
    pub is_rectangle: bool,
    /// Whether it lies between two equal margins and begins straight at one of them, whatever it fills: a padded
    /// photograph whose own dark joins the bars, or a product.
    pub is_like_bars: bool,
    /// What it objects to a black background.
    pub objection: Option<(Verdict, Reason)>,
}

impl Outline {
    /// That of a content within the part of the picture that was measured.
    pub fn of(content: &Content, around: PixelRect, thresholds: &Thresholds) -> Self {
        let is_rectangle = content.fill >= thresholds.rectangle_fill;
        let margins = Margins::around(content.rect, around);
        let bars = margins.equal_bars(thresholds.margin_difference);
        let straightness = bars.map(|bars| bars.straightness(content));
        let is_straight = |share: f32| share >= thresholds.straight_side;
        let objection =
            if let (true, Some(bars), Some((least, _))) = (is_rectangle, &bars, straightness) {
                Some(if is_straight(least) {
                    let percent = bars.share() * 100.0;
                    (Verdict::Clear, Reason::BlackBars { percent })
                } else {
                    let percent = least * 100.0;
                    (Verdict::Doubtful, Reason::UnevenBars { percent })
                })
            } else {
                let is_framed = content.fill >= thresholds.exact_rectangle_fill
                    || is_rectangle && margins.are_equal(thresholds.margin_difference);
                let percent = content.fill * 100.0;
                is_framed.then_some((Verdict::Doubtful, Reason::FramedRectangle { percent }))
            };
        Self {
            is_rectangle,
            is_like_bars: straightness.is_some_and(|(_, most)| is_straight(most)),
            objection,
        }
    }
}

/// Two equal margins, and what they take of the picture as a share.
#[derive(Clone, Copy, Debug, PartialEq)]
enum EqualBars {
    AboveAndBelow(f32),
    BesideEachOther(f32),
}

impl EqualBars {
    fn share(self) -> f32 {
        match self {
            Self::AboveAndBelow(share) | Self::BesideEachOther(share) => share,
        }
    }

    /// How straight the content begins at the two, the less straight one first.
    fn straightness(self, content: &Content) -> (f32, f32) {
        let [top, bottom, left, right] = content.straight_sides;
        let (one, other) = match self {
            Self::AboveAndBelow(_) => (top, bottom),
            Self::BesideEachOther(_) => (left, right),
        };
        (one.min(other), one.max(other))
    }
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
    fn around(content: PixelRect, around: PixelRect) -> Self {
        let (width, height) = (around.width_px, around.height_px);
        let left = content.x_px.saturating_sub(around.x_px);
        let top = content.y_px.saturating_sub(around.y_px);
        let right = width.saturating_sub(left.saturating_add(content.width_px));
        let bottom = height.saturating_sub(top.saturating_add(content.height_px));
        let shorter = width.min(height).max(1) as f32;
        Self {
            left: left as f32 / shorter,
            right: right as f32 / shorter,
            top: top as f32 / shorter,
            bottom: bottom as f32 / shorter,
            across_share: (left + right) as f32 / width.max(1) as f32,
            along_share: (top + bottom) as f32 / height.max(1) as f32,
        }
    }

    /// Two margins of one thickness, where the content spans the picture between them.
    fn equal_bars(&self, most_difference: f32) -> Option<EqualBars> {
        let none = |one: f32, other: f32| one <= 0.0 && other <= 0.0;
        let equal = |one: f32, other: f32| {
            one > 0.0 && other > 0.0 && (one - other).abs() <= most_difference
        };
        if none(self.left, self.right) && equal(self.top, self.bottom) {
            Some(EqualBars::AboveAndBelow(self.along_share))
        } else if none(self.top, self.bottom) && equal(self.left, self.right) {
            Some(EqualBars::BesideEachOther(self.across_share))
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
