//! Where the user's own database lies, and what belongs beside it.

use std::path::PathBuf;

/// The database in the user's data folder; `None` where the system has no such folder.
#[must_use]
pub fn user_database() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Blackdrop")
        .map(|project| project.data_local_dir().join("blackdrop.db"))
}

/// The folder in the user's data folder in which journals of repairs are written; `None` where the system has no such
/// folder.
#[must_use]
pub fn user_journals() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Blackdrop")
        .map(|project| project.data_local_dir().join("repairs"))
}
