//! What the window remembers of decisions, and what of them is still on its way to the disk.
//!
//! It owns the store's thread and asks it for nothing that would make the window wait. Invariant: a row says "saved" only
//! after the store has said so; what could not be written is kept until it is.

mod answering;
mod binding;
mod handing;
mod news;
mod restoring;
mod settling;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use self::answering::KnownAnswers;
use self::binding::ShownFolder;
pub(super) use self::binding::{Places, places_of};
use self::handing::Handing;
pub(super) use self::news::MemoryNews;
use self::news::Trouble;
pub(super) use self::restoring::Unwritten;
use self::settling::{Outcome, Settling};
use crate::review::{
    BatchId, Binder, ChangeTime, DecisionBatch, StoreError, StoreEvent, StoreHandle, StoredDecision,
};
use crate::scan::{After, ContentHash, ImageId};
use crate::session::{Decided, ScanSession, ShardedMap, UnsavedDecisions};

/// The session that is shown, and which one of this window's it is: images of another are not its images.
pub(super) struct Shown<'app> {
    pub(super) session: &'app mut ScanSession,
    pub(super) generation: u64,
}

/// What is known of a content.
#[derive(Clone, Copy, Debug)]
struct Known {
    decided: Option<Decided>,
    changed_at: ChangeTime,
    is_on_disk: bool,
}

/// Rows that wait for the store.
#[derive(Clone, Debug)]
struct Rows {
    generation: u64,
    unsaved: UnsavedDecisions,
}

/// A batch that the store has.
#[derive(Debug)]
struct InFlight {
    rows: Rows,
    batch: Arc<DecisionBatch>,
}

/// The window's memory of decisions.
#[derive(Debug, Default)]
pub(super) struct DecisionMemory {
    database: PathBuf,
    store: Option<StoreHandle>,
    binder: Option<Binder>,
    known: ShardedMap<ContentHash, Known>,
    answers: KnownAnswers,
    latest: ChangeTime,
    folder: ShownFolder,
    handing: Option<Handing>,
    in_flight: HashMap<BatchId, InFlight>,
    /// Batches that were written while a folder is recalled.
    written_since: Option<Vec<Arc<DecisionBatch>>>,
    settling: VecDeque<Settling>,
    /// Images whose decisions no store was there to take, each with its session.
    unstored: ShardedMap<(u64, ImageId), ()>,
    trouble: Trouble,
}

impl DecisionMemory {
    /// Opens the database, and makes it where there is none, on the store's own thread.
    pub(super) fn open(&mut self, path: &Path, ctx: &egui::Context) -> io::Result<()> {
        let repaint = ctx.clone();
        path.clone_into(&mut self.database);
        self.store = Some(StoreHandle::start(path.to_owned(), move || {
            repaint.request_repaint();
        })?);
        Ok(())
    }

    /// What was decided about this content, in whatever window; `None`: nothing, or it was taken back.
    pub(super) fn decided(&self, content: ContentHash) -> Option<Decided> {
        self.known.get(&content)?.decided
    }

    /// Looks for what other windows have decided.
    pub(super) fn refresh(&mut self) {
        if let Some(store) = &mut self.store {
            store.refresh();
        }
    }

    /// Decisions that are not on disk: a kill would lose them.
    pub(super) fn unsaved(&self, session: Option<&ScanSession>) -> usize {
        let in_flight = self.in_flight.values().map(|batch| batch.batch.len());
        let handing = self.handing.as_ref().map_or(0, Handing::len);
        let queued = session.map_or(0, ScanSession::unsaved_decisions);
        in_flight.sum::<usize>() + handing + queued + self.unstored.len()
    }

    /// Whether a step is on its way to the store that is too large for one frame.
    pub(super) fn is_handing(&self) -> bool {
        self.handing.is_some()
    }

    /// Why decisions can't be saved at the moment, if they can't.
    pub(super) fn trouble(&self) -> Option<&StoreError> {
        self.trouble.error()
    }

    /// For those who must not begin before what was decided until now is on disk.
    pub(super) fn after_all(&self) -> Option<After> {
        self.store.as_ref().map(StoreHandle::after_all)
    }

    /// Gives an image what was decided about what it holds, and what was said of its original. Where a decision is not on
    /// disk yet, it has to be written for this row too.
    pub(super) fn recall(&self, session: &mut ScanSession, image: ImageId) {
        self.recall_answer(session, image);
        let content = session.row(image).and_then(|row| row.report.stamp.content);
        if let Some(known) = content.and_then(|content| self.known.get(&content)) {
            session.recall_decision(image, known.decided);
            let row = session.row(image);
            // What was decided about the image itself and is on its way stands, and is not this.
            let is_it = row.is_some_and(|row| row.review.decided == known.decided);
            if is_it && !known.is_on_disk {
                session.save_again(&[image]);
            }
        }
    }

    /// A folder is about to be recalled, on another thread: what is written until then may be missing in it.
    pub(super) fn begin_recall(&mut self) {
        self.written_since = Some(Vec::new());
    }

    /// The recall has come to nothing.
    pub(super) fn end_recall(&mut self) {
        self.written_since = None;
    }

    /// Takes what the store and the binder have said, until `out_of_time`; whether there may be more.
    pub(super) fn poll(
        &mut self,
        shown: Option<Shown<'_>>,
        ctx: &egui::Context,
        mut out_of_time: impl FnMut() -> bool,
    ) -> (Vec<MemoryNews>, bool) {
        let mut shown = shown;
        let mut news = Vec::new();
        if let Some(store) = &self.store {
            store.clear_wake();
        }
        loop {
            if self.settle_some(shown.as_mut(), &mut out_of_time) {
                return (news, true);
            }
            let Some(event) = self.store.as_mut().and_then(StoreHandle::try_next) else {
                break;
            };
            self.take_event(event, shown.as_mut(), ctx, &mut news);
            if out_of_time() {
                return (news, true);
            }
        }
        let more = self.poll_binder(shown.as_mut(), &mut news, out_of_time);
        (news, more)
    }

    fn take_event(
        &mut self,
        event: StoreEvent,
        shown: Option<&mut Shown<'_>>,
        ctx: &egui::Context,
        news: &mut Vec<MemoryNews>,
    ) {
        match event {
            StoreEvent::Available => {
                tracing::info!("the store is open");
                self.start_binder(ctx);
                news.extend(self.trouble.available(self.in_flight.is_empty()));
            }
            StoreEvent::Unavailable(error) => {
                tracing::warn!(%error, "the store can't be used");
                news.extend(self.trouble.add(error));
            }
            StoreEvent::Decisions(decisions) => self.take_decisions(&decisions, shown),
            StoreEvent::Answers(answers) => self.take_answers(&answers, shown),
            StoreEvent::Loaded => {}
            StoreEvent::Written { batch, stronger } => {
                let Some(written) = self.in_flight.remove(&batch) else {
                    return;
                };
                if let Some(binder) = self
                    .binder
                    .as_ref()
                    .filter(|_| !written.batch.by_place.is_empty())
                {
                    binder.nudge();
                }
                if let Some(since) = &mut self.written_since {
                    since.push(Arc::clone(&written.batch));
                }
                let outcome = Outcome::Saved(written.batch, stronger);
                self.settling
                    .push_back(Settling::new(written.rows, outcome));
                if self.in_flight.is_empty() {
                    news.extend(self.trouble.all_is_saved());
                }
            }
            StoreEvent::NotWritten { batch, error } => {
                tracing::warn!(%error, "decisions could not be written, and are kept");
                if let Some(failed) = self.in_flight.get(&batch) {
                    let rows = failed.rows.clone();
                    self.settling
                        .push_back(Settling::new(rows, Outcome::Failed));
                }
                news.extend(self.trouble.add(error));
            }
        }
    }

    /// Decisions that are on disk: those of other windows too.
    fn take_decisions(&mut self, decisions: &[StoredDecision], shown: Option<&mut Shown<'_>>) {
        let mut session = shown.map(|shown| &mut *shown.session);
        for stored in decisions {
            learn(&mut self.known, stored, OnDisk::Already);
            if let Some(session) = &mut session {
                let decided = self.decided(stored.content);
                for image in session.images_holding(stored.content).to_vec() {
                    session.recall_decision(image, decided);
                }
            }
        }
    }

    /// The window is about to go: hands over what is left, and waits a little until it is on disk; returns how many
    /// decisions are not.
    pub(super) fn finish(&mut self, shown: Option<Shown<'_>>, writing: Duration) -> usize {
        self.binder = None;
        if let Some(mut shown) = shown {
            self.take_unsaved(&mut shown, || false);
        }
        if let Some(store) = self.store.take() {
            for event in store.close(writing) {
                if let StoreEvent::Written { batch, .. } = event {
                    self.in_flight.remove(&batch);
                }
            }
        }
        self.unsaved(None)
    }
}

/// Whether what is learned of a content is on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnDisk {
    Already,
    NotYet,
}

/// Remembers a decision, unless a later one is known.
fn learn(known: &mut ShardedMap<ContentHash, Known>, stored: &StoredDecision, on_disk: OnDisk) {
    let is_stronger = known
        .get(&stored.content)
        .is_none_or(|known| known.changed_at <= stored.changed_at);
    if is_stronger {
        let learned = Known {
            decided: stored.decided,
            changed_at: stored.changed_at,
            is_on_disk: on_disk == OnDisk::Already,
        };
        known.insert(stored.content, learned);
    }
}

/// Writes or rows between two looks at the clock: below a tenth of a millisecond.
const BETWEEN_LOOKS: usize = 128;

/// The next few, from `at` on, which is moved behind them.
fn next_piece<'all, T>(all: &'all [T], at: &mut usize) -> &'all [T] {
    let rest = &all[*at..];
    let piece = &rest[..rest.len().min(BETWEEN_LOOKS)];
    *at += piece.len();
    piece
}
