//! What the store asks of a session.

use super::ScanSession;
use crate::scan::{ContentHash, ImageId};
use crate::session::UnsavedDecisions;
use crate::session::decision::SaveState;

impl ScanSession {
    /// Every image that is known to hold this, by arrival.
    #[must_use]
    pub fn images_holding(&self, content: ContentHash) -> &[ImageId] {
        self.review.same_content(content)
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
        self.review
            .queue_unsaved(UnsavedDecisions { ticket, images });
    }
}
