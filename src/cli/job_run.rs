//! A list of jobs that runs without a window, from its start to its last event.

use std::time::Instant;

use super::headless_scan::TICK;
use super::interrupt::Interrupt;
use super::progress::{JobBar, Visibility};
use crate::scan::{Job, JobEnd, JobEvent, JobsConfig, NextEvent, start_jobs};
use crate::session::JobProgress;

/// How a list of jobs is shown and stopped.
pub(super) struct JobView<'view> {
    pub(super) visibility: Visibility,
    /// What is done, such as "comparing".
    pub(super) doing: &'static str,
    pub(super) interrupt: &'view Interrupt,
}

/// Runs jobs to their end, or until somebody asks to stop. `hear` is told what came of each, by its position in the list.
pub(super) fn run_jobs<J: Job>(
    jobs: Vec<J>,
    config: JobsConfig,
    view: &JobView<'_>,
    mut hear: impl FnMut(usize, J::Outcome),
) -> JobEnd {
    let workers = config.workers.get();
    let mut progress = JobProgress::new(jobs.len() as u64, workers, Instant::now());
    let mut bar = JobBar::new(view.visibility, view.doing);
    // Waiting needs no wake-up call.
    let mut run = start_jobs(config, jobs, || {});
    let mut is_stopping = false;
    loop {
        let next = run.wait_next(TICK);
        let now = Instant::now();
        match next {
            NextEvent::Event(JobEvent::Started {
                worker, location, ..
            }) => progress.started(worker, location, now),
            NextEvent::Event(JobEvent::Finished {
                worker,
                job,
                outcome,
                busy,
            }) => {
                progress.finished(worker, (), busy, now);
                hear(job, outcome);
            }
            NextEvent::Event(JobEvent::Ended(end)) => return end,
            NextEvent::Event(
                JobEvent::WorkerSilent { .. }
                | JobEvent::WorkerAbandoned { .. }
                | JobEvent::Paused
                | JobEvent::Resumed,
            )
            | NextEvent::Timeout => {}
            NextEvent::Over => return JobEnd::Stopped,
        }
        if !is_stopping && view.interrupt.is_asked() {
            is_stopping = true;
            run.stop();
        }
        bar.show(&progress, now);
    }
}
