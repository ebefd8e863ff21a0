//! A sparkline, and a bar of shares: drawn by hand, so that they stay small and cheap.

use std::time::Instant;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use crate::session::{TimeShares, WorkerMeter};
use crate::ui::theme;

/// The worker is opening and reading files.
pub(super) fn reading_colour(ui: &Ui) -> Color32 {
    theme::palette(ui).text_weak
}

/// The worker is decoding and measuring.
pub(super) fn decoding_colour(ui: &Ui) -> Color32 {
    theme::palette(ui).accent
}

/// The worker has nothing to do.
pub(super) fn waiting_colour(ui: &Ui) -> Color32 {
    theme::palette(ui).outline
}

/// The highest rate of the last minute, so that all rows have one scale; at least one image a second.
pub(super) fn peak(workers: &[WorkerMeter], now: Instant) -> f32 {
    workers
        .iter()
        .flat_map(|meter| meter.images_per_sec(now))
        .fold(1.0, f32::max)
}

/// Values from 0 to 1, oldest first, over the width of `rect`: a line, and what lies below it filled.
pub(super) fn sparkline(
    painter: &Painter,
    rect: Rect,
    values: impl ExactSizeIterator<Item = f32>,
    (line, area): (Color32, Color32),
) {
    let steps = values.len().saturating_sub(1).max(1) as f32;
    let points: Vec<Pos2> = values
        .enumerate()
        .map(|(at, value)| {
            pos2(
                rect.left() + rect.width() * at as f32 / steps,
                rect.bottom() - rect.height() * value.clamp(0.0, 1.0),
            )
        })
        .collect();
    painter.add(Shape::mesh(area_below(&points, rect.bottom(), area)));
    painter.add(Shape::line(points, Stroke::new(1.2, line)));
}

/// A quadrilateral between each two points, because what lies below a line need not be convex.
fn area_below(points: &[Pos2], bottom: f32, colour: Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for pair in points.windows(2) {
        let (Some(left), Some(right)) = (pair.first(), pair.last()) else {
            continue;
        };
        let Ok(first) = u32::try_from(mesh.vertices.len()) else {
            break;
        };
        mesh.colored_vertex(*left, colour);
        mesh.colored_vertex(*right, colour);
        mesh.colored_vertex(pos2(right.x, bottom), colour);
        mesh.colored_vertex(pos2(left.x, bottom), colour);
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first, first + 2, first + 3);
    }
    mesh
}

/// Reading, decoding and waiting side by side over the width of `rect`.
pub(super) fn shares_bar(ui: &Ui, rect: Rect, shares: TimeShares) {
    let painter = ui.painter();
    painter.rect_filled(rect, 2.0, waiting_colour(ui));
    let mut left = rect.left();
    for (share, colour) in [
        (shares.reading, reading_colour(ui)),
        (shares.decoding, decoding_colour(ui)),
    ] {
        let width = rect.width() * share.clamp(0.0, 1.0);
        if width >= 0.5 {
            let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
            painter.rect_filled(part.intersect(rect), 2.0, colour);
        }
        left += width;
    }
}
