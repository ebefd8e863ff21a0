//! What `--full` and `--complete` add.

use std::collections::HashMap;
use std::fs;

use super::support::{Catalogue, scan};

#[test]
fn a_full_measurement_adds_the_main_colour_as_the_last_columns() {
    let catalogue = Catalogue::of_each_kind();
    let usual = scan(&catalogue, ["--csv", "-"]).table();
    let full = scan(&catalogue, ["--csv", "-", "--full"])
        .expect_code(0, "the scan completed")
        .table();
    let added: Vec<&str> = full.header[usual.header.len()..]
        .iter()
        .map(String::as_str)
        .collect();
    assert_eq!(added, ["main_colour", "main_colour_percent"], "at the end");
    assert_eq!(
        full.header[..usual.header.len()],
        usual.header,
        "the usual ones stay where they are"
    );
    for column in ["path", "verdict", "reasons", "pixel_sum", "error"] {
        assert_eq!(full.column(column), usual.column(column), "same {column}");
    }
    let picture = image::open(catalogue.root().join("鞋子/red.png")).expect("a picture");
    let mut counts: HashMap<[u8; 3], u32> = HashMap::new();
    for pixel in picture.to_rgb8().pixels() {
        *counts.entry(pixel.0).or_default() += 1;
    }
    let percent = f64::from(counts[&[255; 3]]) / f64::from(120 * 90) * 100.0;
    let percent = (percent * 100.0).round() / 100.0;
    assert_eq!(full.cell("鞋子/red.png", "main_colour"), "#FFFFFF");
    assert_eq!(
        full.cell("鞋子/red.png", "main_colour_percent"),
        percent.to_string(),
        "counted over all pixels"
    );
    assert_eq!(
        full.cell("04006381000012/black.jpg", "main_colour"),
        "#000000"
    );
    let unreadable = full.cell("04006381000029/text.jpg", "main_colour");
    assert_eq!(unreadable, "", "what is not known is empty");
}

#[test]
fn a_full_measurement_measures_the_border_of_clear_images_too() {
    let catalogue = Catalogue::of_each_kind();
    let full = scan(&catalogue, ["--csv", "-", "--full"]).table();
    assert_eq!(
        full.cell("04006381000012/white.jpg", "border_black_percent"),
        "0",
        "0 because it was measured"
    );
}

#[test]
fn json_holds_the_main_colour_too_and_the_pixel_list_does_not() {
    let catalogue = Catalogue::of_each_kind();
    let json = scan(&catalogue, ["--json", "-", "--full"]).expect_code(0, "the scan completed");
    let lines = json.text().lines().count();
    let told = json.text().matches(r#""main_colour":"#).count();
    assert_eq!((lines, told), (4, 4), "in every object");
    let list = scan(&catalogue, ["--pixel-list", "-", "--full"]);
    assert!(
        list.text().lines().all(|line| line.split(',').count() == 3),
        "the first script's format is what it is: {}",
        list.text()
    );
}

#[test]
fn a_complete_check_finds_a_missing_end() {
    let catalogue = Catalogue::new();
    let whole = fs::read(catalogue.draw_white("shop/whole.jpg")).expect("there");
    catalogue.put("shop/cut.jpg", &whole[..whole.len() - whole.len() / 4]);
    let table = scan(&catalogue, ["--csv", "-", "--complete"]).table();
    assert_eq!(table.cell("shop/cut.jpg", "verdict"), "unreadable");
    assert_eq!(table.cell("shop/whole.jpg", "verdict"), "clear");
    assert!(
        !table.header.iter().any(|name| name == "main_colour"),
        "it adds no columns"
    );
}

#[test]
fn the_summary_tells_what_was_read_and_what_was_not_looked_for() {
    let catalogue = Catalogue::of_each_kind();
    scan(&catalogue, ["--csv", "-"])
        .expect_said("\nread ")
        .expect_said("; damaged ends of files were not looked for, --complete does that\n");
    for option in ["--complete", "--full"] {
        let outcome = scan(&catalogue, ["--csv", "-", option]).expect_said("read all ");
        assert!(
            !outcome.stderr.contains("damaged"),
            "{option} looks at whole files: {}",
            outcome.stderr
        );
    }
}
