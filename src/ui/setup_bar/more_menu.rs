//! The menu of rare choices: what to look at and how closely; originals and repairs; the settings, and help.

use egui::{PopupCloseBehavior, Ui};

use super::SetupBarProps;
use super::measures::measures_ui;
use crate::scan::IncludeRules;
use crate::session::ScanPhase;
use crate::ui::{RepairCommand, ScanCommand, UiCommand, WindowCommand, icons, widgets};

pub(super) fn more_menu_ui(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let name = props.text.get("setup-more");
    let button = widgets::icon_button(ui, icons::MORE, &name);
    egui::Popup::menu(&button)
        .accessible_name(name.as_str())
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            include_ui(ui, props, commands);
            ui.separator();
            measures_ui(ui, props, commands);
            ui.separator();
            let is_over = matches!(props.phase, Some(ScanPhase::Ended(_)));
            let again = egui::Button::new(props.text.get("age-inspect-again"));
            if ui.add_enabled(is_over, again).clicked() {
                commands.push(UiCommand::Scan(ScanCommand::InspectEverythingAgain));
                ui.close();
            }
            ui.separator();
            let has_results = props.phase.is_some();
            for (key, command) in [
                (
                    "setup-originals",
                    UiCommand::Repair(RepairCommand::ShowOriginals(true)),
                ),
                (
                    "setup-repairs",
                    UiCommand::Repair(RepairCommand::ShowRepairs(true)),
                ),
            ] {
                let line = egui::Button::new(props.text.get(key));
                if ui.add_enabled(has_results, line).clicked() {
                    commands.push(command);
                    ui.close();
                }
            }
            ui.separator();
            for (key, command) in [
                (
                    "setup-settings",
                    UiCommand::Window(WindowCommand::ShowSettings(true)),
                ),
                (
                    "setup-keys",
                    UiCommand::Window(WindowCommand::ShowKeys(true)),
                ),
                ("setup-log", UiCommand::Window(WindowCommand::OpenLog)),
                (
                    "setup-about",
                    UiCommand::Window(WindowCommand::ShowAbout(true)),
                ),
            ] {
                if ui.button(props.text.get(key)).clicked() {
                    commands.push(command);
                    ui.close();
                }
            }
        });
}

fn include_ui(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    widgets::caption(ui, text.get("setup-include"));
    let IncludeRules {
        mut hidden,
        mut online_only,
    } = props.include;
    let hidden_box = ui.checkbox(&mut hidden, text.get("setup-include-hidden"));
    let online_box = ui
        .checkbox(&mut online_only, text.get("setup-include-online"))
        .on_hover_text(text.get("setup-include-online-hint"));
    if hidden_box.changed() || online_box.changed() {
        commands.push(UiCommand::Scan(ScanCommand::SetInclude(IncludeRules {
            hidden,
            online_only,
        })));
    }
}
