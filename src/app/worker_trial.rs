//! Finding the best number of workers: runs the trial and keeps its dialog open.
//!
//! Trial and scan never run at the same time: a trial is offered and started only while no scan runs, and a scan that
//! begins in spite of an open dialog (a folder was dropped) puts it away.

use std::path::PathBuf;

use super::DashboardApp;
use crate::scan::{
    ScanTargets, TrialLimits, TrialOrders, WorkerTrial, counts_to_try, start_worker_trial,
};
use crate::session::TrialState;
use crate::ui::UiCommand;
use crate::ui::worker_trial::{WorkerTrialProps, worker_trial_ui};

/// An open dialog.
pub(super) struct OpenTrial {
    folder: PathBuf,
    state: TrialState,
    /// Dropped to cancel it.
    running: Option<WorkerTrial>,
}

impl DashboardApp {
    /// Opens the dialog for a folder that was found good.
    pub(super) fn open_trial(&mut self, folder: PathBuf) {
        self.worker_trial = Some(OpenTrial {
            folder,
            state: TrialState::new(counts_to_try(self.cores)),
            running: None,
        });
    }

    /// Measures, unless that is going on already.
    pub(super) fn start_trial(&mut self, ctx: &egui::Context) {
        if self.is_scanning() {
            self.notify_failure(self.text.get("trial-stop-first"));
            return;
        }
        let Some(mut open) = self.worker_trial.take() else {
            return;
        };
        if !open.state.is_running() {
            let orders = TrialOrders {
                scan: self.scan_config(open.folder.clone(), ScanTargets::Folder),
                cores: self.cores,
                limits: TrialLimits::default(),
            };
            let repaint = ctx.clone();
            open.state.start();
            open.running = Some(start_worker_trial(orders, move || {
                repaint.request_repaint();
            }));
        }
        self.worker_trial = Some(open);
    }

    /// Puts the dialog away; what is being measured is cancelled.
    pub(super) fn close_trial(&mut self) {
        self.worker_trial = None;
    }

    /// Takes what the trial has sent: a few dozen events in all.
    pub(super) fn drain_trial(&mut self) {
        let Some(OpenTrial { state, running, .. }) = &mut self.worker_trial else {
            return;
        };
        if let Some(trial) = running {
            trial.clear_wake();
            while let Some(event) = trial.try_next() {
                state.apply(event);
            }
        }
        if !state.is_running() {
            *running = None;
        }
    }

    /// Shows the dialog, where it is open.
    pub(super) fn trial_ui(&self, ui: &egui::Ui, commands: &mut Vec<UiCommand>) {
        let Some(open) = &self.worker_trial else {
            return;
        };
        let limits = TrialLimits::default();
        let scanned = self
            .session
            .as_ref()
            .filter(|session| session.root() == open.folder);
        let most_images = scanned
            .filter(|session| session.discovery_ended())
            .map_or(u64::MAX, |session| session.totals().found)
            .min(limits.most_images as u64);
        let props = WorkerTrialProps {
            text: &self.text,
            folder: &open.folder,
            trial: &open.state,
            most_images,
            usual_time: limits.usual_time(open.state.counts.len()),
            was_scanned: scanned.is_some(),
        };
        worker_trial_ui(ui, &props, commands);
    }
}
