//! What the store asks of a session.

use super::ScanSession;
use crate::scan::{ContentHash, ImageId};
use crate::session::UnsavedDecisions;
use crate::session::decision::{Decided, SaveState, WriteTicket};

impl ScanSession {
    /// Every image that is known to hold this, by arrival.
    #[must_use]
    pub fn images_holding(&self, content: ContentHash) -> &[ImageId] {
        self.review.same_content(content)
    }

    /// Decisions that [`Self::next_unsaved`] has not given out yet, also those of a step that goes on.
    #[must_use]
    pub fn unsaved_decisions(&self) -> usize {
        self.review.queued() + self.decided_in_step()
    }

    /// The decisions about these images have to be written, although they are no step of this session: an earlier one
    /// made them, and they are not on disk yet.
    pub fn save_again(&mut self, images: &[ImageId]) {
        if images.is_empty() {
            return;
        }
        let ticket = self.review.next_ticket();
        for image in images {
            self.change_row(*image, |row| row.review.save = SaveState::Saving(ticket));
        }
        let images = images.to_vec();
        self.review.queue_unsaved(UnsavedDecisions {
            ticket,
            images,
            answer: None,
        });
    }

    /// What was decided about an image and is not on disk yet, whatever else is remembered of it: it is written once more.
    pub fn restore_unsaved(&mut self, image: ImageId, decided: Option<Decided>) {
        self.set_decided(image, decided);
        self.save_again(&[image]);
    }

    /// What became of decisions that were handed over. A row that was decided again since then waits for its own.
    pub fn settle(&mut self, written: &UnsavedDecisions, saved: bool) {
        self.settle_images(written.ticket, &written.images, saved);
    }

    /// The same for some of them: a million are more than a frame has time for. What is not known to hold something
    /// is saved by its place.
    pub fn settle_images(&mut self, ticket: WriteTicket, images: &[ImageId], saved: bool) {
        for image in images {
            self.change_row(*image, |row| {
                let is_its_own = matches!(
                    row.review.save,
                    SaveState::Saving(own) | SaveState::Failed(own) if own == ticket
                );
                if !is_its_own {
                    return;
                }
                row.review.save = match (saved, row.report.stamp.content) {
                    (false, _) => SaveState::Failed(ticket),
                    (true, Some(_)) => SaveState::Saved,
                    (true, None) => SaveState::SavedByPlace,
                };
            });
        }
    }

    /// A decision that was saved by its file's place follows what the file holds from now on.
    pub fn bind(&mut self, image: ImageId, content: ContentHash) {
        self.learn_content(image, content);
        self.change_row(image, |row| {
            if row.review.save == SaveState::SavedByPlace {
                row.review.save = SaveState::Saved;
            }
        });
    }

    /// A decision that was saved by its file's place will never follow anything: the file became another one before. The
    /// image counts as not reviewed, unless somebody decided about it since.
    pub fn break_bond(&mut self, image: ImageId, decided: Decided) {
        let is_it = self.row(image).is_some_and(|row| match row.review.save {
            SaveState::SavedByPlace => row.review.decided == Some(decided),
            SaveState::Saved => row.review.decided.is_none(),
            SaveState::Saving(_) | SaveState::Failed(_) => false,
        });
        if is_it {
            self.change_row(image, |row| {
                row.review.save = SaveState::Saved;
                row.review.unbound = Some(decided.decision);
            });
            self.set_decided(image, None);
        }
    }

    /// What the store knows of an image's content: at the beginning, or from another window. Not a step, and nothing to
    /// write; a decision that is not on disk yet stands.
    pub fn recall_decision(&mut self, image: ImageId, decided: Option<Decided>) {
        let is_free = self.row(image).is_some_and(|row| {
            row.review.save == SaveState::Saved && row.review.decided != decided
        });
        if is_free {
            self.set_decided(image, decided);
        }
    }

    /// The content of an image was found out after its inspection.
    pub fn learn_content(&mut self, image: ImageId, content: ContentHash) {
        let before = self.row(image).and_then(|row| row.report.stamp.content);
        // A proof is about one content.
        self.reclassify(image, |row| row.report.stamp.content = Some(content));
        self.learned.push(image);
        self.review.content_changed(image, before, Some(content));
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::{Duration, Instant, UNIX_EPOCH};

    use super::*;
    use crate::inspect::{InspectError, Thresholds};
    use crate::scan::{
        FileStamp, ImageLocation, ImageOutcome, ImageReport, ScanEvent, WorkTimes, WorkerId,
    };
    use crate::session::Decision;

    const IMAGE: ImageId = ImageId(0);

    fn decided(second: u64) -> Decided {
        Decided {
            decision: Decision::Confirmed,
            at: UNIX_EPOCH + Duration::from_secs(second),
        }
    }

    /// One image of which nobody knows what it holds, confirmed, and that saved.
    fn saved_by_place() -> ScanSession {
        let now = Instant::now();
        let mut session = ScanSession::new(PathBuf::from("/shop"), 1, Thresholds::default(), now);
        let report = ImageReport {
            id: IMAGE,
            location: ImageLocation::new("a.jpg"),
            product: None,
            file_bytes: Some(9),
            stamp: FileStamp::default(),
            outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
            times: WorkTimes::default(),
        };
        let event = ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(report),
            thumbnail: None,
        };
        session.apply(event, now);
        session.decide(&[IMAGE], Some(Decision::Confirmed), decided(1).at);
        let unsaved = session.next_unsaved().unwrap();
        assert!(!session.row(IMAGE).unwrap().review.is_on_disk(), "not yet");
        session.settle(&unsaved, true);
        session
    }

    fn state(session: &ScanSession) -> (Option<Decision>, SaveState, u64) {
        let review = session.row(IMAGE).unwrap().review;
        (review.decision(), review.save, session.totals().confirmed)
    }

    #[test]
    fn a_decision_is_saved_by_its_place_until_it_is_bound() {
        let mut session = saved_by_place();
        let confirmed = Some(Decision::Confirmed);
        assert_eq!(state(&session), (confirmed, SaveState::SavedByPlace, 1));
        assert!(session.row(IMAGE).unwrap().review.is_on_disk());
        session.recall_decision(IMAGE, None);
        assert_eq!(state(&session).0, confirmed, "nothing else is known of it");
        session.bind(IMAGE, ContentHash::of(b"a mug"));
        assert_eq!(state(&session), (confirmed, SaveState::Saved, 1));
        assert_eq!(session.images_holding(ContentHash::of(b"a mug")), [IMAGE]);
        session.recall_decision(IMAGE, None);
        assert_eq!(state(&session).0, None, "another window took it back");
    }

    #[test]
    fn a_decision_whose_file_changed_before_it_was_bound_counts_as_none() {
        let mut session = saved_by_place();
        session.break_bond(IMAGE, decided(1));
        assert_eq!(state(&session), (None, SaveState::Saved, 0));
        let row = session.row(IMAGE).unwrap();
        assert_eq!(row.decided_unbound(), Some(Decision::Confirmed));

        session.decide(&[IMAGE], Some(Decision::FalseAlarm), decided(2).at);
        let row = session.row(IMAGE).unwrap();
        assert_eq!(row.decided_unbound(), None, "somebody decided anew");
        session.break_bond(IMAGE, decided(1));
        let later = Some(Decision::FalseAlarm);
        assert_eq!(state(&session).0, later, "which is not touched");
    }
}
