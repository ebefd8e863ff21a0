//! The verdict and its reasons. A reason that speaks of something in the picture bears that thing's sign, and the
//! pointer on it shows the thing strongly.

use egui::{CornerRadius, Frame, Label, Margin, RichText, Sense, Ui, vec2};

use super::marks::{self, Mark};
use super::{PreviewState, Subject};
use crate::scan::ImageOutcome;
use crate::ui::status_look::StatusLook;
use crate::ui::theme::{palette, rounding};
use crate::ui::widgets::{caption, icon};
use crate::ui::wording;

/// Side of the sign before a reason, in points; every line begins as far from the edge.
const SIGN: f32 = 13.0;

/// Draws the status, and a line for each reason.
pub(super) fn verdict_ui(ui: &mut Ui, state: &mut PreviewState, subject: &Subject<'_>) {
    let (row, text) = (subject.row, subject.props.text);
    let look = StatusLook::of(row.status(), palette(ui));
    Frame::new()
        .fill(look.paper)
        .corner_radius(CornerRadius::same(rounding::CONTROL))
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.horizontal(|ui| {
                icon(ui, look.icon, look.ink);
                let word = wording::status(text, row.status());
                ui.label(RichText::new(word).color(look.ink).strong());
            });
        });
    let mut pointed_at = None;
    for (mark, words) in lines(subject) {
        if line_ui(ui, mark, &words) {
            pointed_at = mark;
        }
    }
    if state.highlighted != pointed_at {
        state.highlighted = pointed_at;
        // The picture was drawn before its reasons.
        ui.ctx().request_repaint();
    }
    if let Some(detail) = detail_of(&row.report.outcome) {
        caption(ui, detail);
    }
}

/// Everything that there is to say about the image, and what it speaks of.
fn lines(subject: &Subject<'_>) -> Vec<(Option<Mark>, String)> {
    let (row, text) = (subject.row, subject.props.text);
    let reasons = row
        .judgement
        .iter()
        .flat_map(|judgement| &judgement.reasons);
    let judged = reasons.map(|reason| (Mark::of(reason), wording::reason(text, reason)));
    let error = wording::row_error(text, row).map(|words| (None, words));
    let misnamed = row
        .misnamed_format()
        .map(|format| (None, wording::misnamed(text, format)));
    let proof = wording::row_proof(text, row);
    let proof = proof.into_iter().map(|words| (None, words));
    error
        .into_iter()
        .chain(proof)
        .chain(judged)
        .chain(misnamed)
        .collect()
}

/// A line of the list, wrapped beside its sign. Whether the pointer is on it.
fn line_ui(ui: &mut Ui, mark: Option<Mark>, words: &str) -> bool {
    let line = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 7.0;
        let height = ui.text_style_height(&egui::TextStyle::Body);
        let (room, _) = ui.allocate_exact_size(vec2(SIGN, height), Sense::hover());
        match mark {
            Some(mark) => {
                let place = egui::Rect::from_center_size(room.center(), vec2(SIGN, SIGN));
                marks::sign(ui.painter(), place, mark, palette(ui));
            }
            None => {
                ui.painter()
                    .circle_filled(room.center(), 2.0, palette(ui).text_weak);
            }
        }
        ui.add(Label::new(words).wrap());
    });
    mark.is_some() && line.response.contains_pointer()
}

/// What the decoder or the system said, in its own words.
fn detail_of(outcome: &ImageOutcome) -> Option<&str> {
    match outcome {
        ImageOutcome::Inspected(_) => None,
        ImageOutcome::Unreadable(error) => wording::inspect_error_detail(error),
        ImageOutcome::Unreachable(error) => wording::reach_error_detail(error),
    }
}
