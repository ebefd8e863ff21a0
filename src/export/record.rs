//! The columns of an export, and what each says of a row: a pure mapping, the same for every format.
//!
//! Unknown is [`Cell::Unknown`] (empty in CSV, `null` in JSON), never 0. What is written here is stable English; no
//! language of the window ever reaches it.
//!
//! # `verdict`
//!
//! `black_background`, `doubtful`, `clear`, or `unreadable` for what could not be inspected, be it damaged or not
//! reached; `error` says which; `gone` for a file that is no longer there. It speaks of the file at `path` as it is now,
//! by eye or, where there is a proof, by that. So a proven image is `black_background` as ever; one that was repaired into
//! another folder stays so, and one that was replaced is `clear`: no new word for programs that know these.
//!
//! # `reasons`
//!
//! The codes of the verdict's reasons ([`crate::inspect::Reason::code`]), strongest first, then `misnamed png` (or another
//! format's code) where the file is really a PNG although its name promises another format; joined by `; `.
//!
//! # `decision` and `decided_at`
//!
//! What a person decided (`confirmed` or `false_alarm`; unknown: not reviewed), and when: RFC 3339 in UTC to the second,
//! the fraction cut off, so that the same moment is the same text wherever it was written. Of a file that a repair
//! replaced, what was decided about the black one stays; when is not known then.
//!
//! # Originals and repairs
//!
//! These columns are there only where some row has a proof or a repair ([`Columns::with_proofs_of`]), so that tables of
//! those without originals stay as they are:
//!
//! - `proof`: [`ProofFinding::code`](crate::session::ProofFinding::code); unknown: no original was asked.
//! - `proof_mechanism`: how transparency was lost ([`Mechanism::code`](crate::session::Mechanism::code)), where the mishap
//!   is proven; `said_by_person` where there is too little to tell by, and a person said "This is its original". The proof
//!   stays what it is, and programs that know `proven` take nothing for it that was not compared.
//! - `proof_difference`: of the image to what it was found to be, or to what it is most like; a mean in levels of 255.
//! - `original`: the original's full path on the machine that compared; `new_file`: likewise of the repaired picture. Paths
//!   that are not valid Unicode are escaped as those in `path`.
//! - `repaired_at`: when the new file was put in place, as `decided_at`.
//! - `status`: as the window shows it ([`RowStatus::code`]): `repaired` wherever a repaired picture is in place, whatever the
//!   file at `path` is by itself.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::cell::Cell;
use super::path_text::{file_text, path_text};
use crate::inspect::{MainColour, Measures, Reason};
use crate::scan::{ImageOutcome, ProductId};
use crate::session::{Decision, Proof, ProofFinding, ResultRow, RowStatus};

/// A column of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The product's id, always text; unknown for an image directly in the chosen folder.
    ProductId,
    /// [`path_text()`] of the image.
    Path,
    /// `black_background`, `doubtful`, `clear` or `unreadable`.
    Verdict,
    /// Stable codes of reasons and notes, joined by `; `.
    Reasons,
    /// Red, green and blue of the pixel at (5, 5) added up, 0 to 765.
    PixelSum,
    /// Red of that pixel, 0 to 255.
    PixelRed,
    /// Green of that pixel, 0 to 255.
    PixelGreen,
    /// Blue of that pixel, 0 to 255.
    PixelBlue,
    /// Share of the border ring that is near-black, 0 to 100, rounded to two decimals.
    BorderBlackPercent,
    /// Stored width in pixels.
    Width,
    /// Stored height in pixels.
    Height,
    /// Code of the format by content.
    Format,
    /// Size of the file in bytes.
    FileBytes,
    /// Why it could not be inspected.
    Error,
    /// `confirmed` or `false_alarm`; unknown: not reviewed.
    Decision,
    /// When that was decided.
    DecidedAt,
    /// The most popular colour as `#RRGGBB`, upper-case hexadecimal.
    MainColour,
    /// Share of the pixels that have it, 0 to 100, rounded to two decimals.
    MainColourPercent,
    /// What the original says.
    Proof,
    /// How transparency was lost.
    ProofMechanism,
    /// Mean difference in levels of 255, rounded to two decimals.
    ProofDifference,
    /// The original's full path.
    Original,
    /// The repaired picture's full path.
    NewFile,
    /// When that was put in place.
    RepairedAt,
    /// What became of the image, as the window shows it.
    Status,
}

impl Column {
    /// The columns of every export, in their order.
    pub const USUAL: [Self; 16] = [
        Self::ProductId,
        Self::Path,
        Self::Verdict,
        Self::Reasons,
        Self::PixelSum,
        Self::PixelRed,
        Self::PixelGreen,
        Self::PixelBlue,
        Self::BorderBlackPercent,
        Self::Width,
        Self::Height,
        Self::Format,
        Self::FileBytes,
        Self::Error,
        Self::Decision,
        Self::DecidedAt,
    ];

    /// Those of a scan with full measurement only.
    pub const MAIN_COLOUR: [Self; 2] = [Self::MainColour, Self::MainColourPercent];

    /// Those of rows with a proof or a repair only.
    pub const PROOF: [Self; 7] = [
        Self::Proof,
        Self::ProofMechanism,
        Self::ProofDifference,
        Self::Original,
        Self::NewFile,
        Self::RepairedAt,
        Self::Status,
    ];

    /// The stable name: CSV header and JSON key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ProductId => "product_id",
            Self::Path => "path",
            Self::Verdict => "verdict",
            Self::Reasons => "reasons",
            Self::PixelSum => "pixel_sum",
            Self::PixelRed => "pixel_red",
            Self::PixelGreen => "pixel_green",
            Self::PixelBlue => "pixel_blue",
            Self::BorderBlackPercent => "border_black_percent",
            Self::Width => "width",
            Self::Height => "height",
            Self::Format => "format",
            Self::FileBytes => "file_bytes",
            Self::Error => "error",
            Self::Decision => "decision",
            Self::DecidedAt => "decided_at",
            Self::MainColour => "main_colour",
            Self::MainColourPercent => "main_colour_percent",
            Self::Proof => "proof",
            Self::ProofMechanism => "proof_mechanism",
            Self::ProofDifference => "proof_difference",
            Self::Original => "original",
            Self::NewFile => "new_file",
            Self::RepairedAt => "repaired_at",
            Self::Status => "status",
        }
    }

    /// What a row says in this column.
    #[must_use]
    pub fn cell(self, row: &ResultRow) -> Cell<'_> {
        let report = &row.report;
        let seen = row.inspection();
        match self {
            Self::ProductId => Cell::text(report.product.as_ref().map(ProductId::as_str)),
            Self::Path => Cell::Text(path_text(&report.location)),
            Self::Verdict => Cell::text(Some(verdict_code(row.status_of_file()))),
            Self::Reasons => Cell::text(Some(reasons_text(row))),
            Self::PixelSum => Cell::whole(seen.map(|it| it.pixel.sum())),
            Self::PixelRed => Cell::whole(seen.map(|it| it.pixel.red)),
            Self::PixelGreen => Cell::whole(seen.map(|it| it.pixel.green)),
            Self::PixelBlue => Cell::whole(seen.map(|it| it.pixel.blue)),
            Self::BorderBlackPercent => {
                let measured = seen.and_then(|it| it.background.as_ref());
                Cell::percent(measured.map(|it| it.border_black_share))
            }
            Self::Width => Cell::whole(seen.map(|it| it.width_px)),
            Self::Height => Cell::whole(seen.map(|it| it.height_px)),
            Self::Format => Cell::text(seen.map(|it| it.format.code())),
            Self::FileBytes => Cell::whole(report.file_bytes),
            Self::Error => Cell::text(error_text(row)),
            Self::Decision => Cell::text(row.decision_told().map(Decision::code)),
            Self::DecidedAt => Cell::moment(row.review.decided.map(|decided| decided.at)),
            Self::MainColour => Cell::text(main_colour(row).map(MainColour::hex)),
            Self::MainColourPercent => Cell::percent(main_colour(row).map(|it| it.share)),
            Self::Proof => Cell::text(row.proof_told().map(|proof| proof.finding.code())),
            Self::ProofMechanism => Cell::text(mechanism(row)),
            Self::ProofDifference => Cell::levels(row.proof_told().and_then(Proof::difference)),
            Self::Original => Cell::text(row.original_told().map(file_text)),
            Self::NewFile => Cell::text(row.repair.as_ref().map(|it| file_text(&it.target))),
            Self::RepairedAt => Cell::moment(row.repair.as_ref().map(|repair| repair.at)),
            Self::Status => Cell::text(Some(row.status().code())),
        }
    }
}

/// The columns of one export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    main_colour: bool,
    proof: bool,
}

impl Columns {
    /// The columns for the rows of a scan that measured this: the usual ones, then those of what was measured besides.
    /// What is optional comes last, so that a program that counts columns finds the usual ones where they always are.
    #[must_use]
    pub fn of(measures: Measures) -> Self {
        Self {
            main_colour: measures.full,
            proof: false,
        }
    }

    /// The same, and after them those of proofs and repairs where any of these rows has one.
    #[must_use]
    pub fn with_proofs_of<'row>(
        self,
        rows: impl IntoIterator<Item = &'row Arc<ResultRow>>,
    ) -> Self {
        let mut rows = rows.into_iter();
        Self {
            proof: rows.any(|row| row.proof.is_some() || row.repair.is_some()),
            ..self
        }
    }

    /// From first to last.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        let main_colour = self.main_colour.then_some(Column::MAIN_COLOUR);
        let proof = self.proof.then_some(Column::PROOF);
        Column::USUAL
            .into_iter()
            .chain(main_colour.into_iter().flatten())
            .chain(proof.into_iter().flatten())
    }
}

/// A row as a map from column names to cells, in column order.
#[derive(Clone, Copy, Debug)]
pub struct ExportRecord<'row> {
    /// The row.
    pub row: &'row ResultRow,
    /// What it tells.
    pub columns: Columns,
}

impl Serialize for ExportRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.iter().count()))?;
        for column in self.columns.iter() {
            map.serialize_entry(column.name(), &column.cell(self.row))?;
        }
        map.end()
    }
}

fn main_colour(row: &ResultRow) -> Option<MainColour> {
    row.inspection()?.main_colour
}

fn mechanism(row: &ResultRow) -> Option<&'static str> {
    match row.proof_told()?.finding {
        ProofFinding::Proven(mechanism) => Some(mechanism.code()),
        _ => row.answer_told().map(|_| "said_by_person"),
    }
}

fn verdict_code(status: RowStatus) -> &'static str {
    match status {
        RowStatus::Proven | RowStatus::BlackBackground => "black_background",
        RowStatus::Doubtful => "doubtful",
        // The file that is there is told of, and a repair in columns of its own.
        RowStatus::Clear | RowStatus::Repaired => "clear",
        RowStatus::Unreadable | RowStatus::Unreachable => "unreadable",
        RowStatus::Gone => "gone",
    }
}

fn error_text(row: &ResultRow) -> Option<String> {
    match &row.report.outcome {
        ImageOutcome::Inspected(_) => None,
        ImageOutcome::Unreadable(error) => Some(error.to_string()),
        ImageOutcome::Unreachable(error) => Some(error.to_string()),
    }
}

fn reasons_text(row: &ResultRow) -> String {
    let reasons = row
        .judgement
        .iter()
        .flat_map(|judgement| &judgement.reasons)
        .map(Reason::code);
    let misnamed = row
        .misnamed_format()
        .map(|format| format!("misnamed {}", format.code()));
    let codes: Vec<String> = reasons.chain(misnamed).collect();
    codes.join("; ")
}
