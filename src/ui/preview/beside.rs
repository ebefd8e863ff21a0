//! An image and what may be its original, side by side: each whole, enlarged and moved together. On each other they could
//! not be told apart, and with a handle between them half of each would be hidden.

use egui::{Align2, FontId, Pos2, Rect, Ui, pos2, vec2};

use super::zoom::Stage;
use crate::ui::Text;
use crate::ui::theme::{palette, type_size};

/// Between both, in points.
const GAP: f32 = 8.0;

/// Around both, in points: white pictures must not end where the window's white begins.
const EDGE: f32 = 8.0;

/// Height of the line that names each, in points.
const NAME_HEIGHT: f32 = 22.0;

/// Where both lie: the file, and what may be its original.
pub(super) fn places(rect: Rect) -> [Rect; 2] {
    let below = Rect::from_min_max(
        pos2(rect.left() + EDGE, rect.top() + NAME_HEIGHT),
        rect.max - vec2(EDGE, EDGE),
    );
    let (left, right) = below.split_left_right_at_x(rect.center().x);
    [
        left.with_max_x(left.right() - GAP / 2.0),
        right.with_min_x(right.left() + GAP / 2.0),
    ]
}

/// A place in the second picture's view, as the same one in the first's: they are enlarged and moved together.
pub(super) fn in_first(stage: Stage, place: Pos2) -> Pos2 {
    if place.x > stage.view.right() + GAP / 2.0 {
        place - vec2(stage.view.width() + GAP, 0.0)
    } else {
        place
    }
}

/// Names both, above them.
pub(super) fn names_ui(ui: &Ui, rect: Rect, text: &Text) {
    let ink = palette(ui).text_weak;
    let font = FontId::proportional(type_size::SMALL);
    for (place, key) in places(rect)
        .into_iter()
        .zip(["repaired-side-black", "repaired-side-original"])
    {
        let at = pos2(place.left(), rect.top() + NAME_HEIGHT / 2.0);
        let painter = ui.painter_at(place.with_min_y(rect.top()));
        let words = text.get(key);
        painter.text(at, Align2::LEFT_CENTER, words, font.clone(), ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_are_as_large_and_a_place_in_one_is_that_of_the_other() {
        let rect = Rect::from_min_size(pos2(10.0, 20.0), vec2(400.0, 300.0));
        let [first, second] = places(rect);
        assert_eq!(first.size(), second.size());
        assert!(first.right() < second.left() && second.right() < rect.right());
        let stage = Stage {
            picture: vec2(100.0, 100.0),
            view: first,
            points_per_pixel: 1.0,
        };
        let inside = first.center();
        assert_eq!(in_first(stage, inside), inside);
        let other = in_first(stage, second.center());
        assert!((other - inside).length() < 0.01, "{other} for {inside}");
    }
}
