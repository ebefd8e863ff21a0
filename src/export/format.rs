//! The formats of an export, and writing rows in one of them: pure, from rows to bytes.

use std::io::Write;
use std::path::Path;

use super::csv::{CsvReader, CsvRows, Separator};
use super::lines::{JsonRows, PixelListRows};
use super::workbook::WorkbookRows;
use super::{Columns, SaveErrorKind};
use crate::session::ResultRow;

/// A format that rows are exported in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// Excel workbook: ids as text cells, a filterable header.
    Workbook,
    /// CSV that a spreadsheet can open without harm.
    CsvForExcel(Separator),
    /// CSV with exact values.
    CsvForPrograms,
    /// One JSON object per line.
    JsonLines,
    /// `product_id,path,pixel_sum` per line without header, the first script's list.
    PixelList,
}

impl ExportFormat {
    /// Every format, in the order in which the window offers them.
    pub const ALL: [Self; 6] = [
        Self::Workbook,
        Self::CsvForExcel(Separator::Comma),
        Self::CsvForExcel(Separator::Semicolon),
        Self::CsvForPrograms,
        Self::JsonLines,
        Self::PixelList,
    ];

    /// The usual extension, without dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Workbook => "xlsx",
            Self::CsvForExcel(_) | Self::CsvForPrograms | Self::PixelList => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// Writes rows to an output in one format, one after the other. The output gets whole rows only after
/// [`RowSink::flush`] or [`RowSink::finish`].
pub struct RowSink<W: Write + Send> {
    rows: Rows<W>,
    rows_written: u64,
}

enum Rows<W: Write + Send> {
    Csv(CsvRows<W>),
    Json(JsonRows<W>),
    PixelList(PixelListRows<W>),
    Workbook(Box<WorkbookRows<W>>),
}

impl<W: Write + Send> RowSink<W> {
    /// Starts an export; the header, where the format has one, is written now. The pixel list has its own columns. A
    /// workbook keeps its rows in nameless temporary files in the folder `scratch` until the end.
    ///
    /// # Errors
    /// What the output or that folder said.
    pub fn begin(
        format: ExportFormat,
        columns: Columns,
        out: W,
        scratch: &Path,
    ) -> Result<Self, SaveErrorKind> {
        let rows = match format {
            ExportFormat::CsvForPrograms => {
                Rows::Csv(CsvRows::begin(out, CsvReader::Program, columns)?)
            }
            ExportFormat::CsvForExcel(separator) => Rows::Csv(CsvRows::begin(
                out,
                CsvReader::Spreadsheet(separator),
                columns,
            )?),
            ExportFormat::JsonLines => Rows::Json(JsonRows::begin(out, columns)),
            ExportFormat::PixelList => Rows::PixelList(PixelListRows::begin(out)),
            ExportFormat::Workbook => {
                Rows::Workbook(Box::new(WorkbookRows::begin(out, columns, scratch)?))
            }
        };
        Ok(Self {
            rows,
            rows_written: 0,
        })
    }

    /// Writes one row. A pixel list leaves out rows whose pixel is not known.
    ///
    /// # Errors
    /// What the output said. Then nothing more can be written.
    pub fn write_row(&mut self, row: &ResultRow) -> Result<(), SaveErrorKind> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.write_row(row)?,
            Rows::Json(rows) => rows.write_row(row)?,
            Rows::PixelList(_) if !PixelListRows::<W>::takes(row) => return Ok(()),
            Rows::PixelList(rows) => rows.write_row(row)?,
            Rows::Workbook(rows) => rows.write_row(row)?,
        }
        self.rows_written += 1;
        Ok(())
    }

    /// Rows written so far.
    #[must_use]
    pub fn rows_written(&self) -> u64 {
        self.rows_written
    }

    /// Hands every row so far on to the output. A workbook is handed on at the end only.
    ///
    /// # Errors
    /// What the output said.
    pub fn flush(&mut self) -> Result<(), SaveErrorKind> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.flush()?,
            Rows::Json(rows) => rows.flush()?,
            Rows::PixelList(rows) => rows.flush()?,
            Rows::Workbook(_) => {}
        }
        Ok(())
    }

    /// Ends the export and hands its output back, flushed.
    ///
    /// # Errors
    /// What the output said.
    pub fn finish(mut self) -> Result<W, SaveErrorKind> {
        self.flush()?;
        Ok(match self.rows {
            Rows::Csv(rows) => rows.finish()?,
            Rows::Json(rows) => rows.finish(),
            Rows::PixelList(rows) => rows.finish()?,
            Rows::Workbook(rows) => rows.finish()?,
        })
    }
}
