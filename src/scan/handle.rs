//! The window's hold on something that runs: a scan, or a list of jobs.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use super::ScanEvent;
use super::control::Gate;
use super::outbox::{Found, Inbox, RunEvent, deadline_in};
use super::wake::Wake;

/// Commands of a person to the coordinator, which takes each at once.
const COMMANDS: usize = 64;

/// What the window asks of the coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Pause,
    Resume,
    Stop,
}

/// A running scan. Dropping it cancels the scan without waiting for anything: its threads end by themselves.
pub type ScanHandle = RunHandle<ScanEvent>;

/// Something that runs on threads of its own and tells events of type `E`. Dropping it cancels the run without waiting
/// for anything: from then on no worker is let through to its next job, and the threads end by themselves.
pub struct RunHandle<E> {
    inbox: Inbox<E>,
    commands: Sender<Command>,
    wake: Arc<Wake>,
    gate: Arc<Gate>,
}

impl<E> Drop for RunHandle<E> {
    fn drop(&mut self) {
        // The coordinator sees by itself that it is alone, but until then a worker could begin one job after another.
        self.gate.close();
    }
}

/// What came of waiting for an event.
#[derive(Debug)]
pub enum NextEvent<E = ScanEvent> {
    /// An event.
    Event(E),
    /// Nothing came in time; the run goes on.
    Timeout,
    /// `Ended` was handed out before: nothing will ever come again.
    Over,
}

impl<E: RunEvent> RunHandle<E> {
    /// A handle, and the other end of its commands. `gate` is the one that the run's workers pass.
    pub(super) fn new(
        inbox: Inbox<E>,
        wake: Arc<Wake>,
        gate: Arc<Gate>,
    ) -> (Self, Receiver<Command>) {
        let (commands, commands_there) = bounded(COMMANDS);
        let handle = Self {
            inbox,
            commands,
            wake,
            gate,
        };
        (handle, commands_there)
    }

    /// The next event, if one is there. Never waits. After `Ended` there is nothing more.
    pub fn try_next(&mut self) -> Option<E> {
        match self.inbox.try_next() {
            Found::Event(event) => Some(event),
            Found::Nothing | Found::Over => None,
        }
    }

    /// The next event; waits for it for at most `timeout`. For programs without a window, and for tests.
    pub fn wait_next(&mut self, timeout: Duration) -> NextEvent<E> {
        match self.inbox.wait_next(deadline_in(timeout)) {
            Found::Event(event) => NextEvent::Event(event),
            Found::Nothing => NextEvent::Timeout,
            Found::Over => NextEvent::Over,
        }
    }

    /// Says that the wake-up call was heard. To be called *before* draining by [`Self::try_next`]: then whatever is sent
    /// meanwhile calls again. Who stops draining while events are left has to come back unasked.
    pub fn clear_wake(&self) {
        self.wake.clear();
    }

    /// Holds the workers between images; what is under way is finished.
    pub fn pause(&self) {
        self.ask(Command::Pause);
    }

    /// Lets a paused run go on, whoever paused it.
    pub fn resume(&self) {
        self.ask(Command::Resume);
    }

    /// Ends the run and keeps what it has done: nothing more is started. `Ended` arrives when what is under way is done,
    /// and at the latest after the run's grace, also where a read hangs: within a second for a scan, and for jobs after
    /// [`JobsConfig::stop_grace`](super::JobsConfig::stop_grace). What is done by then arrives before it.
    pub fn stop(&self) {
        self.ask(Command::Stop);
    }

    fn ask(&self, command: Command) {
        // The coordinator takes commands whatever else it does, so there is room for a person's clicks; an error means
        // that the run is over.
        self.commands.try_send(command).ok();
    }
}
