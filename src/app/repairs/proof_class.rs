//! By what proofs are counted, and how a count follows an image of which more is found out.

use crate::repair::Proved;
use crate::session::{ProofFinding, ScanSession};
use crate::ui::originals_window::ProofCounts;

/// By what proofs are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ProofClass {
    Proven,
    NotTheMishap,
    DoesNotMatch,
    TooLittleToTell,
    NoOriginal,
    Unreadable,
}

impl ProofClass {
    pub(super) fn of(finding: &ProofFinding) -> Self {
        match finding {
            ProofFinding::Proven(_) => Self::Proven,
            ProofFinding::NotTheMishap => Self::NotTheMishap,
            ProofFinding::DoesNotMatch => Self::DoesNotMatch,
            ProofFinding::TooLittleToTell => Self::TooLittleToTell,
            ProofFinding::NoOriginal => Self::NoOriginal,
            ProofFinding::Unreadable { .. } => Self::Unreadable,
        }
    }
}

impl ProofClass {
    fn count_in(self, counts: &mut ProofCounts) -> &mut u64 {
        match self {
            Self::Proven => &mut counts.proven,
            Self::NotTheMishap => &mut counts.not_the_mishap,
            Self::DoesNotMatch => &mut counts.does_not_match,
            Self::TooLittleToTell => &mut counts.too_little_to_tell,
            Self::NoOriginal => &mut counts.no_original,
            Self::Unreadable => &mut counts.unreadable,
        }
    }
}

/// Tells the session what a guess has shown, and counts the image as what it is found to be now.
pub(super) fn count_guess(counts: &mut ProofCounts, proved: Proved, session: &mut ScanSession) {
    let row = session.row(proved.image);
    let proof = row.and_then(|row| row.proof_of_this_file());
    let before = proof.map(|proof| ProofClass::of(&proof.finding));
    let after = ProofClass::of(&proved.proof.finding);
    if !proved.tell_of_guess(session) {
        return;
    }
    counts.by_content += 1;
    *after.count_in(counts) += 1;
    if let Some(before) = before {
        let count = before.count_in(counts);
        *count = count.saturating_sub(1);
    }
}
