//! What a person decided, in words.

use crate::session::{Decision, ResultRow, SaveState};
use crate::ui::Text;

/// A decision as a label; `None`: not reviewed.
#[must_use]
pub fn decision(text: &Text, decision: Option<Decision>) -> String {
    text.get(match decision {
        None => "review-unreviewed",
        Some(Decision::Confirmed) => "review-confirmed",
        Some(Decision::FalseAlarm) => "review-false-alarm",
    })
}

/// Whether a decision is on the disk, where it is not.
#[must_use]
pub fn save_state(text: &Text, save: SaveState) -> Option<String> {
    match save {
        SaveState::Saved | SaveState::SavedByPlace => None,
        SaveState::Saving(_) => Some(text.get("review-saving")),
        SaveState::Failed(_) => Some(text.get("review-not-saved")),
    }
}

/// That a file was changed after somebody had decided about it, or even before the decision could be bound to it.
#[must_use]
pub fn before_change(text: &Text, row: &ResultRow) -> Option<String> {
    if let Some(unbound) = row.decided_unbound() {
        return Some(text.get(match unbound {
            Decision::Confirmed => "review-unbound-confirmed",
            Decision::FalseAlarm => "review-unbound-false-alarm",
        }));
    }
    let key = match row.decided_before_change()? {
        Decision::Confirmed => "review-changed-confirmed",
        Decision::FalseAlarm => "review-changed-false-alarm",
    };
    Some(text.get(key))
}

/// What somebody had decided about a file before a repair replaced it.
#[must_use]
pub fn before_repair(text: &Text, row: &ResultRow) -> Option<String> {
    let key = match row.decided_before_repair()? {
        Decision::Confirmed => "review-repaired-confirmed",
        Decision::FalseAlarm => "review-repaired-false-alarm",
    };
    Some(text.get(key))
}

/// Everything that there is to say about a row's review, for screen readers: the decision, whether it is saved, whether
/// the file was changed or repaired since. Nothing for a row that nobody ever decided about.
#[must_use]
pub fn row_review(text: &Text, row: &ResultRow) -> Vec<String> {
    let review = &row.review;
    let decided = review.decision();
    let is_said = decided.is_some() || !review.is_on_disk();
    is_said
        .then(|| decision(text, decided))
        .into_iter()
        .chain(save_state(text, review.save))
        .chain(before_change(text, row))
        .chain(before_repair(text, row))
        .collect()
}
