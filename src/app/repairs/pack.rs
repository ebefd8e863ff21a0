//! Writing the hand-over pack, on a thread of its own.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::sheet_words::WindowWords;
use crate::app::DashboardApp;
use crate::app::folder::{home_folder, meant_path};
use crate::app::job::{Job, JobState};
use crate::export::{PackError, PackOrder, PackSummary, file_thumbs, write_pack};
use crate::inspect::ImageLimits;
use crate::session::{ResultRow, RowStatus, ScanSession};
use crate::ui::format;
use crate::ui::pack_dialog::PackStage;

/// The pack that is being written, or was.
#[derive(Default)]
pub(in crate::app) struct Packing {
    work: Work,
}

#[derive(Default)]
enum Work {
    #[default]
    Choosing,
    Writing(Job<Result<PackSummary, PackError>>),
    Done(PathBuf),
    Failed(String),
}

impl Packing {
    pub(super) fn stage(&self) -> PackStage<'_> {
        match &self.work {
            Work::Choosing => PackStage::Choosing,
            Work::Writing(_) => PackStage::Writing,
            Work::Done(folder) => PackStage::Done { folder },
            Work::Failed(sentence) => PackStage::Failed { sentence },
        }
    }
}

impl DashboardApp {
    /// Opens or closes the dialog; a folder beside the scanned one is offered.
    pub(super) fn show_pack(&mut self, show: bool) {
        self.windows.pack = show && self.session.is_some();
        if !matches!(self.repairs.packing.work, Work::Writing(_)) {
            self.repairs.packing.work = Work::Choosing;
        }
        let root = self.session.as_ref().map(ScanSession::root);
        let name = root.and_then(Path::file_name);
        if let (Some(root), Some(name)) = (root, name)
            && self.panels.pack.folder.trim().is_empty()
        {
            let mut name = name.to_owned();
            name.push("-handover");
            self.panels.pack.folder = root.with_file_name(name).to_string_lossy().into_owned();
        }
    }

    /// Writes the pack: every repaired image, and every other that is flagged, so that who gets it sees what is left.
    pub(super) fn save_pack(&mut self, ctx: &egui::Context, typed: &Path) {
        let Some(session) = &self.session else { return };
        let folder = meant_path(&typed.to_string_lossy(), home_folder().as_deref());
        let is_told_of = |row: &&Arc<ResultRow>| {
            let status = row.status();
            status == RowStatus::Repaired || status.is_flagged()
        };
        let mut rows: Vec<Arc<ResultRow>> = session.rows().filter(is_told_of).cloned().collect();
        let root = session.root().to_owned();
        let language = self.text.language();
        let repaint = ctx.clone();
        let work = move || {
            crate::export::sort_by_path(&mut rows);
            let order = PackOrder {
                rows: &rows,
                root: &root,
                folder: &folder,
                made_at: SystemTime::now(),
            };
            let limits = ImageLimits::default();
            // A decoder that fails on one file leaves its place empty, and the pack goes on.
            let mut thumbs = |row: &ResultRow| {
                let made = AssertUnwindSafe(|| file_thumbs(row, &root, &limits));
                catch_unwind(made).unwrap_or_default()
            };
            let mut progress = |_, _| ControlFlow::Continue(());
            let words = WindowWords::new(language);
            write_pack(order, &words, &mut thumbs, &mut progress)
        };
        self.repairs.packing.work =
            match Job::start("hand-over pack", move || repaint.request_repaint(), work) {
                Ok(job) => Work::Writing(job),
                Err(error) => Work::Failed(error.to_string()),
            };
    }

    /// Takes what came of it.
    pub(super) fn poll_packing(&mut self) {
        let Work::Writing(job) = &self.repairs.packing.work else {
            return;
        };
        self.repairs.packing.work = match job.poll() {
            JobState::Running => return,
            JobState::Lost => Work::Failed(self.text.get("app-broke-down")),
            JobState::Done(Err(error)) => {
                tracing::warn!(%error, "no pack");
                let args = [("detail", error.to_string().into())];
                Work::Failed(self.text.with("pack-failed", &args))
            }
            JobState::Done(Ok(summary)) => {
                if let Some(first) = summary.problems.first() {
                    let count = summary.problems.len() as u64;
                    let args = [
                        ("count", count.into()),
                        ("shown", format::count(count).into()),
                        ("why", first.to_string().into()),
                    ];
                    self.notify_failure(self.text.with("pack-problems", &args));
                }
                Work::Done(summary.folder)
            }
        };
    }

    /// Shows a folder in the file manager.
    pub(super) fn show_folder(&mut self, ctx: &egui::Context, folder: PathBuf) {
        self.ask_desktop(ctx, vec![folder], |desktop, path| desktop.open(path));
    }
}
