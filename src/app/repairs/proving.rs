//! Finding originals and proving images with them: first the folders are looked through, on a thread of their own, then
//! images are compared by the workers.
//!
//! Invariant: what is proven belongs to the scan that is shown; with another scan it ends.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use super::crew::{Crew, RunningJob};
use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::app::scanning::SILENCE_LIMIT;
use crate::app::words;
use crate::inspect::{ImageLimits, Verdict};
use crate::repair::{OriginalsError, OriginalsIndex, OriginalsSearch, ProveJob, Proved};
use crate::scan::{ImageId, ImageLocation, JobEnd, JobsConfig};
use crate::session::{JobStage, ProofFinding, RowStatus, RowTable};
use crate::ui::job_line::{JobKind, JobView};
use crate::ui::originals_window::{ImagesToProve, ProofCounts, ProvingStage, result_sentence};

/// Proving, as far as it is.
#[derive(Default)]
pub(in crate::app) struct Proving {
    work: Work,
    counts: ProofCounts,
}

#[derive(Default)]
enum Work {
    #[default]
    NotYet,
    Finding(Finding),
    Comparing(Box<Crew<Proved, ProofClass>>),
    Ended,
    Failed(String),
}

/// Folders are being looked through.
struct Finding {
    job: Job<Result<Vec<ProveJob>, OriginalsError>>,
    looked_at: Arc<AtomicU64>,
    is_stopped: Arc<AtomicBool>,
}

/// By what proofs are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ProofClass {
    Proven,
    NotTheMishap,
    DoesNotMatch,
    TooLittleToTell,
    NoOriginal,
    Unreadable,
}

impl ProofClass {
    fn of(finding: &ProofFinding) -> Self {
        match finding {
            ProofFinding::Proven(_) => Self::Proven,
            ProofFinding::NotTheMishap => Self::NotTheMishap,
            ProofFinding::DoesNotMatch => Self::DoesNotMatch,
            ProofFinding::TooLittleToTell => Self::TooLittleToTell,
            ProofFinding::NoOriginal => Self::NoOriginal,
            ProofFinding::Unreadable { .. } => Self::Unreadable,
        }
    }
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
        matches!(self.work, Work::Finding(_) | Work::Comparing(_))
    }

    /// What goes on.
    pub(super) fn job(&self) -> Option<&dyn RunningJob> {
        match &self.work {
            Work::Finding(finding) => Some(finding),
            Work::Comparing(crew) => Some(crew.as_ref()),
            Work::NotYet | Work::Ended | Work::Failed(_) => None,
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> Option<&mut dyn RunningJob> {
        match &mut self.work {
            Work::Finding(finding) => Some(finding),
            Work::Comparing(crew) => Some(crew.as_mut()),
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
    pub(in crate::app) fn start_proving(
        &mut self,
        ctx: &egui::Context,
        images: ImagesToProve,
        folder: Option<PathBuf>,
    ) {
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
        let root: Arc<std::path::Path> = Arc::from(session.root());
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
            Ok(jobs_for(&root, asked, &index))
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
                    JobState::Done(Ok(jobs)) => {
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
                    self.end_proving(&end);
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

    fn end_proving(&mut self, end: &JobEnd) {
        let proving = &mut self.repairs.proving;
        let Work::Comparing(crew) = std::mem::replace(&mut proving.work, Work::Ended) else {
            return;
        };
        if let JobEnd::Failed { detail } = end {
            tracing::error!(detail, "proving failed");
            proving.work = Work::Failed(self.text.get("app-broke-down"));
            return self.tell_failed_proving();
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

fn jobs_for(
    root: &Arc<std::path::Path>,
    asked: Vec<Asked>,
    index: &OriginalsIndex,
) -> Vec<ProveJob> {
    let jobs = asked.into_iter().filter_map(|image| {
        let candidates = index.candidates(&image.location);
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
