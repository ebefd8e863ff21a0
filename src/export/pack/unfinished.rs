//! A pack that is being written, and what is left of one that was cut short.
//!
//! While a pack is written, a list in its folder holds the fingerprint of each of its files, written before the file gets
//! its name. After a kill or a stop the folder may be written to again: what the list holds was the pack's own and is
//! removed. Invariant: what has another content is somebody's, and then nothing at all is removed.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::FILES;
use crate::files::{Mark, is_leftover, is_unfinished, let_go, marked_file_in, open_file};
use crate::scan::ContentHash;

/// A fingerprint and the end of its line.
const LINE_BYTES: u64 = 2 * ContentHash::BYTES as u64 + 1;

/// Packs of more files are none of ours.
const MOST_LINES: u64 = 10_000_000;

/// A pack under way. Dropped before [`Unfinished::finish`], its list stays, as one of a pack that was cut short.
pub(super) struct Unfinished {
    /// `None` once the pack is whole.
    list: Option<File>,
    path: PathBuf,
}

impl Unfinished {
    /// Begins the list of a pack.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        let (list, path) = marked_file_in(folder, Mark::Unfinished)?.keep()?;
        Ok(Self {
            list: Some(list),
            path,
        })
    }

    /// A file of this content is about to get its name.
    pub(super) fn note(&mut self, content: ContentHash) -> io::Result<()> {
        let list = self.list.as_mut();
        list.map_or(Ok(()), |list| {
            list.write_all(format!("{content}\n").as_bytes())
        })
    }

    /// The pack is whole.
    pub(super) fn finish(mut self) -> io::Result<()> {
        drop(self.list.take());
        fs::remove_file(&self.path)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(list) = self.list.take() {
            drop(list);
            let_go(&self.path);
        }
    }
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Leftovers {
    files: Vec<PathBuf>,
    /// Those within others after them.
    folders: Vec<PathBuf>,
    lists: Vec<PathBuf>,
}

impl Leftovers {
    /// What a pack that was cut short left in a folder, where nothing else is there; `None` where something is. It reads
    /// every file where there is a list, and else none.
    pub(super) fn of(folder: &Path) -> io::Result<Option<Self>> {
        let mut leftovers = Self::default();
        let mut written = HashSet::new();
        let mut others = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            if is_unfinished(&entry.file_name(), &path) {
                read_list(&path, &mut written)?;
                leftovers.lists.push(path);
            } else {
                others.push(entry);
            }
        }
        for entry in others {
            let is_tree = entry.file_name() == FILES && !leftovers.lists.is_empty();
            if !leftovers.take(&entry, is_tree, &written)? {
                return Ok(None);
            }
        }
        Ok(Some(leftovers))
    }

    /// Takes an entry where it is the pack's own.
    fn take(
        &mut self,
        entry: &fs::DirEntry,
        is_tree: bool,
        written: &HashSet<ContentHash>,
    ) -> io::Result<bool> {
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() && is_tree {
            self.folders.push(path.clone());
            for entry in fs::read_dir(&path)? {
                if !self.take(&entry?, is_tree, written)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let is_own = kind.is_file()
            && (is_leftover(&entry.file_name(), &path)
                || (!written.is_empty() && written.contains(&content_of(&path)?)));
        if is_own {
            self.files.push(path);
        }
        Ok(is_own)
    }

    /// Removes them.
    pub(super) fn remove(self) -> io::Result<()> {
        let files = self.files.iter().try_for_each(fs::remove_file);
        files?;
        self.folders.iter().rev().try_for_each(fs::remove_dir)?;
        // Last: without the list nobody would know any more whose the others are.
        self.lists.iter().try_for_each(fs::remove_file)
    }
}

fn content_of(path: &Path) -> io::Result<ContentHash> {
    let (file, _) = open_file(path)?;
    Ok(ContentHash::read(file)?.0)
}

/// A line that was being written at a kill does not count: its file has no name yet.
fn read_list(path: &Path, written: &mut HashSet<ContentHash>) -> io::Result<()> {
    let (list, _) = open_file(path)?;
    let lines = BufReader::new(list.take(LINE_BYTES * MOST_LINES)).lines();
    for line in lines {
        written.extend(line?.parse::<ContentHash>());
    }
    Ok(())
}
