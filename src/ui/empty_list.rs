//! What stands in place of an empty list: why there is nothing, as far as that is known.

use egui::Ui;

use super::{Text, icons, widgets};
use crate::session::{RowStatus, ScanSession, StatusFilter};

/// Draws the words into the middle of `ui`.
pub(super) fn empty_list_ui(ui: &mut Ui, session: &ScanSession, text: &Text) {
    let (headline, hint) = words(session);
    let hint = hint.map(|key| text.get(key)).unwrap_or_default();
    widgets::empty_state(ui, icons::NO_IMAGE, &text.get(headline), &hint, |_| ());
}

/// The keys of a headline and a hint.
fn words(session: &ScanSession) -> (&'static str, Option<&'static str>) {
    let index = session.index();
    let filter = index.filter();
    if index.is_rebuilding() {
        return ("results-empty-working", None);
    }
    if !filter.text.trim().is_empty() && session.totals().done > 0 {
        return ("results-empty-text", Some("results-empty-text-hint"));
    }
    match (filter.status, session.is_active()) {
        (StatusFilter::All, true) => ("results-empty-running", None),
        (StatusFilter::All, false) => ("results-empty-nothing", None),
        (StatusFilter::Flagged, true) => (
            "results-empty-flagged-running",
            Some("results-empty-flagged-running-hint"),
        ),
        (StatusFilter::Flagged, false) if session.totals().of(RowStatus::Repaired) > 0 => (
            "results-empty-repaired",
            Some("results-empty-repaired-hint"),
        ),
        (StatusFilter::Flagged, false) => {
            ("results-empty-flagged", Some("results-empty-flagged-hint"))
        }
        (StatusFilter::Only(_), true) => ("results-empty-status-running", None),
        (StatusFilter::Only(_), false) => ("results-empty-status", None),
    }
}
