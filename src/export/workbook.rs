//! Rows as an Excel workbook (.xlsx), written row by row: memory does not grow with them.
//!
//! A sheet's rows lie in a nameless temporary file until the end, as its archive can only be written then. A sheet that
//! is full is followed by another. How all of that looks is told by [`look`] alone.
//!
//! Every text is written as a string cell, so nothing in it is ever a formula or a link; counts and percentages are
//! numbers, moments are dates in UTC that can be sorted and filtered as such. A cell holds at most 32,767 UTF-16 units;
//! longer texts (no path is, an error might be) are cut there.

mod look;
mod mishap;

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;

use jiff::Timestamp;
use rust_xlsxwriter::{ColNum, ExcelDateTime, RowNum, Workbook, Worksheet, XlsxError};

use self::look::Look;
use self::mishap::{LatchedOutput, without_panic};
use super::{Cell, Column, Columns, SaveErrorKind};
use crate::session::ResultRow;

/// Rows of a sheet below its header, from the file format.
const MOST_ROWS: RowNum = 1_048_575;

/// UTF-16 units of a cell, from the file format.
const MAX_CELL_UNITS: usize = 32_767;

/// What a cell takes beside its text at most, in bytes of its sheet: its place, its format, a number.
const CELL_BYTES: u64 = 64;

/// So many bytes of a sheet a byte of text takes at most, where it has to be escaped (`_x001B_`).
const ESCAPED_BYTES: u64 = 7;

/// A part of an archive that may be longer than this needs an extension of the format that not every reader knows.
const PLAIN_PART_BYTES: u64 = u32::MAX as u64;

/// A workbook that is being written.
pub(super) struct WorkbookRows<W: Write> {
    out: W,
    columns: Columns,
    look: Look,
    workbook: Workbook,
    /// `None` only while a row is written, and after one could not be.
    sheet: Option<Sheet>,
    /// How many sheets are full.
    full_sheets: usize,
    rows_per_sheet: RowNum,
    has_long_part: bool,
}

/// The sheet that takes rows.
struct Sheet {
    cells: Worksheet,
    /// Rows below the header.
    rows: RowNum,
    /// As long as it may have become, in bytes.
    bytes: u64,
}

impl<W: Write + Send> WorkbookRows<W> {
    /// `scratch` is the folder for temporary files; they are gone when this is, however it ends.
    pub(super) fn begin(out: W, columns: Columns, scratch: &Path) -> Result<Self, SaveErrorKind> {
        Self::with_sheets_of(MOST_ROWS, out, columns, scratch)
    }

    fn with_sheets_of(
        rows_per_sheet: RowNum,
        out: W,
        columns: Columns,
        scratch: &Path,
    ) -> Result<Self, SaveErrorKind> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(scratch)?;
        let look = Look::new();
        let sheet = Sheet::begin(&mut workbook, &look, columns, 0)?;
        Ok(Self {
            out,
            columns,
            look,
            workbook,
            sheet: Some(sheet),
            full_sheets: 0,
            rows_per_sheet,
            has_long_part: false,
        })
    }

    pub(super) fn write_row(&mut self, row: &ResultRow) -> Result<(), SaveErrorKind> {
        let mut sheet = match self.sheet.take() {
            Some(sheet) if sheet.rows < self.rows_per_sheet => sheet,
            full => self.next_sheet(full)?,
        };
        without_panic(|| sheet.write_row(row, self.columns, &self.look))?;
        self.sheet = Some(sheet);
        Ok(())
    }

    fn next_sheet(&mut self, full: Option<Sheet>) -> Result<Sheet, SaveErrorKind> {
        if let Some(full) = full {
            self.full_sheets += 1;
            self.end_sheet(full)?;
        }
        Sheet::begin(
            &mut self.workbook,
            &self.look,
            self.columns,
            self.full_sheets,
        )
    }

    fn end_sheet(&mut self, mut sheet: Sheet) -> Result<(), SaveErrorKind> {
        self.look
            .finish_sheet(&mut sheet.cells, self.columns, sheet.rows)?;
        self.has_long_part |= sheet.bytes > PLAIN_PART_BYTES;
        self.workbook.push_worksheet(sheet.cells);
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, SaveErrorKind> {
        if let Some(last) = self.sheet.take() {
            self.end_sheet(last)?;
        }
        self.workbook.use_zip_large_file(self.has_long_part);
        let mut out = LatchedOutput::new(&mut self.out);
        let saved = without_panic(|| self.workbook.save_to_writer(&mut out));
        // What the output said is why; what the library made of it is not.
        out.end()?;
        saved?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl Sheet {
    fn begin(
        workbook: &mut Workbook,
        look: &Look,
        columns: Columns,
        number: usize,
    ) -> Result<Self, SaveErrorKind> {
        let mut cells = workbook.new_worksheet_with_constant_memory()?;
        without_panic(|| look.begin_sheet(&mut cells, columns, number))?;
        Ok(Self {
            cells,
            rows: 0,
            bytes: 0,
        })
    }

    fn write_row(
        &mut self,
        row: &ResultRow,
        columns: Columns,
        look: &Look,
    ) -> Result<(), XlsxError> {
        // The header is row 0.
        let place = self.rows + 1;
        for (index, column) in (0..).zip(columns.iter()) {
            self.write_cell((place, index), column, column.cell(row), look)?;
        }
        self.rows = place;
        Ok(())
    }

    fn write_cell(
        &mut self,
        (row, index): (RowNum, ColNum),
        column: Column,
        cell: Cell<'_>,
        look: &Look,
    ) -> Result<(), XlsxError> {
        let format = look.format_of(column, &cell);
        self.bytes += CELL_BYTES;
        match cell {
            Cell::Unknown => return Ok(()),
            Cell::Text(text) => {
                self.bytes += ESCAPED_BYTES * text.len() as u64;
                let text = cut(text);
                match format {
                    Some(format) => self
                        .cells
                        .write_string_with_format(row, index, text, format)?,
                    None => self.cells.write_string(row, index, text)?,
                }
            }
            // Sizes beyond 2^53 bytes do not exist; Excel's numbers are 64-bit floats.
            Cell::Whole(count) => self.write_number((row, index), count as f64, format)?,
            Cell::Percent(number) | Cell::Levels(number) => {
                self.write_number((row, index), number, format)?
            }
            Cell::Moment(moment) => self.write_moment((row, index), moment, look)?,
        };
        Ok(())
    }

    fn write_number(
        &mut self,
        (row, index): (RowNum, ColNum),
        number: f64,
        format: Option<&rust_xlsxwriter::Format>,
    ) -> Result<&mut Worksheet, XlsxError> {
        match format {
            Some(format) => self
                .cells
                .write_number_with_format(row, index, number, format),
            None => self.cells.write_number(row, index, number),
        }
    }

    /// As a date; as text where a sheet has no such date (before 1900).
    fn write_moment(
        &mut self,
        (row, index): (RowNum, ColNum),
        moment: Timestamp,
        look: &Look,
    ) -> Result<&mut Worksheet, XlsxError> {
        match ExcelDateTime::from_timestamp(moment.as_second()) {
            Ok(date) => self
                .cells
                .write_datetime_with_format(row, index, date, look.moment()),
            Err(_) => self.cells.write_string(row, index, moment.to_string()),
        }
    }
}

fn cut(text: Cow<'_, str>) -> String {
    if text.len() <= MAX_CELL_UNITS {
        return text.into_owned();
    }
    let mut units = 0;
    text.chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= MAX_CELL_UNITS
        })
        .collect()
}

#[cfg(test)]
mod tests;
