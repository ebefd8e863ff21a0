//! Measuring more than the verdict needs: chosen, scanned, seen, exported, remembered.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::{Setup, Window, answer, column, folder, sample, session};

const WITHOUT: &str = "These results were made without full measurement";

#[test]
fn a_full_measurement_is_chosen_seen_exported_and_remembered() {
    let (sample, out) = (sample(), folder());
    let csv = out.path().join("found.csv");
    let mut window = Window::open(Setup {
        size: [1_500.0, 800.0],
        ..Setup::answering([answer(&csv)])
    });
    window.scan(sample.path());
    window.click("Table");
    window.click("All, 40");
    window.wait_for_list("the table");
    window.says_not("Main colour", "it was not asked for");
    window.says("damaged ends of files were not looked for", "the summary");

    window.click("More options");
    window.click("Full measurement");
    window.press(Key::Escape);
    window.says(WITHOUT, "the results on the screen are older than the wish");
    window.says_not("Main colour", "nothing is measured without a scan");

    window.scan(sample.path());
    window.says_not(WITHOUT, "the results are as wished");
    window.says_not("damaged ends", "every file was decoded to its end");
    window.says("read all ", "and read");
    window.click("Main colour");
    window.wait_for_list("the new order");
    let paths = window.shown_paths();
    assert_eq!(paths.len(), 40, "every image, from dark to light");
    window.press(Key::ArrowDown);
    window.says(
        "of the picture",
        "the preview tells the colour of the first one",
    );

    window.press_with(Modifiers::COMMAND, Key::S);
    window.wait_for("CSV for programs");
    window.click("All, 40");
    window.click("CSV for programs");
    window.press(Key::Enter);
    window.wait_for("40 images were written to");
    let colours = column(&csv, "main_colour");
    assert!(
        colours
            .iter()
            .all(|colour| colour.is_empty() || colour.starts_with('#') && colour.len() == 7),
        "a colour for every image that can be decoded: {colours:?}"
    );
    assert!(
        colours.iter().filter(|colour| *colour == "#000000").count() > 1,
        "black backgrounds are mostly black: {colours:?}"
    );

    window.click("More options");
    window.click("Full measurement");
    window.press(Key::Escape);
    window.scan(sample.path());
    window.says_not("Main colour", "not measured any more");
    assert_eq!(
        session(window.harness.state()).index().order(),
        None,
        "and no order by what is not known"
    );
    window.click("More options");
    window.click("Full measurement");
    window.press(Key::Escape);
    let memory = window.remembered();
    let mut later = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    later.click("More options");
    let choice = later.harness.get_by_label("Full measurement");
    let toggled = choice.accesskit_node().toggled();
    assert_eq!(
        toggled,
        Some(egui::accesskit::Toggled::True),
        "after a restart too"
    );
}
