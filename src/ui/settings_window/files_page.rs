//! The folders that are offered, and where the program keeps what it knows.

use std::path::Path;

use egui::{Align, Label, Layout, TextStyle, Ui};

use super::{SettingsProps, group_title};
use crate::ui::theme::space;
use crate::ui::{Place, ScanCommand, UiCommand, WindowCommand, icons, widgets};

pub(super) fn files_ui(ui: &mut Ui, props: &SettingsProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    for (place, path) in props.places {
        let (title, show) = match place {
            Place::Database => ("settings-place-database", "settings-show-database"),
            Place::Settings => ("settings-place-settings", "settings-show-settings"),
            Place::Log => ("settings-place-log", "settings-show-log"),
        };
        group_title(ui, &text.get(title));
        path_row(ui, path, |ui| {
            let shown = text.get("settings-show");
            let button = widgets::quiet_button(ui, None, &shown);
            if button.accessible_name(text.get(show)).clicked() {
                commands.push(UiCommand::Window(WindowCommand::ShowPlace(*place)));
            }
        });
    }
    group_title(ui, &text.get("settings-recent"));
    if props.recent_folders.is_empty() {
        widgets::caption(ui, text.get("settings-recent-none"));
        return;
    }
    for folder in props.recent_folders {
        let shown = folder.display().to_string();
        let name = text.with("settings-recent-forget", &[("folder", shown.into())]);
        path_row(ui, folder, |ui| {
            if widgets::bare_icon_button(ui, icons::CLOSE, &name).clicked() {
                commands.push(UiCommand::Scan(ScanCommand::ForgetFolder(folder.clone())));
            }
        });
    }
    ui.add_space(space::XS);
    let forget_all = text.get("settings-recent-forget-all");
    if widgets::quiet_button(ui, None, &forget_all).clicked() {
        commands.push(UiCommand::Scan(ScanCommand::ForgetAllFolders));
    }
}

/// A path, shortened in its middle, and a control at the right end.
fn path_row(ui: &mut Ui, path: &Path, control: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            control(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let whole = path.display().to_string();
                let width = ui.available_width();
                let short = widgets::elided_in_the_middle(ui, &whole, &TextStyle::Body, width);
                ui.add(Label::new(short).selectable(true).truncate())
                    .on_hover_text(whole);
            });
        });
    });
}
