//! What furnishes a room: lamp, chair, book, potted plant.

use super::super::draw::{
    Blob, Canvas, Color, Ellipse, Lathe, Point, RoundBox, Stroke, at, round_color, round_light,
    value_noise,
};
use super::{Palette, floor_shadow};

pub(super) fn lamp(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.87, 0.30);
    let base = Lathe::new(
        &[(0.70, 0.05), (0.74, 0.14), (0.80, 0.28), (0.85, 0.30)],
        0.035,
    );
    canvas.fill(&base, &|p| round_color(palette.trim, base.around(p), 0.7));
    let stem = Lathe::new(
        &[
            (-0.10, 0.026),
            (0.10, 0.03),
            (0.26, 0.12),
            (0.40, 0.15),
            (0.56, 0.09),
            (0.66, 0.035),
            (0.74, 0.05),
        ],
        0.01,
    );
    canvas.fill(&stem, &|p| round_color(palette.main, stem.around(p), 0.8));
    let shade = Lathe::new(&[(-0.86, 0.32), (-0.02, 0.58)], 0.075);
    canvas.fill(&shade, &|p| {
        let around = shade.around(p);
        let weave = 0.012 * ((p.x * 160.0).sin() + (p.y * 160.0).sin());
        let glow = 0.30 * (-(p.x * 2.2).powi(2) - ((p.y + 0.32) * 2.4).powi(2)).exp();
        let lit = Color::hex(0xFF_E9B8);
        palette
            .accent
            .mixed(lit, 0.35)
            .lit(round_light(around) + weave)
            .mixed(lit, glow * 1.6)
    });
    for (y, half) in [(-0.845, 0.325), (-0.035, 0.575)] {
        let band = Lathe::new(
            &[(y - 0.016, half), (y + 0.016, half + 0.008)],
            0.07 * half / 0.58,
        );
        canvas.fill(&band, &|p| {
            let bow = 0.07 * half / 0.58 * (1.0 - band.around(p).powi(2)).max(0.0).sqrt();
            let inside = (y - 0.02 + bow..y + 0.03 + bow).contains(&p.y);
            palette
                .main
                .lit(round_light(band.around(p)))
                .faded(if inside { 1.0 } else { 0.0 })
        });
    }
    let opening = Ellipse::new(at(0.0, -0.862), 0.32, 0.04);
    canvas.fill(&opening, &|p| Color::hex(0xFF_F3D6).lit(0.93 + 0.2 * p.x));
}

/// Wood with its grain along y (or along x).
fn wood(color: Color, along: f32, across: f32) -> Color {
    let rings = value_noise(across * 26.0, along * 3.0) * 0.6
        + value_noise(across * 70.0, along * 5.0) * 0.4;
    color.lit(0.84 + 0.26 * rings)
}

pub(super) fn chair(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.02, 0.86, 0.52);
    let leg = |canvas: &mut Canvas, top: Point, foot: Point, light: f32| {
        canvas.fill(&Stroke::tapered(top, 0.046, foot, 0.026), &|p| {
            let middle = top.x + (foot.x - top.x) * (p.y - top.y) / (foot.y - top.y);
            wood(palette.trim, p.y, p.x).lit(light - 0.9 * (p.x - middle))
        });
    };
    leg(canvas, at(-0.28, 0.12), at(-0.34, 0.72), 0.62);
    leg(canvas, at(0.34, 0.12), at(0.42, 0.72), 0.58);
    chair_back(canvas, palette);
    chair_seat(canvas, palette);
    leg(canvas, at(-0.45, 0.27), at(-0.52, 0.85), 1.0);
    leg(canvas, at(0.45, 0.27), at(0.54, 0.85), 0.9);
}

/// Posts and padded back.
fn chair_back(canvas: &mut Canvas, palette: Palette) {
    for side in [-0.36_f32, 0.36] {
        let post = Stroke::tapered(at(side, 0.05), 0.04, at(side * 1.06, -0.84), 0.034);
        canvas.fill(&post, &|p| {
            wood(palette.trim, p.y, p.x).lit(1.0 - 2.0 * (p.x - side))
        });
    }
    let back = Blob::smooth(&[
        at(-0.40, -0.82),
        at(0.0, -0.90),
        at(0.40, -0.82),
        at(0.44, -0.55),
        at(0.38, -0.28),
        at(0.0, -0.33),
        at(-0.38, -0.28),
        at(-0.44, -0.55),
    ]);
    canvas.fill(&back, &|p| {
        cloth(palette.main, p, 1.04 - 0.22 * p.x - 0.25 * (p.y + 0.55))
    });
    for x in [-0.16_f32, 0.16] {
        let button = Ellipse::circle(at(x, -0.58), 0.022);
        canvas.fill_soft(&Ellipse::circle(at(x, -0.575), 0.05), 0.06, &|_| {
            palette.main.lit(0.6).faded(0.5)
        });
        canvas.fill(&button, &|_| palette.main.lit(0.8));
    }
}

/// The padded seat.
fn chair_seat(canvas: &mut Canvas, palette: Palette) {
    let seat = Blob::smooth(&[
        at(-0.40, 0.0),
        at(0.40, 0.0),
        at(0.54, 0.18),
        at(0.50, 0.27),
        at(0.0, 0.31),
        at(-0.50, 0.27),
        at(-0.54, 0.18),
    ]);
    canvas.fill(&seat, &|p| {
        let front = if p.y > 0.20 {
            0.72
        } else {
            1.10 - 0.35 * (p.y - 0.02)
        };
        cloth(palette.main, p, front - 0.15 * p.x)
    });
}

/// Woven cloth under so much light.
pub(super) fn cloth(color: Color, p: Point, light: f32) -> Color {
    let weave = (p.x * 210.0).sin() * (p.y * 210.0).sin();
    let mottle = value_noise(p.x * 9.0, p.y * 9.0) - 0.5;
    color.lit(light + 0.03 * weave + 0.05 * mottle)
}

/// How far the book leans, in radians.
const BOOK_TILT: f32 = 0.05;

pub(super) fn book(canvas: &mut Canvas, palette: Palette) {
    canvas.fill_soft(
        &Blob::polygon(
            &[
                at(-0.50, 0.80),
                at(0.62, 0.76),
                at(0.74, 0.86),
                at(-0.42, 0.90),
            ],
            0.01,
        ),
        0.12,
        &|_| Color::BLACK.faded(0.45),
    );
    cover(canvas, palette);
    cover_print(canvas, palette);
}

/// Pages and cover.
fn cover(canvas: &mut Canvas, palette: Palette) {
    let pages = RoundBox::new(at(0.055, 0.005), 0.56, 0.80, 0.012).turned(BOOK_TILT);
    canvas.fill(&pages, &|p| {
        let leaf = (pages.local(p).x * 190.0).sin();
        Color::hex(0xF3_EBDA).lit(0.90 + 0.05 * leaf)
    });
    let cover = RoundBox::new(at(0.0, -0.02), 0.57, 0.82, 0.025).turned(BOOK_TILT);
    canvas.fill(&cover, &|p| {
        let local = cover.local(p);
        let hinge = if (-0.90..-0.875).contains(&local.x) {
            0.72
        } else {
            1.0
        };
        let spine = if local.x < -0.90 {
            0.86 + 1.2 * (local.x + 1.0)
        } else {
            1.0
        };
        cloth(
            palette.main,
            p,
            (1.06 - 0.10 * local.x - 0.10 * local.y) * hinge * spine,
        )
    });
}

/// What is printed on the cover.
fn cover_print(canvas: &mut Canvas, palette: Palette) {
    let frame = |inset: f32| {
        RoundBox::new(at(0.035, -0.02), 0.46 - inset, 0.74 - inset, 0.01).turned(BOOK_TILT)
    };
    canvas.fill(&frame(0.0), &|p| palette.accent.lit(1.0 - 0.1 * p.x));
    canvas.fill(&frame(0.018), &|p| {
        cloth(palette.main, p, 1.03 - 0.10 * p.x - 0.1 * p.y)
    });
    let moon = Ellipse::circle(at(0.05, -0.20), 0.20);
    canvas.fill(&moon, &|p| {
        palette.accent.lit(1.02 - 0.3 * (p.x + p.y + 0.15))
    });
    let hill = Blob::smooth(&[
        at(-0.33, 0.02),
        at(-0.14, -0.14),
        at(0.06, -0.02),
        at(0.22, -0.10),
        at(0.40, 0.04),
        at(0.36, 0.12),
        at(-0.32, 0.10),
    ]);
    canvas.fill(&hill, &|p| palette.trim.lit(1.05 - 0.5 * (p.y + 0.05)));
    for (y, half, thick) in [
        (0.32, 0.27, 0.028),
        (0.43, 0.18, 0.028),
        (0.58, 0.12, 0.013),
    ] {
        let line = RoundBox::new(at(0.03 - y * BOOK_TILT, y), half, thick, thick).turned(BOOK_TILT);
        canvas.fill(&line, &|_| palette.accent);
    }
}

pub(super) fn plant(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.86, 0.34);
    leaves(canvas);
    pot(canvas, palette);
}

/// A rosette of leaves.
fn leaves(canvas: &mut Canvas) {
    let green = Color::hex(0x4F_8A4C);
    // Angle from upright in radians, length, half width, light.
    let leaves = [
        (-1.15_f32, 0.62_f32, 0.10_f32, 0.70_f32),
        (1.12, 0.64, 0.10, 0.66),
        (-0.75, 0.86, 0.12, 0.82),
        (0.78, 0.84, 0.12, 0.76),
        (-0.36, 1.02, 0.12, 0.94),
        (0.40, 1.00, 0.12, 0.88),
        (0.03, 1.10, 0.11, 1.04),
        (-0.98, 0.50, 0.09, 1.06),
        (0.95, 0.48, 0.09, 0.98),
        (-0.16, 0.66, 0.10, 1.12),
        (0.24, 0.60, 0.10, 1.06),
    ];
    for (angle, length, half, light) in leaves {
        let root = at(0.0, 0.26);
        let (sin, cos) = angle.sin_cos();
        let place = |along: f32, side: f32| {
            let droop = 0.22 * along * along * sin.abs();
            at(
                root.x + sin * along + cos * side,
                root.y - cos * along + sin * side + droop,
            )
        };
        let leaf = Blob::smooth(&[
            place(0.0, 0.0),
            place(length * 0.35, -half * 0.8),
            place(length * 0.65, -half),
            place(length * 0.9, -half * 0.4),
            place(length, 0.0),
            place(length * 0.9, half * 0.4),
            place(length * 0.65, half),
            place(length * 0.35, half * 0.8),
        ]);
        canvas.fill(&leaf, &|p| {
            let side = (p.x - root.x) * cos + (p.y - root.y) * sin;
            green.lit(light + if side < 0.0 { 0.10 } else { -0.06 } + 0.25 * (0.2 - p.y) * 0.4)
        });
        let vein = Stroke::line(
            &[
                place(0.1, 0.0),
                place(length * 0.5, 0.0),
                place(length * 0.93, 0.0),
            ],
            0.006,
        );
        canvas.fill(&vein, &|_| Color::hex(0xBF_D8A0).faded(0.7));
    }
}

/// The pot, half glazed.
fn pot(canvas: &mut Canvas, palette: Palette) {
    let pot = Lathe::new(&[(0.26, 0.36), (0.80, 0.27), (0.84, 0.25)], 0.05);
    canvas.fill(&pot, &|p| {
        let around = pot.around(p);
        let height = p.y - 0.05 * (1.0 - around * around).max(0.0).sqrt();
        let color = if height > 0.62 {
            palette.accent
        } else {
            palette.main
        };
        let fleck = if value_noise(p.x * 60.0, p.y * 60.0) > 0.84 {
            0.92
        } else {
            1.0
        };
        round_color(color, around, 0.12).lit(fleck)
    });
    let lip = Lathe::new(&[(0.20, 0.40), (0.31, 0.39)], 0.055);
    canvas.fill(&lip, &|p| {
        round_color(palette.main, lip.around(p), 0.2).lit(1.05)
    });
}
