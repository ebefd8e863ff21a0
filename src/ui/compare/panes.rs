//! Which images of a group are side by side, and where.
//!
//! Pure arithmetic. Invariant: every image of the group has a page on which it is, and no pane is empty.

use std::ops::Range;

use egui::{Rect, pos2, vec2};

use crate::ui::theme::space;

/// Most images side by side.
pub const MOST_PANES: usize = 4;

/// Height of what stands above and below a picture in its pane, in points.
const WORDS_HEIGHT: f32 = 92.0;

/// The images of a group that are side by side while the one at `focus` has the focus: page by page, and the last page
/// full too.
pub(super) fn page(count: usize, focus: usize) -> Range<usize> {
    let start = focus / MOST_PANES * MOST_PANES;
    let start = start.min(count.saturating_sub(MOST_PANES));
    start..count.min(start + MOST_PANES)
}

/// Columns in which so many panes show their pictures largest.
pub(super) fn columns(panes: usize, area: Rect) -> usize {
    let side = |columns: usize| {
        let rows = panes.div_ceil(columns);
        let width = (area.width() - space::S * (columns - 1) as f32) / columns as f32;
        let height = (area.height() - space::S * (rows - 1) as f32) / rows as f32;
        width.min(height - WORDS_HEIGHT)
    };
    (1..=panes.max(1))
        .max_by(|a, b| side(*a).total_cmp(&side(*b)))
        .unwrap_or(1)
}

/// The places of the panes, line by line.
pub(super) fn places(panes: usize, columns: usize, area: Rect) -> impl Iterator<Item = Rect> {
    let columns = columns.max(1);
    let rows = panes.div_ceil(columns).max(1);
    let size = vec2(
        (area.width() - space::S * (columns - 1) as f32) / columns as f32,
        (area.height() - space::S * (rows - 1) as f32) / rows as f32,
    );
    (0..panes).map(move |pane| {
        let (column, row) = ((pane % columns) as f32, (pane / columns) as f32);
        let left = area.left() + column * (size.x + space::S);
        let top = area.top() + row * (size.y + space::S);
        Rect::from_min_size(pos2(left, top), size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_image_has_a_page_and_the_last_page_is_full() {
        for count in 1..20 {
            for focus in 0..count {
                let page = page(count, focus);
                assert!(page.contains(&focus), "{focus} of {count}: {page:?}");
                assert_eq!(page.len(), count.min(MOST_PANES), "{count}");
            }
        }
        assert_eq!(page(7, 3), 0..4);
        assert_eq!(page(7, 4), 3..7, "the last four, not three");
    }

    #[test]
    fn panes_lie_so_that_pictures_are_large() {
        let wide = Rect::from_min_size(pos2(0.0, 0.0), vec2(1_240.0, 560.0));
        let square = Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 900.0));
        assert_eq!(columns(2, wide), 2);
        assert_eq!(columns(3, wide), 3);
        assert_eq!(columns(4, wide), 4);
        assert_eq!(columns(4, square), 2, "two lines of two");
        assert_eq!(columns(1, wide), 1);
        for (panes, area) in [(3, wide), (4, square)] {
            let columns = columns(panes, area);
            let places: Vec<Rect> = places(panes, columns, area).collect();
            assert_eq!(places.len(), panes);
            for place in &places {
                assert!(area.expand(0.1).contains_rect(*place), "{place:?}");
            }
            let apart = !places[0].shrink(0.1).intersects(places[1]);
            assert!(apart, "they do not lie over each other");
        }
    }
}
