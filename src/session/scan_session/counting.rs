//! A scan of which nothing is kept but counts, so that its memory does not grow with the images.

use std::time::Instant;

use super::{ScanSession, SkippedEntry};
use crate::scan::{ScanEvent, SkipCause};
use crate::session::{ImageCounts, ResultRow};

impl ScanSession {
    /// Takes one event as [`Self::apply`] does, but keeps no row: it is returned, and counts. Of what was not looked at only
    /// folders that could not be read are kept. For scans that began with nothing remembered.
    pub fn count(&mut self, event: ScanEvent, now: Instant) -> Option<ResultRow> {
        match event {
            ScanEvent::ImageFinished { worker, report, .. } => {
                self.record_work(worker, report.file_bytes, report.times, now);
                let row = ResultRow::new(self.regroup.own(*report), &self.thresholds);
                self.totals.add(&row);
                self.tally.whole.add(&row);
                self.totals.count_done(row.report.file_bytes);
                self.totals.found = self.totals.found.max(self.totals.done);
                Some(row)
            }
            ScanEvent::Skipped { location, cause } => {
                self.totals.skipped.add(&cause);
                if is_folder_lost(&cause) {
                    self.skipped.push(SkippedEntry { location, cause });
                }
                None
            }
            event => {
                self.apply(event, now);
                None
            }
        }
    }

    /// Counts of all images.
    #[must_use]
    pub fn counts(&self) -> &ImageCounts {
        &self.tally.whole
    }
}

/// Whether a folder could not be read, so that nobody knows what is in it.
fn is_folder_lost(cause: &SkipCause) -> bool {
    matches!(
        cause,
        SkipCause::UnreadableFolder { .. } | SkipCause::FolderNoAnswer { .. }
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::inspect::Thresholds;
    use crate::scan::{ImageLocation, ScanEnd, WorkerId};
    use crate::session::index::tests::row;

    #[test]
    fn what_is_only_counted_adds_up_as_what_is_kept() {
        let now = Instant::now();
        let begin = || ScanSession::new(PathBuf::from("/shop"), 1, Thresholds::default(), now);
        let (mut kept, mut counted) = (begin(), begin());
        let finished = |id: u32| ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(row(id, &format!("a/{id}.jpg")).report),
            thumbnail: None,
        };
        let skipped = |cause| ScanEvent::Skipped {
            location: ImageLocation::new("a"),
            cause,
        };
        let unreadable = || {
            skipped(SkipCause::UnreadableFolder {
                detail: "no permission".to_owned(),
            })
        };
        let silent = || {
            let silent_for = std::time::Duration::from_mins(1);
            skipped(SkipCause::FolderNoAnswer { silent_for })
        };
        let events = || {
            let found = ScanEvent::Discovered {
                images: 10,
                bytes: 9,
            };
            std::iter::once(found)
                .chain((0..10).map(finished))
                .chain([skipped(SkipCause::HiddenFile), unreadable(), silent()])
                .chain([
                    ScanEvent::DiscoveryEnded,
                    ScanEvent::Ended(ScanEnd::Completed),
                ])
        };
        for event in events() {
            kept.apply(event, now);
        }
        let rows: Vec<ResultRow> = events()
            .filter_map(|event| counted.count(event, now))
            .collect();
        assert!(rows.iter().eq(kept.rows().map(AsRef::as_ref)), "each once");
        assert_eq!(counted.totals(), kept.totals());
        assert_eq!(counted.counts(), kept.counts());
        assert_eq!(counted.phase(), kept.phase());
        assert_eq!(counted.rows().count(), 0, "nothing is kept");
        assert_eq!(counted.skipped().len(), 2, "only what is named at the end");
    }
}
