//! A column's header: its name, and an arrow where the products are ordered by it.

use egui::accesskit::SortDirection;
use egui::{Align2, FontId, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2};

use crate::session::{ProductColumn, ProductOrder};
use crate::ui::theme::{palette, rounding, space};
use crate::ui::{ListCommand, Text, UiCommand, icons};

/// Side of the arrow in points.
const ARROW: f32 = 14.0;

/// The catalogue's key of a column's name.
pub(super) fn key(column: ProductColumn) -> &'static str {
    match column {
        ProductColumn::Product => "products-column-product",
        ProductColumn::Images => "products-column-images",
        ProductColumn::Black => "products-column-black",
        ProductColumn::Doubtful => "products-column-doubtful",
        ProductColumn::WithoutFacts => "products-column-unreadable",
        ProductColumn::ToReview => "products-column-reviewed",
        ProductColumn::Confirmed => "products-column-confirmed",
        ProductColumn::FalseAlarms => "products-column-false-alarms",
    }
}

/// Draws a header; a click on it, or Enter while it has the keyboard, orders the products.
pub(super) fn header_ui(
    ui: &mut Ui,
    column: ProductColumn,
    order: ProductOrder,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let rect = ui.max_rect();
    let colours = palette(ui);
    let is_ordered = order.column == column;
    let name = text.get(key(column));
    let response = ui.interact(rect, ui.scope_id().with("header"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ColumnHeader, true, &name));
    if is_ordered {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_sort_direction(if order.ascending {
                SortDirection::Ascending
            } else {
                SortDirection::Descending
            });
        });
    }
    if response.clicked() {
        commands.push(UiCommand::List(ListCommand::SortProducts(column)));
    }
    let ink = if response.hovered() || is_ordered {
        colours.text
    } else {
        colours.text_weak
    };
    let font = TextStyle::Small.resolve(ui.style());
    let inner = rect.shrink2(vec2(space::XS, 0.0));
    let arrow_room = if is_ordered { ARROW + 2.0 } else { 0.0 };
    let mut job = egui::text::LayoutJob::simple_singleline(name, font, ink);
    let room = (inner.width() - arrow_room).max(0.0);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let words = ui.painter().layout_job(job);
    let width = words.size().x;
    // Ids begin at the left, counts end at the right.
    let is_left = column == ProductColumn::Product;
    let left = if is_left {
        inner.left()
    } else {
        inner.right() - width
    };
    let top = inner.center().y - words.size().y / 2.0;
    ui.painter().galley(pos2(left, top), words, ink);
    if is_ordered {
        let icon = if order.ascending {
            icons::ASCENDING
        } else {
            icons::DESCENDING
        };
        let x = if is_left {
            left + width + 2.0
        } else {
            left - ARROW - 2.0
        };
        let font = FontId::new(ARROW, icon.font_family());
        let at = pos2(x, inner.center().y);
        let accent = colours.accent;
        ui.painter()
            .text(at, Align2::LEFT_CENTER, icon.codepoint, font, accent);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.5, colours.accent);
        ui.painter().rect_stroke(
            rect.shrink(1.0),
            rounding::CONTROL,
            ring,
            StrokeKind::Inside,
        );
    }
    underline(ui);
}

pub(super) fn underline(ui: &mut Ui) {
    let rect = ui.max_rect();
    let line = Stroke::new(1.0, palette(ui).outline);
    let gap = ui.spacing().item_spacing.x;
    let painter = ui.painter().with_clip_rect(rect.expand(gap));
    painter.hline(rect.x_range().expand(gap), rect.bottom() - 0.5, line);
}
