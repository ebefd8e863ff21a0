//! Why a repair as a whole can't be planned, begun, resumed or undone.

use std::fmt;
use std::path::PathBuf;

use super::{DiskFault, FoundLock, JournalError};

/// Why a repair as a whole can't be planned, begun, resumed or undone. No image was touched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RepairError {
    /// The scanned folder can't be reached.
    #[error("the scanned folder can't be reached: {fault}: {path:?}")]
    RootUnreachable {
        /// Why.
        fault: DiskFault,
        /// The scanned folder.
        path: PathBuf,
    },
    /// The chosen folder is, lies in or holds a folder in which nothing may be written.
    #[error("choose another folder, as this one {overlap} {kept}: {path:?}")]
    FoldersOverlap {
        /// How they lie to each other.
        overlap: Overlap,
        /// The folder in which nothing may be written.
        kept: KeptFolder,
        /// The chosen folder.
        path: PathBuf,
    },
    /// Something that is no folder has the name of the chosen folder, or of one above it.
    #[error("choose another folder, as this is none: {path:?}")]
    NotAFolder {
        /// The chosen folder.
        path: PathBuf,
    },
    /// The chosen folder can't be used.
    #[error("the folder can't be used: {fault}: {path:?}")]
    FolderUnusable {
        /// Why.
        fault: DiskFault,
        /// The chosen folder.
        path: PathBuf,
    },
    /// There is nothing in the plan.
    #[error("there is nothing to repair in the folder {path:?}")]
    NothingToRepair {
        /// The scanned folder.
        path: PathBuf,
    },
    /// The disk has not enough room for all that the plan would write.
    #[error(
        "the disk has not enough room: at least {least_bytes} bytes are needed and {free_bytes} free: {path:?}"
    )]
    LacksSpace {
        /// Bytes without which it can't be done.
        least_bytes: u64,
        /// Bytes that are free there.
        free_bytes: u64,
        /// A folder on that disk.
        path: PathBuf,
    },
    /// The lock of the tree can't be made or taken over.
    #[error(
        "the lock of the repair can't be made, and nothing begins without it: {fault}: {path:?}"
    )]
    LockNotMade {
        /// Why.
        fault: DiskFault,
        /// The lock.
        path: PathBuf,
    },
    /// A repair or an undo is at work on this computer in the tree, around it or in a part of it.
    #[error("another repair is at work there, wait until it has ended; its lock was {lock}")]
    TreeAtWork {
        /// Its lock.
        lock: FoundLock,
    },
    /// A repair or an undo of another computer is at work there, or was when that computer failed; or the lock can't be read.
    /// Only a person can tell.
    #[error("the folder is locked by another repair; its lock was {lock}")]
    TreeLocked {
        /// The lock.
        lock: FoundLock,
    },
    /// The journal can't be written, or not be understood.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

/// How a chosen folder lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// They are the same.
    Same,
    /// The chosen one lies in the other.
    Inside,
    /// The chosen one holds the other.
    Around,
}

/// A folder in which a repair makes no new files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFolder {
    /// The scanned one.
    Scanned,
    /// The one of the originals.
    Originals,
}

impl fmt::Display for Overlap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Same => "is",
            Self::Inside => "lies in",
            Self::Around => "holds",
        })
    }
}

impl fmt::Display for KeptFolder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Scanned => "the scanned folder",
            Self::Originals => "the folder of originals",
        })
    }
}
