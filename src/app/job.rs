//! One piece of work on a thread of its own, whose result is polled.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::time::Duration;

/// A running piece of work. Dropping it lets the thread finish unheard.
#[derive(Debug)]
pub struct Job<T> {
    result: Receiver<T>,
}

/// What a look at a job found.
#[derive(Debug, PartialEq, Eq)]
pub enum JobState<T> {
    /// Still at it.
    Running,
    /// Done.
    Done(T),
    /// Its thread ended without a result (it panicked), or its result was taken already.
    Lost,
}

impl<T: Send + 'static> Job<T> {
    /// Starts the work on a named thread; `wake` is called when the result is there.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        name: &str,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> std::io::Result<Self> {
        let (sender, result) = sync_channel(1);
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || {
                // Dropped after the result was sent, or when the work panics: either way the window has to look.
                let _wake = WakeOnDrop(Some(wake));
                // Dropped before that, so that a look after the wake-up finds a lost job lost.
                let sender = sender;
                if sender.send(work()).is_err() {
                    // Nobody waits any more: the window is gone or has given the work up.
                }
            })?;
        Ok(Self { result })
    }

    /// Looks for the result without waiting.
    #[must_use]
    pub fn poll(&self) -> JobState<T> {
        match self.result.try_recv() {
            Ok(result) => JobState::Done(result),
            Err(TryRecvError::Empty) => JobState::Running,
            Err(TryRecvError::Disconnected) => JobState::Lost,
        }
    }

    /// Waits for the result, for at most `timeout`. Only for when the window is gone.
    #[must_use]
    pub fn wait(&self, timeout: Duration) -> JobState<T> {
        match self.result.recv_timeout(timeout) {
            Ok(result) => JobState::Done(result),
            Err(RecvTimeoutError::Timeout) => JobState::Running,
            Err(RecvTimeoutError::Disconnected) => JobState::Lost,
        }
    }
}

struct WakeOnDrop<F: FnOnce()>(Option<F>);

impl<F: FnOnce()> Drop for WakeOnDrop<F> {
    fn drop(&mut self) {
        if let Some(wake) = self.0.take() {
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_job_gives_its_result_and_wakes() {
        let (woken, wait) = sync_channel(1);
        let job = Job::start("test-job", move || woken.send(()).unwrap(), || 42).unwrap();
        wait.recv_timeout(Duration::from_mins(1)).unwrap();
        assert_eq!(job.poll(), JobState::Done(42));
        assert_eq!(job.poll(), JobState::Lost, "a result is taken once");
    }

    #[test]
    fn who_waits_gets_the_result_or_gives_up() {
        let (release, held) = sync_channel::<()>(1);
        let work = move || held.recv_timeout(Duration::from_mins(1)).is_ok();
        let job = Job::start("test-wait", || (), work).unwrap();
        assert_eq!(job.wait(Duration::ZERO), JobState::Running, "not done yet");
        release.send(()).unwrap();
        assert_eq!(job.wait(Duration::from_mins(1)), JobState::Done(true));
    }

    #[test]
    fn a_job_that_panics_is_lost_not_running_for_ever() {
        let (woken, wait) = sync_channel(1);
        let work = || -> u32 { std::panic::resume_unwind(Box::new("made for this test")) };
        let job = Job::start("test-panic", move || woken.send(()).unwrap(), work).unwrap();
        wait.recv_timeout(Duration::from_mins(1)).unwrap();
        assert_eq!(job.poll(), JobState::Lost);
    }
}
