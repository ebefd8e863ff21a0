//! Which rows have which status and which decision, by bits: to ask that of a million rows takes a few milliseconds, and
//! reaches none of them.

use super::id_set::IdSet;
use super::{Decision, ResultRow, RowStatus};
use crate::scan::ImageId;

/// The rows of each kind.
#[derive(Clone, Debug, Default)]
pub(super) struct RowSets {
    by_status: [IdSet; RowStatus::ALL.len()],
    decided: [IdSet; Decision::ALL.len()],
    /// Those of which a person may say "This is its original", or has.
    pub(super) in_question: IdSet,
}

impl RowSets {
    /// Puts a row in.
    pub(super) fn add(&mut self, row: &ResultRow) {
        let id = row.report.id;
        self.by_status[row.status() as usize].insert(id);
        if let Some(decision) = row.decision_told() {
            self.decided[decision as usize].insert(id);
        }
        if row.can_be_answered() {
            self.in_question.insert(id);
        }
    }

    /// Takes a row out, before it changes.
    pub(super) fn remove(&mut self, row: &ResultRow) {
        let id = row.report.id;
        self.by_status[row.status() as usize].remove(id);
        if let Some(decision) = row.decision_told() {
            self.decided[decision as usize].remove(id);
        }
        if row.can_be_answered() {
            self.in_question.remove(id);
        }
    }

    /// The rows of one status, by id.
    pub(super) fn of(&self, status: RowStatus) -> &IdSet {
        &self.by_status[status as usize]
    }

    /// Whether a row is proven, black or doubtful.
    pub(super) fn is_flagged(&self, id: ImageId) -> bool {
        RowStatus::ALL
            .into_iter()
            .any(|status| status.is_flagged() && self.of(status).contains(id))
    }

    /// What was decided about a row: [`ResultRow::decision_told`].
    pub(super) fn decision(&self, id: ImageId) -> Option<Decision> {
        Decision::ALL
            .into_iter()
            .find(|decision| self.decided[*decision as usize].contains(id))
    }

    /// Whether somebody decided about a row.
    pub(super) fn is_reviewed(&self, id: ImageId) -> bool {
        self.decision(id).is_some()
    }
}
