//! From measured times to rates, from rates to a decision: pure.

use std::num::NonZeroUsize;
use std::time::Duration;

/// A smaller count wins when it reaches this share of the highest rate: fewer workers take less memory, leave more of
/// the computer to others, and 3 % are within what a repeated trial differs by.
const AS_GOOD: f64 = 0.97;

/// Below this share of the highest rate so far, a count is clearly slower.
const CLEARLY_SLOWER: f64 = 0.90;

/// So many images of a kind a single worker must have done before its cost counts as known.
const KNOWN_FROM: u64 = 5;

/// How fast one worker count is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRate {
    /// The number of workers.
    pub workers: NonZeroUsize,
    /// Images per second, in average images of the trial.
    pub images_per_sec: f64,
    /// How many times as fast as one worker; 1 for that one.
    pub speed_up: f64,
    /// How many images were done to find it out.
    pub images: u64,
}

/// Images of one kind that a step has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) images: u64,
    /// What the workers spent on them, all together.
    pub(super) busy: Duration,
}

/// What one step has measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Take {
    pub(super) workers: NonZeroUsize,
    /// Those that needed a first look only.
    pub(super) quick: Kind,
    /// Those that had to be measured.
    pub(super) thorough: Kind,
    /// From the first image's beginning to the last one's end.
    pub(super) elapsed: Duration,
}

impl Kind {
    fn add(&mut self, other: Self) {
        self.images += other.images;
        self.busy += other.busy;
    }

    /// Seconds for one image, where enough are known.
    fn cost(self) -> Option<f64> {
        let cost = self.busy.as_secs_f64() / self.images as f64;
        (self.images >= KNOWN_FROM && cost > 0.0).then_some(cost)
    }
}

impl Take {
    pub(super) fn images(&self) -> u64 {
        self.quick.images + self.thorough.images
    }

    fn add(&mut self, other: &Self) {
        self.quick.add(other.quick);
        self.thorough.add(other.thorough);
        self.elapsed += other.elapsed;
    }
}

/// The rates of all takes, those of one worker count put together; ascending by workers. A count that has done nothing
/// has none.
///
/// No two steps draw the same mix of images, and one that must be measured costs many times one that need not be. So
/// each image counts as many average images as its kind costs a single worker, as far as that is known: from the takes
/// with one worker, whose images nothing else slows down.
pub(super) fn rates(takes: &[Take]) -> Vec<StepRate> {
    let mut steps: Vec<Take> = Vec::new();
    for take in takes.iter().filter(|take| take.images() > 0) {
        match steps.iter_mut().find(|step| step.workers == take.workers) {
            Some(step) => step.add(take),
            None => steps.push(*take),
        }
    }
    steps.sort_by_key(|step| step.workers);
    let weights = Weights::of(&steps);
    let rate = |step: &Take| weights.average_images(step) / step.elapsed.as_secs_f64().max(1e-9);
    let single = steps
        .first()
        .filter(|step| step.workers == NonZeroUsize::MIN)
        .map(&rate);
    steps
        .iter()
        .map(|step| {
            let images_per_sec = rate(step);
            StepRate {
                workers: step.workers,
                images_per_sec,
                speed_up: single.map_or(1.0, |single| images_per_sec / single),
                images: step.images(),
            }
        })
        .collect()
}

/// What an image of each kind counts, in average images.
struct Weights {
    quick: f64,
    thorough: f64,
}

impl Weights {
    fn of(steps: &[Take]) -> Self {
        let even = Self {
            quick: 1.0,
            thorough: 1.0,
        };
        let single = steps.first().filter(|step| step.workers.get() == 1);
        let costs = single.and_then(|step| Some((step.quick.cost()?, step.thorough.cost()?)));
        let Some((quick, thorough)) = costs else {
            return even;
        };
        let quick_images: u64 = steps.iter().map(|step| step.quick.images).sum();
        let thorough_images: u64 = steps.iter().map(|step| step.thorough.images).sum();
        let total = quick * quick_images as f64 + thorough * thorough_images as f64;
        let average = total / (quick_images + thorough_images) as f64;
        Self {
            quick: quick / average,
            thorough: thorough / average,
        }
    }

    fn average_images(&self, step: &Take) -> f64 {
        self.quick * step.quick.images as f64 + self.thorough * step.thorough.images as f64
    }
}

/// The one to take: the fastest, or the smallest that is as good as that. `None` of nothing.
pub(super) fn best(rates: &[StepRate]) -> Option<StepRate> {
    let highest = highest(rates)?;
    let as_good = |rate: &&StepRate| rate.images_per_sec >= highest * AS_GOOD;
    let smallest = rates.iter().filter(as_good).min_by_key(|rate| rate.workers);
    smallest.copied()
}

/// Whether even more workers need not be tried: the last two counts were both clearly slower than one before them.
pub(super) fn is_past_the_best(rates: &[StepRate]) -> bool {
    let Some((tried, last_two)) = rates.split_last_chunk::<2>() else {
        return false;
    };
    highest(tried).is_some_and(|highest| {
        last_two
            .iter()
            .all(|rate| rate.images_per_sec < highest * CLEARLY_SLOWER)
    })
}

fn highest(rates: &[StepRate]) -> Option<f64> {
    rates
        .iter()
        .map(|rate| rate.images_per_sec)
        .max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    fn made_up(rates: &[(usize, f64)]) -> Vec<StepRate> {
        let rate = |&(workers, images_per_sec): &(usize, f64)| StepRate {
            workers: number(workers),
            images_per_sec,
            speed_up: images_per_sec / rates[0].1,
            images: 100,
        };
        rates.iter().map(rate).collect()
    }

    fn best_of(rates: &[(usize, f64)]) -> usize {
        best(&made_up(rates)).unwrap().workers.get()
    }

    fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }

    /// A step of images that all took the same time.
    fn plain(workers: usize, images: u64, elapsed: Duration) -> Take {
        Take {
            workers: number(workers),
            quick: Kind {
                images,
                busy: elapsed,
            },
            thorough: Kind::default(),
            elapsed,
        }
    }

    #[track_caller]
    fn assert_near(found: f64, expected: f64, what: &str) {
        assert!(
            (found - expected).abs() < expected * 1e-6,
            "{what}: {found}, not {expected}"
        );
    }

    #[test]
    fn the_fastest_is_the_best() {
        assert_eq!(
            best_of(&[(1, 100.0), (2, 190.0), (4, 350.0), (8, 300.0)]),
            4
        );
        assert_eq!(
            best_of(&[(1, 5.0), (8, 40.0), (32, 150.0)]),
            32,
            "a slow share"
        );
        assert_eq!(best_of(&[(1, 100.0)]), 1);
        assert_eq!(best(&[]), None, "nothing was measured");
    }

    #[test]
    fn a_smaller_count_within_three_percent_wins() {
        assert_eq!(best_of(&[(1, 50.0), (2, 97.1), (4, 100.0)]), 2);
        assert_eq!(best_of(&[(1, 50.0), (2, 96.9), (4, 100.0)]), 4);
        assert_eq!(
            best_of(&[(1, 94.0), (2, 97.0), (4, 98.0), (8, 100.0)]),
            2,
            "compared with the fastest, not with the neighbour"
        );
    }

    #[test]
    fn it_stops_after_two_that_are_clearly_slower() {
        let is_over = |rates: &[(usize, f64)]| is_past_the_best(&made_up(rates));
        assert!(!is_over(&[(1, 100.0)]), "nothing to compare");
        assert!(!is_over(&[(1, 100.0), (2, 50.0)]), "once is no proof");
        assert!(
            is_over(&[(1, 100.0), (2, 80.0), (4, 70.0)]),
            "twice in a row"
        );
        assert!(
            !is_over(&[(1, 100.0), (2, 200.0), (4, 150.0), (8, 190.0)]),
            "the second is nearly as fast"
        );
        assert!(is_over(&[(1, 100.0), (2, 200.0), (4, 179.0), (8, 179.0)]));
        assert!(
            !is_over(&[(1, 10.0), (2, 20.0), (4, 40.0), (8, 80.0)]),
            "it grows"
        );
    }

    #[test]
    fn rates_are_images_by_time_and_speed_up_compares_with_one_worker() {
        let found = rates(&[
            plain(1, 100, millis(1_000)),
            plain(4, 300, millis(1_000)),
            plain(4, 500, millis(1_000)),
            plain(1, 100, millis(1_000)),
        ]);
        assert_eq!(found.len(), 2, "both rounds of a count are one");
        assert_near(found[0].images_per_sec, 100.0, "one worker");
        assert_near(found[0].speed_up, 1.0, "itself");
        assert_near(found[1].images_per_sec, 400.0, "800 in 2 s");
        assert_near(found[1].speed_up, 4.0, "four times");
        assert_eq!(found[1].images, 800);
    }

    #[test]
    fn a_count_that_has_done_nothing_has_no_rate() {
        let found = rates(&[plain(1, 10, millis(100)), plain(2, 0, Duration::ZERO)]);
        assert_eq!(found.len(), 1);
        assert!(rates(&[]).is_empty());
    }

    /// A step with this mix, whose quick images cost 1 ms and whose others 10 ms, and whose workers share the work
    /// without any loss.
    fn mixed(workers: usize, quick: u64, thorough: u64) -> Take {
        let work = millis(quick + 10 * thorough);
        Take {
            workers: number(workers),
            quick: Kind {
                images: quick,
                busy: millis(quick),
            },
            thorough: Kind {
                images: thorough,
                busy: millis(10 * thorough),
            },
            elapsed: work / u32::try_from(workers).unwrap(),
        }
    }

    #[test]
    fn who_drew_more_expensive_images_is_not_called_slow() {
        let found = rates(&[mixed(1, 90, 10), mixed(2, 160, 40), mixed(4, 390, 10)]);
        assert_near(
            found[1].speed_up,
            2.0,
            "twice the work in the time, with many expensive ones",
        );
        assert_near(
            found[2].speed_up,
            4.0,
            "four times, with few expensive ones",
        );
        // 640 quick ones and 60 others: 1,240 ms for 700 images.
        assert_near(found[0].images_per_sec, 700.0 / 1.24, "in average images");
    }

    #[test]
    fn kinds_that_one_worker_hardly_saw_are_counted_plainly() {
        let found = rates(&[mixed(1, 96, 4), mixed(2, 100, 100)]);
        assert_near(
            found[1].images_per_sec,
            200.0 / 0.55,
            "200 images in 550 ms",
        );
    }
}
