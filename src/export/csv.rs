//! Rows as CSV: exact values for programs, or made harmless for spreadsheets.
//!
//! Both are UTF-8 with a header line, commas as a rule, and quotes only where needed (RFC 4180), lines ending in `\n`.
//!
//! # What "for Excel" changes
//!
//! 1. A byte order mark comes first; without it Excel takes UTF-8 for the system's old code page, and Chinese names
//!    turn into rubbish.
//! 2. A field that a spreadsheet would run as a formula, and an id or a path that it would take for a number, a date or a
//!    truth value, gets an apostrophe before it ([`super::spreadsheet`]). Who wants ids without it takes the workbook, where
//!    ids are text cells.
//! 3. Where people write 1,5, Excel expects semicolons between fields, and takes 1.5 for a day in May. Both are written so if
//!    that is asked for ([`Separator`]).
//!
//! Everything else is as in the CSV for programs.

use std::borrow::Cow;
use std::io::{self, Write};

use super::spreadsheet::{Holds, harmless};
use super::{Cell, Column, Columns};
use crate::session::ResultRow;

/// Tells Excel that what follows is UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// For whom a CSV is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvReader {
    /// Exact values.
    Program,
    /// A byte order mark, and no field that could run or be taken for something else.
    Spreadsheet(Separator),
}

/// What stands between the fields of a CSV for spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Separator {
    /// Commas; numbers have a point.
    Comma,
    /// Semicolons; numbers have a comma, as in the countries where Excel expects these.
    Semicolon,
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
        if matches!(reader, CsvReader::Spreadsheet(_)) {
            out.write_all(BYTE_ORDER_MARK)?;
        }
        let delimiter = match reader {
            CsvReader::Spreadsheet(Separator::Semicolon) => b';',
            CsvReader::Spreadsheet(Separator::Comma) | CsvReader::Program => b',',
        };
        let mut out = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(out);
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
    let has_point = matches!(cell, Cell::Percent(_) | Cell::Levels(_));
    let text = cell.into_text();
    match reader {
        CsvReader::Spreadsheet(Separator::Semicolon) if has_point => {
            Cow::Owned(text.replace('.', ","))
        }
        CsvReader::Spreadsheet(_) => harmless(text, Holds::of(column)),
        CsvReader::Program => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITH_COMMAS: CsvReader = CsvReader::Spreadsheet(Separator::Comma);
    const WITH_SEMICOLONS: CsvReader = CsvReader::Spreadsheet(Separator::Semicolon);

    #[test]
    fn spreadsheets_get_what_they_cannot_misread_and_programs_exact_values() {
        let id = |reader| field(Column::ProductId, Cell::Text("MAR-10".into()), reader);
        assert_eq!(id(WITH_COMMAS), "'MAR-10");
        assert_eq!(id(WITH_SEMICOLONS), "'MAR-10");
        assert_eq!(id(CsvReader::Program), "MAR-10");
        let share = |reader| field(Column::BorderBlackPercent, Cell::Percent(12.5), reader);
        assert_eq!(share(WITH_COMMAS), "12.5");
        assert_eq!(share(WITH_SEMICOLONS), "12,5", "12.5 would be a day in May");
        assert_eq!(share(CsvReader::Program), "12.5");
        let size = field(Column::FileBytes, Cell::Whole(7), WITH_SEMICOLONS);
        assert_eq!(size, "7", "a number stays one");
    }
}
