//! What an image shows, before it becomes a file.

use image::RgbaImage;

use super::Truth;
use super::draw::Chance;
use super::form::Form;
use super::products::{Kind, Palette, View, draw_product};
use super::scene::{Scene, draw_scene};

/// Strength of the grain in levels: as a good camera leaves it.
const GRAIN: f32 = 2.4;

/// What an image shows. Two equal pictures are drawn alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Picture {
    /// A product, cut out.
    Product {
        /// What it is.
        kind: Kind,
        /// Its colours.
        colors: Colors,
        /// From where it was taken.
        view: View,
    },
    /// Something dark that is no cut-out.
    Scene {
        /// What it is.
        scene: Scene,
        /// Which of its kind.
        number: u64,
    },
}

/// The colours of a product, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Colors {
    /// One of the colourful palettes, by number.
    Colorful(u64),
    /// Near-black from top to bottom.
    Dark,
}

impl Picture {
    /// Draws it; its longest side is `longest_px` pixels.
    pub(super) fn draw(self, longest_px: u32, seed: u64) -> RgbaImage {
        match self {
            Self::Product { kind, colors, view } => {
                let (palette, number) = match colors {
                    Colors::Colorful(number) => (Palette::colorful(number), number),
                    Colors::Dark => (Palette::dark(), u64::MAX),
                };
                let seed = Chance::of(&[seed, number]).next();
                draw_product(kind, palette, view, longest_px, seed).into_image(GRAIN)
            }
            Self::Scene { scene, number } => {
                let seed = Chance::of(&[seed, number]).next();
                draw_scene(scene, longest_px, seed).into_image(GRAIN)
            }
        }
    }

    /// What is true of this picture as a file of this form.
    pub(super) fn truth(self, form: Form) -> Truth {
        match (self, form.truth()) {
            (Self::Scene { .. }, Truth::Clear) => Truth::Debatable,
            (_, truth) => truth,
        }
    }
}
