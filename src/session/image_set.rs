//! A fixed set of images of one scan, which is asked about row by row.

use std::collections::{HashMap, HashSet};

use crate::scan::ImageId;

/// Images, each once, in an order of their own. Asking for one takes a short time however many they are.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageSet {
    images: Box<[ImageId]>,
    members: Members,
    /// Where each stands in the list, where that order is to be shown.
    places: Option<HashMap<ImageId, usize>>,
}

/// By what images are found: whichever is smaller, because there can be a set for every image of a scan.
#[derive(Clone, PartialEq, Eq)]
enum Members {
    /// A bit per image of the scan, up to the last one.
    Bits(Box<[u64]>),
    /// In order.
    Sorted(Box<[ImageId]>),
}

impl ImageSet {
    /// A set that is shown in the order of the list around it.
    #[must_use]
    pub fn new(images: Vec<ImageId>) -> Self {
        let words = images.iter().map(|id| place_of(*id).0 + 1).max();
        let words = words.unwrap_or(0);
        let mut kept = images;
        // An id takes half a word.
        let members = if kept.len() / 2 >= words {
            let mut bits = vec![0_u64; words].into_boxed_slice();
            kept.retain(|id| {
                let (word, bit) = place_of(*id);
                let is_new = bits[word] & bit == 0;
                bits[word] |= bit;
                is_new
            });
            Members::Bits(bits)
        } else {
            let mut seen = HashSet::with_capacity(kept.len());
            kept.retain(|id| seen.insert(*id));
            let mut sorted = kept.clone();
            sorted.sort_unstable();
            Members::Sorted(sorted.into_boxed_slice())
        };
        Self {
            images: kept.into_boxed_slice(),
            members,
            places: None,
        }
    }

    /// A set that is shown in its own order, where no other order is asked for.
    #[must_use]
    pub fn in_order(images: Vec<ImageId>) -> Self {
        let set = Self::new(images);
        let places = set.images.iter().enumerate();
        let places = places.map(|(place, id)| (*id, place)).collect();
        Self {
            places: Some(places),
            ..set
        }
    }

    /// The images in their order.
    #[must_use]
    pub fn images(&self) -> &[ImageId] {
        &self.images
    }

    /// How many they are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.images.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.images.is_empty()
    }

    /// Whether an image is among them.
    #[must_use]
    pub fn contains(&self, id: ImageId) -> bool {
        match &self.members {
            Members::Bits(bits) => {
                let (word, bit) = place_of(id);
                bits.get(word).is_some_and(|word| word & bit != 0)
            }
            Members::Sorted(sorted) => sorted.binary_search(&id).is_ok(),
        }
    }

    /// Where an image stands, of a set that is shown in its own order.
    pub(super) fn place(&self, id: ImageId) -> Option<usize> {
        self.places.as_ref()?.get(&id).copied()
    }
}

impl Default for ImageSet {
    /// No images.
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl std::fmt::Debug for ImageSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ImageSet")
            .field("len", &self.images.len())
            .finish_non_exhaustive()
    }
}

/// The word of the bits, and the bit in it.
fn place_of(id: ImageId) -> (usize, u64) {
    (id.index() / 64, 1 << (id.index() % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_it_was_given_once() {
        let images = [900, 3, 64, 63, 3, 0].map(ImageId);
        let set = ImageSet::in_order(images.to_vec());
        assert_eq!(
            set.images(),
            [900, 3, 64, 63, 0].map(ImageId),
            "each once, in their order"
        );
        for id in 0..2_000 {
            let id = ImageId(id);
            assert_eq!(set.contains(id), images.contains(&id), "{id:?}");
        }
        assert_eq!(set.place(ImageId(64)), Some(2), "its own order");
        assert_eq!(ImageSet::new(images.to_vec()).place(ImageId(64)), None);
        let many: Vec<ImageId> = (0..999).map(|id| ImageId(id * 2)).collect();
        let many = ImageSet::new([many.clone(), many].concat());
        assert_eq!(many.len(), 999, "each once, of many too");
        let found = (0..2_100).filter(|id| many.contains(ImageId(*id)));
        assert!(found.eq((0..999).map(|id| id * 2)), "and only these");
        assert!(!ImageSet::new(Vec::new()).contains(ImageId(0)), "nothing");
    }
}
