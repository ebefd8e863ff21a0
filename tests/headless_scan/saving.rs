//! Where outputs may go, and what happens when they can't.

use std::fs;

use super::support::{Catalogue, Table, scan};

#[test]
fn an_old_file_is_replaced_whole() {
    let catalogue = Catalogue::of_each_kind();
    let file = catalogue.out("results.csv");
    fs::write(&file, "old\n".repeat(10_000)).expect("written");
    for order in ["path", "finished"] {
        scan(
            &catalogue,
            [
                "--csv".as_ref(),
                file.as_os_str(),
                "--order".as_ref(),
                order.as_ref(),
            ],
        )
        .expect_code(0, "the scan completed");
        assert_eq!(Table::read(&file).rows.len(), 4, "the new table only");
        assert_eq!(
            catalogue.out_names(),
            ["results.csv"],
            "and nothing beside it"
        );
    }
}

#[test]
fn an_image_is_never_replaced() {
    let catalogue = Catalogue::of_each_kind();
    let image = catalogue.root().join("04006381000012/white.jpg");
    let before = fs::read(&image).expect("there");
    scan(&catalogue, ["--csv".as_ref(), image.as_os_str()])
        .expect_code(3, "refused")
        .expect_said("the name of an image");
    let disguised = catalogue.out("photo.dat");
    fs::copy(&image, &disguised).expect("copied");
    scan(&catalogue, ["--json".as_ref(), disguised.as_os_str()])
        .expect_code(3, "refused")
        .expect_said("is an image");
    assert_eq!(fs::read(&image).expect("there"), before, "untouched");
    assert_eq!(fs::read(&disguised).expect("there"), before, "untouched");
}

#[test]
fn places_that_are_none_are_told_before_the_scan() {
    let catalogue = Catalogue::of_each_kind();
    for (file, words) in [
        (
            catalogue.out("missing/results.csv"),
            "its folder does not exist",
        ),
        (catalogue.out(""), "this is a folder"),
    ] {
        let outcome = scan(&catalogue, ["--csv".as_ref(), file.as_os_str()])
            .expect_code(3, "it can't be written")
            .expect_said(words);
        assert!(
            !outcome.stderr.contains("images in"),
            "no scan of an hour comes before it"
        );
    }
}

#[test]
fn a_write_protected_file_is_respected() {
    let catalogue = Catalogue::of_each_kind();
    let file = catalogue.out("results.csv");
    fs::write(&file, "precious").expect("written");
    let mut permissions = fs::metadata(&file).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("protected");
    scan(&catalogue, ["--csv".as_ref(), file.as_os_str()])
        .expect_code(3, "refused")
        .expect_said("write-protected");
    assert_eq!(fs::read_to_string(&file).expect("there"), "precious");
}

#[test]
fn a_table_inside_the_scanned_folder_is_fine() {
    let catalogue = Catalogue::of_each_kind();
    let file = catalogue.root().join("results.csv");
    for _ in 0..2 {
        scan(&catalogue, ["--csv".as_ref(), file.as_os_str()]).expect_code(0, "no image's name");
        assert_eq!(Table::read(&file).rows.len(), 4, "it is no image itself");
    }
}
