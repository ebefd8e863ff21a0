//! A set of rows that is asked often and in any order: one bit for each, so that a pass over a million of them stays within
//! the processor's cache.

use crate::scan::ImageId;

/// Bits in a word.
const WORD: u32 = 64;

/// The set.
#[derive(Clone, Debug, Default)]
pub(super) struct IdSet {
    words: Vec<u64>,
    len: usize,
}

impl IdSet {
    /// Puts a row in; whether it was not there.
    pub(super) fn insert(&mut self, id: ImageId) -> bool {
        let (word, bit) = place_of(id);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        let Some(bits) = self.words.get_mut(word) else {
            return false;
        };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        self.len += usize::from(is_new);
        is_new
    }

    /// Takes a row out; whether it was there.
    pub(super) fn remove(&mut self, id: ImageId) -> bool {
        let (word, bit) = place_of(id);
        let Some(bits) = self.words.get_mut(word) else {
            return false;
        };
        let was_there = *bits & bit != 0;
        *bits &= !bit;
        self.len -= usize::from(was_there);
        was_there
    }

    /// Takes out every row that is not to stay.
    pub(super) fn retain(&mut self, stays: impl Fn(ImageId) -> bool) {
        let leaving: Vec<ImageId> = self.iter().filter(|id| !stays(*id)).collect();
        for id in leaving {
            self.remove(id);
        }
    }

    /// Takes every row out.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// How many rows are in it.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether no row is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether a row is in it.
    pub(super) fn contains(&self, id: ImageId) -> bool {
        let (word, bit) = place_of(id);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The rows by id.
    pub(super) fn iter(&self) -> impl Iterator<Item = ImageId> + '_ {
        (0..).zip(&self.words).flat_map(|(word, bits)| {
            let bits = *bits;
            // Most words of most sets are empty.
            let places = if bits == 0 { 0..0 } else { 0..WORD };
            places
                .filter(move |place| bits >> place & 1 == 1)
                .map(move |place| ImageId(word * WORD + place))
        })
    }
}

/// The word of the bits, and the bit in it.
fn place_of(id: ImageId) -> (usize, u64) {
    (
        id.index() / WORD as usize,
        1 << (id.index() % WORD as usize),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_and_out() {
        let mut set = IdSet::default();
        for id in [0, 63, 64, 1_000] {
            assert!(set.insert(ImageId(id)), "{id} is new");
        }
        assert!(!set.insert(ImageId(64)), "it is there already");
        assert_eq!(set.len(), 4);
        assert!(set.remove(ImageId(63)));
        assert!(!set.remove(ImageId(9_999)), "it never was there");
        let there: Vec<u32> = (0..2_000).filter(|id| set.contains(ImageId(*id))).collect();
        assert_eq!(there, [0, 64, 1_000], "and no others");
        assert!(set.iter().map(|id| id.0).eq(there), "by id");
        assert_eq!(set.len(), 3);
        set.retain(|id| id.0 != 64);
        assert_eq!(set.iter().map(|id| id.0).collect::<Vec<_>>(), [0, 1_000]);
        set.clear();
        assert!(set.is_empty() && !set.contains(ImageId(0)));
    }
}
