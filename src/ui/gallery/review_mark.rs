//! The decision over a cell's picture: a filled pill with its sign and its word, and a veil over the picture, so that
//! what is still to be looked at stands out.

use egui::{CornerRadius, FontId, Rect, Ui, pos2, vec2};
use egui_material_icons::MaterialIcon;

use crate::session::{ResultRow, RowStatus, SaveState};
use crate::ui::decision_look::DecisionLook;
use crate::ui::theme::{palette, rounding, space, type_size};
use crate::ui::{Text, wording};

/// Height of the pill in points.
const HEIGHT: f32 = 22.0;

/// Size of a sign in points.
const SIGN: f32 = 16.0;

/// How much of a decided picture the veil hides, 0 to 1: it can still be told what it is.
const VEIL: f32 = 0.45;

/// Draws the mark into the picture's place; nothing for a row that nobody ever decided about.
pub(super) fn review_mark(ui: &Ui, picture: Rect, row: &ResultRow, text: &Text) {
    let colours = palette(ui);
    let review = &row.review;
    let Some(look) = DecisionLook::of_row(row, colours) else {
        return;
    };
    let painter = ui.painter();
    if review.decided.is_some() && row.status() != RowStatus::Repaired {
        let veil = colours.panel.gamma_multiply(VEIL);
        painter.rect_filled(picture, CornerRadius::same(rounding::CONTROL), veil);
    }
    let word = match row.decision_told() {
        Some(decision) => wording::decision(text, Some(decision)),
        None => wording::save_state(text, review.save)
            .filter(|_| matches!(review.save, SaveState::Failed(_)))
            .unwrap_or_default(),
    };
    let font = FontId::proportional(type_size::SMALL);
    let word = painter.layout_no_wrap(word, font, look.on_fill);
    let signs: Vec<MaterialIcon> = std::iter::once(look.icon).chain(look.save).collect();
    let signs_width = signs.len() as f32 * (SIGN + space::XS);
    let full = signs_width + word.size().x + 2.0 * 5.0;
    let inset = vec2(space::XS, space::XS);
    let shows_word = word.size().x > 0.0 && full <= picture.width() - 2.0 * inset.x - 24.0;
    let width = if shows_word {
        full
    } else {
        signs_width - space::XS + 2.0 * 4.0
    };
    let pill = Rect::from_min_size(picture.min + inset, vec2(width, HEIGHT));
    painter.rect_filled(pill, CornerRadius::same(11), look.fill);
    let mut x = pill.left() + 4.0;
    for (place, sign) in signs.iter().enumerate() {
        let font = FontId::new(SIGN, sign.font_family());
        let at = pos2(x, pill.center().y);
        let align = egui::Align2::LEFT_CENTER;
        painter.text(at, align, sign.codepoint, font, look.on_fill);
        x += SIGN + space::XS;
        if place == 0 && shows_word {
            let at = pos2(x - 1.0, pill.center().y - word.size().y / 2.0);
            painter.galley(at, word.clone(), look.on_fill);
            x += word.size().x + 3.0;
        }
    }
}
