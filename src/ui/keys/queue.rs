//! One thing after the other: what a person presses waits here until the window stands as what was pressed before left
//! it.
//!
//! A frame can bring many keys, because pictures, a scan or another program kept the window busy. egui hands them to every
//! panel at once; so this stands before egui, takes out what the window itself obeys, and lets through what is egui's own.
//!
//! The rule: a frame takes one key with its letter, and the next one is taken only when what it changed has been drawn; a
//! run of keys that only decide or move is taken at once, and so is a run of letters, or of clicks. What waits while a
//! question is open that nobody has seen yet is dropped and counted.

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
pub(super) struct KeyQueue {
    map: KeyMap,
    /// What no frame has taken yet, as it came.
    waiting: VecDeque<Event>,
    /// Keys of the window that are to be obeyed in this frame.
    pressed: VecDeque<KeyPress>,
    pause: Pause,
    input_method_composes: bool,
    /// A question is open that nobody has seen.
    is_barred: bool,
    /// The list that was asked for is being worked out.
    is_list_awaited: bool,
    unused: u64,
    /// Buttons of the mouse whose press was dropped and that are still held.
    dropped_buttons: Vec<PointerButton>,
}

/// The window obeys its keys before it draws. What has the keyboard since then can hold it only from its second frame on.
const FRAMES_AFTER_OURS: u8 = 1;

/// Controls act while they are drawn, so that what they ask for is drawn in the frame after it.
const FRAMES_AFTER_THEIRS: u8 = 2;

/// What was done, and is not drawn yet.
#[derive(Clone, Copy, Debug, Default)]
struct Pause {
    /// So many frames have to be drawn before it counts for what the next key means.
    frames: u8,
    /// It was done by the mouse.
    was_click: bool,
}

/// What an event is to those that come after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// The window obeys it.
    Ours(KeyPress),
    /// It is typed into the text that has the keyboard, and leaves it there. A filter only narrows the list by it.
    Typed,
    /// It takes something out of that text, or marks what the next letter replaces.
    Edits,
    /// A control, a dialog or a menu gets it, which may be gone after it: a key, what a screen reader asked for.
    Theirs,
    /// A button of the mouse goes down or up. egui knows a double click by the time between.
    Click,
    /// It does nothing by itself: the mouse moves, a key is let go.
    Passes,
}

/// What a frame takes more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Anything,
    /// Keys of the window, in a run.
    Keys,
    /// What is typed into a text, in a run.
    Letters,
    /// Clicks, in a run.
    Clicks,
    /// Only what does nothing by itself.
    NoTurn,
}

impl KeyQueue {
    pub(super) fn set_map(&mut self, map: &KeyMap) {
        self.map.clone_from(map);
    }

    pub(super) fn next(&mut self) -> Option<KeyPress> {
        let press = self.pressed.pop_front()?;
        if !press.action.leaves_the_window_as_it_is() {
            self.pause.frames = FRAMES_AFTER_OURS;
        }
        Some(press)
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
        let is_drawn = self.pause.frames == 0;
        self.pause.frames = self.pause.frames.saturating_sub(1);
        let mut takes = match (self.pressed.is_empty(), is_drawn) {
            (true, true) => Takes::Anything,
            (true, false) if self.pause.was_click => Takes::Clicks,
            _ => Takes::NoTurn,
        };
        while let Some(event) = self.waiting.front() {
            let turn = self.turn_of(ctx, event);
            if !self.may_go(turn, takes) {
                break;
            }
            if turn != Turn::Passes {
                self.pause.was_click = turn == Turn::Click;
            }
            takes = match turn {
                Turn::Ours(press) => {
                    self.take(None);
                    self.pressed.push_back(press);
                    if !press.action.leaves_the_window_as_it_is() {
                        break;
                    }
                    Takes::Keys
                }
                Turn::Typed => {
                    self.take(Some(&mut *input));
                    Takes::Letters
                }
                Turn::Edits => {
                    self.take(Some(&mut *input));
                    break;
                }
                Turn::Click => {
                    self.take(Some(&mut *input));
                    self.pause.frames = FRAMES_AFTER_THEIRS;
                    Takes::Clicks
                }
                Turn::Theirs => {
                    self.take(Some(&mut *input));
                    self.pause.frames = FRAMES_AFTER_THEIRS;
                    break;
                }
                Turn::Passes => {
                    self.take(Some(&mut *input));
                    takes
                }
            };
        }
    }

    fn may_go(&self, turn: Turn, takes: Takes) -> bool {
        match (turn, takes) {
            (Turn::Passes, _)
            | (Turn::Ours(_), Takes::Anything | Takes::Keys)
            | (Turn::Typed, Takes::Anything | Takes::Letters)
            | (Turn::Click, Takes::Clicks) => true,
            // It may ask for another list, and what is selected depends on every list that there was. The window's own keys
            // wait for it where they are obeyed.
            (Turn::Edits | Turn::Theirs | Turn::Click, Takes::Anything) => !self.is_list_awaited,
            _ => false,
        }
    }

    /// Takes what waits first, and with a key the letter that it makes: they are one. egui gets them where it is to see
    /// them.
    fn take(&mut self, input: Option<&mut RawInput>) {
        let Some(event) = self.waiting.pop_front() else {
            return;
        };
        let is_leftover = self.is_leftover(&event);
        self.follow(&event);
        let is_key = matches!(event, Event::Key { pressed: true, .. });
        let mut taken = vec![event];
        while is_key && matches!(self.waiting.front(), Some(Event::Text(_))) {
            taken.extend(self.waiting.pop_front());
        }
        if let Some(input) = input
            && !is_leftover
        {
            input.events.append(&mut taken);
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

    /// Whether an event ends a click whose beginning was dropped.
    fn is_leftover(&self, event: &Event) -> bool {
        matches!(event, Event::PointerButton { button, pressed: false, .. } if self.dropped_buttons.contains(button))
    }

    fn turn_of(&self, ctx: &Context, event: &Event) -> Turn {
        if self.is_leftover(event) {
            return Turn::Passes;
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
            Event::Text(_) | Event::Copy | Event::PasteImage(_) | Event::Ime(_) if is_typing => {
                Turn::Typed
            }
            Event::Text(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::PasteImage(_)
            | Event::Ime(_)
            | Event::AccessKitActionRequest(_) => Turn::Theirs,
            Event::PointerButton { .. } => Turn::Click,
            _ => Turn::Passes,
        }
    }

    /// What of an event counts for those after it.
    fn follow(&mut self, event: &Event) {
        match event {
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
        if self.pause.frames > 0 || !self.is_empty() {
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
