//! One product's row: its counts, and how far it is reviewed.

use egui::{
    Align2, FontId, PointerButton, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};
use egui_extras::TableRow;

use super::{ProductTableProps, ROW_HEIGHT};
use crate::scan::ProductId;
use crate::session::{ProductColumn, ProductLine, ProductPlace};
use crate::ui::theme::{palette, rounding, space};
use crate::ui::widgets::elided_in_the_middle;
use crate::ui::{ListCommand, Text, UiCommand, format, icons, list_id};

/// One row.
pub(super) struct Line<'a> {
    pub place: ProductPlace,
    pub product: &'a ProductLine,
    pub props: ProductTableProps<'a>,
}

/// The name of a product, or of the line of images without one.
pub(in crate::ui) fn product_name(text: &Text, product: Option<&ProductId>) -> String {
    product.map_or_else(
        || text.get("products-none"),
        |product| product.as_str().to_owned(),
    )
}

impl Line<'_> {
    pub(super) fn show(
        &self,
        row: &mut TableRow<'_, '_>,
        (clip, width): (Rect, f32),
        list: &Response,
        commands: &mut Vec<UiCommand>,
    ) {
        for column in ProductColumn::ALL {
            row.col(|ui| {
                if column == ProductColumn::Product {
                    self.ground_ui(ui, (clip, width), list, commands);
                }
                self.cell_ui(ui, column);
            });
        }
        row.col(|ui| self.open_ui(ui, commands));
    }

    /// What lies under all cells of the row: its colour, its clicks, its name.
    fn ground_ui(
        &self,
        cell: &mut Ui,
        (clip, width): (Rect, f32),
        list: &Response,
        commands: &mut Vec<UiCommand>,
    ) {
        let session = self.props.session;
        let top_left = cell.max_rect().min;
        let rect = Rect::from_min_size(top_left, vec2(width, ROW_HEIGHT));
        let mut ui = cell.new_child(UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(clip);
        let seen = rect.intersect(clip);
        let id = list_id().with(("product", self.place.index()));
        let response = ui.interact(seen, id, Sense::CLICK);
        let is_focused = session.product_list().focus() == Some(self.place);
        response.widget_info(|| {
            let label = self.spoken_name();
            WidgetInfo::selected(egui::Role::Row, true, is_focused, label)
        });
        if response.double_clicked_by(PointerButton::Primary) {
            commands.push(UiCommand::List(ListCommand::OpenProduct(self.place)));
        } else if response.clicked() {
            commands.push(UiCommand::List(ListCommand::FocusProduct(self.place)));
            list.request_focus();
        }
        if is_focused {
            ui.ctx().accesskit_node_builder(list.id, |node| {
                node.set_active_descendant(response.id.accesskit_id());
            });
        }
        let colours = palette(&ui);
        let fill = match (is_focused, response.hovered()) {
            (true, _) => Some(colours.accent_weak),
            (false, true) => Some(colours.raised),
            (false, false) => None,
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(rect, 0, fill);
        }
        let under = Stroke::new(1.0, colours.outline.gamma_multiply(0.6));
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, under);
        if is_focused && list.has_focus() {
            let ring = Stroke::new(2.0, colours.accent);
            let radius = rounding::CONTROL / 2;
            ui.painter()
                .rect_stroke(rect.shrink(0.5), radius, ring, StrokeKind::Inside);
        }
    }

    /// "04006381000012, 7 images, 2 of 3 flagged reviewed".
    fn spoken_name(&self) -> String {
        let (text, counts) = (self.props.text, &self.product.counts);
        let name = product_name(text, self.product.product.as_ref());
        let images = text.counted("products-images", counts.images().into());
        let reviewed = text.with(
            "products-reviewed",
            &[
                (
                    "reviewed",
                    format::count(counts.flagged_reviewed.into()).into(),
                ),
                ("flagged", format::count(counts.flagged().into()).into()),
            ],
        );
        format!("{name}, {images}, {reviewed}")
    }

    fn cell_ui(&self, ui: &mut Ui, column: ProductColumn) {
        let rect = ui.max_rect().shrink2(vec2(space::XS, 0.0));
        let colours = palette(ui);
        let font = TextStyle::Body.resolve(ui.style());
        match column {
            ProductColumn::Product => {
                let name = product_name(self.props.text, self.product.product.as_ref());
                let ink = if self.product.product.is_some() {
                    colours.text
                } else {
                    colours.text_weak
                };
                let shown = elided_in_the_middle(ui, &name, &TextStyle::Body, rect.width());
                let at = pos2(rect.left(), rect.center().y);
                ui.painter().text(at, Align2::LEFT_CENTER, shown, font, ink);
            }
            ProductColumn::ToReview => self.reviewed_ui(ui, rect),
            _ => {
                let count = column.count(self.product).unwrap_or(0);
                let ink = if count == 0 {
                    colours.text_weak
                } else {
                    colours.text
                };
                let at = pos2(rect.right(), rect.center().y);
                let shown = format::count(count.into());
                ui.painter()
                    .text(at, Align2::RIGHT_CENTER, shown, font, ink);
            }
        }
    }

    /// "2 of 3", and a tick where nothing is left; nothing where there is nothing to review.
    fn reviewed_ui(&self, ui: &Ui, rect: Rect) {
        let counts = &self.product.counts;
        if counts.flagged() == 0 {
            return;
        }
        let colours = palette(ui);
        let is_done = counts.to_review() == 0;
        let words = self.props.text.with(
            "products-of",
            &[
                (
                    "reviewed",
                    format::count(counts.flagged_reviewed.into()).into(),
                ),
                ("flagged", format::count(counts.flagged().into()).into()),
            ],
        );
        let ink = if is_done {
            colours.text_weak
        } else {
            colours.text
        };
        let font = TextStyle::Body.resolve(ui.style());
        let at = pos2(rect.right(), rect.center().y);
        let painter = ui.painter();
        let words = painter.text(at, Align2::RIGHT_CENTER, words, font, ink);
        if is_done {
            let icon = icons::OK;
            let font = FontId::new(15.0, icon.font_family());
            let at = pos2(words.left() - space::XS, rect.center().y);
            painter.text(
                at,
                Align2::RIGHT_CENTER,
                icon.codepoint,
                font,
                colours.accent,
            );
        }
    }

    /// An arrow that opens the product by one click.
    fn open_ui(&self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        let text = self.props.text;
        let product = product_name(text, self.product.product.as_ref());
        let name = text.with("products-open", &[("product", product.into())]);
        let rect = ui.max_rect();
        // Not a stop of the Tab key: the list as a whole is one, and Enter opens.
        let response = ui
            .interact(rect, ui.scope_id().with("open"), Sense::CLICK)
            .on_hover_text(&name);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
        if response.clicked() {
            commands.push(UiCommand::List(ListCommand::OpenProduct(self.place)));
        }
        let colours = palette(ui);
        let ink = if response.hovered() {
            colours.accent
        } else {
            colours.text_weak
        };
        let icon = icons::NEXT;
        let font = FontId::new(18.0, icon.font_family());
        ui.painter().text(
            rect.center(),
            Align2::CENTER_CENTER,
            icon.codepoint,
            font,
            ink,
        );
    }
}
