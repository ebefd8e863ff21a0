//! How sure it is that a background turned black: one number, so that clear cases can be put together.
//!
//! It judges nothing: the verdict comes from [`super::judge`]. Invariants: a surer verdict has the larger number, whatever
//! was measured; and no measure that grows towards black makes the number smaller.

use super::{BackgroundMeasurement, Bound, Inspection, Thresholds, Verdict};

/// Each verdict has a third of the scale.
const BAND: f32 = 1.0 / 3.0;

/// Corners of a picture.
const CORNERS: u8 = 4;

/// How sure "black" is, 0 to 1: up to 1/3 for clear backgrounds, up to 2/3 for doubtful ones, from there on for black
/// ones. Within its third an image stands by the mean of what its four measures say (pure black corners, the black area's
/// share of the picture, how even that area is, the black share of the border), each from 0 where nothing is black over
/// 1/3 and 2/3 at its two bounds to 1 where all is. An image that its top corners cleared, of which nothing was measured,
/// has 0.
#[must_use]
pub fn confidence(verdict: Verdict, inspection: &Inspection, thresholds: &Thresholds) -> f32 {
    let Some(measured) = &inspection.background else {
        return 0.0;
    };
    let band = match verdict {
        Verdict::Clear => 0.0,
        Verdict::Doubtful => BAND,
        Verdict::BlackBackground => 2.0 * BAND,
    };
    band + BAND * mean_score(measured, thresholds)
}

fn mean_score(measured: &BackgroundMeasurement, thresholds: &Thresholds) -> f32 {
    let scores = [
        corner_score(measured, thresholds),
        score(measured.black_share(), thresholds.connected_black),
        score(
            measured.even_black_share.unwrap_or(0.0),
            thresholds.even_black,
        ),
        score(measured.border_black_share, thresholds.border_black),
    ];
    scores.iter().sum::<f32>() / scores.len() as f32
}

/// A share on the scale of its bound: 0 at nothing, 1/3 where doubt begins, 2/3 where black begins, 1 at all of it.
fn score(share: f32, bound: Bound) -> f32 {
    let share = share.clamp(0.0, 1.0);
    if share >= bound.black {
        2.0 * BAND + BAND * part(share, bound.black, 1.0)
    } else if share >= bound.doubtful {
        BAND + BAND * part(share, bound.doubtful, bound.black)
    } else {
        BAND * part(share, 0.0, bound.doubtful)
    }
}

/// How far a value is on its way, 0 to 1; where there is no way, it is there.
fn part(value: f32, from: f32, to: f32) -> f32 {
    if to > from {
        (value - from) / (to - from)
    } else {
        1.0
    }
}

/// The number of pure black corners on the same scale: any is doubtful, enough of them are black.
fn corner_score(measured: &BackgroundMeasurement, thresholds: &Thresholds) -> f32 {
    let levels = measured.corner_levels;
    let black = levels
        .iter()
        .map(|&level| u8::from(level <= thresholds.corner_level))
        .sum::<u8>();
    let enough = f32::from(thresholds.black_corners.clamp(1, CORNERS));
    let black = f32::from(black);
    if black >= enough {
        2.0 * BAND + BAND * part(black, enough, f32::from(CORNERS))
    } else {
        2.0 * BAND * part(black, 0.0, enough)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{ImageFormat, ProbePixel, TopCorners, judge};

    fn inspection(background: BackgroundMeasurement) -> Inspection {
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
            top_corners: TopCorners::flat(0),
            background: Some(background),
            main_colour: None,
            encoder: None,
        }
    }

    fn measured(shares: [f32; 3], black_corners: usize) -> BackgroundMeasurement {
        let [connected_black_share, even, border_black_share] = shares;
        let mut corner_levels = [200; 4];
        corner_levels[..black_corners].fill(0);
        BackgroundMeasurement {
            connected_black_share,
            even_black_share: Some(even),
            border_black_share,
            corner_levels,
            ..BackgroundMeasurement::default()
        }
    }

    fn of(shares: [f32; 3], black_corners: usize) -> (Verdict, f32) {
        let inspection = inspection(measured(shares, black_corners));
        let judgement = judge(&inspection, &Thresholds::default());
        (judgement.verdict, judgement.confidence)
    }

    #[test]
    fn every_verdict_has_its_third() {
        for corners in 0..=4 {
            for step in 0..=20_u8 {
                let share = f32::from(step) / 20.0;
                for shares in [
                    [share; 3],
                    [share, 1.0, 0.6],
                    [0.3, share, 0.9],
                    [0.12, 0.9, share],
                ] {
                    let (verdict, confidence) = of(shares, corners);
                    let third = match verdict {
                        Verdict::Clear => 0.0..=BAND,
                        Verdict::Doubtful => BAND..=2.0 * BAND,
                        Verdict::BlackBackground => 2.0 * BAND..=1.000_1,
                    };
                    assert!(
                        third.contains(&confidence),
                        "{verdict:?} has {confidence} at {shares:?} with {corners} corners"
                    );
                }
            }
        }
    }

    #[test]
    fn more_black_never_means_less_sure() {
        for measure in 0..3 {
            let mut before = 0.0;
            // Short of a picture on which nothing can be seen, which is doubtful.
            for step in 0..=95_u8 {
                let mut shares = [0.5, 0.9, 0.8];
                shares[measure] = f32::from(step) / 100.0;
                let (_, confidence) = of(shares, 4);
                assert!(
                    confidence >= before,
                    "measure {measure} at {step} %: {confidence} after {before}"
                );
                before = confidence;
            }
        }
        let by_corners: Vec<f32> = (0..=4)
            .map(|corners| of([0.5, 0.9, 0.8], corners).1)
            .collect();
        assert!(by_corners.is_sorted(), "by corners: {by_corners:?}");
    }

    #[test]
    fn where_nothing_was_measured_nothing_is_sure() {
        let mut cleared = inspection(measured([1.0; 3], 4));
        cleared.background = None;
        let judgement = judge(&cleared, &Thresholds::default());
        assert_eq!(judgement.verdict, Verdict::Clear, "no measurement");
        assert!(judgement.confidence.abs() < f32::EPSILON, "and 0");
    }

    #[test]
    fn the_best_case_is_1() {
        let (verdict, confidence) = of([0.97, 1.0, 1.0], 4);
        assert_eq!(verdict, Verdict::BlackBackground, "all of it is black");
        assert!(confidence > 0.99, "{confidence}");
    }
}
