//! Groups that were written together, and samples.

use blackdrop::session::Scope;
use egui::Key;

use crate::support::{self, Setup, Window, sample};

/// How many images the results are about, where they are about a part of the scan.
fn part(window: &Window) -> Option<usize> {
    let session = support::session(window.harness.state());
    match &session.index().filter().scope {
        Scope::Images(images) => Some(images.len()),
        Scope::All | Scope::Product(_) => None,
    }
}

#[test]
fn a_run_is_found_looked_at_confirmed_and_taken_back() {
    let sample = sample();
    let mut window = Window::open(Setup {
        size: [900.0, 600.0],
        ..Setup::default()
    });
    window.scan(sample.path());
    let flagged = window.totals().flagged();
    window.click("Find runs and check samples");
    window.click("Find the wrong run…");
    window.wait_for("flagged images, written in");
    let largest = support::session(window.harness.state())
        .wrong_runs()
        .found()
        .first()
        .expect("there are groups")
        .clone();
    window.click_first("Look at them");
    window.wait_for_list("its images");
    assert_eq!(part(&window), Some(largest.images.len()), "the group only");
    window.says("Written 20", "the bar says when they were written");
    window.press(Key::Escape);
    window.wait_for_list("back");
    assert_eq!(part(&window), None, "Esc leads out of the group");
    window.says("Find the wrong run", "and back to the groups");
    let count = largest.images.len();
    window.click_first(&format!("Confirm all {count}"));
    // It is asked before more than ten.
    if count > 10 {
        window.wait_for(&format!("All {count}"));
        window.click(&format!("All {count}"));
    }
    window.wait_for("All reviewed");
    let confirmed = window.totals().confirmed;
    assert_eq!(confirmed, count as u64, "the whole group");
    assert!(confirmed <= flagged, "of flagged images");
    window.press(Key::Escape);
    window.press_with(egui::Modifiers::COMMAND, Key::Z);
    assert_eq!(
        window.totals().confirmed,
        0,
        "one step takes all of it back"
    );
}

#[test]
fn a_sample_of_clear_images_says_what_follows() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    let clear = window.totals().clear;
    window.click("Find runs and check samples");
    window.click("Check a sample of the clear images…");
    window.wait_for("If none is wrong: with 95 % confidence");
    window.click("20 images");
    window.click("Draw the sample");
    window.wait_for_list("the sample");
    let drawn = window.shown();
    assert_eq!(drawn.len(), 20, "twenty images");
    assert_eq!(window.focus(), drawn.first().copied(), "the first of them");
    window.press(Key::N);
    window.press(Key::N);
    window.says("2 of 20 looked at, none wrong", "two were marked as fine");
    assert_eq!(window.focus(), drawn.get(2).copied(), "the third is next");
    window.press(Key::Escape);
    window.wait_for_list("back");
    window.click("Find runs and check samples");
    window.click("Check a sample of the clear images…");
    window.wait_for("Go on with the sample");
    window.click("Go on with the sample of 20 (2 marked)");
    window.wait_for_list("the sample again");
    assert_eq!(window.shown(), drawn, "the same images in the same order");
    window.click("The other 18 are right");
    window.wait_for("All 18");
    window.click("All 18");
    window.wait_for("20 looked at, none wrong: with 95 %");
    window.says("20 looked at, none wrong: with 95 %", "what follows");
    window.says(&format!("of the {clear} clear images"), "of how many");
    window.press_with(egui::Modifiers::COMMAND, Key::Z);
    window.says("2 of 20 looked at", "one step takes the rest back");
}
