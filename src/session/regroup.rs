//! Putting rows together to other products after a person chose what a product is, in small steps.
//!
//! It knows no list of shown rows. Invariant: once it is not behind, every row bears the product that the rule in force gives
//! it.

use std::sync::Arc;

use super::ScanTotals;
use super::row_table::RowTable;
use super::tally::Tally;
use crate::scan::{ImageReport, ProductRule};

/// Rows that are looked at between two looks at the clock; well under 0.2 ms.
const STEP: usize = 128;

/// The rule in force, and how far rows follow it.
#[derive(Debug, Default)]
pub(super) struct Regroup {
    rule: ProductRule,
    /// The row to go on from; `None`: all follow it.
    next: Option<usize>,
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grouped {
    /// All rows followed the rule before.
    Already,
    /// They do now.
    Anew,
    /// There is more to do.
    Unfinished,
}

impl Regroup {
    pub(super) fn rule(&self) -> ProductRule {
        self.rule
    }

    /// A report that comes, with the product of the rule.
    pub(super) fn own(&self, mut report: ImageReport) -> ImageReport {
        // The scan knows nothing of what a person chose.
        if self.rule.level().is_some() {
            report.product = self.rule.product(&report.location);
        }
        report
    }

    /// From now on rows that come bear the products of this rule, and those that are there are to follow.
    pub(super) fn start(&mut self, rule: ProductRule) {
        if self.rule != rule {
            self.rule = rule;
            self.next = Some(0);
        }
    }

    /// Goes on until all rows follow the rule or `out_of_time` says so.
    pub(super) fn step(
        &mut self,
        rows: &mut RowTable,
        (totals, tally): (&mut ScanTotals, &mut Tally),
        mut out_of_time: impl FnMut() -> bool,
    ) -> Grouped {
        let Some(mut next) = self.next else {
            return Grouped::Already;
        };
        while next < rows.len() {
            let end = (next + STEP).min(rows.len());
            let changed: Vec<_> = rows
                .between(next..end)
                .filter_map(|row| {
                    let product = self.rule.product(&row.report.location);
                    (product != row.report.product).then(|| (row.report.id, product))
                })
                .collect();
            for (id, product) in changed {
                let Some(row) = rows.get_mut(id) else {
                    continue;
                };
                tally.remove(totals, row);
                Arc::make_mut(row).report.product = product;
                tally.add(totals, row);
            }
            next = end;
            self.next = Some(next);
            if next < rows.len() && out_of_time() {
                return Grouped::Unfinished;
            }
        }
        self.next = None;
        Grouped::Anew
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;
    use std::path::PathBuf;
    use std::time::Instant;

    use super::*;
    use crate::inspect::Thresholds;
    use crate::scan::{ImageId, ProductId, ScanEvent, WorkerId};
    use crate::session::index::tests::row;
    use crate::session::{ResultRow, ScanSession};

    fn level(level: u8) -> ProductRule {
        ProductRule::of_level(NonZeroU8::new(level))
    }

    fn shop(paths: &[&str]) -> ScanSession {
        let now = Instant::now();
        let mut session = ScanSession::new(PathBuf::from("/shop"), 1, Thresholds::default(), now);
        for (id, path) in (0..).zip(paths) {
            take(&mut session, row(id, path));
        }
        while session.update_index(|| false) {}
        session
    }

    fn take(session: &mut ScanSession, row: ResultRow) {
        let event = ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(row.report),
            thumbnail: None,
        };
        session.apply(event, Instant::now());
    }

    fn products(session: &ScanSession) -> Vec<(String, u32)> {
        let lines = session.products().lines().iter();
        let named = lines.map(|line| {
            let id = line.product.as_ref().map_or("", ProductId::as_str);
            (id.to_owned(), line.counts.images())
        });
        let mut named: Vec<_> = named.collect();
        named.sort();
        named
    }

    #[test]
    fn rows_follow_the_chosen_level_and_their_counts_with_them() {
        let mut session = shop(&[
            "Shoes/AB-1/1.jpg",
            "Shoes/AB-1/2.jpg",
            "Shoes/CD-2/1.jpg",
            "x.jpg",
        ]);
        let whole = *session.counts();
        assert_eq!(
            products(&session),
            [(String::new(), 1), ("Shoes".to_owned(), 3)]
        );
        session.choose_products(level(2));
        while session.update_index(|| true) {}
        assert_eq!(
            products(&session),
            [
                (String::new(), 1),
                ("AB-1".to_owned(), 2),
                ("CD-2".to_owned(), 1)
            ]
        );
        assert_eq!(*session.counts(), whole, "the scan is the same");
        let product = ProductId::named("CD-2");
        assert_eq!(session.product_images(&product), [ImageId(2)]);
        session.choose_products(ProductRule::default());
        while session.update_index(|| true) {}
        assert_eq!(
            products(&session),
            [(String::new(), 1), ("Shoes".to_owned(), 3)]
        );
    }

    #[test]
    fn rows_that_come_later_follow_it_too() {
        let mut session = shop(&[]);
        session.choose_products(level(2));
        take(&mut session, row(0, "Shoes/AB-1/1.jpg"));
        assert_eq!(products(&session), [("AB-1".to_owned(), 1)]);
    }
}
