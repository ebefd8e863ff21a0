//! A review of made-up rows: the store is the test itself.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::*;
use crate::inspect::Thresholds;
use crate::scan::{
    ContentHash, FileStamp, ImageLocation, ImageOutcome, ImageReport, ScanEvent, WorkTimes,
    WorkerId,
};
use crate::session::{DecisionFilter, RowFilter};

const CONFIRMED: Option<Decision> = Some(Decision::Confirmed);
const FALSE_ALARM: Option<Decision> = Some(Decision::FalseAlarm);

fn at(second: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(second)
}

/// A session with one row per content.
fn session(contents: &[&str]) -> ScanSession {
    let now = Instant::now();
    let mut session = ScanSession::new(PathBuf::from("/shop"), 1, Thresholds::default(), now);
    for (id, content) in (0_u32..).zip(contents) {
        let report = ImageReport {
            id: ImageId(id),
            location: ImageLocation::new(format!("{id}.jpg")),
            product: None,
            file_bytes: Some(9),
            stamp: FileStamp {
                modified: None,
                looked_at: None,
                content: Some(ContentHash::of(content.as_bytes())),
            },
            outcome: ImageOutcome::Unreadable(crate::inspect::InspectError::EmptyFile),
            times: WorkTimes::default(),
        };
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

fn decisions(session: &ScanSession) -> Vec<Option<Decision>> {
    session.rows().map(|row| row.review.decision()).collect()
}

fn ids(numbers: &[u32]) -> Vec<ImageId> {
    numbers.iter().copied().map(ImageId).collect()
}

#[test]
fn a_bulk_decision_is_one_step_and_one_write() {
    let mut session = session(&["a", "b", "c"]);
    session.decide(&ids(&[1]), FALSE_ALARM, at(1));
    session.decide(&ids(&[0, 1, 2]), CONFIRMED, at(2)).unwrap();
    assert_eq!(decisions(&session), [CONFIRMED; 3]);
    assert_eq!(
        (session.totals().confirmed, session.totals().false_alarms),
        (3, 0)
    );
    assert_eq!(session.next_unsaved().unwrap().images.len(), 1);
    assert_eq!(
        session.next_unsaved().unwrap().images.len(),
        3,
        "written together"
    );

    session.undo().unwrap();
    assert_eq!(
        decisions(&session),
        [None, FALSE_ALARM, None],
        "all of it taken back"
    );
    assert_eq!(
        session.row(ImageId(1)).unwrap().review.decided.unwrap().at,
        at(1)
    );
    assert_eq!(
        session.next_unsaved().unwrap().images.len(),
        3,
        "and written"
    );
    session.redo().unwrap();
    assert_eq!(decisions(&session), [CONFIRMED; 3]);
    session.undo();
    session.undo();
    assert_eq!(decisions(&session), [None; 3]);
    assert!(session.undo().is_none(), "nothing is left");
    session.decide(&ids(&[2]), CONFIRMED, at(3));
    assert!(
        !session.can_redo(),
        "a new step ends what could be done again"
    );
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut session = session(&["a"]);
    assert_eq!(session.decide(&ids(&[0]), None, at(1)), None);
    session.decide(&ids(&[0]), CONFIRMED, at(1));
    assert_eq!(session.decide(&ids(&[0]), CONFIRMED, at(2)), None);
    assert_eq!(
        session.row(ImageId(0)).unwrap().review.decided.unwrap().at,
        at(1)
    );
    assert_eq!(
        session.decide(&ids(&[7]), CONFIRMED, at(2)),
        None,
        "no such image"
    );
}

#[test]
fn the_same_picture_elsewhere_is_decided_too() {
    let mut session = session(&["same", "other", "same", "same"]);
    let step = session.decide(&ids(&[2]), CONFIRMED, at(1)).unwrap();
    assert_eq!(decisions(&session), [CONFIRMED, None, CONFIRMED, CONFIRMED]);
    assert_eq!(step.copies(), 2, "and it is said");
    session.undo();
    assert_eq!(decisions(&session), [None; 4], "in one step");
    let both = session.decide(&ids(&[0, 2]), CONFIRMED, at(1)).unwrap();
    assert_eq!(both.copies(), 1, "what was asked for is no copy");
}

#[test]
fn a_row_says_saved_only_of_its_latest_decision() {
    let mut session = session(&["a"]);
    let save = |session: &ScanSession| session.row(ImageId(0)).unwrap().review.save;
    session.decide(&ids(&[0]), CONFIRMED, at(1));
    let first = session.next_unsaved().unwrap();
    session.decide(&ids(&[0]), FALSE_ALARM, at(2));
    let second = session.next_unsaved().unwrap();
    session.settle(&first, true);
    assert_eq!(
        save(&session),
        SaveState::Saving(second.ticket),
        "the second is on its way"
    );
    session.settle(&second, false);
    assert_eq!(save(&session), SaveState::Failed(second.ticket));
    session.settle(&second, true);
    assert_eq!(save(&session), SaveState::Saved, "another try went well");
    let later = Decided {
        decision: Decision::Confirmed,
        at: at(3),
    };
    session.recall_decision(ImageId(0), Some(later));
    assert_eq!(decisions(&session), [CONFIRMED], "another window's");
}

#[test]
fn under_a_filter_a_decided_image_stays_until_the_list_is_refreshed() {
    let mut session = session(&["a", "b", "c"]);
    session.set_filter(RowFilter {
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    });
    while session.update_index(|| false) {}
    session.decide(&ids(&[1]), CONFIRMED, at(1));
    while session.update_index(|| false) {}
    assert_eq!(session.index().shown(), ids(&[0, 1, 2]), "nothing jumps");
    assert_eq!(session.index().held_rows(), 1);
    assert_eq!(session.next_unreviewed(ImageId(1)), Some(ImageId(2)));
    assert_eq!(session.next_unreviewed(ImageId(2)), Some(ImageId(2)));
    session.refresh_filter();
    while session.update_index(|| false) {}
    assert_eq!(session.index().shown(), ids(&[0, 2]), "now it goes");
}

fn unreviewed_only(session: &mut ScanSession) {
    session.set_filter(RowFilter {
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    });
    while session.update_index(|| false) {}
}

#[test]
fn the_next_one_is_the_next_in_the_order_seen() {
    let mut session = session(&["a", "b", "c", "d"]);
    session.decide(&ids(&[1, 2]), CONFIRMED, at(1));
    assert_eq!(
        session.next_unreviewed(ImageId(0)),
        Some(ImageId(0)),
        "itself"
    );
    assert_eq!(session.next_unreviewed(ImageId(1)), Some(ImageId(3)));
    session.decide(&ids(&[3]), CONFIRMED, at(2));
    assert_eq!(
        session.next_unreviewed(ImageId(3)),
        Some(ImageId(0)),
        "after the last comes the first"
    );
    session.decide(&ids(&[0]), CONFIRMED, at(3));
    assert_eq!(
        session.next_unreviewed(ImageId(0)),
        None,
        "all are reviewed"
    );
    session.undo();
    assert_eq!(session.next_unreviewed(ImageId(2)), Some(ImageId(0)));
}

#[test]
fn under_a_filter_nothing_jumps_until_it_is_refreshed() {
    let mut session = session(&["a", "b", "c"]);
    unreviewed_only(&mut session);
    session.decide(&ids(&[1]), CONFIRMED, at(1));
    while session.update_index(|| false) {}
    assert_eq!(
        session.index().shown(),
        ids(&[0, 1, 2]),
        "it stays in place"
    );
    assert_eq!(session.index().held_rows(), 1, "and is counted");
    session.undo();
    assert_eq!(session.index().held_rows(), 0, "it belongs here again");
    session.redo();
    session.refresh_filter();
    while session.update_index(|| false) {}
    assert_eq!(session.index().shown(), ids(&[0, 2]), "now it goes");
    session.undo();
    while session.update_index(|| false) {}
    assert_eq!(
        session.index().shown(),
        ids(&[0, 1, 2]),
        "what is taken back after that comes back to its place"
    );
}

#[test]
fn thousands_of_copies_are_decided_in_one_go() {
    let mut session = session(&vec!["placeholder"; 20_000]);
    let all: Vec<ImageId> = session.index().shown().to_vec();
    let step = session.decide(&all, CONFIRMED, at(1)).unwrap();
    assert_eq!(
        (step.images().len(), step.copies()),
        (20_000, 0),
        "each once; were every copy to ask for all others, this would take minutes"
    );
}

#[test]
fn a_decision_is_about_the_selection_around_the_focus() {
    let mut session = session(&["a", "b", "c"]);
    assert_eq!(session.to_decide(), [], "nothing has the focus");
    session.change_selection(|selection, _| selection.select_only(ImageId(2)));
    assert_eq!(session.to_decide(), ids(&[2]));
    session.change_selection(|selection, _| selection.toggle(ImageId(0)));
    assert_eq!(session.to_decide(), ids(&[0, 2]), "in the order shown");
    session.change_selection(|selection, _| {
        selection.toggle(ImageId(1));
        selection.toggle(ImageId(1));
    });
    assert_eq!(
        session.to_decide(),
        ids(&[1]),
        "the focus is none of the selected ones"
    );
}

#[test]
fn what_all_shown_would_change_is_counted() {
    let mut session = session(&["a", "b", "c", "d"]);
    session.decide(&ids(&[0]), CONFIRMED, at(1));
    session.decide(&ids(&[1, 2]), FALSE_ALARM, at(1));
    let shown = session.index().shown();
    assert_eq!(session.decided_otherwise(shown, CONFIRMED), 2);
    assert_eq!(session.decided_otherwise(shown, None), 3);
    let open: Vec<ImageId> = session.unreviewed(shown).collect();
    assert_eq!(open, ids(&[3]));
}
