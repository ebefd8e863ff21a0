//! Replays in which a person answers; nothing here reads a clock.

use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::inspect::Sensitivity;
use crate::scan::ContentHash;
use crate::session::rejudge::tests::{arrive, cleared, session, with_border};
use crate::session::{Decision, FilePrint, OriginalFile, Proof, ProofFinding, RepairGround};

const LOGO: ImageId = ImageId(0);
const COPY: ImageId = ImageId(1);
const COPY_OF_ANOTHER: ImageId = ImageId(2);
const MUG: ImageId = ImageId(3);

fn at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second)
}

fn proof(finding: ProofFinding, image: &[u8], original: &[u8]) -> Proof {
    Proof {
        finding,
        image: Some(ContentHash::of(image)),
        original: Some(OriginalFile {
            path: "/originals/logo.png".into(),
            file_bytes: original.len() as u64,
            modified: None,
            content: ContentHash::of(original),
            placement: None,
            smaller_px: None,
        }),
        evidence: None,
    }
}

fn too_little(image: &[u8], original: &[u8]) -> Proof {
    proof(ProofFinding::TooLittleToTell, image, original)
}

/// A black logo, a copy with the same original, a copy with another one, and a mug of another original.
fn four() -> ScanSession {
    let mut session = session(Sensitivity::Normal);
    for (image, outcome, holds, original) in [
        (LOGO, with_border(1.0), b"logo", &b"cut out"[..]),
        (COPY, with_border(1.0), b"logo", b"cut out"),
        (COPY_OF_ANOTHER, with_border(1.0), b"logo", b"another"),
        (MUG, cleared(), b"cups", b"cut out"),
    ] {
        arrive(&mut session, image.0, outcome);
        session.learn_content(image, ContentHash::of(holds));
        session.set_proof(image, too_little(holds, original));
    }
    session
}

/// The logo, and what may be its original.
fn cut_out() -> OriginalPair {
    let print = |bytes: &[u8], file_bytes: u64| FilePrint {
        content: ContentHash::of(bytes),
        file_bytes,
    };
    let session = four();
    let row = session.row(LOGO).expect("a row");
    let image = print(b"logo", row.report.file_bytes.expect("a size"));
    OriginalPair {
        image,
        original: print(b"cut out", 7),
    }
}

fn grounds(session: &ScanSession) -> Vec<Option<RepairGround>> {
    session.rows().map(|row| row.repair_ground()).collect()
}

fn answered(session: &ScanSession) -> Vec<u32> {
    session.answered_images().map(|id| id.0).collect()
}

#[test]
fn an_answer_is_about_an_image_and_its_copies_with_the_same_original() {
    let mut session = four();
    assert!(answered(&session).is_empty());
    let finished = session
        .answer_original(LOGO, cut_out(), Some(at(1)))
        .expect("a step");
    assert_eq!(finished.step.says_original(), Some(true));
    assert_eq!(finished.step.asked_for().collect::<Vec<_>>(), [LOGO]);
    assert_eq!(finished.step.copies(), 1);
    let answer = Some(RepairGround::Answer);
    assert_eq!(grounds(&session), [answer, answer, None, None]);
    assert_eq!(answered(&session), [0, 1], "counted as they are");
    let again = session.answer_original(LOGO, cut_out(), Some(at(2)));
    assert_eq!(again, None, "it is answered");
}

#[test]
fn to_confirm_is_never_that_answer() {
    let mut session = four();
    session.decide(&[LOGO, MUG], Some(Decision::Confirmed), at(1));
    assert_eq!(grounds(&session), [None; 4]);
    session.answer_original(LOGO, cut_out(), Some(at(2)));
    let row = session.row(MUG).expect("a row");
    assert_eq!(row.answer(), None, "of another picture");
    let logo = session.row(LOGO).expect("a row");
    let decision = logo.review.decided.map(|decided| decided.at);
    assert_eq!(decision, Some(at(1)), "and the decision stays");
}

#[test]
fn nobody_is_asked_where_the_comparison_says_something() {
    let mut session = four();
    for finding in [
        ProofFinding::DoesNotMatch,
        ProofFinding::NotTheMishap,
        ProofFinding::Proven(crate::session::Mechanism::LaidOnBlack),
    ] {
        session.set_proof(LOGO, proof(finding, b"logo", b"cut out"));
        assert_eq!(session.answer_original(LOGO, cut_out(), Some(at(1))), None);
    }
    assert_eq!(session.next_unsaved(), None);
}

#[test]
fn an_answer_that_waited_while_another_original_came_is_dropped() {
    let mut session = four();
    session.set_proof(LOGO, too_little(b"logo", b"another"));
    assert_eq!(session.answer_original(LOGO, cut_out(), Some(at(1))), None);
    assert_eq!(session.next_unsaved(), None);
    session.set_proof(LOGO, too_little(b"logo", b"cut out"));
    assert!(answered(&session).is_empty(), "nor does it count later");
}

#[test]
fn an_answer_is_taken_back_undone_and_done_again_among_decisions() {
    let mut session = four();
    session.answer_original(LOGO, cut_out(), Some(at(1)));
    session.decide(&[MUG], Some(Decision::Confirmed), at(2));
    let back = session
        .answer_original(LOGO, cut_out(), None)
        .expect("a step");
    assert_eq!(back.step.says_original(), Some(false));
    assert!(answered(&session).is_empty());
    session.undo();
    assert_eq!(answered(&session), [0, 1], "the taking back is undone");
    session.undo();
    session.undo();
    assert!(answered(&session).is_empty(), "the answer is undone");
    assert_eq!(session.undo(), None);
    let redone = session.redo().expect("a step");
    assert_eq!(redone.says_original(), Some(true));
    assert_eq!(answered(&session), [0, 1]);
    let said = session.row(COPY).expect("a row").answer().map(|it| it.at);
    assert_eq!(said, Some(at(1)), "when it was first said");
}

#[test]
fn every_step_is_to_be_written() {
    let mut session = four();
    session.answer_original(LOGO, cut_out(), Some(at(1)));
    assert_eq!(session.unsaved_decisions(), 1, "it counts as one");
    session.undo();
    session.redo();
    let written: Vec<_> = std::iter::from_fn(|| session.next_unsaved())
        .map(|unsaved| unsaved.answer.expect("an answer").at)
        .collect();
    assert_eq!(written, [Some(at(1)), None, Some(at(1))]);
}

#[test]
fn an_answer_is_void_when_either_file_changes_and_counts_again_when_it_is_back() {
    let mut session = four();
    session.answer_original(LOGO, cut_out(), Some(at(1)));
    let said = session.next_unsaved().and_then(|it| it.answer);
    let said = said.expect("an answer");
    session.set_proof(LOGO, too_little(b"logo", b"cut out anew"));
    assert_eq!(answered(&session), [1], "another original");
    session.set_proof(LOGO, too_little(b"logo", b"cut out"));
    assert_eq!(answered(&session), [0, 1], "the same again");
    session.learn_content(LOGO, ContentHash::of(b"painted"));
    assert_eq!(answered(&session), [1], "another image");
    session.set_proof(LOGO, too_little(b"painted", b"cut out"));
    assert_eq!(answered(&session), [1], "of which nobody said anything");
    session.recall_answer(said);
    assert_eq!(answered(&session), [1], "nor did the store");
}

#[test]
fn the_store_tells_of_an_answer_and_of_its_end() {
    let mut session = four();
    let row = session.row(LOGO).expect("a row");
    let pair = row.original_in_question().expect("it is asked about");
    let said = |at| SaidOfOriginal { pair, at };
    session.recall_answer(said(Some(at(1))));
    assert_eq!(answered(&session), [0, 1]);
    assert!(!session.can_undo(), "it is no step");
    assert_eq!(session.next_unsaved(), None, "and nothing to write");
    session.recall_answer(said(None));
    assert!(answered(&session).is_empty());
}
