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
    /// Below the shop, or below the folder of originals with a `+` before.
    fn candidates(&self, image: &str) -> Vec<String> {
        let name = |path: PathBuf| {
            let within = |root: &Path| path.strip_prefix(root).ok().map(Path::to_path_buf);
            let shown = |path: PathBuf| path.to_string_lossy().replace('\\', "/");
            match within(self.folder.path()) {
                Some(original) => format!("+{}", shown(original)),
                None => shown(within(Path::new("/shop")).unwrap()),
            }
        };
        let found = self.index.candidates(&ImageLocation::new(image));
        found.into_iter().map(name).collect()
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
        ["a/shoe.png", "+a/Shoe.tif", "a/shoe_large.png"]
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
fn mirrored_folders_are_found_without_ids() {
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
        ["+winter/boots/PNG/alpine.png"]
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
    assert_eq!(shelf.candidates("a/shoe.jpg").len(), MOST_CANDIDATES);
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
        index.candidates(&images[0]),
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
        index.candidates(&ImageLocation::new("shoe.jpg")),
        [folder.path().join("shoe.png")]
    );
}
