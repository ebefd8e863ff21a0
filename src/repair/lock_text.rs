//! What stands in the lock of a tree: who holds it, for people and for the program.

use std::fmt;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::journal_text::{JournalPath, Moment};
use crate::files::ProcessMark;

/// What the first field of every lock says.
const KIND: &str = "blackdrop repair lock";

/// A lock holds a path of at most 32,767 characters, of which none takes more than six bytes, and little else.
const MOST_BYTES: u64 = 256 << 10;

/// A lock of a tree that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLock {
    /// Its file.
    pub path: PathBuf,
    /// Who made it; `None` where its file can't be read or is damaged.
    pub holder: Option<LockHolder>,
    /// How long ago it was made, by this computer's clock; `None` where nobody can tell.
    pub age: Option<Duration>,
}

/// Who made a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockHolder {
    /// The computer's name.
    pub computer: String,
    /// The process's number there.
    pub process: u32,
    /// When the repair or the undo began.
    pub started_at: SystemTime,
    /// Its journal, as that computer names it.
    pub journal: PathBuf,
}

impl FoundLock {
    /// One of which nothing is known.
    pub(super) fn unknown(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
            holder: None,
            age: None,
        }
    }

    /// Whether it is the same lock, seen at another time.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.path == other.path && self.holder == other.holder
    }
}

impl fmt::Display for FoundLock {
    /// `made by process 4242 on the computer "nas-2", 3 h ago: "/shop/.blackdrop-repair.lock"`; to be said after "its lock
    /// was".
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("made by ")?;
        match &self.holder {
            Some(LockHolder {
                computer, process, ..
            }) => write!(formatter, "process {process} on the computer {computer:?}")?,
            None => formatter.write_str("an unknown process")?,
        }
        if let Some(age) = self.age {
            write!(formatter, ", {}", told_age(age))?;
        }
        // As text, so that a line break in a name is shown as what it is.
        let path = self.path.to_string_lossy();
        write!(formatter, ": {path:?}")
    }
}

fn told_age(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    match minutes {
        0 => "less than a minute ago".to_owned(),
        1..=119 => format!("{minutes} min ago"),
        120..=2_879 => format!("{} h ago", minutes / 60),
        _ => format!("{} days ago", minutes / 60 / 24),
    }
}

/// What stands in a lock's file, as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LockText {
    lock: String,
    computer: String,
    process: u32,
    started_at: Moment,
    journal: JournalPath,
    /// Stand for the computer, and for the moment of the process's start, as 16 hexadecimal digits.
    place: String,
    process_start: Option<String>,
}

impl LockText {
    pub(super) fn of(mark: &ProcessMark, started_at: Moment, journal: JournalPath) -> Self {
        Self {
            lock: KIND.to_owned(),
            computer: mark.computer.clone(),
            process: mark.process,
            started_at,
            journal,
            place: format!("{:016x}", mark.place),
            process_start: mark.start.map(|start| format!("{start:016x}")),
        }
    }

    /// The process that holds it.
    pub(super) fn process(&self) -> ProcessMark {
        let number = |text: &String| u64::from_str_radix(text, 16).ok();
        ProcessMark {
            computer: self.computer.clone(),
            // No place has this number but by a chance that nobody lives to see.
            place: number(&self.place).unwrap_or(0),
            process: self.process,
            start: self.process_start.as_ref().and_then(number),
        }
    }

    pub(super) fn started_at(&self) -> SystemTime {
        self.started_at.time()
    }

    pub(super) fn into_holder(self) -> LockHolder {
        LockHolder {
            computer: self.computer,
            process: self.process,
            started_at: self.started_at.time(),
            journal: self.journal.0,
        }
    }
}

/// Reads an opened lock; `None` where it is damaged or something else.
pub(super) fn read_lock(file: &File) -> Option<LockText> {
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    let text: LockText = serde_json::from_slice(&bytes).ok()?;
    (text.lock == KIND).then_some(text)
}
