//! The workers: each takes jobs from the queue, one at a time, until the run sends it home.
//!
//! A worker knows its crew's channels and its own pulse, nothing of other workers, and of its work only that it can be
//! done. It tells the coordinator what it starts and what came of it; a worker that was given up tells nothing any more.

use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, select};
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

use super::control::{Gate, Pass};
use super::note::{Never, WorkerLife};
use super::{Pulse, WorkerId};

/// A kind of work, as the workers see it.
pub(super) trait Work: Send + Sync + 'static {
    /// One piece of it.
    type Job: Clone + Send + 'static;
    /// What a worker tells the coordinator.
    type Note: Send + 'static;
    /// Buffers that a worker keeps from job to job.
    type Scratch: Default;

    /// The first words of its threads' names.
    const CREW: &'static str;

    /// A worker took a job.
    fn started(by: WorkerLife, job: Self::Job) -> Self::Note;

    /// Does a job, under its own guard against panics; and leaves the buffers ready for the next. It may be found out that
    /// there is more to do: then the same worker goes on with that.
    fn finish(
        &self,
        by: WorkerLife,
        job: Self::Job,
        pulse: &Pulse,
        scratch: &mut Self::Scratch,
    ) -> (Self::Note, Option<Self::Job>);
}

/// What all workers of a run share.
pub(super) struct Crew<W: Work> {
    pub(super) work: W,
    pub(super) gate: Arc<Gate>,
    pub(super) jobs: Receiver<W::Job>,
    pub(super) notes: Sender<W::Note>,
    pub(super) quit: Receiver<Never>,
}

/// Starts a worker per pulse in a rayon pool of the run's own. The pool lives until its last worker has gone home.
pub(super) fn start_crew<W: Work>(
    crew: &Arc<Crew<W>>,
    pulses: Vec<Arc<Pulse>>,
) -> Result<(), ThreadPoolBuildError> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(pulses.len())
        .thread_name(|index| format!("{} worker {index}", W::CREW))
        .panic_handler(|_| {}) // The watch sees a worker that fell silent; the process must not abort.
        .build()?;
    let crew = Arc::clone(crew);
    pool.spawn_broadcast(move |context| {
        let index = context.index();
        if let (Some(pulse), Ok(id)) = (pulses.get(index), u16::try_from(index)) {
            let me = WorkerLife {
                worker: WorkerId(id),
                life: 0,
            };
            work(&crew, me, pulse);
        }
    });
    Ok(())
}

/// Starts one worker in the place of another that was given up.
pub(super) fn start_replacement<W: Work>(
    crew: &Arc<Crew<W>>,
    me: WorkerLife,
    pulse: Arc<Pulse>,
) -> Result<(), ThreadPoolBuildError> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(move |_| format!("{} worker {}", W::CREW, me.worker.0))
        .panic_handler(|_| {})
        .build()?;
    let crew = Arc::clone(crew);
    pool.spawn(move || work(&crew, me, &pulse));
    Ok(())
}

fn work<W: Work>(crew: &Crew<W>, me: WorkerLife, pulse: &Pulse) {
    let mut scratch = W::Scratch::default();
    let mut more_to_do = None;
    loop {
        pulse.waiting();
        let job = if let Some(job) = more_to_do.take() {
            Ok(job)
        } else {
            select! {
                recv(crew.jobs) -> job => job,
                recv(crew.quit) -> _ => return,
            }
        };
        let Ok(job) = job else { return };
        let Pass::Granted(passing) = crew.gate.pass() else {
            return;
        };
        let told = crew.notes.send(W::started(me, job.clone()));
        drop(passing);
        if told.is_err() {
            return;
        }
        let (finished, more) = crew.work.finish(me, job, pulse, &mut scratch);
        more_to_do = more;
        pulse.waiting();
        if pulse.is_abandoned() || crew.notes.send(finished).is_err() {
            return;
        }
    }
}
