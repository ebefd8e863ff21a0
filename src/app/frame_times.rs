//! How long frames take, to prove that the window never freezes.

use std::time::Duration;

/// Upper bounds of the classes in which frame times are counted: steps of a tenth of a millisecond up to 200 ms.
const CLASSES: usize = 2_000;
const CLASS: Duration = Duration::from_micros(100);

/// A histogram of frame times; constant memory however long the program runs.
#[derive(Clone, Debug)]
pub struct FrameTimes {
    counts: Vec<u64>,
    frames: u64,
    longest: Duration,
}

impl Default for FrameTimes {
    fn default() -> Self {
        Self {
            counts: vec![0; CLASSES + 1],
            frames: 0,
            longest: Duration::ZERO,
        }
    }
}

impl FrameTimes {
    /// Counts one frame.
    pub fn record(&mut self, time: Duration) {
        let class = usize::try_from(time.as_micros() / CLASS.as_micros()).unwrap_or(CLASSES);
        self.counts[class.min(CLASSES)] += 1;
        self.frames += 1;
        self.longest = self.longest.max(time);
    }

    /// How many were counted.
    #[must_use]
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// Prints the figures for whoever asked for them.
    #[expect(clippy::print_stderr, reason = "asked for by an environment variable")]
    pub fn print(&self) {
        let ms = |time: Duration| time.as_secs_f32() * 1000.0;
        eprintln!(
            "{} frames: median {:.1} ms, 99 % within {:.1} ms, longest {:.1} ms",
            self.frames,
            ms(self.percentile(50)),
            ms(self.percentile(99)),
            ms(self.longest)
        );
    }

    /// The time that `percent` of the frames do not exceed, to a tenth of a millisecond.
    #[must_use]
    pub fn percentile(&self, percent: u64) -> Duration {
        let wanted = (self.frames * percent).div_ceil(100);
        let mut seen = 0;
        for (class, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted && class < CLASSES {
                let bound = CLASS * u32::try_from(class + 1).unwrap_or(u32::MAX);
                return bound.min(self.longest);
            }
        }
        self.longest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_a_known_series() {
        let mut times = FrameTimes::default();
        assert_eq!(times.percentile(99), Duration::ZERO, "no frame yet");
        for ms in 1..=100 {
            times.record(Duration::from_millis(ms));
        }
        let close = |percent, ms: u64| {
            times
                .percentile(percent)
                .abs_diff(Duration::from_millis(ms))
                <= CLASS
        };
        assert!(close(50, 50) && close(99, 99) && close(100, 100));
        times.record(Duration::from_secs(9));
        assert_eq!(
            times.percentile(100),
            Duration::from_secs(9),
            "beyond the classes: the longest"
        );
    }
}
