//! Notices that a disk or share is gone: many images in a row could not be reached.

use std::num::NonZeroUsize;

use super::ImageOutcome;

/// Counts images in a row that could not be reached.
#[derive(Debug)]
pub(super) struct Breaker {
    limit: Option<NonZeroUsize>,
    in_a_row: usize,
}

impl Breaker {
    pub(super) fn new(limit: Option<NonZeroUsize>) -> Self {
        Self { limit, in_a_row: 0 }
    }

    /// Hears of one image; `Some` with their number when it was one too many. Then it counts anew.
    pub(super) fn hear(&mut self, outcome: &ImageOutcome) -> Option<usize> {
        if !matches!(outcome, ImageOutcome::Unreachable(_)) {
            self.in_a_row = 0;
            return None;
        }
        self.in_a_row += 1;
        let in_a_row = self.in_a_row;
        if self.limit.is_some_and(|limit| in_a_row >= limit.get()) {
            self.in_a_row = 0;
            Some(in_a_row)
        } else {
            None
        }
    }

    /// Counts anew.
    pub(super) fn reset(&mut self) {
        self.in_a_row = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::InspectError;
    use crate::scan::ReachError;

    #[test]
    fn it_breaks_after_so_many_in_a_row_and_counts_anew() {
        let gone = ImageOutcome::Unreachable(ReachError::NotFound);
        let there = ImageOutcome::Unreadable(InspectError::EmptyFile);
        let mut breaker = Breaker::new(NonZeroUsize::new(2));
        assert_eq!(breaker.hear(&gone), None);
        assert_eq!(breaker.hear(&there), None, "one that was reached");
        assert_eq!(breaker.hear(&gone), None, "the first in a row again");
        assert_eq!(breaker.hear(&gone), Some(2));
        assert_eq!(breaker.hear(&gone), None, "counts anew");
    }

    #[test]
    fn without_a_limit_it_never_breaks() {
        let gone = ImageOutcome::Unreachable(ReachError::NotFound);
        let mut breaker = Breaker::new(None);
        assert!((0..1000).all(|_| breaker.hear(&gone).is_none()));
    }
}
