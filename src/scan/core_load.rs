//! The processor's own load, core by core, as an activity monitor shows it.
//!
//! It is sampled only as long as somebody holds a [`CoreLoadSampler`]: to be started with a scan and dropped after it.

use std::io;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use sysinfo::System;

use super::note::Never;

/// Time between two samples. The load of a core is what it did between them; below about 0.2 s the systems' own counters
/// are too coarse (sysinfo's `MINIMUM_CPU_UPDATE_INTERVAL`).
const SAMPLE_EVERY: Duration = Duration::from_secs(1);

/// Samples the load of every core about once a second until it is dropped.
#[derive(Debug)]
pub struct CoreLoadSampler {
    samples: Receiver<Vec<f32>>,
    _quit: Sender<Never>,
}

impl CoreLoadSampler {
    /// Starts sampling. `wake` is called from the sampler's thread when there is a new sample.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        // One place: who looks late sees the newest sample only.
        let (sample, samples) = bounded(1);
        let (quit, quit_there) = bounded(0);
        let stale = samples.clone();
        thread::Builder::new()
            .name("core load".to_owned())
            .spawn(move || sample_until(&quit_there, &sample, &stale, wake))?;
        Ok(Self {
            samples,
            _quit: quit,
        })
    }

    /// The newest sample, if there is one that was not handed out before: each core's busy share of the last second, 0
    /// to 1, in the system's order. On a system that does not tell there never is one.
    #[must_use]
    pub fn latest(&self) -> Option<Vec<f32>> {
        self.samples.try_recv().ok()
    }
}

fn sample_until(
    quit: &Receiver<Never>,
    sample: &Sender<Vec<f32>>,
    stale: &Receiver<Vec<f32>>,
    wake: impl Fn(),
) {
    let Ok(mut system) = System::new() else {
        return; // A system that does not tell.
    };
    system.refresh_cpu_usage();
    while quit.recv_timeout(SAMPLE_EVERY) == Err(RecvTimeoutError::Timeout) {
        system.refresh_cpu_usage();
        let shares: Vec<f32> = system
            .cpus()
            .iter()
            .map(|core| (core.usage() / 100.0).clamp(0.0, 1.0))
            .collect();
        // Takes away what nobody fetched. Both may fail when somebody fetches it just now: then there is room.
        stale.try_recv().ok();
        sample.try_send(shares).ok();
        wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_samples_every_core_until_it_is_dropped() {
        let (bell, rung) = bounded(1);
        let sampler = CoreLoadSampler::start(move || {
            bell.try_send(()).ok();
        })
        .unwrap();
        let shares = loop {
            rung.recv_timeout(Duration::from_mins(1)).unwrap();
            // There is none at the moment in which the next one takes its place.
            if let Some(shares) = sampler.latest() {
                break shares;
            }
        };
        assert!(!shares.is_empty(), "there is a core that runs this");
        assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        drop(sampler);
        while rung.recv_timeout(Duration::from_mins(1)).is_ok() {}
        assert_eq!(
            rung.try_recv(),
            Err(crossbeam_channel::TryRecvError::Disconnected),
            "its thread has ended"
        );
    }
}
