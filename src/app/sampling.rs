//! "Try the sample": writes the built-in catalogue to the user's cache folder, off the window's thread, and scans it.

use std::path::PathBuf;

use super::DashboardApp;
use super::job::{Job, JobState};
use crate::sample::{sample_originals_folder, write_sample, write_sample_originals};

impl DashboardApp {
    /// Writes the sample, unless a scan runs or it is being written already.
    pub(super) fn write_sample(&mut self, ctx: &egui::Context) {
        if self.jobs.sample.is_some() || self.is_scanning() {
            return;
        }
        let folder = self.services.sample_folder.clone();
        let repaint = ctx.clone();
        let job = Job::start(
            "sample",
            move || repaint.request_repaint(),
            move || {
                write_sample(&folder)?;
                // So that who tries the sample can also prove its black images, and repair them.
                write_sample_originals(&sample_originals_folder(&folder))?;
                Ok(folder)
            },
        );
        match job {
            Ok(job) => self.jobs.sample = Some(job),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Scans the sample when it is there.
    pub(super) fn poll_sample(&mut self, ctx: &egui::Context) {
        let Some(job) = &self.jobs.sample else { return };
        match job.poll() {
            JobState::Running => return,
            JobState::Done(Ok(folder)) => self.scan_chosen(ctx, folder),
            JobState::Done(Err(error)) => {
                let sentence = super::words::sample_failed(&self.text, &error);
                self.notify_failure(sentence);
            }
            JobState::Lost => self.notify_failure(self.text.get("app-broke-down")),
        }
        self.jobs.sample = None;
    }
}

/// The user's cache folder; where there is none, the temporary one.
pub(super) fn sample_folder() -> PathBuf {
    match directories::ProjectDirs::from("", "", "Blackdrop") {
        Some(dirs) => dirs.cache_dir().join("sample"),
        None => std::env::temp_dir().join("blackdrop-sample"),
    }
}
