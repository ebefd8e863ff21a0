//! Which keys ask for what: those of the table, and what the user put in their place.
//!
//! It handles no key itself. Invariant: an action that was never set has the keys of the table.

use std::collections::BTreeMap;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::action::KeyAction;
use super::table::SHORTCUTS;

/// The keys in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct KeyMap {
    /// Of the actions whose keys are not those of the table; an empty list: no key.
    overrides: BTreeMap<KeyAction, Vec<KeyboardShortcut>>,
}

impl KeyMap {
    /// The keys of an action; any of them will do.
    #[must_use]
    pub fn keys(&self, action: KeyAction) -> &[KeyboardShortcut] {
        match self.overrides.get(&action) {
            Some(keys) => keys,
            None => default_keys(action),
        }
    }

    /// Whether an action has the keys of the table.
    #[must_use]
    pub fn is_default(&self, action: KeyAction) -> bool {
        !self.overrides.contains_key(&action)
    }

    /// Gives an action other keys.
    pub fn set(&mut self, action: KeyAction, keys: Vec<KeyboardShortcut>) {
        if keys == default_keys(action) {
            self.reset(action);
        } else {
            self.overrides.insert(action, keys);
        }
    }

    /// Gives an action the keys of the table again.
    pub fn reset(&mut self, action: KeyAction) {
        self.overrides.remove(&action);
    }

    /// Gives every action the keys of the table again.
    pub fn reset_all(&mut self) {
        self.overrides.clear();
    }

    /// The other actions that have this key already, in the order of the sheet.
    pub fn conflicts(
        &self,
        action: KeyAction,
        shortcut: KeyboardShortcut,
    ) -> impl Iterator<Item = KeyAction> + '_ {
        KeyAction::all().filter(move |other| *other != action && self.has(*other, shortcut))
    }

    /// Whether an action has this key.
    fn has(&self, action: KeyAction, shortcut: KeyboardShortcut) -> bool {
        self.keys(action)
            .iter()
            .any(|known| same_keys(*known, shortcut))
    }
}

/// Whether a keyboard cannot tell the two apart: Ctrl is the command key of most systems.
fn same_keys(a: KeyboardShortcut, b: KeyboardShortcut) -> bool {
    a.logical_key == b.logical_key
        && a.modifiers.shift == b.modifiers.shift
        && a.modifiers.alt == b.modifiers.alt
        && holds_command(a.modifiers) == holds_command(b.modifiers)
}

/// Whether Ctrl or the command key is held.
pub(super) fn holds_command(modifiers: Modifiers) -> bool {
    modifiers.ctrl || modifiers.command || modifiers.mac_cmd
}

fn default_keys(action: KeyAction) -> &'static [KeyboardShortcut] {
    SHORTCUTS
        .iter()
        .find(|line| line.action == action)
        .map_or(&[], |line| line.keys)
}

/// A letter of the Latin alphabet.
pub(super) fn is_letter(key: Key) -> bool {
    (Key::A..=Key::Z).contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const J: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::J);

    #[test]
    fn what_is_set_takes_the_place_of_the_table_until_it_is_reset() {
        let mut map = KeyMap::default();
        let of_table = map.keys(KeyAction::Confirm).to_vec();
        assert!(map.is_default(KeyAction::Confirm), "as the table has it");
        map.set(KeyAction::Confirm, vec![J]);
        assert_eq!(map.keys(KeyAction::Confirm), [J], "the new key");
        assert!(!map.is_default(KeyAction::Confirm), "and no other");
        map.set(KeyAction::Confirm, of_table.clone());
        assert_eq!(map, KeyMap::default(), "set to what it was");
        map.set(KeyAction::Confirm, Vec::new());
        assert!(map.keys(KeyAction::Confirm).is_empty(), "no key at all");
        map.reset(KeyAction::Confirm);
        assert_eq!(map.keys(KeyAction::Confirm), of_table, "reset");
    }

    #[test]
    fn a_key_that_is_taken_is_told() {
        let mut map = KeyMap::default();
        let y = KeyboardShortcut::new(Modifiers::NONE, Key::Y);
        let taken: Vec<_> = map.conflicts(KeyAction::FalseAlarm, y).collect();
        assert_eq!(taken, [KeyAction::Confirm], "Y confirms");
        assert_eq!(map.conflicts(KeyAction::Confirm, y).count(), 0, "its own");
        map.set(KeyAction::Confirm, vec![J]);
        assert_eq!(map.conflicts(KeyAction::FalseAlarm, y).count(), 0, "free");
        let ctrl_z = KeyboardShortcut::new(Modifiers::CTRL, Key::Z);
        let taken: Vec<_> = map.conflicts(KeyAction::Confirm, ctrl_z).collect();
        assert_eq!(taken, [KeyAction::Undo], "Ctrl is the command key");
    }

    #[test]
    fn the_table_has_no_key_twice() {
        let map = KeyMap::default();
        for action in KeyAction::all() {
            for key in map.keys(action) {
                let others: Vec<_> = map.conflicts(action, *key).collect();
                assert_eq!(others, [], "{action:?} has {key:?} alone");
            }
        }
    }
}
