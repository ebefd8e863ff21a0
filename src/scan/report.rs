//! What comes of one image.

use std::io;
use std::time::Duration;

use super::{FileStamp, ImageLocation, ProductId};
use crate::inspect::{InspectError, Inspection};

/// Position of an image in this scan, in the order in which the walk found it; from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageId(pub u32);

impl ImageId {
    /// As an index into a list with an entry per image.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A worker of a scan, from 0 to the worker count less one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkerId(pub u16);

impl WorkerId {
    /// As an index into a list with an entry per worker.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One image's result.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageReport {
    /// Its position in this scan.
    pub id: ImageId,
    /// Where it is.
    pub location: ImageLocation,
    /// Its product.
    pub product: Option<ProductId>,
    /// Size of the file in bytes, where the system told it.
    pub file_bytes: Option<u64>,
    /// By what a later scan knows it again.
    pub stamp: FileStamp,
    /// What came of it.
    pub outcome: ImageOutcome,
    /// What the worker spent on it.
    pub times: WorkTimes,
}

/// What came of one image.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum ImageOutcome {
    /// It was inspected.
    Inspected(Inspection),
    /// Its bytes could be read but not inspected.
    Unreadable(InspectError),
    /// Its bytes could not be had; another try may succeed.
    Unreachable(ReachError),
}

/// Why a file's bytes could not be had. The display text is a stable English fragment, as exports hold it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum ReachError {
    /// It was there during the walk, and is gone now; or a link that leads nowhere.
    #[error("could not be reached: not found")]
    NotFound,
    /// This user may not read it.
    #[error("could not be reached: permission denied")]
    PermissionDenied,
    /// The worker that read it was given up.
    #[error("could not be reached: no answer for {} s", silent_for.as_secs())]
    NoAnswer {
        /// For how long nothing was heard.
        silent_for: Duration,
    },
    /// Any other error of the disk or the network.
    #[error("could not be reached: {detail}")]
    Io {
        /// The system's words.
        detail: String,
    },
}

impl ReachError {
    /// The class of a system error.
    #[must_use]
    pub fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::PermissionDenied,
            _ => Self::Io {
                detail: error.to_string(),
            },
        }
    }
}

/// What a worker spent on one image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WorkTimes {
    /// Opening and reading.
    pub reading: Duration,
    /// Decoding, measuring and thumbnail.
    pub decoding: Duration,
    /// Bytes that were read.
    pub bytes_read: u64,
}

impl WorkTimes {
    /// Reading and decoding together.
    #[must_use]
    pub fn total(self) -> Duration {
        self.reading + self.decoding
    }
}
