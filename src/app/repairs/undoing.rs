//! Taking a repair back: all of it, one product's, or one image's.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::crew::{Preparing, RunningJob};
use super::locking::LockedWork;
use super::writing::{FileClass, Writing, Written};
use crate::app::DashboardApp;
use crate::app::job::JobState;
use crate::repair::{RepairError, TakeOver, UndoJob, UndoOutcome, UndoProblem, UndoRun, UndoScope};
use crate::scan::{ImageId, JobsConfig};
use crate::session::{Proof, ScanSession};
use crate::ui::job_line::JobKind;
use crate::ui::repairs_window::UndoResult;
use crate::ui::wording;

/// What is being undone.
#[derive(Default)]
pub(in crate::app) struct Undoing {
    work: Work,
    /// What was proven of images whose black files came back: it counts again when they have been inspected.
    pub(super) proofs: Vec<(ImageId, Proof)>,
    /// What the last undo came to, until its window is closed.
    pub(super) result: Option<UndoResult>,
}

#[derive(Default)]
enum Work {
    #[default]
    Nothing,
    /// What is undone, and how much of it, beside.
    Opening(
        Preparing<Result<UndoRun, RepairError>>,
        (PathBuf, UndoScope),
    ),
    Writing(Box<Writing<UndoRun, UndoOutcome, UndoProblem>>),
    /// Folders that the run had made are removed.
    Ending(Preparing<()>, UndoResult),
}

impl Undoing {
    pub(super) fn is_at_work(&self) -> bool {
        !matches!(self.work, Work::Nothing)
    }

    /// What goes on, while files are written.
    pub(super) fn job(&self) -> Option<&dyn RunningJob> {
        match &self.work {
            Work::Writing(writing) => Some(writing.job()),
            Work::Opening(preparing, _) => Some(preparing),
            Work::Nothing | Work::Ending(..) => None,
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> Option<&mut dyn RunningJob> {
        match &mut self.work {
            Work::Writing(writing) => Some(writing.job_mut()),
            Work::Opening(preparing, _) => Some(preparing),
            Work::Nothing | Work::Ending(..) => None,
        }
    }

    pub(super) fn finish(&mut self, patience: Duration) {
        if let Work::Writing(writing) = &mut self.work {
            writing.finish(patience);
        }
    }
}

impl DashboardApp {
    /// Undoes a repair, or a part of it.
    pub(super) fn start_undo(&mut self, ctx: &egui::Context, journal: PathBuf, scope: UndoScope) {
        self.windows.undo = None;
        if self.is_scanning() {
            return self.notify_failure(self.text.get("repairs-stop-scan"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        self.open_undo(ctx, journal, scope, TakeOver::Never);
    }

    /// Takes hold of a repair to undo it, on a thread of its own.
    pub(super) fn open_undo(
        &mut self,
        ctx: &egui::Context,
        journal: PathBuf,
        scope: UndoScope,
        take_over: TakeOver,
    ) {
        let asked = (journal.clone(), scope.clone());
        let open = move || UndoRun::open_with(&journal, &scope, &take_over);
        match Preparing::start(JobKind::PreparingUndo, ctx, open) {
            Ok(preparing) => self.repairs.undoing.work = Work::Opening(preparing, asked),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Takes what was undone.
    pub(in crate::app) fn poll_undoing(&mut self, ctx: &egui::Context) {
        match &mut self.repairs.undoing.work {
            Work::Nothing => {}
            Work::Opening(preparing, _) if preparing.is_stopped => {
                self.repairs.undoing.work = Work::Nothing;
            }
            Work::Opening(preparing, asked) => match preparing.job.poll() {
                JobState::Running => {}
                JobState::Done(Ok(run)) => self.start_undoing(ctx, run),
                JobState::Done(Err(error)) => {
                    let (journal, scope) = asked.clone();
                    self.repairs.undoing.work = Work::Nothing;
                    let work = LockedWork::Undo { journal, scope };
                    if !self.ask_about_lock(&error, work) {
                        self.notify_failure(wording::repair_error(&self.text, &error));
                    }
                }
                JobState::Lost => {
                    self.repairs.undoing.work = Work::Nothing;
                    self.notify_failure(self.text.get("app-broke-down"));
                }
            },
            Work::Writing(_) => self.drain_undoing(ctx),
            Work::Ending(preparing, _) => {
                if preparing.job.poll() != JobState::Running {
                    self.tell_end(ctx);
                }
            }
        }
    }

    fn start_undoing(&mut self, ctx: &egui::Context, run: UndoRun) {
        self.tell_taken_over(run.taken_over());
        let run = Arc::new(run);
        let jobs = UndoJob::all_of(&run);
        let files = jobs
            .iter()
            .map(|job| run.items()[job.index()].location.clone());
        let files: Vec<_> = files.collect();
        self.repairs.undoing.work = Work::Writing(Box::new(Writing::start(
            JobKind::Undoing,
            JobsConfig::for_writing(self.workers()),
            run,
            jobs,
            &files,
            self.session.as_ref(),
            ctx,
        )));
    }

    fn drain_undoing(&mut self, ctx: &egui::Context) {
        let (session, pictures) = (&mut self.session, &mut self.pictures);
        let made = &mut self.repairs.pictures;
        let Undoing { work, proofs, .. } = &mut self.repairs.undoing;
        let Work::Writing(writing) = work else { return };
        let end = writing.drain(ctx, |image, outcome, left| match outcome {
            UndoOutcome::Undone | UndoOutcome::WasUndone => {
                if let (Some(session), Some(image)) = (session.as_mut(), image) {
                    if was_in_place(session, image) {
                        let row = session.row(image);
                        let proof = row.and_then(|row| row.proof.as_deref().cloned());
                        proofs.extend(proof.map(|proof| (image, proof)));
                        pictures.file_changed(image);
                    }
                    session.set_repair(image, None);
                    pictures.repair_changed(image);
                    made.forget(image);
                }
                FileClass::Written
            }
            UndoOutcome::Left(problem) => {
                tracing::warn!(%problem, "not undone");
                left.push(problem);
                FileClass::Left
            }
        });
        if end.is_some() {
            self.end_undoing(ctx);
        }
    }

    fn end_undoing(&mut self, ctx: &egui::Context) {
        let work = std::mem::take(&mut self.repairs.undoing.work);
        let Work::Writing(writing) = work else { return };
        let Written {
            run,
            done: undone,
            problems: left,
            ..
        } = writing.end();
        tracing::info!(undone, left = left.len(), "repair undone");
        let finish = move || {
            // The last worker may hold it for a moment still; then it ends by being dropped.
            if let Some(run) = Arc::into_inner(run)
                && let Err(error) = run.finish()
            {
                tracing::warn!(%error, "the journal is not on the disk");
            }
        };
        let result = UndoResult { undone, left };
        match Preparing::start(JobKind::Undoing, ctx, finish) {
            Ok(preparing) => self.repairs.undoing.work = Work::Ending(preparing, result),
            // What is left is some empty folders.
            Err(_) => self.take_end(ctx, result),
        }
    }

    fn tell_end(&mut self, ctx: &egui::Context) {
        let work = std::mem::take(&mut self.repairs.undoing.work);
        if let Work::Ending(_, result) = work {
            self.take_end(ctx, result);
        }
    }

    fn take_end(&mut self, ctx: &egui::Context, result: UndoResult) {
        let UndoResult { undone, left } = result;
        if !self.windows.repairs {
            self.tell_undone(undone, &left);
        }
        self.repairs.undoing.result = Some(UndoResult { undone, left });
        self.repairs.past.forget();
        if self.repairs.past.stop_marking() {
            self.mark_repaired(ctx);
        }
        if self.windows.repair {
            self.repairs.repairing.leave();
        }
    }

    fn tell_undone(&mut self, undone: u64, left: &[UndoProblem]) {
        self.notify_success(self.text.counted("repairs-undone-now", undone));
        if let Some(first) = left.first() {
            let sentence = self.text.counted("repairs-undone-left", left.len() as u64);
            let why = wording::undo_obstacle(&self.text, &first.obstacle);
            self.notify_failure(format!("{sentence}. {why}"));
        }
    }

    /// Images whose black files came back are what they were: so is what was proven of them.
    pub(in crate::app) fn return_proofs(&mut self) {
        let Some(session) = &mut self.session else {
            return;
        };
        for (image, proof) in self.repairs.undoing.proofs.drain(..) {
            let has_none = session
                .row(image)
                .is_some_and(|row| row.proof.is_none() && proof.is_about(row.report.stamp.content));
            if has_none {
                session.set_proof(image, proof);
            }
        }
    }
}

/// Whether the black file itself was replaced, so that it has come back now.
fn was_in_place(session: &ScanSession, image: ImageId) -> bool {
    session
        .row(image)
        .and_then(|row| row.repair.as_ref())
        .is_some_and(|repair| repair.backup.is_some())
}
