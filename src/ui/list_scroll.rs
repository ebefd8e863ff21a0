//! Where a long list stands: it keeps what is on the screen in place while rows are put in above it, brings the focused
//! row into view, and finds its place again when the window or the cells change their size.
//!
//! It knows no egui: it is told what was shown, and answers with an offset. Invariant: nothing here takes time that
//! grows with the list, except when the list, the focus, the filter or the order changed.

use crate::scan::ImageId;
use crate::session::{RowFilter, ScanSession, SortOrder};

/// The shape of a list: rows of one height, each with the same number of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ListShape {
    /// Cells side by side; 1 for a table.
    pub columns: usize,
    /// Height of a row with the gap below it, in points.
    pub row_height: f32,
    /// Height of the visible part, in points.
    pub view_height: f32,
}

impl ListShape {
    /// Whole rows that are visible at once, at least 1.
    #[must_use]
    pub fn page_rows(self) -> usize {
        let rows = (self.view_height / self.row_height.max(1.0)).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small positive number"
        )]
        let rows = rows.clamp(1.0, 10_000.0) as usize;
        rows
    }

    fn top_of(self, place: usize) -> f32 {
        (place / self.columns.max(1)) as f32 * self.row_height
    }
}

/// Where a list stands, from frame to frame.
#[derive(Clone, Debug, Default)]
pub struct ListScroll {
    shape: ListShape,
    offset: f32,
    /// The first visible cell, and where it was in the list.
    top: Option<(ImageId, usize)>,
    /// Where the user dragged the list to by a bar that is not its own.
    dragged_to: Option<f32>,
    focus: Option<ImageId>,
    revision: u64,
    filter: RowFilter,
    order: Option<SortOrder>,
}

impl ListScroll {
    /// The shape of the last frame, from which keys learn how far an arrow or a page goes.
    #[must_use]
    pub fn shape(&self) -> ListShape {
        self.shape
    }

    /// The offset to show this frame with, in points; `None` to leave it as it is.
    pub fn plan(&mut self, session: &ScanSession, shape: ListShape) -> Option<f32> {
        let index = session.index();
        let shown = index.shown();
        let before = self.offset;
        if shape.columns != self.shape.columns || !same(shape.row_height, self.shape.row_height) {
            self.reshape(shape);
        }
        self.shape = shape;
        let focus = session.selection().focus();
        if index.is_rebuilding() {
            // The old list is still on the screen.
        } else if self.filter != *index.filter() || self.order != index.order() {
            self.filter = index.filter().clone();
            self.order = index.order();
            self.offset = 0.0;
            self.reveal(shown, focus);
        } else if self.revision != index.revision() {
            self.follow(shown);
        }
        self.revision = index.revision();
        if let Some(offset) = self.dragged_to.take() {
            self.offset = offset;
        }
        // In the old list of a rebuild it may be elsewhere, or not at all.
        if self.focus != focus && !index.is_rebuilding() {
            self.focus = focus;
            self.reveal(shown, focus);
        }
        (!same(before, self.offset)).then_some(self.offset)
    }

    /// The next frame brings the focused image into view, also where it had the focus before.
    pub fn show_focus(&mut self) {
        self.focus = None;
    }

    /// Where the list stands, in points.
    pub fn offset(&self) -> f32 {
        self.offset
    }

    /// The next frame shows the list at this offset.
    pub fn drag_to(&mut self, offset: f32) {
        self.dragged_to = Some(offset);
    }

    /// Tells what was shown in this frame.
    pub fn shown(&mut self, offset: f32, shown: &[ImageId]) {
        self.offset = offset;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the offset is within the list"
        )]
        let row = (offset.max(0.0) / self.shape.row_height.max(1.0)) as usize;
        let place = row * self.shape.columns;
        self.top = shown.get(place).map(|id| (*id, place));
    }

    /// Other columns or heights: the first visible cell stays the first.
    fn reshape(&mut self, shape: ListShape) {
        if let Some((_, place)) = self.top
            && self.offset > 0.0
        {
            self.offset = shape.top_of(place);
        }
    }

    /// The list changed: what was on the screen stays there, unless the list stands at its very top.
    fn follow(&mut self, shown: &[ImageId]) {
        let Some((id, old)) = self.top.filter(|_| self.offset > 0.0) else {
            return;
        };
        if let Some(new) = find_near(shown, id, old) {
            self.offset += self.shape.top_of(new) - self.shape.top_of(old);
            self.top = Some((id, new));
        }
    }

    /// Scrolls as little as it takes to see the whole row of the focused cell.
    fn reveal(&mut self, shown: &[ImageId], focus: Option<ImageId>) {
        let near = self.top.map_or(0, |(_, place)| place);
        let Some(place) = focus.and_then(|id| find_near(shown, id, near)) else {
            return;
        };
        let top = self.shape.top_of(place);
        let least = top + self.shape.row_height - self.shape.view_height;
        self.offset = self.offset.max(least).min(top).max(0.0);
    }
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

/// Where an image is in the list, looked for outwards from where it is likely to be.
fn find_near(shown: &[ImageId], id: ImageId, near: usize) -> Option<usize> {
    let near = near.min(shown.len());
    let (before, after) = shown.split_at(near);
    let mut backwards = before.iter().rev();
    let mut forwards = after.iter();
    for distance in 0.. {
        let (forward, backward) = (forwards.next(), backwards.next());
        if forward == Some(&id) {
            return Some(near + distance);
        }
        if backward == Some(&id) {
            return Some(near - 1 - distance);
        }
        if forward.is_none() && backward.is_none() {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<ImageId> {
        numbers.into_iter().map(ImageId).collect()
    }

    fn standing_at(offset: f32, shown: &[ImageId]) -> ListScroll {
        let mut scroll = ListScroll {
            shape: ListShape {
                columns: 4,
                row_height: 100.0,
                view_height: 350.0,
            },
            ..ListScroll::default()
        };
        scroll.shown(offset, shown);
        scroll
    }

    fn assert_offset(scroll: &ListScroll, expected: f32, why: &str) {
        assert!(
            same(scroll.offset, expected),
            "{why}: {} is not {expected}",
            scroll.offset
        );
    }

    #[test]
    fn an_image_is_found_wherever_it_is() {
        let shown = ids(0..9);
        for id in 0..9 {
            for near in 0..12 {
                assert_eq!(find_near(&shown, ImageId(id), near), Some(id as usize));
            }
        }
        assert_eq!(find_near(&shown, ImageId(9), 4), None);
        assert_eq!(find_near(&[], ImageId(9), 0), None);
    }

    #[test]
    fn what_is_on_the_screen_stays_there_when_rows_come_in_above() {
        let mut scroll = standing_at(230.0, &ids(100..200));
        scroll.follow(&ids(92..200));
        assert_offset(
            &scroll,
            430.0,
            "eight cells came in above, which is two rows",
        );
        let mut at_top = standing_at(0.0, &ids(100..200));
        at_top.follow(&ids(92..200));
        assert_offset(&at_top, 0.0, "the top stays the top");
        let mut gone = standing_at(230.0, &ids(100..200));
        gone.follow(&ids(150..200));
        assert_offset(&gone, 230.0, "what is gone cannot be followed");
    }

    #[test]
    fn the_focused_cell_comes_into_view_by_the_shortest_way() {
        let shown = ids(0..100);
        let mut scroll = standing_at(230.0, &shown);
        scroll.reveal(&shown, Some(ImageId(14)));
        assert_offset(&scroll, 230.0, "row 3 is visible");
        scroll.reveal(&shown, Some(ImageId(9)));
        assert_offset(&scroll, 200.0, "row 2 was cut off at the top");
        scroll.reveal(&shown, Some(ImageId(99)));
        assert_offset(&scroll, 2_150.0, "the last row ends at the bottom");
        scroll.reveal(&shown, Some(ImageId(0)));
        assert_offset(&scroll, 0.0, "the first row");
        scroll.reveal(&shown, None);
        assert_offset(&scroll, 0.0, "no focus, no movement");
    }

    #[test]
    fn other_columns_keep_the_first_visible_cell_first() {
        let mut scroll = standing_at(500.0, &ids(0..100));
        scroll.reshape(ListShape {
            columns: 2,
            row_height: 150.0,
            view_height: 350.0,
        });
        assert_offset(&scroll, 1_500.0, "cell 20 is in row 10 now");
    }
}
