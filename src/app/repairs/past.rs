//! The repairs that were made of the shown folder, read from their journals: for their window, and to mark images that
//! are repaired.

use std::collections::HashMap;

use crate::app::DashboardApp;
use crate::app::job::{Job, JobState};
use crate::repair::{RepairHistory, RepairedImage, repairs_in_force, repairs_of};
use crate::scan::{ImageId, ImageLocation};
use crate::session::{ResultRow, RowTable};

/// What is known of earlier repairs.
#[derive(Default)]
pub(in crate::app) struct PastRepairs {
    reading: Option<Job<RepairHistory>>,
    known: Option<RepairHistory>,
    marking: Option<Job<Vec<(ImageId, RepairedImage)>>>,
}

impl PastRepairs {
    /// The repairs, the latest first; `None` while they are being read.
    pub(super) fn known(&self) -> Option<&RepairHistory> {
        self.known.as_ref()
    }

    /// Another repair was made, or one was undone.
    pub(super) fn forget(&mut self) {
        self.known = None;
        self.reading = None;
    }

    /// Whether earlier repairs are still being looked for. They may know nothing of what was repaired or undone since, so
    /// that is broken off.
    pub(super) fn stop_marking(&mut self) -> bool {
        self.marking.take().is_some()
    }
}

impl DashboardApp {
    /// Reads the journals, where that is wanted and not done yet; takes what was read.
    pub(in crate::app) fn poll_past_repairs(&mut self, ctx: &egui::Context) {
        if let Some(job) = &self.repairs.past.reading {
            match job.poll() {
                JobState::Running => {}
                JobState::Done(repairs) => self.repairs.past.known = Some(repairs),
                JobState::Lost => self.repairs.past.known = Some(RepairHistory::default()),
            }
            if self.repairs.past.known.is_some() {
                self.repairs.past.reading = None;
            }
        }
        let is_wanted = self.windows.repairs && !self.repairs.past_is_changing();
        if is_wanted && self.repairs.past.known.is_none() && self.repairs.past.reading.is_none() {
            self.read_past_repairs(ctx);
        }
        self.poll_marks();
    }

    fn read_past_repairs(&mut self, ctx: &egui::Context) {
        let (Some(journals), Some(session)) = (self.journal_folder(), &self.session) else {
            self.repairs.past.known = Some(RepairHistory::default());
            return;
        };
        let root = session.root().to_owned();
        let repaint = ctx.clone();
        let read = move || {
            let history = repairs_of(&journals, &root);
            for damaged in &history.damaged {
                tracing::warn!(%damaged, "a journal can't be read");
            }
            history
        };
        self.repairs.past.reading =
            Job::start("repairs", move || repaint.request_repaint(), read).ok();
    }

    /// Marks the images that earlier repairs of this folder wrote, when its scan is over. Which these are is found out on a
    /// thread of its own.
    pub(in crate::app) fn mark_repaired(&mut self, ctx: &egui::Context) {
        let (Some(journals), Some(session)) = (self.journal_folder(), &self.session) else {
            return;
        };
        let root = session.root().to_owned();
        let rows = session.snapshot();
        let repaint = ctx.clone();
        let read = move || marks(repairs_in_force(&journals, &root), &rows);
        self.repairs.past.marking =
            Job::start("repaired", move || repaint.request_repaint(), read).ok();
    }

    fn poll_marks(&mut self) {
        let Some(job) = &self.repairs.past.marking else {
            return;
        };
        let marks = match job.poll() {
            JobState::Running => return,
            JobState::Done(marks) => marks,
            JobState::Lost => Vec::new(),
        };
        self.repairs.past.marking = None;
        let Some(session) = &mut self.session else {
            return;
        };
        for (id, image) in marks {
            // Its file may have been inspected again meanwhile.
            if session.row(id).is_some_and(|row| is_free(row, &image)) {
                session.set_repair(id, Some(image.repair));
                self.pictures.repair_changed(id);
                self.repairs.pictures.forget(id);
            }
        }
    }
}

fn is_free(row: &ResultRow, image: &RepairedImage) -> bool {
    row.report.location == image.location && row.repair.is_none() && image.is_of(row)
}

/// The images of these repairs, by the rows that there are.
fn marks(repaired: Vec<RepairedImage>, rows: &RowTable) -> Vec<(ImageId, RepairedImage)> {
    if repaired.is_empty() {
        return Vec::new();
    }
    let by_location = |image: RepairedImage| (image.location.clone(), image);
    let mut repaired: HashMap<ImageLocation, RepairedImage> =
        repaired.into_iter().map(by_location).collect();
    let found = rows.iter().filter_map(|row| {
        let image = repaired.remove(&row.report.location)?;
        is_free(row, &image).then_some((row.report.id, image))
    });
    found.collect()
}
