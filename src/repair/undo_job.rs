//! Taking back one image's repair, as a job of the pool of workers.

use std::sync::Arc;
use std::time::Duration;

use super::{DiskFault, UndoObstacle, UndoOutcome, UndoProblem, UndoRun};
use crate::scan::{ImageLocation, Job, Pulse};

/// One image of a run to take back.
#[derive(Clone, Debug)]
pub struct UndoJob {
    run: Arc<UndoRun>,
    index: usize,
}

impl UndoJob {
    /// A job for every image that is to be taken back, in the order of the plan.
    #[must_use]
    pub fn all_of(run: &Arc<UndoRun>) -> Vec<Self> {
        let job = |&index| Self {
            run: Arc::clone(run),
            index,
        };
        run.wanted().iter().map(job).collect()
    }

    /// The place of its image in [`UndoRun::items`].
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    fn left(&self, detail: String) -> UndoOutcome {
        UndoOutcome::Left(UndoProblem {
            obstacle: UndoObstacle::Disk(DiskFault::Other { detail }),
            path: self.run.items()[self.index].target.clone(),
        })
    }
}

impl Job for UndoJob {
    type Outcome = UndoOutcome;

    fn location(&self) -> &ImageLocation {
        &self.run.items()[self.index].location
    }

    fn run(&self, _pulse: &Pulse) -> UndoOutcome {
        self.run.undo(self.index)
    }

    fn panicked(&self) -> UndoOutcome {
        self.left("the program failed on it; undo again".to_owned())
    }

    fn gave_no_answer(&self, silent_for: Duration) -> UndoOutcome {
        self.left(format!(
            "no answer for {} s; undo again when there is one",
            silent_for.as_secs()
        ))
    }
}
