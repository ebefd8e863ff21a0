//! Runs code that may panic on a bad file, and keeps its panic off the terminal.
//!
//! Decoders are other people's code over hostile bytes: a panic of theirs is one unreadable image, not a crash. The
//! first guarded call puts a panic hook before the one that is installed; it is silent for panics of guarded code on
//! its own thread, apart from a line in the log, and hands every other panic on unchanged.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// The guarded code panicked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Panicked {
    /// What it said.
    pub(crate) message: String,
}

/// Runs `work`; its panic becomes an error. What `work` borrows mutably must be usable whatever state the panic left
/// it in (a byte buffer is).
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    HOOK.call_once(|| {
        let next = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                tracing::warn!("caught: {info}");
            } else {
                next(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|payload| Panicked {
        message: said_by(&*payload).to_owned(),
    })
}

fn said_by(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it said nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_and_the_thread_goes_on() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(
            guarded(|| -> u8 { panic!("on purpose") }),
            Err(Panicked {
                message: "on purpose".to_owned()
            }),
            "caught"
        );
        assert!(!GUARDED.get(), "the guard ended with the panic");
        assert_eq!(guarded(|| 2), Ok(2));
    }
}
