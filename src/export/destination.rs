//! Where an export goes, looked at before anything is written.
//!
//! Invariant: resolving changes nothing on the disk, and what it refuses is never opened for writing: a name or content
//! of an image, a file of the scan, a folder, a write-protected file. A symlink stands for its target; a destination
//! that is not a regular file stands for itself and is written straight.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{SaveError, SaveErrorKind};
use crate::files::{open_file, open_file_with};
use crate::inspect::sniff;
use crate::scan::has_picture_name;
use crate::session::ResultRow;

/// Longest chain of symlinks that is followed, as Linux has it.
const MAX_LINKS: usize = 40;

/// Bytes of a file's start that tell its format: a bitmap's are the longest, to the size of its second header.
const SIGNATURE_BYTES: usize = 18;

/// The files of a scan, which no export may replace.
#[derive(Clone, Copy, Debug)]
pub struct ScannedFiles<'scan> {
    /// The chosen folder.
    pub root: &'scan Path,
    /// Every row of the scan, not only those exported.
    pub rows: &'scan [Arc<ResultRow>],
}

/// A destination that may be written.
#[derive(Clone, Debug)]
pub struct Destination {
    given: PathBuf,
    place: Place,
}

/// What a destination is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing is there yet.
    New(PathBuf),
    /// A regular file, which will be replaced.
    File(PathBuf),
    /// A pipe, a device, or another process's file: opened and written straight.
    Special(PathBuf),
    /// This process's standard output.
    Stdout,
    /// This process's standard error.
    Stderr,
}

impl Destination {
    /// This process's standard output, which `-` stands for.
    #[must_use]
    pub fn stdout() -> Self {
        Self {
            given: PathBuf::from("-"),
            place: Place::Stdout,
        }
    }

    /// Looks at a destination, following symlinks.
    ///
    /// # Errors
    /// Why nothing may be written there.
    pub fn resolve(given: &Path, scanned: Option<ScannedFiles<'_>>) -> Result<Self, SaveError> {
        let place = look_at(given, scanned).map_err(|kind| SaveError::new(given, kind))?;
        Ok(Self {
            given: given.to_path_buf(),
            place,
        })
    }

    /// The destination, as the user named it.
    #[must_use]
    pub fn given(&self) -> &Path {
        &self.given
    }

    /// Whether both would write to the same place.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        self.place == other.place
    }

    /// Whether this is the process's standard output, under whatever name.
    #[must_use]
    pub fn is_stdout(&self) -> bool {
        self.place == Place::Stdout
    }

    /// The folder for temporary files: that of the destination, which has room for what becomes of them. What is no file has
    /// no such folder, and leaves them to the system.
    #[must_use]
    pub fn scratch_folder(&self) -> PathBuf {
        match &self.place {
            Place::New(target) | Place::File(target) => target.parent().map(Path::to_owned),
            Place::Special(_) | Place::Stdout | Place::Stderr => None,
        }
        .unwrap_or_else(std::env::temp_dir)
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }
}

fn look_at(given: &Path, scanned: Option<ScannedFiles<'_>>) -> Result<Place, SaveErrorKind> {
    refuse_image_name(given)?;
    if given.as_os_str().is_empty() {
        return Err(SaveErrorKind::FolderMissing);
    }
    let target = match follow_links(given)? {
        Followed::Stream(place) => return Ok(place),
        Followed::Path(target) => target,
    };
    refuse_image_name(&target)?;
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => Err(SaveErrorKind::IsFolder),
        Ok(found) if !found.is_file() => Ok(Place::Special(target)),
        Ok(found) => {
            refuse_protected(&target, &found)?;
            refuse_scanned(&target, scanned)?;
            refuse_image_content(&target)?;
            Ok(Place::File(target))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if ends_with_separator(given) {
                return Err(SaveErrorKind::IsFolder);
            }
            refuse_scanned(&target, scanned)?;
            Ok(Place::New(target))
        }
        Err(error) => Err(error.into()),
    }
}

enum Followed {
    Stream(Place),
    /// Absolute; its last part is no symlink.
    Path(PathBuf),
}

/// Follows symlinks by hand: a link may lead to a file that does not exist yet, and `/dev/stdout` leads to a name under
/// `/proc` that says which stream it is.
fn follow_links(given: &Path) -> Result<Followed, SaveErrorKind> {
    let mut path = given.to_path_buf();
    for _ in 0..MAX_LINKS {
        let Some(name) = path.file_name() else {
            // `..`, `.` or `/`: folders, if anything.
            return Err(SaveErrorKind::IsFolder);
        };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let folder = fs::canonicalize(folder)?;
        if !folder.is_dir() {
            return Err(SaveErrorKind::FolderMissing);
        }
        if cfg!(windows) && is_windows_device(name) {
            return Ok(Followed::Stream(Place::Special(path)));
        }
        let here = folder.join(name);
        if is_folder_of_streams(&folder) {
            return Ok(Followed::Stream(match name.to_str() {
                Some("1") => Place::Stdout,
                Some("2") => Place::Stderr,
                _ => Place::Special(here),
            }));
        }
        match fs::read_link(&here) {
            Ok(target) => path = folder.join(target),
            Err(_) => return Ok(Followed::Path(here)),
        }
    }
    Err(SaveErrorKind::Other {
        detail: "too many symbolic links".to_owned(),
    })
}

/// Whether a folder lists this process's open files: `/dev/fd`, and what `/dev/stdout` leads to.
fn is_folder_of_streams(folder: &Path) -> bool {
    cfg!(unix)
        && (folder == Path::new("/dev/fd")
            || folder == Path::new(&format!("/proc/{}/fd", std::process::id())))
}

/// Names that Windows takes for a device in every folder, such as `NUL`. Under the exact path that a file gets here they
/// would become files that hardly any program can delete.
fn is_windows_device(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let is_numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    matches!(stem, "CON" | "PRN" | "AUX" | "NUL") || is_numbered("COM") || is_numbered("LPT")
}

fn ends_with_separator(path: &Path) -> bool {
    path.as_os_str()
        .as_encoded_bytes()
        .last()
        .is_some_and(|&last| std::path::is_separator(char::from(last)))
}

fn refuse_image_name(path: &Path) -> Result<(), SaveErrorKind> {
    if has_picture_name(path) {
        return Err(SaveErrorKind::ImageName);
    }
    Ok(())
}

/// Opening for writing without truncating changes nothing, and asks the system all at once: mode bits, access lists,
/// and on Windows whether another program holds the file. Root passes mode bits, but the bits still say what is meant.
fn refuse_protected(target: &Path, found: &fs::Metadata) -> Result<(), SaveErrorKind> {
    if found.permissions().readonly() {
        return Err(SaveErrorKind::WriteProtected);
    }
    match open_file_with(target, OpenOptions::new().write(true)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(SaveErrorKind::WriteProtected)
        }
        Err(error) => Err(error.into()),
    }
}

fn refuse_scanned(target: &Path, scanned: Option<ScannedFiles<'_>>) -> Result<(), SaveErrorKind> {
    let Some(scanned) = scanned else {
        return Ok(());
    };
    // A root that is gone holds nothing that could be replaced.
    let Ok(root) = fs::canonicalize(scanned.root) else {
        return Ok(());
    };
    let Ok(relative) = target.strip_prefix(&root) else {
        return Ok(());
    };
    let is_scanned = scanned
        .rows
        .iter()
        .any(|row| row.report.location.relative() == relative);
    if is_scanned {
        return Err(SaveErrorKind::ScannedFile);
    }
    Ok(())
}

/// Catches images whose name does not tell, such as the target of a link.
fn refuse_image_content(target: &Path) -> Result<(), SaveErrorKind> {
    let mut start = Vec::with_capacity(SIGNATURE_BYTES);
    let read = open_file(target)
        .and_then(|(file, _)| file.take(SIGNATURE_BYTES as u64).read_to_end(&mut start));
    // A file that may be written but not read is no reason to refuse.
    if read.is_ok() && sniff(&start).is_some() {
        return Err(SaveErrorKind::HoldsImage);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_devices_are_known_by_name() {
        for name in ["NUL", "nul", "con.csv", "COM1", "lpt9.txt"] {
            assert!(is_windows_device(name.as_ref()), "{name} is a device");
        }
        for name in ["null.csv", "console", "COM0", "COM10", "results.csv"] {
            assert!(!is_windows_device(name.as_ref()), "{name} is a file");
        }
    }
}
