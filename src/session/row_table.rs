//! All rows of a session by id, in pieces that readers on other threads share with it.
//!
//! A copy of the table takes microseconds however many rows it has, and stays as it is: a piece that is changed while
//! somebody holds a copy is copied first, and so is a row in it.

use std::sync::Arc;

use super::ResultRow;
use crate::scan::ImageId;

/// Rows of a piece: a million rows are a thousand pieces, and to copy one of them takes about 20 microseconds.
const PIECE: usize = 1_024;

type Piece = Vec<Option<Arc<ResultRow>>>;

/// The rows; `None` where an image was found but is not reported.
#[derive(Clone, Debug, Default)]
pub struct RowTable {
    /// All but the last one hold [`PIECE`] places.
    pieces: Vec<Arc<Piece>>,
}

impl RowTable {
    /// How many places there are: one more than the largest id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces
            .last()
            .map_or(0, |last| (self.pieces.len() - 1) * PIECE + last.len())
    }

    /// Whether there is no place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// One row.
    #[must_use]
    pub fn get(&self, id: ImageId) -> Option<&Arc<ResultRow>> {
        let piece = self.pieces.get(id.index() / PIECE)?;
        piece.get(id.index() % PIECE)?.as_ref()
    }

    /// Every row by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<ResultRow>> {
        self.pieces.iter().flat_map(|piece| piece.iter().flatten())
    }

    /// The rows from one place on.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = &Arc<ResultRow>> {
        self.places_from(first).flatten()
    }

    /// The rows of some places.
    pub(super) fn between(
        &self,
        places: std::ops::Range<usize>,
    ) -> impl Iterator<Item = &Arc<ResultRow>> {
        self.places_from(places.start).take(places.len()).flatten()
    }

    fn places_from(&self, first: usize) -> impl Iterator<Item = &Option<Arc<ResultRow>>> {
        let pieces = self.pieces.get(first / PIECE..).unwrap_or_default();
        pieces
            .iter()
            .flat_map(|piece| piece.iter())
            .skip(first % PIECE)
    }

    /// One row, to be changed. A row that somebody else holds is left to it as it was, and copied.
    pub(super) fn get_mut(&mut self, id: ImageId) -> Option<&mut Arc<ResultRow>> {
        let piece = self.pieces.get_mut(id.index() / PIECE)?;
        let has_row = piece.get(id.index() % PIECE).is_some_and(Option::is_some);
        if !has_row {
            return None;
        }
        Arc::make_mut(piece).get_mut(id.index() % PIECE)?.as_mut()
    }

    /// Puts a row in its place; returns the one that was there.
    pub(super) fn put(&mut self, row: Arc<ResultRow>) -> Option<Arc<ResultRow>> {
        let index = row.report.id.index();
        self.grow(index + 1);
        let piece = self.pieces.get_mut(index / PIECE)?;
        let place = Arc::make_mut(piece).get_mut(index % PIECE)?;
        place.replace(row)
    }

    /// Takes a row out.
    pub(super) fn take(&mut self, id: ImageId) -> Option<Arc<ResultRow>> {
        let piece = self.pieces.get_mut(id.index() / PIECE)?;
        Arc::make_mut(piece).get_mut(id.index() % PIECE)?.take()
    }

    /// Makes sure that there are so many places.
    pub(super) fn grow(&mut self, len: usize) {
        while self.len() < len {
            let begun = self.pieces.len().saturating_sub(1) * PIECE;
            let fill = (len - begun).min(PIECE);
            if let Some(last) = self.pieces.last_mut().filter(|last| last.len() < PIECE) {
                Arc::make_mut(last).resize(fill, None);
            } else {
                let mut piece = Vec::with_capacity(PIECE);
                piece.resize((len - self.len()).min(PIECE), None);
                self.pieces.push(Arc::new(piece));
            }
        }
    }
}

#[cfg(test)]
impl FromIterator<Option<Arc<ResultRow>>> for RowTable {
    fn from_iter<I: IntoIterator<Item = Option<Arc<ResultRow>>>>(rows: I) -> Self {
        let mut table = Self::default();
        for (place, row) in rows.into_iter().enumerate() {
            table.grow(place + 1);
            if let Some(row) = row {
                assert_eq!(row.report.id.index(), place, "rows stand by their ids");
                table.put(row);
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::index::tests::row;

    fn put(table: &mut RowTable, id: usize, path: &str) {
        let id = u32::try_from(id).expect("a small number");
        table.put(Arc::new(row(id, path)));
    }

    fn ids(rows: impl Iterator<Item = impl AsRef<ResultRow>>) -> Vec<usize> {
        rows.map(|row| row.as_ref().report.id.index()).collect()
    }

    #[test]
    fn rows_are_found_by_their_ids_whichever_came_first() {
        let mut table = RowTable::default();
        let places = [3 * PIECE, 0, PIECE - 1, PIECE, 5];
        for id in places {
            put(&mut table, id, "a.jpg");
        }
        assert_eq!(table.len(), 3 * PIECE + 1);
        assert_eq!(ids(table.iter()), [0, 5, PIECE - 1, PIECE, 3 * PIECE]);
        assert_eq!(ids(table.from(6)), [PIECE - 1, PIECE, 3 * PIECE]);
        assert_eq!(ids(table.from(PIECE + 1)), [3 * PIECE]);
        assert_eq!(ids(table.between(5..PIECE)), [5, PIECE - 1]);
        assert_eq!(ids(table.between(9 * PIECE..10 * PIECE)), [0; 0]);
        for id in places {
            let id = ImageId(u32::try_from(id).expect("a small number"));
            assert_eq!(table.get(id).map(|row| row.report.id), Some(id));
        }
        let behind = u32::try_from(3 * PIECE + 1).expect("a small number");
        for absent in [1, behind, u32::MAX] {
            assert!(table.get(ImageId(absent)).is_none(), "{absent}");
            assert!(table.get_mut(ImageId(absent)).is_none(), "{absent}");
        }
        assert_eq!(
            table.take(ImageId(5)).map(|row| row.report.id),
            Some(ImageId(5))
        );
        assert_eq!(ids(table.between(0..PIECE)), [0, PIECE - 1]);
    }

    #[test]
    fn a_copy_stays_as_it_was() {
        let mut table = RowTable::default();
        for id in 0..PIECE + 2 {
            put(&mut table, id, "before.jpg");
        }
        let copy = table.clone();
        let changed = table.get_mut(ImageId(1)).expect("it is there");
        Arc::make_mut(changed).is_gone = true;
        put(&mut table, PIECE + 2, "new.jpg");
        table.take(ImageId(0));
        assert!(!copy.get(ImageId(1)).expect("there").is_gone);
        assert_eq!(copy.iter().count(), PIECE + 2, "as many as there were");
        assert!(table.get(ImageId(1)).expect("there").is_gone);
        assert_eq!(table.iter().count(), PIECE + 2);
        let shared = [&table, &copy].map(|table| table.get(ImageId(7)).expect("there"));
        assert!(
            Arc::ptr_eq(shared[0], shared[1]),
            "no row is copied that is the same"
        );
    }
}
