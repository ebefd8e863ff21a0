//! The sheet of keys.

use egui::{
    CornerRadius, FontId, Grid, Label, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::dialog::{DialogEnd, DialogHead, dialog};
use super::keys::{self, KeyAction, KeyGroup, KeyMap, SHORTCUTS};
use super::theme::{self, space, type_size};
use super::{Text, UiCommand, WindowCommand, widgets};

/// Width of the sheet in logical points.
const WIDTH: f32 = 700.0;

/// Height of a drawn key in logical points.
const KEY_HEIGHT: f32 = 20.0;

/// Shows the sheet, over everything else.
pub fn keys_window_ui(ui: &Ui, text: &Text, map: &KeyMap, commands: &mut Vec<UiCommand>) {
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
                for group in [KeyGroup::Scan, KeyGroup::Review, KeyGroup::Images] {
                    group_ui(left, text, map, group);
                }
                for group in [KeyGroup::Results, KeyGroup::Program] {
                    group_ui(right, text, map, group);
                }
            });
            widgets::caption(ui, text.get("keys-typing"));
        });
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Window(WindowCommand::ShowKeys(false)));
    }
}

fn group_title(text: &Text, group: KeyGroup) -> String {
    match group {
        KeyGroup::Scan => text.get("keys-group-scan"),
        KeyGroup::Results => text.get("keys-group-results"),
        KeyGroup::Review => text.get("keys-group-review"),
        KeyGroup::Images => text.get("keys-group-images"),
        KeyGroup::Program => text.get("keys-group-program"),
    }
}

fn group_ui(ui: &mut Ui, text: &Text, map: &KeyMap, group: KeyGroup) {
    let colours = theme::palette(ui);
    let title = RichText::new(group_title(text, group)).color(colours.text_weak);
    ui.label(title.size(type_size::SMALL).strong());
    ui.spacing_mut().interact_size.y = KEY_HEIGHT;
    Grid::new(("keys", group_title(text, group)))
        .num_columns(2)
        .min_col_width(96.0)
        .spacing(vec2(space::M, space::XS))
        .show(ui, |ui| {
            for (place, line) in SHORTCUTS.iter().enumerate() {
                let Some(label) = line.label.filter(|_| line.group == group) else {
                    continue;
                };
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = space::XS;
                    for key in key_names(ui, text, map, &SHORTCUTS[place..]) {
                        key_cap(ui, &key);
                    }
                });
                ui.add(Label::new(text.get(label)).wrap());
                ui.end_row();
            }
        });
    ui.add_space(space::M);
}

/// The names of the keys of the first line. Where it speaks for the lines after it, which have no words, it names them in
/// words or shows the first key of each.
fn key_names(ui: &Ui, text: &Text, map: &KeyMap, lines: &[keys::Shortcut]) -> Vec<String> {
    let Some((line, after)) = lines.split_first() else {
        return Vec::new();
    };
    let spoken_for = after.iter().take_while(|line| line.label.is_none());
    match line.action {
        action if !map.is_default(action) => shown_keys(ui, map, action),
        KeyAction::MoveLeft => vec![text.get("keys-name-arrows")],
        KeyAction::PageUp => vec![text.get("keys-name-page")],
        KeyAction::First => vec![text.get("keys-name-ends")],
        action if spoken_for.clone().next().is_none() => shown_keys(ui, map, action),
        _ => std::iter::once(line)
            .chain(spoken_for)
            .filter_map(|line| keys::first_shown(ui.ctx(), map, line.action))
            .collect(),
    }
}

fn shown_keys(ui: &Ui, map: &KeyMap, action: KeyAction) -> Vec<String> {
    map.keys(action)
        .iter()
        .map(|shortcut| keys::shown(ui.ctx(), *shortcut))
        .collect()
}

/// Painted by hand, so that it stands on the line of its words.
fn key_cap(ui: &mut Ui, name: &str) {
    let colours = theme::palette(ui);
    let font = FontId::proportional(type_size::SMALL);
    let words = ui
        .painter()
        .layout_no_wrap(name.to_owned(), font, colours.text);
    let size = vec2(words.size().x + 12.0, KEY_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let outline = Stroke::new(1.0, colours.outline);
    let rounding = CornerRadius::same(4);
    ui.painter()
        .rect(rect, rounding, colours.raised, outline, StrokeKind::Inside);
    let at = rect.center() - words.size() / 2.0;
    ui.painter().galley(at, words, colours.text);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
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
                keys_window_ui(ui, words.of(language), &KeyMap::default(), commands);
            });
            let text = Text::new(language);
            for key in ["+", "\u{2212}", "0", "1", "2", "3", "4", "Ctrl+,"] {
                assert!(
                    harness.query_by_label(key).is_some(),
                    "{language:?}: the key {key} is on the sheet"
                );
            }
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
            assert_eq!(
                harness.state(),
                &[UiCommand::Window(WindowCommand::ShowKeys(false))]
            );
        }
    }
}
