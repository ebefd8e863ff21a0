//! The open file: one connection to the database.
//!
//! It never deletes, empties or overwrites a file that it can't read. What a commit has said stays true when the program
//! is killed, and, as `synchronous` is `FULL`, also when the power fails (where the disk keeps what it acknowledged):
//! every commit waits for the disk. That costs a few milliseconds on a thread that nobody waits for.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};

use super::error::{StoreError, StoreFault};
use super::file_identity::FileIdentity;
use super::schema;

/// So long another window's transaction is waited for; one with 20,000 decisions takes well below a second.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// The log beside the database is cut to this size after it was copied into it.
const LOG_BYTES: i64 = 16 << 20;

/// How a database file begins, and where its header holds whose it is: `SQLite`'s file format, section 1.3.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER_BYTES: usize = 100;
const APPLICATION_ID_AT: usize = 68;

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

    /// Checks the version, brings it up to date, and sets how it is used.
    fn prepare(&mut self) -> Result<(), StoreError> {
        let path = &self.path;
        let connection = &mut self.connection;
        let failed = |error: rusqlite::Error| opening_failed(path, &error);
        connection.busy_timeout(BUSY_WAIT).map_err(failed)?;
        let version = schema::version_of(connection).map_err(failed)?;
        if version > schema::latest_version() {
            return Err(StoreError::new(path, StoreFault::Newer { version }));
        }
        if connection.is_readonly(MAIN_DB).map_err(failed)? {
            return Err(StoreError::new(path, StoreFault::ReadOnly));
        }
        connection
            .pragma_update(None, "synchronous", "FULL")
            .and_then(|()| connection.pragma_update(None, "foreign_keys", true))
            .map_err(failed)?;
        schema::migrate(connection).map_err(failed)?;
        // A file system without shared memory can't have the log; then it is used without, which is slower but as safe.
        connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))
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
    // Without URIs: a path is a path, whatever it begins with.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

/// Where `SQLite` says no more than that it "can't open", the reason is almost always that this user may not write there:
/// into the file, or beside it, where the log belongs.
fn opening_failed(path: &Path, error: &rusqlite::Error) -> StoreError {
    let by_sqlite = StoreError::from_sqlite(path, error);
    if !matches!(by_sqlite.fault, StoreFault::Other { .. }) {
        return by_sqlite;
    }
    let into = fs::OpenOptions::new().append(true).open(path);
    let beside = path.parent().map(tempfile::tempfile_in);
    let refused = [into.err(), beside.and_then(Result::err)];
    let is_refused = refused.into_iter().flatten().any(|refused| {
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

/// Looks at a file without touching it: `SQLite` itself would write beside, or into, another program's database.
fn make_sure_it_is_ours(path: &Path) -> Result<(), StoreError> {
    let mut header = Vec::with_capacity(HEADER_BYTES);
    let read =
        File::open(path).and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut header));
    match read {
        Ok(0) => return Ok(()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let detail = error.to_string();
            return Err(StoreError::new(path, StoreFault::Other { detail }));
        }
    }
    let id = header
        .get(APPLICATION_ID_AT..APPLICATION_ID_AT + 4)
        .and_then(|bytes| bytes.try_into().ok())
        .map(i32::from_be_bytes);
    let is_ours = header.starts_with(MAGIC) && id == Some(schema::APPLICATION_ID);
    // A kill while the file was made: `SQLite` takes it back to nothing by the journal beside it.
    let was_interrupted = header.starts_with(MAGIC) && journal_of(path).exists();
    if is_ours || was_interrupted {
        Ok(())
    } else {
        Err(StoreError::new(path, StoreFault::NotOurs))
    }
}

fn journal_of(path: &Path) -> PathBuf {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    PathBuf::from(journal)
}

#[cfg(test)]
mod tests;
