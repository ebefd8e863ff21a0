//! Journeys through the whole window, told as sentences: the real engine and the built-in sample, with dialogs and other
//! programs replaced. No screen is needed.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

mod answering;
mod best_workers;
mod export;
mod folders;
mod groups;
mod keyboard;
mod looking;
mod measures;
mod products;
mod remembering;
mod repaired;
mod repairing;
mod rescan;
mod review;
mod running;
mod sensitivity;
mod settings;
mod shop;
mod support;
mod switches;

use support::{Setup, Window, black_in_sample, sample};

#[test]
fn a_folder_is_typed_scanned_and_looked_through() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.says("Try the sample", "the first page offers something to try");
    window.type_folder(sample.path());
    window.press(egui::Key::Enter);
    window.wait_for_end("the scan ends");

    let black = black_in_sample();
    let flagged = window.totals().flagged();
    assert_eq!(window.totals().black, black, "every black one is found");
    window.says(&format!("{black} black backgrounds"), "how many are black");
    window.says(&format!("{flagged} flagged"), "the bar at the bottom");
    window.says(&format!("{flagged} shown"), "the gallery holds the flagged");

    window.press(egui::Key::ArrowRight);
    let shown = window.shown();
    assert_eq!(
        window.focus(),
        shown.first().copied(),
        "the first arrow takes the first image, without a click before"
    );
    window.press(egui::Key::ArrowRight);
    assert_eq!(window.focus(), shown.get(1).copied(), "the next one");
    window.press(egui::Key::Enter);
    window.says("Back to the results", "Enter shows the image large");
    window.says("pure black", "with the reasons in words");
    window.press(egui::Key::ArrowRight);
    assert_eq!(window.focus(), shown.get(2).copied(), "arrows leaf on");
    window.press(egui::Key::Escape);
    window.says_not("Back to the results", "Esc leads back");
    assert_eq!(window.focus(), shown.get(2).copied(), "to the same image");

    window.click("Table");
    window.wait_for_list("the table");
    assert_eq!(window.shown(), shown, "another view of the same images");
    window.click("All, 40");
    window.wait_for_list("the chip");
    assert_eq!(window.shown().len(), 40, "all images are one click away");
}

#[test]
fn the_table_is_sorted_filtered_selected_and_exported() {
    let sample = sample();
    let out = support::folder();
    let csv = out.path().join("found.csv");
    let mut window = Window::open(Setup {
        // Wide enough for every column.
        size: [2_000.0, 900.0],
        ..Setup::answering([support::answer(&csv)])
    });
    window.scan(sample.path());
    window.click("Table");
    window.click("All, 40");
    window.click("Pixel (5,5)");
    window.wait_for_list("sorted by a click on the header");
    let sums = window.pixel_sums();
    assert!(sums.is_sorted(), "from dark to bright: {sums:?}");
    window.click("Pixel (5,5)");
    window.wait_for_list("sorted by a second click");
    let mut sums = window.pixel_sums();
    sums.reverse();
    assert!(sums.is_sorted(), "from bright to dark");

    let black = window.totals().black;
    window.click(&format!("Black background, {black}"));
    window.wait_for_list("the chip");
    window.says(&format!("{black} shown"), "only the black ones");
    window.press_with(egui::Modifiers::COMMAND, egui::Key::F);
    window.type_text("JPG");
    window.wait_for_list("the text");
    window.press(egui::Key::Enter);
    let shown = window.shown_paths();
    assert!(
        shown.iter().all(|path| path.to_lowercase().contains("jpg")),
        "only those with the text: {shown:?}"
    );
    window.press_with(egui::Modifiers::COMMAND, egui::Key::A);
    window.says(&format!("{} selected", shown.len()), "all shown");

    window.press_with(egui::Modifiers::COMMAND, egui::Key::S);
    window.click(&format!("Shown, {}", shown.len()));
    window.click("CSV for programs");
    window.press(egui::Key::Enter);
    window.wait_for("were written to");
    window.says("found.csv", "and to which file");
    assert_eq!(
        support::column(&csv, "path"),
        shown,
        "the file holds the shown rows in the order shown"
    );
}

#[test]
fn the_sample_is_one_click_away() {
    let mut window = Window::open(Setup::default());
    window.click("Try the sample");
    window.wait_for_end("the sample is written and scanned");
    assert_eq!(window.totals().done, 40, "all of it");
    window.click("Start");
    window.wait_for_end("it can be scanned again");
    assert_eq!(window.totals().done, 40, "and nothing is counted twice");
}
