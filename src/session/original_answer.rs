//! "This is its original": what a person says of an image and a picture that no comparison can tell from others, as a black
//! logo on black. And on what an image may be repaired at all: a proof, or such an answer.
//!
//! An answer is about what two files hold, and about nothing else. Invariant: it counts only while the proof in hand is
//! [`ProofFinding::TooLittleToTell`] of exactly these two; with any other image or original it is void, and is not shown.
//! Where both are as they were again, it counts again; and it counts for every file that holds the same picture, as a
//! decision does.

use std::time::SystemTime;

use super::{Proof, ProofFinding, ResultRow, RowStatus};
use crate::scan::ContentHash;

/// What a file held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FilePrint {
    /// The fingerprint of its bytes.
    pub content: ContentHash,
    /// How many these are.
    pub file_bytes: u64,
}

/// An image, and what may be its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OriginalPair {
    /// The image.
    pub image: FilePrint,
    /// What may be its original.
    pub original: FilePrint,
}

/// A person said "This is its original".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginalAnswer {
    /// Of which two.
    pub pair: OriginalPair,
    /// When, to the millisecond.
    pub at: SystemTime,
}

/// On what an image may be repaired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairGround {
    /// Its original proves it.
    Proof,
    /// There is too little to tell by, and a person said "This is its original".
    Answer,
}

impl OriginalAnswer {
    /// Whether it is about the two files that were compared.
    fn is_about(&self, proof: &Proof) -> bool {
        let original = proof.original.as_ref();
        let original = original.map(|original| (original.content, original.file_bytes));
        let said = self.pair.original;
        proof.finding == ProofFinding::TooLittleToTell
            && proof.image == Some(self.pair.image.content)
            && original == Some((said.content, said.file_bytes))
    }
}

impl ResultRow {
    /// The image and the original between which only a person can tell; `None` where the comparison says something.
    #[must_use]
    pub fn original_in_question(&self) -> Option<OriginalPair> {
        let proof = self.proof_of_this_file()?;
        if proof.finding != ProofFinding::TooLittleToTell {
            return None;
        }
        let original = proof.original.as_ref()?;
        Some(OriginalPair {
            image: FilePrint {
                content: proof.image?,
                file_bytes: self.report.file_bytes?,
            },
            original: FilePrint {
                content: original.content,
                file_bytes: original.file_bytes,
            },
        })
    }

    /// Whether a person may say now "This is its original", or take that back: not of what is repaired or gone.
    #[must_use]
    pub fn can_be_answered(&self) -> bool {
        self.repair.is_none() && !self.is_gone && self.original_in_question().is_some()
    }

    /// The answer "This is its original", where it is about the files that are there.
    #[must_use]
    pub fn answer(&self) -> Option<&OriginalAnswer> {
        let pair = self.original_in_question()?;
        let answer = self.original_answer.as_deref();
        answer.filter(|answer| answer.pair == pair)
    }

    /// The answer about the picture as it was before any repair: for those to whom the case is handed over.
    #[must_use]
    pub fn answer_told(&self) -> Option<&OriginalAnswer> {
        let proof = self.proof_told()?;
        let answer = self.original_answer.as_deref();
        answer.filter(|answer| answer.is_about(proof))
    }

    /// On what the image may be repaired; `None`: it may not, or that was done.
    #[must_use]
    pub fn repair_ground(&self) -> Option<RepairGround> {
        let is_open = self.repair.is_none() && !self.is_gone && self.judgement.is_some();
        if !is_open {
            None
        } else if self.status() == RowStatus::Proven {
            Some(RepairGround::Proof)
        } else {
            self.answer().map(|_| RepairGround::Answer)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::inspect::Sensitivity;
    use crate::scan::ImageId;
    use crate::session::OriginalFile;
    use crate::session::rejudge::tests::{arrive, session, with_border};

    fn hash(bytes: &str) -> ContentHash {
        ContentHash::of(bytes.as_bytes())
    }

    fn proof(finding: ProofFinding, original: &str) -> Proof {
        Proof {
            finding,
            image: Some(hash("logo")),
            original: Some(OriginalFile {
                path: "/originals/logo.png".into(),
                file_bytes: 7,
                modified: None,
                content: hash(original),
                placement: None,
                smaller_px: None,
            }),
            evidence: None,
        }
    }

    /// Of which a person has said that this is its original.
    fn answered() -> ResultRow {
        let mut session = session(Sensitivity::Normal);
        arrive(&mut session, 0, with_border(1.0));
        let mut row = ResultRow::clone(session.row(ImageId(0)).expect("it is there"));
        row.report.stamp.content = Some(hash("logo"));
        row.proof = Some(Arc::new(proof(ProofFinding::TooLittleToTell, "cut out")));
        let pair = row.original_in_question().expect("it is asked about");
        let at = UNIX_EPOCH;
        row.original_answer = Some(Arc::new(OriginalAnswer { pair, at }));
        row
    }

    #[test]
    fn an_answer_is_what_an_image_with_too_little_to_tell_may_be_repaired_on() {
        let mut row = answered();
        assert!(row.answer().is_some() && row.answer_told().is_some());
        assert_eq!(row.repair_ground(), Some(RepairGround::Answer));
        row.original_answer = None;
        assert_eq!(row.repair_ground(), None, "nobody has answered");
        assert!(row.original_in_question().is_some(), "but is asked");
        assert_eq!(answered_and(|row| row.is_gone = true), None);
    }

    fn answered_and(change: impl FnOnce(&mut ResultRow)) -> Option<RepairGround> {
        let mut row = answered();
        change(&mut row);
        row.repair_ground()
    }

    #[test]
    fn an_answer_is_void_with_any_other_image_or_original() {
        let other_image = |row: &mut ResultRow| {
            row.report.stamp.content = Some(hash("another logo"));
        };
        assert_eq!(answered_and(other_image), None, "it was written anew");
        let other_size = |row: &mut ResultRow| row.report.file_bytes = Some(99_999);
        assert_eq!(answered_and(other_size), None, "its size is another");
        let other_original = |row: &mut ResultRow| {
            row.proof = Some(Arc::new(proof(ProofFinding::TooLittleToTell, "other")));
        };
        assert_eq!(answered_and(other_original), None, "another original");
        let compared_anew = |row: &mut ResultRow| {
            let mut other = proof(ProofFinding::TooLittleToTell, "cut out");
            other.image = Some(hash("another logo"));
            row.report.stamp.content = other.image;
            row.proof = Some(Arc::new(other));
        };
        assert_eq!(answered_and(compared_anew), None, "of another image");
        let no_proof = |row: &mut ResultRow| row.proof = None;
        assert_eq!(answered_and(no_proof), None, "nothing was compared");
    }

    #[test]
    fn an_answer_says_nothing_where_the_comparison_does() {
        let found =
            |finding| answered_and(|row| row.proof = Some(Arc::new(proof(finding, "cut out"))));
        assert_eq!(found(ProofFinding::DoesNotMatch), None);
        assert_eq!(found(ProofFinding::NotTheMishap), None);
        assert_eq!(found(ProofFinding::NoOriginal), None);
        let proven = ProofFinding::Proven(crate::session::Mechanism::LaidOnBlack);
        assert_eq!(found(proven), Some(RepairGround::Proof), "by itself");
    }

    #[test]
    fn an_answer_counts_again_where_both_files_are_as_they_were() {
        let mut row = answered();
        row.report.stamp.content = Some(hash("another logo"));
        assert!(row.answer().is_none());
        row.report.stamp.content = Some(hash("logo"));
        assert!(row.answer().is_some());
    }

    #[test]
    fn what_a_repair_was_made_on_is_told_after_it() {
        let mut row = answered();
        row.report.stamp.content = Some(hash("white"));
        row.repair = Some(Arc::new(crate::session::RowRepair {
            target: "/shop/a/logo.jpg".into(),
            original: "/originals/logo.png".into(),
            backup: Some("/kept/a/logo.jpg".into()),
            content: hash("white"),
            at: UNIX_EPOCH,
            journal: "/journals/1".into(),
        }));
        assert!(row.answer().is_none(), "of the file that is there");
        assert!(row.answer_told().is_some(), "of the one that it replaced");
        assert_eq!(row.repair_ground(), None, "it is done");
    }
}
