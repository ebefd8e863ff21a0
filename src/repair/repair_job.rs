//! Repairing one image, as a job of the pool of workers.
//!
//! Nothing in here stops half-way: a job that was given up comes to its end by itself, and its journal tells what it did.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::{
    DiskFault, FileMaker, FileNotMade, RepairObstacle, RepairOptions, RepairOutcome, RepairRun,
    repaired_file,
};
use crate::inspect::ImageLimits;
use crate::scan::{ImageLocation, Job, Pulse};
use crate::session::Placement;

/// One image of a run to repair.
#[derive(Clone, Debug)]
pub struct RepairJob {
    run: Arc<RepairRun>,
    index: usize,
    limits: ImageLimits,
}

impl RepairJob {
    /// A job for every image of a run that is still open, in the order of the plan.
    #[must_use]
    pub fn all_of(run: &Arc<RepairRun>, limits: ImageLimits) -> Vec<Self> {
        let job = |index| Self {
            run: Arc::clone(run),
            index,
            limits,
        };
        run.open_items().into_iter().map(job).collect()
    }

    /// The place of its image in [`RepairRun::items`].
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    fn not_repaired(&self, obstacle: RepairObstacle) -> RepairOutcome {
        RepairOutcome::NotRepaired(obstacle.at(&self.run.items()[self.index].target))
    }
}

impl Job for RepairJob {
    type Outcome = RepairOutcome;

    fn location(&self) -> &ImageLocation {
        &self.run.items()[self.index].location
    }

    fn pictures(&self) -> Vec<PathBuf> {
        let item = &self.run.items()[self.index];
        vec![
            item.original.path.clone(),
            item.location.under(self.run.root()),
        ]
    }

    fn run(&self, pulse: &Pulse) -> RepairOutcome {
        let maker = PictureMaker {
            limits: self.limits,
            pulse,
            location: self.location(),
        };
        self.run.repair(self.index, &maker)
    }

    fn panicked(&self) -> RepairOutcome {
        self.not_repaired(RepairObstacle::NotMade {
            detail: "the repaired picture could not be made: the program failed on it".to_owned(),
        })
    }

    fn gave_no_answer(&self, silent_for: Duration) -> RepairOutcome {
        let detail = format!(
            "no answer for {} s; resume when there is one",
            silent_for.as_secs()
        );
        self.not_repaired(RepairObstacle::Disk(DiskFault::Other { detail }))
    }
}

/// Makes new files, and says by the pulse when it computes.
struct PictureMaker<'job> {
    limits: ImageLimits,
    pulse: &'job Pulse,
    location: &'job ImageLocation,
}

impl FileMaker for PictureMaker<'_> {
    fn make(
        &self,
        black: &[u8],
        original: &[u8],
        placement: Option<&Placement>,
        options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade> {
        self.pulse.decoding();
        let made = repaired_file(black, original, placement, options, &self.limits);
        self.pulse.reading();
        let file = made.map_err(|error| FileNotMade {
            detail: error.to_string(),
        })?;
        if let Some(why) = file.notes_left_out {
            let image = self.location.relative().display();
            tracing::warn!(%why, %image, "repaired without its notes");
        }
        Ok(file.bytes)
    }

    fn written(&self) {
        self.pulse.beat();
    }
}
