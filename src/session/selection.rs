//! Which rows are selected, and which one has the focus. Nothing that a plain key or click does takes time that grows
//! with the list.

use super::ResultIndex;
use super::id_set::IdSet;
use crate::scan::ImageId;

/// The selected rows. Operations take the shown rows in their order, because a range means what lies between on the
/// screen.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    focus: Option<ImageId>,
    anchor: Option<ImageId>,
    selected: IdSet,
}

impl Selection {
    /// The row that keys act from; it is what the preview shows.
    #[must_use]
    pub fn focus(&self) -> Option<ImageId> {
        self.focus
    }

    /// How many rows are selected.
    #[must_use]
    pub fn len(&self) -> usize {
        self.selected.len()
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.selected.is_empty()
    }

    /// Whether a row is selected.
    #[must_use]
    pub fn contains(&self, id: ImageId) -> bool {
        self.selected.contains(id)
    }

    /// Every selected row: the shown ones in their order, then those that the filter hides, in the order in which the
    /// walk found them. So "3 selected" always means 3 rows, whatever is done with them.
    #[must_use]
    pub fn in_order(&self, index: &ResultIndex) -> Vec<ImageId> {
        let is_selected = |id: &ImageId| self.selected.contains(*id);
        let shown = index.shown().iter().copied();
        let mut ids: Vec<ImageId> = shown.filter(is_selected).collect();
        if ids.len() < self.len() {
            let is_hidden = |id: &ImageId| index.place_of(*id).is_none();
            ids.extend(self.selected.iter().filter(is_hidden));
        }
        ids
    }

    fn insert_all(&mut self, ids: &[ImageId]) {
        for id in ids {
            self.selected.insert(*id);
        }
    }

    /// Selects nothing.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// A plain click: this row alone.
    pub fn select_only(&mut self, id: ImageId) {
        self.selected.clear();
        self.selected.insert(id);
        self.focus = Some(id);
        self.anchor = Some(id);
    }

    /// This row is no longer there.
    pub fn deselect(&mut self, id: ImageId) {
        self.selected.remove(id);
        self.focus = self.focus.filter(|focus| *focus != id);
        self.anchor = self.anchor.filter(|anchor| *anchor != id);
    }

    /// Ctrl and click: this row in or out.
    pub fn toggle(&mut self, id: ImageId) {
        if !self.selected.remove(id) {
            self.selected.insert(id);
        }
        self.focus = Some(id);
        self.anchor = Some(id);
    }

    /// Shift and click: everything from the last plain click to this row.
    pub fn extend_to(&mut self, id: ImageId, index: &ResultIndex) {
        let anchor = self.anchor.unwrap_or(id);
        let (Some(from), Some(to)) = (index.place_of(anchor), index.place_of(id)) else {
            self.select_only(id);
            return;
        };
        self.selected.clear();
        let between = index.shown().get(from.min(to)..=from.max(to));
        self.insert_all(between.unwrap_or_default());
        self.focus = Some(id);
        self.anchor = Some(anchor);
    }

    /// Every shown row.
    pub fn select_all(&mut self, index: &ResultIndex) {
        let shown = index.shown();
        self.selected.clear();
        self.insert_all(shown);
        self.focus = self
            .focus
            .filter(|id| self.selected.contains(*id))
            .or_else(|| shown.first().copied());
        self.anchor = self.focus;
    }

    /// The row that lies `delta` places from the focus, kept within the list; the first row where nothing has the
    /// focus yet. `None` for an empty list.
    #[must_use]
    pub fn neighbour(&self, delta: isize, index: &ResultIndex) -> Option<ImageId> {
        let shown = index.shown();
        let last = shown.len().checked_sub(1)?;
        let place = self.focus.and_then(|focus| index.place_of(focus));
        let next = match place {
            Some(place) => place.saturating_add_signed(delta).min(last),
            None => 0,
        };
        shown.get(next).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Vec<ImageId> {
        numbers.iter().copied().map(ImageId).collect()
    }

    fn showing(numbers: &[u32]) -> ResultIndex {
        ResultIndex::showing(ids(numbers))
    }

    #[test]
    fn shift_selects_what_lies_between_on_the_screen() {
        let shown = showing(&[5, 3, 9, 1, 7]);
        let mut selection = Selection::default();
        selection.select_only(ImageId(3));
        selection.extend_to(ImageId(1), &shown);
        assert_eq!(selection.in_order(&shown), ids(&[3, 9, 1]));
        selection.extend_to(ImageId(5), &shown);
        assert_eq!(selection.in_order(&shown), ids(&[5, 3]), "the anchor stays");
        selection.toggle(ImageId(7));
        assert_eq!(selection.in_order(&shown), ids(&[5, 3, 7]));
        selection.toggle(ImageId(5));
        assert_eq!(selection.in_order(&shown), ids(&[3, 7]));
        selection.select_all(&shown);
        assert_eq!(selection.len(), 5);
    }

    #[test]
    fn what_the_filter_hides_stays_selected_and_is_counted() {
        let mut selection = Selection::default();
        selection.select_all(&showing(&[5, 3, 9, 1]));
        assert_eq!(
            selection.in_order(&showing(&[9, 3, 7])),
            ids(&[9, 3, 1, 5]),
            "the shown ones as shown, then the hidden ones"
        );
        assert_eq!(selection.len(), 4, "as many as are counted");
    }

    #[test]
    fn arrows_stay_within_the_list() {
        let shown = showing(&[5, 3, 9]);
        let mut selection = Selection::default();
        assert_eq!(
            selection.neighbour(1, &shown),
            Some(ImageId(5)),
            "the first key takes the first row"
        );
        assert_eq!(selection.neighbour(1, &showing(&[])), None);
        selection.select_only(ImageId(9));
        assert_eq!(selection.neighbour(1, &shown), Some(ImageId(9)));
        assert_eq!(selection.neighbour(-10, &shown), Some(ImageId(5)));
    }
}
