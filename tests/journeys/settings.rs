//! Settings that survive, and settings that are damaged.

use std::time::Duration;

use egui::{Key, Modifiers};

use crate::support::{Memory, Setup, Window, sample, session};

/// Far beyond what anything here takes.
const PATIENCE: Duration = Duration::from_mins(1);

#[test]
fn damaged_settings_are_told_by_name_and_the_rest_stays() {
    let memory = Memory::holding(r#"{"language":"en","theme":"Blue","view":"Table"}"#);
    let mut window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.wait_for("are as at the first start: theme. The damaged file was kept as");
    assert_eq!(
        window.harness.state().view(),
        blackdrop::ui::ViewMode::Table,
        "what is not damaged is as it was"
    );
    window.click("Close this message");
    window.says_not("first start", "once is enough");
    let memory = window.remembered();
    let window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.says_not("first start", "and not again at the next start");
}

#[test]
fn a_torn_settings_file_is_told_and_everything_works() {
    let mut window = Window::open(Setup {
        memory: Memory::holding(r#"{"language":"en","the"#),
        ..Setup::default()
    });
    // The language is lost too, so the sentence is in that of the system.
    window.wait_for("settings.damaged.json");
    assert!(window.harness.state().session().is_none(), "nothing else");
}

#[test]
fn a_change_is_saved_while_the_window_is_open() {
    let mut window = Window::open(Setup::default());
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click("Dark");
    window.press(Key::Escape);
    let path = window.memory.path();
    window.wait_until("the theme is saved", |_| {
        std::fs::read_to_string(&path).is_ok_and(|text| text.contains("Dark"))
    });
}

#[test]
fn settings_that_cannot_be_saved_are_told() {
    let mut window = Window::open(Setup::default());
    let path = window.memory.path();
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click("Dark");
    window.press(Key::Escape);
    window.wait_for("Settings could not be saved");
    window.wait_to_rest("it is not tried for ever");
}

#[test]
fn a_key_is_set_in_the_settings_and_works_after_a_restart() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click("Keys");
    window.click("Confirm: the background is black, Y");
    window.wait_for("Press a key");
    window.press(Key::J);
    window.wait_for("Confirm: the background is black, J");
    window.press(Key::Escape);
    let memory = window.remembered();
    let mut window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.scan(sample.path());
    window.press(Key::ArrowDown);
    let confirmed = |window: &Window| session(window.harness.state()).totals().confirmed;
    window.press(Key::Y);
    assert_eq!(confirmed(&window), 0, "the old key does nothing any more");
    window.press(Key::J);
    assert!(confirmed(&window) > 0, "the new one confirms");
}

#[test]
fn recent_folders_are_forgotten_one_by_one() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.press_with(Modifiers::COMMAND, Key::Comma);
    window.click("Folders and files");
    window.click(&format!("Forget {}", sample.path().display()));
    window.says("No folder was scanned yet", "that was the only one");
}

#[test]
fn the_log_is_opened_from_the_menu() {
    let mut window = Window::open(Setup::default());
    window.click("More options");
    window.click("Open the log");
    let (path, thread) = window.opened.recv_timeout(PATIENCE).unwrap();
    assert!(
        path.ends_with("logs"),
        "its folder, as there is none yet: {path:?}"
    );
    assert_eq!(
        thread.as_deref(),
        Some("desktop"),
        "not on the window's thread"
    );
    window.click("More options");
    window.click("About Blackdrop");
    window.wait_for("MIT OR Apache-2.0");
    window.press(Key::Escape);
    window.says_not("MIT OR Apache-2.0", "Esc puts it away");
}
