//! Files whose names promise no picture: workers look at their first bytes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::support::{config, folder_with, put, scan_files};
use crate::scan::{
    FileStamp, IfUnchanged, ImageId, ImageLocation, KnownFile, KnownImage, KnownImages, SkipCause,
};

/// What a scan tells as skipped, by path.
fn skipped(root: &Path) -> Vec<(PathBuf, SkipCause)> {
    let mut skipped = scan_files(config(root, 2)).hear_out().skipped;
    skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
    skipped
}

#[test]
fn pictures_are_inspected_whatever_their_names_and_others_are_counted() {
    let root = folder_with(&["a.jpg", "notes.txt", "empty", "bin/tool"]);
    let put = |name: &str, bytes: &[u8]| std::fs::write(root.path().join(name), bytes).unwrap();
    put("empty", b"");
    put("shoe.jpg@v=1612345678", b"\xFF\xD8\xFF\xE0 and so on");
    put("4006381333931", b"\xFF\xD8\xFF\xE0 and so on");
    put("scan.jpg_large", b"\x89PNG\r\n\x1A\n and so on");
    put("phone.jpg.part", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    put("list.pdf", b"%PDF-1.7\n");
    put(".hidden", b"\xFF\xD8\xFF\xE0");
    for workers in [1, 3] {
        let story = scan_files(config(root.path(), workers)).hear_out();
        let found = [
            "4006381333931",
            "a.jpg",
            "scan.jpg_large",
            "shoe.jpg@v=1612345678",
        ];
        assert_eq!(story.paths(), found.map(PathBuf::from));
        assert_eq!(story.ids(), [0, 1, 2, 3], "ids without gaps");
        assert_eq!((story.found, story.started), (4, 4));
        assert!(story.is_walk_over, "the total is known at the end");
        assert_eq!(
            story.other_files, 4,
            "a text, a tool, a PDF, and an empty one"
        );
        let heic = SkipCause::PictureByContent { kind: "HEIC" };
        assert_eq!(story.skipped, [(PathBuf::from("phone.jpg.part"), heic)]);
    }
}

#[test]
fn many_other_files_are_all_counted_though_nothing_is_told_of_each() {
    let root = folder_with(&["z.jpg"]);
    for at in 0..700 {
        put(root.path().join(format!("{}/{at}.txt", at % 7)));
    }
    let story = scan_files(config(root.path(), 3)).hear_out();
    assert_eq!(story.other_files, 700);
    assert_eq!(story.paths(), [PathBuf::from("z.jpg")]);
    assert!(story.skipped.is_empty());
}

#[test]
fn an_image_of_an_earlier_scan_is_known_again_whatever_its_name() {
    let root = folder_with(&["photo", "text"]);
    let path = root.path().join("photo");
    std::fs::write(&path, b"\xFF\xD8\xFF\xE0 and so on").unwrap();
    let modified = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(modified).unwrap();
    let metadata = file.metadata().unwrap();
    let known = KnownImage {
        location: ImageLocation::new("photo"),
        file: KnownFile {
            file_bytes: Some(metadata.len()),
            stamp: FileStamp {
                modified: metadata.modified().ok(),
                looked_at: Some(std::time::SystemTime::now()),
                content: None,
            },
            if_unchanged: IfUnchanged::Keep,
        },
    };
    let mut orders = config(root.path(), 2);
    orders.memory.known = Arc::new(KnownImages::new([known]));
    let story = scan_files(orders.clone()).hear_out();
    assert_eq!(story.unchanged, [ImageId(0)]);
    assert_eq!((story.reports.len(), story.other_files), (0, 1));
    std::fs::write(&path, b"<html> is there now").unwrap();
    let story = scan_files(orders.clone()).hear_out();
    assert_eq!(story.ids(), [0], "it has its row, which says what it is");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(scan_files(orders).hear_out().gone, [ImageId(0)]);
}

#[cfg(unix)]
#[test]
fn links_are_told_by_where_they_lead() {
    use std::os::unix::fs::symlink;

    let root = folder_with(&["shop/a.jpg", "photo", ".trash/b.jpg"]);
    let elsewhere = folder_with(&["c.jpg"]);
    std::fs::write(root.path().join("photo"), b"\xFF\xD8\xFF\xE0").unwrap();
    let link = |target: &Path, name: &str| symlink(target, root.path().join(name)).unwrap();
    link(root.path(), "shop/loop");
    link(elsewhere.path(), "shop/elsewhere");
    link(&root.path().join(".trash"), "shop/trash");
    link(elsewhere.path(), "shop/.cache");
    link(Path::new("../photo"), "shop/other name");
    link(Path::new("/mnt/away/photos"), "shop/away");
    link(Path::new("nowhere"), "shop/.hidden");
    link(Path::new("/dev/null"), "shop/device");
    let to_folder = |is_walked| SkipCause::LinkedFolder { is_walked };
    let away = SkipCause::UnknownContent {
        detail: "a link to what is not there".to_owned(),
    };
    let expected = [
        (".trash", SkipCause::HiddenFolder),
        ("shop/.cache", SkipCause::HiddenFolder),
        ("shop/away", away),
        ("shop/elsewhere", to_folder(false)),
        ("shop/loop", to_folder(true)),
        ("shop/trash", to_folder(false)),
    ]
    .map(|(path, cause)| (PathBuf::from(path), cause));
    assert_eq!(skipped(root.path()), expected);
    let story = scan_files(config(root.path(), 2)).hear_out();
    let found = ["photo", "shop/a.jpg", "shop/other name"].map(PathBuf::from);
    assert_eq!(story.paths(), found, "links to files are followed");
}
