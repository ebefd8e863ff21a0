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
        tracing::error!(thread, "panic: {info}\n{backtrace}");
        next(info);
    }));
}
