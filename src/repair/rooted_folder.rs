//! A folder as a key: what is done through it stays below it, whatever names and links say.
//!
//! Invariant: a path below it is opened part by part by the library, which refuses `..` and links that lead out. What is
//! done to a file is done by its bare name in its opened folder, so that a folder that is moved or replaced by a link in
//! the meantime changes nothing.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, Metadata, OpenOptions};

use super::destination::is_plain;
use super::file_identity::FileIdentity;
use crate::files::{is_not_a_file, not_a_file, patiently};
use crate::scan::ContentHash;

/// What a repair reads or writes is never larger: the largest picture that is decoded has 250 megapixels of four bytes, and
/// some notes beside them. A file that became larger is another's.
pub(super) const MOST_BYTES: u64 = 2 << 30;

/// An opened folder below which everything stays.
#[derive(Debug)]
pub(super) struct RootedFolder {
    folder: Dir,
    path: PathBuf,
    /// Folders below it of which the disk has the names. One that was found there may be another worker's that is not
    /// waited for yet, or a killed run's that never was.
    lasting: Mutex<HashSet<PathBuf>>,
}

/// A name in an opened folder; a file of this name need not be there.
#[derive(Debug)]
pub(super) struct FilePlace<'path> {
    /// The folder.
    pub(super) folder: Dir,
    /// The name in it.
    pub(super) name: &'path OsStr,
}

impl RootedFolder {
    /// Opens a folder that is there.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self {
            folder: Dir::open_ambient_dir(path, ambient_authority())?,
            path: path.to_path_buf(),
            lasting: Mutex::default(),
        })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The place of a file below it, whose folder is there.
    pub(super) fn place<'path>(&self, relative: &'path Path) -> io::Result<FilePlace<'path>> {
        let name = relative.file_name().filter(|_| is_plain(relative));
        let name = name.ok_or_else(leads_out)?;
        Ok(FilePlace {
            folder: match parent_of(relative) {
                Some(parent) => self.folder.open_dir(parent)?,
                None => self.folder.try_clone()?,
            },
            name,
        })
    }

    /// The place of a file below it; folders that are missing are made, each after `before` was told of it. The disk has
    /// the names of all folders on the way then, whoever made them.
    pub(super) fn place_made<'path>(
        &self,
        relative: &'path Path,
        before: &mut dyn FnMut(&Path) -> io::Result<()>,
    ) -> io::Result<FilePlace<'path>> {
        let parent = parent_of(relative).unwrap_or_else(|| Path::new(""));
        if self.is_lasting(parent)
            && let Ok(place) = self.place(relative)
        {
            return Ok(place);
        }
        let mut above: Vec<&Path> = parent.ancestors().collect();
        above.pop();
        for folder in above.into_iter().rev() {
            if !self.folder.try_exists(folder)? {
                before(folder)?;
                self.lasting().remove(folder);
                match self.folder.create_dir(folder) {
                    // Another worker was quicker.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    made => made?,
                }
            }
            if !self.is_lasting(folder) {
                sync_folder(&self.place(folder)?.folder)?;
                self.lasting().insert(folder.to_path_buf());
            }
        }
        self.place(relative)
    }

    fn is_lasting(&self, folder: &Path) -> bool {
        self.lasting().contains(folder)
    }

    fn lasting(&self) -> MutexGuard<'_, HashSet<PathBuf>> {
        self.lasting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes a folder below it, where it is there and empty.
    pub(super) fn remove_if_empty(&self, relative: &Path) {
        self.folder.remove_dir(relative).ok();
    }
}

impl FilePlace<'_> {
    /// What has this name, links not followed; `None` where nothing has.
    pub(super) fn look(&self) -> io::Result<Option<Metadata>> {
        match self.folder.symlink_metadata(self.name) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// All bytes of the file that was looked at; `None` where the name has become another file's, or no file's, or where
    /// it holds more than a repair ever reads or writes ([`MOST_BYTES`]).
    pub(super) fn read(&self, looked_at: &Metadata) -> io::Result<Option<Vec<u8>>> {
        let Some((file, bytes)) = self.open_looked_at(looked_at)? else {
            return Ok(None);
        };
        let mut all = Vec::new();
        all.try_reserve_exact(usize::try_from(bytes).unwrap_or(usize::MAX))
            .map_err(|_| io::ErrorKind::OutOfMemory)?;
        // It may grow while it is read.
        file.take(MOST_BYTES + 1).read_to_end(&mut all)?;
        Ok(Some(all).filter(|all| all.len() as u64 <= MOST_BYTES))
    }

    /// The fingerprint of the file that was looked at, read piece by piece; `None` as in [`Self::read`].
    pub(super) fn content_of(&self, looked_at: &Metadata) -> io::Result<Option<ContentHash>> {
        let Some((file, _)) = self.open_looked_at(looked_at)? else {
            return Ok(None);
        };
        let (content, bytes) = ContentHash::read(file.take(MOST_BYTES + 1))?;
        Ok(Some(content).filter(|_| bytes <= MOST_BYTES))
    }

    /// The fingerprint of the file of this name; `None` where there is none, or as in [`Self::read`].
    pub(super) fn content(&self) -> io::Result<Option<ContentHash>> {
        match self.look()? {
            Some(found) => self.content_of(&found),
            None => Ok(None),
        }
    }

    /// Whether the file of this name holds exactly these bytes.
    pub(super) fn holds(&self, bytes: &[u8]) -> io::Result<bool> {
        let (file, found) = self.open(OpenOptions::new().read(true))?;
        if found.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut file = BufReader::new(file);
        let mut rest = bytes;
        loop {
            let there = file.fill_buf()?;
            let count = there.len();
            if count == 0 {
                return Ok(rest.is_empty());
            }
            match rest.split_at_checked(count) {
                Some((expected, after)) if expected == there => rest = after,
                _ => return Ok(false),
            }
            file.consume(count);
        }
    }

    /// The beginning of the file of this name.
    pub(super) fn read_head(&self, bytes: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        let (file, _) = self.open(OpenOptions::new().read(true))?;
        file.take(bytes).read_to_end(&mut head)?;
        Ok(head)
    }

    /// Waits until the disk has what the file of this name holds.
    pub(super) fn sync_file(&self) -> io::Result<()> {
        let mut options = OpenOptions::new();
        // Windows waits only for what could be written.
        options.read(true).write(cfg!(windows));
        self.open(&mut options)?.0.sync_all()
    }

    /// Opens the file of this name, by the rules of [`crate::files`].
    pub(super) fn open(&self, options: &mut OpenOptions) -> io::Result<(File, Metadata)> {
        #[cfg(unix)]
        cap_std::fs::OpenOptionsExt::custom_flags(options, crate::files::NEVER_WAIT);
        let file = patiently(|| self.folder.open_with(self.name, options))?;
        let found = file.metadata()?;
        if found.is_file() {
            Ok((file, found))
        } else {
            Err(not_a_file())
        }
    }

    /// Opens the file that was looked at, and tells its length.
    fn open_looked_at(&self, looked_at: &Metadata) -> io::Result<Option<(File, u64)>> {
        if !looked_at.is_file() || looked_at.len() > MOST_BYTES {
            return Ok(None);
        }
        let (file, opened) = match self.open(OpenOptions::new().read(true)) {
            // It was a file a moment ago.
            Err(error) if is_not_a_file(&error) => return Ok(None),
            opened => opened?,
        };
        let is_same = FileIdentity::of(&opened) == FileIdentity::of(looked_at);
        Ok((is_same && opened.len() <= MOST_BYTES).then(|| (file, opened.len())))
    }
}

/// A new name lasts through a power cut only when the folder is on the disk too. Systems and disks that can't do that have
/// to be trusted.
pub(super) fn sync_folder(folder: &Dir) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    // The handle that the library works with can't be waited for on Linux (`O_PATH`).
    match folder.open(".").and_then(|readable| readable.sync_all()) {
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput
            ) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// The same, by the folder's path.
pub(super) fn sync_folder_at(path: &Path) -> io::Result<()> {
    sync_folder(&Dir::open_ambient_dir(path, ambient_authority())?)
}

/// Makes a folder and those above it that are missing, so that they last.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = path.ancestors().take_while(is_missing).collect();
    std::fs::create_dir_all(path)?;
    for holder in missing.into_iter().rev().filter_map(Path::parent) {
        if let Ok(holder) = Dir::open_ambient_dir(holder, ambient_authority()) {
            sync_folder(&holder)?;
        }
    }
    Ok(())
}

fn parent_of(relative: &Path) -> Option<&Path> {
    relative
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
}

/// What the library says of a path that leads out.
fn leads_out() -> io::Error {
    io::Error::new(
        io::ErrorKind::PermissionDenied,
        "a path leads out of the folder",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::DiskFault;

    fn fault(folder: &RootedFolder, relative: &str) -> Option<DiskFault> {
        folder.place(Path::new(relative)).err().map(DiskFault::from)
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        let base = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(base.path().join("root/in")).unwrap();
        let folder = RootedFolder::open(&base.path().join("root")).unwrap();
        assert_eq!(fault(&folder, "in/a.jpg"), None);
        assert_eq!(fault(&folder, "a.jpg"), None, "right in the folder");
        for path in ["../a.jpg", "in/../../a.jpg", "/etc/passwd", ""] {
            assert_eq!(fault(&folder, path), Some(DiskFault::LeadsOut), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_folder_may_lead_about_within_but_not_out() {
        let base = tempfile::tempdir().unwrap();
        let root = base.path().join("root");
        std::fs::create_dir_all(root.join("in")).unwrap();
        std::fs::write(root.join("in/a.jpg"), "inside").unwrap();
        std::os::unix::fs::symlink("in", root.join("about")).unwrap();
        std::os::unix::fs::symlink(base.path(), root.join("out")).unwrap();
        let folder = RootedFolder::open(&root).unwrap();
        let within = folder.place(Path::new("about/a.jpg")).unwrap();
        assert!(within.holds(b"inside").unwrap());
        assert_eq!(fault(&folder, "out/a.jpg"), Some(DiskFault::LeadsOut));
        let made = folder.place_made(Path::new("out/new/a.jpg"), &mut |_| Ok(()));
        assert_eq!(DiskFault::from(made.unwrap_err()), DiskFault::LeadsOut);
        assert!(
            !base.path().join("new").exists(),
            "nothing was made outside"
        );
    }

    #[test]
    fn a_folder_can_be_waited_for() {
        let base = tempfile::tempdir().unwrap();
        let folder = RootedFolder::open(base.path()).unwrap();
        sync_folder(&folder.folder).unwrap();
        std::fs::create_dir(base.path().join("in")).unwrap();
        let within = folder.place(Path::new("in/a.jpg")).unwrap();
        sync_folder(&within.folder).unwrap();
        make_folder(&base.path().join("a/b/c")).unwrap();
        make_folder(&base.path().join("a/b/c")).unwrap();
        assert!(base.path().join("a/b/c").is_dir());
    }

    #[test]
    fn missing_folders_are_told_before_they_are_made() {
        let base = tempfile::tempdir().unwrap();
        let folder = RootedFolder::open(base.path()).unwrap();
        let mut told = Vec::new();
        for _ in 0..2 {
            folder
                .place_made(Path::new("a/b/c.jpg"), &mut |made| {
                    assert!(!base.path().join(made).exists(), "told before");
                    told.push(made.to_path_buf());
                    Ok(())
                })
                .unwrap();
        }
        assert_eq!(told, [Path::new("a"), Path::new("a/b")], "each once");
        assert!(base.path().join("a/b").is_dir());
    }
}
