//! What was decided about the images of a folder, for who has no window: by what their files hold, and by their places
//! where that waits to be found out. One policy for every command.
//!
//! Invariant: what waits counts only for the very file that was seen, by its size and time, and only where nothing later
//! was decided about what that file holds.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::error::StoreError;
use super::pending::{PendingDecision, PlaceKey, file_of};
use super::scan_memory::folder_key;
use super::store::Store;
use super::{ChangeTime, Revision};
use crate::scan::{ContentHash, ImageId, ImageLocation, SeenFile};
use crate::session::{Decided, OriginalPair, SaidOfOriginal, SaveState, ScanSession};

impl Store {
    /// The first files, so many at most, about which something was decided that waits for what they hold: where they were
    /// then.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn waiting_files(&self, most: u32) -> Result<Vec<PathBuf>, StoreError> {
        let waiting = self.waiting_after(&PlaceKey::FIRST, most)?;
        Ok(waiting.iter().map(file_of).collect())
    }
}

/// The decisions that a store held about a folder when they were read.
#[derive(Clone, Debug, Default)]
pub struct KnownDecisions {
    by_content: HashMap<ContentHash, Word>,
    by_place: HashMap<ImageLocation, PendingDecision>,
    /// When "This is its original" was said; answers that were taken back are not in it.
    answers: HashMap<OriginalPair, SystemTime>,
    decided_sizes: Arc<HashSet<u64>>,
}

/// What somebody said last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    /// `None`: the decision was taken back.
    decided: Option<Decided>,
    changed_at: ChangeTime,
}

impl KnownDecisions {
    /// Reads them. What waits in a folder above or below this one counts as well. Asks the disk for the folder's canonical
    /// path.
    ///
    /// # Errors
    /// When the store could not be read.
    pub fn read(store: &Store, root: &Path) -> Result<Self, StoreError> {
        let root = folder_key(root);
        let mut by_place: HashMap<ImageLocation, PendingDecision> = HashMap::new();
        // What waits comes first: what a window binds meanwhile is found twice then, and not nowhere.
        for waiting in store.waiting_after(&PlaceKey::FIRST, u32::MAX)? {
            let file = file_of(&waiting);
            let Ok(relative) = file.strip_prefix(&root) else {
                continue;
            };
            let location = ImageLocation::new(relative);
            let pending = waiting.pending;
            let is_late = by_place
                .get(&location)
                .is_some_and(|other| other.changed_at > pending.changed_at);
            if !is_late {
                by_place.insert(location, pending);
            }
        }
        let (stored, _) = store.decisions_since(Revision::default())?;
        let by_content = stored.into_iter().map(|stored| {
            let word = Word {
                decided: stored.decided,
                changed_at: stored.changed_at,
            };
            (stored.content, word)
        });
        let (answers, _) = store.answers_since(Revision::default())?;
        let answers = answers.into_iter().map(|stored| stored.said);
        Ok(Self {
            by_content: by_content.collect(),
            by_place,
            answers: answers
                .filter_map(|said| Some((said.pair, said.at?)))
                .collect(),
            decided_sizes: Arc::new(store.decided_sizes()?),
        })
    }

    /// Sizes in bytes of the files that were decided about: a file of such a size has to be looked into.
    #[must_use]
    pub fn decided_sizes(&self) -> Arc<HashSet<u64>> {
        Arc::clone(&self.decided_sizes)
    }

    /// A session hears what counts about an image and its original, if anything does. `read`: as which file it was read after the scan, and
    /// what it held then.
    pub fn recall(
        &self,
        session: &mut ScanSession,
        image: ImageId,
        read: Option<(SeenFile, ContentHash)>,
    ) {
        self.recall_answer(session, image);
        let Some(row) = session.row(image) else {
            return;
        };
        let report = &row.report;
        let scanned = SeenFile {
            file_bytes: report.file_bytes,
            modified: report.stamp.modified,
        };
        let (seen, content) = match read {
            Some((seen, content)) => (seen, Some(content)),
            None => (scanned, report.stamp.content),
        };
        let Some(word) = self.word_about(&report.location, seen, content) else {
            return;
        };
        // Recalled by its place, and now it is known what the file holds.
        if let (SaveState::SavedByPlace, Some(content)) = (row.review.save, content) {
            session.bind(image, content);
        }
        session.recall_decision(image, word.decided);
    }

    /// A session of a folder that is remembered hears what counts about all its images.
    pub fn recall_all(&self, session: &mut ScanSession) {
        // What counts by content is remembered with the images.
        let waiting: Vec<ImageId> = session
            .rows()
            .filter(|row| self.by_place.contains_key(&row.report.location))
            .map(|row| row.report.id)
            .collect();
        for image in waiting {
            self.recall(session, image, None);
        }
    }

    fn recall_answer(&self, session: &mut ScanSession, image: ImageId) {
        let row = session.row(image);
        let pair = row.and_then(|row| row.original_in_question());
        if let Some(pair) = pair
            && let Some(at) = self.answers.get(&pair)
        {
            let at = Some(*at);
            session.recall_answer(SaidOfOriginal { pair, at });
        }
    }

    fn word_about(
        &self,
        location: &ImageLocation,
        seen: SeenFile,
        content: Option<ContentHash>,
    ) -> Option<Word> {
        let by_content = content.and_then(|content| self.by_content.get(&content).copied());
        let pending = self.by_place.get(location);
        let by_place = pending
            .filter(|pending| pending.seen.is_same_as(seen))
            .map(|pending| Word {
                decided: pending.decided,
                changed_at: pending.changed_at,
            });
        match (by_content, by_place) {
            // As a window does that binds it.
            (Some(by_content), Some(by_place)) if by_content.changed_at > by_place.changed_at => {
                Some(by_content)
            }
            (by_content, by_place) => by_place.or(by_content),
        }
    }
}

#[cfg(test)]
mod tests;
