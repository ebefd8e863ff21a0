//! The images of a product, and the products beside it, for looking at a product's images side by side.

use std::sync::Arc;

use super::ScanSession;
use crate::scan::{ImageId, ProductId};
use crate::session::{ProductLine, ResultRow};

/// A way along a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Towards its beginning.
    Before,
    /// Towards its end.
    After,
}

impl ScanSession {
    /// Every image of a product, in the order in which the walk found them.
    #[must_use]
    pub fn product_images(&self, product: &ProductId) -> Vec<ImageId> {
        let rows = self.rows_of_product(Some(product));
        rows.map(|row| row.report.id).collect()
    }

    /// The rows of a product (`None`: those without one), in the order in which the walk found them. They lie together in
    /// the folder, so that few others are looked at.
    pub fn rows_of_product(
        &self,
        product: Option<&ProductId>,
    ) -> impl Iterator<Item = &Arc<ResultRow>> {
        let products = self.products();
        let line = products
            .place(product)
            .and_then(|place| products.line(place));
        let first = line.map_or(0, |line| line.first.index());
        let count = line.map_or(0, |line| line.counts.images() as usize);
        self.rows
            .from(first)
            .filter(move |row| row.report.product.as_ref() == product)
            .take(count)
    }

    /// The product before or after this one that has flagged images, in the order of the shown products (by id where none
    /// are shown); `None` at the end of the list.
    #[must_use]
    pub fn flagged_product_beside(
        &self,
        product: &ProductId,
        beside: Beside,
    ) -> Option<&ProductLine> {
        let here = self.products().place(Some(product))?;
        let shown = self.product_list.shown();
        if !shown.is_empty() && !shown.contains(&here) {
            return None;
        }
        let is_wanted = |_, line: &ProductLine| line.counts.flagged() > 0 && line.product.is_some();
        let place = self.product_beside(Some(here), beside, is_wanted)?;
        self.products().line(place)
    }

    /// The next image of a group to decide about after `from`, and round again: a flagged one that is not reviewed.
    #[must_use]
    pub fn next_unreviewed_of(&self, group: &[ImageId], from: ImageId) -> Option<ImageId> {
        let place = group.iter().position(|id| *id == from).unwrap_or(0);
        let (before, after) = group.split_at(place);
        after.iter().chain(before).copied().find(|id| {
            self.row(*id)
                .is_some_and(|row| row.status().is_flagged() && row.review.decided.is_none())
        })
    }
}
