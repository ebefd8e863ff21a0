//! Holds workers between jobs, and sends them home.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What a worker finds when it wants to start a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passage {
    Open,
    Held,
    Closed,
}

/// Whether a worker may start its next job.
#[derive(Debug)]
pub(super) enum Pass<'gate> {
    /// Go on. To be dropped when the coordinator was told of the job.
    Granted(Passing<'gate>),
    /// The run is over for this worker.
    Closed,
}

/// The gate that every worker passes before each job. Held workers are parked, not spinning. The lock guards these two
/// words and is never held while anything else happens.
#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<GateState>,
    changed: Condvar,
}

#[derive(Debug)]
struct GateState {
    passage: Passage,
    passing: usize,
}

/// A worker that was let through and has not told yet. While there is one after the gate was closed, a job may be
/// begun of which the coordinator does not know.
#[derive(Debug)]
pub(super) struct Passing<'gate>(&'gate Gate);

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        self.0.lock().passing -= 1;
    }
}

impl Gate {
    pub(super) fn open() -> Self {
        Self {
            state: Mutex::new(GateState {
                passage: Passage::Open,
                passing: 0,
            }),
            changed: Condvar::new(),
        }
    }

    /// Waits until the gate is open or closed for good.
    pub(super) fn pass(&self) -> Pass<'_> {
        let mut state = self
            .changed
            .wait_while(self.lock(), |state| state.passage == Passage::Held)
            .unwrap_or_else(PoisonError::into_inner);
        match state.passage {
            Passage::Open | Passage::Held => {
                state.passing += 1;
                drop(state);
                Pass::Granted(Passing(self))
            }
            Passage::Closed => Pass::Closed,
        }
    }

    /// Whether a worker was let through and has not told yet.
    pub(super) fn is_anyone_passing(&self) -> bool {
        self.lock().passing > 0
    }

    /// Holds everyone who comes from now on.
    pub(super) fn hold(&self) {
        self.set(Passage::Held);
    }

    /// Lets everyone through again.
    pub(super) fn release(&self) {
        self.set(Passage::Open);
    }

    /// Sends everyone home, also those who are held. Final.
    pub(super) fn close(&self) {
        self.set(Passage::Closed);
    }

    fn set(&self, wanted: Passage) {
        let mut state = self.lock();
        if state.passage != Passage::Closed {
            state.passage = wanted;
        }
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::*;

    fn is_granted(gate: &Gate) -> bool {
        matches!(gate.pass(), Pass::Granted(_))
    }

    #[test]
    fn a_held_worker_is_released_or_sent_home() {
        for (open, expected) in [
            (Gate::release as fn(&Gate), true),
            (Gate::close as fn(&Gate), false),
        ] {
            let gate = Arc::new(Gate::open());
            assert!(is_granted(&gate), "open from the start");
            gate.hold();
            let there = Arc::clone(&gate);
            let held = thread::Builder::new()
                .name("held".to_owned())
                .spawn(move || is_granted(&there))
                .unwrap();
            open(&gate);
            assert_eq!(held.join().unwrap(), expected);
        }
    }

    #[test]
    fn a_closed_gate_stays_closed() {
        let gate = Gate::open();
        gate.close();
        gate.release();
        assert!(!is_granted(&gate), "closing is final");
    }

    #[test]
    fn whoever_was_let_through_before_the_gate_closed_is_known() {
        let gate = Gate::open();
        let pass = gate.pass();
        gate.close();
        assert!(gate.is_anyone_passing(), "it is about to begin a job");
        drop(pass);
        assert!(!gate.is_anyone_passing(), "now it has told");
    }
}
