//! `blackdrop report`: a page with pictures, and nothing else is written.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::support::{Shop, run, tree};

#[test]
fn the_page_shows_every_black_image_before_and_after_and_nothing_is_repaired() {
    let shop = Shop::new();
    let (images, originals) = (tree(&shop.root()), tree(&shop.originals()));
    let (html, csv) = (shop.out("page.html"), shop.out("table.csv"));
    let mut command = shop.program("report");
    command
        .arg(shop.root())
        .arg("--originals")
        .arg(shop.originals());
    run(command.arg("--html").arg(&html).arg("--csv").arg(&csv))
        .expect_code(0, "all done")
        .expect_said("images on the page");
    let page = fs::read_to_string(&html).expect("written");
    for image in &shop.black {
        let name = image.file_name().expect("a name").to_string_lossy();
        assert!(page.contains(&*name), "{name} is on the page");
    }
    let pictures = page.matches("data:image/jpeg;base64,").count();
    assert!(pictures >= 2 * shop.black.len(), "two of each: {pictures}");
    let table = fs::read_to_string(&csv).expect("written");
    assert_eq!(table.matches(",proven,").count(), shop.black.len());
    assert_eq!(tree(&shop.root()), images);
    assert_eq!(tree(&shop.originals()), originals);
}

#[test]
fn the_pack_holds_what_was_repaired_before_ready_for_upload() {
    let shop = Shop::new();
    let (new, pack, html) = (shop.out("new"), shop.out("pack"), shop.out("page.html"));
    // Without `--journals` the journal is written where the report looks for it.
    let mut command = shop.program("repair");
    command.arg(shop.root()).arg("--originals");
    run(command.arg(shop.originals()).arg("--to").arg(&new)).expect_code(0, "all done");
    let mut command = shop.program("report");
    command.arg(shop.root()).arg("--originals");
    command.arg(shop.originals()).arg("--html").arg(&html);
    run(command.arg("--pack").arg(&pack))
        .expect_code(0, "all done")
        .expect_said(&format!("repaired files in the pack: {}", shop.black.len()));
    let contents = |folder: &Path| -> Vec<_> {
        let files = tree(folder).into_iter();
        files.map(|(path, (content, _))| (path, content)).collect()
    };
    assert_eq!(contents(&pack.join("files")), contents(&new));
    assert!(pack.join("report.html").is_file(), "it is finished");
}

#[test]
fn what_somebody_changed_after_its_repair_is_not_called_repaired() {
    let shop = Shop::new();
    let (new, pack, html) = (shop.out("new"), shop.out("pack"), shop.out("page.html"));
    let journals = shop.out("journals");
    let mut command = shop.program("repair");
    command.arg(shop.root()).arg("--originals");
    command.arg(shop.originals()).arg("--to").arg(&new);
    run(command.arg("--journals").arg(&journals)).expect_code(0, "all done");
    let (changed, _) = tree(&new).into_iter().next().expect("a new file");
    fs::write(new.join(changed), "another file").expect("written");
    let mut command = shop.program("report");
    command.arg(shop.root()).arg("--originals");
    command.arg(shop.originals()).arg("--html").arg(&html);
    command.arg("--journals").arg(&journals);
    let left = shop.black.len() - 1;
    run(command.arg("--pack").arg(&pack))
        .expect_code(0, "all done")
        .expect_said(&format!("repaired files in the pack: {left}"));
}

#[test]
fn a_page_that_can_t_be_written_is_told_before_the_scan() {
    let shop = Shop::new();
    let nowhere = shop.out("missing/page.html");
    let mut command = shop.program("report");
    let outcome = run(command.arg(shop.root()).arg("--html").arg(&nowhere))
        .expect_code(3, "its folder does not exist")
        .expect_said("its folder does not exist");
    assert!(!outcome.stderr.contains("images in"), "nothing was scanned");
    let mut command = shop.program("report");
    run(command.arg(shop.root())).expect_code(2, "there is no page");
    assert!(!Path::new(&nowhere).exists());
}

#[test]
fn what_only_its_original_shows_is_known_as_repaired_too() {
    let mut shop = Shop::new();
    let hole = shop.add_black_hole();
    let (new, pack, html) = (shop.out("new"), shop.out("pack"), shop.out("page.html"));
    let to: [&OsStr; 2] = ["--to".as_ref(), new.as_ref()];
    shop.repair(to).expect_code(0, "all done");
    assert!(new.join(&hole).is_file(), "its original proves it");
    shop.repair(to)
        .expect_code(0, "all of it was done before, and that is fine");
    let mut command = shop.program("report");
    command.arg(shop.root()).arg("--originals");
    command.arg(shop.originals()).arg("--html").arg(&html);
    command.arg("--journals").arg(shop.out("journals"));
    let repaired = shop.black.len() + 1;
    run(command.arg("--pack").arg(&pack))
        .expect_code(0, "all done")
        .expect_said(&format!("repaired files in the pack: {repaired}"));
    assert!(pack.join("files").join(&hole).is_file());
}

#[test]
fn a_file_that_a_repair_put_in_place_is_not_judged_as_the_black_one() {
    let shop = Shop::new();
    let (backup, pack, html) = (shop.out("backup"), shop.out("pack"), shop.out("page.html"));
    let in_place: [&OsStr; 3] = ["--in-place".as_ref(), "--backup".as_ref(), backup.as_ref()];
    shop.repair(in_place).expect_code(0, "all done");
    let mut command = shop.program("report");
    command.arg(shop.root()).arg("--originals");
    command.arg(shop.originals()).arg("--html").arg(&html);
    command.arg("--journals").arg(shop.out("journals"));
    run(command.arg("--pack").arg(&pack))
        .expect_code(0, "all done")
        .expect_said(&format!("repaired files in the pack: {}", shop.black.len()));
    let lines = fs::read_to_string(pack.join("images.jsonl")).expect("written");
    assert_eq!(lines.lines().count(), shop.black.len());
    assert!(!lines.contains("not_the_mishap"), "{lines}");
    let original = shop.original_of(&shop.black[0]);
    let name = original.file_name().expect("a name").to_string_lossy();
    assert!(lines.contains(&*name), "the journal knows the original");
}

/// How often the program may be as good as done when it is killed, before the test gives up: the machine decides who is
/// faster.
const TRIES: usize = 20;

#[test]
fn a_pack_whose_program_was_killed_is_saved_into_the_same_folder_again() {
    let shop = Shop::new();
    let new = shop.out("new");
    let mut command = shop.program("repair");
    command.arg(shop.root()).arg("--originals");
    run(command.arg(shop.originals()).arg("--to").arg(&new)).expect_code(0, "all done");
    let (pack, html) = (shop.out("pack"), shop.out("page.html"));
    let report = || {
        let mut command = shop.program("report");
        command.arg(shop.root()).arg("--originals");
        command.arg(shop.originals()).arg("--html").arg(&html);
        command.arg("--pack").arg(&pack);
        command
    };
    let is_cut_short = (0..TRIES).any(|_| {
        let mut child = report().spawn().expect("it starts");
        while child.try_wait().expect("asked").is_none() && tree(&pack).is_empty() {
            std::thread::yield_now();
        }
        child.kill().expect("killed, or ended by itself");
        child.wait().expect("it ended");
        let is_whole = pack.join("report.html").exists();
        if is_whole {
            fs::remove_dir_all(&pack).expect("removed");
        }
        !is_whole && pack.exists()
    });
    assert!(is_cut_short, "it is killed before its end");
    run(&mut report()).expect_code(0, "what was left is known");
    let hidden = |path: &Path| path.to_string_lossy().contains(".blackdrop-");
    for folder in [&pack, &html.parent().expect("a folder").to_path_buf()] {
        let left: Vec<_> = tree(folder).into_keys().filter(|it| hidden(it)).collect();
        assert!(left.is_empty(), "{left:?}");
    }
    assert_eq!(tree(&pack.join("files")).len(), shop.black.len());
    // A pack that is whole is never replaced.
    run(&mut report()).expect_code(3, "it is whole");
}
