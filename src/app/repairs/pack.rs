//! Writing the hand-over pack, on a thread of its own.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use super::crew::RunningJob;
use super::folders::WhichFolder;
use super::sheet_words::WindowWords;
use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::app::words;
use crate::export::{PackError, PackOrder, PackSummary, file_thumbs, write_pack};
use crate::inspect::ImageLimits;
use crate::scan::MemoryBudget;
use crate::session::{JobStage, ResultRow, RowStatus, ScanSession};
use crate::ui::format;
use crate::ui::job_line::{JobKind, JobView};
use crate::ui::pack_dialog::PackStage;

/// How long the rest takes is told after so long.
const KNOWN_AFTER: Duration = Duration::from_secs(2);

/// The pack that is being written, or was.
#[derive(Default)]
pub(in crate::app) struct Packing {
    work: Work,
    /// For which scanned folder the pack's folder was suggested.
    suggested_for: Option<PathBuf>,
}

#[derive(Default)]
enum Work {
    #[default]
    Choosing,
    Writing(Writing),
    Done(PathBuf),
    Failed(String),
}

/// The pack is being written. What is counted are steps, of which an image takes several.
struct Writing {
    job: Job<Result<PackSummary, PackError>>,
    folder: PathBuf,
    since: Instant,
    steps: Arc<Steps>,
}

/// How far the writing thread is, and whether it is to stop.
#[derive(Default)]
struct Steps {
    done: AtomicU64,
    total: AtomicU64,
    is_stopped: AtomicBool,
}

impl Steps {
    fn heard(&self, done: u64, total: u64) -> ControlFlow<()> {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        if self.is_stopped.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl RunningJob for Writing {
    fn view(&self, now: Instant) -> JobView {
        let done = self.steps.done.load(Ordering::Relaxed);
        let total = self.steps.total.load(Ordering::Relaxed);
        let elapsed = now.saturating_duration_since(self.since);
        let remaining = elapsed.mul_f64(total.saturating_sub(done) as f64 / done.max(1) as f64);
        let is_stopped = self.steps.is_stopped.load(Ordering::Relaxed);
        JobView {
            kind: JobKind::Packing,
            stage: if is_stopped {
                JobStage::Stopping
            } else {
                JobStage::Running
            },
            done,
            total: (total > 0).then_some(total),
            rate_per_sec: None,
            remaining: (elapsed > KNOWN_AFTER && done > 0).then_some(remaining),
        }
    }

    fn stop(&mut self) {
        self.steps.is_stopped.store(true, Ordering::Relaxed);
    }
}

impl Packing {
    pub(super) fn is_at_work(&self) -> bool {
        matches!(self.work, Work::Writing(_))
    }

    /// What goes on, while a pack is written.
    pub(super) fn job(&self) -> Option<&dyn RunningJob> {
        match &self.work {
            Work::Writing(writing) => Some(writing),
            _ => None,
        }
    }

    /// The same, to stop it.
    pub(super) fn job_mut(&mut self) -> Option<&mut dyn RunningJob> {
        match &mut self.work {
            Work::Writing(writing) => Some(writing),
            _ => None,
        }
    }

    /// How far it is, as its dialog shows it; `running` is the view of [`Self::job`].
    pub(super) fn stage<'a>(&'a self, running: Option<&'a JobView>) -> PackStage<'a> {
        match (&self.work, running) {
            (Work::Writing(_), Some(running)) => PackStage::Writing(running),
            (Work::Choosing | Work::Writing(_), _) => PackStage::Choosing,
            (Work::Done(folder), _) => PackStage::Done { folder },
            (Work::Failed(sentence), _) => PackStage::Failed { sentence },
        }
    }
}

impl DashboardApp {
    /// Opens or closes the dialog; a folder beside the scanned one is offered.
    pub(super) fn show_pack(&mut self, ctx: &egui::Context, show: bool) {
        self.windows.pack = show && self.session.is_some();
        if !self.repairs.packing.is_at_work() {
            self.repairs.packing.work = Work::Choosing;
        }
        let root = self.session.as_ref().map(ScanSession::root);
        let name = root.and_then(Path::file_name);
        let is_new = root != self.repairs.packing.suggested_for.as_deref();
        if let (Some(root), Some(name)) = (root, name)
            && (is_new || self.panels.pack.folder.trim().is_empty())
        {
            let mut name = name.to_owned();
            name.push("-handover");
            self.panels.pack.folder = root.with_file_name(name).to_string_lossy().into_owned();
            self.repairs.packing.suggested_for = Some(root.to_owned());
        }
        if show {
            self.repair_folder_edited(ctx, WhichFolder::Pack);
        }
    }

    /// Writes the pack: every repaired image, and every other that is flagged, so that who gets it sees what is left.
    pub(super) fn save_pack(&mut self, ctx: &egui::Context, typed: &Path) {
        if self.repairs.is_at_work() {
            return self.notify_failure(self.text.get("repairs-busy"));
        }
        let Some(session) = &self.session else { return };
        let folder = meant_path(&typed.to_string_lossy(), home_folder().as_deref());
        let all = session.snapshot();
        let root = session.root().to_owned();
        let originals = self.chosen_originals();
        let language = self.text.language();
        let repaint = ctx.clone();
        let steps = Arc::<Steps>::default();
        let (told, target) = (Arc::clone(&steps), folder.clone());
        let work = move || {
            let is_told_of = |row: &&Arc<ResultRow>| {
                let status = row.status();
                status == RowStatus::Repaired || status.is_flagged()
            };
            let mut rows: Vec<Arc<ResultRow>> = all.iter().filter(is_told_of).cloned().collect();
            drop(all);
            crate::export::sort_by_path(&mut rows);
            let order = PackOrder {
                rows: &rows,
                root: &root,
                originals: originals.as_deref(),
                folder: &target,
                made_at: SystemTime::now(),
            };
            let limits = ImageLimits::default();
            let budget = MemoryBudget::shared();
            // A decoder that fails on one file leaves its place empty, and the pack goes on.
            let mut thumbs = |row: &ResultRow| {
                let made = AssertUnwindSafe(|| file_thumbs(row, &root, &limits, &budget));
                catch_unwind(made).unwrap_or_default()
            };
            let mut progress = |done, total| told.heard(done, total);
            let words = WindowWords::new(language);
            write_pack(order, &words, &mut thumbs, &mut progress)
        };
        self.repairs.packing.work =
            match Job::start("hand-over pack", move || repaint.request_repaint(), work) {
                Ok(job) => Work::Writing(Writing {
                    job,
                    folder,
                    since: Instant::now(),
                    steps,
                }),
                Err(error) => Work::Failed(error.to_string()),
            };
    }

    /// Takes what came of it.
    pub(super) fn poll_packing(&mut self, ctx: &egui::Context) {
        let Work::Writing(writing) = &self.repairs.packing.work else {
            return;
        };
        let is_stopped = writing.steps.is_stopped.load(Ordering::Relaxed);
        let stopped = || {
            let folder = writing.folder.display().to_string();
            Work::Failed(self.text.with("pack-stopped", &[("folder", folder.into())]))
        };
        self.repairs.packing.work = match writing.job.poll() {
            // A read that hangs keeps the thread; nobody waits for it.
            JobState::Running if is_stopped => stopped(),
            JobState::Running => return ctx.request_repaint_after(super::SLOW_LOOK),
            JobState::Lost => Work::Failed(self.text.get("app-broke-down")),
            JobState::Done(Err(PackError::Stopped)) => stopped(),
            JobState::Done(Err(error)) => {
                tracing::warn!(%error, "no pack");
                Work::Failed(words::pack_failed(&self.text, &error))
            }
            JobState::Done(Ok(summary)) => {
                if let Some(first) = summary.problems.first() {
                    let count = summary.problems.len() as u64;
                    let args = [
                        ("count", count.into()),
                        ("shown", format::count(count).into()),
                        ("why", words::pack_problem(&self.text, first).into()),
                    ];
                    self.notify_failure(self.text.with("pack-problems", &args));
                }
                Work::Done(summary.folder)
            }
        };
        if !self.windows.pack {
            match &self.repairs.packing.work {
                Work::Failed(sentence) => self.notify_failure(sentence.clone()),
                Work::Done(_) => self.notify_success(self.text.get("pack-end-notice")),
                Work::Choosing | Work::Writing(_) => {}
            }
        }
    }

    /// Shows a folder in the file manager.
    pub(super) fn show_folder(&mut self, ctx: &egui::Context, folder: PathBuf) {
        self.ask_desktop(ctx, vec![folder], |desktop, path| desktop.open(path));
    }
}
