//! Files that are there until they get their name, or are removed; and those that a killed process left behind.
//!
//! Invariant: only what bears the mark of a process of this computer that has ended is a leftover, and, where the system
//! has locks, only what nobody holds.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

use super::names::{PREFIX, TEMPORARY, UNFINISHED};
use super::{ProcessMark, ProcessState, open_file_with};

/// What a file is that bears the mark of its process in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// There until it gets its name; what a killed process left of it is removed.
    Temporary,
    /// Lists what is being written beside it; what a killed process left of it is read.
    Unfinished,
}

impl Mark {
    fn end(self) -> &'static str {
        match self {
            Self::Temporary => TEMPORARY,
            Self::Unfinished => UNFINISHED,
        }
    }
}

/// Makes a temporary file in a folder, after what killed processes left there was removed. Its name is hidden and no
/// image's, so that a scan of the folder passes it by. It gets the permissions of the user's other new files: private is
/// right for temporary files, wrong for what they become.
///
/// # Errors
/// What the system said.
pub fn temporary_in(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    marked_file_in(folder, Mark::Temporary)
}

/// Makes a file that bears the mark of this process in its name. It goes when it is dropped.
///
/// # Errors
/// What the system said.
pub fn marked_file_in(folder: &Path, mark: Mark) -> io::Result<NamedTempFile> {
    let prefix = prefix_of(ProcessMark::own());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(mark.end());
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder)?;
    // Windows would let nobody read it then, not even this process.
    if cfg!(unix) {
        // A second sign that it is in use; without it, the mark in its name has to do.
        file.as_file().try_lock().ok();
    }
    Ok(file)
}

/// Removes temporary files that killed processes left in a folder. What can't be removed stays.
pub fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if is_leftover(&entry.file_name(), &path) && fs::remove_file(&path).is_ok() {
            tracing::info!(?path, "a killed process had left this");
        }
    }
}

/// Whether a file is a temporary one of a process that has ended.
#[must_use]
pub fn is_leftover(name: &OsStr, path: &Path) -> bool {
    let mark = mark_in(name, Mark::Temporary);
    mark.is_some_and(|mark| mark.state() == ProcessState::Ended) && is_free(path)
}

/// Whether a file is the list of what a process was writing that has ended, or that has let go of it ([`let_go`]).
#[must_use]
pub fn is_unfinished(name: &OsStr, path: &Path) -> bool {
    let mark = mark_in(name, Mark::Unfinished);
    mark.is_some_and(|mark| mark.state() == ProcessState::Ended) && is_free(path)
}

/// Gives a list of this process another name, by which it is taken for one of a process that has ended: this one goes on
/// without what it lists. To be called when the list is closed.
pub fn let_go(path: &Path) {
    let own = ProcessMark::own();
    let ended = ProcessMark {
        start: own.start.map(|start| start ^ 1),
        ..own.clone()
    };
    let name = path.file_name().and_then(OsStr::to_str);
    if let Some(chance) = name.and_then(|name| name.strip_prefix(&prefix_of(own))) {
        // Where it can't be renamed, it is known when this process has ended.
        fs::rename(path, path.with_file_name(prefix_of(&ended) + chance)).ok();
    }
}

/// Whether nobody holds it, as far as the system has locks.
fn is_free(path: &Path) -> bool {
    if !cfg!(unix) {
        return true;
    }
    match open_file_with(path, OpenOptions::new().read(true)) {
        Ok((file, _)) => !matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
        Err(_) => false,
    }
}

/// With what the name of a file begins that [`marked_file_in`] makes.
fn prefix_of(mark: &ProcessMark) -> String {
    let (place, process, start) = (mark.place, mark.process, mark.start.unwrap_or(0));
    format!("{PREFIX}{place:016x}-{process}-{start:016x}-")
}

/// The process in the name of a file that [`marked_file_in`] made.
fn mark_in(name: &OsStr, mark: Mark) -> Option<ProcessMark> {
    let name = name.to_str()?;
    let inner = name.strip_prefix(PREFIX)?.strip_suffix(mark.end())?;
    let mut parts = inner.split('-');
    let mut next = || parts.next();
    let (place, process, start, chance) = (next()?, next()?, next()?, next()?);
    if next().is_some() || chance.is_empty() || place.len() != 16 || start.len() != 16 {
        return None;
    }
    let start = u64::from_str_radix(start, 16).ok()?;
    Some(ProcessMark {
        computer: ProcessMark::own().computer.clone(),
        place: u64::from_str_radix(place, 16).ok()?,
        process: process.parse().ok()?,
        start: (start != 0).then_some(start),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name as a process with this mark would have made it.
    fn name_of(mark: &ProcessMark) -> String {
        format!("{}aB3dE{TEMPORARY}", prefix_of(mark))
    }

    #[test]
    fn only_what_a_process_of_this_computer_left_that_has_ended_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let own = ProcessMark::own().clone();
        let ended = ProcessMark {
            start: own.start.map(|start| start ^ 1),
            ..own.clone()
        };
        let elsewhere = ProcessMark {
            place: own.place ^ 1,
            ..ended.clone()
        };
        let kept = [
            name_of(&own),
            name_of(&elsewhere),
            // A repair's, of which its journal knows.
            ".blackdrop-20261003T140231Z-0123456789abcdef-7.tmp".to_owned(),
            ".blackdrop-mine.tmp".to_owned(),
            "notes.txt".to_owned(),
            format!("{}.jpg", name_of(&ended)),
        ];
        for name in kept.iter().chain([&name_of(&ended)]) {
            fs::write(folder.path().join(name), b"x").unwrap();
        }
        let made = temporary_in(folder.path()).unwrap();
        let in_use = made
            .path()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let mark = mark_in(OsStr::new(&in_use), Mark::Temporary);
        assert_eq!(mark.as_ref(), Some(ProcessMark::own()));
        let mut expected: Vec<String> = kept.into_iter().chain([in_use]).collect();
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        expected.sort();
        left.sort();
        assert_eq!(left, expected);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_held_is_no_leftover_and_a_pipe_of_that_name_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let own = ProcessMark::own();
        let ended = ProcessMark {
            start: own.start.map(|start| start ^ 1),
            ..own.clone()
        };
        let path = folder.path().join(name_of(&ended));
        let held = fs::File::create(&path).unwrap();
        held.try_lock().unwrap();
        sweep(folder.path());
        assert!(path.exists(), "somebody holds it");
        drop(held);
        sweep(folder.path());
        assert!(!path.exists());
        crate::files::test_pipe::make(&path);
        sweep(folder.path());
        assert!(path.exists(), "nothing that we made");
    }
}
