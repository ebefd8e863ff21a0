//! Why an export could not be written, as data; the window words the variants in the user's language.

use std::io;
use std::path::{Path, PathBuf};

/// An export that was not written, or not whole. A regular file that stood at the destination is as it was before.
#[derive(Debug, thiserror::Error)]
#[error("{kind}: {path:?}")]
pub struct SaveError {
    path: PathBuf,
    kind: SaveErrorKind,
}

impl SaveError {
    /// An error about a destination.
    #[must_use]
    pub fn new(path: &Path, kind: SaveErrorKind) -> Self {
        Self {
            path: path.to_path_buf(),
            kind,
        }
    }

    /// The destination, as the user named it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &SaveErrorKind {
        &self.kind
    }
}

/// What went wrong with an export. The display text is a stable lower-case English fragment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveErrorKind {
    /// The destination has the extension of an image; an export would look like one, or replace one.
    #[error("an export can't have the name of an image")]
    ImageName,
    /// The file at the destination holds an image, whatever its name.
    #[error("this file is an image, and an export would replace it")]
    HoldsImage,
    /// The destination is one of the files that were scanned.
    #[error("this file was scanned, and an export would replace it")]
    ScannedFile,
    /// The destination is a folder.
    #[error("this is a folder")]
    IsFolder,
    /// The folder that should hold the export does not exist.
    #[error("its folder does not exist")]
    FolderMissing,
    /// The file at the destination is write-protected, or belongs to somebody else.
    #[error("the file is write-protected")]
    WriteProtected,
    /// The file at the destination is open in another program that does not let it go (Excel does so).
    #[error("the file is open in another program")]
    OpenElsewhere,
    /// This user may not write there.
    #[error("no permission to write there")]
    PermissionDenied,
    /// The disk as a whole can't be written.
    #[error("the disk is read-only")]
    ReadOnlyDisk,
    /// No space, or no quota, is left.
    #[error("the disk is full")]
    DiskFull,
    /// The file would become larger than the system allows this program, or the file system any file.
    #[error("the file would become larger than the system allows")]
    FileTooLarge,
    /// Whoever read the pipe has closed it. Not a fault: `blackdrop scan … --csv - | head` ends so.
    #[error("the reader closed the pipe")]
    ReaderGone,
    /// Any other error of the disk, the network or the workbook writer.
    #[error("{detail}")]
    Other {
        /// The system's words, in the system's language.
        detail: String,
    },
}

/// The system's numbers for "in use by another process" and "a part of it is locked", on Windows only.
const WINDOWS_SHARING_VIOLATIONS: [i32; 2] = [32, 33];

impl From<io::Error> for SaveErrorKind {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Io;
        if cfg!(windows)
            && error
                .raw_os_error()
                .is_some_and(|code| WINDOWS_SHARING_VIOLATIONS.contains(&code))
        {
            return Self::OpenElsewhere;
        }
        match error.kind() {
            Io::PermissionDenied => Self::PermissionDenied,
            Io::NotFound | Io::NotADirectory => Self::FolderMissing,
            Io::IsADirectory => Self::IsFolder,
            Io::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            Io::StorageFull | Io::QuotaExceeded => Self::DiskFull,
            Io::FileTooLarge => Self::FileTooLarge,
            Io::ExecutableFileBusy | Io::ResourceBusy => Self::OpenElsewhere,
            Io::BrokenPipe => Self::ReaderGone,
            _ => Self::Other {
                detail: error.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_comes_last_and_quoted() {
        let error = SaveError::new(Path::new("out/a \"b\".csv"), SaveErrorKind::DiskFull);
        assert_eq!(
            error.to_string(),
            r#"the disk is full: "out/a \"b\".csv""#,
            "the fragment first, the path last"
        );
    }

    #[test]
    fn the_systems_errors_get_their_own_kinds() {
        let kind_of = |kind: io::ErrorKind| SaveErrorKind::from(io::Error::from(kind));
        assert_eq!(
            kind_of(io::ErrorKind::StorageFull),
            SaveErrorKind::DiskFull,
            "a full disk is told as such"
        );
        assert_eq!(
            kind_of(io::ErrorKind::BrokenPipe),
            SaveErrorKind::ReaderGone,
            "a closed pipe is no fault"
        );
        assert!(
            matches!(
                kind_of(io::ErrorKind::TimedOut),
                SaveErrorKind::Other { .. }
            ),
            "the rest keeps the system's words"
        );
    }
}
