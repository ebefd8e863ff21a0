//! How readily a background is called black, changed while the results are on the screen.

use std::path::Path;

use blackdrop::session::RowStatus;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::support::{Setup, Window, sample, session};

/// Something white that rises from the lower edge of a black picture and takes part of its border, as a bust does: 55 %
/// of the border stay black with a half width of 80, 65 % with 62. The black is nearly even, and not exactly: that would
/// make up for the border at every setting.
fn put_bust(folder: &Path, name: &str, half_width: f64) {
    let picture = image::RgbImage::from_fn(120, 90, |x, y| {
        let (dx, dy) = (f64::from(x) - 59.5, f64::from(y) - 90.0);
        let inside = (dx / half_width).hypot(dy / 50.0) < 1.0;
        let grain = u8::from((x * 3 + y * 5) % 16 == 0);
        image::Rgb([if inside { 255 } else { grain }; 3])
    });
    picture.save(folder.join(name)).expect("saved");
}

/// A window that has scanned the sample and two busts.
fn scanned(folder: &Path, setup: Setup) -> Window {
    put_bust(folder, "broad.png", 80.0);
    put_bust(folder, "slim.png", 62.0);
    let mut window = Window::open(setup);
    window.scan(folder);
    window
}

fn status_of(window: &Window, name: &str) -> RowStatus {
    let session = session(window.harness.state());
    let mut rows = session.rows();
    rows.find(|row| row.report.location.relative() == Path::new(name))
        .expect("it was scanned")
        .status()
}

fn choose(window: &mut Window, name: &str) {
    window.click(name);
    window.wait_until("every row is judged", |app| !session(app).is_rejudging());
    window.wait_for_list("and the list follows");
}

fn set(window: &mut Window, name: &str, value: f64) {
    let slider = window.harness.get_by_role_and_label(Role::Slider, name);
    slider.set_value_accesskit(value);
    window.harness.run_steps(2);
    window.wait_for_list("the list follows");
}

#[test]
fn every_setting_changes_the_results_at_once_and_nothing_is_read_for_it() {
    let folder = sample();
    let mut window = scanned(folder.path(), Setup::default());
    window.click("Table");
    let normal = window.totals();
    window.says(&format!("Flagged, {}", normal.flagged()), "before");
    assert_eq!(status_of(&window, "broad.png"), RowStatus::Doubtful);
    // What is not there any more can't be read.
    std::fs::remove_dir_all(folder.path()).expect("removed");

    choose(&mut window, "Strict sensitivity");
    let strict = window.totals();
    assert_eq!(status_of(&window, "broad.png"), RowStatus::Clear);
    assert!(
        strict.flagged() < normal.flagged(),
        "strict flags fewer: {strict:?}"
    );
    window.says(&format!("Flagged, {}", strict.flagged()), "the chip");
    window.says(&format!("{} flagged", strict.flagged()), "the bar below");
    window.click(&format!("Flagged, {}", strict.flagged()));
    window.wait_for_list("the flagged ones");
    assert_eq!(
        window.shown().len() as u64,
        strict.flagged(),
        "the list holds what the chip counts"
    );

    choose(&mut window, "Eager sensitivity");
    let eager = window.totals();
    assert_eq!(status_of(&window, "slim.png"), RowStatus::BlackBackground);
    assert!(eager.black > normal.black, "eager calls more black");
    assert_eq!(
        window.shown().len() as u64,
        eager.flagged(),
        "the shown list follows"
    );

    choose(&mut window, "Normal sensitivity");
    assert_eq!(window.totals(), normal, "as it was, bytes read included");
    assert_eq!(window.harness.state().scans_begun(), 1, "of the one scan");
}

#[test]
fn own_numbers_are_custom_live_and_remembered() {
    let folder = sample();
    let mut window = scanned(folder.path(), Setup::default());
    let normal = window.totals();
    window.says_not("Custom", "a setting is in force");
    window.click("Advanced…");
    // The numbers lie beside the results.
    window.wait_for("Sensitivity in numbers");
    set(&mut window, "Doubtful border from", 70.0);
    assert_eq!(
        status_of(&window, "slim.png"),
        RowStatus::Clear,
        "at once, by a number of one's own"
    );
    let custom = window.totals();
    let now = format!("{} black, {} doubtful", custom.black, custom.doubtful);
    window.says(&now, "the window counts along");
    window.says(&format!("Flagged, {}", custom.flagged()), "and so do chips");
    window.says("Custom sensitivity", "it is none of the settings");

    let memory = window.remembered();
    window.click("Reset to Normal");
    window.wait_for_list("back");
    assert_eq!(window.totals(), normal, "as it was");
    window.says_not("Custom", "a setting again");
    window.press(egui::Key::Escape);
    window.press(egui::Key::Escape);
    window.says_not("Sensitivity in numbers", "Esc puts the numbers away");

    let mut later = Window::open(Setup {
        memory,
        ..Setup::default()
    });
    later.scan(folder.path());
    assert_eq!(
        later.totals().flagged(),
        custom.flagged(),
        "after a restart"
    );
    later.says("Custom sensitivity", "and it says why");
}

#[test]
fn a_window_that_judged_again_rests() {
    let folder = sample();
    let mut window = scanned(folder.path(), Setup::default());
    choose(&mut window, "Eager sensitivity");
    window.wait_to_rest("after a change of the sensitivity");
    window.click("Advanced…");
    window.wait_for("Sensitivity in numbers");
    set(&mut window, "Black border from", 90.0);
    window.wait_to_rest("with the numbers open");
}
