//! The repair: which images, where to, how; then the plan; then how far it is; then what came of it.
//!
//! It plans and writes nothing: the app does, and hands a [`RepairStage`] over.

mod choice;
mod end_page;
mod plan_page;
mod plan_table;
#[cfg(test)]
mod tests;
mod view;

use std::path::{Path, PathBuf};

use egui::{Label, Ui};

use super::background_picker::BackgroundPickerState;
use super::dialog::{DialogEnd, DialogHead, buttons_row, dialog};
use super::job_line::{JobView, job_ui};
use super::theme::space;
use super::widgets::{self, Tone, caption, quiet_button};
use super::wording;
use super::{PathProblem, RepairCommand, Text, UiCommand, icons};
use crate::repair::{RepairDestination, RepairError, RepairOptions};

pub use view::{PlanView, RepairResult};

/// Width of the dialog in logical points.
const WIDTH: f32 = 640.0;
/// Of its last page: four buttons side by side.
const END_WIDTH: f32 = 690.0;
/// Of the plan, which is a table.
const PLAN_WIDTH: f32 = 1_000.0;

/// Which images are to be repaired: only proven ones ever are, and those that a person has answered for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagesToRepair {
    /// All that are proven.
    #[default]
    Proven,
    /// Those that a person confirmed too.
    ConfirmedAndProven,
    /// Those that were put in the queue one by one.
    Queued,
    /// The selected ones.
    Selected,
}

/// Where repaired files go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceKind {
    /// Into a new folder.
    #[default]
    NewFolder,
    /// In the place of the black files.
    InPlace,
}

impl PlaceKind {
    /// The folder that is asked for.
    #[must_use]
    pub fn folder(self) -> RepairFolder {
        match self {
            Self::NewFolder => RepairFolder::Target,
            Self::InPlace => RepairFolder::Backup,
        }
    }
}

/// A folder of the repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairFolder {
    /// Where repaired files are written to.
    Target,
    /// Where black files are copied to before they are replaced.
    Backup,
}

/// Everything that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairWish {
    /// Which images.
    pub images: ImagesToRepair,
    /// Where to; folders as typed: `~` is not expanded.
    pub destination: RepairDestination,
    /// How.
    pub options: RepairOptions,
}

/// How many images each choice holds; of each only those that are proven, or that a person has answered for, and that are
/// not repaired yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RepairCounts {
    /// All of them.
    pub proven: u64,
    /// Of all of them, those that are there because a person said "This is its original".
    pub answered: u64,
    /// Those that a person confirmed.
    pub confirmed: u64,
    /// Those in the queue.
    pub queued: u64,
    /// Those that are selected.
    pub selected: u64,
    /// Proven ones that a person called a false alarm: they are in none of the others.
    pub false_alarms: u64,
}

impl RepairCounts {
    fn of(self, images: ImagesToRepair) -> u64 {
        match images {
            ImagesToRepair::Proven => self.proven,
            ImagesToRepair::ConfirmedAndProven => self.confirmed,
            ImagesToRepair::Queued => self.queued,
            ImagesToRepair::Selected => self.selected,
        }
    }
}

/// How far the repair is.
#[derive(Clone, Copy, Debug)]
pub enum RepairStage<'a> {
    /// It is being chosen.
    Choosing,
    /// The plan is being made.
    Planning,
    /// The plan is there; nothing is written yet.
    Planned(&'a PlanView),
    /// Files are being written.
    Running(&'a JobView),
    /// It is over.
    Ended(&'a RepairResult),
    /// There is no plan, or the repair could not begin.
    Failed(&'a RepairError),
}

/// What the dialog shows.
#[derive(Clone, Copy, Debug)]
pub struct RepairDialogProps<'a> {
    /// The words.
    pub text: &'a Text,
    /// The folder that was scanned.
    pub scanned: &'a Path,
    /// How many images there are to choose.
    pub counts: RepairCounts,
    /// How files are made.
    pub options: RepairOptions,
    /// What is wrong with the folder that is needed for the chosen place, as far as is known.
    pub problem: Option<&'a PathProblem>,
    /// How far it is.
    pub stage: RepairStage<'a>,
}

/// What is chosen; kept from one repair to the next.
#[derive(Clone, Debug, Default)]
pub struct RepairDialogState {
    /// Which images.
    pub images: ImagesToRepair,
    /// Where to.
    pub place: PlaceKind,
    /// The new folder, as typed.
    pub target: String,
    /// The backup folder, as typed.
    pub backup: String,
    shows_more: bool,
    background: BackgroundPickerState,
    /// Of the plan's table: the skipped ones of this group, or those that are written.
    group: Option<usize>,
}

impl RepairDialogState {
    /// The folder that is needed for the chosen place, as typed.
    #[must_use]
    pub fn folder(&self) -> &str {
        match self.place {
            PlaceKind::NewFolder => self.target.trim(),
            PlaceKind::InPlace => self.backup.trim(),
        }
    }

    fn wish(&self, options: RepairOptions) -> RepairWish {
        let folder = PathBuf::from(self.folder());
        RepairWish {
            images: self.images,
            destination: match self.place {
                PlaceKind::NewFolder => RepairDestination::NewFolder(folder),
                PlaceKind::InPlace => RepairDestination::InPlace { backup: folder },
            },
            options,
        }
    }
}

/// Shows the dialog, over everything else.
pub fn repair_dialog_ui(
    ui: &Ui,
    state: &mut RepairDialogState,
    props: RepairDialogProps<'_>,
    commands: &mut Vec<UiCommand>,
) {
    let text = props.text;
    let (title, width) = match props.stage {
        RepairStage::Planned(_) => ("repair-plan-title", PLAN_WIDTH),
        RepairStage::Ended(_) => ("repair-end-title", END_WIDTH),
        _ => ("repair-title", WIDTH),
    };
    let head = DialogHead {
        id: "repair dialog",
        title: &text.get(title),
        close: &text.get("repair-close"),
        width,
    };
    let ((), end) = dialog(ui, head, |ui| match props.stage {
        RepairStage::Choosing => choice::choice_ui(ui, state, props, commands),
        RepairStage::Planning => waiting_ui(ui, text, commands),
        RepairStage::Planned(plan) => plan_page::plan_ui(ui, state, plan, text, commands),
        RepairStage::Running(job) => {
            ui.add_space(space::S);
            job_ui(ui, job, text, commands);
            caption(ui, text.get("repair-running-what"));
        }
        RepairStage::Ended(result) => end_page::end_ui(ui, result, text, commands),
        RepairStage::Failed(error) => {
            let sentence = wording::repair_error(text, error);
            widgets::banner(ui, Tone::Danger, icons::ERROR, &sentence);
            buttons_row(ui, |ui| back_button(ui, text, commands));
        }
    });
    if end == DialogEnd::Closed {
        commands.push(UiCommand::Repair(RepairCommand::ShowRepair(false)));
    }
}

/// The plan reads every file's size and looks at every target: on a slow share that takes a while.
fn waiting_ui(ui: &mut Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    ui.add_space(space::S);
    ui.add(Label::new(text.get("repair-planning")).wrap());
    buttons_row(ui, |ui| back_button(ui, text, commands));
}

fn back_button(ui: &mut Ui, text: &Text, commands: &mut Vec<UiCommand>) {
    if quiet_button(ui, Some(icons::BACK), &text.get("repair-back")).clicked() {
        commands.push(UiCommand::Repair(RepairCommand::LeavePlan));
    }
}
