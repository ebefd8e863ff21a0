//! The run that goes on over a session's images, and what the runs before it took.
//!
//! The clock is a parameter. Invariant: what is said of the whole scan (its time, its rates, what was read) is of the runs
//! that looked at the folder; a look at files that the program wrote itself changes none of it.

use std::time::{Duration, Instant};

use super::run_clock::RunClock;
use super::{ProgressFigures, Rates, done_fraction, remaining_time};

/// What a run looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    /// The whole folder.
    Folder,
    /// Images that could not be reached before.
    Retry,
    /// Images whose files a repair or its undoing has written.
    Rewritten,
}

/// Counts of one run, and its time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    kind: RunKind,
    clock: RunClock,
    found: u64,
    found_bytes: u64,
    done: u64,
    /// Of `done`: not inspected, because they are as they were.
    unchanged: u64,
    read_bytes: u64,
    /// Sizes of the files that were inspected.
    inspected_bytes: u64,
    /// What the runs before it took.
    earlier: Duration,
    /// The rates of the run over the folder, where this is another.
    folder_average: Option<Rates>,
}

impl Run {
    /// A scan begins.
    pub(super) fn of_folder(now: Instant) -> Self {
        Self {
            kind: RunKind::Folder,
            clock: RunClock::start(now),
            found: 0,
            found_bytes: 0,
            done: 0,
            unchanged: 0,
            read_bytes: 0,
            inspected_bytes: 0,
            earlier: Duration::ZERO,
            folder_average: None,
        }
    }

    /// Another run over some of the images begins.
    pub(super) fn again(self, kind: RunKind, now: Instant) -> Self {
        Self {
            kind,
            earlier: self.total_elapsed(now),
            folder_average: self.folder_average(now),
            ..Self::of_folder(now)
        }
    }

    /// The walk found images. Returns how many this run has found by now, and their bytes.
    pub(super) fn discover(&mut self, images: u64, bytes: u64) -> (u64, u64) {
        self.found += images;
        self.found_bytes += bytes;
        (self.found, self.found_bytes)
    }

    /// An image was inspected.
    pub(super) fn inspected(&mut self, file_bytes: u64, read_bytes: u64) {
        self.done += 1;
        self.read_bytes += read_bytes;
        self.inspected_bytes += file_bytes;
    }

    /// Images are as they were.
    pub(super) fn unchanged(&mut self, images: u64) {
        self.done += images;
        self.unchanged += images;
    }

    /// Whether what it reads counts as read for the scan.
    pub(super) fn is_of_the_scan(&self) -> bool {
        self.kind != RunKind::Rewritten
    }

    pub(super) fn hold(&mut self, now: Instant) {
        self.clock.hold(now);
    }

    pub(super) fn go_on(&mut self, now: Instant) {
        self.clock.go_on(now);
    }

    /// Time that the scan and every later try took together.
    pub(super) fn total_elapsed(&self, now: Instant) -> Duration {
        let this = self.clock.elapsed(now);
        self.earlier
            + if self.is_of_the_scan() {
                this
            } else {
                Duration::ZERO
            }
    }

    /// The average rates of the run over the folder.
    pub(super) fn folder_average(&self, now: Instant) -> Option<Rates> {
        match self.kind {
            RunKind::Folder => self.average(now).filter(|rates| rates.images_per_sec > 0.0),
            RunKind::Retry | RunKind::Rewritten => self.folder_average,
        }
    }

    /// Its average rates. A run that found most files as they were spent its time on asking for their size and time, so that
    /// what it inspected by the way has no rate of its own.
    fn average(&self, now: Instant) -> Option<Rates> {
        let secs = self.clock.elapsed(now).as_secs_f32().max(0.001);
        let inspected = self.done - self.unchanged;
        (self.unchanged <= inspected).then(|| Rates {
            images_per_sec: inspected as f32 / secs,
            bytes_per_sec: self.read_bytes as f32 / secs,
        })
    }

    /// How far it is. `is_known`: whether all that it looks at is found.
    pub(super) fn figures(&self, is_known: bool, current: Rates, now: Instant) -> ProgressFigures {
        let elapsed = self.clock.elapsed(now);
        // What was not inspected took no time worth naming, so it says nothing about the rest.
        let inspected = self.done - self.unchanged;
        let to_inspect = self.found.saturating_sub(self.unchanged);
        ProgressFigures {
            done: self.done,
            found: self.found.max(self.done),
            read_bytes: self.read_bytes,
            inspected_bytes: self.inspected_bytes,
            fraction: is_known.then(|| done_fraction(self.done, self.found)),
            current,
            average: self.average(now),
            elapsed,
            remaining: is_known
                .then(|| remaining_time(inspected, to_inspect, elapsed))
                .flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// A run over a folder: so many inspected in so many seconds.
    fn folder(start: Instant, images: u64, secs: u32) -> Run {
        let mut run = Run::of_folder(start);
        run.discover(images, images * 1_000);
        for _ in 0..images {
            run.inspected(1_000, 500);
        }
        run.hold(start + SECOND * secs);
        run
    }

    fn rate(average: Option<Rates>) -> Option<f32> {
        average.map(|rates| rates.images_per_sec)
    }

    #[test]
    fn what_a_repair_wrote_changes_nothing_that_is_said_of_the_scan() {
        let start = Instant::now();
        let scan = folder(start, 1_000, 2);
        let later = start + SECOND * 500;
        assert_eq!(rate(scan.folder_average(later)), Some(500.0));
        let mut again = scan.again(RunKind::Rewritten, later);
        again.discover(3, 3_000);
        again.inspected(1_000, 1_000);
        let now = later + SECOND * 10;
        assert_eq!(rate(again.folder_average(now)), Some(500.0), "of the scan");
        assert_eq!(again.total_elapsed(now), SECOND * 2, "and its time");
        let figures = again.figures(true, Rates::default(), now);
        assert_eq!((figures.done, figures.found), (1, 3), "of this run");
        assert_eq!(
            (figures.read_bytes, figures.inspected_bytes),
            (1_000, 1_000)
        );
        let third = again.again(RunKind::Rewritten, now);
        assert_eq!(
            rate(third.folder_average(now)),
            Some(500.0),
            "also after two"
        );
        assert_eq!(third.total_elapsed(now + SECOND), SECOND * 2);
    }

    #[test]
    fn another_try_takes_time_of_the_scan_but_has_no_say_in_its_rates() {
        let start = Instant::now();
        let scan = folder(start, 1_000, 2);
        let mut retry = scan.again(RunKind::Retry, start + SECOND * 2);
        retry.inspected(1_000, 1_000);
        retry.hold(start + SECOND * 62);
        let now = start + SECOND * 100;
        assert_eq!(rate(retry.folder_average(now)), Some(500.0));
        assert_eq!(retry.total_elapsed(now), SECOND * 62);
    }

    #[test]
    fn files_that_are_as_they_were_give_no_rate_of_inspection() {
        let start = Instant::now();
        let mut rescan = Run::of_folder(start);
        rescan.discover(1_003, 0);
        rescan.unchanged(1_000);
        for _ in 0..3 {
            rescan.inspected(1_000, 500);
        }
        let now = start + SECOND;
        let figures = rescan.figures(true, Rates::default(), now);
        assert_eq!((figures.done, figures.found), (1_003, 1_003));
        assert_eq!(figures.average, None, "three images took no second");
        assert_eq!(rescan.folder_average(now), None);
        assert_eq!(folder(start, 0, 1).folder_average(now), None, "nor nothing");
    }
}
