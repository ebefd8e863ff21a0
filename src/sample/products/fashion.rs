//! What people wear and carry: sneaker, backpack.

use std::f32::consts::{PI, TAU};

use super::super::draw::{Blob, Canvas, Color, Ellipse, RoundBox, Stroke, at, round_light};
use super::home::cloth;
use super::{Palette, floor_shadow};

pub(super) fn sneaker(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.50, 0.82);
    upper(canvas, palette);
    caps_and_stripes(canvas, palette);
    laces(canvas, palette);
    sole(canvas);
}

/// Tongue and upper of a sneaker.
fn upper(canvas: &mut Canvas, palette: Palette) {
    let tongue = Blob::smooth(&[
        at(-0.36, -0.46),
        at(-0.10, -0.58),
        at(0.0, -0.44),
        at(0.22, -0.16),
        at(-0.1, -0.1),
    ]);
    canvas.fill(&tongue, &|p| {
        cloth(palette.accent, p, 0.86 - 0.4 * p.y - 0.3)
    });
    let upper = Blob::smooth(&[
        at(-0.86, 0.30),
        at(-0.88, 0.02),
        at(-0.84, -0.36),
        at(-0.74, -0.42),
        at(-0.58, -0.33),
        at(-0.36, -0.34),
        at(-0.14, -0.44),
        at(0.02, -0.30),
        at(0.22, -0.10),
        at(0.52, 0.02),
        at(0.80, 0.12),
        at(0.90, 0.30),
        at(0.5, 0.36),
        at(-0.5, 0.36),
    ]);
    canvas.fill(&upper, &|p| {
        cloth(palette.main, p, 1.14 - 0.42 * (p.y + 0.3) + 0.06 * p.x)
    });
}

/// Toe cap, heel and stripes.
fn caps_and_stripes(canvas: &mut Canvas, palette: Palette) {
    let toe = Blob::smooth(&[
        at(0.50, 0.05),
        at(0.66, 0.06),
        at(0.84, 0.14),
        at(0.93, 0.32),
        at(0.44, 0.36),
        at(0.44, 0.20),
    ]);
    canvas.fill(&toe, &|p| palette.accent.lit(1.12 - 0.9 * (p.y - 0.05)));
    let heel = Blob::smooth(&[
        at(-0.90, 0.32),
        at(-0.90, 0.02),
        at(-0.86, -0.30),
        at(-0.72, -0.26),
        at(-0.62, 0.0),
        at(-0.64, 0.34),
    ]);
    canvas.fill(&heel, &|p| {
        palette
            .accent
            .lit(0.98 - 0.4 * (p.y + 0.1) + 0.4 * (p.x + 0.75))
    });
    for offset in [0.0_f32, 0.16] {
        let stripe = Blob::polygon(
            &[
                at(-0.42 + offset, 0.34),
                at(-0.28 + offset, -0.18),
                at(-0.19 + offset, -0.20),
                at(-0.31 + offset, 0.34),
            ],
            0.004,
        );
        canvas.fill(&stripe, &|p| palette.accent.lit(1.02 - 0.3 * (p.y + 0.1)));
    }
}

/// Collar and laces.
fn laces(canvas: &mut Canvas, palette: Palette) {
    let collar = Stroke::line(
        &[
            at(-0.80, -0.37),
            at(-0.58, -0.31),
            at(-0.36, -0.33),
            at(-0.16, -0.42),
        ],
        0.035,
    );
    canvas.fill(&collar, &|p| palette.main.lit(0.72 - 0.3 * p.x * 0.2));
    for step in 0_u8..5 {
        let t = f32::from(step) * 0.088;
        let lace = Stroke::line(
            &[
                at(-0.10 + t, -0.36 + t * 0.86),
                at(0.04 + t, -0.41 + t * 0.86 + 0.03),
            ],
            0.02,
        );
        canvas.fill_soft(
            &Stroke::line(
                &[
                    at(-0.10 + t, -0.34 + t * 0.86),
                    at(0.04 + t, -0.36 + t * 0.86),
                ],
                0.02,
            ),
            0.03,
            &|_| Color::BLACK.faded(0.25),
        );
        canvas.fill(&lace, &|_| Color::hex(0xFA_F8F2));
    }
}

/// The sole, with its grooves.
fn sole(canvas: &mut Canvas) {
    let sole = Blob::smooth(&[
        at(-0.92, 0.30),
        at(-0.5, 0.31),
        at(0.0, 0.34),
        at(0.5, 0.32),
        at(0.93, 0.27),
        at(0.97, 0.36),
        at(0.86, 0.47),
        at(0.0, 0.50),
        at(-0.84, 0.49),
        at(-0.95, 0.42),
    ]);
    canvas.fill(&sole, &|p| {
        let groove = if p.y > 0.435 && (p.x * 46.0).sin() > 0.55 {
            0.80
        } else {
            1.0
        };
        let line = if (0.385..0.400).contains(&p.y) {
            0.84
        } else {
            1.0
        };
        Color::hex(0xF4_F1EA).lit((1.02 - 0.9 * (p.y - 0.30)) * groove * line)
    });
}

pub(super) fn backpack(canvas: &mut Canvas, palette: Palette) {
    floor_shadow(canvas, 0.0, 0.85, 0.54);
    bag(canvas, palette);
    pocket(canvas, palette);
}

/// The bag itself, with handle, straps and zip.
fn bag(canvas: &mut Canvas, palette: Palette) {
    let handle = Stroke::arc(at(0.0, -0.74), at(0.15, 0.16), PI, TAU, 0.032);
    canvas.fill(&handle, &|p| palette.trim.lit(1.0 - 1.2 * p.x));
    for side in [-1.0_f32, 1.0] {
        let strap = Stroke::line(
            &[
                at(0.50 * side, -0.42),
                at(0.66 * side, -0.05),
                at(0.64 * side, 0.40),
                at(0.52 * side, 0.66),
            ],
            0.045,
        );
        canvas.fill(&strap, &|p| cloth(palette.trim, p, 0.86 - 0.1 * side));
    }
    let body = Blob::smooth(&[
        at(-0.40, -0.74),
        at(0.0, -0.80),
        at(0.40, -0.74),
        at(0.55, -0.45),
        at(0.58, 0.20),
        at(0.56, 0.72),
        at(0.42, 0.85),
        at(0.0, 0.87),
        at(-0.42, 0.85),
        at(-0.56, 0.72),
        at(-0.58, 0.20),
        at(-0.55, -0.45),
    ]);
    canvas.fill(&body, &|p| {
        cloth(
            palette.main,
            p,
            round_light(p.x / 0.62) * 0.98 + 0.06 - 0.10 * p.y,
        )
    });
    let zip = Stroke::arc(
        at(0.0, -0.18),
        at(0.44, 0.46),
        PI * 1.04,
        TAU - PI * 0.04,
        0.013,
    );
    canvas.fill(&zip, &|p| {
        palette
            .trim
            .lit(if (p.x * 180.0).sin() > 0.0 { 1.1 } else { 0.7 })
    });
}

/// The front pocket with its patch.
fn pocket(canvas: &mut Canvas, palette: Palette) {
    let pocket = RoundBox::new(at(0.0, 0.40), 0.43, 0.35, 0.14);
    canvas.fill_soft(
        &RoundBox::new(at(0.015, 0.42), 0.44, 0.36, 0.14),
        0.06,
        &|_| palette.main.lit(0.4).faded(0.6),
    );
    canvas.fill(&pocket, &|p| {
        cloth(
            palette.main,
            p,
            round_light(p.x / 0.56) + 0.10 - 0.16 * (p.y - 0.3),
        )
    });
    let flap = Stroke::line(&[at(-0.37, 0.20), at(0.37, 0.20)], 0.012);
    canvas.fill(&flap, &|p| {
        palette
            .trim
            .lit(if (p.x * 180.0).sin() > 0.0 { 1.1 } else { 0.7 })
    });
    let pull = RoundBox::new(at(0.33, 0.255), 0.016, 0.05, 0.014);
    canvas.fill(&pull, &|_| palette.accent.lit(1.05));
    let patch = RoundBox::new(at(0.0, 0.44), 0.15, 0.085, 0.02);
    canvas.fill(&patch, &|p| palette.accent.lit(1.05 - 0.5 * p.x));
    let mark = Ellipse::circle(at(0.0, 0.44), 0.042);
    canvas.fill(&mark, &|_| palette.main.lit(0.8));
}
