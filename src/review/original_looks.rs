//! What originals look like, in the store: asked before they are read, and written while they are.
//!
//! The bytes are opaque here; who made them knows of which file they are. Invariant: the window's thread never waits for the
//! disk.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::OptionalExtension as _;

use super::error::StoreError;
use super::path_bytes::path_to_bytes;
use super::store::Store;

/// So many are written in one transaction: a kill costs no more than these.
const BATCH: usize = 64;

/// Batches that wait for the disk. More stay with who hands them over.
const WAITING: usize = 4;

/// An original, and what it looks like.
pub type OriginalLooks = (PathBuf, Vec<u8>);

impl Store {
    /// What is remembered of each of these originals, in their order.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn original_looks(&self, paths: &[PathBuf]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.read(|connection| {
            let mut statement =
                connection.prepare("SELECT looks FROM original_looks WHERE path = ?1")?;
            let mut looks = Vec::with_capacity(paths.len());
            for path in paths {
                let found = statement.query_row([path_to_bytes(path)], |row| row.get(0));
                looks.push(found.optional()?);
            }
            Ok(looks)
        })
    }

    /// Remembers what originals look like, in the place of what was remembered of them.
    ///
    /// # Errors
    /// When the store could not be written.
    pub fn keep_original_looks(&mut self, news: &[OriginalLooks]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let sql = "INSERT OR REPLACE INTO original_looks (path, looks) VALUES (?1, ?2)";
            let mut statement = transaction.prepare(sql)?;
            for (path, looks) in news {
                statement.execute((path_to_bytes(path), looks))?;
            }
            Ok(())
        })
    }
}

/// Writes what originals look like into a store, on a thread of its own.
#[derive(Debug)]
pub struct LooksKeeper {
    batches: SyncSender<Vec<OriginalLooks>>,
    pending: Vec<OriginalLooks>,
    thread: JoinHandle<()>,
}

impl LooksKeeper {
    /// Starts it.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(database: PathBuf) -> std::io::Result<Self> {
        let (batches, taken) = sync_channel(WAITING);
        let thread = thread::Builder::new()
            .name("original looks".to_owned())
            .spawn(move || write_all(&database, &taken))?;
        Ok(Self {
            batches,
            pending: Vec::new(),
            thread,
        })
    }

    /// Takes what is to be remembered of an original. Never waits.
    pub fn take(&mut self, path: PathBuf, looks: Vec<u8>) {
        self.pending.push((path, looks));
        if self.pending.len() >= BATCH {
            let batch = std::mem::take(&mut self.pending);
            match self.batches.try_send(batch) {
                Ok(()) | Err(TrySendError::Disconnected(_)) => {}
                Err(TrySendError::Full(batch)) => self.pending = batch,
            }
        }
    }

    /// Writes the rest, and waits for the disk: on the thread of no window.
    pub fn finish(self) {
        // Where its thread has ended, the store could not be used, and has said so.
        self.batches.send(self.pending).ok();
        drop(self.batches);
        self.thread.join().ok();
    }
}

/// What can't be remembered is read again another time: it is only said in the log.
fn write_all(database: &Path, batches: &Receiver<Vec<OriginalLooks>>) {
    let mut store = match Store::open(database) {
        Ok(store) => store,
        Err(error) => {
            tracing::warn!(%error, "what originals look like is not remembered");
            return;
        }
    };
    while let Ok(batch) = batches.recv() {
        if let Err(error) = store.keep_original_looks(&batch) {
            tracing::warn!(%error, "what originals look like is not remembered");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_the_latest_counts() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("a.db");
        let path = |number: usize| PathBuf::from(format!("/originals/{number}.png"));
        let mut keeper = LooksKeeper::start(database.clone()).unwrap();
        for number in 0..3 * BATCH {
            keeper.take(path(number), vec![1]);
        }
        keeper.take(path(7), vec![2, 3]);
        keeper.finish();
        let store = Store::open(&database).unwrap();
        let found = store
            .original_looks(&[path(7), path(9_999), path(0)])
            .unwrap();
        assert_eq!(found, [Some(vec![2, 3]), None, Some(vec![1])]);
    }

    #[test]
    fn a_store_that_can_not_be_used_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = LooksKeeper::start(folder.path().to_owned()).unwrap();
        for number in 0..20 * BATCH {
            keeper.take(PathBuf::from(format!("{number}.png")), vec![0]);
        }
        keeper.finish();
    }
}
