//! From a black image to a repaired one and back: proving, the picture before and after, the plan, the repair, undoing.

use std::path::PathBuf;

use blackdrop::session::{Decision, RowStatus};
use egui::{Key, Modifiers};

use crate::shop::{
    World, begin_review, count, files, plan_into_new_folder, prove, repair_in_place,
};
use crate::support::session;

#[test]
fn black_images_are_proven_by_their_originals() {
    let world = World::new();
    let originals = files(&world.originals());
    let mut window = world.window();
    let (black, doubtful) = (window.totals().black, window.totals().doubtful);
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    assert!(proven > 0 && proven <= black + doubtful, "{proven} proven");
    window.press(Key::Escape);
    window.wait_for_list("the window is closed");
    window.says(&format!("Proven, {proven}"), "a chip shows them");
    window.click(&format!("Proven, {proven}"));
    window.wait_for_list("the chip");
    window.press(Key::ArrowRight);
    window.says("Proven:", "with the original and the numbers in words");
    window.wait_for("Confirm and repair");
    window.press(Key::V);
    window.wait_for("Repaired picture of");
    window.press(Key::V);
    window.says("Border between black and repaired", "the slider");
    let first = window.focus().expect("an image");
    window.press(Key::F);
    let row = session(window.harness.state()).row(first).expect("a row");
    assert_eq!(row.review.decision(), Some(Decision::Confirmed), "one key");
    let second = window.focus().expect("an image");
    assert_ne!(second, first, "and the next one comes");
    window.press(Key::F);
    let row = session(window.harness.state()).row(second).expect("a row");
    assert_eq!(row.review.decision(), Some(Decision::Confirmed), "again");
    assert_eq!(
        files(&world.originals()),
        originals,
        "originals are as they were"
    );

    world.wait_until_remembered(&mut window, proven);
    let mut again = world.window();
    assert_eq!(count(&again, RowStatus::Proven), proven, "remembered");
    again.wait_to_rest("nothing goes on");
}

#[test]
fn images_that_were_only_touched_are_proven_as_before() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    assert!(proven > 0);
    for image in files(world.sample.path()).into_keys() {
        let file = std::fs::File::options().append(true).open(image);
        let touched = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
        file.and_then(|it| it.set_modified(touched))
            .expect("a time");
    }
    window.click("Prove again");
    window.wait_for("flagged images proven");
    assert_eq!(count(&window, RowStatus::Proven), proven);
}

#[test]
fn originals_beside_the_images_are_found_without_a_folder() {
    let world = World::new();
    for original in files(&world.originals()).into_keys() {
        let below = original.strip_prefix(world.originals()).expect("below it");
        let beside = world.sample.path().join(below);
        if below.components().count() > 1 && !beside.exists() {
            std::fs::create_dir_all(beside.parent().expect("a folder")).expect("made");
            std::fs::copy(&original, beside).expect("copied");
        }
    }
    let mut window = world.window();
    window.press_with(Modifiers::COMMAND, Key::P);
    window.wait_for("Find originals and prove");
    window.click("Find originals and prove");
    window.wait_for("flagged images proven");
    let beside = count(&window, RowStatus::Proven);

    let apart = World::new();
    let mut other = apart.window();
    prove(&apart, &mut other);
    assert_eq!(beside, count(&other, RowStatus::Proven), "as in a folder");
    assert!(beside > 0);
}

#[test]
fn proven_images_are_repaired_into_a_new_folder_and_undone() {
    let world = World::new();
    let before = files(world.sample.path());
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    window.click(&format!("Repair {proven} images…"));
    plan_into_new_folder(&world, &mut window);
    assert!(!world.target().exists(), "nothing is written yet");
    window.click(&format!("Repair {proven} images"));
    window.wait_for("were written to");
    assert_eq!(count(&window, RowStatus::Repaired), proven);
    window.says("Every black background is repaired", "behind the dialog");
    assert_eq!(files(world.sample.path()), before, "black files stay");
    assert_eq!(files(&world.target()).len() as u64, proven);

    window.click("Undo everything…");
    window.wait_for(&format!("Undo {proven} files"));
    window.click(&format!("Undo {proven} files"));
    window.wait_for("as they were before the repair");
    assert!(!world.target().exists(), "nothing is left of it");
    assert_eq!(count(&window, RowStatus::Proven), proven, "proven still");
}

#[test]
fn a_black_picture_that_came_after_the_repair_is_not_called_repaired() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    window.click(&format!("Repair {proven} images…"));
    plan_into_new_folder(&world, &mut window);
    window.click(&format!("Repair {proven} images"));
    window.wait_for("were written to");
    let repaired: Vec<PathBuf> = files(&world.target()).into_keys().collect();
    let jpegs: Vec<PathBuf> = repaired
        .iter()
        .filter(|path| path.extension() == Some("jpg".as_ref()))
        .map(|path| {
            path.strip_prefix(world.target())
                .expect("below it")
                .to_owned()
        })
        .collect();
    drop(window);
    let [first, second] = [&jpegs[0], &jpegs[1]].map(|path| world.sample.path().join(path));
    std::fs::copy(&second, &first).expect("copied");

    let mut window = world.window();
    window.wait_until("the others are known as repaired", |app| {
        session(app).totals().of(RowStatus::Repaired) == proven - 1
    });
    window.wait_to_rest("nothing goes on");
    assert_eq!(count(&window, RowStatus::Repaired), proven - 1);
    assert_eq!(window.totals().flagged(), 1, "it is to be looked at");
}

#[test]
fn black_files_are_replaced_and_come_back_byte_for_byte() {
    let world = World::new();
    let before = files(world.sample.path());
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    window.click(&format!("Repair {proven} images…"));
    repair_in_place(&world, &mut window, proven);
    assert_eq!(count(&window, RowStatus::Repaired), proven);
    assert_eq!(window.totals().black, 0, "no proven one is black any more");
    assert_ne!(files(world.sample.path()), before, "they are others now");
    drop(window);

    let mut window = world.window();
    window.wait_until("repairs are known again", |app| {
        session(app).totals().of(RowStatus::Repaired) == proven
    });
    window.press_with(Modifiers::COMMAND, Key::H);
    window.wait_for("In place, backup in");
    window.wait_for("Undo…");
    window.click("Undo…");
    window.wait_for(&format!("Undo {proven} files"));
    window.click(&format!("Undo {proven} files"));
    window.wait_for("as they were before the repair");
    window.wait_until("they are inspected again", |app| !app.is_scanning());
    assert_eq!(
        files(world.sample.path()),
        before,
        "byte for byte, and dated as before"
    );
    assert_eq!(count(&window, RowStatus::Repaired), 0);
}

#[test]
fn what_could_not_be_repaired_waits_in_the_queue() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    begin_review(&mut window);
    let queued = [(); 2].map(|()| {
        let image = window.focus().expect("an image");
        window.press(Key::F);
        image
    });
    window.press(Key::F);
    window.press_with(Modifiers::COMMAND, Key::Z);
    window.press_with(Modifiers::COMMAND, Key::E);
    window.wait_for("Show the plan");
    window.says("Queued, 2", "the one that was taken back does not wait");
    plan_into_new_folder(&world, &mut window);
    let proof = session(window.harness.state())
        .row(queued[1])
        .and_then(|row| row.proof.as_deref())
        .expect("it is proven");
    let original = proof.original.as_ref().expect("by its original");
    std::fs::remove_file(&original.path).expect("removed");
    window.click("Repair 2 images");
    window.wait_for("1 image could not be repaired");
    assert_eq!(count(&window, RowStatus::Repaired), 1);
    assert_eq!(files(&world.target()).len(), 1, "nothing half-written");
    window.click("Close");
    window.wait_for_list("the dialog is closed");
    window.press_with(Modifiers::COMMAND, Key::E);
    window.wait_for("Show the plan");
    window.says("Queued, 1", "it can be tried again");
}

#[test]
fn what_one_folder_of_originals_proved_another_does_not_take_back() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    let proven = count(&window, RowStatus::Proven);
    let other = world.around.path().join("other");
    std::fs::create_dir(&other).expect("made");
    window.click("Folder of originals (optional)");
    window.retype(&other.to_string_lossy());
    window.click("Prove again");
    window.wait_to_rest("it is over");
    assert_eq!(count(&window, RowStatus::Proven), proven);
    world.wait_until_remembered(&mut window, proven);
    drop(window);
    let again = world.window();
    assert_eq!(count(&again, RowStatus::Proven), proven, "nor on the disk");
}

#[test]
fn what_waits_to_be_repaired_waits_on_through_a_rescan() {
    let world = World::new();
    let mut window = world.window();
    prove(&world, &mut window);
    begin_review(&mut window);
    window.press(Key::F);
    window.press(Key::F);
    window.scan(world.sample.path());
    window.press_with(Modifiers::COMMAND, Key::E);
    window.wait_for("Show the plan");
    window.says("Queued, 2", "as before");
}
