//! Carrying a plan out, and going on with a repair that was cut short.
//!
//! Invariant: the journal is written by the run itself, on the workers' threads; nothing here is needed for a repair to be
//! safe, only for it to be seen.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::crew::Crew;
use super::planning::Planning;
use crate::app::DashboardApp;
use crate::app::job::{Job, JobState};
use crate::inspect::ImageLimits;
use crate::repair::{RepairError, RepairJob, RepairOutcome, RepairProblem, RepairRun};
use crate::scan::{ImageId, ImageLocation, JobEnd, JobsConfig};
use crate::session::{RowRepair, ScanSession};
use crate::ui::job_line::{JobKind, JobView};
use crate::ui::repair_dialog::{PlanView, RepairResult, RepairStage, RepairWish};

/// The folder of journals, beside the database.
const JOURNALS: &str = "repairs";

/// The repair that is chosen, planned or made.
#[derive(Default)]
pub(in crate::app) struct Repairing {
    work: Work,
    /// Images whose files were replaced, to be inspected again.
    pub(super) replaced: Vec<(ImageId, ImageLocation)>,
}

#[derive(Default)]
enum Work {
    #[default]
    Choosing,
    Planning(Planning),
    Planned(Box<PlanView>),
    Beginning(Job<Result<RepairRun, RepairError>>),
    Writing(Box<Writing>),
    Ended(Box<RepairResult>),
    Failed(RepairError),
}

/// Files are being written.
struct Writing {
    run: Arc<RepairRun>,
    /// Places in the run's plan, in the order of the jobs.
    items: Vec<usize>,
    /// The images in that order, where the scan that is shown has them.
    images: Vec<Option<ImageId>>,
    crew: Crew<RepairOutcome, RepairClass>,
    failed: Vec<RepairProblem>,
}

/// By what outcomes are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum RepairClass {
    Repaired,
    SettledBefore,
    Failed,
}

impl Repairing {
    /// Whether files are being written, or are about to be.
    pub(super) fn is_at_work(&self) -> bool {
        matches!(self.work, Work::Beginning(_) | Work::Writing(_))
    }

    /// How far it is, while files are written.
    pub(super) fn view(&self, now: Instant) -> Option<JobView> {
        match &self.work {
            Work::Writing(writing) => Some(writing.crew.view(now)),
            _ => None,
        }
    }

    /// How far it is, as its dialog shows it; `running` is [`Self::view`].
    pub(super) fn stage<'a>(&'a self, running: Option<&'a JobView>) -> RepairStage<'a> {
        match (&self.work, running) {
            (Work::Writing(_), Some(running)) => RepairStage::Running(running),
            (Work::Choosing | Work::Writing(_), _) => RepairStage::Choosing,
            (Work::Planning(_) | Work::Beginning(_), _) => RepairStage::Planning,
            (Work::Planned(planned), _) => RepairStage::Planned(planned),
            (Work::Ended(result), _) => RepairStage::Ended(result),
            (Work::Failed(error), _) => RepairStage::Failed(error),
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

    /// Back to the choice, unless files are being written.
    pub(super) fn leave(&mut self) {
        if !self.is_at_work() {
            self.work = Work::Choosing;
        }
    }

    /// The program ends: files that are being written are finished first, and the rest can be resumed.
    pub(super) fn finish(&mut self, patience: Duration) {
        if let Work::Writing(writing) = &mut self.work {
            writing
                .crew
                .finish(patience, |_, outcome| class_of(&outcome));
        }
    }
}

impl DashboardApp {
    /// Finds out what a repair would do.
    pub(super) fn plan_repair(&mut self, ctx: &egui::Context, wish: &RepairWish) {
        if self.repairs.repairing.is_at_work() {
            return;
        }
        self.settings.repair = wish.options;
        match self.plan(ctx, wish) {
            Ok(planning) => self.repairs.repairing.work = Work::Planning(planning),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Does what the plan says.
    pub(super) fn start_repair(&mut self, ctx: &egui::Context) {
        if self.is_scanning() {
            return self.notify_failure(self.text.get("app-stop-first"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        let work = std::mem::take(&mut self.repairs.repairing.work);
        let Work::Planned(planned) = work else {
            self.repairs.repairing.work = work;
            return;
        };
        let Some(journals) = self.journal_folder() else {
            return self.notify_failure(self.text.get("repair-no-journals"));
        };
        let plan = planned.into_plan();
        self.begin_run(ctx, move || RepairRun::begin(plan, &journals));
    }

    /// Goes on with a repair that was cut short.
    pub(super) fn resume_repair(&mut self, ctx: &egui::Context, journal: PathBuf) {
        if self.is_scanning() {
            return self.notify_failure(self.text.get("app-stop-first"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        self.windows.repairs = false;
        self.windows.repair = true;
        self.begin_run(ctx, move || RepairRun::resume(&journal));
    }

    fn begin_run(
        &mut self,
        ctx: &egui::Context,
        begin: impl FnOnce() -> Result<RepairRun, RepairError> + Send + 'static,
    ) {
        let repaint = ctx.clone();
        let started = Job::start("repair start", move || repaint.request_repaint(), begin);
        match started {
            Ok(job) => self.repairs.repairing.work = Work::Beginning(job),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Takes what was planned, begun and written.
    pub(in crate::app) fn poll_repairing(&mut self, ctx: &egui::Context) {
        let next = match &mut self.repairs.repairing.work {
            Work::Choosing | Work::Planned(_) | Work::Ended(_) | Work::Failed(_) => return,
            Work::Writing(_) => return self.drain_writing(ctx),
            Work::Planning(job) => match job.poll() {
                JobState::Running => return,
                JobState::Lost => None,
                JobState::Done(Ok(plan)) => Some(Work::Planned(Box::new(plan))),
                JobState::Done(Err(error)) => Some(Work::Failed(error)),
            },
            Work::Beginning(job) => match job.poll() {
                JobState::Running => return,
                JobState::Lost => None,
                JobState::Done(Ok(run)) => {
                    Some(Work::Writing(Box::new(self.start_writing(ctx, run))))
                }
                JobState::Done(Err(error)) => Some(Work::Failed(error)),
            },
        };
        if let Some(Work::Failed(error)) = &next {
            tracing::warn!(%error, "no repair");
        }
        if next.is_none() {
            self.notify_failure(self.text.get("app-broke-down"));
        }
        self.repairs.repairing.work = next.unwrap_or_default();
    }

    fn start_writing(&self, ctx: &egui::Context, run: RepairRun) -> Writing {
        let run = Arc::new(run);
        let jobs = RepairJob::all_of(&run, ImageLimits::default());
        let items: Vec<usize> = jobs.iter().map(RepairJob::index).collect();
        let find = super::marks::finder(self.session.as_ref());
        let images = items
            .iter()
            .map(|index| find(&run.items()[*index].location))
            .collect();
        tracing::info!(journal = %run.journal().display(), images = items.len(), "repair begun");
        Writing {
            crew: Crew::start(
                JobKind::Repairing,
                JobsConfig::for_writing(self.workers()),
                jobs,
                ctx,
            ),
            items,
            images,
            failed: Vec::new(),
            run,
        }
    }

    fn drain_writing(&mut self, ctx: &egui::Context) {
        let session = &mut self.session;
        let Repairing { work, replaced } = &mut self.repairs.repairing;
        let Work::Writing(writing) = work else { return };
        let Writing {
            run,
            items,
            images,
            crew,
            failed,
            ..
        } = writing.as_mut();
        let end = crew.drain(ctx, |job, outcome| {
            let class = class_of(&outcome);
            let location = &run.items()[items[job]].location;
            match outcome {
                RepairOutcome::Repaired(repair) => {
                    if let (Some(session), Some(image)) = (session.as_mut(), images[job]) {
                        if repair.backup.is_some() {
                            replaced.push((image, location.clone()));
                        }
                        mark(session, image, repair);
                    }
                }
                RepairOutcome::SettledBefore => {}
                RepairOutcome::NotRepaired(problem) => {
                    tracing::warn!(%problem, "not repaired");
                    failed.push(problem);
                }
            }
            class
        });
        if let Some(end) = end {
            self.end_writing(ctx, &end);
        }
    }

    fn end_writing(&mut self, ctx: &egui::Context, end: &JobEnd) {
        let work = std::mem::take(&mut self.repairs.repairing.work);
        let Work::Writing(writing) = work else { return };
        let progress = writing.crew.progress();
        if *end == JobEnd::Completed
            && let Err(error) = writing.run.finish()
        {
            tracing::warn!(%error, "the journal does not tell its end");
        }
        let done = progress.count(&RepairClass::Repaired);
        let result = RepairResult {
            destination: writing.run.destination(),
            done,
            left: progress.total() - progress.done(),
            failed: writing.failed,
            journal: writing.run.journal().to_path_buf(),
        };
        tracing::info!(
            done,
            failed = result.failed.len(),
            left = result.left,
            "repair ended"
        );
        if !self.windows.repair {
            self.notify_success(self.text.counted("repair-end-notice", done));
        }
        self.repairs.repairing.work = Work::Ended(Box::new(result));
        // It is done with: those that failed are told, and can be queued again.
        self.repairs.set_queue(Vec::new());
        self.repairs.past.forget();
        self.inspect_rewritten(ctx);
    }

    /// Inspects the images again whose files were replaced or brought back.
    pub(super) fn inspect_rewritten(&mut self, ctx: &egui::Context) {
        let images = std::mem::take(&mut self.repairs.repairing.replaced);
        if !images.is_empty() {
            self.inspect_again(ctx, images);
        }
    }

    /// Where journals lie: beside the database, so that another database has its own.
    pub(super) fn journal_folder(&self) -> Option<PathBuf> {
        let database = self.services.database.as_deref();
        database
            .and_then(Path::parent)
            .map(|folder| folder.join(JOURNALS))
    }
}

fn class_of(outcome: &RepairOutcome) -> RepairClass {
    match outcome {
        RepairOutcome::Repaired(_) => RepairClass::Repaired,
        RepairOutcome::SettledBefore => RepairClass::SettledBefore,
        RepairOutcome::NotRepaired(_) => RepairClass::Failed,
    }
}

fn mark(session: &mut ScanSession, image: ImageId, repair: RowRepair) {
    session.set_repair(image, Some(repair));
}
