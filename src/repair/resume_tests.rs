//! How a run goes on that was stopped or killed, and what is left of one that nobody wants. Kills at random moments are tried in `tests/repair_kill`.

use std::fs;
use std::path::Path;

use super::test_shop::{
    Files, Maker, Shop, black_bytes, long_ago, modified, new_bytes, repair_all, write,
};
use super::*;

const IMAGES: [&str; 3] = ["a/1.jpg", "a/2.jpg", "b/3.jpg"];

fn all_new() -> Files {
    IMAGES
        .iter()
        .map(|image| (image.into(), new_bytes(image)))
        .collect()
}

/// A shop whose run repaired the first image and was stopped, and its journal.
fn stopped(destination: fn(&Shop) -> RepairDestination) -> (Shop, std::path::PathBuf) {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(destination(&shop));
    assert!(matches!(run.repair(0, &Maker), RepairOutcome::Repaired(_)));
    let journal = run.journal().to_path_buf();
    drop(run);
    (shop, journal)
}

/// Takes the last lines away from a journal.
fn cut_lines(journal: &Path, count: usize) {
    let text = fs::read_to_string(journal).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.truncate(lines.len() - count);
    fs::write(journal, lines.join("\n") + "\n").unwrap();
}

fn run_id(journal: &Path) -> String {
    let name = journal.file_stem().unwrap().to_str().unwrap();
    name.strip_prefix("repair-").unwrap().to_owned()
}

#[test]
fn a_stopped_run_goes_on_with_what_is_left() {
    for (destination, written) in [
        (Shop::new_folder as fn(&Shop) -> _, "new"),
        (Shop::in_place, "shop"),
    ] {
        let (shop, journal) = stopped(destination);
        let run = RepairRun::resume(&journal).unwrap();
        assert_eq!(run.open_items(), [1, 2]);
        assert_eq!(run.items().len(), 3);
        repair_all(&run);
        run.finish().unwrap();
        assert_eq!(shop.files(written), all_new());
    }
}

#[test]
fn a_file_that_got_its_name_before_the_kill_is_done_though_the_journal_does_not_say_so() {
    let (shop, journal) = stopped(Shop::in_place);
    cut_lines(&journal, 1);
    assert_eq!(
        repairs_of(&shop.journals(), &shop.root()).repairs[0].repaired,
        0
    );
    let run = RepairRun::resume(&journal).unwrap();
    assert_eq!(run.open_items(), [1, 2]);
    assert_eq!(
        repairs_of(&shop.journals(), &shop.root()).repairs[0].repaired,
        1,
        "the journal says so now"
    );
}

#[test]
fn a_file_that_did_not_get_its_name_before_the_kill_is_done_again() {
    let (shop, journal) = stopped(Shop::in_place);
    cut_lines(&journal, 1);
    write(&shop.image(IMAGES[0]), &black_bytes(IMAGES[0]));
    let left = shop.image(&format!("a/.blackdrop-{}-0.tmp", run_id(&journal)));
    fs::write(&left, "half").unwrap();
    let run = RepairRun::resume(&journal).unwrap();
    assert_eq!(run.open_items(), [0, 1, 2]);
    assert!(!left.exists(), "what the kill left behind is gone");
    repair_all(&run);
    assert_eq!(shop.files("shop"), all_new());
}

#[test]
fn a_file_that_somebody_changed_after_the_kill_is_left_as_it_is() {
    let (shop, journal) = stopped(Shop::in_place);
    cut_lines(&journal, 1);
    write(&shop.image(IMAGES[0]), b"edited");
    let run = RepairRun::resume(&journal).unwrap();
    let RepairOutcome::NotRepaired(problem) = run.repair(0, &Maker) else {
        panic!("it was changed");
    };
    assert_eq!(problem.obstacle, RepairObstacle::ImageChanged);
    assert_eq!(fs::read(shop.image(IMAGES[0])).unwrap(), b"edited");
}

#[test]
fn a_file_that_was_repaired_and_then_edited_can_still_be_found_in_the_backup() {
    let (shop, journal) = stopped(Shop::in_place);
    cut_lines(&journal, 1);
    write(&shop.image(IMAGES[0]), b"edited");
    let run = RepairRun::resume(&journal).unwrap();
    let outcome = format!("{:?}", run.repair(0, &Maker));
    assert!(outcome.contains("ImageChanged"), "{outcome}");
    let kept = run.backup_tree().unwrap().join(IMAGES[0]);
    drop(run);
    let undo = UndoRun::open(&journal, &UndoScope::Everything).unwrap();
    assert_eq!(undo.wanted(), [0]);
    let UndoOutcome::Left(problem) = undo.undo(0) else {
        panic!("it was edited");
    };
    assert_eq!(
        problem.obstacle,
        UndoObstacle::ChangedSince { backup: Some(kept) }
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_can_not_be_read_after_the_kill_is_told_and_nothing_is_said_of_it() {
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let (shop, journal) = stopped(destination);
        cut_lines(&journal, 1);
        let written = match destination(&shop) {
            RepairDestination::InPlace { .. } => shop.root(),
            RepairDestination::NewFolder(folder) => folder,
        };
        // What a user may not read, root may; out of its folder nobody gets.
        let (folder, away) = (written.join("a"), shop.path("away"));
        fs::rename(&folder, &away).unwrap();
        std::os::unix::fs::symlink(&away, &folder).unwrap();
        let before = fs::read(&journal).unwrap();
        let run = RepairRun::resume(&journal).unwrap();
        assert_eq!(run.repaired_before(), 0);
        assert!(run.open_items().contains(&0), "it will be told");
        let RepairOutcome::NotRepaired(problem) = run.repair(0, &Maker) else {
            panic!("it can't be read");
        };
        assert_eq!(problem.obstacle, RepairObstacle::Disk(DiskFault::LeadsOut));
        run.finish().unwrap();
        let after = fs::read(&journal).unwrap();
        assert_eq!(after, before, "no line of it, nor that it is over");
        fs::remove_file(&folder).unwrap();
        fs::rename(&away, &folder).unwrap();
        assert_eq!(run.repair(0, &Maker), RepairOutcome::SettledBefore);
        drop(run);
        let undo = UndoRun::open(&journal, &UndoScope::Everything).unwrap();
        assert_eq!(undo.undo(0), UndoOutcome::Undone);
    }
}

#[test]
fn other_temporary_files_are_left_alone() {
    let (shop, journal) = stopped(Shop::in_place);
    let others = shop.image("a/.blackdrop-20200101T000000Z-0123456789abcdef-1.tmp");
    fs::write(&others, "of another run").unwrap();
    drop(RepairRun::resume(&journal).unwrap());
    assert!(others.exists());
}

#[test]
fn what_could_not_be_repaired_is_tried_again() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.new_folder());
    let original = shop.original(IMAGES[1]);
    let bytes = fs::read(&original).unwrap();
    fs::remove_file(&original).unwrap();
    for index in run.open_items() {
        let _outcome = run.repair(index, &Maker);
    }
    run.finish().unwrap();
    let journal = run.journal().to_path_buf();
    drop(run);
    let summary = &repairs_of(&shop.journals(), &shop.root()).repairs[0];
    assert_eq!((summary.repaired, summary.failed), (2, 1));
    write(&original, &bytes);
    let run = RepairRun::resume(&journal).unwrap();
    assert_eq!(run.open_items(), [1]);
    repair_all(&run);
    assert_eq!(shop.files("new"), all_new());
}

#[test]
fn a_line_that_was_being_written_does_not_count() {
    let (shop, journal) = stopped(Shop::in_place);
    let whole = fs::read(&journal).unwrap();
    for torn in [&b"{"[..], b"{\"step\":\"done\",\"item\":0", b"\0\0\0\0"] {
        fs::write(&journal, [&whole, torn].concat()).unwrap();
        let run = RepairRun::resume(&journal).unwrap();
        assert_eq!(run.open_items(), [1, 2]);
        run.finish().unwrap();
        drop(run);
        let summary = &repairs_of(&shop.journals(), &shop.root()).repairs[0];
        assert!(
            summary.is_finished,
            "what follows the torn line can be read"
        );
    }
}

#[test]
fn a_journal_is_held_by_one_at_a_time_but_can_be_read() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.in_place());
    let at_work = |error: RepairError| match error {
        RepairError::Journal(error) => error.kind == JournalErrorKind::AtWork,
        _ => false,
    };
    assert!(at_work(RepairRun::resume(run.journal()).unwrap_err()));
    assert!(at_work(
        UndoRun::open(run.journal(), &UndoScope::Everything).unwrap_err()
    ));
    assert_eq!(repairs_of(&shop.journals(), &shop.root()).repairs.len(), 1);
    let journal = run.journal().to_path_buf();
    drop(run);
    assert!(RepairRun::resume(&journal).is_ok());
}

#[test]
fn a_folder_that_has_become_a_link_into_the_shop_is_refused() {
    #[cfg(unix)]
    {
        let (shop, journal) = stopped(Shop::new_folder);
        fs::rename(shop.path("new"), shop.path("moved")).unwrap();
        std::os::unix::fs::symlink(shop.root(), shop.path("new")).unwrap();
        let refused = RepairRun::resume(&journal).unwrap_err();
        assert!(
            matches!(refused, RepairError::FoldersOverlap { .. }),
            "{refused}"
        );
    }
}

#[test]
fn the_date_of_a_black_file_outlives_a_resumed_run() {
    let (shop, journal) = stopped(Shop::in_place);
    let run = RepairRun::resume(&journal).unwrap();
    repair_all(&run);
    drop(run);
    let undo = UndoRun::open(&journal, &UndoScope::Everything).unwrap();
    for &index in undo.wanted() {
        assert_eq!(undo.undo(index), UndoOutcome::Undone);
    }
    for image in IMAGES {
        assert_eq!(modified(&shop.image(image)), long_ago());
    }
}

#[test]
fn a_folder_on_a_disk_that_is_away_is_not_made_again() {
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let shop = Shop::with(&IMAGES);
        let run = shop.begin(destination(&shop));
        assert!(matches!(run.repair(0, &Maker), RepairOutcome::Repaired(_)));
        let journal = run.journal().to_path_buf();
        drop(run);
        let folder = destination(&shop).folder().to_path_buf();
        fs::rename(&folder, shop.path("away")).unwrap();
        let refused = RepairRun::resume(&journal).unwrap_err().to_string();
        assert!(refused.contains("connect its disk and resume"), "{refused}");
        assert!(!folder.exists(), "it is not made");
        fs::rename(shop.path("away"), &folder).unwrap();
        let run = RepairRun::resume(&journal).unwrap();
        assert!(!run.open_items().contains(&0), "it is done");
    }
}

#[test]
fn a_journal_whose_tree_leads_out_of_the_backup_is_damaged() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let tree = repairs_of(&shop.journals(), &shop.root()).repairs[0]
        .backup_tree
        .clone()
        .unwrap();
    let name = tree.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(&journal).unwrap();
    for lead in ["..", "../outside", "/outside", "a/b", "", "."] {
        let edited = format!("\"tree\":\"{lead}\"");
        let edited = text.replacen(&format!("\"tree\":\"{name}\""), &edited, 1);
        assert_ne!(edited, text);
        fs::write(&journal, edited).unwrap();
        let refused = RepairRun::resume(&journal).unwrap_err().to_string();
        assert!(
            refused.contains("line 1 of the journal is damaged"),
            "{lead:?}: {refused}"
        );
    }
    assert!(!shop.path("outside").exists());
}

#[test]
fn a_run_that_nobody_wants_after_all_leaves_nothing_behind() {
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let shop = Shop::with(&IMAGES);
        let before = shop.files("");
        shop.begin(destination(&shop)).take_back();
        assert_eq!(
            repairs_of(&shop.journals(), &shop.root()),
            RepairHistory::default()
        );
        assert!(!shop.path("new").exists());
        let is_empty = |mut trees: fs::ReadDir| trees.next().is_none();
        let backup = fs::read_dir(shop.path("backup"));
        assert!(
            backup.is_ok_and(is_empty) || !shop.path("backup").exists(),
            "no dated tree is left"
        );
        let mut after = shop.files("");
        after.retain(|path, _| !path.starts_with("journals"));
        assert_eq!(after, before);
        drop(shop.begin(shop.in_place()));
    }
}

#[test]
fn a_run_that_has_done_something_is_not_taken_back() {
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let shop = Shop::with(&IMAGES);
        let run = shop.begin(destination(&shop));
        let journal = run.journal().to_path_buf();
        assert!(matches!(run.repair(0, &Maker), RepairOutcome::Repaired(_)));
        run.take_back();
        let run = RepairRun::resume(&journal).unwrap();
        assert_eq!(run.open_items(), [1, 2]);
        run.take_back();
        assert!(journal.exists(), "nor one that was gone on with");
        assert_eq!(repairs_of(&shop.journals(), &shop.root()).repairs.len(), 1);
    }
}
