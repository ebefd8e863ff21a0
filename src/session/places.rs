//! Where each row stands in a list of rows.

use std::num::NonZeroU32;

use crate::scan::ImageId;

/// The places of a list, by id: a table as long as the largest id, which is about 1 ms for 1,000,000 rows.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By id, counted from 1, so that a place takes no more than 4 bytes.
    by_id: Vec<Option<NonZeroU32>>,
}

impl Places {
    /// The places of this list.
    pub(super) fn of(list: &[ImageId]) -> Self {
        let len = list.iter().map(|id| id.index() + 1).max().unwrap_or(0);
        let mut by_id = vec![None; len];
        for (place, id) in (1_u32..).zip(list) {
            by_id[id.index()] = NonZeroU32::new(place);
        }
        Self { by_id }
    }

    /// The place of a row; `None` where it is not in the list.
    pub(super) fn get(&self, id: ImageId) -> Option<usize> {
        let from_one = (*self.by_id.get(id.index())?)?;
        Some(from_one.get() as usize - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_where_it_is() {
        let list = [5, 0, 9].map(ImageId);
        let places = Places::of(&list);
        for (place, id) in list.into_iter().enumerate() {
            assert_eq!(places.get(id), Some(place), "{id:?}");
        }
        for absent in [1, 8, 10, u32::MAX] {
            assert_eq!(places.get(ImageId(absent)), None, "{absent} is not there");
        }
        assert_eq!(Places::of(&[]).get(ImageId(0)), None, "an empty list");
    }
}
