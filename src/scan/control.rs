//! Holds workers between images, and sends them home.

use std::sync::{Condvar, Mutex, PoisonError};

/// What a worker finds when it wants to start an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Passage {
    Open,
    Held,
    Closed,
}

/// Whether a worker may start its next image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// Go on.
    Granted,
    /// The scan is over for this worker.
    Closed,
}

/// The gate that every worker passes before each image. Held workers are parked, not spinning. The lock guards this one
/// word and is never held while anything else happens.
#[derive(Debug)]
pub(super) struct Gate {
    passage: Mutex<Passage>,
    changed: Condvar,
}

impl Gate {
    pub(super) fn open() -> Self {
        Self {
            passage: Mutex::new(Passage::Open),
            changed: Condvar::new(),
        }
    }

    /// Waits until the gate is open or closed for good.
    pub(super) fn pass(&self) -> Pass {
        let passage = self.passage.lock().unwrap_or_else(PoisonError::into_inner);
        let passage = self
            .changed
            .wait_while(passage, |passage| *passage == Passage::Held)
            .unwrap_or_else(PoisonError::into_inner);
        match *passage {
            Passage::Open | Passage::Held => Pass::Granted,
            Passage::Closed => Pass::Closed,
        }
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
        let mut passage = self.passage.lock().unwrap_or_else(PoisonError::into_inner);
        if *passage != Passage::Closed {
            *passage = wanted;
        }
        drop(passage);
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::*;

    #[test]
    fn a_held_worker_is_released_or_sent_home() {
        for (open, expected) in [
            (Gate::release as fn(&Gate), Pass::Granted),
            (Gate::close as fn(&Gate), Pass::Closed),
        ] {
            let gate = Arc::new(Gate::open());
            assert_eq!(gate.pass(), Pass::Granted, "open from the start");
            gate.hold();
            let there = Arc::clone(&gate);
            let held = thread::Builder::new()
                .name("held".to_owned())
                .spawn(move || there.pass())
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
        assert_eq!(gate.pass(), Pass::Closed, "closing is final");
    }
}
