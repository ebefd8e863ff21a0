//! What to measure, and on which images: pure.

use std::num::NonZeroUsize;

use super::{Sample, TrialLimits};

/// How often every worker count is measured: once on the way up, once on the way down.
pub(super) const ROUNDS: usize = 2;

/// A share or a disk that answers slowly may be asked for more files at once than there are cores; for more than so many
/// only on a machine with more cores than that.
const LEAST_UPPER_END: usize = 32;

/// More workers than this many times the cores help nobody where the cores are the limit.
const WORKERS_PER_CORE: usize = 4;

/// The share of images of a step is this and its number of workers: more workers are done with more, but a single one
/// must have enough too, because everything is compared with it.
const LEAST_SHARE: usize = 4;

/// How many workers can be chosen at most on a machine with so many cores.
#[must_use]
pub fn most_workers(cores: NonZeroUsize) -> NonZeroUsize {
    let most = cores.get().saturating_mul(WORKERS_PER_CORE);
    NonZeroUsize::new(most.max(LEAST_UPPER_END)).unwrap_or(cores)
}

/// The worker counts that are tried, ascending: powers of two up to the cores, or up to 32 where there are fewer; and the
/// cores themselves.
#[must_use]
pub fn counts_to_try(cores: NonZeroUsize) -> Vec<NonZeroUsize> {
    let end = cores.get().max(LEAST_UPPER_END);
    let doubled = std::iter::successors(Some(NonZeroUsize::MIN), |count| {
        count.checked_mul(NonZeroUsize::MIN.saturating_add(1))
    });
    let mut counts: Vec<NonZeroUsize> = doubled.take_while(|count| count.get() <= end).collect();
    if let Err(place) = counts.binary_search(&cores) {
        counts.insert(place, cores);
    }
    counts
}

/// Keeps at most so many of a stream of things of unknown length, evenly spread over all of it: every one at first, then
/// every second, every fourth and so on.
#[derive(Debug)]
pub(super) struct Spread<T> {
    kept: Vec<T>,
    most: usize,
    every: u64,
    seen: u64,
}

impl<T> Spread<T> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            kept: Vec::new(),
            most: most.max(1),
            every: 1,
            seen: 0,
        }
    }

    pub(super) fn push(&mut self, thing: T) {
        if self.seen.is_multiple_of(self.every) {
            if self.kept.len() >= self.most {
                self.thin_out();
            }
            if self.seen.is_multiple_of(self.every) {
                self.kept.push(thing);
            }
        }
        self.seen += 1;
    }

    pub(super) fn into_kept(self) -> Vec<T> {
        self.kept
    }

    fn thin_out(&mut self) {
        let mut is_kept = false;
        self.kept.retain(|_| {
            is_kept = !is_kept;
            is_kept
        });
        self.every *= 2;
    }
}

/// Whether there are enough images for every step to have its own.
pub(super) fn sample_of(images: usize, counts: &[NonZeroUsize], limits: &TrialLimits) -> Sample {
    let weights = weights(counts);
    let all: usize = weights.iter().sum();
    let is_enough = counts.iter().zip(&weights).all(|(count, weight)| {
        let share = images.saturating_mul(*weight) / all.max(1);
        let least = count.get().saturating_mul(limits.images_per_worker);
        share >= least.max(limits.images_per_step)
    });
    if is_enough {
        Sample::Untouched
    } else {
        Sample::ReadBefore
    }
}

/// Each step's own images: one list for each worker count of each round, the first round's lists first.
///
/// Neighbours go to different steps, by turns in proportion to the steps' shares. So each step has some of every folder,
/// and what is alike is spread evenly: the images of a product, the files of one camera, the black ones of one upload.
pub(super) fn share_out<T>(images: Vec<T>, counts: &[NonZeroUsize]) -> Vec<Vec<T>> {
    let weights = weights(counts);
    let all: usize = weights.iter().sum();
    let mut steps: Vec<(usize, Vec<T>)> =
        weights.iter().map(|&weight| (weight, Vec::new())).collect();
    for image in images {
        // Its turn has the step whose next image is due first: half a distance after the beginning, then one by one.
        let due = |(weight, list): &&mut (usize, Vec<T>)| (2 * list.len() + 1) * all / *weight;
        if let Some((_, list)) = steps.iter_mut().min_by_key(due) {
            list.push(image);
        }
    }
    steps.into_iter().map(|(_, list)| list).collect()
}

/// Images that all steps share, repeated until every worker has its least number of them.
pub(super) fn repeated<T: Clone>(
    images: &[T],
    workers: NonZeroUsize,
    limits: &TrialLimits,
) -> Vec<T> {
    let least = workers
        .get()
        .saturating_mul(limits.images_per_worker)
        .max(limits.images_per_step);
    let rounds = least.div_ceil(images.len().max(1)).max(1);
    let wanted = images.len().saturating_mul(rounds);
    images.iter().cycle().take(wanted).cloned().collect()
}

/// The shares of all steps of all rounds.
fn weights(counts: &[NonZeroUsize]) -> Vec<usize> {
    let of_a_round = counts.iter().map(|count| count.get() + LEAST_SHARE);
    let in_a_round = counts.len();
    of_a_round.cycle().take(in_a_round * ROUNDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    fn counts(cores: usize) -> Vec<usize> {
        let counts = counts_to_try(number(cores));
        counts.into_iter().map(NonZeroUsize::get).collect()
    }

    #[test]
    fn counts_double_up_to_32_or_the_cores_and_hold_the_cores() {
        assert_eq!(counts(1), [1, 2, 4, 8, 16, 32]);
        assert_eq!(counts(8), [1, 2, 4, 8, 16, 32]);
        assert_eq!(counts(12), [1, 2, 4, 8, 12, 16, 32], "no power of two");
        assert_eq!(
            counts(48),
            [1, 2, 4, 8, 16, 32, 48],
            "64 is beyond the cores"
        );
        assert_eq!(counts(64), [1, 2, 4, 8, 16, 32, 64]);
    }

    #[test]
    fn every_count_that_is_tried_can_be_chosen() {
        for cores in 1..=256 {
            let most = most_workers(number(cores)).get();
            assert!(most >= 4 * cores, "{cores} cores: four times as many");
            for tried in counts(cores) {
                assert!(tried <= most, "{cores} cores: {tried} of {most}");
            }
        }
    }

    #[test]
    fn a_long_stream_is_kept_in_part_and_evenly() {
        let mut spread = Spread::new(100);
        for thing in 0..1_000_u32 {
            spread.push(thing);
        }
        let kept = spread.into_kept();
        assert!(kept.len() > 50 && kept.len() <= 100, "{} kept", kept.len());
        assert_eq!(kept.first(), Some(&0), "from the beginning");
        assert!(*kept.last().unwrap() > 900, "to the end");
        let steps: Vec<u32> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(
            steps.iter().all(|step| *step == steps[0]),
            "evenly: {steps:?}"
        );
    }

    #[test]
    fn a_short_stream_is_kept_whole() {
        let mut spread = Spread::new(100);
        for thing in 0..100_u32 {
            spread.push(thing);
        }
        assert_eq!(spread.into_kept(), (0..100).collect::<Vec<_>>());
    }

    #[test]
    fn no_image_is_in_two_steps_and_none_is_left_out() {
        let tried = counts_to_try(number(2));
        let lists = share_out((0..2_000_u32).collect(), &tried);
        assert_eq!(lists.len(), tried.len() * ROUNDS, "a list for each step");
        let mut all: Vec<u32> = lists.iter().flatten().copied().collect();
        all.sort_unstable();
        assert_eq!(all, (0..2_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_step_of_more_workers_has_more_and_every_list_is_spread_over_the_folder() {
        let tried = counts_to_try(number(2));
        let lists = share_out((0..2_000_u32).collect(), &tried);
        let lengths: Vec<usize> = lists.iter().map(Vec::len).collect();
        let (first, second) = lengths.split_at(tried.len());
        assert!(first.is_sorted(), "more workers, more images: {lengths:?}");
        for (one, other) in first.iter().zip(second) {
            assert!(one.abs_diff(*other) <= 1, "both rounds alike: {lengths:?}");
        }
        for list in &lists {
            let halves = list.partition_point(|image| *image < 1_000);
            assert!(
                halves.abs_diff(list.len() - halves) <= 1,
                "as many of the first half as of the second: {list:?}"
            );
        }
    }

    #[test]
    fn a_run_of_alike_images_is_spread_over_the_steps() {
        // A fifth of the folder, in one piece, is of another kind.
        let tried = counts_to_try(number(2));
        let lists = share_out((0..2_000_u32).collect(), &tried);
        for list in &lists {
            let alike = list
                .iter()
                .filter(|image| (600..1_000).contains(*image))
                .count();
            let share = alike as f64 / list.len() as f64;
            assert!((share - 0.2).abs() < 0.03, "{share} of {}", list.len());
        }
    }

    #[test]
    fn steps_have_their_own_images_where_there_are_enough() {
        let tried = counts_to_try(number(2));
        let limits = TrialLimits::default();
        assert_eq!(sample_of(2_000, &tried, &limits), Sample::Untouched);
        assert_eq!(sample_of(300, &tried, &limits), Sample::ReadBefore);
        let fewest = (0..5_000)
            .find(|images| sample_of(*images, &tried, &limits) == Sample::Untouched)
            .unwrap();
        let lists = share_out((0..fewest).collect(), &tried);
        for (list, count) in lists.iter().zip(tried.iter().cycle()) {
            // The shares of whole images may be one less than the exact ones.
            assert!(
                list.len() + 1
                    >= limits
                        .images_per_step
                        .max(count.get() * limits.images_per_worker),
                "{count} workers have {} of {fewest}",
                list.len()
            );
        }
    }

    #[test]
    fn few_images_are_repeated_until_every_worker_has_some() {
        let limits = TrialLimits::default();
        let images = [1, 2, 3];
        assert_eq!(
            repeated(&images, number(1), &limits).len(),
            33,
            "at least 32"
        );
        assert_eq!(
            repeated(&images, number(32), &limits).len(),
            129,
            "4 for each"
        );
        let many: Vec<u32> = (0..500).collect();
        assert_eq!(
            repeated(&many, number(2), &limits),
            many,
            "enough as they are"
        );
        assert!(
            repeated::<u32>(&[], number(2), &limits).is_empty(),
            "nothing to repeat"
        );
    }
}
