//! The menu of ways to save looks: groups that can be decided at once, and samples that say when to stop.

use egui::{Button, Ui, vec2};

use crate::ui::{CheckSubject, ListCommand, Text, UiCommand, icons};

pub(super) fn find_menu_ui(ui: &mut Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    let name = text.get("results-find");
    let button = Button::new(icons::FIND.rich_text().size(18.0))
        .min_size(vec2(34.0, ui.spacing().interact_size.y));
    let button = ui
        .add(button)
        .on_hover_text(&name)
        .accessible_name(name.as_str());
    egui::Popup::menu(&button)
        .accessible_name(name.as_str())
        .show(|ui| {
            for (key, command) in [
                (
                    "results-find-runs",
                    UiCommand::List(ListCommand::ShowRuns(true)),
                ),
                (
                    "results-find-check",
                    UiCommand::List(ListCommand::ShowCheck(Some(CheckSubject::Clear))),
                ),
                (
                    "results-find-product",
                    UiCommand::List(ListCommand::NextProduct),
                ),
            ] {
                if ui.button(text.get(key)).clicked() {
                    commands.push(command);
                    ui.close();
                }
            }
        });
}
