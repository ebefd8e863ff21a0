//! Where the log lies.

use std::path::PathBuf;

use directories::{ProjectDirs, UserDirs};

/// The folder of the log files, which need not be there yet; `None` where the user has no home.
///
/// | system | folder |
/// |---|---|
/// | Linux | `$XDG_STATE_HOME/blackdrop/logs`, usually `~/.local/state/blackdrop/logs` |
/// | macOS | `~/Library/Logs/blackdrop` |
/// | Windows | `%LOCALAPPDATA%\blackdrop\data\logs` |
#[must_use]
pub fn log_folder() -> Option<PathBuf> {
    if cfg!(target_os = "macos") {
        let user = UserDirs::new()?;
        return Some(user.home_dir().join("Library/Logs/blackdrop"));
    }
    let project = ProjectDirs::from("", "", "blackdrop")?;
    let state = project
        .state_dir()
        .unwrap_or_else(|| project.data_local_dir());
    Some(state.join("logs"))
}
