//! Inspecting an image, as the workers' work; and finding out whether a file is one, whose name does not say it.
//!
//! It knows no channels: it turns a job into the task of an [`Inspector`], and what comes of that into a report.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::folder_disk::FolderDisk;
use super::guard::guarded;
use super::inspector::{InspectTask, Inspected, Inspector, Scratch};
use super::note::{Identity, Job, NewIds, Note, Task, WorkerLife};
use super::worker::Work;
use super::{FileStamp, ImageLocation, ImageOutcome, ImageReport, ProductId, Pulse, WorkTimes};
use crate::files::is_not_a_file;
use crate::inspect::{InspectError, InspectOptions, picture_kind, sniff};

/// What every image of a scan is inspected with.
pub(super) struct InspectWork {
    pub(super) root: PathBuf,
    pub(super) options: InspectOptions,
    /// Files of these sizes are read whole for their fingerprint.
    pub(super) decided_sizes: Arc<HashSet<u64>>,
    pub(super) inspector: Arc<dyn Inspector>,
    pub(super) disk: Arc<dyn FolderDisk>,
    pub(super) new_ids: Arc<NewIds>,
}

impl Work for InspectWork {
    type Job = Task;
    type Note = Note;
    type Scratch = Scratch;

    const CREW: &'static str = "scan";

    fn started(by: WorkerLife, task: Task) -> Note {
        Note::Started { by, task }
    }

    fn finish(
        &self,
        by: WorkerLife,
        task: Task,
        pulse: &Pulse,
        scratch: &mut Scratch,
    ) -> (Note, Option<Task>) {
        match task {
            Task::Inspect(job) => (self.finish_image(by, job, pulse, scratch), None),
            Task::Identify(location) => {
                let (identity, image) = self.identify(&location, pulse);
                let note = Note::Identified {
                    by,
                    location,
                    identity,
                };
                (note, image.map(Task::Inspect))
            }
        }
    }
}

impl InspectWork {
    fn finish_image(&self, by: WorkerLife, job: Job, pulse: &Pulse, scratch: &mut Scratch) -> Note {
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

    /// What a file is; and the image that it is, to be inspected next.
    fn identify(&self, location: &ImageLocation, pulse: &Pulse) -> (Identity, Option<Job>) {
        pulse.reading();
        let path = location.under(&self.root);
        let unknown = |detail: &str| Identity::Unknown {
            detail: detail.to_owned(),
        };
        let head = match self.disk.head(&path) {
            Ok(head) => head,
            // It went away, or something else took its place.
            Err(error) if error.kind() == ErrorKind::NotFound || is_not_a_file(&error) => {
                return (Identity::Gone, None);
            }
            Err(error) => return (unknown(&error.to_string()), None),
        };
        pulse.arrived();
        if sniff(&head.bytes).is_none() {
            let kind = picture_kind(&head.bytes);
            return (
                kind.map_or(Identity::NoPicture, Identity::OtherPicture),
                None,
            );
        }
        let Some(id) = self.new_ids.take() else {
            return (unknown("more images than can be counted"), None);
        };
        let file_bytes = head.file_bytes;
        let job = Job {
            id,
            location: location.clone(),
            file_bytes: Some(file_bytes),
            wants_content: false,
        };
        (Identity::Image { file_bytes }, Some(job))
    }

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
