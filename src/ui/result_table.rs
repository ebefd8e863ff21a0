//! The table: a row per shown image, of which only the visible ones are built.
//!
//! It sorts nothing and filters nothing; the session's index does. An unknown value is a dash, never 0.

mod cells;
mod column;
mod header;
#[cfg(test)]
mod tests;

use egui::scroll_area::ScrollBarVisibility;
use egui::{Margin, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo};
use egui_extras::{Column, TableBody, TableBuilder, TableRow};

use super::keys::KeyMap;
use super::list_focus::{list_focus_ui, list_id, mark_active};
use super::list_scroll::{ListScroll, ListShape};
use super::row_actions::{click_commands, context_menu};
use super::row_hover::{row_hover_ui, shown_name};
use super::{Text, UiCommand, empty_list, wording};
use crate::scan::ImageId;
use crate::session::{ResultRow, ScanSession};
use column::TableColumn;

/// Height of a row in points.
const ROW_HEIGHT: f32 = 28.0;

/// Height of the header in points.
const HEADER_HEIGHT: f32 = 32.0;

/// What the table shows.
#[derive(Clone, Copy, Debug)]
pub struct ResultTableProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
}

/// Where the table stands. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct ResultTableState {
    scroll: ListScroll,
}

impl ResultTableState {
    /// The page height of the last frame, for the keys that move by pages.
    #[must_use]
    pub fn shape(&self) -> ListShape {
        self.scroll.shape()
    }

    /// Brings the focused image into view in the next frame.
    pub fn show_focus(&mut self) {
        self.scroll.show_focus();
    }
}

/// Draws the table into the rest of `ui`.
#[must_use]
pub fn result_table_ui(
    ui: &mut Ui,
    state: &mut ResultTableState,
    props: ResultTableProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    if props.session.index().shown().is_empty() {
        empty_list::empty_list_ui(ui, props.session, props.text);
        return commands;
    }
    let list = list_focus_ui(ui, props.session, props.text);
    let area = ui.available_rect_before_wrap();
    let bar_width = ui.spacing().scroll.allocated_width();
    let (left, bar) = area.split_left_right_at_x(area.right() - bar_width);
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        ScrollArea::horizontal()
            .id_salt("table")
            .auto_shrink(false)
            .content_margin(Margin::ZERO)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                table_ui(ui, state, props, &list, &mut commands);
            });
    });
    let bar = bar.with_min_y(bar.top() + HEADER_HEIGHT);
    scroll_bar_ui(ui, bar, state, props.session.index().shown().len());
    ui.advance_cursor_after_rect(area);
    commands
}

/// The table's own bar would stand at the end of its last column, out of sight in a narrow window; this one stands at
/// the edge of the view.
fn scroll_bar_ui(ui: &mut Ui, rect: Rect, state: &mut ResultTableState, rows: usize) {
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        let shown_at = state.scroll.offset();
        let output = ScrollArea::vertical()
            .id_salt("table bar")
            .auto_shrink(false)
            .content_margin(Margin::ZERO)
            .min_scrolled_height(0.0)
            .vertical_scroll_offset(shown_at)
            .show(ui, |ui| ui.set_height(rows as f32 * ROW_HEIGHT));
        let dragged_to = output.state.clamped_offset().y;
        if (dragged_to - shown_at).abs() > 0.5 {
            state.scroll.drag_to(dragged_to);
            ui.ctx().request_repaint();
        }
    });
}

fn table_ui(
    ui: &mut Ui,
    state: &mut ResultTableState,
    props: ResultTableProps<'_>,
    list: &egui::Response,
    commands: &mut Vec<UiCommand>,
) {
    let shown = props.session.index().shown();
    let shape = ListShape {
        columns: 1,
        row_height: ROW_HEIGHT,
        view_height: ui.available_height() - HEADER_HEIGHT,
    };
    let mut table = TableBuilder::new(ui)
        .id_salt("results")
        .striped(false)
        .resizable(true)
        .auto_shrink(false)
        .min_scrolled_height(0.0)
        .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
        .animate_scrolling(false);
    if let Some(offset) = state.scroll.plan(props.session, shape) {
        table = table.vertical_scroll_offset(offset);
    }
    let columns = TableColumn::shown(props.session.measures());
    for column in columns {
        let (width, least) = column.widths();
        table = table.column(Column::initial(width).at_least(least).clip(true));
    }
    let order = props.session.index().order();
    let mut active = None;
    let output = table
        .header(HEADER_HEIGHT, |mut row| {
            for &column in columns {
                row.col(|ui| header::header_ui(ui, column, order, props.text, commands));
            }
        })
        .body(|mut body| {
            let rows = RowsOnScreen::of(&mut body);
            body.rows(ROW_HEIGHT, shown.len(), |mut row| {
                let found = shown.get(row.index());
                let Some((id, result)) = found.and_then(|id| Some((*id, props.session.row(*id)?)))
                else {
                    empty_row(&mut row, columns.len());
                    return;
                };
                let line = Line { id, result, props };
                if let Some(focused) = line.show(&mut row, rows, list, commands) {
                    active = Some(focused);
                }
            });
        });
    state.scroll.shown(output.state.clamped_offset().y, shown);
    mark_active(ui.ctx(), list, active);
}

/// A table row must have its columns.
fn empty_row(row: &mut TableRow<'_, '_>, columns: usize) {
    for _ in 0..columns {
        row.col(|_| ());
    }
}

/// What all rows of a frame share.
#[derive(Clone, Copy)]
struct RowsOnScreen {
    /// Of a whole row.
    width: f32,
    /// The visible part of the body.
    clip: Rect,
}

impl RowsOnScreen {
    fn of(body: &mut TableBody<'_>) -> Self {
        let widths: f32 = body.widths().iter().sum();
        let gaps = body.widths().len().saturating_sub(1) as f32;
        let ui = body.ui_mut();
        Self {
            width: widths + gaps * ui.spacing().item_spacing.x,
            clip: ui.clip_rect(),
        }
    }
}

/// One row.
struct Line<'a> {
    id: ImageId,
    result: &'a ResultRow,
    props: ResultTableProps<'a>,
}

impl Line<'_> {
    /// Draws the row; returns its id if it has the session's focus.
    fn show(
        &self,
        row: &mut TableRow<'_, '_>,
        rows: RowsOnScreen,
        list: &egui::Response,
        commands: &mut Vec<UiCommand>,
    ) -> Option<egui::Id> {
        let mut response = None;
        for &column in TableColumn::shown(self.props.session.measures()) {
            row.col(|ui| {
                if response.is_none() {
                    response = Some(self.ground_ui(ui, rows, list, commands));
                }
                cells::cell_ui(ui, column, self.result, self.props.text);
            });
        }
        let has_focus = self.props.session.selection().focus() == Some(self.id);
        response.filter(|_| has_focus).map(|response| response.id)
    }

    /// What lies under all cells of the row: its colour, its clicks, its name.
    fn ground_ui(
        &self,
        cell: &mut Ui,
        rows: RowsOnScreen,
        list: &egui::Response,
        commands: &mut Vec<UiCommand>,
    ) -> egui::Response {
        let (session, text) = (self.props.session, self.props.text);
        let size = egui::vec2(rows.width, ROW_HEIGHT);
        let rect = Rect::from_min_size(cell.max_rect().min, size);
        let mut ui = cell.new_child(UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(rows.clip);
        // Only what is seen of it, so that its middle can be clicked however far the table is scrolled sideways.
        let seen = rect.intersect(rows.clip);
        let response = ui.interact(seen, list_id().with(("row", self.id.0)), Sense::CLICK);
        let is_selected = session.selection().contains(self.id);
        response.widget_info(|| {
            let path = self.result.report.location.relative();
            let name = shown_name(path.file_name().unwrap_or(path.as_os_str()));
            let status = wording::status(text, self.result.status());
            let review = wording::row_review(text, self.result);
            let parts: Vec<String> = [name, status].into_iter().chain(review).collect();
            let label = parts.join(", ");
            WidgetInfo::selected(egui::Role::Row, true, is_selected, label)
        });
        click_commands(&response, self.id, commands);
        let words = (text, self.props.keys);
        context_menu(&response, self.id, session, words, commands);
        if response.clicked() {
            list.request_focus();
        }
        cells::ground(&ui, &response, is_selected);
        if session.selection().focus() == Some(self.id) {
            cells::focus_ring(&ui, rect, list.has_focus());
        }
        row_hover_ui(response, self.result, text)
    }
}
