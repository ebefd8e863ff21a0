//! The plan's files, of which only those in sight are built.

use std::path::Path;

use egui::{Label, Layout, RichText, Sense, TextStyle, Ui};
use egui_extras::{Column, TableBuilder, TableRow};

use super::PlanView;
use crate::repair::{PlannedItem, SkippedImage};
use crate::scan::ProductId;
use crate::ui::theme::{palette, type_size};
use crate::ui::widgets::{caption, elided_in_the_middle};
use crate::ui::{Text, format, wording};

/// Height of a row and of the header in points.
const ROW_HEIGHT: f32 = 26.0;

/// Lowest height of the table in points.
const LEAST_HEIGHT: f32 = 120.0;

/// Width of the column of sizes in points.
const SIZE_WIDTH: f32 = 84.0;

/// A column that is a share of the width.
type Share = (&'static str, f32);

const WRITTEN: [Share; 4] = [
    ("repair-column-image", 0.30),
    ("repair-column-product", 0.16),
    ("repair-column-original", 0.27),
    ("repair-column-target", 0.27),
];
const SKIPPED: [Share; 3] = [
    ("repair-column-image", 0.36),
    ("repair-column-product", 0.18),
    ("repair-column-why", 0.46),
];

/// Draws what is written, or the skipped images of a group.
pub(super) fn plan_table_ui(
    ui: &mut Ui,
    group: Option<usize>,
    view: &PlanView,
    text: &Text,
    height: f32,
) {
    let items = &view.plan().items;
    let skipped = group.and_then(|group| view.groups().get(group));
    let (columns, rows): (&[Share], usize) = match skipped {
        Some(group) => (&SKIPPED, group.len()),
        None => (&WRITTEN, items.len()),
    };
    if rows == 0 {
        caption(ui, text.get("repair-nothing-to-write"));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let gaps = ui.spacing().item_spacing.x * columns.len() as f32;
    let bar = ui.spacing().scroll.allocated_width();
    let width = (ui.available_width() - SIZE_WIDTH - gaps - bar).max(200.0);
    let mut table = TableBuilder::new(ui)
        .id_salt(("repair plan", group))
        .striped(false)
        .cell_layout(Layout::left_to_right(egui::Align::Center))
        .auto_shrink([false, true])
        .min_scrolled_height(LEAST_HEIGHT)
        .max_scroll_height((height - ROW_HEIGHT).max(LEAST_HEIGHT))
        .sense(Sense::hover())
        .cell_layout(Layout::left_to_right(egui::Align::Center))
        .animate_scrolling(false);
    for (_, share) in columns {
        table = table.column(Column::exact(width * share).clip(true));
    }
    // Skipped files need no room.
    if skipped.is_none() {
        table = table.column(Column::exact(SIZE_WIDTH).clip(true));
    }
    table
        .header(ROW_HEIGHT, |mut row| {
            for (key, _) in columns {
                row.col(|ui| title_ui(ui, &text.get(key)));
            }
            if skipped.is_none() {
                row.col(|ui| {
                    at_the_right(ui, |ui| title_ui(ui, &text.get("repair-column-size")));
                });
            }
        })
        .body(|body| {
            body.rows(ROW_HEIGHT, rows, |mut row| match skipped {
                Some(group) => {
                    if let Some(image) = view.skipped(group, row.index()) {
                        skipped_ui(&mut row, image, text);
                    }
                }
                None => {
                    if let Some(line) = items.get(row.index()) {
                        line_ui(&mut row, line);
                    }
                }
            });
        });
}

fn title_ui(ui: &mut Ui, words: &str) {
    let weak = palette(ui).text_weak;
    let words = RichText::new(words).size(type_size::SMALL).color(weak);
    ui.add(Label::new(words.strong()).truncate());
}

fn at_the_right(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(egui::Align::Center), add);
}

fn line_ui(row: &mut TableRow<'_, '_>, line: &PlannedItem) {
    row.col(|ui| path_ui(ui, line.location.relative()));
    row.col(|ui| product_ui(ui, line.product.as_ref()));
    row.col(|ui| path_ui(ui, &line.original.path));
    row.col(|ui| path_ui(ui, &line.target));
    row.col(|ui| {
        at_the_right(ui, |ui| {
            ui.add(Label::new(format::bytes(line.file_bytes)).truncate());
        });
    });
}

fn skipped_ui(row: &mut TableRow<'_, '_>, image: &SkippedImage, text: &Text) {
    row.col(|ui| path_ui(ui, image.location.relative()));
    row.col(|ui| product_ui(ui, image.product.as_ref()));
    row.col(|ui| {
        let why = wording::repair_obstacle(text, &image.obstacle);
        ui.add(Label::new(&why).truncate()).on_hover_text(why);
    });
}

/// The end of a path says most; all of it is shown under the pointer.
fn path_ui(ui: &mut Ui, path: &Path) {
    let whole = path.display().to_string();
    let shown = elided_in_the_middle(ui, &whole, &TextStyle::Body, ui.available_width());
    ui.add(Label::new(shown).extend()).on_hover_text(whole);
}

fn product_ui(ui: &mut Ui, product: Option<&ProductId>) {
    let words = product.map_or("–", ProductId::as_str);
    ui.add(Label::new(words).truncate());
}
