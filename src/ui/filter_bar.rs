//! The bar above the results: which rows (chips with live counts, a text), and how they are shown.
//!
//! It filters nothing itself: it asks for a filter, and the session works the list out.

mod chips;
mod find_menu;
mod list_menus;
mod product_menu;
#[cfg(test)]
mod tests;

use egui::{Align, Id, Key, Layout, Slider, TextEdit, Ui, vec2};

use super::gallery::THUMBNAIL_SIZES;
use super::keys::KeyMap;
use super::sensitivity_bar::{SensitivityBarProps, sensitivity_bar_ui, sensitivity_bar_width};
use super::theme::{palette, space};
use super::widgets::{bare_icon_button, caption, icon};
use super::{ListCommand, Text, UiCommand, ViewMode, icons};
use crate::session::{RowFilter, ScanSession};

/// Width of the text box in points, and the least that still shows a product id.
const BOX_WIDTH: f32 = 212.0;
const BOX_LEAST_WIDTH: f32 = 140.0;

/// Width that the text box's row takes beside the text box and the sensitivity, in points.
const ROW_REST: f32 = 502.0;

/// Width that everything in the row of the text box takes beside it, in points, and the least width of the box there.
const ROW_CONTROLS: f32 = 474.0;
const BOX_IN_ROW: f32 = 104.0;

/// What the bar shows.
#[derive(Clone, Copy, Debug)]
pub struct FilterBarProps<'a> {
    /// The scan.
    pub session: &'a ScanSession,
    /// The words.
    pub text: &'a Text,
    /// The keys in force.
    pub keys: &'a KeyMap,
    /// How the results are shown.
    pub view: ViewMode,
}

/// What the user sets in the bar itself. Kept by the app from frame to frame.
#[derive(Clone, Debug)]
pub struct FilterBarState {
    /// Least side of a thumbnail in points, for the gallery.
    pub thumbnail_size: f32,
    /// What stands in the text box.
    typed: String,
    wants_focus: bool,
}

impl Default for FilterBarState {
    fn default() -> Self {
        Self {
            thumbnail_size: super::gallery::DEFAULT_THUMBNAIL_SIZE,
            typed: String::new(),
            wants_focus: false,
        }
    }
}

impl FilterBarState {
    /// Puts the keyboard into the text box in the next frame ([`ListCommand::FocusFilter`]).
    pub fn focus_text(&mut self) {
        self.wants_focus = true;
    }

    /// Another scan, or a filter that was set elsewhere (a link of the summary): the box shows its text.
    pub fn show_filter(&mut self, filter: &RowFilter) {
        self.typed.clone_from(&filter.text);
    }
}

/// Draws the bar.
#[must_use]
pub fn filter_bar_ui(
    ui: &mut Ui,
    state: &mut FilterBarState,
    props: FilterBarProps<'_>,
) -> Vec<UiCommand> {
    let mut commands = Vec::new();
    let sensitivity = SensitivityBarProps {
        text: props.text,
        thresholds: props.session.thresholds(),
    };
    let sensitivity_width = sensitivity_bar_width(ui, sensitivity);
    let room = ui.available_width() - list_menus::refresh_room(props.session);
    let box_room = room - sensitivity_width - ROW_REST;
    let sensitivity_fits_below = box_room >= BOX_LEAST_WIDTH;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        chips::chips_ui(ui, props, &mut commands);
        if !sensitivity_fits_below {
            sensitivity_bar_ui(ui, sensitivity, &mut commands);
        }
    });
    ui.add_space(2.0);
    let fits_in_a_row = room >= ROW_CONTROLS + BOX_IN_ROW;
    ui.horizontal(|ui| {
        let box_width = if sensitivity_fits_below {
            box_room.min(BOX_WIDTH)
        } else if fits_in_a_row {
            (room - ROW_CONTROLS).min(BOX_WIDTH)
        } else {
            BOX_WIDTH
        };
        text_ui(ui, state, props, box_width, &mut commands);
        shown_ui(ui, props);
        if fits_in_a_row {
            list_menus::list_menus_ui(ui, props, &mut commands);
        }
        if sensitivity_fits_below {
            ui.add_space(space::S);
            sensitivity_bar_ui(ui, sensitivity, &mut commands);
        }
        if fits_in_a_row {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                view_ui(ui, state, props, &mut commands);
            });
        }
    });
    if !fits_in_a_row {
        let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            view_ui(ui, state, props, &mut commands);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                list_menus::list_menus_ui(ui, props, &mut commands);
            });
        });
    }
    commands
}

fn text_ui(
    ui: &mut Ui,
    state: &mut FilterBarState,
    props: FilterBarProps<'_>,
    box_width: f32,
    commands: &mut Vec<UiCommand>,
) {
    let filter = props.session.index().filter();
    let before = state.typed.clone();
    let hint = props.text.get("results-filter-hint");
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let weak = palette(ui).text_weak;
        icon(ui, icons::SEARCH, weak);
        let response = ui
            .add(
                TextEdit::singleline(&mut state.typed)
                    .id(Id::unique("text filter of results"))
                    .hint_text(hint.as_str())
                    .desired_width(box_width)
                    .align(egui::Align2::LEFT_CENTER)
                    .min_size(vec2(0.0, ui.spacing().interact_size.y)),
            )
            .accessible_name(hint);
        if std::mem::take(&mut state.wants_focus) {
            response.request_focus();
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            state.typed.clear();
        }
        if !state.typed.is_empty() {
            let clear = props.text.get("results-filter-clear");
            if bare_icon_button(ui, icons::CLOSE, &clear).clicked() {
                state.typed.clear();
                response.request_focus();
            }
        }
    });
    if state.typed != before {
        commands.push(UiCommand::List(ListCommand::SetFilter(RowFilter {
            text: state.typed.clone(),
            ..filter.clone()
        })));
    }
}

/// How many rows are shown, or that they are being worked out.
fn shown_ui(ui: &mut Ui, props: FilterBarProps<'_>) {
    let index = props.session.index();
    let words = if index.is_rebuilding() {
        props.text.get("results-shown-working")
    } else {
        match props.view {
            ViewMode::Products => {
                let count = props.session.product_list().shown().len() as u64;
                props.text.counted("products-shown", count)
            }
            ViewMode::Gallery | ViewMode::Table => {
                let count = index.shown().len() as u64;
                props.text.counted("results-shown", count)
            }
        }
    };
    caption(ui, words);
}

/// The switch of views, and the size of thumbnails where they are shown; from right to left.
fn view_ui(
    ui: &mut Ui,
    state: &mut FilterBarState,
    props: FilterBarProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    ui.spacing_mut().item_spacing.x = space::XS;
    for (view, icon, key) in [
        (ViewMode::Products, icons::PRODUCTS, "products-view"),
        (ViewMode::Table, icons::TABLE, "results-view-table"),
        (ViewMode::Gallery, icons::GALLERY, "results-view-gallery"),
    ] {
        let name = props.text.get(key);
        let button = egui::Button::new(icon.rich_text().size(18.0))
            .selected(props.view == view)
            .min_size(vec2(34.0, ui.spacing().interact_size.y));
        if ui
            .add(button)
            .on_hover_text(&name)
            .accessible_name(name)
            .clicked()
        {
            commands.push(UiCommand::List(ListCommand::SetViewMode(view)));
        }
    }
    find_menu::find_menu_ui(ui, props.text, commands);
    if props.view == ViewMode::Gallery {
        ui.add_space(space::S);
        let name = props.text.get("results-thumbnail-size");
        let slider = Slider::new(&mut state.thumbnail_size, THUMBNAIL_SIZES)
            .step_by(16.0)
            .show_value(false);
        ui.scope(|ui| {
            ui.spacing_mut().slider_width = 96.0;
            // A slider's handle is as high as its line.
            ui.spacing_mut().interact_size.y = 18.0;
            ui.add(slider)
        })
        .inner
        .on_hover_text(&name)
        .accessible_name(name);
    }
}
