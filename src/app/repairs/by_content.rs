//! Looking for originals by what they show, where their names say nothing: every original is looked at, then the nearest
//! ones to each image are found. What they prove is compared as everything is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::crew::{Crew, Preparing, RunningJob};
use crate::app::job::{Job, JobState};
use crate::inspect::ImageLimits;
use crate::repair::{LookIndex, LookJobs, LookedAt, Nearest, NearestJob, ProveJob};
use crate::review::{LooksKeeper, Store};
use crate::scan::{ImageId, ImageLocation, JobEnd, JobsConfig};
use crate::ui::job_line::JobKind;
use crate::ui::originals_window::ProofCounts;

/// A search by content, as far as it is.
pub(super) struct ByContent {
    root: Arc<Path>,
    /// The images whose originals are looked for.
    asked: Vec<(ImageId, ImageLocation)>,
    config: JobsConfig,
    keeper: Option<LooksKeeper>,
    looks: LookIndex,
    not_searched: NotSearched,
    jobs: Vec<ProveJob>,
    work: Work,
}

enum Work {
    /// What is remembered of the originals is read.
    Recalling(Preparing<LookJobs>),
    Looking(Box<Crew<LookedAt, ()>>),
    Searching(Box<Crew<Nearest, ()>>),
}

/// Originals by which nothing could be found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NotSearched {
    /// They could not be read.
    unread: u64,
    /// There are more than can be held in memory.
    left_out: u64,
}

impl NotSearched {
    /// Counts them in what proving came to.
    pub(super) fn tell(self, counts: &mut ProofCounts) {
        counts.unread_originals = self.unread;
        counts.originals_left_out = self.left_out;
    }
}

/// What came of a look at it.
pub(super) enum Searched {
    /// It goes on.
    NotYet,
    /// These images look like originals.
    Found(Vec<ProveJob>, NotSearched),
    /// It was stopped.
    Stopped,
    /// The program failed.
    Failed(String),
}

impl ByContent {
    /// Begins to look at these originals. What is remembered of them lies in the database.
    pub(super) fn start(
        root: Arc<Path>,
        asked: Vec<(ImageId, ImageLocation)>,
        originals: Vec<PathBuf>,
        database: Option<PathBuf>,
        config: JobsConfig,
        ctx: &egui::Context,
    ) -> std::io::Result<Self> {
        let keeper = database.clone().map(LooksKeeper::start).transpose()?;
        let recall = move || {
            let stored = database.map(|database| {
                Store::open(&database).and_then(|store| store.original_looks(&originals))
            });
            let stored = stored.transpose().unwrap_or_else(|error| {
                tracing::warn!(%error, "what is remembered of originals can't be read");
                None
            });
            LookJobs::new(originals, stored.unwrap_or_default())
        };
        Ok(Self {
            root,
            asked,
            config,
            keeper,
            looks: LookIndex::default(),
            not_searched: NotSearched::default(),
            jobs: Vec::new(),
            work: Work::Recalling(Preparing::start(JobKind::LookingAtOriginals, ctx, recall)?),
        })
    }

    /// What goes on.
    pub(super) fn job(&self) -> &dyn RunningJob {
        match &self.work {
            Work::Recalling(recall) => recall,
            Work::Looking(crew) => crew.as_ref(),
            Work::Searching(crew) => crew.as_ref(),
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> &mut dyn RunningJob {
        match &mut self.work {
            Work::Recalling(recall) => recall,
            Work::Looking(crew) => crew.as_mut(),
            Work::Searching(crew) => crew.as_mut(),
        }
    }

    /// Takes what has come, and goes on to the next part after each.
    pub(super) fn poll(&mut self, ctx: &egui::Context) -> Searched {
        match &mut self.work {
            Work::Recalling(recall) => {
                if recall.is_stopped {
                    return Searched::Stopped;
                }
                match recall.job.poll() {
                    JobState::Running => ctx.request_repaint_after(super::SLOW_LOOK),
                    JobState::Done(LookJobs { jobs, left_out }) => {
                        self.not_searched.left_out = left_out;
                        let kind = JobKind::LookingAtOriginals;
                        let crew = Crew::start(kind, self.config, jobs, ctx);
                        self.work = Work::Looking(Box::new(crew));
                    }
                    JobState::Lost => return Searched::Failed("recalling broke down".to_owned()),
                }
                Searched::NotYet
            }
            Work::Looking(crew) => {
                let (keeper, looks) = (&mut self.keeper, &mut self.looks);
                let end = crew.drain(ctx, |_, looked| take_look(looked, keeper, looks));
                match end {
                    None => Searched::NotYet,
                    Some(end) => self.after_looking(end, ctx),
                }
            }
            Work::Searching(crew) => {
                let (root, jobs) = (&self.root, &mut self.jobs);
                let end = crew.drain(ctx, |_, nearest| {
                    jobs.extend(ProveJob::of_nearest(root, nearest));
                });
                match end {
                    None => Searched::NotYet,
                    Some(JobEnd::Completed) => {
                        Searched::Found(std::mem::take(&mut self.jobs), self.not_searched)
                    }
                    Some(end) => not_completed(end),
                }
            }
        }
    }

    /// Every original was looked at.
    fn after_looking(&mut self, end: JobEnd, ctx: &egui::Context) -> Searched {
        self.keep_looks();
        if end != JobEnd::Completed {
            return not_completed(end);
        }
        let originals = Arc::new(std::mem::take(&mut self.looks));
        self.not_searched.unread = originals.unread();
        let asked = std::mem::take(&mut self.asked);
        let jobs = asked.into_iter().map(|(image, location)| NearestJob {
            root: Arc::clone(&self.root),
            image,
            location,
            originals: Arc::clone(&originals),
            limits: ImageLimits::default(),
        });
        let kind = JobKind::SearchingByContent;
        let crew = Crew::start(kind, self.config, jobs.collect(), ctx);
        self.work = Work::Searching(Box::new(crew));
        Searched::NotYet
    }

    /// The last of what is to be remembered is written on a thread of its own, which nobody waits for.
    fn keep_looks(&mut self) {
        if let Some(keeper) = self.keeper.take()
            && let Err(error) = Job::start("original looks", || (), move || keeper.finish())
        {
            tracing::warn!(%error, "what some originals look like is not remembered");
        }
    }
}

impl Drop for ByContent {
    /// Also what was looked at before a stop is remembered.
    fn drop(&mut self) {
        self.keep_looks();
    }
}

fn take_look(looked: LookedAt, keeper: &mut Option<LooksKeeper>, looks: &mut LookIndex) {
    if let Some((path, bytes)) = looks.take(looked)
        && let Some(keeper) = keeper
    {
        keeper.take(path, bytes);
    }
}

fn not_completed(end: JobEnd) -> Searched {
    match end {
        JobEnd::Failed { detail } => Searched::Failed(detail),
        JobEnd::Completed | JobEnd::Stopped => Searched::Stopped,
    }
}
