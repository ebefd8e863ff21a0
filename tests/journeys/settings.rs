//! Settings that survive, and settings that are damaged.

use egui::Key;

use crate::support::{Memory, Setup, Window};

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
    window.click("More options");
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
    window.click("More options");
    window.click("Dark");
    window.press(Key::Escape);
    window.wait_for("Settings could not be saved");
    window.wait_to_rest("it is not tried for ever");
}
