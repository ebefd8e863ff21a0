use super::super::candidates::MOST_NAMED;
use super::*;

/// A folder of originals with these files, and what an index of it proposes.
struct Shelf {
    folder: tempfile::TempDir,
    index: OriginalsIndex,
}

fn shelf(scanned: &[&str], originals: &[&str]) -> Shelf {
    let folder = tempfile::tempdir().unwrap();
    for name in originals {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, b"never opened").unwrap();
    }
    let images: Vec<_> = scanned.iter().map(ImageLocation::new).collect();
    let index = OriginalsIndex::build(
        Path::new("/shop"),
        Some(folder.path()),
        &images,
        &mut |_| ControlFlow::Continue(()),
    )
    .unwrap();
    Shelf { folder, index }
}

impl Shelf {
    /// By name: below the shop, or below the folder of originals with a `+` before.
    fn candidates(&self, image: &str) -> Vec<String> {
        self.shown(self.index.candidates(&ImageLocation::new(image)).named)
    }

    fn guesses(&self, image: &str) -> Vec<String> {
        self.shown(self.index.candidates(&ImageLocation::new(image)).guessed)
    }

    fn shown(&self, paths: Vec<PathBuf>) -> Vec<String> {
        let name = |path: PathBuf| {
            let within = |root: &Path| path.strip_prefix(root).ok().map(Path::to_path_buf);
            let shown = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
            match within(self.folder.path()) {
                Some(original) => format!("+{}", shown(original)),
                None => shown(within(Path::new("/shop")).unwrap()),
            }
        };
        paths.into_iter().map(name).collect()
    }
}

#[test]
fn an_original_beside_its_image_comes_first() {
    let shelf = shelf(
        &[
            "a/shoe.jpg",
            "a/shoe.png",
            "a/shoe_large.png",
            "a/boot.png",
            "b/shoe.png",
        ],
        &["a/Shoe.tif"],
    );
    assert_eq!(
        shelf.candidates("a/shoe.jpg"),
        [
            "a/shoe.png",
            "+a/Shoe.tif",
            "a/shoe_large.png",
            "b/shoe.png"
        ]
    );
}

#[test]
fn an_image_is_never_its_own_original() {
    let shelf = shelf(&["a/shoe.png", "a/shoe.webp"], &[]);
    assert_eq!(shelf.candidates("a/shoe.png"), ["a/shoe.webp"]);
}

#[test]
fn equal_names_of_different_products_do_not_meet() {
    let shelf = shelf(
        &[
            "red/1.jpg",
            "red/1.png",
            "blue/1.jpg",
            "4006381000012/1.jpg",
        ],
        &[
            "4006381000029/1.png",
            "green/1.png",
            "4006381000012/png/1.png",
        ],
    );
    assert_eq!(shelf.candidates("red/1.jpg"), ["red/1.png"]);
    assert!(shelf.candidates("blue/1.jpg").is_empty());
    assert_eq!(
        shelf.candidates("4006381000012/1.jpg"),
        ["+4006381000012/png/1.png"]
    );
    assert_eq!(
        shelf.guesses("blue/1.jpg"),
        [
            "red/1.png",
            "+4006381000012/png/1.png",
            "+4006381000029/1.png",
            "+green/1.png"
        ],
        "one of them may be it, and none is worth telling"
    );
    let of_others = shelf.guesses("4006381000012/1.jpg");
    assert!(
        !of_others.contains(&"+4006381000029/1.png".to_owned()),
        "{of_others:?}"
    );
}

#[test]
fn the_same_file_name_is_found_anywhere_below() {
    let shelf = shelf(
        &[
            "media/catalog/product/m/u/mug12.jpg",
            "media/catalog/product/cache/1b2c3d4e5f60718293a4b5c6d7e8f901/m/u/mug12_1.jpg",
            "wp-content/uploads/2024/01/Grune-Tasse-600x600.jpg",
            "Shoes/AB-1234_front.jpg",
            "Bags/Leather/XK-77.jpg",
            "4006381000012/kettle.jpg",
        ],
        &[
            "mug12.png",
            "studio/2023/Grüne Tasse.png",
            "AB-1234_front.png",
            "AB-1234_back.png",
            "old/XK-77.png",
            "new/Leather/XK-77.png",
            "20240115/kettle.png",
        ],
    );
    for (image, originals) in [
        ("media/catalog/product/m/u/mug12.jpg", &["+mug12.png"][..]),
        (
            "media/catalog/product/cache/1b2c3d4e5f60718293a4b5c6d7e8f901/m/u/mug12_1.jpg",
            &["+mug12.png"],
        ),
        (
            "wp-content/uploads/2024/01/Grune-Tasse-600x600.jpg",
            &["+studio/2023/Grüne Tasse.png"],
        ),
        ("Shoes/AB-1234_front.jpg", &["+AB-1234_front.png"]),
        (
            "Bags/Leather/XK-77.jpg",
            &["+new/Leather/XK-77.png", "+old/XK-77.png"],
        ),
    ] {
        assert_eq!(shelf.candidates(image), originals, "{image}");
    }
    assert_eq!(
        shelf.guesses("4006381000012/kettle.jpg"),
        ["+20240115/kettle.png"],
        "a day is no other product for certain"
    );
}

#[test]
fn a_folder_named_by_the_product_stands_for_its_name() {
    let shelf = shelf(
        &[],
        &[
            "AB-1234.png",
            "AB-1234_back.png",
            "XK-77/main.png",
            "XK-77/cut/2.png",
            "CD-5.png",
        ],
    );
    for (image, originals) in [
        ("AB-1234/main.jpg", &["+AB-1234.png"][..]),
        (
            "AB-1234/gallery/back.jpg",
            &["+AB-1234_back.png", "+AB-1234.png"],
        ),
        ("Shoes/XK-77.jpg", &["+XK-77/cut/2.png", "+XK-77/main.png"]),
        ("XK-77_2.jpg", &["+XK-77/cut/2.png"]),
        ("brand/XK-77/large/main.jpg", &["+XK-77/main.png"]),
    ] {
        assert_eq!(shelf.candidates(image), originals, "{image}");
    }
    assert_eq!(
        shelf.guesses("AB-1234/DSC_0042.jpg"),
        ["+AB-1234.png"],
        "the product's, whatever the picture is called"
    );
}

#[test]
fn files_named_by_checksums_are_no_copies_of_each_other() {
    let shelf = shelf(
        &[],
        &[
            "Shoes/3db5f1a0c9e84b72.png",
            "Shoes/91ac0be7d2f3485e.png",
            "3d/77aa0be7d2f3485e.png",
            "1612345678.png",
        ],
    );
    for image in [
        "Shoes/0f1e2d3c4b5a6978.jpg",
        "3d/0f1e2d3c4b5a6978.jpg",
        "Shoes/1612349999.jpg",
    ] {
        assert!(shelf.candidates(image).is_empty(), "{image}");
        assert!(shelf.guesses(image).is_empty(), "{image}");
    }
    assert_eq!(
        shelf.candidates("x/91ac0be7d2f3485e.jpg"),
        ["+Shoes/91ac0be7d2f3485e.png"]
    );
}

#[test]
fn a_name_that_every_product_has_is_no_reason_to_read_them_all() {
    let names: Vec<String> = (0..300)
        .map(|number| format!("P{number:03}x/front.png"))
        .collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    names.push("P007x/back.png");
    let shelf = shelf(&[], &names);
    assert_eq!(shelf.candidates("P007x/front.jpg"), ["+P007x/front.png"]);
    assert!(shelf.candidates("other/front.jpg").is_empty());
    assert!(shelf.guesses("other/front.jpg").is_empty());
    assert_eq!(shelf.guesses("other/back.jpg"), ["+P007x/back.png"]);
}

#[test]
fn the_same_product_is_found_anywhere_in_the_tree_of_originals() {
    let shelf = shelf(
        &["shop/4006381000012/large/front.jpg"],
        &[
            "2024/autumn/04006381000012/front.png",
            "2024/autumn/04006381000012/back.png",
            "2024/autumn/4006381000029/front.png",
        ],
    );
    assert_eq!(
        shelf.candidates("shop/4006381000012/large/front.jpg"),
        ["+2024/autumn/04006381000012/front.png"]
    );
}

#[test]
fn flat_originals_are_found_by_their_products_id() {
    let shelf = shelf(
        &["4006381000012/1.jpg", "4006381000012/2.jpg"],
        &[
            "4006381000012.png",
            "4006381000012_2.png",
            "4006381000029.png",
        ],
    );
    assert_eq!(
        shelf.candidates("4006381000012/2.jpg"),
        ["+4006381000012_2.png", "+4006381000012.png"],
        "the one with its number first"
    );
    assert_eq!(
        shelf.candidates("4006381000012/1.jpg"),
        ["+4006381000012.png"]
    );
    assert_eq!(
        shelf.candidates("4006381000012_1.jpg"),
        ["+4006381000012.png"],
        "an image that bears the id itself"
    );
}

#[test]
fn mirrored_folders_come_first_without_ids() {
    let shelf = shelf(
        &["Winter/Boots/jpg/alpine.jpg"],
        &[
            "winter/boots/PNG/alpine.png",
            "summer/boots/alpine.png",
            "alpine.png",
        ],
    );
    assert_eq!(
        shelf.candidates("Winter/Boots/jpg/alpine.jpg"),
        [
            "+winter/boots/PNG/alpine.png",
            "+summer/boots/alpine.png",
            "+alpine.png"
        ],
        "the nearest first"
    );
}

#[test]
fn only_files_that_can_be_transparent_and_are_not_hidden_are_proposed() {
    let shelf = shelf(
        &["a/shoe.jpg", "a/shoe.gif"],
        &[
            "a/shoe.jpg",
            "a/shoe.psd",
            "a/.shoe.png",
            ".trash/a/shoe.png",
            "@eaDir/a/shoe.png",
        ],
    );
    assert!(shelf.candidates("a/shoe.jpg").is_empty());
    assert!(shelf.index.is_empty());
}

#[test]
fn there_are_few_candidates_however_many_names_are_alike() {
    let names: Vec<String> = (1..40).map(|copy| format!("a/shoe ({copy}).png")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let shelf = shelf(&["a/shoe.jpg"], &names);
    assert_eq!(shelf.index.len(), 39);
    assert_eq!(shelf.candidates("a/shoe.jpg").len(), MOST_NAMED);
}

#[test]
fn a_folder_that_is_chosen_twice_proposes_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("shoe.png"), b"never opened").unwrap();
    let images = ["shoe.jpg", "shoe.png"].map(ImageLocation::new);
    let index = OriginalsIndex::build(folder.path(), Some(folder.path()), &images, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(
        index.candidates(&images[0]).named,
        [folder.path().join("shoe.png")]
    );
}

#[test]
fn a_missing_folder_of_originals_is_told_with_its_name() {
    let missing = Path::new("/no such folder");
    let mut go_on = |_| ControlFlow::Continue(());
    let error = OriginalsIndex::build(Path::new("/shop"), Some(missing), &[], &mut go_on);
    let words = error.unwrap_err().to_string();
    assert!(words.ends_with("\"/no such folder\""), "{words}");
}

#[test]
fn the_search_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut stop = |_| ControlFlow::Break(());
    let built = OriginalsIndex::build(Path::new("/shop"), Some(folder.path()), &[], &mut stop);
    assert_eq!(built.unwrap_err(), OriginalsError::Stopped);
}

#[cfg(unix)]
#[test]
fn linked_folders_are_not_followed_and_linked_files_are() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("shoe.png"), b"never opened").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let link = |name: &str, to: &Path| {
        std::os::unix::fs::symlink(to, folder.path().join(name)).unwrap();
    };
    link("a", elsewhere.path());
    link("shoe.png", &elsewhere.path().join("shoe.png"));
    link("boot.png", &elsewhere.path().join("missing.png"));
    let mut go_on = |_| ControlFlow::Continue(());
    let index = OriginalsIndex::build(Path::new("/shop"), Some(folder.path()), &[], &mut go_on);
    let index = index.unwrap();
    assert_eq!(index.len(), 1);
    assert_eq!(
        index.candidates(&ImageLocation::new("shoe.jpg")).named,
        [folder.path().join("shoe.png")]
    );
}
