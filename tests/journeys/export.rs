//! Exports through the whole window: prompts, mistakes, and what must not change meanwhile.

use blackdrop::app::{DashboardApp, Picked};
use egui::{Key, Modifiers};

use crate::support::{Setup, Window, answer, column, folder, held, sample};

/// Opens the export choice and asks for all rows as CSV for programs.
fn ask_for_all(window: &mut Window) {
    window.press_with(Modifiers::COMMAND, Key::S);
    window.wait_for("CSV for programs");
    let all = format!("All, {}", window.totals().done);
    window.click(&all);
    window.click("CSV for programs");
    window.press(Key::Enter);
    window.says_not("CSV for programs", "Enter goes on to the destination");
}

#[test]
fn without_dialogs_the_window_asks_for_the_file_itself() {
    let (sample, out) = (sample(), folder());
    let csv = out.path().join("found.csv");
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.retype(&csv.to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("40 images were written to");
    assert_eq!(column(&csv, "path").len(), 40, "a row for each image");

    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.retype("again");
    window.press(Key::Enter);
    window.wait_for("again.csv");
    assert_eq!(
        column(&out.path().join("again.csv"), "path").len(),
        40,
        "a bare name means the folder of the last export, and gets its extension"
    );
}

#[test]
fn an_export_that_fails_says_why_until_it_is_clicked_away() {
    let (sample, out) = (sample(), folder());
    let image_name = out.path().join("found.jpg");
    let missing = out.path().join("no such folder").join("found.csv");
    let mut window = Window::open(Setup::answering([answer(&image_name), answer(&missing)]));
    window.scan(sample.path());
    ask_for_all(&mut window);
    window.wait_for("cannot have the name of an image");
    assert!(!image_name.exists(), "and nothing was written");
    for _ in 0..200 {
        // Fifty seconds of the harness's clock.
        window.harness.step();
    }
    window.says("cannot have the name of an image", "it stays");
    window.click("Close this message");
    window.says_not("cannot have the name of an image", "until it is closed");

    ask_for_all(&mut window);
    window.wait_for("its folder does not exist");
    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.says_not(
        "no such folder/",
        "the next suggestion is not in the folder that does not exist",
    );
}

#[test]
fn an_image_of_the_scan_is_never_written_over() {
    let sample = sample();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    let victim = sample.path().join(&window.shown_paths()[0]);
    let before = std::fs::read(&victim).unwrap();
    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.retype(&victim.to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("was not written");
    assert_eq!(std::fs::read(&victim).unwrap(), before, "as it was");
}

#[test]
fn a_typed_name_replaces_a_file_only_after_a_question() {
    let (sample, out) = (sample(), folder());
    let csv = out.path().join("found.csv");
    std::fs::write(&csv, "kept").unwrap();
    let mut window = Window::open(Setup::default());
    window.scan(sample.path());
    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.retype(&csv.to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("There is a file with this name already");
    assert_eq!(std::fs::read(&csv).unwrap(), b"kept", "nobody agreed yet");
    window.press(Key::Escape);
    window.says_not("Replace it", "Esc lets it be");
    assert_eq!(std::fs::read(&csv).unwrap(), b"kept", "it was let be");

    ask_for_all(&mut window);
    window.wait_for("please type the path");
    window.retype(&csv.to_string_lossy());
    window.press(Key::Enter);
    window.wait_for("Replace it");
    window.click("Replace it");
    window.wait_for("40 images were written to");
    assert_eq!(column(&csv, "path").len(), 40, "replaced");
}

#[test]
fn what_was_asked_for_is_exported_even_if_another_folder_is_scanned_meanwhile() {
    let (sample, out, other) = (sample(), folder(), folder());
    image::RgbImage::new(20, 20)
        .save(other.path().join("other.png"))
        .unwrap();
    let csv = out.path().join("found.csv");
    let (dialog, answer) = held();
    let mut window = Window::open(Setup::answering([answer]));
    window.scan(sample.path());
    ask_for_all(&mut window);
    ask_for_all(&mut window);
    window.wait_for("The file dialog is open already");
    window.scan(other.path());
    dialog.send(Picked::Path(csv.clone())).unwrap();
    window.wait_for("40 images were written to");
    assert_eq!(column(&csv, "path").len(), 40, "the rows of the first scan");
}

#[test]
fn of_the_selection_what_is_shown_is_exported() {
    let (sample, out) = (sample(), folder());
    let csv = out.path().join("found.csv");
    let mut window = Window::open(Setup::answering([answer(&csv)]));
    window.scan(sample.path());
    window.press_with(Modifiers::COMMAND, Key::A);
    let black = window.totals().black;
    window.click(&format!("Black background, {black}"));
    window.wait_for_list("another chip");
    window.says(&format!("{black} selected"), "what the chip hides is not");
    window.press_with(Modifiers::COMMAND, Key::S);
    window.click(&format!("Selected, {black}"));
    window.click("CSV for programs");
    window.press(Key::Enter);
    window.wait_for("were written to");
    assert_eq!(
        column(&csv, "path"),
        window.shown_paths(),
        "as many rows as the choice named"
    );
}

#[test]
fn a_window_that_is_closed_finishes_its_exports() {
    let (sample, out) = (sample(), folder());
    let csv = out.path().join("found.csv");
    let (dialog, answer) = held();
    let mut window = Window::open(Setup::answering([answer]));
    window.scan(sample.path());
    ask_for_all(&mut window);
    dialog.send(Picked::Path(csv.clone())).unwrap();
    window.wait_until("the export has begun", DashboardApp::is_exporting);
    eframe::App::on_exit(window.harness.state_mut(), None);
    assert_eq!(column(&csv, "path").len(), 40, "written before the end");
}
