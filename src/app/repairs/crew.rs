//! A list of jobs that goes on in the background, and how far it is.

use std::time::{Duration, Instant};

use crate::app::job::Job as BackgroundJob;
use crate::scan::{Job, JobEnd, JobEvent, JobRun, JobsConfig, NextEvent, start_jobs};
use crate::session::{JobProgress, JobStage, WorkerMeter};
use crate::ui::job_line::{JobKind, JobView};

/// So long a frame may take what jobs have sent; what a scan sends has its own time.
const DRAIN_BUDGET: Duration = Duration::from_millis(4);

/// While jobs go on, the window is drawn so often.
const JOBS_FRAME: Duration = Duration::from_millis(100);

/// A job over many images that goes on, as the strip and the dialogs show and hold it.
pub(super) trait RunningJob {
    /// How far it is.
    fn view(&self, now: Instant) -> JobView;
    /// What each worker does; `None` where no worker has a part in it.
    fn workers(&self) -> Option<&[WorkerMeter]> {
        None
    }
    /// Holds it. What no worker does can't hold, and has no button for it.
    fn pause(&self) {}
    /// Goes on.
    fn resume(&self) {}
    /// Asks for an end; what is being done is finished first.
    fn stop(&mut self);
}

/// Journals and folders are looked at, or made, before workers begin, or after. Stopped, it is not waited for; what it made
/// is taken back by who started it.
pub(super) struct Preparing<T> {
    pub(super) job: BackgroundJob<T>,
    pub(super) is_stopped: bool,
    kind: JobKind,
}

impl<T: Send + 'static> Preparing<T> {
    /// Starts it on a thread of its own.
    pub(super) fn start(
        kind: JobKind,
        ctx: &egui::Context,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> std::io::Result<Self> {
        let repaint = ctx.clone();
        Ok(Self {
            job: BackgroundJob::start("preparing", move || repaint.request_repaint(), work)?,
            is_stopped: false,
            kind,
        })
    }
}

impl<T> RunningJob for Preparing<T> {
    fn view(&self, _: Instant) -> JobView {
        JobView {
            kind: self.kind,
            stage: if self.is_stopped {
                JobStage::Stopping
            } else {
                JobStage::Running
            },
            done: 0,
            total: None,
            rate_per_sec: None,
            remaining: None,
        }
    }

    fn stop(&mut self) {
        self.is_stopped = true;
    }
}

/// Jobs with outcomes `O`, counted by `K`.
pub(super) struct Crew<O: Send + 'static, K> {
    run: JobRun<O>,
    progress: JobProgress<K>,
    kind: JobKind,
}

impl<O: Send + 'static, K: Ord> Crew<O, K> {
    /// Starts them.
    pub(super) fn start<J: Job<Outcome = O>>(
        kind: JobKind,
        config: JobsConfig,
        jobs: Vec<J>,
        ctx: &egui::Context,
    ) -> Self {
        let progress = JobProgress::new(jobs.len() as u64, config.workers.get(), Instant::now());
        let repaint = ctx.clone();
        let run = start_jobs(config, jobs, move || {
            repaint.request_repaint_after(JOBS_FRAME);
        });
        Self {
            run,
            progress,
            kind,
        }
    }

    /// Takes what the jobs have sent, for a few milliseconds at most: `take` learns what came of each, and says by what it
    /// is counted. Returns how the list ended, once it has.
    pub(super) fn drain(
        &mut self,
        ctx: &egui::Context,
        mut take: impl FnMut(usize, O) -> K,
    ) -> Option<JobEnd> {
        let start = Instant::now();
        self.run.clear_wake();
        while let Some(event) = self.run.try_next() {
            if let Some(end) = self.apply(event, &mut take) {
                return Some(end);
            }
            if start.elapsed() > DRAIN_BUDGET {
                ctx.request_repaint();
                break;
            }
        }
        None
    }

    /// Asks for a stop and takes what is left, for at most so long: for the end of the program.
    pub(super) fn finish(&mut self, patience: Duration, mut take: impl FnMut(usize, O) -> K) {
        let start = Instant::now();
        self.stop();
        while start.elapsed() < patience {
            let left = patience.saturating_sub(start.elapsed());
            match self.run.wait_next(left) {
                NextEvent::Event(event) => {
                    if self.apply(event, &mut take).is_some() {
                        return;
                    }
                }
                NextEvent::Timeout | NextEvent::Over => return,
            }
        }
    }

    fn apply(
        &mut self,
        event: JobEvent<O>,
        take: &mut impl FnMut(usize, O) -> K,
    ) -> Option<JobEnd> {
        let now = Instant::now();
        match event {
            JobEvent::Started {
                worker, location, ..
            } => self.progress.started(worker, location, now),
            JobEvent::Finished {
                worker,
                job,
                outcome,
                busy,
            } => self
                .progress
                .finished(worker, take(job, outcome), busy, now),
            JobEvent::WorkerSilent { worker, silent_for } => {
                self.progress.silent(worker, silent_for);
            }
            JobEvent::WorkerAbandoned { worker, .. } => self.progress.abandoned(worker, None),
            JobEvent::Paused => self.progress.paused(now),
            JobEvent::Resumed => self.progress.resumed(now),
            JobEvent::Ended(end) => {
                self.progress.ended(now);
                return Some(end);
            }
        }
        None
    }

    /// How far they are.
    pub(super) fn progress(&self) -> &JobProgress<K> {
        &self.progress
    }
}

impl<O: Send + 'static, K: Ord> RunningJob for Crew<O, K> {
    fn view(&self, now: Instant) -> JobView {
        JobView::of(self.kind, &self.progress, now)
    }

    fn workers(&self) -> Option<&[WorkerMeter]> {
        Some(self.progress.workers())
    }

    fn pause(&self) {
        self.run.pause();
    }

    fn resume(&self) {
        self.run.resume();
    }

    fn stop(&mut self) {
        self.progress.stop_requested();
        self.run.stop();
    }
}
