//! Jobs, as the workers' work.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Job;
use crate::inspect::ImageLimits;
use crate::scan::Pulse;
use crate::scan::guard::guarded;
use crate::scan::memory_budget::{GivenUp, MemoryBudget, MemoryGrant};
use crate::scan::note::WorkerLife;
use crate::scan::read_file::memory_of;
use crate::scan::worker::Work;

/// A job and its position in the list. The list itself is nowhere kept: what is done is dropped.
pub(super) struct Queued<J> {
    pub(super) index: usize,
    pub(super) job: Arc<J>,
}

impl<J> Clone for Queued<J> {
    fn clone(&self) -> Self {
        Self {
            index: self.index,
            job: Arc::clone(&self.job),
        }
    }
}

/// A message to the coordinator.
pub(super) enum JobNote<J: Job> {
    /// A worker took a job.
    Started { by: WorkerLife, queued: Queued<J> },
    /// A worker is done with the job that it had started.
    Finished {
        by: WorkerLife,
        index: usize,
        outcome: J::Outcome,
        busy: Duration,
    },
}

/// Does jobs of one kind.
pub(super) struct JobWork<J>(PhantomData<fn() -> J>);

impl<J> Default for JobWork<J> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<J: Job> Work for JobWork<J> {
    type Job = Queued<J>;
    type Note = JobNote<J>;
    type Scratch = ();

    const CREW: &'static str = "job";

    fn started(by: WorkerLife, queued: Queued<J>) -> JobNote<J> {
        JobNote::Started { by, queued }
    }

    fn finish(
        &self,
        by: WorkerLife,
        queued: Queued<J>,
        pulse: &Pulse,
        (): &mut (),
    ) -> (JobNote<J>, Option<Queued<J>>) {
        pulse.reading();
        let job = &queued.job;
        let memory = guarded(|| memory_for(&**job, pulse));
        let start = Instant::now();
        let outcome = match memory {
            Ok(Ok(_granted)) => {
                pulse.reading();
                guarded(|| job.run(pulse)).unwrap_or_else(|_panicked| job.panicked())
            }
            // Nobody hears it.
            Ok(Err(GivenUp)) => job.gave_no_answer(Duration::ZERO),
            Err(_panicked) => job.panicked(),
        };
        let finished = JobNote::Finished {
            by,
            index: queued.index,
            outcome,
            busy: start.elapsed(),
        };
        (finished, None)
    }
}

/// Waits for the memory of a job's two largest pictures; `None` for a job without any.
fn memory_for<J: Job>(job: &J, pulse: &Pulse) -> Result<Option<MemoryGrant>, GivenUp> {
    let limits = ImageLimits::default();
    let pictures = job.pictures();
    if pictures.is_empty() {
        return Ok(None);
    }
    let each = pictures.iter().map(|path| memory_of(path, &limits, pulse));
    let mut each: Vec<u64> = each.collect();
    each.sort_unstable_by_key(|&bytes| std::cmp::Reverse(bytes));
    let two = each.iter().take(2);
    let bytes = two.fold(0, |all: u64, &one| all.saturating_add(one));
    MemoryBudget::shared().take(bytes, pulse).map(Some)
}
