//! Inspecting an image, as the workers' work.
//!
//! It knows no channels: it turns a job into the task of an [`Inspector`], and what comes of that into a report.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::guard::guarded;
use super::inspector::{InspectTask, Inspected, Inspector, Scratch};
use super::note::{Job, Note, WorkerLife};
use super::worker::Work;
use super::{FileStamp, ImageOutcome, ImageReport, ProductId, Pulse, WorkTimes};
use crate::inspect::{InspectError, InspectOptions};

/// What every image of a scan is inspected with.
pub(super) struct InspectWork {
    pub(super) root: PathBuf,
    pub(super) options: InspectOptions,
    /// Files of these sizes are read whole for their fingerprint.
    pub(super) decided_sizes: Arc<HashSet<u64>>,
    pub(super) inspector: Arc<dyn Inspector>,
}

impl Work for InspectWork {
    type Job = Job;
    type Note = Note;
    type Scratch = Scratch;

    const CREW: &'static str = "scan";

    fn started(by: WorkerLife, job: Job) -> Note {
        Note::Started { by, job }
    }

    fn finish(&self, by: WorkerLife, job: Job, pulse: &Pulse, scratch: &mut Scratch) -> Note {
        let inspected = self.inspect(&job, pulse, scratch);
        scratch.tidy();
        Note::Finished {
            by,
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
        }
    }
}

impl InspectWork {
    fn inspect(&self, job: &Job, pulse: &Pulse, scratch: &mut Scratch) -> Inspected {
        let started = Instant::now();
        pulse.reading();
        let path = job.location.under(&self.root);
        let task = InspectTask {
            id: job.id,
            location: &job.location,
            path: &path,
            options: &self.options,
            wants_content: job.wants_content,
            decided_sizes: &self.decided_sizes,
        };
        guarded(|| self.inspector.inspect(&task, pulse, scratch)).unwrap_or_else(|_panicked| {
            let (file_bytes, stamp) = look_at(&path);
            Inspected {
                outcome: ImageOutcome::Unreadable(InspectError::DecoderPanicked),
                thumbnail: None,
                file_bytes,
                stamp,
                times: WorkTimes {
                    // How the time divides went down with the decoder.
                    reading: Duration::ZERO,
                    decoding: started.elapsed(),
                    bytes_read: scratch.bytes.len() as u64,
                },
            }
        })
    }
}

/// Size and time of a file whose own went down with the decoder: what is decided about the image is about this file.
fn look_at(path: &Path) -> (Option<u64>, FileStamp) {
    let looked_at = SystemTime::now();
    let Ok(metadata) = fs::metadata(path) else {
        return (None, FileStamp::default());
    };
    let modified = metadata.modified().ok();
    let stamp = FileStamp {
        modified,
        looked_at: modified.map(|_| looked_at),
        content: None,
    };
    (Some(metadata.len()), stamp)
}
