//! The folders that proving, repairing and packing are told: typed or chosen in the system's dialog, and looked at off the
//! window's thread.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::app::DashboardApp;
use crate::app::dialogs::Picked;
use crate::app::folder::{answer_in_time, check_folder, home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::app::typing::{TYPING_PAUSE, has_stopped};
use crate::ui::PathProblem;
use crate::ui::repair_dialog::RepairFolder;

/// Which folder it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhichFolder {
    /// Of originals: it must be there.
    Originals,
    /// Of a repair: it is made where it is missing.
    Repair(RepairFolder),
    /// Of a hand-over pack: it is made where it is missing.
    Pack,
}

/// What is known of the folders.
#[derive(Default)]
pub(in crate::app) struct RepairFolders {
    dialog: Option<(WhichFolder, Job<Picked>)>,
    check: Option<(WhichFolder, Job<Option<PathProblem>>)>,
    edited: Option<(WhichFolder, Instant)>,
    problem: Option<(WhichFolder, PathProblem)>,
}

impl RepairFolders {
    /// What is wrong with a folder, as far as is known.
    pub(super) fn problem(&self, which: WhichFolder) -> Option<&PathProblem> {
        let (about, problem) = self.problem.as_ref()?;
        (*about == which).then_some(problem)
    }
}

impl RepairFolders {
    /// Other folders are in the boxes now.
    pub(super) fn forget_problem(&mut self) {
        self.problem = None;
        self.edited = None;
    }
}

impl DashboardApp {
    /// Opens the system's dialog for a folder.
    pub(super) fn choose_repair_folder(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        which: WhichFolder,
    ) {
        if self.repairs.folders.dialog.is_some() || self.jobs.folder_dialog.is_some() {
            return self.notify_failure(self.text.get("app-dialog-is-open"));
        }
        let title = self.text.get(match which {
            WhichFolder::Originals => "originals-folder",
            WhichFolder::Repair(RepairFolder::Target) => "repair-target",
            WhichFolder::Repair(RepairFolder::Backup) => "repair-backup",
            WhichFolder::Pack => "pack-folder",
        });
        // No disk is asked on this thread. A folder that is made new is usually not there, the one above it is.
        let typed = self.meant_folder(which);
        let start = typed.and_then(|typed| match which {
            WhichFolder::Originals => Some(typed),
            WhichFolder::Repair(_) | WhichFolder::Pack => typed.parent().map(Path::to_owned),
        });
        let repaint = ctx.clone();
        let wake = Box::new(move || repaint.request_repaint());
        let dialogs = &mut self.services.dialogs;
        match dialogs.pick_folder(&title, start.as_deref(), frame, wake) {
            Ok(job) => self.repairs.folders.dialog = Some((which, job)),
            // The box beside the button can be typed into.
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// A folder was typed: what was wrong with the old one does not count any more.
    pub(super) fn repair_folder_edited(&mut self, ctx: &egui::Context, which: WhichFolder) {
        let folders = &mut self.repairs.folders;
        folders.problem.take_if(|(about, _)| *about == which);
        folders.edited = Some((which, Instant::now()));
        ctx.request_repaint_after(TYPING_PAUSE);
    }

    /// Takes the dialog's answer, and looks at what was typed since.
    pub(super) fn poll_repair_folders(&mut self, ctx: &egui::Context) {
        if let Some((which, job)) = self.repairs.folders.dialog.take() {
            match job.poll() {
                JobState::Running => self.repairs.folders.dialog = Some((which, job)),
                JobState::Done(Picked::Path(folder)) => {
                    *self.folder_text(which) = folder.to_string_lossy().into_owned();
                    self.repair_folder_edited(ctx, which);
                }
                JobState::Done(Picked::Nothing) => {}
                JobState::Done(Picked::Unavailable) | JobState::Lost => {
                    self.notify_failure(self.text.get("repair-no-dialog"));
                }
            }
        }
        if let Some((which, job)) = self.repairs.folders.check.take() {
            match job.poll() {
                JobState::Running => self.repairs.folders.check = Some((which, job)),
                JobState::Done(problem) => {
                    let is_current = self.repairs.folders.edited.is_none();
                    self.repairs.folders.problem = problem
                        .filter(|_| is_current)
                        .map(|problem| (which, problem));
                }
                JobState::Lost => {}
            }
        }
        let Some((which, at)) = self.repairs.folders.edited else {
            return;
        };
        if self.repairs.folders.check.is_none() && has_stopped(ctx, at) {
            self.repairs.folders.edited = None;
            self.check_repair_folder(ctx, which);
        }
    }

    fn check_repair_folder(&mut self, ctx: &egui::Context, which: WhichFolder) {
        let Some(folder) = self.meant_folder(which) else {
            return;
        };
        let repaint = ctx.clone();
        let look = move || {
            answer_in_time(move || match which {
                WhichFolder::Originals => check_folder(&folder).map(drop),
                WhichFolder::Repair(_) | WhichFolder::Pack => {
                    problem_with_new(&folder).map_or(Ok(()), Err)
                }
            })
            .err()
        };
        self.repairs.folders.check =
            Job::start("folder check", move || repaint.request_repaint(), look)
                .ok()
                .map(|job| (which, job));
    }

    /// What a box means; `None` while it is empty.
    fn meant_folder(&mut self, which: WhichFolder) -> Option<PathBuf> {
        let typed = self.folder_text(which).trim().to_owned();
        (!typed.is_empty()).then(|| meant_path(&typed, home_folder().as_deref()))
    }

    fn folder_text(&mut self, which: WhichFolder) -> &mut String {
        match which {
            WhichFolder::Originals => &mut self.panels.originals.folder,
            WhichFolder::Repair(RepairFolder::Target) => &mut self.panels.repair.target,
            WhichFolder::Repair(RepairFolder::Backup) => &mut self.panels.repair.backup,
            WhichFolder::Pack => &mut self.panels.pack.folder,
        }
    }
}

/// A folder that is missing is fine where the nearest one above it that is there can be used.
fn problem_with_new(folder: &Path) -> Option<PathProblem> {
    let nearest = nearest_folder(folder).unwrap_or_else(|| folder.to_owned());
    match check_folder(folder) {
        Err(PathProblem::NotFound) => check_folder(&nearest).err(),
        Err(problem) => Some(problem),
        Ok(_) => None,
    }
}

/// The folder itself, or the nearest above it that is there.
fn nearest_folder(folder: &Path) -> Option<PathBuf> {
    let above = folder.ancestors().find(|above| above.exists());
    above.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_is_fine_where_the_one_above_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let new = folder.path().join("a").join("b");
        assert_eq!(problem_with_new(&new), None, "it can be made");
        assert_eq!(nearest_folder(&new).as_deref(), Some(folder.path()));
        let file = folder.path().join("file");
        std::fs::write(&file, b"x").unwrap();
        assert_eq!(problem_with_new(&file), Some(PathProblem::NotAFolder));
        assert_eq!(
            problem_with_new(&file.join("below")),
            Some(PathProblem::NotAFolder)
        );
    }
}
