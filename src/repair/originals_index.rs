//! Where originals lie, and which of them may be that of an image.
//!
//! Walks the chosen folder of originals once, and opens no file. Invariants: an image is never its own original; what is
//! named like many others is a guess, and says nothing where it shows another picture.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use walkdir::{DirEntry, WalkDir};

use super::candidates::{Candidates, Pair, Proposal, few, has_original_ending};
use super::filed_place::{FiledPlace, NameScope};
use super::name_match::NameKey;
use crate::scan::{ATTRIBUTES_HIDE, ImageLocation, is_left_out_unasked};

/// A name, or beginning of one, that more files have than this is looked up within its folder and product only: it says
/// nothing of the picture.
const MOST_ALIKE: usize = 200;

/// Every file that may be an original, by what its name and its folder say.
#[derive(Debug, Default)]
pub struct OriginalsIndex {
    scanned: PathBuf,
    originals: PathBuf,
    files: Vec<Filed>,
    /// Hashes of keys, each with the place of its file in `files`; sorted. What two keys of one hash have in common is found
    /// out by comparing names.
    keys: Vec<(u32, u32)>,
    unread_folders: Vec<PathBuf>,
}

/// A file that may be an original.
#[derive(Debug)]
struct Filed {
    /// Its path below its root.
    relative: PathBuf,
    /// Whether it lies in the scanned folder, and not in that of originals.
    is_scanned: bool,
}

/// By what a file is filed and looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key<'text> {
    /// Its name, of this scope.
    Name(NameScope, NameKey<'text>),
    /// Its folders and its name.
    Folder(&'text str, NameKey<'text>),
    /// The id of its product.
    Code(&'text str),
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
            originals: originals.unwrap_or(scanned).to_owned(),
            ..Self::default()
        };
        for image in images {
            if has_original_ending(image.relative()) {
                index.file(image.relative(), true);
            }
            // The same words as below, so that a huge scan can be stopped here too.
            if go_on(index.files.len()).is_break() {
                return Err(OriginalsError::Stopped);
            }
        }
        if let Some(folder) = originals {
            index.walk(folder, go_on)?;
        }
        index.keys.sort_unstable();
        index.keys.dedup();
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

    /// Every file that may be an original.
    pub fn paths(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.files.iter().map(|filed| self.path_of(filed))
    }

    /// What may be the original of an image, best first, and few.
    #[must_use]
    pub fn candidates(&self, image: &ImageLocation) -> Candidates {
        let own_path = image.under(&self.scanned);
        let place = FiledPlace::of(image.relative());
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut propose = |at: u32, pair: Pair| {
            let Some(filed) = usize::try_from(at).ok().and_then(|at| self.files.get(at)) else {
                return;
            };
            let path = self.path_of(filed);
            if path != own_path {
                let its_place = FiledPlace::of(&filed.relative);
                let is_beside = filed.is_scanned && place.parent() == its_place.parent();
                proposals.extend(Proposal::of(&place, &its_place, is_beside, path, pair));
            }
        };
        for (scope, name) in place.names() {
            for key in name.looked_up_by() {
                if scope == NameScope::File {
                    for &(_, at) in self.filed_under(Key::Folder(place.folder(), key)) {
                        propose(at, Pair::Scopes(scope, scope));
                    }
                }
                for &its_scope in scope.looked_up_in() {
                    let found = self.filed_under(Key::Name(its_scope, key));
                    if found.len() <= MOST_ALIKE {
                        for &(_, at) in found {
                            propose(at, Pair::Scopes(scope, its_scope));
                        }
                    }
                }
            }
        }
        if let Some(code) = place.code() {
            for &(_, at) in self.filed_under(Key::Code(code)) {
                propose(at, Pair::WithinProduct);
            }
        }
        proposals.sort();
        few(proposals)
    }

    fn path_of(&self, filed: &Filed) -> PathBuf {
        let root = if filed.is_scanned {
            &self.scanned
        } else {
            &self.originals
        };
        root.join(&filed.relative)
    }

    /// The files of a key, and few others.
    fn filed_under(&self, key: Key<'_>) -> &[(u32, u32)] {
        let hash = hash_of(key);
        let start = self.keys.partition_point(|(it, _)| *it < hash);
        let behind = &self.keys[start..];
        &behind[..behind.partition_point(|(it, _)| *it == hash)]
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
                        self.file(relative, false);
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

    fn file(&mut self, relative: &Path, is_scanned: bool) {
        let Ok(at) = u32::try_from(self.files.len()) else {
            return;
        };
        let place = FiledPlace::of(relative);
        let mut add = |key: Key<'_>| self.keys.push((hash_of(key), at));
        for (scope, name) in place.names() {
            for key in name.filed_under() {
                add(Key::Name(scope, key));
                if scope == NameScope::File {
                    add(Key::Folder(place.folder(), key));
                }
            }
        }
        if let Some(code) = place.code() {
            add(Key::Code(code));
        }
        self.files.push(Filed {
            relative: relative.to_owned(),
            is_scanned,
        });
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "half of the hash tells keys apart well enough"
)]
fn hash_of(key: Key<'_>) -> u32 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish() as u32
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
