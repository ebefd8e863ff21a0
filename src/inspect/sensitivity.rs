//! Three settings of the bounds, for those who do not want to set each number.
//!
//! They are made from the normal bounds, so that they move with them. Only the bounds that a picture meets by degrees
//! differ: how black a corner is, how large and how even the black is, how much of the border it takes. What a shape
//! says (bars, frames, stars) is the same at every setting.
//!
//! Invariants: a picture's verdict is never milder at a more eager setting; and no setting asks for less than the gate
//! of the top corners lets through ([`super::GATE_LEVEL`], [`super::GATE_EVEN_SHARE`]).
//!
//! Of the images of two labelled sets (187 black, 386 not; 788 harder black ones, 375 not) in percent:
//!
//! | setting | black ones flagged | black ones called black | right of those called black | doubtful of all |
//! |---|---|---|---|---|
//! | strict | 100; 99.0 | 96.8; 92.3 | 100; 100 | 1.2; 4.8 |
//! | normal | 100; 99.9 | 98.4; 93.5 | 100; 99.9 | 1.0; 4.6 |
//! | eager | 100; 100 | 98.9; 94.0 | 99.5; 99.7 | 1.0; 4.5 |
//!
//! Strict doubts more because it moves what is barely black there; eager calls more of what is doubtful black.

use super::{Bound, GATE_EVEN_SHARE, GATE_LEVEL, ThresholdNumber, Thresholds};

/// How readily a background is called black.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sensitivity {
    /// Flags fewer: only what is plainly black is called so.
    Strict,
    /// The bounds of [`Thresholds::default`].
    #[default]
    Normal,
    /// Flags more: what might be black is to be looked at.
    Eager,
}

impl Sensitivity {
    /// Every setting, from the one that flags least.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Normal, Self::Eager];

    /// Its bounds.
    #[must_use]
    pub fn thresholds(self) -> Thresholds {
        let normal = Thresholds::default();
        match self {
            Self::Strict => Thresholds {
                corner_level: normal.corner_level / 2,
                connected_black: stricter(normal.connected_black),
                even_black: stricter(normal.even_black),
                border_black: stricter(normal.border_black),
                ..normal
            },
            Self::Normal => normal,
            Self::Eager => {
                let even_black = more_eager(normal.even_black);
                Thresholds {
                    corner_level: GATE_LEVEL,
                    connected_black: more_eager(normal.connected_black),
                    even_black: Bound {
                        doubtful: even_black.doubtful.max(GATE_EVEN_SHARE),
                        ..even_black
                    },
                    border_black: more_eager(normal.border_black),
                    ..normal
                }
            }
        }
    }

    /// The setting that has these bounds; `None` for any other numbers.
    #[must_use]
    pub fn of(thresholds: &Thresholds) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| {
            let own = setting.thresholds();
            ThresholdNumber::ALL
                .iter()
                .all(|number| number.is_same(&own, thresholds))
        })
    }

    /// The stable name that the command line and remembered choices use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Normal => "normal",
            Self::Eager => "eager",
        }
    }

    /// The setting of that name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// What was the middle of doubt is where it begins; black begins a quarter of the doubt's width later, but at most half
/// way to everything.
fn stricter(bound: Bound) -> Bound {
    let width = bound.black - bound.doubtful;
    Bound {
        black: whole_percent((bound.black + width / 4.0).min(f32::midpoint(bound.black, 1.0))),
        doubtful: whole_percent(bound.doubtful + width / 2.0),
    }
}

/// What was the middle of doubt is black; doubt begins half its width earlier.
fn more_eager(bound: Bound) -> Bound {
    let width = bound.black - bound.doubtful;
    Bound {
        black: whole_percent(bound.black - width / 2.0),
        doubtful: whole_percent(bound.doubtful - width / 2.0).max(0.0),
    }
}

/// Rounded, so that people read numbers that they can remember.
fn whole_percent(share: f32) -> f32 {
    (share * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{
        BackgroundMeasurement, Content, ExactBlack, ImageFormat, Inspection, PixelRect, ProbePixel,
        TopCorners, Verdict, judge,
    };

    #[test]
    fn the_gate_is_at_least_as_wide_as_every_setting() {
        let asks_for_no_more = |bounds: &Thresholds| {
            bounds.corner_level <= GATE_LEVEL && bounds.even_black.doubtful >= GATE_EVEN_SHARE
        };
        for setting in Sensitivity::ALL {
            assert!(
                asks_for_no_more(&setting.thresholds()),
                "the gate lets through what {setting:?} may flag"
            );
        }
        let mut loosest = Thresholds::default();
        for number in ThresholdNumber::ALL {
            for end in [*number.range().start(), *number.range().end()] {
                let mut bounds = Thresholds::default();
                number.set(&mut bounds, end);
                assert!(
                    asks_for_no_more(&bounds),
                    "the gate lets through what {number:?} at {end} may flag"
                );
            }
            let loose = if *number == ThresholdNumber::CornerLevel {
                *number.range().end()
            } else {
                *number.range().start()
            };
            number.set(&mut loosest, loose);
        }
        assert!(asks_for_no_more(&loosest), "all of them together too");
    }

    #[test]
    fn every_setting_lies_within_the_range_of_its_numbers() {
        for setting in Sensitivity::ALL {
            let bounds = setting.thresholds();
            for number in ThresholdNumber::ALL {
                let value = number.get(&bounds);
                assert!(
                    number.range().contains(&value),
                    "{number:?} of {setting:?} is {value}, which its slider can show"
                );
            }
            for Bound { black, doubtful } in [
                bounds.connected_black,
                bounds.even_black,
                bounds.border_black,
            ] {
                assert!(doubtful <= black, "{setting:?}: doubt comes before black");
            }
        }
    }

    #[test]
    fn settings_are_told_by_their_numbers_and_names() {
        for setting in Sensitivity::ALL {
            let mut bounds = setting.thresholds();
            assert_eq!(Sensitivity::of(&bounds), Some(setting), "{setting:?}");
            assert_eq!(Sensitivity::from_code(setting.code()), Some(setting));
            bounds.straight_side += 0.01;
            assert_eq!(Sensitivity::of(&bounds), None, "one number differs");
        }
        assert_eq!(
            Sensitivity::default().thresholds(),
            Thresholds::default(),
            "normal is what is used without a choice"
        );
        assert_eq!(Sensitivity::from_code("Strict"), None, "codes are exact");
    }

    /// Made-up measurements at, just below and between all bounds of all settings.
    fn grid() -> Vec<Inspection> {
        let around = |of: fn(&Thresholds) -> Bound| {
            let bounds = Sensitivity::ALL.map(|setting| of(&setting.thresholds()));
            let mut shares: Vec<f32> = bounds
                .into_iter()
                .flat_map(|bound| [bound.black, bound.doubtful])
                .flat_map(|share| [share, share - 0.005])
                .chain([0.0, 0.99, 1.0])
                .collect();
            shares.sort_by(f32::total_cmp);
            shares.dedup();
            shares
        };
        let connected = around(|bounds| bounds.connected_black);
        let even = around(|bounds| bounds.even_black);
        let border = around(|bounds| bounds.border_black);
        let mut all = Vec::new();
        for corner_levels in [[0; 4], [2, 3, 4, 5], [8, 9, 8, 40], [5, 200, 3, 200]] {
            for &connected_black_share in &connected {
                for &even_black_share in &even {
                    for &border_black_share in &border {
                        for (content, exact_connected_share) in
                            contents().into_iter().zip([0.0, 0.12, 0.15, 0.5])
                        {
                            all.push(made_up(BackgroundMeasurement {
                                ring_px: 2,
                                border_black_share,
                                corner_levels,
                                connected_black_share,
                                even_black_share: Some(even_black_share),
                                exact: Some(Box::new(ExactBlack {
                                    level: 0,
                                    connected_share: exact_connected_share,
                                    border_share: border_black_share,
                                    even_share: 1.0,
                                    content: Some(content),
                                })),
                                content: Some(content),
                                ..BackgroundMeasurement::default()
                            }));
                        }
                    }
                }
            }
        }
        all
    }

    /// A product, a film still between bars, a framed picture, stars.
    fn contents() -> [Content; 4] {
        let content = |x_px, y_px, width_px, height_px, fill, pieces| Content {
            rect: PixelRect {
                x_px,
                y_px,
                width_px,
                height_px,
            },
            fill,
            pieces,
            straight_sides: [1.0; 4],
        };
        [
            content(10, 20, 60, 50, 0.7, 1),
            content(0, 20, 100, 60, 1.0, 1),
            content(10, 10, 80, 80, 0.97, 1),
            content(10, 10, 70, 80, 0.2, 100),
        ]
    }

    fn made_up(background: BackgroundMeasurement) -> Inspection {
        let [left, right, ..] = background.corner_levels;
        let mut top_corners = TopCorners::flat(left);
        top_corners.patches[1] = TopCorners::flat(right).patches[0];
        Inspection {
            format: ImageFormat::Jpeg,
            width_px: 100,
            height_px: 100,
            pixel: ProbePixel {
                red: 0,
                green: 0,
                blue: 0,
            },
            transparency: None,
            top_corners,
            background: Some(background),
            main_colour: None,
            encoder: None,
        }
    }

    #[test]
    fn a_more_eager_setting_is_never_milder() {
        let bounds = Sensitivity::ALL.map(Sensitivity::thresholds);
        let mut counts = [0_u32; 3];
        for inspection in grid() {
            let verdicts = bounds.map(|bounds| judge(&inspection, &bounds).verdict);
            assert!(
                verdicts.is_sorted_by(|stricter, eager| eager <= stricter),
                "strict, normal, eager judge {verdicts:?}: {inspection:?}"
            );
            for (count, verdict) in counts.iter_mut().zip(verdicts) {
                *count += u32::from(verdict != Verdict::Clear);
            }
        }
        assert!(
            counts.is_sorted_by(|stricter, eager| stricter < eager),
            "each flags more than the one before it: {counts:?}"
        );
    }
}
