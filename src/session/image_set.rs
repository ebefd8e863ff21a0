//! A fixed set of images of one scan, which is asked about row by row.

use std::collections::HashMap;

use crate::scan::ImageId;

/// Images, each once, in an order of their own. Asking for one takes the same short time however many they are; a set
/// takes a bit per image of the scan beside its list.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageSet {
    images: Box<[ImageId]>,
    bits: Box<[u64]>,
    /// Where each stands in the list, where that order is to be shown.
    places: Option<HashMap<ImageId, usize>>,
}

impl ImageSet {
    /// A set that is shown in the order of the list around it.
    #[must_use]
    pub fn new(images: Vec<ImageId>) -> Self {
        let words = images
            .iter()
            .map(|id| id.index() / 64 + 1)
            .max()
            .unwrap_or(0);
        let mut bits = vec![0_u64; words].into_boxed_slice();
        let mut kept = images;
        kept.retain(|id| {
            let (word, bit) = place_of(*id);
            let is_new = bits[word] & bit == 0;
            bits[word] |= bit;
            is_new
        });
        Self {
            images: kept.into_boxed_slice(),
            bits,
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
        let (word, bit) = place_of(id);
        self.bits.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Where an image stands, of a set that is shown in its own order.
    pub(super) fn place(&self, id: ImageId) -> Option<usize> {
        self.places.as_ref()?.get(&id).copied()
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
        assert!(!ImageSet::new(Vec::new()).contains(ImageId(0)), "nothing");
    }
}
