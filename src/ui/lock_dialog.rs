//! The question before the lock of another computer's repair is removed.

use egui::{Label, TextStyle, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog};
use super::theme::space;
use super::widgets::{self, Tone, caption, elided_in_the_middle, primary_button, quiet_button};
use super::{RepairCommand, Text, UiCommand, icons, wording};
use crate::repair::FoundLock;

/// Width of the dialog in logical points.
const WIDTH: f32 = 520.0;

/// Shows the question, over everything else. Leaving the lock is what Enter and Esc do.
pub fn lock_dialog_ui(ui: &Ui, lock: &FoundLock, text: &Text, commands: &mut Vec<UiCommand>) {
    let leave = text.get("repairs-lock-leave");
    let head = DialogHead {
        id: "repair lock",
        title: &text.get("repairs-lock-title"),
        close: &leave,
        width: WIDTH,
    };
    let (answer, end) = dialog(ui, head, |ui| {
        ui.add(Label::new(wording::lock_holder(text, lock)).wrap());
        let file = lock.path.display().to_string();
        let width = ui.available_width();
        let shown = elided_in_the_middle(ui, &file, &TextStyle::Small, width);
        caption(ui, shown).on_hover_text(file);
        ui.add_space(space::XS);
        let warning = text.get("repairs-lock-warning");
        widgets::banner(ui, Tone::Caution, icons::CAUTION, &warning);
        buttons_row(ui, |ui| {
            let leave = primary_button(ui, None, &leave);
            // Once, so that who presses Enter without reading removes nothing.
            if ui.memory(|memory| memory.focused().is_none()) {
                leave.request_focus();
            }
            let take_over = quiet_button(ui, None, &text.get("repairs-lock-take-over")).clicked();
            match (leave.clicked(), take_over) {
                (true, _) => Some(RepairCommand::LeaveLock),
                (false, true) => Some(RepairCommand::TakeOverLock),
                (false, false) => None,
            }
        })
    });
    let closed = (end == DialogEnd::Closed).then_some(RepairCommand::LeaveLock);
    commands.extend(answer.or(closed).map(UiCommand::Repair));
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::{Duration, UNIX_EPOCH};

    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::repair::LockHolder;
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    fn lock() -> FoundLock {
        FoundLock {
            path: PathBuf::from("/shop/.blackdrop-repair.lock"),
            holder: Some(LockHolder {
                computer: "nas-2".to_owned(),
                process: 4242,
                started_at: UNIX_EPOCH,
                journal: PathBuf::from("/journals/7.jsonl"),
            }),
            age: Some(Duration::from_hours(3)),
        }
    }

    #[test]
    fn it_says_whose_lock_it_is_and_its_age_before_it_is_removed() {
        let words = Words::default();
        let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
            lock_dialog_ui(ui, &lock(), words.of(Language::English), commands);
        });
        harness.get_by_label("Locked by another repair");
        harness.get_by_label(
            "The lock was made 3 hours ago by a repair on the computer nas-2 (process 4242)",
        );
        harness.get_by_label("/shop/.blackdrop-repair.lock");
        harness.get_by_label("Remove the lock and go on").click();
        harness.run();
        assert_eq!(
            harness.state(),
            &[UiCommand::Repair(RepairCommand::TakeOverLock)]
        );
    }

    #[test]
    fn enter_and_escape_leave_it() {
        for language in Language::ALL {
            for key in [egui::Key::Enter, egui::Key::Escape] {
                let words = Words::default();
                let mut harness = window([600.0, 400.0], Vec::new(), move |ui, commands| {
                    let lock = FoundLock {
                        holder: None,
                        age: None,
                        ..lock()
                    };
                    lock_dialog_ui(ui, &lock, words.of(language), commands);
                });
                harness.run();
                assert_all_inside(&harness);
                harness.key_press(key);
                harness.run();
                let expected = UiCommand::Repair(RepairCommand::LeaveLock);
                assert_eq!(harness.state().first(), Some(&expected), "{key:?}");
            }
        }
    }
}
