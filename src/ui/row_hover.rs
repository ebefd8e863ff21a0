//! What hovering over an image's cell or row tells: its whole path, and why it is what it is.

use std::ffi::OsStr;

use egui::{Response, RichText};

use super::theme::palette;
use super::{Text, wording};
use crate::session::ResultRow;

/// A name as it can be shown in one line: what is no Unicode, and what would break the line, is shown as a mark.
pub(super) fn shown_name(name: &OsStr) -> String {
    name.to_string_lossy()
        .chars()
        .map(|letter| {
            if letter.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        })
        .collect()
}

/// Adds the hint to a response.
pub(super) fn row_hover_ui(response: Response, result: &ResultRow, text: &Text) -> Response {
    response.on_hover_ui(|ui| {
        let weak = palette(ui).text_weak;
        ui.label(shown_name(result.report.location.relative().as_os_str()));
        ui.label(RichText::new(wording::status(text, result.status())).strong());
        let review = wording::row_review(text, result);
        if !review.is_empty() {
            ui.label(review.join(" · "));
        }
        for line in wording::row_reasons(text, result) {
            ui.label(RichText::new(line).small().color(weak));
        }
    })
}
