//! What this user may not read or write. Root passes every mode bit, so as root the program runs as nobody.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use super::support::{Catalogue, program, run};

/// Who runs the program when these tests run as root.
const NOBODY: [&str; 3] = ["--reuid=65534", "--regid=65534", "--clear-groups"];

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
}

/// Opens a folder and all that is in it to everyone, whatever this user's umask is.
fn open_to_everyone(folder: &Path) {
    set_mode(folder, 0o755);
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            open_to_everyone(&path);
        } else {
            set_mode(&path, 0o644);
        }
    }
}

/// The program as a user whom permissions bind; `None` (with a line) where that can't be had.
fn as_unprivileged(catalogue: &Catalogue) -> Option<Command> {
    let probe = catalogue.out("probe");
    fs::write(&probe, "").expect("written");
    set_mode(&probe, 0o000);
    let is_bound = fs::File::open(&probe).is_err();
    fs::remove_file(&probe).expect("removed");
    if is_bound {
        return Some(program());
    }
    open_to_everyone(catalogue.folder());
    let reaches = |binary: &Path| {
        let status = Command::new("setpriv")
            .args(NOBODY)
            .args(["test", "-x"])
            .arg(binary)
            .status();
        status.is_ok_and(|status| status.success())
    };
    // The build may lie in a folder that only root may enter.
    let built = Path::new(env!("CARGO_BIN_EXE_blackdrop"));
    let copy = catalogue.folder().join("blackdrop");
    let binary = if reaches(built) {
        built
    } else {
        // By another process: a program that this one holds open for writing, even in a new child, can't be started.
        let status = Command::new("cp").arg(built).arg(&copy).status();
        assert!(status.expect("cp is everywhere").success(), "copied");
        set_mode(&copy, 0o755);
        &copy
    };
    if !reaches(binary) {
        eprintln!("skipped: root without setpriv, whom no permission binds");
        return None;
    }
    let mut command = Command::new("setpriv");
    command.args(NOBODY).arg(binary).env("BLACKDROP_LOG", "off");
    Some(command)
}

#[test]
fn what_may_not_be_read_is_told() {
    let catalogue = Catalogue::of_each_kind();
    let Some(mut command) = as_unprivileged(&catalogue) else {
        return;
    };
    let file = catalogue.draw_white("shop/locked.jpg");
    let folder = catalogue.root().join("closed");
    catalogue.draw_white("closed/1.jpg");
    open_to_everyone(&catalogue.root());
    set_mode(&file, 0o000);
    set_mode(&folder, 0o000);
    command
        .arg("scan")
        .arg(catalogue.root())
        .args(["--csv", "-"]);
    let outcome = run(command);
    set_mode(&folder, 0o755);
    let outcome = outcome
        .expect_code(0, "the rest was scanned")
        .expect_said("closed\"")
        .expect_said("1 unreadable folder");
    let table = outcome.table();
    assert_eq!(table.cell("shop/locked.jpg", "verdict"), "unreadable");
    assert_eq!(
        table.cell("shop/locked.jpg", "error"),
        "could not be reached: permission denied"
    );
    assert_eq!(table.rows.len(), 5, "four of each kind and the locked one");
}

#[test]
fn a_folder_without_permission_is_2() {
    let catalogue = Catalogue::of_each_kind();
    let Some(mut command) = as_unprivileged(&catalogue) else {
        return;
    };
    set_mode(&catalogue.root(), 0o000);
    command.arg("scan").arg(catalogue.root());
    let outcome = run(command);
    set_mode(&catalogue.root(), 0o755);
    outcome
        .expect_code(2, "nothing can be read")
        .expect_said("no permission to read this folder");
}

#[test]
fn a_place_that_may_not_be_written_is_told_before_the_scan() {
    let catalogue = Catalogue::of_each_kind();
    let Some(command) = as_unprivileged(&catalogue) else {
        return;
    };
    let arguments: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    let theirs = catalogue.out("theirs.csv");
    fs::write(&theirs, "theirs").expect("written");
    set_mode(&theirs, 0o444);
    set_mode(&catalogue.out(""), 0o555);
    for (name, words) in [
        ("new.csv", "no permission to write there"),
        ("theirs.csv", "write-protected"),
    ] {
        let mut command = Command::new(command.get_program());
        command
            .args(&arguments)
            .arg("scan")
            .arg(catalogue.root())
            .arg("--csv")
            .arg(catalogue.out(name));
        let outcome = run(command).expect_code(3, "refused").expect_said(words);
        assert!(!outcome.stderr.contains("images in"), "before the scan");
    }
    set_mode(&catalogue.out(""), 0o755);
    assert_eq!(fs::read_to_string(&theirs).expect("there"), "theirs");
}

#[test]
fn a_gate_does_not_pass_what_may_not_be_read() {
    let catalogue = Catalogue::new();
    catalogue.draw_white("shop/white.jpg");
    catalogue.draw_black("closed/black.jpg");
    let closed = catalogue.root().join("closed");
    let data = catalogue.put("shop/data.bin", b"nobody knows");
    // With the folder closed, with a file closed whose name promises nothing, and with neither.
    for (folder_mode, file_mode, code) in [(0o000, 0o644, 5), (0o755, 0o000, 1)] {
        let Some(mut command) = as_unprivileged(&catalogue) else {
            return;
        };
        open_to_everyone(&catalogue.root());
        set_mode(&data, file_mode);
        set_mode(&closed, folder_mode);
        command
            .arg("scan")
            .arg(catalogue.root())
            .arg("--fail-on-flagged");
        let outcome = run(command);
        set_mode(&closed, 0o755);
        outcome
            .expect_code(code, "it was not seen, or flagged")
            .expect_said("not seen (");
    }
}
