//! Files that are written as a journal says: what a repair and its undo have in common.
//!
//! Invariant: the journal is kept by the run itself, on the workers' threads; nothing here is needed for the files to be
//! safe, only for what becomes of them to be seen.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use super::crew::{Crew, RunningJob};
use crate::scan::{ImageId, ImageLocation, Job, JobEnd, JobsConfig, ProductId};
use crate::session::ScanSession;
use crate::ui::job_line::JobKind;

/// By what the files of a run are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FileClass {
    /// As it should be now.
    Written,
    /// As it should be before this run.
    SettledBefore,
    /// Not as it should be.
    Left,
}

/// A run `R` whose jobs come to `O`; those that fail, to `P`.
pub(super) struct Writing<R, O: Send + 'static, P> {
    run: Arc<R>,
    /// The images of the jobs' files, where the scan that is shown has them.
    images: Vec<Option<ImageId>>,
    crew: Crew<O, FileClass>,
    problems: Vec<P>,
}

/// What a run came to.
pub(super) struct Written<R, P> {
    pub(super) run: Arc<R>,
    /// Files that it made what they should be.
    pub(super) done: u64,
    /// Files that were not looked at, as after a stop.
    pub(super) untouched: u64,
    pub(super) problems: Vec<P>,
}

impl<R, O: Send + 'static, P> Writing<R, O, P> {
    /// Starts the jobs, of which each is about the file at its place in `files`.
    pub(super) fn start<J: Job<Outcome = O>>(
        kind: JobKind,
        config: JobsConfig,
        run: Arc<R>,
        jobs: Vec<J>,
        files: &[ImageLocation],
        session: Option<&ScanSession>,
        ctx: &egui::Context,
    ) -> Self {
        Self {
            run,
            images: files.iter().map(finder(session)).collect(),
            crew: Crew::start(kind, config, jobs, ctx),
            problems: Vec::new(),
        }
    }

    /// Takes what came of files, as [`Crew::drain`] does, each with its image where there is one; `take` keeps problems in
    /// the list that it is given.
    pub(super) fn drain(
        &mut self,
        ctx: &egui::Context,
        mut take: impl FnMut(Option<ImageId>, O, &mut Vec<P>) -> FileClass,
    ) -> Option<JobEnd> {
        let Self {
            images,
            crew,
            problems,
            ..
        } = self;
        crew.drain(ctx, |job, outcome| take(images[job], outcome, problems))
    }

    /// The program ends: files that are being written are finished first, for at most so long.
    pub(super) fn finish(&mut self, patience: Duration) {
        self.crew.finish(patience, |_, _| FileClass::Written);
    }

    pub(super) fn job(&self) -> &dyn RunningJob {
        &self.crew
    }

    pub(super) fn job_mut(&mut self) -> &mut dyn RunningJob {
        &mut self.crew
    }

    /// What it came to. The workers let go of the run with this.
    pub(super) fn end(self) -> Written<R, P> {
        let progress = self.crew.progress();
        Written {
            done: progress.count(&FileClass::Written),
            untouched: progress.total() - progress.done(),
            problems: self.problems,
            run: self.run,
        }
    }
}

/// Finds images by their place. It looks at the images of a product once, and at no others.
pub(super) fn finder(
    session: Option<&ScanSession>,
) -> impl FnMut(&ImageLocation) -> Option<ImageId> {
    let mut places: HashMap<ImageLocation, ImageId> = HashMap::new();
    let mut looked_at: HashSet<Option<ProductId>> = HashSet::new();
    move |location| {
        if let Some(session) = session {
            let product = session.product_rule().product(location);
            if !looked_at.contains(&product) {
                let rows = session.rows_of_product(product.as_ref());
                places.extend(rows.map(|row| (row.report.location.clone(), row.report.id)));
                looked_at.insert(product);
            }
        }
        places.get(location).copied()
    }
}
