//! Which step comes next, given what was measured so far: pure.

use std::num::NonZeroUsize;

use super::plan::ROUNDS;
use super::rating::{StepRate, is_past_the_best};

/// One step of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// Place among the worker counts.
    pub(super) at: usize,
    pub(super) workers: NonZeroUsize,
    /// Which round, from 1.
    pub(super) round: usize,
}

impl Turn {
    /// Place among all steps of all rounds, the first round's first.
    pub(super) fn place(self, counts: usize) -> usize {
        (self.round - 1) * counts + self.at
    }
}

/// The way through the worker counts: up, until more workers are of no use; down again over those that were measured;
/// and further up, where the second round did not confirm that they are of no use.
#[derive(Debug)]
pub(super) struct Course {
    counts: Vec<NonZeroUsize>,
    next_up: usize,
    /// What was measured once, and is to be measured again.
    to_repeat: Vec<Turn>,
    way: Way,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

impl Course {
    pub(super) fn new(counts: Vec<NonZeroUsize>) -> Self {
        Self {
            counts,
            next_up: 0,
            to_repeat: Vec::new(),
            way: Way::Up,
        }
    }

    /// The next step; `None` when everything of use was measured. `rates` are those of all steps so far.
    pub(super) fn next(&mut self, rates: &[StepRate]) -> Option<Turn> {
        if self.way == Way::Down {
            if let Some(again) = self.to_repeat.pop() {
                return Some(again);
            }
            self.way = Way::Up;
        }
        if !is_past_the_best(rates)
            && let Some(workers) = self.counts.get(self.next_up).copied()
        {
            let at = self.next_up;
            self.next_up += 1;
            let turn = |round| Turn { at, workers, round };
            self.to_repeat.push(turn(ROUNDS));
            return Some(turn(1));
        }
        self.way = Way::Down;
        self.to_repeat.pop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    /// The rounds and workers of a trial whose rates are these, in both rounds unless `second` changes one.
    fn steps(made_up: &[(usize, f64)], second: Option<(usize, f64)>) -> Vec<(usize, usize)> {
        let mut course = Course::new(
            made_up
                .iter()
                .map(|(workers, _)| number(*workers))
                .collect(),
        );
        let mut rates: Vec<StepRate> = Vec::new();
        let mut steps = Vec::new();
        while let Some(turn) = course.next(&rates) {
            let workers = turn.workers.get();
            steps.push((turn.round, workers));
            let images_per_sec = match second {
                Some((changed, rate)) if changed == workers && turn.round == 2 => rate,
                _ => made_up[turn.at].1,
            };
            rates.retain(|rate| rate.workers != turn.workers);
            rates.push(StepRate {
                workers: turn.workers,
                images_per_sec,
                speed_up: 1.0,
                images: 100,
            });
            rates.sort_by_key(|rate| rate.workers);
            assert!(steps.len() < 100, "it ends");
        }
        steps
    }

    #[test]
    fn everything_is_measured_up_and_down_where_more_is_always_faster() {
        let found = steps(&[(1, 10.0), (2, 20.0), (4, 40.0), (8, 80.0)], None);
        let up = [(1, 1), (1, 2), (1, 4), (1, 8)];
        let down = [(2, 8), (2, 4), (2, 2), (2, 1)];
        assert_eq!(found, [up, down].concat());
    }

    #[test]
    fn it_turns_back_where_more_are_of_no_use() {
        let found = steps(
            &[(1, 100.0), (2, 60.0), (4, 50.0), (8, 40.0), (16, 30.0)],
            None,
        );
        assert_eq!(
            found,
            [(1, 1), (1, 2), (1, 4), (2, 4), (2, 2), (2, 1)],
            "8 and 16 are left out"
        );
    }

    #[test]
    fn it_goes_on_upwards_where_the_second_round_says_otherwise() {
        let rates = [(1, 100.0), (2, 60.0), (4, 50.0), (8, 150.0), (16, 200.0)];
        let found = steps(&rates, Some((2, 150.0)));
        assert_eq!(found[..6], [(1, 1), (1, 2), (1, 4), (2, 4), (2, 2), (2, 1)]);
        assert_eq!(
            found[6..],
            [(1, 8), (1, 16), (2, 16), (2, 8)],
            "the first 60 of two workers were an accident"
        );
    }

    #[test]
    fn places_number_all_steps() {
        let turn = |at, round| Turn {
            at,
            workers: NonZeroUsize::MIN,
            round,
        };
        assert_eq!(turn(0, 1).place(6), 0);
        assert_eq!(turn(5, 1).place(6), 5);
        assert_eq!(turn(0, 2).place(6), 6);
        assert_eq!(turn(5, 2).place(6), 11);
    }
}
