//! Finding the best number of workers, and what may come in between.

use egui::Key;

use crate::support::{Setup, Window, folder, sample, session};

/// The number in the label of the button that takes the best.
fn offered(window: &Window) -> usize {
    let label = window.name_of("Use ").expect("a number is offered");
    let number = label.split(' ').nth(1).expect("a number");
    number.parse().expect("digits")
}

#[test]
fn the_best_number_is_measured_and_taken() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.type_folder(sample.path());
    window.click("Find the best number of workers…");
    window.wait_for("Start measuring");
    window.says("changes nothing", "what will happen");
    window.says("32 workers: not measured yet", "an empty bar for each");
    window.click("Start measuring");
    window.wait_for("1 worker: ");
    window.wait_for("; the best");
    window.says(
        "files already read",
        "40 images are too few for steps of their own",
    );
    window.says_not("not measured yet", "every bar has its figures");
    window.wait_to_rest("with the result on the screen");

    let best = offered(&window);
    window.press(Key::Enter);
    assert_eq!(window.harness.state().workers().get(), best, "it was taken");
    window.says_not("Use ", "and the dialog is gone");
    window.scan(sample.path());
    assert_eq!(
        session(window.harness.state()).workers().len(),
        best,
        "the next scan has so many"
    );
    assert_eq!(window.totals().done, 40, "and nothing was changed");
}

#[test]
fn a_trial_is_cancelled_by_escape_and_by_a_scan() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    let before = window.harness.state().workers();
    window.type_folder(sample.path());
    window.click("Find the best number of workers…");
    window.wait_for("Start measuring");
    window.press(Key::Enter);
    window.wait_for("Cancel");
    window.press(Key::Escape);
    window.says_not("Cancel", "Esc puts it away");
    assert_eq!(window.harness.state().workers(), before, "nothing is taken");

    window.click("Find the best number of workers…");
    window.wait_for("Start measuring");
    window.press(Key::Enter);
    window.drop_on(sample.path());
    window.wait_for_end("the scan of the dropped folder");
    window.says_not("Cancel", "a scan puts the trial away");
    assert_eq!(window.totals().done, 40, "and is not disturbed");
}

#[test]
fn a_folder_that_cannot_be_measured_says_why() {
    let empty = folder();
    let mut window = Window::open(Setup::default());
    window.type_folder(&empty.path().join("gone"));
    window.click("Find the best number of workers…");
    window.wait_for("There is no such folder");
    window.says_not("Start measuring", "nothing to measure");

    window.type_folder(empty.path());
    window.click("Find the best number of workers…");
    window.wait_for("Start measuring");
    window.press(Key::Enter);
    window.wait_for("This folder holds no image that can be inspected");
    window.press(Key::Escape);
    window.says_not("holds no image", "and it is put away");
}
