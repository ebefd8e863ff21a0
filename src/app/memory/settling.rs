//! Telling rows what became of their decisions, in pieces that a frame has time for.

use std::sync::Arc;

use super::super::freeing::drop_elsewhere;
use super::{DecisionMemory, Rows, Shown, next_piece};
use crate::review::{DecisionBatch, StoredDecision};

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
    /// How many of the decisions that stand instead are taken.
    stronger_taken: usize,
}

impl Settling {
    pub(super) fn new(rows: Rows, outcome: Outcome) -> Self {
        Self {
            rows,
            outcome,
            rows_told: 0,
            contents_marked: 0,
            stronger_taken: 0,
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
            if settling.rows.unsaved.images.len() > FREED_AT_ONCE {
                drop_elsewhere(settling);
            }
        }
        false
    }

    /// Tells some rows; whether that was all.
    fn settle_piece(&mut self, settling: &mut Settling, mut shown: Option<&mut Shown<'_>>) -> bool {
        let Rows {
            generation,
            unsaved,
        } = &settling.rows;
        let images = next_piece(&unsaved.images, &mut settling.rows_told);
        let saved = matches!(settling.outcome, Outcome::Saved(..));
        let own = shown.as_deref_mut();
        if let Some(shown) = own.filter(|shown| shown.generation == *generation) {
            shown.session.settle_images(unsaved.ticket, images, saved);
        }
        let all_rows = settling.rows_told == unsaved.images.len();
        let Outcome::Saved(batch, stronger) = &settling.outcome else {
            return all_rows;
        };
        let writes = next_piece(&batch.by_content, &mut settling.contents_marked);
        for write in writes {
            if let Some(known) = self.known.get_mut(&write.content) {
                known.is_on_disk |= known.changed_at == write.changed_at;
            }
        }
        if !all_rows || settling.contents_marked < batch.by_content.len() {
            return false;
        }
        // Last: a row takes them when its own decision is on disk.
        let later = next_piece(stronger, &mut settling.stronger_taken);
        self.take_decisions(later, shown);
        settling.stronger_taken == stronger.len()
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::super::BETWEEN_LOOKS;
    use super::*;
    use crate::review::ChangeTime;
    use crate::scan::ContentHash;
    use crate::session::{Decided, Decision, UnsavedDecisions, WriteTicket};

    #[test]
    fn what_another_window_decided_later_is_taken_in_pieces() {
        let count = 20 * BETWEEN_LOOKS;
        let content = |number: usize| ContentHash::of(&number.to_le_bytes());
        let decided = Decided {
            decision: Decision::Confirmed,
            at: UNIX_EPOCH,
        };
        let stronger = (0..count).map(|number| StoredDecision {
            content: content(number),
            decided: Some(decided),
            changed_at: ChangeTime(1),
            file_bytes: None,
            path_hint: None,
        });
        let rows = Rows {
            generation: 0,
            unsaved: UnsavedDecisions {
                ticket: WriteTicket(1),
                images: Vec::new(),
                answer: None,
            },
        };
        let outcome = Outcome::Saved(Arc::default(), stronger.collect());
        let mut memory = DecisionMemory::default();
        memory.settling.push_back(Settling::new(rows, outcome));
        let mut frames = 1;
        while memory.settle_some(None, &mut || true) {
            frames += 1;
        }
        assert_eq!(frames, 20, "a frame that has no time takes one piece");
        let known = (0..count).map(|number| memory.decided(content(number)));
        assert!(known.eq(std::iter::repeat_n(Some(decided), count)));
    }
}
