//! The sheet of keys.

use egui::{Frame, Grid, Label, Margin, RichText, ScrollArea, Ui, vec2};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::keys::{self, KeyAction, KeyGroup, SHORTCUTS};
use super::theme::{self, space, type_size};
use super::{Text, UiCommand, widgets};

/// Width of the sheet in logical points.
const WIDTH: f32 = 700.0;

/// Shows the sheet, over everything else.
pub fn keys_window_ui(ui: &Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    let head = DialogHead {
        id: "keys window",
        title: &text.get("keys-title"),
        close: &text.get("keys-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        let room = ui.available_height() - 80.0;
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            ui.columns_const(|[left, right]| {
                group_ui(left, text, KeyGroup::Scan);
                group_ui(left, text, KeyGroup::Images);
                group_ui(right, text, KeyGroup::Results);
                group_ui(right, text, KeyGroup::Program);
            });
            widgets::caption(ui, text.get("keys-typing"));
        });
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::ShowKeys(false));
    }
}

fn group_title(text: &Text, group: KeyGroup) -> String {
    match group {
        KeyGroup::Scan => text.get("keys-group-scan"),
        KeyGroup::Results => text.get("keys-group-results"),
        KeyGroup::Images => text.get("keys-group-images"),
        KeyGroup::Program => text.get("keys-group-program"),
    }
}

fn group_ui(ui: &mut Ui, text: &Text, group: KeyGroup) {
    let colours = theme::palette(ui);
    let title = RichText::new(group_title(text, group)).color(colours.text_weak);
    ui.label(title.size(type_size::SMALL).strong());
    ui.spacing_mut().interact_size.y = 0.0;
    Grid::new(("keys", group_title(text, group)))
        .num_columns(2)
        .min_col_width(96.0)
        .spacing(vec2(space::M, space::S))
        .show(ui, |ui| {
            for line in SHORTCUTS.iter().filter(|line| line.group == group) {
                let Some(label) = line.label else {
                    continue;
                };
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = space::XS;
                    for key in key_names(ui, text, line) {
                        key_cap(ui, &key);
                    }
                });
                ui.add(Label::new(text.get(label)).wrap());
                ui.end_row();
            }
        });
    ui.add_space(space::M);
}

/// The names of a line's keys; a line that speaks for several lines names them in words.
fn key_names(ui: &Ui, text: &Text, line: &keys::Shortcut) -> Vec<String> {
    match line.action {
        KeyAction::MoveLeft => vec![text.get("keys-name-arrows")],
        KeyAction::PageUp => vec![text.get("keys-name-page")],
        KeyAction::First => vec![text.get("keys-name-ends")],
        _ => line
            .keys
            .iter()
            .map(|shortcut| keys::shown(ui.ctx(), *shortcut))
            .collect(),
    }
}

fn key_cap(ui: &mut Ui, name: &str) {
    let colours = theme::palette(ui);
    Frame::new()
        .fill(colours.raised)
        .stroke(egui::Stroke::new(1.0, colours.outline))
        .corner_radius(egui::CornerRadius::same(4))
        .inner_margin(Margin::symmetric(6, 1))
        .show(ui, |ui| {
            ui.add(Label::new(RichText::new(name).size(type_size::SMALL)).extend());
        });
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, window};

    #[test]
    fn the_sheet_shows_every_line_of_the_table_and_closes_by_escape() {
        for language in Language::ALL {
            let words = Words::default();
            let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
                keys_window_ui(ui, words.of(language), commands);
            });
            let text = Text::new(language);
            for label in SHORTCUTS.iter().filter_map(|line| line.label) {
                let words = text.get(label);
                assert!(
                    harness.query_by_label(&words).is_some(),
                    "{language:?}: {words} is on the sheet"
                );
            }
            assert!(
                KeyGroup::ALL.iter().all(|group| harness
                    .query_by_label(&group_title(&text, *group))
                    .is_some()),
                "every group has its title"
            );
            harness.key_press(egui::Key::Escape);
            harness.run();
            assert_eq!(harness.state(), &[UiCommand::ShowKeys(false)]);
        }
    }
}
