//! What a worker does with one image: reach the file, read it, inspect it.
//!
//! [`Inspector`] is the seam for tests (slow, failing, panicking and hanging ones) and for kinds of work to come. An
//! inspector knows no channels: it takes a task and returns facts, and beats its [`Pulse`] while it reads.

use std::path::Path;
use std::time::Instant;

use super::read_file::{ReadFault, read_file};
use super::{ImageId, ImageLocation, ImageOutcome, Pulse, WorkTimes};
use crate::inspect::{InspectError, InspectOptions, Thumbnail, inspect};

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
}

/// Buffers that a worker keeps from image to image.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The file's bytes.
    pub bytes: Vec<u8>,
}

impl Scratch {
    /// A buffer that grew beyond this many bytes for one huge file is given back: 32 workers that keep 16 MiB each are
    /// 512 MiB at most, and almost all product images are smaller.
    const KEPT_BYTES: usize = 16 << 20;

    /// Ready for the next image.
    pub(super) fn tidy(&mut self) {
        self.bytes.clear();
        self.bytes.shrink_to(Self::KEPT_BYTES);
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
    /// What was spent.
    pub times: WorkTimes,
}

/// What a worker does with one image.
pub trait Inspector: Send + Sync + 'static {
    /// Does it. Called on a worker's thread, within `catch_unwind`. It says by `pulse` what it is busy with
    /// ([`Pulse::reading`] is in force when it is called) and beats it as bytes arrive.
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, scratch: &mut Scratch) -> Inspected;
}

/// Reads the file from disk or share and inspects it whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileInspector;

impl Inspector for FileInspector {
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, scratch: &mut Scratch) -> Inspected {
        let opened = Instant::now();
        pulse.reading();
        let read = read_file(task.path, &task.options.limits, pulse, &mut scratch.bytes);
        let reading = opened.elapsed();
        let bytes_read = scratch.bytes.len() as u64;
        let without_decoding = |outcome, file_bytes| Inspected {
            outcome,
            thumbnail: None,
            file_bytes,
            times: WorkTimes {
                reading,
                bytes_read,
                ..WorkTimes::default()
            },
        };
        match read {
            Ok(()) => {}
            Err(ReadFault::TooLarge { file_bytes }) => {
                let limits = task.options.limits;
                let error = InspectError::FileTooLarge { file_bytes, limits };
                return without_decoding(ImageOutcome::Unreadable(error), Some(file_bytes));
            }
            Err(ReadFault::Unreachable { error, file_bytes }) => {
                return without_decoding(ImageOutcome::Unreachable(error), file_bytes);
            }
        }

        pulse.decoding();
        let decoded = Instant::now();
        let (outcome, thumbnail) = match inspect(&scratch.bytes, task.options) {
            Ok((inspection, thumbnail)) => (ImageOutcome::Inspected(inspection), thumbnail),
            Err(error) => (ImageOutcome::Unreadable(error), None),
        };
        Inspected {
            outcome,
            thumbnail,
            file_bytes: Some(bytes_read),
            times: WorkTimes {
                reading,
                decoding: decoded.elapsed(),
                bytes_read,
            },
        }
    }
}
