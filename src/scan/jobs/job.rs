//! What a job is, and how a list of them is done.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use crate::scan::{ImageLocation, Pulse};

/// Something to do for one image.
pub trait Job: Send + Sync + 'static {
    /// What comes of it.
    type Outcome: Send + 'static;

    /// The image that it is for, to be shown while it is done.
    fn location(&self) -> &ImageLocation;

    /// The pictures that it decodes, of which it has two at a time at most. It is begun when there is memory for them.
    fn pictures(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    /// Does it. Called on a worker's thread, at most once, within `catch_unwind`. It says by `pulse` what it is busy with
    /// ([`Pulse::reading`] is in force when it is called) and beats it as it gets on. It is never interrupted: a job that
    /// was given up may look at [`Pulse::is_abandoned`] and leave, or come to its end; what it returns is not heard.
    fn run(&self, pulse: &Pulse) -> Self::Outcome;

    /// What is said in its place when it panicked. Called on a worker's thread; touches no file.
    fn panicked(&self) -> Self::Outcome;

    /// What is said in its place when nothing was heard of it for `silent_for`, or when it was not tried because every
    /// worker hangs. Called on the thread that watches, so it touches no file.
    fn gave_no_answer(&self, silent_for: Duration) -> Self::Outcome;
}

/// How a list of jobs is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobsConfig {
    /// How many jobs are done at the same time; no more threads are started than there are jobs.
    pub workers: NonZeroUsize,
    /// A worker of which nothing was heard for so long is given up, and another takes its place. While it computes it has
    /// five times as long.
    pub silence_limit: Duration,
    /// So long a stopped run waits for the jobs that are being done. Those that take longer are left to themselves.
    pub stop_grace: Duration,
}

impl JobsConfig {
    /// For jobs that only read: a stopped run is over within a second. The usual silence limit is that of a scan.
    #[must_use]
    pub fn for_reading(workers: NonZeroUsize) -> Self {
        Self {
            workers,
            silence_limit: Duration::from_mins(1),
            stop_grace: Duration::from_millis(500),
        }
    }

    /// For jobs that write. A stopped run waits half a minute, so that a file that is being written on a slow share is done
    /// and accounted for. Files are written in one piece, without a word in between: 100 MB on a share that takes 1 MB/s
    /// are 100 s of silence, so that only 5 minutes are a share that hangs.
    #[must_use]
    pub fn for_writing(workers: NonZeroUsize) -> Self {
        Self {
            workers,
            silence_limit: Duration::from_mins(5),
            stop_grace: Duration::from_secs(30),
        }
    }
}
