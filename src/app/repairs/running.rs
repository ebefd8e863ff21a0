//! Carrying a plan out, and going on with a repair that was cut short.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::crew::{Preparing, RunningJob};
use super::locking::{BeginRepair, LockedWork};
use super::planning::Planning;
use super::writing::{FileClass, Writing, Written};
use crate::app::DashboardApp;
use crate::app::job::JobState;
use crate::inspect::ImageLimits;
use crate::repair::{RepairError, RepairJob, RepairOutcome, RepairProblem, RepairRun, TakeOver};
use crate::scan::{JobEnd, JobsConfig};
use crate::ui::job_line::{JobKind, JobView};
use crate::ui::repair_dialog::{PlanView, RepairResult, RepairStage, RepairWish};
use crate::ui::wording;

/// The folder of journals, beside the database.
const JOURNALS: &str = "repairs";

/// The repair that is chosen, planned or made.
#[derive(Default)]
pub(in crate::app) struct Repairing {
    work: Work,
}

#[derive(Default)]
enum Work {
    #[default]
    Choosing,
    Planning(Planning),
    Planned(Box<PlanView>),
    Beginning(Beginning),
    Writing(Box<Writing<RepairRun, RepairOutcome, RepairProblem>>),
    Ended(Box<RepairResult>),
    Failed(RepairError),
}

/// A run that was begun; none where it was taken back.
type Begun = Result<Option<RepairRun>, RepairError>;

impl Repairing {
    /// Whether files are being written, or are about to be.
    pub(super) fn is_at_work(&self) -> bool {
        matches!(self.work, Work::Beginning(_) | Work::Writing(_))
    }

    /// What goes on, while files are written.
    pub(super) fn job(&self) -> Option<&dyn RunningJob> {
        match &self.work {
            Work::Writing(writing) => Some(writing.job()),
            Work::Beginning(beginning) => Some(beginning),
            _ => None,
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> Option<&mut dyn RunningJob> {
        match &mut self.work {
            Work::Writing(writing) => Some(writing.job_mut()),
            Work::Beginning(beginning) => Some(beginning),
            _ => None,
        }
    }

    /// How far it is, as its dialog shows it; `running` is the view of [`Self::job`].
    pub(super) fn stage<'a>(&'a self, running: Option<&'a JobView>) -> RepairStage<'a> {
        match (&self.work, running) {
            (Work::Writing(_) | Work::Beginning(_), Some(running)) => RepairStage::Running(running),
            (Work::Choosing | Work::Writing(_) | Work::Beginning(_), _) => RepairStage::Choosing,
            (Work::Planning(_), _) => RepairStage::Planning,
            (Work::Planned(planned), _) => RepairStage::Planned(planned),
            (Work::Ended(result), _) => RepairStage::Ended(result),
            (Work::Failed(error), _) => RepairStage::Failed(error),
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
        match &mut self.work {
            Work::Writing(writing) => writing.finish(patience),
            Work::Beginning(Beginning { preparing, .. }) if preparing.is_stopped => {
                if let JobState::Done(Ok(Some(run))) = preparing.job.wait(patience) {
                    run.take_back();
                }
            }
            _ => {}
        }
    }
}

/// Takes back a run that was stopped before a worker had begun: without that it would be told as one to go on with.
fn take_back(run: RepairRun) {
    let spawned = std::thread::Builder::new()
        .name("taking back".to_owned())
        .spawn(move || run.take_back());
    if let Err(error) = spawned {
        tracing::warn!(%error, "a stopped repair is not taken back");
    }
}

/// A run that is being begun, on a thread of its own. Who stops it waits for no disk: the thread takes the run back then.
struct Beginning {
    preparing: Preparing<Begun>,
    /// By which it can be tried again.
    begin: BeginRepair,
    /// Set by who comes first: the stop, or the run.
    is_settled: Arc<AtomicBool>,
    /// Whether that was the stop.
    is_left: bool,
}

impl Beginning {
    fn start(
        ctx: &egui::Context,
        begin: BeginRepair,
        take_over: TakeOver,
    ) -> std::io::Result<Self> {
        let is_settled = Arc::<AtomicBool>::default();
        let (settled, again) = (Arc::clone(&is_settled), Arc::clone(&begin));
        let begin = move || {
            let run = begin(&take_over)?;
            if settled.swap(true, Ordering::AcqRel) {
                run.take_back();
                return Ok(None);
            }
            Ok(Some(run))
        };
        Ok(Self {
            preparing: Preparing::start(JobKind::PreparingRepair, ctx, begin)?,
            begin: again,
            is_settled,
            is_left: false,
        })
    }
}

impl RunningJob for Beginning {
    fn view(&self, now: Instant) -> JobView {
        self.preparing.view(now)
    }

    fn stop(&mut self) {
        if !self.preparing.is_stopped {
            self.preparing.stop();
            self.is_left = !self.is_settled.swap(true, Ordering::AcqRel);
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
            return self.notify_failure(self.text.get("repairs-stop-scan"));
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
        let begin =
            move |take_over: &TakeOver| RepairRun::begin_with(plan.clone(), &journals, take_over);
        self.begin_run(ctx, Arc::new(begin), TakeOver::Never);
    }

    /// Goes on with a repair that was cut short.
    pub(super) fn resume_repair(&mut self, ctx: &egui::Context, journal: PathBuf) {
        if self.is_scanning() {
            return self.notify_failure(self.text.get("repairs-stop-scan"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        self.windows.repairs = false;
        self.windows.repair = true;
        let begin = move |take_over: &TakeOver| RepairRun::resume_with(&journal, take_over);
        self.begin_run(ctx, Arc::new(begin), TakeOver::Never);
    }

    /// Begins a repair, on a thread of its own.
    pub(super) fn begin_run(
        &mut self,
        ctx: &egui::Context,
        begin: BeginRepair,
        take_over: TakeOver,
    ) {
        match Beginning::start(ctx, begin, take_over) {
            Ok(beginning) => self.repairs.repairing.work = Work::Beginning(beginning),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Takes what was planned, begun and written.
    pub(in crate::app) fn poll_repairing(&mut self, ctx: &egui::Context) {
        let mut locked = None;
        let next = match &mut self.repairs.repairing.work {
            Work::Choosing | Work::Planned(_) | Work::Ended(_) | Work::Failed(_) => return,
            Work::Writing(_) => return self.drain_writing(ctx),
            Work::Planning(job) => match job.poll() {
                JobState::Running => return,
                JobState::Lost => None,
                JobState::Done(Ok(plan)) => Some(Work::Planned(Box::new(plan))),
                JobState::Done(Err(error)) => Some(Work::Failed(error)),
            },
            Work::Beginning(beginning) if beginning.is_left => Some(Work::Choosing),
            Work::Beginning(Beginning {
                preparing, begin, ..
            }) => match (preparing.job.poll(), preparing.is_stopped) {
                (JobState::Running, _) => return,
                (JobState::Lost, _) => None,
                (JobState::Done(Ok(Some(run))), true) => {
                    take_back(run);
                    Some(Work::Choosing)
                }
                (JobState::Done(Ok(Some(run))), false) => {
                    self.tell_taken_over(run.taken_over());
                    Some(Work::Writing(Box::new(self.start_writing(ctx, run))))
                }
                (JobState::Done(Err(error)), false) => {
                    locked = Some(LockedWork::Repair(Arc::clone(begin)));
                    Some(Work::Failed(error))
                }
                (JobState::Done(Ok(None) | Err(_)), _) => Some(Work::Choosing),
            },
        };
        if let Some(Work::Failed(error)) = &next {
            tracing::warn!(%error, "no repair");
            let is_asked = locked.is_some_and(|work| self.ask_about_lock(error, work));
            if !self.windows.repair && !is_asked {
                self.notify_failure(wording::repair_error(&self.text, error));
            }
        }
        if next.is_none() {
            self.notify_failure(self.text.get("app-broke-down"));
        }
        self.repairs.repairing.work = next.unwrap_or_default();
    }

    fn start_writing(
        &self,
        ctx: &egui::Context,
        run: RepairRun,
    ) -> Writing<RepairRun, RepairOutcome, RepairProblem> {
        let run = Arc::new(run);
        let jobs = RepairJob::all_of(&run, ImageLimits::default());
        let files = jobs
            .iter()
            .map(|job| run.items()[job.index()].location.clone());
        let files: Vec<_> = files.collect();
        tracing::info!(journal = %run.journal().display(), images = files.len(), "repair begun");
        Writing::start(
            JobKind::Repairing,
            JobsConfig::for_writing(self.workers()),
            run,
            jobs,
            &files,
            self.session.as_ref(),
            ctx,
        )
    }

    fn drain_writing(&mut self, ctx: &egui::Context) {
        let (session, pictures) = (&mut self.session, &mut self.pictures);
        let made = &mut self.repairs.pictures;
        let Work::Writing(writing) = &mut self.repairs.repairing.work else {
            return;
        };
        let end = writing.drain(ctx, |image, outcome, failed| match outcome {
            RepairOutcome::Repaired(repair) => {
                if let (Some(session), Some(image)) = (session.as_mut(), image) {
                    if repair.backup.is_some() {
                        pictures.file_changed(image);
                    }
                    session.set_repair(image, Some(repair));
                    pictures.repair_changed(image);
                    made.forget(image);
                }
                FileClass::Written
            }
            RepairOutcome::SettledBefore => FileClass::SettledBefore,
            RepairOutcome::NotRepaired(problem) => {
                tracing::warn!(%problem, "not repaired");
                failed.push(problem);
                FileClass::Left
            }
        });
        if let Some(end) = end {
            self.end_writing(ctx, &end);
        }
    }

    fn end_writing(&mut self, ctx: &egui::Context, end: &JobEnd) {
        let work = std::mem::take(&mut self.repairs.repairing.work);
        let Work::Writing(writing) = work else { return };
        let Written {
            run,
            done,
            untouched: left,
            problems: failed,
        } = writing.end();
        if let JobEnd::Failed { detail } = end {
            tracing::error!(detail, "repairing failed");
            self.notify_failure(self.text.get("app-broke-down"));
        }
        if *end == JobEnd::Completed
            && let Err(error) = run.finish()
        {
            tracing::warn!(%error, "the journal does not tell its end");
        }
        tracing::info!(done, failed = failed.len(), left, "repair ended");
        if !self.windows.repair {
            self.tell_repaired(done, left, failed.len() as u64);
        }
        self.repairs.repairing.work = Work::Ended(Box::new(RepairResult {
            destination: run.destination(),
            done,
            repaired: done + run.repaired_before() as u64,
            left,
            failed,
            journal: run.journal().to_path_buf(),
        }));
        self.unqueue_repaired();
        self.repairs.past.forget();
        if self.repairs.past.stop_marking() {
            self.mark_repaired(ctx);
        }
    }

    /// Where the dialog does not.
    fn tell_repaired(&mut self, done: u64, left: u64, failed: u64) {
        let done = self.text.counted("repair-end-notice", done);
        let rest = [("repair-end-failed", failed), ("repair-end-left", left)];
        let rest: Vec<String> = rest
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| self.text.counted(key, count))
            .collect();
        if rest.is_empty() {
            self.notify_success(done);
        } else {
            self.notify_failure(format!("{done}. {}", rest.join(". ")));
        }
    }

    /// What was not repaired, because it failed or the run was stopped, waits on.
    fn unqueue_repaired(&mut self) {
        let Some(session) = &self.session else { return };
        let mut queue = std::mem::take(&mut self.repairs.queue);
        queue.retain(|image| session.row(*image).is_some_and(|row| row.repair.is_none()));
        self.repairs.set_queue(queue);
    }

    /// Where journals lie: beside the database, so that another database has its own.
    pub(super) fn journal_folder(&self) -> Option<PathBuf> {
        let database = self.services.database.as_deref();
        database
            .and_then(Path::parent)
            .map(|folder| folder.join(JOURNALS))
    }
}
