//! What stands on a table: mug, vase, teapot, bottle.

use std::f32::consts::{FRAC_PI_2, PI};

use super::super::draw::{
    Blob, Canvas, Color, Ellipse, Lathe, Point, RoundBox, Stroke, at, round_color, value_noise,
};
use super::{Palette, floor_shadow};

pub(super) fn mug(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, -0.05, 0.76, 0.56);
    let handle = Stroke::arc(at(0.44, 0.10), at(0.34, 0.33), -FRAC_PI_2, FRAC_PI_2, 0.075);
    canvas.fill(&handle, &|p| {
        palette
            .main
            .lit(0.98 - 0.45 * (p.x - 0.5) - 0.22 * (p.y - 0.1))
    });
    let inner = Stroke::arc(at(0.44, 0.10), at(0.30, 0.29), -FRAC_PI_2, FRAC_PI_2, 0.018);
    canvas.fill_soft(&inner, 0.05, &|_| palette.main.lit(0.55).faded(0.7));
    let mut body = Lathe::new(
        &[(-0.58, 0.56), (0.3, 0.555), (0.58, 0.52), (0.68, 0.45)],
        0.08,
    );
    body.middle = -0.06;
    canvas.fill(&body, &|p| {
        let around = body.around(p);
        let bow = 0.075 * (1.0 - around * around).max(0.0).sqrt();
        let height = p.y - bow;
        let banded = (0.06..0.16).contains(&height) || (0.20..0.225).contains(&height);
        let color = if banded { palette.accent } else { palette.main };
        round_color(color, around, 0.6).lit(1.03 - 0.12 * (p.y + 0.58))
    });
    rim(canvas, at(-0.06, -0.58), 0.56, 0.12, palette.main);
    let coffee = Ellipse::new(at(-0.06, -0.555), 0.48, 0.075);
    canvas.fill(&coffee, &|p| {
        Color::hex(0x4A_2C1A).lit(1.0 - 0.25 * (p.x + 0.06))
    });
}

/// The opening of a round vessel: a light lip around a dark inside.
fn rim(canvas: &mut Canvas, center: Point, half_width: f32, half_height: f32, color: Color) {
    let lip = Ellipse::new(center, half_width, half_height);
    canvas.fill(&lip, &|p| {
        color.lit(1.30 - 0.25 * (p.x - center.x + half_width) / half_width)
    });
    let inside = Ellipse::new(
        at(center.x, center.y + 0.006),
        half_width * 0.92,
        half_height * 0.84,
    );
    canvas.fill(&inside, &|p| {
        let across = (p.x - center.x) / half_width;
        let down = (p.y - center.y) / half_height;
        color.lit(0.52 + 0.22 * across + 0.16 * down)
    });
}

pub(super) fn vase(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.86, 0.33);
    twigs(canvas);
    vase_body(canvas, palette);
}

/// Three twigs with leaves.
fn twigs(canvas: &mut Canvas) {
    for (index, (lean, top, bend)) in [
        (-0.34, -0.96, -0.10),
        (0.02, -1.04, 0.05),
        (0.33, -0.93, 0.12),
    ]
    .into_iter()
    .enumerate()
    {
        let stem = Stroke::line(
            &[at(0.0, -0.35), at(lean * 0.3 + bend, -0.62), at(lean, top)],
            0.011,
        );
        canvas.fill(&stem, &|_| Color::hex(0x6B_7A4B));
        for step in 0_u8..7 {
            let t = 0.32 + f32::from(step) * 0.105;
            let side = if (usize::from(step) + index).is_multiple_of(2) {
                1.0
            } else {
                -1.0
            };
            let root = at(
                (lean * 0.3 + bend).mul_add(1.0 - t, lean * t),
                (-0.42_f32).mul_add(1.0 - t, top * t),
            );
            let leaf = Ellipse::new(at(root.x + side * 0.06, root.y - 0.02), 0.075, 0.028)
                .turned(-0.7 * side);
            canvas.fill(&leaf, &|p| {
                Color::hex(0x7F_9B63).lit(1.02 - 0.9 * (p.y - root.y) + 0.2 * side * -0.4)
            });
        }
    }
}

/// The vase itself, half glazed.
fn vase_body(canvas: &mut Canvas, palette: Palette) {
    let body = Lathe::new(
        &[
            (-0.38, 0.17),
            (-0.28, 0.125),
            (-0.12, 0.17),
            (0.22, 0.40),
            (0.50, 0.38),
            (0.80, 0.21),
        ],
        0.045,
    );
    canvas.fill(&body, &|p| {
        let around = body.around(p);
        let height = p.y - 0.04 * (1.0 - around * around).max(0.0).sqrt();
        let drip = 0.05 * (around * 5.0).sin() + 0.03 * (around * 11.0 + 1.0).sin();
        let glaze = if height < 0.06 + drip {
            palette.main
        } else {
            palette.accent
        };
        let fleck = value_noise(p.x * 70.0, p.y * 70.0);
        round_color(glaze, around, 0.55).lit(if fleck > 0.86 { 0.88 } else { 1.0 })
    });
    rim(canvas, at(0.0, -0.38), 0.17, 0.04, palette.main);
    let stems = Ellipse::new(at(0.0, -0.375), 0.05, 0.015);
    canvas.fill(&stems, &|_| Color::hex(0x4E_5A36));
}

pub(super) fn teapot(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.66, 0.48);
    handle_and_spout(canvas, palette);
    pot(canvas, palette);
}

/// What sticks out of a teapot.
fn handle_and_spout(canvas: &mut Canvas, palette: Palette) {
    let handle = Stroke::arc(
        at(-0.50, 0.08),
        at(0.34, 0.36),
        FRAC_PI_2 * 0.9,
        PI * 1.48,
        0.055,
    );
    canvas.fill(&handle, &|p| {
        palette
            .trim
            .lit(1.0 - 0.5 * (p.y + 0.1) - 0.2 * (p.x + 0.7))
    });
    let spout = Blob::smooth(&[
        at(0.30, 0.02),
        at(0.56, -0.04),
        at(0.70, -0.26),
        at(0.80, -0.36),
        at(0.93, -0.38),
        at(0.86, -0.22),
        at(0.76, 0.10),
        at(0.58, 0.36),
        at(0.32, 0.46),
    ]);
    canvas.fill(&spout, &|p| {
        let across = (p.x + 0.8 * p.y - 0.50) * 1.6;
        round_color(palette.main, across.clamp(-0.9, 0.95), 0.35)
    });
    let mouth = Ellipse::new(at(0.865, -0.365), 0.075, 0.026).turned(-0.12);
    canvas.fill(&mouth, &|_| palette.main.lit(0.35));
}

/// Body and lid.
fn pot(canvas: &mut Canvas, palette: Palette) {
    let body = Lathe::new(
        &[
            (-0.36, 0.27),
            (-0.28, 0.36),
            (0.0, 0.565),
            (0.22, 0.58),
            (0.45, 0.47),
            (0.62, 0.32),
        ],
        0.05,
    );
    canvas.fill(&body, &|p| {
        let around = body.around(p);
        let height = p.y - 0.07 * (1.0 - around * around).max(0.0).sqrt();
        let wave = 0.025 * (around * 14.0).sin();
        let banded = (0.14 + wave..0.20 + wave).contains(&height);
        let color = if banded { palette.accent } else { palette.main };
        round_color(color, around, 0.75).lit(1.06 - 0.22 * (p.y + 0.2))
    });
    let lid = Lathe::new(
        &[(-0.52, 0.06), (-0.48, 0.16), (-0.41, 0.26), (-0.36, 0.285)],
        0.05,
    );
    canvas.fill(&lid, &|p| {
        round_color(palette.main, lid.around(p), 0.5).lit(1.04)
    });
    let seam = Stroke::arc(at(0.0, -0.36), at(0.28, 0.05), 0.05, PI - 0.05, 0.007);
    canvas.fill(&seam, &|_| palette.main.lit(0.5));
    let knob = Ellipse::circle(at(0.0, -0.57), 0.08);
    canvas.fill(&knob, &|p| {
        round_color(palette.trim, knob.local(p).x, 0.5).lit(1.05 - 1.5 * (p.y + 0.57))
    });
}

pub(super) fn bottle(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.88, 0.27);
    let body = Lathe::new(
        &[
            (-0.72, 0.11),
            (-0.52, 0.115),
            (-0.40, 0.15),
            (-0.22, 0.275),
            (-0.10, 0.29),
            (0.80, 0.29),
            (0.87, 0.25),
        ],
        0.04,
    );
    canvas.fill(&body, &|p| {
        let around = body.around(p);
        let depth = (1.0 - around * around).max(0.0).sqrt();
        round_color(palette.main, around, 0.95).lit(1.0 + 0.10 * depth - 0.08 * p.y)
    });
    let shown = |p: Point| p.y - 0.03 * (1.0 - body.around(p).powi(2)).max(0.0).sqrt();
    let label = Lathe::new(&[(0.06, 0.291), (0.56, 0.291)], 0.03);
    canvas.fill(&label, &|p| {
        let around = body.around(p);
        let height = shown(p);
        let rule = (0.10..0.112).contains(&height) || (0.535..0.547).contains(&height);
        let emblem = (around * 0.29).hypot(height - 0.24) < 0.075;
        let line = |y: f32, half: f32| (y..y + 0.022).contains(&height) && around.abs() < half;
        let printed = line(0.37, 0.55) || line(0.42, 0.38) || line(0.465, 0.46);
        let color = if rule || emblem {
            palette.main.lit(0.9)
        } else if printed {
            palette.main.lit(0.6)
        } else {
            palette.accent
        };
        round_color(color, around, 0.12)
    });
    let cap = Lathe::new(&[(-0.92, 0.118), (-0.90, 0.135), (-0.70, 0.135)], 0.018);
    canvas.fill(&cap, &|p| {
        let around = cap.around(p);
        let ridge = 1.0 + 0.05 * (around.asin() * 22.0).sin();
        round_color(palette.trim, around, 0.3).lit(ridge)
    });
    let top = Ellipse::new(at(0.0, -0.92), 0.118, 0.02);
    canvas.fill(&top, &|_| palette.trim.lit(1.25));
    let streak = RoundBox::new(at(-0.19, -0.02), 0.012, 0.06, 0.012);
    canvas.fill_soft(&streak, 0.03, &|_| Color::WHITE.faded(0.45));
}
