//! What a run writes, and what it leaves alone.

use std::fs;
use std::io;
use std::path::Path;

use super::file_swap::Hands;
use super::test_shop::{
    Files, Maker, Shop, animated_webp, black_bytes, files_in, long_ago, modified, new_bytes,
    repair_all, set_modified, write,
};
use super::*;
use crate::session::Placement;

const IMAGES: [&str; 2] = ["04006381000012/1.jpg", "04006381000029/a/2.jpg"];

/// What stood in the way of the first image.
#[track_caller]
fn obstacle(run: &RepairRun, maker: &dyn FileMaker) -> RepairObstacle {
    match run.repair(0, maker) {
        RepairOutcome::NotRepaired(problem) => problem.obstacle,
        other => panic!("{other:?}"),
    }
}

fn all_new() -> Files {
    IMAGES
        .iter()
        .map(|image| (image.into(), new_bytes(image)))
        .collect()
}

fn all_black() -> Files {
    IMAGES
        .iter()
        .map(|image| (image.into(), black_bytes(image)))
        .collect()
}

/// Both destinations, each with a shop and a run of its own, just begun.
fn begun() -> [(Shop, RepairRun); 2] {
    [Shop::new_folder, Shop::in_place].map(|destination| {
        let shop = Shop::with(&IMAGES);
        let run = shop.begin(destination(&shop));
        (shop, run)
    })
}

#[test]
fn a_new_folder_gets_the_tree_of_new_files_and_nothing_else_changes() {
    let shop = Shop::with(&IMAGES);
    let originals = shop.files("originals");
    shop.repaired(shop.new_folder());
    assert_eq!(shop.files("new"), all_new());
    assert_eq!(shop.files("shop"), all_black());
    assert_eq!(shop.files("originals"), originals);
    for image in IMAGES {
        assert_eq!(modified(&shop.image(image)), long_ago(), "{image}");
        assert_eq!(modified(&shop.original(image)), long_ago(), "{image}");
    }
}

#[test]
fn in_place_the_black_files_are_kept_in_a_dated_tree_and_then_replaced() {
    let shop = Shop::with(&IMAGES);
    let originals = shop.files("originals");
    let run = shop.begin(shop.in_place());
    let tree = run.backup_tree().unwrap().to_path_buf();
    assert_eq!(tree.parent(), Some(shop.path("backup").as_path()));
    let name = tree.file_name().unwrap().to_str().unwrap();
    let is_dated = jiff::civil::DateTime::strptime("%Y-%m-%d %H.%M.%S", name).is_ok();
    assert!(is_dated, "{name}");
    let RepairOutcome::Repaired(repair) = run.repair(0, &Maker) else {
        panic!("it is repaired");
    };
    assert_eq!(repair.backup, Some(tree.join(IMAGES[0])));
    assert_eq!(repair.target, shop.image(IMAGES[0]));
    assert_eq!(
        repair.content,
        crate::scan::ContentHash::of(&new_bytes(IMAGES[0]))
    );
    repair_all(&run);
    assert_eq!(shop.files("shop"), all_new());
    assert_eq!(files_in(&tree), all_black());
    assert_eq!(
        modified(&tree.join(IMAGES[0])),
        long_ago(),
        "the copy is dated as it was"
    );
    assert!(
        modified(&shop.image(IMAGES[0])) > long_ago(),
        "the new file is new"
    );
    assert_eq!(shop.files("originals"), originals);
    assert_eq!(modified(&shop.original(IMAGES[0])), long_ago());
}

#[test]
fn a_second_run_in_the_same_second_gets_a_tree_of_its_own() {
    let shop = Shop::with(&IMAGES);
    let one = shop.begin(shop.in_place());
    let tree = one.backup_tree().map(Path::to_path_buf);
    let journal = one.journal().to_path_buf();
    drop(one);
    let other = shop.begin(shop.in_place());
    assert_ne!(other.backup_tree(), tree.as_deref());
    assert_ne!(other.journal(), journal);
}

#[test]
fn an_image_whose_content_changed_is_not_touched_though_size_and_date_are_the_same() {
    for (shop, run) in begun() {
        let image = shop.image(IMAGES[0]);
        let mut bytes = black_bytes(IMAGES[0]);
        bytes[0] = b'B';
        write(&image, &bytes);
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::ImageChanged);
        assert_eq!(fs::read(&image).unwrap(), bytes);
        assert_eq!(shop.files("new"), Files::new());
        assert_eq!(shop.files("backup"), Files::new());
    }
}

#[test]
fn an_original_that_is_gone_or_changed_is_told() {
    for (shop, run) in begun() {
        let original = shop.original(IMAGES[0]);
        let mut bytes = fs::read(&original).unwrap();
        bytes[0] = b'O';
        write(&original, &bytes);
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::OriginalChanged);
        fs::remove_file(&original).unwrap();
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::OriginalGone);
        assert_eq!(shop.files("shop"), all_black());
    }
}

#[test]
fn an_animation_that_the_plan_did_not_see_is_left_as_it_is() {
    for destination in [Shop::new_folder as fn(&Shop) -> _, Shop::in_place] {
        let shop = Shop::with(&IMAGES);
        write(&shop.image(IMAGES[0]), &animated_webp());
        let run = shop.begin(destination(&shop));
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::Animation);
        assert_eq!(fs::read(shop.image(IMAGES[0])).unwrap(), animated_webp());
        assert_eq!(shop.files("new"), Files::new());
        assert_eq!(shop.files("backup"), Files::new());
    }
}

#[test]
fn a_file_that_appeared_in_the_new_folder_is_left_as_it_is() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.new_folder());
    write(&shop.path("new").join(IMAGES[0]), b"somebody's");
    assert_eq!(obstacle(&run, &Maker), RepairObstacle::TargetExists);
    assert_eq!(
        shop.files("new"),
        Files::from([(IMAGES[0].into(), b"somebody's".to_vec())])
    );
}

/// Has somebody act while the new file is made.
struct Meanwhile<F>(F);

impl<F: Fn() + Sync> FileMaker for Meanwhile<F> {
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
        (self.0)();
    }
}

#[test]
fn what_somebody_changes_while_the_new_file_is_written_wins() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.in_place());
    let image = shop.image(IMAGES[0]);
    let edit = Meanwhile(|| fs::write(&image, "edited").unwrap());
    assert_eq!(obstacle(&run, &edit), RepairObstacle::ImageChanged);
    assert_eq!(fs::read(&image).unwrap(), b"edited");
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.new_folder());
    let target = shop.path("new").join(IMAGES[0]);
    let appear = Meanwhile(|| fs::write(&target, "somebody's").unwrap());
    assert_eq!(obstacle(&run, &appear), RepairObstacle::TargetExists);
    assert_eq!(fs::read(&target).unwrap(), b"somebody's");
    assert_eq!(shop.files("new").len(), 1, "nothing half-written is left");
}

#[cfg(unix)]
#[test]
fn links_that_appear_after_the_plan_are_not_followed_out() {
    use std::os::unix::fs::symlink;
    for (shop, run) in begun() {
        let image = shop.image(IMAGES[0]);
        let moved = shop.path("moved.jpg");
        fs::rename(&image, &moved).unwrap();
        symlink(&moved, &image).unwrap();
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::ImageIsLink);
        let folder = image.parent().unwrap();
        fs::remove_file(&image).unwrap();
        fs::remove_dir(folder).unwrap();
        fs::create_dir(shop.path("outside")).unwrap();
        fs::rename(&moved, shop.path("outside/1.jpg")).unwrap();
        symlink(shop.path("outside"), folder).unwrap();
        assert_eq!(obstacle(&run, &Maker), RepairObstacle::OutsideRoot);
        assert_eq!(
            shop.files("outside"),
            Files::from([("1.jpg".into(), black_bytes(IMAGES[0]))])
        );
    }
}

#[cfg(unix)]
#[test]
fn links_in_the_folders_that_are_written_are_not_followed_out() {
    for (shop, run) in begun() {
        fs::create_dir(shop.path("outside")).unwrap();
        let written = run
            .backup_tree()
            .map_or_else(|| shop.path("new"), Into::into);
        std::os::unix::fs::symlink(shop.path("outside"), written.join("04006381000012")).unwrap();
        assert_eq!(
            obstacle(&run, &Maker),
            RepairObstacle::Disk(DiskFault::LeadsOut)
        );
        assert_eq!(shop.files("outside"), Files::new());
        assert_eq!(shop.files("shop"), all_black());
    }
}

#[cfg(unix)]
#[test]
fn write_protection_and_other_names_that_came_after_the_plan_are_heeded() {
    let shop = Shop::with(&IMAGES);
    let run = shop.begin(shop.in_place());
    let image = shop.image(IMAGES[0]);
    fs::hard_link(&image, shop.path("other.jpg")).unwrap();
    assert_eq!(obstacle(&run, &Maker), RepairObstacle::HardLinked);
    fs::remove_file(shop.path("other.jpg")).unwrap();
    let mut permissions = fs::metadata(&image).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&image, permissions).unwrap();
    assert_eq!(obstacle(&run, &Maker), RepairObstacle::WriteProtected);
    assert_eq!(shop.files("shop"), all_black());
    assert_eq!(shop.files("backup"), Files::new());
}

#[test]
fn a_locked_file_is_reported_and_can_be_repaired_when_it_is_let_go() {
    let shop = Shop::with(&IMAGES);
    let mut run = shop.begin(shop.in_place());
    run.set_hands(Hands {
        rename: |_, _, _| Err(io::ErrorKind::ResourceBusy.into()),
        wait: |_| {},
        ..Hands::default()
    });
    assert_eq!(
        obstacle(&run, &Maker),
        RepairObstacle::Disk(DiskFault::Locked)
    );
    assert_eq!(
        shop.files("shop"),
        all_black(),
        "and nothing is left beside it"
    );
    run.set_hands(Hands::default());
    repair_all(&run);
    assert_eq!(shop.files("shop"), all_new());
}

#[test]
fn a_copy_whose_name_the_disk_may_not_have_is_waited_for_before_it_is_trusted() {
    let shop = Shop::with(&IMAGES);
    let mut run = shop.begin(shop.in_place());
    run.set_hands(Hands {
        sync_folder: |_| Err(io::Error::other("the disk does not answer")),
        ..Hands::default()
    });
    let tree = run.backup_tree().unwrap().to_path_buf();
    for attempt in 1..=2 {
        let met = obstacle(&run, &Maker);
        assert!(
            matches!(met, RepairObstacle::Disk(DiskFault::Other { .. })),
            "try {attempt}: {met:?}"
        );
        assert_eq!(
            fs::read(tree.join(IMAGES[0])).unwrap(),
            black_bytes(IMAGES[0]),
            "the copy has its name"
        );
        assert_eq!(shop.files("shop"), all_black(), "try {attempt}");
    }
    run.set_hands(Hands::default());
    repair_all(&run);
    assert_eq!(shop.files("shop"), all_new());
}

/// Makes nothing.
struct Refuses;

impl FileMaker for Refuses {
    fn make(
        &self,
        _black: &[u8],
        _original: &[u8],
        _placement: Option<&Placement>,
        _options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade> {
        Err(FileNotMade {
            detail: "the original has another shape".to_owned(),
        })
    }
}

#[test]
fn a_picture_that_can_not_be_made_changes_nothing() {
    for (shop, run) in begun() {
        let expected = RepairObstacle::NotMade {
            detail: "the original has another shape".to_owned(),
        };
        assert_eq!(obstacle(&run, &Refuses), expected);
        assert_eq!(shop.files("shop"), all_black());
        assert_eq!(shop.files("new"), Files::new());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_is_replaced_that_the_journal_can_not_tell() {
    for (shop, mut run) in begun() {
        run.set_journal_on_full_disk().unwrap();
        assert_eq!(
            obstacle(&run, &Maker),
            match run.backup_tree() {
                Some(_) => RepairObstacle::Journal(DiskFault::DiskFull),
                // It could not even tell of the folder.
                None => RepairObstacle::Disk(DiskFault::DiskFull),
            }
        );
        assert_eq!(shop.files("shop"), all_black());
        assert_eq!(shop.files("new"), Files::new());
    }
}

#[test]
fn what_is_repaired_is_not_repaired_again() {
    for (_shop, run) in begun() {
        assert!(matches!(run.repair(0, &Maker), RepairOutcome::Repaired(_)));
        assert_eq!(run.open_items(), [1]);
        assert_eq!(run.repair(0, &Maker), RepairOutcome::SettledBefore);
        assert_eq!(run.open_items(), [1]);
    }
}

#[test]
fn a_run_that_can_not_begin_leaves_no_journal() {
    let shop = Shop::with(&IMAGES);
    let plan = shop.plan(shop.new_folder());
    // A file where the folder would be.
    fs::write(shop.path("new"), "in the way").unwrap();
    let refused = RepairRun::begin(plan, &shop.journals()).unwrap_err();
    assert!(
        matches!(refused, RepairError::NotAFolder { .. }),
        "{refused}"
    );
    assert_eq!(shop.files("journals"), Files::new());
    let mut plan = shop.plan(shop.in_place());
    plan.items.clear();
    let nothing = RepairRun::begin(plan, &shop.journals()).unwrap_err();
    assert!(matches!(nothing, RepairError::NothingToRepair { .. }));
}

#[test]
fn an_image_whose_date_a_share_has_rounded_is_still_the_same() {
    let shop = Shop::with(&IMAGES);
    let fine = long_ago() + std::time::Duration::from_micros(7);
    set_modified(&shop.image(IMAGES[0]), fine);
    let run = shop.begin(shop.in_place());
    repair_all(&run);
    assert_eq!(shop.files("shop"), all_new());
}
