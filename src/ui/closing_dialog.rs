//! What is said while a window that was closed still has something to save.

use egui::{Label, RichText, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog, steady};
use super::theme::palette;
use super::widgets::{caption, primary_button, quiet_button};
use super::{Text, UiCommand, WindowCommand};

/// Width of the dialog in logical points.
const WIDTH: f32 = 460.0;

/// What is not saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    /// Decisions that are not on disk.
    pub decisions: u64,
    /// Exports that are being written.
    pub exports: u64,
    /// What else writes files.
    pub writing: Option<Writing>,
    /// Whether keys wait that have not been obeyed yet; that takes no longer than some frames, and is not told.
    pub keys: bool,
}

/// A job that writes files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Repaired pictures.
    Repair,
    /// Black files come back.
    Undo,
    /// A pack to hand over.
    Pack,
}

impl Writing {
    fn key(self) -> &'static str {
        match self {
            Self::Repair => "memory-closing-repair",
            Self::Undo => "memory-closing-undo",
            Self::Pack => "memory-closing-pack",
        }
    }
}

impl Unsaved {
    /// Whether all is saved.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// Shows what is not saved, and why, where something is in the way.
pub fn closing_dialog_ui(
    ui: &Ui,
    unsaved: &Unsaved,
    trouble: Option<&str>,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let stay = text.get("memory-closing-stay");
    let head = DialogHead {
        id: "closing",
        title: &text.get("memory-closing-title"),
        close: &stay,
        width: WIDTH,
    };
    let (answer, end) = dialog(ui, head, |ui| {
        for (count, key) in [
            (unsaved.decisions, "memory-closing-decisions"),
            (unsaved.exports, "memory-closing-exports"),
        ] {
            if count > 0 {
                ui.label(text.counted(key, count));
            }
        }
        if let Some(writing) = unsaved.writing {
            ui.add(Label::new(text.get(writing.key())).wrap());
        }
        if let Some(trouble) = trouble {
            let trouble = RichText::new(trouble).color(palette(ui).caution);
            ui.add(Label::new(trouble).wrap());
        }
        caption(ui, text.get("memory-closing-waits"));
        steady(ui, "answers", |ui| buttons_ui(ui, &stay, text))
    });
    let closed = (end == DialogEnd::Closed).then_some(WindowCommand::StayOpen);
    commands.extend(answer.or(closed).map(UiCommand::Window));
}

fn buttons_ui(ui: &mut Ui, stay: &str, text: &Text) -> Option<WindowCommand> {
    buttons_row(ui, |ui| {
        let stays = primary_button(ui, None, stay).clicked();
        let closes = quiet_button(ui, None, &text.get("memory-closing-anyway")).clicked();
        match (stays, closes) {
            (true, _) => Some(WindowCommand::StayOpen),
            (false, true) => Some(WindowCommand::CloseAnyway),
            (false, false) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    const UNSAVED: Unsaved = Unsaved {
        decisions: 1_063,
        exports: 1,
        writing: Some(Writing::Repair),
        keys: false,
    };

    #[test]
    fn it_says_how_much_is_unsaved_and_closes_only_when_told() {
        for (name, command) in [
            ("Close anyway", WindowCommand::CloseAnyway),
            ("Don’t close", WindowCommand::StayOpen),
        ] {
            let words = Words::default();
            let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
                let text = words.of(Language::English);
                closing_dialog_ui(ui, &UNSAVED, Some("The disk is full"), text, commands);
            });
            harness.get_by_label("1,063 decisions are not on the disk yet");
            harness.get_by_label("1 table is still being written");
            harness.get_by_label_contains("A repair is still writing");
            harness.get_by_label("The disk is full");
            let buttons = harness.get_all_by_label(name);
            buttons.last().expect("a button").click();
            harness.run();
            assert_eq!(harness.state(), &[UiCommand::Window(command)], "{name}");
        }
    }

    #[test]
    fn the_keyboard_stays_on_its_button_when_a_line_goes() {
        let words = Words::default();
        let exports = Rc::new(Cell::new(UNSAVED.exports));
        let left = Rc::clone(&exports);
        let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
            let text = words.of(Language::English);
            let exports = left.get();
            closing_dialog_ui(ui, &Unsaved { exports, ..UNSAVED }, None, text, commands);
        });
        let stay = harness.get_all_by_label("Don’t close").last();
        stay.expect("a button").focus();
        harness.run();
        exports.set(0);
        harness.run();
        harness.key_press(egui::Key::Enter);
        harness.run();
        let stays = UiCommand::Window(WindowCommand::StayOpen);
        assert_eq!(harness.state(), &[stays]);
    }

    #[test]
    fn it_fits_and_escape_closes_nothing() {
        for language in Language::ALL {
            let words = Words::default();
            let mut harness = window([600.0, 400.0], Vec::new(), move |ui, commands| {
                let trouble = "/home/user/.local/share/blackdrop/blackdrop.db: ".repeat(3);
                closing_dialog_ui(ui, &UNSAVED, Some(&trouble), words.of(language), commands);
            });
            assert_all_inside(&harness);
            harness.key_press(egui::Key::Escape);
            harness.run();
            let stays = UiCommand::Window(WindowCommand::StayOpen);
            assert_eq!(harness.state(), &[stays], "{language:?}");
        }
    }
}
