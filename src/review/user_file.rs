//! Where the user's own database lies.

use std::path::PathBuf;

/// The database in the user's data folder; `None` where the system has no such folder.
#[must_use]
pub fn user_database() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Blackdrop")
        .map(|project| project.data_local_dir().join("blackdrop.db"))
}
