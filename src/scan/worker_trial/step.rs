//! One step: images inspected by so many workers, and how long that took.
//!
//! A step is a scan of its own images with an inspector around the real one that measures. When the step's time is up it
//! lets go unread what is left of them, so the scan ends by itself as soon as the images that were begun are done.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use super::rating::{Kind, Take};
use crate::inspect::InspectError;
use crate::scan::inspector::{InspectTask, Inspected, Inspector, Scratch};
use crate::scan::{FileStamp, ImageOutcome, Pulse, WorkTimes};

/// An inspector that measures another.
pub(super) struct Meter {
    inner: Arc<dyn Inspector>,
    time_limit: Duration,
    /// When the first image was begun: threads are there and work has come, so what is measured is inspection alone.
    begun: OnceLock<Instant>,
    quick: Counter,
    thorough: Counter,
    /// End of the last image that was done, in nanoseconds after the beginning of the first.
    last_end: AtomicU64,
}

#[derive(Debug, Default)]
struct Counter {
    images: AtomicU64,
    nanos: AtomicU64,
}

impl Counter {
    fn add(&self, busy: Duration) {
        self.images.fetch_add(1, Ordering::Relaxed);
        self.nanos.fetch_add(nanos(busy), Ordering::Relaxed);
    }

    fn kind(&self) -> Kind {
        Kind {
            images: self.images.load(Ordering::Relaxed),
            busy: Duration::from_nanos(self.nanos.load(Ordering::Relaxed)),
        }
    }
}

impl Meter {
    pub(super) fn new(inner: Arc<dyn Inspector>, time_limit: Duration) -> Self {
        Self {
            inner,
            time_limit,
            begun: OnceLock::new(),
            quick: Counter::default(),
            thorough: Counter::default(),
            last_end: AtomicU64::new(0),
        }
    }

    /// For how long images have been inspected.
    pub(super) fn running(&self) -> Duration {
        self.begun.get().map_or(Duration::ZERO, Instant::elapsed)
    }

    /// What was measured so far with so many workers. What hangs or comes later is not in it.
    pub(super) fn take(&self, workers: NonZeroUsize) -> Take {
        Take {
            workers,
            quick: self.quick.kind(),
            thorough: self.thorough.kind(),
            elapsed: Duration::from_nanos(self.last_end.load(Ordering::Relaxed)),
        }
    }
}

impl Inspector for Meter {
    fn inspect(&self, task: &InspectTask<'_>, pulse: &Pulse, scratch: &mut Scratch) -> Inspected {
        let start = Instant::now();
        let begun = *self.begun.get_or_init(|| start);
        if start.saturating_duration_since(begun) >= self.time_limit {
            return left_alone();
        }
        let inspected = self.inner.inspect(task, pulse, scratch);
        let end = Instant::now();
        let busy = end.saturating_duration_since(start);
        match &inspected.outcome {
            ImageOutcome::Inspected(inspection) if inspection.background.is_some() => {
                self.thorough.add(busy);
            }
            ImageOutcome::Inspected(_) | ImageOutcome::Unreadable(_) => self.quick.add(busy),
            // Nothing was inspected: a missing file is found missing at any speed.
            ImageOutcome::Unreachable(_) => return inspected,
        }
        let since_begun = nanos(end.saturating_duration_since(begun));
        self.last_end.fetch_max(since_begun, Ordering::Relaxed);
        inspected
    }
}

/// Tells that there is an image, and opens no file.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListOnly;

impl Inspector for ListOnly {
    fn inspect(&self, _: &InspectTask<'_>, _: &Pulse, _: &mut Scratch) -> Inspected {
        left_alone()
    }
}

/// Said of an image that was not opened; nobody reads it.
fn left_alone() -> Inspected {
    Inspected {
        outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
        thumbnail: None,
        file_bytes: None,
        stamp: FileStamp::default(),
        times: WorkTimes::default(),
    }
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}
