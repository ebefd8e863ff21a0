//! What is selected is shown, whatever becomes of the list.

use super::*;
use crate::session::{Decision, DecisionFilter, RowFilter, RowStatus, StatusFilter};
use crate::ui::testing::MadeUpScan;

const NOW: std::time::SystemTime = std::time::UNIX_EPOCH;

/// Thirty images: black, clear and doubtful ones by turns.
fn scan() -> MadeUpScan {
    let mut scan = MadeUpScan::new(1);
    add(&mut scan, 30);
    settle(&mut scan.session);
    scan
}

fn add(scan: &mut MadeUpScan, images: usize) {
    for image in 0..images {
        let turns = [
            RowStatus::BlackBackground,
            RowStatus::Clear,
            RowStatus::Doubtful,
        ];
        scan.finish(turns[image % 3], 0, 10);
    }
}

fn settle(session: &mut ScanSession) {
    while session.update_index(|| false) {}
}

fn assert_shown(session: &ScanSession, what: &str) {
    let selection = session.selection();
    let selected = selection.in_order(session.index());
    assert_eq!(selected.len(), selection.len(), "{what}");
    for image in selected.into_iter().chain(selection.focus()) {
        assert!(session.is_shown(image), "{what}: {image:?} is hidden");
    }
}

fn only(status: StatusFilter, text: &str) -> RowFilter {
    RowFilter {
        status,
        text: text.to_owned(),
        ..RowFilter::default()
    }
}

/// What is done to a scan, and how.
type Change<'a> = (&'a str, Box<dyn Fn(&mut MadeUpScan)>);

#[test]
fn whatever_takes_rows_out_of_the_list_takes_them_out_of_the_selection() {
    let unreviewed = RowFilter {
        decision: DecisionFilter::Unreviewed,
        ..RowFilter::default()
    };
    let changes: [Change<'_>; 6] = [
        (
            "a chip",
            Box::new(|scan| {
                let doubtful = StatusFilter::Only(RowStatus::Doubtful);
                scan.session.set_filter(only(doubtful, ""));
            }),
        ),
        (
            "a text",
            Box::new(|scan| scan.session.set_filter(only(StatusFilter::All, "/7"))),
        ),
        (
            "a text that nothing has",
            Box::new(|scan| scan.session.set_filter(only(StatusFilter::All, "zzz"))),
        ),
        (
            "a refresh after decisions",
            Box::new(move |scan| {
                scan.session.set_filter(unreviewed.clone());
                settle(&mut scan.session);
                let some: Vec<ImageId> = (0..9).map(ImageId).collect();
                scan.session.decide(&some, Some(Decision::Confirmed), NOW);
                assert_eq!(scan.session.selection().len(), 30, "they are shown still");
                scan.session.refresh_filter();
            }),
        ),
        (
            "results that are others when they are looked at again",
            Box::new(|scan| {
                scan.session.set_filter(only(StatusFilter::Flagged, ""));
                settle(&mut scan.session);
                scan.session.set_proof(ImageId(0), not_the_mishap());
            }),
        ),
        ("images that come in", Box::new(|scan| add(scan, 30))),
    ];
    for (what, change) in changes {
        let mut scan = scan();
        scan.session.change_selection(Selection::select_all);
        change(&mut scan);
        settle(&mut scan.session);
        assert_shown(&scan.session, what);
        let before = scan.session.selection().len();
        scan.session.undo();
        settle(&mut scan.session);
        assert_eq!(scan.session.selection().len(), before, "{what}, undone");
    }
}

/// What an original says of an image that only looks black.
fn not_the_mishap() -> crate::session::Proof {
    crate::session::Proof {
        finding: crate::session::ProofFinding::NotTheMishap,
        ..crate::ui::testing::proof()
    }
}

#[test]
fn what_is_not_shown_cannot_be_focused() {
    let mut scan = scan();
    scan.session.set_filter(only(StatusFilter::Flagged, ""));
    settle(&mut scan.session);
    let clear = ImageId(1);
    let focus_clear = |session: &mut ScanSession| {
        session.change_selection(|selection, _| selection.select_only(clear));
        session.selection().focus()
    };
    assert_eq!(focus_clear(&mut scan.session), None, "it is hidden");
    scan.session.show_beside(&[ImageId(0), clear]);
    assert_eq!(focus_clear(&mut scan.session), Some(clear), "side by side");
    scan.session.set_filter(only(StatusFilter::Flagged, "/"));
    settle(&mut scan.session);
    assert_eq!(scan.session.to_decide(), [clear], "it is seen still");
    scan.session.show_beside(&[]);
    assert_eq!(scan.session.to_decide(), [], "no more");
}

#[test]
fn the_next_key_goes_on_where_the_focus_was() {
    let mut scan = scan();
    let left = ImageId(25);
    scan.session
        .change_selection(|selection, _| selection.select_only(left));
    scan.session.set_filter(only(StatusFilter::Flagged, ""));
    settle(&mut scan.session);
    let (selection, index) = (scan.session.selection(), scan.session.index());
    assert_eq!(selection.focus(), None, "it is clear");
    assert_eq!(
        selection.neighbour(0, index),
        Some(ImageId(26)),
        "the one that comes after it, not the first one"
    );
}
