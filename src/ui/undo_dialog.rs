//! The question before a repair, or a part of it, is undone.

use std::path::PathBuf;

use egui::{Label, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog};
use super::row_hover::shown_name;
use super::theme::space;
use super::widgets::{caption, primary_button, quiet_button};
use super::{RepairCommand, Text, UiCommand, icons};
use crate::repair::{RepairDestination, UndoScope};

/// Width of the dialog in logical points.
const WIDTH: f32 = 500.0;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoQuestion {
    /// The repair's journal.
    pub journal: PathBuf,
    /// What of it.
    pub scope: UndoScope,
    /// How many files that is.
    pub files: u64,
    /// Where they went: what undoing means depends on it.
    pub destination: RepairDestination,
}

/// Shows the question, over everything else.
pub fn undo_dialog_ui(
    ui: &Ui,
    question: &UndoQuestion,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let title = match &question.scope {
        UndoScope::Everything => text.get("repairs-ask-everything"),
        UndoScope::Product(product) => {
            let product = product.as_str().to_owned();
            text.with("repairs-ask-product", &[("product", product.into())])
        }
        UndoScope::File(_) => text.get("repairs-ask-file"),
    };
    let cancel = text.get("repairs-ask-cancel");
    let head = DialogHead {
        id: "undo repair",
        title: &title,
        close: &cancel,
        width: WIDTH,
    };
    let (answer, end) = dialog(ui, head, |ui| {
        if let UndoScope::File(location) = &question.scope {
            let path = location.relative();
            let name = shown_name(path.file_name().unwrap_or(path.as_os_str()));
            ui.add(Label::new(name).truncate());
        }
        let key = match question.destination {
            RepairDestination::NewFolder(_) => "repairs-ask-new-folder",
            RepairDestination::InPlace { .. } => "repairs-ask-in-place",
        };
        ui.add(Label::new(text.counted(key, question.files)).wrap());
        ui.add_space(space::XS);
        caption(ui, text.get("repairs-ask-changed"));
        buttons_row(ui, |ui| {
            let undo = text.counted("repairs-ask-undo", question.files);
            let undo = primary_button(ui, Some(icons::UNDO), &undo).clicked();
            let cancel = quiet_button(ui, None, &cancel).clicked();
            match (undo, cancel) {
                (true, _) => Some(UiCommand::Repair(RepairCommand::Undo {
                    journal: question.journal.clone(),
                    scope: question.scope.clone(),
                })),
                (false, true) => Some(UiCommand::Repair(RepairCommand::CancelUndo)),
                (false, false) => None,
            }
        })
    });
    if let Some(answer) = answer {
        commands.push(answer);
    } else if end == DialogEnd::Closed {
        commands.push(UiCommand::Repair(RepairCommand::CancelUndo));
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::scan::{ImageLocation, ProductId};
    use crate::ui::Language;
    use crate::ui::testing::{Words, assert_all_inside, window};

    fn question(scope: UndoScope, files: u64, destination: RepairDestination) -> UndoQuestion {
        UndoQuestion {
            journal: PathBuf::from("/journals/7.jsonl"),
            scope,
            files,
            destination,
        }
    }

    #[test]
    fn it_says_what_becomes_of_the_files_before_it_is_answered() {
        let in_place = RepairDestination::InPlace {
            backup: PathBuf::from("/backup"),
        };
        let new_folder = RepairDestination::NewFolder(PathBuf::from("/repaired"));
        let product = ProductId::of(&ImageLocation::new("04006381000012/a.jpg"));
        for (question, title, meaning) in [
            (
                question(UndoScope::Everything, 703, in_place.clone()),
                "Undo this repair?",
                "703 black files come back from the backup, in the place of the repaired ones",
            ),
            (
                question(
                    UndoScope::Product(product.expect("a product's folder")),
                    3,
                    new_folder,
                ),
                "Undo the repairs of product 04006381000012?",
                "3 repaired files are removed from the new folder; the black files were never changed",
            ),
            (
                question(
                    UndoScope::File(ImageLocation::new("04006381000012/a.jpg")),
                    1,
                    in_place,
                ),
                "Undo the repair of this image?",
                "1 black file comes back from the backup, in the place of the repaired one",
            ),
        ] {
            let asked = question.clone();
            let words = Words::default();
            let mut harness = window([900.0, 600.0], Vec::new(), move |ui, commands| {
                undo_dialog_ui(ui, &asked, words.of(Language::English), commands);
            });
            harness.get_by_label(title);
            harness.get_by_label(meaning);
            let undo = if question.files == 1 {
                "Undo 1 file".to_owned()
            } else {
                format!("Undo {} files", question.files)
            };
            harness.get_by_label(&undo).click();
            harness.run();
            let expected = UiCommand::Repair(RepairCommand::Undo {
                journal: question.journal,
                scope: question.scope,
            });
            assert_eq!(harness.state(), &[expected], "{title}");
        }
    }

    #[test]
    fn escape_and_cancel_undo_nothing() {
        for language in Language::ALL {
            let words = Words::default();
            let mut harness = window([600.0, 400.0], Vec::new(), move |ui, commands| {
                let place = RepairDestination::NewFolder(PathBuf::from("/repaired"));
                let question = question(UndoScope::Everything, 703, place);
                undo_dialog_ui(ui, &question, words.of(language), commands);
            });
            assert_all_inside(&harness);
            harness.key_press(egui::Key::Escape);
            harness.run();
            assert_eq!(
                harness.state(),
                &[UiCommand::Repair(RepairCommand::CancelUndo)]
            );
        }
    }
}
