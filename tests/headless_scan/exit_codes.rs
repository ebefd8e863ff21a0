//! Exit codes, and the sentences that come with them.

use super::support::{Catalogue, Outcome, program, run, scan};

fn blackdrop(args: &[&str]) -> Outcome {
    let mut command = program();
    command.args(args);
    run(command)
}

#[test]
fn help_and_version_are_answers() {
    for (args, words) in [
        (&["--help"][..], "Usage: blackdrop"),
        (&["scan", "--help"], "Usage: blackdrop scan"),
        (
            &["--version"],
            concat!("blackdrop ", env!("CARGO_PKG_VERSION")),
        ),
    ] {
        let outcome = blackdrop(args).expect_code(0, "an answer is no error");
        assert!(outcome.text().contains(words), "{args:?} says {words:?}");
        assert_eq!(outcome.stderr, "", "on standard output only");
    }
}

#[test]
fn wrong_use_is_2() {
    let catalogue = Catalogue::of_each_kind();
    let same = catalogue.out("same");
    let same = same.to_str().expect("a temporary path is UTF-8");
    for args in [
        &["--csv", "-", "--json", "-"][..],
        &["--csv", "-", "--pixel-list", "-"],
        &["--xlsx", "-"],
        &["--excel"],
        &["--csv", same, "--json", same],
        &["--workers", "0", "--csv", "-"],
        &["--workers", "1000000"],
        &["--workers", "many"],
        &["--timeout", "0"],
        &["--timeout", "soon"],
        &["--rows", "some"],
        &["--order", "size"],
        &["--csv"],
        &["--no-such-option"],
        &["another-folder"],
    ] {
        let outcome = scan(&catalogue, args).expect_code(2, "wrong use");
        assert!(outcome.stdout.is_empty(), "{args:?} prints no table");
        assert!(!outcome.stderr.is_empty(), "{args:?} gets a sentence");
    }
    assert!(catalogue.out_names().is_empty(), "and nothing was written");
    blackdrop(&["scan"]).expect_code(2, "there is no folder");
}

#[test]
fn too_many_workers_get_a_sentence() {
    let catalogue = Catalogue::new();
    scan(&catalogue, ["--workers", "1000000"])
        .expect_code(2, "wrong use")
        .expect_said("4 for each logical core");
}

#[test]
fn a_folder_that_is_none_is_2() {
    let catalogue = Catalogue::new();
    let file = catalogue.put("file.txt", b"");
    let missing = catalogue.root().join("missing");
    for (folder, words) in [
        (&missing, "does not exist"),
        (&file, "is a file, not a folder"),
    ] {
        for words_before in [&["scan"][..], &[]] {
            let mut command = program();
            command.args(words_before).arg(folder);
            run(command)
                .expect_code(2, "no folder, no scan")
                .expect_said(words);
        }
    }
}

#[test]
fn a_folder_called_scan_can_be_scanned() {
    let catalogue = Catalogue::new();
    catalogue.draw_white("scan/1.jpg");
    let mut command = program();
    command
        .args(["scan", "scan", "--csv", "-"])
        .current_dir(catalogue.root());
    let outcome = run(command).expect_code(0, "the second word is the folder");
    assert_eq!(outcome.table().column("path"), ["1.jpg"]);
}

#[test]
fn a_folder_without_images_completes() {
    let catalogue = Catalogue::new();
    let outcome = scan(&catalogue, ["--csv", "-"])
        .expect_code(0, "empty is no error")
        .expect_said("no images found");
    assert_eq!(outcome.text().lines().count(), 1, "a header only");
    catalogue.put("notes.txt", b"no image");
    scan(&catalogue, ["--csv", "-"])
        .expect_code(0, "no images is no error")
        .expect_said("no images found");
}

#[test]
fn the_help_tells_every_exit_code() {
    let outcome = blackdrop(&["scan", "--help"]);
    for line in [
        "\n    0  ",
        "\n    1  ",
        "\n    5  ",
        "\n    6  ",
        "\n  130  ",
    ] {
        assert!(
            outcome.text().contains(line),
            "{line:?}: {}",
            outcome.text()
        );
    }
    assert!(outcome.text().contains("--timeout <SECONDS>"));
}
