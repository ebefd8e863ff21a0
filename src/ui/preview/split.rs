//! The handle between two pictures that lie on each other: left of it one, right of it the other. Dragged by the
//! pointer, moved by arrow keys, and a slider to screen readers.

use egui::accesskit::{Action, ActionData};
use egui::{
    CursorIcon, EventFilter, Key, Rect, Response, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::theme::palette;

/// Width of the strip in which the pointer takes the handle, in points.
const GRIP: f32 = 22.0;

/// Radius of the knob in points.
const KNOB: f32 = 13.0;

/// Share that one press of an arrow key moves it.
const KEY_STEP: f32 = 0.02;

/// The handle over the pictures' visible part. Returns where it is after this frame's pointer and keys, as a share of
/// the width from the left.
pub(super) fn split_ui(ui: &Ui, seen: Rect, share: f32, id: egui::Id, name: &str) -> f32 {
    let x = seen.left() + seen.width() * share;
    let grip = Rect::from_center_size(pos2(x, seen.center().y), vec2(GRIP, seen.height()));
    let response = ui.interact(grip, id, Sense::drag());
    let moved = moved(ui, &response, seen, share).clamp(0.0, 1.0);
    let percent = f64::from((moved * 100.0).round());
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), percent, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.set_numeric_value_step(f64::from(KEY_STEP * 100.0));
        for action in [Action::SetValue, Action::Increment, Action::Decrement] {
            node.add_action(action);
        }
    });
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    paint(ui, seen, seen.left() + seen.width() * moved, &response);
    moved
}

fn moved(ui: &Ui, response: &Response, seen: Rect, share: f32) -> f32 {
    let mut share = share;
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        share = (pointer.x - seen.left()) / seen.width().max(1.0);
    }
    let id = response.id;
    if response.has_focus() {
        let arrows = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let (less, more) = ui.input(|input| {
            let presses = |key| input.num_presses(key) as f32;
            (presses(Key::ArrowLeft), presses(Key::ArrowRight))
        });
        share += (more - less) * KEY_STEP;
    }
    let (steps, asked) = ui.input(|input| {
        let count = |action| input.num_accesskit_action_requests(id, action) as f32;
        let asked = input
            .accesskit_action_requests(id, Action::SetValue)
            .filter_map(|request| match request.data {
                Some(ActionData::NumericValue(percent)) => Some(percent),
                _ => None,
            });
        let asked = asked.last();
        (count(Action::Increment) - count(Action::Decrement), asked)
    });
    share += steps * KEY_STEP;
    #[expect(clippy::cast_possible_truncation, reason = "a share of a width")]
    asked.map_or(share, |percent| (percent / 100.0) as f32)
}

/// A line with a knob, seen on black and on white.
fn paint(ui: &Ui, seen: Rect, x: f32, response: &Response) {
    let colours = palette(ui);
    let painter = ui.painter_at(seen);
    let (top, bottom) = (pos2(x, seen.top()), pos2(x, seen.bottom()));
    painter.line_segment([top, bottom], Stroke::new(4.0, colours.panel));
    painter.line_segment([top, bottom], Stroke::new(2.0, colours.accent));
    let centre = pos2(x, seen.center().y);
    let edge = if response.has_focus() {
        Stroke::new(3.0, colours.text)
    } else {
        Stroke::new(2.0, colours.panel)
    };
    painter.circle(centre, KNOB, colours.accent, edge);
    for direction in [-1.0, 1.0] {
        let tip = centre + vec2(direction * 8.5, 0.0);
        let points = vec![
            tip,
            centre + vec2(direction * 3.5, -4.5),
            centre + vec2(direction * 3.5, 4.5),
        ];
        painter.add(Shape::convex_polygon(
            points,
            colours.on_accent,
            Stroke::NONE,
        ));
    }
}
