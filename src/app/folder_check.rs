//! Looking at the folder in the path box, off the window's thread: a dead share answers late or never.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::DashboardApp;
use super::folder::{check_folder, dropped_folder, home_folder, meant_path};
use super::job::{Job, JobState};
use crate::ui::PathProblem;

/// Typing is over when no key came for so long.
const TYPING_PAUSE: Duration = Duration::from_millis(300);

/// The look at a folder that is under way, and the one that is due.
#[derive(Default)]
pub(super) struct FolderCheck {
    running: Option<(Purpose, Job<Result<PathBuf, PathProblem>>)>,
    /// The path box was edited then and has not been looked at since.
    edited: Option<Instant>,
}

/// What a look is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// To say what is wrong while it is being typed.
    Show,
    /// To scan it.
    Scan,
}

impl DashboardApp {
    /// The path box holds something else: what was wrong with the old path does not count any more.
    pub(super) fn path_edited(&mut self, ctx: &egui::Context) {
        self.folder_problem = None;
        self.folder_check.edited = Some(Instant::now());
        ctx.request_repaint_after(TYPING_PAUSE);
    }

    /// Looks at a folder, then scans it. A file stands for the folder that it lies in.
    pub(super) fn check_then_scan(&mut self, ctx: &egui::Context, folder: PathBuf) {
        if self.is_scanning() {
            let sentence = self.text.get("app-stop-first");
            self.notify_failure(&sentence);
            return;
        }
        self.folder_problem = None;
        self.folder_check.edited = None;
        self.start_check(ctx, Purpose::Scan, folder);
    }

    /// The path that the box means.
    pub(super) fn typed_path(&self) -> PathBuf {
        meant_path(&self.panels.setup.path, home_folder().as_deref())
    }

    fn start_check(&mut self, ctx: &egui::Context, purpose: Purpose, folder: PathBuf) {
        let repaint = ctx.clone();
        let job = Job::start(
            "folder-check",
            move || repaint.request_repaint(),
            move || match purpose {
                Purpose::Show => check_folder(&folder),
                Purpose::Scan => check_folder(&dropped_folder(&folder)),
            },
        );
        match job {
            Ok(job) => self.folder_check.running = Some((purpose, job)),
            Err(error) => self.notify_failure(&error.to_string()),
        }
    }

    /// Takes the answer, and looks at what was typed since.
    pub(super) fn poll_folder_check(&mut self, ctx: &egui::Context) {
        if let Some((purpose, job)) = &self.folder_check.running {
            let purpose = *purpose;
            match job.poll() {
                JobState::Running => return,
                JobState::Done(Ok(folder)) if purpose == Purpose::Scan => {
                    self.begin_scan(ctx, folder);
                }
                JobState::Done(Err(problem)) if self.folder_check.edited.is_none() => {
                    self.folder_problem = Some(problem);
                }
                JobState::Done(_) | JobState::Lost => {}
            }
            self.folder_check.running = None;
        }
        let typed = self
            .folder_check
            .edited
            .filter(|edited| edited.elapsed() >= TYPING_PAUSE);
        if typed.is_some() && !self.is_scanning() {
            self.folder_check.edited = None;
            let path = self.typed_path();
            if !path.as_os_str().is_empty() {
                self.start_check(ctx, Purpose::Show, path);
            }
        }
    }
}
