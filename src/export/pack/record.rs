//! What a pack says of an image: the columns of its two tables.
//!
//! | column | meaning |
//! |---|---|
//! | `product_id`, `path`, `proof`, `proof_difference`, `original`, `repaired_at` | as in every export |
//! | `verdict`, `reasons`, `decision`, `decided_at` | likewise, but of the black file, also where it was replaced |
//! | `new_file` | the repaired picture in the pack, relative to its folder |
//! | `sha256_black`, `sha256_original`, `sha256_new` | checksums, as 64 hexadecimal digits |

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{MAIN_SEPARATOR, Path};

use super::files::Checksums;
use crate::export::csv::{BYTE_ORDER_MARK, io_error, unwrap_writer};
use crate::export::path_text::file_text;
use crate::export::spreadsheet::{Holds, harmless};
use crate::export::{Cell, Column};
use crate::session::{Decision, ResultRow};

/// One image of a pack.
#[derive(Clone, Copy)]
pub(super) struct PackedImage<'pack> {
    pub(super) row: &'pack ResultRow,
    pub(super) sums: &'pack Checksums,
    /// The repaired picture, relative to the pack's folder.
    pub(super) new_file: Option<&'pack Path>,
}

/// The columns, with what they say.
const COLUMNS: [(&str, PackColumn); 14] = [
    ("product_id", PackColumn::Of(Column::ProductId)),
    ("path", PackColumn::Of(Column::Path)),
    ("verdict", PackColumn::Verdict),
    ("reasons", PackColumn::Reasons),
    ("decision", PackColumn::Decision),
    ("decided_at", PackColumn::Of(Column::DecidedAt)),
    ("proof", PackColumn::Of(Column::Proof)),
    ("proof_difference", PackColumn::Of(Column::ProofDifference)),
    ("original", PackColumn::Of(Column::Original)),
    ("new_file", PackColumn::NewFile),
    ("repaired_at", PackColumn::Of(Column::RepairedAt)),
    ("sha256_black", PackColumn::BlackSum),
    ("sha256_original", PackColumn::OriginalSum),
    ("sha256_new", PackColumn::NewSum),
];

#[derive(Clone, Copy)]
enum PackColumn {
    /// As in every export.
    Of(Column),
    Verdict,
    Reasons,
    Decision,
    NewFile,
    BlackSum,
    OriginalSum,
    NewSum,
}

impl PackColumn {
    fn cell(self, image: PackedImage<'_>) -> Cell<'_> {
        let PackedImage {
            row,
            sums,
            new_file,
        } = image;
        match self {
            Self::Of(column) => column.cell(row),
            // Only black images are replaced; what is judged now is the new file.
            Self::Verdict if row.was_replaced() => Cell::text(Some("black_background")),
            Self::Verdict => Column::Verdict.cell(row),
            Self::Reasons if row.was_replaced() => Cell::Unknown,
            Self::Reasons => Column::Reasons.cell(row),
            Self::Decision => {
                let decision = row.decision_told();
                Cell::text(decision.map(Decision::code))
            }
            Self::NewFile => Cell::text(new_file.map(slashes)),
            Self::BlackSum => Cell::text(sums.black.as_deref()),
            Self::OriginalSum => Cell::text(sums.original.as_deref()),
            Self::NewSum => Cell::text(sums.new.as_deref()),
        }
    }
}

/// Writes both tables, image by image.
pub(super) struct PackRows<W: Write> {
    csv: csv::Writer<W>,
    json: W,
}

impl<W: Write> PackRows<W> {
    pub(super) fn begin(mut csv: W, json: W) -> io::Result<Self> {
        csv.write_all(BYTE_ORDER_MARK)?;
        let mut csv = csv::Writer::from_writer(csv);
        csv.write_record(COLUMNS.map(|(name, _)| name))
            .map_err(io_error)?;
        Ok(Self { csv, json })
    }

    pub(super) fn write(&mut self, image: PackedImage<'_>) -> io::Result<()> {
        let mut line = serde_json::Map::new();
        for (name, column) in COLUMNS {
            let cell = column.cell(image);
            line.insert(name.to_owned(), serde_json::to_value(&cell)?);
            let holds = match column {
                PackColumn::Of(column) => Holds::of(column),
                _ => Holds::Others,
            };
            let text = harmless(cell.into_text(), holds);
            self.csv.write_field(text.as_bytes()).map_err(io_error)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(io_error)?;
        serde_json::to_writer(&mut self.json, &line)?;
        self.json.write_all(b"\n")
    }

    pub(super) fn finish(self) -> io::Result<(W, W)> {
        Ok((unwrap_writer(self.csv)?, self.json))
    }
}

/// With `/` between its parts on every system.
fn slashes(path: &Path) -> Cow<'_, str> {
    match file_text(path) {
        text if MAIN_SEPARATOR == '/' => text,
        text => Cow::Owned(text.replace(MAIN_SEPARATOR, "/")),
    }
}
