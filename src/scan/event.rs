//! What a scan tells: a closed set of events.

use std::time::Duration;

use super::outbox::RunEvent;
use super::{ImageId, ImageLocation, ImageReport, WorkerId};
use crate::inspect::Thumbnail;

/// One event of a scan, in the order in which the coordinator learned of it.
#[derive(Debug)]
pub enum ScanEvent {
    /// More images were found (not a total). Bytes where the walk learned the size.
    Discovered {
        /// How many more images.
        images: u64,
        /// Their bytes.
        bytes: u64,
    },
    /// Something below the root was not looked at, or could not be.
    Skipped {
        /// What.
        location: ImageLocation,
        /// Why.
        cause: SkipCause,
    },
    /// More files were looked at that are no pictures (not a total).
    OtherFiles {
        /// How many more.
        files: u64,
    },
    /// Everything was found: no further `Discovered`. The total is known from here on.
    DiscoveryEnded,
    /// A worker took an image.
    ImageStarted {
        /// Who.
        worker: WorkerId,
        /// Which.
        location: ImageLocation,
    },
    /// A worker is done with the image that it had started.
    ImageFinished {
        /// Who.
        worker: WorkerId,
        /// What came of it.
        report: Box<ImageReport>,
        /// The thumbnail, where the image is flagged.
        thumbnail: Option<Thumbnail>,
    },
    /// Known images that are as they were. They are not started, and nobody finishes them.
    Unchanged {
        /// Which; at most a few hundred at once.
        images: Vec<ImageId>,
    },
    /// Known images that are no longer where they were, in a folder that was listed to its end. Told when everything else
    /// is done; not where the scan was stopped.
    Gone {
        /// Which; at most a few thousand at once.
        images: Vec<ImageId>,
    },
    /// Nothing was heard of a worker for a while; repeated about once a second until it speaks or is given up.
    WorkerSilent {
        /// Who.
        worker: WorkerId,
        /// Since when nothing was read or decoded.
        silent_for: Duration,
    },
    /// A worker was given up; its image came as `ImageFinished` just before. A new worker of the same id may follow.
    WorkerAbandoned {
        /// Who.
        worker: WorkerId,
        /// The image that it did not come back from, where it had started one; not of another file.
        location: Option<ImageLocation>,
    },
    /// The scan holds: no image is started until it is resumed.
    Paused(PauseCause),
    /// The scan goes on.
    Resumed,
    /// The scan is over. Sent exactly once, last.
    Ended(ScanEnd),
}

/// Who paused a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseCause {
    /// The user.
    Asked,
    /// The scan itself: so many images in a row could not be reached.
    ManyUnreachable {
        /// How many in a row.
        in_a_row: usize,
    },
}

/// How a scan ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanEnd {
    /// Every image found was reported.
    Completed,
    /// Stopped by the user; everything reported until then stands. Images that hung in a read were reported as not
    /// reached; those that were merely not done have no report, like those that still waited.
    Stopped,
    /// The chosen folder went away or could not be read at all; what was reported until then stands.
    RootUnreadable {
        /// The system's words, in the system's language.
        detail: String,
    },
    /// Nothing answered for so long: the chosen folder itself, or, with a limit ([`super::ScanConfig::give_up_after`]),
    /// anything at all. What was reported until then stands; images that hung in a read were reported as not reached.
    NoAnswer {
        /// For how long.
        silent_for: Duration,
    },
    /// The program's own fault: the scan's threads could not be started.
    Failed {
        /// What the system said.
        detail: String,
    },
}

/// Why something below the root was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipCause {
    /// A hidden image file (a leading dot, `._*`, the hidden or system attribute).
    HiddenFile,
    /// A hidden or system folder; what it holds was not counted.
    HiddenFolder,
    /// An image whose content is on a cloud drive only.
    OnlineOnly,
    /// An image of a kind that is not inspected, by extension, such as `heic`.
    OtherKind {
        /// The extension in lower case, without dot.
        extension: String,
    },
    /// A symbolic link to a folder.
    LinkedFolder {
        /// Whether what it leads to is walked all the same, by its own path.
        is_walked: bool,
    },
    /// Named like an image, but a pipe, socket or device.
    NotAFile,
    /// A folder that is named like an image; what it holds is walked.
    ImageNamedFolder,
    /// A folder that could not be read.
    UnreadableFolder {
        /// The system's words.
        detail: String,
    },
    /// A folder, or a link that may lead to one, that gave no answer and was given up.
    FolderNoAnswer {
        /// For how long nothing was heard; of a folder that was not asked any more, because too many had hung, the time
        /// after which the last of those was given up.
        silent_for: Duration,
    },
    /// A picture of a kind that is not inspected, by its first bytes, under a name that promises none.
    PictureByContent {
        /// Its kind, as people write it.
        kind: &'static str,
    },
    /// A file whose name promises no picture, and whose first bytes could not be had.
    UnknownContent {
        /// The system's words, or `no answer for 60 s`.
        detail: String,
    },
}

impl RunEvent for ScanEvent {
    type End = ScanEnd;

    fn thumbnail_bytes(&self) -> usize {
        match self {
            Self::ImageFinished {
                thumbnail: Some(thumbnail),
                ..
            } => thumbnail.rgba.len(),
            _ => 0,
        }
    }

    fn ended(end: ScanEnd) -> Self {
        Self::Ended(end)
    }

    fn broke_down() -> Self {
        Self::Ended(ScanEnd::Failed {
            detail: "the coordinator of the scan broke down".to_owned(),
        })
    }
}
