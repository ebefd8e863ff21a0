//! "Check a sample": a few images drawn at random, and what may be concluded of all from what a person saw in them.
//!
//! It knows no window. Invariant: what it concludes holds for a random sample: images count from the first of the sample
//! on without a gap, so that picking the easy ones out of it proves nothing.

use std::sync::Arc;

use super::spot_bound::most_wrong;
use super::{Decision, ImageSet, ScanSession};
use crate::scan::ImageId;

/// Sizes that are offered.
pub const SPOT_CHECK_SIZES: [usize; 4] = [20, 60, 100, 300];

/// What is checked, and so what is wrong in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpotKind {
    /// Clear images: wrong is one whose background turned black.
    Clear,
    /// Flagged images: wrong is one that is as it should be.
    Flagged,
}

impl SpotKind {
    /// The decision that says: this one is wrong.
    #[must_use]
    pub fn wrong(self) -> Decision {
        match self {
            Self::Clear => Decision::Confirmed,
            Self::Flagged => Decision::FalseAlarm,
        }
    }

    /// The decision that says: this one is right.
    #[must_use]
    pub fn fine(self) -> Decision {
        match self {
            Self::Clear => Decision::FalseAlarm,
            Self::Flagged => Decision::Confirmed,
        }
    }
}

/// A sample, fixed when it was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotCheck {
    /// What is checked.
    pub kind: SpotKind,
    /// Images that it was drawn from.
    pub population: u64,
    /// The images in the random order in which they are shown.
    pub images: Arc<ImageSet>,
}

/// What a person saw so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpotFindings {
    /// Images of the sample.
    pub size: u64,
    /// Images that it was drawn from.
    pub population: u64,
    /// Images that count: decided ones from the first on without a gap, and wrong ones wherever they are.
    pub looked_at: u64,
    /// Wrong ones among them.
    pub wrong: u64,
    /// Right ones behind a gap, which do not count yet.
    pub ahead: u64,
    /// At most so many of all are wrong, with 95 % confidence; see [`most_wrong`].
    pub most_wrong: u64,
}

impl SpotFindings {
    /// Whether every image of the sample was looked at.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.looked_at == self.size
    }

    /// Whether the sample is everything, so that nothing is left to chance.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.size == self.population
    }

    /// The share of all that is wrong at most, from 0 to 1.
    #[must_use]
    pub fn most_wrong_share(&self) -> f64 {
        share(self.most_wrong, self.population)
    }
}

impl SpotCheck {
    /// Draws a sample; of small populations everything. The same seed draws the same sample.
    #[must_use]
    pub fn draw(kind: SpotKind, mut population: Vec<ImageId>, size: usize, seed: u64) -> Self {
        let count = population.len();
        let size = size.min(count);
        let mut chance = Chance(seed);
        // The first steps of the shuffle of Fisher and Yates: every order of every sample is equally likely.
        for place in 0..size {
            let left = (count - place) as u64;
            let chosen = place + usize::try_from(chance.below(left)).unwrap_or(0);
            population.swap(place, chosen);
        }
        population.truncate(size);
        Self {
            kind,
            population: count as u64,
            images: Arc::new(ImageSet::in_order(population)),
        }
    }

    /// What a person saw of it so far.
    #[must_use]
    pub fn findings(&self, session: &ScanSession) -> SpotFindings {
        let (mut in_order, mut ahead, mut wrong) = (0, 0, 0);
        let mut has_gap = false;
        for id in self.images.images() {
            let decision = session.row(*id).and_then(|row| row.review.decision());
            match decision {
                None => has_gap = true,
                Some(decision) if decision == self.kind.wrong() => {
                    wrong += 1;
                    in_order += 1;
                }
                Some(_) if has_gap => ahead += 1,
                Some(_) => in_order += 1,
            }
        }
        SpotFindings {
            size: self.images.len() as u64,
            population: self.population,
            looked_at: in_order,
            wrong,
            ahead,
            most_wrong: most_wrong(self.population, in_order, wrong),
        }
    }

    /// The images of the sample that nobody decided about yet.
    #[must_use]
    pub fn unmarked(&self, session: &ScanSession) -> Vec<ImageId> {
        let is_unmarked = |id: &ImageId| {
            session
                .row(*id)
                .is_some_and(|row| row.review.decision().is_none())
        };
        let images = self.images.images().iter().copied();
        images.filter(is_unmarked).collect()
    }

    /// The share of all that is wrong at most, with 95 % confidence, where a sample of this size shows nothing wrong.
    #[must_use]
    pub fn promise(population: u64, size: u64) -> f64 {
        let size = size.min(population);
        share(most_wrong(population, size, 0), population)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of images, far below 2^53"
    )]
    let share = part as f64 / whole.max(1) as f64;
    share
}

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// From 0 up to, not including, `count`, every number equally likely: those that would favour the small ones are
    /// drawn again.
    fn below(&mut self, count: u64) -> u64 {
        let count = count.max(1);
        let fair = u64::MAX - u64::MAX % count;
        loop {
            let drawn = self.next();
            if drawn < fair {
                return drawn % count;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn population(count: u32) -> Vec<ImageId> {
        (0..count).map(ImageId).collect()
    }

    fn drawn(count: u32, size: usize, seed: u64) -> Vec<ImageId> {
        let check = SpotCheck::draw(SpotKind::Clear, population(count), size, seed);
        check.images.images().to_vec()
    }

    #[test]
    fn the_same_seed_draws_the_same_sample_and_another_seed_another_one() {
        assert_eq!(drawn(1_000, 60, 7), drawn(1_000, 60, 7));
        assert_ne!(drawn(1_000, 60, 7), drawn(1_000, 60, 8));
        let mut all = drawn(12, 60, 7);
        all.sort();
        assert_eq!(all, population(12), "of few images all");
    }

    #[test]
    fn every_image_is_drawn_as_often_as_any_other() {
        let mut times = vec![0_u32; 50];
        for seed in 0..4_000 {
            for id in drawn(50, 10, seed) {
                times[id.index()] += 1;
            }
        }
        // 800 expected, with a standard deviation of 25.
        let is_even = times.iter().all(|times| (680..920).contains(times));
        assert!(is_even, "each about 800 times: {times:?}");
    }
}
