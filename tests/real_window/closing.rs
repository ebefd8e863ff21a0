//! Closes the real program while a person decides, by its window and by signals, and looks for every decision that was
//! shown: nothing may be lost that was not asked about.
//!
//! `BLACKDROP_WINDOW_CLOSINGS` asks for more rounds than a test run has time for.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

#[cfg(unix)]
use blackdrop::signals::listens_to_hangups;
use egui::{Key, Modifiers};

use super::driver::{Control, PATIENCE, Start, Window, screen_is_there};
use super::sample;
use super::tools::tool_is_there;
use crate::{PATH_WITHOUT_DIALOGS, export_csv};

/// How many rounds, if not as many as in a test run.
const ROUNDS: &str = "BLACKDROP_WINDOW_CLOSINGS";
const ROUNDS_IN_TESTS: u64 = 4;

/// After so long a click that did nothing is taken for one that went elsewhere.
const CLICK_AGAIN: Duration = Duration::from_secs(10);

fn open(folder: &Path, database: &Path) -> Window {
    let mut window = Window::open(Start {
        arguments: vec![folder.into(), "--database".into(), database.into()],
        path: Some(PATH_WITHOUT_DIALOGS.to_owned()),
        ..Start::default()
    });
    window.wait_for("images in");
    // The panels may still move under a click, which then goes elsewhere.
    let start = Instant::now();
    while start.elapsed() < 5 * PATIENCE {
        window.click("All, 40");
        let clicked = Instant::now();
        while clicked.elapsed() < CLICK_AGAIN {
            if window.names().iter().any(|name| name == "40 shown") {
                return window;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    panic!("all images are never shown: {:?}", window.names());
}

/// The decisions that are seen, whether or not they are called saved.
fn decisions(controls: &[Control]) -> BTreeSet<String> {
    let names = controls.iter().flat_map(Control::names);
    names
        .filter(|name| name.contains(", Confirmed") || name.contains(", False alarm"))
        .filter(|name| name.contains(".jpg, ") || name.contains(".png, "))
        .map(|name| name.replace(", saving", ""))
        .collect()
}

/// Decides about some images, flagged ones and such as nobody has asked what they hold.
fn decide(window: &mut Window, mut dice: u64) {
    let mut throw = |sides: u64| {
        let eyes = dice % sides;
        dice /= sides;
        eyes
    };
    let from = if throw(2) == 0 { Key::Home } else { Key::End };
    window.press(Modifiers::NONE, from);
    for _ in 0..=throw(6) {
        let step = if from == Key::Home {
            Key::ArrowRight
        } else {
            Key::ArrowLeft
        };
        window.press(Modifiers::NONE, step);
        let key = [Key::Y, Key::N, Key::U][usize::try_from(throw(3)).unwrap_or(0)];
        window.press(Modifiers::NONE, key);
    }
}

/// Waits until every decision is there again: in what the window exports, because it shows a part of the list at a time.
fn find_again(window: &mut Window, wanted: &BTreeSet<String>, place: &Path, round: u64) {
    let start = Instant::now();
    for attempt in 0.. {
        if wanted.is_empty() {
            return;
        }
        let csv = place.join(format!("{round}-{attempt}.csv"));
        export_csv(window, "All, 40", &csv);
        let found = crate::decisions(&csv);
        let is_lost = |shown: &&String| {
            let name = shown.split(", ").next().unwrap_or_default();
            let decision = if shown.contains(", Confirmed") {
                "confirmed"
            } else {
                "false_alarm"
            };
            found.get(name).map(String::as_str) != Some(decision)
        };
        let lost: Vec<_> = wanted.iter().filter(is_lost).collect();
        if lost.is_empty() {
            return;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{lost:#?} were shown and are lost; the window has {found:#?}"
        );
    }
}

/// Other systems have no such signal.
#[cfg(not(unix))]
fn listens_to_hangups() -> bool {
    false
}

/// Ends the program in one of the ways in which that happens; returns how long it took where a signal asked for it.
fn end(window: Window, way: u64, can_close: bool) -> Option<Duration> {
    let signals = ["-TERM", "-INT", "-HUP"];
    let signal = usize::try_from(way).ok().and_then(|way| signals.get(way));
    // Under `nohup` the program rightly goes on.
    let signal = signal.filter(|signal| **signal != "-HUP" || listens_to_hangups());
    let (said, took) = match signal {
        None if can_close => (window.close().expect("the window closes"), None),
        signal => {
            let signal = signal.unwrap_or(&"-TERM");
            let (said, took) = window.terminate(signal).expect("the program ends");
            (said, Some(took))
        }
    };
    assert!(!said.contains("could not be saved"), "{said}");
    took
}

#[test]
fn closing_at_any_moment_loses_nothing_that_was_not_asked_about() {
    if !screen_is_there() {
        return;
    }
    let rounds = std::env::var(ROUNDS).map_or(ROUNDS_IN_TESTS, |rounds| {
        rounds.parse().expect("a number of rounds")
    });
    let can_close = tool_is_there("xdotool");
    let sample = sample();
    let place = tempfile::tempdir().expect("a temporary folder");
    let database = place.path().join("blackdrop.db");
    let chance = RandomState::new();
    let mut before: BTreeSet<String> = BTreeSet::new();
    let mut compared = 0;
    let mut longest = Duration::ZERO;
    for round in 0..=rounds {
        let mut window = open(sample.path(), &database);
        find_again(&mut window, &before, place.path(), round);
        compared += before.len();
        eprintln!(
            "{round} closings: {compared} decisions compared, 0 lost; the longest end by a signal took {longest:?}"
        );
        if round == rounds {
            break;
        }
        let dice = chance.hash_one(round);
        decide(&mut window, dice);
        std::thread::sleep(Duration::from_micros(dice >> 40 & 0x3FFF));
        before = decisions(&window.controls());
        // The window, and each of the signals.
        if let Some(took) = end(window, round % 4, can_close) {
            longest = longest.max(took);
        }
    }
}
