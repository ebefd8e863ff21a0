//! How far another thread has come with what it was given, for those who must not begin before it has.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So long is waited at most. A commit takes a few milliseconds; where the disk takes none for half a second, a person
/// waits for a picture all the same.
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// A number that only grows: all up to it is done. Only threads that may wait look at it; the window hands it on.
#[derive(Debug, Default)]
pub struct Watermark {
    level: Mutex<Level>,
    grew: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct Level {
    reached: u64,
    /// Up to here somebody has waited in vain: nobody does so again, as a disk that hangs would slow down everything.
    given_up: u64,
}

impl Watermark {
    /// All up to `mark` is done.
    pub fn reach(&self, mark: u64) {
        // A thread that panicked while it held a number left a number behind.
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        level.reached = mark.max(level.reached);
        self.grew.notify_all();
    }

    /// Waits until all up to `mark` is done, for at most `longest`; whether it is. Where somebody has waited for it in vain
    /// it does not wait.
    pub fn wait_for(&self, mark: u64, longest: Duration) -> bool {
        let begun = Instant::now();
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        while level.reached < mark {
            let left = longest.saturating_sub(begun.elapsed());
            if left.is_zero() || level.given_up >= mark {
                level.given_up = mark.max(level.given_up);
                return false;
            }
            let waited = self.grew.wait_timeout(level, left);
            level = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

/// A place in another thread's work that has to be reached first.
#[derive(Clone, Debug)]
pub struct After {
    watermark: Arc<Watermark>,
    mark: u64,
    pub(super) longest: Duration,
}

impl After {
    /// After all up to `mark` is done.
    #[must_use]
    pub fn new(watermark: Arc<Watermark>, mark: u64) -> Self {
        Self {
            watermark,
            mark,
            longest: LONGEST_WAIT,
        }
    }

    /// Waits, but not for ever.
    pub fn wait(&self) {
        self.watermark.wait_for(self.mark, self.longest);
    }
}

impl PartialEq for After {
    fn eq(&self, other: &Self) -> bool {
        self.mark == other.mark && Arc::ptr_eq(&self.watermark, &other.watermark)
    }
}

impl Eq for After {}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    const FOR_EVER: Duration = Duration::from_mins(1);

    #[test]
    fn who_waits_goes_on_when_it_is_reached_and_gives_up_in_time() {
        let watermark = Arc::new(Watermark::default());
        assert!(watermark.wait_for(0, Duration::ZERO), "nothing to wait for");
        assert!(!watermark.wait_for(1, Duration::ZERO), "not done yet");
        assert!(
            !watermark.wait_for(1, FOR_EVER),
            "nobody waits for it again"
        );
        let mut after = After::new(Arc::clone(&watermark), 3);
        after.longest = FOR_EVER;
        let seen = Arc::clone(&watermark);
        let waiting = thread::Builder::new().spawn(move || {
            after.wait();
            seen.wait_for(3, Duration::ZERO)
        });
        for mark in 1..=3 {
            watermark.reach(mark);
        }
        assert!(waiting.unwrap().join().unwrap(), "reached");
        watermark.reach(2);
        assert!(watermark.wait_for(3, Duration::ZERO), "it never falls");
    }
}
