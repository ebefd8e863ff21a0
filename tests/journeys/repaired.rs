//! What a repair leaves behind in lists, exports and settings, and what no repair takes.

use std::time::Instant;

use blackdrop::session::RowStatus;
use egui::{Key, Modifiers};

use crate::shop::{World, begin_review, count, plan_into_new_folder, prove, repair_in_place};
use crate::support::{answer, column, sample, session};

#[test]
fn what_was_confirmed_and_replaced_stays_in_lists_and_exports() {
    let world = World::new();
    let csv = world.around.path().join("repaired.csv");
    let mut window = world.window_answering([answer(&csv)]);
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    begin_review(&mut window);
    window.press(Key::Y);
    assert_eq!(window.totals().confirmed, 1);
    let time = session(window.harness.state()).total_elapsed(Instant::now());
    let average = session(window.harness.state()).average_rates(Instant::now());
    window.press_with(Modifiers::COMMAND, Key::E);
    repair_in_place(&world, &mut window, proven);
    let after = session(window.harness.state());
    assert_eq!(after.total_elapsed(Instant::now()), time, "the scan's time");
    assert_eq!(
        after.average_rates(Instant::now()),
        average,
        "and its rates"
    );
    window.click("Close");
    window.wait_for_list("the dialog is closed");
    assert_eq!(window.totals().confirmed, 1, "it was confirmed");
    window.click(&format!("Repaired, {proven}"));
    window.click("Confirmed, 1");
    window.wait_for_list("both chips");
    assert_eq!(window.shown().len(), 1);
    window.press_with(Modifiers::COMMAND, Key::S);
    window.wait_for("CSV for programs");
    window.click(&format!("Repaired only, {proven}"));
    window.click("CSV for programs");
    window.press(Key::Enter);
    window.wait_for("were written to");
    let statuses = column(&csv, "status");
    assert_eq!(statuses.len() as u64, proven);
    assert!(statuses.iter().all(|it| it == "repaired"), "{statuses:?}");
    let confirmed = column(&csv, "decision");
    let confirmed = confirmed.iter().filter(|it| *it == "confirmed");
    assert_eq!(confirmed.count(), 1);
    drop(window);

    let mut window = world.window();
    window.wait_until("repairs are known again", |app| {
        let totals = session(app).totals();
        (totals.of(RowStatus::Repaired), totals.confirmed) == (proven, 1)
    });
}

#[test]
fn proven_images_that_are_called_a_false_alarm_are_told_and_shown() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    begin_review(&mut window);
    let left_out = window.focus().expect("an image");
    window.press(Key::N);
    window.press_with(Modifiers::COMMAND, Key::P);
    window.wait_for(&format!("Repair {} images…", proven - 1));
    let told = "1 proven image was called a false alarm: no repair takes it";
    window.says(told, "before the repair");
    window.click(&format!("Repair {} images…", proven - 1));
    window.wait_for(&format!("All proven, {}", proven - 1));
    window.says(told, "and in its dialog");
    window.click("Show it");
    window.wait_for_list("the link");
    window.says_not("All proven", "the dialog is closed");
    assert_eq!(window.shown(), [left_out]);
    window.press(Key::Home);
    window.wait_for("Proven, but called a false alarm: no repair takes it");
}

#[test]
fn a_repaired_image_is_shown_repaired() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    window.click(&format!("Repair {proven} images…"));
    plan_into_new_folder(&world, &mut window);
    window.click(&format!("Repair {proven} images"));
    window.wait_for("were written to");
    window.click("Close");
    window.wait_for_list("the dialog is closed");
    window.click(&format!("Repaired, {proven}"));
    window.wait_for_list("the chip");
    window.press(Key::ArrowRight);
    window.wait_for("Repaired picture of");
    window.says("Undo this repair…", "it can be taken back");
    window.press(Key::V);
    window.says("Border between black and repaired", "both");
}

#[test]
fn each_scanned_folder_has_its_own_folder_of_originals() {
    let (world, other) = (World::new(), sample());
    let mut window = world.window();
    prove(&world, &mut window);
    window.press(Key::Escape);
    let originals = world.originals().to_string_lossy().into_owned();
    window.scan(other.path());
    window.press_with(Modifiers::COMMAND, Key::P);
    window.wait_for("Find originals and prove");
    window.says_not(&originals, "they are not this folder's");
    window.press(Key::Escape);
    window.scan(world.sample.path());
    window.press_with(Modifiers::COMMAND, Key::P);
    window.wait_for("Find originals and prove");
    window.says(&originals, "but this one's");
}
