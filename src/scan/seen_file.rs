//! Finds out what a file holds, where it is still the file that was seen.
//!
//! Reading may hang on a share that gives no answer, so it belongs on a thread that nobody waits for.

use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use super::{ContentHash, ReachError};
use crate::files::{is_not_a_file, open_file};

/// As which file an image was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenFile {
    /// Its size in bytes, where the system told it.
    pub file_bytes: Option<u64>,
    /// When it was written last, as finely as its file system tells it.
    pub modified: Option<SystemTime>,
}

impl SeenFile {
    /// Whether both are one file, as far as size and time tell. One of which either is not known may be any.
    #[must_use]
    pub fn is_same_as(self, other: Self) -> bool {
        self.file_bytes.is_some() && self.modified.is_some() && self == other
    }

    fn is(self, metadata: &Metadata) -> bool {
        self.is_same_as(Self {
            file_bytes: Some(metadata.len()),
            modified: metadata.modified().ok(),
        })
    }

    /// What the file at this path holds; `None` where it is not the one that was seen, or was written while it was read.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn content(self, path: &Path) -> Result<Option<ContentHash>, ReachError> {
        let failed = |error| ReachError::from_io(&error);
        let (file, metadata) = match open_file(path) {
            Err(error) if is_not_a_file(&error) => return Ok(None),
            opened => opened.map_err(failed)?,
        };
        // Of the open file, before and after: another may have taken the name meanwhile.
        if !self.is(&metadata) {
            return Ok(None);
        }
        let (content, bytes) = ContentHash::read(&file).map_err(failed)?;
        let is_still_it = self.is(&file.metadata().map_err(failed)?);
        Ok((is_still_it && self.file_bytes == Some(bytes)).then_some(content))
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::Duration;

    use super::*;

    fn seen(path: &Path) -> SeenFile {
        let metadata = fs::metadata(path).unwrap();
        SeenFile {
            file_bytes: Some(metadata.len()),
            modified: metadata.modified().ok(),
        }
    }

    fn set_modified(path: &Path, time: SystemTime) {
        File::options()
            .write(true)
            .open(path)
            .and_then(|file| file.set_modified(time))
            .unwrap();
    }

    #[test]
    fn only_the_file_that_was_seen_tells_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, b"a picture").unwrap();
        let before = seen(&path);
        let content = Ok(Some(ContentHash::of(b"a picture")));
        assert_eq!(before.content(&path), content, "as it was seen");

        let unknown = SeenFile {
            modified: None,
            ..before
        };
        assert_eq!(unknown.content(&path), Ok(None), "it may be any");

        fs::write(&path, b"another 1").unwrap();
        let time = before.modified.unwrap();
        set_modified(&path, time + Duration::from_micros(1));
        assert_eq!(before.content(&path), Ok(None), "of the same size, later");
        fs::write(&path, b"a longer picture").unwrap();
        set_modified(&path, time);
        assert_eq!(before.content(&path), Ok(None), "of the same time, longer");
    }

    #[test]
    fn what_is_gone_says_so_and_a_folder_is_no_picture() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, b"a picture").unwrap();
        let before = seen(&path);
        fs::remove_file(&path).unwrap();
        assert_eq!(before.content(&path), Err(ReachError::NotFound));
        fs::create_dir(&path).unwrap();
        assert_eq!(seen(&path).content(&path), Ok(None), "a folder");
    }
}
