//! `blackdrop scan --database FILE`: what a second scan remembers, and what it inspects.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use blackdrop::review::{ChangeTime, Store, StoredDecision};
use blackdrop::scan::ContentHash;
use blackdrop::session::{Decided, Decision};

use super::support::{Catalogue, Outcome, Table, scan};

fn database(catalogue: &Catalogue) -> PathBuf {
    catalogue.out("memory.db")
}

/// Sets every file's time to an hour ago, so that no time is too fresh to be relied on.
fn settle(folder: &Path) {
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            settle(&path);
        } else {
            age(&path, 3_600);
        }
    }
}

fn age(path: &Path, seconds: u64) {
    let file = File::options().write(true).open(path).expect("opened");
    let then = SystemTime::now() - Duration::from_secs(seconds);
    file.set_modified(then).expect("its time is set");
}

fn of_each_kind() -> Catalogue {
    let catalogue = Catalogue::of_each_kind();
    settle(&catalogue.root());
    catalogue
}

fn rescan(catalogue: &Catalogue) -> Outcome {
    let file = database(catalogue);
    let args = ["--csv", "-", "--database"].map(Into::into);
    let outcome = scan(catalogue, args.into_iter().chain([file.into_os_string()]));
    outcome.expect_code(0, "the scan completed")
}

/// Writes a decision about what a file holds now, as the window does.
fn decide(catalogue: &Catalogue, path: &str, decision: Decision) {
    let bytes = fs::read(catalogue.root().join(path)).expect("read");
    let mut store = Store::open(&database(catalogue)).expect("opened");
    let decided = Decided {
        decision,
        at: SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_000_000),
    };
    let written = StoredDecision {
        content: ContentHash::of(&bytes),
        decided: Some(decided),
        changed_at: ChangeTime(1_760_000_000_000),
        file_bytes: Some(bytes.len() as u64),
        path_hint: None,
    };
    store.write_decisions([&written]).expect("written");
}

fn decision_of<'table>(table: &'table Table, path: &str) -> &'table str {
    table.cell(path, "decision")
}

#[test]
fn a_second_scan_inspects_nothing_and_finds_the_same() {
    let catalogue = of_each_kind();
    let first = rescan(&catalogue);
    assert!(
        !first.stderr.contains("since the last scan"),
        "there is none"
    );
    let second = rescan(&catalogue).expect_said("4 unchanged, 0 new, 0 changed, 0 gone");
    assert_eq!(second.text(), first.text(), "the same table");
    assert!(second.stderr.contains("read 0"), "{}", second.stderr);
    let every_time = scan(&catalogue, ["--csv", "-"]);
    assert_eq!(every_time.text(), first.text());
    assert!(!every_time.stderr.contains("since the last scan"));
}

#[test]
fn rows_come_one_by_one_also_where_nothing_is_inspected() {
    let catalogue = of_each_kind();
    rescan(&catalogue);
    let file = database(&catalogue).into_os_string();
    let args = ["--order", "finished", "--csv", "-", "--database"].map(Into::into);
    let table = scan(&catalogue, args.into_iter().chain([file])).table();
    assert_eq!(table.rows.len(), 4, "all of them");
}

#[test]
fn what_is_new_changed_and_gone_is_told_and_inspected() {
    let catalogue = of_each_kind();
    rescan(&catalogue);
    let root = catalogue.root();
    fs::remove_file(root.join("鞋子/red.png")).expect("removed");
    catalogue.draw_black("04006381000012/new.jpg");
    fs::copy(
        root.join("04006381000012/black.jpg"),
        root.join("04006381000012/white.jpg"),
    )
    .expect("overwritten");
    age(&root.join("04006381000012/new.jpg"), 60);
    age(&root.join("04006381000012/white.jpg"), 60);
    let outcome = rescan(&catalogue).expect_said("2 unchanged, 1 new, 1 changed, 1 gone");
    let table = outcome.table();
    assert_eq!(table.rows.len(), 4, "what is gone is in no output");
    assert_eq!(
        table.cell("04006381000012/white.jpg", "verdict"),
        "black_background",
        "no longer white"
    );
    rescan(&catalogue).expect_said("4 unchanged, 0 new, 0 changed, 0 gone");
}

#[test]
fn a_file_that_comes_back_as_it_was_needs_no_inspection() {
    let catalogue = of_each_kind();
    rescan(&catalogue);
    let away = catalogue.out("red.png");
    let home = catalogue.root().join("鞋子/red.png");
    fs::rename(&home, &away).expect("moved away");
    rescan(&catalogue).expect_said("3 unchanged, 0 new, 0 changed, 1 gone");
    fs::rename(&away, &home).expect("moved back");
    let back = rescan(&catalogue).expect_said("4 unchanged, 0 new, 0 changed, 0 gone");
    assert_eq!(back.table().rows.len(), 4);
}

#[test]
fn decisions_follow_what_a_file_holds() {
    let catalogue = of_each_kind();
    rescan(&catalogue);
    decide(&catalogue, "04006381000012/black.jpg", Decision::Confirmed);
    decide(&catalogue, "04006381000012/white.jpg", Decision::FalseAlarm);
    let root = catalogue.root();
    let table = rescan(&catalogue).table();
    assert_eq!(decision_of(&table, "04006381000012/black.jpg"), "confirmed");

    // Renamed, moved, and one of them not even flagged.
    fs::rename(
        root.join("04006381000012/black.jpg"),
        root.join("04006381000012/front.jpg"),
    )
    .expect("renamed");
    fs::rename(
        root.join("04006381000012/white.jpg"),
        root.join("鞋子/white.jpg"),
    )
    .expect("moved");
    let table = rescan(&catalogue)
        .expect_said("2 unchanged, 2 new, 0 changed, 2 gone")
        .table();
    assert_eq!(decision_of(&table, "04006381000012/front.jpg"), "confirmed");
    assert_eq!(decision_of(&table, "鞋子/white.jpg"), "false_alarm");

    // Touched: the same bytes at another time.
    age(&root.join("04006381000012/front.jpg"), 120);
    let table = rescan(&catalogue).expect_said("4 unchanged").table();
    assert_eq!(decision_of(&table, "04006381000012/front.jpg"), "confirmed");

    // Replaced by another file of the same size.
    let file = root.join("04006381000012/front.jpg");
    let mut bytes = fs::read(&file).expect("read");
    let place = bytes.len() - 40;
    bytes[place] ^= 1;
    fs::write(&file, bytes).expect("written");
    age(&file, 60);
    let table = rescan(&catalogue).expect_said("1 changed").table();
    assert_eq!(
        decision_of(&table, "04006381000012/front.jpg"),
        "",
        "nobody has seen that one"
    );
}

#[test]
fn more_measures_are_inspected_for_and_fewer_are_not() {
    let catalogue = of_each_kind();
    rescan(&catalogue);
    let file = database(&catalogue).into_os_string();
    let args = ["--full", "--csv", "-", "--database"].map(Into::into);
    let full = scan(&catalogue, args.into_iter().chain([file])).table();
    assert_eq!(full.cell("鞋子/red.png", "main_colour"), "#FFFFFF");
    let again = rescan(&catalogue).expect_said("4 unchanged");
    assert!(again.stderr.contains("read 0"), "{}", again.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_keeps_what_is_remembered_of_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let catalogue = of_each_kind();
    rescan(&catalogue);
    let closed = catalogue.root().join("04006381000012");
    let set = |mode| fs::set_permissions(&closed, fs::Permissions::from_mode(mode));
    set(0o000).expect("closed");
    let outcome = rescan(&catalogue);
    set(0o755).expect("opened again");
    assert!(outcome.stderr.contains(" 0 gone"), "{}", outcome.stderr);
    rescan(&catalogue).expect_said("4 unchanged, 0 new, 0 changed, 0 gone");
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let catalogue = of_each_kind();
    fs::write(database(&catalogue), "my notes").expect("written");
    let file = database(&catalogue).into_os_string();
    let args = ["--csv", "-", "--database"].map(Into::into);
    scan(&catalogue, args.into_iter().chain([file]))
        .expect_code(3, "it can't be written")
        .expect_said("no database of Blackdrop");
    let kept = fs::read_to_string(database(&catalogue)).expect("read");
    assert_eq!(kept, "my notes");
}
