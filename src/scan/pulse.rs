//! The sign of life of one thread that reads: beaten by it, watched by another.
//!
//! It knows no clock. The watcher adds up the time between its own looks during which no beat came, and counts no look
//! for more than [`LONGEST_LOOK`]; so a laptop that sleeps for a night does not make eight hours of silence of it.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::memory_budget::Granted;

/// One look of the watcher counts for at most so long. It looks every [`super::coordinator::LOOK_EVERY`]; what goes
/// beyond a few times that is a machine that slept or a process that was held.
pub(super) const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// What a thread is busy with, as far as its silence is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PulsePhase {
    /// Waiting for work, or for a place to put it: silence means nothing.
    Waiting,
    /// Asking a disk or share: silence beyond the limit means that it does not answer.
    Reading,
    /// Computing: it beats rarely, and has far more time.
    Decoding,
}

/// A thread's sign of life.
#[derive(Debug, Default)]
pub struct Pulse {
    beats: AtomicU64,
    arrivals: AtomicU64,
    phase: AtomicU8,
    abandoned: AtomicBool,
    /// The memory that the thread has, which nobody else may wait for once it is given up.
    memory: Mutex<Option<Arc<Granted>>>,
}

impl Pulse {
    /// Something was read or done.
    pub fn beat(&self) {
        self.beats.fetch_add(1, Ordering::Relaxed);
    }

    /// Bytes of a file, or something about a folder, arrived from a disk or share. A beat. That a file could be opened is
    /// none: on a share that went away the system grants that for a long time.
    pub fn arrived(&self) {
        self.arrivals.fetch_add(1, Ordering::Relaxed);
        self.beat();
    }

    /// From now on a disk or share is asked. A beat.
    pub fn reading(&self) {
        self.enter(PulsePhase::Reading);
    }

    /// From now on it only computes. A beat.
    pub fn decoding(&self) {
        self.enter(PulsePhase::Decoding);
    }

    /// From now on it waits, and may be silent for as long as it likes. A beat.
    pub(super) fn waiting(&self) {
        self.enter(PulsePhase::Waiting);
    }

    /// What the thread is busy with.
    #[must_use]
    pub fn phase(&self) -> PulsePhase {
        match self.phase.load(Ordering::Acquire) {
            1 => PulsePhase::Reading,
            2 => PulsePhase::Decoding,
            _ => PulsePhase::Waiting,
        }
    }

    /// Whether the watcher gave this thread up: nobody wants its result any more, and it should return.
    #[must_use]
    pub fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Acquire)
    }

    /// Gives the thread up, and the memory that it was granted to others.
    pub(super) fn abandon(&self) {
        self.abandoned.store(true, Ordering::Release);
        let memory = self
            .memory
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(memory) = memory {
            memory.give_back();
        }
    }

    /// The thread was granted memory, in the place of what it had before.
    pub(super) fn holds(&self, memory: &Arc<Granted>) {
        let mut held = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(Arc::clone(memory));
    }

    fn enter(&self, phase: PulsePhase) {
        let code = match phase {
            PulsePhase::Waiting => 0,
            PulsePhase::Reading => 1,
            PulsePhase::Decoding => 2,
        };
        self.phase.store(code, Ordering::Release);
        self.beat();
    }

    /// How often something arrived.
    pub(super) fn arrivals(&self) -> u64 {
        self.arrivals.load(Ordering::Relaxed)
    }

    fn beats(&self) -> u64 {
        self.beats.load(Ordering::Relaxed)
    }
}

/// What the watcher remembers of one pulse.
#[derive(Debug, Default)]
pub(super) struct PulseWatch {
    beats: u64,
    silent_for: Duration,
}

impl PulseWatch {
    /// A watch that starts counting now.
    pub(super) fn starting(pulse: &Pulse) -> Self {
        Self {
            beats: pulse.beats(),
            silent_for: Duration::ZERO,
        }
    }

    /// Whether there was a beat since the last look, or since it was started where it never looked.
    pub(super) fn has_heard(&self, pulse: &Pulse) -> bool {
        pulse.beats() != self.beats
    }

    /// Looks at the pulse, `since_last_look` after the last look; returns for how long it has been silent.
    pub(super) fn look(&mut self, pulse: &Pulse, since_last_look: Duration) -> Duration {
        let beats = pulse.beats();
        if beats == self.beats {
            self.silent_for += since_last_look.min(LONGEST_LOOK);
        } else {
            *self = Self {
                beats,
                silent_for: Duration::ZERO,
            };
        }
        self.silent_for
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_adds_up_until_the_next_beat() {
        let pulse = Pulse::default();
        pulse.reading();
        let mut watch = PulseWatch::starting(&pulse);
        let look = Duration::from_millis(250);
        assert_eq!(watch.look(&pulse, look), look);
        assert_eq!(watch.look(&pulse, look), look * 2, "silence adds up");
        pulse.beat();
        assert_eq!(watch.look(&pulse, look), Duration::ZERO, "it spoke");
        assert_eq!(watch.look(&pulse, look), look, "and is silent again");
    }

    #[test]
    fn a_night_of_sleep_is_one_look() {
        let pulse = Pulse::default();
        pulse.reading();
        let mut watch = PulseWatch::starting(&pulse);
        assert_eq!(
            watch.look(&pulse, Duration::from_hours(8)),
            LONGEST_LOOK,
            "a machine that slept is no share that hangs"
        );
    }

    #[test]
    fn phases_are_what_was_entered_last() {
        let pulse = Pulse::default();
        assert_eq!(pulse.phase(), PulsePhase::Waiting);
        pulse.reading();
        assert_eq!(pulse.phase(), PulsePhase::Reading);
        pulse.decoding();
        assert_eq!(pulse.phase(), PulsePhase::Decoding);
        pulse.waiting();
        assert_eq!(pulse.phase(), PulsePhase::Waiting);
        assert!(!pulse.is_abandoned());
        pulse.abandon();
        assert!(pulse.is_abandoned());
    }
}
