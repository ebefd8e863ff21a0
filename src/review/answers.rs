//! The way of answers to the window. Invariant: nothing that is to be written waits for a window that takes no answers.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, TrySendError};

use super::message::StoreEvent;
use crate::scan::Wake;

/// Whether the window has all answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handed {
    /// It has, or it is gone.
    All,
    /// It has to take some before there is room for more.
    NoRoom,
}

/// The thread's end. What the window has no room for waits here: one answer for each batch that it handed over.
#[derive(Debug)]
pub(super) struct Answers {
    sender: SyncSender<StoreEvent>,
    wake: Arc<Wake>,
    waiting: VecDeque<StoreEvent>,
}

impl Answers {
    pub(super) fn new(sender: SyncSender<StoreEvent>, wake: Arc<Wake>) -> Self {
        Self {
            sender,
            wake,
            waiting: VecDeque::new(),
        }
    }

    /// Tells something, after what waits already.
    pub(super) fn tell(&mut self, event: StoreEvent) {
        self.waiting.push_back(event);
        self.hand_over();
    }

    /// Hands over what there is room for.
    pub(super) fn hand_over(&mut self) -> Handed {
        while let Some(event) = self.waiting.pop_front() {
            match self.sender.try_send(event) {
                Ok(()) => self.wake.raise(),
                Err(TrySendError::Full(event)) => {
                    self.waiting.push_front(event);
                    self.wake.raise();
                    return Handed::NoRoom;
                }
                Err(TrySendError::Disconnected(_)) => self.waiting.clear(),
            }
        }
        Handed::All
    }

    /// The thread is about to end: waits until the window has taken everything, or is gone.
    pub(super) fn tell_rest(&mut self) {
        for event in self.waiting.drain(..) {
            if self.sender.send(event).is_err() {
                return;
            }
        }
    }
}
