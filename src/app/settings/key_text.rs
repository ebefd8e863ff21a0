//! Keys as text for the settings' file: `{"Confirm": ["J", "Ctrl+Shift+K"]}`, only those that are not the usual ones.
//!
//! `Ctrl` is the command key on macOS. An action or a key that another version knows and this one does not is left out.

use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut, Modifiers};
use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::fields::{Damaged, value_of};
use crate::ui::keys::{KeyAction, KeyMap};

/// Their names, in the order in which they are written.
const MODIFIERS: [(&str, Modifiers); 3] = [
    ("Ctrl", Modifiers::COMMAND),
    ("Alt", Modifiers::ALT),
    ("Shift", Modifiers::SHIFT),
];

/// For the settings' file.
pub(super) fn keys_value(map: &KeyMap) -> Value {
    let changed = KeyAction::all().filter(|action| !map.is_default(*action));
    let lines = changed.map(|action| {
        let keys: Vec<String> = map.keys(action).iter().copied().map(text_of).collect();
        (code(action), value_of(&keys))
    });
    Value::Object(lines.collect::<Map<String, Value>>())
}

/// From the settings' file.
pub(super) fn read_keys(value: &Value) -> Result<KeyMap, Damaged> {
    let lines = BTreeMap::<String, Vec<String>>::deserialize(value).map_err(|_| Damaged)?;
    let mut map = KeyMap::default();
    for action in KeyAction::all() {
        let Some(texts) = lines.get(&code(action)) else {
            continue;
        };
        let keys: Vec<KeyboardShortcut> = texts.iter().filter_map(|text| from_text(text)).collect();
        // Of keys that are all unknown nothing can be made; an empty list means that there shall be none.
        if !keys.is_empty() || texts.is_empty() {
            map.set(action, keys);
        }
    }
    Ok(map)
}

/// The action's own name.
fn code(action: KeyAction) -> String {
    value_of(&action).as_str().unwrap_or_default().to_owned()
}

fn text_of(shortcut: KeyboardShortcut) -> String {
    let held = MODIFIERS
        .iter()
        .filter(|(_, modifier)| shortcut.modifiers.contains(*modifier))
        .map(|(name, _)| *name);
    let parts: Vec<&str> = held.chain([shortcut.logical_key.name()]).collect();
    parts.join("+")
}

fn from_text(text: &str) -> Option<KeyboardShortcut> {
    let mut parts: Vec<&str> = text.split('+').collect();
    let key = Key::from_name(parts.pop()?)?;
    let mut modifiers = Modifiers::NONE;
    for part in parts {
        let (_, held) = MODIFIERS.iter().find(|(name, _)| *name == part)?;
        modifiers = modifiers.plus(*held);
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_usual_key_has_a_text_that_means_it() {
        let map = KeyMap::default();
        for shortcut in KeyAction::all().flat_map(|action| map.keys(action).to_vec()) {
            let text = text_of(shortcut);
            assert_eq!(from_text(&text), Some(shortcut), "{text}");
        }
    }

    #[test]
    fn only_what_was_changed_is_written() {
        let mut map = KeyMap::default();
        assert_eq!(keys_value(&map), json!({}), "nothing");
        let key = KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
        map.set(KeyAction::Confirm, vec![key]);
        map.set(KeyAction::Export, Vec::new());
        let value = keys_value(&map);
        assert_eq!(value, json!({"Confirm": ["Ctrl+Shift+K"], "Export": []}));
        assert_eq!(read_keys(&value), Ok(map), "and read again");
    }

    #[test]
    fn what_another_version_knows_is_left_out() {
        let value = json!({"Teleport": ["T"], "Confirm": ["Hyper+J"], "Undo": ["K", "Pedal"]});
        let mut expected = KeyMap::default();
        let k = KeyboardShortcut::new(Modifiers::NONE, Key::K);
        expected.set(KeyAction::Undo, vec![k]);
        assert_eq!(read_keys(&value), Ok(expected));
        assert_eq!(
            read_keys(&json!([1])),
            Err(Damaged),
            "this is no list of keys"
        );
    }
}
