//! Why a journal can't be written, or not be understood.

use std::path::{Path, PathBuf};

use super::DiskFault;

/// A journal that can't be written, or not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {path:?}")]
pub struct JournalError {
    /// The journal.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: JournalErrorKind,
}

/// What is wrong with a journal. The display text is a stable lower-case English fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalErrorKind {
    /// The file can't be read.
    #[error("the journal can't be read: {0}")]
    Unreadable(DiskFault),
    /// The file can't be written.
    #[error("the journal can't be written: {0}")]
    NotWritten(DiskFault),
    /// The file is something else.
    #[error("this is no journal of a repair")]
    NoJournal,
    /// A newer program wrote it.
    #[error("a newer Blackdrop wrote this journal; use that one")]
    NewerVersion,
    /// A line is not as the program writes it.
    #[error("line {line} of the journal is damaged, and nothing is done by guesses")]
    Damaged {
        /// Which line, from 1.
        line: usize,
    },
    /// A run or an undo holds it.
    #[error("this repair is still at work; wait until it has ended")]
    AtWork,
}

impl JournalErrorKind {
    /// The same, said of a journal.
    pub(super) fn at(self, path: &Path) -> JournalError {
        JournalError {
            path: path.to_path_buf(),
            kind: self,
        }
    }
}
