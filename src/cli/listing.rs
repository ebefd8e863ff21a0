//! The list that `scan` shows when no output was asked for: verdict and path, one image per line, for people to read.
//! Programs take `--csv` or `--json`: only there a path is exact.

use std::fmt::Write as _;

use crate::export::{Column, path_text};
use crate::session::ResultRow;

/// One line, with its line end. Control characters of a name (a newline, a terminal's escape codes) are shown as
/// `\u{1b}`, so that a file's name can neither forge a line nor take over the terminal.
pub(super) fn line(row: &ResultRow) -> String {
    let verdict = Column::Verdict.cell(row).into_text();
    let mut line = format!("{verdict:<16}  ");
    for character in path_text(&row.report.location).chars() {
        if character.is_control() {
            // Writing into a String can't fail.
            write!(line, "{}", character.escape_unicode()).ok();
        } else {
            line.push(character);
        }
    }
    line.push('\n');
    line
}
