//! Which images a repair takes: one rule for the window and for the command line.
//!
//! Invariant: what is neither proven nor answered for is never taken, and what a person called a false alarm is left.

use crate::session::{Decision, RepairGround, ResultRow};

/// What a repair takes, of all that may be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairRule {
    /// Only what a person confirmed.
    pub only_confirmed: bool,
    /// Also images with too little to tell by, of which a person said "This is its original".
    pub also_too_little: bool,
}

/// Why a repair does not take an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Its original does not prove it, and no answer of a person counts.
    NotProven,
    /// A person said "This is its original", and these were not asked for.
    OnlyAnswered,
    /// A person called it a false alarm.
    FalseAlarm,
    /// Nobody has confirmed it, and only confirmed ones were asked for.
    NotConfirmed,
}

impl RepairRule {
    /// What the window takes of what is chosen there: an answer that was given in it plays the part of a proof.
    pub const OF_WINDOW: Self = Self {
        only_confirmed: false,
        also_too_little: true,
    };

    /// On what an image is repaired.
    ///
    /// # Errors
    /// Where it is not: why.
    pub fn ground_of(self, row: &ResultRow) -> Result<RepairGround, NotTaken> {
        let ground = row.repair_ground().ok_or(NotTaken::NotProven)?;
        if ground == RepairGround::Answer && !self.also_too_little {
            return Err(NotTaken::OnlyAnswered);
        }
        match row.review.decision() {
            Some(Decision::FalseAlarm) => Err(NotTaken::FalseAlarm),
            None if self.only_confirmed => Err(NotTaken::NotConfirmed),
            Some(Decision::Confirmed) | None => Ok(ground),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::inspect::{Judgement, Thresholds, Verdict};
    use crate::scan::{
        ContentHash, FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, WorkTimes,
    };
    use crate::session::{Decided, Mechanism, OriginalAnswer, OriginalFile, Proof, ProofFinding};

    fn row(finding: ProofFinding, decision: Option<Decision>) -> ResultRow {
        let content = ContentHash::of(b"logo");
        let report = ImageReport {
            id: ImageId(0),
            location: ImageLocation::new("a/logo.jpg"),
            product: None,
            file_bytes: Some(4),
            stamp: FileStamp {
                content: Some(content),
                ..FileStamp::default()
            },
            outcome: ImageOutcome::Unreadable(crate::inspect::InspectError::EmptyFile),
            times: WorkTimes::default(),
        };
        let mut row = ResultRow::new(report, &Thresholds::default());
        row.judgement = Some(Judgement {
            verdict: Verdict::Doubtful,
            reasons: Vec::new(),
            confidence: 0.5,
        });
        row.proof = Some(Arc::new(Proof {
            finding,
            image: Some(content),
            original: Some(OriginalFile {
                path: "/originals/logo.png".into(),
                file_bytes: 7,
                modified: None,
                content: ContentHash::of(b"cut out"),
                placement: None,
                smaller_px: None,
            }),
            evidence: None,
        }));
        row.review.decided = decision.map(|decision| Decided {
            decision,
            at: UNIX_EPOCH,
        });
        row
    }

    fn answered(decision: Option<Decision>) -> ResultRow {
        let mut row = row(ProofFinding::TooLittleToTell, decision);
        let pair = row.original_in_question().expect("it is asked about");
        let at = UNIX_EPOCH;
        row.original_answer = Some(Arc::new(OriginalAnswer { pair, at }));
        row
    }

    #[test]
    fn what_is_asked_for_is_taken_and_why_not_is_told() {
        use Decision::{Confirmed, FalseAlarm};
        use NotTaken::{NotConfirmed, NotProven, OnlyAnswered};
        let proof = Ok(RepairGround::Proof);
        let answer = Ok(RepairGround::Answer);
        let proven = |decision| row(ProofFinding::Proven(Mechanism::LaidOnBlack), decision);
        let unanswered = |decision| row(ProofFinding::TooLittleToTell, decision);
        let all = [(false, false), (true, false), (false, true), (true, true)];
        let taken = |row: &ResultRow| {
            all.map(|(only_confirmed, also_too_little)| {
                let rule = RepairRule {
                    only_confirmed,
                    also_too_little,
                };
                rule.ground_of(row)
            })
        };
        let unconfirmed = Err(NotConfirmed);
        assert_eq!(
            taken(&proven(None)),
            [proof, unconfirmed, proof, unconfirmed]
        );
        assert_eq!(taken(&proven(Some(Confirmed))), [proof; 4]);
        // To confirm is no answer, whatever is asked for.
        assert_eq!(taken(&unanswered(None)), [Err(NotProven); 4]);
        assert_eq!(taken(&unanswered(Some(Confirmed))), [Err(NotProven); 4]);
        let without = Err(OnlyAnswered);
        assert_eq!(
            taken(&answered(None)),
            [without, without, answer, unconfirmed]
        );
        let confirmed = answered(Some(Confirmed));
        assert_eq!(taken(&confirmed), [without, without, answer, answer]);
        for left in [answered(Some(FalseAlarm)), proven(Some(FalseAlarm))] {
            let refused = Err(NotTaken::FalseAlarm);
            assert_eq!(RepairRule::OF_WINDOW.ground_of(&left), refused);
        }
    }
}
