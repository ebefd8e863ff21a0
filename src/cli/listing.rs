//! The list that `scan` shows when no output was asked for: verdict and path, one image per line, for people to read.
//! Programs take `--csv` or `--json`: only there a path is exact.

use crate::export::{Column, path_text};
use crate::logging::on_one_line;
use crate::session::ResultRow;

/// One line, with its line end.
pub(super) fn line(row: &ResultRow) -> String {
    let verdict = Column::Verdict.cell(row).into_text();
    format!(
        "{verdict:<16}  {}\n",
        on_one_line(&path_text(&row.report.location))
    )
}
