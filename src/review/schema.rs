//! The tables, and how a file of an earlier version becomes one of this version.
//!
//! `user_version` counts the migrations that a file has seen. Each runs in one transaction together with the new number,
//! so a kill leaves the version before or the version after. A migration that was released is never edited: the next
//! change is a new one at the end, with a fixture of the version before it in the tests.

use rusqlite::{Connection, TransactionBehavior};

/// Marks a file as ours (`SQLite`'s `application_id`): "BLKD".
pub(super) const APPLICATION_ID: i32 = 0x424C_4B44;

/// From version n to n + 1; the first makes the tables of an empty file.
pub(super) const MIGRATIONS: &[&str] = &[DECISIONS, SCANS, PROOFS, PENDING, LOOKS, ANSWERS];

/// Version 1. `content` is a fingerprint of [`crate::scan::ContentHash`]; `decision` is `NULL` where one was taken back,
/// which has to be remembered too, so that an older decision from another window or colleague does not come back.
/// `changed_at` orders the writes about one content; `revision` grows with every transaction, so that another window can
/// ask for what is new to it. Times are milliseconds since 1970.
const DECISIONS: &str = "
CREATE TABLE decisions (
    content BLOB PRIMARY KEY NOT NULL CHECK (length(content) = 16),
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    path_hint TEXT,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX decisions_by_size ON decisions (file_bytes);
CREATE INDEX decisions_by_revision ON decisions (revision);
";

/// Version 2. A folder is known by its canonical path, a path by its own bytes; `result` is what the engine of that version
/// found, and `measures` what it was asked for. Times with `_ns` are nanoseconds since 1970, because a file that was
/// written twice within a millisecond has to be told apart.
const SCANS: &str = "
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    scanned_at INTEGER NOT NULL
) STRICT;
CREATE TABLE images (
    folder INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path BLOB NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    looked_at_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    engine INTEGER NOT NULL,
    measures INTEGER NOT NULL,
    result BLOB NOT NULL,
    before_change TEXT,
    is_gone INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
";

/// Version 3. `proof` is what an image's original says of the content that the row is about, as `stored_proof` writes it.
const PROOFS: &str = "
ALTER TABLE images ADD COLUMN proof BLOB;
";

/// Version 4. What was decided about a file whose content was not known yet, by its place, and as which file it was seen
/// then (size, and time of its last change to the nanosecond). `content` is set where it was found out before the image
/// itself was remembered; `has_changed` where another file was found there, so that it never will be.
const PENDING: &str = "
CREATE TABLE pending_decisions (
    folder INTEGER NOT NULL REFERENCES folders (id),
    path BLOB NOT NULL,
    decision TEXT CHECK (decision IN ('confirmed', 'false_alarm')),
    decided_at INTEGER CHECK ((decided_at IS NULL) = (decision IS NULL)),
    changed_at INTEGER NOT NULL,
    file_bytes INTEGER,
    modified_ns INTEGER,
    content BLOB CHECK (length(content) = 16),
    has_changed INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;
";

/// Version 5. What originals look like, so that unchanged ones are not read again; `looks` is what `repair` makes of it, with
/// the size and time of the file that it was read in.
const LOOKS: &str = "
CREATE TABLE original_looks (
    path BLOB PRIMARY KEY NOT NULL,
    looks BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Version 6. "This is its original", said of an image and an original by what both held; `answered_at` is `NULL` where it
/// was taken back. `changed_at` and `revision` are as those of `decisions`; the revisions are counted by themselves.
const ANSWERS: &str = "
CREATE TABLE original_answers (
    image BLOB NOT NULL CHECK (length(image) = 16),
    image_bytes INTEGER NOT NULL,
    original BLOB NOT NULL CHECK (length(original) = 16),
    original_bytes INTEGER NOT NULL,
    answered_at INTEGER,
    changed_at INTEGER NOT NULL,
    path_hint TEXT,
    revision INTEGER NOT NULL,
    PRIMARY KEY (image, original)
) STRICT, WITHOUT ROWID;
";

/// The version of a file that has seen all migrations.
pub(super) fn latest_version() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// The version of this file; 0 where it is new.
pub(super) fn version_of(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings a file up to this version. Two programs may do so at once: each step looks again once it is alone.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    migrate_with(connection, MIGRATIONS)
}

fn migrate_with(connection: &mut Connection, migrations: &[&str]) -> rusqlite::Result<()> {
    for (before, migration) in (0_i64..).zip(migrations) {
        if version_of(connection)? > before {
            continue;
        }
        let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version_of(&step)? == before {
            step.execute_batch(migration)?;
            step.pragma_update(None, "application_id", APPLICATION_ID)?;
            step.pragma_update(None, "user_version", before + 1)?;
        }
        step.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
