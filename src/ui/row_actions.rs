//! What a click, a double click and the context menu of a row or cell mean; the same in the gallery and the table.

use egui::{PointerButton, Response, Ui};

use super::decision_bar::decision_menu_ui;
use super::keys::KeyMap;
use super::{Text, UiCommand};
use crate::scan::ImageId;
use crate::session::ScanSession;

/// The wishes behind a response on an image's cell or row.
pub(super) fn click_commands(response: &Response, id: ImageId, commands: &mut Vec<UiCommand>) {
    if response.secondary_clicked() {
        return;
    }
    if response.double_clicked_by(PointerButton::Primary) {
        commands.push(UiCommand::OpenPreview);
    } else if response.clicked() {
        let modifiers = response.ctx.input(|input| input.modifiers);
        commands.push(if modifiers.shift {
            UiCommand::ExtendSelection(id)
        } else if modifiers.command {
            UiCommand::ToggleSelected(id)
        } else {
            UiCommand::Select(id)
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
        commands.push(UiCommand::Select(id));
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
        commands.extend([UiCommand::Select(id), UiCommand::OpenPreview]);
        ui.close();
    }
    if ui.button(text.get("compare-menu")).clicked() {
        let images = chosen();
        commands.push(UiCommand::Compare(images));
        ui.close();
    }
    if ui.button(text.get("results-menu-open")).clicked() {
        commands.push(UiCommand::OpenInProgram(chosen()));
        ui.close();
    }
    if ui.button(text.get("results-menu-reveal")).clicked() {
        commands.push(UiCommand::ShowInFileManager(id));
        ui.close();
    }
    if ui.button(text.get("results-menu-copy-path")).clicked() {
        commands.push(UiCommand::CopyPaths(chosen()));
        ui.close();
    }
}
