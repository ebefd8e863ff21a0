//! The table of products: a row per product of the shown images, of which only the visible ones are built.
//!
//! It sorts, filters and counts nothing; the session does.

mod header;
mod row;
#[cfg(test)]
mod tests;

use egui::{Ui, vec2};
use egui_extras::{Column, TableBuilder};

use super::list_focus::product_list_focus_ui;
use super::{ListShape, Text, UiCommand, empty_list};
use crate::session::{ProductColumn, ProductPlace, ScanSession};
use row::Line;

pub(super) use row::product_name;

/// Height of a row in points.
const ROW_HEIGHT: f32 = 30.0;

/// Height of the header in points.
const HEADER_HEIGHT: f32 = 32.0;

/// Width of the column that opens a product, in points.
const OPEN_WIDTH: f32 = 30.0;

/// Least width of a product's id in points: 14 digits, with some room for the arrow.
const PRODUCT_WIDTH: f32 = 124.0;

/// Between columns in points.
const GAP: f32 = 4.0;

/// What the table shows.
#[derive(Clone, Copy, Debug)]
pub struct ProductTableProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// The words.
    pub text: &'a Text,
}

/// Where the table stands. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct ProductTableState {
    shape: ListShape,
    focus: Option<ProductPlace>,
    revision: u64,
}

impl ProductTableState {
    /// The page height of the last frame, for the keys that move by pages.
    #[must_use]
    pub fn shape(&self) -> ListShape {
        self.shape
    }

    /// The row to bring into view: that of the focused product, when it or the list changed.
    fn row_to_show(&mut self, session: &ScanSession) -> Option<usize> {
        let list = session.product_list();
        let is_same = self.focus == list.focus() && self.revision == list.revision();
        self.focus = list.focus();
        self.revision = list.revision();
        let focus = list.focus().filter(|_| !is_same)?;
        list.shown().iter().position(|place| *place == focus)
    }
}

/// Draws the table into the rest of `ui`.
#[must_use]
pub fn product_table_ui(
    ui: &mut Ui,
    state: &mut ProductTableState,
    props: ProductTableProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    let list = props.session.product_list();
    if list.shown().is_empty() {
        empty_list::empty_list_ui(ui, props.session, props.text);
        return commands;
    }
    let focus = product_list_focus_ui(ui, props.session, props.text);
    state.shape = ListShape {
        columns: 1,
        row_height: ROW_HEIGHT,
        view_height: ui.available_height() - HEADER_HEIGHT,
    };
    ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
    let factor = width_factor(ui);
    let mut table = TableBuilder::new(ui)
        .id_salt("products")
        .striped(false)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .animate_scrolling(false);
    if let Some(row) = state.row_to_show(props.session) {
        table = table.scroll_to_row(row, None);
    }
    for column in ProductColumn::ALL {
        table = table.column(match column {
            ProductColumn::Product => Column::remainder().at_least(PRODUCT_WIDTH).clip(true),
            _ => Column::exact((least_width(column) * factor).floor()).clip(true),
        });
    }
    table = table.column(Column::exact(OPEN_WIDTH));
    table
        .header(HEADER_HEIGHT, |mut row| {
            for column in ProductColumn::ALL {
                row.col(|ui| {
                    header::header_ui(ui, column, list.order(), props.text, &mut commands);
                });
            }
            row.col(header::underline);
        })
        .body(|mut body| {
            let widths: f32 = body.widths().iter().sum();
            let width = widths + ProductColumn::ALL.len() as f32 * GAP;
            let clip = body.ui_mut().clip_rect();
            body.rows(ROW_HEIGHT, list.shown().len(), |mut row| {
                let place = list.shown().get(row.index()).copied();
                let line = place.and_then(|place| {
                    let product = props.session.products().line(place)?;
                    Some(Line {
                        place,
                        product,
                        props,
                    })
                });
                match line {
                    Some(line) => line.show(&mut row, (clip, width), &focus, &mut commands),
                    // A table row must have its columns.
                    None => (0..=ProductColumn::ALL.len()).for_each(|_| {
                        row.col(|_| ());
                    }),
                }
            });
        });
    commands
}

/// Width of a column of counts in points, where there is just room for its name.
fn least_width(column: ProductColumn) -> f32 {
    match column {
        ProductColumn::Product => PRODUCT_WIDTH,
        ProductColumn::Images => 58.0,
        ProductColumn::Black => 52.0,
        ProductColumn::Doubtful => 68.0,
        ProductColumn::WithoutFacts => 80.0,
        ProductColumn::ToReview | ProductColumn::Confirmed => 74.0,
        ProductColumn::FalseAlarms => 82.0,
    }
}

/// By how much columns are wider or narrower than that: what is left beside the id is shared out.
fn width_factor(ui: &Ui) -> f32 {
    let columns = ProductColumn::ALL;
    let least: f32 = columns[1..].iter().copied().map(least_width).sum();
    let bar = ui.spacing().scroll.allocated_width();
    let gaps = columns.len() as f32 * GAP;
    let rest = ui.available_width() - bar - PRODUCT_WIDTH - OPEN_WIDTH - gaps;
    (rest / least).clamp(0.75, 1.3)
}
