//! What the window remembers of decisions, and what of them is still on its way to the disk.
//!
//! It owns the store's thread and asks it for nothing that would make the window wait. Invariant: a row says "saved" only
//! after the store has said so; what could not be written is kept until it is.

mod hashing;
mod news;

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use self::hashing::Hashing;
pub(super) use self::news::MemoryNews;
use self::news::Trouble;
use crate::export::path_text;
use crate::review::{BatchId, ChangeTime, StoreEvent, StoreHandle, StoredDecision};
use crate::scan::{ContentHash, ImageId};
use crate::session::{Decided, ResultRow, ScanSession, UnsavedDecisions};

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
    contents: Vec<(ContentHash, ChangeTime)>,
}

/// The window's memory of decisions.
#[derive(Debug, Default)]
pub(super) struct DecisionMemory {
    store: Option<StoreHandle>,
    known: HashMap<ContentHash, Known>,
    latest: ChangeTime,
    in_flight: HashMap<BatchId, InFlight>,
    hashing: Hashing,
    trouble: Trouble,
}

impl DecisionMemory {
    /// Opens the database, and makes it where there is none, on the store's own thread.
    pub(super) fn open(&mut self, path: &Path, ctx: &egui::Context) -> io::Result<()> {
        let repaint = ctx.clone();
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

    /// Gives an image what was decided about what it holds. Where that is not on disk yet, it has to be written for this
    /// row too.
    pub(super) fn recall(&self, session: &mut ScanSession, image: ImageId) {
        let content = session.row(image).and_then(|row| row.report.stamp.content);
        if let Some(known) = content.and_then(|content| self.known.get(&content)) {
            session.recall_decision(image, known.decided);
            if !known.is_on_disk {
                session.save_again(&[image]);
            }
        }
    }

    /// Gives the images of a recalled session what was decided about them and is not on disk yet.
    pub(super) fn recall_unwritten(&self, session: &mut ScanSession) {
        let mut unwritten: Vec<ContentHash> = self
            .known
            .iter()
            .filter(|(_, known)| !known.is_on_disk)
            .map(|(content, _)| *content)
            .collect();
        unwritten.sort_unstable();
        for content in unwritten {
            for image in session.images_holding(content).to_vec() {
                self.recall(session, image);
            }
        }
    }

    /// Hands everything to the store that was decided since the last time. Without a store nothing is
    /// saved, and says so.
    pub(super) fn take_unsaved(&mut self, shown: &mut Shown<'_>, ctx: &egui::Context) {
        while let Some(unsaved) = shown.session.next_unsaved() {
            self.latest = self.latest.max(ChangeTime(self.latest.0 + 1)).max(now());
            let mut ready = Vec::new();
            let mut unknown = Vec::new();
            for image in &unsaved.images {
                let Some(row) = shown.session.row(*image) else {
                    continue;
                };
                match row.report.stamp.content {
                    Some(content) => ready.push(self.write_of(row, content)),
                    None => unknown.push(*image),
                }
            }
            let rows = Rows {
                generation: shown.generation,
                unsaved,
            };
            if self.store.is_none() {
                settle(Some(shown), &rows, Outcome::Failed);
            } else if unknown.is_empty() {
                self.write(rows, ready);
            } else {
                self.hash_first(shown, ctx, rows, ready, &unknown);
            }
        }
    }

    /// A row's decision as the store takes it.
    fn write_of(&self, row: &ResultRow, content: ContentHash) -> StoredDecision {
        let known = self.known.get(&content);
        StoredDecision {
            content,
            decided: row.review.decided,
            // Stronger than what its maker has seen, also where the clock was set back since then.
            changed_at: known.map_or(self.latest, |known| {
                self.latest.max(ChangeTime(known.changed_at.0 + 1))
            }),
            file_bytes: row.report.file_bytes,
            path_hint: Some(path_text(&row.report.location).into_owned()),
        }
    }

    /// Hands decisions to the store.
    fn write(&mut self, rows: Rows, writes: Vec<StoredDecision>) {
        let Some(store) = &mut self.store else {
            return;
        };
        let contents = writes
            .iter()
            .map(|write| (write.content, write.changed_at))
            .collect();
        for write in &writes {
            learn(&mut self.known, write, OnDisk::NotYet);
        }
        let batch = store.write_decisions(writes);
        self.in_flight.insert(batch, InFlight { rows, contents });
    }

    /// Takes what the store and the hashing thread have said, until `out_of_time`; whether there may be more.
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
        while let Some(event) = self.store.as_mut().and_then(StoreHandle::try_next) {
            self.take_event(event, shown.as_mut(), &mut news);
            if out_of_time() {
                return (news, true);
            }
        }
        let more = self.poll_hashing(shown.as_mut(), ctx, &mut news, out_of_time);
        (news, more)
    }

    fn take_event(
        &mut self,
        event: StoreEvent,
        mut shown: Option<&mut Shown<'_>>,
        news: &mut Vec<MemoryNews>,
    ) {
        match event {
            StoreEvent::Available => {
                tracing::info!("the store is open");
                news.extend(self.trouble.available(self.in_flight.is_empty()));
            }
            StoreEvent::Unavailable(error) => {
                tracing::warn!(%error, "the store can't be used");
                news.extend(self.trouble.add(error));
            }
            StoreEvent::Decisions(decisions) => self.take_decisions(&decisions, shown),
            StoreEvent::Loaded => {}
            StoreEvent::Written { batch, stronger } => {
                let Some(written) = self.in_flight.remove(&batch) else {
                    return;
                };
                for (content, changed_at) in written.contents {
                    if let Some(known) = self.known.get_mut(&content) {
                        known.is_on_disk |= known.changed_at == changed_at;
                    }
                }
                settle(shown.as_deref_mut(), &written.rows, Outcome::Saved);
                self.take_decisions(&stronger, shown);
                if self.in_flight.is_empty() {
                    news.extend(self.trouble.all_is_saved());
                }
            }
            StoreEvent::NotWritten { batch, error } => {
                tracing::warn!(%error, "decisions could not be written, and are kept");
                if let Some(failed) = self.in_flight.get(&batch) {
                    settle(shown, &failed.rows, Outcome::Failed);
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
            let Some(session) = &mut session else {
                continue;
            };
            let decided = self.decided(stored.content);
            for image in session.images_holding(stored.content).to_vec() {
                session.recall_decision(image, decided);
            }
        }
    }

    /// Waits a little for what is not on disk yet; returns how many decisions are not.
    pub(super) fn finish(&mut self, hashing: Duration, writing: Duration) -> usize {
        let start = Instant::now();
        let mut news = Vec::new();
        while self.hashing.is_busy() && start.elapsed() < hashing {
            self.wait_for_hash(hashing.saturating_sub(start.elapsed()), &mut news);
        }
        if let Some(store) = self.store.take() {
            for event in store.close(writing) {
                self.take_event(event, None, &mut news);
            }
        }
        let in_flight = self.in_flight.values().map(|batch| batch.contents.len());
        in_flight.sum::<usize>() + self.hashing.unsaved()
    }
}

/// Whether what is learned of a content is on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnDisk {
    Already,
    NotYet,
}

/// Remembers a decision, unless a later one is known.
fn learn(known: &mut HashMap<ContentHash, Known>, stored: &StoredDecision, on_disk: OnDisk) {
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Saved,
    Failed,
}

/// Tells rows what became of their decisions, where they are still shown.
fn settle(shown: Option<&mut Shown<'_>>, rows: &Rows, outcome: Outcome) {
    if let Some(shown) = shown.filter(|shown| shown.generation == rows.generation) {
        shown
            .session
            .settle(&rows.unsaved, outcome == Outcome::Saved);
    }
}

fn now() -> ChangeTime {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock before 1970 orders nothing; what is known does.
    let ms = since.map_or(0, |since| since.as_millis());
    ChangeTime(i64::try_from(ms).unwrap_or(i64::MAX))
}
