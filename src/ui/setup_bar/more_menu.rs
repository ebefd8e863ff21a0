//! The menu of rare choices: what to look at and how closely, theme, language, keys.

use egui::{PopupCloseBehavior, ThemePreference, Ui};

use super::SetupBarProps;
use super::measures::measures_ui;
use crate::scan::IncludeRules;
use crate::session::ScanPhase;
use crate::ui::{Language, UiCommand, icons, widgets};

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
            theme_ui(ui, props, commands);
            ui.separator();
            language_ui(ui, props, commands);
            ui.separator();
            let is_over = matches!(props.phase, Some(ScanPhase::Ended(_)));
            let again = egui::Button::new(props.text.get("age-inspect-again"));
            if ui.add_enabled(is_over, again).clicked() {
                commands.push(UiCommand::InspectEverythingAgain);
                ui.close();
            }
            if ui.button(props.text.get("setup-keys")).clicked() {
                commands.push(UiCommand::ShowKeys(true));
                ui.close();
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
        commands.push(UiCommand::SetInclude(IncludeRules {
            hidden,
            online_only,
        }));
    }
}

fn theme_ui(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    widgets::caption(ui, text.get("setup-theme"));
    for (theme, label) in [
        (ThemePreference::System, text.get("setup-theme-system")),
        (ThemePreference::Light, text.get("setup-theme-light")),
        (ThemePreference::Dark, text.get("setup-theme-dark")),
    ] {
        if ui.radio(props.theme == theme, label).clicked() {
            commands.push(UiCommand::SetTheme(theme));
        }
    }
}

fn language_ui(ui: &mut Ui, props: &SetupBarProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    widgets::caption(ui, text.get("setup-language"));
    let as_system = (None, text.get("setup-language-system"));
    let named = Language::ALL.map(|language| (Some(language), language.endonym().to_owned()));
    for (language, label) in std::iter::once(as_system).chain(named) {
        if ui.radio(props.language == language, label).clicked() {
            commands.push(UiCommand::SetLanguage(language));
        }
    }
}
