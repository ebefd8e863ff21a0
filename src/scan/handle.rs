//! The window's hold on a running scan.

use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::ScanEvent;
use super::outbox::{Found, Inbox, deadline_in};
use super::wake::Wake;

/// What the window asks of the coordinator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Pause,
    Resume,
    Stop,
}

/// A running scan. Dropping it cancels the scan without waiting for anything: its threads end by themselves.
pub struct ScanHandle {
    inbox: Inbox,
    commands: Sender<Command>,
    wake: Arc<Wake>,
}

/// What came of waiting for an event.
#[derive(Debug)]
pub enum NextEvent {
    /// An event.
    Event(ScanEvent),
    /// Nothing came in time; the scan goes on.
    Timeout,
    /// `Ended` was handed out before: nothing will ever come again.
    Over,
}

impl ScanHandle {
    pub(super) fn new(inbox: Inbox, commands: Sender<Command>, wake: Arc<Wake>) -> Self {
        Self {
            inbox,
            commands,
            wake,
        }
    }

    /// The next event, if one is there. Never waits. After [`ScanEvent::Ended`] there is nothing more.
    pub fn try_next(&mut self) -> Option<ScanEvent> {
        match self.inbox.try_next() {
            Found::Event(event) => Some(event),
            Found::Nothing | Found::Over => None,
        }
    }

    /// The next event; waits for it for at most `timeout`. For programs without a window, and for tests.
    pub fn wait_next(&mut self, timeout: Duration) -> NextEvent {
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

    /// Holds the workers between images; images that are being inspected are finished.
    pub fn pause(&self) {
        self.ask(Command::Pause);
    }

    /// Lets a paused scan go on, whoever paused it.
    pub fn resume(&self) {
        self.ask(Command::Resume);
    }

    /// Ends the scan and keeps what it found. `Ended` arrives within a second even where a read hangs; images that were
    /// being inspected may still arrive before it.
    pub fn stop(&self) {
        self.ask(Command::Stop);
    }

    fn ask(&self, command: Command) {
        // The coordinator takes commands whatever else it does, so there is room for a person's clicks; an error means
        // that the scan is over.
        self.commands.try_send(command).ok();
    }
}
