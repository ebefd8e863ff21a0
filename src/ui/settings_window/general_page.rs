//! How the window looks and speaks.

use egui::{Slider, ThemePreference, Ui};

use super::{SettingsProps, group_title};
use crate::ui::gallery::THUMBNAIL_SIZES;
use crate::ui::{Language, ListCommand, UiCommand, WindowCommand};

pub(super) fn general_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    group_title(ui, &text.get("settings-theme"));
    ui.horizontal_wrapped(|ui| {
        for (theme, key) in [
            (ThemePreference::System, "settings-as-system"),
            (ThemePreference::Light, "settings-theme-light"),
            (ThemePreference::Dark, "settings-theme-dark"),
        ] {
            let choice = ui.radio(props.theme == theme, text.get(key));
            let named = match theme {
                ThemePreference::System => {
                    choice.accessible_name(text.get("settings-theme-as-system"))
                }
                ThemePreference::Light | ThemePreference::Dark => choice,
            };
            if named.clicked() {
                commands.push(UiCommand::Window(WindowCommand::SetTheme(theme)));
            }
        }
    });
    group_title(ui, &text.get("settings-language"));
    ui.horizontal_wrapped(|ui| {
        let as_system = ui
            .radio(props.language.is_none(), text.get("settings-as-system"))
            .accessible_name(text.get("settings-language-as-system"));
        if as_system.clicked() {
            commands.push(UiCommand::Window(WindowCommand::SetLanguage(None)));
        }
        for language in Language::ALL {
            let chosen = props.language == Some(language);
            if ui.radio(chosen, language.endonym()).clicked() {
                commands.push(UiCommand::Window(WindowCommand::SetLanguage(Some(
                    language,
                ))));
            }
        }
    });
    group_title(ui, &text.get("settings-thumbnail-size"));
    let mut size = props.thumbnail_size;
    ui.spacing_mut().slider_width = 240.0;
    let slider = Slider::new(&mut size, THUMBNAIL_SIZES).show_value(false);
    let slider = ui
        .add(slider)
        .accessible_name(text.get("settings-thumbnail-size"));
    if slider.changed() {
        commands.push(UiCommand::List(ListCommand::SetThumbnailSize(size)));
    }
}
