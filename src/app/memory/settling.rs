//! Telling rows what became of their decisions, in pieces that a frame has time for.

use std::sync::Arc;

use super::{DecisionMemory, Rows, Shown};
use crate::review::{DecisionBatch, StoredDecision};

/// Rows between two looks at the clock: below a tenth of a millisecond.
const BETWEEN_LOOKS: usize = 128;

/// What is freed at once in a frame; more is left to a thread.
const FREED_AT_ONCE: usize = 4096;

/// What became of a batch.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It is on disk; but these, which were later, stand instead.
    Saved(Arc<DecisionBatch>, Vec<StoredDecision>),
    /// It is not.
    Failed,
}

/// Rows that are being told.
#[derive(Debug)]
pub(super) struct Settling {
    rows: Rows,
    outcome: Outcome,
    /// How many rows were told.
    rows_told: usize,
    /// How many contents are marked as being on disk.
    contents_marked: usize,
}

impl Settling {
    pub(super) fn new(rows: Rows, outcome: Outcome) -> Self {
        Self {
            rows,
            outcome,
            rows_told: 0,
            contents_marked: 0,
        }
    }
}

impl DecisionMemory {
    /// Goes on telling, until `out_of_time`; whether there is more.
    pub(super) fn settle_some(
        &mut self,
        mut shown: Option<&mut Shown<'_>>,
        out_of_time: &mut impl FnMut() -> bool,
    ) -> bool {
        while let Some(mut settling) = self.settling.pop_front() {
            loop {
                let is_done = self.settle_piece(&mut settling, shown.as_deref_mut());
                if is_done {
                    break;
                }
                if out_of_time() {
                    self.settling.push_front(settling);
                    return true;
                }
            }
            let many = settling.rows.unsaved.images.len() > FREED_AT_ONCE;
            if let Outcome::Saved(_, stronger) = &mut settling.outcome {
                let stronger = std::mem::take(stronger);
                self.take_decisions(&stronger, shown.as_deref_mut());
            }
            if many {
                free_elsewhere(settling);
            }
        }
        false
    }

    /// Tells some rows; whether that was all.
    fn settle_piece(&mut self, settling: &mut Settling, shown: Option<&mut Shown<'_>>) -> bool {
        let Rows {
            generation,
            unsaved,
        } = &settling.rows;
        let images = &unsaved.images[settling.rows_told..];
        let images = &images[..images.len().min(BETWEEN_LOOKS)];
        settling.rows_told += images.len();
        let saved = matches!(settling.outcome, Outcome::Saved(..));
        if let Some(shown) = shown.filter(|shown| shown.generation == *generation) {
            shown.session.settle_images(unsaved.ticket, images, saved);
        }
        let Outcome::Saved(batch, _) = &settling.outcome else {
            return settling.rows_told == unsaved.images.len();
        };
        let writes = &batch.by_content[settling.contents_marked..];
        let writes = &writes[..writes.len().min(BETWEEN_LOOKS)];
        settling.contents_marked += writes.len();
        for write in writes {
            if let Some(known) = self.known.get_mut(&write.content) {
                known.is_on_disk |= known.changed_at == write.changed_at;
            }
        }
        settling.rows_told == unsaved.images.len()
            && settling.contents_marked == batch.by_content.len()
    }
}

/// Frees a million decisions on a thread of its own; where the system has none left, here.
fn free_elsewhere(settling: Settling) {
    std::thread::Builder::new()
        .name("old decisions".to_owned())
        .spawn(move || drop(settling))
        .ok();
}
