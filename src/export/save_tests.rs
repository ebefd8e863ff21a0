//! Saving on a real disk: nothing is lost, nothing is replaced that should not be.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use tempfile::TempDir;

use super::test_rows::{many, usual};
use super::{ExportFormat, ExportSummary, SaveError, SaveErrorKind, ScannedFiles, export_to};
use crate::session::ResultRow;

fn save(rows: &[Arc<ResultRow>], destination: &Path) -> Result<ExportSummary, SaveError> {
    export_to(
        rows,
        ExportFormat::CsvForPrograms,
        usual(),
        destination,
        None,
    )
}

fn refusal(destination: &Path) -> SaveErrorKind {
    save(&many(1), destination)
        .expect_err("the destination is refused")
        .kind()
        .clone()
}

fn files_in(folder: &TempDir) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder.path())
        .expect("the folder can be listed")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn an_export_replaces_the_old_file_and_leaves_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("results.csv");
    fs::write(&file, "old").expect("written");
    let summary = save(&many(3), &file).expect("saved");
    assert_eq!(summary.rows, 3, "three rows were written");
    assert_eq!(summary.destination, file, "to the file that was named");
    let text = fs::read_to_string(&file).expect("read");
    assert_eq!(text.lines().count(), 4, "a header and three rows");
    assert_eq!(
        files_in(&folder),
        ["results.csv"],
        "no temporary file is left"
    );
}

#[test]
fn a_pixel_list_counts_only_what_it_holds() {
    let folder = TempDir::new().expect("a folder");
    let mut rows = many(2);
    rows.push(Arc::new(super::test_rows::unreadable("x/bad.jpg")));
    let file = folder.path().join("pixels.csv");
    let summary = export_to(&rows, ExportFormat::PixelList, usual(), &file, None).expect("saved");
    assert_eq!(summary.rows, 2, "the unreadable one has no pixel");
}

#[test]
fn a_name_of_an_image_is_refused() {
    let folder = TempDir::new().expect("a folder");
    for name in ["a.jpg", "a.JPEG", "a.png", "a.tif", "a.heic", "a.SVG"] {
        assert_eq!(
            refusal(&folder.path().join(name)),
            SaveErrorKind::ImageName,
            "{name} is an image's name"
        );
    }
    assert!(files_in(&folder).is_empty(), "nothing was made");
}

#[test]
fn a_file_that_holds_an_image_is_refused_under_any_name() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("photo.dat");
    fs::write(&file, b"\x89PNG\r\n\x1A\n and so on").expect("written");
    assert_eq!(refusal(&file), SaveErrorKind::HoldsImage, "content tells");
    assert!(
        fs::read(&file).expect("read").starts_with(b"\x89PNG"),
        "the image is untouched"
    );
    let csv = folder.path().join("bmw.csv");
    fs::write(&csv, "BMW,BMW/1.jpg,3\n").expect("written");
    save(&many(1), &csv).expect("a list that begins with BM is no bitmap");
}

#[test]
fn a_file_of_the_scan_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let mut row = ResultRow::clone(&many(1)[0]);
    row.report.location = crate::scan::ImageLocation::new("list.txt");
    let rows = [Arc::new(row)];
    let file = folder.path().join("list.txt");
    fs::write(&file, "scanned").expect("written");
    let scanned = ScannedFiles {
        root: folder.path(),
        rows: &rows,
    };
    let error = export_to(&[], ExportFormat::JsonLines, usual(), &file, Some(scanned))
        .expect_err("it was scanned");
    assert_eq!(error.kind(), &SaveErrorKind::ScannedFile, "{error}");
    let beside = folder.path().join("results.jsonl");
    export_to(
        &rows,
        ExportFormat::JsonLines,
        usual(),
        &beside,
        Some(scanned),
    )
    .expect("a new file inside the scanned folder is fine");
}

#[test]
fn folders_and_missing_folders_are_told_apart() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(refusal(folder.path()), SaveErrorKind::IsFolder);
    assert_eq!(
        refusal(&folder.path().join("new/")),
        SaveErrorKind::IsFolder,
        "a trailing slash means a folder"
    );
    assert_eq!(
        refusal(&folder.path().join("missing/results.csv")),
        SaveErrorKind::FolderMissing
    );
    let file = folder.path().join("file");
    fs::write(&file, "").expect("written");
    assert_eq!(
        refusal(&file.join("results.csv")),
        SaveErrorKind::FolderMissing,
        "a file is no folder"
    );
    assert_eq!(refusal(Path::new("")), SaveErrorKind::FolderMissing);
    assert_eq!(refusal(Path::new("..")), SaveErrorKind::IsFolder);
}

#[test]
fn a_write_protected_file_is_respected() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("results.csv");
    fs::write(&file, "precious").expect("written");
    let mut permissions = fs::metadata(&file).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&file, permissions).expect("protected");
    assert_eq!(
        refusal(&file),
        SaveErrorKind::WriteProtected,
        "although its folder would allow a rename"
    );
    assert_eq!(fs::read_to_string(&file).expect("read"), "precious");
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn a_symlink_is_followed_to_its_target() {
        let folder = TempDir::new().expect("a folder");
        let other = TempDir::new().expect("another folder");
        let target = other.path().join("real.csv");
        fs::write(&target, "old").expect("written");
        let link = folder.path().join("results.csv");
        symlink(&target, &link).expect("linked");
        save(&many(1), &link).expect("saved");
        assert!(
            fs::symlink_metadata(&link).expect("there").is_symlink(),
            "the link is still a link"
        );
        assert!(
            fs::read_to_string(&target)
                .expect("read")
                .starts_with("product_id,"),
            "its target was written"
        );
    }

    #[test]
    fn a_link_to_a_file_that_is_not_there_yet_makes_it() {
        let folder = TempDir::new().expect("a folder");
        let link = folder.path().join("results.csv");
        symlink("later.csv", &link).expect("linked");
        save(&many(1), &link).expect("saved");
        assert_eq!(files_in(&folder), ["later.csv", "results.csv"]);
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    }

    #[test]
    fn links_to_images_and_loops_are_refused() {
        let folder = TempDir::new().expect("a folder");
        let image = folder.path().join("photo.jpg");
        fs::write(&image, "no picture, but named like one").expect("written");
        let link = folder.path().join("results.csv");
        symlink(&image, &link).expect("linked");
        assert_eq!(refusal(&link), SaveErrorKind::ImageName, "its target tells");
        let ring = folder.path().join("ring.csv");
        symlink("ring.csv", &ring).expect("linked");
        assert!(
            matches!(refusal(&ring), SaveErrorKind::Other { .. }),
            "a ring of links ends"
        );
    }

    #[test]
    fn a_replaced_file_keeps_its_mode_and_a_new_one_gets_the_usual() {
        let folder = TempDir::new().expect("a folder");
        let old = folder.path().join("old.csv");
        fs::write(&old, "old").expect("written");
        fs::set_permissions(&old, fs::Permissions::from_mode(0o664)).expect("set");
        save(&many(1), &old).expect("saved");
        assert_eq!(mode(&old), 0o664, "as it was");

        let usual = folder.path().join("usual");
        fs::write(&usual, "").expect("written");
        let new = folder.path().join("new.csv");
        save(&many(1), &new).expect("saved");
        assert_eq!(mode(&new), mode(&usual), "as any program's new file");
    }

    #[test]
    fn a_device_is_written_straight() {
        let full = Path::new("/dev/full");
        if !full.exists() {
            eprintln!("skipped: this system has no /dev/full");
            return;
        }
        let error = save(&many(1), full).expect_err("nothing fits");
        assert_eq!(error.kind(), &SaveErrorKind::DiskFull, "{error}");
        assert!(
            !fs::metadata(full).expect("still there").is_file(),
            "the device is still a device"
        );
        save(&many(1), Path::new("/dev/null")).expect("everything fits");
    }
}
