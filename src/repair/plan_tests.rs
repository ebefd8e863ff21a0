//! What a plan says, and that planning writes nothing.

use std::fs;

use super::test_shop::{Shop, animated_webp, long_ago, repair_all, set_modified, write};
use super::*;
use crate::inspect::ImageFormat;
use crate::scan::ImageLocation;

const IMAGES: [&str; 2] = ["04006381000012/1.jpg", "04006381000029/a/2.jpg"];

/// Why each image of a plan is skipped, by its path.
fn skipped(plan: &RepairPlan) -> Vec<(String, RepairObstacle)> {
    plan.skipped
        .iter()
        .map(|image| {
            let path = image.location.relative().to_string_lossy();
            (path.into_owned(), image.obstacle.clone())
        })
        .collect()
}

/// The only obstacle of a shop whose first image has one.
fn first_obstacle(shop: &Shop, destination: RepairDestination) -> RepairObstacle {
    let plan = shop.plan(destination);
    assert_eq!(plan.items.len(), 1, "the second can be repaired");
    match &skipped(&plan)[..] {
        [(path, obstacle)] if path == IMAGES[0] => obstacle.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_plan_says_what_goes_where_and_writes_nothing() {
    let shop = Shop::with(&IMAGES);
    let before = shop.files("");
    let plan = shop.plan(shop.new_folder());
    assert_eq!(plan.items.len(), 2);
    assert_eq!(plan.skipped, []);
    let first = &plan.items[0];
    assert_eq!(first.target, shop.path("new").join(IMAGES[0]));
    assert_eq!(first.action, RepairAction::WriteNew);
    assert_eq!(first.original.path, shop.original(IMAGES[0]));
    let [disk] = &plan.disks[..] else {
        panic!("{:?}", plan.disks);
    };
    assert_eq!(
        disk.needed_bytes,
        plan.items
            .iter()
            .map(|item| item.estimated_bytes)
            .sum::<u64>()
    );
    assert!(disk.free_bytes.is_some_and(|free| free > 0));
    let in_place = shop.plan(shop.in_place());
    assert_eq!(in_place.items[0].target, shop.image(IMAGES[0]));
    assert_eq!(in_place.items[0].action, RepairAction::Replace);
    let black_bytes: u64 = in_place.items.iter().map(|item| item.file_bytes).sum();
    assert_eq!(
        in_place.disks[0].needed_bytes,
        disk.needed_bytes + black_bytes,
        "new files and backup lie on the same disk"
    );
    assert_eq!(shop.files(""), before);
    assert!(!shop.path("new").exists() && !shop.path("backup").exists());
}

#[test]
fn images_that_are_gone_or_were_changed_since_the_scan_are_skipped() {
    let shop = Shop::with(&IMAGES);
    fs::remove_file(shop.image(IMAGES[0])).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::ImageGone
    );
    fs::remove_dir(shop.image(IMAGES[0]).parent().unwrap()).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::ImageGone
    );
    let shop = Shop::with(&IMAGES);
    let mut order = shop.order(shop.new_folder());
    order.images[0].file_bytes += 1;
    let changed = skipped(&plan_repair(order).unwrap());
    assert_eq!(
        changed,
        [(IMAGES[0].to_owned(), RepairObstacle::ImageChanged)]
    );
    set_modified(
        &shop.image(IMAGES[0]),
        long_ago() + std::time::Duration::from_secs(1),
    );
    assert_eq!(
        first_obstacle(&shop, shop.in_place()),
        RepairObstacle::ImageChanged
    );
}

#[test]
fn originals_that_are_gone_or_were_changed_since_the_proof_are_told() {
    let shop = Shop::with(&IMAGES);
    write(&shop.original(IMAGES[0]), b"another");
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::OriginalChanged
    );
    fs::remove_file(shop.original(IMAGES[0])).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::OriginalGone
    );
}

#[test]
fn formats_that_are_not_written_are_skipped() {
    let shop = Shop::with(&IMAGES);
    for format in [ImageFormat::Gif, ImageFormat::Bmp, ImageFormat::Tiff] {
        let mut order = shop.order(shop.new_folder());
        order.images[1].format = format;
        let plan = plan_repair(order).unwrap();
        let expected = RepairObstacle::FormatNotWritten { format };
        assert_eq!(skipped(&plan), [(IMAGES[1].to_owned(), expected)]);
    }
}

#[test]
fn a_file_that_is_there_already_is_never_a_target() {
    let shop = Shop::with(&IMAGES);
    write(&shop.path("new").join(IMAGES[0]), b"somebody's");
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::TargetExists
    );
}

#[test]
fn locations_that_lead_out_are_skipped() {
    let shop = Shop::with(&IMAGES);
    write(&shop.path("elsewhere.jpg"), b"black elsewhere");
    let elsewhere = shop.path("elsewhere.jpg");
    for location in [
        "../elsewhere.jpg",
        "04006381000012/../../elsewhere.jpg",
        elsewhere.to_str().unwrap(),
    ] {
        for destination in [shop.new_folder(), shop.in_place()] {
            let mut order = shop.order(destination);
            order.images[0].location = ImageLocation::new(location);
            let plan = plan_repair(order).unwrap();
            assert_eq!(
                skipped(&plan),
                [(location.to_owned(), RepairObstacle::OutsideRoot)]
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn links_are_skipped_and_linked_folders_that_lead_out_too() {
    use std::os::unix::fs::symlink;
    let shop = Shop::with(&IMAGES);
    let (image, moved) = (shop.image(IMAGES[0]), shop.path("moved.jpg"));
    fs::rename(&image, &moved).unwrap();
    symlink(&moved, &image).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.in_place()),
        RepairObstacle::ImageIsLink
    );
    let folder = image.parent().unwrap();
    fs::remove_file(&image).unwrap();
    fs::remove_dir(folder).unwrap();
    fs::create_dir(shop.path("outside")).unwrap();
    fs::rename(&moved, shop.path("outside/1.jpg")).unwrap();
    symlink(shop.path("outside"), folder).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.in_place()),
        RepairObstacle::OutsideRoot
    );
}

#[cfg(unix)]
#[test]
fn a_folder_of_the_destination_that_is_a_link_out_of_it_is_not_followed() {
    let shop = Shop::with(&IMAGES);
    fs::create_dir_all(shop.path("new")).unwrap();
    fs::create_dir_all(shop.path("outside")).unwrap();
    std::os::unix::fs::symlink(shop.path("outside"), shop.path("new/04006381000012")).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.new_folder()),
        RepairObstacle::Disk(DiskFault::LeadsOut)
    );
}

#[test]
fn a_write_protected_image_is_left_as_it_is_in_place_but_may_be_read() {
    let shop = Shop::with(&IMAGES);
    let image = shop.image(IMAGES[0]);
    let mut permissions = fs::metadata(&image).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&image, permissions).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.in_place()),
        RepairObstacle::WriteProtected
    );
    assert_eq!(shop.plan(shop.new_folder()).items.len(), 2);
}

#[cfg(unix)]
#[test]
fn an_image_with_other_names_is_not_replaced_but_may_be_read() {
    let shop = Shop::with(&IMAGES);
    fs::hard_link(shop.image(IMAGES[0]), shop.image("other.jpg")).unwrap();
    assert_eq!(
        first_obstacle(&shop, shop.in_place()),
        RepairObstacle::HardLinked
    );
    assert_eq!(shop.plan(shop.new_folder()).items.len(), 2);
}

#[test]
fn an_original_is_never_a_target_by_whatever_name() {
    let shop = Shop::with(&IMAGES);
    let mut order = shop.order(shop.in_place());
    // The first image is what the second one was made of.
    order.images[1].original = crate::session::OriginalFile {
        path: shop.root().join("04006381000012/../04006381000012/1.jpg"),
        file_bytes: order.images[0].file_bytes,
        modified: order.images[0].modified,
        content: order.images[0].content.unwrap(),
        placement: None,
        smaller_px: None,
    };
    order.originals = None;
    let plan = plan_repair(order).unwrap();
    assert_eq!(
        skipped(&plan),
        [(IMAGES[0].to_owned(), RepairObstacle::TargetIsOriginal)]
    );
    #[cfg(unix)]
    {
        fs::remove_file(shop.original(IMAGES[1])).unwrap();
        fs::hard_link(shop.image(IMAGES[0]), shop.original(IMAGES[1])).unwrap();
        let plan = shop.plan(shop.in_place());
        assert!(
            skipped(&plan).contains(&(IMAGES[0].to_owned(), RepairObstacle::TargetIsOriginal)),
            "known by what it is, not by its name: {plan:?}"
        );
    }
}

#[test]
fn a_plan_that_needs_more_than_there_is_says_so_and_is_not_begun() {
    let shop = Shop::with(&IMAGES);
    let mut order = shop.order(shop.new_folder());
    assert!(plan_repair(order.clone()).unwrap().short_disk().is_none());
    order.images.truncate(1);
    let mut plan = plan_repair(order).unwrap();
    plan.items[0].file_bytes = u64::MAX / 2;
    let refused = RepairRun::begin(plan, &shop.journals()).unwrap_err();
    assert!(
        matches!(refused, RepairError::LacksSpace { .. }),
        "{refused}"
    );
    assert!(!shop.journals().exists() && !shop.path("new").exists());
}

#[test]
fn a_plan_that_may_need_more_than_there_is_can_be_begun() {
    let shop = Shop::with(&IMAGES);
    for destination in [shop.new_folder(), shop.in_place()] {
        let mut plan = shop.plan(destination);
        plan.items[0].estimated_bytes = u64::MAX / 2;
        let run = RepairRun::begin(plan, &shop.journals()).unwrap();
        repair_all(&run);
    }
}

#[test]
fn an_animation_is_skipped() {
    let shop = Shop::with(&IMAGES);
    write(&shop.image(IMAGES[0]), &animated_webp());
    let mut order = shop.order(shop.in_place());
    order.images[0].format = ImageFormat::WebP;
    let animation = (IMAGES[0].to_owned(), RepairObstacle::Animation);
    assert_eq!(skipped(&plan_repair(order).unwrap()), [animation]);
}

#[test]
fn folders_that_lie_in_each_other_are_refused_as_a_whole() {
    let shop = Shop::with(&IMAGES);
    for (folder, overlap, kept) in [
        ("shop/new", Overlap::Inside, KeptFolder::Scanned),
        ("originals", Overlap::Same, KeptFolder::Originals),
        ("", Overlap::Around, KeptFolder::Scanned),
    ] {
        for destination in [
            RepairDestination::NewFolder(shop.path(folder)),
            RepairDestination::InPlace {
                backup: shop.path(folder),
            },
        ] {
            let refused = plan_repair(shop.order(destination)).unwrap_err();
            assert_eq!(
                refused,
                RepairError::FoldersOverlap {
                    overlap,
                    kept,
                    path: shop.path(folder)
                }
            );
        }
    }
}

#[test]
fn nothing_below_the_folder_of_originals_is_replaced() {
    let shop = Shop::with(&IMAGES);
    let mut order = shop.order(shop.in_place());
    // The first image lies in what is called the folder of originals here.
    let folder = shop.image(IMAGES[0]).parent().unwrap().to_path_buf();
    order.originals = Some(folder.clone());
    let plan = plan_repair(order).unwrap();
    for skipped in &plan.skipped {
        assert_eq!(skipped.obstacle, RepairObstacle::TargetIsOriginal);
    }
    let is_below = |location: &ImageLocation| location.under(&shop.root()).starts_with(&folder);
    assert!(
        plan.skipped
            .iter()
            .any(|skipped| is_below(&skipped.location))
    );
    assert!(!plan.items.iter().any(|item| is_below(&item.location)));
}

#[test]
fn nothing_is_made_of_an_original_that_is_smaller() {
    let shop = Shop::with(&IMAGES);
    let mut order = shop.order(shop.new_folder());
    order.images[0].original.smaller_px = Some((60, 40));
    let plan = plan_repair(order).unwrap();
    let smaller = RepairObstacle::OriginalSmaller {
        original_px: (60, 40),
    };
    assert_eq!(
        smaller.to_string(),
        "the original is smaller than the image, 60 x 40 px; find the larger one"
    );
    assert_eq!(skipped(&plan), [(IMAGES[0].to_owned(), smaller)]);
}
