//! The time that a run takes while it is not held.

use std::time::{Duration, Instant};

/// Time that a run took, pauses left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunClock {
    /// Before the last pause.
    before: Duration,
    /// Since the start or the last resume; `None` while held or over.
    since: Option<Instant>,
}

impl RunClock {
    /// A run begins.
    pub(super) fn start(now: Instant) -> Self {
        Self {
            before: Duration::ZERO,
            since: Some(now),
        }
    }

    /// Time so far.
    pub(super) fn elapsed(self, now: Instant) -> Duration {
        self.before
            + self
                .since
                .map_or(Duration::ZERO, |since| now.saturating_duration_since(since))
    }

    /// A pause begins, or the run is over.
    pub(super) fn hold(&mut self, now: Instant) {
        *self = Self {
            before: self.elapsed(now),
            since: None,
        };
    }

    /// The pause is over.
    pub(super) fn go_on(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }
}
