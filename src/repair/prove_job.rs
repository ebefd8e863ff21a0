//! Proving one image, as a job of the pool of workers: read it, read what may be its original, compare.
//!
//! Invariant: files are opened for reading only, and only regular ones.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::{OriginalBytes, prove};
use crate::inspect::ImageLimits;
use crate::scan::{ContentHash, ImageId, ImageLocation, Job, Pulse, ReachError, read_whole_file};
use crate::session::{Proof, ProofFinding};

/// One image to prove.
#[derive(Clone, Debug)]
pub struct ProveJob {
    /// The scanned folder.
    pub root: Arc<Path>,
    /// Which image of the scan; it comes back with the outcome.
    pub image: ImageId,
    /// Where it is.
    pub location: ImageLocation,
    /// What may be its original, best first.
    pub candidates: Vec<PathBuf>,
    /// Bounds on size and memory, for the image and for its original.
    pub limits: ImageLimits,
}

/// What came of proving one image.
#[derive(Clone, Debug, PartialEq)]
pub struct Proved {
    /// The job's.
    pub image: ImageId,
    /// The file that was compared; `None` where it could not be read.
    pub file: Option<ProvedFile>,
    /// What the original says.
    pub proof: Proof,
}

/// A file as it was when it was compared. A repair does nothing to it when it is another one by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvedFile {
    /// Its size in bytes.
    pub file_bytes: u64,
    /// When it was written last, where the system told it.
    pub modified: Option<SystemTime>,
    /// What it held.
    pub content: ContentHash,
}

impl Job for ProveJob {
    type Outcome = Proved;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn run(&self, pulse: &Pulse) -> Proved {
        let image = match read_whole_file(&self.location.under(&self.root), &self.limits, pulse) {
            Ok(image) => image,
            Err(fault) => return self.unreadable(format!("the image itself {fault}")),
        };
        let mut read = |path: &Path| {
            let original = read_whole_file(path, &self.limits, pulse).map_err(io::Error::other)?;
            Ok(OriginalBytes {
                bytes: original.bytes,
                modified: original.modified,
            })
        };
        let proof = prove(&image.bytes, &self.candidates, &mut read, &self.limits);
        Proved {
            image: self.image,
            file: Some(ProvedFile {
                file_bytes: image.bytes.len() as u64,
                modified: image.modified,
                content: ContentHash::of(&image.bytes),
            }),
            proof,
        }
    }

    fn panicked(&self) -> Proved {
        self.unreadable("a decoder failed on the image or its original".to_owned())
    }

    fn gave_no_answer(&self, silent_for: Duration) -> Proved {
        self.unreadable(ReachError::NoAnswer { silent_for }.to_string())
    }
}

impl ProveJob {
    fn unreadable(&self, detail: String) -> Proved {
        Proved {
            image: self.image,
            file: None,
            proof: Proof {
                finding: ProofFinding::Unreadable { detail },
                original: None,
                evidence: None,
            },
        }
    }
}
