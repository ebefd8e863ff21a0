//! Which images are repaired: what is proven, and what people say of it.

use std::fs;
use std::path::{Path, PathBuf};

use blackdrop::scan::ContentHash;

use super::support::{Shop, run, tree};

/// A database with decisions about images.
fn decide(shop: &Shop, decisions: &[(&Path, &str)]) -> PathBuf {
    let mut list = "content,decision,decided_at,file_bytes,path\n".to_owned();
    for (image, decision) in decisions {
        let content = ContentHash::of(&fs::read(shop.root().join(image)).expect("there"));
        let line = format!("blake3:{content},{decision},2026-10-03T14:02:31Z,,\n");
        list.push_str(&line);
    }
    let (file, database) = (shop.out("list.csv"), shop.out("decisions.db"));
    fs::write(&file, list).expect("written");
    let mut command = shop.program("decisions");
    command.arg("import").arg(&file);
    run(command.arg("--database").arg(&database)).expect_code(0, "decided");
    database
}

#[test]
fn a_false_alarm_is_left_and_told() {
    let shop = Shop::new();
    let spared = &shop.black[0];
    let database = decide(&shop, &[(spared, "false_alarm")]);
    let new = shop.out("new");
    let mut command = shop.repair_command();
    command.arg("--to").arg(&new);
    let outcome = run(command.arg("--database").arg(&database)).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black[1..], "all but the one");
    let left = outcome.lines_of("left");
    assert!(
        left.iter()
            .any(|line| line.contains("called it a false alarm")),
        "{left:?}"
    );
}

#[test]
fn confirmed_repairs_what_is_proven_and_confirmed_and_nothing_else() {
    let shop = Shop::new();
    let white = tree(&shop.root())
        .into_keys()
        .find(|path| path.extension().is_some_and(|it| it == "jpg") && !shop.black.contains(path))
        .expect("one is not black");
    let confirmed = &shop.black[1];
    let database = decide(&shop, &[(confirmed, "confirmed"), (&white, "confirmed")]);
    let new = shop.out("new");
    let mut command = shop.repair_command();
    command.arg("--confirmed").arg("--to").arg(&new);
    run(command.arg("--database").arg(&database)).expect_code(0, "all done");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(
        written,
        std::slice::from_ref(confirmed),
        "what is white is not repaired"
    );
}

#[test]
fn without_any_decision_confirmed_repairs_nothing() {
    let shop = Shop::new();
    let new = shop.out("new");
    shop.repair([Path::new("--confirmed"), Path::new("--to"), &new])
        .expect_code(0, "nobody has confirmed anything")
        .expect_said("0 images to repair");
    assert!(!new.exists());
}

#[test]
fn without_its_original_or_with_another_picture_s_nothing_is_repaired() {
    let shop = Shop::new();
    let (orphan, mistaken) = (&shop.black[0], &shop.black[1]);
    fs::remove_file(shop.original_of(orphan)).expect("removed");
    let other = shop
        .black
        .iter()
        .find(|image| image.parent() != mistaken.parent())
        .expect("another product");
    fs::copy(shop.original_of(other), shop.original_of(mistaken)).expect("copied");
    let new = shop.out("new");
    let outcome = shop
        .repair([Path::new("--to"), &new])
        .expect_code(0, "what can be repaired is");
    let written: Vec<PathBuf> = tree(&new).into_keys().collect();
    assert_eq!(written, shop.black[2..], "all but the two");
    let left = outcome.lines_of("left");
    for image in [orphan, mistaken] {
        let name = image.file_name().expect("a name").to_string_lossy();
        assert!(left.iter().any(|line| line.contains(&*name)), "{left:?}");
    }
}
