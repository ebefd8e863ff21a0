//! Panics, with how they came about: the one thing that nobody can tell afterwards.

use std::backtrace::Backtrace;
use std::panic;

/// Logs every panic from now on, and then does what was done before. (Panics of decoders over a damaged file never get
/// here; the scan catches and logs them.)
pub(super) fn log_panics() {
    let next = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let backtrace = Backtrace::force_capture();
        let thread = std::thread::current();
        let thread = thread.name().unwrap_or("unnamed");
        // Each line of the backtrace is a line of the log: nothing that is said at once has more than one.
        for line in format!("panic: {info}\n{backtrace}").lines() {
            tracing::error!(thread, "{line}");
        }
        next(info);
    }));
}
