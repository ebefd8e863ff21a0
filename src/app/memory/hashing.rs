//! Decisions about images whose content is not known yet: it is found out first, on a thread of its own.
//!
//! What was decided together is written together, when the last content is there. A file that can't be read holds up
//! nobody else's decision: its own is kept, and tried again.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::{DecisionMemory, MemoryNews, OnDisk, Outcome, Rows, Shown, learn, settle};
use crate::review::{ChangeTime, StoredDecision};
use crate::scan::{ContentHasher, HashRequest, Hashed, ImageId, ReachError};
use crate::session::UnsavedDecisions;

/// How long is waited before files that could not be read are tried again.
const TRY_AGAIN: Duration = Duration::from_secs(30);

/// A decision without its content; the content that its `stored` names is meaningless until then.
#[derive(Debug)]
struct Unhashed {
    image: ImageId,
    path: PathBuf,
    stored: Draft,
    rows: Rows,
}

/// A decision that only lacks the content.
#[derive(Clone, Debug)]
struct Draft {
    decided: Option<crate::session::Decided>,
    changed_at: ChangeTime,
    path_hint: Option<String>,
}

/// Decisions that are written together, as far as their contents are known.
#[derive(Debug)]
struct Gathering {
    rows: Rows,
    ready: Vec<StoredDecision>,
    missing: usize,
    failed: Vec<Unhashed>,
    error: Option<ReachError>,
}

/// Everything that waits for its content.
#[derive(Debug, Default)]
pub(super) struct Hashing {
    hasher: Option<ContentHasher>,
    gatherings: HashMap<u64, Gathering>,
    asked: HashMap<u64, (u64, Unhashed)>,
    numbers: u64,
    failed: Vec<Unhashed>,
    try_again_at: Option<Instant>,
}

impl Hashing {
    /// Whether files are being read.
    pub(super) fn is_busy(&self) -> bool {
        !self.asked.is_empty()
    }

    /// Decisions that the store does not have.
    pub(super) fn unsaved(&self) -> usize {
        let gathered = self
            .gatherings
            .values()
            .map(|gathering| gathering.ready.len() + gathering.failed.len());
        self.asked.len() + self.failed.len() + gathered.sum::<usize>()
    }

    fn number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    fn ask(&mut self, gathering: u64, unhashed: Unhashed, ctx: &egui::Context) {
        let key = self.number();
        let path = unhashed.path.clone();
        self.asked.insert(key, (gathering, unhashed));
        if self.hasher.is_none() {
            let repaint = ctx.clone();
            // Where the system has no thread left the decisions wait for the next try.
            self.hasher = ContentHasher::start(move || repaint.request_repaint()).ok();
        }
        if let Some(hasher) = &mut self.hasher {
            hasher.ask(HashRequest { key, path });
        }
    }
}

impl DecisionMemory {
    /// Finds out what these images hold before they are written with the others.
    pub(super) fn hash_first(
        &mut self,
        shown: &Shown<'_>,
        ctx: &egui::Context,
        rows: Rows,
        ready: Vec<StoredDecision>,
        unknown: &[ImageId],
    ) {
        for write in &ready {
            learn(&mut self.known, write, OnDisk::NotYet);
        }
        let number = self.hashing.number();
        let mut missing = 0;
        for image in unknown {
            let Some(row) = shown.session.row(*image) else {
                continue;
            };
            let unhashed = Unhashed {
                image: *image,
                path: row.report.location.under(shown.session.root()),
                stored: Draft {
                    decided: row.review.decided,
                    changed_at: self.latest,
                    path_hint: Some(crate::export::path_text(&row.report.location).into_owned()),
                },
                rows: rows.clone_for(*image),
            };
            self.hashing.ask(number, unhashed, ctx);
            missing += 1;
        }
        let gathering = Gathering {
            rows,
            ready,
            missing,
            failed: Vec::new(),
            error: None,
        };
        self.hashing.gatherings.insert(number, gathering);
    }

    /// Takes what the hashing thread has found out; whether there may be more.
    pub(super) fn poll_hashing(
        &mut self,
        mut shown: Option<&mut Shown<'_>>,
        ctx: &egui::Context,
        news: &mut Vec<MemoryNews>,
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        if let Some(hasher) = &self.hashing.hasher {
            hasher.clear_wake();
        }
        while let Some(answer) = self
            .hashing
            .hasher
            .as_mut()
            .and_then(ContentHasher::try_next)
        {
            self.take_hash(answer, shown.as_deref_mut(), news);
            if out_of_time() {
                return true;
            }
        }
        self.hash_again(ctx);
        false
    }

    /// Waits for one content. For the program's end.
    pub(super) fn wait_for_hash(&mut self, timeout: Duration, news: &mut Vec<MemoryNews>) {
        let hasher = self.hashing.hasher.as_mut();
        match hasher.and_then(|hasher| hasher.wait_next(timeout)) {
            Some(answer) => self.take_hash(answer, None, news),
            None => std::thread::park_timeout(Duration::from_millis(1)),
        }
    }

    fn take_hash(
        &mut self,
        answer: Hashed,
        mut shown: Option<&mut Shown<'_>>,
        news: &mut Vec<MemoryNews>,
    ) {
        let Some((number, unhashed)) = self.hashing.asked.remove(&answer.key) else {
            return;
        };
        let Some(gathering) = self.hashing.gatherings.get_mut(&number) else {
            return;
        };
        gathering.missing -= 1;
        match answer.content {
            Ok((content, bytes)) => {
                let stored = StoredDecision {
                    content,
                    decided: unhashed.stored.decided,
                    changed_at: unhashed.stored.changed_at,
                    file_bytes: Some(bytes),
                    path_hint: unhashed.stored.path_hint,
                };
                learn(&mut self.known, &stored, OnDisk::NotYet);
                gathering.ready.push(stored);
                let generation = unhashed.rows.generation;
                let shown = shown
                    .as_deref_mut()
                    .filter(|shown| shown.generation == generation);
                if let Some(shown) = shown {
                    shown.session.learn_content(unhashed.image, content);
                }
            }
            Err(error) => {
                gathering.error = Some(error);
                gathering.failed.push(unhashed);
            }
        }
        if gathering.missing == 0 {
            self.end_gathering(number, shown, news);
        }
    }

    /// Every content that can be had is known: off to the store.
    fn end_gathering(
        &mut self,
        number: u64,
        mut shown: Option<&mut Shown<'_>>,
        news: &mut Vec<MemoryNews>,
    ) {
        let Some(mut gathering) = self.hashing.gatherings.remove(&number) else {
            return;
        };
        let images = gathering.failed.len();
        for failed in gathering.failed {
            settle(shown.as_deref_mut(), &failed.rows, Outcome::Failed);
            let images = &mut gathering.rows.unsaved.images;
            images.retain(|image| *image != failed.image);
            self.hashing.failed.push(failed);
        }
        if let Some(error) = gathering.error {
            news.push(MemoryNews::FilesNotRead { images, error });
        }
        if !gathering.ready.is_empty() {
            self.write(gathering.rows, gathering.ready);
        }
    }

    /// Tries files again that could not be read.
    fn hash_again(&mut self, ctx: &egui::Context) {
        if self.hashing.failed.is_empty() {
            self.hashing.try_again_at = None;
            return;
        }
        let now = Instant::now();
        let at = *self.hashing.try_again_at.get_or_insert(now + TRY_AGAIN);
        if now < at {
            ctx.request_repaint_after(at - now);
            return;
        }
        self.hashing.try_again_at = None;
        for unhashed in std::mem::take(&mut self.hashing.failed) {
            let number = self.hashing.number();
            let gathering = Gathering {
                rows: unhashed.rows.clone(),
                ready: Vec::new(),
                missing: 1,
                failed: Vec::new(),
                error: None,
            };
            self.hashing.gatherings.insert(number, gathering);
            self.hashing.ask(number, unhashed, ctx);
        }
    }
}

impl Rows {
    /// One image of them.
    fn clone_for(&self, image: ImageId) -> Self {
        Self {
            generation: self.generation,
            unsaved: UnsavedDecisions {
                ticket: self.unsaved.ticket,
                images: vec![image],
            },
        }
    }
}
