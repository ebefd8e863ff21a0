//! Finding originals and proving images with them: first the folders are looked through, on a thread of their own, then
//! images are compared by the workers.
//!
//! Invariant: what is proven belongs to the scan that is shown; with another scan it ends.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use super::by_content::{ByContent, Searched};
use super::crew::{Crew, RunningJob};
use super::proof_class::{ProofClass, count_guess};
use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::app::scanning::SILENCE_LIMIT;
use crate::app::words;
use crate::inspect::{ImageLimits, Verdict};
use crate::repair::{
    MatchBy, OriginalsError, OriginalsIndex, OriginalsSearch, ProveJob, Proved, is_asked_by_content,
};
use crate::scan::{ImageId, ImageLocation, JobEnd, JobsConfig};
use crate::session::{JobStage, RowStatus, RowTable};
use crate::ui::job_line::{JobKind, JobView};
use crate::ui::originals_window::{
    ImagesToProve, ProofCounts, ProvingStage, WishToProve, result_sentence,
};

/// Proving, as far as it is.
#[derive(Default)]
pub(in crate::app) struct Proving {
    work: Work,
    counts: ProofCounts,
    /// Every original, where they are looked for by content too.
    originals: Vec<PathBuf>,
}

#[derive(Default)]
enum Work {
    #[default]
    NotYet,
    Finding(Finding),
    Comparing(Box<Crew<Proved, ProofClass>>),
    Searching(Box<ByContent>),
    /// With what looks alike.
    ComparingMore(Box<Crew<Proved, ()>>),
    Ended,
    Failed(String),
}

/// What was found in the folders.
struct Found {
    jobs: Vec<ProveJob>,
    /// Every original, where they are looked for by content too.
    originals: Vec<PathBuf>,
}

/// Folders are being looked through.
struct Finding {
    job: Job<Result<Found, OriginalsError>>,
    looked_at: Arc<AtomicU64>,
    is_stopped: Arc<AtomicBool>,
}

/// An image that is asked about.
struct Asked {
    id: ImageId,
    location: ImageLocation,
    /// Whether it is asked about also where nothing is named like its original.
    always: bool,
}

impl Proving {
    /// Whether something goes on.
    pub(super) fn is_at_work(&self) -> bool {
        !matches!(self.work, Work::NotYet | Work::Ended | Work::Failed(_))
    }

    /// What goes on.
    pub(super) fn job(&self) -> Option<&dyn RunningJob> {
        match &self.work {
            Work::Finding(finding) => Some(finding),
            Work::Comparing(crew) => Some(crew.as_ref()),
            Work::Searching(search) => Some(search.job()),
            Work::ComparingMore(crew) => Some(crew.as_ref()),
            Work::NotYet | Work::Ended | Work::Failed(_) => None,
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> Option<&mut dyn RunningJob> {
        match &mut self.work {
            Work::Finding(finding) => Some(finding),
            Work::Comparing(crew) => Some(crew.as_mut()),
            Work::Searching(search) => Some(search.job_mut()),
            Work::ComparingMore(crew) => Some(crew.as_mut()),
            Work::NotYet | Work::Ended | Work::Failed(_) => None,
        }
    }

    /// How far it is, as its window shows it; `running` is the view of [`Self::job`].
    pub(super) fn stage<'a>(&'a self, running: Option<&'a JobView>) -> ProvingStage<'a> {
        match (&self.work, running) {
            (Work::Ended, _) => ProvingStage::Ended(&self.counts),
            (Work::Failed(sentence), _) => ProvingStage::Failed { sentence },
            (_, Some(running)) => ProvingStage::Running(running),
            (_, None) => ProvingStage::NotYet,
        }
    }
}

impl RunningJob for Finding {
    fn view(&self, _: Instant) -> JobView {
        JobView {
            kind: JobKind::FindingOriginals,
            stage: if self.is_stopped.load(Ordering::Relaxed) {
                JobStage::Stopping
            } else {
                JobStage::Running
            },
            done: self.looked_at.load(Ordering::Relaxed),
            total: None,
            rate_per_sec: None,
            remaining: None,
        }
    }

    fn stop(&mut self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }
}

impl Drop for Finding {
    /// The walk of a dead share may never end; one that is merely long does at its next file.
    fn drop(&mut self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }
}

impl DashboardApp {
    /// Looks for originals, then compares images with them.
    pub(in crate::app) fn start_proving(&mut self, ctx: &egui::Context, wish: WishToProve) {
        let WishToProve {
            images,
            folder,
            match_by,
        } = wish;
        if self.is_scanning() {
            return self.notify_failure(self.text.get("repairs-stop-scan"));
        }
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        let Some(session) = &self.session else { return };
        let home = home_folder();
        let originals = folder.map(|typed| meant_path(&typed.to_string_lossy(), home.as_deref()));
        let rows = session.snapshot();
        let root: Arc<Path> = Arc::from(session.root());
        let looked_at = Arc::<AtomicU64>::default();
        let is_stopped = Arc::<AtomicBool>::default();
        let (count, stop) = (Arc::clone(&looked_at), Arc::clone(&is_stopped));
        let repaint = ctx.clone();
        let work = move || {
            let asked = asked_about(&rows, images);
            // All of them: an image that looks as it should may be the original of another.
            let found = rows.iter().filter(|row| !row.is_gone);
            let found: Vec<ImageLocation> = found.map(|row| row.report.location.clone()).collect();
            drop(rows);
            let search = OriginalsSearch {
                root: root.to_path_buf(),
                originals,
                found,
                silence_limit: SILENCE_LIMIT,
            };
            let progress = move |files: usize| count.store(files as u64, Ordering::Relaxed);
            let look = || {
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            let index = search.run(progress, look)?;
            Ok(Found {
                jobs: jobs_for(&root, asked, &index),
                originals: match match_by {
                    MatchBy::Name => Vec::new(),
                    MatchBy::Content => index.paths().collect(),
                },
            })
        };
        self.repairs.proving.counts = ProofCounts {
            images,
            ..ProofCounts::default()
        };
        let wake = move || repaint.request_repaint();
        self.repairs.proving.work = match Job::start("originals", wake, work) {
            Ok(job) => Work::Finding(Finding {
                job,
                looked_at,
                is_stopped,
            }),
            Err(error) => Work::Failed(error.to_string()),
        };
    }

    /// Takes what was found and what was proven.
    pub(in crate::app) fn poll_proving(&mut self, ctx: &egui::Context) {
        match &mut self.repairs.proving.work {
            Work::NotYet | Work::Ended | Work::Failed(_) => {}
            Work::Finding(finding) => {
                if finding.is_stopped.load(Ordering::Relaxed) {
                    // A dead share may keep the thread for ever; nobody waits for it.
                    self.repairs.proving.work = Work::NotYet;
                    return;
                }
                let next = match finding.job.poll() {
                    JobState::Running => {
                        ctx.request_repaint_after(super::SLOW_LOOK);
                        return;
                    }
                    JobState::Done(Ok(Found { jobs, originals })) => {
                        self.repairs.proving.originals = originals;
                        self.repairs.proving.counts.asked = jobs.len() as u64;
                        let config = JobsConfig::for_reading(self.workers());
                        let crew = Crew::start(JobKind::Proving, config, jobs, ctx);
                        Work::Comparing(Box::new(crew))
                    }
                    JobState::Done(Err(error)) => {
                        tracing::warn!(%error, "originals can't be used");
                        Work::Failed(words::originals_failed(&self.text, &error))
                    }
                    JobState::Lost => Work::Failed(self.text.get("app-broke-down")),
                };
                self.repairs.proving.work = next;
                self.tell_failed_proving();
            }
            Work::Comparing(crew) => {
                let Some(session) = &mut self.session else {
                    return;
                };
                let pictures = &mut self.repairs.pictures;
                let end = crew.drain(ctx, |_, proved| {
                    pictures.forget(proved.image);
                    ProofClass::of(&proved.tell(session))
                });
                if let Some(end) = end {
                    self.end_proving(ctx, &end);
                }
            }
            Work::Searching(search) => match search.poll(ctx) {
                Searched::NotYet => {}
                Searched::Stopped => self.tell_proven(),
                Searched::Failed(detail) => self.fail_proving(&detail),
                Searched::Found(jobs, not_searched) => {
                    not_searched.tell(&mut self.repairs.proving.counts);
                    let config = JobsConfig::for_reading(self.workers());
                    let crew = Crew::start(JobKind::Proving, config, jobs, ctx);
                    self.repairs.proving.work = Work::ComparingMore(Box::new(crew));
                }
            },
            Work::ComparingMore(crew) => {
                let Some(session) = &mut self.session else {
                    return;
                };
                let (pictures, counts) =
                    (&mut self.repairs.pictures, &mut self.repairs.proving.counts);
                let end = crew.drain(ctx, |_, proved| {
                    pictures.forget(proved.image);
                    count_guess(counts, proved, session);
                });
                match end {
                    None => {}
                    Some(JobEnd::Failed { detail }) => self.fail_proving(&detail),
                    Some(JobEnd::Completed | JobEnd::Stopped) => self.tell_proven(),
                }
            }
        }
    }

    /// Where its window does not.
    fn tell_failed_proving(&mut self) {
        if let Work::Failed(sentence) = &self.repairs.proving.work
            && !self.windows.originals
        {
            self.notify_failure(sentence.clone());
        }
    }

    fn end_proving(&mut self, ctx: &egui::Context, end: &JobEnd) {
        let proving = &mut self.repairs.proving;
        let Work::Comparing(crew) = std::mem::replace(&mut proving.work, Work::Ended) else {
            return;
        };
        if let JobEnd::Failed { detail } = end {
            return self.fail_proving(detail);
        }
        let progress = crew.progress();
        proving.counts = ProofCounts {
            looked_at: progress.done(),
            proven: progress.count(&ProofClass::Proven),
            not_the_mishap: progress.count(&ProofClass::NotTheMishap),
            does_not_match: progress.count(&ProofClass::DoesNotMatch),
            too_little_to_tell: progress.count(&ProofClass::TooLittleToTell),
            no_original: progress.count(&ProofClass::NoOriginal),
            unreadable: progress.count(&ProofClass::Unreadable),
            ..proving.counts
        };
        if *end == JobEnd::Completed && self.search_by_content(ctx) {
            return;
        }
        self.tell_proven();
    }

    fn fail_proving(&mut self, detail: &str) {
        tracing::error!(detail, "proving failed");
        self.repairs.proving.work = Work::Failed(self.text.get("app-broke-down"));
        self.tell_failed_proving();
    }

    /// Goes on by content, where that was asked for and an image is left to be asked about; returns whether it does.
    fn search_by_content(&mut self, ctx: &egui::Context) -> bool {
        let originals = std::mem::take(&mut self.repairs.proving.originals);
        let Some(session) = self.session.as_ref().filter(|_| !originals.is_empty()) else {
            return false;
        };
        let rows = session.rows().filter(|row| is_asked_by_content(row));
        let asked: Vec<_> = rows
            .map(|row| (row.report.id, row.report.location.clone()))
            .collect();
        if asked.is_empty() {
            return false;
        }
        let root: Arc<Path> = Arc::from(session.root());
        let database = self.services.database.clone();
        let config = JobsConfig::for_reading(self.workers());
        match ByContent::start(root, asked, originals, database, config, ctx) {
            Ok(search) => {
                self.repairs.proving.work = Work::Searching(Box::new(search));
                true
            }
            Err(error) => {
                tracing::error!(%error, "there is no search by content");
                false
            }
        }
    }

    fn tell_proven(&mut self) {
        let proving = &mut self.repairs.proving;
        proving.work = Work::Ended;
        tracing::info!(counts = ?proving.counts, "proved");
        if !self.windows.originals {
            let sentence = result_sentence(&self.text, &proving.counts);
            self.notify_success(sentence);
        }
    }
}

/// Flagged images, or every image that something may be an original of. What is repaired or gone is left out.
fn asked_about(rows: &RowTable, images: ImagesToProve) -> Vec<Asked> {
    let rows = rows.iter().filter(|row| row.inspection().is_some());
    let asked = rows.filter_map(|row| {
        let status = row.status();
        let is_open = !matches!(status, RowStatus::Gone | RowStatus::Repaired);
        // What looks black and was shown not to be the mishap before may be with another folder of originals.
        let looks_black = row
            .judgement
            .as_ref()
            .is_some_and(|it| it.verdict != Verdict::Clear);
        let always = status.is_flagged() || (looks_black && row.proof.is_some());
        (is_open && (always || images == ImagesToProve::All)).then(|| Asked {
            id: row.report.id,
            location: row.report.location.clone(),
            always,
        })
    });
    asked.collect()
}

fn jobs_for(root: &Arc<Path>, asked: Vec<Asked>, index: &OriginalsIndex) -> Vec<ProveJob> {
    let jobs = asked.into_iter().filter_map(|image| {
        let mut candidates = index.candidates(&image.location);
        if !image.always {
            // Guesses are worth their reading only where something looks wrong.
            candidates.guessed.clear();
        }
        (image.always || !candidates.is_empty()).then(|| ProveJob {
            root: Arc::clone(root),
            image: image.id,
            location: image.location,
            candidates,
            limits: ImageLimits::default(),
        })
    });
    jobs.collect()
}
