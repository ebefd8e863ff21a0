//! A black logo: on black it is the same as its original to the last level, so that only a person can tell.

use std::path::PathBuf;

use blackdrop::app::DashboardApp;
use blackdrop::inspect::Measures;
use blackdrop::review::{RescanOf, Revision, Store};
use blackdrop::session::{Decision, ProofFinding};
use egui::{Key, Modifiers};
use image::{Rgb, RgbImage, Rgba, RgbaImage};

use crate::shop::{World, files, plan_into_new_folder, prove};
use crate::support::{Window, session};

const LOGO: &str = "04006381000999/logo.jpg";
const YES: &str = "This is its original";

/// The shop with a black logo in it.
fn world() -> World {
    let world = World::new();
    let logo = world.sample.path().join(LOGO);
    std::fs::create_dir_all(logo.parent().expect("a folder")).expect("made");
    RgbImage::from_pixel(320, 240, Rgb([0; 3]))
        .save(logo)
        .expect("written");
    draw_original(&world, 80);
    world
}

/// A black disc of this radius on nothing.
fn draw_original(world: &World, radius: u32) {
    let is_logo = |x: u32, y: u32| x.abs_diff(160).pow(2) + y.abs_diff(120).pow(2) < radius.pow(2);
    let alpha = |x, y| if is_logo(x, y) { 255 } else { 0 };
    let original: PathBuf = world.originals().join(LOGO).with_extension("png");
    std::fs::create_dir_all(original.parent().expect("a folder")).expect("made");
    RgbaImage::from_fn(320, 240, |x, y| Rgba([0, 0, 0, alpha(x, y)]))
        .save(original)
        .expect("written");
}

fn answered(app: &DashboardApp) -> usize {
    session(app).answered_images().count()
}

/// Proves, and goes to the only image that asks.
fn go_to_the_question(world: &World, window: &mut Window) {
    prove(world, window);
    window.says("Only you can tell of 1 image", "with the way to it");
    window.click("Show it");
    window.wait_for_list("the part is shown");
    window.press(Key::ArrowRight);
    window.wait_for("On black both look the same");
}

#[test]
fn a_black_logo_is_answered_for_with_both_pictures_in_sight_and_repaired() {
    let world = world();
    let mut window = world.window();
    go_to_the_question(&world, &mut window);
    window.says("on the left, what may be its original on the right", "both");
    let logo = window.focus().expect("the logo");
    window.press(Key::F);
    window.press(Key::Y);
    let row = session(window.harness.state()).row(logo).expect("a row");
    assert_eq!(row.review.decision(), Some(Decision::Confirmed));
    assert_eq!(answered(window.harness.state()), 0, "no key is that answer");
    window.says_not("Waits to be repaired", "there is nothing to repair it on");

    window.click(YES);
    assert_eq!(answered(window.harness.state()), 1);
    window.says("You said: this is its original", "in its place");
    window.says("“This is its original”: logo.jpg", "as the last step");
    window.press_with(Modifiers::COMMAND, Key::Z);
    assert_eq!(answered(window.harness.state()), 0, "one step back");
    let row = session(window.harness.state()).row(logo).expect("a row");
    assert_eq!(row.review.decision(), Some(Decision::Confirmed), "it alone");
    window.wait_for("On black both look the same");
    window.click(YES);
    window.click("Take back");
    assert_eq!(answered(window.harness.state()), 0, "pressed once more");
    window.wait_for("On black both look the same");
    window.click(YES);

    window.press(Key::V);
    window.says("You said: this is its original", "whatever is shown");
    window.click("Confirm and repair (F)");
    window.says("Waits to be repaired", "as a proven one");
    window.press_with(Modifiers::COMMAND, Key::E);
    plan_into_new_folder(&world, &mut window);
    window.says("1 of them because a person said", "in the plan");
    window.click("Repair 1 image");
    window.wait_for("was written to");
    let written: Vec<PathBuf> = files(&world.target()).into_keys().collect();
    assert_eq!(written, [world.target().join(LOGO)]);
    let repaired = image::open(&written[0]).expect("a picture").into_rgb8();
    assert!(repaired.get_pixel(4, 4).0.iter().all(|level| *level > 250));
    assert!(
        repaired
            .get_pixel(160, 120)
            .0
            .iter()
            .all(|level| *level < 5)
    );
}

#[test]
fn an_answer_is_there_in_the_next_window_and_void_with_another_original() {
    let world = world();
    let mut window = world.window();
    go_to_the_question(&world, &mut window);
    window.click(YES);
    window.wait_until("it is remembered", |_| is_remembered(&world));
    drop(window);

    let mut again = world.window();
    again.wait_until("it counts", |app| answered(app) == 1);
    draw_original(&world, 60);
    prove(&world, &mut again);
    assert_eq!(answered(again.harness.state()), 0, "another original");
    again.says("Only you can tell of 1 image", "it asks again");
    draw_original(&world, 80);
    again.click("Prove again");
    again.wait_until("the original is as it was", |app| answered(app) == 1);
}

/// Whether both the answer and the proof that it is about are on disk.
fn is_remembered(world: &World) -> bool {
    let store = Store::open(&world.database()).expect("opened");
    let (answers, _) = store.answers_since(Revision::default()).expect("read");
    let memory = store
        .recall_folder(world.sample.path(), Measures::default(), RescanOf::Changes)
        .expect("read");
    let rows = memory.into_iter().flat_map(|memory| memory.results.rows);
    let mut proofs = rows.flatten().filter_map(|row| row.proof);
    !answers.is_empty() && proofs.any(|proof| proof.finding == ProofFinding::TooLittleToTell)
}
