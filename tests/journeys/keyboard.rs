//! Keys between panels, boxes and dialogs.

use blackdrop::ui::ViewMode;
use egui::{Key, Modifiers};

use crate::support::{Setup, Window, sample, session};

#[test]
fn letters_in_the_filter_only_type() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.press_with(Modifiers::COMMAND, Key::F);
    window.type_text("gtop?");
    window.wait_for_list("typed");
    assert_eq!(
        session(window.harness.state()).index().filter().text,
        "gtop?",
        "every letter arrives"
    );
    assert_eq!(window.view(), ViewMode::Gallery, "T did not switch");
    window.says_not("Keyboard shortcuts\n", "no second window");
    window.says_not("Move; with Shift, select", "? did not open the keys");
    window.says(
        "No image has this text",
        "and the list says why it is empty",
    );
    window.press(Key::Escape);
    window.wait_for_list("Esc clears the box");
    assert_eq!(
        session(window.harness.state()).index().filter().text,
        "",
        "all is shown again"
    );
    window.type_text("t");
    assert_eq!(window.view(), ViewMode::Table, "out of the box T switches");
}

#[test]
fn the_keys_are_shown_and_put_away() {
    let mut window = Window::open(Setup::default());
    window.press(Key::F1);
    window.says("Move; with Shift, select", "F1 shows the keys");
    window.press(Key::Escape);
    window.says_not("Move; with Shift, select", "Esc puts them away");
}

#[test]
fn keys_in_a_dialog_do_not_reach_what_lies_below() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.press_with(Modifiers::COMMAND, Key::S);
    window.wait_for("CSV for programs");
    for key in [Key::T, Key::ArrowDown, Key::P] {
        window.press(key);
    }
    assert_eq!(window.view(), ViewMode::Gallery, "T did not switch");
    assert_eq!(window.focus(), None, "the arrow moved nothing");
    window.press(Key::Escape);
    window.says_not("CSV for programs", "Esc closes the dialog");
    window.press(Key::ArrowDown);
    assert!(window.focus().is_some(), "now the arrow moves");
}

#[test]
fn links_and_views_lead_out_of_the_large_preview() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    let flagged = window.totals().flagged();
    let large = |window: &mut Window| {
        window.press(Key::ArrowDown);
        window.press(Key::Enter);
        window.says("Back to the results", "the image is large");
    };
    large(&mut window);
    window.click(&format!("{flagged} flagged"));
    window.says_not("Back to the results", "the number leads to its list");
    large(&mut window);
    window.press(Key::T);
    window.says_not("Back to the results", "T leads to the table");
    assert_eq!(window.view(), ViewMode::Table);
    large(&mut window);
    window.press(Key::T);
    window.says_not("Back to the results", "also from the table");
    large(&mut window);
    window.press_with(Modifiers::COMMAND, Key::F);
    window.says_not("Back to the results", "the filter is in the list");
    window.type_text("x");
    assert_eq!(
        session(window.harness.state()).index().filter().text,
        "x",
        "and has the keyboard"
    );
}

#[test]
fn the_filter_key_before_any_scan_waits_for_nothing() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.press_with(Modifiers::COMMAND, Key::F);
    window.scan(sample.path());
    window.press(Key::ArrowDown);
    assert!(
        window.focus().is_some(),
        "the keyboard is with the results, not in the filter"
    );
}

#[test]
fn images_are_opened_off_the_windows_thread_and_failures_are_told() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.press(Key::ArrowDown);
    window.press(Key::O);
    let patience = std::time::Duration::from_mins(1);
    let (path, thread) = window.opened.recv_timeout(patience).unwrap();
    assert!(path.is_file(), "the image itself: {}", path.display());
    assert_eq!(thread.as_deref(), Some("desktop"), "on its own thread");
    window.press(Key::R);
    window.wait_for("could not be opened: no bus");
}
