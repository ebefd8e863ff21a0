//! Decisions outlive the window: they are saved as they are made, and a window that can't save says so and goes on.

use std::path::Path;

use blackdrop::app::DashboardApp;
use blackdrop::scan::ImageId;
use blackdrop::session::{Decision, SaveState};
use egui::Key;

use crate::support::{self, Setup, Window, folder, sample};

fn with_database(database: &Path) -> Setup {
    Setup {
        database: Some(database.to_owned()),
        ..Setup::default()
    }
}

fn review(app: &DashboardApp, image: ImageId) -> (Option<Decision>, SaveState) {
    let row = support::session(app).row(image).expect("a row");
    (row.review.decision(), row.review.save)
}

/// Every decided image's path and decision, and whether all of them are on disk.
fn decided(app: &DashboardApp) -> (Vec<(String, Decision)>, bool) {
    let mut decided = Vec::new();
    let mut all_saved = true;
    for row in support::session(app).rows() {
        all_saved &= row.review.save == SaveState::Saved;
        if let Some(decision) = row.review.decision() {
            let path = row.report.location.relative().display().to_string();
            decided.push((path, decision));
        }
    }
    decided.sort();
    (decided, all_saved)
}

fn wait_until_saved(window: &mut Window) {
    window.wait_until("everything is on disk", |app| decided(app).1);
}

#[test]
fn what_was_decided_is_there_again_in_the_next_window() {
    let (sample, place) = (sample(), folder());
    let database = place.path().join("data").join("blackdrop.db");
    let mut window = Window::open(with_database(&database));
    window.scan(sample.path());
    window.press(Key::ArrowRight);
    window.press(Key::Y);
    window.press(Key::N);
    // Clear images too: what they hold is found out first.
    window.click("All, 40");
    window.wait_for_list("all images");
    window.press(Key::End);
    window.press(Key::N);
    wait_until_saved(&mut window);
    let (before, _) = decided(window.harness.state());
    assert!(before.len() >= 3, "three decisions and more: {before:?}");
    drop(window);

    let mut again = Window::open(with_database(&database));
    again.scan(sample.path());
    again.wait_until("the flagged ones are decided", |app| {
        decided(app).0.len() >= 2
    });
    let (after, all_saved) = decided(again.harness.state());
    assert!(all_saved, "nothing is to be written");
    assert!(
        after.iter().all(|decision| before.contains(decision)),
        "as they were decided: {after:?}"
    );
}

#[test]
fn a_decision_that_was_undone_stays_undone() {
    let (sample, place) = (sample(), folder());
    let database = place.path().join("blackdrop.db");
    let mut window = Window::open(with_database(&database));
    window.scan(sample.path());
    window.press(Key::ArrowRight);
    window.press(Key::Y);
    wait_until_saved(&mut window);
    assert!(!decided(window.harness.state()).0.is_empty(), "decided");
    window.press_with(egui::Modifiers::COMMAND, Key::Z);
    wait_until_saved(&mut window);
    drop(window);
    let mut again = Window::open(with_database(&database));
    again.scan(sample.path());
    again.wait_to_rest("all is quiet");
    assert_eq!(decided(again.harness.state()).0, [], "nothing came back");
}

#[test]
fn where_nothing_can_be_saved_it_is_said_once_and_work_goes_on() {
    let (sample, place) = (sample(), folder());
    let database = place.path().join("blackdrop.db");
    std::fs::write(&database, "a letter").expect("written");
    let mut window = Window::open(with_database(&database));
    window.wait_for("is not a database of Blackdrop");
    window.scan(sample.path());
    window.press(Key::ArrowRight);
    let first = window.focus().expect("an image");
    window.press(Key::Y);
    window.wait_until("it is told as not saved", |app| {
        matches!(
            review(app, first),
            (Some(Decision::Confirmed), SaveState::Failed(_))
        )
    });
    window.press(Key::N);
    let notices = window.count("is not a database of Blackdrop");
    assert_eq!(notices, 1, "said once, however many decisions wait");
    assert_eq!(
        std::fs::read(&database).expect("it is there"),
        b"a letter",
        "the file was left as it is"
    );
    // Out of the way, as the sentence says; the next try begins a new one.
    std::fs::rename(&database, place.path().join("letter.txt")).expect("moved");
    wait_until_saved(&mut window);
    window.wait_for("All decisions are saved now");
}

#[test]
fn two_windows_see_each_others_decisions() {
    let (sample, place) = (sample(), folder());
    let database = place.path().join("blackdrop.db");
    let mut left = Window::open(with_database(&database));
    let mut right = Window::open(with_database(&database));
    left.scan(sample.path());
    right.scan(sample.path());
    left.press(Key::ArrowRight);
    let image = left.focus().expect("an image");
    left.press(Key::Y);
    wait_until_saved(&mut left);
    right.wait_until("the other window's decision", |app| {
        !decided(app).0.is_empty()
    });
    assert_eq!(
        decided(left.harness.state()).0,
        decided(right.harness.state()).0,
        "both show the same"
    );
    let row = support::session(left.harness.state()).row(image);
    assert!(
        row.is_some_and(|row| row.review.decided.is_some()),
        "decided"
    );
}

#[test]
fn a_decision_about_a_file_that_changes_before_it_is_bound_counts_as_not_reviewed() {
    let (sample, place) = (sample(), folder());
    let database = place.path().join("blackdrop.db");
    let mut window = Window::open(with_database(&database));
    window.scan(sample.path());
    // The content of a flagged image is known from its inspection.
    let clear = window.totals().clear;
    window.click(&format!("Clear, {clear}"));
    window.wait_for_list("clear images");
    window.press(Key::End);
    let image = window.focus().expect("an image");
    let session = support::session(window.harness.state());
    let row = session.row(image).expect("a row");
    assert_eq!(row.report.stamp.content, None, "nobody asked for it yet");
    let location = row.report.location.clone();
    let path = location.under(session.root());
    // Another picture of the same size takes its place before anybody decides: what is decided is what was seen.
    let before = std::fs::metadata(&path).expect("it is there");
    let bytes = usize::try_from(before.len()).expect("small");
    let other = place.path().join("other.jpg");
    std::fs::write(&other, vec![7; bytes]).expect("written");
    let later = before.modified().expect("a time") + std::time::Duration::from_micros(1);
    std::fs::File::options()
        .write(true)
        .open(&other)
        .and_then(|file| file.set_modified(later))
        .expect("a later time");
    std::fs::rename(&other, &path).expect("replaced");
    window.press(Key::N);
    let is_unbound = |app: &DashboardApp| {
        let mut rows = support::session(app).rows();
        let row = rows.find(|row| row.report.location == location);
        let row = row.expect("it stays in the list");
        row.review.decided.is_none() && row.decided_unbound() == Some(Decision::FalseAlarm)
    };
    window.wait_until("it counts as not reviewed", &is_unbound);
    window.wait_for("A file changed before your decision about it could be bound");
    wait_until_saved(&mut window);
    drop(window);

    let mut again = Window::open(with_database(&database));
    again.scan(sample.path());
    assert!(is_unbound(again.harness.state()), "and it is remembered");
}
