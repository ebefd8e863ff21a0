//! What is drawn over the picture: the black area that was judged with what belongs to it, the ring that was measured,
//! and the pixel that the first script looked at.

use egui::{Painter, Rect, Stroke, StrokeKind, TextureHandle, pos2};

use super::PreviewState;
use super::black_area::{Place, Weight, black_area};
use super::marks::{self, CornerMark, Mark};
use super::picture::ReadyPicture;
use crate::inspect::{BackgroundMeasurement, CornerPatch, Inspection, PixelRect, ProbePixel};
use crate::ui::theme::Palette;

/// Radius of the circle around a pixel that is too small to be seen, in points.
const MARK_RADIUS: f32 = 9.0;

/// From this side on a pixel is outlined itself, in points.
const VISIBLE_PIXEL: f32 = 5.0;

/// A picture to draw over.
pub(super) struct Overlay<'a> {
    pub(super) painter: &'a Painter,
    pub(super) place: Place,
    pub(super) picture: &'a ReadyPicture,
    pub(super) inspection: &'a Inspection,
    /// Highest level of a corner that is pure black, 0 to 255.
    pub(super) corner_level: u8,
    pub(super) colours: &'a Palette,
}

impl Overlay<'_> {
    /// Draws what is switched on, and strongly what the pointer asks for beside the picture.
    pub(super) fn draw(&self, preview: &PreviewState, is_flagged: bool, hatching: &TextureHandle) {
        let shows_area = preview.shows_area(is_flagged);
        let weight = |mark: Mark, is_on: bool| match preview.highlighted {
            Some(highlighted) if highlighted == mark => Some(Weight::Strong),
            _ => is_on.then_some(Weight::Quiet),
        };
        if let Some(weight) = weight(Mark::Area, shows_area)
            && let Some(region) = self.picture.black_region()
        {
            let look = (self.colours.area, weight);
            black_area(self.painter, self.place, region, hatching, look);
        }
        if let Some(measured) = &self.inspection.background {
            if weight(Mark::Ring, preview.shows_ring).is_some() {
                self.ring(measured);
            }
            if let Some(weight) = weight(Mark::Content, shows_area)
                && let Some(content) = measured.content
            {
                let rect = self.picture.turned(content.rect);
                marks::content(self.painter, self.place, rect, self.colours, weight);
            }
        }
        if let Some(weight) = weight(Mark::Corners, shows_area) {
            marks::corners(
                self.painter,
                self.place,
                self.corners(),
                self.colours,
                weight,
            );
        }
        if preview.marks_pixel {
            self.pixel_mark();
        }
    }

    /// The part of the stored picture that was measured: all of it, as a rule.
    fn measured_part(&self) -> PixelRect {
        let measured = self.inspection.background.as_ref();
        let within = measured.and_then(|measured| measured.within);
        within.unwrap_or(PixelRect {
            x_px: 0,
            y_px: 0,
            width_px: self.inspection.width_px,
            height_px: self.inspection.height_px,
        })
    }

    /// The corners of the stored picture where they are on the shown one.
    fn corners(&self) -> [CornerMark; 4] {
        let part = self.measured_part();
        let side_px = CornerPatch::side_px(part.width_px, part.height_px);
        let (left, top) = (part.x_px, part.y_px);
        let (right, bottom) = (
            left + part.width_px.saturating_sub(side_px),
            top + part.height_px.saturating_sub(side_px),
        );
        let measured = self.inspection.background.as_ref();
        let levels = measured.map(|measured| measured.corner_levels);
        let places = [(left, top), (right, top), (left, bottom), (right, bottom)];
        std::array::from_fn(|corner| {
            let (x_px, y_px) = places[corner];
            let level = levels.map(|levels| levels[corner]);
            CornerMark {
                patch: self.picture.turned(PixelRect {
                    x_px,
                    y_px,
                    width_px: side_px,
                    height_px: side_px,
                }),
                is_black: level.is_some_and(|level| level <= self.corner_level),
            }
        })
    }

    /// Draws the border ring that was measured. It has the same thickness at every side, so turning the picture does
    /// not change it.
    fn ring(&self, measured: &BackgroundMeasurement) {
        let part = self.picture.turned(self.measured_part());
        let rect = self.place.on_screen(part);
        let corner = self.place.on_screen(PixelRect {
            x_px: 0,
            y_px: 0,
            width_px: measured.ring_px,
            height_px: measured.ring_px,
        });
        let inner = rect.shrink2(corner.size().min(rect.size() / 2.0));
        let veil = self.colours.overlay.gamma_multiply(0.35);
        let sides = [
            rect.with_max_y(inner.top()),
            rect.with_min_y(inner.bottom()),
            Rect::from_min_max(pos2(rect.left(), inner.top()), inner.left_bottom()),
            Rect::from_min_max(inner.right_top(), pos2(rect.right(), inner.bottom())),
        ];
        for side in sides {
            self.painter.rect_filled(side, 0.0, veil);
        }
        let line = Stroke::new(1.0, self.colours.overlay);
        self.painter
            .rect_stroke(inner, 0.0, line, StrokeKind::Outside);
    }

    /// Marks the pixel at (5,5) of the stored picture, wherever that lies once the picture is turned.
    fn pixel_mark(&self) {
        let inspection = self.inspection;
        let (x_px, y_px) = ProbePixel::position(inspection.width_px, inspection.height_px);
        let pixel = self.picture.turned(PixelRect {
            x_px,
            y_px,
            width_px: 1,
            height_px: 1,
        });
        let on_screen = self.place.on_screen(pixel);
        let line = Stroke::new(2.0, self.colours.overlay);
        if on_screen.width() >= VISIBLE_PIXEL {
            self.painter
                .rect_stroke(on_screen, 0.0, line, StrokeKind::Outside);
        } else {
            let centre = on_screen.center();
            self.painter.circle_stroke(centre, MARK_RADIUS, line);
            self.painter
                .circle_filled(centre, 1.5, self.colours.overlay);
        }
    }
}
