//! Steps about many images, in pieces as small as they get.

use std::path::PathBuf;
use std::time::{Duration, Instant, UNIX_EPOCH};

use super::*;
use crate::inspect::Thresholds;
use crate::scan::{ContentHash, ScanEvent, WorkerId};
use crate::session::decision::SaveState;
use crate::session::index::tests::row;

const CONFIRMED: Option<Decision> = Some(Decision::Confirmed);

/// Many rows; every third holds the same picture.
fn session() -> ScanSession {
    let now = Instant::now();
    let mut session = ScanSession::new(PathBuf::from("/shop"), 1, Thresholds::default(), now);
    for id in 0..1_000 {
        let mut report = row(id, &format!("{}/{id}.jpg", id / 5)).report;
        let content = if id % 3 == 0 { 0 } else { id };
        report.stamp.content = Some(ContentHash::of(&content.to_le_bytes()));
        let event = ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(report),
            thumbnail: None,
        };
        session.apply(event, now);
    }
    while session.update_index(|| false) {}
    session
}

fn at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second)
}

/// Goes on in the smallest pieces; how many these were, and what came of them.
fn in_pieces(session: &mut ScanSession) -> (usize, Option<FinishedStep>) {
    let mut pieces = 0;
    while session.is_deciding() {
        let (done, all) = session.deciding_progress().expect("it goes on");
        assert!(done <= all, "{done} of {all}");
        assert!(
            session.next_unsaved().is_none(),
            "nothing is written of a half"
        );
        pieces += 1;
        if let Some(finished) = session.go_on_deciding(|| true) {
            assert!(!session.is_deciding());
            return (pieces, Some(finished));
        }
    }
    (pieces, None)
}

fn assert_same(session: &ScanSession, other: &ScanSession, what: &str) {
    let reviews = |session: &ScanSession| -> Vec<_> {
        session.rows().map(|row| row.review.decided).collect()
    };
    assert_eq!(reviews(session), reviews(other), "{what}: decisions");
    assert_eq!(session.totals(), other.totals(), "{what}: totals");
    assert_eq!(session.counts(), other.counts(), "{what}: counts");
    assert_eq!(
        session.products().lines(),
        other.products().lines(),
        "{what}: products"
    );
    assert_eq!(
        session.next_undo(),
        other.next_undo(),
        "{what}: what can be undone"
    );
    assert_eq!(
        session.next_redo(),
        other.next_redo(),
        "{what}: what can be done again"
    );
}

#[test]
fn a_step_in_pieces_is_the_step_that_it_is_at_once() {
    let (mut pieces, mut at_once) = (session(), session());
    let images: Vec<ImageId> = (100..900).map(ImageId).collect();
    let begin: [fn(&mut ScanSession, &[ImageId]); 5] = [
        |session, images| session.begin_deciding(images[..300].to_vec(), CONFIRMED, at(1)),
        |session, images| {
            session.begin_deciding(images.to_vec(), Some(Decision::FalseAlarm), at(2));
        },
        |session, _| assert!(session.begin_undo()),
        |session, _| assert!(session.begin_undo()),
        |session, _| assert!(session.begin_redo()),
    ];
    for (number, begin) in begin.into_iter().enumerate() {
        begin(&mut pieces, &images);
        begin(&mut at_once, &images);
        let (count, finished) = in_pieces(&mut pieces);
        assert!(count > 3, "step {number} took {count} pieces");
        assert_eq!(finished, at_once.go_on_deciding(|| false));
        assert_same(&pieces, &at_once, &format!("step {number}"));
        let unsaved = pieces.next_unsaved().expect("it is to be written");
        assert_eq!(Some(&unsaved), at_once.next_unsaved().as_ref());
        assert!(pieces.next_unsaved().is_none(), "as a whole");
        let step = finished.expect("it came to something").step;
        assert!(unsaved.images.iter().copied().eq(step.images()));
        for image in &unsaved.images {
            let save = pieces.row(*image).map(|row| row.review.save);
            assert_eq!(save, Some(SaveState::Saving(unsaved.ticket)));
        }
    }
}

#[test]
fn copies_are_decided_with_their_picture_and_counted_apart() {
    let mut session = session();
    session.begin_deciding(vec![ImageId(1), ImageId(3)], CONFIRMED, at(1));
    let (_, finished) = in_pieces(&mut session);
    let step = finished.expect("a step").step;
    assert_eq!(step.asked_for().collect::<Vec<_>>(), [1, 3].map(ImageId));
    assert_eq!(
        step.copies(),
        333,
        "every third but the one that was asked for"
    );
    assert!(step.began_unreviewed());
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut session = session();
    session.begin_deciding(vec![ImageId(1)], None, at(1));
    assert_eq!(in_pieces(&mut session).1, None);
    session.begin_deciding(Vec::new(), CONFIRMED, at(1));
    assert_eq!(in_pieces(&mut session).1, None);
    assert!(!session.begin_undo() && !session.begin_redo());
    assert!(!session.is_deciding() && session.next_unsaved().is_none());
}
