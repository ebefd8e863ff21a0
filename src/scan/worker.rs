//! The workers: each takes jobs from the queue, one at a time, until the scan sends it home.
//!
//! A worker knows its crew's channels and its own pulse, nothing of other workers. It tells the coordinator what it
//! starts and what came of it; a worker that was given up tells nothing any more.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, select};
use rayon::{ThreadPoolBuildError, ThreadPoolBuilder};

use super::control::{Gate, Pass};
use super::guard::guarded;
use super::inspector::{InspectTask, Inspected, Inspector, Scratch};
use super::note::{Job, Never, Note, WorkerLife};
use super::{FileStamp, ImageOutcome, ImageReport, ProductId, Pulse, WorkTimes, WorkerId};
use crate::inspect::{InspectError, InspectOptions};

/// What all workers of a scan share.
pub(super) struct Crew {
    pub(super) root: PathBuf,
    pub(super) options: InspectOptions,
    /// Files of these sizes are read whole for their fingerprint.
    pub(super) decided_sizes: Arc<HashSet<u64>>,
    pub(super) inspector: Arc<dyn Inspector>,
    pub(super) gate: Gate,
    pub(super) jobs: Receiver<Job>,
    pub(super) notes: Sender<Note>,
    pub(super) quit: Receiver<Never>,
}

/// Starts a worker per pulse in a rayon pool of the scan's own. The pool lives until its last worker has gone home.
pub(super) fn start_crew(
    crew: &Arc<Crew>,
    pulses: Vec<Arc<Pulse>>,
) -> Result<(), ThreadPoolBuildError> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(pulses.len())
        .thread_name(|index| format!("scan worker {index}"))
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
pub(super) fn start_replacement(
    crew: &Arc<Crew>,
    me: WorkerLife,
    pulse: Arc<Pulse>,
) -> Result<(), ThreadPoolBuildError> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(1)
        .thread_name(move |_| format!("scan worker {}", me.worker.0))
        .panic_handler(|_| {})
        .build()?;
    let crew = Arc::clone(crew);
    pool.spawn(move || work(&crew, me, &pulse));
    Ok(())
}

fn work(crew: &Crew, me: WorkerLife, pulse: &Pulse) {
    let mut scratch = Scratch::default();
    loop {
        pulse.waiting();
        let job = select! {
            recv(crew.jobs) -> job => job,
            recv(crew.quit) -> _ => return,
        };
        let Ok(job) = job else { return };
        if crew.gate.pass() == Pass::Closed {
            return;
        }
        let started = Note::Started {
            by: me,
            job: job.clone(),
        };
        if crew.notes.send(started).is_err() {
            return;
        }
        let inspected = inspect_one(crew, &job, pulse, &mut scratch);
        pulse.waiting();
        scratch.tidy();
        if pulse.is_abandoned() {
            return;
        }
        let finished = Note::Finished {
            by: me,
            report: Box::new(ImageReport {
                id: job.id,
                product: ProductId::of(&job.location),
                location: job.location,
                file_bytes: inspected.file_bytes.or(job.file_bytes),
                stamp: inspected.stamp,
                outcome: inspected.outcome,
                times: inspected.times,
            }),
            thumbnail: inspected.thumbnail,
        };
        if crew.notes.send(finished).is_err() {
            return;
        }
    }
}

fn inspect_one(crew: &Crew, job: &Job, pulse: &Pulse, scratch: &mut Scratch) -> Inspected {
    let started = Instant::now();
    pulse.reading();
    let path = job.location.under(&crew.root);
    let task = InspectTask {
        id: job.id,
        location: &job.location,
        path: &path,
        options: &crew.options,
        wants_content: job.wants_content,
        decided_sizes: &crew.decided_sizes,
    };
    guarded(|| crew.inspector.inspect(&task, pulse, scratch)).unwrap_or_else(|_panicked| {
        Inspected {
            outcome: ImageOutcome::Unreadable(InspectError::DecoderPanicked),
            thumbnail: None,
            file_bytes: None,
            stamp: FileStamp::default(),
            times: WorkTimes {
                // How the time divides went down with the decoder.
                reading: Duration::ZERO,
                decoding: started.elapsed(),
                bytes_read: scratch.bytes.len() as u64,
            },
        }
    })
}
