//! The scan product by product: counts that are right after every change of a row.
//!
//! It knows no list and no order. Invariant: the counts of all products together are those of the scan.

use super::{ImageCounts, ResultRow, ShardedMap};
use crate::scan::{ImageId, ProductId};

/// A product's place in the list of all, by the arrival of its first image.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProductPlace(u32);

impl ProductPlace {
    /// As an index into a list with an entry per product.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// Its id; `None`: this line holds the images that belong to no product.
    pub product: Option<ProductId>,
    /// Its images.
    pub counts: ImageCounts,
    /// Its first image by place in the folder.
    pub first: ImageId,
}

/// All products.
#[derive(Debug, Default)]
pub struct Products {
    lines: Vec<ProductLine>,
    places: ShardedMap<ProductId, ProductPlace>,
    without_product: Option<ProductPlace>,
}

impl Products {
    /// Every product that has an image, by arrival.
    #[must_use]
    pub fn lines(&self) -> &[ProductLine] {
        &self.lines
    }

    /// One product.
    #[must_use]
    pub fn line(&self, place: ProductPlace) -> Option<&ProductLine> {
        self.lines.get(place.index())
    }

    /// Where a product is; `None` for the images without one.
    #[must_use]
    pub fn place(&self, product: Option<&ProductId>) -> Option<ProductPlace> {
        match product {
            Some(product) => self.places.get(product).copied(),
            None => self.without_product,
        }
    }

    /// A product's counts.
    #[must_use]
    pub fn counts(&self, product: Option<&ProductId>) -> ImageCounts {
        self.place(product)
            .and_then(|place| self.line(place))
            .map_or_else(ImageCounts::default, |line| line.counts)
    }

    /// Every place, by arrival.
    pub(super) fn all_places(&self) -> impl Iterator<Item = ProductPlace> + use<> {
        (0..u32::try_from(self.lines.len()).unwrap_or(u32::MAX)).map(ProductPlace)
    }

    /// Counts a row in.
    pub(super) fn add(&mut self, row: &ResultRow) {
        let product = row.report.product.as_ref();
        let place = match self.place(product) {
            Some(place) => place,
            None => self.put(product.cloned(), row.report.id),
        };
        if let Some(line) = self.lines.get_mut(place.index()) {
            line.counts.add(row);
            line.first = line.first.min(row.report.id);
        }
    }

    /// Counts a row out, before it changes.
    pub(super) fn remove(&mut self, row: &ResultRow) {
        let place = self.place(row.report.product.as_ref());
        if let Some(line) = place.and_then(|place| self.lines.get_mut(place.index())) {
            line.counts.remove(row);
        }
    }

    /// Forgets products whose images all belong to others now. Places are others then.
    pub(super) fn drop_empty(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        self.places = ShardedMap::default();
        self.without_product = None;
        for line in lines.into_iter().filter(|line| line.counts.images() > 0) {
            let place = self.put(line.product, line.first);
            if let Some(kept) = self.lines.get_mut(place.index()) {
                kept.counts = line.counts;
            }
        }
    }

    fn put(&mut self, product: Option<ProductId>, first: ImageId) -> ProductPlace {
        let place = ProductPlace(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
        match &product {
            Some(product) => {
                self.places.insert(product.clone(), place);
            }
            None => self.without_product = Some(place),
        }
        self.lines.push(ProductLine {
            product,
            counts: ImageCounts::default(),
            first,
        });
        place
    }
}
