//! The two plain line formats: JSON lines, and the list of the first script.

use std::io::{self, Write};

use super::csv::{io_error, unwrap_writer};
use super::{Column, Columns, ExportRecord};
use crate::session::ResultRow;

/// Writes rows as JSON, one object per line: keys as the CSV's columns and in their order, unknown = `null`, counts and
/// percentages as numbers, everything else as strings.
pub(super) struct JsonRows<W: Write> {
    out: W,
    columns: Columns,
}

impl<W: Write> JsonRows<W> {
    pub(super) fn begin(out: W, columns: Columns) -> Self {
        Self { out, columns }
    }

    pub(super) fn write_row(&mut self, row: &ResultRow) -> io::Result<()> {
        let columns = self.columns;
        serde_json::to_writer(&mut self.out, &ExportRecord { row, columns })?;
        self.out.write_all(b"\n")
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(self) -> W {
        self.out
    }
}

/// The columns of the first script's list.
const PIXEL_LIST: [Column; 3] = [Column::ProductId, Column::Path, Column::PixelSum];

/// Writes the list of the first script: `product_id,path,pixel_sum` per line, no header, quoted as CSV is. Images whose
/// pixel is not known are left out, as the script left them out.
pub(super) struct PixelListRows<W: Write> {
    out: csv::Writer<W>,
}

impl<W: Write> PixelListRows<W> {
    pub(super) fn begin(out: W) -> Self {
        Self {
            out: csv::Writer::from_writer(out),
        }
    }

    /// Whether the list holds this row.
    pub(super) fn takes(row: &ResultRow) -> bool {
        row.inspection().is_some()
    }

    pub(super) fn write_row(&mut self, row: &ResultRow) -> io::Result<()> {
        let texts = PIXEL_LIST.map(|column| column.cell(row).into_text());
        self.out
            .write_record(texts.iter().map(|text| text.as_bytes()))
            .map_err(io_error)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(self) -> io::Result<W> {
        unwrap_writer(self.out)
    }
}
