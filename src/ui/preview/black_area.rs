//! The near-black area that was judged, hatched over the picture, so that it is seen on black without hiding anything.
//!
//! Invariant: one mesh and one texture however large the picture is; what is out of sight is not drawn.

use egui::{Color32, ColorImage, Context, Mesh, Pos2, Rect, TextureHandle, TextureOptions, vec2};
use egui::{Painter, TextureWrapMode, Vec2};

use crate::inspect::{BlackRegion, PixelRect};

/// Side of the hatching's tile, in texels and in points: stripes are 8.5 points apart.
const TILE: usize = 12;

/// How strongly the area is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// So that it is seen, and the picture before it.
    Quiet,
    /// So that it is what is seen first.
    Strong,
}

/// Where the picture is on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The whole picture, in points.
    pub(super) rect: Rect,
    /// Its size in pixels as shown.
    pub(super) size_px: Vec2,
}

impl Place {
    /// A rectangle of the shown picture's pixels, in points.
    pub(super) fn on_screen(self, part: PixelRect) -> Rect {
        let scale = self.rect.size() / self.size_px.max(Vec2::splat(1.0));
        let min = self.rect.min + vec2(part.x_px as f32, part.y_px as f32) * scale;
        Rect::from_min_size(
            min,
            vec2(part.width_px as f32, part.height_px as f32) * scale,
        )
    }
}

/// Draws the area.
pub(super) fn black_area(
    painter: &Painter,
    place: Place,
    region: &BlackRegion,
    hatching: &TextureHandle,
    (colour, weight): (Color32, Weight),
) {
    let seen = painter.clip_rect();
    let (fill, thickness) = match weight {
        Weight::Quiet => (colour.gamma_multiply(0.55), 1.0),
        Weight::Strong => (colour, 2.0),
    };
    let mut hatched = Mesh::with_texture(hatching.id());
    for patch in &region.patches {
        let shown = place.on_screen(*patch).intersect(seen);
        if shown.is_positive() {
            hatched.add_rect_with_uv(shown, tiled(place.rect.min, shown), fill);
        }
    }
    painter.add(hatched);
    let pixels_per_point = painter.pixels_per_point();
    let mut lines = Mesh::default();
    for line in &region.outline {
        let line = snapped(place.on_screen(*line), thickness, pixels_per_point);
        if line.intersects(seen) {
            lines.add_colored_rect(line, colour);
        }
    }
    painter.add(lines);
}

/// The hatching's place in its tiles: it moves with the picture, and is as dense at every size.
fn tiled(origin: Pos2, shown: Rect) -> Rect {
    let tile = TILE as f32;
    let at = |corner: Pos2| ((corner - origin) / tile).to_pos2();
    Rect::from_min_max(at(shown.min), at(shown.max))
}

/// A line without thickness as one of whole pixels of the screen, so that all are equally thick.
fn snapped(line: Rect, thickness: f32, pixels_per_point: f32) -> Rect {
    let thickness = (thickness * pixels_per_point).round().max(1.0);
    let snap =
        |middle: f32| (middle * pixels_per_point - thickness / 2.0).round() / pixels_per_point;
    let thickness = thickness / pixels_per_point;
    if line.width() < line.height() {
        let left = snap(line.left());
        Rect::from_x_y_ranges(left..=left + thickness, line.y_range())
    } else {
        let top = snap(line.top());
        // To the ends of the lines that meet it at a corner.
        let reach = thickness / 2.0;
        Rect::from_x_y_ranges(
            line.left() - reach..=line.right() + reach,
            top..=top + thickness,
        )
    }
}

/// A tile of white hatching: faint ground and stronger stripes from the lower left to the upper right.
pub(super) fn hatching(ctx: &Context) -> TextureHandle {
    /// Opacity of stripes over their middle and their soft edges, 0 to 255; and of the ground between them.
    const STRIPE: [u8; 4] = [130, 200, 200, 130];
    const GROUND: u8 = 62;
    let pixels = (0..TILE * TILE)
        .map(|at| {
            let across = (at % TILE + at / TILE) % TILE;
            Color32::from_white_alpha(STRIPE.get(across).copied().unwrap_or(GROUND))
        })
        .collect();
    let options = TextureOptions {
        wrap_mode: TextureWrapMode::Repeat,
        ..TextureOptions::LINEAR
    };
    ctx.load_texture("hatching", ColorImage::new([TILE, TILE], pixels), options)
}

#[cfg(test)]
mod tests {
    use egui::pos2;

    use super::*;

    #[test]
    fn a_part_of_the_picture_lies_where_the_picture_lies() {
        let place = Place {
            rect: Rect::from_min_size(pos2(10.0, 20.0), vec2(200.0, 100.0)),
            size_px: vec2(800.0, 400.0),
        };
        let part = PixelRect {
            x_px: 400,
            y_px: 0,
            width_px: 400,
            height_px: 40,
        };
        let expected = Rect::from_min_max(pos2(110.0, 20.0), pos2(210.0, 30.0));
        assert_eq!(
            place.on_screen(part),
            expected,
            "the right half, at the top"
        );
    }

    #[test]
    fn lines_are_whole_pixels_thick_wherever_they_lie() {
        for pixels_per_point in [1.0, 1.25, 2.0] {
            for at in [7.0, 7.3, 7.5, 7.9] {
                let upright = Rect::from_min_size(pos2(at, 3.0), vec2(0.0, 50.0));
                let line = snapped(upright, 1.0, pixels_per_point);
                let thickness = line.width() * pixels_per_point;
                assert!(
                    (thickness - thickness.round()).abs() < 0.01 && thickness > 0.9,
                    "{thickness} pixels"
                );
                assert!((line.center().x - at).abs() <= 1.0, "close to its place");
            }
        }
    }
}
