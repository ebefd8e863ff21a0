//! The repairs that were made of the shown folder, read from their journals: for their window, and to mark images that
//! are repaired.

use std::path::Path;

use crate::app::DashboardApp;
use crate::app::job::{Job, JobState};
use crate::repair::{RepairHistory, RepairedImage, repaired_images, repairs_of};
use crate::scan::ContentHash;
use crate::session::{ResultRow, RowStatus};

/// What is known of earlier repairs.
#[derive(Default)]
pub(in crate::app) struct PastRepairs {
    reading: Option<Job<RepairHistory>>,
    known: Option<RepairHistory>,
    marking: Option<Job<Vec<RepairedImage>>>,
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

    /// Marks the images that earlier repairs of this folder wrote, when its scan is over.
    pub(in crate::app) fn mark_repaired(&mut self, ctx: &egui::Context) {
        let (Some(journals), Some(session)) = (self.journal_folder(), &self.session) else {
            return;
        };
        let root = session.root().to_owned();
        let repaint = ctx.clone();
        let read = move || all_repaired(&journals, &root);
        self.repairs.past.marking =
            Job::start("repaired", move || repaint.request_repaint(), read).ok();
    }

    fn poll_marks(&mut self) {
        let Some(job) = &self.repairs.past.marking else {
            return;
        };
        let repaired = match job.poll() {
            JobState::Running => return,
            JobState::Done(repaired) => repaired,
            JobState::Lost => Vec::new(),
        };
        self.repairs.past.marking = None;
        let find = super::writing::finder(self.session.as_ref());
        let Some(session) = &mut self.session else {
            return;
        };
        for image in repaired {
            let Some(id) = find(&image.location) else {
                continue;
            };
            let is_free = session.row(id).is_some_and(|row| {
                row.repair.is_none() && row.status() != RowStatus::Gone && is_about(row, &image)
            });
            if is_free {
                session.set_repair(id, Some(image.repair));
            }
        }
    }
}

/// What repairs wrote and what is still there: the latest of each image. Reads every new file, to be sure that it is the
/// one that was written.
fn all_repaired(journals: &Path, root: &Path) -> Vec<RepairedImage> {
    let mut found: Vec<RepairedImage> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for repair in repairs_of(journals, root).repairs {
        match repaired_images(&repair.journal) {
            Ok(images) => found.extend(images.into_iter().filter(|image| {
                seen.insert(image.location.clone()) && holds(&image.repair.target, image)
            })),
            Err(error) => tracing::warn!(%error, "a journal can't be read"),
        }
    }
    found
}

/// Whether the file is still what the repair left there. A picture that was put in the black one's place since, maybe as
/// black, was never repaired. What replaced the black file was read just before.
fn is_about(row: &ResultRow, image: &RepairedImage) -> bool {
    image.repair.backup.is_some() || row.report.stamp.content == Some(image.black)
}

fn holds(target: &Path, image: &RepairedImage) -> bool {
    std::fs::read(target).is_ok_and(|bytes| ContentHash::of(&bytes) == image.repair.content)
}
