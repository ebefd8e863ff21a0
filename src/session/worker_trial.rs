//! What the window shows of a trial of worker counts.

use std::num::NonZeroUsize;

use crate::scan::{Sample, StepRate, TrialError, TrialEvent, TrialResult};

/// A trial from its preparation to its end, changed by [`TrialState::apply`] alone.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialState {
    /// Where it stands.
    pub stage: TrialStage,
    /// The worker counts that will be tried, ascending; the usual ones until it is known.
    pub counts: Vec<NonZeroUsize>,
    /// On which images; `None` until it is known.
    pub sample: Option<Sample>,
    /// What was measured so far, ascending by workers.
    pub rates: Vec<StepRate>,
}

/// Where a trial stands.
#[derive(Clone, Debug, PartialEq)]
pub enum TrialStage {
    /// It was not started.
    Ready,
    /// Images are being looked for.
    Listing {
        /// Images so far.
        found: u64,
    },
    /// Images are read once, so that no step is the first to read them.
    ReadingAhead,
    /// A step is being measured.
    Measuring {
        /// With so many workers.
        workers: NonZeroUsize,
        /// Which round, from 1.
        round: usize,
    },
    /// It is over.
    Done {
        /// The one to take.
        best: StepRate,
    },
    /// It is over, and has no result.
    Failed(TrialError),
}

impl TrialState {
    /// A trial that will try these counts.
    #[must_use]
    pub fn new(counts: Vec<NonZeroUsize>) -> Self {
        Self {
            stage: TrialStage::Ready,
            counts,
            sample: None,
            rates: Vec::new(),
        }
    }

    /// It begins, maybe anew.
    pub fn start(&mut self) {
        self.stage = TrialStage::Listing { found: 0 };
        self.sample = None;
        self.rates.clear();
    }

    /// Takes in what the trial tells.
    pub fn apply(&mut self, event: TrialEvent) {
        match event {
            TrialEvent::Listing { found } => self.stage = TrialStage::Listing { found },
            TrialEvent::Planned { counts, sample } => {
                self.counts = counts;
                self.sample = Some(sample);
            }
            TrialEvent::ReadingAhead => self.stage = TrialStage::ReadingAhead,
            TrialEvent::Measuring { workers, round } => {
                self.stage = TrialStage::Measuring { workers, round };
            }
            TrialEvent::Measured(rates) => self.rates = rates,
            TrialEvent::Ended(Ok(TrialResult {
                rates,
                best,
                sample,
            })) => {
                self.rates = rates;
                self.sample = Some(sample);
                self.stage = TrialStage::Done { best };
            }
            TrialEvent::Ended(Err(error)) => self.stage = TrialStage::Failed(error),
        }
    }

    /// Whether it goes on.
    #[must_use]
    pub fn is_running(&self) -> bool {
        match self.stage {
            TrialStage::Listing { .. }
            | TrialStage::ReadingAhead
            | TrialStage::Measuring { .. } => true,
            TrialStage::Ready | TrialStage::Done { .. } | TrialStage::Failed(_) => false,
        }
    }

    /// What one count has reached, as far as it was measured.
    #[must_use]
    pub fn rate_of(&self, workers: NonZeroUsize) -> Option<&StepRate> {
        self.rates.iter().find(|rate| rate.workers == workers)
    }

    /// The highest rate so far.
    #[must_use]
    pub fn fastest(&self) -> Option<&StepRate> {
        let by_rate = |a: &&StepRate, b: &&StepRate| a.images_per_sec.total_cmp(&b.images_per_sec);
        self.rates.iter().max_by(by_rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: usize) -> NonZeroUsize {
        NonZeroUsize::new(number).unwrap()
    }

    fn rate(workers: usize, images_per_sec: f64) -> StepRate {
        StepRate {
            workers: number(workers),
            images_per_sec,
            speed_up: images_per_sec / 100.0,
            images: 100,
        }
    }

    fn state() -> TrialState {
        TrialState::new([1, 2, 4, 8].map(number).to_vec())
    }

    #[test]
    fn a_trial_goes_from_ready_to_its_result() {
        let mut state = state();
        assert!(!state.is_running(), "not before it is started");
        state.start();
        assert!(state.is_running(), "looking for images");
        state.apply(TrialEvent::Listing { found: 2_000 });
        assert_eq!(state.stage, TrialStage::Listing { found: 2_000 });
        state.apply(TrialEvent::Planned {
            counts: state.counts.clone(),
            sample: Sample::Untouched,
        });
        let (workers, round) = (number(2), 1);
        state.apply(TrialEvent::Measuring { workers, round });
        state.apply(TrialEvent::Measured(vec![rate(1, 100.0), rate(2, 180.0)]));
        assert!(state.is_running(), "there is more to measure");
        assert_eq!(state.rate_of(workers), Some(&rate(2, 180.0)));
        assert_eq!(state.rate_of(number(8)), None, "not measured yet");
        let best = rate(2, 180.0);
        state.apply(TrialEvent::Ended(Ok(TrialResult {
            rates: vec![rate(1, 100.0), best, rate(4, 160.0)],
            best,
            sample: Sample::Untouched,
        })));
        assert_eq!(state.stage, TrialStage::Done { best });
        assert!(!state.is_running(), "it is over");
        assert_eq!(state.rate_of(number(8)), None, "8 workers were of no use");
        assert_eq!(state.fastest(), Some(&best));
    }

    #[test]
    fn another_try_forgets_the_first() {
        let mut state = state();
        state.start();
        state.apply(TrialEvent::Measured(vec![rate(1, 100.0)]));
        state.apply(TrialEvent::Ended(Err(TrialError::NoImages)));
        assert_eq!(state.stage, TrialStage::Failed(TrialError::NoImages));
        state.start();
        assert!(state.is_running() && state.rates.is_empty(), "{state:?}");
    }
}
