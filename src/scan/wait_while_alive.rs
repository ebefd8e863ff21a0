//! Waits for work that asks a disk or share, until nothing is heard of it any more.

use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{RecvTimeoutError, bounded};

use super::Pulse;
use super::coordinator::LOOK_EVERY;
use super::pulse::PulseWatch;

/// What became of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited<T> {
    /// It is done.
    Done(T),
    /// Nothing was heard of it for so long; its thread is left to itself.
    NoAnswer {
        /// For how long.
        silent_for: Duration,
    },
    /// Whoever looked did not want to wait any more.
    NotWanted,
    /// It broke down, or no thread was to be had for it.
    Broken,
}

/// Does `work` on a thread of its own and waits for it, as long as it beats its pulse at least once within `limit`. Meanwhile
/// `look` is called about ten times a second, and may end the waiting.
pub fn wait_while_alive<T: Send + 'static>(
    name: &str,
    limit: Duration,
    work: impl FnOnce(&Pulse) -> T + Send + 'static,
    mut look: impl FnMut() -> ControlFlow<()>,
) -> Waited<T> {
    let pulse = std::sync::Arc::<Pulse>::default();
    let (done, result) = bounded(1);
    let its_pulse = std::sync::Arc::clone(&pulse);
    let started = thread::Builder::new().name(name.to_owned()).spawn(move || {
        // An error means that nobody waits any more.
        done.send(work(&its_pulse)).ok();
    });
    if started.is_err() {
        return Waited::Broken;
    }
    let mut watch = PulseWatch::starting(&pulse);
    let mut last_look = Instant::now();
    loop {
        match result.recv_timeout(LOOK_EVERY) {
            Ok(result) => return Waited::Done(result),
            Err(RecvTimeoutError::Disconnected) => return Waited::Broken,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let silent_for = watch.look(&pulse, last_look.elapsed());
        last_look = Instant::now();
        if silent_for > limit {
            pulse.abandon();
            return Waited::NoAnswer { silent_for };
        }
        if look().is_break() {
            pulse.abandon();
            return Waited::NotWanted;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than anything here takes.
    const FOR_EVER: Duration = Duration::from_mins(1);

    #[test]
    fn the_result_comes_or_the_work_is_given_up() {
        let go_on = || ControlFlow::Continue(());
        let done = wait_while_alive("test", FOR_EVER, |_| 42, go_on);
        assert_eq!(done, Waited::Done(42));
        let (_way_out, swamp) = bounded::<()>(0);
        let sink = move |_: &Pulse| swamp.recv().is_ok();
        let hung = wait_while_alive("test", Duration::from_millis(300), sink.clone(), go_on);
        assert!(matches!(hung, Waited::NoAnswer { .. }), "{hung:?}");
        let left = wait_while_alive("test", FOR_EVER, sink, || ControlFlow::Break(()));
        assert_eq!(left, Waited::NotWanted);
        let panic = |_: &Pulse| -> u32 { std::panic::resume_unwind(Box::new("for this test")) };
        assert_eq!(
            wait_while_alive("test", FOR_EVER, panic, go_on),
            Waited::Broken
        );
    }
}
