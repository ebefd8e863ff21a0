//! Rates over the last minute, in one-second buckets.

use std::time::{Duration, Instant};

/// How many past seconds are kept.
pub const HISTORY_SECS: usize = 60;

/// Images and bytes per second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rates {
    /// Images per second.
    pub images_per_sec: f32,
    /// Bytes per second.
    pub bytes_per_sec: f32,
}

/// What happened in one second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Bucket {
    images: u32,
    bytes: u64,
    reading: Duration,
    decoding: Duration,
}

/// A ring of one-second buckets. Nothing needs to be called when nothing happens: seconds without an entry count as
/// empty, so every rate decays to 0 by itself.
#[derive(Clone, Debug)]
pub struct RateHistory {
    start: Instant,
    /// Bucket of second `s` since `start` lies at `s % buckets.len()`.
    buckets: [Bucket; HISTORY_SECS + 1],
    /// The second of the newest bucket.
    newest_sec: u64,
}

impl RateHistory {
    /// An empty history that begins now.
    #[must_use]
    pub fn new(start: Instant) -> Self {
        Self {
            start,
            buckets: [Bucket::default(); HISTORY_SECS + 1],
            newest_sec: 0,
        }
    }

    /// Counts one finished image.
    pub fn record(&mut self, now: Instant, bytes: u64, reading: Duration, decoding: Duration) {
        let sec = self.second(now).max(self.newest_sec);
        let stale = (sec - self.newest_sec).min(self.buckets.len() as u64);
        for past in 0..stale {
            let index = self.slot(sec - past);
            self.buckets[index] = Bucket::default();
        }
        self.newest_sec = sec;
        let index = self.slot(sec);
        let bucket = &mut self.buckets[index];
        bucket.images += 1;
        bucket.bytes += bytes;
        bucket.reading += reading;
        bucket.decoding += decoding;
    }

    /// The rates now: over the last full second and the part of the current one. 0 after two seconds of silence.
    #[must_use]
    pub fn current(&self, now: Instant) -> Rates {
        let sec = self.second(now);
        let since_start = now.saturating_duration_since(self.start).as_secs_f32();
        let window_secs = (since_start - (sec as f32 - 1.0).max(0.0)).max(0.25);
        let (mut images, mut bytes) = (0_u32, 0_u64);
        for past in 0..=sec.min(1) {
            let bucket = self.bucket(sec - past);
            images += bucket.images;
            bytes += bucket.bytes;
        }
        Rates {
            images_per_sec: images as f32 / window_secs,
            bytes_per_sec: bytes as f32 / window_secs,
        }
    }

    /// Images per second of the last [`HISTORY_SECS`] full seconds, oldest first.
    #[must_use]
    pub fn images_per_sec(&self, now: Instant) -> [f32; HISTORY_SECS] {
        let sec = self.second(now);
        let mut series = [0.0; HISTORY_SECS];
        for (age, value) in series.iter_mut().rev().enumerate() {
            if let Some(past) = sec.checked_sub(age as u64 + 1) {
                *value = self.bucket(past).images as f32;
            }
        }
        series
    }

    /// Time spent reading and decoding by images that finished in the last `secs` seconds and the current one.
    #[must_use]
    pub fn busy(&self, now: Instant, secs: u64) -> (Duration, Duration) {
        let sec = self.second(now);
        let (mut reading, mut decoding) = (Duration::ZERO, Duration::ZERO);
        for past in 0..=secs.min(sec) {
            let bucket = self.bucket(sec - past);
            reading += bucket.reading;
            decoding += bucket.decoding;
        }
        (reading, decoding)
    }

    fn second(&self, now: Instant) -> u64 {
        now.saturating_duration_since(self.start).as_secs()
    }

    fn slot(&self, sec: u64) -> usize {
        usize::try_from(sec % self.buckets.len() as u64).unwrap_or(0)
    }

    /// The bucket of a second; empty when nothing was recorded in it or it is too long ago.
    fn bucket(&self, sec: u64) -> Bucket {
        let kept = sec <= self.newest_sec && self.newest_sec - sec < self.buckets.len() as u64;
        if kept {
            self.buckets[self.slot(sec)]
        } else {
            Bucket::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn millis(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_steady_stream_shows_its_rate_and_decays_to_nothing() {
        let start = Instant::now();
        let mut history = RateHistory::new(start);
        for i in 0..100 {
            history.record(start + millis(i * 100), 1_000, millis(1), millis(2));
        }
        let now = start + millis(9_900);
        let rate = history.current(now).images_per_sec;
        assert!(
            (9.0..=11.0).contains(&rate),
            "ten images a second, not {rate}"
        );
        assert!(
            (history.current(now).bytes_per_sec - rate * 1_000.0).abs() < 1.0,
            "bytes follow"
        );
        let later = history.current(start + millis(12_000));
        assert_eq!(
            later,
            Rates::default(),
            "two seconds of silence are a rate of 0"
        );
    }

    #[test]
    fn the_series_holds_full_seconds_oldest_first() {
        let start = Instant::now();
        let mut history = RateHistory::new(start);
        history.record(start + millis(500), 0, millis(0), millis(0));
        history.record(start + millis(2_100), 0, millis(0), millis(0));
        history.record(start + millis(2_200), 0, millis(0), millis(0));
        let series = history.images_per_sec(start + millis(3_500));
        assert_eq!(
            series[HISTORY_SECS - 3..],
            [1.0, 0.0, 2.0],
            "seconds 0, 1 and 2"
        );
    }

    #[test]
    fn a_minute_of_silence_forgets_what_was_before() {
        let start = Instant::now();
        let mut history = RateHistory::new(start);
        history.record(start, 5, millis(1), millis(1));
        history.record(start + Duration::from_mins(5), 5, millis(1), millis(1));
        let series = history.images_per_sec(start + Duration::from_secs(301));
        assert!(
            (series.iter().sum::<f32>() - 1.0).abs() < f32::EPSILON,
            "only the last one is there"
        );
        assert_eq!(
            history.busy(start + Duration::from_secs(301), 5),
            (millis(1), millis(1))
        );
    }
}
