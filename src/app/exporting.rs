//! From the export choice to the file: snapshot, destination, thread, notice.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::DashboardApp;
use super::dialogs::Picked;
use super::job::{Job, JobState};
use super::prompt::PromptPurpose;
use crate::export::{self, ExportSummary, SaveError, ScannedFiles, export_to, sort_by_path};
use crate::session::{ResultRow, ScanSession};
use crate::ui::{ExportFormat, ExportRows};

/// An export that waits for its destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ExportOrder {
    pub(super) rows: ExportRows,
    pub(super) format: ExportFormat,
}

impl DashboardApp {
    /// Asks for the destination.
    pub(super) fn ask_where_to_export(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        order: ExportOrder,
    ) {
        if self.jobs.save_dialog.is_some() {
            return;
        }
        let repaint = ctx.clone();
        let wake = Box::new(move || repaint.request_repaint());
        let suggestion = self.suggested_export(order.format);
        let title = self.text.get("app-export-to");
        match self
            .services
            .dialogs
            .save_file(&title, &suggestion, frame, wake)
        {
            Ok(job) => self.jobs.save_dialog = Some((order, job)),
            Err(_) => self.prompt_for_path(PromptPurpose::Export(order), &suggestion),
        }
    }

    /// Takes the save dialog's answer.
    pub(super) fn poll_save_dialog(&mut self, ctx: &egui::Context) {
        let Some((order, job)) = &self.jobs.save_dialog else {
            return;
        };
        let order = *order;
        match job.poll() {
            JobState::Running => return,
            JobState::Done(Picked::Path(path)) => self.export(ctx, order, path),
            JobState::Done(Picked::Nothing) => {}
            JobState::Done(Picked::Unavailable) | JobState::Lost => {
                let suggestion = self.suggested_export(order.format);
                self.prompt_for_path(PromptPurpose::Export(order), &suggestion);
            }
        }
        self.jobs.save_dialog = None;
    }

    /// Writes the file on a thread of its own.
    pub(super) fn export(&mut self, ctx: &egui::Context, order: ExportOrder, destination: PathBuf) {
        let Some(session) = &self.session else { return };
        self.last_export_folder = destination.parent().map(Path::to_owned);
        let all: Vec<Arc<ResultRow>> = session.rows().cloned().collect();
        let mut rows = chosen_rows(session, order.rows);
        let root = session.root().to_owned();
        let format = engine_format(order.format);
        let repaint = ctx.clone();
        let job = Job::start(
            "export",
            move || repaint.request_repaint(),
            move || {
                let destination = with_extension(destination, order.format);
                if matches!(order.rows, ExportRows::All | ExportRows::Flagged) {
                    sort_by_path(&mut rows);
                }
                let scanned = ScannedFiles {
                    root: &root,
                    rows: &all,
                };
                export_to(&rows, format, &destination, Some(scanned))
            },
        );
        match job {
            Ok(job) => self.jobs.export = Some(job),
            Err(error) => self.notify_failure(&error.to_string()),
        }
    }

    /// Says what came of an export.
    pub(super) fn poll_export(&mut self) {
        let Some(job) = &self.jobs.export else { return };
        match job.poll() {
            JobState::Running => return,
            JobState::Done(result) => self.tell_export(&result),
            JobState::Lost => self.notify_failure(&self.text.get("app-broke-down")),
        }
        self.jobs.export = None;
    }

    fn tell_export(&mut self, result: &Result<ExportSummary, SaveError>) {
        match result {
            Ok(summary) => {
                let sentence = super::words::export_done(&self.text, summary);
                self.notify_success(&sentence);
            }
            Err(error) => {
                let sentence = super::words::export_failed(&self.text, error);
                self.notify_failure(&sentence);
            }
        }
    }

    /// A destination to begin with: the folder of the last export, else the user's documents, never the scanned folder.
    fn suggested_export(&self, format: ExportFormat) -> PathBuf {
        let folder = self
            .last_export_folder
            .clone()
            .or_else(documents_folder)
            .unwrap_or_else(std::env::temp_dir);
        let scanned = self
            .session
            .as_ref()
            .and_then(|session| session.root().file_name());
        let scanned = scanned.map_or_else(
            || "blackdrop".into(),
            |name| name.to_string_lossy().into_owned(),
        );
        folder.join(format!(
            "{scanned}-blackdrop.{}",
            engine_format(format).extension()
        ))
    }
}

fn documents_folder() -> Option<PathBuf> {
    let user = directories::UserDirs::new()?;
    let documents = user
        .document_dir()
        .filter(|folder| folder.is_dir())
        .map(Path::to_owned);
    documents.or_else(|| Some(user.home_dir().to_owned()))
}

/// A name without extension gets the format's: a dialog does not add it on every system.
fn with_extension(mut destination: PathBuf, format: ExportFormat) -> PathBuf {
    if destination.extension().is_none()
        && destination.file_name().is_some()
        && !destination.exists()
    {
        destination.set_extension(engine_format(format).extension());
    }
    destination
}

fn chosen_rows(session: &ScanSession, choice: ExportRows) -> Vec<Arc<ResultRow>> {
    let of = |ids: &[crate::scan::ImageId]| -> Vec<Arc<ResultRow>> {
        ids.iter()
            .filter_map(|id| session.row(*id))
            .cloned()
            .collect()
    };
    let shown = session.index().shown();
    match choice {
        ExportRows::All => session.rows().cloned().collect(),
        ExportRows::Flagged => session
            .rows()
            .filter(|row| row.status().is_flagged())
            .cloned()
            .collect(),
        ExportRows::Shown => of(shown),
        ExportRows::Selected => of(&session.selection().in_order(shown)),
    }
}

fn engine_format(format: ExportFormat) -> export::ExportFormat {
    match format {
        ExportFormat::Workbook => export::ExportFormat::Workbook,
        ExportFormat::CsvForExcel => export::ExportFormat::CsvForExcel,
        ExportFormat::CsvForPrograms => export::ExportFormat::CsvForPrograms,
        ExportFormat::JsonLines => export::ExportFormat::JsonLines,
        ExportFormat::PixelList => export::ExportFormat::PixelList,
    }
}
