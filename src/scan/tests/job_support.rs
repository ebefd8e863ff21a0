//! Jobs made of closures, and a listener that checks every promise of a list of jobs.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use super::support::FOR_EVER;
use crate::scan::{
    ImageLocation, Job, JobEnd, JobEvent, JobRun, JobsConfig, NextEvent, Pulse, WorkerId,
    start_jobs,
};

/// What came of a made-up job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    Done(usize),
    Panicked,
    NoAnswer,
}

/// A job made of a closure, which gets its position in the list.
pub(super) struct Fake<F> {
    index: usize,
    location: ImageLocation,
    work: Arc<F>,
}

impl<F: Fn(usize, &Pulse) + Send + Sync + 'static> Job for Fake<F> {
    type Outcome = Told;

    fn location(&self) -> &ImageLocation {
        &self.location
    }

    fn run(&self, pulse: &Pulse) -> Told {
        (self.work)(self.index, pulse);
        Told::Done(self.index)
    }

    fn panicked(&self) -> Told {
        Told::Panicked
    }

    fn gave_no_answer(&self, _: Duration) -> Told {
        Told::NoAnswer
    }
}

pub(super) fn jobs<F: Fn(usize, &Pulse) + Send + Sync + 'static>(
    count: usize,
    work: F,
) -> Vec<Fake<F>> {
    let work = Arc::new(work);
    (0..count)
        .map(|index| Fake {
            index,
            location: ImageLocation::new(format!("{index}.jpg")),
            work: Arc::clone(&work),
        })
        .collect()
}

pub(super) fn config(workers: usize) -> JobsConfig {
    JobsConfig {
        silence_limit: FOR_EVER,
        ..JobsConfig::for_reading(NonZeroUsize::new(workers).unwrap())
    }
}

/// A running list whose promises are checked as its events arrive.
pub(super) struct Watched {
    pub(super) run: JobRun<Told>,
    pub(super) finished: BTreeMap<usize, Told>,
    pub(super) at_work: BTreeMap<WorkerId, usize>,
    pub(super) started: Vec<usize>,
    pub(super) abandoned: Vec<usize>,
    pub(super) silences: usize,
    pub(super) pauses: usize,
    pub(super) resumes: usize,
    pub(super) last_finished: Option<usize>,
    pub(super) end: Option<JobEnd>,
}

pub(super) fn watched(run: JobRun<Told>) -> Watched {
    Watched {
        run,
        finished: BTreeMap::new(),
        at_work: BTreeMap::new(),
        started: Vec::new(),
        abandoned: Vec::new(),
        silences: 0,
        pauses: 0,
        resumes: 0,
        last_finished: None,
        end: None,
    }
}

pub(super) fn start<F: Fn(usize, &Pulse) + Send + Sync + 'static>(
    config: JobsConfig,
    jobs: Vec<Fake<F>>,
) -> Watched {
    watched(start_jobs(config, jobs, || {}))
}

impl Watched {
    pub(super) fn until(&mut self, wanted: impl Fn(&JobEvent<Told>) -> bool) {
        loop {
            match self.run.wait_next(FOR_EVER) {
                NextEvent::Event(event) => {
                    let is_wanted = wanted(&event);
                    self.hear(event);
                    if is_wanted {
                        return;
                    }
                }
                NextEvent::Timeout => panic!("nothing came: the run hangs"),
                NextEvent::Over => panic!("the run ended before the event that was waited for"),
            }
        }
    }

    pub(super) fn hear(&mut self, event: JobEvent<Told>) {
        assert_eq!(self.end, None, "the end is the last event");
        match event {
            JobEvent::Started {
                worker,
                job,
                location,
            } => {
                assert_eq!(location, ImageLocation::new(format!("{job}.jpg")));
                let before = self.at_work.insert(worker, job);
                assert_eq!(before, None, "a worker has one job at a time");
                self.started.push(job);
            }
            JobEvent::Finished {
                worker,
                job,
                outcome,
                ..
            } => {
                let started = self.at_work.remove(&worker);
                assert_eq!(
                    started,
                    Some(job),
                    "a worker finishes the job that it started"
                );
                let before = self.finished.insert(job, outcome);
                assert_eq!(before, None, "no job is finished twice");
                self.last_finished = Some(job);
            }
            JobEvent::WorkerSilent { .. } => self.silences += 1,
            JobEvent::WorkerAbandoned { job, .. } => {
                assert_eq!(self.last_finished, Some(job), "its job came just before");
                self.abandoned.push(job);
            }
            JobEvent::Paused => self.pauses += 1,
            JobEvent::Resumed => self.resumes += 1,
            JobEvent::Ended(end) => self.end = Some(end),
        }
    }

    /// Hears everything to the end, and that nothing follows.
    pub(super) fn hear_out(mut self) -> Self {
        while self.end.is_none() {
            self.until(|_| true);
        }
        assert!(
            matches!(self.run.wait_next(FOR_EVER), NextEvent::Over),
            "nothing follows the end"
        );
        assert!(self.run.try_next().is_none(), "and nothing ever will");
        self
    }

    /// The jobs that were finished, in the order of the list.
    pub(super) fn done(&self) -> Vec<usize> {
        self.finished.keys().copied().collect()
    }
}

pub(super) fn is_started(event: &JobEvent<Told>) -> bool {
    matches!(event, JobEvent::Started { .. })
}
