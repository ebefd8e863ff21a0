//! Which rows are shown.

use super::{Decision, ResultRow, RowStatus, Scope};

/// The status chips above the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// Every row.
    #[default]
    All,
    /// Proven, black and doubtful.
    Flagged,
    /// One status only.
    Only(RowStatus),
}

/// The chips by decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecisionFilter {
    /// Decided or not.
    #[default]
    Any,
    /// Not reviewed.
    Unreviewed,
    /// This decision only.
    Only(Decision),
}

/// What the list is about, a status chip, a decision chip and a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// The part of the scan.
    pub scope: Scope,
    /// The chip.
    pub status: StatusFilter,
    /// The chip by decision.
    pub decision: DecisionFilter,
    /// Shown rows hold this text in their product id or path, in any case; empty: all do.
    pub text: String,
}

impl StatusFilter {
    /// Whether a row of this status is shown.
    #[must_use]
    pub fn admits(self, status: RowStatus) -> bool {
        match self {
            Self::All => true,
            Self::Flagged => status.is_flagged(),
            Self::Only(only) => status == only,
        }
    }
}

impl DecisionFilter {
    /// Whether a row with this decision is shown.
    #[must_use]
    pub fn admits(self, decision: Option<Decision>) -> bool {
        match self {
            Self::Any => true,
            Self::Unreviewed => decision.is_none(),
            Self::Only(only) => decision == Some(only),
        }
    }
}

impl RowFilter {
    /// The filter in the form that is compared with many rows.
    pub(super) fn matcher(&self) -> RowMatcher {
        let text = self.text.trim();
        RowMatcher {
            scope: self.scope.clone(),
            status: self.status,
            decision: self.decision,
            needle: text.to_lowercase(),
            needle_is_ascii: text.is_ascii(),
        }
    }
}

/// A filter with its text prepared.
#[derive(Clone, Debug)]
pub(super) struct RowMatcher {
    scope: Scope,
    status: StatusFilter,
    decision: DecisionFilter,
    /// In lower case.
    needle: String,
    needle_is_ascii: bool,
}

impl RowMatcher {
    /// Whether the row is shown.
    pub(super) fn admits(&self, row: &ResultRow) -> bool {
        self.scope.admits(row)
            && self.status.admits(row.status())
            && self.decision.admits(row.decision_told())
            && self.text_matches(row)
    }

    /// Whether the row would be shown with another decision.
    pub(super) fn admits_any_decision(&self, row: &ResultRow) -> bool {
        self.scope.admits(row) && self.status.admits(row.status()) && self.text_matches(row)
    }

    /// The product id is a folder of the path, so the path alone is searched.
    fn text_matches(&self, row: &ResultRow) -> bool {
        if self.needle.is_empty() {
            return true;
        }
        let path = row.report.location.relative().to_string_lossy();
        if self.needle_is_ascii {
            contains_ignoring_ascii_case(path.as_bytes(), self.needle.as_bytes())
        } else {
            path.to_lowercase().contains(&self.needle)
        }
    }
}

/// Allocates nothing, because it runs over every row at every key press.
fn contains_ignoring_ascii_case(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::index::tests::row;

    fn admits(text: &str, path: &str) -> bool {
        let filter = RowFilter {
            text: text.to_owned(),
            ..RowFilter::default()
        };
        filter.matcher().admits(&row(0, path))
    }

    #[test]
    fn text_is_found_in_any_case_and_script() {
        assert!(admits("MUG", "0400/red-mug.jpg"));
        assert!(
            admits(" 0400 ", "0400/red-mug.jpg"),
            "blanks around the text do not count"
        );
        assert!(admits("É", "café.jpg"));
        assert!(admits("杯", "陶瓷杯.jpg"));
        assert!(!admits("cup", "0400/red-mug.jpg"));
        assert!(admits("", "x.jpg"));
    }
}
