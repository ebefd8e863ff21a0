//! Kills the real program while a person decides, and looks for what its window had not marked as "saving".
//!
//! `BLACKDROP_WINDOW_KILLS` asks for more rounds than a test run has time for.

use std::collections::BTreeSet;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::time::{Duration, Instant};

use egui::{Key, Modifiers};

use super::driver::{Control, PATIENCE, Start, Window, screen_is_there};
use super::{CTRL, sample};

/// How many rounds, if not as many as in a test run.
const ROUNDS: &str = "BLACKDROP_WINDOW_KILLS";
const ROUNDS_IN_TESTS: u64 = 3;

fn open(folder: &Path, database: &Path) -> Window {
    let mut window = Window::open(Start {
        arguments: vec![folder.into(), "--database".into(), database.into()],
        ..Start::default()
    });
    window.wait_for("images in");
    window
}

/// What the window says of the flagged images in sight whose decisions it calls saved: name, verdict, decision.
fn saved(controls: &[Control]) -> BTreeSet<String> {
    controls
        .iter()
        .flat_map(Control::names)
        .filter(|name| name.contains(", Black background") || name.contains(", Doubtful"))
        .filter(|name| !name.contains("saving") && !name.contains("not saved"))
        .cloned()
        .collect()
}

/// Decides about some images, one by one and all at once, by keys alone.
fn decide(window: &mut Window, mut dice: u64) {
    let mut throw = |sides: u64| {
        let eyes = dice % sides;
        dice /= sides;
        eyes
    };
    window.press(CTRL, Key::A);
    window.press(Modifiers::NONE, Key::U);
    answer_for_all(window);
    window.press(Modifiers::NONE, Key::Home);
    for _ in 0..throw(8) {
        let key = if throw(2) == 0 { Key::Y } else { Key::N };
        window.press(Modifiers::NONE, key);
    }
    match throw(4) {
        0 => window.press(CTRL, Key::Z),
        1 => {
            window.press(CTRL, Key::A);
            window.press(Modifiers::NONE, Key::N);
            answer_for_all(window);
        }
        _ => {}
    }
}

/// Says yes to the question before many images are decided.
fn answer_for_all(window: &mut Window) {
    let is_answer = |name: &&String| {
        let count = name.strip_prefix("All ").unwrap_or_default();
        !count.is_empty() && count.chars().all(|letter| letter.is_ascii_digit())
    };
    window.wait_until("the question before many", |controls| {
        controls
            .iter()
            .flat_map(Control::names)
            .any(|name| is_answer(&name))
    });
    let all = window.names().iter().find(is_answer).cloned();
    window.click(&all.expect("it was there a moment ago"));
}

/// Waits until every image is said to be what it was, wherever in the list it is.
fn find_again(window: &mut Window, wanted: &BTreeSet<String>) {
    let start = Instant::now();
    loop {
        let mut found = BTreeSet::new();
        for key in [Key::Home, Key::PageDown, Key::End] {
            window.press(Modifiers::NONE, key);
            found.extend(saved(&window.controls()));
        }
        let lost: Vec<_> = wanted.difference(&found).collect();
        if lost.is_empty() {
            return;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{lost:#?} were called saved and are lost; the window shows {found:#?}"
        );
    }
}

#[test]
fn a_kill_loses_no_decision_that_was_not_marked_as_saving() {
    if !screen_is_there() {
        return;
    }
    let rounds = std::env::var(ROUNDS).map_or(ROUNDS_IN_TESTS, |rounds| {
        rounds.parse().expect("a number of rounds")
    });
    let sample = sample();
    let place = tempfile::tempdir().expect("a temporary folder");
    let database = place.path().join("blackdrop.db");
    let chance = RandomState::new();
    let mut before: BTreeSet<String> = BTreeSet::new();
    let (mut compared, mut decided) = (0, 0);
    for round in 0..=rounds {
        let mut window = open(sample.path(), &database);
        find_again(&mut window, &before);
        compared += before.len();
        decided += before
            .iter()
            .filter(|image| image.ends_with("Confirmed") || image.ends_with("False alarm"))
            .count();
        eprintln!(
            "{round} kills: {compared} images compared that were called saved, {decided} of them decided; 0 lost"
        );
        if round == rounds {
            break;
        }
        let dice = chance.hash_one(round);
        decide(&mut window, dice);
        std::thread::sleep(Duration::from_micros(dice >> 40 & 0x3FFF));
        before = saved(&window.controls());
        // Dropping it kills it.
    }
}
