//! Tells the window that there is something to fetch: once per burst, not once per event.

use std::fmt::{self, Debug};
use std::sync::atomic::{AtomicBool, Ordering};

/// A wake-up call that is not repeated until the sleeper has said that it heard.
///
/// The sender raises it *after* it sent; the receiver clears it *before* it drains. Both are read-modify-writes of one
/// flag, so either the receiver sees what was sent, or the sender sees the cleared flag and calls again.
pub(crate) struct Wake {
    raised: AtomicBool,
    call: Box<dyn Fn() + Send + Sync>,
}

impl Debug for Wake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wake")
            .field("raised", &self.raised)
            .finish_non_exhaustive()
    }
}

impl Wake {
    pub(crate) fn new(call: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            raised: AtomicBool::new(false),
            call: Box::new(call),
        }
    }

    /// Calls, unless a call is still unheard.
    pub(crate) fn raise(&self) {
        if !self.raised.swap(true, Ordering::AcqRel) {
            (self.call)();
        }
    }

    /// The sleeper is awake and is about to drain.
    pub(crate) fn clear(&self) {
        self.raised.swap(false, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicU32;

    use super::*;

    #[test]
    fn one_call_per_burst() {
        let calls = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&calls);
        let wake = Wake::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        wake.raise();
        wake.raise();
        assert_eq!(calls.load(Ordering::Relaxed), 1, "a burst is one call");
        wake.clear();
        wake.raise();
        assert_eq!(calls.load(Ordering::Relaxed), 2, "heard, so called again");
    }
}
