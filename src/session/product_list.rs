//! The products that are shown, in their order: those of the images that the filter shows.
//!
//! Worked out in small steps while it is looked at, after the list of images. Decisions do not reorder it: the product
//! that a person comes back to is where it was.

use std::cmp::Ordering;

use super::chunked_sort::ChunkedSort;
use super::products::{ProductLine, ProductPlace, Products};
use super::row_table::RowTable;
use super::{ResultIndex, RowStatus};
use crate::scan::ImageId;

/// Images whose products are looked up between two looks at the clock.
const STEP: usize = 1_024;

/// A column that products can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProductColumn {
    /// The id as text.
    #[default]
    Product,
    /// All images.
    Images,
    /// Black ones, proven or by eye.
    Black,
    /// Doubtful ones.
    Doubtful,
    /// Those that could not be looked at.
    WithoutFacts,
    /// Flagged ones that nobody decided about yet.
    ToReview,
    /// Confirmed ones.
    Confirmed,
    /// False alarms.
    FalseAlarms,
}

impl ProductColumn {
    /// From left to right.
    pub const ALL: [Self; 8] = [
        Self::Product,
        Self::Images,
        Self::Black,
        Self::Doubtful,
        Self::WithoutFacts,
        Self::ToReview,
        Self::Confirmed,
        Self::FalseAlarms,
    ];

    /// A product's count in it; `None` for the id.
    #[must_use]
    pub fn count(self, line: &ProductLine) -> Option<u32> {
        let counts = &line.counts;
        Some(match self {
            Self::Product => return None,
            Self::Images => counts.images(),
            Self::Black => counts.black(),
            Self::Doubtful => counts.of(RowStatus::Doubtful),
            Self::WithoutFacts => counts.without_facts(),
            Self::ToReview => counts.to_review(),
            Self::Confirmed => counts.confirmed,
            Self::FalseAlarms => counts.false_alarms,
        })
    }
}

/// A column and a direction. Products that are equal in it stand by id, those without a product last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProductOrder {
    /// By what.
    pub column: ProductColumn,
    /// From small to large.
    pub ascending: bool,
}

impl Default for ProductOrder {
    fn default() -> Self {
        Self {
            column: ProductColumn::Product,
            ascending: true,
        }
    }
}

impl ProductOrder {
    /// The order after a click on a column's header: ids from small to large first, counts from large to small; then the
    /// other way.
    #[must_use]
    pub fn after_click(self, column: ProductColumn) -> Self {
        let ascending = if self.column == column {
            !self.ascending
        } else {
            column == ProductColumn::Product
        };
        Self { column, ascending }
    }

    fn compare(self, a: &ProductLine, b: &ProductLine) -> Ordering {
        let by_column = match self.column {
            ProductColumn::Product => by_id(a, b, self.ascending),
            column => {
                let ordering = column.count(a).cmp(&column.count(b));
                if self.ascending {
                    ordering
                } else {
                    ordering.reverse()
                }
            }
        };
        by_column.then_with(|| by_id(a, b, true))
    }
}

/// Images without a product come last in both directions.
fn by_id(a: &ProductLine, b: &ProductLine, ascending: bool) -> Ordering {
    match (&a.product, &b.product) {
        (Some(a), Some(b)) if ascending => a.cmp(b),
        (Some(a), Some(b)) => b.cmp(a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// The shown products.
#[derive(Debug, Default)]
pub struct ProductList {
    order: ProductOrder,
    shown: Vec<ProductPlace>,
    focus: Option<ProductPlace>,
    rebuild: Option<Rebuild>,
    /// The list of images that this one was, or is being, made of.
    made_of: Option<u64>,
    is_wanted: bool,
    /// A person asked for another list, and the old one is shown still.
    is_awaited: bool,
    /// Counts changed since it was begun, by which it stands.
    counts_changed: bool,
    revision: u64,
}

#[derive(Debug)]
enum Rebuild {
    Collecting {
        next: usize,
        seen: Vec<bool>,
        kept: Vec<ProductPlace>,
    },
    Sorting(ChunkedSort<ProductPlace>),
}

impl ProductList {
    /// The shown products in their order.
    #[must_use]
    pub fn shown(&self) -> &[ProductPlace] {
        &self.shown
    }

    /// The order in force.
    #[must_use]
    pub fn order(&self) -> ProductOrder {
        self.order
    }

    /// The product that keys act from.
    #[must_use]
    pub fn focus(&self) -> Option<ProductPlace> {
        self.focus
    }

    /// Grows whenever the list changes.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether it is still being worked out.
    #[must_use]
    pub fn is_rebuilding(&self) -> bool {
        self.rebuild.is_some()
    }

    /// The product that lies `delta` places from the focus, kept within the list; the first where none has the focus.
    #[must_use]
    pub fn neighbour(&self, delta: isize) -> Option<ProductPlace> {
        let last = self.shown.len().checked_sub(1)?;
        let place = self
            .focus
            .and_then(|focus| self.shown.iter().position(|it| *it == focus));
        let next = place.map_or(0, |place| place.saturating_add_signed(delta).min(last));
        self.shown.get(next).copied()
    }

    pub(super) fn set_focus(&mut self, place: Option<ProductPlace>) {
        self.focus = place;
    }

    /// Only a list that is looked at is worked out.
    pub(super) fn want(&mut self, is_wanted: bool) {
        if is_wanted && !self.is_wanted {
            self.is_awaited = true;
            // What is in the making may be older.
            self.rebuild = None;
        }
        self.is_wanted = is_wanted;
    }

    /// Whether a person asked for another list, and the old one is shown still.
    pub(super) fn is_awaited(&self) -> bool {
        self.is_wanted && self.is_awaited
    }

    /// A person asked for another list of images, which this one follows.
    pub(super) fn await_images(&mut self) {
        self.is_awaited = true;
        self.refresh();
    }

    pub(super) fn set_order(&mut self, order: ProductOrder) {
        // Also where it is the same: counts may have changed since.
        self.order = order;
        self.await_images();
    }

    /// Works the list out again; the old one stays until the new one is there.
    pub(super) fn refresh(&mut self) {
        self.made_of = None;
        self.rebuild = None;
    }

    /// Products have other places now: what is shown would be others.
    pub(super) fn places_changed(&mut self) {
        self.shown.clear();
        self.focus = None;
        self.revision += 1;
        self.refresh();
    }

    /// A product's counts are others now. A list in the making is finished first: were it begun anew at every change, a long
    /// run of changes would never let it end.
    pub(super) fn counts_changed(&mut self) {
        self.counts_changed |= self.order.column != ProductColumn::Product;
    }

    /// Works on until the list is up to date or `out_of_time` says so; returns whether there is more to do.
    pub(super) fn step(
        &mut self,
        products: &Products,
        index: &ResultIndex,
        rows: &RowTable,
        mut out_of_time: impl FnMut() -> bool,
    ) -> bool {
        if !self.is_wanted {
            return false;
        }
        loop {
            let rebuild = match self.rebuild.take() {
                Some(rebuild) => rebuild,
                None if self.made_of == Some(index.revision()) && !self.counts_changed => {
                    self.is_awaited = false;
                    return false;
                }
                None => {
                    self.counts_changed = false;
                    self.made_of = Some(index.revision());
                    Rebuild::Collecting {
                        next: 0,
                        seen: vec![false; products.lines().len()],
                        kept: Vec::new(),
                    }
                }
            };
            self.rebuild = self.advance(rebuild, products, (index, rows), &mut out_of_time);
            // Whatever was begun before a person asked was dropped then.
            self.is_awaited &= self.rebuild.is_some();
            if self.rebuild.is_some() && out_of_time() {
                return true;
            }
        }
    }

    fn advance(
        &mut self,
        rebuild: Rebuild,
        products: &Products,
        (index, rows): (&ResultIndex, &RowTable),
        out_of_time: &mut impl FnMut() -> bool,
    ) -> Option<Rebuild> {
        match rebuild {
            Rebuild::Collecting {
                next,
                mut seen,
                mut kept,
            } => {
                let shown = index.shown();
                let end = (next + STEP).min(shown.len());
                // Images can arrive between steps, and products with them.
                seen.resize(products.lines().len(), false);
                for id in shown.get(next..end).unwrap_or_default() {
                    let Some(place) = product_of(products, rows, *id) else {
                        continue;
                    };
                    let is_seen = seen.get_mut(place.index());
                    if is_seen.is_some_and(|seen| !std::mem::replace(seen, true)) {
                        kept.push(place);
                    }
                }
                Some(if end < shown.len() {
                    Rebuild::Collecting {
                        next: end,
                        seen,
                        kept,
                    }
                } else {
                    Rebuild::Sorting(ChunkedSort::new(kept))
                })
            }
            Rebuild::Sorting(mut sort) => {
                let order = self.order;
                let compare = |a: &ProductPlace, b: &ProductPlace| match (
                    products.line(*a),
                    products.line(*b),
                ) {
                    (Some(a), Some(b)) => order.compare(a, b),
                    _ => a.cmp(b),
                };
                match sort.step(compare, out_of_time) {
                    Some(sorted) => {
                        self.shown = sorted;
                        self.revision += 1;
                        None
                    }
                    None => Some(Rebuild::Sorting(sort)),
                }
            }
        }
    }
}

fn product_of(products: &Products, rows: &RowTable, id: ImageId) -> Option<ProductPlace> {
    let row = rows.get(id)?;
    products.place(row.report.product.as_ref())
}
