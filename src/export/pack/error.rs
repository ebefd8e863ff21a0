//! Why there is no pack, and what a pack does not hold, as data; the window words them in the user's language.

use std::path::PathBuf;

use crate::export::SaveError;
use crate::scan::ImageLocation;

/// Why there is no pack, or none that is finished.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// The folder holds something, and nothing is ever replaced.
    #[error("the folder is not empty, choose a new one: {path:?}")]
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// The folder lies in the scanned one, whose next scan would find the pack's pictures.
    #[error("the folder lies in the scanned one, choose one elsewhere: {path:?}")]
    InsideScanned {
        /// The folder.
        path: PathBuf,
    },
    /// The folder lies in that of the originals, where nothing is ever written.
    #[error("the folder lies in that of the originals, choose one elsewhere: {path:?}")]
    InsideOriginals {
        /// The folder.
        path: PathBuf,
    },
    /// The caller's `progress` asked to stop.
    #[error("stopped before the pack was finished")]
    Stopped,
    /// A file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Something that a pack does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}: {:?}", location.relative())]
pub struct PackProblem {
    /// Of which image.
    pub location: ImageLocation,
    /// What.
    pub fault: PackFault,
}

/// What a pack does not hold of an image, and why. The display text is a stable lower-case English fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// The new file holds something else than the repair wrote, so it is not handed on.
    #[error("the repaired file was changed after its repair, so it is left out")]
    NewFileChanged,
    /// The new file could not be read.
    #[error("the repaired file can't be read, so it is left out ({detail})")]
    NewFileUnreadable {
        /// The system's words.
        detail: String,
    },
    /// The pack's disk does not take a file of this name, or this large.
    #[error("the copy of the repaired file can't be written, so it is left out ({detail})")]
    NotCopied {
        /// The system's words.
        detail: String,
    },
    /// The black file could not be read, so its checksum is not known.
    #[error("the black file can't be read, so its checksum is missing ({detail})")]
    BlackFileUnreadable {
        /// The system's words.
        detail: String,
    },
    /// The original could not be read, so its checksum is not known.
    #[error("the original can't be read, so its checksum is missing ({detail})")]
    OriginalUnreadable {
        /// The system's words.
        detail: String,
    },
    /// The image's path leads out of the scanned folder. No scan finds such a one.
    #[error("the path leads out of the folder, so its file is left out")]
    PathLeadsOut,
}
