//! Pictures that are dark for good reasons: what a careful eye calls no mishap, and a simple rule may call one.

use super::draw::{
    Blob, Canvas, Chance, Color, Ellipse, Facing, Placement, Point, RoundBox, at, value_noise,
};

/// A dark picture of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scene {
    /// A street at night: near-black and noisy, nowhere exactly black for long.
    Night,
    /// A wide landscape with bars of pure black above and below.
    Letterbox,
}

impl Scene {
    /// Width and height for a longest side, in pixels.
    pub(super) fn size(self, longest_px: u32) -> (u32, u32) {
        match self {
            Self::Night => (longest_px, longest_px * 2 / 3),
            Self::Letterbox => (longest_px, longest_px * 3 / 4),
        }
    }
}

/// Draws a scene; it is opaque everywhere.
pub(super) fn draw_scene(scene: Scene, longest_px: u32, seed: u64) -> Canvas {
    let mut chance = Chance::of(&[seed, 0x5CE7E, scene as u64]);
    let (width_px, height_px) = scene.size(longest_px);
    let placement = Placement {
        zoom: 1.0,
        angle: 0.0,
        facing: Facing::AsDrawn,
        shift: at(0.0, 0.0),
    };
    let mut canvas = Canvas::new(width_px, height_px, placement);
    match scene {
        Scene::Night => night(&mut canvas, &mut chance),
        Scene::Letterbox => letterbox(&mut canvas, &mut chance),
    }
    canvas
}

fn night(canvas: &mut Canvas, chance: &mut Chance) {
    canvas.flood(&|p| Color::hex(0x05_0812).mixed(Color::hex(0x24_2A48), (p.y - 0.15) * 1.1));
    let moon = at(chance.between(-1.0, 1.0), chance.between(-0.7, -0.4));
    canvas.fill_soft(&Ellipse::circle(moon, 0.30), 0.55, &|_| {
        Color::hex(0xB9_C4E8).faded(0.25)
    });
    canvas.fill(&Ellipse::circle(moon, 0.11), &|p| {
        Color::hex(0xF2_EFDD).lit(0.86 + 0.2 * value_noise(p.x * 18.0, p.y * 18.0))
    });
    let mut left = -1.5;
    while left < 1.5 {
        let width = chance.between(0.16, 0.34);
        let top = chance.between(-0.15, 0.35);
        let house = RoundBox::new(
            at(left + width / 2.0, f32::midpoint(top, 1.0)),
            width / 2.0,
            (1.0 - top) / 2.0,
            0.0,
        );
        canvas.fill(&house, &|p| {
            Color::hex(0x0B_0C16).lit(1.0 + 0.03 * (p.y - top))
        });
        windows(canvas, chance, at(left, top), width);
        left += width + chance.between(0.0, 0.05);
    }
    street(canvas);
}

/// The windows of a house whose upper left corner is given, some of them lit.
fn windows(canvas: &mut Canvas, chance: &mut Chance, corner: Point, width: f32) {
    let mut y = corner.y + 0.09;
    while y < 0.78 {
        for column in 0_u8..3 {
            let lit = chance.unit() < 0.42;
            let window = at(corner.x + width * (0.22 + 0.28 * f32::from(column)), y);
            let color = if lit {
                *chance.pick(&[
                    Color::hex(0xFF_D27A),
                    Color::hex(0xF4_B45C),
                    Color::hex(0xC9_DDF2),
                ])
            } else {
                Color::hex(0x14_1624)
            };
            if lit {
                canvas.fill_soft(&RoundBox::new(window, 0.05, 0.06, 0.03), 0.10, &|_| {
                    color.faded(0.16)
                });
            }
            canvas.fill(&RoundBox::new(window, width * 0.075, 0.03, 0.004), &|_| {
                color
            });
        }
        y += 0.13;
    }
}

/// The street with its lamps.
fn street(canvas: &mut Canvas) {
    let street = RoundBox::new(at(0.0, 0.95), 1.6, 0.12, 0.0);
    canvas.fill(&street, &|p| {
        Color::hex(0x10_111A).lit(1.02 + 0.05 * value_noise(p.x * 4.0, p.y * 60.0))
    });
    for x in [-0.9_f32, 0.1, 1.1] {
        canvas.fill(&RoundBox::new(at(x, 0.70), 0.008, 0.20, 0.0), &|_| {
            Color::hex(0x1A_1C28)
        });
        canvas.fill_soft(&Ellipse::circle(at(x, 0.50), 0.16), 0.30, &|_| {
            Color::hex(0xFF_C46B).faded(0.55)
        });
        canvas.fill(&Ellipse::circle(at(x, 0.50), 0.025), &|_| {
            Color::hex(0xFF_F1CF)
        });
    }
}

fn letterbox(canvas: &mut Canvas, chance: &mut Chance) {
    let warm = chance.between(0.0, 1.0);
    canvas.flood(&|p| {
        let sky = Color::hex(0x3E_6FA8).mixed(Color::hex(0x6A_4C93), warm);
        sky.mixed(Color::hex(0xFF_C98B), (p.y - 0.18) * 2.0)
    });
    let sun = at(chance.between(-0.6, 0.6), 0.10);
    canvas.fill_soft(&Ellipse::circle(sun, 0.34), 0.5, &|_| {
        Color::hex(0xFF_E9B0).faded(0.6)
    });
    canvas.fill(&Ellipse::circle(sun, 0.15), &|_| Color::hex(0xFF_F6DC));
    for (base, rise, color) in [
        (0.20, 0.24, 0x6E_6A95),
        (0.34, 0.20, 0x4C_5A74),
        (0.50, 0.16, 0x34_4A4E),
    ] {
        let mut ridge = vec![at(-1.6, 1.2)];
        for step in 0_u8..=16 {
            ridge.push(at(
                -1.6 + f32::from(step) * 0.2,
                base - rise * chance.unit(),
            ));
        }
        ridge.push(at(1.6, 1.2));
        canvas.fill(&Blob::polygon(&ridge, 0.01), &|p| {
            Color::hex(color).lit(1.0 + 0.12 * (base - p.y))
        });
    }
    for side in [-1.0_f32, 1.0] {
        canvas.fill(
            &RoundBox::new(at(0.0, side * 0.89), 2.0, 0.16, 0.0),
            &|_| Color::BLACK,
        );
    }
}
