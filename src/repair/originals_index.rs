//! Where originals lie, and which of them may be that of an image.
//!
//! Walks the chosen folder of originals once, and opens no file. Invariants: an image is never its own original; what
//! belongs to a product is never proposed for another one.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use super::name_match::{Likeness, PictureName, code_of, folder_words, leading_code};
use crate::scan::{ATTRIBUTES_HIDE, ImageLocation, is_left_out_unasked};

/// Endings of formats with transparency in which originals are kept. Not GIF: it has no soft edges, and nobody makes JPEGs
/// of product pictures from it.
const ENDINGS: &[&str] = &["png", "webp", "tif", "tiff"];

/// Most candidates per image. Every one is read and decoded until one of them decides, and the first nearly always does.
const MOST_CANDIDATES: usize = 6;

/// Every file that may be an original, by what its name and its folder say.
#[derive(Debug, Default)]
pub struct OriginalsIndex {
    scanned: PathBuf,
    files: Vec<Filed>,
    by_folder: HashMap<FolderKey, Vec<usize>>,
    by_code: HashMap<String, Vec<usize>>,
    unread_folders: Vec<PathBuf>,
}

/// A file that may be an original.
#[derive(Debug)]
struct Filed {
    path: PathBuf,
    place: Place,
    /// Whether it lies in the scanned folder, and not in that of originals.
    is_scanned: bool,
}

/// Where a file lies below its root.
#[derive(Debug)]
struct Place {
    relative: PathBuf,
    stem: String,
    /// Names of its folders, for comparing.
    folder: String,
    /// The product's id: that of the nearest folder that is named by one, else the one that its name begins with.
    code: Option<String>,
}

/// A folder and one of the keys of a name in it.
#[derive(Debug, PartialEq, Eq, Hash)]
struct FolderKey {
    folder: String,
    name: String,
}

/// How near a file lies, nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    SameFolder,
    /// The same folders below another root, or beside it.
    MirroredFolder,
    SameProduct,
}

/// Why there is no index of originals.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginalsError {
    /// The chosen folder can't be read at all.
    #[error("the originals can't be listed ({detail}); choose another folder than \"{}\"", folder.display())]
    Unreadable {
        /// The chosen folder.
        folder: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// Nothing was heard of the folder for so long.
    #[error("the originals can't be listed (no answer for {} s); try again when their disk or share answers: \"{}\"",
        silent_for.as_secs(), folder.display())]
    NoAnswer {
        /// The chosen folder.
        folder: PathBuf,
        /// For how long.
        silent_for: Duration,
    },
    /// Whoever asked did not want to go on.
    #[error("the search for originals was stopped")]
    Stopped,
}

impl OriginalsIndex {
    /// Lists what may be an original: of the images that a scan of `scanned` found, and below `originals`, where such a
    /// folder was chosen. Folders that links lead to, and hidden ones, are left out; files that would have to be downloaded
    /// first too. `go_on` is asked at every file and folder, with how many possible originals were found so far.
    ///
    /// # Errors
    /// A folder of originals that can't be read, and being stopped. A folder *in* it that can't be read is left out; see
    /// [`Self::unread_folders`].
    pub fn build(
        scanned: &Path,
        originals: Option<&Path>,
        images: &[ImageLocation],
        go_on: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<Self, OriginalsError> {
        let mut index = Self {
            scanned: scanned.to_owned(),
            ..Self::default()
        };
        for image in images {
            if has_original_ending(image.relative()) {
                let place = Place::of(image.relative());
                index.file(image.under(scanned), place, true);
            }
            // The same words as below, so that a huge scan can be stopped here too.
            if go_on(index.files.len()).is_break() {
                return Err(OriginalsError::Stopped);
            }
        }
        if let Some(folder) = originals {
            index.walk(folder, go_on)?;
        }
        Ok(index)
    }

    /// How many files may be originals.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Folders of originals that could not be read, so that an image may have an original nobody saw.
    #[must_use]
    pub fn unread_folders(&self) -> &[PathBuf] {
        &self.unread_folders
    }

    /// What may be the original of an image, best first, and few.
    #[must_use]
    pub fn candidates(&self, image: &ImageLocation) -> Vec<PathBuf> {
        let path = image.under(&self.scanned);
        let place = Place::of(image.relative());
        let mut found: Vec<(Likeness, Nearness, usize, &Path)> = Vec::new();
        let mut propose = |at: usize, likeness: Likeness| {
            let filed = &self.files[at];
            if filed.path != path && agree_on_product(&place, &filed.place) {
                let nearness = filed.nearness(&place);
                found.push((likeness, nearness, ending_rank(&filed.path), &filed.path));
            }
        };
        let name = PictureName::new(&place.stem, None);
        for key in name.keys() {
            let key = FolderKey {
                folder: place.folder.clone(),
                name: key.to_owned(),
            };
            for &at in self.by_folder.get(&key).into_iter().flatten() {
                let original = PictureName::new(&self.files[at].place.stem, None);
                if let Some(likeness) = name.likeness(&original) {
                    propose(at, likeness);
                }
            }
        }
        if let Some(code) = &place.code {
            let name = PictureName::new(&place.stem, Some(code));
            for &at in self.by_code.get(code).into_iter().flatten() {
                let original = PictureName::new(&self.files[at].place.stem, Some(code));
                if let Some(likeness) = name.likeness(&original) {
                    propose(at, likeness);
                }
            }
        }
        found.sort();
        let mut paths: Vec<PathBuf> = Vec::new();
        for (.., path) in found {
            if !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        }
        paths.truncate(MOST_CANDIDATES);
        paths
    }

    fn walk(
        &mut self,
        folder: &Path,
        go_on: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(), OriginalsError> {
        // In no order: candidates are sorted when they are asked for, and a folder that is listed for its sorting is silent
        // until its end.
        let entries = WalkDir::new(folder)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry));
        for entry in entries {
            if go_on(self.files.len()).is_break() {
                return Err(OriginalsError::Stopped);
            }
            match entry {
                Ok(entry) if entry.depth() == 0 && !entry.path().is_dir() => {
                    return Err(OriginalsError::Unreadable {
                        folder: folder.to_owned(),
                        detail: "not a folder".to_owned(),
                    });
                }
                Ok(entry) => {
                    if is_original_file(&entry)
                        && let Ok(relative) = entry.path().strip_prefix(folder)
                    {
                        let place = Place::of(relative);
                        self.file(entry.into_path(), place, false);
                    }
                }
                Err(error) if error.depth() == 0 => {
                    return Err(OriginalsError::Unreadable {
                        folder: folder.to_owned(),
                        detail: error
                            .into_io_error()
                            .map_or_else(|| "unreadable".to_owned(), |error| error.to_string()),
                    });
                }
                Err(error) => self.unread_folders.extend(error.path().map(Path::to_owned)),
            }
        }
        Ok(())
    }

    fn file(&mut self, path: PathBuf, place: Place, is_scanned: bool) {
        let at = self.files.len();
        let name = PictureName::new(&place.stem, None);
        let [core, words] = name.keys();
        for key in [Some(core), (words != core).then_some(words)]
            .into_iter()
            .flatten()
        {
            let key = FolderKey {
                folder: place.folder.clone(),
                name: key.to_owned(),
            };
            self.by_folder.entry(key).or_default().push(at);
        }
        if let Some(code) = &place.code {
            self.by_code.entry(code.clone()).or_default().push(at);
        }
        self.files.push(Filed {
            path,
            place,
            is_scanned,
        });
    }
}

impl Place {
    fn of(relative: &Path) -> Self {
        let names: Vec<_> = relative
            .parent()
            .into_iter()
            .flat_map(Path::components)
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        let stem = relative
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let folder_code = names.iter().rev().find_map(|name| code_of(name));
        let folders: Vec<String> = names.iter().filter_map(|name| folder_words(name)).collect();
        Self {
            relative: relative.to_owned(),
            folder: folders.join("/"),
            code: folder_code.or_else(|| leading_code(&stem)),
            stem,
        }
    }
}

impl Filed {
    fn nearness(&self, image: &Place) -> Nearness {
        if self.is_scanned && self.place.relative.parent() == image.relative.parent() {
            Nearness::SameFolder
        } else if self.place.folder == image.folder {
            Nearness::MirroredFolder
        } else {
            Nearness::SameProduct
        }
    }
}

/// Whether two files can be of one product: where both bear an id it must be the same.
fn agree_on_product(one: &Place, other: &Place) -> bool {
    match (&one.code, &other.code) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

fn has_original_ending(path: &Path) -> bool {
    ending_rank(path) < ENDINGS.len()
}

/// Where a file's ending stands in [`ENDINGS`]; behind all where it is none of them.
fn ending_rank(path: &Path) -> usize {
    let ending = path
        .extension()
        .and_then(OsStr::to_str)
        .map(str::to_ascii_lowercase)
        .unwrap_or_default();
    ENDINGS
        .iter()
        .position(|known| *known == ending)
        .unwrap_or(ENDINGS.len())
}

fn is_left_out(entry: &DirEntry) -> bool {
    // Where a name says all, a folder need not be asked for more.
    let metadata = if ATTRIBUTES_HIDE {
        entry.metadata().ok()
    } else {
        None
    };
    is_left_out_unasked(entry.file_name(), metadata.as_ref())
}

/// Whether an entry is a file, or a link to one, that is named like an original.
fn is_original_file(entry: &DirEntry) -> bool {
    if !has_original_ending(entry.path()) {
        return false;
    }
    if entry.path_is_symlink() {
        return fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_file());
    }
    entry.file_type().is_file()
}

#[cfg(test)]
mod tests;
