//! The window's hold on the store's thread.
//!
//! Invariant: nothing here waits but [`StoreHandle::wait_next`], and nothing that was handed over is lost while the
//! program runs: what the thread has no room for waits here.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use super::answers::Answers;
use super::decisions::StoredDecision;
use super::message::{Batch, BatchId, StoreEvent, StoreRequest};
use super::pending::DecisionBatch;
use super::writer::{Patience, Writer};
use crate::scan::{After, Wake, Watermark};

/// Requests between window and thread: a person decides less than ten times a second, so this is the decisions of a
/// minute in which the disk says nothing. Each is at most as large as what the window holds already.
const REQUESTS: usize = 512;

/// Answers between thread and window: pieces of at most [`super::PIECE`] decisions of about 150 bytes, so below 40 MB
/// where the window takes none.
const ANSWERS: usize = 64;

/// The store's thread as its user has it. Dropping it lets the thread write what it was given, and end.
#[derive(Debug)]
pub struct StoreHandle {
    requests: SyncSender<StoreRequest>,
    answers: Receiver<StoreEvent>,
    wake: Arc<Wake>,
    waiting: VecDeque<StoreRequest>,
    batches: u64,
    /// The batches that were written, or could not be.
    tried: Arc<Watermark>,
}

impl StoreHandle {
    /// Starts the thread, which opens the database, loads all decisions and stays. `wake` is called from that thread, once
    /// per burst, when there is something to fetch.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(path: PathBuf, wake: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_with(path, wake, Patience::default())
    }

    pub(super) fn start_with(
        path: PathBuf,
        wake: impl Fn() + Send + Sync + 'static,
        patience: Patience,
    ) -> io::Result<Self> {
        let wake = Arc::new(Wake::new(wake));
        let (requests, requests_there) = sync_channel(REQUESTS);
        let (answer, answers) = sync_channel(ANSWERS);
        let outbox = Answers::new(answer, Arc::clone(&wake));
        let tried = Arc::<Watermark>::default();
        let done = Arc::clone(&tried);
        std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || Writer::new(path, outbox, done, patience).run(&requests_there))?;
        Ok(Self {
            requests,
            answers,
            wake,
            waiting: VecDeque::new(),
            batches: 0,
            tried,
        })
    }

    /// Hands decisions over, to be written all or none. [`StoreEvent::Written`] and [`StoreEvent::NotWritten`] name them by
    /// what this returns.
    pub fn write_decisions(&mut self, writes: Vec<StoredDecision>) -> BatchId {
        self.write_batch(Arc::new(DecisionBatch {
            by_content: writes,
            ..DecisionBatch::default()
        }))
    }

    /// The same, also about files of which it is not known yet what they hold.
    pub fn write_batch(&mut self, writes: Arc<DecisionBatch>) -> BatchId {
        self.batches += 1;
        let id = BatchId(self.batches);
        self.ask(StoreRequest::Write(Batch { id, writes }));
        id
    }

    /// To wait, on another thread, until everything that was handed over is on disk, or can't be.
    #[must_use]
    pub fn after_all(&self) -> After {
        After::new(Arc::clone(&self.tried), self.batches)
    }

    /// Asks for what was decided in other windows.
    pub fn refresh(&mut self) {
        self.ask(StoreRequest::Refresh);
    }

    /// The next answer, if one is there.
    pub fn try_next(&mut self) -> Option<StoreEvent> {
        self.hand_over();
        self.answers.try_recv().ok()
    }

    /// The next answer; waits for it for at most `timeout`. For the program's end, and for tests.
    ///
    /// # Errors
    /// When none came, or the thread is gone.
    pub fn wait_next(&mut self, timeout: Duration) -> Result<StoreEvent, RecvTimeoutError> {
        self.hand_over();
        self.answers.recv_timeout(timeout)
    }

    /// Ends the thread after it has tried once more to write everything, and tells what it said until it was done. Gives
    /// up after `timeout`: then it is a disk that gives no answer.
    #[must_use]
    pub fn close(mut self, timeout: Duration) -> Vec<StoreEvent> {
        let deadline = Instant::now() + timeout;
        let mut said = Vec::new();
        self.hand_over();
        while !self.waiting.is_empty() {
            let remaining = deadline.saturating_duration_since(Instant::now());
            let Ok(event) = self.wait_next(remaining) else {
                return said;
            };
            said.push(event);
        }
        drop(self.requests);
        loop {
            let remaining = deadline.saturating_duration_since(Instant::now());
            match self.answers.recv_timeout(remaining) {
                Ok(event) => said.push(event),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return said,
            }
        }
    }

    /// Says that the wake-up call was heard; to be called *before* draining by [`Self::try_next`].
    pub fn clear_wake(&self) {
        self.wake.clear();
    }

    /// Asks the thread, after what waits already. Where it has no room it is busy, so an answer will come, and with it
    /// another try.
    pub(super) fn ask(&mut self, request: StoreRequest) {
        self.waiting.push_back(request);
        self.hand_over();
    }

    fn hand_over(&mut self) {
        while let Some(request) = self.waiting.pop_front() {
            match self.requests.try_send(request) {
                Ok(()) => {}
                Err(TrySendError::Full(request) | TrySendError::Disconnected(request)) => {
                    self.waiting.push_front(request);
                    return;
                }
            }
        }
    }
}
