//! What stands in a cell, and what lies under a row.

use egui::{
    Align2, CornerRadius, FontId, Rect, Response, Stroke, StrokeKind, TextStyle, Ui, Vec2, pos2,
    vec2,
};

use super::column::TableColumn;
use crate::session::ResultRow;
use crate::ui::decision_look::DecisionLook;
use crate::ui::status_look::StatusLook;
use crate::ui::swatch::paint_swatch;
use crate::ui::theme::{palette, rounding, space};
use crate::ui::widgets::elided_in_the_middle;
use crate::ui::{Text, format, wording};

/// What stands for a value that is not known.
const UNKNOWN: &str = "–";

/// Side of a colour's square in points.
const SWATCH: f32 = 14.0;

/// Between a cell's edge and its words.
const INSET: f32 = space::XS;

/// Draws one cell. Its words are painted, not added as labels: a row has one name, and a screen reader reads that.
pub(super) fn cell_ui(ui: &mut Ui, column: TableColumn, row: &ResultRow, text: &Text) {
    let rect = ui.max_rect().shrink2(vec2(INSET, 0.0));
    let value = column.value(row, text);
    match column {
        TableColumn::Status => status(ui, rect, row, &value.unwrap_or_default()),
        TableColumn::Decision => decision(ui, rect, row, value),
        TableColumn::Path => {
            let words = value.unwrap_or_default();
            let fitted = elided_in_the_middle(ui, &words, &TextStyle::Body, rect.width());
            words_at(ui, rect, fitted);
        }
        TableColumn::Verdict => verdict(ui, rect, row, text, value),
        TableColumn::MainColour => main_colour(ui, rect, row),
        _ if column.is_number() => {
            number(ui, rect, value);
        }
        _ => words_at(ui, rect, value.unwrap_or_else(|| UNKNOWN.to_owned())),
    }
}

/// The colour of a row under its cells.
pub(super) fn ground(ui: &Ui, response: &Response, is_selected: bool) {
    let colours = palette(ui);
    let rect = response.rect;
    let fill = match (is_selected, response.hovered()) {
        (true, _) => Some(colours.accent_weak),
        (false, true) => Some(colours.raised),
        (false, false) => None,
    };
    if let Some(fill) = fill {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
    }
    let line = Stroke::new(1.0, colours.outline.gamma_multiply(0.6));
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, line);
}

/// The mark of the row that keys act from: strong while the list has the keyboard.
pub(super) fn focus_ring(ui: &Ui, rect: Rect, list_has_focus: bool) {
    let width = if list_has_focus { 2.0 } else { 1.0 };
    let ring = Stroke::new(width, palette(ui).accent);
    let radius = CornerRadius::same(rounding::CONTROL / 2);
    ui.painter()
        .rect_stroke(rect.shrink(0.5), radius, ring, StrokeKind::Inside);
}

fn status(ui: &Ui, rect: Rect, row: &ResultRow, word: &str) {
    let look = StatusLook::of(row.status(), palette(ui));
    let font = FontId::new(17.0, look.icon.font_family());
    let at = pos2(rect.left(), rect.center().y);
    let icon = ui
        .painter()
        .text(at, Align2::LEFT_CENTER, look.icon.codepoint, font, look.ink);
    let word_rect = rect.with_min_x(icon.right() + 6.0);
    truncated(ui, word_rect, word, look.ink);
}

/// The sign and the word of a decision, and at the right whether it is saved. Nothing where nobody decided: most rows.
fn decision(ui: &Ui, rect: Rect, row: &ResultRow, word: Option<String>) {
    let colours = palette(ui);
    let Some(look) = DecisionLook::of_row(row, colours) else {
        return;
    };
    let mut free = rect;
    if let Some(sign) = look.save {
        let font = FontId::new(15.0, sign.font_family());
        let at = pos2(rect.right(), rect.center().y);
        let align = Align2::RIGHT_CENTER;
        let ink = colours.text_weak;
        let drawn = ui.painter().text(at, align, sign.codepoint, font, ink);
        free.max.x = drawn.left() - space::XS;
    }
    let font = FontId::new(17.0, look.icon.font_family());
    let at = pos2(rect.left(), rect.center().y);
    let align = Align2::LEFT_CENTER;
    let sign = look.icon.codepoint;
    let icon = ui.painter().text(at, align, sign, font, look.ink);
    free.min.x = icon.right() + 6.0;
    truncated(ui, free, &word.unwrap_or_default(), look.ink);
}

/// Small pills for what is odd about the file, then the strongest reason.
fn verdict(ui: &Ui, rect: Rect, row: &ResultRow, text: &Text, reason: Option<String>) {
    let mut free = rect;
    for note in wording::row_notes(text, row) {
        free.min.x = pill(ui, free, &note) + space::XS;
    }
    let ink = palette(ui).text_weak;
    truncated(ui, free, &reason.unwrap_or_else(|| UNKNOWN.to_owned()), ink);
}

/// Returns its right edge.
fn pill(ui: &Ui, rect: Rect, note: &str) -> f32 {
    let colours = palette(ui);
    let font = TextStyle::Small.resolve(ui.style());
    let words = ui
        .painter()
        .layout_no_wrap(note.to_owned(), font, colours.caution);
    let size = words.size() + vec2(2.0 * 6.0, 2.0);
    let centre = pos2(rect.left() + size.x / 2.0, rect.center().y);
    let pill = Rect::from_center_size(centre, size);
    let radius = CornerRadius::same(rounding::CONTROL);
    ui.painter().rect_filled(pill, radius, colours.caution_weak);
    let at = pill.center() - words.size() / 2.0;
    ui.painter().galley(at, words, colours.caution);
    pill.right()
}

/// The colour, its number, and at the right its share. Where the cell is narrow the number makes room first.
fn main_colour(ui: &Ui, rect: Rect, row: &ResultRow) {
    let Some(found) = row.inspection().and_then(|it| it.main_colour) else {
        number(ui, rect, None);
        return;
    };
    let swatch = Rect::from_min_size(
        pos2(rect.left(), rect.center().y - SWATCH / 2.0),
        Vec2::splat(SWATCH),
    );
    paint_swatch(ui, swatch, found.rgb);
    let share = number(ui, rect, Some(format::exact_percent(found.share)));
    let free = rect
        .with_min_x(swatch.right() + 6.0)
        .with_max_x(share.left() - space::XS);
    truncated(ui, free, &found.hex(), palette(ui).text_weak);
}

/// Returns where it stands.
fn number(ui: &Ui, rect: Rect, value: Option<String>) -> Rect {
    let colours = palette(ui);
    let (words, ink) = match value {
        Some(value) => (value, colours.text),
        None => (UNKNOWN.to_owned(), colours.text_weak),
    };
    let font = TextStyle::Body.resolve(ui.style());
    let at = pos2(rect.right(), rect.center().y);
    ui.painter()
        .text(at, Align2::RIGHT_CENTER, words, font, ink)
}

fn words_at(ui: &Ui, rect: Rect, words: String) {
    let font = TextStyle::Body.resolve(ui.style());
    let at = pos2(rect.left(), rect.center().y);
    let ink = palette(ui).text;
    ui.painter().text(at, Align2::LEFT_CENTER, words, font, ink);
}

/// Words that end in an ellipsis where there is no room for all of them.
fn truncated(ui: &Ui, rect: Rect, words: &str, ink: egui::Color32) {
    let font = TextStyle::Body.resolve(ui.style());
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width().max(0.0));
    let galley = ui.painter().layout_job(job);
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}
