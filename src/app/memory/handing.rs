//! Handing decisions to the store. A million of them are more than a frame has time for, so a step that is too large goes
//! over in pieces, and reaches the store when it is whole: it is written in one transaction.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::freeing::drop_elsewhere;
use super::{DecisionMemory, InFlight, OnDisk, Outcome, Rows, Settling, Shown, learn, next_piece};
use crate::export::path_text;
use crate::review::{ChangeTime, DecisionBatch, PendingDecision, StoredDecision};
use crate::scan::ContentHash;
use crate::session::ResultRow;

/// A step that goes over to the store.
#[derive(Debug)]
pub(super) struct Handing {
    rows: Rows,
    /// How many of its rows are in the batch.
    at: usize,
    batch: DecisionBatch,
}

impl Handing {
    pub(super) fn len(&self) -> usize {
        self.rows.unsaved.images.len()
    }
}

impl DecisionMemory {
    /// Hands to the store what was decided since the last time, until `out_of_time`; whether there is more. Without a store
    /// nothing is saved, and says so.
    pub(in crate::app) fn take_unsaved(
        &mut self,
        shown: &mut Shown<'_>,
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        loop {
            let Some(mut handing) = self.handing.take().or_else(|| self.next_handing(shown)) else {
                return false;
            };
            while handing.at < handing.len() {
                self.add_some(&mut handing, shown);
                if out_of_time() && handing.at < handing.len() {
                    self.handing = Some(handing);
                    return true;
                }
            }
            self.hand_over(handing);
        }
    }

    fn next_handing(&mut self, shown: &mut Shown<'_>) -> Option<Handing> {
        let unsaved = shown.session.next_unsaved()?;
        self.latest = self.latest.max(ChangeTime(self.latest.0 + 1)).max(now());
        self.look_at_folder(shown);
        let answer = self.answer_to_write(&unsaved, shown);
        Some(Handing {
            rows: Rows {
                generation: shown.generation,
                unsaved,
            },
            at: 0,
            batch: DecisionBatch {
                folder: self.folder.key.clone(),
                answers: answer.into_iter().collect(),
                ..DecisionBatch::default()
            },
        })
    }

    fn add_some(&mut self, handing: &mut Handing, shown: &Shown<'_>) {
        let Handing { rows, at, batch } = handing;
        let images = next_piece(&rows.unsaved.images, at);
        // An answer is one, whatever number of images it is about; and nothing was decided about them.
        let is_answer = rows.unsaved.answer.is_some();
        let counted = if is_answer {
            &rows.unsaved.images[..images.len().min(1)]
        } else {
            images
        };
        if self.store.is_none() {
            for image in counted {
                self.unstored.insert((rows.generation, *image), ());
            }
        }
        if is_answer {
            return;
        }
        for row in images.iter().filter_map(|image| shown.session.row(*image)) {
            if let Some(content) = row.report.stamp.content {
                let write = self.write_of(row, content);
                if row.review.unbound.is_some() {
                    let location = row.report.location.clone();
                    batch.replaced.push((location, write.changed_at));
                }
                learn(&mut self.known, &write, OnDisk::NotYet);
                batch.by_content.push(write);
            } else {
                let location = row.report.location.clone();
                self.folder.places.insert(location.clone(), row.report.id);
                batch.by_place.push(PendingDecision {
                    location,
                    seen: row.seen_file(),
                    decided: row.review.decided,
                    changed_at: self.latest,
                });
            }
        }
    }

    /// A row's decision as the store takes it.
    fn write_of(&self, row: &ResultRow, content: ContentHash) -> StoredDecision {
        let known = self.known.get(&content);
        StoredDecision {
            content,
            decided: row.review.decided,
            // Stronger than what its maker has seen, also where the clock was set back since then.
            changed_at: known.map_or(self.latest, |known| {
                self.latest.max(ChangeTime(known.changed_at.0 + 1))
            }),
            file_bytes: row.report.file_bytes,
            path_hint: Some(path_text(&row.report.location).into_owned()),
        }
    }

    fn hand_over(&mut self, handing: Handing) {
        let Handing { rows, batch, .. } = handing;
        let Some(store) = &mut self.store else {
            drop_elsewhere(batch);
            self.settling
                .push_back(Settling::new(rows, Outcome::Failed));
            return;
        };
        let batch = Arc::new(batch);
        let id = store.write_batch(Arc::clone(&batch));
        self.in_flight.insert(id, InFlight { rows, batch });
    }
}

fn now() -> ChangeTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock before 1970 orders nothing; what is known does.
    let ms = since.map_or(0, |since| since.as_millis());
    ChangeTime(i64::try_from(ms).unwrap_or(i64::MAX))
}
