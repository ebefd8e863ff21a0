//! What an undo brings back, and what it leaves alone.

use std::fs;
use std::path::Path;

use super::test_shop::{
    Files, Maker, Shop, black_bytes, files_in, long_ago, modified, new_bytes, write,
};
use super::*;
use crate::files::REPAIR_LOCK;
use crate::scan::{ImageLocation, ProductId};
use crate::session::Placement;

const IMAGES: [&str; 3] = [
    "04006381000012/1.jpg",
    "04006381000012/2.jpg",
    "04006381000029/3.jpg",
];

fn undo(journal: &Path, scope: &UndoScope) -> Vec<UndoOutcome> {
    let undo = UndoRun::open(journal, scope).unwrap();
    let outcomes = undo
        .wanted()
        .iter()
        .map(|&index| undo.undo(index))
        .collect();
    undo.finish().unwrap();
    outcomes
}

/// The only obstacle of an undo of the first image.
#[track_caller]
fn obstacle(journal: &Path) -> UndoObstacle {
    let scope = UndoScope::File(ImageLocation::new(IMAGES[0]));
    match &undo(journal, &scope)[..] {
        [UndoOutcome::Left(problem)] => problem.obstacle.clone(),
        other => panic!("{other:?}"),
    }
}

fn all_black() -> Files {
    IMAGES
        .iter()
        .map(|image| (image.into(), black_bytes(image)))
        .collect()
}

fn backup_tree(shop: &Shop) -> std::path::PathBuf {
    let history = repairs_of(&shop.journals(), &shop.root());
    history.repairs[0].backup_tree.clone().unwrap()
}

#[test]
fn everything_comes_back_byte_for_byte_with_its_date_and_the_backup_stays() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(outcomes, vec![UndoOutcome::Undone; 3]);
    assert_eq!(shop.files("shop"), all_black());
    assert_eq!(modified(&shop.image(IMAGES[0])), long_ago());
    assert_eq!(files_in(&backup_tree(&shop)), all_black());
    assert_eq!(
        undo(&journal, &UndoScope::Everything),
        [],
        "nothing is left"
    );
    let run = RepairRun::resume(&journal).unwrap();
    assert_eq!(
        run.open_items(),
        [0_usize; 0],
        "and nothing is repaired again"
    );
}

#[test]
fn one_product_or_one_file_comes_back_alone() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let file = UndoScope::File(ImageLocation::new(IMAGES[1]));
    assert_eq!(undo(&journal, &file), [UndoOutcome::Undone]);
    let first = fs::read(shop.image(IMAGES[0])).unwrap();
    assert_eq!(first, new_bytes(IMAGES[0]));
    let product = ProductId::of(&ImageLocation::new(IMAGES[0])).unwrap();
    let outcomes = undo(&journal, &UndoScope::Product(product));
    assert_eq!(
        outcomes,
        [UndoOutcome::Undone],
        "the other is undone already"
    );
    let mut expected = all_black();
    expected.insert(IMAGES[2].into(), new_bytes(IMAGES[2]));
    assert_eq!(shop.files("shop"), expected);
}

#[test]
fn a_file_that_was_changed_since_is_left_and_its_backup_named() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    write(&shop.image(IMAGES[0]), b"edited");
    let kept = backup_tree(&shop).join(IMAGES[0]);
    assert_eq!(
        obstacle(&journal),
        UndoObstacle::ChangedSince {
            backup: Some(kept.clone())
        }
    );
    assert_eq!(fs::read(shop.image(IMAGES[0])).unwrap(), b"edited");
    fs::remove_file(shop.image(IMAGES[0])).unwrap();
    let gone = UndoObstacle::TargetGone {
        backup: Some(kept.clone()),
    };
    assert_eq!(obstacle(&journal), gone);
    write(&shop.image(IMAGES[0]), &new_bytes(IMAGES[0]));
    write(&kept, b"damaged");
    assert_eq!(
        obstacle(&journal),
        UndoObstacle::BackupChanged {
            backup: Some(kept.clone())
        }
    );
    fs::remove_file(&kept).unwrap();
    assert_eq!(
        obstacle(&journal),
        UndoObstacle::BackupGone { backup: Some(kept) }
    );
    let first = fs::read(shop.image(IMAGES[0])).unwrap();
    assert_eq!(first, new_bytes(IMAGES[0]), "left as it is each time");
}

#[test]
fn a_write_protected_file_is_left() {
    let shop = Shop::with(&IMAGES);
    for destination in [shop.in_place(), shop.new_folder()] {
        let shop = Shop::with(&IMAGES);
        let (destination, written) = match destination {
            RepairDestination::InPlace { .. } => (shop.in_place(), shop.image(IMAGES[0])),
            RepairDestination::NewFolder(_) => {
                (shop.new_folder(), shop.path("new").join(IMAGES[0]))
            }
        };
        let journal = shop.repaired(destination);
        let mut permissions = fs::metadata(&written).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&written, permissions).unwrap();
        assert_eq!(obstacle(&journal), UndoObstacle::WriteProtected);
        assert_eq!(fs::read(&written).unwrap(), new_bytes(IMAGES[0]));
    }
}

#[test]
fn a_new_folder_goes_with_all_that_the_run_made_in_it() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.new_folder());
    let file = UndoScope::File(ImageLocation::new(IMAGES[2]));
    assert_eq!(undo(&journal, &file), [UndoOutcome::Undone]);
    assert!(!shop.path("new/04006381000029").exists(), "empty by now");
    assert_eq!(shop.files("new").len(), 2);
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(outcomes, vec![UndoOutcome::Undone; 2]);
    assert!(!shop.path("new").exists());
    assert_eq!(shop.files("shop"), all_black());
    let again = UndoRun::open(&journal, &UndoScope::Everything).unwrap();
    assert_eq!(again.wanted(), [0_usize; 0]);
}

#[test]
fn what_others_put_into_a_new_folder_stays() {
    let shop = Shop::with(&IMAGES);
    fs::create_dir_all(shop.path("new/04006381000029")).unwrap();
    let journal = shop.repaired(shop.new_folder());
    write(&shop.path("new").join(IMAGES[1]), b"edited");
    write(&shop.path("new/04006381000012/theirs.txt"), b"theirs");
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert!(
        matches!(
            &outcomes[..],
            [UndoOutcome::Undone, UndoOutcome::Left(problem), UndoOutcome::Undone]
                if problem.obstacle == UndoObstacle::ChangedSince { backup: None }
        ),
        "{outcomes:?}"
    );
    assert_eq!(
        shop.files("new"),
        Files::from([
            (IMAGES[1].into(), b"edited".to_vec()),
            ("04006381000012/theirs.txt".into(), b"theirs".to_vec()),
        ])
    );
    assert!(
        shop.path("new/04006381000029").is_dir(),
        "it was there before the run"
    );
}

#[test]
fn a_new_file_that_somebody_removed_is_undone_already() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.new_folder());
    fs::remove_file(shop.path("new").join(IMAGES[0])).unwrap();
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(
        outcomes,
        [
            UndoOutcome::WasUndone,
            UndoOutcome::Undone,
            UndoOutcome::Undone
        ]
    );
}

#[test]
fn files_on_a_disk_that_is_away_are_undone_when_it_is_back() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.new_folder());
    fs::rename(shop.path("new"), shop.path("away")).unwrap();
    let gone = UndoObstacle::TargetGone { backup: None };
    assert_eq!(obstacle(&journal), gone);
    // An empty folder, on which the disk is mounted when it is there.
    fs::create_dir(shop.path("new")).unwrap();
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(outcomes, vec![UndoOutcome::WasUndone; 3]);
    fs::remove_dir(shop.path("new")).ok();
    fs::rename(shop.path("away"), shop.path("new")).unwrap();
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(outcomes, vec![UndoOutcome::Undone; 3]);
    assert!(!shop.path("new").exists());
}

#[test]
fn an_undo_that_failed_leaves_the_image_repaired() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let kept = backup_tree(&shop).join(IMAGES[0]);
    let black = fs::read(&kept).unwrap();
    fs::remove_file(&kept).unwrap();
    obstacle(&journal);
    assert_eq!(repairs_in_force(&shop.journals(), &shop.root()).len(), 3);
    // Killed when it was about to rename.
    write(&kept, &black);
    let text = fs::read_to_string(&journal).unwrap();
    let at = "2026-10-03T14:02:31Z";
    let undoing = format!("{{\"step\":\"undoing\",\"item\":0,\"at\":\"{at}\"}}\n");
    fs::write(&journal, text + &undoing).unwrap();
    assert_eq!(repairs_in_force(&shop.journals(), &shop.root()).len(), 3);
}

#[test]
fn what_another_run_wrote_is_not_undone() {
    let shop = Shop::with(&IMAGES);
    let first = shop.begin(shop.new_folder());
    let journal = first.journal().to_path_buf();
    drop(first);
    // As two at once would, where somebody removed the lock of one.
    let other = shop.begin(shop.new_folder());
    fs::remove_file(shop.path("new").join(REPAIR_LOCK)).unwrap();
    let second = RepairRun::resume(&journal).unwrap();
    let late = LateMaker(&other);
    let outcome = format!("{:?}", second.repair(0, &late));
    assert!(outcome.contains("TargetExists"), "{outcome}");
    drop(second);
    let written = shop.files("new");
    assert_eq!(written.len(), 1, "the other's");
    assert_eq!(undo(&journal, &UndoScope::Everything), []);
    assert_eq!(shop.files("new"), written);
}

/// Lets another run write the same file just before this one does.
struct LateMaker<'run>(&'run RepairRun);

impl FileMaker for LateMaker<'_> {
    fn make(
        &self,
        black: &[u8],
        original: &[u8],
        placement: Option<&Placement>,
        options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade> {
        Maker.make(black, original, placement, options)
    }

    fn written(&self) {
        let outcome = self.0.repair(0, &Maker);
        assert!(matches!(outcome, RepairOutcome::Repaired(_)));
    }
}

#[test]
fn an_unfinished_run_is_undone_as_far_as_it_came() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.in_place());
    assert!(matches!(run.repair(1, &Maker), RepairOutcome::Repaired(_)));
    let journal = run.journal().to_path_buf();
    drop(run);
    // Killed before it was told: the disk tells.
    let text = fs::read_to_string(&journal).unwrap();
    let ready = text.trim_end().rsplit_once('\n').unwrap().0;
    fs::write(&journal, format!("{ready}\n")).unwrap();
    assert_eq!(
        undo(&journal, &UndoScope::Everything),
        [UndoOutcome::Undone]
    );
    assert_eq!(shop.files("shop"), all_black());
}

#[test]
fn folders_that_a_killed_run_left_empty_go_too() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.new_folder());
    fs::remove_file(shop.original(IMAGES[0])).unwrap();
    let parts = format!("{:?}", run.repair(0, &Maker));
    assert!(parts.contains("OriginalGone"), "{parts}");
    let journal = run.journal().to_path_buf();
    drop(run);
    // Killed after it had made a folder, and before there was anything in it.
    let line = "{\"step\":\"folder\",\"folder\":\"04006381000012\"}\n";
    let text = fs::read_to_string(&journal).unwrap() + line;
    fs::write(&journal, text).unwrap();
    fs::create_dir(shop.path("new/04006381000012")).unwrap();
    assert_eq!(undo(&journal, &UndoScope::Everything), []);
    assert!(!shop.path("new").exists());
}

#[test]
fn an_undo_that_was_killed_is_begun_again() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    undo(&journal, &UndoScope::Everything);
    // As if it had been killed before it told of the last.
    let text = fs::read_to_string(&journal).unwrap();
    let told = text.trim_end().rsplit_once('\n').unwrap().0;
    fs::write(&journal, format!("{told}\n")).unwrap();
    let run = fs::read_to_string(&journal).unwrap();
    assert!(run.trim_end().ends_with('}') && run.contains("\"undoing\""));
    let outcomes = undo(&journal, &UndoScope::Everything);
    assert_eq!(outcomes, [UndoOutcome::WasUndone]);
    assert_eq!(shop.files("shop"), all_black());
    assert_eq!(modified(&shop.image(IMAGES[2])), long_ago());
}

#[test]
fn an_undo_is_noted_before_it_writes_anything() {
    let shop = Shop::with(&IMAGES);
    let journal = shop.repaired(shop.in_place());
    let run = journal.file_stem().unwrap().to_str().unwrap();
    let run = run.strip_prefix("repair-").unwrap();
    let temporary = shop.image(&format!("04006381000012/.blackdrop-{run}-0.tmp"));
    // In the way, so that the undo comes to its first write and no further.
    fs::create_dir(&temporary).unwrap();
    let met = obstacle(&journal);
    assert!(matches!(met, UndoObstacle::Disk(_)), "{met:?}");
    let text = fs::read_to_string(&journal).unwrap();
    assert!(text.contains(r#"{"step":"undoing","item":0"#), "{text}");
    fs::remove_dir(&temporary).unwrap();
    // Killed half-way, and the file edited before anybody undoes again.
    let undoing = text.rsplit_once("{\"step\":\"not_undone\"").unwrap().0;
    fs::write(&journal, undoing).unwrap();
    fs::write(&temporary, "half").unwrap();
    write(&shop.image(IMAGES[0]), b"edited");
    let kept = backup_tree(&shop).join(IMAGES[0]);
    let changed = UndoObstacle::ChangedSince { backup: Some(kept) };
    assert_eq!(obstacle(&journal), changed);
    assert!(!temporary.exists(), "nothing is left in the shop");
}

#[cfg(unix)]
#[test]
fn a_linked_folder_is_not_followed_out_by_an_undo() {
    for destination in [Shop::in_place as fn(&Shop) -> _, Shop::new_folder] {
        let shop = Shop::with(&IMAGES);
        let journal = shop.repaired(destination(&shop));
        let written = match destination(&shop) {
            RepairDestination::InPlace { .. } => shop.root(),
            RepairDestination::NewFolder(folder) => folder,
        };
        let folder = written.join("04006381000012");
        fs::rename(&folder, shop.path("outside")).unwrap();
        std::os::unix::fs::symlink(shop.path("outside"), &folder).unwrap();
        let before = shop.files("outside");
        assert_eq!(obstacle(&journal), UndoObstacle::Disk(DiskFault::LeadsOut));
        assert_eq!(shop.files("outside"), before);
    }
}
