//! The keys: click one, press another.

use egui::{Align, Button, Layout, RichText, Ui, vec2};

use super::rebinding::{self, Rebinding};
use super::{SettingsProps, group_title};
use crate::ui::keys::{self, KeyAction, KeyGroup, KeyMap, SHORTCUTS, Shortcut};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{self, Tone};
use crate::ui::{Text, UiCommand, WindowCommand, icons};

/// Least width of a key's button in logical points.
const KEY_WIDTH: f32 = 120.0;

pub(super) fn keys_ui(
    ui: &mut Ui,
    state: &mut Rebinding,
    props: &SettingsProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let (text, map) = (props.text, props.keys);
    ui.horizontal(|ui| {
        widgets::caption(ui, text.get("settings-keys-how"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let reset_all = text.get("settings-keys-reset-all");
            let changed = *map != KeyMap::default();
            let button =
                ui.add_enabled_ui(changed, |ui| widgets::quiet_button(ui, None, &reset_all));
            if button.inner.clicked() {
                *state = Rebinding::Idle;
                commands.push(UiCommand::Window(WindowCommand::SetKeys(KeyMap::default())));
            }
        });
    });
    for group in [
        KeyGroup::Review,
        KeyGroup::Results,
        KeyGroup::Images,
        KeyGroup::Scan,
        KeyGroup::Program,
    ] {
        group_title(ui, &title_of(text, group));
        for line in lines_of(group) {
            line_ui(ui, state, props, line, commands);
        }
    }
}

/// The lines that stand for one action each; arrows and their like, and Esc, mean the same in every program.
pub(super) fn lines_of(group: KeyGroup) -> impl Iterator<Item = (KeyAction, &'static str)> {
    let speaks_for_next = |place: usize| {
        SHORTCUTS
            .get(place + 1)
            .is_some_and(|next: &Shortcut| next.label.is_none())
    };
    SHORTCUTS
        .iter()
        .enumerate()
        .filter(move |(place, line)| line.group == group && !speaks_for_next(*place))
        .filter(|(_, line)| line.action != KeyAction::Back)
        .filter_map(|(_, line)| Some((line.action, line.label?)))
}

fn title_of(text: &Text, group: KeyGroup) -> String {
    match group {
        KeyGroup::Scan => text.get("keys-group-scan"),
        KeyGroup::Results => text.get("keys-group-results"),
        KeyGroup::Review => text.get("keys-group-review"),
        KeyGroup::Images => text.get("keys-group-images"),
        KeyGroup::Program => text.get("keys-group-program"),
    }
}

fn line_ui(
    ui: &mut Ui,
    state: &mut Rebinding,
    props: &SettingsProps<'_>,
    (action, label): (KeyAction, &'static str),
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let name = text.get(label);
    ui.horizontal(|ui| {
        ui.label(&name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let side = ui.spacing().interact_size.y;
            if props.keys.is_default(action) {
                ui.add_space(side + ui.spacing().item_spacing.x);
            } else {
                let reset = text.with("settings-keys-reset", &[("action", name.as_str().into())]);
                if widgets::bare_icon_button(ui, icons::RESET, &reset).clicked() {
                    *state = Rebinding::Idle;
                    commands.push(UiCommand::Window(WindowCommand::SetKeys(rebinding::reset(
                        props.keys, action,
                    ))));
                }
            }
            key_button(ui, state, props, action, &name);
        });
    });
    if let Rebinding::Taken {
        action: wanted,
        key,
        by,
    } = *state
        && wanted == action
    {
        taken_ui(ui, state, props, (action, key, by), commands);
    }
}

/// The key that is pressed next is for this action, once this was clicked.
fn key_button(
    ui: &mut Ui,
    state: &mut Rebinding,
    props: &SettingsProps<'_>,
    action: KeyAction,
    name: &str,
) {
    let text = props.text;
    let is_waiting = *state == Rebinding::Waiting(action);
    let keys: Vec<String> = props
        .keys
        .keys(action)
        .iter()
        .map(|key| keys::shown(ui.ctx(), *key))
        .collect();
    let shown = match (is_waiting, keys.is_empty()) {
        (true, _) => text.get("settings-keys-press"),
        (false, true) => text.get("settings-keys-none"),
        (false, false) => keys.join(" · "),
    };
    let mut words = RichText::new(&shown);
    if is_waiting {
        words = words.color(theme::palette(ui).accent);
    }
    let button = Button::new(words)
        .selected(is_waiting)
        .min_size(vec2(KEY_WIDTH, 0.0));
    let what = [("action", name.into()), ("keys", shown.as_str().into())];
    let button = ui
        .add(button)
        .accessible_name(text.with("settings-keys-change", &what));
    if button.clicked() {
        *state = Rebinding::Waiting(action);
        // Otherwise the next Enter or Space would press this button again.
        button.surrender_focus();
    }
}

/// Says what the key means already, and asks.
fn taken_ui(
    ui: &mut Ui,
    state: &mut Rebinding,
    props: &SettingsProps<'_>,
    (action, key, by): (KeyAction, egui::KeyboardShortcut, KeyAction),
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let key_name = keys::shown(ui.ctx(), key);
    let meaning = label_of(by).map_or_else(String::new, |label| text.get(label));
    let said = [("key", key_name.into()), ("action", meaning.into())];
    widgets::banner(
        ui,
        Tone::Caution,
        icons::DOUBTFUL,
        &text.with("settings-keys-taken", &said),
    );
    ui.horizontal(|ui| {
        if widgets::quiet_button(ui, None, &text.get("settings-keys-take")).clicked() {
            let map = rebinding::take_over(props.keys, action, key);
            commands.push(UiCommand::Window(WindowCommand::SetKeys(map)));
            *state = Rebinding::Idle;
        }
        if widgets::quiet_button(ui, None, &text.get("settings-keys-leave")).clicked() {
            *state = Rebinding::Idle;
        }
    });
    ui.add_space(space::XS);
}

/// The words of an action: its own, or of the line that speaks for it too.
fn label_of(action: KeyAction) -> Option<&'static str> {
    let place = SHORTCUTS.iter().position(|line| line.action == action)?;
    SHORTCUTS[..=place].iter().rev().find_map(|line| line.label)
}
