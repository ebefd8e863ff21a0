//! What the dialog shows of a plan and of its end: plain data, made once by the app, so that a frame costs the same
//! however many files there are.

use std::path::PathBuf;

use crate::scan::{ImageLocation, ProductId};

/// Where repaired files go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RepairPlace {
    /// Into this folder, in the same tree as the images. The black files stay as they are.
    NewFolder(PathBuf),
    /// In the place of the black files.
    InPlace {
        /// Where each black file is copied to first.
        backup: PathBuf,
    },
}

/// What a repair would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// Where files go.
    pub place: RepairPlace,
    /// The files that will be written.
    pub lines: Vec<PlanLine>,
    /// The images that will be left as they are, by reason.
    pub skipped: Vec<SkippedGroup>,
    /// Bytes that the repair needs on the disk, about.
    pub bytes_needed: u64,
    /// Bytes that are free there; `None` where the system does not tell.
    pub bytes_free: Option<u64>,
}

/// One file that will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The black image.
    pub image: ImageLocation,
    /// Its product.
    pub product: Option<ProductId>,
    /// The original that it is made from.
    pub original: PathBuf,
    /// The file that will be written.
    pub target: PathBuf,
    /// Bytes of the black file: the new one will be about as large.
    pub file_bytes: u64,
}

/// Images that are skipped for the same reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedGroup {
    /// The reason, as a few words in the user's language.
    pub reason: String,
    /// The images.
    pub images: Vec<SkippedImage>,
}

/// An image that is skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedImage {
    /// Which.
    pub image: ImageLocation,
    /// Its product.
    pub product: Option<ProductId>,
    /// The reason, as a sentence in the user's language.
    pub why: String,
}

/// What came of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairResult {
    /// Where files went.
    pub place: RepairPlace,
    /// Files that were written.
    pub done: u64,
    /// Images that could not be repaired.
    pub failed: Vec<FailedImage>,
    /// Images whose turn did not come, because the repair was stopped.
    pub left: u64,
    /// The repair's journal.
    pub journal: PathBuf,
}

/// An image that could not be repaired; its black file is what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedImage {
    /// Which.
    pub image: ImageLocation,
    /// Why, as a sentence in the user's language.
    pub why: String,
}

impl PlanView {
    /// How many images are skipped.
    pub(super) fn skipped_count(&self) -> u64 {
        let counts = self.skipped.iter().map(|group| group.images.len() as u64);
        counts.sum()
    }

    /// Whether there is less room on the disk than is needed.
    pub(super) fn is_short_of_room(&self) -> bool {
        self.bytes_free
            .is_some_and(|bytes_free| bytes_free < self.bytes_needed)
    }
}

impl RepairPlace {
    /// The folder in which there will be something new.
    pub(in crate::ui) fn folder(&self) -> &PathBuf {
        match self {
            Self::NewFolder(folder) => folder,
            Self::InPlace { backup } => backup,
        }
    }
}
