//! What a session remembers of an earlier scan, and what it hears of it from the present one.
//!
//! Invariant: what is gone keeps its row and its decision, and counts neither as done nor as found.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use super::ScanSession;
use crate::inspect::{Measures, Thresholds};
use crate::scan::{ImageId, ProductRule, ScanEnd};
use crate::session::rescan::Comparison;
use crate::session::{
    RecalledResults, RecalledRow, RescanEnd, RescanFigures, ResultRow, RowReview, RowStatus,
};

impl ScanSession {
    /// A scan that begins now, of a folder of which results are remembered: they are there at once, judged by these
    /// thresholds. It takes a second for a million rows, so it belongs on a thread of its own; so does working out the
    /// list of shown rows, by [`Self::set_filter`], [`Self::set_order`] and [`Self::update_index`].
    #[must_use]
    pub fn recalled(
        root: PathBuf,
        workers: usize,
        thresholds: Thresholds,
        measures: Measures,
        products: ProductRule,
        results: RecalledResults,
        now: Instant,
    ) -> Self {
        let mut session = Self::new(root, workers, thresholds, now).with_measures(measures);
        session.choose_products(products);
        session.known_images = results.rows.len();
        for (id, recalled) in (0..).map(ImageId).zip(results.rows) {
            match recalled {
                Some(row) => session.recall_row(id, row),
                None => session.rows.grow(id.index() + 1),
            }
        }
        session.totals.found = session.totals.done;
        session.totals.found_bytes = session.totals.done_bytes;
        session.rescan = Some(RescanFigures::of_results_from(results.from));
        session
    }

    fn recall_row(&mut self, id: ImageId, recalled: RecalledRow) {
        let mut report = recalled.report;
        report.id = id;
        let mut row = ResultRow::new(self.regroup.own(report), &self.thresholds);
        row.review = RowReview {
            decided: recalled.decided,
            save: recalled.save,
            before_change: recalled.before_change,
            unbound: recalled.unbound,
        };
        row.is_gone = recalled.is_gone;
        row.proof = recalled.proof.map(Arc::new);
        let _new = self.put_row(row);
    }

    /// How this scan compares with what was remembered; `None` where nothing was.
    #[must_use]
    pub fn rescan(&self) -> Option<&RescanFigures> {
        self.rescan.as_ref()
    }

    /// How many images were remembered when the scan began; later ids are new.
    #[must_use]
    pub fn known_images(&self) -> usize {
        self.known_images
    }

    /// The images of which more was found out after their inspection, since this was asked last: their content, or what
    /// their original says.
    pub fn take_learned(&mut self) -> Vec<ImageId> {
        std::mem::take(&mut self.learned)
    }

    /// The images that are gone.
    #[must_use]
    pub fn gone_images(&self) -> Vec<ImageId> {
        self.tally.sets.of(RowStatus::Gone).iter().collect()
    }

    /// Drops what is remembered of images that are gone; returns their rows, so that the store forgets them too.
    pub fn forget_gone(&mut self) -> Vec<Arc<ResultRow>> {
        let mut forgotten = Vec::new();
        for id in self.gone_images() {
            let Some(row) = self.rows.take(id) else {
                continue;
            };
            self.tally.remove(&mut self.totals, &row);
            self.review
                .content_changed(id, row.report.stamp.content, None);
            forgotten.push(row);
        }
        if !forgotten.is_empty() {
            self.index.row_changed();
        }
        forgotten
    }

    /// Images are as they were.
    pub(super) fn find_unchanged(&mut self, images: &[ImageId]) {
        self.run.unchanged(images.len() as u64);
        if let Some(rescan) = &mut self.rescan {
            rescan.unchanged += images.len() as u64;
        }
        let returned: Vec<ImageId> = images
            .iter()
            .copied()
            .filter(|id| self.row(*id).is_some_and(|row| row.is_gone))
            .collect();
        self.set_gone(&returned, Whereabouts::Here);
    }

    /// Images are no longer there.
    pub(super) fn find_gone(&mut self, images: &[ImageId]) {
        let missed: Vec<ImageId> = images
            .iter()
            .copied()
            .filter(|id| self.row(*id).is_some_and(|row| !row.is_gone))
            .collect();
        if let Some(rescan) = &mut self.rescan {
            rescan.gone += missed.len() as u64;
        }
        self.set_gone(&missed, Whereabouts::Gone);
    }

    fn set_gone(&mut self, images: &[ImageId], whereabouts: Whereabouts) {
        for image in images {
            let bytes = self.row(*image).and_then(|row| row.report.file_bytes);
            let bytes = bytes.unwrap_or(0);
            match whereabouts {
                Whereabouts::Gone => {
                    self.totals.done -= 1;
                    self.totals.done_bytes -= bytes;
                }
                Whereabouts::Here => {
                    self.totals.done += 1;
                    self.totals.done_bytes += bytes;
                }
            }
            self.change_row(*image, |row| row.is_gone = whereabouts == Whereabouts::Gone);
        }
        if !images.is_empty() {
            self.index.row_changed();
            self.totals.found = self.totals.found.max(self.totals.done);
        }
    }

    /// A report came in; `known` is how it compares with the row that was there.
    pub(super) fn count_rescanned(&mut self, id: ImageId, known: Option<Comparison>) {
        let is_known = id.index() < self.known_images;
        let Some(rescan) = self.rescan.as_mut().filter(|rescan| rescan.end.is_none()) else {
            return;
        };
        match known {
            None if !is_known => rescan.new += 1,
            Some(Comparison::Other) => rescan.changed += 1,
            // Inspected again for other reasons than a change: another engine, other measures, a time not to be relied
            // on, or only touched.
            None | Some(Comparison::Same) => rescan.unchanged += 1,
            Some(Comparison::Unknown) => {}
        }
    }

    /// The scan is over. Where all was looked at, what was found is what is there.
    pub(super) fn end_rescan(&mut self, end: &ScanEnd, now: Instant) {
        let Some(rescan) = self.rescan.as_mut().filter(|rescan| rescan.end.is_none()) else {
            return;
        };
        rescan.end = Some(match end {
            ScanEnd::Completed => RescanEnd::Checked(now),
            ScanEnd::Stopped
            | ScanEnd::RootUnreadable { .. }
            | ScanEnd::NoAnswer { .. }
            | ScanEnd::Failed { .. } => RescanEnd::Interrupted,
        });
        if *end == ScanEnd::Completed {
            self.totals.found = self.totals.done;
            self.totals.found_bytes = self.totals.done_bytes;
        }
    }
}

/// Whether a file is where it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whereabouts {
    Here,
    Gone,
}
