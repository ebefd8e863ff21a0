//! A column's header: its name, and an arrow where the rows are ordered by it.

use egui::accesskit::SortDirection;
use egui::{
    Align2, Color32, CornerRadius, FontId, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui,
    WidgetInfo, pos2,
};

use super::column::TableColumn;
use crate::session::SortOrder;
use crate::ui::theme::{palette, rounding, space};
use crate::ui::{ListCommand, Text, UiCommand, icons};

/// Side of the arrow in points.
const ARROW: f32 = 14.0;

/// Draws a header; a click on it, or Enter while it has the keyboard, orders the rows.
pub(super) fn header_ui(
    ui: &mut Ui,
    column: TableColumn,
    order: Option<SortOrder>,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let rect = ui.max_rect();
    let colours = palette(ui);
    let direction = order
        .filter(|order| order.column == column.sort())
        .map(|order| order.ascending);
    let name = text.get(column.key());
    let response = ui.interact(rect, ui.scope_id().with("header"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ColumnHeader, true, &name));
    if let Some(ascending) = direction {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_sort_direction(if ascending {
                SortDirection::Ascending
            } else {
                SortDirection::Descending
            });
        });
    }
    if response.clicked() {
        commands.push(UiCommand::List(ListCommand::SortBy(column.sort())));
    }
    let ink = if response.hovered() || direction.is_some() {
        colours.text
    } else {
        colours.text_weak
    };
    paint_name(ui, rect, column, (name, ink), direction);
    if response.has_focus() {
        let ring = Stroke::new(1.5, colours.accent);
        let radius = CornerRadius::same(rounding::CONTROL);
        ui.painter()
            .rect_stroke(rect.shrink(1.0), radius, ring, StrokeKind::Inside);
    }
    underline(ui, rect);
}

/// Paints the name, and beside it the arrow of a column that orders the rows; `ascending` is `None` for others.
fn paint_name(
    ui: &Ui,
    rect: Rect,
    column: TableColumn,
    (name, ink): (String, Color32),
    ascending: Option<bool>,
) {
    let painter = ui.painter();
    let font = TextStyle::Small.resolve(ui.style());
    let arrow_room = if ascending.is_some() {
        ARROW + 2.0
    } else {
        0.0
    };
    let inner = rect.shrink2(egui::vec2(space::XS, 0.0));
    let room = (inner.width() - arrow_room).max(0.0);
    let mut job = egui::text::LayoutJob::simple_singleline(name, font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let words = painter.layout_job(job);
    let words_left = if column.is_number() {
        inner.right() - words.size().x
    } else {
        inner.left()
    };
    let top = inner.center().y - words.size().y / 2.0;
    let words_right = words_left + words.size().x;
    painter.galley(pos2(words_left, top), words, ink);
    if let Some(ascending) = ascending {
        let icon = if ascending {
            icons::ASCENDING
        } else {
            icons::DESCENDING
        };
        let x = if column.is_number() {
            words_left - ARROW - 2.0
        } else {
            words_right + 2.0
        };
        let font = FontId::new(ARROW, icon.font_family());
        let at = pos2(x, inner.center().y);
        painter.text(
            at,
            Align2::LEFT_CENTER,
            icon.codepoint,
            font,
            palette(ui).accent,
        );
    }
}

fn underline(ui: &Ui, rect: Rect) {
    let line = Stroke::new(1.0, palette(ui).outline);
    let gap = ui.spacing().item_spacing.x;
    let painter = ui.painter().with_clip_rect(rect.expand(gap));
    painter.hline(rect.x_range().expand(gap), rect.bottom() - 0.5, line);
}
