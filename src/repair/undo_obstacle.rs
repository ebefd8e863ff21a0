//! Why one image's repair is not undone. The window words it in the user's language.

use std::path::PathBuf;

use super::{DiskFault, RepairObstacle};

/// Why an image's repair is not undone; the image is left as it is. The display text is a stable lower-case English
/// fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UndoObstacle {
    /// The file no longer holds what the run wrote, or has got more names.
    #[error("the file was changed since the repair, and is left as it is{}", also(backup.as_ref()))]
    ChangedSince {
        /// Where the black file is, of a run in place.
        backup: Option<PathBuf>,
    },
    /// The repaired file is gone, and with it the place to which the black one would come back.
    #[error("the repaired file is gone{}; if its disk is away, connect it and undo again", also(backup.as_ref()))]
    TargetGone {
        /// Where the black file is, of a run in place.
        backup: Option<PathBuf>,
    },
    /// The black file is no longer in the backup.
    #[error("the backup is gone{}", was(backup.as_ref()))]
    BackupGone {
        /// Where it was.
        backup: Option<PathBuf>,
    },
    /// The file in the backup is not the one that was put there.
    #[error("the backup was changed{}", was(backup.as_ref()))]
    BackupChanged {
        /// Where it is.
        backup: Option<PathBuf>,
    },
    /// The file is write-protected. That is somebody's wish, and not overridden.
    #[error("the file is write-protected; allow writing and try again")]
    WriteProtected,
    /// What was read back from the disk is not what was written.
    #[error("the disk gave back other bytes than were written; check the disk")]
    ReadBackDiffers,
    /// The journal could not be written, and nothing is done without it.
    #[error("the journal can't be written: {0}")]
    Journal(DiskFault),
    /// The disk did not do what it was asked.
    #[error("{0}")]
    Disk(DiskFault),
}

/// What stood in the way of one image's undo, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{obstacle}: {path:?}")]
pub struct UndoProblem {
    /// What stood in the way.
    pub obstacle: UndoObstacle,
    /// The repaired file.
    pub path: PathBuf,
}

impl UndoObstacle {
    /// The stable name in journals and exports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::ChangedSince { .. } => "changed_since",
            Self::TargetGone { .. } => "target_gone",
            Self::BackupGone { .. } => "backup_gone",
            Self::BackupChanged { .. } => "backup_changed",
            Self::WriteProtected => "write_protected",
            Self::ReadBackDiffers => "read_back_differs",
            Self::Journal(_) => "journal_not_written",
            Self::Disk(fault) => fault.code(),
        }
    }
}

fn also(backup: Option<&PathBuf>) -> String {
    backup.map_or_else(String::new, |backup| {
        format!(" (the black file is kept as \"{}\")", backup.display())
    })
}

fn was(backup: Option<&PathBuf>) -> String {
    backup.map_or_else(String::new, |backup| {
        format!(" (it was \"{}\")", backup.display())
    })
}

impl From<std::io::Error> for UndoObstacle {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error.into())
    }
}

impl From<RepairObstacle> for UndoObstacle {
    fn from(obstacle: RepairObstacle) -> Self {
        match obstacle {
            RepairObstacle::Disk(fault) => Self::Disk(fault),
            RepairObstacle::WriteProtected => Self::WriteProtected,
            // Writing a temporary file knows no other obstacle.
            _ => Self::ReadBackDiffers,
        }
    }
}
