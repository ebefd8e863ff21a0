//! The part of a scan that is looked at for a while: one product, one group, one sample.

use std::sync::Arc;

use super::{ImageSet, ResultRow};
use crate::scan::ProductId;

/// Which images the list is about before any other filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of the scan.
    #[default]
    All,
    /// Those of one product; `None`: those that belong to no product.
    Product(Option<ProductId>),
    /// These.
    Images(Arc<ImageSet>),
}

impl Scope {
    /// Whether a row belongs to it. Takes no longer for large scopes than for small ones.
    #[must_use]
    pub fn admits(&self, row: &ResultRow) -> bool {
        match self {
            Self::All => true,
            Self::Product(product) => row.report.product == *product,
            Self::Images(images) => images.contains(row.report.id),
        }
    }

    /// The images whose own order is to be shown, where no other order is asked for.
    pub(super) fn own_order(&self) -> Option<&ImageSet> {
        match self {
            Self::Images(images) => Some(images),
            Self::All | Self::Product(_) => None,
        }
    }
}
