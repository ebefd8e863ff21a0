//! How many images of a part of the scan are of which kind: of a product, of a group.

use super::{Decision, DecisionFilter, ResultRow, RowStatus, StatusFilter};

/// Counts of some images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImageCounts {
    by_status: [u32; RowStatus::ALL.len()],
    /// Of each status, how many have each decision.
    decided: [[u32; Decision::ALL.len()]; RowStatus::ALL.len()],
    /// A person confirmed them; those included that were repaired since.
    pub confirmed: u32,
    /// A person called them a false alarm; those included that were repaired since.
    pub false_alarms: u32,
    /// Proven, black and doubtful ones that a person decided about.
    pub flagged_reviewed: u32,
}

impl ImageCounts {
    /// All of them.
    #[must_use]
    pub fn images(&self) -> u32 {
        self.by_status.iter().sum()
    }

    /// Those of one status.
    #[must_use]
    pub fn of(&self, status: RowStatus) -> u32 {
        self.by_status[status as usize]
    }

    /// Those that two chips show together.
    #[must_use]
    pub fn shown_by(&self, status: StatusFilter, decision: DecisionFilter) -> u32 {
        RowStatus::ALL
            .into_iter()
            .filter(|each| status.admits(*each))
            .map(|each| {
                let decided = self.decided[each as usize];
                match decision {
                    DecisionFilter::Any => self.of(each),
                    DecisionFilter::Unreviewed => {
                        self.of(each).saturating_sub(decided.iter().sum())
                    }
                    DecisionFilter::Only(decision) => decided[decision as usize],
                }
            })
            .sum()
    }

    /// Those whose background turned black: proven, or by all that can be seen.
    #[must_use]
    pub fn black(&self) -> u32 {
        self.of(RowStatus::Proven) + self.of(RowStatus::BlackBackground)
    }

    /// Proven, black and doubtful ones.
    #[must_use]
    pub fn flagged(&self) -> u32 {
        self.black() + self.of(RowStatus::Doubtful)
    }

    /// Proven, black and doubtful ones that nobody decided about yet.
    #[must_use]
    pub fn to_review(&self) -> u32 {
        self.flagged().saturating_sub(self.flagged_reviewed)
    }

    /// Those that could not be looked at: unreadable and unreachable.
    #[must_use]
    pub fn without_facts(&self) -> u32 {
        self.of(RowStatus::Unreadable) + self.of(RowStatus::Unreachable)
    }

    /// Counts a row in.
    pub(super) fn add(&mut self, row: &ResultRow) {
        self.change(row, |count| *count += 1);
    }

    /// Counts a row out, before it changes.
    pub(super) fn remove(&mut self, row: &ResultRow) {
        self.change(row, |count| *count = count.saturating_sub(1));
    }

    fn change(&mut self, row: &ResultRow, change: impl Fn(&mut u32)) {
        let status = row.status();
        change(&mut self.by_status[status as usize]);
        if let Some(decision) = row.decision_told() {
            change(&mut self.decided[status as usize][decision as usize]);
        }
        match row.decision_told() {
            Some(Decision::Confirmed) => change(&mut self.confirmed),
            Some(Decision::FalseAlarm) => change(&mut self.false_alarms),
            None => return,
        }
        if status.is_flagged() {
            change(&mut self.flagged_reviewed);
        }
    }
}
