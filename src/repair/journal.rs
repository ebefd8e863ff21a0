//! The journal of one repair: a file that says what is about to be done, and what was.
//!
//! Invariant: it gets its name when header and plan are whole and on the disk, so a journal without its plan is never
//! found. One run or undo at a time holds it, by a lock on a file beside it: on Windows a locked file can't even be read,
//! and the history is read while a run is at work. A step that could not be written leaves no trace in the file.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::journal_error::{JournalError, JournalErrorKind};
use super::journal_line::{Header, PlanLine, Step};
use super::journal_read::{Contents, PlanLines, read_journal};
use super::plan::PlannedItem;
use super::rooted_folder::make_folder;
use crate::files::{open_file_with, temporary_in};

/// With what a journal's name begins and ends.
pub(super) const NAME_START: &str = "repair-";
pub(super) const NAME_END: &str = ".jsonl";

/// A journal that is held by this run or undo.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    /// Several workers write steps; a line must not be torn by another's.
    writer: Mutex<Writer>,
    /// The same file, for waiting until the disk has it: others write meanwhile.
    disk: File,
    /// Held as long as this is.
    _lock: File,
}

#[derive(Debug)]
struct Writer {
    file: File,
    /// Length of what was written whole.
    length: u64,
}

impl Journal {
    /// Begins the journal of a run, with its whole plan, on the disk.
    pub(super) fn create(
        folder: &Path,
        header: &Header,
        items: &[PlannedItem],
    ) -> Result<Self, JournalError> {
        let path = folder.join(format!("{NAME_START}{}{NAME_END}", header.run));
        let not_written = |error: io::Error| JournalErrorKind::NotWritten(error.into()).at(&path);
        make_folder(folder).map_err(not_written)?;
        let lock = lock(&path)?;
        let file = write_plan(&path, header, items).map_err(|error| {
            std::fs::remove_file(lock_path(&path)).ok();
            not_written(error)
        })?;
        if cfg!(unix)
            && let Ok(folder) = File::open(folder)
        {
            folder.sync_all().ok();
        }
        Self::holding(&path, file, lock).map_err(not_written)
    }

    /// Takes hold of a journal, and cuts off a line that was being written when the program was killed.
    pub(super) fn open(path: &Path) -> Result<(Self, Contents), JournalError> {
        // Asked first: a lock would make a file beside whatever was named.
        read_journal(path, PlanLines::Skip)?;
        let lock = lock(path)?;
        let contents = read_journal(path, PlanLines::Read)?;
        let not_written = |error: io::Error| JournalErrorKind::NotWritten(error.into()).at(path);
        let (file, _) =
            open_file_with(path, OpenOptions::new().read(true).write(true)).map_err(not_written)?;
        file.set_len(contents.whole_bytes).map_err(not_written)?;
        let journal = Self::holding(path, file, lock).map_err(not_written)?;
        Ok((journal, contents))
    }

    fn holding(path: &Path, mut file: File, lock: File) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self {
            path: path.to_path_buf(),
            disk: file.try_clone()?,
            writer: Mutex::new(Writer { file, length }),
            _lock: lock,
        })
    }

    /// A journal on a disk that is full.
    #[cfg(all(test, target_os = "linux"))]
    pub(super) fn on_full_disk(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().write(true).open("/dev/full")?;
        Self::holding(path, file, tempfile::tempfile()?)
    }

    /// Removes a journal in which nothing was done. Who removes it may hold it still.
    pub(super) fn remove(path: &Path) {
        std::fs::remove_file(path).ok();
        std::fs::remove_file(lock_path(path)).ok();
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a step, so that it outlives the program, though perhaps not a power cut.
    pub(super) fn note(&self, step: &Step) -> io::Result<()> {
        let mut line = serde_json::to_vec(step)?;
        line.push(b'\n');
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let length = writer.length;
        writer.file.seek(SeekFrom::Start(length))?;
        match writer.file.write_all(&line) {
            Ok(()) => {
                writer.length += line.len() as u64;
                Ok(())
            }
            Err(error) => {
                // A torn line in the middle would make the journal unreadable. Where it can't be cut off, the next step
                // is written over it.
                writer.file.set_len(length).ok();
                Err(error)
            }
        }
    }

    /// Writes a step and waits until the disk has it.
    pub(super) fn note_durably(&self, step: &Step) -> io::Result<()> {
        self.note(step)?;
        self.disk.sync_data()
    }

    /// Waits until the disk has every step.
    pub(super) fn sync(&self) -> Result<(), JournalError> {
        let synced = self.disk.sync_data();
        synced.map_err(|error| JournalErrorKind::NotWritten(error.into()).at(&self.path))
    }
}

/// Writes header and plan; the file gets its name when the disk has them.
fn write_plan(path: &Path, header: &Header, items: &[PlannedItem]) -> io::Result<File> {
    let temporary = temporary_in(path.parent().unwrap_or_else(|| Path::new("")))?;
    let mut writer = BufWriter::new(temporary);
    serde_json::to_writer(&mut writer, header)?;
    writer.write_all(b"\n")?;
    for (index, item) in items.iter().enumerate() {
        serde_json::to_writer(&mut writer, &PlanLine::of(index, item))?;
        writer.write_all(b"\n")?;
    }
    let temporary = writer
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    temporary.as_file().sync_all()?;
    // Nobody else's has this name.
    temporary.persist(path).map_err(|failed| failed.error)
}

fn lock_path(journal: &Path) -> PathBuf {
    journal.with_extension("lock")
}

/// A lock of the system on a file beside the journal.
fn lock(journal: &Path) -> Result<File, JournalError> {
    let not_written = |error: io::Error| JournalErrorKind::NotWritten(error.into()).at(journal);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    let (lock, _) = open_file_with(&lock_path(journal), &mut options).map_err(not_written)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(JournalErrorKind::AtWork.at(journal)),
        Err(TryLockError::Error(error)) => Err(not_written(error)),
    }
}
