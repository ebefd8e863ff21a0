//! The last page: what came of the repair, and what can be done with it.

use egui::{Label, RichText, ScrollArea, TextStyle, Ui};

use super::{FailedImage, RepairPlace, RepairResult};
use crate::ui::dialog::buttons_row;
use crate::ui::theme::{palette, type_size};
use crate::ui::undo_dialog::{UndoQuestion, UndoWhat};
use crate::ui::widgets::{self, Tone, elided_in_the_middle, primary_button, quiet_button};
use crate::ui::{Text, UiCommand, format, icons};

/// Height of the list of failed images in points, at most.
const LIST_HEIGHT: f32 = 240.0;

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
        failed_list_ui(ui, &result.failed);
    }
    buttons_row(ui, |ui| buttons_ui(ui, result, text, commands));
}

/// How many files were written, and where to.
fn done_ui(ui: &mut Ui, result: &RepairResult, text: &Text) {
    let folder = result.place.folder().display().to_string();
    let width = ui.available_width() * 0.5;
    let shown = elided_in_the_middle(ui, &folder, &TextStyle::Body, width);
    let key = match result.place {
        RepairPlace::NewFolder(_) => "repair-end-new-folder",
        RepairPlace::InPlace { .. } => "repair-end-in-place",
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

fn failed_list_ui(ui: &mut Ui, failed: &[FailedImage]) {
    let height = ui.text_style_height(&TextStyle::Body) + ui.text_style_height(&TextStyle::Small);
    let room = (ui.available_height() - 70.0).clamp(60.0, LIST_HEIGHT);
    ScrollArea::vertical()
        .id_salt("repair failed")
        .max_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, height, failed.len(), |ui, range| {
            for image in failed.get(range).unwrap_or_default() {
                failed_ui(ui, image, height);
            }
        });
}

fn failed_ui(ui: &mut Ui, failed: &FailedImage, height: f32) {
    let path = failed.image.relative().display().to_string();
    let weak = palette(ui).text_weak;
    let width = ui.available_width();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_height(height);
        let shown = elided_in_the_middle(ui, &path, &TextStyle::Body, width);
        ui.add(Label::new(shown).extend()).on_hover_text(path);
        let why = RichText::new(&failed.why).color(weak);
        ui.add(Label::new(why.size(type_size::SMALL)).truncate())
            .on_hover_text(&failed.why);
    });
}

/// From the right, what is done next first.
fn buttons_ui(ui: &mut Ui, result: &RepairResult, text: &Text, commands: &mut Vec<UiCommand>) {
    if result.left > 0 {
        let go_on = text.get("repair-go-on");
        if primary_button(ui, Some(icons::START), &go_on).clicked() {
            commands.push(UiCommand::ResumeRepair(result.journal.clone()));
        }
    }
    if result.done == 0 {
        return;
    }
    let pack = text.get("repair-pack");
    let pack = if result.left == 0 {
        primary_button(ui, Some(icons::PACK), &pack)
    } else {
        quiet_button(ui, Some(icons::PACK), &pack)
    };
    if pack.clicked() {
        commands.push(UiCommand::ShowPack(true));
    }
    let show = text.get("repair-show-folder");
    if quiet_button(ui, Some(icons::CHOOSE_FOLDER), &show).clicked() {
        let folder = result.place.folder().clone();
        commands.push(UiCommand::ShowFolder(folder));
    }
    let undo = text.get("repair-undo-everything");
    if quiet_button(ui, Some(icons::UNDO), &undo).clicked() {
        commands.push(UiCommand::AskUndoRepair(UndoQuestion {
            journal: result.journal.clone(),
            what: UndoWhat::Everything,
            files: result.done,
            place: result.place.clone(),
        }));
    }
}
