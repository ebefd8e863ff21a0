//! What is remembered of a folder, and what a second scan of it found to be different.

use std::time::{Instant, SystemTime};

use super::{Decided, Decision, Proof, ResultRow, SaveState};
use crate::scan::{ImageOutcome, ImageReport};

/// One image as it was remembered.
#[derive(Clone, Debug, PartialEq)]
pub struct RecalledRow {
    /// The facts of its last inspection.
    pub report: ImageReport,
    /// What was decided about it.
    pub decided: Option<Decided>,
    /// Whether that is stored by what the file holds, or by its place.
    pub save: SaveState,
    /// What was decided about a file that was there before, and could not be bound to it.
    pub unbound: Option<Decision>,
    /// What was decided before it changed, where it was not decided anew since.
    pub before_change: Option<Decision>,
    /// Whether the last scan found it gone.
    pub is_gone: bool,
    /// What its original said.
    pub proof: Option<Proof>,
}

/// What is remembered of a folder: the place in the list is the image's id. `None` where there is an image of which no
/// result can be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RecalledResults {
    /// The images.
    pub rows: Vec<Option<RecalledRow>>,
    /// When the folder was scanned last.
    pub from: SystemTime,
}

/// How the present scan compares with what is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RescanFigures {
    /// When the folder was scanned last.
    pub results_from: SystemTime,
    /// Images that are as they were.
    pub unchanged: u64,
    /// Images that were not there before.
    pub new: u64,
    /// Images whose file holds something else now.
    pub changed: u64,
    /// Images that went away since.
    pub gone: u64,
    /// How the comparison ended; `None` while it goes on.
    pub end: Option<RescanEnd>,
}

/// How a comparison ended, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RescanEnd {
    /// Everything was looked at.
    Checked(Instant),
    /// It was stopped, or the folder went away: the rest is as it is remembered.
    Interrupted,
}

impl RescanFigures {
    pub(super) fn of_results_from(results_from: SystemTime) -> Self {
        Self {
            results_from,
            unchanged: 0,
            new: 0,
            changed: 0,
            gone: 0,
            end: None,
        }
    }
}

/// What an inspection means for what was known of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    /// The file holds what it held.
    Same,
    /// It holds something else.
    Other,
    /// It could not be read, so nobody knows.
    Unknown,
}

/// Compares two reports of one image.
pub(super) fn compare(before: &ImageReport, after: &ImageReport) -> Comparison {
    let was_reached = !matches!(before.outcome, ImageOutcome::Unreachable(_));
    if matches!(after.outcome, ImageOutcome::Unreachable(_)) {
        return if was_reached {
            Comparison::Unknown
        } else {
            Comparison::Same
        };
    }
    let (old, new) = (&before.stamp, &after.stamp);
    let is_same = match (old.content, new.content) {
        (Some(old), Some(new)) => old == new,
        // It was out of reach from the beginning: there is nothing that could have changed.
        (None, _) if !was_reached => true,
        _ => {
            old.modified.is_some()
                && old.modified == new.modified
                && before.file_bytes == after.file_bytes
        }
    };
    if is_same {
        Comparison::Same
    } else {
        Comparison::Other
    }
}

/// A new row takes over what was thought of the image before, as far as it still applies.
pub(super) fn carry_over(before: &ResultRow, after: &mut ResultRow) -> Comparison {
    let comparison = compare(&before.report, &after.report);
    match comparison {
        Comparison::Same => {
            let content = &mut after.report.stamp.content;
            *content = content.or(before.report.stamp.content);
            after.review = before.review;
            keep_proof(before, after);
        }
        Comparison::Unknown => {
            // So that the next try can tell whether it changed.
            after.report.stamp = before.report.stamp;
            after.review = before.review;
            keep_proof(before, after);
        }
        Comparison::Other => {
            after.review.before_change = before.review.decision().or(before.review.before_change);
            after.review.unbound = before.decided_unbound();
            let content = after.report.stamp.content;
            let repair = before.repair.as_ref();
            // What the repair wrote is here now, put in place by us or by hand. The proof stays with it, as that of the
            // file that it replaced; of any other content neither knows anything.
            if repair.is_some_and(|repair| content == Some(repair.content)) {
                keep_proof(before, after);
            }
        }
    }
    comparison
}

/// What is said of the image's original, and what was made of it.
fn keep_proof(before: &ResultRow, after: &mut ResultRow) {
    after.proof.clone_from(&before.proof);
    after.original_answer.clone_from(&before.original_answer);
    after.repair.clone_from(&before.repair);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::inspect::Thresholds;
    use crate::scan::{ContentHash, ReachError};
    use crate::session::index::tests::row;
    use crate::session::{Mechanism, Proof, ProofFinding, RowRepair};

    fn written(content: Option<&str>, at: u64) -> ResultRow {
        let mut report = row(0, "a.jpg").report;
        report.stamp.modified = Some(UNIX_EPOCH + Duration::from_secs(at));
        report.stamp.content = content.map(|content| ContentHash::of(content.as_bytes()));
        ResultRow::new(report, &Thresholds::default())
    }

    fn confirmed(mut row: ResultRow) -> ResultRow {
        row.review.decided = Some(Decided {
            decision: Decision::Confirmed,
            at: UNIX_EPOCH,
        });
        row
    }

    #[test]
    fn a_touched_file_keeps_its_decision_and_a_changed_one_says_what_it_was() {
        let before = confirmed(written(Some("a mug"), 1));
        let mut touched = written(Some("a mug"), 2);
        assert_eq!(carry_over(&before, &mut touched), Comparison::Same);
        assert_eq!(touched.review, before.review, "only its time is another");

        let mut changed = written(Some("a cup"), 1);
        assert_eq!(carry_over(&before, &mut changed), Comparison::Other);
        assert_eq!(changed.review.decided, None, "nobody looked at it yet");
        assert_eq!(changed.review.before_change, Some(Decision::Confirmed));

        let mut again = written(Some("a jug"), 3);
        carry_over(&changed, &mut again);
        assert_eq!(
            again.review.before_change,
            Some(Decision::Confirmed),
            "it is still to be decided anew"
        );
    }

    fn proof() -> Arc<Proof> {
        Arc::new(Proof {
            finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
            image: Some(ContentHash::of(b"a mug")),
            original: None,
            evidence: None,
        })
    }

    fn repaired_to(content: &str) -> Arc<RowRepair> {
        Arc::new(RowRepair {
            original: "/originals/a.png".into(),
            target: "/fixed/a.jpg".into(),
            backup: None,
            content: ContentHash::of(content.as_bytes()),
            at: UNIX_EPOCH,
            journal: "/journals/1.jsonl".into(),
        })
    }

    #[test]
    fn a_proof_stays_with_the_same_content_and_is_lost_with_another() {
        let mut before = written(Some("a black mug"), 1);
        before.proof = Some(proof());
        let mut touched = written(Some("a black mug"), 2);
        carry_over(&before, &mut touched);
        assert_eq!(touched.proof, before.proof, "only its time is another");
        let mut changed = written(Some("a cup"), 3);
        carry_over(&before, &mut changed);
        assert_eq!(changed.proof, None, "it says nothing about a cup");
    }

    #[test]
    fn a_repaired_file_in_place_stays_repaired_and_is_not_to_be_decided_anew() {
        let mut before = confirmed(written(Some("a black mug"), 1));
        before.proof = Some(proof());
        before.repair = Some(repaired_to("a white mug"));
        let mut replaced = written(Some("a white mug"), 2);
        assert_eq!(carry_over(&before, &mut replaced), Comparison::Other);
        assert!(replaced.was_replaced());
        assert_eq!(
            (&replaced.repair, &replaced.proof),
            (&before.repair, &before.proof)
        );
        assert_eq!(replaced.decided_before_change(), None);
        assert_eq!(replaced.decided_before_repair(), Some(Decision::Confirmed));

        let mut edited = written(Some("a retouched mug"), 3);
        carry_over(&replaced, &mut edited);
        assert_eq!((&edited.repair, &edited.proof), (&None, &None), "not ours");
        assert_eq!(edited.decided_before_change(), Some(Decision::Confirmed));
    }

    #[test]
    fn a_file_out_of_reach_keeps_everything_until_it_can_be_compared() {
        let before = confirmed(written(Some("a mug"), 1));
        let mut lost = written(None, 9);
        lost.report.outcome = ImageOutcome::Unreachable(ReachError::PermissionDenied);
        assert_eq!(carry_over(&before, &mut lost), Comparison::Unknown);
        assert_eq!(lost.review, before.review);
        let mut back = written(Some("a cup"), 1);
        assert_eq!(carry_over(&lost, &mut back), Comparison::Other);
        let mut still_lost = written(None, 9);
        still_lost.report.outcome = ImageOutcome::Unreachable(ReachError::NotFound);
        assert_eq!(
            carry_over(&lost, &mut still_lost),
            Comparison::Same,
            "as it was"
        );
    }

    #[test]
    fn without_a_fingerprint_size_and_time_decide() {
        let before = confirmed(written(None, 1));
        let mut again = written(Some("a mug"), 1);
        assert_eq!(carry_over(&before, &mut again), Comparison::Same);
        assert_eq!(again.review, before.review);
        let mut later = written(Some("a mug"), 2);
        assert_eq!(carry_over(&before, &mut later), Comparison::Other);
    }
}
