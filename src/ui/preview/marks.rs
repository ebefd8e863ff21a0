//! What a reason of the verdict speaks of, as far as that can be pointed at in the picture.

use egui::{Painter, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::black_area::{Place, Weight};
use crate::inspect::{PixelRect, Reason};
use crate::ui::theme::Palette;

/// Least side of a corner's mark in points: its patch of 8 pixels is hardly to be seen in a picture that is shown whole.
const CORNER: f32 = 9.0;

/// Dashes of the line around the content, and the gaps between them, in points.
const DASH: f32 = 5.0;
const GAP: f32 = 4.0;

/// A thing in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The near-black area that reaches the border.
    Area,
    /// The border ring.
    Ring,
    /// The four corner patches.
    Corners,
    /// The rectangle around everything that is not of the area.
    Content,
}

impl Mark {
    /// What a reason speaks of; `None` where there is nothing to point at.
    pub(super) fn of(reason: &Reason) -> Option<Self> {
        match reason {
            Reason::BlackCorners { .. }
            | Reason::NoBlackCorner { .. }
            | Reason::UnevenCorner { .. }
            | Reason::FewBlackCorners { .. } => Some(Self::Corners),
            Reason::ConnectedBlack { .. }
            | Reason::SmallBlackArea { .. }
            | Reason::EvenBlack { .. }
            | Reason::UnevenBlack { .. }
            | Reason::BlackBars { .. }
            | Reason::NothingVisible { .. } => Some(Self::Area),
            Reason::BlackBorder { .. } | Reason::PartlyBlackBorder { .. } => Some(Self::Ring),
            Reason::FramedRectangle { .. } | Reason::ScatteredContent { .. } => Some(Self::Content),
            Reason::HasTransparency { .. } => None,
        }
    }
}

/// Draws a dashed line around the content.
pub(super) fn content(
    painter: &Painter,
    place: Place,
    content: PixelRect,
    colours: &Palette,
    weight: Weight,
) {
    let rect = place.on_screen(content);
    dashed(painter, rect, stroke(colours, weight));
}

/// Marks the four corners of the picture.
pub(super) fn corners(
    painter: &Painter,
    place: Place,
    patch_px: u32,
    colours: &Palette,
    weight: Weight,
) {
    let patch = place.on_screen(PixelRect {
        x_px: 0,
        y_px: 0,
        width_px: patch_px,
        height_px: patch_px,
    });
    let room = place.rect.size() / 2.0;
    let side = patch.size().max(Vec2::splat(CORNER)).min(room);
    let (rect, line) = (place.rect, stroke(colours, weight));
    for corner in [
        Rect::from_min_size(rect.left_top(), side),
        Rect::from_min_size(rect.right_top() - vec2(side.x, 0.0), side),
        Rect::from_min_size(rect.left_bottom() - vec2(0.0, side.y), side),
        Rect::from_min_size(rect.right_bottom() - side, side),
    ] {
        painter.rect_stroke(corner, 0.0, line, StrokeKind::Inside);
    }
}

/// A small sign of the thing beside the reason that speaks of it.
pub(super) fn sign(painter: &Painter, rect: Rect, mark: Mark, colours: &Palette) {
    let line = Stroke::new(1.0, colours.area);
    match mark {
        Mark::Area => {
            painter.rect_stroke(rect, 0.0, line, StrokeKind::Inside);
            for share in [0.5, 1.0] {
                let (across, along) = (rect.size() * share).into();
                painter.line_segment(
                    [rect.min + vec2(0.0, along), rect.min + vec2(across, 0.0)],
                    line,
                );
            }
            let (middle, end) = (rect.center(), rect.max);
            painter.line_segment([pos2(middle.x, end.y), pos2(end.x, middle.y)], line);
        }
        Mark::Ring => {
            painter.rect_stroke(
                rect,
                0.0,
                Stroke::new(2.5, colours.overlay),
                StrokeKind::Inside,
            );
        }
        Mark::Corners => {
            for corner in [
                rect.left_top(),
                rect.right_top(),
                rect.left_bottom(),
                rect.right_bottom(),
            ] {
                let inward = (rect.center() - corner) * 0.6;
                let patch = Rect::from_two_pos(corner, corner + inward);
                painter.rect_filled(patch, 0.0, colours.area);
            }
        }
        Mark::Content => dashed(painter, rect, line),
    }
}

fn stroke(colours: &Palette, weight: Weight) -> Stroke {
    let width = match weight {
        Weight::Quiet => 1.0,
        Weight::Strong => 2.5,
    };
    Stroke::new(width, colours.area)
}

fn dashed(painter: &Painter, rect: Rect, line: Stroke) {
    let path = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(&path, line, DASH, GAP));
}
