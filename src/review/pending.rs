//! Decisions about files whose content is not known yet, in the store: by place, size and time, until it is.
//!
//! Invariant: what is written here is bound to a content only where the file is still the one that was seen. A decision
//! leaves this table in the transaction that writes it among those that follow contents.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Row, Transaction, named_params};

use super::decisions::{find, latest_revision, write_one};
use super::error::StoreError;
use super::original_answers::{StoredAnswer, write_answers};
use super::path_bytes::{path_from_bytes, path_to_bytes};
use super::scan_memory::{FolderId, folder_id};
use super::store::Store;
use super::stored_image::{from_ns, to_ns};
use super::time::{from_ms, to_ms};
use super::{ChangeTime, Revision, StoredDecision};
use crate::scan::{ContentHash, ImageLocation, SeenFile};
use crate::session::{Decided, Decision};

/// What was decided about a file whose content is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingDecision {
    /// Where it is.
    pub location: ImageLocation,
    /// As which file it was seen when it was decided about.
    pub seen: SeenFile,
    /// The decision; `None`: it was taken back.
    pub decided: Option<Decided>,
    /// Orders the writes about a place, and later those about its content.
    pub changed_at: ChangeTime,
}

/// Decisions that are written together: all of them or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionBatch {
    /// About files of which it is known what they hold.
    pub by_content: Vec<StoredDecision>,
    /// The folder of all that follows, by [`folder_key`](super::folder_key).
    pub folder: PathBuf,
    /// About files of which it is not.
    pub by_place: Vec<PendingDecision>,
    /// Places about which something was decided that could never be bound; it is replaced by one of `by_content`.
    pub replaced: Vec<(ImageLocation, ChangeTime)>,
    /// What was said of images' originals.
    pub answers: Vec<StoredAnswer>,
}

impl DecisionBatch {
    /// How many decisions and answers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_content.len() + self.by_place.len() + self.answers.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A decision that waits for what its file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) place: PlaceKey,
    pub(super) folder: PathBuf,
    pub(super) pending: PendingDecision,
}

/// A place in the store; they are gone through in this order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PlaceKey {
    folder: i64,
    path: Vec<u8>,
}

impl PlaceKey {
    /// Before every place.
    pub(super) const FIRST: Self = Self {
        folder: i64::MIN,
        path: Vec::new(),
    };
}

const WRITE: &str = "
INSERT INTO pending_decisions (folder, path, decision, decided_at, changed_at, file_bytes, modified_ns, content,
    has_changed)
VALUES (:folder, :path, :decision, :decided_at, :changed_at, :file_bytes, :modified_ns, NULL, 0)
ON CONFLICT (folder, path) DO UPDATE SET
    decision = excluded.decision,
    decided_at = excluded.decided_at,
    changed_at = excluded.changed_at,
    file_bytes = excluded.file_bytes,
    modified_ns = excluded.modified_ns,
    content = NULL,
    has_changed = 0
WHERE excluded.changed_at >= changed_at";

const NEXT: &str = "
SELECT p.folder, p.path, f.path, p.decision, p.decided_at, p.changed_at, p.file_bytes, p.modified_ns
FROM pending_decisions p JOIN folders f ON f.id = p.folder
WHERE (p.folder, p.path) > (?1, ?2) AND p.content IS NULL AND p.has_changed = 0
ORDER BY p.folder, p.path LIMIT ?3";

/// An image of which more is known now; a later scan of another file at its place is left alone.
const TELL_IMAGE: &str = "
UPDATE images SET content = :content
WHERE folder = :folder AND path = :path AND file_bytes IS :file_bytes AND modified_ns IS :modified_ns";

impl Store {
    /// Writes batches, all or none. Returns what the store holds instead where something later was there already.
    ///
    /// # Errors
    /// When they could not be written; then none was.
    pub(super) fn write_batches<'a>(
        &mut self,
        batches: impl IntoIterator<Item = &'a DecisionBatch>,
    ) -> Result<Vec<StoredDecision>, StoreError> {
        self.write(|transaction| {
            let revision = Revision(latest_revision(transaction)?.0 + 1);
            let mut stronger = Vec::new();
            for batch in batches {
                for write in &batch.by_content {
                    if write_one(transaction, write, revision)? == 0 {
                        stronger.extend(find(transaction, write.content)?);
                    }
                }
                if !batch.by_place.is_empty() || !batch.replaced.is_empty() {
                    write_places(transaction, batch)?;
                }
                write_answers(transaction, &batch.answers)?;
            }
            Ok(stronger)
        })
    }

    /// The next decisions that wait for what their files hold, after this place.
    pub(super) fn waiting_after(
        &self,
        place: &PlaceKey,
        most: u32,
    ) -> Result<Vec<Waiting>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(NEXT)?;
            let rows = statement.query_map((place.folder, &place.path, most), waiting)?;
            rows.collect()
        })
    }

    /// How many decisions wait for what their files hold.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn waiting_decisions(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            let sql =
                "SELECT count(*) FROM pending_decisions WHERE content IS NULL AND has_changed = 0";
            connection.query_row(sql, [], |row| row.get::<_, i64>(0).map(i64::cast_unsigned))
        })
    }

    /// Writes decisions whose files' contents were found out among those that follow contents. Returns for each what the
    /// store holds about its content now: the later one.
    pub(super) fn bind(
        &mut self,
        bound: &[(Waiting, StoredDecision)],
    ) -> Result<Vec<StoredDecision>, StoreError> {
        self.write(|transaction| {
            let revision = Revision(latest_revision(transaction)?.0 + 1);
            let mut counting = Vec::with_capacity(bound.len());
            for (waiting, stored) in bound {
                // It may have been taken back, or decided anew, while its file was read.
                let decided = if still_waits(transaction, waiting)? {
                    write_one(transaction, stored, revision)?;
                    stored.decided
                } else {
                    None
                };
                let counts = find(transaction, stored.content)?;
                counting.push(counts.unwrap_or_else(|| StoredDecision {
                    decided,
                    ..stored.clone()
                }));
                let is_told = tell_image(transaction, waiting, stored.content)?;
                leave(transaction, waiting, stored.content, is_told)?;
            }
            Ok(counting)
        })
    }

    /// Other files were found in these places: what waits there can't be bound any more. What was taken back is forgotten.
    pub(super) fn find_changed(&mut self, changed: &[Waiting]) -> Result<(), StoreError> {
        self.write(|transaction| {
            for waiting in changed {
                let sql = if waiting.pending.decided.is_some() {
                    "UPDATE pending_decisions SET has_changed = 1
                        WHERE folder = ?1 AND path = ?2 AND changed_at = ?3"
                } else {
                    "DELETE FROM pending_decisions WHERE folder = ?1 AND path = ?2 AND changed_at = ?3"
                };
                transaction.prepare_cached(sql)?.execute(key_of(waiting))?;
            }
            Ok(())
        })
    }

    /// Tells images of contents that were found out before they were remembered.
    pub(super) fn tell_late_images(&mut self) -> Result<(), StoreError> {
        let late = self.read(|connection| {
            let sql = "SELECT p.folder, p.path, f.path, p.decision, p.decided_at, p.changed_at, p.file_bytes,
                    p.modified_ns, p.content
                FROM pending_decisions p JOIN folders f ON f.id = p.folder WHERE p.content IS NOT NULL";
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok((waiting(row)?, ContentHash::from_bytes(row.get(8)?)))
            })?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        if late.is_empty() {
            return Ok(());
        }
        self.write(|transaction| {
            for (waiting, content) in &late {
                if tell_image(transaction, waiting, *content)? == Told::Image {
                    leave(transaction, waiting, *content, Told::Image)?;
                }
            }
            Ok(())
        })
    }
}

fn write_places(transaction: &Transaction<'_>, batch: &DecisionBatch) -> rusqlite::Result<()> {
    let folder = folder_id(transaction, &batch.folder)?;
    let sql = "DELETE FROM pending_decisions WHERE folder = ?1 AND path = ?2 AND changed_at <= ?3";
    for (location, changed_at) in &batch.replaced {
        let path = path_to_bytes(location.relative());
        transaction
            .prepare_cached(sql)?
            .execute((folder.0, path, changed_at.0))?;
    }
    let mut writes: Vec<&PendingDecision> = batch.by_place.iter().collect();
    // In the order of the table, so that a million of them do not each look for a page of their own.
    writes.sort_unstable_by_key(|write| write.location.relative().as_os_str().as_encoded_bytes());
    let mut statement = transaction.prepare_cached(WRITE)?;
    for write in writes {
        if write.decided.is_none() && forget_unbound(transaction, folder, write)? {
            continue;
        }
        statement.execute(named_params! {
            ":folder": folder.0,
            ":path": path_to_bytes(write.location.relative()),
            ":decision": write.decided.map(|decided| decided.decision.code()),
            ":decided_at": write.decided.map(|decided| to_ms(decided.at)),
            ":changed_at": write.changed_at.0,
            ":file_bytes": stored_bytes(write.seen),
            ":modified_ns": write.seen.modified.and_then(to_ns),
        })?;
    }
    Ok(())
}

/// Takes back what waits at a place and was never bound: nothing is left to be bound, as that would outdo what somebody
/// else decided about the content. Returns whether something waited.
fn forget_unbound(
    transaction: &Transaction<'_>,
    folder: FolderId,
    write: &PendingDecision,
) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM pending_decisions
        WHERE folder = ?1 AND path = ?2 AND changed_at <= ?3 AND content IS NULL";
    let path = path_to_bytes(write.location.relative());
    let forgotten =
        transaction
            .prepare_cached(sql)?
            .execute((folder.0, path, write.changed_at.0))?;
    Ok(forgotten > 0)
}

fn stored_bytes(seen: SeenFile) -> Option<i64> {
    seen.file_bytes.and_then(|bytes| i64::try_from(bytes).ok())
}

fn key_of(waiting: &Waiting) -> (i64, &[u8], i64) {
    let PlaceKey { folder, path } = &waiting.place;
    (*folder, path, waiting.pending.changed_at.0)
}

fn still_waits(connection: &Connection, waiting: &Waiting) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM pending_decisions WHERE folder = ?1 AND path = ?2 AND changed_at = ?3";
    connection.prepare_cached(sql)?.exists(key_of(waiting))
}

/// Whether an image is there to remember its content.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Image,
    Nobody,
}

fn tell_image(
    connection: &Connection,
    waiting: &Waiting,
    content: ContentHash,
) -> rusqlite::Result<Told> {
    let told = connection
        .prepare_cached(TELL_IMAGE)?
        .execute(named_params! {
            ":content": content.as_bytes(),
            ":folder": waiting.place.folder,
            ":path": waiting.place.path,
            ":file_bytes": stored_bytes(waiting.pending.seen),
            ":modified_ns": waiting.pending.seen.modified.and_then(to_ns),
        })?;
    Ok(if told > 0 { Told::Image } else { Told::Nobody })
}

/// The decision is among those that follow contents. Where its image is not remembered yet the place keeps the content, so
/// that the image learns it; unless something later was decided there.
fn leave(
    connection: &Connection,
    waiting: &Waiting,
    content: ContentHash,
    told: Told,
) -> rusqlite::Result<()> {
    let (folder, path, changed_at) = key_of(waiting);
    match told {
        Told::Image => {
            let sql =
                "DELETE FROM pending_decisions WHERE folder = ?1 AND path = ?2 AND changed_at = ?3";
            connection
                .prepare_cached(sql)?
                .execute((folder, path, changed_at))
        }
        Told::Nobody => {
            let sql = "UPDATE pending_decisions SET content = ?4
                WHERE folder = ?1 AND path = ?2 AND changed_at = ?3";
            connection
                .prepare_cached(sql)?
                .execute((folder, path, changed_at, content.as_bytes()))
        }
    }
    .map(drop)
}

fn waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let path: Vec<u8> = row.get(1)?;
    Ok(Waiting {
        folder: path_from_bytes(row.get(2)?),
        pending: PendingDecision {
            location: ImageLocation::new(path_from_bytes(path.clone())),
            seen: SeenFile {
                file_bytes: row
                    .get::<_, Option<i64>>(6)?
                    .and_then(|bytes| u64::try_from(bytes).ok()),
                modified: row.get::<_, Option<i64>>(7)?.and_then(from_ns),
            },
            decided: decided_in(row, 3, 4)?,
            changed_at: ChangeTime(row.get(5)?),
        },
        place: PlaceKey {
            folder: row.get(0)?,
            path,
        },
    })
}

/// A decision and its time, in these columns.
pub(super) fn decided_in(
    row: &Row<'_>,
    decision: usize,
    at: usize,
) -> rusqlite::Result<Option<Decided>> {
    let code: Option<String> = row.get(decision)?;
    let at: Option<i64> = row.get(at)?;
    let decision = code.as_deref().and_then(Decision::from_code);
    Ok(decision.zip(at).map(|(decision, at)| Decided {
        decision,
        at: from_ms(at),
    }))
}

/// The file of a place, on this machine.
pub(super) fn file_of(waiting: &Waiting) -> PathBuf {
    waiting.pending.location.under(Path::new(&waiting.folder))
}

#[cfg(test)]
mod tests;
