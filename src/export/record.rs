//! The columns of an export, and what each says of a row: a pure mapping, the same for every format.
//!
//! Unknown is [`Cell::Unknown`] (empty in CSV, `null` in JSON), never 0. What is written here is stable English; no
//! language of the window ever reaches it.
//!
//! # `verdict`
//!
//! `black_background`, `doubtful`, `clear`, or `unreadable` for what could not be inspected, be it damaged or not
//! reached; `error` says which.
//!
//! # `reasons`
//!
//! The codes of the verdict's reasons ([`crate::inspect::Reason::code`]), strongest first, then `misnamed png` (or another
//! format's code) where the file is really a PNG although its name promises another format; joined by `; `.
//!
//! # `decision` and `decided_at`
//!
//! What a person decided (`confirmed` or `false_alarm`; unknown: not reviewed), and when: RFC 3339 in UTC to the second,
//! the fraction cut off, so that the same moment is the same text wherever it was written.

use std::borrow::Cow;
use std::time::SystemTime;

use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::path_text;
use crate::inspect::{MainColour, Measures, Reason};
use crate::scan::{ImageOutcome, ProductId};
use crate::session::{Decision, ResultRow, RowStatus};

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
}

/// What a row says in a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'row> {
    /// Not known, or nothing to say.
    Unknown,
    /// Text, never to be taken for a number or a formula.
    Text(Cow<'row, str>),
    /// A count.
    Whole(u64),
    /// A percentage with at most two decimals.
    Percent(f64),
    /// A moment, to the second.
    Moment(Timestamp),
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
            Self::BorderBlackPercent => seen
                .and_then(|it| it.background)
                .map_or(Cell::Unknown, |measured| {
                    Cell::Percent(percent(measured.border_black_share))
                }),
            Self::Width => Cell::whole(seen.map(|it| it.width_px)),
            Self::Height => Cell::whole(seen.map(|it| it.height_px)),
            Self::Format => Cell::text(seen.map(|it| it.format.code())),
            Self::FileBytes => Cell::whole(report.file_bytes),
            Self::Error => Cell::text(error_text(row)),
            Self::Decision => Cell::text(row.review.decision().map(Decision::code)),
            Self::DecidedAt => row
                .review
                .decided
                .and_then(|decided| to_the_second(decided.at))
                .map_or(Cell::Unknown, Cell::Moment),
            Self::MainColour => Cell::text(main_colour(row).map(MainColour::hex)),
            Self::MainColourPercent => {
                main_colour(row).map_or(Cell::Unknown, |found| Cell::Percent(percent(found.share)))
            }
        }
    }
}

impl<'row> Cell<'row> {
    fn text(text: Option<impl Into<Cow<'row, str>>>) -> Self {
        match text.map(Into::into) {
            Some(text) if !text.is_empty() => Self::Text(text),
            _ => Self::Unknown,
        }
    }

    fn whole(count: Option<impl Into<u64>>) -> Self {
        count.map_or(Self::Unknown, |count| Self::Whole(count.into()))
    }

    /// The exact text of the cell, as CSV writes it; empty when unknown.
    #[must_use]
    pub fn into_text(self) -> Cow<'row, str> {
        match self {
            Self::Unknown => Cow::Borrowed(""),
            Self::Text(text) => text,
            Self::Whole(count) => Cow::Owned(count.to_string()),
            Self::Percent(percent) => Cow::Owned(percent.to_string()),
            Self::Moment(moment) => Cow::Owned(moment.to_string()),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unknown => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Whole(count) => serializer.serialize_u64(*count),
            Self::Percent(percent) => serializer.serialize_f64(*percent),
            Self::Moment(moment) => serializer.collect_str(moment),
        }
    }
}

/// The columns of one export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    main_colour: bool,
}

impl Columns {
    /// The columns for the rows of a scan that measured this: the usual ones, then those of what was measured besides.
    /// What is optional comes last, so that a program that counts columns finds the usual ones where they always are.
    #[must_use]
    pub fn of(measures: Measures) -> Self {
        Self {
            main_colour: measures.full,
        }
    }

    /// From first to last.
    pub fn iter(self) -> impl Iterator<Item = Column> {
        let main_colour = self.main_colour.then_some(Column::MAIN_COLOUR);
        Column::USUAL
            .into_iter()
            .chain(main_colour.into_iter().flatten())
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

/// The second that a moment lies in; `None` for one that no calendar has (before the year -9999, after 9999).
fn to_the_second(moment: SystemTime) -> Option<Timestamp> {
    let moment = Timestamp::try_from(moment).ok()?;
    let nanoseconds_in = moment.as_nanosecond().rem_euclid(1_000_000_000);
    Timestamp::from_nanosecond(moment.as_nanosecond() - nanoseconds_in).ok()
}

/// A share as a percentage rounded to two decimals; more would be noise of the 32-bit share.
fn percent(share: f32) -> f64 {
    (f64::from(share) * 10_000.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_moment_is_told_in_utc_and_to_the_second() {
        let text = |moment| to_the_second(moment).map(|it| Cell::Moment(it).into_text());
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_791_036_151_999);
        assert_eq!(
            text(at).as_deref(),
            Some("2026-10-03T14:02:31Z"),
            "the fraction is cut off"
        );
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1);
        assert_eq!(
            text(before).as_deref(),
            Some("1969-12-31T23:59:59Z"),
            "a clock that was never set"
        );
    }

    #[test]
    fn percentages_are_short_and_exact_at_their_ends() {
        let text = |share: f32| Cell::Percent(percent(share)).into_text().into_owned();
        assert_eq!(text(0.0), "0", "none");
        assert_eq!(text(1.0), "100", "all");
        assert_eq!(text(0.973_46), "97.35", "two decimals");
        assert_eq!(text(0.1), "10", "no digits of the binary form");
    }
}
