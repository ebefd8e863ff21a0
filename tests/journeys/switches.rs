//! Language, theme and size.

use crate::support::{Setup, Window, black_in_sample, sample};

#[test]
fn the_language_switch_changes_the_words_and_is_remembered() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    window.says("black backgrounds", "English first");
    window.press_with(egui::Modifiers::COMMAND, egui::Key::Comma);
    window.click("简体中文");
    window.press(egui::Key::Escape);
    window.says_not("black backgrounds", "no English any more");
    window.says(&black_in_sample().to_string(), "the number stays");
    window.says("导出", "Chinese words");

    let memory = window.remembered();
    let window = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    window.says("选择文件夹", "after a restart too");
}

#[test]
fn the_theme_switch_changes_the_theme_and_is_remembered() {
    let mut window = Window::open(Setup::default());
    for (label, theme) in [("Dark", egui::Theme::Dark), ("Light", egui::Theme::Light)] {
        window.click("More options");
        window.click("Settings…");
        window.wait_for("Appearance");
        window.click(label);
        window.press(egui::Key::Escape);
        assert_eq!(window.harness.ctx.theme(), theme, "{label} at once");
    }
    let memory = window.remembered();
    let stored = memory.text();
    assert!(
        stored.contains(r#""theme": "Light""#),
        "remembered: {stored}"
    );
}

#[test]
fn a_small_window_does_the_same_job() {
    let sample = sample();
    let mut window = Window::open(Setup {
        size: [900.0, 600.0],
        ..Setup::default()
    });
    window.scan(sample.path());
    window.press(egui::Key::ArrowDown);
    window.press(egui::Key::Enter);
    window.says("Back to the results", "the preview is a page");
    window.press(egui::Key::Escape);
    window.says("flagged", "and the results are back");
}
