//! The store's thread: opens the file, writes what it is given in the order in which it came, and keeps what could not
//! be written until it is.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::answers::{Answers, Handed};
use super::decisions::Revision;
use super::error::{StoreError, StoreFault};
use super::message::{Batch, StoreEvent, StoreRequest};
use super::store::Store;
use crate::scan::Watermark;

/// Decisions in one [`StoreEvent::Decisions`] at most: a frame takes one of them in about a millisecond.
pub const PIECE: usize = 4096;

/// Requests that are taken together, so that their decisions need one commit where the disk is slower than the hand.
const TAKEN_TOGETHER: usize = 64;

/// Between two tries to hand answers to a window that takes none. It has been woken.
const LOOK_FOR_ROOM: Duration = Duration::from_millis(50);

/// After a write of several batches has failed, so many are tried alone: a small one may fit where a large one does not.
const TRIED_ALONE: usize = 3;

/// How long is waited, and for what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Between two looks for what other windows have written.
    pub(super) look: Duration,
    /// Before a second try.
    pub(super) first: Duration,
    /// Before any other; it doubles until then.
    pub(super) longest: Duration,
}

impl Default for Patience {
    /// A look at what others wrote reads one number in shared memory. A lock is gone after a second; a disk that is full is
    /// looked at twice a minute.
    fn default() -> Self {
        Self {
            look: Duration::from_secs(3),
            first: Duration::from_secs(1),
            longest: Duration::from_secs(30),
        }
    }
}

/// A batch, and whether the window knows that it could not be written.
#[derive(Debug)]
struct Unwritten {
    batch: Batch,
    told: bool,
}

/// The thread's state.
#[derive(Debug)]
pub(super) struct Writer {
    path: PathBuf,
    store: Result<Store, StoreError>,
    told_unavailable: Option<StoreError>,
    unwritten: Vec<Unwritten>,
    seen: Revision,
    seen_answers: Revision,
    seen_data_version: Option<i64>,
    loaded: bool,
    answers: Answers,
    /// The batches that were written, or could not be: for those who wait for it.
    tried: Arc<Watermark>,
    patience: Patience,
    wait: Duration,
    next_try: Option<Instant>,
}

impl Writer {
    /// Opens the file.
    pub(super) fn new(
        path: PathBuf,
        answers: Answers,
        tried: Arc<Watermark>,
        patience: Patience,
    ) -> Self {
        Self {
            store: Store::open(&path),
            path,
            told_unavailable: None,
            unwritten: Vec::new(),
            seen: Revision::default(),
            seen_answers: Revision::default(),
            seen_data_version: None,
            loaded: false,
            answers,
            tried,
            patience,
            wait: patience.first,
            next_try: None,
        }
    }

    /// Works until the handle is dropped.
    pub(super) fn run(mut self, requests: &Receiver<StoreRequest>) {
        self.tell_opened();
        loop {
            let rest = self.rest();
            match requests.recv_timeout(rest) {
                Ok(request) => {
                    let more = requests.try_iter().take(TAKEN_TOGETHER - 1);
                    let together: Vec<_> = std::iter::once(request).chain(more).collect();
                    self.serve(together);
                }
                Err(RecvTimeoutError::Timeout) if self.is_due() => self.try_again(),
                Err(RecvTimeoutError::Timeout) => self.refresh(),
                Err(RecvTimeoutError::Disconnected) => {
                    if !self.unwritten.is_empty() {
                        self.try_again();
                    }
                    return self.answers.tell_rest();
                }
            }
        }
    }

    fn is_due(&self) -> bool {
        self.next_try.is_some_and(|at| at <= Instant::now())
    }

    /// How long there is nothing to do unless somebody asks.
    fn rest(&mut self) -> Duration {
        let until_next = self.next_try.map_or(self.patience.look, |at| {
            at.saturating_duration_since(Instant::now())
        });
        match self.answers.hand_over() {
            Handed::All => until_next,
            Handed::NoRoom => until_next.min(LOOK_FOR_ROOM),
        }
    }

    /// Decisions that follow each other are written together; everything else keeps its place among them.
    fn serve(&mut self, requests: Vec<StoreRequest>) {
        let mut is_new = false;
        for request in requests {
            match request {
                StoreRequest::Write(batch) => {
                    let told = false;
                    self.unwritten.push(Unwritten { batch, told });
                    is_new = true;
                }
                StoreRequest::Refresh => {
                    if std::mem::take(&mut is_new) {
                        self.write();
                    }
                    self.refresh();
                }
            }
        }
        if is_new {
            self.write();
        }
    }

    fn try_again(&mut self) {
        self.next_try = None;
        self.open();
        if !self.unwritten.is_empty() {
            self.write();
        } else if self.store.is_ok() {
            self.wait = self.patience.first;
        }
    }

    /// Opens the file if it is not open.
    fn open(&mut self) {
        if self.store.is_ok() {
            return;
        }
        self.store = Store::open(&self.path);
        // A file that was put in the old one's place counts anew.
        self.seen = Revision::default();
        self.seen_answers = Revision::default();
        self.seen_data_version = None;
        self.tell_opened();
    }

    fn tell_opened(&mut self) {
        match &self.store {
            Ok(_) => {
                self.told_unavailable = None;
                self.answers.tell(StoreEvent::Available);
                self.refresh();
            }
            Err(error) => {
                let error = error.clone();
                self.unavailable(error);
            }
        }
    }

    /// Tells what is new to the window.
    fn refresh(&mut self) {
        let Ok(store) = &self.store else { return };
        let news = store.data_version().and_then(|version| {
            if self.loaded && self.seen_data_version == Some(version) {
                return Ok(None);
            }
            let decisions = store.decisions_since(self.seen)?;
            let answers = store.answers_since(self.seen_answers)?;
            Ok(Some((decisions, answers, version)))
        });
        match news {
            Ok(None) => {}
            Ok(Some(((decisions, seen), (answers, seen_answers), version))) => {
                for piece in decisions.chunks(PIECE) {
                    self.answers.tell(StoreEvent::Decisions(piece.to_vec()));
                }
                for piece in answers.chunks(PIECE) {
                    self.answers.tell(StoreEvent::Answers(piece.to_vec()));
                }
                self.seen = seen;
                self.seen_answers = seen_answers;
                self.seen_data_version = Some(version);
                if !std::mem::replace(&mut self.loaded, true) {
                    self.answers.tell(StoreEvent::Loaded);
                }
            }
            Err(error) => self.broke(error),
        }
    }

    /// Writes all that is unwritten, at best in one transaction.
    fn write(&mut self) {
        let newest = self.unwritten.last().map_or(0, |last| last.batch.id.0);
        self.try_to_write();
        self.tried.reach(newest);
    }

    fn try_to_write(&mut self) {
        self.open();
        match self.write_some(0..self.unwritten.len()) {
            Ok(()) => {
                self.wait = self.patience.first;
                self.next_try = None;
            }
            Err(error) => {
                let worth_more = error.fault == StoreFault::DiskFull && self.unwritten.len() > 1;
                let alone = if worth_more { TRIED_ALONE } else { 0 };
                self.write_alone(alone);
                self.failed_to_write(&error);
            }
        }
    }

    /// Tries batches one by one until so many have failed.
    fn write_alone(&mut self, failures_allowed: usize) {
        let mut failures = 0;
        while failures < failures_allowed.min(self.unwritten.len()) {
            if self.write_some(failures..failures + 1).is_err() {
                failures += 1;
            }
        }
    }

    /// Writes these batches in one transaction; those that are written are told and forgotten.
    fn write_some(&mut self, which: std::ops::Range<usize>) -> Result<(), StoreError> {
        let store = self.store.as_mut().map_err(|error| error.clone())?;
        let batches = &self.unwritten[which.clone()];
        let writes = batches.iter().map(|unwritten| &*unwritten.batch.writes);
        let mut stronger = store.write_batches(writes)?;
        for unwritten in self.unwritten.drain(which) {
            let batch = unwritten.batch.id;
            let stronger = std::mem::take(&mut stronger);
            self.answers.tell(StoreEvent::Written { batch, stronger });
        }
        Ok(())
    }

    fn failed_to_write(&mut self, error: &StoreError) {
        for unwritten in &mut self.unwritten {
            if !std::mem::replace(&mut unwritten.told, true) {
                self.answers.tell(StoreEvent::NotWritten {
                    batch: unwritten.batch.id,
                    error: error.clone(),
                });
            }
        }
        if error.needs_reopening() && self.store.is_ok() {
            self.broke(error.clone());
        } else if !self.unwritten.is_empty() {
            self.try_later();
        }
    }

    /// The connection is of no more use.
    fn broke(&mut self, error: StoreError) {
        self.store = Err(error.clone());
        self.unavailable(error);
    }

    fn unavailable(&mut self, error: StoreError) {
        if self.told_unavailable.as_ref() != Some(&error) {
            self.told_unavailable = Some(error.clone());
            self.answers.tell(StoreEvent::Unavailable(error));
        }
        self.try_later();
    }

    fn try_later(&mut self) {
        if self.next_try.is_none() {
            self.next_try = Some(Instant::now() + self.wait);
            self.wait = (self.wait * 2).min(self.patience.longest);
        }
    }
}

#[cfg(test)]
mod tests;
