//! What was found in folders, in the store: read when a folder is opened, written while it is scanned.
//!
//! A folder is known by its canonical path. What could not be reached is here only where nothing else was ever found of it,
//! so that it is known the next time. Invariant: a row's size and times are those with which its result was found.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, named_params};

use super::ChangeTime;
use super::decided_by_place::DecidedByPlace;
use super::error::StoreError;
use super::path_bytes::{path_from_bytes, path_to_bytes};
use super::pending::decided_in;
use super::store::Store;
use super::stored_image::{StoredResult, from_ns, measures_suffice, measures_to_code, to_ns};
use super::stored_proof::{proof_from_bytes, proof_to_bytes};
use super::time::{from_ms, to_ms};
use crate::inspect::{ENGINE_VERSION, Measures};
use crate::scan::{
    ContentHash, FileStamp, IfUnchanged, ImageId, ImageLocation, ImageOutcome, ImageReport,
    KnownFile, KnownImage, KnownImages, ProductId, WorkTimes,
};
use crate::session::{Decision, RecalledResults, RecalledRow, ResultRow, SaveState};

/// What is remembered of a folder.
#[derive(Debug)]
pub struct FolderMemory {
    /// For the window.
    pub results: RecalledResults,
    /// For the scan; under the same ids.
    pub known: KnownImages,
    /// The time of the latest decision that is stored by a place in this folder.
    pub latest_by_place: ChangeTime,
}

/// What a scan does with remembered files that are as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescanOf {
    /// It leaves them alone.
    Changes,
    /// It inspects them again.
    Everything,
}

/// A folder in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FolderId(pub(super) i64);

/// Whether a scan came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanExtent {
    /// It did.
    Whole,
    /// It was stopped.
    Part,
}

const READ: &str = "
SELECT i.path, i.file_bytes, i.modified_ns, i.looked_at_ns, i.content, i.engine, i.measures, i.result,
    i.before_change, i.is_gone, d.decision, d.decided_at, i.proof, d.changed_at,
    p.decision, p.decided_at, p.changed_at, p.has_changed,
    p.file_bytes IS i.file_bytes AND p.modified_ns IS i.modified_ns, p.content
FROM images i
    LEFT JOIN pending_decisions p ON p.folder = i.folder AND p.path = i.path
    LEFT JOIN decisions d ON d.content = coalesce(i.content,
        CASE WHEN p.file_bytes IS i.file_bytes AND p.modified_ns IS i.modified_ns THEN p.content END)
WHERE i.folder = ?1 ORDER BY i.path";

/// A row may be older than what was found out of its file meanwhile: a fingerprint of the same file is kept.
const WRITE: &str = "
INSERT OR REPLACE INTO images (folder, path, file_bytes, modified_ns, looked_at_ns, content, engine, measures, result,
    before_change, is_gone, proof)
VALUES (:folder, :path, :file_bytes, :modified_ns, :looked_at_ns,
    coalesce(:content, (SELECT content FROM images WHERE folder = :folder AND path = :path
        AND file_bytes IS :file_bytes AND modified_ns IS :modified_ns)),
    :engine, :measures, :result, :before_change, :is_gone, :proof)";

const UPDATE: &str = "
UPDATE images SET is_gone = :is_gone, content = coalesce(:content, content), proof = :proof
WHERE folder = :folder AND path = :path";

/// The place of a folder in the store: the same for every way to it. Asks the disk.
#[must_use]
pub fn folder_key(root: &Path) -> PathBuf {
    root.canonicalize().unwrap_or_else(|_| root.to_path_buf())
}

/// The folder's place, made where there is none.
pub(super) fn folder_id(transaction: &Transaction<'_>, key: &Path) -> rusqlite::Result<FolderId> {
    let (key, now) = (path_to_bytes(key), to_ms(SystemTime::now()));
    transaction.execute(
        "INSERT INTO folders (path, scanned_at) VALUES (?1, ?2) ON CONFLICT (path) DO NOTHING",
        (&key, now),
    )?;
    let sql = "SELECT id FROM folders WHERE path = ?1";
    transaction.query_row(sql, [&key], |row| row.get(0).map(FolderId))
}

impl Store {
    /// What is remembered of a folder; `None` where it was never scanned. Asks the disk for the folder's canonical path,
    /// and takes a second for a million images: it belongs on a thread of its own.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn recall_folder(
        &self,
        root: &Path,
        wanted: Measures,
        rescan_of: RescanOf,
    ) -> Result<Option<FolderMemory>, StoreError> {
        let key = path_to_bytes(&folder_key(root));
        self.read(|connection| {
            let sql = "SELECT id, scanned_at FROM folders WHERE path = ?1";
            let folder: Option<(i64, i64)> = connection
                .query_row(sql, [key], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((folder, scanned_at)) = folder else {
                return Ok(None);
            };
            let images = read_images(connection, FolderId(folder), wanted, rescan_of)?;
            let sql = "SELECT max(changed_at) FROM pending_decisions WHERE folder = ?1";
            let latest: Option<i64> = connection.query_row(sql, [folder], |row| row.get(0))?;
            let mut memory = folder_memory(images, from_ms(scanned_at));
            memory.latest_by_place = ChangeTime(latest.unwrap_or(0));
            Ok(Some(memory))
        })
    }

    /// The folder's place, made where there is none.
    pub(super) fn remember_folder(&mut self, key: &Path) -> Result<FolderId, StoreError> {
        self.write(|transaction| folder_id(transaction, key))
    }

    /// Remembers what was found of these images; of what could not be reached, only that it is there, where nothing else is
    /// remembered.
    pub(super) fn remember_images<'a>(
        &mut self,
        folder: FolderId,
        measures: Measures,
        rows: impl IntoIterator<Item = &'a ResultRow>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            rows.into_iter()
                .try_for_each(|row| write_image(transaction, folder, measures, row))
        })
    }

    /// Remembers of images whose results stand what else is known of them by now: whether they are gone, their fingerprint,
    /// and what their originals say.
    pub(super) fn update_images<'a>(
        &mut self,
        folder: FolderId,
        rows: impl IntoIterator<Item = &'a ResultRow>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut statement = transaction.prepare_cached(UPDATE)?;
            rows.into_iter().try_for_each(|row| {
                let update = named_params! {
                    ":folder": folder.0,
                    ":path": path_to_bytes(row.report.location.relative()),
                    ":content": row.report.stamp.content.as_ref().map(ContentHash::as_bytes),
                    ":is_gone": row.is_gone,
                    ":proof": proof_to_bytes(row),
                };
                statement.execute(update).map(drop)
            })
        })
    }

    /// Forgets these images.
    pub(super) fn forget_images<'a>(
        &mut self,
        folder: FolderId,
        rows: impl IntoIterator<Item = &'a ResultRow>,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let sql = "DELETE FROM images WHERE folder = ?1 AND path = ?2";
            let mut statement = transaction.prepare_cached(sql)?;
            rows.into_iter().try_for_each(|row| {
                let path = path_to_bytes(row.report.location.relative());
                statement.execute((folder.0, path)).map(drop)
            })
        })
    }

    /// The scan is over. After a whole one what is left of other engines is of no more use: those images are gone.
    pub(super) fn end_scan(
        &mut self,
        folder: FolderId,
        extent: ScanExtent,
    ) -> Result<(), StoreError> {
        if extent == ScanExtent::Part {
            return Ok(());
        }
        let now = to_ms(SystemTime::now());
        self.write(|transaction| {
            let sql = "DELETE FROM images WHERE folder = ?1 AND engine <> ?2";
            transaction.execute(sql, (folder.0, ENGINE_VERSION))?;
            let sql = "UPDATE folders SET scanned_at = ?2 WHERE id = ?1";
            transaction.execute(sql, (folder.0, now)).map(drop)
        })
    }
}

/// An image as it is read.
struct StoredImage {
    location: ImageLocation,
    file: KnownFile,
    row: Option<RecalledRow>,
}

fn read_images(
    connection: &Connection,
    folder: FolderId,
    wanted: Measures,
    rescan_of: RescanOf,
) -> rusqlite::Result<Vec<StoredImage>> {
    let mut statement = connection.prepare(READ)?;
    let mut rows = statement.query([folder.0])?;
    let mut images = Vec::new();
    while let Some(row) = rows.next()? {
        images.push(read_image(row, wanted, rescan_of)?);
    }
    // By bytes they are nearly in the order of a walk; what is left to do are folders whose names continue others.
    images.sort_by(|a, b| a.location.cmp(&b.location));
    Ok(images)
}

fn read_image(
    row: &Row<'_>,
    wanted: Measures,
    rescan_of: RescanOf,
) -> rusqlite::Result<StoredImage> {
    let location = ImageLocation::new(path_from_bytes(row.get(0)?));
    let file_bytes = row
        .get::<_, Option<i64>>(1)?
        .and_then(|bytes| u64::try_from(bytes).ok());
    let by_place = DecidedByPlace::read(row)?;
    let own: Option<[u8; ContentHash::BYTES]> = row.get(4)?;
    let content = own.or_else(|| by_place.as_ref()?.content);
    let stamp = FileStamp {
        modified: row.get::<_, Option<i64>>(2)?.and_then(from_ns),
        looked_at: row.get::<_, Option<i64>>(3)?.and_then(from_ns),
        content: content.map(ContentHash::from_bytes),
    };
    let is_of_this_engine = row.get::<_, i64>(5)? == i64::from(ENGINE_VERSION);
    let result = row
        .get_ref(7)?
        .as_blob()
        .ok()
        .filter(|_| is_of_this_engine)
        .and_then(StoredResult::from_bytes);
    let stands =
        rescan_of == RescanOf::Changes && result.is_some() && measures_suffice(row.get(6)?, wanted);
    let mut recalled = match result {
        Some(result) => Some(RecalledRow {
            report: report(&location, file_bytes, stamp, result),
            decided: None,
            save: SaveState::Saved,
            unbound: None,
            before_change: decision(row, 8)?,
            is_gone: row.get(9)?,
            proof: row.get_ref(12)?.as_blob().ok().and_then(proof_from_bytes),
        }),
        None => None,
    };
    if let Some(recalled) = &mut recalled {
        recalled.decided = decided_in(row, 10, 11)?;
        if let Some(by_place) = by_place {
            by_place.apply(recalled, row.get::<_, Option<i64>>(13)?.map(ChangeTime));
        }
    }
    Ok(StoredImage {
        location,
        file: KnownFile {
            file_bytes,
            stamp,
            if_unchanged: if stands {
                IfUnchanged::Keep
            } else {
                IfUnchanged::InspectAgain
            },
        },
        row: recalled,
    })
}

fn report(
    location: &ImageLocation,
    file_bytes: Option<u64>,
    stamp: FileStamp,
    result: StoredResult,
) -> ImageReport {
    ImageReport {
        id: ImageId(0), // It gets its own when all are in order.
        location: location.clone(),
        product: ProductId::of(location),
        file_bytes,
        stamp,
        outcome: result.outcome,
        times: WorkTimes {
            // Nothing was read for it in this scan.
            bytes_read: 0,
            ..result.times
        },
    }
}

fn decision(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Decision>> {
    let code: Option<String> = row.get(column)?;
    Ok(code.as_deref().and_then(Decision::from_code))
}

fn folder_memory(images: Vec<StoredImage>, from: SystemTime) -> FolderMemory {
    let mut rows = Vec::with_capacity(images.len());
    let mut known = Vec::with_capacity(images.len());
    for image in images {
        rows.push(image.row);
        known.push(KnownImage {
            location: image.location,
            file: image.file,
        });
    }
    FolderMemory {
        results: RecalledResults { rows, from },
        known: KnownImages::new(known),
        latest_by_place: ChangeTime::default(),
    }
}

fn write_image(
    transaction: &Transaction<'_>,
    folder: FolderId,
    measures: Measures,
    row: &ResultRow,
) -> rusqlite::Result<()> {
    let report = &row.report;
    let path = path_to_bytes(report.location.relative());
    if matches!(report.outcome, ImageOutcome::Unreachable(_)) {
        let sql = "SELECT 1 FROM images WHERE folder = ?1 AND path = ?2";
        let mut known = transaction.prepare_cached(sql)?;
        if known.exists((folder.0, &path))? {
            return Ok(());
        }
    }
    let result = StoredResult {
        outcome: report.outcome.clone(),
        times: report.times,
    };
    let Some(result) = result.to_bytes() else {
        return Ok(());
    };
    let before_change = match row.review.decided {
        Some(_) => None,
        None => row.review.before_change,
    };
    transaction
        .prepare_cached(WRITE)?
        .execute(named_params! {
            ":folder": folder.0,
            ":path": path,
            // A file of more than 8 EiB has no size that matters.
            ":file_bytes": report.file_bytes.and_then(|bytes| i64::try_from(bytes).ok()),
            ":modified_ns": report.stamp.modified.and_then(to_ns),
            ":looked_at_ns": report.stamp.looked_at.and_then(to_ns),
            ":content": report.stamp.content.as_ref().map(ContentHash::as_bytes),
            ":engine": ENGINE_VERSION,
            ":measures": measures_to_code(measures),
            ":result": result,
            ":before_change": before_change.map(Decision::code),
            ":is_gone": row.is_gone,
            ":proof": proof_to_bytes(row),
        })
        .map(drop)
}

#[cfg(test)]
mod tests;
