//! What the windows about repairs are told.

use std::time::Instant;

use egui::Ui;

use super::Repairs;
use super::crew::RunningJob;
use super::folders::WhichFolder;
use super::planning::answered;
use crate::app::DashboardApp;
use crate::repair::RepairRule;
use crate::session::{RowStatus, ScanSession, WorkerMeter};
use crate::ui::UiCommand;
use crate::ui::job_line::job_strip_ui;
use crate::ui::lock_dialog::lock_dialog_ui;
use crate::ui::originals_window::{OriginalsWindowProps, originals_window_ui};
use crate::ui::pack_dialog::{PackDialogProps, pack_dialog_ui};
use crate::ui::preview::RepairedProps;
use crate::ui::repair_dialog::{RepairCounts, RepairDialogProps, repair_dialog_ui};
use crate::ui::repairs_window::{RepairsWindowProps, repairs_window_ui};
use crate::ui::undo_dialog::undo_dialog_ui;

impl DashboardApp {
    /// Shows the windows that are open.
    pub(in crate::app) fn repair_windows_ui(&mut self, ui: &Ui, commands: &mut Vec<UiCommand>) {
        let now = Instant::now();
        let counts = if self.windows.repair {
            self.repair_counts()
        } else {
            RepairCounts::default()
        };
        let Some(session) = &self.session else { return };
        let totals = session.totals();
        if self.windows.originals {
            let running = self.repairs.proving.job().map(|job| job.view(now));
            let props = OriginalsWindowProps {
                text: &self.text,
                scanned: session.root(),
                problem: self.repairs.folders.problem(WhichFolder::Originals),
                flagged: totals.flagged(),
                images: totals.done,
                repairable: totals.of(RowStatus::Proven) - session.proven_false_alarms()
                    + answered(session, RepairRule::OF_WINDOW),
                false_alarms: session.proven_false_alarms(),
                in_question: session.unanswered_images().count() as u64,
                stage: self.repairs.proving.stage(running.as_ref()),
            };
            originals_window_ui(ui, &mut self.panels.originals, props, commands);
        }
        if self.windows.repair {
            let running = self.repairs.repairing.job().map(|job| job.view(now));
            let folder = self.panels.repair.place.folder();
            let props = RepairDialogProps {
                text: &self.text,
                scanned: session.root(),
                counts,
                options: self.settings.repair,
                problem: self.repairs.folders.problem(WhichFolder::Repair(folder)),
                stage: self.repairs.repairing.stage(running.as_ref()),
            };
            repair_dialog_ui(ui, &mut self.panels.repair, props, commands);
        }
        if self.windows.repairs {
            let running = self.repairs.undoing.job().map(|job| job.view(now));
            let props = RepairsWindowProps {
                text: &self.text,
                running: running.as_ref(),
                history: self.repairs.past.known(),
                undone: self.repairs.undoing.result.as_ref(),
                is_busy: self.repairs.is_at_work(),
            };
            repairs_window_ui(ui, props, commands);
        }
        if self.windows.pack {
            let running = self.repairs.packing.job().map(|job| job.view(now));
            let props = PackDialogProps {
                text: &self.text,
                images: totals.of(RowStatus::Repaired),
                problem: self.repairs.folders.problem(WhichFolder::Pack),
                stage: self.repairs.packing.stage(running.as_ref()),
            };
            pack_dialog_ui(ui, &mut self.panels.pack, props, commands);
        }
        if let Some(question) = &self.windows.undo {
            undo_dialog_ui(ui, question, &self.text, commands);
        }
        if let Some(locked) = &self.repairs.locked {
            lock_dialog_ui(ui, &locked.lock, &self.text, commands);
        }
    }

    /// Whether a job goes on whose window is closed, so that a strip tells of it.
    pub(in crate::app) fn has_job_strip(&self) -> bool {
        let is_seen = (self.windows.originals && self.repairs.proving.is_at_work())
            || (self.windows.repair && self.repairs.repairing.is_at_work())
            || (self.windows.repairs && self.repairs.undoing.is_at_work())
            || (self.windows.pack && self.repairs.packing.is_at_work());
        !is_seen && self.repairs.job().is_some()
    }

    /// What each worker does for the job that goes on; `None` where they have none.
    pub(in crate::app) fn job_workers(&self) -> Option<&[WorkerMeter]> {
        self.repairs.job().and_then(RunningJob::workers)
    }

    /// The strip of the job that goes on.
    pub(in crate::app) fn job_strip(&self, ui: &mut Ui, commands: &mut Vec<UiCommand>) {
        if let Some(job) = self.repairs.job() {
            job_strip_ui(ui, &job.view(Instant::now()), &self.text, commands);
        }
    }
}

impl Repairs {
    /// What the preview knows of the focused image's repair.
    pub(in crate::app) fn of_focused(&self, session: &ScanSession) -> Option<RepairedProps<'_>> {
        let row = session.row(session.selection().focus()?)?;
        super::pictures::can_be_shown(row).then_some(RepairedProps {
            pictures: &self.pictures.pictures,
            queue: self.queued(),
        })
    }
}
