//! A review from the first key to the last.

use blackdrop::scan::ImageId;
use blackdrop::session::Decision;
use egui::{Key, Modifiers};

use crate::support::{Setup, Window, sample, session};

fn scanned() -> Window {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window
}

fn decision(window: &Window, id: ImageId) -> Option<Decision> {
    let row = session(window.harness.state()).row(id);
    row.and_then(|row| row.review.decision())
}

fn selected(window: &Window) -> usize {
    session(window.harness.state()).selection().len()
}

#[test]
fn flagged_images_are_decided_by_keys_and_taken_back() {
    let mut window = scanned();
    let shown = window.shown();
    window.press(Key::ArrowRight);
    window.press(Key::Y);
    assert_eq!(decision(&window, shown[0]), Some(Decision::Confirmed), "Y");
    assert_eq!(window.focus(), Some(shown[1]), "the next one has the focus");
    window.press(Key::Y);
    window.press(Key::N);
    assert_eq!(decision(&window, shown[2]), Some(Decision::FalseAlarm), "N");
    window.says("False alarm: ", "what was done is said");
    let flagged = window.totals().flagged();
    window.says(&format!("3 of {flagged} reviewed"), "and how far it is");

    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(decision(&window, shown[2]), None, "taken back");
    assert_eq!(window.focus(), Some(shown[2]), "and it has the focus again");
    window.says("is not reviewed again", "which is said");
    window.press_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(
        decision(&window, shown[2]),
        Some(Decision::FalseAlarm),
        "done again"
    );
    window.press(Key::U);
    assert_eq!(decision(&window, shown[2]), None, "U clears");
    assert_eq!(window.focus(), Some(shown[2]), "and stays");
}

#[test]
fn a_decision_key_without_a_focus_leads_to_the_first_image() {
    let mut window = scanned();
    let first = window.shown()[0];
    window.press(Key::Y);
    assert_eq!(window.focus(), Some(first), "it is looked at first");
    assert_eq!(decision(&window, first), None, "and not decided unseen");
    window.press(Key::Y);
    assert_eq!(decision(&window, first), Some(Decision::Confirmed));
}

#[test]
fn under_a_filter_nothing_jumps_until_it_is_refreshed() {
    let mut window = scanned();
    let flagged = window.totals().flagged();
    window.click(&format!("Not reviewed, {flagged}"));
    window.wait_for_list("the chip");
    let shown = window.shown();
    window.press(Key::ArrowRight);
    window.press(Key::Y);
    window.press(Key::N);
    assert_eq!(window.shown(), shown, "the decided ones stay in place");
    window.says("Confirmed", "marked");
    window.click("Refresh");
    window.wait_for_list("refreshed");
    assert_eq!(window.shown(), shown[2..], "now they are gone");
    assert_eq!(window.focus(), Some(shown[2]), "the focus is where it was");
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.wait_for_list("taken back");
    assert_eq!(
        window.shown(),
        shown[1..],
        "what is taken back is in the list again"
    );
    assert_eq!(window.focus(), Some(shown[1]), "and has the focus");
}

#[test]
fn a_selection_is_decided_as_one_step_and_the_last_one_ends_the_review() {
    let mut window = scanned();
    let shown = window.shown();
    window.press(Key::ArrowRight);
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    window.press_with(Modifiers::SHIFT, Key::ArrowRight);
    window.press(Key::N);
    assert_eq!(window.totals().false_alarms, 3, "all three");
    assert_eq!(window.focus(), Some(shown[3]), "the one after them is next");
    assert_eq!(selected(&window), 1, "alone");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.totals().false_alarms, 0, "one step back");
    assert_eq!(
        selected(&window),
        1,
        "the next key does not decide about all of them"
    );

    let count = shown.len();
    window.click("Decide about all shown");
    window.click(&format!("Confirm all {count} shown"));
    window.wait_for(&format!("All {count}"));
    window.click(&format!("All {count}"));
    window.wait_for("shown are reviewed");
    assert_eq!(window.totals().confirmed, count as u64, "all of them");
    window.says(
        &format!("All {count} shown are reviewed"),
        "and the end is said",
    );
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.totals().confirmed, 0, "in one step");
}

#[test]
fn in_a_text_box_the_keys_only_type_and_in_a_dialog_they_do_nothing() {
    let mut window = scanned();
    window.press(Key::ArrowRight);
    window.press_with(Modifiers::COMMAND, Key::F);
    window.type_text("yn?u");
    let totals = window.totals();
    assert_eq!(
        (totals.confirmed, totals.false_alarms),
        (0, 0),
        "nothing is decided"
    );
    window.wait_for_list("the text");
    assert_eq!(window.shown(), [], "it was typed");
    window.press(Key::Escape);
    window.wait_for_list("Esc clears the text");
    window.press(Key::F1);
    window.press(Key::Y);
    assert_eq!(window.totals().confirmed, 0, "nor in a dialog");
    window.press(Key::Escape);
    window.press(Key::Y);
    assert_eq!(
        window.totals().confirmed,
        0,
        "the text had hidden the image with the focus, so the key leads back to one"
    );
    window.press(Key::Y);
    window.wait_until("outside of both", |app| {
        session(app).totals().confirmed == 1
    });
}

#[test]
fn the_large_preview_goes_on_to_the_next_image() {
    let mut window = scanned();
    let shown = window.shown();
    window.press(Key::ArrowRight);
    window.press(Key::Enter);
    window.press(Key::Y);
    assert_eq!(
        window.focus(),
        Some(shown[1]),
        "the next one is shown large"
    );
    window.says("Back to the results", "still large");
    window.click("False alarm (N)");
    assert_eq!(
        decision(&window, shown[1]),
        Some(Decision::FalseAlarm),
        "by its button"
    );
    window.press(Key::Escape);
    window.press(Key::T);
    window.wait_for_list("the table");
    window.says("Confirmed", "the table shows it too");
}
