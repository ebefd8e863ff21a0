//! The log file. Linux only, where a test can say where it lies.

use std::fs;
use std::path::Path;

use super::support::{Catalogue, Outcome, program, run};

/// Scans with a log below this folder.
fn scan_with_log(catalogue: &Catalogue, state: &Path) -> Outcome {
    let mut command = program();
    command
        .env("XDG_STATE_HOME", state)
        .env_remove("BLACKDROP_LOG")
        .arg("scan")
        .arg(catalogue.root())
        .args(["--csv", "-", "--quiet"]);
    run(command).expect_code(0, "the scan completed")
}

/// Everything that was logged below this folder.
fn logged(state: &Path) -> String {
    let folder = state.join("blackdrop/logs");
    fs::read_dir(folder)
        .expect("there is a folder for logs")
        .map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a text"))
        .collect()
}

#[test]
fn a_scan_is_logged_from_start_to_end_and_says_nothing_of_it() {
    let catalogue = Catalogue::of_each_kind();
    let state = catalogue.out("state");
    let outcome = scan_with_log(&catalogue, &state);
    assert_eq!(outcome.stderr, "", "nothing is said on the terminal");
    assert_eq!(
        outcome.table().rows.len(),
        4,
        "nothing is mixed into the table"
    );
    let log = logged(&state);
    for fact in [
        "started version=",
        "scan started",
        "scan ended",
        "how=\"completed\"",
        "done=4",
        "black=1",
    ] {
        assert!(log.contains(fact), "{fact} is logged: {log}");
    }
    let root = catalogue.root().display().to_string();
    assert!(log.contains(&root), "which folder: {log}");
    scan_with_log(&catalogue, &state);
    assert_eq!(
        logged(&state).matches("scan ended").count(),
        2,
        "the second scan is written below the first"
    );
}

#[test]
fn without_a_place_for_a_log_the_scan_is_the_same() {
    let catalogue = Catalogue::of_each_kind();
    let file = catalogue.out("file");
    fs::write(&file, "no folder").expect("written");
    let outcome = scan_with_log(&catalogue, &file);
    assert_eq!(outcome.stderr, "", "nothing is said of it");
    assert_eq!(outcome.table().rows.len(), 4, "and the table is whole");
}

#[test]
fn the_name_of_a_folder_forges_no_line() {
    let catalogue = Catalogue::new();
    let name = "x\n2026-01-01T00:00:00Z ERROR forged\u{1b}[31m";
    catalogue.draw_white(format!("{name}/1.jpg"));
    let state = catalogue.out("state");
    let mut command = program();
    command
        .env("XDG_STATE_HOME", &state)
        .env_remove("BLACKDROP_LOG")
        .arg("scan")
        .arg(catalogue.root().join(name));
    run(command).expect_code(0, "a name is no error");
    let log = logged(&state);
    assert!(
        log.contains(r"x\u{a}2026-01-01T00:00:00Z ERROR forged\u{1b}[31m"),
        "the name is shown: {log}"
    );
    assert!(
        !log.lines().any(|line| line.starts_with("2026-01-01")),
        "and is no line of its own: {log}"
    );
    assert!(!log.contains('\u{1b}'), "nor obeyed by a terminal");
}
