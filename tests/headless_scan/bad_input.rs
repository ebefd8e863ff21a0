//! Files that are no images: each gives a row, and the scan ends.

use super::support::{Catalogue, scan};

#[test]
fn every_bad_file_gives_a_row_and_the_scan_completes() {
    let catalogue = Catalogue::new();
    let jpeg = std::fs::read(catalogue.draw_white("good.jpg")).expect("there");
    catalogue.put("zero.jpg", b"");
    catalogue.put("text.jpg", b"just words");
    catalogue.put("truncated.jpg", &jpeg[..200]);
    // Its first rows are there, and say that it is white.
    catalogue.put("without_end.jpg", &jpeg[..jpeg.len() - 2]);
    let noise: Vec<u8> = (0..5_000_u32)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    catalogue.put("random.png", &noise);
    // A bitmap's header that claims 65,535 x 65,535 pixels.
    let mut huge =
        b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\xFF\xFF\0\0\xFF\xFF\0\0\x01\0\x18\0".to_vec();
    huge.resize(200, 0);
    catalogue.put("huge.bmp", &huge);
    std::fs::create_dir(catalogue.root().join("folder.jpg")).expect("made");
    catalogue.draw_white("folder.jpg/inside.jpg");

    let outcome = scan(&catalogue, ["--csv", "-"]).expect_code(0, "unreadable images are no error");
    let table = outcome.table();
    assert_eq!(
        table.column("path"),
        [
            "folder.jpg/inside.jpg",
            "good.jpg",
            "huge.bmp",
            "random.png",
            "text.jpg",
            "truncated.jpg",
            "without_end.jpg",
            "zero.jpg",
        ],
        "a row for each"
    );
    for (path, words) in [
        ("zero.jpg", "empty file"),
        ("text.jpg", "not an image"),
        ("random.png", "not an image"),
        ("truncated.jpg", "damaged JPEG"),
        ("huge.bmp", "too large: 65535 x 65535 pixels"),
    ] {
        assert_eq!(table.cell(path, "verdict"), "unreadable", "{path}");
        let error = table.cell(path, "error");
        assert!(error.contains(words), "{path} says {words:?}: {error}");
    }
    assert_eq!(table.cell("folder.jpg/inside.jpg", "verdict"), "clear");
    assert_eq!(table.cell("without_end.jpg", "verdict"), "clear");
    outcome.expect_said("5 could not be read");
}
