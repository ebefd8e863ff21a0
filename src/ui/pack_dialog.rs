//! The hand-over pack: what it holds, and the folder that it is written into.
//!
//! It writes nothing: the app does, and hands a [`PackStage`] over.

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use egui::{Frame, Label, Margin, TextStyle, Ui};

use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog, is_entered, scrolled};
use super::folder_box::{FolderBox, FolderBoxAnswer};
use super::job_line::{JobView, job_ui};
use super::theme::{palette, space};
use super::widgets::{
    self, Tone, caption, elided_in_the_middle, primary_button, quiet_button, section_title,
};
use super::{PathProblem, RepairCommand, Text, UiCommand, icons};

/// Width of the dialog in logical points.
const WIDTH: f32 = 560.0;

/// How far the pack is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PackStage<'a> {
    /// Its folder is being chosen.
    Choosing,
    /// It is being written.
    Writing(&'a JobView),
    /// It is there.
    Done {
        /// Where.
        folder: &'a Path,
    },
    /// It could not be written.
    Failed {
        /// Why, as a sentence in the user's language.
        sentence: &'a str,
    },
}

/// What the dialog shows.
#[derive(Clone, Copy, Debug)]
pub struct PackDialogProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// How many repaired images it holds.
    pub images: u64,
    /// What is wrong with the folder, as far as is known.
    pub problem: Option<&'a PathProblem>,
    /// How far it is.
    pub stage: PackStage<'a>,
}

/// What is typed; kept from one pack to the next.
#[derive(Clone, Debug, Default)]
pub struct PackDialogState {
    /// The folder, as typed: `~` is not expanded.
    pub folder: String,
}

/// Shows the dialog, over everything else.
pub fn pack_dialog_ui(
    ui: &Ui,
    state: &mut PackDialogState,
    props: PackDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let head = DialogHead {
        id: "pack dialog",
        title: &text.get("pack-title"),
        close: &text.get("pack-close"),
        width: WIDTH,
    };
    let ((), end) = dialog(ui, head, |ui| {
        scrolled(ui, "pack", 110.0, |ui| {
            contents_ui(ui, props);
            folder_ui(ui, state, props, commands);
        });
        stage_ui(ui, state, props, commands);
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Repair(RepairCommand::ShowPack(false)));
    }
}

/// What it holds, a line each.
fn contents_ui(ui: &mut Ui, props: PackDialogProps<'_>) {
    let text = props.text;
    caption(ui, text.counted("pack-what", props.images));
    ui.spacing_mut().item_spacing.y = space::XS;
    for (sign, key) in [
        (icons::TABLE, "pack-list"),
        (icons::IMAGE, "pack-sheet"),
        (icons::FOLDER, "pack-files"),
        (icons::CHECK_SAMPLE, "pack-checksums"),
    ] {
        ui.horizontal_top(|ui| {
            widgets::icon(ui, sign, palette(ui).text_weak);
            // The icon is taller than a line, of which there can be two.
            let beside = Margin {
                top: 2,
                ..Margin::ZERO
            };
            Frame::new().inner_margin(beside).show(ui, |ui| {
                ui.add(Label::new(text.get(key)).wrap());
            });
        });
    }
}

fn folder_ui(
    ui: &mut Ui,
    state: &mut PackDialogState,
    props: PackDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    ui.add_space(space::S);
    section_title(ui, &text.get("pack-where"));
    let is_empty = state.folder.trim().is_empty();
    let field = FolderBox {
        text,
        name: &text.get("pack-folder"),
        problem: props.problem.filter(|_| !is_empty),
    };
    let can_choose = !matches!(props.stage, PackStage::Writing(_));
    let answer = ui.add_enabled_ui(can_choose, |ui| field.show(ui, &mut state.folder));
    match answer.inner {
        FolderBoxAnswer::Nothing => {}
        FolderBoxAnswer::Edited => {
            commands.push(UiCommand::Repair(RepairCommand::PackFolderEdited));
        }
        FolderBoxAnswer::Choose => {
            commands.push(UiCommand::Repair(RepairCommand::ChoosePackFolder));
        }
    }
}

fn stage_ui(
    ui: &mut Ui,
    state: &PackDialogState,
    props: PackDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    match props.stage {
        PackStage::Choosing => {}
        PackStage::Writing(job) => {
            ui.add_space(space::S);
            return job_ui(ui, job, text, commands);
        }
        PackStage::Done { folder } => {
            let whole = folder.display().to_string();
            let width = ui.available_width() * 0.6;
            let shown = elided_in_the_middle(ui, &whole, &TextStyle::Body, width);
            let sentence = text.with("pack-done", &[("folder", shown.into())]);
            widgets::banner(ui, Tone::Neutral, icons::OK, &sentence).on_hover_text(whole);
        }
        PackStage::Failed { sentence } => {
            widgets::banner(ui, Tone::Danger, icons::ERROR, sentence);
        }
    }
    let is_possible =
        !state.folder.trim().is_empty() && props.problem.is_none() && props.images > 0;
    let go = buttons_row(ui, |ui| {
        if let PackStage::Done { folder } = props.stage {
            let show = text.get("pack-show");
            if primary_button(ui, Some(icons::CHOOSE_FOLDER), &show).clicked() {
                commands.push(UiCommand::Repair(RepairCommand::ShowFolder(
                    folder.to_path_buf(),
                )));
            }
            return false;
        }
        let go = ui.add_enabled_ui(is_possible, |ui| {
            primary_button(ui, Some(icons::PACK), &text.get("pack-go"))
        });
        if props.images == 0 {
            caption(ui, text.get("pack-no-images"));
        } else if quiet_button(ui, None, &text.get("pack-cancel")).clicked() {
            commands.push(UiCommand::Repair(RepairCommand::ShowPack(false)));
        }
        go.inner.clicked()
    });
    let entered = is_possible && !matches!(props.stage, PackStage::Done { .. }) && is_entered(ui);
    if go || entered {
        let folder = PathBuf::from(state.folder.trim());
        commands.push(UiCommand::Repair(RepairCommand::SavePack(folder)));
    }
}
