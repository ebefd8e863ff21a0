//! Answers by real keys, faster than the window draws: each is about the image to which the one before it led.

use std::collections::BTreeMap;
use std::path::Path;

use image::{Rgb, RgbImage};

use crate::driver::{Start, Window, screen_is_there};
use crate::reviewing::{drawn, name_of};
use crate::tools::tool_is_there;
use crate::{PATH_WITHOUT_DIALOGS, decisions, export_csv};

/// How many images are answered.
const IMAGES: u32 = 200;

/// Side of an image in pixels: small, because it is drawn for a test and nobody looks at it.
const SIDE: u32 = 200;

/// Clear images that keep every worker busy meanwhile.
const LOAD: u32 = 20_000;

/// Flagged images, each other than the others, in front of so many clear ones.
fn shop(load: u32) -> tempfile::TempDir {
    let shop = tempfile::tempdir().expect("a temporary folder");
    let flagged = shop.path().join("10000000");
    std::fs::create_dir(&flagged).expect("a folder");
    for number in 0..IMAGES {
        let path = flagged.join(name_of(number));
        drawn(number, SIDE).save(path).expect("drawn");
    }
    let clear = shop.path().join("20000000");
    std::fs::create_dir(&clear).expect("a folder");
    let first = clear.join("clear_0.jpg");
    let white = RgbImage::from_pixel(1_500, 1_500, Rgb([255; 3]));
    white.save(&first).expect("drawn");
    for number in 1..load {
        let path = clear.join(format!("clear_{number}.jpg"));
        if std::fs::hard_link(&first, &path).is_err() {
            std::fs::copy(&first, &path).expect("copied");
        }
    }
    shop
}

fn open(shop: &Path) -> Window {
    let mut window = Window::open(Start {
        arguments: vec![shop.to_owned()],
        path: Some(PATH_WITHOUT_DIALOGS.to_owned()),
        ..Start::default()
    });
    window.wait_for(&format!("{IMAGES} flagged"));
    window
}

/// A pattern that is other after each shift.
fn is_false_alarm(number: u32) -> bool {
    number.is_multiple_of(3) || number.is_multiple_of(7) || number.is_multiple_of(11)
}

/// Types so many answers after these keys; `None` where nothing here can press keys.
fn answer(window: &Window, before: &[&str], delay_ms: u32, answers: u32) -> Option<()> {
    let answer = |number| if is_false_alarm(number) { "n" } else { "y" };
    let keys: Vec<&str> = (0..answers).map(answer).collect();
    window.press_real_keys(0, before)?;
    window.press_real_keys(delay_ms, &keys)
}

fn typed(answers: u32) -> BTreeMap<String, String> {
    let answer = |number| {
        let decision = if number >= answers {
            ""
        } else if is_false_alarm(number) {
            "false_alarm"
        } else {
            "confirmed"
        };
        (name_of(number), decision.to_owned())
    };
    (0..IMAGES).map(answer).collect()
}

fn assert_as_typed(window: &mut Window, answers: u32) {
    window.wait_for(&format!("{answers} of {IMAGES} reviewed"));
    let out = tempfile::tempdir().expect("a temporary folder");
    let csv = out.path().join("reviewed.csv");
    export_csv(window, &format!("Flagged, {IMAGES}"), &csv);
    assert_eq!(decisions(&csv), typed(answers), "as typed, in order");
}

#[test]
fn two_hundred_answers_without_a_pause_are_each_about_their_own_image() {
    if !screen_is_there() || !tool_is_there("xdotool") {
        return;
    }
    let shop = shop(1);
    for before in [vec!["Home"], vec!["Home", "Return"]] {
        let mut window = open(shop.path());
        answer(&window, &before, 0, IMAGES).expect("keys can be pressed");
        window.wait_for(&format!("{IMAGES} of {IMAGES} reviewed"));
        if before.contains(&"Return") {
            window.press_real_keys(0, &["Escape"]).expect("one more");
        }
        assert_as_typed(&mut window, IMAGES);
    }
}

#[test]
fn answers_while_a_scan_keeps_every_worker_busy_are_each_about_their_own_image() {
    if !screen_is_there() || !tool_is_there("xdotool") {
        return;
    }
    let shop = shop(LOAD);
    // As fast as they can be sent, and as fast as a person is.
    for (delay_ms, answers) in [(0, IMAGES), (250, 30)] {
        let mut window = open(shop.path());
        answer(&window, &["Home"], delay_ms, answers).expect("keys can be pressed");
        let names = window.names();
        let is_over = names.iter().any(|name| name.contains("images in"));
        eprintln!("{answers} answers every {delay_ms} ms; the scan was over: {is_over}");
        assert_as_typed(&mut window, answers);
    }
}
