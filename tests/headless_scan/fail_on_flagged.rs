//! `blackdrop scan --fail-on-flagged` and `--fail-on-unseen`: the guard of an upload job.

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

/// The exit codes without a gate, with `--fail-on-flagged`, with `--fail-on-unseen`, and with both.
fn codes(catalogue: &Catalogue) -> [Option<i32>; 4] {
    let gates = [
        &[][..],
        &["--fail-on-flagged"],
        &["--fail-on-unseen"],
        &["--fail-on-flagged", "--fail-on-unseen"],
    ];
    gates.map(|gate| scan(catalogue, gate).code)
}

const PASSED: [Option<i32>; 4] = [Some(0); 4];
const UNSEEN: [Option<i32>; 4] = [Some(0), Some(5), Some(5), Some(5)];

#[test]
fn images_that_are_as_they_should_be_pass_beside_what_is_no_picture() {
    let catalogue = Catalogue::new();
    catalogue.draw_white("1/white.jpg");
    catalogue.put("1/list.pdf", b"%PDF-1.7\n");
    catalogue.put("1/Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    catalogue.put("1/empty", b"");
    catalogue.put(".trash/cut.jpg", b"\xFF\xD8\xFF");
    catalogue.put("1/.cut.jpg", b"\xFF\xD8\xFF");
    catalogue.put("1/.phone.heic", b"");
    assert_eq!(codes(&catalogue), PASSED);
}

#[test]
fn what_was_not_seen_is_5_and_named() {
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF".as_slice();
    for (name, bytes, why) in [
        ("text.jpg", b"this is no image".as_slice(), "not an image"),
        ("empty.jpg", b"", "empty file"),
        ("cut.jpg", jpeg, "damaged JPEG"),
        ("phone.HEIC", b"", "HEIC pictures are not inspected"),
        ("photo.dat", jpeg, "damaged JPEG"),
        ("photo", jpeg, "damaged JPEG"),
        (
            "a.jpg.part",
            b"8BPS\0\x01",
            "PSD pictures are not inspected",
        ),
    ] {
        let catalogue = Catalogue::new();
        catalogue.draw_white("1/white.jpg");
        catalogue.put(format!("1/{name}"), bytes);
        assert_eq!(codes(&catalogue), UNSEEN, "{name}");
        let told = scan(&catalogue, ["--fail-on-unseen", "--quiet"]);
        let told = told.expect_said(&format!("{name}\"")).expect_said(why);
        assert!(
            told.stderr.starts_with("blackdrop: not seen ("),
            "{}",
            told.stderr
        );
    }
}

#[test]
fn a_black_picture_is_found_whatever_its_name() {
    for name in [
        "shoe.jpg@v=1612345678",
        "4006381333931",
        "big.jpg_large",
        "photo.jpg ",
    ] {
        let catalogue = Catalogue::new();
        let black = catalogue.draw_black("1/black.jpg");
        fs::rename(&black, black.with_file_name(name)).expect("renamed");
        catalogue.put("1/list.csv", b"sku;name\n");
        let outcome = scan(&catalogue, ["--fail-on-flagged", "--csv", "-"])
            .expect_code(1, name)
            .expect_said("1 black background")
            .expect_said("1 other file is no picture");
        // Windows drops a space at the end of a name.
        let path = format!("1/{name}");
        let path = if cfg!(windows) {
            path.trim_end()
        } else {
            path.as_str()
        };
        let reasons = outcome.table().cell(path, "reasons").to_owned();
        assert!(
            reasons.contains("misnamed jpeg")
                || Path::new(path).extension().is_some_and(|it| it == "jpg"),
            "{name}: {reasons}"
        );
    }
}

#[test]
fn what_is_flagged_is_1_also_where_something_was_not_seen() {
    let catalogue = Catalogue::new();
    catalogue.draw_black("1/black.jpg");
    catalogue.put("1/text.jpg", b"this is no image");
    assert_eq!(codes(&catalogue), [Some(0), Some(1), Some(5), Some(1)]);
    scan(&catalogue, ["--fail-on-flagged"]).expect_said("text.jpg");
}

#[test]
fn a_folder_without_any_image_vouches_for_nothing() {
    let catalogue = Catalogue::new();
    assert_eq!(codes(&catalogue), UNSEEN, "empty");
    catalogue.put("list.pdf", b"%PDF-1.7\n");
    catalogue.put("Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    assert_eq!(codes(&catalogue), UNSEEN, "nothing that is an image");
    scan(&catalogue, ["--fail-on-unseen"]).expect_said("no image was seen");
}

#[test]
fn the_names_are_few_and_the_rest_is_counted() {
    let catalogue = Catalogue::new();
    for at in 0..30 {
        catalogue.put(format!("{at:02}.jpg"), b"this is no image");
    }
    let told = scan(&catalogue, ["--fail-on-unseen", "--workers", "2"])
        .expect_code(5, "nothing was seen")
        .expect_said("and 10 more were not seen");
    let named = told.stderr.matches("not seen (").count();
    assert_eq!(named, 20, "{}", told.stderr);
    assert!(told.stderr.contains("19.jpg") && !told.stderr.contains("20.jpg"));
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_told_by_what_they_lead_to() {
    use std::os::unix::fs::symlink;

    let catalogue = Catalogue::new();
    let elsewhere = Catalogue::new();
    catalogue.draw_white("1/white.jpg");
    elsewhere.draw_white("1/white.jpg");
    let link = |to: &Path, name: &str| symlink(to, catalogue.root().join(name)).expect("linked");
    link(&catalogue.root(), "loop");
    link(&catalogue.root().join("1/white.jpg"), "link.jpg");
    link(Path::new("nowhere"), ".hidden");
    assert_eq!(codes(&catalogue), PASSED, "all of it was seen");
    link(&elsewhere.root(), "elsewhere");
    assert_eq!(codes(&catalogue), UNSEEN, "it is not followed");
    let away = elsewhere.folder().join("away");
    fs::rename(elsewhere.root(), &away).expect("moved");
    assert_eq!(codes(&catalogue), UNSEEN, "nor is it seen while it is away");
    scan(&catalogue, ["--fail-on-flagged"]).expect_said("a link to what is not there");
    fs::remove_file(catalogue.root().join("elsewhere")).expect("removed");
    link(Path::new("nowhere.jpg"), "broken.jpg");
    assert_eq!(codes(&catalogue), UNSEEN, "an image, by its name");
    fs::remove_file(catalogue.root().join("broken.jpg")).expect("removed");
    let pipe = catalogue.root().join("pipe.jpg");
    let made = std::process::Command::new("mkfifo").arg(pipe).status();
    assert!(made.expect("mkfifo is everywhere").success());
    assert_eq!(codes(&catalogue), UNSEEN, "named like an image");
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
