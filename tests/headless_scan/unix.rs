//! Pipes, devices, links and signals.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::support::{Catalogue, Outcome, Table, finish, program, run, scan};

/// `blackdrop scan ROOT ARGS…` by a shell that prepares something first.
fn scan_by_shell(catalogue: &Catalogue, script: &str) -> Outcome {
    let mut command = Command::new("sh");
    command
        .args(["-c", script])
        .env("BLACKDROP", env!("CARGO_BIN_EXE_blackdrop"))
        .env("ROOT", catalogue.root())
        .env("OUT", catalogue.out(""))
        // A log is written too, and comes under the same limits.
        .env("XDG_STATE_HOME", catalogue.folder().join("state"));
    run(command)
}

fn make_pipe(path: &Path) {
    let status = Command::new("mkfifo").arg(path).status();
    assert!(
        status.expect("mkfifo is everywhere").success(),
        "the pipe is made"
    );
}

#[test]
fn a_pipe_and_standard_output_by_name_are_written_straight() {
    let catalogue = Catalogue::of_each_kind();
    let usual = scan(&catalogue, ["--csv", "-"]);
    let by_name = scan(&catalogue, ["--csv", "/dev/stdout"]).expect_code(0, "it is no file");
    assert_eq!(by_name.text(), usual.text(), "the same as `-`");

    let pipe = catalogue.out("pipe");
    make_pipe(&pipe);
    let through_pipe = scan_by_shell(
        &catalogue,
        r#"cat "$OUT/pipe" & "$BLACKDROP" scan "$ROOT" --csv "$OUT/pipe"; code=$?; wait; exit $code"#,
    )
    .expect_code(0, "the reader got it");
    assert_eq!(through_pipe.text(), usual.text(), "the same through a pipe");
    assert!(
        !fs::symlink_metadata(&pipe).expect("still there").is_file(),
        "the pipe is still a pipe"
    );
}

#[test]
fn standard_output_that_is_a_file_is_appended_to() {
    let catalogue = Catalogue::of_each_kind();
    scan_by_shell(
        &catalogue,
        r#"echo before >"$OUT/log"; "$BLACKDROP" scan "$ROOT" --pixel-list /dev/stdout >>"$OUT/log""#,
    )
    .expect_code(0, "it is written");
    let log = fs::read_to_string(catalogue.out("log")).expect("there");
    assert!(
        log.starts_with("before\n04006381000012,"),
        "nothing is lost: {log}"
    );
}

#[test]
fn a_full_device_is_told() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: this system has no /dev/full");
        return;
    }
    let catalogue = Catalogue::of_each_kind();
    for order in ["path", "finished"] {
        scan(&catalogue, ["--csv", "/dev/full", "--order", order])
            .expect_code(3, "nothing fits")
            .expect_said("the disk is full: \"/dev/full\"");
    }
    scan(&catalogue, ["--xlsx", "/dev/full"]).expect_code(3, "nothing fits");
    scan_by_shell(
        &catalogue,
        r#""$BLACKDROP" scan "$ROOT" --json - >/dev/full"#,
    )
    .expect_code(3, "nothing fits")
    .expect_said("the disk is full");
}

#[test]
fn one_output_that_fails_does_not_take_the_others_along() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: this system has no /dev/full");
        return;
    }
    let catalogue = Catalogue::of_each_kind();
    let file = catalogue.out("results.csv");
    scan(
        &catalogue,
        [
            "--json".as_ref(),
            "/dev/full".as_ref(),
            "--csv".as_ref(),
            file.as_os_str(),
        ],
    )
    .expect_code(3, "one could not be written");
    assert_eq!(Table::read(&file).rows.len(), 4, "the other is whole");
}

#[test]
fn a_file_size_limit_leaves_the_old_file_whole() {
    let catalogue = Catalogue::of_each_kind();
    for index in 0..60 {
        catalogue.draw_white(format!("shop/{index}.jpg"));
    }
    let file = catalogue.out("results.csv");
    for order in ["path", "finished"] {
        fs::write(&file, "old and whole").expect("written");
        let script = format!(
            r#"ulimit -f 1; exec "$BLACKDROP" scan "$ROOT" --csv "$OUT/results.csv" --order {order}"#
        );
        scan_by_shell(&catalogue, &script)
            .expect_code(3, "the system's limit is an error, not a sudden death")
            .expect_said("larger than the system allows");
        let left = fs::read_to_string(&file).expect("there");
        assert_eq!(left, "old and whole", "by {order}");
        assert_eq!(
            catalogue.out_names(),
            ["results.csv"],
            "no half file is left"
        );
    }
}

#[test]
fn a_symlink_stands_for_its_target() {
    let catalogue = Catalogue::of_each_kind();
    let target = catalogue.out("real.csv");
    fs::write(&target, "old").expect("written");
    let link = catalogue.out("link.csv");
    symlink(&target, &link).expect("linked");
    scan(&catalogue, ["--csv".as_ref(), link.as_os_str()]).expect_code(0, "it is followed");
    assert!(
        fs::symlink_metadata(&link).expect("there").is_symlink(),
        "the link is still one"
    );
    assert_eq!(
        Table::read(&target).rows.len(),
        4,
        "its target is the table"
    );

    let image = catalogue.root().join("04006381000012/white.jpg");
    let to_image = catalogue.out("to-image.csv");
    symlink(&image, &to_image).expect("linked");
    scan(&catalogue, ["--csv".as_ref(), to_image.as_os_str()])
        .expect_code(3, "it leads to an image")
        .expect_said("the name of an image");
}

/// Rows of more than 200 bytes each: far more than a pipe and the program's queues hold, so a scan is certainly not over
/// while only its first row was read.
const IMAGES: usize = 4_000;

fn put_many(catalogue: &Catalogue) {
    let first = catalogue.draw_white("first.jpg");
    for index in 1..IMAGES {
        let name = format!("{index:04}-{}.jpg", "n".repeat(190));
        fs::hard_link(&first, catalogue.root().join(name)).expect("linked");
    }
}

/// A scan of many images whose reader stopped after the first row.
struct HeldScan {
    child: Child,
    stdout: BufReader<ChildStdout>,
    text: String,
}

impl HeldScan {
    fn start(catalogue: &Catalogue) -> Self {
        Self::of(program(), catalogue)
    }

    /// The scan of a program that was called in another way.
    fn of(mut program: Command, catalogue: &Catalogue) -> Self {
        put_many(catalogue);
        let mut child = program
            .arg("scan")
            .arg(catalogue.root())
            .args(["--csv", "-", "--order", "finished", "--workers", "1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let mut text = String::new();
        for _ in 0..2 {
            let read = stdout.read_line(&mut text);
            read.expect("the header and a row come at once");
        }
        Self {
            child,
            stdout,
            text,
        }
    }

    /// Sends a signal, by a shell, which is everywhere; a program of this name is not.
    fn send(&self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.child.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.expect("it starts").success(), "it is there");
    }

    /// Reads on to the end: the table, and what else there was.
    fn read_on(mut self) -> (Table, Outcome) {
        self.stdout
            .read_to_string(&mut self.text)
            .expect("read to the end");
        assert!(self.text.ends_with('\n'), "no half row");
        (Table::parse(self.text.as_bytes()), finish(self.child))
    }
}

#[test]
fn a_reader_that_has_enough_ends_the_scan_quietly() {
    // More rows than a pipe holds: for a moment another test's new process may hold the reading end too.
    let catalogue = Catalogue::new();
    put_many(&catalogue);
    for order in ["path", "finished"] {
        let mut command = program();
        command
            .arg("scan")
            .arg(catalogue.root())
            .args(["--csv", "-", "--order", order])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        drop(child.stdout.take());
        let outcome = finish(child).expect_code(0, "the reader has what it wanted");
        assert_eq!(outcome.stderr, "", "nothing to say, by {order}");
    }
}

#[test]
fn an_interrupted_scan_writes_what_it_found() {
    let catalogue = Catalogue::new();
    let scan = HeldScan::start(&catalogue);
    scan.send("INT");
    let (table, outcome) = scan.read_on();
    outcome
        .expect_code(130, "stopped by Ctrl+C")
        .expect_said("stopped after");
    let rows = table.rows.len();
    assert!(rows >= 1, "what was found is written");
    assert!(rows < IMAGES, "and the scan was cut short: {rows}");
}

/// Elsewhere the program can't know whether it is to ignore the end of its terminal, and asks whether it has one.
#[cfg(target_os = "linux")]
#[test]
fn the_end_of_the_terminal_is_told_twice_and_ends_a_scan_with_its_outputs() {
    let catalogue = Catalogue::new();
    let scan = HeldScan::start(&catalogue);
    scan.send("HUP");
    scan.send("HUP");
    let (table, outcome) = scan.read_on();
    outcome
        .expect_code(130, "stopped as by Ctrl+C")
        .expect_said("stopped after");
    let rows = table.rows.len();
    assert!((1..IMAGES).contains(&rows), "what was found: {rows}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_scan_that_was_told_to_outlive_its_terminal_does() {
    let catalogue = Catalogue::new();
    let mut nohup = Command::new("sh");
    let program = program();
    nohup.args(["-c", "trap '' HUP; exec \"$0\" \"$@\""]);
    nohup.arg(program.get_program());
    for (name, value) in program.get_envs() {
        nohup.env(name, value.expect("set"));
    }
    let scan = HeldScan::of(nohup, &catalogue);
    scan.send("HUP");
    let (table, outcome) = scan.read_on();
    outcome.expect_code(0, "it went on to its end");
    assert_eq!(table.rows.len(), IMAGES, "everything is there");
}

#[test]
fn a_folder_that_goes_away_during_the_scan_ends_it_with_a_sentence() {
    let catalogue = Catalogue::new();
    let scan = HeldScan::start(&catalogue);
    fs::remove_dir_all(catalogue.root()).expect("removed");
    let (table, outcome) = scan.read_on();
    outcome
        .expect_code(2, "the folder can't be read any more")
        .expect_said("this folder can't be read");
    assert!(!table.rows.is_empty(), "what was found stays");
}

#[test]
fn pipes_links_and_loops_among_the_images_end_the_scan_for_nobody() {
    let catalogue = Catalogue::of_each_kind();
    make_pipe(&catalogue.root().join("pipe.jpg"));
    symlink("nowhere.jpg", catalogue.root().join("dangling.jpg")).expect("linked");
    symlink("ring.jpg", catalogue.root().join("ring.jpg")).expect("linked");
    symlink(catalogue.root(), catalogue.root().join("loop")).expect("linked");
    let good = catalogue.root().join("04006381000012/white.jpg");
    symlink(good, catalogue.root().join("link.jpg")).expect("linked");
    let outcome = scan(&catalogue, ["--csv", "-"]).expect_code(0, "each is told, none is fatal");
    let table = outcome.table();
    assert_eq!(
        table.cell("link.jpg", "verdict"),
        "clear",
        "a link to an image"
    );
    for path in ["dangling.jpg", "ring.jpg"] {
        assert_eq!(table.cell(path, "verdict"), "unreadable", "{path}");
        let error = table.cell(path, "error");
        assert!(error.starts_with("could not be reached"), "{path}: {error}");
    }
    assert!(
        !table
            .column("path")
            .iter()
            .any(|path| path.starts_with("loop/")),
        "linked folders are not followed"
    );
    outcome
        .expect_said("1 linked folder")
        .expect_said("not looked at");
}
