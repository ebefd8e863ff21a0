//! Pictures under names that promise none, where a gate asks for them.

use std::path::{Path, PathBuf};

use super::support::{config, folder_with, scan_files};
use crate::scan::SkipCause;

/// What a scan that looks for pictures under other names tells as skipped, by path.
pub(super) fn told_by_content(root: &Path) -> Vec<(PathBuf, SkipCause)> {
    let mut orders = config(root, 2);
    orders.by_content = true;
    let mut skipped = scan_files(orders).hear_out().skipped;
    skipped.sort_by(|(a, _), (b, _)| a.cmp(b));
    skipped
}

#[test]
fn pictures_under_other_names_are_told_where_that_is_asked() {
    let root = folder_with(&["a.jpg", "notes.txt", "empty"]);
    let put = |name: &str, bytes: &[u8]| std::fs::write(root.path().join(name), bytes).unwrap();
    put("empty", b"");
    put("photo.dat", b"\xFF\xD8\xFF\xE0 and so on");
    put("scan", b"\x89PNG\r\n\x1A\n and so on");
    put("phone.jpg.part", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    put("list.pdf", b"%PDF-1.7\n");
    put("Thumbs.db", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(".hidden", b"\xFF\xD8\xFF\xE0");
    let unasked = scan_files(config(root.path(), 2)).hear_out();
    assert!(unasked.skipped.is_empty(), "nobody asked");
    let picture = |path: &str, kind| (PathBuf::from(path), SkipCause::PictureByContent { kind });
    assert_eq!(
        told_by_content(root.path()),
        [
            picture("phone.jpg.part", "HEIC"),
            picture("photo.dat", "JPEG"),
            picture("scan", "PNG"),
        ]
    );
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
    let jpeg = SkipCause::PictureByContent { kind: "JPEG" };
    let away = SkipCause::UnknownContent {
        detail: "a link to what is not there".to_owned(),
    };
    let expected = [
        (".trash", SkipCause::HiddenFolder),
        ("photo", jpeg.clone()),
        ("shop/.cache", SkipCause::HiddenFolder),
        ("shop/away", away),
        ("shop/elsewhere", to_folder(false)),
        ("shop/loop", to_folder(true)),
        ("shop/other name", jpeg),
        ("shop/trash", to_folder(false)),
    ]
    .map(|(path, cause)| (PathBuf::from(path), cause));
    assert_eq!(told_by_content(root.path()), expected);
}
