//! `blackdrop scan --fail-on-flagged`: the guard of an upload job.

use std::fs;
use std::path::Path;

use super::support::{Catalogue, program, run, scan};

#[test]
fn flagged_images_are_1_and_only_where_that_was_asked_for() {
    let catalogue = Catalogue::of_each_kind();
    scan(&catalogue, ["--csv", "-"]).expect_code(0, "what is found is no failure");
    let outcome = scan(&catalogue, ["--csv", "-", "--fail-on-flagged"])
        .expect_code(1, "the upload is refused")
        .expect_said("1 black background");
    assert_eq!(
        outcome.table().column("path").len(),
        4,
        "all is written as always"
    );
}

#[test]
fn images_that_are_as_they_should_be_are_0_and_an_unreadable_one_is_not_flagged() {
    let catalogue = Catalogue::new();
    catalogue.draw_white("1/white.jpg");
    catalogue.put("1/text.jpg", b"this is no image");
    scan(&catalogue, ["--fail-on-flagged"]).expect_code(0, "nothing is flagged");
}

#[test]
fn what_a_person_called_a_false_alarm_is_let_through() {
    let catalogue = Catalogue::new();
    let black = catalogue.draw_black("1/black.jpg");
    let content = blackdrop::scan::ContentHash::of(&fs::read(black).expect("there"));
    let (list, database) = (catalogue.out("list.csv"), catalogue.out("a.db"));
    let text = format!(
        "content,decision,decided_at,file_bytes,path\nblake3:{content},false_alarm,2026-10-03T14:02:31Z,,\n"
    );
    fs::write(&list, text).expect("written");
    let with_database = |first: &[&Path]| {
        let mut command = program();
        command.args(first).arg("--database").arg(&database);
        run(command)
    };
    with_database(&[Path::new("decisions"), Path::new("import"), &list])
        .expect_code(0, "somebody decided");
    let root = catalogue.root();
    let guard = [Path::new("scan"), &root, Path::new("--fail-on-flagged")];
    with_database(&guard).expect_code(0, "and is listened to");
    scan(&catalogue, ["--fail-on-flagged"]).expect_code(1, "who does not know, refuses");
}

#[test]
fn the_check_itself_failing_is_another_code_than_flagged_images() {
    let catalogue = Catalogue::of_each_kind();
    let mut command = program();
    command
        .args(["scan", "--fail-on-flagged"])
        .arg(catalogue.out("missing"));
    run(command).expect_code(2, "there is no folder");
    let folder = catalogue.out("folder.csv");
    fs::create_dir(&folder).expect("made");
    let csv = [
        Path::new("--fail-on-flagged"),
        Path::new("--csv"),
        folder.as_path(),
    ];
    scan(&catalogue, csv).expect_code(3, "the table can't be written there");
}
