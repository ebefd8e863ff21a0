//! Rows as an Excel workbook (.xlsx): one sheet, a frozen header with filters, ids as text cells.
//!
//! Every text is written as a string cell, so nothing in it is ever a formula or a link; counts and percentages are
//! numbers, moments are dates in UTC that can be sorted and filtered as such. A cell holds at most 32,767 UTF-16 units; longer texts (no path is, an error might be) are cut there.

use std::borrow::Cow;
use std::io::Write;

use jiff::Timestamp;
use rust_xlsxwriter::{
    ColNum, ExcelDateTime, Format, IgnoreError, RowNum, Workbook, Worksheet, XlsxError,
};

use super::{Cell, Column, Columns, SaveErrorKind};
use crate::session::ResultRow;

/// Rows of a sheet below its header, from the file format.
pub const MAX_WORKBOOK_ROWS: u64 = 1_048_575;

/// UTF-16 units of a cell, from the file format.
const MAX_CELL_UNITS: usize = 32_767;

/// Collects rows, and writes the workbook at the end: its archive can't be written row by row.
pub(super) struct WorkbookRows<W: Write> {
    out: W,
    columns: Columns,
    sheet: Worksheet,
    text: Format,
    moment: Format,
    next_row: RowNum,
}

impl<W: Write> WorkbookRows<W> {
    pub(super) fn begin(out: W, columns: Columns) -> Result<Self, SaveErrorKind> {
        let mut sheet = Worksheet::new();
        let heading = Format::new().set_bold();
        // "@" is Excel's number format "Text": an id that is edited or pasted over stays text.
        let text = Format::new().set_num_format("@");
        // A sheet's dates know no time zone, so the zone stands in what is shown.
        let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss\" UTC\"");
        sheet.set_name("Blackdrop")?;
        for (index, column) in (0..).zip(columns.iter()) {
            sheet.set_column_width(index, width_chars(column))?;
            sheet.write_string_with_format(0, index, column.name(), &heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self {
            out,
            columns,
            sheet,
            text,
            moment,
            next_row: 1,
        })
    }

    pub(super) fn write_row(&mut self, row: &ResultRow) -> Result<(), SaveErrorKind> {
        if u64::from(self.next_row) > MAX_WORKBOOK_ROWS {
            return Err(SaveErrorKind::TooManyRows {
                limit: MAX_WORKBOOK_ROWS,
            });
        }
        for (index, column) in (0..).zip(self.columns.iter()) {
            self.write_cell(index, column, column.cell(row))?;
        }
        self.next_row += 1;
        Ok(())
    }

    fn write_cell(
        &mut self,
        index: ColNum,
        column: Column,
        cell: Cell<'_>,
    ) -> Result<(), XlsxError> {
        let row = self.next_row;
        match cell {
            Cell::Unknown => {}
            Cell::Text(text) if column == Column::ProductId => {
                self.sheet
                    .write_string_with_format(row, index, cut(text), &self.text)?;
            }
            Cell::Text(text) => {
                self.sheet.write_string(row, index, cut(text))?;
            }
            Cell::Whole(count) => {
                // Sizes beyond 2^53 bytes do not exist; Excel's numbers are 64-bit floats.
                self.sheet.write_number(row, index, count as f64)?;
            }
            Cell::Percent(number) | Cell::Levels(number) => {
                self.sheet.write_number(row, index, number)?;
            }
            Cell::Moment(moment) => self.write_moment(index, moment)?,
        }
        Ok(())
    }

    /// As a date; as text where a sheet has no such date (before 1900).
    fn write_moment(&mut self, index: ColNum, moment: Timestamp) -> Result<(), XlsxError> {
        let row = self.next_row;
        match ExcelDateTime::from_timestamp(moment.as_second()) {
            Ok(date) => self
                .sheet
                .write_datetime_with_format(row, index, date, &self.moment)?,
            Err(_) => self.sheet.write_string(row, index, moment.to_string())?,
        };
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<W, SaveErrorKind> {
        let last_row = self.next_row - 1;
        let last_column = ColNum::try_from(self.columns.iter().count() - 1).unwrap_or(ColNum::MAX);
        self.sheet.autofilter(0, 0, last_row, last_column)?;
        // No green corner on every id ("number stored as text"): that is what it shall be.
        self.sheet
            .ignore_error_range(0, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
        let mut workbook = Workbook::new();
        workbook.push_worksheet(self.sheet);
        // Through memory: the library panics when its output fails half-way, and a full disk is no fault of ours.
        let bytes = workbook.save_to_buffer()?;
        self.out.write_all(&bytes)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl From<XlsxError> for SaveErrorKind {
    fn from(error: XlsxError) -> Self {
        Self::Other {
            detail: error.to_string(),
        }
    }
}

/// Widths that show a usual value whole, in characters of the default font, with room for the filter's button.
fn width_chars(column: Column) -> f64 {
    match column {
        Column::ProductId => 17.0,
        Column::Path | Column::Original | Column::NewFile => 48.0,
        Column::Verdict | Column::Status | Column::ProofMechanism | Column::ProofDifference => 18.0,
        Column::Reasons => 44.0,
        Column::Error => 40.0,
        Column::Proof | Column::BorderBlackPercent | Column::MainColourPercent => 22.0,
        Column::DecidedAt | Column::RepairedAt => 24.0,
        Column::PixelSum | Column::PixelRed | Column::PixelGreen | Column::PixelBlue => 13.0,
        Column::Width | Column::Height | Column::Format => 10.0,
        Column::Decision | Column::FileBytes | Column::MainColour => 12.0,
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
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_where_a_cell_ends() {
        assert_eq!(cut("short".into()), "short");
        let long = "👟".repeat(20_000);
        assert_eq!(
            cut(long.into()).encode_utf16().count(),
            MAX_CELL_UNITS - 1,
            "no character is cut in two"
        );
    }
}
