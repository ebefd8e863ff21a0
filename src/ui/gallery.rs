//! The gallery: a grid of thumbnails over the shown rows, of which only the visible cells are built.
//!
//! It decodes nothing and holds no picture: it asks [`PictureStore`] for those of the visible cells, in the order in
//! which they are to be filled.

mod cell;
mod review_mark;
#[cfg(test)]
mod tests;

use egui::{Rect, ScrollArea, Ui, pos2, vec2};

use super::keys::KeyMap;
use super::list_focus::{list_focus_ui, mark_active};
use super::list_scroll::{ListScroll, ListShape};
use super::pictures::PictureStore;
use super::theme::space;
use super::{Text, UiCommand, empty_list};
use crate::session::ScanSession;
use cell::{CAPTION_HEIGHT, CellProps, cell_ui};

/// Smallest and largest thumbnails in points, the bounds of the slider. The largest is a thumbnail's longest side in
/// pixels: larger cells would only blur it.
pub const THUMBNAIL_SIZES: std::ops::RangeInclusive<f32> = 96.0..=256.0;

/// Thumbnails of this size in points to begin with.
pub const DEFAULT_THUMBNAIL_SIZE: f32 = 160.0;

/// Between cells, and around the grid.
const GAP: f32 = space::S;

/// What the gallery shows.
#[derive(Debug)]
pub struct GalleryProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// Its thumbnails.
    pub pictures: &'a mut PictureStore,
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// Least side of a thumbnail in points, within [`THUMBNAIL_SIZES`]; cells grow until a row is full.
    pub thumbnail_size: f32,
}

/// Where the gallery stands. Kept by the app from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct GalleryState {
    scroll: ListScroll,
}

impl GalleryState {
    /// Columns and page height of the last frame, for the keys that move by rows and pages.
    #[must_use]
    pub fn shape(&self) -> ListShape {
        self.scroll.shape()
    }

    /// Brings the focused image into view in the next frame.
    pub fn show_focus(&mut self) {
        self.scroll.show_focus();
    }
}

/// Cells of one frame.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Grid {
    columns: usize,
    cell_width: f32,
    row_height: f32,
}

impl Grid {
    /// As many columns as fit, and cells as wide as then fill the row.
    fn fitting(width: f32, thumbnail_size: f32) -> Self {
        let least = thumbnail_size + 2.0 * cell::PADDING;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let columns = ((width - GAP) / (least + GAP)).floor().max(1.0) as usize;
        let cell_width = ((width - GAP) / columns as f32 - GAP)
            .max(least.min(width))
            .floor();
        Self {
            columns,
            cell_width,
            row_height: cell_width + CAPTION_HEIGHT + GAP,
        }
    }

    /// The places in the list, of `count`, whose cells can be seen.
    fn visible_places(self, viewport: Rect, count: usize) -> std::ops::Range<usize> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a row of the list"
        )]
        let row_at = |y: f32| (y.max(0.0) / self.row_height) as usize;
        let start = row_at(viewport.min.y) * self.columns;
        let end = (row_at(viewport.max.y) + 1) * self.columns;
        start.min(count)..end.min(count)
    }
}

/// Draws the gallery into the rest of `ui`.
#[must_use]
pub fn gallery_ui(
    ui: &mut Ui,
    state: &mut GalleryState,
    props: GalleryProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    let shown = props.session.index().shown();
    if shown.is_empty() {
        empty_list::empty_list_ui(ui, props.session, props.text);
        return commands;
    }
    let list = list_focus_ui(ui, props.session, props.text);
    let width = ui.available_width() - ui.spacing().scroll.allocated_width();
    let grid = Grid::fitting(width, props.thumbnail_size);
    let shape = ListShape {
        columns: grid.columns,
        row_height: grid.row_height,
        view_height: ui.available_height(),
    };
    let mut area = ScrollArea::vertical()
        .id_salt("gallery")
        .auto_shrink(false)
        .content_margin(egui::Margin::ZERO);
    if let Some(offset) = state.scroll.plan(props.session, shape) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let rows = shown.len().div_ceil(grid.columns);
        ui.set_height(rows as f32 * grid.row_height + GAP);
        ui.set_width(viewport.width());
        cells_ui(ui, viewport, grid, props, &list, &mut commands)
    });
    state.scroll.shown(output.state.clamped_offset().y, shown);
    mark_active(ui.ctx(), &list, output.inner);
    commands
}

/// Draws the visible cells; returns the one that has the session's focus, if it is visible.
fn cells_ui(
    ui: &Ui,
    viewport: Rect,
    grid: Grid,
    props: GalleryProps<'_>,
    list: &egui::Response,
    commands: &mut Vec<UiCommand>,
) -> Option<egui::Id> {
    let GalleryProps {
        session,
        pictures,
        text,
        keys,
        ..
    } = props;
    let shown = session.index().shown();
    let visible = grid.visible_places(viewport, shown.len());
    // Counted from the visible edge, because far down a long list a point is less than what an f32 can tell apart.
    let view_top = ui.clip_rect().top().max(ui.min_rect().top());
    let view_left = ui.max_rect().left();
    let mut active = None;
    for place in visible {
        let (row, column) = (place / grid.columns, place % grid.columns);
        let Some((id, result)) = shown
            .get(place)
            .and_then(|id| session.row(*id).map(|result| (*id, result)))
        else {
            continue;
        };
        let top = f64::from(grid.row_height) * row as f64 - f64::from(viewport.min.y);
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let min = pos2(
            view_left + GAP + column as f32 * (grid.cell_width + GAP),
            view_top + GAP + top as f32,
        );
        let size = vec2(grid.cell_width, grid.row_height - GAP);
        let cell = CellProps {
            result,
            picture: cell::wants_picture(result).then(|| pictures.get(pictures.key(id))),
            session,
            text,
            keys,
            list_has_focus: list.has_focus(),
        };
        let response = cell_ui(ui, Rect::from_min_size(min, size), &cell, commands);
        if response.clicked() {
            list.request_focus();
        }
        if session.selection().focus() == Some(id) {
            active = Some(response.id);
        }
    }
    active
}
