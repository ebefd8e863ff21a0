//! Groups and samples of the scan.

use super::ScanSession;
use crate::scan::ImageId;
use crate::session::{RowStatus, WrongRuns};

impl ScanSession {
    /// Flagged images in the groups in which they were written.
    #[must_use]
    pub fn wrong_runs(&self) -> &WrongRuns {
        &self.wrong_runs
    }

    /// Only while groups are looked at they are worked out.
    pub fn want_wrong_runs(&mut self, is_wanted: bool) {
        self.wrong_runs.want(is_wanted);
    }

    /// Every clear image, in the order in which the walk found them: what a sample is drawn from. Takes a few milliseconds
    /// for a million rows, so it is for a click, not for every frame.
    #[must_use]
    pub fn clear_images(&self) -> Vec<ImageId> {
        self.tally.sets.of(RowStatus::Clear).iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Instant, UNIX_EPOCH};

    use super::*;
    use crate::inspect::Sensitivity;
    use crate::scan::ScanEvent;
    use crate::session::rejudge::tests::{arrive, cleared, session, settle, with_border};
    use crate::session::{Decision, Mechanism, Proof, ProofFinding};

    fn assert_as_the_rows_say(session: &ScanSession, after: &str) {
        let sets = &session.tally.sets;
        for status in RowStatus::ALL {
            let rows = session.rows().filter(|row| row.status() == status);
            let ids: Vec<ImageId> = rows.map(|row| row.report.id).collect();
            assert!(sets.of(status).iter().eq(ids), "{status:?} after {after}");
        }
        for row in session.rows() {
            let id = row.report.id;
            assert_eq!(sets.decision(id), row.decision_told(), "{id:?} {after}");
            assert_eq!(sets.is_flagged(id), row.status().is_flagged(), "{after}");
        }
        let rows = session.rows().count();
        let all: usize = RowStatus::ALL
            .map(|status| sets.of(status).len())
            .iter()
            .sum();
        assert_eq!(all, rows, "each row once, after {after}");
    }

    #[test]
    fn bits_follow_every_change_of_a_row() {
        let mut session = session(Sensitivity::Normal);
        for id in 0..12 {
            let outcome = match id % 3 {
                0 => with_border(1.0),
                1 => with_border(0.6),
                _ => cleared(),
            };
            arrive(&mut session, id, outcome);
        }
        assert_as_the_rows_say(&session, "arrival");
        let all: Vec<ImageId> = (0..12).map(ImageId).collect();
        session.decide(&all, Some(Decision::Confirmed), UNIX_EPOCH);
        session.decide(&all[..6], Some(Decision::FalseAlarm), UNIX_EPOCH);
        assert_as_the_rows_say(&session, "decisions");
        session.undo();
        session.decide(&all[..2], None, UNIX_EPOCH);
        assert_as_the_rows_say(&session, "an undo, and decisions taken back");
        let proof = Proof {
            finding: ProofFinding::Proven(Mechanism::LaidOnBlack),
            image: None,
            original: None,
            evidence: None,
        };
        session.set_proof(ImageId(2), proof);
        assert_as_the_rows_say(&session, "a proof");
        session.set_thresholds(Sensitivity::Strict.thresholds());
        settle(&mut session);
        assert_as_the_rows_say(&session, "other thresholds");
        arrive(&mut session, 0, cleared());
        assert_as_the_rows_say(&session, "a second inspection");
        let images = vec![ImageId(3), ImageId(4)];
        session.apply(ScanEvent::Gone { images }, Instant::now());
        assert_as_the_rows_say(&session, "a loss");
        assert_eq!(session.gone_images(), [ImageId(3), ImageId(4)]);
        session.forget_gone();
        assert_as_the_rows_say(&session, "that being forgotten");
        assert_eq!(session.gone_images(), []);
    }
}
