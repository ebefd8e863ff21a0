//! Rows as CSV: exact values for programs, or made harmless for spreadsheets.
//!
//! Both are UTF-8 with a header line, commas, and quotes only where needed (RFC 4180), lines ending in `\n`.
//!
//! # What "for Excel" changes
//!
//! 1. A byte order mark comes first; without it Excel takes UTF-8 for the system's old code page, and Chinese names
//!    turn into rubbish.
//! 2. A field that a spreadsheet would run as a formula (its first character is one of [`FORMULA_STARTS`]) gets an
//!    apostrophe before it. File names come from anywhere, and `=HYPERLINK(…)` is a valid one.
//! 3. A product id that begins with a digit gets an apostrophe too. Excel makes a number of every field that looks like
//!    one: `04006381000012` would lose its zero when the file is saved again, `4006381000012` would be shown as
//!    `4.00638E+12`, and the folder `3-4` would become a day in April. The usual ways around are no better: `="0400…"` is
//!    a formula, and a leading tab or invisible space hides in every later comparison. A visible apostrophe loses
//!    nothing. Who wants ids without it takes the workbook, where ids are text cells.
//!
//! Everything else is as in the CSV for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Column, Columns};
use crate::session::ResultRow;

/// First characters that make a spreadsheet run a field: those of Excel and Calc, the control characters that
/// they skip before looking, and the full-width forms that East Asian editions take for the same.
pub const FORMULA_STARTS: [char; 11] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Tells Excel that what follows is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// For whom a CSV is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvReader {
    /// Exact values.
    Program,
    /// A byte order mark, and no field that could run or be taken for a number.
    Spreadsheet,
}

/// Writes rows as CSV, one after the other.
pub(super) struct CsvRows<W: Write> {
    out: csv::Writer<W>,
    reader: CsvReader,
    columns: Columns,
}

impl<W: Write> CsvRows<W> {
    /// Starts with the header.
    pub(super) fn begin(mut out: W, reader: CsvReader, columns: Columns) -> io::Result<Self> {
        if reader == CsvReader::Spreadsheet {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let mut out = csv::Writer::from_writer(out);
        out.write_record(columns.iter().map(Column::name))
            .map_err(io_error)?;
        Ok(Self {
            out,
            reader,
            columns,
        })
    }

    pub(super) fn write_row(&mut self, row: &ResultRow) -> io::Result<()> {
        for column in self.columns.iter() {
            self.out
                .write_field(field(column, column.cell(row), self.reader).as_bytes())
                .map_err(io_error)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io_error)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        unwrap_writer(self.out)
    }
}

/// The output's own error: the library's conversion would hide its kind.
pub(super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Flushes a CSV writer and hands its output back.
pub(super) fn unwrap_writer<W: Write>(mut writer: csv::Writer<W>) -> io::Result<W> {
    writer.flush()?;
    writer
        .into_inner()
        .map_err(|error| io::Error::from(error.error().kind()))
}

fn field(column: Column, cell: Cell<'_>, reader: CsvReader) -> Cow<'_, str> {
    let text = cell.into_text();
    match reader {
        CsvReader::Program => text,
        CsvReader::Spreadsheet => harmless(text, Holds::of(column)),
    }
}

/// A field with an apostrophe before it, where a spreadsheet would run it or take an id for a number.
pub(super) fn harmless(text: Cow<'_, str>, holds: Holds) -> Cow<'_, str> {
    let would_run = text.starts_with(FORMULA_STARTS);
    let looks_like_a_number = text.starts_with(|first: char| first.is_ascii_digit());
    if would_run || (holds == Holds::Ids && looks_like_a_number) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

/// What a column holds, as far as spreadsheets misread it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Product ids, which are text whatever they look like.
    Ids,
    /// Anything else.
    Others,
}

impl Holds {
    /// What a column holds.
    pub(super) fn of(column: Column) -> Self {
        if column == Column::ProductId {
            Self::Ids
        } else {
            Self::Others
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn for_excel(column: Column, text: &str) -> String {
        field(column, Cell::Text(text.into()), CsvReader::Spreadsheet).into_owned()
    }

    #[test]
    fn fields_that_would_run_are_made_harmless() {
        for first in FORMULA_STARTS {
            let text = format!("{first}1+1.jpg");
            assert_eq!(
                for_excel(Column::Path, &text),
                format!("'{text}"),
                "{first:?} at the start gets an apostrophe"
            );
        }
        assert_eq!(
            for_excel(Column::Path, "a=b.jpg"),
            "a=b.jpg",
            "an equals sign inside is harmless"
        );
        assert_eq!(
            field(Column::Path, Cell::Text("=1".into()), CsvReader::Program),
            "=1",
            "programs get exact values"
        );
    }

    #[test]
    fn ids_stay_text_in_excel() {
        assert_eq!(
            for_excel(Column::ProductId, "04006381000012"),
            "'04006381000012",
            "no zero is lost"
        );
        assert_eq!(
            for_excel(Column::ProductId, "鞋子"),
            "鞋子",
            "this is text anyway"
        );
        assert_eq!(
            for_excel(Column::Path, "0400/1.jpg"),
            "0400/1.jpg",
            "a path is text anyway"
        );
    }
}
