//! What a worker does with one image: reach the file, and inspect it while it is read.
//!
//! [`Inspector`] is the seam for tests (slow, failing, panicking and hanging ones) and for kinds of work to come. An
//! inspector knows no channels: it takes a task and returns facts, and beats its [`Pulse`] while it reads.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Instant, SystemTime};

use super::memory_budget::MemoryBudget;
use super::read_file::{FileBytes, ReadFault};
use super::{ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, Pulse, WorkTimes};
use crate::inspect::{
    DecodingUse, ImageBytes as _, ImageLimits, InspectError, InspectFault, InspectOptions,
    InspectScratch, Inspection, Thumbnail, inspect_bytes, judge,
};

/// One image to inspect.
#[derive(Clone, Copy, Debug)]
pub struct InspectTask<'a> {
    /// Its position in this scan.
    pub id: ImageId,
    /// Where it is below the root.
    pub location: &'a ImageLocation,
    /// The path to open.
    pub path: &'a Path,
    /// How to inspect it.
    pub options: &'a InspectOptions,
    /// Whether its fingerprint is needed, flagged or not.
    pub wants_content: bool,
    /// The fingerprint of a file of one of these sizes is needed too.
    pub decided_sizes: &'a HashSet<u64>,
}

/// Buffers that a worker keeps from image to image.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The file's bytes, as far as they were read.
    pub bytes: Vec<u8>,
    /// What the inspection works in.
    pub inspect: InspectScratch,
}

impl Scratch {
    /// A buffer that grew beyond this many bytes for one huge file is given back: 32 workers that keep 16 MiB each are
    /// 512 MiB at most, and almost all product images are smaller.
    const KEPT_BYTES: usize = 16 << 20;

    /// Ready for the next image.
    pub(super) fn tidy(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(Self::KEPT_BYTES);
        self.inspect.tidy(Self::KEPT_BYTES);
    }
}

/// What came of one task.
#[derive(Debug)]
pub struct Inspected {
    /// The facts, or why there are none.
    pub outcome: ImageOutcome,
    /// The thumbnail, where one was asked for and the image is flagged.
    pub thumbnail: Option<Thumbnail>,
    /// Size of the file in bytes, where the system told it.
    pub file_bytes: Option<u64>,
    /// By what a later scan knows the file again. Its content is told of flagged images, because decisions are made about
    /// these and the whole file was read anyway; of others only where the task asks for it.
    pub stamp: FileStamp,
    /// What was spent.
    pub times: WorkTimes,
}

/// What a worker does with one image.
pub trait Inspector: Send + Sync + 'static {
    /// Does it. Called on a worker's thread, within `catch_unwind`. It says by `pulse` what it is busy with
    /// ([`Pulse::reading`] is in force when it is called) and beats it as bytes arrive.
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, scratch: &mut Scratch) -> Inspected;
}

/// Reads the file from disk or share, as far as its inspection asks for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileInspector;

impl Inspector for FileInspector {
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, scratch: &mut Scratch) -> Inspected {
        let started = Instant::now();
        let looked_at = SystemTime::now();
        let limits = task.options.limits;
        let mut file = match FileBytes::open(task.path, &limits, pulse, &mut scratch.bytes) {
            Ok(file) => file.within(&MemoryBudget::shared(), DecodingUse::Inspection),
            Err(fault) => {
                let modified = match fault {
                    ReadFault::TooLarge { modified, .. } => modified,
                    ReadFault::Unreachable { .. } => None,
                };
                let (outcome, file_bytes) = outcome_of(fault, limits);
                return Inspected {
                    outcome,
                    thumbnail: None,
                    file_bytes,
                    stamp: FileStamp {
                        modified,
                        looked_at: modified.map(|_| looked_at),
                        content: None,
                    },
                    times: WorkTimes {
                        reading: started.elapsed(),
                        ..WorkTimes::default()
                    },
                };
            }
        };
        let found = inspect_bytes(&mut file, task.options, &mut scratch.inspect);
        let stamp = FileStamp {
            modified: file.modified(),
            looked_at: Some(looked_at),
            content: content_of(&mut file, &found, task),
        };
        let (reading, waiting) = (file.reading(), file.waiting());
        let file_bytes = Some(file.total_bytes());
        let (outcome, file_bytes, thumbnail) = match found {
            Ok((inspection, thumbnail)) => {
                (ImageOutcome::Inspected(inspection), file_bytes, thumbnail)
            }
            Err(InspectFault::Image(error)) => (ImageOutcome::Unreadable(error), file_bytes, None),
            Err(InspectFault::Bytes(fault)) => {
                let (outcome, file_bytes) = outcome_of(fault, limits);
                (outcome, file_bytes, None)
            }
        };
        Inspected {
            outcome,
            thumbnail,
            file_bytes,
            stamp,
            times: WorkTimes {
                reading,
                decoding: started.elapsed().saturating_sub(reading + waiting),
                bytes_read: scratch.bytes.len() as u64,
            },
        }
    }
}

/// The fingerprint where it is needed; `None` otherwise, and where the rest of the file cannot be had any more.
fn content_of(
    file: &mut FileBytes<'_>,
    found: &Result<(Inspection, Option<Thumbnail>), InspectFault<ReadFault>>,
    task: &InspectTask<'_>,
) -> Option<ContentHash> {
    let is_flagged = match found {
        Ok((inspection, _)) => judge(inspection, &task.options.thresholds)
            .verdict
            .is_flagged(),
        Err(InspectFault::Image(_)) => false,
        Err(InspectFault::Bytes(_)) => return None,
    };
    let is_wanted =
        is_flagged || task.wants_content || task.decided_sizes.contains(&file.total_bytes());
    if !is_wanted {
        return None;
    }
    file.first(usize::MAX).ok().map(ContentHash::of)
}

/// What a fault of reading means for the image, and its size where that is known.
fn outcome_of(fault: ReadFault, limits: ImageLimits) -> (ImageOutcome, Option<u64>) {
    match fault {
        ReadFault::TooLarge { file_bytes, .. } => (
            ImageOutcome::Unreadable(InspectError::FileTooLarge { file_bytes, limits }),
            Some(file_bytes),
        ),
        ReadFault::Unreachable { error, file_bytes } => {
            (ImageOutcome::Unreachable(error), file_bytes)
        }
    }
}
