//! "With how many workers is this folder scanned fastest?": measured, not guessed.
//!
//! A trial inspects images of one folder with 1, 2, 4 … workers, by the same engine and the same inspector as a scan, so
//! that all of the engine's promises hold here too: bounded channels, named threads, and an end also where a read hangs.
//! It changes nothing, and keeps nothing of what it finds but how long it took.
//!
//! How it stays honest:
//! - **No step profits from another's reading.** Each takes images that nothing in this trial has read before, as long
//!   as the folder holds enough of them; they are spread over the folder, not its first ones. Where there are too few,
//!   all steps take the same ones, which are read once beforehand. [`Sample`] says which of the two it was.
//! - **Noise does not decide.** Every worker count is measured in two rounds, the first ascending, the second descending,
//!   so that whatever grows or shrinks meanwhile weighs on all of them alike. That even more workers are no use must be
//!   true after both.
//! - **Luck of the draw does not decide.** An image that had to be measured whole costs many times one that its first
//!   rows cleared, so images are weighed by what their like cost a single worker.
//!
//! What is decided is decided by pure functions (`plan`, `course`, `rating`); `run` only carries it out. No step may run
//! beside a scan: the caller sees to that.

mod course;
mod listing;
mod plan;
mod rating;
mod run;
mod step;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};

use self::run::Runner;
use super::inspector::{FileInspector, Inspector};
use super::note::Never;
use super::wake::Wake;
use super::{ReachError, ScanConfig};

pub use plan::{counts_to_try, most_workers};
pub use rating::StepRate;

/// Events between a trial and the window. A trial has a few dozen in all; one that finds no room waits for it.
const EVENTS: usize = 64;

/// What to try, and how.
#[derive(Clone, Debug)]
pub struct TrialOrders {
    /// The scan that the trial stands for: its folder, what it looks at, how it inspects. Its targets and its number of
    /// workers do not count.
    pub scan: ScanConfig,
    /// Logical cores of this machine.
    pub cores: NonZeroUsize,
    /// How long and how much.
    pub limits: TrialLimits,
}

/// How long a trial takes, and how much it reads, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrialLimits {
    /// So long images are looked for. What was found until then has to do; where that is nothing, the looking goes on.
    pub listing_time: Duration,
    /// So long each worker count is measured in each of the two rounds, on images that were not read before. Long
    /// enough for a dozen images of a slow share and one worker; short enough that a person waits for all of it.
    pub step_time: Duration,
    /// The same on images that were read before: nothing but the processor is measured, which fluctuates less.
    pub repeated_step_time: Duration,
    /// So long images are read beforehand, where the steps have to share them.
    pub reading_ahead_time: Duration,
    /// When a step's time is up, images that are being inspected are waited for so long at most.
    pub finishing_time: Duration,
    /// Images at most, of all steps together. Fewer than a scan queues, so a trial needs no more memory than a scan.
    pub most_images: usize,
    /// Every worker of every step has at least so many images in each round; else the steps share all of them.
    pub images_per_worker: usize,
    /// And every step at least so many.
    pub images_per_step: usize,
}

impl Default for TrialLimits {
    fn default() -> Self {
        Self {
            listing_time: Duration::from_secs(10),
            step_time: Duration::from_secs(2),
            repeated_step_time: Duration::from_secs(1),
            reading_ahead_time: Duration::from_secs(8),
            finishing_time: Duration::from_secs(10),
            most_images: 60_000,
            images_per_worker: 4,
            images_per_step: 32,
        }
    }
}

impl TrialLimits {
    /// How long a trial of so many worker counts takes at most, unless the disk or share hardly answers; in full ten
    /// seconds, because it is no more exact than that.
    #[must_use]
    pub fn usual_time(&self, counts: usize) -> Duration {
        let steps = u32::try_from(counts.saturating_mul(plan::ROUNDS)).unwrap_or(u32::MAX);
        let time = self.listing_time + self.step_time.saturating_mul(steps);
        Duration::from_secs(time.as_secs().div_ceil(10) * 10)
    }
}

/// Which images the steps took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sample {
    /// Each step its own, which nothing in this trial had read before.
    Untouched,
    /// All steps the same, which were all read once before: the system holds them in its memory, and the speed of disk
    /// or share is not in the figures.
    ReadBefore,
}

/// What a trial tells. The rates are always all of those measured so far.
#[derive(Clone, Debug, PartialEq)]
pub enum TrialEvent {
    /// Images are being looked for; so many are found.
    Listing {
        /// Images so far.
        found: u64,
    },
    /// What will be measured.
    Planned {
        /// The worker counts, ascending.
        counts: Vec<NonZeroUsize>,
        /// On which images.
        sample: Sample,
    },
    /// Images are read once, so that no step is the first to read them.
    ReadingAhead,
    /// A step has begun.
    Measuring {
        /// With so many workers.
        workers: NonZeroUsize,
        /// Which round, from 1.
        round: usize,
    },
    /// A step is done: the rates as they stand now, ascending by workers.
    Measured(Vec<StepRate>),
    /// The trial is over. Sent exactly once, last.
    Ended(Result<TrialResult, TrialError>),
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialResult {
    /// All that were measured, ascending by workers; never empty.
    pub rates: Vec<StepRate>,
    /// The one to take: the fastest, or the smallest that is as good as that.
    pub best: StepRate,
    /// On which images.
    pub sample: Sample,
}

/// Why a trial has no result. The display text is an English fragment; the window has its own words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrialError {
    /// The folder holds no image that a scan would inspect.
    #[error("there is no image in the folder")]
    NoImages,
    /// The folder went away, could not be read, or gave no answer.
    #[error("the folder could not be read: {detail}")]
    FolderUnreadable {
        /// The system's words; or `no answer for 60 s`.
        detail: String,
    },
    /// The folder is there, but none of the images that a step took could be read.
    #[error("none of the images {0}")]
    ImagesUnreachable(ReachError),
    /// Not one image was done in the time that a step has.
    #[error("no image was done in time")]
    NoAnswer,
    /// The program's own fault: threads could not be started, or one broke down.
    #[error("the trial broke down: {detail}")]
    Failed {
        /// What the system said.
        detail: String,
    },
}

/// A running trial. Dropping it cancels it without waiting for anything: its threads end by themselves, also where a
/// read hangs.
pub struct WorkerTrial {
    events: Receiver<TrialEvent>,
    wake: Arc<Wake>,
    has_ended: bool,
    _quit: Sender<Never>,
}

/// Starts a trial. `wake` is called, once per burst, when there are events to fetch; it must be quick.
///
/// It always returns a trial; one that could not be started ends with [`TrialError::Failed`].
pub fn start_worker_trial(
    orders: TrialOrders,
    wake: impl Fn() + Send + Sync + 'static,
) -> WorkerTrial {
    start_trial_with(orders, wake, Arc::new(FileInspector))
}

/// Starts a trial whose images are inspected by `inspector`.
pub fn start_trial_with(
    orders: TrialOrders,
    wake: impl Fn() + Send + Sync + 'static,
    inspector: Arc<dyn Inspector>,
) -> WorkerTrial {
    let wake = Arc::new(Wake::new(wake));
    let (tell, events) = bounded(EVENTS);
    let (quit, quit_there) = bounded(0);
    let runner = Runner {
        orders,
        inspector,
        events: tell,
        wake: Arc::clone(&wake),
        quit: quit_there,
    };
    // Where no thread is to be had the runner is dropped, and the channel's end tells it.
    thread::Builder::new()
        .name("worker trial".to_owned())
        .spawn(move || runner.run())
        .ok();
    WorkerTrial {
        events,
        wake,
        has_ended: false,
        _quit: quit,
    }
}

impl WorkerTrial {
    /// The next event, if one is there. Never waits. After [`TrialEvent::Ended`] there is nothing more.
    pub fn try_next(&mut self) -> Option<TrialEvent> {
        let event = match self.events.try_recv() {
            Ok(event) => event,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) if self.has_ended => return None,
            Err(TryRecvError::Disconnected) => broke_down(),
        };
        self.has_ended |= matches!(event, TrialEvent::Ended(_));
        Some(event)
    }

    /// Says that the wake-up call was heard. To be called *before* draining by [`Self::try_next`].
    pub fn clear_wake(&self) {
        self.wake.clear();
    }

    /// The next event; waits for it for at most `timeout`.
    #[cfg(test)]
    pub(super) fn wait_next(&mut self, timeout: Duration) -> Option<TrialEvent> {
        use crossbeam_channel::RecvTimeoutError;
        let event = match self.events.recv_timeout(timeout) {
            Ok(event) => event,
            Err(RecvTimeoutError::Disconnected) if !self.has_ended => broke_down(),
            Err(_) => return None,
        };
        self.has_ended |= matches!(event, TrialEvent::Ended(_));
        Some(event)
    }
}

/// The thread ended without a last word.
fn broke_down() -> TrialEvent {
    TrialEvent::Ended(Err(TrialError::Failed {
        detail: "its thread ended".to_owned(),
    }))
}
