//! Whose file it is, found out before anything writes into it.
//!
//! Nothing here opens a file that may be a database but by way of `SQLite`. On Unix a process loses all its locks on a
//! file as soon as it closes any descriptor of it (fcntl(2)), also the locks that `SQLite` holds for another connection
//! of this program. Another program would then take itself for the last one, copy the log into the database and remove
//! it, and what this one went on to write into the removed log, and called written, would be lost. `SQLite` knows of this
//! and keeps descriptors open where closing them would do harm.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use rusqlite::{Connection, Error, ErrorCode, OpenFlags};

use crate::files::not_a_file;
use crate::review::error::{StoreError, StoreFault};
use crate::review::schema;

/// Looks at a file without touching it, and without a file beside it: opened in order to be used, `SQLite` would write
/// beside, or into, another program's database.
pub(super) fn make_sure_it_is_ours(path: &Path) -> Result<(), StoreError> {
    let refused = |fault| Err(StoreError::new(path, fault));
    let by_the_system = |error: io::Error| {
        let detail = error.to_string();
        refused(StoreFault::Other { detail })
    };
    match fs::metadata(path) {
        Ok(file) if file.is_dir() => return by_the_system(io::ErrorKind::IsADirectory.into()),
        // `SQLite` would wait for the other end of a named pipe.
        Ok(file) if !file.is_file() => return by_the_system(not_a_file()),
        Ok(file) if file.len() == 0 => return Ok(()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return by_the_system(error),
    }
    match application_id_in_header(path) {
        Ok(schema::APPLICATION_ID) => Ok(()),
        // A kill while the file was made: `SQLite` takes it back to nothing by the journal beside it.
        Ok(_) if journal_of(path).exists() => Ok(()),
        Ok(_) => refused(StoreFault::NotOurs),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            refused(StoreFault::NotOurs)
        }
        // Without its message, which names the path in the form that only `SQLite` is given.
        Err(Error::SqliteFailure(error, _)) => refused(StoreFault::Other {
            detail: error.to_string(),
        }),
        Err(error) => Err(StoreError::from_sqlite(path, &error)),
    }
}

/// The number that the file's header holds, as it lies there: neither a log nor a journal is looked at.
fn application_id_in_header(path: &Path) -> rusqlite::Result<i32> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let header = Connection::open_with_flags(as_it_lies_there(path), flags)?;
    // Without this a file that is shorter than its header says, as one is in the middle of a checkpoint, is an error.
    header.pragma_update(None, "writable_schema", true)?;
    application_id(&header)
}

/// The file as `SQLite` opens it where nobody could change it: without locks, and with nothing beside it. Every other
/// sign is encoded, so that a path is a path, whatever it holds.
fn as_it_lies_there(path: &Path) -> String {
    let path = percent_encode(path.as_os_str().as_encoded_bytes(), NON_ALPHANUMERIC);
    format!("file:{path}?immutable=1")
}

/// Whether a file that is open for use is empty or marked as ours.
pub(super) fn is_new_or_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let is_marked = || application_id(connection).map(|id| id == schema::APPLICATION_ID);
    // In this order: another window may make the file just now, and marks it in the same transaction.
    Ok(is_marked()? || is_empty(connection)? || is_marked()?)
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.pragma_query_value(None, "page_count", |row| Ok(row.get::<_, i64>(0)? == 0))
}

fn application_id(connection: &Connection) -> rusqlite::Result<i32> {
    connection.pragma_query_value(None, "application_id", |row| row.get(0))
}

fn journal_of(path: &Path) -> PathBuf {
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    PathBuf::from(journal)
}
