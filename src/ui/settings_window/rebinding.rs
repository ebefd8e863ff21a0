//! Giving an action another key: which one waits for it, and what becomes of a key that is taken already.
//!
//! Invariant: no key ever means two things, and none is given away without a question.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use crate::ui::keys::{KeyAction, KeyMap};

/// How far the setting of a key has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rebinding {
    /// None is being set.
    #[default]
    Idle,
    /// The next key that is pressed becomes this action's; Esc leaves it as it is.
    Waiting(KeyAction),
    /// The key means something else already.
    Taken {
        /// What was to get it.
        action: KeyAction,
        /// The key.
        key: KeyboardShortcut,
        /// What has it.
        by: KeyAction,
    },
}

impl Rebinding {
    /// Takes the key that was pressed, where one is waited for. Returns the new keys where it was free.
    pub(super) fn take_key(&mut self, ctx: &Context, map: &KeyMap) -> Option<KeyMap> {
        let Self::Waiting(action) = *self else {
            return None;
        };
        let mut pressed = None;
        ctx.input_mut(|input| {
            input.events.retain(|event| match shortcut_of(event) {
                Some(shortcut) => {
                    pressed.get_or_insert(shortcut);
                    false
                }
                None => !matches!(event, Event::Text(_)),
            });
        });
        let key = pressed?;
        if key.logical_key == Key::Escape {
            *self = Self::Idle;
            return None;
        }
        if let Some(by) = map.conflicts(action, key).next() {
            *self = Self::Taken { action, key, by };
            return None;
        }
        *self = Self::Idle;
        let mut map = map.clone();
        map.set(action, vec![key]);
        Some(map)
    }
}

/// What a key press is as a shortcut. The system hands some over as events of their own.
fn shortcut_of(event: &Event) -> Option<KeyboardShortcut> {
    let command = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
    match event {
        Event::Copy => command(Key::C),
        Event::Cut => command(Key::X),
        Event::Paste(_) => command(Key::V),
        Event::Key {
            key,
            pressed: true,
            repeat: false,
            modifiers,
            ..
        } => {
            let mut held = Modifiers::NONE;
            held.alt = modifiers.alt;
            held.shift = modifiers.shift;
            held.command = modifiers.command || modifiers.ctrl;
            Some(KeyboardShortcut::new(held, *key))
        }
        _ => None,
    }
}

/// Gives a key away that others have. What is left without any gets the key that the action had before.
pub(super) fn take_over(map: &KeyMap, action: KeyAction, key: KeyboardShortcut) -> KeyMap {
    let mut new = map.clone();
    let mut spare = map.keys(action).to_vec();
    let others: Vec<KeyAction> = map.conflicts(action, key).collect();
    new.set(action, vec![key]);
    for other in others {
        // Only what still has it, after the key was given away.
        let mut kept = map.keys(other).to_vec();
        kept.retain(|known| {
            let mut probe = KeyMap::default();
            for all in KeyAction::all() {
                probe.set(all, Vec::new());
            }
            probe.set(action, vec![key]);
            probe.conflicts(other, *known).next().is_none()
        });
        if kept.is_empty() {
            kept.append(&mut spare);
        }
        new.set(other, kept);
    }
    new
}

/// Gives an action its usual keys again. Whatever has one of them by now gets its own usual keys too.
pub(super) fn reset(map: &KeyMap, action: KeyAction) -> KeyMap {
    let mut new = map.clone();
    let mut waiting = vec![action];
    while let Some(action) = waiting.pop() {
        new.reset(action);
        for key in new.keys(action).to_vec() {
            // The usual keys are all different, so whoever has this one has others than the usual.
            let others = new.conflicts(action, key).filter(|it| !new.is_default(*it));
            waiting.extend(others.collect::<Vec<_>>());
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn plain(key: Key) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::NONE, key)
    }

    fn no_key_twice(map: &KeyMap) {
        for action in KeyAction::all() {
            for key in map.keys(action) {
                let others: Vec<_> = map.conflicts(action, *key).collect();
                assert_eq!(others, [], "{action:?} has {key:?} alone");
            }
        }
    }

    #[test]
    fn two_actions_change_keys() {
        let map = take_over(&KeyMap::default(), KeyAction::Confirm, plain(Key::N));
        assert_eq!(map.keys(KeyAction::Confirm), [plain(Key::N)]);
        assert_eq!(
            map.keys(KeyAction::FalseAlarm),
            [plain(Key::Y)],
            "the other gets what was free"
        );
        no_key_twice(&map);
    }

    #[test]
    fn who_has_another_key_left_gets_none() {
        let map = take_over(&KeyMap::default(), KeyAction::Confirm, plain(Key::Space));
        assert_eq!(map.keys(KeyAction::Confirm), [plain(Key::Space)]);
        assert_eq!(map.keys(KeyAction::OpenPreview), [plain(Key::Enter)]);
        no_key_twice(&map);
    }

    #[test]
    fn a_reset_takes_the_usual_keys_back_from_whoever_has_them() {
        let first = take_over(&KeyMap::default(), KeyAction::Confirm, plain(Key::N));
        let map = reset(&first, KeyAction::Confirm);
        assert_eq!(
            map,
            KeyMap::default(),
            "Y came back from the other, and N to it"
        );
        no_key_twice(&map);
    }
}
