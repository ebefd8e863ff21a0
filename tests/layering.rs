//! Guards the rooms that `src/lib.rs` describes: who may name whom, which crate belongs where, and a few things that no
//! file may hold. Reads `src/**` as text, so it needs no build of the program and sees every platform's code.
//!
//! Test code (`#[cfg(test)]`, files named `tests.rs`, `*_tests.rs` or `test_*.rs`) may name anything; only the limit on
//! a file's length holds for it.

#[path = "layering/rules.rs"]
mod rules;
#[path = "layering/source.rs"]
mod source;

use std::fs;
use std::path::Path;

use rules::breaches;

#[test]
fn every_room_keeps_to_its_neighbours() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = 0;
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("src can be read") {
            let path = entry.expect("src can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).expect("below src");
                let name = relative.to_string_lossy().replace('\\', "/");
                let text = fs::read_to_string(&path).expect("source is UTF-8");
                found.extend(breaches(&name, &text));
                files += 1;
            }
        }
    }
    assert!(files > 20, "only {files} files were found to check");
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Asserts that a made-up file breaks a rule, and that the message says which.
#[track_caller]
fn assert_breach(name: &str, text: &str, said: &str) {
    let found = breaches(name, text);
    assert!(
        found.iter().any(|breach| breach.contains(said)),
        "`{text}` in {name} should be told as `{said}`, but: {found:?}"
    );
}

/// Asserts that a made-up file is fine.
#[track_caller]
fn assert_fine(name: &str, text: &str) {
    let found = breaches(name, text);
    assert!(found.is_empty(), "`{text}` in {name}: {found:?}");
}

#[test]
fn a_room_that_names_one_above_it_is_told() {
    assert_breach(
        "inspect/a.rs",
        "use crate::scan::ImageId;",
        "inspect/a.rs:1: `inspect` names `scan`",
    );
    assert_breach(
        "session/mod.rs",
        "\n\nlet a = crate::ui::text();",
        "session/mod.rs:3: `session` names `ui`",
    );
    assert_breach(
        "scan/a.rs",
        "use crate::{inspect, session::Row};",
        "`scan` names `session`",
    );
    assert_breach(
        "scan/a.rs",
        "use crate::{\n    inspect::{judge, Reason},\n    export::Row,\n};",
        "`scan` names `export`",
    );
    assert_breach(
        "sample/draw/a.rs",
        "use super::super::super::inspect::inspect;",
        "`sample` names `inspect`",
    );
    assert_breach(
        "export/a.rs",
        "use super::super::{app::run, session};",
        "`export` names `app`",
    );
    assert_breach(
        "ui/panel.rs",
        "use crate::export::save;",
        "`ui` names `export`",
    );
    assert_breach("cli.rs", "use super::ui;", "`cli` names `ui`");
    assert_breach("attic/a.rs", "", "`attic` is no room");
}

#[test]
fn rooms_below_and_own_modules_may_be_named() {
    assert_fine(
        "scan/a.rs",
        "use crate::inspect::{self, Reason};\nuse crate::scan::ImageId;",
    );
    assert_fine(
        "session/a/b.rs",
        "use crate::{inspect, scan};\nuse super::super::row;",
    );
    assert_fine(
        "app/run.rs",
        "use crate::{export, inspect, sample, scan, session, ui};",
    );
    assert_fine(
        "inspect/a.rs",
        "// crate::scan is above us\nlet a = \"crate::scan\";",
    );
    assert_fine(
        "inspect/a.rs",
        "/* crate::scan /* nested */ crate::ui */ let a = r#\"crate::ui \" \"#;",
    );
}

#[test]
fn a_crate_in_the_wrong_room_is_told() {
    assert_breach(
        "ui/panel.rs",
        "use rayon::prelude::*;",
        "`rayon` belongs to scan",
    );
    assert_breach(
        "app.rs",
        "let (a, b) = crossbeam_channel::bounded(4);",
        "`crossbeam_channel` belongs to scan",
    );
    assert_breach(
        "session/a.rs",
        "fn f(ui: &mut egui::Ui) {}",
        "`egui` belongs to app, main, ui",
    );
    assert_breach(
        "scan/a.rs",
        "use eframe::egui::Context;",
        "`eframe` belongs to",
    );
    assert_breach(
        "ui/table.rs",
        "use ::csv::Writer;",
        "`csv` belongs to export",
    );
    assert_breach(
        "ui/table.rs",
        "use rust_xlsxwriter as sheets;",
        "`rust_xlsxwriter` belongs to export",
    );
    assert_breach(
        "inspect/a.rs",
        "std::thread::spawn(f);",
        "`inspect` names `std::thread`",
    );
    assert_breach(
        "session/a.rs",
        "use std::{fs, path::Path};",
        "`session` names `std::fs`",
    );
    assert_fine(
        "scan/a.rs",
        "use rayon::ThreadPool;\nuse crossbeam_channel::Sender;",
    );
    assert_fine(
        "ui/a.rs",
        "let csv = row.csv; self::csv::write(csv); let a = crate::ui::csv::b;",
    );
}

#[test]
fn what_no_file_may_hold_is_told() {
    assert_breach("app.rs", "state: Arc<Mutex<State>>", "`Arc<Mutex<`");
    assert_breach("scan/a.rs", "state: Arc< RwLock <State>>", "`Arc<RwLock<`");
    assert_breach(
        "ui/panel.rs",
        "let red = Color32::from_rgb(255, 0, 0);",
        "colours are made in ui/theme.rs",
    );
    assert_breach(
        "app.rs",
        "let red = egui::Color32::RED;",
        "colours are made in ui/theme.rs",
    );
    assert_breach(
        "ui/panel.rs",
        "ui.label(\"Start scan\");",
        "words stand in assets/locales",
    );
    assert_breach(
        "ui/panel.rs",
        "ui.button(format!(\"{count} images\"))",
        "words stand in assets/locales",
    );
    assert_breach("inspect/a.rs", &"\n".repeat(401), "401 lines");
    assert_breach("inspect/tests.rs", &"\n".repeat(401), "401 lines");
    assert_fine(
        "ui/picture.rs",
        "pixels.push(Color32::from_rgba_premultiplied(r, g, b, a));",
    );
    assert_fine(
        "ui/theme.rs",
        "pub const RED: Color32 = Color32::from_rgb(255, 0, 0);",
    );
    assert_fine(
        "ui/panel.rs",
        "ui.label(text.get(\"start-scan\")); ui.label(\"·\"); let c = Color32::TRANSPARENT;",
    );
    assert_fine(
        "ui/panel.rs",
        "ui.label(format!(\"{a} · {b}\")); // ui.label(\"Start\")",
    );
}

#[test]
fn test_code_may_name_anything() {
    assert_fine(
        "inspect/a.rs",
        "#[cfg(test)]\nmod tests {\n    use crate::scan::X;\n    fn f() { \"}\"; '{'; }\n}",
    );
    assert_fine("inspect/a_tests.rs", "use crate::ui::X;");
    assert_fine("ui/setup_bar/tests.rs", "use rayon::X;");
    assert_breach(
        "inspect/a.rs",
        "#[cfg(test)]\nmod tests;\nuse crate::scan::X;",
        "inspect/a.rs:3: `inspect` names `scan`",
    );
    assert_breach(
        "inspect/a.rs",
        "#[cfg(test)]\nmod tests { fn f<'a>(x: &'a str) { '\\''; } }\nuse crate::scan::X;",
        "inspect/a.rs:3",
    );
}
