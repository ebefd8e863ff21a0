//! Signals: being asked to stop, and being told that a file may not grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::flag;

use super::EXIT_INTERRUPTED;
use crate::signals::on_asking_to_end;

/// Whether somebody asked this process to stop: by Ctrl+C, by a request to terminate, or by closing its terminal. The
/// second Ctrl+C or request ends it at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where the system does not let us listen, Ctrl+C ends the process as always.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        on_asking_to_end(
            |_| EXIT_INTERRUPTED.into(),
            |signal| flag::register(signal, Arc::clone(&interrupt.0)).map(drop),
        )
        .ok();
        interrupt
    }

    /// One that somebody has asked.
    #[cfg(test)]
    pub(super) fn asked_for_a_test() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// Whether somebody asked.
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Makes a write beyond the file size limit (`ulimit -f`) an error like a full disk. By default the system kills the
/// process, in the middle of a file.
pub(super) fn survive_size_limits() {
    // Only that there is a handler matters: the write fails with EFBIG then.
    #[cfg(unix)]
    flag::register(
        signal_hook::consts::SIGXFSZ,
        Arc::new(AtomicBool::new(false)),
    )
    .ok();
}
