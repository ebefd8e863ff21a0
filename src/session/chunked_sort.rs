//! A stable merge sort that can be left at any time and taken up again, so that sorting a million rows never holds a
//! frame up.

use std::cmp::Ordering;

/// Elements that the standard library sorts in one go; about 0.2 ms of path comparisons.
const RUN_LEN: usize = 1_024;

/// Elements that are merged between two looks at the clock.
const STEP_LEN: usize = 1_024;

/// A sort in progress.
#[derive(Debug)]
pub(super) struct ChunkedSort<T> {
    from: Vec<T>,
    into: Vec<T>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Runs up to here are sorted.
    Runs { sorted_to: usize },
    /// Pairs of runs of `width` elements are merged from `from` into `into`.
    Merge {
        width: usize,
        pair: usize,
        left: usize,
        right: usize,
    },
}

impl<T: Copy> ChunkedSort<T> {
    /// Begins to sort.
    pub(super) fn new(items: Vec<T>) -> Self {
        let into = Vec::with_capacity(items.len());
        Self {
            from: items,
            into,
            stage: Stage::Runs { sorted_to: 0 },
        }
    }

    /// Goes on until it is done, which gives the sorted elements, or until `out_of_time`, which gives `None`.
    pub(super) fn step(
        &mut self,
        mut compare: impl FnMut(&T, &T) -> Ordering,
        mut out_of_time: impl FnMut() -> bool,
    ) -> Option<Vec<T>> {
        loop {
            match self.stage {
                Stage::Runs { sorted_to } if sorted_to < self.from.len() => {
                    let end = (sorted_to + RUN_LEN).min(self.from.len());
                    self.from[sorted_to..end].sort_by(&mut compare);
                    self.stage = Stage::Runs { sorted_to: end };
                }
                Stage::Runs { .. } => self.stage = Self::first_pair(RUN_LEN),
                Stage::Merge { width, .. } if width >= self.from.len() => {
                    return Some(std::mem::take(&mut self.from));
                }
                Stage::Merge {
                    width,
                    pair,
                    left,
                    right,
                } => {
                    self.stage = self.merge_some(width, pair, left, right, &mut compare);
                }
            }
            if out_of_time() {
                return None;
            }
        }
    }

    fn first_pair(width: usize) -> Stage {
        Stage::Merge {
            width,
            pair: 0,
            left: 0,
            right: width,
        }
    }

    /// Merges up to [`STEP_LEN`] elements of the pair of runs that begins at `pair`.
    fn merge_some(
        &mut self,
        width: usize,
        pair: usize,
        mut left: usize,
        mut right: usize,
        compare: &mut impl FnMut(&T, &T) -> Ordering,
    ) -> Stage {
        let left_end = (pair + width).min(self.from.len());
        let right_end = (pair + 2 * width).min(self.from.len());
        for _ in 0..STEP_LEN {
            let take_left = match (left < left_end, right < right_end) {
                (true, true) => compare(&self.from[left], &self.from[right]).is_le(),
                (true, false) => true,
                (false, true) => false,
                (false, false) => break,
            };
            let next = if take_left { &mut left } else { &mut right };
            self.into.push(self.from[*next]);
            *next += 1;
        }
        if left < left_end || right < right_end {
            return Stage::Merge {
                width,
                pair,
                left,
                right,
            };
        }
        if right_end < self.from.len() {
            return Stage::Merge {
                width,
                pair: right_end,
                left: right_end,
                right: right_end + width,
            };
        }
        std::mem::swap(&mut self.from, &mut self.into);
        self.into.clear();
        Self::first_pair(width * 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small deterministic numbers with many equals, paired with their first place.
    fn numbers(count: usize) -> Vec<(u32, usize)> {
        let mut state = 12_345_u32;
        (0..count)
            .map(|place| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24, place)
            })
            .collect()
    }

    #[test]
    fn it_sorts_like_the_standard_library_however_often_it_is_interrupted() {
        for count in [0, 1, 2, 1_023, 1_024, 1_025, 2_048, 5_000, 20_001] {
            let items = numbers(count);
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut sort = ChunkedSort::new(items);
            let mut steps = 0;
            let sorted = loop {
                steps += 1;
                if let Some(sorted) = sort.step(|a, b| a.0.cmp(&b.0), || true) {
                    break sorted;
                }
            };
            assert_eq!(sorted, expected, "{count} elements, stable");
            assert!(
                count < 2_048 || steps > 3,
                "{count} elements in {steps} steps"
            );
        }
    }
}
