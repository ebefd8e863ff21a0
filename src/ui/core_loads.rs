//! The load of each processor core over the last minute, as the app samples it while a scan runs.

use std::collections::VecDeque;

/// Samples kept per core: a minute at one a second.
pub const CORE_SAMPLES: usize = 60;

/// Loads per core, 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CoreLoads {
    cores: Vec<VecDeque<f32>>,
    is_current: bool,
}

impl CoreLoads {
    /// Takes one sample: a load per core, 0 to 1. Another number of cores than before begins anew.
    pub fn record(&mut self, loads: &[f32]) {
        if self.cores.len() != loads.len() {
            self.cores = vec![VecDeque::with_capacity(CORE_SAMPLES + 1); loads.len()];
        }
        self.is_current = true;
        for (samples, load) in self.cores.iter_mut().zip(loads) {
            samples.push_back(load.clamp(0.0, 1.0));
            if samples.len() > CORE_SAMPLES {
                samples.pop_front();
            }
        }
    }

    /// Forgets everything, as before a new scan.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Sampling is over: the last minute stays to be looked at, but nothing is known of the load any more.
    pub fn rest(&mut self) {
        self.is_current = false;
    }

    /// Whether the latest loads are those of now.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Cores that were sampled.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cores.len()
    }

    /// Whether nothing was sampled yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cores.is_empty()
    }

    /// The latest load of each core; 0 where nothing is known of it.
    pub fn latest(&self) -> impl Iterator<Item = f32> {
        self.cores
            .iter()
            .map(|samples| samples.back().filter(|_| self.is_current))
            .map(|load| load.copied().unwrap_or(0.0))
    }

    /// One core's samples, oldest first.
    #[must_use]
    pub fn samples(&self, core: usize) -> impl DoubleEndedIterator<Item = f32> {
        self.cores.get(core).into_iter().flatten().copied()
    }

    /// The latest load of all cores together, 0 to 1; `None` before the first sample and after the last.
    #[must_use]
    pub fn average(&self) -> Option<f32> {
        (self.is_current && !self.is_empty())
            .then(|| self.latest().sum::<f32>() / self.len() as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_is_kept_and_the_average_is_of_the_latest() {
        let mut loads = CoreLoads::default();
        assert_eq!(loads.average(), None, "nothing is known yet");
        for _ in 0..100 {
            loads.record(&[0.0, 0.0]);
        }
        loads.record(&[1.5, 0.5]);
        assert_eq!(loads.samples(0).count(), CORE_SAMPLES, "a minute");
        assert_eq!(
            loads.latest().collect::<Vec<_>>(),
            [1.0, 0.5],
            "kept within 1"
        );
        assert_eq!(loads.average(), Some(0.75));
        loads.rest();
        assert_eq!(loads.average(), None, "no old load is shown as one of now");
        assert_eq!(loads.samples(0).count(), CORE_SAMPLES, "the minute stays");
        loads.record(&[0.1]);
        assert_eq!(loads.samples(0).count(), 1, "another machine begins anew");
    }
}
