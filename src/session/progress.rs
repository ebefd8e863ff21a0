//! Small figures of progress: fraction, time left. Pure, so that their edges can be tested.

use std::time::Duration;

use super::Rates;

/// What the progress bar says of the run that goes on: over the folder, or over some of its images again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProgressFigures {
    /// Images that it is done with.
    pub done: u64,
    /// Images that it has found so far; no fewer than `done`.
    pub found: u64,
    /// Bytes that it has read.
    pub read_bytes: u64,
    /// Sizes of the files that it has inspected, in bytes.
    pub inspected_bytes: u64,
    /// Done of found, 0 to 1; `None` until the walk has ended.
    pub fraction: Option<f32>,
    /// Rates now.
    pub current: Rates,
    /// Rates since it began, pauses left out; `None` where they would say nothing of how fast images are inspected, because
    /// most files that it came to are as they were.
    pub average: Option<Rates>,
    /// Time since it began, pauses left out.
    pub elapsed: Duration,
    /// Time left at the average rate; `None` until the walk has ended and something is done.
    pub remaining: Option<Duration>,
}

/// Share that is done, 0 to 1; nothing of nothing is all.
#[must_use]
pub fn done_fraction(done: u64, found: u64) -> f32 {
    if found == 0 {
        1.0
    } else {
        (done as f32 / found as f32).min(1.0)
    }
}

/// Time left when `done` of `found` took `elapsed`; `None` while nothing is done.
#[must_use]
pub fn remaining_time(done: u64, found: u64, elapsed: Duration) -> Option<Duration> {
    if done == 0 || elapsed.is_zero() {
        return None;
    }
    let left = found.saturating_sub(done);
    Duration::try_from_secs_f64(elapsed.as_secs_f64() * left as f64 / done as f64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edges_of_a_fraction() {
        assert!(
            (done_fraction(0, 0) - 1.0).abs() < f32::EPSILON,
            "an empty folder is done"
        );
        assert!(done_fraction(0, 5).abs() < f32::EPSILON);
        assert!(
            (done_fraction(9, 5) - 1.0).abs() < f32::EPSILON,
            "never over the whole"
        );
    }

    #[test]
    fn the_edges_of_the_time_left() {
        assert_eq!(remaining_time(0, 10, Duration::from_secs(3)), None);
        assert_eq!(remaining_time(5, 10, Duration::ZERO), None);
        assert_eq!(
            remaining_time(5, 10, Duration::from_secs(3)),
            Some(Duration::from_secs(3))
        );
        assert_eq!(
            remaining_time(10, 10, Duration::from_secs(3)),
            Some(Duration::ZERO)
        );
    }
}
