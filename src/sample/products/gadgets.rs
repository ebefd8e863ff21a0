//! What ticks and plays: headphones, watch.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use super::super::draw::{
    Blob, Canvas, Color, Ellipse, RoundBox, Stroke, at, round_color, round_light,
};
use super::home::cloth;
use super::{Palette, floor_shadow};

pub(super) fn headphones(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.78, 0.62);
    let band = Stroke::arc(at(0.0, 0.05), at(0.60, 0.82), PI, TAU, 0.07);
    canvas.fill(&band, &|p| {
        round_color(
            palette.main,
            ((p.x.hypot(p.y - 0.05) - 0.68) * 9.0).clamp(-0.9, 0.9),
            0.2,
        )
        .lit(1.08 - 0.22 * p.x)
    });
    let cushion = Stroke::arc(
        at(0.0, 0.05),
        at(0.55, 0.755),
        PI * 1.18,
        TAU - PI * 0.18,
        0.035,
    );
    canvas.fill(&cushion, &|p| palette.accent.lit(0.95 - 0.3 * p.x));
    for side in [-1.0_f32, 1.0] {
        let slider = RoundBox::new(at(0.61 * side, 0.08), 0.030, 0.16, 0.02);
        canvas.fill(&slider, &|p| {
            round_color(
                palette.trim,
                ((p.x - 0.61 * side) / 0.030).clamp(-1.0, 1.0),
                0.8,
            )
        });
        let pad = RoundBox::new(at(0.47 * side, 0.42), 0.10, 0.31, 0.10);
        canvas.fill(&pad, &|p| {
            cloth(
                palette.accent,
                p,
                0.78 + 0.5 * side * (0.47 * side - p.x) * 2.0 - 0.2 * (p.y - 0.4),
            )
        });
        let cup = RoundBox::new(at(0.65 * side, 0.42), 0.14, 0.35, 0.13);
        canvas.fill(&cup, &|p| {
            let across = ((p.x - 0.65 * side) / 0.16).clamp(-1.0, 1.0);
            round_color(palette.main, across * 0.8 - 0.05, 0.45).lit(1.05 - 0.28 * (p.y - 0.4))
        });
        let ring = RoundBox::new(at(0.70 * side, 0.42), 0.035, 0.22, 0.035);
        canvas.fill(&ring, &|p| palette.trim.lit(1.1 - 0.6 * (p.y - 0.3)));
    }
}

pub(super) fn watch(canvas: &mut Canvas, palette: Palette) {
    let shadow = RoundBox::new(at(0.06, 0.05), 0.26, 0.90, 0.1);
    canvas.fill_soft(&shadow, 0.2, &|_| Color::BLACK.faded(0.30));
    strap(canvas, palette);
    case(canvas, palette);
    hands(canvas, palette);
}

/// Both halves of the strap.
fn strap(canvas: &mut Canvas, palette: Palette) {
    for side in [-1.0_f32, 1.0] {
        let strap = Blob::polygon(
            &[
                at(-0.25, 0.30 * side),
                at(0.25, 0.30 * side),
                at(0.19, 0.92 * side),
                at(-0.19, 0.92 * side),
            ],
            0.03,
        );
        canvas.fill(&strap, &|p| {
            let half = 0.28 - 0.09 * (p.y.abs() - 0.3);
            let stitch = ((p.x.abs() - half + 0.05).abs() < 0.007) && (p.y * 60.0).sin() > -0.2;
            if stitch {
                palette.accent
            } else {
                cloth(palette.main, p, round_light(p.x / 0.34) + 0.02)
            }
        });
    }
    for y in [0.62_f32, 0.72, 0.82] {
        canvas.fill(&Ellipse::new(at(0.0, y), 0.022, 0.028), &|_| {
            palette.main.lit(0.35)
        });
    }
}

/// Crown, case and dial.
fn case(canvas: &mut Canvas, palette: Palette) {
    let crown = RoundBox::new(at(0.535, 0.0), 0.045, 0.06, 0.015);
    canvas.fill(&crown, &|p| {
        palette
            .trim
            .lit(1.0 + 0.25 * (p.y * 190.0).sin() - 2.0 * p.y)
    });
    let case = Ellipse::circle(at(0.0, 0.0), 0.51);
    canvas.fill(&case, &|p| palette.trim.lit(1.10 - 0.65 * (p.x + p.y)));
    let bezel = Ellipse::circle(at(0.0, 0.0), 0.455);
    canvas.fill(&bezel, &|p| palette.trim.lit(0.85 + 0.6 * (p.x + p.y)));
    let dial = Ellipse::circle(at(0.0, 0.0), 0.425);
    canvas.fill(&dial, &|p| {
        Color::hex(0xFB_FAF6).lit(0.99 - 0.12 * (p.x + p.y))
    });
    for hour in 0_u8..12 {
        let (sin, cos) = (f32::from(hour) * TAU / 12.0).sin_cos();
        let (inner, half) = if hour % 3 == 0 {
            (0.31, 0.014)
        } else {
            (0.35, 0.008)
        };
        let tick = Stroke::line(
            &[at(sin * inner, -cos * inner), at(sin * 0.385, -cos * 0.385)],
            half,
        );
        canvas.fill(&tick, &|_| Color::hex(0x2B_2F36));
    }
}

/// The hands, and the light on the glass.
fn hands(canvas: &mut Canvas, palette: Palette) {
    let hand = |canvas: &mut Canvas, angle: f32, length: f32, half: f32, color: Color| {
        let (sin, cos) = angle.sin_cos();
        let tip = at(sin * length, -cos * length);
        canvas.fill(
            &Stroke::tapered(at(-sin * 0.05, cos * 0.05), half, tip, half * 0.6),
            &|_| color,
        );
    };
    // Ten past ten, as in every shop window.
    hand(
        canvas,
        TAU * 10.17 / 12.0,
        0.22,
        0.019,
        Color::hex(0x2B_2F36),
    );
    hand(
        canvas,
        TAU * 10.0 / 60.0,
        0.33,
        0.014,
        Color::hex(0x2B_2F36),
    );
    hand(canvas, TAU * 36.0 / 60.0, 0.35, 0.006, palette.main);
    canvas.fill(&Ellipse::circle(at(0.0, 0.0), 0.026), &|_| palette.main);
    let glare = Stroke::arc(
        at(0.0, 0.0),
        at(0.37, 0.37),
        PI * 1.08,
        PI + FRAC_PI_2 * 0.8,
        0.05,
    );
    canvas.fill_soft(&glare, 0.06, &|_| Color::WHITE.faded(0.35));
}
