//! Round things seen from a little above: cups, bottles, vases. One outline that knows how light falls around it.

use super::color::Color;
use super::shape::{Bounds, Point, Shape, at};

/// A body turned about an upright axis.
pub(in crate::sample) struct Lathe {
    /// Height of the axis: x of the middle.
    pub(in crate::sample) middle: f32,
    /// Half widths by height: (y, half width), from top to bottom, smoothly joined.
    pub(in crate::sample) profile: Vec<(f32, f32)>,
    /// By how much the bottom edge bends down in the middle.
    pub(in crate::sample) bend: f32,
}

impl Lathe {
    /// A body about x = 0.
    pub(in crate::sample) fn new(profile: &[(f32, f32)], bend: f32) -> Self {
        Self {
            middle: 0.0,
            profile: profile.to_vec(),
            bend,
        }
    }

    /// Half width at a height, clamped to the ends.
    pub(in crate::sample) fn half_width(&self, y: f32) -> f32 {
        let last = self.profile.len() - 1;
        if y <= self.profile[0].0 {
            return self.profile[0].1;
        }
        let Some(index) = (0..last).find(|&index| y <= self.profile[index + 1].0) else {
            return self.profile[last].1;
        };
        let (from, to) = (self.profile[index], self.profile[index + 1]);
        let span = to.0 - from.0;
        let slope = |middle: usize| {
            if middle == 0 || middle == last {
                let (a, b) = if middle == 0 {
                    (0, 1)
                } else {
                    (last - 1, last)
                };
                return (self.profile[b].1 - self.profile[a].1)
                    / (self.profile[b].0 - self.profile[a].0);
            }
            let (before, here, after) = (
                self.profile[middle - 1],
                self.profile[middle],
                self.profile[middle + 1],
            );
            let left = (here.1 - before.1) / (here.0 - before.0);
            let right = (after.1 - here.1) / (after.0 - here.0);
            // Flat at a turning point, so that the curve never overshoots its knots.
            if left * right <= 0.0 {
                0.0
            } else {
                2.0 * left * right / (left + right)
            }
        };
        let t = (y - from.0) / span;
        let (t2, t3) = (t * t, t * t * t);
        from.1 * (2.0 * t3 - 3.0 * t2 + 1.0)
            + slope(index) * span * (t3 - 2.0 * t2 + t)
            + to.1 * (3.0 * t2 - 2.0 * t3)
            + slope(index + 1) * span * (t3 - t2)
    }

    /// Where around the body a point is: -1 at the left edge, 1 at the right.
    pub(in crate::sample) fn around(&self, point: Point) -> f32 {
        ((point.x - self.middle) / self.half_width(point.y).max(1e-3)).clamp(-1.0, 1.0)
    }
}

impl Shape for Lathe {
    fn bounds(&self) -> Bounds {
        let widest = self
            .profile
            .iter()
            .fold(0.0_f32, |widest, &(_, half)| widest.max(half));
        let (top, bottom) = (self.profile[0].0, self.profile[self.profile.len() - 1].0);
        Bounds::around(
            &[
                at(self.middle - widest, top),
                at(self.middle + widest, bottom + self.bend),
            ],
            0.02,
        )
    }

    fn distance(&self, point: Point) -> f32 {
        let (top, bottom) = (self.profile[0].0, self.profile[self.profile.len() - 1].0);
        let half = self.half_width(point.y);
        let slope = (self.half_width(point.y + 0.005) - self.half_width(point.y - 0.005)) / 0.01;
        let side = ((point.x - self.middle).abs() - half) / slope.hypot(1.0);
        let around = self.around(point);
        let floor = bottom + self.bend * (1.0 - around * around).max(0.0).sqrt();
        side.max(point.y - floor).max(top - point.y)
    }
}

/// How bright a round body is at a place around it (-1 to 1), lit from the upper left: 1 is its own colour.
pub(in crate::sample) fn round_light(around: f32) -> f32 {
    const RAMP: [(f32, f32); 8] = [
        (-1.0, 0.66),
        (-0.8, 0.88),
        (-0.45, 1.08),
        (-0.1, 1.02),
        (0.3, 0.90),
        (0.7, 0.68),
        (0.9, 0.60),
        (1.0, 0.70),
    ];
    let mut light = RAMP[0].1;
    for pair in RAMP.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        if around >= from.0 {
            let t = ((around - from.0) / (to.0 - from.0)).clamp(0.0, 1.0);
            light = from.1 + (to.1 - from.1) * t * t * (3.0 - 2.0 * t);
        }
    }
    light
}

/// A colour on a round body, with a bright streak where it is glossy (0 to 1).
pub(in crate::sample) fn round_color(color: Color, around: f32, gloss: f32) -> Color {
    let streak = |middle: f32, width: f32| (-((around - middle) / width).powi(2)).exp();
    let shine = gloss * (0.75 * streak(-0.52, 0.10) + 0.22 * streak(0.62, 0.07));
    color
        .lit(round_light(around))
        .mixed(Color::WHITE.faded(color.alpha), shine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_passes_through_its_knots_and_never_overshoots() {
        let lathe = Lathe::new(&[(0.0, 0.2), (0.5, 0.6), (1.0, 0.3)], 0.0);
        for (y, half) in [(0.0, 0.2), (0.5, 0.6), (1.0, 0.3)] {
            assert!((lathe.half_width(y) - half).abs() < 1e-4, "knot at {y}");
        }
        for step in 0_u8..=100 {
            let half = lathe.half_width(f32::from(step) / 100.0);
            assert!(
                (0.199..=0.601).contains(&half),
                "{half} lies between the knots"
            );
        }
    }
}
