//! The last page: what came of the repair, and what can be done with it.

use egui::{TextStyle, Ui};

use super::RepairResult;
use crate::repair::{RepairDestination, UndoScope};
use crate::ui::dialog::buttons_row;
use crate::ui::problem_list::{ProblemLine, problem_list_ui};
use crate::ui::undo_dialog::UndoQuestion;
use crate::ui::widgets::{self, Tone, elided_in_the_middle, primary_button, quiet_button};
use crate::ui::{RepairCommand, Text, UiCommand, format, icons, wording};

/// Draws the page.
pub(super) fn end_ui(
    ui: &mut Ui,
    result: &RepairResult,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    done_ui(ui, result, text);
    if result.left > 0 {
        let words = text.counted("repair-end-left", result.left);
        widgets::banner(ui, Tone::Caution, icons::CAUTION, &words);
    }
    if !result.failed.is_empty() {
        let words = text.counted("repair-end-failed", result.failed.len() as u64);
        widgets::banner(ui, Tone::Danger, icons::ERROR, &words);
        problem_list_ui(ui, "repair failed", &result.failed, |problem| ProblemLine {
            path: &problem.path,
            why: wording::repair_obstacle(text, &problem.obstacle),
        });
    }
    buttons_row(ui, |ui| buttons_ui(ui, result, text, commands));
}

/// How many files were written, and where to.
fn done_ui(ui: &mut Ui, result: &RepairResult, text: &Text) {
    let folder = result.destination.folder().display().to_string();
    let width = ui.available_width() * 0.5;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let key = match result.destination {
        RepairDestination::NewFolder(_) => "repair-end-new-folder",
        RepairDestination::InPlace { .. } => "repair-end-in-place",
    };
    let values = [
        ("count", result.done.into()),
        ("shown", format::count(result.done).into()),
        ("folder", shown.into()),
    ];
    let sentence = text.with(key, &values);
    let sign = if result.done > 0 {
        icons::OK
    } else {
        icons::INFO
    };
    widgets::banner(ui, Tone::Neutral, sign, &sentence).on_hover_text(folder);
}

/// From the right, what is done next first.
fn buttons_ui(ui: &mut Ui, result: &RepairResult, text: &Text, commands: &mut Vec<UiCommand>) {
    if result.left > 0 {
        let go_on = text.get("repair-go-on");
        if primary_button(ui, Some(icons::START), &go_on).clicked() {
            commands.push(UiCommand::Repair(RepairCommand::Resume(
                result.journal.clone(),
            )));
        }
    }
    if result.left == 0 && !result.failed.is_empty() {
        let again = text.get("repair-try-again");
        if quiet_button(ui, Some(icons::START), &again).clicked() {
            commands.push(UiCommand::Repair(RepairCommand::Resume(
                result.journal.clone(),
            )));
        }
    }
    if result.repaired == 0 {
        return;
    }
    let pack = text.get("repair-pack");
    let pack = if result.left == 0 {
        primary_button(ui, Some(icons::PACK), &pack)
    } else {
        quiet_button(ui, Some(icons::PACK), &pack)
    };
    if pack.clicked() {
        commands.push(UiCommand::Repair(RepairCommand::ShowPack(true)));
    }
    let show = text.get("repair-show-folder");
    if quiet_button(ui, Some(icons::CHOOSE_FOLDER), &show).clicked() {
        let folder = result.destination.folder().to_path_buf();
        commands.push(UiCommand::Repair(RepairCommand::ShowFolder(folder)));
    }
    let undo = text.get("repair-undo-everything");
    if quiet_button(ui, Some(icons::UNDO), &undo).clicked() {
        commands.push(UiCommand::Repair(RepairCommand::AskUndo(UndoQuestion {
            journal: result.journal.clone(),
            scope: UndoScope::Everything,
            files: result.repaired,
            destination: result.destination.clone(),
        })));
    }
}
