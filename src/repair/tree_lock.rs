//! The lock of a tree that is written to: a file in its root, by which two people who share it, each with journals of
//! their own, don't repair or undo there at the same time.
//!
//! Invariant: the file is there before anything is written, and gets its name whole and only where nothing has it; where it
//! can't be made nothing begins. It goes when the run is dropped, whatever ended it. What a killed process of this computer
//! left is taken over; of another computer's nobody here can tell, so a person says. Of several who find the same lock one
//! removes it: who has its file locked in the system too, after another look at its name; or, where the system has no
//! locks, who gets it out of its place.
//!
//! A lock above the tree, or in a folder into which the run writes, counts as well; each run makes its own lock first and
//! looks for others then, so that at least one of two sees the other. What can't be seen: a lock above a tree that is reached
//! as a share of its own.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use super::destination::resolved;
use super::journal_text::{JournalPath, Moment};
use super::lock_text::{LockText, read_lock};
use super::rooted_folder::sync_folder_at;
use super::{FoundLock, RepairDestination, RepairError};
use crate::files::{
    ProcessMark, ProcessState, REPAIR_LOCK, not_a_file, open_file_with, temporary_in,
};

/// So often somebody else may be quicker before it is called at work.
const TRIES: usize = 10;

/// What becomes of a lock that another computer left or holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TakeOver {
    /// It stands: the run does not begin.
    #[default]
    Never,
    /// It is removed, whosever it is: a person has said so.
    Any,
    /// It is removed where it is still this one, which a person was shown.
    Shown(FoundLock),
}

/// Whether a repair could lock the tree that it would write to; it asks again when it begins. Who begins with hours of
/// other work asks before it. It changes nothing, and looks for no locks below the tree.
///
/// # Errors
/// Whose lock is in the way.
pub fn check_lock(
    root: &Path,
    destination: &RepairDestination,
    take_over: &TakeOver,
) -> Result<(), RepairError> {
    let tree = match destination {
        RepairDestination::NewFolder(folder) => folder,
        RepairDestination::InPlace { .. } => root,
    };
    // What is wrong with the folder itself is said where it is used.
    let tree = resolved(tree).unwrap_or_else(|_| tree.to_path_buf());
    for folder in tree.ancestors() {
        if let Some(found) = look_at(&folder.join(REPAIR_LOCK))? {
            found.judge(take_over)?;
        }
    }
    Ok(())
}

/// The lock of a tree, held until it is dropped.
#[derive(Debug)]
pub(super) struct TreeLock {
    path: PathBuf,
    /// Locked in the system as well, where that has locks: they end with the process.
    file: File,
    is_released: AtomicBool,
    /// Those that were in its way.
    removed: Vec<FoundLock>,
}

/// What is to be locked.
#[derive(Clone, Copy, Debug)]
pub(super) struct LockedTree<'run> {
    /// The folder below which is written, as the system resolves it; it is there.
    pub(super) root: &'run Path,
    /// The journal of the run.
    pub(super) journal: &'run Path,
    /// The files below the root that are written.
    pub(super) files: &'run [&'run Path],
}

impl TreeLock {
    /// Locks a tree.
    pub(super) fn acquire(tree: LockedTree<'_>, take_over: &TakeOver) -> Result<Self, RepairError> {
        let path = tree.root.join(REPAIR_LOCK);
        let mut removed = Vec::new();
        let file = make(&path, tree, take_over, &mut removed)?;
        let mut lock = Self {
            path,
            file,
            is_released: AtomicBool::new(false),
            removed,
        };
        // Dropped where another is in the way.
        for other in above_and_below(tree) {
            lock.removed.extend(settle(&other, take_over)?);
        }
        for found in &lock.removed {
            tracing::warn!(lock = ?found.path, holder = ?found.holder, "a lock is taken over");
        }
        Ok(lock)
    }

    /// The locks that were taken over.
    pub(super) fn taken_over(&self) -> &[FoundLock] {
        &self.removed
    }

    /// Removes the lock, where it is still this one's.
    pub(super) fn release(&self) {
        if self.is_released.swap(true, Ordering::AcqRel) {
            return;
        }
        let is_own = self.file.metadata().is_ok_and(|own| {
            fs::symlink_metadata(&self.path).is_ok_and(|found| is_same(&own, &found))
        });
        if is_own && let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, path = ?self.path, "the lock of a repair stays");
        }
    }
}

impl Drop for TreeLock {
    fn drop(&mut self) {
        self.release();
    }
}

/// Makes the lock, after what was left at its place was taken over.
fn make(
    path: &Path,
    tree: LockedTree<'_>,
    take_over: &TakeOver,
    removed: &mut Vec<FoundLock>,
) -> Result<File, RepairError> {
    let not_made = |error: io::Error| RepairError::LockNotMade {
        fault: error.into(),
        path: path.to_path_buf(),
    };
    for _ in 0..TRIES {
        removed.extend(settle(path, take_over)?);
        match make_new(path, tree) {
            // Another was quicker; what it is, the next look tells.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map_err(not_made),
        }
    }
    Err(RepairError::TreeAtWork {
        lock: FoundLock::unknown(path),
    })
}

/// Writes the lock beside its place, waits until the disk has it, and names it where nothing has the name.
fn make_new(path: &Path, tree: LockedTree<'_>) -> io::Result<File> {
    let journal = JournalPath::of(tree.journal);
    let text = LockText::of(ProcessMark::own(), Moment::now(), journal);
    let mut text = serde_json::to_vec_pretty(&text)?;
    text.push(b'\n');
    let mut temporary = temporary_in(tree.root)?;
    temporary.write_all(&text)?;
    temporary.as_file().sync_all()?;
    let file = match temporary.persist_noclobber(path) {
        Ok(file) => file,
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(failed.error);
        }
        // A file system that can't do that, such as that of a memory card.
        Err(_) => make_in_place(path, &text)?,
    };
    sync_folder_at(tree.root).ok();
    Ok(file)
}

/// The same in one place: who looks meanwhile sees a lock of which nobody can tell whose it is.
fn make_in_place(path: &Path, text: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).create_new(true).open(path)?;
    // Windows would let nobody read it then.
    if cfg!(unix) {
        file.try_lock().ok();
    }
    let written = file.write_all(text).and_then(|()| file.sync_all());
    match written {
        Ok(()) => Ok(file),
        Err(error) => {
            fs::remove_file(path).ok();
            Err(error)
        }
    }
}

/// Where else a lock would be in the way: in the folders above the tree, and in those below into which is written.
fn above_and_below(tree: LockedTree<'_>) -> BTreeSet<PathBuf> {
    let above = tree.root.ancestors().skip(1);
    let folders = tree.files.iter().flat_map(|file| file.ancestors().skip(1));
    let below: BTreeSet<&Path> = folders.filter(|it| !it.as_os_str().is_empty()).collect();
    let below = below.into_iter().map(|folder| tree.root.join(folder));
    above
        .map(Path::to_path_buf)
        .chain(below)
        .map(|folder| folder.join(REPAIR_LOCK))
        .collect()
}

/// A lock that was found, with what is needed to judge it.
struct Found {
    /// Its file, where it may be read.
    file: Option<File>,
    lock: FoundLock,
    state: ProcessState,
    /// Whether this process holds its file in the system; `None`: the system has no locks there.
    is_held_here: Option<bool>,
}

/// Looks at a lock; `None` where there is none.
fn look_at(path: &Path) -> Result<Option<Found>, RepairError> {
    for _ in 0..TRIES {
        match fs::symlink_metadata(path) {
            // A folder that can't be looked into can't be written to either; the run says so where it matters.
            Err(_) => return Ok(None),
            Ok(found) if !found.is_file() => {
                return Err(RepairError::LockNotMade {
                    fault: not_a_file().into(),
                    path: path.to_path_buf(),
                });
            }
            Ok(_) => {}
        }
        let Some(file) = open(path) else {
            return Ok(Some(Found {
                file: None,
                lock: FoundLock::unknown(path),
                state: ProcessState::Elsewhere,
                is_held_here: None,
            }));
        };
        let is_held_here = match file.try_lock() {
            Ok(()) => Some(true),
            Err(TryLockError::WouldBlock) => Some(false),
            Err(TryLockError::Error(_)) => None,
        };
        let opened = file.metadata().ok();
        let now = fs::symlink_metadata(path).ok();
        let (Some(opened), Some(now)) = (opened, now) else {
            continue;
        };
        // Between looking and locking another may have removed it, and made one of its own.
        if !is_same(&opened, &now) {
            continue;
        }
        let text = read_lock(&file);
        let state = text
            .as_ref()
            .map_or(ProcessState::Elsewhere, |text| text.process().state());
        let lock = FoundLock {
            path: path.to_path_buf(),
            age: age(text.as_ref(), &opened),
            holder: text.map(LockText::into_holder),
        };
        return Ok(Some(Found {
            file: Some(file),
            lock,
            state,
            is_held_here,
        }));
    }
    Ok(None)
}

/// For writing, which a share wants of who locks; another user's may be only readable.
fn open(path: &Path) -> Option<File> {
    let mut options = OpenOptions::new();
    let both = open_file_with(path, options.read(true).write(true));
    let opened = both.or_else(|_| open_file_with(path, OpenOptions::new().read(true)));
    opened.ok().map(|(file, _)| file)
}

impl Found {
    /// Whether it may be removed.
    fn judge(&self, take_over: &TakeOver) -> Result<(), RepairError> {
        let lock = || self.lock.clone();
        let is_wanted = match take_over {
            TakeOver::Never => false,
            TakeOver::Any => true,
            TakeOver::Shown(shown) => shown.is_same_as(&self.lock),
        };
        match (self.state, self.is_held_here) {
            // Of a process that has ended only who is just taking it over holds the file.
            (ProcessState::Running, _) | (ProcessState::Ended, Some(false)) => {
                Err(RepairError::TreeAtWork { lock: lock() })
            }
            (ProcessState::Ended, Some(true) | None) => Ok(()),
            // Also where a share that has locks says that somebody holds it: who wants it all the same may know of a
            // computer that will not come back.
            (ProcessState::Elsewhere, _) if is_wanted => Ok(()),
            (ProcessState::Elsewhere, _) => Err(RepairError::TreeLocked { lock: lock() }),
        }
    }
}

/// Removes a lock that may be removed, and tells it; `None` where there is none.
fn settle(path: &Path, take_over: &TakeOver) -> Result<Option<FoundLock>, RepairError> {
    let Some(found) = look_at(path)? else {
        return Ok(None);
    };
    found.judge(take_over)?;
    let lock = found.lock.clone();
    match remove(path, found) {
        Ok(Removed::It) => Ok(Some(lock)),
        Ok(Removed::Nothing) => Err(RepairError::TreeAtWork {
            lock: FoundLock::unknown(path),
        }),
        Err(error) => Err(RepairError::LockNotMade {
            fault: error.into(),
            path: path.to_path_buf(),
        }),
    }
}

/// Whether a lock was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removed {
    /// It was, or is gone anyway.
    It,
    /// Another has made one in its place meanwhile, which stays.
    Nothing,
}

/// Removes a lock that was found.
fn remove(path: &Path, found: Found) -> io::Result<Removed> {
    let removed = match (found.is_held_here, &found.file) {
        (None, Some(file)) => remove_unlocked(path, file),
        // The file is held meanwhile: nobody else who would remove it comes as far as this.
        _ => fs::remove_file(path).map(|()| Removed::It),
    };
    drop(found.file);
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Removed::It),
        removed => removed,
    }
}

/// Removes a lock where the system has none: it is taken out of its place first, by which one of several gets it. Who finds
/// then that he has another's, made since he looked, puts that back.
fn remove_unlocked(path: &Path, file: &File) -> io::Result<Removed> {
    let expected = file.metadata()?;
    let folder = path.parent().unwrap_or(path);
    let aside = temporary_in(folder)?.into_temp_path();
    fs::rename(path, &aside)?;
    if is_same(&expected, &fs::symlink_metadata(&aside)?) {
        aside.close()?;
        return Ok(Removed::It);
    }
    match aside.persist_noclobber(path) {
        Ok(()) => Ok(Removed::Nothing),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Ok(Removed::Nothing),
        // A file system that can't do that; its place is free as far as anybody knows.
        Err(failed) => fs::rename(&failed.path, path).map(|()| Removed::Nothing),
    }
}

/// How long ago it was made: as it says, else as its file does.
fn age(text: Option<&LockText>, file: &Metadata) -> Option<Duration> {
    let since = text
        .map(LockText::started_at)
        .or_else(|| file.modified().ok())?;
    // The other computer's clock may be ahead.
    Some(SystemTime::now().duration_since(since).unwrap_or_default())
}

/// Whether both are of one file.
#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Windows does not tell by what the library offers; no two locks are made in the same 100 ns and of the same length.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    let created = |found: &Metadata| found.created().ok();
    (one.len(), created(one)) == (other.len(), created(other))
}

#[cfg(test)]
mod tests;
