//! What a click, a double click and the context menu of a row or cell mean; the same in the gallery and the table.

use std::path::Path;

use egui::{PointerButton, Response, Ui};

use super::decision_bar::decision_menu_ui;
use super::keys::KeyMap;
use super::undo_dialog::UndoQuestion;
use super::{ListCommand, RepairCommand, ReviewCommand, Text, UiCommand};
use crate::repair::{RepairDestination, UndoScope};
use crate::scan::ImageId;
use crate::session::{ResultRow, RowRepair, ScanSession};

/// The wishes behind a response on an image's cell or row.
pub(super) fn click_commands(response: &Response, id: ImageId, commands: &mut Vec<UiCommand>) {
    if response.secondary_clicked() {
        return;
    }
    if response.double_clicked_by(PointerButton::Primary) {
        commands.push(UiCommand::Review(ReviewCommand::OpenPreview));
    } else if response.clicked() {
        let modifiers = response.ctx.input(|input| input.modifiers);
        commands.push(if modifiers.shift {
            UiCommand::List(ListCommand::ExtendSelection(id))
        } else if modifiers.command {
            UiCommand::List(ListCommand::ToggleSelected(id))
        } else {
            UiCommand::List(ListCommand::Select(id))
        });
    }
}

/// The context menu of an image's cell or row. On a selected image it is about all selected ones, on another about that
/// one, which becomes selected.
pub(super) fn context_menu(
    response: &Response,
    id: ImageId,
    session: &ScanSession,
    (text, keys): (&Text, &KeyMap),
    commands: &mut Vec<UiCommand>,
) {
    let is_selected = session.selection().contains(id);
    if response.secondary_clicked() && !is_selected {
        commands.push(UiCommand::List(ListCommand::Select(id)));
    }
    response.context_menu(|ui| menu_ui(ui, id, session, (text, keys), commands));
}

fn menu_ui(
    ui: &mut Ui,
    id: ImageId,
    session: &ScanSession,
    (text, keys): (&Text, &KeyMap),
    commands: &mut Vec<UiCommand>,
) {
    let chosen = || {
        let selection = session.selection();
        if selection.contains(id) {
            selection.in_order(session.index())
        } else {
            vec![id]
        }
    };
    decision_menu_ui(ui, (text, keys), &chosen, commands);
    if ui.button(text.get("results-menu-preview")).clicked() {
        commands.extend([
            UiCommand::List(ListCommand::Select(id)),
            UiCommand::Review(ReviewCommand::OpenPreview),
        ]);
        ui.close();
    }
    if ui.button(text.get("compare-menu")).clicked() {
        let images = chosen();
        commands.push(UiCommand::Review(ReviewCommand::Compare(images)));
        ui.close();
    }
    if ui.button(text.get("results-menu-open")).clicked() {
        commands.push(UiCommand::Review(ReviewCommand::OpenInProgram(chosen())));
        ui.close();
    }
    if ui.button(text.get("results-menu-reveal")).clicked() {
        commands.push(UiCommand::Review(ReviewCommand::ShowInFileManager(id)));
        ui.close();
    }
    if ui.button(text.get("results-menu-copy-path")).clicked() {
        commands.push(UiCommand::Review(ReviewCommand::CopyPaths(chosen())));
        ui.close();
    }
    if let Some(row) = session.row(id) {
        undo_menu_ui(ui, row, session, text, commands);
    }
}

/// Lines that take a repair back, on a repaired image.
fn undo_menu_ui(
    ui: &mut Ui,
    row: &ResultRow,
    session: &ScanSession,
    text: &Text,
    commands: &mut Vec<UiCommand>,
) {
    let Some(repair) = &row.repair else { return };
    ui.separator();
    if ui.button(text.get("repairs-menu-undo-file")).clicked() {
        commands.push(UiCommand::Repair(RepairCommand::AskUndo(undo_of_file(
            row, repair,
        ))));
        ui.close();
    }
    let Some(product) = &row.report.product else {
        return;
    };
    if ui.button(text.get("repairs-menu-undo-product")).clicked() {
        let files = repaired_of(session, row, repair);
        let scope = UndoScope::Product(product.clone());
        commands.push(UiCommand::Repair(RepairCommand::AskUndo(undo_question(
            repair, scope, files,
        ))));
        ui.close();
    }
}

/// The question before the repair of one image is taken back.
pub(super) fn undo_of_file(row: &ResultRow, repair: &RowRepair) -> UndoQuestion {
    undo_question(repair, UndoScope::File(row.report.location.clone()), 1)
}

fn undo_question(repair: &RowRepair, scope: UndoScope, files: u64) -> UndoQuestion {
    UndoQuestion {
        journal: repair.journal.clone(),
        scope,
        files,
        destination: destination_of(repair),
    }
}

/// Where the repair wrote to; of a new folder the file's own is named.
fn destination_of(repair: &RowRepair) -> RepairDestination {
    let folder_of = |file: &Path| file.parent().unwrap_or(file).to_path_buf();
    match &repair.backup {
        Some(backup) => RepairDestination::InPlace {
            backup: folder_of(backup),
        },
        None => RepairDestination::NewFolder(folder_of(&repair.target)),
    }
}

/// How many images of the row's product the same repair wrote.
fn repaired_of(session: &ScanSession, row: &ResultRow, repair: &RowRepair) -> u64 {
    let of_product = session.rows_of_product(row.report.product.as_ref());
    let repairs = of_product.filter_map(|other| other.repair.as_ref());
    let same = repairs.filter(|other| other.journal == repair.journal);
    same.count() as u64
}
