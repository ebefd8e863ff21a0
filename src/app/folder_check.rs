//! Looking at the folder in the path box, off the window's thread: a dead share answers late or never.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::DashboardApp;
use super::folder::{answer_in_time, check_folder, dropped_folder, home_folder, meant_path};
use super::job::{Job, JobState};
use super::typing::{TYPING_PAUSE, has_stopped};
use crate::session::ScanSession;
use crate::ui::PathProblem;

/// The look at a folder that is under way, and the one that is due.
#[derive(Default)]
pub(super) struct FolderCheck {
    running: Option<(Purpose, Job<Result<PathBuf, PathProblem>>)>,
    /// The path box was edited then and has not been looked at since.
    edited: Option<Instant>,
    /// What the path box was filled with by the program. Not every path is text: the box shows it as well as it can, and
    /// as long as nobody edits it, it means exactly this folder.
    filled_in: Option<PathBuf>,
    /// What the path box means, worked out when it changes.
    meant: PathBuf,
}

/// What a look is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To say what is wrong while it is being typed.
    Show,
    /// To scan it; it was typed, so a file is a mistake.
    ScanTyped,
    /// To scan it; a chosen or dropped file stands for the folder that it lies in.
    ScanChosen,
    /// To measure with how many workers it is scanned fastest.
    Measure,
}

impl FolderCheck {
    /// The folder that the results are of, where the path box names another one.
    pub(super) fn folder_of_results<'a>(
        &self,
        session: Option<&'a ScanSession>,
    ) -> Option<&'a Path> {
        session
            .map(ScanSession::root)
            .filter(|root| *root != self.meant)
    }
}

impl DashboardApp {
    /// The path box holds something else: what was wrong with the old path does not count any more.
    pub(super) fn path_edited(&mut self, ctx: &egui::Context) {
        self.folder_problem = None;
        self.folder_check.edited = Some(Instant::now());
        self.note_meant();
        ctx.request_repaint_after(TYPING_PAUSE);
    }

    /// The path box holds something else. A relative path is in the working folder; no folder is asked for it.
    fn note_meant(&mut self) {
        let meant = self.typed_path();
        self.folder_check.meant = std::path::absolute(&meant).unwrap_or(meant);
    }

    /// The path box names the folder again that the results are of.
    pub(super) fn name_folder_of_results(&mut self) {
        let root = self.folder_check.folder_of_results(self.session.as_ref());
        if let Some(root) = root.map(Path::to_owned) {
            self.folder_problem = None;
            self.folder_check.edited = None;
            self.fill_in(root);
        }
    }

    /// Scans what the path box holds; an empty one gets the keyboard instead.
    pub(super) fn scan_typed(&mut self, ctx: &egui::Context) {
        if self.panels.setup.path.trim().is_empty() {
            self.panels.setup.focus_path = true;
            return;
        }
        self.note_meant();
        let path = self.typed_path();
        self.check_then_scan(ctx, Purpose::ScanTyped, path);
    }

    /// Offers to measure the folder in the path box, unless a scan runs.
    pub(super) fn ask_best_workers(&mut self, ctx: &egui::Context) {
        if self.is_scanning() {
            self.notify_failure(self.text.get("trial-stop-first"));
        } else if self.panels.setup.path.trim().is_empty() {
            self.panels.setup.focus_path = true;
        } else {
            self.folder_problem = None;
            self.folder_check.edited = None;
            let path = self.typed_path();
            self.start_check(ctx, Purpose::Measure, path);
        }
    }

    /// Scans a folder that was chosen or dropped; the path box shows it, so that whatever is wrong is said of it.
    pub(super) fn scan_chosen(&mut self, ctx: &egui::Context, folder: PathBuf) {
        if !self.is_scanning() {
            self.fill_in(folder.clone());
        }
        self.check_then_scan(ctx, Purpose::ScanChosen, folder);
    }

    /// Puts a folder into the path box.
    pub(super) fn fill_in(&mut self, folder: PathBuf) {
        self.panels.setup.path = folder.to_string_lossy().into_owned();
        self.folder_check.meant.clone_from(&folder);
        self.folder_check.filled_in = Some(folder);
    }

    /// Looks at a folder, then scans it.
    fn check_then_scan(&mut self, ctx: &egui::Context, purpose: Purpose, folder: PathBuf) {
        if self.is_scanning() {
            self.notify_failure(self.text.get("app-stop-first"));
            return;
        }
        if self.repairs.is_writing() {
            self.notify_failure(self.text.get("repairs-still-writing"));
            return;
        }
        self.folder_problem = None;
        self.folder_check.edited = None;
        self.start_check(ctx, purpose, folder);
    }

    /// The path that the box means.
    fn typed_path(&self) -> PathBuf {
        let typed = &self.panels.setup.path;
        match &self.folder_check.filled_in {
            Some(folder) if folder.to_string_lossy() == typed.as_str() => folder.clone(),
            Some(_) | None => meant_path(typed, home_folder().as_deref()),
        }
    }

    fn start_check(&mut self, ctx: &egui::Context, purpose: Purpose, folder: PathBuf) {
        let repaint = ctx.clone();
        let job = Job::start(
            "folder-check",
            move || repaint.request_repaint(),
            move || {
                answer_in_time(move || match purpose {
                    Purpose::Show | Purpose::ScanTyped | Purpose::Measure => check_folder(&folder),
                    Purpose::ScanChosen => check_folder(&dropped_folder(&folder)),
                })
            },
        );
        match job {
            Ok(job) => self.folder_check.running = Some((purpose, job)),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Takes the answer, and looks at what was typed since.
    pub(super) fn poll_folder_check(&mut self, ctx: &egui::Context) {
        if let Some((purpose, job)) = &self.folder_check.running {
            let purpose = *purpose;
            match job.poll() {
                JobState::Running => return,
                JobState::Done(Ok(_)) if purpose == Purpose::Show => {}
                // Another scan (a second try at some images) was started while the folder was looked at.
                JobState::Done(Ok(_)) if self.is_scanning() => {
                    self.notify_failure(self.text.get("app-stop-first"));
                }
                JobState::Done(Ok(_)) if self.repairs.is_writing() => {
                    self.notify_failure(self.text.get("repairs-still-writing"));
                }
                JobState::Done(Ok(folder)) if purpose == Purpose::Measure => {
                    self.open_trial(folder);
                }
                JobState::Done(Ok(folder)) => self.begin_scan(ctx, folder),
                JobState::Done(Err(problem)) if self.folder_check.edited.is_none() => {
                    self.folder_problem = Some(problem);
                }
                JobState::Done(Err(_)) | JobState::Lost => {}
            }
            self.folder_check.running = None;
        }
        let is_typed = |edited| !self.is_scanning() && has_stopped(ctx, edited);
        if self.folder_check.edited.is_some_and(is_typed) {
            self.folder_check.edited = None;
            let path = self.typed_path();
            if !path.as_os_str().is_empty() {
                self.start_check(ctx, Purpose::Show, path);
            }
        }
    }
}
