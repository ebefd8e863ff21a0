//! What one worker does: its rates, how it spends its time, the image it is on.

use std::time::{Duration, Instant};

use super::rates::{HISTORY_SECS, RateHistory, Rates};
use crate::scan::{ImageLocation, WorkTimes};

/// Over how many seconds a worker's time is shared out.
const SHARE_WINDOW_SECS: u64 = 5;

/// What a worker is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum WorkerState {
    /// Nothing to do, or held.
    Waiting,
    /// It is on an image.
    Working {
        /// Which.
        location: ImageLocation,
        /// Since when.
        since: Instant,
        /// For how long nothing was heard of it, where that is long.
        silent_for: Option<Duration>,
    },
    /// It was given up and not replaced.
    Abandoned {
        /// The image that it never came back from.
        location: Option<ImageLocation>,
    },
}

/// How a worker spends its time; the three shares add up to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TimeShares {
    /// Opening and reading files. An image that is still being worked on counts here.
    pub reading: f32,
    /// Decoding and measuring.
    pub decoding: f32,
    /// Waiting for work.
    pub waiting: f32,
}

/// The live meter of one worker.
#[derive(Clone, Debug)]
pub struct WorkerMeter {
    /// What it is doing.
    pub state: WorkerState,
    /// Images that it reported since the scan began.
    pub images_done: u64,
    /// Bytes that it read for them.
    pub bytes_read: u64,
    history: RateHistory,
}

impl WorkerMeter {
    /// A worker that begins now.
    #[must_use]
    pub fn new(start: Instant) -> Self {
        Self {
            state: WorkerState::Waiting,
            images_done: 0,
            bytes_read: 0,
            history: RateHistory::new(start),
        }
    }

    /// Images and bytes per second now.
    #[must_use]
    pub fn rates(&self, now: Instant) -> Rates {
        self.history.current(now)
    }

    /// Images per second of the last minute's full seconds, oldest first.
    #[must_use]
    pub fn images_per_sec(&self, now: Instant) -> [f32; HISTORY_SECS] {
        self.history.images_per_sec(now)
    }

    /// How it spent the last five seconds or so.
    #[must_use]
    pub fn time_shares(&self, now: Instant) -> TimeShares {
        let window = Duration::from_secs(SHARE_WINDOW_SECS).as_secs_f32();
        let (reading, decoding) = self.history.busy(now, SHARE_WINDOW_SECS);
        let current = match &self.state {
            WorkerState::Working { since, .. } => now.saturating_duration_since(*since),
            WorkerState::Waiting | WorkerState::Abandoned { .. } => Duration::ZERO,
        };
        let reading = (reading + current).as_secs_f32();
        let decoding = decoding.as_secs_f32();
        let scale = 1.0 / (reading + decoding).max(window);
        TimeShares {
            reading: reading * scale,
            decoding: decoding * scale,
            waiting: (1.0 - (reading + decoding) * scale).max(0.0),
        }
    }

    pub(super) fn start_image(&mut self, location: ImageLocation, now: Instant) {
        self.state = WorkerState::Working {
            location,
            since: now,
            silent_for: None,
        };
    }

    pub(super) fn finish_image(&mut self, times: WorkTimes, now: Instant) {
        self.state = WorkerState::Waiting;
        self.images_done += 1;
        self.bytes_read += times.bytes_read;
        self.history
            .record(now, times.bytes_read, times.reading, times.decoding);
    }

    pub(super) fn stay_silent(&mut self, duration: Duration) {
        if let WorkerState::Working { silent_for, .. } = &mut self.state {
            *silent_for = Some(duration);
        }
    }

    pub(super) fn abandon(&mut self, location: Option<ImageLocation>) {
        self.state = WorkerState::Abandoned { location };
    }

    pub(super) fn rest(&mut self) {
        if matches!(self.state, WorkerState::Working { .. }) {
            self.state = WorkerState::Waiting;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_add_up_to_the_whole() {
        let start = Instant::now();
        let mut meter = WorkerMeter::new(start);
        let times = WorkTimes {
            reading: Duration::from_millis(200),
            decoding: Duration::from_millis(300),
            bytes_read: 10,
        };
        for second in 0..6 {
            meter.finish_image(times, start + Duration::from_secs(second));
        }
        let shares = meter.time_shares(start + Duration::from_secs(6));
        let sum = shares.reading + shares.decoding + shares.waiting;
        assert!((sum - 1.0).abs() < 1e-5, "shares add up to {sum}");
        assert!(
            shares.decoding > shares.reading && shares.waiting > 0.3,
            "{shares:?}"
        );
    }

    #[test]
    fn an_image_that_takes_long_counts_as_reading_not_as_waiting() {
        let start = Instant::now();
        let mut meter = WorkerMeter::new(start);
        meter.start_image(ImageLocation::new("a.jpg"), start);
        let shares = meter.time_shares(start + Duration::from_secs(30));
        assert!(shares.reading > 0.99, "{shares:?}");
    }
}
