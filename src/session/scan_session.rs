//! One folder's scan as the window shows it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::index::ResultIndex;
use super::meter::{WorkerMeter, WorkerState};
use super::rates::{RateHistory, Rates};
use super::regroup::{Grouped, Regroup};
use super::rejudge::{Judged, Rejudge};
use super::rescan::{self, Comparison};
use super::review::Review;
use super::row_table::RowTable;
use super::run::{Run, RunKind};
use super::tally::Tally;
use super::{
    ProductList, ProgressFigures, RescanFigures, ResultRow, RowStatus, ScanPhase, ScanTotals,
    Selection, WrongRuns,
};
use crate::inspect::{Measures, Thresholds};
use crate::scan::{ImageId, ImageLocation, ImageReport, ScanEvent, SkipCause, WorkTimes, WorkerId};

pub use self::comparing::Beside;
use self::deciding::Deciding;
pub use self::deciding::FinishedStep;
pub use self::reviewing::{ReviewedPart, ShownReview};

/// Something that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedEntry {
    /// What.
    pub location: ImageLocation,
    /// Why.
    pub cause: SkipCause,
}

/// Everything that the window knows of one folder's scan. Rows are kept by [`ImageId`]; a second look at some of them
/// ("Try these again") replaces their rows and adds to nothing twice.
#[derive(Debug)]
pub struct ScanSession {
    root: PathBuf,
    thresholds: Thresholds,
    rejudge: Rejudge,
    regroup: Regroup,
    measures: Measures,
    phase: ScanPhase,
    discovery_ended: bool,
    totals: ScanTotals,
    tally: Tally,
    rows: RowTable,
    skipped: Vec<SkippedEntry>,
    workers: Vec<WorkerMeter>,
    history: RateHistory,
    /// What the run that goes on (the first, or another over some images) is to report, and has.
    run: Run,
    index: ResultIndex,
    product_list: ProductList,
    wrong_runs: WrongRuns,
    selection: Selection,
    /// Images that are shown whether the list holds them or not: those side by side.
    beside: Vec<ImageId>,
    review: Review,
    /// The step of the review that goes on.
    deciding: Option<Deciding>,
    rescan: Option<RescanFigures>,
    /// Images that were remembered when the scan began; theirs are the first ids.
    known_images: usize,
    /// Images of which more was found out after their inspection (content, proof), since that was asked for last.
    learned: Vec<ImageId>,
}

impl ScanSession {
    /// A scan that begins now.
    #[must_use]
    pub fn new(root: PathBuf, workers: usize, thresholds: Thresholds, now: Instant) -> Self {
        Self {
            root,
            thresholds,
            rejudge: Rejudge::default(),
            regroup: Regroup::default(),
            measures: Measures::default(),
            phase: ScanPhase::Running,
            discovery_ended: false,
            totals: ScanTotals::default(),
            tally: Tally::default(),
            rows: RowTable::default(),
            skipped: Vec::new(),
            workers: vec![WorkerMeter::new(now); workers],
            history: RateHistory::new(now),
            run: Run::of_folder(now),
            index: ResultIndex::default(),
            product_list: ProductList::default(),
            wrong_runs: WrongRuns::default(),
            selection: Selection::default(),
            beside: Vec::new(),
            review: Review::default(),
            deciding: None,
            rescan: None,
            known_images: 0,
            learned: Vec::new(),
        }
    }

    /// The same scan, measuring more than the verdict needs.
    #[must_use]
    pub fn with_measures(self, measures: Measures) -> Self {
        Self { measures, ..self }
    }

    /// A second look at some images begins: rows and totals stay until the new reports replace them.
    pub fn look_again(&mut self, kind: RunKind, workers: usize, now: Instant) {
        self.phase = ScanPhase::Running;
        self.workers = vec![WorkerMeter::new(now); workers];
        self.history = RateHistory::new(now);
        self.run = self.run.again(kind, now);
        self.discovery_ended = false;
    }

    /// Takes one event of the scan.
    pub fn apply(&mut self, event: ScanEvent, now: Instant) {
        match event {
            ScanEvent::Discovered { images, bytes } => self.discover(images, bytes),
            ScanEvent::Skipped { location, cause } => {
                self.totals.skipped.add(&cause);
                self.skipped.push(SkippedEntry { location, cause });
            }
            ScanEvent::OtherFiles { files } => self.totals.other_files += files,
            ScanEvent::DiscoveryEnded => self.discovery_ended = true,
            ScanEvent::ImageStarted { worker, location } => {
                if let Some(meter) = self.workers.get_mut(worker.index()) {
                    meter.start_image(location, now);
                }
            }
            ScanEvent::ImageFinished {
                worker,
                report,
                thumbnail: _,
            } => {
                self.finish_image(worker, *report, now);
            }
            ScanEvent::Unchanged { images } => self.find_unchanged(&images),
            ScanEvent::Gone { images } => self.find_gone(&images),
            ScanEvent::WorkerSilent { worker, silent_for } => {
                if let Some(meter) = self.workers.get_mut(worker.index()) {
                    meter.stay_silent(silent_for);
                }
            }
            ScanEvent::WorkerAbandoned { worker, location } => {
                if let Some(meter) = self.workers.get_mut(worker.index()) {
                    meter.abandon(location);
                }
            }
            ScanEvent::Paused(cause) => {
                self.run.hold(now);
                if self.phase == ScanPhase::Running {
                    self.phase = ScanPhase::Paused(cause);
                }
            }
            ScanEvent::Resumed => {
                self.run.go_on(now);
                if matches!(self.phase, ScanPhase::Paused(_)) {
                    self.phase = ScanPhase::Running;
                }
            }
            ScanEvent::Ended(end) => {
                self.run.hold(now);
                self.end_rescan(&end, now);
                self.phase = ScanPhase::Ended(end);
                self.workers.iter_mut().for_each(WorkerMeter::rest);
            }
        }
    }

    /// Stop was asked for.
    pub fn stop_requested(&mut self) {
        if self.is_active() {
            self.phase = ScanPhase::Stopping;
        }
    }

    fn discover(&mut self, images: u64, bytes: u64) {
        let (found, found_bytes) = self.run.discover(images, bytes);
        // A retry or a rescan discovers again what is counted already; only what exceeds that is new.
        self.totals.found = self.totals.found.max(found);
        self.totals.found_bytes = self.totals.found_bytes.max(found_bytes);
    }

    fn finish_image(&mut self, worker: WorkerId, report: ImageReport, now: Instant) {
        self.record_work(worker, report.file_bytes, report.times, now);
        let id = report.id;
        let comparison = self.put_row(ResultRow::new(self.regroup.own(report), &self.thresholds));
        self.count_rescanned(id, comparison);
    }

    fn record_work(
        &mut self,
        worker: WorkerId,
        file_bytes: Option<u64>,
        times: WorkTimes,
        now: Instant,
    ) {
        if let Some(meter) = self.workers.get_mut(worker.index()) {
            meter.finish_image(times, now);
        }
        self.history
            .record(now, times.bytes_read, times.reading, times.decoding);
        self.run
            .inspected(file_bytes.unwrap_or(0), times.bytes_read);
        if self.run.is_of_the_scan() {
            self.totals.read_bytes += times.bytes_read;
        }
    }

    /// Puts a row in its place; returns how it compares with the one that was there.
    fn put_row(&mut self, mut row: ResultRow) -> Option<Comparison> {
        let id = row.report.id;
        let before = self.rows.get(id);
        let comparison = before.map(|before| rescan::carry_over(before, &mut row));
        if let Some(before) = before {
            self.tally.remove(&mut self.totals, before);
            if !before.is_gone {
                self.totals.done -= 1;
                self.totals.done_bytes -= before.report.file_bytes.unwrap_or(0);
            }
        }
        self.tally.add(&mut self.totals, &row);
        if !row.is_gone {
            self.totals.count_done(row.report.file_bytes);
        }
        let content = row.report.stamp.content;
        let depends_on_thresholds = row.depends_on_thresholds();
        let row = Arc::new(row);
        let before = self.rows.put(Arc::clone(&row));
        let did_depend = before
            .as_ref()
            .is_some_and(|before| before.depends_on_thresholds());
        if depends_on_thresholds && !did_depend {
            self.rejudge.add(id);
        }
        match before {
            None => {
                self.review.content_changed(id, None, content);
                self.index.row_arrived(id);
            }
            Some(before) => {
                let content_before = before.report.stamp.content;
                self.review.content_changed(id, content_before, content);
                self.index.row_replaced(&before, &row);
                self.product_list.counts_changed();
            }
        }
        self.totals.found = self.totals.found.max(self.totals.done);
        comparison
    }

    /// The scanned folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the scan measures beyond what the verdict needs; a second look at some of its images measures the same.
    #[must_use]
    pub fn measures(&self) -> Measures {
        self.measures
    }

    /// Where the scan stands.
    #[must_use]
    pub fn phase(&self) -> &ScanPhase {
        &self.phase
    }

    /// Whether the scan still runs, is held, or is being stopped.
    #[must_use]
    pub fn is_active(&self) -> bool {
        !matches!(self.phase, ScanPhase::Ended(_))
    }

    /// Whether the total is known.
    #[must_use]
    pub fn discovery_ended(&self) -> bool {
        self.discovery_ended
    }

    /// Counts.
    #[must_use]
    pub fn totals(&self) -> &ScanTotals {
        &self.totals
    }

    /// Progress of the run that goes on, or went last.
    #[must_use]
    pub fn progress(&self, now: Instant) -> ProgressFigures {
        let current = self.history.current(now);
        self.run.figures(self.discovery_ended, current, now)
    }

    /// Average rates of the run over the folder, whatever was looked at again since; `None` where they would say nothing.
    #[must_use]
    pub fn average_rates(&self, now: Instant) -> Option<Rates> {
        self.run.folder_average(now)
    }

    /// Time that the scan and every later try took together, pauses left out.
    #[must_use]
    pub fn total_elapsed(&self, now: Instant) -> Duration {
        self.run.total_elapsed(now)
    }

    /// A meter per worker.
    #[must_use]
    pub fn workers(&self) -> &[WorkerMeter] {
        &self.workers
    }

    /// Whether every rate is 0 and no worker is on an image, so that nothing on the screen moves by itself.
    #[must_use]
    pub fn is_still(&self, now: Instant) -> bool {
        self.history.current(now) == Rates::default()
            && !self
                .workers
                .iter()
                .any(|meter| matches!(meter.state, WorkerState::Working { .. }))
    }

    /// What was not looked at, in the order in which the walk came to it.
    #[must_use]
    pub fn skipped(&self) -> &[SkippedEntry] {
        &self.skipped
    }

    /// One row.
    #[must_use]
    pub fn row(&self, id: ImageId) -> Option<&Arc<ResultRow>> {
        self.rows.get(id)
    }

    /// Every row, those of an earlier scan first, in the order in which the walk found them.
    pub fn rows(&self) -> impl Iterator<Item = &Arc<ResultRow>> {
        self.rows.iter()
    }

    /// Every row as it is now, to be read on another thread. However many they are, it takes microseconds.
    #[must_use]
    pub fn snapshot(&self) -> RowTable {
        self.rows.clone()
    }

    /// The images that could not be reached, for another try.
    #[must_use]
    pub fn unreachable_images(&self) -> Vec<(ImageId, ImageLocation)> {
        let unreachable = self.tally.sets.of(RowStatus::Unreachable).iter();
        let rows = unreachable.filter_map(|id| self.row(id));
        rows.map(|row| (row.report.id, row.report.location.clone()))
            .collect()
    }
}

mod answering;
mod comparing;
mod counting;
mod deciding;
mod group_access;
mod listing;
mod product_access;
mod proving;
mod recalling;
mod reviewing;
mod storing;
#[cfg(test)]
mod tests;
