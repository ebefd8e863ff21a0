//! In place, and back: the whole run, one product, one image.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::support::{Outcome, Shop, run, tree};

fn repair_in_place(shop: &Shop) -> Outcome {
    let backup = shop.out("backup");
    shop.repair([Path::new("--in-place"), Path::new("--backup"), &backup])
        .expect_code(0, "all done")
        .expect_said("the black files are kept in")
}

fn undo(shop: &Shop) -> Command {
    let mut command = shop.program("repair");
    command.arg("--undo").arg(shop.journal());
    command
}

#[test]
fn black_files_are_replaced_after_they_were_copied_and_come_back_byte_by_byte() {
    let shop = Shop::new();
    let (images, originals) = (tree(&shop.root()), tree(&shop.originals()));
    repair_in_place(&shop);
    let repaired = tree(&shop.root());
    let changed: Vec<_> = images
        .keys()
        .filter(|path| images.get(*path) != repaired.get(*path))
        .cloned()
        .collect();
    assert_eq!(changed, shop.black, "the black ones, and no other");
    assert_eq!(repaired.len(), images.len(), "none came, none went");
    let kept = tree(&shop.out("backup"));
    assert_eq!(kept.len(), shop.black.len(), "a copy of each");

    run(&mut undo(&shop))
        .expect_code(0, "taken back")
        .expect_said(&format!("{} images undone", shop.black.len()));
    assert_eq!(tree(&shop.root()), images, "bytes and dates are back");
    assert_eq!(
        tree(&shop.originals()),
        originals,
        "originals were only read"
    );
    assert_eq!(tree(&shop.out("backup")), kept, "the backup stays");
    run(&mut undo(&shop))
        .expect_code(0, "nothing is wrong with that")
        .expect_said("nothing of this repair is left to undo");
}

#[test]
fn what_was_written_into_a_new_folder_goes_away_again() {
    let shop = Shop::new();
    let new = shop.out("new");
    shop.repair([Path::new("--to"), &new])
        .expect_code(0, "all done");
    run(&mut undo(&shop)).expect_code(0, "taken back");
    assert!(
        !new.exists(),
        "the folder that the run made is gone as well"
    );
}

#[test]
fn one_image_or_one_product_comes_back_alone() {
    let shop = Shop::new();
    let images = tree(&shop.root());
    repair_in_place(&shop);
    let is_black = |path: &Path| tree(&shop.root()).get(path) == images.get(path);
    let first = &shop.black[0];
    run(undo(&shop).arg("--file").arg(first))
        .expect_code(0, "one image")
        .expect_said("1 image undone");
    let back: Vec<_> = shop.black.iter().filter(|path| is_black(path)).collect();
    assert_eq!(back, [first]);

    let last = shop.black.last().expect("there are some");
    let product = last.parent().expect("a product's folder");
    run(undo(&shop).arg("--product").arg(product)).expect_code(0, "one product");
    for image in &shop.black {
        let is_wanted = image == first || image.starts_with(product);
        assert_eq!(is_black(image), is_wanted, "{}", image.display());
    }
}

#[test]
fn what_somebody_changed_after_the_repair_is_left_and_told() {
    let shop = Shop::new();
    repair_in_place(&shop);
    let touched = shop.root().join(&shop.black[0]);
    fs::write(&touched, b"somebody's work").expect("written");
    let outcome = run(&mut undo(&shop)).expect_code(3, "not all came back");
    let left = outcome.lines_of("not undone");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(left[0].contains("changed since the repair"), "{left:?}");
    assert_eq!(fs::read(&touched).expect("there"), b"somebody's work");
}

#[test]
fn a_slip_in_what_to_undo_is_told() {
    let shop = Shop::new();
    repair_in_place(&shop);
    let repaired = tree(&shop.root());
    for (option, words) in [
        ("--file", "nothing to undo for the image \"no/such.jpg\""),
        (
            "--product",
            "nothing to undo for the product \"no/such.jpg\"",
        ),
    ] {
        run(undo(&shop).args([option, "no/such.jpg"]))
            .expect_code(2, "there is no such")
            .expect_said(words);
    }
    let mut command = shop.program("repair");
    command.arg("--undo").arg(shop.root().join(&shop.black[0]));
    run(&mut command)
        .expect_code(3, "an image is no journal")
        .expect_said("no journal");
    assert_eq!(tree(&shop.root()), repaired, "nothing was undone");
}
