//! Giving a recalled session what was decided before and is not on disk yet, in pieces that a frame has time for. It is done
//! before the session is shown and its scan begins: a scan may find another file in an image's place.

use std::collections::VecDeque;
use std::sync::Arc;

use super::{DecisionMemory, InFlight, next_piece};
use crate::review::DecisionBatch;
use crate::scan::KnownImages;
use crate::session::ScanSession;

/// Batches that a session has to be given, in the order in which they were decided.
#[derive(Debug, Default)]
pub(in crate::app) struct Unwritten {
    batches: VecDeque<Arc<DecisionBatch>>,
    /// How much of the first one it has: of decisions by content, and by place.
    given: (usize, usize),
}

impl DecisionMemory {
    /// What the store had not written yet when the recall began, and has not now. The recall is over by it.
    pub(in crate::app) fn unwritten(&mut self) -> Unwritten {
        let written = self.written_since.take().unwrap_or_default();
        let mut in_flight: Vec<_> = self.in_flight.iter().collect();
        in_flight.sort_unstable_by_key(|(batch, _)| **batch);
        let in_flight = in_flight.into_iter();
        let in_flight = in_flight.map(|(_, InFlight { batch, .. })| Arc::clone(batch));
        Unwritten {
            batches: written.into_iter().chain(in_flight).collect(),
            given: (0, 0),
        }
    }

    /// Gives the images of a recalled session what was decided about them, until `out_of_time`; whether there is more.
    pub(in crate::app) fn recall_unwritten(
        &self,
        unwritten: &mut Unwritten,
        (session, known): (&mut ScanSession, &KnownImages),
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        while let Some(batch) = unwritten.batches.front() {
            let (contents, places) = &mut unwritten.given;
            for write in next_piece(&batch.by_content, contents) {
                for image in session.images_holding(write.content).to_vec() {
                    self.recall(session, image);
                }
            }
            for write in next_piece(&batch.by_place, places) {
                let is_here = batch.folder == self.folder.key;
                let image = known.at(&write.location).filter(|_| is_here);
                // Another window may have found another file there meanwhile.
                let image = image.map(|(image, _)| image).filter(|image| {
                    let row = session.row(*image);
                    row.is_some_and(|row| row.seen_file() == write.seen)
                });
                if let Some(image) = image {
                    session.restore_unsaved(image, write.decided);
                }
            }
            if (*contents, *places) == (batch.by_content.len(), batch.by_place.len()) {
                unwritten.batches.pop_front();
                unwritten.given = (0, 0);
            }
            if out_of_time() && !unwritten.batches.is_empty() {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::super::{BETWEEN_LOOKS, Rows};
    use super::*;
    use crate::review::{BatchId, ChangeTime, PendingDecision};
    use crate::scan::{IfUnchanged, ImageId, KnownFile, KnownImage};
    use crate::session::{Decided, Decision, UnsavedDecisions, WriteTicket};
    use crate::ui::testing::sessions;

    const CONFIRMED: Option<Decided> = Some(Decided {
        decision: Decision::Confirmed,
        at: UNIX_EPOCH,
    });

    fn batch(session: &ScanSession, images: &[ImageId], decided: Option<Decided>) -> InFlight {
        let rows = images.iter().filter_map(|id| session.row(*id));
        let by_place = rows.map(|row| PendingDecision {
            location: row.report.location.clone(),
            seen: row.seen_file(),
            decided,
            changed_at: ChangeTime(1),
        });
        let batch = DecisionBatch {
            folder: "/shop".into(),
            by_place: by_place.collect(),
            ..DecisionBatch::default()
        };
        let unsaved = UnsavedDecisions {
            ticket: WriteTicket(1),
            images: images.to_vec(),
            answer: None,
        };
        InFlight {
            rows: Rows {
                generation: 0,
                unsaved,
            },
            batch: Arc::new(batch),
        }
    }

    #[test]
    fn what_is_not_on_disk_is_given_back_in_pieces_and_in_its_order() {
        let pieces = 5;
        let mut session = sessions::ended_with(u32::try_from(pieces * BETWEEN_LOOKS).unwrap());
        let all = session.index().shown().to_vec();
        let known = KnownImages::new(session.rows().map(|row| KnownImage {
            location: row.report.location.clone(),
            file: KnownFile {
                file_bytes: row.report.file_bytes,
                stamp: row.report.stamp,
                if_unchanged: IfUnchanged::Keep,
            },
        }));
        let mut memory = DecisionMemory::default();
        memory.folder.key = "/shop".into();
        let in_flight = &mut memory.in_flight;
        in_flight.insert(BatchId(2), batch(&session, &all[..1], None));
        in_flight.insert(BatchId(1), batch(&session, &all, CONFIRMED));

        let mut unwritten = memory.unwritten();
        let mut frames = 1;
        while memory.recall_unwritten(&mut unwritten, (&mut session, &known), || true) {
            frames += 1;
        }
        assert_eq!(frames, pieces + 1, "a frame that has no time takes a piece");
        let decided = |id: &ImageId| session.row(*id).unwrap().review.decided;
        assert_eq!(decided(&all[0]), None, "taken back by the later step");
        assert!(all[1..].iter().all(|id| decided(id) == CONFIRMED));
        assert_eq!(session.unsaved_decisions(), all.len() + 1, "once more each");
    }
}
