//! Names that break careless programs.

use super::support::{Catalogue, program, run, scan};

#[test]
fn odd_names_come_back_unchanged() {
    let catalogue = Catalogue::new();
    let long = format!("{}.jpg", "n".repeat(196));
    let mut names = vec![
        "comma, name.jpg".to_owned(),
        "=1+1.jpg".to_owned(),
        "100%20.jpg".to_owned(),
        "红色 鞋子.jpg".to_owned(),
        "👟.jpg".to_owned(),
        " leading space.jpg".to_owned(),
        long,
    ];
    if cfg!(unix) {
        names.push("quote \" name.jpg".to_owned());
        names.push("two\nlines.jpg".to_owned());
        names.push(r"back\slash.jpg".to_owned());
        names.push("%FF:*?<>|.jpg".to_owned());
    }
    for name in &names {
        catalogue.draw_white(format!("shop/{name}"));
    }
    let outcome = scan(&catalogue, ["--csv", "-"]).expect_code(0, "names are no error");
    let table = outcome.table();
    let mut expected: Vec<String> = names.iter().map(|name| format!("shop/{name}")).collect();
    expected.sort();
    assert_eq!(table.column("path"), expected, "exact, and in byte order");
    assert!(
        table
            .column("verdict")
            .iter()
            .all(|verdict| *verdict == "clear"),
        "and every one was inspected"
    );

    let json = scan(&catalogue, ["--json", "-"]);
    let paths: Vec<String> = json
        .text()
        .lines()
        .map(|line| {
            let object: serde_json::Value = serde_json::from_str(line).expect("an object");
            object["path"].as_str().expect("text").to_owned()
        })
        .collect();
    assert_eq!(paths, expected, "JSON says the same");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_unicode_is_escaped_and_can_be_turned_back() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let catalogue = Catalogue::new();
    let name = OsStr::from_bytes(b"caf\xE9 100%.jpg");
    if std::fs::write(catalogue.root().join(name), b"").is_err() {
        eprintln!("skipped: this file system takes only Unicode names");
        return;
    }
    catalogue.draw_white(name);
    let outcome = scan(&catalogue, ["--csv", "-"]).expect_code(0, "names are no error");
    let table = outcome.table();
    assert_eq!(table.column("path"), ["/%63af%E9%20100%25.jpg"]);
    assert_eq!(
        table.column("verdict"),
        ["clear"],
        "it was opened by its real name"
    );
}

#[cfg(unix)]
#[test]
fn the_list_for_people_shows_control_characters_as_such() {
    let catalogue = Catalogue::new();
    catalogue.draw_black("shop/red\u{1b}[31m\nforged.jpg");
    let outcome = scan(&catalogue, [""; 0]);
    assert_eq!(
        outcome.text(),
        "black_background  shop/red\\u{1b}[31m\\u{a}forged.jpg\n",
        "one line, and nothing that a terminal obeys"
    );
}

#[cfg(unix)]
#[test]
fn what_is_said_to_people_stays_on_its_line() {
    let catalogue = Catalogue::new();
    let name = "\u{202e}gpj\u{2028}\n\u{1b}[31m";
    let shown = r"\u{202e}gpj\u{2028}\u{a}\u{1b}[31m";
    catalogue.draw_black(format!("{name}.jpg"));
    let outcome = scan(&catalogue, [""; 0]);
    assert_eq!(outcome.text(), format!("black_background  {shown}.jpg\n"));
    let json = scan(&catalogue, ["--json", "-"]);
    let row: serde_json::Value = serde_json::from_str(json.text()).expect("an object");
    assert_eq!(
        row["path"],
        format!("{name}.jpg"),
        "for programs it is exact"
    );
    // A folder that is none, and a word that is no option.
    for words in [&[name][..], &[&format!("--{name}")], &["scan", "x", name]] {
        let mut command = program();
        command.args(words).current_dir(catalogue.root());
        let outcome = run(command).expect_code(2, "wrong use");
        for character in ['\u{202e}', '\u{2028}', '\u{1b}'] {
            assert!(!outcome.stderr.contains(character), "{:?}", outcome.stderr);
        }
    }
}
