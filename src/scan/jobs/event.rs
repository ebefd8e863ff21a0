//! What a list of jobs tells: a closed set of events.

use std::time::Duration;

use crate::scan::outbox::RunEvent;
use crate::scan::{ImageLocation, WorkerId};

/// One event of a list of jobs. A job is told by its position in the list, from 0.
#[derive(Debug)]
pub enum JobEvent<O> {
    /// A worker took a job.
    Started {
        /// Who.
        worker: WorkerId,
        /// Which.
        job: usize,
        /// The image that it is for.
        location: ImageLocation,
    },
    /// A worker is done with the job that it had started, or was given up on it.
    Finished {
        /// Who.
        worker: WorkerId,
        /// Which.
        job: usize,
        /// What came of it.
        outcome: O,
        /// How long the worker was at it; zero where it was given up.
        busy: Duration,
    },
    /// Nothing was heard of a worker for a while; repeated about once a second until it speaks or is given up.
    WorkerSilent {
        /// Who.
        worker: WorkerId,
        /// Since when.
        silent_for: Duration,
    },
    /// A worker was given up; its job came as `Finished` just before. A new worker of the same id may follow.
    WorkerAbandoned {
        /// Who.
        worker: WorkerId,
        /// The job that it did not come back from.
        job: usize,
    },
    /// The run holds: no job is started until it is resumed.
    Paused,
    /// The run goes on.
    Resumed,
    /// The run is over. Sent exactly once, last.
    Ended(JobEnd),
}

/// How a list of jobs ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// Every job was finished.
    Completed,
    /// Stopped before every job was finished. A job that was started and is not finished was still being done when the
    /// grace ran out: what becomes of it is not heard.
    Stopped,
    /// The program's own fault: the run's threads could not be started.
    Failed {
        /// What the system said.
        detail: String,
    },
}

impl<O: Send + 'static> RunEvent for JobEvent<O> {
    type End = JobEnd;

    fn ended(end: JobEnd) -> Self {
        Self::Ended(end)
    }

    fn broke_down() -> Self {
        Self::Ended(JobEnd::Failed {
            detail: "the coordinator of the jobs broke down".to_owned(),
        })
    }
}
