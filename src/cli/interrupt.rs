//! Signals: being asked to stop, and being told that a file may not grow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::EXIT_INTERRUPTED;

/// Whether somebody asked this process to stop: by Ctrl+C, by a request to terminate, or by closing its terminal. The
/// second Ctrl+C or request ends it at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on. Where the system does not let us listen, Ctrl+C ends the process as always.
    pub(super) fn listen() -> Self {
        let interrupt = Self::default();
        let again = Arc::<AtomicBool>::default();
        for signal in [SIGINT, SIGTERM] {
            // The order matters: the second signal finds the flag that the first one set.
            flag::register_conditional_shutdown(
                signal,
                EXIT_INTERRUPTED.into(),
                Arc::clone(&again),
            )
            .and_then(|_| flag::register(signal, Arc::clone(&again)))
            .and_then(|_| flag::register(signal, Arc::clone(&interrupt.0)))
            .ok();
        }
        // A closed terminal is told by the system and by the shell: that twice is no second wish.
        #[cfg(unix)]
        if listens_to_hangups() {
            flag::register(signal_hook::consts::SIGHUP, Arc::clone(&interrupt.0)).ok();
        }
        interrupt
    }

    /// Whether somebody asked.
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Whether the end of the terminal means this process: not where it was started to ignore that, as `nohup` does. To be
/// asked before anybody listens.
#[cfg(unix)]
pub(crate) fn listens_to_hangups() -> bool {
    match is_ignored_by_proc(signal_hook::consts::SIGHUP) {
        Some(is_ignored) => !is_ignored,
        // Other systems don't tell; `nohup` leaves nobody a terminal to write to.
        None => std::io::IsTerminal::is_terminal(&std::io::stderr()),
    }
}

/// Linux tells it, as a number of which each bit is a signal.
#[cfg(unix)]
fn is_ignored_by_proc(signal: i32) -> Option<bool> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mask = status
        .lines()
        .find_map(|line| line.strip_prefix("SigIgn:"))?;
    let mask = u64::from_str_radix(mask.trim(), 16).ok()?;
    Some(mask >> (signal - 1) & 1 == 1)
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
