//! A folder that is opened again: what is remembered of it, and what has changed since.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use blackdrop::inspect::Measures;
use blackdrop::review::{RescanOf, Store};
use blackdrop::scan::ScanEnd;
use blackdrop::session::{Decision, RowStatus, SaveState, ScanPhase};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tempfile::TempDir;

use crate::support::{Setup, Window, folder, long_work, sample, session};

/// Sets every file's time to an hour ago, so that no time is too fresh to be relied on.
fn settle(folder: &Path) {
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            settle(&path);
        } else {
            age(&path, 3_600);
        }
    }
}

fn age(path: &Path, seconds: u64) {
    let file = File::options().write(true).open(path).expect("opened");
    let then = SystemTime::now() - Duration::from_secs(seconds);
    file.set_modified(then).expect("its time is set");
}

fn old_sample() -> TempDir {
    let sample = sample();
    settle(sample.path());
    sample
}

fn setup(database: &Path) -> Setup {
    Setup {
        database: Some(database.to_owned()),
        ..Setup::default()
    }
}

/// Waits until so many images of a folder are remembered, and closes the window.
fn close_when_remembered(mut window: Window, database: &Path, images: usize) {
    let root = session(window.harness.state()).root().to_owned();
    window.wait_until("the results are remembered", |_| {
        let store = Store::open(database).expect("opened");
        let memory = store
            .recall_folder(&root, Measures::default(), RescanOf::Changes)
            .expect("read");
        memory.is_some_and(|memory| memory.known.len() == images)
    });
}

/// A sample that a window has scanned and a database that remembers it.
fn scanned_sample() -> (TempDir, TempDir, PathBuf) {
    let (sample, place) = (old_sample(), folder());
    let database = place.path().join("blackdrop.db");
    let mut window = Window::open(setup(&database));
    window.scan(sample.path());
    close_when_remembered(window, &database, 40);
    (sample, place, database)
}

/// The first flagged image.
fn a_flagged_file(window: &Window) -> PathBuf {
    let session = session(window.harness.state());
    let row = session
        .rows()
        .find(|row| row.status() == RowStatus::BlackBackground)
        .expect("a black one");
    row.report.location.under(session.root())
}

#[test]
fn results_are_there_again_at_once_and_nothing_is_inspected_twice() {
    let (sample, _place, database) = scanned_sample();
    let mut window = Window::open(setup(&database));
    window.type_folder(sample.path());
    window.press(Key::Enter);
    window.wait_until("what is remembered", |app| {
        app.session()
            .is_some_and(|session| session.rescan().is_some())
    });
    assert_eq!(window.totals().done, 40, "before anything was inspected");
    let flagged = window.totals().flagged();
    assert_eq!(window.shown().len() as u64, flagged, "the list is there");
    window.wait_for_end("and the check ends");
    window.says(
        "Checked just now: 40 unchanged, 0 new, 0 changed",
        "it says what has changed",
    );
    assert_eq!(window.totals().found, 40, "counted once");
    assert_eq!(window.totals().read_bytes, 0, "no file was opened");

    window.click("Inspect everything again");
    window.wait_until("everything is inspected", |app| {
        let session = session(app);
        !session.is_active() && session.totals().read_bytes > 0
    });
    window.says(
        "Checked just now: 40 unchanged, 0 new, 0 changed",
        "nothing has changed",
    );
    assert_eq!(window.totals().flagged(), flagged, "and it is the same");
}

#[test]
fn what_is_gone_is_said_listed_and_forgotten_only_when_that_is_asked_for() {
    let (sample, _place, database) = scanned_sample();
    let mut window = Window::open(setup(&database));
    window.scan(sample.path());
    fs::remove_file(a_flagged_file(&window)).expect("removed");
    let flagged = window.totals().flagged();
    window.scan(sample.path());
    window.says("39 unchanged, 0 new, 0 changed", "the others");
    assert_eq!(window.totals().gone, 1);
    assert_eq!(window.totals().flagged(), flagged - 1, "no work to do");
    window.click("1 gone");
    window.wait_for_list("what is gone");
    assert_eq!(window.shown().len(), 1, "it can be looked at");
    window.click("Forget what is gone");
    window.wait_until("it is forgotten", |app| session(app).totals().gone == 0);
    close_when_remembered(window, &database, 39);

    let mut window = Window::open(setup(&database));
    window.scan(sample.path());
    assert_eq!(window.totals().gone, 0);
    assert!(window.harness.query_by_label("1 gone").is_none());
}

#[test]
fn a_changed_file_loses_its_decision_and_a_touched_one_keeps_it() {
    let (sample, _place, database) = scanned_sample();
    let mut window = Window::open(setup(&database));
    window.scan(sample.path());
    window.press(Key::ArrowRight);
    window.press(Key::Y);
    window.wait_until("the decision is on disk", |app| {
        session(app)
            .rows()
            .any(|row| row.review.decision().is_some())
            && session(app)
                .rows()
                .all(|row| row.review.save == SaveState::Saved)
    });
    let decided: Vec<PathBuf> = session(window.harness.state())
        .rows()
        .filter(|row| row.review.decision() == Some(Decision::Confirmed))
        .map(|row| row.report.location.under(sample.path()))
        .collect();
    let file = decided.first().expect("one was decided");
    age(file, 60);
    window.scan(sample.path());
    window.says("40 unchanged", "its bytes are the same");
    assert_eq!(window.totals().confirmed, decided.len() as u64);

    let mut bytes = fs::read(file).expect("read");
    bytes.extend_from_slice(b"behind the end");
    fs::write(file, bytes).expect("written");
    age(file, 30);
    window.scan(sample.path());
    window.says("39 unchanged, 0 new, 1 changed", "its bytes are others");
    let session = session(window.harness.state());
    let row = session
        .rows()
        .find(|row| row.report.location.under(sample.path()) == *file)
        .expect("a row");
    assert_eq!(row.review.decision(), None, "nobody has seen that one");
    assert_eq!(row.review.before_change, Some(Decision::Confirmed));
}

#[test]
fn a_stopped_scan_keeps_what_it_had_and_the_next_one_inspects_the_rest() {
    let (work, place) = (long_work(2_000), folder());
    settle(work.path());
    let database = place.path().join("blackdrop.db");
    let mut window = Window::open(setup(&database));
    window.type_folder(work.path());
    window.press(Key::Enter);
    window.wait_until("some results", |app| {
        app.session()
            .is_some_and(|session| session.totals().done > 20)
    });
    window.click("Stop");
    window.wait_for_end("it ends");
    let done = window.totals().done;
    assert!(done < 2_000, "stopped in the middle");
    close_when_remembered(window, &database, usize::try_from(done).unwrap());

    let mut window = Window::open(setup(&database));
    window.scan(work.path());
    let totals = window.totals();
    assert_eq!((totals.done, totals.found), (2_000, 2_000));
    let rescan = *session(window.harness.state()).rescan().expect("a memory");
    assert_eq!((rescan.unchanged, rescan.new), (done, 2_000 - done));
}

#[test]
fn what_is_recalled_too_late_is_dropped() {
    let (sample, _place, database) = scanned_sample();
    let other = long_work(3);
    let mut window = Window::open(setup(&database));
    window.type_folder(sample.path());
    window.press(Key::Enter);
    window.wait_until("it begins", |app| app.session().is_some());
    if window.harness.state().is_scanning() {
        window.click("Stop");
    }
    window.wait_for_end("it is stopped");
    window.scan(other.path());
    let session = session(window.harness.state());
    assert_eq!(session.root(), other.path());
    assert_eq!(session.phase(), &ScanPhase::Ended(ScanEnd::Completed));
    assert_eq!(session.totals().rows(), 3, "nothing of the folder before");
    assert_eq!(session.rescan(), None, "that one was never scanned");
}

#[test]
fn a_database_that_cannot_be_used_holds_no_scan_up() {
    let (sample, place) = (old_sample(), folder());
    let database = place.path().join("blackdrop.db");
    fs::write(&database, "my notes").expect("written");
    let mut window = Window::open(setup(&database));
    window.scan(sample.path());
    assert_eq!(window.totals().done, 40);
    window.wait_for("The results of this scan will not all be remembered");
    assert_eq!(fs::read_to_string(&database).expect("read"), "my notes");
}
