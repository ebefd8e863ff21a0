//! What a reason of the verdict speaks of, as far as that can be pointed at in the picture.

use egui::{Painter, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use super::black_area::{Place, Weight};
use crate::inspect::{PixelRect, Reason};
use crate::ui::theme::{self, Palette};

/// Least side of a corner's mark in points: its patch of 8 pixels is hardly to be seen in a picture that is shown whole.
const CORNER: f32 = 9.0;

/// Dashes of the line around the content, and the gaps between them, in points.
const DASH: f32 = 5.0;
const GAP: f32 = 4.0;

/// A thing in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// The black background.
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
            | Reason::NarrowBlack { .. }
            | Reason::EnclosedBlack { .. }
            | Reason::DarkContent { .. }
            | Reason::BlackBars { .. }
            | Reason::UnevenBars { .. }
            | Reason::SoftEdge { .. }
            | Reason::LightEdge { .. }
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
    dashed(painter, rect, stroke(colours, weight), (DASH, GAP));
}

/// A corner patch of the shown picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CornerMark {
    /// Where it is.
    pub(super) patch: PixelRect,
    /// Whether it is pure black.
    pub(super) is_black: bool,
}

/// Marks the four corners of the picture; those that are pure black are filled.
pub(super) fn corners(
    painter: &Painter,
    place: Place,
    corners: [CornerMark; 4],
    colours: &Palette,
    weight: Weight,
) {
    let line = stroke(colours, weight);
    for corner in corners {
        let rect = enlarged(place.on_screen(corner.patch), place.rect);
        if corner.is_black {
            painter.rect_filled(rect, 0.0, colours.area.gamma_multiply(0.55));
        }
        painter.rect_stroke(rect, 0.0, line, StrokeKind::Inside);
    }
}

/// A patch that is large enough to be seen, in the same corner of the picture.
fn enlarged(patch: Rect, picture: Rect) -> Rect {
    let side = patch.size().max(Vec2::splat(CORNER));
    let side = side.min(picture.size() / 2.0);
    let at = |low: bool, start: f32, end: f32, side: f32| if low { start } else { end - side };
    let middle = picture.center();
    let left = at(
        patch.center().x < middle.x,
        patch.left(),
        patch.right(),
        side.x,
    );
    let top = at(
        patch.center().y < middle.y,
        patch.top(),
        patch.bottom(),
        side.y,
    );
    Rect::from_min_size(pos2(left, top), side)
}

/// A small sign of the thing beside the reason that speaks of it: how it looks on black.
pub(super) fn sign(painter: &Painter, rect: Rect, mark: Mark, colours: &Palette) {
    painter.rect_filled(rect, 0.0, theme::sampled(0, 0, 0));
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
            let thick = Stroke::new(2.5, colours.overlay);
            painter.rect_stroke(rect, 0.0, thick, StrokeKind::Inside);
        }
        Mark::Corners => {
            let inner = rect.shrink(1.5);
            for corner in [
                inner.left_top(),
                inner.right_top(),
                inner.left_bottom(),
                inner.right_bottom(),
            ] {
                let inward = (inner.center() - corner) * 0.7;
                let patch = Rect::from_two_pos(corner, corner + inward);
                painter.rect_filled(patch, 0.0, colours.area);
            }
        }
        Mark::Content => dashed(painter, rect.shrink(1.5), line, (2.0, 1.5)),
    }
}

fn stroke(colours: &Palette, weight: Weight) -> Stroke {
    let width = match weight {
        Weight::Quiet => 1.0,
        Weight::Strong => 2.5,
    };
    Stroke::new(width, colours.area)
}

fn dashed(painter: &Painter, rect: Rect, line: Stroke, (dash, gap): (f32, f32)) {
    let path = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    painter.extend(Shape::dashed_line(&path, line, dash, gap));
}
