//! Decisions in the store, by what a file holds.
//!
//! Invariant: a write never overwrites one that was made later, in whatever order they arrive; nor does the decision that
//! it lost against go unsaid.

use std::collections::HashSet;

use rusqlite::{Connection, Row, Transaction, named_params};

use super::error::StoreError;
use super::pending::decided_in;
use super::store::Store;
use super::time::to_ms;
use crate::scan::ContentHash;
use crate::session::Decided;

/// What was decided about a content, as the store holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDecision {
    /// About what.
    pub content: ContentHash,
    /// The decision; `None`: it was taken back.
    pub decided: Option<Decided>,
    /// Orders the writes about a content.
    pub changed_at: ChangeTime,
    /// Size of the file, so that a new file of this size is looked into.
    pub file_bytes: Option<u64>,
    /// Where the file was when it was decided, for people; escaped where it is not Unicode.
    pub path_hint: Option<String>,
}

/// When something was written: milliseconds since 1970 where the clock goes right, and in any case later than what its
/// writer knew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChangeTime(pub i64);

/// How far a reader has come: what has a later one is new to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(pub i64);

const WRITE: &str = "
INSERT INTO decisions (content, decision, decided_at, changed_at, file_bytes, path_hint, revision)
VALUES (:content, :decision, :decided_at, :changed_at, :file_bytes, :path_hint, :revision)
ON CONFLICT (content) DO UPDATE SET
    decision = excluded.decision,
    decided_at = excluded.decided_at,
    changed_at = excluded.changed_at,
    file_bytes = coalesce(excluded.file_bytes, file_bytes),
    path_hint = coalesce(excluded.path_hint, path_hint),
    revision = excluded.revision
WHERE excluded.changed_at >= changed_at";

const COLUMNS: &str = "content, decision, decided_at, changed_at, file_bytes, path_hint, revision";

impl Store {
    /// Writes decisions, all or none. Returns what the store holds instead where something later was there already.
    ///
    /// # Errors
    /// When they could not be written; then none was.
    pub fn write_decisions<'a>(
        &mut self,
        writes: impl IntoIterator<Item = &'a StoredDecision>,
    ) -> Result<Vec<StoredDecision>, StoreError> {
        self.write(|transaction| {
            let revision = latest_revision(transaction)?.0 + 1;
            let mut stronger = Vec::new();
            for write in writes {
                if write_one(transaction, write, Revision(revision))? == 0 {
                    stronger.extend(find(transaction, write.content)?);
                }
            }
            Ok(stronger)
        })
    }

    /// Everything that was written after `since`, and how far that reaches.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn decisions_since(
        &self,
        since: Revision,
    ) -> Result<(Vec<StoredDecision>, Revision), StoreError> {
        self.read(|connection| {
            let sql =
                format!("SELECT {COLUMNS} FROM decisions WHERE revision > ?1 ORDER BY revision");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut newest = since;
            let mut found = Vec::new();
            let mut rows = statement.query([since.0])?;
            while let Some(row) = rows.next()? {
                newest = newest.max(Revision(row.get(6)?));
                found.push(from_row(row)?);
            }
            Ok((found, newest))
        })
    }

    /// Sizes in bytes of the files about which something was decided, by content or by place: a new file of such a size may
    /// be one of them.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn decided_sizes(&self) -> Result<HashSet<u64>, StoreError> {
        self.read(|connection| {
            let sql = "SELECT file_bytes FROM decisions WHERE file_bytes IS NOT NULL
                UNION SELECT file_bytes FROM pending_decisions WHERE file_bytes IS NOT NULL";
            let mut statement = connection.prepare(sql)?;
            let sizes = statement.query_map([], |row| row.get::<_, i64>(0))?;
            sizes
                .filter_map(|bytes| bytes.map(|bytes| u64::try_from(bytes).ok()).transpose())
                .collect()
        })
    }

    /// Changes whenever another connection has written: cheap to ask.
    pub(super) fn data_version(&self) -> Result<i64, StoreError> {
        self.read(|connection| {
            connection.pragma_query_value(None, "data_version", |row| row.get(0))
        })
    }
}

pub(super) fn write_one(
    transaction: &Transaction<'_>,
    write: &StoredDecision,
    revision: Revision,
) -> rusqlite::Result<usize> {
    transaction.prepare_cached(WRITE)?.execute(named_params! {
        ":content": write.content.as_bytes(),
        ":decision": write.decided.map(|decided| decided.decision.code()),
        ":decided_at": write.decided.map(|decided| to_ms(decided.at)),
        ":changed_at": write.changed_at.0,
        // A file of more than 8 EiB has no size that matters.
        ":file_bytes": write.file_bytes.and_then(|bytes| i64::try_from(bytes).ok()),
        ":path_hint": write.path_hint,
        ":revision": revision.0,
    })
}

pub(super) fn find(
    connection: &Connection,
    content: ContentHash,
) -> rusqlite::Result<Option<StoredDecision>> {
    let sql = format!("SELECT {COLUMNS} FROM decisions WHERE content = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([content.as_bytes()])?;
    rows.next()?.map(from_row).transpose()
}

pub(super) fn latest_revision(connection: &Connection) -> rusqlite::Result<Revision> {
    let newest: Option<i64> = connection
        .prepare_cached("SELECT max(revision) FROM decisions")?
        .query_row([], |row| row.get(0))?;
    Ok(Revision(newest.unwrap_or(0)))
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredDecision> {
    let decided = decided_in(row, 1, 2)?;
    Ok(StoredDecision {
        content: ContentHash::from_bytes(row.get(0)?),
        decided,
        changed_at: ChangeTime(row.get(3)?),
        file_bytes: row
            .get::<_, Option<i64>>(4)?
            .and_then(|bytes| u64::try_from(bytes).ok()),
        path_hint: row.get(5)?,
    })
}

#[cfg(test)]
mod tests;
