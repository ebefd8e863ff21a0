//! What is drawn over the picture: the ring that was measured, and the pixel that the first script looked at.

use egui::{Painter, Rect, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::picture::ReadyPicture;
use crate::inspect::{BackgroundMeasurement, Inspection, PixelRect, ProbePixel};
use crate::ui::theme::Palette;

/// Radius of the circle around a pixel that is too small to be seen, in points.
const MARK_RADIUS: f32 = 9.0;

/// From this side on a pixel is outlined itself, in points.
const VISIBLE_PIXEL: f32 = 5.0;

/// Draws the border ring that was measured. It has the same thickness at every side, so turning the picture does not
/// change it.
pub(super) fn ring(
    painter: &Painter,
    rect: Rect,
    picture: Vec2,
    measured: &BackgroundMeasurement,
    colours: &Palette,
) {
    let thickness = measured.ring_px as f32 * rect.size() / picture.max(Vec2::splat(1.0));
    let inner = rect.shrink2(thickness.min(rect.size() / 2.0));
    let veil = colours.overlay.gamma_multiply(0.35);
    let sides = [
        rect.with_max_y(inner.top()),
        rect.with_min_y(inner.bottom()),
        Rect::from_min_max(pos2(rect.left(), inner.top()), inner.left_bottom()),
        Rect::from_min_max(inner.right_top(), pos2(rect.right(), inner.bottom())),
    ];
    for side in sides {
        painter.rect_filled(side, 0.0, veil);
    }
    let line = Stroke::new(1.0, colours.overlay);
    painter.rect_stroke(inner, 0.0, line, StrokeKind::Outside);
}

/// Marks the pixel at (5,5) of the stored picture, wherever that lies once the picture is turned.
pub(super) fn pixel_mark(
    painter: &Painter,
    rect: Rect,
    picture: Vec2,
    shown: &ReadyPicture,
    inspection: &Inspection,
    colours: &Palette,
) {
    let (x_px, y_px) = ProbePixel::position(inspection.width_px, inspection.height_px);
    let pixel = shown.turned(PixelRect {
        x_px,
        y_px,
        width_px: 1,
        height_px: 1,
    });
    let scale = rect.size() / picture.max(Vec2::splat(1.0));
    let min = rect.min + vec2(pixel.x_px as f32, pixel.y_px as f32) * scale;
    let on_screen = Rect::from_min_size(min, scale);
    let line = Stroke::new(2.0, colours.overlay);
    if on_screen.width() >= VISIBLE_PIXEL {
        painter.rect_stroke(on_screen, 0.0, line, StrokeKind::Outside);
    } else {
        let centre = on_screen.center();
        painter.circle_stroke(centre, MARK_RADIUS, line);
        painter.circle_filled(centre, 1.5, colours.overlay);
    }
}
