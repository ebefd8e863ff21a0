//! Who has the keyboard, and so which keys are the window's own.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

use super::action::KeyAction;
use super::map::{self, KeyMap};
use super::table;
use crate::ui::list_id;

/// Who has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nobody, or the list of results: every key works.
    Window,
    /// A button or another control.
    Control,
    /// A text field.
    TextField,
    /// An input method, a dialog, a menu.
    Else,
}

impl Owner {
    /// Who has it now; between two frames, as the last one left it.
    pub(super) fn of(ctx: &Context, input_method_composes: bool) -> Self {
        let dialog = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if input_method_composes || dialog || egui::Popup::is_any_open(ctx) {
            Self::Else
        } else if ctx.text_edit_focused() {
            Self::TextField
        } else if ctx
            .memory(egui::Memory::focused)
            .is_some_and(|focused| focused != list_id())
        {
            Self::Control
        } else {
            Self::Window
        }
    }
}

/// What an event asks of the window, if it does.
pub(super) fn action_of(
    event: &Event,
    map: &KeyMap,
    owner: Owner,
) -> Option<(KeyAction, Modifiers)> {
    match event {
        // The system hands Ctrl+C over as this.
        Event::Copy => {
            let (key, modifiers) = (table::COPY.logical_key, Modifiers::COMMAND);
            find(map, key, modifiers, owner).map(|action| (action, Modifiers::NONE))
        }
        Event::Key {
            key,
            physical_key,
            pressed: true,
            modifiers,
            ..
        } => {
            let found = find(map, *key, *modifiers, owner).or_else(|| {
                let letter = letter_at(*key, *physical_key, *modifiers)?;
                find(map, letter, *modifiers, owner)
            });
            found.map(|action| (action, *modifiers))
        }
        _ => None,
    }
}

/// The letter that a US keyboard has where this key stands, for a key that gives no Latin letter. egui itself takes the
/// position of a key whose letter it does not know (Cyrillic, Greek); this is for positions where other layouts have a
/// sign. With Ctrl the sign counts: Dvorak keyboards have `;` where others have Z.
fn letter_at(key: Key, physical: Option<Key>, modifiers: Modifiers) -> Option<Key> {
    let is_plain = !map::holds_command(modifiers) && !modifiers.alt;
    physical.filter(|physical| is_plain && !map::is_letter(key) && map::is_letter(*physical))
}

fn find(map: &KeyMap, key: Key, modifiers: Modifiers, owner: Owner) -> Option<KeyAction> {
    KeyAction::all().find(|action| {
        map.keys(*action).iter().any(|shortcut| {
            shortcut.logical_key == key
                && modifiers_match(*action, *shortcut, modifiers)
                && is_ours(*action, *shortcut, owner)
        })
    })
}

fn modifiers_match(action: KeyAction, shortcut: KeyboardShortcut, held: Modifiers) -> bool {
    let shift_is_free = action.extends_with_shift() || KeyAction::is_a_sign(shortcut);
    let held = if shift_is_free {
        Modifiers {
            shift: false,
            ..held
        }
    } else {
        held
    };
    held.matches_exact(shortcut.modifiers)
}

fn is_ours(action: KeyAction, shortcut: KeyboardShortcut, owner: Owner) -> bool {
    match owner {
        Owner::Window => true,
        Owner::Control => !action.belongs_to_focused_control(),
        Owner::TextField => action.works_while_typing(shortcut),
        Owner::Else => false,
    }
}
