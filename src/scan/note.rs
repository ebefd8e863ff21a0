//! What discovery and workers tell the coordinator. One channel for all of it, so that what happened before is heard
//! before.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{
    FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ProductId, PulsePhase,
    ReachError, SkipCause, WorkTimes, WorkerId,
};
use crate::inspect::{InspectError, Thumbnail};

/// One thing for a worker to do.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// An image to inspect.
    Inspect(Job),
    /// A file whose name promises no picture: what do its first bytes say?
    Identify(ImageLocation),
}

/// What a file is whose name promises no picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// An image that is inspected; its worker goes on with it.
    Image {
        /// Its size in bytes.
        file_bytes: u64,
    },
    /// A picture of a kind that is not inspected, by its name.
    OtherPicture(&'static str),
    /// No picture.
    NoPicture,
    /// It is no longer there.
    Gone,
    /// Its first bytes could not be had.
    Unknown {
        /// The system's words.
        detail: String,
    },
}

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

impl Job {
    /// The report of an image whose worker was given up after a silence in `phase`.
    pub(super) fn given_up(self, phase: PulsePhase, silent_for: Duration) -> ImageReport {
        let mut times = WorkTimes::default();
        let outcome = if phase == PulsePhase::Decoding {
            times.decoding = silent_for;
            // A decoder that never comes back is a fault of the program; another try would hang as well.
            ImageOutcome::Unreadable(InspectError::DecoderPanicked)
        } else {
            times.reading = silent_for;
            ImageOutcome::Unreachable(ReachError::NoAnswer { silent_for })
        };
        ImageReport {
            id: self.id,
            product: ProductId::of(&self.location),
            location: self.location,
            file_bytes: self.file_bytes,
            stamp: FileStamp::default(),
            outcome,
            times,
        }
    }
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
    /// A worker took a task.
    Started { by: WorkerLife, task: Task },
    /// A worker knows what a file is. An image it inspects next, as a task that it starts.
    Identified {
        by: WorkerLife,
        location: ImageLocation,
        identity: Identity,
    },
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
    /// The root itself gave no answer for so long.
    NoAnswer { silent_for: Duration },
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
    unnamed: AtomicU64,
}

impl FoundSoFar {
    pub(super) fn add(&self, images: u64, file_bytes: u64) {
        self.bytes.fetch_add(file_bytes, Ordering::Relaxed);
        self.images.fetch_add(images, Ordering::Release);
    }

    /// One more file whose name promises no picture.
    pub(super) fn add_unnamed(&self) {
        self.unnamed.fetch_add(1, Ordering::Release);
    }

    /// Files whose names promise no picture, and which a worker is to look at.
    pub(super) fn unnamed(&self) -> u64 {
        self.unnamed.load(Ordering::Acquire)
    }

    /// Images and their bytes. The bytes may be a little ahead of the images.
    pub(super) fn totals(&self) -> (u64, u64) {
        let images = self.images.load(Ordering::Acquire);
        (images, self.bytes.load(Ordering::Relaxed))
    }
}

/// The ids of images that no earlier scan knows, one after the other.
#[derive(Debug)]
pub(super) struct NewIds(AtomicU64);

impl NewIds {
    /// Ids after those of so many known images.
    pub(super) fn after(known: usize) -> Self {
        Self(AtomicU64::new(known as u64))
    }

    /// The next one; `None`: there is none left.
    pub(super) fn take(&self) -> Option<ImageId> {
        let next = self.0.fetch_add(1, Ordering::Relaxed);
        u32::try_from(next).ok().map(ImageId)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_that_was_given_up_is_the_share_s_fault_or_the_decoder_s() {
        let silent_for = Duration::from_secs(61);
        let report = |phase| {
            let job = Job {
                id: ImageId(5),
                location: ImageLocation::new("5.jpg"),
                file_bytes: Some(9),
                wants_content: false,
            };
            job.given_up(phase, silent_for)
        };
        let hung = report(PulsePhase::Reading);
        assert_eq!(
            hung.outcome,
            ImageOutcome::Unreachable(ReachError::NoAnswer { silent_for })
        );
        assert_eq!(hung.file_bytes, Some(9), "what the walk learned is kept");
        assert_eq!(
            report(PulsePhase::Decoding).outcome,
            ImageOutcome::Unreadable(InspectError::DecoderPanicked),
            "a fault of the program, not of the share"
        );
    }
}
