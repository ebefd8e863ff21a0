//! Carries a trial out, on a thread of its own.
//!
//! It waits for nothing but the events of the scan that it has started, and for those only for a moment at a time; so it
//! hears within that moment that nobody wants it any more.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TryRecvError};

use super::course::{Course, Turn};
use super::plan::{counts_to_try, repeated, sample_of, share_out};
use super::rating::{Take, best, rates};
use super::step::Meter;
use super::{Sample, TrialError, TrialEvent, TrialOrders, TrialResult};
use crate::scan::inspector::Inspector;
use crate::scan::note::Never;
use crate::scan::wake::Wake;
use crate::scan::{
    ImageId, ImageLocation, ImageOutcome, NextEvent, ReachError, ScanConfig, ScanEnd, ScanEvent,
    ScanHandle, ScanTargets, no_answer, start_scan_with,
};

/// How long it waits for an event before it looks whether it is still wanted.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Everything that a trial's thread has.
pub(super) struct Runner {
    pub(super) orders: TrialOrders,
    pub(super) inspector: Arc<dyn Inspector>,
    pub(super) events: Sender<TrialEvent>,
    pub(super) wake: Arc<Wake>,
    pub(super) quit: Receiver<Never>,
}

/// Why a trial does not go on.
pub(super) enum Halt {
    /// Nobody wants it any more.
    Cancelled,
    /// It cannot.
    Failed(TrialError),
}

impl From<TrialError> for Halt {
    fn from(error: TrialError) -> Self {
        Self::Failed(error)
    }
}

/// Which images a step takes.
enum Supply {
    /// A list for each count of each round, the first round's first.
    Lists(Vec<Vec<ImageLocation>>),
    /// The same for all.
    Shared(Vec<ImageLocation>),
}

/// One step to do.
struct Step {
    images: Vec<ImageLocation>,
    workers: NonZeroUsize,
    time: Duration,
}

impl Runner {
    pub(super) fn run(&self) {
        let end = match self.measure() {
            Ok(result) => TrialEvent::Ended(Ok(result)),
            Err(Halt::Failed(error)) => TrialEvent::Ended(Err(error)),
            Err(Halt::Cancelled) => return,
        };
        // An error means that nobody wants to know.
        self.tell(end).ok();
    }

    fn measure(&self) -> Result<TrialResult, Halt> {
        let counts = counts_to_try(self.orders.cores);
        let mut images = self.list()?;
        let sample = sample_of(images.len(), &counts, &self.orders.limits);
        self.tell(TrialEvent::Planned {
            counts: counts.clone(),
            sample,
        })?;
        let supply = match sample {
            Sample::Untouched => {
                self.wake_disk(images.pop())?;
                Supply::Lists(share_out(images, &counts))
            }
            Sample::ReadBefore => {
                Supply::Shared(self.read_ahead(share_out(images, &counts).concat())?)
            }
        };
        let takes = self.rounds(&counts, supply)?;
        let rates = rates(&takes);
        let best = best(&rates).ok_or(TrialError::NoAnswer)?;
        Ok(TrialResult {
            rates,
            best,
            sample,
        })
    }

    fn rounds(&self, counts: &[NonZeroUsize], mut supply: Supply) -> Result<Vec<Take>, Halt> {
        let mut takes = Vec::new();
        let mut course = Course::new(counts.to_vec());
        while let Some(turn) = course.next(&rates(&takes)) {
            let Turn { workers, round, .. } = turn;
            self.tell(TrialEvent::Measuring { workers, round })?;
            let (images, time) = supply.of(turn.place(counts.len()), workers, self);
            takes.push(self.step(Step {
                images,
                workers,
                time,
            })?);
            self.tell(TrialEvent::Measured(rates(&takes)))?;
        }
        Ok(takes)
    }

    /// One image, unmeasured: a disk that sleeps or a share that is not connected takes seconds for the first.
    fn wake_disk(&self, image: Option<ImageLocation>) -> Result<(), Halt> {
        self.step(Step {
            images: image.into_iter().collect(),
            workers: NonZeroUsize::MIN,
            time: self.orders.limits.reading_ahead_time,
        })
        .map(drop)
        .or_else(Halt::unless_unreachable)
    }

    /// Reads all images once, or as many as there is time for; those are what the steps take.
    fn read_ahead(&self, mut images: Vec<ImageLocation>) -> Result<Vec<ImageLocation>, Halt> {
        self.tell(TrialEvent::ReadingAhead)?;
        let take = self.step(Step {
            images: images.clone(),
            workers: self.orders.cores,
            time: self.orders.limits.reading_ahead_time,
        })?;
        // Workers take them in order.
        images.truncate(usize::try_from(take.images()).unwrap_or(usize::MAX));
        Ok(images)
    }

    /// Inspects images for as long as the step has, or until there are no more.
    fn step(&self, step: Step) -> Result<Take, Halt> {
        let located = (0..).map(ImageId).zip(step.images);
        let config = ScanConfig {
            targets: ScanTargets::Images(located.collect()),
            workers: step.workers,
            pause_after_unreachable: None,
            ..self.orders.scan.clone()
        };
        let meter = Arc::new(Meter::new(Arc::clone(&self.inspector), step.time));
        let mut scan = start_scan_with(config, || {}, Arc::clone(&meter) as Arc<dyn Inspector>);
        let time_in_all = step.time + self.orders.limits.finishing_time;
        let mut trouble = None;
        self.hear(&mut scan, |event| {
            if let Some(ScanEvent::ImageFinished { report, .. }) = event
                && let ImageOutcome::Unreachable(error) = report.outcome
            {
                trouble.get_or_insert(error);
            }
            Ok(meter.running() >= time_in_all)
        })?;
        let take = meter.take(step.workers);
        if take.images() > 0 {
            return Ok(take);
        }
        Err(trouble
            .map_or(TrialError::NoAnswer, TrialError::of_unreachable)
            .into())
    }

    /// Hears a scan to its end. `on_event` gets every event, and `None` from time to time where there is none; when it
    /// says `true`, the scan is stopped.
    pub(super) fn hear(
        &self,
        scan: &mut ScanHandle,
        mut on_event: impl FnMut(Option<ScanEvent>) -> Result<bool, Halt>,
    ) -> Result<(), Halt> {
        let mut is_stopped = false;
        loop {
            if self.is_cancelled() {
                return Err(Halt::Cancelled); // The scan ends with its handle.
            }
            let event = match scan.wait_next(LOOK_EVERY) {
                NextEvent::Event(ScanEvent::Ended(end)) => return Halt::after(end),
                NextEvent::Event(event) => Some(event),
                NextEvent::Timeout => None,
                NextEvent::Over => return Ok(()),
            };
            if on_event(event)? && !is_stopped {
                is_stopped = true;
                scan.stop();
            }
        }
    }

    /// Hands an event to the window, which may take its time.
    pub(super) fn tell(&self, event: TrialEvent) -> Result<(), Halt> {
        self.events.send(event).map_err(|_| Halt::Cancelled)?;
        self.wake.raise();
        Ok(())
    }

    fn is_cancelled(&self) -> bool {
        self.quit.try_recv() == Err(TryRecvError::Disconnected)
    }
}

impl Halt {
    /// What the end of a scan means for the trial.
    fn after(end: ScanEnd) -> Result<(), Self> {
        match end {
            ScanEnd::Completed | ScanEnd::Stopped => Ok(()),
            ScanEnd::RootUnreadable { detail } => {
                Err(TrialError::FolderUnreadable { detail }.into())
            }
            ScanEnd::NoAnswer { silent_for } => Err(TrialError::FolderUnreadable {
                detail: no_answer(silent_for),
            }
            .into()),
            ScanEnd::Failed { detail } => Err(TrialError::Failed { detail }.into()),
        }
    }

    /// One image that cannot be had says nothing of the others.
    fn unless_unreachable(self) -> Result<(), Self> {
        match self {
            Self::Failed(TrialError::ImagesUnreachable(_) | TrialError::NoAnswer) => Ok(()),
            Self::Failed(_) | Self::Cancelled => Err(self),
        }
    }
}

impl TrialError {
    fn of_unreachable(error: ReachError) -> Self {
        match error {
            ReachError::NoAnswer { .. } => Self::NoAnswer,
            other => Self::ImagesUnreachable(other),
        }
    }
}

impl Supply {
    /// The images of a step, and how long it may take.
    fn of(
        &mut self,
        at: usize,
        workers: NonZeroUsize,
        runner: &Runner,
    ) -> (Vec<ImageLocation>, Duration) {
        let limits = &runner.orders.limits;
        match self {
            Self::Lists(lists) => {
                let list = lists.get_mut(at).map(std::mem::take).unwrap_or_default();
                (list, limits.step_time)
            }
            Self::Shared(images) => (repeated(images, workers, limits), limits.repeated_step_time),
        }
    }
}
