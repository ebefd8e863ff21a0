//! Replays in which proofs and repairs arrive; nothing here reads a clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::inspect::Sensitivity;
use crate::scan::{ContentHash, ImageOutcome, ReachError, ScanEvent};
use crate::session::rejudge::tests::{
    arrive, cleared, filled, flagged_only, session, settle, with_border,
};
use crate::session::{
    Decision, DecisionFilter, Mechanism, ProductColumn, ProofFinding, RowFilter, RowStatus,
    SortColumn, SortOrder, StatusFilter,
};

const BLACK: ImageId = ImageId(0);
const DOUBTFUL: ImageId = ImageId(1);
const CLEAR: ImageId = ImageId(2);

fn proof(finding: ProofFinding) -> Proof {
    Proof {
        finding,
        image: None,
        original: None,
        evidence: None,
    }
}

fn proven() -> Proof {
    proof(ProofFinding::Proven(Mechanism::LaidOnBlack))
}

fn repair() -> RowRepair {
    RowRepair {
        original: "/originals/a.png".into(),
        target: "/fixed/a.jpg".into(),
        backup: None,
        content: ContentHash::of(b"a white mug"),
        at: UNIX_EPOCH + Duration::from_mins(1),
        journal: "/journals/1.jsonl".into(),
    }
}

/// A black, a doubtful and a clear image.
fn three() -> ScanSession {
    let mut session = session(Sensitivity::Normal);
    arrive(&mut session, BLACK.0, with_border(1.0));
    arrive(&mut session, DOUBTFUL.0, with_border(0.6));
    arrive(&mut session, CLEAR.0, cleared());
    let statuses = [BLACK, DOUBTFUL, CLEAR].map(|id| status(&session, id));
    let expected = [
        RowStatus::BlackBackground,
        RowStatus::Doubtful,
        RowStatus::Clear,
    ];
    assert_eq!(statuses, expected);
    session
}

fn status(session: &ScanSession, id: ImageId) -> RowStatus {
    session.row(id).expect("it is there").status()
}

fn confidence(session: &ScanSession, id: ImageId) -> f32 {
    let row = session.row(id).expect("it is there");
    row.confidence().expect("it was judged")
}

#[test]
fn a_proof_overrides_what_was_judged_by_eye() {
    let mut session = three();
    session.set_proof(CLEAR, proven());
    assert_eq!(status(&session, CLEAR), RowStatus::Proven, "black on black");
    assert!((confidence(&session, CLEAR) - 1.0).abs() < f32::EPSILON);
    for image in [BLACK, DOUBTFUL] {
        session.set_proof(image, proof(ProofFinding::NotTheMishap));
        assert_eq!(status(&session, image), RowStatus::Clear);
        assert!(confidence(&session, image).abs() < f32::EPSILON);
    }
}

#[test]
fn a_proof_says_nothing_of_another_content() {
    let (mug, cup) = (ContentHash::of(b"a mug"), ContentHash::of(b"a cup"));
    let of_the_mug = Proof {
        image: Some(mug),
        ..proven()
    };
    let mut session = three();
    session.set_proof(CLEAR, of_the_mug.clone());
    assert_eq!(status(&session, CLEAR), RowStatus::Clear, "what is it?");
    session.learn_content(CLEAR, cup);
    session.set_proof(CLEAR, of_the_mug.clone());
    assert_eq!(status(&session, CLEAR), RowStatus::Clear, "a cup");
    assert_eq!(session.row(CLEAR).expect("a row").proof_told(), None);
    session.learn_content(DOUBTFUL, mug);
    session.set_proof(DOUBTFUL, of_the_mug);
    assert_eq!(status(&session, DOUBTFUL), RowStatus::Proven, "the mug");
}

#[test]
fn what_decides_nothing_leaves_the_judgement() {
    let open = [
        ProofFinding::DoesNotMatch,
        ProofFinding::TooLittleToTell,
        ProofFinding::NoOriginal,
        ProofFinding::Unreadable {
            detail: "truncated".to_owned(),
        },
    ];
    for finding in open {
        let mut session = three();
        session.set_proof(DOUBTFUL, proof(finding.clone()));
        assert_eq!(
            status(&session, DOUBTFUL),
            RowStatus::Doubtful,
            "{finding:?}"
        );
        assert_eq!(session.totals(), three().totals(), "{finding:?}");
    }
}

#[test]
fn counts_follow_proofs_and_repairs() {
    let mut session = three();
    session.decide(&[BLACK], Some(Decision::Confirmed), SystemTime::UNIX_EPOCH);
    session.set_proof(BLACK, proven());
    let totals = session.totals();
    assert_eq!((totals.proven, totals.black, totals.flagged()), (1, 0, 2));
    assert_eq!(totals.flagged_reviewed, 1, "it is still decided");

    session.set_repair(BLACK, Some(repair()));
    let totals = session.totals();
    assert_eq!(
        (totals.proven, totals.repaired, totals.flagged()),
        (0, 1, 1)
    );
    assert_eq!(totals.flagged_reviewed, 0, "nothing is left to do about it");
    assert_eq!(totals.confirmed, 1, "and the decision stands");
    let counts = session.list_counts();
    assert_eq!(counts.of(RowStatus::Repaired), 1);
    assert_eq!((counts.images(), counts.flagged()), (3, 1));
    let of_products = session.products().lines().iter().map(|line| line.counts);
    assert_eq!(of_products.collect::<Vec<_>>(), [counts], "one product");

    session.set_repair(BLACK, None);
    assert_eq!(status(&session, BLACK), RowStatus::Proven, "it was undone");
}

#[test]
fn a_file_that_cannot_be_looked_at_says_so_whatever_was_proven() {
    let mut session = three();
    session.set_proof(BLACK, proven());
    session.set_repair(BLACK, Some(repair()));
    arrive(
        &mut session,
        BLACK.0,
        ImageOutcome::Unreachable(ReachError::PermissionDenied),
    );
    assert_eq!(status(&session, BLACK), RowStatus::Unreachable);
    assert_eq!(session.unreachable_images().len(), 1, "for another try");
    session.apply(
        ScanEvent::Gone {
            images: vec![BLACK],
        },
        std::time::Instant::now(),
    );
    assert_eq!(status(&session, BLACK), RowStatus::Gone);
}

#[test]
fn proofs_that_arrive_one_by_one_lead_to_the_list_that_is_worked_out_at_once() {
    let filters = [
        (flagged_only(), None),
        (flagged_only(), Some(SortColumn::Confidence)),
        (RowFilter::default(), Some(SortColumn::Status)),
        (
            RowFilter {
                status: StatusFilter::Only(RowStatus::Clear),
                ..RowFilter::default()
            },
            Some(SortColumn::Path),
        ),
        (RowFilter::default(), None),
    ];
    for (filter, column) in filters {
        let mut session = filled(Sensitivity::Normal, 3_000);
        session.set_filter(filter.clone());
        session.set_order(column.map(SortOrder::by));
        for id in (0..3_000).step_by(7) {
            let finding = if id % 2 == 0 {
                ProofFinding::Proven(Mechanism::Either)
            } else {
                ProofFinding::NotTheMishap
            };
            session.set_proof(ImageId(id), proof(finding));
            // Also between the steps of a list in the making.
            session.update_index(|| true);
        }
        settle(&mut session);
        let arrived = session.index().shown().to_vec();
        session.refresh_filter();
        settle(&mut session);
        assert_eq!(arrived, session.index().shown(), "{filter:?} by {column:?}");
        assert!(!arrived.is_empty());
    }
}

#[test]
fn a_list_that_does_not_look_at_verdicts_stays_as_it_is() {
    let mut session = filled(Sensitivity::Normal, 100);
    let before = session.index().revision();
    session.set_proof(CLEAR, proven());
    settle(&mut session);
    assert_eq!(session.index().revision(), before);
}

#[test]
fn products_by_their_black_images_follow_proofs() {
    let mut session = three();
    session.want_products(true);
    session.sort_products(ProductColumn::Black);
    settle(&mut session);
    let before = session.product_list().revision();
    session.set_proof(CLEAR, proven());
    settle(&mut session);
    assert!(session.product_list().revision() > before);
    let line = session.products().lines().first().expect("one product");
    assert_eq!(ProductColumn::Black.count(line), Some(2), "one is proven");
}

fn in_place() -> RowRepair {
    RowRepair {
        backup: Some("/backup/a.jpg".into()),
        ..repair()
    }
}

fn decided(decision: DecisionFilter) -> RowFilter {
    RowFilter {
        decision,
        ..RowFilter::default()
    }
}

/// The black image, confirmed, then replaced by its repaired picture and inspected again.
fn replaced_in_place() -> ScanSession {
    let mut session = three();
    session.learn_content(BLACK, ContentHash::of(b"a black mug"));
    session.set_proof(BLACK, proven());
    session.decide(&[BLACK], Some(Decision::Confirmed), UNIX_EPOCH);
    session.set_repair(BLACK, Some(in_place()));
    let location = session
        .row(BLACK)
        .expect("it is there")
        .report
        .location
        .clone();
    let mut report = session.row(CLEAR).expect("it is there").report.clone();
    report.id = BLACK;
    report.location = location;
    report.stamp.content = Some(in_place().content);
    let event = ScanEvent::ImageFinished {
        worker: crate::scan::WorkerId(0),
        report: Box::new(report),
        thumbnail: None,
    };
    session.apply(event, std::time::Instant::now());
    session
}

#[test]
fn a_file_that_a_repair_replaced_stays_confirmed_in_counts_and_lists() {
    let mut session = replaced_in_place();
    let row = session.row(BLACK).expect("it is there");
    assert_eq!(
        row.review.decision(),
        None,
        "nobody decided about the new file"
    );
    assert_eq!(row.decision_told(), Some(Decision::Confirmed));
    assert_eq!(status(&session, BLACK), RowStatus::Repaired);
    let totals = session.totals();
    assert_eq!((totals.repaired, totals.confirmed), (1, 1));
    let counts = session.list_counts();
    let of = |decision| counts.shown_by(StatusFilter::Only(RowStatus::Repaired), decision);
    assert_eq!(of(DecisionFilter::Only(Decision::Confirmed)), 1);
    assert_eq!(of(DecisionFilter::Unreviewed), 0, "it was reviewed");

    session.set_filter(decided(DecisionFilter::Only(Decision::Confirmed)));
    settle(&mut session);
    assert_eq!(session.index().shown(), [BLACK]);
    session.set_filter(decided(DecisionFilter::Unreviewed));
    settle(&mut session);
    assert_eq!(session.index().shown(), [DOUBTFUL, CLEAR]);
    session.set_filter(RowFilter::default());
    session.set_order(Some(SortOrder::by(SortColumn::Decision)));
    settle(&mut session);
    assert_eq!(session.index().shown()[0], BLACK, "first by decision");
    let shown = session.index().shown();
    assert!(session.unreviewed(shown).all(|id| id != BLACK));
}

#[test]
fn a_repair_that_is_known_late_brings_the_decision_back_into_the_list() {
    // As after a restart: the file that is there was changed since it was confirmed, and only the journal tells why.
    let mut session = replaced_in_place();
    session.set_repair(BLACK, None);
    session.set_filter(decided(DecisionFilter::Only(Decision::Confirmed)));
    settle(&mut session);
    assert_eq!(session.index().shown(), [], "changed by whom?");
    assert_eq!(session.totals().confirmed, 0);
    session.set_repair(BLACK, Some(in_place()));
    settle(&mut session);
    assert_eq!(session.index().shown(), [BLACK]);
    assert_eq!(session.totals().confirmed, 1);
}

#[test]
fn what_is_proven_and_called_a_false_alarm_is_counted_and_can_be_shown() {
    let mut session = three();
    session.set_proof(BLACK, proven());
    session.set_proof(DOUBTFUL, proven());
    assert_eq!(session.proven_false_alarms(), 0);
    session.decide(&[DOUBTFUL], Some(Decision::FalseAlarm), UNIX_EPOCH);
    session.decide(&[CLEAR], Some(Decision::FalseAlarm), UNIX_EPOCH);
    assert_eq!(session.proven_false_alarms(), 1, "one of them is proven");
    let (status, decision) = ScanSession::PROVEN_FALSE_ALARMS;
    session.set_filter(RowFilter {
        status,
        decision,
        ..RowFilter::default()
    });
    settle(&mut session);
    assert_eq!(session.index().shown(), [DOUBTFUL]);
}
