//! The open file: one connection to the database.
//!
//! It never deletes, empties or overwrites a file that it can't read. What a commit has said stays true when the program
//! is killed, and, as `synchronous` is `FULL`, also when the power fails (where the disk keeps what it acknowledged):
//! every commit waits for the disk. That costs a few milliseconds on a thread that nobody waits for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};

use super::error::{StoreError, StoreFault};
use super::file_identity::FileIdentity;
use super::schema;
use ownership::{is_new_or_ours, make_sure_it_is_ours};

mod ownership;

/// So long another window's transaction is waited for; one with 20,000 decisions takes well below a second.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// Between two tries where `SQLite` does not wait by itself.
const BUSY_AGAIN: Duration = Duration::from_millis(10);

/// The log beside the database is cut to this size after it was copied into it.
const LOG_BYTES: i64 = 16 << 20;

/// An open database.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    connection: Connection,
    identity: Option<FileIdentity>,
}

impl Store {
    /// Opens the database, or makes it and its folder.
    ///
    /// # Errors
    /// When the file can't be used. Then it is as it was before.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            fs::create_dir_all(folder).map_err(|error| {
                let detail = error.to_string();
                StoreError::new(path, StoreFault::Folder { detail })
            })?;
        }
        make_sure_it_is_ours(path)?;
        let connection = connect(path).map_err(|error| opening_failed(path, &error))?;
        let mut store = Self {
            path: path.to_owned(),
            connection,
            identity: None,
        };
        store.prepare()?;
        store.identity = FileIdentity::of(path);
        Ok(store)
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Does something in one transaction: all of it, or nothing where it fails. Nothing is written into a file that is no
    /// longer where it was.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        if FileIdentity::of(&self.path) != self.identity {
            return Err(StoreError::new(&self.path, StoreFault::Gone));
        }
        let path = &self.path;
        let connection = &mut self.connection;
        let in_transaction = || {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = change(&transaction)?;
            transaction.commit()?;
            Ok(result)
        };
        in_transaction().map_err(|error| StoreError::from_sqlite(path, &error))
    }

    /// Reads.
    pub(super) fn read<T>(
        &self,
        look: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        look(&self.connection).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// Makes the file as good as on a full disk: it can't grow beyond so many pages.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, most: u32) {
        self.connection
            .pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))
            .expect("a limit");
    }

    /// Checks whose it is and its version, brings it up to date, and sets how it is used.
    fn prepare(&mut self) -> Result<(), StoreError> {
        let path = &self.path;
        let connection = &mut self.connection;
        let is_read_only = connection.is_readonly(MAIN_DB).unwrap_or(false);
        let failed = |error: rusqlite::Error| {
            let failure = opening_failed(path, &error);
            if is_read_only && matches!(failure.fault, StoreFault::Other { .. }) {
                StoreError::new(path, StoreFault::ReadOnly)
            } else {
                failure
            }
        };
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        // What a journal beside it had to say has been heard by now.
        if !is_new_or_ours(connection).map_err(failed)? {
            return Err(StoreError::new(path, StoreFault::NotOurs));
        }
        let version = schema::version_of(connection).map_err(failed)?;
        if version > schema::latest_version() {
            return Err(StoreError::new(path, StoreFault::Newer { version }));
        }
        if is_read_only {
            return Err(StoreError::new(path, StoreFault::ReadOnly));
        }
        connection
            .pragma_update(None, "synchronous", "FULL")
            .and_then(|()| connection.pragma_update(None, "foreign_keys", true))
            .map_err(failed)?;
        schema::migrate(connection).map_err(failed)?;
        // A file system without shared memory can't have the log; then it is used without, which is slower but as safe.
        switch_to_log(connection)
            .and_then(|()| {
                connection.pragma_update_and_check(
                    None,
                    "journal_size_limit",
                    LOG_BYTES,
                    |_| Ok(()),
                )
            })
            .map_err(failed)
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    // A path is a path, whatever it begins with: the `SQLite` that is built in takes one that begins with `file:` for a
    // URI, whether it is asked to or not.
    let path = Path::new(".").join(path);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

/// The switch needs the file for itself for a moment. Where another program is at it, `SQLite` says so at once, however
/// long it was told to wait: within a transaction, and it has begun one, it waits for nobody.
fn switch_to_log(connection: &Connection) -> rusqlite::Result<()> {
    let begun = Instant::now();
    loop {
        let switched = connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()));
        let is_busy = matches!(
            &switched,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
        );
        if !is_busy || begun.elapsed() > BUSY_WAIT {
            return switched;
        }
        thread::sleep(BUSY_AGAIN);
    }
}

/// Where `SQLite` says no more than that it "can't open", the reason is almost always that this user may not write beside
/// the file, where the log belongs. The file itself is not tried: see [`ownership`].
fn opening_failed(path: &Path, error: &rusqlite::Error) -> StoreError {
    let by_sqlite = StoreError::from_sqlite(path, error);
    if !matches!(by_sqlite.fault, StoreFault::Other { .. }) {
        return by_sqlite;
    }
    let beside = path.parent().map(tempfile::tempfile_in);
    let is_refused = beside.and_then(Result::err).is_some_and(|refused| {
        matches!(
            refused.kind(),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
        )
    });
    if is_refused {
        StoreError::new(path, StoreFault::ReadOnly)
    } else {
        by_sqlite
    }
}

#[cfg(test)]
mod tests;
