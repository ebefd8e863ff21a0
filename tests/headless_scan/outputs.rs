//! What the outputs hold.

use std::fs;

use super::support::{Catalogue, Table, scan};

const COLUMNS: &str = "product_id,path,verdict,reasons,pixel_sum,pixel_red,pixel_green,pixel_blue,\
                       border_black_percent,width,height,format,file_bytes,error,decision,decided_at";

#[test]
fn the_csv_holds_a_row_for_every_image_in_path_order() {
    let catalogue = Catalogue::of_each_kind();
    let outcome = scan(&catalogue, ["--csv", "-"]).expect_code(0, "the scan completed");
    let table = outcome.table();
    assert_eq!(table.header.join(","), COLUMNS, "exactly these columns");
    assert_eq!(
        table.column("path"),
        [
            "04006381000012/black.jpg",
            "04006381000012/white.jpg",
            "04006381000029/text.jpg",
            "鞋子/red.png",
        ],
        "every image, by path"
    );
    assert_eq!(
        table.column("product_id"),
        ["04006381000012", "04006381000012", "04006381000029", "鞋子"],
        "ids keep their zeros"
    );
    assert_eq!(
        table.column("verdict"),
        ["black_background", "clear", "unreadable", "clear"],
        "judged as drawn"
    );
}

#[test]
fn facts_are_exact_and_unknown_is_empty() {
    let catalogue = Catalogue::of_each_kind();
    let table = scan(&catalogue, ["--csv", "-"]).table();
    let black = "04006381000012/black.jpg";
    for (column, value) in [
        ("pixel_sum", "0"),
        ("pixel_red", "0"),
        ("border_black_percent", "100"),
        ("width", "120"),
        ("height", "90"),
        ("format", "jpeg"),
        ("error", ""),
    ] {
        assert_eq!(
            table.cell(black, column),
            value,
            "{column} of the black one"
        );
    }
    let bytes = fs::metadata(catalogue.root().join(black))
        .expect("there")
        .len();
    assert_eq!(table.cell(black, "file_bytes"), bytes.to_string());
    assert!(
        !table.cell(black, "reasons").is_empty(),
        "a verdict has reasons"
    );
    assert_eq!(table.cell("04006381000012/white.jpg", "pixel_sum"), "765");

    let text = "04006381000029/text.jpg";
    for column in [
        "reasons",
        "pixel_sum",
        "pixel_red",
        "pixel_green",
        "pixel_blue",
        "border_black_percent",
        "width",
        "height",
        "format",
    ] {
        assert_eq!(table.cell(text, column), "", "{column} is not known");
    }
    assert_eq!(table.cell(text, "file_bytes"), "16");
    assert_eq!(
        table.cell(text, "error"),
        "not an image that can be inspected: really a text"
    );
}

#[test]
fn a_misnamed_png_and_transparency_are_noted() {
    let catalogue = Catalogue::new();
    catalogue.draw_transparent("shop/really.jpg");
    let table = scan(&catalogue, ["--csv", "-"]).table();
    assert_eq!(table.cell("shop/really.jpg", "format"), "png", "by content");
    let reasons = table.cell("shop/really.jpg", "reasons");
    assert!(reasons.contains("misnamed png"), "{reasons}");
    assert!(reasons.contains("has_transparency"), "{reasons}");
    assert_eq!(
        table.cell("shop/really.jpg", "pixel_sum"),
        "0",
        "as it looks like on black"
    );
    assert_eq!(
        table.cell("shop/really.jpg", "verdict"),
        "clear",
        "what is still transparent has not turned black"
    );
}

#[test]
fn json_has_the_same_rows_as_the_csv() {
    let catalogue = Catalogue::of_each_kind();
    let table = scan(&catalogue, ["--csv", "-"]).table();
    let outcome = scan(&catalogue, ["--json", "-"]).expect_code(0, "the scan completed");
    let objects: Vec<serde_json::Map<String, serde_json::Value>> = outcome
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    assert_eq!(objects.len(), table.rows.len(), "a line per row");
    for (object, row) in objects.iter().zip(&table.rows) {
        let keys: Vec<&str> = object.keys().map(String::as_str).collect();
        assert_eq!(keys.join(","), COLUMNS, "keys as the columns");
        for ((key, value), cell) in object.iter().zip(row) {
            let text = match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                number => number.to_string(),
            };
            let as_csv = text.strip_suffix(".0").unwrap_or(&text);
            assert_eq!(as_csv, cell, "{key} says the same");
        }
    }
}

#[test]
fn the_pixel_list_has_no_header_and_only_known_pixels() {
    let catalogue = Catalogue::of_each_kind();
    let outcome = scan(&catalogue, ["--pixel-list", "-"]).expect_code(0, "the scan completed");
    assert_eq!(
        outcome.text(),
        "04006381000012,04006381000012/black.jpg,0\n\
         04006381000012,04006381000012/white.jpg,765\n\
         鞋子,鞋子/red.png,765\n",
        "the first script's format"
    );
}

#[test]
fn flagged_rows_only_when_asked() {
    let catalogue = Catalogue::of_each_kind();
    let table = scan(&catalogue, ["--csv", "-", "--rows", "flagged"]).table();
    assert_eq!(table.column("path"), ["04006381000012/black.jpg"]);
}

#[test]
fn the_csv_for_excel_is_marked_and_harmless() {
    let catalogue = Catalogue::of_each_kind();
    catalogue.draw_white("=1+1.jpg");
    let outcome = scan(&catalogue, ["--csv", "-", "--excel"]).expect_code(0, "the scan completed");
    let text = outcome.text();
    assert!(
        text.starts_with('\u{FEFF}'),
        "a byte order mark comes first"
    );
    assert!(text.contains(",'=1+1.jpg,"), "no field runs: {text}");
    assert!(
        text.contains("'04006381000012,04006381000012/black.jpg,"),
        "ids stay text: {text}"
    );
    let exact = scan(&catalogue, ["--csv", "-"]);
    assert!(exact.text().contains(",=1+1.jpg,"), "exact without --excel");
}

#[test]
fn rows_are_the_same_for_any_number_of_workers() {
    let catalogue = Catalogue::of_each_kind();
    for index in 0..40 {
        catalogue.draw_white(format!("shop {}/{index}.jpg", index % 7));
    }
    let one = scan(&catalogue, ["--csv", "-", "--workers", "1"]);
    let four = scan(&catalogue, ["--csv", "-", "--workers", "4"]);
    assert_eq!(one.text().lines().count(), 45, "a header and 44 rows");
    assert_eq!(one.text(), four.text(), "byte for byte");
}

#[test]
fn rows_as_they_finish_are_the_same_rows() {
    let catalogue = Catalogue::of_each_kind();
    for index in 0..20 {
        catalogue.draw_white(format!("shop/{index}.jpg"));
    }
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let by_path = scan(&catalogue, ["--csv", "-", "--order", "path"]);
    let finished = scan(&catalogue, ["--csv", "-", "--order", "finished"])
        .expect_code(0, "the scan completed");
    assert_eq!(
        sorted(by_path.text()),
        sorted(finished.text()),
        "in whatever order"
    );
    assert!(
        finished.text().starts_with(COLUMNS),
        "the header is first all the same"
    );
}

#[test]
fn several_outputs_at_once() {
    let catalogue = Catalogue::of_each_kind();
    let file = |name: &str| catalogue.out(name).into_os_string();
    for order in ["path", "finished"] {
        let args = [
            "--csv".into(),
            file("a.csv"),
            "--json".into(),
            file("a.jsonl"),
            "--pixel-list".into(),
            file("pixels.csv"),
            "--xlsx".into(),
            file("a.xlsx"),
            "--order".into(),
            order.into(),
        ];
        let outcome = scan(&catalogue, args).expect_code(0, "the scan completed");
        assert!(
            outcome.stdout.is_empty(),
            "nothing was asked of standard output"
        );
        assert_eq!(
            catalogue.out_names(),
            ["a.csv", "a.jsonl", "a.xlsx", "pixels.csv"],
            "four files and nothing else"
        );
        assert_eq!(Table::read(&catalogue.out("a.csv")).rows.len(), 4);
        let workbook = fs::read(catalogue.out("a.xlsx")).expect("there");
        assert!(workbook.starts_with(b"PK"), "a workbook is an archive");
    }
}

#[test]
fn without_outputs_the_flagged_images_are_listed() {
    let catalogue = Catalogue::of_each_kind();
    let outcome = scan(&catalogue, [""; 0]).expect_code(0, "the scan completed");
    assert_eq!(
        outcome.text(),
        "black_background  04006381000012/black.jpg\n",
        "verdict and path"
    );
    let all = scan(&catalogue, ["--rows", "all"]);
    assert_eq!(all.text().lines().count(), 4, "all when asked for");
}

#[test]
fn the_summary_is_for_people_and_quiet_silences_it() {
    let catalogue = Catalogue::of_each_kind();
    catalogue.put(".hidden.jpg", b"");
    catalogue.put("photo.heic", b"");
    scan(&catalogue, ["--csv", "-"])
        .expect_said("4 images in ")
        .expect_said(": 1 black background, 0 doubtful, 1 could not be read; ")
        .expect_said("1 hidden and 1 HEIC files were not looked at\n");
    let quiet = scan(&catalogue, ["--csv", "-", "--quiet"]).expect_code(0, "the scan completed");
    assert_eq!(quiet.stderr, "", "nothing at all");
    assert!(!quiet.stdout.is_empty(), "but the table is there");
}
