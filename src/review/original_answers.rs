//! "This is its original", in the store: by what two files hold, in a table of its own.
//!
//! As with decisions a write never overwrites one that was made later, and an answer that was taken back is remembered as
//! that, so that an older one from another window does not come back.

use rusqlite::{Row, Transaction, named_params};

use super::error::StoreError;
use super::store::Store;
use super::time::{from_ms, to_ms};
use super::{ChangeTime, Revision};
use crate::scan::ContentHash;
use crate::session::{FilePrint, OriginalPair, SaidOfOriginal};

/// What was said of two files, as the store holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Of which, and when; or that it was taken back.
    pub said: SaidOfOriginal,
    /// Orders the writes about two files.
    pub changed_at: ChangeTime,
    /// Where the image was when it was said, for people; escaped where it is not Unicode.
    pub path_hint: Option<String>,
}

const WRITE: &str = "
INSERT INTO original_answers (image, image_bytes, original, original_bytes, answered_at, changed_at, path_hint, revision)
VALUES (:image, :image_bytes, :original, :original_bytes, :answered_at, :changed_at, :path_hint, :revision)
ON CONFLICT (image, original) DO UPDATE SET
    answered_at = excluded.answered_at,
    changed_at = excluded.changed_at,
    path_hint = coalesce(excluded.path_hint, path_hint),
    revision = excluded.revision
WHERE excluded.changed_at >= changed_at";

const SINCE: &str = "
SELECT image, image_bytes, original, original_bytes, answered_at, changed_at, path_hint, revision
FROM original_answers WHERE revision > ?1 ORDER BY revision";

impl Store {
    /// Every answer that was written after `since`, and how far that reaches.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn answers_since(
        &self,
        since: Revision,
    ) -> Result<(Vec<StoredAnswer>, Revision), StoreError> {
        self.read(|connection| {
            let mut newest = since;
            let mut found = Vec::new();
            let mut statement = connection.prepare_cached(SINCE)?;
            let mut rows = statement.query([since.0])?;
            while let Some(row) = rows.next()? {
                newest = newest.max(Revision(row.get(7)?));
                found.push(from_row(row)?);
            }
            Ok((found, newest))
        })
    }
}

/// Writes what was said, each unless something later was.
pub(super) fn write_answers(
    transaction: &Transaction<'_>,
    answers: &[StoredAnswer],
) -> rusqlite::Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let revision: i64 = transaction
        .prepare_cached("SELECT coalesce(max(revision), 0) + 1 FROM original_answers")?
        .query_row([], |row| row.get(0))?;
    let mut statement = transaction.prepare_cached(WRITE)?;
    for answer in answers {
        let OriginalPair { image, original } = answer.said.pair;
        statement.execute(named_params! {
            ":image": image.content.as_bytes(),
            ":image_bytes": stored_size(image.file_bytes),
            ":original": original.content.as_bytes(),
            ":original_bytes": stored_size(original.file_bytes),
            ":answered_at": answer.said.at.map(to_ms),
            ":changed_at": answer.changed_at.0,
            ":path_hint": answer.path_hint,
            ":revision": revision,
        })?;
    }
    Ok(())
}

/// No file has more than 8 EiB.
fn stored_size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredAnswer> {
    let print = |content: usize, bytes: usize| -> rusqlite::Result<FilePrint> {
        Ok(FilePrint {
            content: ContentHash::from_bytes(row.get(content)?),
            file_bytes: row.get::<_, i64>(bytes)?.cast_unsigned(),
        })
    };
    let pair = OriginalPair {
        image: print(0, 1)?,
        original: print(2, 3)?,
    };
    let at: Option<i64> = row.get(4)?;
    Ok(StoredAnswer {
        said: SaidOfOriginal {
            pair,
            at: at.map(from_ms),
        },
        changed_at: ChangeTime(row.get(5)?),
        path_hint: row.get(6)?,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::review::DecisionBatch;

    /// What was said of two made-up files at so many milliseconds.
    pub(in crate::review) fn said(image: &str, original: &str, is: bool, at: i64) -> StoredAnswer {
        let print = |content: &str| FilePrint {
            content: ContentHash::of(content.as_bytes()),
            file_bytes: content.len() as u64,
        };
        StoredAnswer {
            said: SaidOfOriginal {
                pair: OriginalPair {
                    image: print(image),
                    original: print(original),
                },
                at: is.then(|| from_ms(at)),
            },
            changed_at: ChangeTime(at),
            path_hint: Some(format!("{image}.jpg")),
        }
    }

    fn write(store: &mut Store, answers: &[StoredAnswer]) {
        let batch = DecisionBatch {
            answers: answers.to_vec(),
            ..DecisionBatch::default()
        };
        store.write_batches([&batch]).unwrap();
    }

    #[test]
    fn answers_come_back_by_what_both_files_held() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let answers = [
            said("logo", "cut out", true, 10),
            said("logo", "other", true, 20),
            said("mug", "cut out", false, 30),
        ];
        write(&mut Store::open(&path).unwrap(), &answers);
        let store = Store::open(&path).unwrap();
        let (mut found, _) = store.answers_since(Revision::default()).unwrap();
        found.sort_by_key(|answer| answer.changed_at);
        assert_eq!(found, answers);
        let (decisions, _) = store.decisions_since(Revision::default()).unwrap();
        assert_eq!(decisions, [], "they are no decisions");
    }

    #[test]
    fn the_later_one_stands_whichever_is_written_last() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("a.db")).unwrap();
        let taken_back = said("logo", "cut out", false, 20);
        write(&mut store, std::slice::from_ref(&taken_back));
        write(&mut store, &[said("logo", "cut out", true, 10)]);
        let all = |store: &Store| store.answers_since(Revision::default()).unwrap().0;
        assert_eq!(all(&store), [taken_back]);
        let again = said("logo", "cut out", true, 30);
        write(&mut store, std::slice::from_ref(&again));
        assert_eq!(all(&store), [again]);
    }

    #[test]
    fn a_reader_is_told_what_is_new_to_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db");
        let (mut one, other) = (Store::open(&path).unwrap(), Store::open(&path).unwrap());
        write(&mut one, &[said("logo", "cut out", true, 10)]);
        let (found, seen) = other.answers_since(Revision::default()).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(other.answers_since(seen).unwrap(), (Vec::new(), seen));
        let back = said("logo", "cut out", false, 20);
        write(&mut one, std::slice::from_ref(&back));
        assert_eq!(other.answers_since(seen).unwrap().0, [back]);
    }
}
