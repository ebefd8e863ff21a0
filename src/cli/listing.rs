//! The list that `scan` shows when no output was asked for: verdict and path, one image per line, for people to read.
//! Programs take `--csv` or `--json`: only there a path is exact.

use std::fmt::Write as _;

use crate::export::{Column, path_text};
use crate::session::ResultRow;

/// One line, with its line end.
pub(super) fn line(row: &ResultRow) -> String {
    let verdict = Column::Verdict.cell(row).into_text();
    format!(
        "{verdict:<16}  {}\n",
        printable(&path_text(&row.report.location))
    )
}

/// A text that holds a file's name, for a terminal: control characters (a newline, a terminal's escape codes) are shown as
/// `\u{1b}`, so that a name can neither forge a line nor take over the terminal.
pub(super) fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            // Writing into a String can't fail.
            write!(printable, "{}", character.escape_unicode()).ok();
        } else {
            printable.push(character);
        }
    }
    printable
}
