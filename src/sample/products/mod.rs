//! The things that the made-up shop sells, drawn in the space that [`super::draw`] defines.

mod fashion;
mod gadgets;
mod home;
mod table;

use super::draw::{Canvas, Chance, Color, Ellipse, Facing, Placement, at};

/// A kind of product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Mug,
    Sneaker,
    Lamp,
    Backpack,
    Vase,
    Headphones,
    Teapot,
    Chair,
    Bottle,
    Book,
    Watch,
    Plant,
}

impl Kind {
    /// Every kind, in the order of the shop's shelf.
    pub(super) const ALL: [Self; 12] = [
        Self::Mug,
        Self::Sneaker,
        Self::Lamp,
        Self::Backpack,
        Self::Vase,
        Self::Headphones,
        Self::Teapot,
        Self::Chair,
        Self::Bottle,
        Self::Book,
        Self::Watch,
        Self::Plant,
    ];
}

/// The colours of one product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Palette {
    /// The body.
    pub(super) main: Color,
    /// Bands, soles, labels.
    pub(super) accent: Color,
    /// Metal, wood, leather: what is not dyed.
    pub(super) trim: Color,
}

/// Main, accent and trim colours that go together.
const PALETTES: [[u32; 3]; 10] = [
    [0xD9_5D39, 0xF6_E7D2, 0x8A_5A3B],
    [0x2F_6F8F, 0xF2_C14E, 0xB9_C0C7],
    [0x5B_8C5A, 0xF4_EFE1, 0xA9_7142],
    [0xE8_B23A, 0x3D_4A5C, 0x9A_6B43],
    [0xC7_4B6B, 0xFB_E3DC, 0xC9_A15A],
    [0x6C_5B9E, 0xE9_DDF3, 0xB8_BDC6],
    [0x3C_9D9B, 0xFD_F3D8, 0x8C_5E3C],
    [0xE9_8F7B, 0x4B_5D67, 0xBF_A27A],
    [0x4A_6FA5, 0xF7_F7F2, 0x7A_5236],
    [0xB0_8968, 0x2F_3E46, 0xD4_B483],
];

/// Near-black colours: products that are dark themselves, which is no mishap.
const DARK_PALETTE: [u32; 3] = [0x1E_2024, 0x3A_3D44, 0x55_5A63];

impl Palette {
    /// One of the colourful palettes.
    pub(super) fn colorful(index: u64) -> Self {
        let index = usize::try_from(index % PALETTES.len() as u64).unwrap_or(0);
        Self::from_hex(PALETTES[index])
    }

    /// Dark from top to bottom.
    pub(super) fn dark() -> Self {
        Self::from_hex(DARK_PALETTE)
    }

    fn from_hex([main, accent, trim]: [u32; 3]) -> Self {
        Self {
            main: Color::hex(main),
            accent: Color::hex(accent),
            trim: Color::hex(trim),
        }
    }
}

/// From where a product was photographed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum View {
    /// From the front, in a square picture.
    Front,
    /// From the other side, in an upright picture.
    OtherSide,
    /// So near that it touches the edges of the picture.
    Close,
    /// Small and a little tilted, in a wide picture.
    Wide,
}

impl View {
    /// Every view, in the order of a product page.
    pub(super) const ALL: [Self; 4] = [Self::Front, Self::OtherSide, Self::Close, Self::Wide];

    /// Width and height of a picture whose longest side is given, in pixels.
    pub(super) fn size(self, longest_px: u32) -> (u32, u32) {
        match self {
            Self::Front | Self::Close => (longest_px, longest_px),
            Self::OtherSide => (longest_px * 4 / 5, longest_px),
            Self::Wide => (longest_px, longest_px * 3 / 4),
        }
    }

    fn placement(self, chance: &mut Chance) -> Placement {
        let (zoom, angle, facing) = match self {
            Self::Front => (chance.between(0.80, 0.88), 0.0, Facing::AsDrawn),
            Self::OtherSide => (chance.between(0.86, 0.94), 0.0, Facing::Mirrored),
            Self::Close => (chance.between(1.18, 1.32), 0.0, Facing::AsDrawn),
            Self::Wide => (
                chance.between(0.82, 0.9),
                chance.between(-0.09, 0.09),
                Facing::AsDrawn,
            ),
        };
        Placement {
            zoom,
            angle,
            facing,
            shift: at(chance.between(-0.03, 0.03), chance.between(-0.02, 0.02)),
        }
    }
}

/// Draws one product on a transparent sheet, with its shadow on the floor.
pub(super) fn draw_product(
    kind: Kind,
    palette: Palette,
    view: View,
    longest_px: u32,
    seed: u64,
) -> Canvas {
    let mut chance = Chance::of(&[seed, kind as u64, view as u64]);
    let (width_px, height_px) = view.size(longest_px);
    let mut canvas = Canvas::new(width_px, height_px, view.placement(&mut chance));
    let paint = match kind {
        Kind::Mug => table::mug,
        Kind::Vase => table::vase,
        Kind::Teapot => table::teapot,
        Kind::Bottle => table::bottle,
        Kind::Lamp => home::lamp,
        Kind::Chair => home::chair,
        Kind::Book => home::book,
        Kind::Plant => home::plant,
        Kind::Sneaker => fashion::sneaker,
        Kind::Backpack => fashion::backpack,
        Kind::Headphones => gadgets::headphones,
        Kind::Watch => gadgets::watch,
    };
    paint(&mut canvas, palette);
    canvas
}

/// A soft shadow on the floor: wide and faint, with a dark core where the product touches the ground.
fn floor_shadow(canvas: &mut Canvas, middle: f32, y: f32, half_width: f32) {
    let shade = |alpha: f32| move |_| Color::BLACK.faded(alpha);
    let wide = Ellipse::new(at(middle + 0.05, y + 0.02), half_width * 1.12, 0.09);
    canvas.fill_soft(&wide, 0.22, &shade(0.26));
    let core = Ellipse::new(at(middle, y), half_width * 0.96, 0.035);
    canvas.fill_soft(&core, 0.07, &shade(0.42));
}
