//! Known images that the walk has met as they were, gathered until they are told.

use std::time::{Duration, Instant};

use super::ImageId;

/// Known images that are as they were, until they are told.
#[derive(Debug, Default)]
pub(super) struct Unchanged {
    pub(super) images: Vec<ImageId>,
    pub(super) file_bytes: u64,
    /// Since when the first of them waits.
    since: Option<Instant>,
}

impl Unchanged {
    /// Told together: enough to make a note worth its while, few enough to be taken in within a frame.
    const MOST: usize = 256;

    /// And none waits for longer, however slow the share is.
    const LONGEST: Duration = Duration::from_millis(100);

    pub(super) fn add(&mut self, image: ImageId, file_bytes: Option<u64>) {
        self.images.push(image);
        self.file_bytes += file_bytes.unwrap_or(0);
        self.since.get_or_insert_with(Instant::now);
    }

    pub(super) fn is_due(&self) -> bool {
        let waited = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        self.images.len() >= Self::MOST || waited >= Self::LONGEST
    }
}
