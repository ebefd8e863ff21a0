//! How a repair or its undoing ends, as its caller's scripts see it.

use std::process::ExitCode;

use crate::cli::proving::{OriginalsSeen, Proven};
use crate::cli::{EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OUTPUT, EXIT_USAGE, say, say_error};
use crate::repair::{FoundLock, RepairError};

/// How it ends; a later one outweighs those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// All was done that could be.
    Done,
    /// Something could not be written or read.
    Partly,
    /// Somebody asked to stop.
    Stopped,
    /// The program itself failed.
    Failed,
}

impl Ending {
    /// Where images or originals may lie in folders that could not be listed, not all is done.
    pub(super) fn of_listing(proven: &Proven) -> Self {
        if proven.has_lost_folders() || proven.originals_seen == OriginalsSeen::Part {
            Self::Partly
        } else {
            Self::Done
        }
    }

    pub(super) fn exit_code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Partly => ExitCode::from(EXIT_OUTPUT),
            Self::Stopped => ExitCode::from(EXIT_INTERRUPTED),
            Self::Failed => ExitCode::from(EXIT_FAILED),
        }
    }
}

/// Says whose locks were taken over, also to who wants no summary: it may be news that a repair was cut short there.
pub(super) fn say_taken_over(locks: &[FoundLock]) {
    for lock in locks {
        say(format_args!(
            "took over the lock of an earlier repair: {lock}"
        ));
    }
}

/// Says why a repair or its undoing can't be begun, and gives the exit code.
pub(super) fn refused(error: &RepairError) -> ExitCode {
    tracing::warn!(%error, "repair refused");
    say_error(error);
    if matches!(error, RepairError::TreeLocked { .. }) {
        say("where that repair is not at work any more: the same command with --take-over-lock");
    }
    ExitCode::from(match error {
        RepairError::RootUnreachable { .. }
        | RepairError::FoldersOverlap { .. }
        | RepairError::NotAFolder { .. }
        | RepairError::NothingToRepair { .. } => EXIT_USAGE,
        RepairError::FolderUnusable { .. }
        | RepairError::LockNotMade { .. }
        | RepairError::TreeAtWork { .. }
        | RepairError::TreeLocked { .. }
        | RepairError::LacksSpace { .. }
        | RepairError::Journal(_) => EXIT_OUTPUT,
    })
}
