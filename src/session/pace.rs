//! How fast somebody decides, and how long the rest will take at that pace.
//!
//! The clock is a parameter. Invariant: only what the same person did at the keyboard counts: no break, and a bulk
//! decision as the one gesture that it was.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

/// Gestures whose intervals are remembered: enough to be steady, few enough to follow who gets faster.
const REMEMBERED: usize = 40;

/// Longer than this between two decisions is a break, not a hard picture.
const BREAK: Duration = Duration::from_mins(1);

/// With fewer intervals a guess would jump with every key.
const LEAST: usize = 5;

/// The intervals between the last decisions.
#[derive(Clone, Debug, Default)]
pub struct ReviewPace {
    intervals: VecDeque<Duration>,
    last: Option<SystemTime>,
}

impl ReviewPace {
    /// Somebody decided, about however many images.
    pub fn record(&mut self, at: SystemTime) {
        // A clock that was set back gives no interval.
        let interval = self.last.and_then(|last| at.duration_since(last).ok());
        self.last = Some(at);
        let Some(interval) = interval.filter(|interval| *interval <= BREAK) else {
            return;
        };
        if self.intervals.len() == REMEMBERED {
            self.intervals.pop_front();
        }
        self.intervals.push_back(interval);
    }

    /// How long so many images will take, one by one; `None` while too little is known, or nothing is left.
    #[must_use]
    pub fn time_left(&self, images: u64) -> Option<Duration> {
        if images == 0 || self.intervals.len() < LEAST {
            return None;
        }
        let total: Duration = self.intervals.iter().sum();
        let mean_secs = total.as_secs_f64() / self.intervals.len() as f64;
        Duration::try_from_secs_f64(mean_secs * images as f64).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn pace(seconds: impl IntoIterator<Item = u64>) -> ReviewPace {
        let mut pace = ReviewPace::default();
        for second in seconds {
            pace.record(UNIX_EPOCH + Duration::from_secs(second));
        }
        pace
    }

    #[test]
    fn the_rest_takes_as_long_as_the_last_ones_did() {
        let steady = pace((0..20).map(|image| image * 2));
        assert_eq!(steady.time_left(300), Some(Duration::from_mins(10)));
        assert_eq!(steady.time_left(0), None, "nothing is left");
    }

    #[test]
    fn a_few_decisions_are_no_pace() {
        assert_eq!(pace([]).time_left(9), None);
        assert_eq!(pace(0..5).time_left(9), None, "four intervals");
        assert_eq!(pace(0..6).time_left(9), Some(Duration::from_secs(9)));
    }

    #[test]
    fn a_break_is_left_out() {
        let after_lunch = pace([0, 1, 2, 3, 3_600, 3_601, 3_602]);
        assert_eq!(
            after_lunch.time_left(10),
            Some(Duration::from_secs(10)),
            "an hour between two decisions does not count"
        );
    }

    #[test]
    fn who_gets_faster_is_believed() {
        let slow = (0..40).map(|image| image * 10);
        let fast = (0..50).map(|image| 400 + image);
        assert_eq!(
            pace(slow.chain(fast)).time_left(60),
            Some(Duration::from_mins(1)),
            "the slow ones are forgotten"
        );
    }

    #[test]
    fn a_clock_that_is_set_back_does_no_harm() {
        let pace = pace([100, 101, 102, 50, 51, 52, 53]);
        assert_eq!(pace.time_left(7), Some(Duration::from_secs(7)));
    }
}
