//! The scan product by product, and the part of it that the list is about.

use super::{Beside, ScanSession};
use crate::scan::{ImageId, ProductId, ProductRule};
use crate::session::{
    ImageCounts, ProductColumn, ProductLine, ProductList, ProductPlace, Products, RowFilter, Scope,
};

/// Images that are looked through for a product's first flagged one. They lie together in the folder, so that the first
/// few hundred almost always have it.
const MOST_LOOKED_THROUGH: usize = 4_096;

impl ScanSession {
    /// What a product is.
    #[must_use]
    pub fn product_rule(&self) -> ProductRule {
        self.regroup.rule()
    }

    /// Puts the images together to products by another rule: those that come from now on, and those that are there in
    /// steps of [`Self::update_index`].
    pub fn choose_products(&mut self, rule: ProductRule) {
        self.regroup.start(rule);
    }

    /// Every product with its counts.
    #[must_use]
    pub fn products(&self) -> &Products {
        &self.tally.products
    }

    /// The shown products.
    #[must_use]
    pub fn product_list(&self) -> &ProductList {
        &self.product_list
    }

    /// Only while products are looked at their list is worked out.
    pub fn want_products(&mut self, is_wanted: bool) {
        self.product_list.want(is_wanted);
    }

    /// A click on a column's header of the table of products.
    pub fn sort_products(&mut self, column: ProductColumn) {
        let order = self.product_list.order().after_click(column);
        self.product_list.set_order(order);
    }

    /// The product that keys act from; the preview follows it to its first flagged image.
    pub fn focus_product(&mut self, place: ProductPlace) {
        self.product_list.set_focus(Some(place));
        if let Some(image) = self.image_to_show(place) {
            self.change_selection(|selection, _| selection.select_only(image));
        }
    }

    /// A product's first flagged image, or its first one; of those that are shown, unless another list is awaited.
    fn image_to_show(&self, place: ProductPlace) -> Option<ImageId> {
        let line = self.products().line(place)?;
        let is_awaited = self.index.is_awaited();
        let places = line.first.index()..line.first.index() + MOST_LOOKED_THROUGH;
        let mut images = self
            .rows
            .between(places)
            .filter(|row| row.report.product == line.product)
            .filter(|row| is_awaited || self.index.place_of(row.report.id).is_some())
            .peekable();
        let first = images.peek().map(|row| row.report.id);
        let flagged = images.find(|row| row.status().is_flagged());
        flagged.map(|row| row.report.id).or(first)
    }

    /// The next product after this one that has flagged images to review, in the order of the shown products (by id where
    /// none are shown), and round again; `None` where all are reviewed.
    #[must_use]
    pub fn next_product(&self, after: Option<&ProductId>) -> Option<ProductPlace> {
        let here = self.products().place(after);
        let is_wanted =
            |place, line: &ProductLine| Some(place) != here && line.counts.to_review() > 0;
        self.product_beside(here, Beside::After, is_wanted)
            .or_else(|| self.product_beside(None, Beside::After, is_wanted))
    }

    /// The nearest product before or after this one of which something is true, in the order of the shown products (by id
    /// where none are shown); the first of all after none.
    pub(super) fn product_beside(
        &self,
        here: Option<ProductPlace>,
        beside: Beside,
        is_wanted: impl Fn(ProductPlace, &ProductLine) -> bool,
    ) -> Option<ProductPlace> {
        let products = self.products();
        let is_wanted = |place: &ProductPlace| {
            products
                .line(*place)
                .is_some_and(|line| is_wanted(*place, line))
        };
        let shown = self.product_list.shown();
        if !shown.is_empty() {
            let here = here.and_then(|here| shown.iter().position(|place| *place == here));
            let (before, from_here) = shown.split_at(here.unwrap_or(0));
            let after = from_here.iter().skip(usize::from(here.is_some()));
            return match beside {
                Beside::Before => before.iter().rev().copied().find(is_wanted),
                Beside::After => after.copied().find(is_wanted),
            };
        }
        // Images without a product come last.
        let key = |place: &ProductPlace| {
            let product = products.line(*place).and_then(|line| line.product.as_ref());
            (product.is_none(), product)
        };
        // To look for one takes a pass; to sort all of them would take longer than a frame.
        let wanted = products.all_places().filter(is_wanted);
        let here = here.as_ref().map(key);
        match beside {
            Beside::Before => wanted
                .filter(|place| here.is_some_and(|here| key(place) < here))
                .max_by(|a, b| key(a).cmp(&key(b))),
            Beside::After => wanted
                .filter(|place| here.is_none_or(|here| key(place) > here))
                .min_by(|a, b| key(a).cmp(&key(b))),
        }
    }

    /// Counts of the images that the list is about, before any other filter; `None` where that is the whole scan.
    #[must_use]
    pub fn scope_counts(&self) -> Option<ImageCounts> {
        match self.index.filter().scope {
            Scope::All => None,
            Scope::Product(ref product) => Some(self.products().counts(product.as_ref())),
            Scope::Images(_) => self.tally.scoped.as_ref().map(|(_, counts)| *counts),
        }
    }

    /// Counts of the images that the list is about, before any other filter.
    #[must_use]
    pub fn list_counts(&self) -> ImageCounts {
        self.scope_counts().unwrap_or(self.tally.whole)
    }

    /// Counts a group's images once, when the list becomes one about it.
    pub(super) fn count_scope(&mut self, filter: &RowFilter) {
        let Scope::Images(images) = &filter.scope else {
            self.tally.scoped = None;
            return;
        };
        if matches!(&self.tally.scoped, Some((scope, _)) if *scope == filter.scope) {
            return;
        }
        let mut counts = ImageCounts::default();
        for row in images.images().iter().filter_map(|id| self.row(*id)) {
            counts.add(row);
        }
        self.tally.scoped = Some((filter.scope.clone(), counts));
    }
}
