//! Taking a repair back: all of it, one product's, or one image's.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::crew::Crew;
use crate::app::DashboardApp;
use crate::app::job::{Job, JobState};
use crate::repair::{RepairError, UndoJob, UndoOutcome, UndoProblem, UndoRun, UndoScope};
use crate::scan::{ImageId, JobsConfig};
use crate::session::Proof;
use crate::ui::job_line::{JobKind, JobView};
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
    Opening(Job<Result<UndoRun, RepairError>>),
    Writing(Box<Writing>),
}

struct Writing {
    run: Arc<UndoRun>,
    items: Vec<usize>,
    images: Vec<Option<ImageId>>,
    crew: Crew<UndoOutcome, UndoClass>,
    left: Vec<UndoProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum UndoClass {
    Undone,
    Left,
}

impl Undoing {
    pub(super) fn is_at_work(&self) -> bool {
        !matches!(self.work, Work::Nothing)
    }

    pub(super) fn view(&self, now: Instant) -> Option<JobView> {
        match &self.work {
            Work::Writing(writing) => Some(writing.crew.view(now)),
            Work::Nothing | Work::Opening(_) => None,
        }
    }

    pub(super) fn pause(&self) {
        if let Work::Writing(writing) = &self.work {
            writing.crew.pause();
        }
    }

    pub(super) fn resume(&self) {
        if let Work::Writing(writing) = &self.work {
            writing.crew.resume();
        }
    }

    pub(super) fn stop(&mut self) {
        if let Work::Writing(writing) = &mut self.work {
            writing.crew.stop();
        }
    }

    pub(super) fn finish(&mut self, patience: Duration) {
        if let Work::Writing(writing) = &mut self.work {
            writing
                .crew
                .finish(patience, |_, outcome| class_of(&outcome));
        }
    }
}

impl DashboardApp {
    /// Undoes a repair, or a part of it.
    pub(super) fn start_undo(&mut self, ctx: &egui::Context, journal: PathBuf, scope: UndoScope) {
        self.windows.undo = None;
        if self.is_scanning() {
            return self.notify_failure(self.text.get("app-stop-first"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        let repaint = ctx.clone();
        let open = move || UndoRun::open(&journal, &scope);
        match Job::start("undo start", move || repaint.request_repaint(), open) {
            Ok(job) => self.repairs.undoing.work = Work::Opening(job),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Takes what was undone.
    pub(in crate::app) fn poll_undoing(&mut self, ctx: &egui::Context) {
        match &mut self.repairs.undoing.work {
            Work::Nothing => {}
            Work::Opening(job) => {
                let opened = match job.poll() {
                    JobState::Running => return,
                    JobState::Lost => Err(self.text.get("app-broke-down")),
                    JobState::Done(Err(error)) => Err(wording::repair_error(&self.text, &error)),
                    JobState::Done(Ok(run)) => Ok(run),
                };
                match opened {
                    Ok(run) => self.start_undoing(ctx, run),
                    Err(sentence) => {
                        self.repairs.undoing.work = Work::Nothing;
                        self.notify_failure(sentence);
                    }
                }
            }
            Work::Writing(_) => self.drain_undoing(ctx),
        }
    }

    fn start_undoing(&mut self, ctx: &egui::Context, run: UndoRun) {
        let run = Arc::new(run);
        let jobs = UndoJob::all_of(&run);
        let items: Vec<usize> = jobs.iter().map(UndoJob::index).collect();
        let find = super::marks::finder(self.session.as_ref());
        let images = items
            .iter()
            .map(|index| find(&run.items()[*index].location))
            .collect();
        let config = JobsConfig::for_writing(self.workers());
        self.repairs.undoing.work = Work::Writing(Box::new(Writing {
            crew: Crew::start(JobKind::Undoing, config, jobs, ctx),
            run,
            items,
            images,
            left: Vec::new(),
        }));
    }

    fn drain_undoing(&mut self, ctx: &egui::Context) {
        let session = &mut self.session;
        let replaced = &mut self.repairs.repairing.replaced;
        let undoing = &mut self.repairs.undoing;
        let Work::Writing(writing) = &mut undoing.work else {
            return;
        };
        let Writing {
            run,
            items,
            images,
            crew,
            left,
        } = writing.as_mut();
        let proofs = &mut undoing.proofs;
        let end = crew.drain(ctx, |job, outcome| {
            let class = class_of(&outcome);
            match outcome {
                UndoOutcome::Undone | UndoOutcome::WasUndone => {
                    if let (Some(session), Some(image)) = (session.as_mut(), images[job]) {
                        let row = session.row(image);
                        let was_in_place = row
                            .and_then(|row| row.repair.as_ref())
                            .is_some_and(|repair| repair.backup.is_some());
                        if was_in_place {
                            let proof = row.and_then(|row| row.proof.as_deref().cloned());
                            proofs.extend(proof.map(|proof| (image, proof)));
                            replaced.push((image, run.items()[items[job]].location.clone()));
                        }
                        session.set_repair(image, None);
                    }
                }
                UndoOutcome::Left(problem) => {
                    tracing::warn!(%problem, "not undone");
                    left.push(problem);
                }
            }
            class
        });
        if end.is_some() {
            self.end_undoing(ctx);
        }
    }

    fn end_undoing(&mut self, ctx: &egui::Context) {
        let work = std::mem::take(&mut self.repairs.undoing.work);
        let Work::Writing(writing) = work else { return };
        let undone = writing.crew.progress().count(&UndoClass::Undone);
        let left = writing.left;
        drop(writing.crew);
        // The last worker may hold it for a moment still; then it ends by being dropped.
        if let Some(run) = Arc::into_inner(writing.run)
            && let Err(error) = run.finish()
        {
            tracing::warn!(%error, "the journal is not on the disk");
        }
        tracing::info!(undone, left = left.len(), "repair undone");
        if !self.windows.repairs {
            self.notify_success(self.text.counted("repairs-undone-now", undone));
            if let Some(first) = left.first() {
                let sentence = self.text.counted("repairs-undone-left", left.len() as u64);
                let why = wording::undo_obstacle(&self.text, &first.obstacle);
                self.notify_failure(format!("{sentence}. {why}"));
            }
        }
        self.repairs.undoing.result = Some(UndoResult { undone, left });
        self.repairs.past.forget();
        if self.windows.repair {
            self.repairs.repairing.leave();
        }
        self.inspect_rewritten(ctx);
    }

    /// Images whose black files came back are what they were: so is what was proven of them.
    pub(in crate::app) fn return_proofs(&mut self) {
        let Some(session) = &mut self.session else {
            return;
        };
        for (image, proof) in self.repairs.undoing.proofs.drain(..) {
            let has_none = session
                .row(image)
                .is_some_and(|row| row.proof.is_none() && row.inspection().is_some());
            if has_none {
                session.set_proof(image, proof);
            }
        }
    }
}

fn class_of(outcome: &UndoOutcome) -> UndoClass {
    match outcome {
        UndoOutcome::Undone | UndoOutcome::WasUndone => UndoClass::Undone,
        UndoOutcome::Left(_) => UndoClass::Left,
    }
}
