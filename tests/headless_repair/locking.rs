//! Two who repair in one folder, each with journals of their own; and locks that were left there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use blackdrop::files::{ProcessMark, REPAIR_LOCK};

use super::support::{Shop, run, tree};

/// Leaves a lock in a folder, as the process with this mark would have done.
fn leave_lock(folder: &Path, mark: &ProcessMark) -> PathBuf {
    fs::create_dir_all(folder).expect("made");
    let text = serde_json::json!({
        "lock": "blackdrop repair lock",
        "computer": mark.computer,
        "process": mark.process,
        "started_at": "2026-10-03T14:02:31Z",
        "journal": "/theirs/repair-7.jsonl",
        "place": format!("{:016x}", mark.place),
        "process_start": mark.start.map(|start| format!("{start:016x}")),
    });
    let lock = folder.join(REPAIR_LOCK);
    fs::write(&lock, text.to_string()).expect("written");
    lock
}

/// One that has the number of this process, and has ended.
fn ended() -> ProcessMark {
    let own = ProcessMark::own().clone();
    ProcessMark {
        start: own.start.map(|start| start ^ 1),
        ..own
    }
}

fn of_another_computer() -> ProcessMark {
    ProcessMark {
        place: ProcessMark::own().place ^ 1,
        computer: "nas-2".to_owned(),
        ..ended()
    }
}

#[test]
fn a_repair_that_is_at_work_keeps_others_out_whatever_they_say() {
    let shop = Shop::new();
    let before = shop.everything();
    let lock = leave_lock(&shop.root(), ProcessMark::own());
    let backup = shop.out("backup");
    let backup = backup.to_str().expect("text");
    let in_place = ["--in-place", "--backup", backup];
    for more in [&[][..], &["--take-over-lock"]] {
        shop.repair(in_place.iter().chain(more))
            .expect_code(3, "another is at work")
            .expect_said("another repair is at work there");
    }
    // Into a folder of its own it may.
    shop.repair(["--dry-run", in_place[0], in_place[1], in_place[2]])
        .expect_code(0, "nothing is written");
    fs::remove_file(lock).expect("there");
    let mut after = shop.everything();
    after.retain(|path, _| !path.starts_with("home"));
    assert_eq!(after, before, "nothing was written");
}

#[test]
fn a_lock_of_another_computer_is_shown_and_removed_by_who_says_so() {
    let shop = Shop::new();
    let new = shop.out("new");
    let to = ["--to", new.to_str().expect("text")];
    let lock = leave_lock(&new, &of_another_computer());
    shop.repair(to)
        .expect_code(3, "nobody here can tell whether it is at work")
        .expect_said("on the computer \"nas-2\"")
        .expect_said("days ago")
        .expect_said("--take-over-lock");
    assert!(lock.exists(), "it stays");
    assert!(!shop.out("journals").join("repair").exists());
    shop.repair([to[0], to[1], "--take-over-lock"])
        .expect_code(0, "all is repaired")
        .expect_said("took over the lock of an earlier repair: made by process");
    assert!(!lock.exists(), "and it ended with the repair");
    assert_eq!(tree(&new).len(), shop.black.len());
    // The same of going on and of going back.
    let journal = shop.journal();
    for task in ["--resume", "--undo"] {
        leave_lock(&new, &of_another_computer());
        let mut command = shop.program("repair");
        run(command.arg(task).arg(&journal))
            .expect_code(3, "locked")
            .expect_said("--take-over-lock");
        run(command.arg("--take-over-lock"))
            .expect_code(0, "taken over")
            .expect_said("took over the lock");
    }
    assert!(!tree(&new).keys().any(|path| path.ends_with(REPAIR_LOCK)));
}

#[test]
fn what_a_killed_repair_left_is_taken_over_and_said() {
    let shop = Shop::new();
    let lock = leave_lock(&shop.root(), &ended());
    let backup = shop.out("backup");
    let backup = backup.to_str().expect("text");
    shop.repair(["--in-place", "--backup", backup, "-q"])
        .expect_code(0, "all is repaired")
        .expect_said("took over the lock of an earlier repair");
    assert!(!lock.exists());
}

/// The images that a folder's journals call done.
fn done(journals: &Path) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    for entry in fs::read_dir(journals).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "jsonl") {
            let text = fs::read_to_string(path).expect("read");
            let lines = text.lines().map(serde_json::from_str::<serde_json::Value>);
            let mut images = Vec::new();
            for line in lines.map(|line| line.expect("JSON")) {
                if let Some(image) = line["image"].as_str() {
                    images.push(image.to_owned());
                } else if line["step"] == "done" {
                    let item = line["item"].as_u64().expect("a number");
                    done.insert(images[usize::try_from(item).expect("small")].clone());
                }
            }
        }
    }
    done
}

#[test]
fn of_two_repairs_at_once_none_writes_what_the_other_does() {
    let shop = Shop::new();
    let journals = [shop.out("one"), shop.out("other")];
    let children = journals.each_ref().map(|journals| {
        let mut command = shop.program("repair");
        command.arg(shop.root()).arg("--originals");
        command
            .arg(shop.originals())
            .arg("--journals")
            .arg(journals);
        command
            .arg("--in-place")
            .arg("--backup")
            .arg(shop.out("backup"));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command.stderr(Stdio::null()).spawn().expect("it starts")
    });
    let codes = children.map(|mut child| child.wait().expect("it ends").code());
    // Who comes first is nobody's business; who comes second is refused, or finds all done.
    assert!(codes.contains(&Some(0)), "{codes:?}");
    let [one, other] = journals.each_ref().map(|journals| done(journals));
    assert!(one.is_disjoint(&other), "{one:?} {other:?}");
    assert_eq!(one.len() + other.len(), shop.black.len());
    assert!(!shop.root().join(REPAIR_LOCK).exists());
}
