//! What is asked of the store's thread, and what it answers.

use std::sync::Arc;

use super::decisions::StoredDecision;
use super::error::StoreError;
use super::original_answers::StoredAnswer;
use super::pending::DecisionBatch;

/// Counts the batches of a [`super::StoreHandle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BatchId(pub u64);

/// Decisions to be written together: all of them or none. Shared with the window, which may need them once more.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) id: BatchId,
    pub(super) writes: Arc<DecisionBatch>,
}

/// What is asked of the store's thread.
#[derive(Debug)]
pub(super) enum StoreRequest {
    /// Write these, and keep trying until they are written.
    Write(Batch),
    /// Tell what was decided in other windows since the last time; everything at the first time.
    Refresh,
}

/// What the store's thread tells.
#[derive(Clone, Debug, PartialEq)]
pub enum StoreEvent {
    /// The database is open; again, after [`Self::Unavailable`].
    Available,
    /// The database can't be used. Everything is kept, and it is tried again every now and then.
    Unavailable(StoreError),
    /// Decisions that are new to this window, in pieces of at most [`super::PIECE`].
    Decisions(Vec<StoredDecision>),
    /// What was said of originals, likewise.
    Answers(Vec<StoredAnswer>),
    /// All decisions and answers that there were at the start have been told.
    Loaded,
    /// A batch is on disk.
    Written {
        /// Which.
        batch: BatchId,
        /// Where something later was on disk already: that stands.
        stronger: Vec<StoredDecision>,
    },
    /// A batch could not be written. It is kept and tried again: told once for a batch, and again only as written.
    NotWritten {
        /// Which.
        batch: BatchId,
        /// Why.
        error: StoreError,
    },
}
