//! The numbers behind a verdict, one by one, for a window that lets people set them.
//!
//! Every number has a name, a unit and the range within which it may be set; the range is never wider than what the gate
//! of the top corners lets through, so that a picture that the gate cleared stays clear whatever is set.

use std::ops::RangeInclusive;

use super::{DARK_LEVEL, GATE_EVEN_SHARE, GATE_LEVEL, Thresholds};

/// Numbers that differ by less are the same: far below what can be set, far above what rounding loses.
const SAME: f32 = 1e-4;

/// One number of [`Thresholds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ThresholdNumber {
    /// [`Thresholds::corner_level`].
    CornerLevel,
    /// [`Thresholds::black_corners`].
    BlackCorners,
    /// `black` of [`Thresholds::connected_black`].
    ConnectedBlack,
    /// `doubtful` of [`Thresholds::connected_black`].
    ConnectedDoubtful,
    /// `black` of [`Thresholds::even_black`].
    EvenBlack,
    /// `doubtful` of [`Thresholds::even_black`].
    EvenDoubtful,
    /// `black` of [`Thresholds::border_black`].
    BorderBlack,
    /// `doubtful` of [`Thresholds::border_black`].
    BorderDoubtful,
    /// [`Thresholds::exact_even`].
    ExactEven,
    /// [`Thresholds::small_exact`].
    SmallExact,
    /// [`Thresholds::hollow`].
    Hollow,
    /// [`Thresholds::rectangle_fill`].
    RectangleFill,
    /// [`Thresholds::exact_rectangle_fill`].
    ExactRectangleFill,
    /// [`Thresholds::margin_difference`].
    MarginDifference,
    /// [`Thresholds::straight_side`].
    StraightSide,
    /// [`Thresholds::scattered_pieces`].
    ScatteredPieces,
    /// [`Thresholds::nothing_visible`].
    NothingVisible,
    /// [`Thresholds::soft_edge`].
    SoftEdge,
    /// [`Thresholds::soft_edge_level`].
    SoftEdgeLevel,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdUnit {
    /// A level, 0 to 255, whole.
    Level,
    /// Corners or pieces, whole.
    Count,
    /// A share, 0 to 1, which people read as a percentage.
    Share,
}

impl ThresholdNumber {
    /// Every number, in the order of the questions.
    pub const ALL: &'static [Self] = &[
        Self::CornerLevel,
        Self::BlackCorners,
        Self::ConnectedBlack,
        Self::ConnectedDoubtful,
        Self::EvenBlack,
        Self::EvenDoubtful,
        Self::BorderBlack,
        Self::BorderDoubtful,
        Self::ExactEven,
        Self::SmallExact,
        Self::Hollow,
        Self::RectangleFill,
        Self::ExactRectangleFill,
        Self::MarginDifference,
        Self::StraightSide,
        Self::ScatteredPieces,
        Self::NothingVisible,
        Self::SoftEdge,
        Self::SoftEdgeLevel,
    ];

    /// Its stable name: lower case, words joined by `_`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CornerLevel => "corner_level",
            Self::BlackCorners => "black_corners",
            Self::ConnectedBlack => "connected_black",
            Self::ConnectedDoubtful => "connected_doubtful",
            Self::EvenBlack => "even_black",
            Self::EvenDoubtful => "even_doubtful",
            Self::BorderBlack => "border_black",
            Self::BorderDoubtful => "border_doubtful",
            Self::RectangleFill => "rectangle_fill",
            Self::ExactRectangleFill => "exact_rectangle_fill",
            Self::MarginDifference => "margin_difference",
            Self::ExactEven => "exact_even",
            Self::SmallExact => "small_exact",
            Self::Hollow => "hollow",
            Self::StraightSide => "straight_side",
            Self::ScatteredPieces => "scattered_pieces",
            Self::NothingVisible => "nothing_visible",
            Self::SoftEdge => "soft_edge",
            Self::SoftEdgeLevel => "soft_edge_level",
        }
    }

    /// What it counts.
    #[must_use]
    pub fn unit(self) -> ThresholdUnit {
        match self {
            Self::CornerLevel | Self::SoftEdgeLevel => ThresholdUnit::Level,
            Self::BlackCorners | Self::ScatteredPieces => ThresholdUnit::Count,
            _ => ThresholdUnit::Share,
        }
    }

    /// Within which it may be set, in its unit.
    #[must_use]
    pub fn range(self) -> RangeInclusive<f32> {
        match self {
            Self::CornerLevel => 0.0..=f32::from(GATE_LEVEL),
            Self::BlackCorners => 1.0..=4.0,
            // What the gate takes for noise is not even at any setting.
            Self::EvenBlack | Self::EvenDoubtful => GATE_EVEN_SHARE..=1.0,
            // Below, what is exact would be less than what is even.
            Self::ExactEven => 0.85..=1.0,
            Self::ConnectedBlack
            | Self::ConnectedDoubtful
            | Self::BorderBlack
            | Self::BorderDoubtful
            | Self::SmallExact
            | Self::Hollow
            | Self::StraightSide
            | Self::SoftEdge => 0.0..=1.0,
            Self::ScatteredPieces => 2.0..=200.0,
            Self::SoftEdgeLevel => 0.0..=f32::from(DARK_LEVEL),
            // Below, half of all products would be rectangles, and any two margins equal.
            Self::RectangleFill => 0.8..=1.0,
            Self::ExactRectangleFill => 0.98..=1.0,
            Self::MarginDifference => 0.0..=0.1,
            Self::NothingVisible => 0.9..=1.0,
        }
    }

    /// Its value, in its unit.
    #[must_use]
    pub fn get(self, thresholds: &Thresholds) -> f32 {
        match self {
            Self::CornerLevel => f32::from(thresholds.corner_level),
            Self::BlackCorners => f32::from(thresholds.black_corners),
            Self::ConnectedBlack => thresholds.connected_black.black,
            Self::ConnectedDoubtful => thresholds.connected_black.doubtful,
            Self::EvenBlack => thresholds.even_black.black,
            Self::EvenDoubtful => thresholds.even_black.doubtful,
            Self::BorderBlack => thresholds.border_black.black,
            Self::BorderDoubtful => thresholds.border_black.doubtful,
            Self::RectangleFill => thresholds.rectangle_fill,
            Self::ExactRectangleFill => thresholds.exact_rectangle_fill,
            Self::MarginDifference => thresholds.margin_difference,
            Self::ExactEven => thresholds.exact_even,
            Self::SmallExact => thresholds.small_exact,
            Self::Hollow => thresholds.hollow,
            Self::StraightSide => thresholds.straight_side,
            Self::ScatteredPieces => thresholds.scattered_pieces as f32,
            Self::NothingVisible => thresholds.nothing_visible,
            Self::SoftEdge => thresholds.soft_edge,
            Self::SoftEdgeLevel => f32::from(thresholds.soft_edge_level),
        }
    }

    /// Sets it, kept within its range. Doubt never ends before it begins: the other end of a bound moves along where it
    /// has to. No number at all (NaN) changes nothing.
    pub fn set(self, thresholds: &mut Thresholds, value: f32) {
        if value.is_nan() {
            return;
        }
        let range = self.range();
        let value = value.clamp(*range.start(), *range.end());
        let (connected, even, border) = (
            &mut thresholds.connected_black,
            &mut thresholds.even_black,
            &mut thresholds.border_black,
        );
        match self {
            Self::CornerLevel => thresholds.corner_level = whole(value),
            Self::BlackCorners => thresholds.black_corners = whole(value),
            Self::ConnectedBlack => connected.set_black(value),
            Self::ConnectedDoubtful => connected.set_doubtful(value),
            Self::EvenBlack => even.set_black(value),
            Self::EvenDoubtful => even.set_doubtful(value),
            Self::BorderBlack => border.set_black(value),
            Self::BorderDoubtful => border.set_doubtful(value),
            Self::RectangleFill => thresholds.rectangle_fill = value,
            Self::ExactRectangleFill => thresholds.exact_rectangle_fill = value,
            Self::MarginDifference => thresholds.margin_difference = value,
            Self::ExactEven => thresholds.exact_even = value,
            Self::SmallExact => thresholds.small_exact = value,
            Self::Hollow => thresholds.hollow = value,
            Self::StraightSide => thresholds.straight_side = value,
            Self::ScatteredPieces => thresholds.scattered_pieces = u32::from(whole(value)),
            Self::NothingVisible => thresholds.nothing_visible = value,
            Self::SoftEdge => thresholds.soft_edge = value,
            Self::SoftEdgeLevel => thresholds.soft_edge_level = whole(value),
        }
    }

    /// Whether both have the same number here.
    #[must_use]
    pub fn is_same(self, one: &Thresholds, other: &Thresholds) -> bool {
        (self.get(one) - self.get(other)).abs() < SAME
    }
}

/// The whole number of a value within a range of small ones.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the range of every whole number lies within 0 to 200"
)]
fn whole(value: f32) -> u8 {
    value.round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::Bound;

    #[test]
    fn what_is_set_is_read_and_nothing_else_moves() {
        for number in ThresholdNumber::ALL {
            let range = number.range();
            let mut bounds = Thresholds::default();
            number.set(&mut bounds, *range.end());
            assert!(
                (number.get(&bounds) - range.end()).abs() < SAME,
                "{number:?} takes its most"
            );
            number.set(&mut bounds, range.end() + 1_000.0);
            assert!(
                (number.get(&bounds) - range.end()).abs() < SAME,
                "{number:?} stays within its range"
            );
            let before = bounds;
            number.set(&mut bounds, f32::NAN);
            assert_eq!(bounds, before, "{number:?} is not set to no number");
            let moved = ThresholdNumber::ALL
                .iter()
                .filter(|other| !other.is_same(&bounds, &Thresholds::default()))
                .count();
            assert!(
                (1..=2).contains(&moved),
                "{number:?} alone moves, and the other end of its bound"
            );
        }
    }

    #[test]
    fn doubt_never_ends_before_it_begins() {
        let mut bounds = Thresholds::default();
        ThresholdNumber::BorderDoubtful.set(&mut bounds, 0.9);
        let both = Bound {
            black: 0.9,
            doubtful: 0.9,
        };
        assert_eq!(bounds.border_black, both, "black moves up with doubt");
        ThresholdNumber::BorderBlack.set(&mut bounds, 0.3);
        let both = Bound {
            black: 0.3,
            doubtful: 0.3,
        };
        assert_eq!(bounds.border_black, both, "doubt moves down with black");
    }

    #[test]
    fn codes_are_unique() {
        for (place, number) in ThresholdNumber::ALL.iter().enumerate() {
            let first = ThresholdNumber::ALL
                .iter()
                .position(|other| other.code() == number.code());
            assert_eq!(first, Some(place), "{number:?} has a code of its own");
        }
    }
}
