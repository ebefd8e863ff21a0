//! How far a run of jobs is that began after the scan: proving images, repairing them, taking repairs back.
//!
//! It is told by plain calls what the workers do, and the time comes in as a parameter. It knows no channels and no kind of
//! outcome: each run counts its own. Invariant: what is counted by outcome is together what is done.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::meter::WorkerMeter;
use super::progress::{done_fraction, remaining_time};
use super::rates::RateHistory;
use super::run_clock::RunClock;
use crate::scan::{ImageLocation, WorkTimes, WorkerId};

/// The progress of one run; `K` is the kind of outcome that its jobs are counted by.
#[derive(Clone, Debug)]
pub struct JobProgress<K> {
    total: u64,
    done: u64,
    counts: BTreeMap<K, u64>,
    workers: Vec<WorkerMeter>,
    history: RateHistory,
    clock: RunClock,
    stage: JobStage,
}

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobStage {
    /// It goes on.
    Running,
    /// It is held; workers finish what they are on.
    Paused,
    /// Stop was asked for; workers finish what they are on.
    Stopping,
    /// It is over, whether all was done or not.
    Ended,
}

impl<K: Ord> JobProgress<K> {
    /// A run of so many jobs that begins now.
    #[must_use]
    pub fn new(total: u64, workers: usize, now: Instant) -> Self {
        Self {
            total,
            done: 0,
            counts: BTreeMap::new(),
            workers: vec![WorkerMeter::new(now); workers],
            history: RateHistory::new(now),
            clock: RunClock::start(now),
            stage: JobStage::Running,
        }
    }

    /// A worker began a job about an image.
    pub fn started(&mut self, worker: WorkerId, location: ImageLocation, now: Instant) {
        if let Some(meter) = self.workers.get_mut(worker.index()) {
            meter.start_image(location, now);
        }
    }

    /// A worker finished a job, which kept it busy for so long.
    pub fn finished(&mut self, worker: WorkerId, outcome: K, busy: Duration, now: Instant) {
        if let Some(meter) = self.workers.get_mut(worker.index()) {
            // A job reads and computes by turns; the meter shows both as one.
            let times = WorkTimes {
                decoding: busy,
                ..WorkTimes::default()
            };
            meter.finish_image(times, now);
        }
        let nothing = Duration::ZERO;
        self.history.record(now, 0, nothing, nothing);
        *self.counts.entry(outcome).or_default() += 1;
        self.done += 1;
        // Who learns of more jobs on the way has more of them in all.
        self.total = self.total.max(self.done);
    }

    /// Nothing was heard of a worker for a while.
    pub fn silent(&mut self, worker: WorkerId, silent_for: Duration) {
        if let Some(meter) = self.workers.get_mut(worker.index()) {
            meter.stay_silent(silent_for);
        }
    }

    /// A worker was given up on an image, and not replaced.
    pub fn abandoned(&mut self, worker: WorkerId, location: Option<ImageLocation>) {
        if let Some(meter) = self.workers.get_mut(worker.index()) {
            meter.abandon(location);
        }
    }

    /// A pause begins.
    pub fn paused(&mut self, now: Instant) {
        self.clock.hold(now);
        if self.stage == JobStage::Running {
            self.stage = JobStage::Paused;
        }
    }

    /// The pause is over.
    pub fn resumed(&mut self, now: Instant) {
        if self.stage != JobStage::Ended {
            self.clock.go_on(now);
        }
        if self.stage == JobStage::Paused {
            self.stage = JobStage::Running;
        }
    }

    /// Stop was asked for.
    pub fn stop_requested(&mut self) {
        if self.stage != JobStage::Ended {
            self.stage = JobStage::Stopping;
        }
    }

    /// The run is over.
    pub fn ended(&mut self, now: Instant) {
        self.clock.hold(now);
        self.stage = JobStage::Ended;
        self.workers.iter_mut().for_each(WorkerMeter::rest);
    }

    /// Where the run stands.
    #[must_use]
    pub fn stage(&self) -> JobStage {
        self.stage
    }

    /// How many jobs there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many of them are done.
    #[must_use]
    pub fn done(&self) -> u64 {
        self.done
    }

    /// Share that is done, 0 to 1.
    #[must_use]
    pub fn fraction(&self) -> f32 {
        done_fraction(self.done, self.total)
    }

    /// How many had this outcome.
    #[must_use]
    pub fn count(&self, outcome: &K) -> u64 {
        self.counts.get(outcome).copied().unwrap_or_default()
    }

    /// Every outcome so far with its count, in the outcomes' own order.
    pub fn counts(&self) -> impl Iterator<Item = (&K, u64)> {
        self.counts.iter().map(|(outcome, count)| (outcome, *count))
    }

    /// A meter per worker.
    #[must_use]
    pub fn workers(&self) -> &[WorkerMeter] {
        &self.workers
    }

    /// Time since the beginning, pauses left out.
    #[must_use]
    pub fn elapsed(&self, now: Instant) -> Duration {
        self.clock.elapsed(now)
    }

    /// Jobs per second now; 0 after two seconds in which none ended.
    #[must_use]
    pub fn jobs_per_sec(&self, now: Instant) -> f32 {
        self.history.current(now).images_per_sec
    }

    /// Time that the rest will take at the average pace so far; `None` while nothing is done, and once it is over.
    #[must_use]
    pub fn remaining(&self, now: Instant) -> Option<Duration> {
        if self.stage == JobStage::Ended {
            return None;
        }
        remaining_time(self.done, self.total, self.elapsed(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::WorkerState;

    const WORKER: WorkerId = WorkerId(0);

    fn after(start: Instant, secs: u64) -> Instant {
        start + Duration::from_secs(secs)
    }

    /// So many jobs in so many seconds.
    fn run(done: u64, secs: u64) -> (JobProgress<&'static str>, Instant) {
        let start = Instant::now();
        let mut progress = JobProgress::new(40, 2, start);
        for job in 1..=done {
            let now = start + Duration::from_millis(secs * 1_000 * job / done);
            progress.started(WORKER, ImageLocation::new("a.jpg"), now);
            let outcome = if job % 4 == 0 {
                "no_original"
            } else {
                "proven"
            };
            progress.finished(WORKER, outcome, Duration::from_millis(100), now);
        }
        (progress, start)
    }

    #[test]
    fn the_rest_takes_as_long_as_what_is_done_took() {
        let (progress, start) = run(10, 5);
        assert_eq!((progress.done(), progress.total()), (10, 40));
        assert!((progress.fraction() - 0.25).abs() < f32::EPSILON);
        let left = progress.remaining(after(start, 5));
        assert_eq!(left, Some(Duration::from_secs(15)));
        let rate = progress.jobs_per_sec(after(start, 5));
        assert!((1.0..=3.0).contains(&rate), "two a second, not {rate}");
    }

    #[test]
    fn a_pause_takes_no_time() {
        let (mut progress, start) = run(10, 5);
        progress.paused(after(start, 5));
        assert_eq!(progress.stage(), JobStage::Paused);
        assert_eq!(
            progress.elapsed(after(start, 3_600)),
            Duration::from_secs(5)
        );
        progress.resumed(after(start, 3_600));
        assert_eq!(
            progress.remaining(after(start, 3_605)),
            Some(Duration::from_secs(30)),
            "ten seconds of work, not an hour"
        );
    }

    #[test]
    fn outcomes_are_counted_and_add_up() {
        let (progress, _) = run(10, 5);
        assert_eq!(progress.count(&"proven"), 8);
        assert_eq!(progress.count(&"not_the_mishap"), 0);
        let counts: Vec<_> = progress.counts().collect();
        assert_eq!(counts, [(&"no_original", 2), (&"proven", 8)]);
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<u64>(), 10);
    }

    #[test]
    fn a_run_that_is_over_stands_still() {
        let (mut progress, start) = run(10, 5);
        progress.started(WORKER, ImageLocation::new("b.jpg"), after(start, 5));
        progress.stop_requested();
        progress.resumed(after(start, 5));
        assert_eq!(progress.stage(), JobStage::Stopping, "it stays so");
        progress.ended(after(start, 6));
        progress.resumed(after(start, 7));
        assert_eq!(progress.elapsed(after(start, 60)), Duration::from_secs(6));
        assert_eq!(progress.remaining(after(start, 60)), None);
        let states = progress.workers().iter().map(|meter| &meter.state);
        assert!(states.eq([&WorkerState::Waiting, &WorkerState::Waiting]));
    }

    #[test]
    fn before_anything_is_done_nobody_knows_how_long_it_takes() {
        let start = Instant::now();
        let nothing: JobProgress<()> = JobProgress::new(0, 1, start);
        assert!((nothing.fraction() - 1.0).abs() < f32::EPSILON);
        let waiting: JobProgress<()> = JobProgress::new(9, 1, start);
        assert_eq!(waiting.remaining(after(start, 9)), None);
    }
}
