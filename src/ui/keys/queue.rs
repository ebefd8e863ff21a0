//! One thing after the other: what a person presses waits here until the window stands as what was pressed before left
//! it.
//!
//! A frame can bring many keys, because pictures, a scan or another program kept the window busy. egui hands them to every
//! panel at once; so this stands before egui, takes out what the window itself obeys, and lets through what is egui's own.
//! Invariants: nothing overtakes anything; a key is given its meaning only in a frame before which everything that came
//! earlier has been carried out and drawn, except for a run of keys that neither open, close nor move what has the
//! keyboard; where a question came up that nobody has seen yet, what is waiting is dropped and counted.

use std::collections::VecDeque;

use egui::{Context, Event, ImeEvent, Key, Modifiers, Plugin, PointerButton, RawInput};

use super::action::KeyAction;
use super::map::KeyMap;
use super::owner::{Owner, action_of};

/// A key of the window, and what was held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    pub(super) action: KeyAction,
    pub(super) modifiers: Modifiers,
}

/// The queue. It is egui's plugin, because only those see the input before the panels do.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, whatever the others are"
)]
pub(super) struct KeyQueue {
    map: KeyMap,
    /// What no frame has taken yet, as it came.
    waiting: VecDeque<Event>,
    /// Keys of the window that are to be obeyed in this frame.
    pressed: VecDeque<KeyPress>,
    /// Something was done that shows in the frame to come: keys and letters wait for the one after that.
    is_unsettled: bool,
    input_method_composes: bool,
    /// The last key was the window's: the letter that it makes is not to be typed anywhere.
    took_key: bool,
    /// A question is open that nobody has seen.
    is_barred: bool,
    /// The list that was asked for is being worked out.
    is_list_awaited: bool,
    unused: u64,
    /// Buttons of the mouse whose press was dropped and that are still held.
    dropped_buttons: Vec<PointerButton>,
}

/// What an event is about.
enum Turn {
    /// The window obeys it.
    Ours(KeyPress),
    /// It is typed into the text that has the keyboard, and leaves it there. A filter only narrows the list by it.
    Typed,
    /// It takes something out of that text, or marks what the next letter replaces.
    Edits,
    /// A key that means something to a control, a dialog or a menu, which may be gone after it.
    Theirs,
    /// A letter for a text that may be there soon.
    Letter,
    /// The letter that a key of the window makes, or the end of a click whose beginning was dropped.
    Leftover,
    /// A click, or what a screen reader asked for: it is carried out at the end of its frame.
    Click,
    /// Everything else: the mouse moves, a key is let go.
    Other,
}

impl KeyQueue {
    pub(super) fn set_map(&mut self, map: &KeyMap) {
        self.map.clone_from(map);
    }

    pub(super) fn next(&mut self) -> Option<KeyPress> {
        self.pressed.pop_front()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pressed.is_empty() && self.waiting.is_empty()
    }

    pub(super) fn bar(&mut self, is_barred: bool) {
        let was_barred = std::mem::replace(&mut self.is_barred, is_barred);
        if is_barred && !was_barred {
            // A question that nobody read any more took its own along.
            self.unused = 0;
        }
        if is_barred {
            self.unused += self.pressed.len() as u64;
            self.pressed.clear();
        }
    }

    pub(super) fn await_list(&mut self, is_awaited: bool) {
        self.is_list_awaited = is_awaited;
    }

    pub(super) fn take_unused(&mut self) -> u64 {
        std::mem::take(&mut self.unused)
    }

    /// Lets through what this frame can take.
    fn feed(&mut self, ctx: &Context, input: &mut RawInput) {
        // Keys of an earlier frame wait still, for a list that is being worked out.
        let is_late = !self.pressed.is_empty();
        let is_settled = !std::mem::take(&mut self.is_unsettled);
        let mut takes_letters = !is_late && is_settled;
        let mut takes_keys = takes_letters;
        let mut typed = false;
        while let Some(event) = self.waiting.front() {
            let turn = self.turn_of(ctx, event);
            let has_to_wait = match turn {
                // Typed text has been taken in, and its filter asked for, only at the end of its frame.
                Turn::Ours(_) => !takes_keys || typed,
                // What the window obeys comes before the panels, and may open a question. What clears a filter must not
                // overtake its list.
                Turn::Theirs => {
                    !takes_keys || typed || self.is_list_awaited || !self.pressed.is_empty()
                }
                Turn::Letter => !takes_keys || !self.pressed.is_empty(),
                Turn::Typed => !takes_letters,
                Turn::Edits => !takes_letters || typed || self.is_list_awaited,
                Turn::Leftover | Turn::Click | Turn::Other => {
                    (is_late || typed) && matches!(event, Event::PointerButton { .. })
                }
            };
            if has_to_wait {
                break;
            }
            let Some(event) = self.waiting.pop_front() else {
                break;
            };
            self.follow(&event);
            match turn {
                Turn::Ours(press) => {
                    self.took_key = true;
                    takes_keys = press.action.leaves_the_window_as_it_is();
                    takes_letters &= takes_keys;
                    // What has the keyboard since then can hold it only from its second frame on.
                    self.is_unsettled |= !takes_keys;
                    self.pressed.push_back(press);
                }
                Turn::Leftover => {}
                Turn::Theirs | Turn::Click => {
                    takes_keys = false;
                    takes_letters = false;
                    self.is_unsettled = true;
                    input.events.push(event);
                }
                Turn::Typed | Turn::Edits | Turn::Letter => {
                    // The key of a letter does nothing without its letter.
                    typed |= !matches!(event, Event::Key { .. }) || matches!(turn, Turn::Edits);
                    input.events.push(event);
                }
                Turn::Other => input.events.push(event),
            }
        }
    }

    /// Drops keys and clicks, and lets the rest through: what was let go is let go, and the mouse is where it is.
    fn drop_unseen(&mut self, input: &mut RawInput) {
        for event in std::mem::take(&mut self.waiting) {
            let is_leftover = self.is_leftover(&event);
            self.follow(&event);
            if is_leftover {
                continue;
            }
            match event {
                Event::Key { pressed: true, .. } | Event::Copy | Event::Cut | Event::Paste(_) => {
                    self.unused += 1;
                }
                Event::Text(_) | Event::Ime(_) | Event::PasteImage(_) => {}
                Event::PointerButton {
                    button,
                    pressed: true,
                    ..
                } => self.dropped_buttons.push(button),
                event => input.events.push(event),
            }
        }
    }

    /// Whether an event ends what was taken away before egui saw its beginning.
    fn is_leftover(&self, event: &Event) -> bool {
        match event {
            Event::Text(_) => self.took_key,
            Event::PointerButton {
                button,
                pressed: false,
                ..
            } => self.dropped_buttons.contains(button),
            _ => false,
        }
    }

    fn turn_of(&self, ctx: &Context, event: &Event) -> Turn {
        if self.is_leftover(event) {
            return Turn::Leftover;
        }
        let owner = Owner::of(ctx, self.input_method_composes);
        let is_typing = ctx.text_edit_focused();
        if let Some((action, modifiers)) = action_of(event, &self.map, owner) {
            return Turn::Ours(KeyPress { action, modifiers });
        }
        match event {
            Event::Key {
                key, pressed: true, ..
            } if !is_typing || leaves_text(*key) => Turn::Theirs,
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if edits_text(*key, *modifiers) => Turn::Edits,
            Event::Key { pressed: true, .. } => Turn::Typed,
            Event::Cut | Event::Paste(_) if is_typing => Turn::Edits,
            Event::Text(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::PasteImage(_)
            | Event::Ime(_) => {
                if is_typing {
                    Turn::Typed
                } else {
                    Turn::Letter
                }
            }
            Event::PointerButton { pressed: false, .. } | Event::AccessKitActionRequest(_) => {
                Turn::Click
            }
            _ => Turn::Other,
        }
    }

    /// What of an event counts for those after it.
    fn follow(&mut self, event: &Event) {
        match event {
            Event::Key { .. } => self.took_key = false,
            Event::PointerButton { button, .. } => {
                self.dropped_buttons.retain(|dropped| dropped != button);
            }
            Event::Ime(ImeEvent::Preedit { text, .. }) => {
                self.input_method_composes = !text.is_empty();
            }
            Event::Ime(ImeEvent::Commit(_)) => self.input_method_composes = false,
            _ => {}
        }
    }
}

impl Plugin for KeyQueue {
    fn debug_name(&self) -> &'static str {
        "keys"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.waiting.extend(input.events.drain(..));
        // A text that lost the keyboard takes what was being composed in it along.
        self.input_method_composes &= ctx.text_edit_focused();
        if self.is_barred {
            self.drop_unseen(input);
        } else {
            self.feed(ctx, input);
        }
        if !self.waiting.is_empty() {
            ctx.request_repaint();
        }
    }
}

/// Whether a key does more to a text than the letter that it makes.
fn edits_text(key: Key, modifiers: Modifiers) -> bool {
    modifiers.command || modifiers.ctrl || matches!(key, Key::Backspace | Key::Delete) || {
        let moves = matches!(key, Key::ArrowLeft | Key::ArrowRight | Key::Home | Key::End);
        moves && modifiers.shift
    }
}

/// Whether a key can take the keyboard away from a text of one line.
fn leaves_text(key: Key) -> bool {
    matches!(
        key,
        Key::Enter | Key::Tab | Key::Escape | Key::ArrowUp | Key::ArrowDown
    )
}
