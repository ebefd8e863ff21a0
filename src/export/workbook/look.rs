//! How a workbook looks: names of sheets, header, widths, filters, formats of cells. It writes no row.

use rust_xlsxwriter::{ColNum, Format, IgnoreError, RowNum, Worksheet, XlsxError};

use super::super::{Cell, Column, Columns};

/// What every sheet is called, as in every language: other programs look for it.
const SHEET_NAME: &str = "Blackdrop";

/// The formats of a workbook's cells.
pub(super) struct Look {
    heading: Format,
    text: Format,
    moment: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        Self {
            heading: Format::new().set_bold(),
            // "@" is Excel's number format "Text": an id that is edited or pasted over stays text.
            text: Format::new().set_num_format("@"),
            // A sheet's dates know no time zone, so the zone stands in what is shown.
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss\" UTC\""),
        }
    }

    /// The format of a cell; `None`: the usual one.
    pub(super) fn format_of(&self, column: Column, cell: &Cell<'_>) -> Option<&Format> {
        let is_id = column == Column::ProductId && matches!(cell, Cell::Text(_));
        is_id.then_some(&self.text)
    }

    /// The format of a date.
    pub(super) fn moment(&self) -> &Format {
        &self.moment
    }

    /// What a sheet has before its first row. `number` counts the sheets from 0.
    pub(super) fn begin_sheet(
        &self,
        sheet: &mut Worksheet,
        columns: Columns,
        number: usize,
    ) -> Result<(), XlsxError> {
        let name = match number {
            0 => SHEET_NAME.to_owned(),
            number => format!("{SHEET_NAME} {}", number + 1),
        };
        sheet.set_name(name)?;
        for (index, column) in (0..).zip(columns.iter()) {
            sheet.set_column_width(index, width_chars(column))?;
            sheet.write_string_with_format(0, index, column.name(), &self.heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    /// What a sheet has when its last row is known.
    #[expect(
        clippy::unused_self,
        reason = "how a sheet looks is asked of one value, from its beginning to its end"
    )]
    pub(super) fn finish_sheet(
        &self,
        sheet: &mut Worksheet,
        columns: Columns,
        rows: RowNum,
    ) -> Result<(), XlsxError> {
        let last_column = ColNum::try_from(columns.iter().count() - 1).unwrap_or(ColNum::MAX);
        sheet.autofilter(0, 0, rows, last_column)?;
        // No green corner on every id ("number stored as text"): that is what it shall be.
        sheet.ignore_error_range(0, 0, rows, 0, IgnoreError::NumberStoredAsText)?;
        Ok(())
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
