//! What can be done with the list as it is: bring it up to date with the decisions, put it in another order, decide about
//! all of it.

use egui::{Button, Response, RichText, Ui, vec2};
use egui_material_icons::MaterialIcon;

use super::FilterBarProps;
use super::product_menu::product_menu_ui;
use crate::session::{Decision, ScanSession, SortColumn, SortOrder};
use crate::ui::keys::{KeyAction, with_key};
use crate::ui::theme::{palette, space};
use crate::ui::{ListCommand, ReviewCommand, UiCommand, ViewMode, format, icons};

/// Room that the button takes that refreshes the list, in points.
const REFRESH_ROOM: f32 = 124.0;

/// The orders that are offered, with the names of their columns.
const ORDERS: [(SortColumn, &str); 7] = [
    (SortColumn::Confidence, "review-sort-confidence"),
    (SortColumn::Status, "results-column-status"),
    (SortColumn::Decision, "review-column"),
    (SortColumn::Product, "results-column-product"),
    (SortColumn::Path, "results-column-path"),
    (SortColumn::Dimensions, "results-column-dimensions"),
    (SortColumn::FileBytes, "results-column-file-bytes"),
];

/// Room to keep for the button that refreshes the list.
pub(super) fn refresh_room(session: &ScanSession) -> f32 {
    if session.index().held_rows() > 0 {
        REFRESH_ROOM
    } else {
        0.0
    }
}

/// Draws the buttons.
pub(super) fn list_menus_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    // Products have their own order, and are not decided about.
    if props.view == ViewMode::Products {
        return product_menu_ui(ui, props, commands);
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        refresh_ui(ui, props, commands);
        sort_menu_ui(ui, props, commands);
        if !props.session.index().shown().is_empty() {
            all_shown_menu_ui(ui, props, commands);
        }
    });
}

/// Only where decided images stay in the list that are not what is asked for any more.
fn refresh_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let held = props.session.index().held_rows() as u64;
    if held == 0 {
        return;
    }
    let text = props.text;
    let name = text.get("review-refresh");
    let hint = text.counted("review-refresh-hint", held);
    let hint = with_key(ui.ctx(), props.keys, &hint, KeyAction::RefreshFilter);
    let count = RichText::new(format::count(held)).color(palette(ui).text_weak);
    let sign = icons::RETRY.rich_text().size(17.0);
    let button = Button::new((sign, name.as_str(), count));
    let response = ui.add(button).on_hover_text(hint);
    if response.accessible_name(name).clicked() {
        commands.push(UiCommand::List(ListCommand::RefreshFilter));
    }
}

pub(super) fn menu_button(ui: &mut Ui, sign: MaterialIcon, name: &str, is_on: bool) -> Response {
    let side = ui.spacing().interact_size.y;
    let button = Button::new(sign.rich_text().size(18.0))
        .selected(is_on)
        .min_size(vec2(side, side));
    ui.scope(|ui| {
        ui.spacing_mut().button_padding.x = (side - 18.0) / 2.0;
        ui.add(button)
    })
    .inner
    .on_hover_text(name)
    .accessible_name(name)
}

fn sort_menu_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let order = props.session.index().order();
    let name = text.get("review-sort");
    let button = menu_button(ui, icons::SORT, &name, order.is_some());
    egui::Popup::menu(&button).show(|ui| {
        let found = text.get("review-sort-found");
        if ui.radio(order.is_none(), found).clicked() {
            commands.push(UiCommand::List(ListCommand::SetOrder(None)));
            ui.close();
        }
        for (column, key) in ORDERS {
            let is_chosen = order.is_some_and(|order| order.column == column);
            if ui.radio(is_chosen, text.get(key)).clicked() {
                commands.push(UiCommand::List(ListCommand::SetOrder(Some(SortOrder::by(
                    column,
                )))));
                ui.close();
            }
        }
        if let Some(order) = order {
            ui.separator();
            let reversed = SortOrder {
                ascending: !order.ascending,
                ..order
            };
            if ui.button(text.get("review-sort-reverse")).clicked() {
                commands.push(UiCommand::List(ListCommand::SetOrder(Some(reversed))));
                ui.close();
            }
        }
    });
}

fn all_shown_menu_ui(ui: &mut Ui, props: FilterBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let count = props.session.index().shown().len() as u64;
    let name = text.get("review-shown-menu");
    let button = menu_button(ui, icons::ALL_SHOWN, &name, false);
    egui::Popup::menu(&button).show(|ui| {
        for (decision, key) in [
            (Some(Decision::Confirmed), "review-shown-confirm"),
            (Some(Decision::FalseAlarm), "review-shown-false-alarm"),
            (None, "review-shown-clear"),
        ] {
            if ui.button(text.counted(key, count)).clicked() {
                commands.push(UiCommand::Review(ReviewCommand::DecideAllShown(decision)));
                ui.close();
            }
        }
    });
}
