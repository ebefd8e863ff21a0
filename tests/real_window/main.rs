//! The real program on a real screen (Xvfb in CI): built with the feature `inspection`, operated by the names of its
//! controls. Skipped, with a printed line, where there is no screen.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

mod bursts;
mod closing;
mod driver;
mod kills;
mod reviewing;
mod tools;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::{Duration, Instant};

use blackdrop::sample::write_sample;
use driver::{PATIENCE, Start, Window, screen_is_there};
use egui::{Key, Modifiers};
use tools::{tool_is_there, xdotool};

/// The built-in sample, in a folder of its own.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_sample(folder.path()).expect("the sample is written");
    folder
}

fn select_all_and_type(window: &mut Window, text: &str) {
    window.press(CTRL, Key::A);
    window.type_text(text);
}

/// How many rows of an exported CSV have this verdict.
fn verdicts(csv: &Path, verdict: &str) -> usize {
    let mut reader = csv::Reader::from_path(csv).expect("the export is there");
    let column = reader
        .headers()
        .expect("a header")
        .iter()
        .position(|name| name == "verdict")
        .expect("a verdict column");
    reader
        .records()
        .filter(|row| row.as_ref().is_ok_and(|row| &row[column] == verdict))
        .count()
}

fn wait_for_file(path: &Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(
            start.elapsed() < PATIENCE,
            "{} never appeared",
            path.display()
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Every image's decision in an exported CSV, by the file's name.
fn decisions(csv: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(csv).expect("the export is there");
    let headers = reader.headers().expect("a header").clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let path = column("path").expect("a path column");
    let decision = column("decision").expect("a decision column");
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let name = row[path].rsplit(['/', '\\']).next().unwrap_or_default();
            (name.to_owned(), row[decision].to_owned())
        })
        .collect()
}

/// Exports what the dialog calls so as CSV for programs, in a window without a native dialog.
fn export_csv(window: &mut Window, rows: &str, csv: &Path) {
    window.press(CTRL, Key::S);
    window.wait_for("CSV for programs");
    window.click(rows);
    window.click("CSV for programs");
    window.click("Export…");
    window.wait_for("This system offers no file dialog");
    select_all_and_type(window, &csv.display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    wait_for_file(csv);
}

/// Ctrl as a real keyboard sends it.
const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// A `PATH` on which no dialog program is found.
const PATH_WITHOUT_DIALOGS: &str = "/nonexistent";

#[test]
fn a_folder_is_typed_scanned_and_exported_with_the_keyboard_alone() {
    if !screen_is_there() {
        return;
    }
    let sample = sample();
    let out = tempfile::tempdir().expect("a temporary folder");
    let csv = out.path().join("found.csv");
    let mut window = Window::open(Start {
        path: Some(PATH_WITHOUT_DIALOGS.to_owned()),
        ..Start::default()
    });

    window.press(CTRL, Key::L);
    select_all_and_type(&mut window, &sample.path().display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_for("images in");

    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::S);
    window.wait_for("CSV for programs");
    window.click("All, 40");
    window.click("CSV for programs");
    window.click("Export…");
    // No portal and no zenity: the window asks by itself.
    window.wait_for("This system offers no file dialog");
    select_all_and_type(&mut window, &csv.display().to_string());
    window.press(Modifiers::NONE, Key::Enter);
    wait_for_file(&csv);

    let black = verdicts(&csv, "black_background");
    assert!(black > 0, "the sample has black backgrounds");
    window.wait_for(&format!("{black} black backgrounds"));
}

#[test]
fn the_sample_is_scanned_and_looked_through_with_the_mouse_alone() {
    if !screen_is_there() {
        return;
    }
    let mut window = Window::open(Start::default());
    window.click("Try the sample");
    window.wait_for("images in");
    window.wait_for(", Black background");
    let first = window.first_called(", Black background");
    window.click(&first);
    window.wait_for("of the border all around is near-black");
    window.click("Table");
    window.click("All, 40");
    window.wait_for("40 shown");
    window.click("Unreadable, 2");
    window.wait_for("2 shown");
    assert!(
        !window.screenshot().is_empty(),
        "the window can be pictured"
    );
    assert!(
        window.home().join("cache/blackdrop/sample").is_dir(),
        "the sample lies in the user's cache"
    );
}

/// The windows of dialogs that can be seen.
fn dialogs() -> Vec<String> {
    let found = xdotool(&["search", "--onlyvisible", "--class", "zenity"]);
    let found = found.unwrap_or_default();
    found.lines().map(str::to_owned).collect()
}

/// The folder dialog is the system's own: zenity here, operated by a program that presses real keys.
#[test]
fn a_folder_is_chosen_in_a_native_dialog() {
    if !screen_is_there() || !tool_is_there("zenity") || !tool_is_there("xdotool") {
        return;
    }
    let mut window = Window::open(Start::default());
    write_sample(&window.home().join("shop")).expect("the sample is written");
    window.click("Choose folder…");
    let start = Instant::now();
    let dialog = loop {
        if let Some(dialog) = dialogs().pop() {
            break dialog;
        }
        assert!(start.elapsed() < PATIENCE, "no dialog appeared");
        std::thread::sleep(Duration::from_millis(100));
    };
    xdotool(&["windowactivate", "--sync", &dialog]);
    // GTK's dialog takes keys only some time after it appeared, so they are pressed until it closes. Alt+Home goes to
    // the home folder, Return takes it. Where it begins to take keys between the two, Return takes the folder in which
    // the program was started, which is the same.
    let start = Instant::now();
    while dialogs().contains(&dialog) {
        assert!(start.elapsed() < PATIENCE, "the dialog never closed");
        for key in ["alt+Home", "Return"] {
            std::thread::sleep(Duration::from_secs(1));
            xdotool(&["key", "--clearmodifiers", key]);
        }
        std::thread::sleep(Duration::from_secs(1));
    }
    window.wait_for("40 images in");
    let home = window.home().display().to_string();
    window.wait_for(&home);
}

#[test]
fn a_folder_that_is_not_there_is_told_at_once_and_a_second_scan_follows_a_stopped_one() {
    if !screen_is_there() {
        return;
    }
    let sample = sample();
    let mut window = Window::open(Start::default());
    window.click("Folder");
    window.type_text("/no/such/folder");
    window.wait_for("There is no such folder");
    select_all_and_type(&mut window, &sample.path().display().to_string());
    window.wait_without("There is no such folder");
    window.click("Start");
    window.wait_for("images in");
    // A new window has as many as there are cores.
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if workers == 1 {
        eprintln!("skipped: a second scan with fewer workers, on a single core");
        return;
    }
    window.click("One worker less");
    window.click("Start");
    window.wait_for("Worker 1:");
    window.wait_without(&format!("Worker {workers}:"));
    window.wait_for("images in");
}

/// The processor's time that a process used, in ticks of the clock (10 ms on Linux).
fn ticks(process_id: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process_id}/stat")).expect("its state");
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    // Fields 14 and 15 of proc(5), counted after the name: time in user mode and in the kernel.
    [11, 12]
        .iter()
        .map(|field| fields[*field].parse::<u64>().expect("a number"))
        .sum()
}

/// How often the process' first thread, which is the window's, woke up to do something.
fn wake_ups(process_id: u32) -> u64 {
    let path = format!("/proc/{process_id}/task/{process_id}/status");
    let status = std::fs::read_to_string(path).expect("its state");
    // Whenever it has nothing to do it gives the processor up by its own will.
    let rests = status
        .lines()
        .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
    rests
        .and_then(|rests| rests.trim().parse().ok())
        .expect("a number")
}

#[test]
fn an_idle_window_uses_no_processor_time_also_with_the_path_box_focused() {
    if !screen_is_there() || !Path::new("/proc/self/stat").exists() {
        return;
    }
    let mut window = Window::open(Start::default());
    window.click("Folder");
    window.wait_for("Find product images");
    // It comes to rest: the clicks are drawn, and the tooltip of what lies under the pointer comes and goes, when the
    // machine finds the time for it.
    let start = Instant::now();
    loop {
        let id = window.process_id();
        let before = (wake_ups(id), ticks(id));
        std::thread::sleep(Duration::from_secs(10));
        let (woken, used) = (wake_ups(id) - before.0, ticks(id) - before.1);
        // A system that is short of memory may take seldom used pages away, so that the store's look every few seconds
        // takes more of the processor than it would; a thread that never rests would take a hundred times as much.
        if woken <= 2 && used <= 50 {
            break;
        }
        assert!(
            start.elapsed() < PATIENCE,
            "in 10 s of doing nothing the window's thread woke {woken} times, and all took {used} ticks of 10 ms"
        );
    }
}
