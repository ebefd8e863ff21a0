//! Pause, resume, stop, and what comes after.

use blackdrop::scan::ScanEnd;
use blackdrop::session::ScanPhase;
use egui::{Key, Modifiers};

use crate::support::{Setup, Window, long_work, more_than_a_window_takes_at_once, sample, session};

#[test]
fn a_scan_is_paused_resumed_and_ends() {
    let (work, images) = more_than_a_window_takes_at_once();
    let mut window = Window::open(Setup::default());
    window.type_folder(work.path());
    window.press(Key::Enter);
    window.wait_for("Pause");
    window.click("Pause");
    window.wait_for("Resume");
    window.press(Key::P);
    window.wait_until("P lets it go on", |app| {
        !matches!(session(app).phase(), ScanPhase::Paused(_))
    });
    window.wait_for_end("and it ends");
    assert_eq!(window.totals().done, images, "nothing was lost on the way");
    assert_eq!(window.totals().found, images, "nor counted twice");
}

#[test]
fn stop_keeps_what_was_found_and_another_scan_can_follow() {
    let (work, sample) = (long_work(3_000), sample());
    let mut window = Window::open(Setup::default());
    window.type_folder(work.path());
    window.press(Key::Enter);
    window.wait_until("some results", |app| {
        app.session()
            .is_some_and(|session| session.totals().done > 5)
    });
    window.click("Stop");
    window.wait_for_end("it ends");
    window.says("Stopped after", "the sentence says that it was stopped");
    assert_eq!(
        session(window.harness.state()).phase(),
        &ScanPhase::Ended(ScanEnd::Stopped),
        "it was stopped in the middle"
    );
    let totals = window.totals();
    assert!(totals.done > 5 && totals.done < 3_000, "part of the work");
    assert_eq!(
        window.shown().len() as u64,
        totals.flagged(),
        "all of it is still there"
    );

    window.click("Table");
    window.click("Path");
    window.wait_for_list("ordered by path");
    window.press_with(Modifiers::COMMAND, Key::A);
    window.scan(sample.path());
    assert_eq!(window.totals().done, 40, "the second scan is complete");
    assert_eq!(window.shown().len(), 40, "with nothing of the first");
    assert!(
        session(window.harness.state()).selection().is_empty(),
        "also nothing selected"
    );
    let paths = window.shown_paths();
    assert!(paths.is_sorted(), "the chosen order stays: {paths:?}");
}

#[test]
fn another_worker_count_counts_from_the_next_scan_on() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    let before = window.harness.state().workers().get();
    window.click("One worker more");
    assert_eq!(window.harness.state().workers().get(), before + 1, "chosen");
    window.says("More workers than cores", "with a word why");
    window.scan(sample.path());
    assert_eq!(
        session(window.harness.state()).workers().len(),
        before + 1,
        "a row for each worker"
    );
    window.click("One worker less");
    assert_eq!(
        session(window.harness.state()).workers().len(),
        before + 1,
        "the ended scan keeps its rows"
    );
    window.scan(sample.path());
    assert_eq!(session(window.harness.state()).workers().len(), before);
    assert_eq!(window.totals().done, 40, "with the same results");
}

#[test]
fn starting_by_the_button_leaves_the_arrows_to_the_results() {
    use egui_kittest::kittest::Queryable as _;

    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.type_folder(sample.path());
    window.harness.get_by_label("Start").focus();
    window.harness.run_steps(2);
    window.press(Key::Space);
    window.wait_for_end("the button was pressed by the keyboard");
    window.press(Key::ArrowDown);
    assert!(window.focus().is_some(), "an arrow takes the first image");
    window.press(Key::F5);
    window.wait_for_end("F5 scans again");

    window.press_with(Modifiers::COMMAND, Key::L);
    window.press(Key::F5);
    window.wait_for_end("also from the path box");
    window.press(Key::ArrowDown);
    assert!(window.focus().is_some(), "and the path box lets go");
}

#[test]
#[cfg(unix)]
fn what_could_not_be_reached_is_tried_again_and_nothing_is_lost() {
    let sample = sample();
    let elsewhere = crate::support::folder();
    let target = elsewhere.path().join("late.png");
    std::os::unix::fs::symlink(&target, sample.path().join("late.png")).unwrap();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    let before = window.totals();
    assert_eq!(before.unreachable, 1, "a link that leads nowhere");
    window.says("1 could not be reached", "not the same as damaged");
    let first_time = session(window.harness.state()).total_elapsed(std::time::Instant::now());

    image::RgbImage::new(40, 40).save(&target).unwrap();
    window.click("Try these again");
    window.wait_until("the second try ends", |app| {
        let session = session(app);
        !session.is_active() && session.totals().unreachable == 0
    });
    window.wait_for_list("with its results");
    let after = window.totals();
    assert_eq!((after.done, after.found), (41, 41), "no image twice");
    assert_eq!(after.clear, before.clear, "the others are as they were");
    assert_eq!(after.unreadable, before.unreadable);
    window.says_not("could not be reached", "nothing is left to try");
    let both = session(window.harness.state()).total_elapsed(std::time::Instant::now());
    assert!(
        both > first_time,
        "41 images took {first_time:?} and a little more, not {both:?}"
    );
}

#[test]
fn a_window_in_which_nothing_happens_rests() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.wait_to_rest("the first page");
    window.press_with(Modifiers::COMMAND, Key::L);
    window.wait_to_rest("with the keyboard in the path box");
    window.scan(sample.path());
    window.wait_to_rest("after a scan");
    window.press(Key::ArrowDown);
    window.wait_to_rest("with a picture in the preview");
    window.drop_on(&sample.path().join("gone"));
    window.wait_for("There is no such folder");
    window.press(Key::R);
    window.wait_for("could not be opened: no bus");
    window.wait_to_rest("with a failure on the screen");
}
