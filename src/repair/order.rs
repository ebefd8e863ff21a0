//! What a person wants repaired, and where to.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::RepairOptions;
use crate::inspect::ImageFormat;
use crate::scan::{ContentHash, ImageLocation, ProductId};
use crate::session::{OriginalFile, RepairGround};

/// Which images are to be repaired, how, and where the new files go.
#[derive(Clone, Debug)]
pub struct RepairOrder {
    /// The scanned folder.
    pub root: PathBuf,
    /// The folder of originals, where one was chosen. Nothing is written in it.
    pub originals: Option<PathBuf>,
    /// Where the new files go.
    pub destination: RepairDestination,
    /// How they are written.
    pub options: RepairOptions,
    /// The images, each with its original.
    pub images: Vec<ImageToRepair>,
}

/// Where new files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepairDestination {
    /// Into this folder, in the same tree, and nothing but the new files. It may be there already, or not yet.
    NewFolder(PathBuf),
    /// Over the black files, each of which is copied into a dated tree before.
    InPlace {
        /// The folder in which the dated tree is made. It may be there already, or not yet.
        backup: PathBuf,
    },
}

/// One image that is to be repaired, as the scan saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageToRepair {
    /// Where it is.
    pub location: ImageLocation,
    /// Whose picture it is.
    pub product: Option<ProductId>,
    /// Its true format.
    pub format: ImageFormat,
    /// Its size in bytes, as the scan saw it.
    pub file_bytes: u64,
    /// When it was written last, as the system told the scan.
    pub modified: Option<SystemTime>,
    /// What it held, where the scan or the proof took a fingerprint.
    pub content: Option<ContentHash>,
    /// The original that it is made of again.
    pub original: OriginalFile,
    /// What says that this is its original.
    pub ground: RepairGround,
}

impl RepairDestination {
    /// The folder that was chosen.
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Self::NewFolder(folder) | Self::InPlace { backup: folder } => folder,
        }
    }
}
