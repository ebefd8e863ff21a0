//! From what a person typed, pasted or dropped to a folder that can be scanned.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::scan::{Waited, wait_while_alive};
use crate::ui::PathProblem;

/// The path that a text means: blanks and quotes around it do not count ("Copy as path" on Windows adds quotes), `~` is
/// the home folder, and a `file://` address (what file managers copy) is decoded.
#[must_use]
pub fn meant_path(typed: &str, home: Option<&Path>) -> PathBuf {
    let text = typed.trim();
    let text = unquoted(text, '"')
        .or_else(|| unquoted(text, '\''))
        .unwrap_or(text);
    if let Some(address) = text.strip_prefix("file://") {
        return PathBuf::from(percent_decode_str(address).decode_utf8_lossy().as_ref());
    }
    match (text.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text),
    }
}

fn unquoted(text: &str, quote: char) -> Option<&str> {
    text.strip_prefix(quote)?.strip_suffix(quote)
}

/// A folder (or a file in it) that was dropped on the window.
#[must_use]
pub(super) fn dropped_path(ctx: &egui::Context) -> Option<PathBuf> {
    ctx.input(|input| {
        let dropped = input.raw.dropped_files.first();
        dropped.map(|file| file.path().to_owned())
    })
}

/// The user's home folder.
#[must_use]
pub fn home_folder() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned())
}

/// So long a folder may take to answer before that is said: longer than a disk takes to wake.
const PATIENCE: Duration = Duration::from_secs(15);

/// The answer of a look at a folder, or that there is none. It waits for a while, so it belongs on a thread of its own; the
/// look has another, which is left to itself where the disk or share never answers.
///
/// # Errors
/// What is wrong with the folder.
pub fn answer_in_time<T: Send + 'static>(
    look: impl FnOnce() -> Result<T, PathProblem> + Send + 'static,
) -> Result<T, PathProblem> {
    let go_on = || ControlFlow::Continue(());
    match wait_while_alive("folder look", PATIENCE, |_| look(), go_on) {
        Waited::Done(answer) => answer,
        Waited::NoAnswer { .. } | Waited::NotWanted | Waited::Broken => Err(PathProblem::NoAnswer),
    }
}

/// Whether a folder can be scanned; its absolute path. Asks the disk, which may never answer.
///
/// # Errors
/// What is wrong with it.
pub fn check_folder(path: &Path) -> Result<PathBuf, PathProblem> {
    let metadata = std::fs::metadata(path).map_err(|error| problem(&error))?;
    if !metadata.is_dir() {
        return Err(PathProblem::NotAFolder);
    }
    std::fs::read_dir(path).map_err(|error| problem(&error))?;
    std::path::absolute(path).map_err(|error| problem(&error))
}

fn problem(error: &std::io::Error) -> PathProblem {
    match error.kind() {
        std::io::ErrorKind::NotFound => PathProblem::NotFound,
        std::io::ErrorKind::NotADirectory => PathProblem::NotAFolder,
        std::io::ErrorKind::PermissionDenied => PathProblem::PermissionDenied,
        _ => PathProblem::Other {
            detail: error.to_string(),
        },
    }
}

/// The folder that a dropped path means: itself, or the one that a dropped file lies in.
#[must_use]
pub fn dropped_folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if path.is_file() => folder.to_owned(),
        Some(_) | None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_paste_is_understood() {
        let home = Path::new("/home/ann");
        let meant = |text| meant_path(text, Some(home));
        assert_eq!(meant("~"), home);
        assert_eq!(meant(" ~/shop "), Path::new("/home/ann/shop"));
        assert_eq!(
            meant("~ann/shop"),
            Path::new("~ann/shop"),
            "other people's homes are not known"
        );
        assert_eq!(meant("\"/shop/new images\""), Path::new("/shop/new images"));
        assert_eq!(
            meant("file:///shop/new%20images/%E6%9D%AF"),
            Path::new("/shop/new images/杯")
        );
        assert_eq!(meant_path("~/x", None), Path::new("~/x"));
    }

    #[test]
    fn every_kind_of_bad_path_has_its_own_problem() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file.jpg");
        std::fs::write(&file, b"x").unwrap();
        assert_eq!(check_folder(&file), Err(PathProblem::NotAFolder));
        assert_eq!(
            check_folder(&folder.path().join("missing")),
            Err(PathProblem::NotFound)
        );
        assert_eq!(check_folder(folder.path()), Ok(folder.path().to_owned()));
        assert_eq!(dropped_folder(&file), folder.path());
    }
}
