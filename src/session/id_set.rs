//! A set of rows that is asked often and in any order: one bit for each, so that a pass over 200,000 of them stays within
//! the processor's cache.

use crate::scan::ImageId;

/// Bits in a word.
const WORD: usize = 64;

/// The set.
#[derive(Clone, Debug, Default)]
pub(super) struct IdSet {
    words: Vec<u64>,
}

impl IdSet {
    /// Puts a row in.
    pub(super) fn insert(&mut self, id: ImageId) {
        let word = id.index() / WORD;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(word) {
            *bits |= 1 << (id.index() % WORD);
        }
    }

    /// Takes a row out.
    pub(super) fn remove(&mut self, id: ImageId) {
        if let Some(bits) = self.words.get_mut(id.index() / WORD) {
            *bits &= !(1 << (id.index() % WORD));
        }
    }

    /// Whether no row was ever put in.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a row is in it.
    pub(super) fn contains(&self, id: ImageId) -> bool {
        self.words
            .get(id.index() / WORD)
            .is_some_and(|bits| bits >> (id.index() % WORD) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_in_and_out() {
        let mut set = IdSet::default();
        for id in [0, 63, 64, 1_000] {
            set.insert(ImageId(id));
        }
        set.remove(ImageId(63));
        set.remove(ImageId(9_999));
        let there: Vec<u32> = (0..2_000).filter(|id| set.contains(ImageId(*id))).collect();
        assert_eq!(there, [0, 64, 1_000], "and no others");
    }
}
