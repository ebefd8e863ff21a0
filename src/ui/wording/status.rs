//! What became of an image, in words.

use super::{inspect_error, reach_error};
use crate::inspect::{ImageFormat, Verdict};
use crate::scan::ImageOutcome;
use crate::session::{ResultRow, RowStatus};
use crate::ui::Text;

/// A status as a label.
#[must_use]
pub fn status(text: &Text, status: RowStatus) -> String {
    text.get(match status {
        RowStatus::Proven => "wording-status-proven",
        RowStatus::BlackBackground => "wording-status-black",
        RowStatus::Doubtful => "wording-status-doubtful",
        RowStatus::Repaired => "wording-status-repaired",
        RowStatus::Clear => "wording-status-clear",
        RowStatus::Unreadable => "wording-status-unreadable",
        RowStatus::Unreachable => "wording-status-unreachable",
        RowStatus::Gone => "wording-status-gone",
    })
}

/// A verdict as a label.
#[must_use]
pub fn verdict(text: &Text, verdict: Verdict) -> String {
    status(
        text,
        match verdict {
            Verdict::BlackBackground => RowStatus::BlackBackground,
            Verdict::Doubtful => RowStatus::Doubtful,
            Verdict::Clear => RowStatus::Clear,
        },
    )
}

/// The note on a file whose name promises another format than it is.
#[must_use]
pub fn misnamed(text: &Text, format: ImageFormat) -> String {
    text.with("wording-misnamed", &[("format", format.label().into())])
}

/// Why a row has no verdict, as a sentence; `None` where it has one.
#[must_use]
pub fn row_error(text: &Text, row: &ResultRow) -> Option<String> {
    match &row.report.outcome {
        ImageOutcome::Inspected(_) => None,
        ImageOutcome::Unreadable(error) => Some(inspect_error(text, error)),
        ImageOutcome::Unreachable(error) => Some(reach_error(text, error)),
    }
}
