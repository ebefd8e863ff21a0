//! What the program asks of the user's desktop.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::DashboardApp;
use super::job::{Job, JobState};
use crate::scan::ImageId;

/// Opens files in other programs; a trait so that tests do not. Called on threads of their own: asking the file manager
/// goes over a bus whose other end may be slow.
pub trait Desktop: Send + Sync {
    /// Opens a file in its own program.
    ///
    /// # Errors
    /// The system's words when nothing could be started.
    fn open(&self, path: &Path) -> Result<(), opener::OpenError>;

    /// Shows a file in the file manager.
    ///
    /// # Errors
    /// The system's words when nothing could be started.
    fn reveal(&self, path: &Path) -> Result<(), opener::OpenError>;
}

/// The real desktop.
#[derive(Clone, Copy, Debug)]
pub struct NativeDesktop;

impl Desktop for NativeDesktop {
    fn open(&self, path: &Path) -> Result<(), opener::OpenError> {
        opener::open(path)
    }

    fn reveal(&self, path: &Path) -> Result<(), opener::OpenError> {
        opener::reveal(path)
    }
}

/// Opening hundreds of windows by a slip helps nobody.
const MOST_AT_ONCE: usize = 12;

/// What could not be opened, and the system's words.
pub(super) type OpenFailure = (PathBuf, opener::OpenError);

impl DashboardApp {
    /// Opens images in their own program.
    pub(super) fn open_in_program(&mut self, ctx: &egui::Context, ids: &[ImageId]) {
        let mut paths = self.paths_of(ids);
        paths.truncate(MOST_AT_ONCE);
        self.ask_desktop(ctx, paths, |desktop, path| desktop.open(path));
    }

    /// Shows an image in the file manager.
    pub(super) fn show_in_file_manager(&mut self, ctx: &egui::Context, id: ImageId) {
        let paths = self.paths_of(&[id]);
        self.ask_desktop(ctx, paths, |desktop, path| desktop.reveal(path));
    }

    pub(super) fn ask_desktop(
        &mut self,
        ctx: &egui::Context,
        paths: Vec<PathBuf>,
        ask: impl Fn(&dyn Desktop, &Path) -> Result<(), opener::OpenError> + Send + 'static,
    ) {
        let desktop = Arc::clone(&self.services.desktop);
        let repaint = ctx.clone();
        let job = Job::start(
            "desktop",
            move || repaint.request_repaint(),
            move || {
                paths.into_iter().find_map(|path| {
                    let failure = ask(desktop.as_ref(), &path).err()?;
                    Some((path, failure))
                })
            },
        );
        match job {
            Ok(job) => self.jobs.desktop.push(job),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Says what could not be opened.
    pub(super) fn poll_desktop(&mut self) {
        let mut failures = Vec::new();
        self.jobs.desktop.retain(|job| match job.poll() {
            JobState::Running => true,
            JobState::Done(failure) => {
                failures.extend(failure);
                false
            }
            JobState::Lost => false,
        });
        for (path, error) in failures {
            self.notify_failure(super::words::open_failed(&self.text, &path, &error));
        }
    }
}
