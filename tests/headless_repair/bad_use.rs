//! Wrong use and folders that can't be: each gets a sentence, and nothing is written.

use std::fs;
use std::path::Path;

use super::support::{Shop, run};

#[test]
fn wrong_use_is_2_with_a_sentence_and_nothing_is_written() {
    let shop = Shop::new();
    let before = shop.everything();
    for args in [
        &[][..],
        &["--in-place"],
        &["--backup", "old"],
        &["--to", "new", "--in-place", "--backup", "old"],
        &["--to", "new", "--quality", "0"],
        &["--to", "new", "--quality", "best"],
        &["--to", "new", "--background", "white"],
        &["--to", "new", "--chroma", "422"],
        &["--to", "new", "--confirmed", "--proven"],
        &["--to", "new", "--undo", "journal"],
        &["--to", "new", "--json"],
        &["--to", "new", "--workers", "0"],
        &["--to", "new", "--no-such-option"],
    ] {
        let outcome = shop.repair(args).expect_code(2, "wrong use");
        assert!(outcome.stdout.is_empty(), "{args:?} prints nothing");
        assert!(!outcome.stderr.is_empty(), "{args:?} gets a sentence");
    }
    for words in ["--undo", "--resume"] {
        run(shop.program("repair").arg(words)).expect_code(2, "no journal");
    }
    assert_eq!(shop.everything(), before, "and nothing was written");
}

#[test]
fn a_background_that_is_none_says_what_a_colour_is() {
    let shop = Shop::new();
    shop.repair(["--to", "new", "--background", "white"])
        .expect_code(2, "no colour")
        .expect_said("six hexadecimal digits");
}

#[test]
fn a_folder_that_is_none_is_told() {
    let shop = Shop::new();
    let missing = shop.out("missing");
    let mut command = shop.program("repair");
    command.arg(&missing).arg("--to").arg(shop.out("new"));
    run(&mut command)
        .expect_code(2, "no folder to scan")
        .expect_said("does not exist");
    let mut command = shop.program("repair");
    command.arg(shop.root()).arg("--to").arg(shop.out("new"));
    run(command.arg("--originals").arg(&missing))
        .expect_code(2, "no folder of originals")
        .expect_said("does not exist");
    let mut command = shop.program("repair");
    run(command.arg("--resume").arg(&missing))
        .expect_code(3, "no journal")
        .expect_said("can't be read");
}

#[test]
fn new_files_go_neither_into_the_scanned_folder_nor_into_that_of_the_originals() {
    let shop = Shop::new();
    let before = shop.everything();
    for (folder, words) in [
        (shop.root(), "is the scanned folder"),
        (shop.root().join("new"), "lies in the scanned folder"),
        (shop.originals(), "is the folder of originals"),
        (
            shop.originals().join("new"),
            "lies in the folder of originals",
        ),
        (shop.out(""), "holds the scanned folder"),
    ] {
        for dry in [&[][..], &[Path::new("--dry-run")]] {
            let to = [Path::new("--to"), &folder];
            shop.repair(to.iter().chain(dry))
                .expect_code(2, "refused")
                .expect_said(words);
        }
        let in_place = [Path::new("--in-place"), Path::new("--backup"), &folder];
        shop.repair(in_place)
            .expect_code(2, "refused as a backup, too")
            .expect_said(words);
    }
    assert_eq!(shop.everything(), before, "and nothing was written");
}

#[test]
fn a_file_in_the_place_of_the_new_folder_is_told_and_stays() {
    let shop = Shop::new();
    let file = shop.out("new");
    fs::write(&file, b"a file").expect("written");
    shop.repair([Path::new("--to"), &file])
        .expect_code(2, "refused")
        .expect_said("choose another folder, as this is none");
    assert_eq!(fs::read(&file).expect("there"), b"a file");
}

#[test]
fn json_goes_where_it_can_be_written_or_nothing_begins() {
    let shop = Shop::new();
    let before = shop.everything();
    let (new, image) = (shop.out("new"), shop.root().join(&shop.black[0]));
    shop.repair([Path::new("--to"), &new, Path::new("--json"), &image])
        .expect_code(3, "an image is no place for a table")
        .expect_said("name of an image");
    assert_eq!(shop.everything(), before, "nothing was repaired");
}
