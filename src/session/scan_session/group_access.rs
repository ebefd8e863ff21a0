//! Groups and samples of the scan.

use super::ScanSession;
use crate::scan::ImageId;
use crate::session::{RowStatus, WrongRuns};

impl ScanSession {
    /// Flagged images in the groups in which they were written.
    #[must_use]
    pub fn wrong_runs(&self) -> &WrongRuns {
        &self.wrong_runs
    }

    /// Only while groups are looked at they are worked out.
    pub fn want_wrong_runs(&mut self, is_wanted: bool) {
        self.wrong_runs.want(is_wanted);
    }

    /// Every clear image, in the order in which the walk found them: what a sample is drawn from. Takes a few milliseconds
    /// for 200,000 rows, so it is for a click, not for every frame.
    #[must_use]
    pub fn clear_images(&self) -> Vec<ImageId> {
        self.rows()
            .filter(|row| row.status() == RowStatus::Clear)
            .map(|row| row.report.id)
            .collect()
    }

    /// Those of some images that nobody decided about yet.
    #[must_use]
    pub fn unreviewed_of(&self, images: &[ImageId]) -> Vec<ImageId> {
        let is_unreviewed = |id: &ImageId| {
            let row = self.row(*id);
            row.is_some_and(|row| row.decision_told().is_none())
        };
        images.iter().copied().filter(is_unreviewed).collect()
    }
}
