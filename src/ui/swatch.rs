//! A small square of a colour that was read from an image.

use egui::{CornerRadius, Rect, Stroke, StrokeKind, Ui};

use super::theme::{palette, sampled};

/// Rounding of its corners in logical points.
const ROUNDING: u8 = 3;

/// Paints the square. Its outline is of the colour of words, so that white and black are seen to their edges on light
/// and on dark ground.
pub(super) fn paint_swatch(ui: &Ui, rect: Rect, [red, green, blue]: [u8; 3]) {
    let outline = Stroke::new(1.0, palette(ui).text_weak.gamma_multiply(0.7));
    ui.painter().rect(
        rect,
        CornerRadius::same(ROUNDING),
        sampled(red, green, blue),
        outline,
        StrokeKind::Inside,
    );
}
