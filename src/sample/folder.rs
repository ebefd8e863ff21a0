//! Folders that may be written to: missing, empty, or marked as made by this room. Nobody's own files are touched.

use std::fs;
use std::io;
use std::path::Path;

use super::SampleError;

/// The hidden file that says whose folder it is. It is no image, so a scan passes it over.
const MARKER: &str = ".made-up-catalogue";
const MARKER_TEXT: &str =
    "The images in this folder were made up by Blackdrop. It can be deleted.\n";

/// Makes the folder, or makes sure that it may be written to.
pub(super) fn claim(root: &Path) -> Result<(), SampleError> {
    let folder_error = |source| SampleError::Folder {
        path: root.to_path_buf(),
        source,
    };
    fs::create_dir_all(root).map_err(folder_error)?;
    let marker = root.join(MARKER);
    if marker.try_exists().map_err(folder_error)? {
        return Ok(());
    }
    let is_empty = fs::read_dir(root).map_err(folder_error)?.next().is_none();
    // Asked once more: what is in it now may be what another part of the same catalogue has just written.
    if !is_empty && !marker.try_exists().map_err(folder_error)? {
        return Err(SampleError::ForeignFolder {
            path: root.to_path_buf(),
        });
    }
    // Another part of the same catalogue may have been quicker: that is the same text.
    fs::write(&marker, MARKER_TEXT).map_err(|source| SampleError::Write {
        path: marker,
        source,
    })
}

/// Writes a file that is missing and returns its size in bytes; one that is there stays as it is, and is not even made
/// again. A half-written file never gets the final name.
pub(super) fn write_missing(
    path: &Path,
    make: impl FnOnce() -> Result<Vec<u8>, SampleError>,
) -> Result<u64, SampleError> {
    let write_error = |source: io::Error| SampleError::Write {
        path: path.to_path_buf(),
        source,
    };
    match fs::metadata(path) {
        Ok(present) => return Ok(present.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(write_error(error)),
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|source| SampleError::Folder {
        path: folder.to_path_buf(),
        source,
    })?;
    let bytes = make()?;
    let unfinished = folder.join(".unfinished");
    fs::write(&unfinished, &bytes).map_err(write_error)?;
    fs::rename(&unfinished, path).map_err(write_error)?;
    Ok(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_catalogue_claim_its_folder_at_once() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..200 {
            let root = folder.path().join(round.to_string());
            let claims = std::thread::scope(|scope| {
                let parts: Vec<_> = (0..4).map(|_| scope.spawn(|| claim(&root))).collect();
                let claims = parts.into_iter().map(|part| part.join().unwrap());
                claims.collect::<Result<Vec<()>, SampleError>>()
            });
            claims.expect("nobody takes another part's file for a stranger's");
        }
    }

    #[test]
    fn what_somebody_else_keeps_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("holiday.txt"), "by the sea").unwrap();
        let refused = claim(folder.path());
        assert!(
            matches!(refused, Err(SampleError::ForeignFolder { .. })),
            "{refused:?}"
        );
    }
}
