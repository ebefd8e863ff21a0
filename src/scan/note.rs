//! What discovery and workers tell the coordinator. One channel for all of it, so that what happened before is heard
//! before.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{ImageId, ImageLocation, ImageReport, SkipCause, WorkerId};
use crate::inspect::Thumbnail;

/// One image to do.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) id: ImageId,
    pub(super) location: ImageLocation,
    /// Size of the file in bytes, where the walk learned it.
    pub(super) file_bytes: Option<u64>,
    /// Whether its fingerprint is needed, flagged or not.
    pub(super) wants_content: bool,
}

/// A message to the coordinator.
#[derive(Debug)]
pub(super) enum Note {
    /// The walk left something out.
    Skipped {
        location: ImageLocation,
        cause: SkipCause,
    },
    /// The walk met known images that are as they were; it has counted them.
    Unchanged(Vec<ImageId>),
    /// The walk came to its end without these.
    Gone(Vec<ImageId>),
    /// The walk is over.
    WalkEnded(WalkEnd),
    /// A worker took a job.
    Started { by: WorkerLife, job: Job },
    /// A worker is done with the job that it had started.
    Finished {
        by: WorkerLife,
        report: Box<ImageReport>,
        thumbnail: Option<Thumbnail>,
    },
    /// Whether the root could still be read at the end; `Some` tells why not.
    RootChecked(Option<String>),
}

/// How the walk ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WalkEnd {
    /// Everything below the root was seen, save what was reported as skipped.
    Complete,
    /// The root itself could not be read.
    RootUnreadable { detail: String },
    /// It was told to stop.
    Interrupted,
    /// A fault of the program.
    Failed,
}

/// One worker between its start and its being given up. A worker that takes the place of another has the same id and
/// the next life, so that what the other says later is known as late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WorkerLife {
    pub(super) worker: WorkerId,
    pub(super) life: u32,
}

/// Never sent; a channel of it tells by its end alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Never {}

/// How much the walk has found: counted up before a job enters the queue, so that whoever hears of an image finds it
/// counted. A counter and no message, so that a fast walk floods nobody.
#[derive(Debug, Default)]
pub(super) struct FoundSoFar {
    images: AtomicU64,
    bytes: AtomicU64,
}

impl FoundSoFar {
    pub(super) fn add(&self, images: u64, file_bytes: u64) {
        self.bytes.fetch_add(file_bytes, Ordering::Relaxed);
        self.images.fetch_add(images, Ordering::Release);
    }

    /// Images and their bytes. The bytes may be a little ahead of the images.
    pub(super) fn totals(&self) -> (u64, u64) {
        let images = self.images.load(Ordering::Acquire);
        (images, self.bytes.load(Ordering::Relaxed))
    }
}
