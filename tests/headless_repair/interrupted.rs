//! Ctrl+C in the middle of a run, and going on: nothing is half-written, and what changed meanwhile is left.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::support::{Shop, run, tree};

/// How often Ctrl+C may come too late before the test gives up: the machine decides who is faster.
const TRIES: usize = 10;

/// A run that Ctrl+C ended in the middle, and what it had written by then. `None`: it was as good as done when the signal
/// came.
fn interrupted() -> Option<(Shop, Vec<PathBuf>)> {
    let shop = Shop::of(36, 600);
    let new = shop.out("new");
    let mut command = shop.repair_command();
    command.args(["--workers", "1", "--to"]).arg(&new);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let first = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("repaired")));
    assert!(first.is_some(), "it repairs");
    // By a shell, which is everywhere; a program of this name is not. It finds also a child that has ended, because
    // nobody has waited for that yet.
    let killed = Command::new("sh")
        .args(["-c", &format!("kill -INT {}", child.id())])
        .status();
    assert!(killed.expect("a shell is everywhere").success());
    let rest = lines.map_while(Result::ok).count();
    let mut said = String::new();
    let stderr = child.stderr.as_mut().expect("piped");
    stderr.read_to_string(&mut said).expect("read");
    let code = child.wait().expect("it ends").code();
    let done: Vec<PathBuf> = tree(&new).into_keys().collect();
    if code == Some(0) || done.len() + 2 >= shop.black.len() {
        return None;
    }
    assert_eq!(code, Some(130), "{said}");
    assert!(
        said.contains("to go on: blackdrop repair --resume"),
        "{said}"
    );
    assert!(done.len() <= rest + 1, "what was written was told");
    Some((shop, done))
}

#[test]
fn ctrl_c_ends_a_run_that_goes_on_later_without_what_was_changed_meanwhile() {
    let (shop, done) = (0..TRIES)
        .find_map(|_| interrupted())
        .expect("Ctrl+C comes in the middle");
    let new = shop.out("new");
    let mut open = shop.black.iter().filter(|image| !done.contains(*image));
    let (changed, orphan) = (open.next().expect("open"), open.next().expect("open"));
    fs::write(shop.root().join(changed), b"somebody's work").expect("written");
    fs::remove_file(shop.original_of(orphan)).expect("removed");
    let mut command = shop.program("repair");
    let outcome = run(command.arg("--resume").arg(shop.journal()))
        .expect_code(3, "two could not be repaired");
    let left = outcome.lines_of("not repaired");
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(
        left.iter()
            .any(|line| line.contains("the image was changed since")),
        "{left:?}"
    );
    assert!(
        left.iter()
            .any(|line| line.contains("the original is gone")),
        "{left:?}"
    );
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    let expected: Vec<PathBuf> = shop
        .black
        .iter()
        .filter(|image| ![changed, orphan].contains(image))
        .cloned()
        .collect();
    assert_eq!(written, expected, "all others, and nothing half-written");
}
