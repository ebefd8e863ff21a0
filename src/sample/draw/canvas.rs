//! The sheet that shapes are drawn on: smooth edges, soft shadows, soft alpha.

use image::{Rgba, RgbaImage};

use super::color::Color;
use super::random::value_noise;
use super::shape::{Point, Shape, at};

/// How the product's space lies on the sheet.
#[derive(Clone, Copy, Debug)]
pub(in crate::sample) struct Placement {
    /// Share of the sheet's shorter side that the product's space takes; above 1 it is cut off.
    pub(in crate::sample) zoom: f32,
    /// Turned about the middle; clockwise, in radians.
    pub(in crate::sample) angle: f32,
    /// Seen in a mirror or not.
    pub(in crate::sample) facing: Facing,
    /// Moved, in the product's space.
    pub(in crate::sample) shift: Point,
}

/// Which way a product looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sample) enum Facing {
    /// As drawn.
    AsDrawn,
    /// Left and right swapped.
    Mirrored,
}

/// A sheet of premultiplied pixels, transparent at first.
pub(in crate::sample) struct Canvas {
    width_px: u32,
    height_px: u32,
    placement: Placement,
    /// Red, green, blue (premultiplied) and alpha, row by row.
    pixels: Vec<[f32; 4]>,
}

impl Canvas {
    /// An empty sheet.
    pub(in crate::sample) fn new(width_px: u32, height_px: u32, placement: Placement) -> Self {
        Self {
            width_px,
            height_px,
            placement,
            pixels: vec![[0.0; 4]; (width_px as usize) * (height_px as usize)],
        }
    }

    /// How many of the product's units a pixel is wide.
    fn unit_per_px(&self) -> f32 {
        2.0 / (self.placement.zoom * self.width_px.min(self.height_px) as f32)
    }

    fn to_product(&self, column: u32, row: u32) -> Point {
        let scale = self.unit_per_px();
        let centered = at(
            (column as f32 + 0.5 - self.width_px as f32 * 0.5) * scale,
            (row as f32 + 0.5 - self.height_px as f32 * 0.5) * scale,
        );
        let turned = centered.turned(-self.placement.angle);
        let x = match self.placement.facing {
            Facing::AsDrawn => turned.x,
            Facing::Mirrored => -turned.x,
        };
        at(
            x - self.placement.shift.x,
            turned.y - self.placement.shift.y,
        )
    }

    fn to_sheet(&self, point: Point) -> Point {
        let scale = self.unit_per_px();
        let moved = at(
            point.x + self.placement.shift.x,
            point.y + self.placement.shift.y,
        );
        let x = match self.placement.facing {
            Facing::AsDrawn => moved.x,
            Facing::Mirrored => -moved.x,
        };
        let turned = at(x, moved.y).turned(self.placement.angle);
        at(
            turned.x / scale + self.width_px as f32 * 0.5,
            turned.y / scale + self.height_px as f32 * 0.5,
        )
    }

    /// Fills a shape; `paint` gives the colour of each point.
    pub(in crate::sample) fn fill(&mut self, shape: &dyn Shape, paint: &dyn Fn(Point) -> Color) {
        self.fill_soft(shape, self.unit_per_px(), paint);
    }

    /// Fills a shape whose edge fades over `softness` units, half of them inside.
    pub(in crate::sample) fn fill_soft(
        &mut self,
        shape: &dyn Shape,
        softness: f32,
        paint: &dyn Fn(Point) -> Color,
    ) {
        let (columns, rows) = self.span(shape, softness);
        for row in rows {
            for column in columns.clone() {
                let place = self.to_product(column, row);
                let coverage = (0.5 - shape.distance(place) / softness).clamp(0.0, 1.0);
                if coverage > 0.0 {
                    // The smooth step keeps wide soft edges free of visible bands; on a hard edge it changes nothing
                    // that an eye could see.
                    let coverage = coverage * coverage * (3.0 - 2.0 * coverage);
                    self.lay(column, row, paint(place), coverage);
                }
            }
        }
    }

    /// Fills the whole sheet; `paint` gets the place from 0 to 1 across and down.
    pub(in crate::sample) fn flood(&mut self, paint: &dyn Fn(Point) -> Color) {
        for row in 0..self.height_px {
            for column in 0..self.width_px {
                let place = at(
                    (column as f32 + 0.5) / self.width_px as f32,
                    (row as f32 + 0.5) / self.height_px as f32,
                );
                self.lay(column, row, paint(place), 1.0);
            }
        }
    }

    /// Columns and rows that a shape can touch.
    fn span(
        &self,
        shape: &dyn Shape,
        softness: f32,
    ) -> (std::ops::Range<u32>, std::ops::Range<u32>) {
        let bounds = shape.bounds();
        let (mut low, mut high) = (at(f32::MAX, f32::MAX), at(f32::MIN, f32::MIN));
        for corner in [
            bounds.min,
            bounds.max,
            at(bounds.min.x, bounds.max.y),
            at(bounds.max.x, bounds.min.y),
        ] {
            let place = self.to_sheet(corner);
            low = at(low.x.min(place.x), low.y.min(place.y));
            high = at(high.x.max(place.x), high.y.max(place.y));
        }
        let margin = softness / self.unit_per_px() + 1.0;
        (
            to_count(low.x - margin, self.width_px)..to_count(high.x + margin, self.width_px),
            to_count(low.y - margin, self.height_px)..to_count(high.y + margin, self.height_px),
        )
    }

    fn lay(&mut self, column: u32, row: u32, color: Color, coverage: f32) {
        let alpha = color.alpha.clamp(0.0, 1.0) * coverage;
        let pixel = &mut self.pixels[(row as usize) * (self.width_px as usize) + column as usize];
        for (below, above) in pixel
            .iter_mut()
            .zip([color.red, color.green, color.blue, 1.0])
        {
            *below = above.clamp(0.0, 1.0) * alpha + *below * (1.0 - alpha);
        }
    }

    /// The picture, not premultiplied. Fully transparent pixels are black underneath, as PNG optimisers leave them.
    /// A grain of about one level keeps smooth gradients from banding.
    pub(in crate::sample) fn into_image(self, grain: f32) -> RgbaImage {
        let width = self.width_px;
        RgbaImage::from_fn(width, self.height_px, |column, row| {
            let [red, green, blue, alpha] =
                self.pixels[(row as usize) * (width as usize) + column as usize];
            if to_level(alpha) == 0 {
                return Rgba([0; 4]);
            }
            // What is hardly there, as a shadow, has hardly any grain either.
            let grain = grain * alpha / 255.0;
            let noise = (value_noise(column as f32 * 0.93, row as f32 * 0.93) - 0.5) * grain;
            let level = |part: f32| to_level(part / alpha + noise);
            Rgba([level(red), level(green), level(blue), to_level(alpha)])
        })
    }
}

/// A place on the sheet as a column or row, at most `limit`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast to an unsigned integer saturates, which is the clamping that is wanted"
)]
fn to_count(place: f32, limit: u32) -> u32 {
    (place.floor() as u32).min(limit)
}

/// A part of a colour as it is stored, 0 to 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to 255 by the saturating cast"
)]
fn to_level(part: f32) -> u8 {
    (part * 255.0 + 0.5) as u8
}

#[cfg(test)]
mod tests {
    use super::super::shape::Ellipse;
    use super::*;

    fn sheet(side: u32) -> Canvas {
        let placement = Placement {
            zoom: 1.0,
            angle: 0.0,
            facing: Facing::AsDrawn,
            shift: at(0.0, 0.0),
        };
        Canvas::new(side, side, placement)
    }

    #[test]
    fn a_disc_is_solid_inside_soft_at_its_edge_and_clear_outside() {
        let mut canvas = sheet(64);
        canvas.fill(&Ellipse::circle(at(0.0, 0.0), 0.5), &|_| {
            Color::hex(0xFF_8000)
        });
        let picture = canvas.into_image(0.0);
        assert_eq!(picture.get_pixel(32, 32).0, [255, 128, 0, 255], "middle");
        assert_eq!(
            picture.get_pixel(2, 2).0,
            [0, 0, 0, 0],
            "black under full transparency"
        );
        let soft = picture
            .pixels()
            .filter(|pixel| (1..255).contains(&pixel.0[3]))
            .count();
        assert!(
            soft > 50,
            "the edge is anti-aliased, but only {soft} pixels are half transparent"
        );
    }
}
