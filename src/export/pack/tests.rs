//! Packs on a real disk.

use std::collections::BTreeSet;
use std::time::UNIX_EPOCH;

use tempfile::TempDir;

use super::*;
use crate::export::EnglishWords;
use crate::export::test_rows::{inspected, proof, repair};
use crate::inspect::{ImageFormat, ImageLimits, Verdict};
use crate::scan::{ContentHash, ImageLocation, MemoryBudget, Pulse};
use crate::session::{Decision, RowRepair};

/// SHA-256 of `black`, as `sha256sum` has it.
const BLACK_SUM: &str = "c006c7e3ab14d686f63524136f1ec7c5e553d839bc01c851e4dc9de2bdbfc589";

/// A shop with a black image, an original of it, and its repaired picture in another folder.
struct Shop {
    folder: TempDir,
}

impl Shop {
    fn new() -> Self {
        let shop = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        shop.put("images/鞋子/a.jpg", b"black");
        shop.put("originals/a.png", b"original");
        shop.put("repaired/鞋子/a.jpg", b"white");
        shop
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, bytes).expect("it can be written");
    }

    /// Repaired into the other folder.
    fn row(&self) -> ResultRow {
        let mut row = inspected(
            "鞋子/a.jpg",
            ImageFormat::Jpeg,
            Verdict::BlackBackground,
            0.9,
        );
        let mut found = proof();
        if let Some(original) = &mut found.original {
            original.path = self.at("originals/a.png");
        }
        row.proof = Some(Arc::new(found));
        row.repair = Some(Arc::new(RowRepair {
            original: "/originals/a.png".into(),
            target: self.at("repaired/鞋子/a.jpg"),
            content: ContentHash::of(b"white"),
            ..repair("")
        }));
        row
    }

    fn pack(&self, rows: &[ResultRow], to: &str) -> Result<PackSummary, PackError> {
        self.pack_while(rows, to, &mut |_, _| ControlFlow::Continue(()))
    }

    fn pack_while(
        &self,
        rows: &[ResultRow],
        to: &str,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<PackSummary, PackError> {
        let rows: Vec<_> = rows.iter().cloned().map(Arc::new).collect();
        let (root, originals) = (self.at("images"), self.at("originals"));
        let folder = self.at(to);
        let order = PackOrder {
            rows: &rows,
            root: &root,
            originals: Some(&originals),
            folder: &folder,
            made_at: UNIX_EPOCH,
        };
        write_pack(order, &EnglishWords, &mut |_| Thumbs::default(), progress)
    }

    /// The only line of the table for programs.
    fn line(&self) -> serde_json::Value {
        let text = self.text("pack/images.jsonl");
        assert_eq!(text.lines().count(), 1, "{text}");
        serde_json::from_str(&text).expect("JSON")
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).expect("it is there and UTF-8")
    }

    /// Every file below a folder.
    fn files(&self, path: &str) -> BTreeSet<String> {
        let root = self.at(path);
        let mut found = BTreeSet::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it can be listed") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&root).expect("below it");
                    found.insert(name.display().to_string());
                }
            }
        }
        found
    }
}

#[test]
fn a_pack_holds_the_changed_files_in_their_tree_and_three_accounts_of_them() {
    let shop = Shop::new();
    let summary = shop.pack(&[shop.row()], "new/pack").expect("it is packed");
    assert_eq!((summary.images, summary.files), (1, 1));
    assert_eq!(summary.problems, []);
    let expected = [
        "files/鞋子/a.jpg",
        "images.csv",
        "images.jsonl",
        "report.html",
    ];
    assert_eq!(shop.files("new/pack"), expected.map(str::to_owned).into());
    assert_eq!(shop.text("new/pack/files/鞋子/a.jpg"), "white");
    assert!(shop.text("new/pack/report.html").ends_with("</html>\n"));
    assert_eq!(shop.text("images/鞋子/a.jpg"), "black", "as it was");
}

#[test]
fn both_tables_hold_checksums_that_can_be_checked() {
    let shop = Shop::new();
    shop.pack(&[shop.row()], "pack").expect("it is packed");
    let line = shop.line();
    assert_eq!(line["verdict"], "black_background");
    assert_eq!(line["new_file"], "files/鞋子/a.jpg");
    assert_eq!(line["proof"], "proven");
    assert_eq!(line["sha256_black"], BLACK_SUM);
    let sums = ["sha256_black", "sha256_original", "sha256_new"];
    let distinct: BTreeSet<_> = sums.iter().map(|key| line[key].to_string()).collect();
    assert_eq!(distinct.len(), 3);
    let csv = shop.text("pack/images.csv");
    assert!(csv.starts_with("\u{FEFF}product_id,path,verdict,reasons,"));
    assert!(csv.contains(BLACK_SUM), "{csv}");
}

#[test]
fn of_a_file_replaced_in_place_the_kept_black_one_is_told_of() {
    let shop = Shop::new();
    shop.put("images/鞋子/a.jpg", b"white");
    shop.put("kept/鞋子/a.jpg", b"black");
    let mut row = inspected("鞋子/a.jpg", ImageFormat::Jpeg, Verdict::Clear, 0.0);
    row.report.stamp.content = Some(ContentHash::of(b"white"));
    row.review.before_change = Some(Decision::Confirmed);
    row.repair = Some(Arc::new(RowRepair {
        original: shop.at("originals/a.png"),
        target: shop.at("images/鞋子/a.jpg"),
        backup: Some(shop.at("kept/鞋子/a.jpg")),
        content: ContentHash::of(b"white"),
        ..repair("")
    }));
    let summary = shop.pack(&[row], "pack").expect("it is packed");
    assert_eq!((summary.files, summary.problems.len()), (1, 0));
    let line = shop.line();
    assert_eq!(line["verdict"], "black_background", "it was");
    assert_eq!(line["decision"], "confirmed");
    assert_eq!(line["sha256_black"], BLACK_SUM);
    assert_eq!(shop.text("pack/files/鞋子/a.jpg"), "white");
}

#[test]
fn a_new_file_that_somebody_changed_is_left_out_and_told() {
    let shop = Shop::new();
    shop.put("repaired/鞋子/a.jpg", b"retouched");
    let summary = shop.pack(&[shop.row()], "pack").expect("it is packed");
    assert_eq!(summary.files, 0);
    let [problem] = summary.problems.as_slice() else {
        panic!("{:?}", summary.problems);
    };
    assert_eq!(problem.fault, PackFault::NewFileChanged);
    assert_eq!(
        problem.to_string(),
        "the repaired file was changed after its repair, so it is left out: \"鞋子/a.jpg\""
    );
    assert!(shop.line()["new_file"].is_null());
}

#[test]
fn files_that_are_gone_leave_their_cells_empty_and_the_rest_goes_on() {
    let shop = Shop::new();
    for path in [
        "images/鞋子/a.jpg",
        "originals/a.png",
        "repaired/鞋子/a.jpg",
    ] {
        fs::remove_file(shop.at(path)).expect("it is there");
    }
    let summary = shop.pack(&[shop.row()], "pack").expect("it is packed");
    assert_eq!(summary.problems.len(), 3);
    let line = shop.line();
    for key in ["sha256_black", "sha256_original", "sha256_new", "new_file"] {
        assert!(line[key].is_null(), "{key}");
    }
    assert_eq!(line["path"], "鞋子/a.jpg");
}

#[test]
fn a_folder_that_holds_anything_is_refused_and_left_as_it_is() {
    let shop = Shop::new();
    shop.put("pack/notes.txt", b"mine");
    let refused = shop.pack(&[shop.row()], "pack").expect_err("not empty");
    assert!(matches!(refused, PackError::NotEmpty { .. }), "{refused}");
    assert_eq!(shop.files("pack"), ["notes.txt".to_owned()].into());
}

#[test]
fn a_folder_in_the_scanned_one_is_refused_however_it_is_named() {
    let shop = Shop::new();
    let mut names = vec!["images", "images/pack/deep", "images/../images/pack"];
    if cfg!(unix) {
        #[cfg(unix)]
        std::os::unix::fs::symlink(shop.at("images"), shop.at("link")).expect("a link");
        names.push("link/pack");
    }
    for name in names {
        let refused = shop.pack(&[shop.row()], name).expect_err("inside");
        assert!(
            matches!(refused, PackError::InsideScanned { .. }),
            "{name}: {refused}"
        );
    }
    let untouched = ["鞋子/a.jpg".to_owned()];
    assert_eq!(shop.files("images"), untouched.into(), "nothing was made");
}

#[test]
fn a_path_that_leads_out_brings_no_file() {
    let shop = Shop::new();
    let mut row = shop.row();
    row.report.location = ImageLocation::new("../originals/a.png");
    let summary = shop.pack(&[row], "pack").expect("it is packed");
    let faults: Vec<_> = summary.problems.into_iter().map(|it| it.fault).collect();
    assert_eq!(faults, [PackFault::PathLeadsOut]);
    assert_eq!(shop.text("originals/a.png"), "original");
}

#[test]
fn a_pack_that_was_stopped_has_no_report() {
    for stop_at in [1, 2] {
        let shop = Shop::new();
        let stopped = shop.pack_while(&[shop.row()], "pack", &mut |done, total| {
            assert_eq!(total, 2, "each image twice");
            if done == stop_at {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert!(matches!(stopped, Err(PackError::Stopped)), "at {stop_at}");
        assert!(!shop.at("pack/report.html").exists(), "at {stop_at}");
        // What it left is its own: the folder may be used again, but not where somebody put something into it.
        shop.put("pack/files/mine.jpg", b"mine");
        let left = shop.files("pack");
        let refused = shop.pack(&[shop.row()], "pack").expect_err("not empty");
        assert!(matches!(refused, PackError::NotEmpty { .. }), "{refused}");
        assert_eq!(shop.files("pack"), left, "nothing is removed then");
        fs::remove_file(shop.at("pack/files/mine.jpg")).expect("it is there");
        let (root, originals) = (shop.at("images"), shop.at("originals"));
        check_pack_folder(&shop.at("pack"), &root, Some(&originals)).expect("free");
        assert!(shop.pack(&[], "pack").is_ok(), "of other images");
        let whole = ["images.csv", "images.jsonl", "report.html"];
        assert_eq!(shop.files("pack"), whole.map(str::to_owned).into());
        shop.pack(&[shop.row()], "pack")
            .expect_err("a pack that is whole stays");
    }
}

#[test]
fn a_copy_that_its_disk_does_not_take_is_told_and_the_others_are_packed() {
    let shop = Shop::new();
    // The second has the name of the first, as on a disk that takes large and small letters for the same.
    let summary = shop.pack(&[shop.row(), shop.row()], "pack");
    let summary = summary.expect("it is packed");
    assert_eq!(summary.files, 1);
    let [problem] = summary.problems.as_slice() else {
        panic!("{:?}", summary.problems);
    };
    assert!(
        matches!(problem.fault, PackFault::NotCopied { .. }),
        "{problem}"
    );
    assert!(shop.at("pack/report.html").is_file(), "it is finished");
}

#[cfg(unix)]
#[test]
fn pipes_in_the_place_of_its_files_hold_nobody_up() {
    let shop = Shop::new();
    for path in [
        "images/鞋子/a.jpg",
        "originals/a.png",
        "repaired/鞋子/a.jpg",
    ] {
        fs::remove_file(shop.at(path)).expect("it is there");
        crate::files::test_pipe::make(&shop.at(path));
    }
    let summary = shop.pack(&[shop.row()], "pack").expect("it is packed");
    assert_eq!(summary.problems.len(), 3, "{:?}", summary.problems);
}

#[test]
fn nothing_is_written_among_the_originals() {
    let shop = Shop::new();
    let refused = shop.pack(&[shop.row()], "originals/new/pack");
    assert!(
        matches!(refused, Err(PackError::InsideOriginals { .. })),
        "{refused:?}"
    );
    assert!(!shop.at("originals/new").exists(), "not even a folder");
}

#[test]
fn the_pictures_of_the_report_wait_for_memory_as_all_others_do() {
    let shop = Shop::new();
    let mut bmp = io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([200, 0, 0]));
    picture
        .write_to(&mut bmp, image::ImageFormat::Bmp)
        .expect("it can be written");
    shop.put("repaired/鞋子/a.jpg", bmp.get_ref());
    let (row, root) = (shop.row(), shop.at("images"));
    let budget = MemoryBudget::new(1);
    let held = budget.take(1, &Pulse::default()).expect("it is free");
    let thumbs = std::thread::scope(|scope| {
        let made = scope.spawn(|| file_thumbs(&row, &root, &ImageLimits::default(), &budget));
        while budget.waiting() == 0 {
            assert!(!made.is_finished(), "it asked for no memory");
            std::thread::yield_now();
        }
        drop(held);
        made.join().expect("no panic")
    });
    assert!(thumbs.after.is_some(), "it came, later");
    assert_eq!(thumbs.before, None, "that is no picture");
}
