//! Why the store could not do what it was asked for.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the store, with the file that it is about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}: {path:?}")]
pub struct StoreError {
    /// The database.
    pub path: PathBuf,
    /// What is wrong.
    pub fault: StoreFault,
}

/// What is wrong with the store. The display text is an English fragment, for the log and the command line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    /// Its folder could not be made, or may not be entered.
    #[error("the folder of the database can't be used ({detail})")]
    Folder {
        /// The system's words.
        detail: String,
    },
    /// The file is something else: it was left as it is.
    #[error("this file is no database of Blackdrop")]
    NotOurs,
    /// A newer Blackdrop wrote it: it was left as it is.
    #[error("this database was written by a newer Blackdrop (its version is {version})")]
    Newer {
        /// The schema version of the file.
        version: i64,
    },
    /// What it holds contradicts itself: it was left as it is.
    #[error("this database is damaged ({detail})")]
    Damaged {
        /// `SQLite`'s words.
        detail: String,
    },
    /// The file or its folder may not be written.
    #[error("this database can't be written: no permission")]
    ReadOnly,
    /// There is no room left on the disk.
    #[error("the disk of this database is full")]
    DiskFull,
    /// Another program holds it for longer than anything should take.
    #[error("another program keeps this database locked")]
    Busy,
    /// The file was moved or removed while it was in use.
    #[error("this database was moved or removed")]
    Gone,
    /// Anything else.
    #[error("this database can't be used ({detail})")]
    Other {
        /// The words of `SQLite` or of the system.
        detail: String,
    },
}

impl StoreError {
    pub(super) fn new(path: &Path, fault: StoreFault) -> Self {
        Self {
            path: path.to_owned(),
            fault,
        }
    }

    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        Self::new(path, StoreFault::from_sqlite(error))
    }

    /// Whether the connection is of no more use: the file has to be opened anew.
    #[must_use]
    pub fn needs_reopening(&self) -> bool {
        !matches!(self.fault, StoreFault::Busy | StoreFault::DiskFull)
    }
}

impl StoreFault {
    fn from_sqlite(error: &rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged { detail },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Busy,
            _ => Self::Other { detail },
        }
    }
}
