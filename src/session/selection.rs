//! Which rows are selected, and which one has the focus. Nothing that a plain key or click does takes time that grows
//! with the list. The session sees to it that nothing is selected that is not shown.

use super::ResultIndex;
use super::id_set::IdSet;
use crate::scan::ImageId;

/// Where fewer than one in so many of the shown rows are selected, these are sorted; else the list is gone through.
const FEW: usize = 32;

/// The selected rows. Operations take the shown rows in their order, because a range means what lies between on the
/// screen.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    focus: Option<ImageId>,
    anchor: Option<ImageId>,
    selected: IdSet,
    /// The row that had the focus when it left the list; somebody chose none since then.
    left: Option<ImageId>,
    /// Its place among the rows that are shown now.
    left_at: Option<usize>,
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

    /// Every selected row, in the order in which they are shown. "3 selected" always means 3 rows, whatever is done with
    /// them: those that the list does not hold, because they are shown beside it, come last.
    #[must_use]
    pub fn in_order(&self, index: &ResultIndex) -> Vec<ImageId> {
        let shown = index.shown();
        if self.len() < shown.len() / FEW {
            let mut ids: Vec<ImageId> = self.selected.iter().collect();
            ids.sort_by_cached_key(|id| {
                let place = index.place_of(*id);
                (place.is_none(), place, *id)
            });
            return ids;
        }
        let is_selected = |id: &ImageId| self.selected.contains(*id);
        let mut ids: Vec<ImageId> = shown.iter().copied().filter(is_selected).collect();
        if ids.len() < self.len() {
            let is_beside = |id: &ImageId| index.place_of(*id).is_none();
            ids.extend(self.selected.iter().filter(is_beside));
        }
        ids
    }

    /// Other rows are shown: what is not among them is selected no more. Where the focus was such a row, the first one
    /// takes it that is selected still; where there is none, the next key goes on from the place that the row would have.
    /// `place`: where that is. It does not matter how many lists came in between, each a part of the one before it: whoever
    /// types a filter slowly sees more of them than whoever types it fast.
    pub(super) fn keep(
        &mut self,
        is_shown: impl Fn(ImageId) -> bool,
        index: &ResultIndex,
        place: impl FnOnce(ImageId) -> usize,
    ) {
        self.selected.retain(&is_shown);
        self.anchor = self.anchor.filter(|id| is_shown(*id));
        if let Some(lost) = self.focus.filter(|id| !is_shown(*id)) {
            self.left.get_or_insert(lost);
            let places = self.selected.iter();
            let first = places.filter_map(|id| Some((index.place_of(id)?, id)));
            self.focus = first.min().map(|(_, id)| id);
        }
        self.anchor = self.anchor.or(self.focus);
        if self.focus.is_none() {
            self.left_at = self.left.map(place);
        }
    }

    fn choose(&mut self, focus: Option<ImageId>, anchor: Option<ImageId>) {
        self.focus = focus;
        self.anchor = anchor;
        self.left = None;
        self.left_at = None;
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
        self.choose(Some(id), Some(id));
    }

    /// Ctrl and click: this row in or out.
    pub fn toggle(&mut self, id: ImageId) {
        if !self.selected.remove(id) {
            self.selected.insert(id);
        }
        self.choose(Some(id), Some(id));
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
        self.choose(Some(id), Some(anchor));
    }

    /// Every shown row.
    pub fn select_all(&mut self, index: &ResultIndex) {
        let shown = index.shown();
        self.selected.clear();
        self.insert_all(shown);
        let focus = self
            .focus
            .filter(|id| self.selected.contains(*id))
            .or_else(|| shown.first().copied());
        if focus.is_some() {
            self.choose(focus, focus);
        }
    }

    /// The row that lies `delta` places from the focus, kept within the list. Where nothing has the focus, the row at
    /// the place where it was last, or the first one. `None` for an empty list.
    #[must_use]
    pub fn neighbour(&self, delta: isize, index: &ResultIndex) -> Option<ImageId> {
        let shown = index.shown();
        let last = shown.len().checked_sub(1)?;
        let place = self.focus.and_then(|focus| index.place_of(focus));
        let next = match place {
            Some(place) => place.saturating_add_signed(delta).min(last),
            None => self.left_at.unwrap_or(0).min(last),
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
    fn what_the_filter_hides_is_selected_no_more() {
        let before = showing(&[5, 3, 9, 1]);
        let after = showing(&[9, 3, 7]);
        let keep = |selection: &mut Selection| {
            let is_shown = |id| after.place_of(id).is_some();
            selection.keep(is_shown, &after, |_| 2);
        };
        let mut selection = Selection::default();
        selection.select_all(&before);
        keep(&mut selection);
        assert_eq!(selection.in_order(&after), ids(&[9, 3]), "what is left");
        assert_eq!(selection.focus(), Some(ImageId(9)), "the first of it");
        selection.select_only(ImageId(1));
        keep(&mut selection);
        assert!(selection.is_empty(), "it is hidden");
        assert_eq!(selection.focus(), None, "and nothing else was meant");
        assert_eq!(
            selection.neighbour(0, &after),
            Some(ImageId(7)),
            "the next key goes on where the focus was, as far as the list reaches"
        );
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
