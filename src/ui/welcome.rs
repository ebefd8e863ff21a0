//! The first page, before any scan: what the program does, and the ways to begin.

use std::path::PathBuf;

use egui::{Align, Button, Color32, Label, Layout, RichText, ScrollArea, TextStyle, Ui};

use super::theme::{self, space, type_size};
use super::{ScanCommand, Text, UiCommand, icons, widgets};

/// Recent folders that are offered.
const RECENT_SHOWN: usize = 5;

/// About what the page takes with all its recent folders, in logical points.
const CONTENT_HEIGHT: f32 = 440.0;

/// Room that a folder's button takes besides its words, in logical points.
const FOLDER_BUTTON_EXTRA: f32 = 60.0;

/// What the page shows.
#[derive(Debug)]
pub struct WelcomeProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// Folders scanned before, the latest first.
    pub recent_folders: &'a [PathBuf],
}

/// Shows the page.
pub fn welcome_ui(ui: &mut Ui, props: &WelcomeProps<'_>, commands: &mut Vec<UiCommand>) {
    let text = props.text;
    let colours = theme::palette(ui);
    let above = ((ui.available_height() - CONTENT_HEIGHT) * 0.4).clamp(space::XS, 160.0);
    let page = Layout::top_down(Align::Center);
    let scroll = ScrollArea::vertical().auto_shrink([false, false]);
    let contents = |ui: &mut Ui| {
        ui.add_space(above);
        let mark = icons::MARK.rich_text().size(52.0).color(colours.accent);
        ui.add(Label::new(mark));
        ui.add_space(space::S);
        let title = RichText::new(text.get("welcome-title")).size(type_size::DISPLAY);
        widgets::narrow_label(ui, title.strong());
        let detail = RichText::new(text.get("welcome-detail")).color(colours.text_weak);
        widgets::narrow_label(ui, detail);
        ui.add_space(space::L);
        begin_buttons(ui, text, commands);
        ui.add_space(space::S);
        widgets::caption(ui, text.get("welcome-drop"));
        recent_ui(ui, props, commands);
    };
    scroll.show(ui, |ui| ui.with_layout(page, contents));
}

/// In the middle: a row's width is known only after it was laid out once, so its words are measured.
fn begin_buttons(ui: &mut Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    let choose = text.get("setup-choose-folder");
    let sample = text.get("welcome-sample");
    widgets::centered_row(ui, "welcome buttons", |ui| {
        if widgets::primary_button(ui, Some(icons::CHOOSE_FOLDER), &choose).clicked() {
            commands.push(UiCommand::Scan(ScanCommand::ChooseFolder));
        }
        if widgets::quiet_button(ui, Some(icons::SAMPLE), &sample)
            .on_hover_text(text.get("welcome-sample-hint"))
            .clicked()
        {
            commands.push(UiCommand::Scan(ScanCommand::TrySample));
        }
    });
}

fn recent_ui(ui: &mut Ui, props: &WelcomeProps<'_>, commands: &mut Vec<UiCommand>) {
    if props.recent_folders.is_empty() {
        return;
    }
    ui.add_space(space::L);
    widgets::caption(ui, props.text.get("setup-recent"));
    ui.visuals_mut().widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
    ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::NONE;
    ui.spacing_mut().item_spacing.y = 2.0;
    for folder in props.recent_folders.iter().take(RECENT_SHOWN) {
        let path = folder.to_string_lossy();
        let icon = icons::FOLDER.rich_text();
        let room = (ui.available_width() - FOLDER_BUTTON_EXTRA).max(0.0);
        let shown = widgets::elided_in_the_middle(ui, &path, &TextStyle::Body, room);
        let button = Button::new((icon, shown.as_str()));
        if ui.add(button).accessible_name(path.as_ref()).clicked() {
            commands.push(UiCommand::Scan(ScanCommand::ScanFolder(folder.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    #[test]
    fn every_way_to_begin_is_one_click_away() {
        let words = Words::default();
        let mut harness = window([900.0, 500.0], Vec::new(), move |ui, commands| {
            let props = WelcomeProps {
                text: words.of(Language::English),
                recent_folders: &[PathBuf::from("/shop/images")],
            };
            welcome_ui(ui, &props, commands);
        });
        for label in ["Choose folder…", "Try the sample", "/shop/images"] {
            harness.get_by_label(label).click();
            harness.run();
        }
        assert_eq!(
            harness.state(),
            &[
                UiCommand::Scan(ScanCommand::ChooseFolder),
                UiCommand::Scan(ScanCommand::TrySample),
                UiCommand::Scan(ScanCommand::ScanFolder(PathBuf::from("/shop/images"))),
            ]
        );
    }

    #[test]
    fn nothing_is_cut_off_in_a_small_window() {
        for language in Language::ALL {
            let words = Words::default();
            let folder = PathBuf::from(format!("/shop/{}", "long name ".repeat(20)));
            let harness = window([560.0, 420.0], Vec::new(), move |ui, commands| {
                let props = WelcomeProps {
                    text: words.of(language),
                    recent_folders: std::slice::from_ref(&folder),
                };
                welcome_ui(ui, &props, commands);
            });
            assert_all_inside(&harness);
        }
    }
}
