use std::io::{self, Cursor};

use super::super::test_rows::{many, usual};
use super::*;

#[test]
fn long_texts_are_cut_where_a_cell_ends() {
    assert_eq!(cut("short".into()), "short");
    let long = "👟".repeat(20_000);
    assert_eq!(
        cut(long.into()).encode_utf16().count(),
        MAX_CELL_UNITS - 1,
        "no character is cut in two"
    );
}

/// The sheets of a workbook as XML, and its list of them.
fn sheets_of(rows: usize, rows_per_sheet: RowNum) -> (Vec<String>, String) {
    let scratch = tempfile::tempdir().expect("a folder");
    let mut sink =
        WorkbookRows::with_sheets_of(rows_per_sheet, Vec::new(), usual(), scratch.path())
            .expect("memory takes everything");
    for row in many(rows) {
        sink.write_row(&row).expect("memory takes everything");
    }
    let bytes = sink.finish().expect("memory takes everything");
    let left = std::fs::read_dir(scratch.path()).expect("listed").count();
    assert_eq!(left, 0, "no temporary file is left");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut part = |name: &str| {
        let part = archive.by_name(name).ok()?;
        Some(io::read_to_string(part).expect("parts are UTF-8"))
    };
    let sheets = (1..)
        .map_while(|number| part(&format!("xl/worksheets/sheet{number}.xml")))
        .collect();
    (sheets, part("xl/workbook.xml").expect("it is there"))
}

#[test]
fn a_full_sheet_is_followed_by_another_that_is_as_good() {
    let (sheets, workbook) = sheets_of(7, 3);
    assert_eq!(sheets.len(), 3, "3, 3 and 1 rows");
    for (sheet, rows) in sheets.iter().zip([3, 3, 1]) {
        assert_eq!(
            sheet.matches("<row ").count(),
            rows + 1,
            "its rows and a header: {sheet}"
        );
        for part in [
            ">product_id<".to_owned(),
            r#"state="frozen""#.to_owned(),
            "<cols>".to_owned(),
            format!(r#"<autoFilter ref="A1:P{}"/>"#, rows + 1),
        ] {
            assert!(sheet.contains(&part), "{part} in {sheet}");
        }
    }
    for (sheet, image) in [(0, 0), (0, 2), (1, 3), (2, 6)] {
        let path = &many(7)[image].report.location;
        let path = super::super::path_text(path);
        assert!(
            sheets[sheet].contains(&format!(">{path}<")),
            "{path} is in sheet {sheet}, and none is lost"
        );
    }
    for name in ["Blackdrop", "Blackdrop 2", "Blackdrop 3"] {
        assert!(
            workbook.contains(&format!(r#"name="{name}""#)),
            "{workbook}"
        );
    }
    assert!(!workbook.contains("Blackdrop 4"), "{workbook}");
}

#[test]
fn a_sheet_that_is_just_full_is_the_last_one() {
    assert_eq!(sheets_of(3, 3).0.len(), 1);
    assert_eq!(sheets_of(0, 3).0.len(), 1, "a header only");
}
