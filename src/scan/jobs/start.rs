//! Puts the threads of a list of jobs together and starts them.

use std::sync::Arc;
use std::thread;

use crossbeam_channel::{Receiver, bounded};

use super::coordinator::{Coordinator, Ways};
use super::work::{JobWork, Queued};
use super::{Job, JobEnd, JobEvent, JobsConfig};
use crate::scan::control::Gate;
use crate::scan::handle::RunHandle;
use crate::scan::outbox::event_way;
use crate::scan::roster::Roster;
use crate::scan::start::Patience;
use crate::scan::wake::Wake;
use crate::scan::worker::{Crew, start_crew};

/// Notes between workers and coordinator: as many as a scan's. What an outcome holds is small.
const NOTES: usize = 64;

/// A list of jobs that is being done. Dropping it cancels the run without waiting for anything: jobs that are being done
/// come to their end, and no worker is let through to another.
pub type JobRun<O> = RunHandle<JobEvent<O>>;

/// Starts a list of jobs, which are begun in its order. `wake` is called, once per burst, when there are events to
/// fetch; from the run's own thread, so it must be quick (ask for a repaint, nothing more).
///
/// It always returns a run: one that could not be started ends with [`JobEnd::Failed`].
pub fn start_jobs<J: Job>(
    config: JobsConfig,
    jobs: Vec<J>,
    wake: impl Fn() + Send + Sync + 'static,
) -> JobRun<J::Outcome> {
    start_jobs_with(config, Patience::default(), jobs, wake)
}

/// Starts a list of jobs with all that tests want to change.
pub(in crate::scan) fn start_jobs_with<J: Job>(
    config: JobsConfig,
    patience: Patience,
    jobs: Vec<J>,
    wake: impl Fn() + Send + Sync + 'static,
) -> JobRun<J::Outcome> {
    let wake = Arc::new(Wake::new(wake));
    let (outbox, room, inbox) = event_way(Arc::clone(&wake));
    let gate = Arc::new(Gate::open());
    let (run, commands) = JobRun::new(inbox, wake, Arc::clone(&gate));
    let patience = Patience {
        stop_grace: config.stop_grace,
        ..patience
    };
    // Where no thread is to be had, the outbox is dropped unused, and the inbox tells a failed run by itself.
    thread::Builder::new()
        .name("job coordinator".to_owned())
        .spawn(move || {
            let ways = Ways {
                outbox,
                room,
                commands,
            };
            coordinate(config, patience, jobs, gate, ways);
        })
        .ok();
    run
}

/// The coordinator's thread from beginning to end.
fn coordinate<J: Job>(
    config: JobsConfig,
    patience: Patience,
    jobs: Vec<J>,
    gate: Arc<Gate>,
    ways: Ways<J>,
) {
    let total = jobs.len();
    let workers = u16::try_from(config.workers.get().min(total.max(1))).unwrap_or(u16::MAX);
    let (note, notes) = bounded(NOTES);
    let (quit, quit_there) = bounded(0);
    let crew = Arc::new(Crew {
        work: JobWork::default(),
        gate,
        jobs: queue_of(jobs),
        notes: note,
        quit: quit_there,
    });
    let roster = Roster::new(workers, config.silence_limit, patience);
    if let Err(error) = start_crew(&crew, roster.pulses()) {
        drop(quit); // Sends home whoever did start.
        return ways.outbox.end(JobEnd::Failed {
            detail: error.to_string(),
        });
    }
    Coordinator::new(ways, notes, quit, crew, roster, total, patience).run();
}

/// All jobs, ready to be taken: a queue of exactly their number, so that nobody has to feed it.
fn queue_of<J>(jobs: Vec<J>) -> Receiver<Queued<J>> {
    let (queue, taken) = bounded(jobs.len().max(1));
    for (index, job) in jobs.into_iter().enumerate() {
        let job = Arc::new(job);
        // There is room for each of them.
        queue.try_send(Queued { index, job }).ok();
    }
    taken
}
