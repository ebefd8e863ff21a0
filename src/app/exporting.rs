//! From the export choice to the file: snapshot, destination, thread, notice.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::DashboardApp;
use super::dialogs::Picked;
use super::job::{Job, JobState};
use super::prompt::PromptPurpose;
use crate::export::{
    self, Columns, Destination, ExportSummary, SaveError, SaveErrorKind, ScannedFiles, Separator,
    export_to, sort_by_path,
};
use crate::inspect::Measures;
use crate::scan::ImageId;
use crate::session::{Decision, ResultRow, RowStatus, RowTable};
use crate::ui::{ExportFormat, ExportRows};

/// How long the end of the program waits for exports that are being written: a large workbook takes seconds. Not for
/// ever, because a disk may be gone and a pipe may have no reader.
const LAST_WAIT: Duration = Duration::from_secs(20);

/// An export that waits for its destination. It holds the rows as they were when it was asked for: neither another scan
/// nor a click changes it while a dialog is open.
#[derive(Debug)]
pub(super) struct PendingExport {
    format: ExportFormat,
    measures: Measures,
    choice: ExportRows,
    /// The rows in their order, where the choice is about what is seen.
    seen: Vec<ImageId>,
    /// The scan's root and all its rows, which are not to be overwritten.
    root: PathBuf,
    scanned: RowTable,
    /// A destination to begin with.
    pub(super) suggestion: PathBuf,
}

/// Whether a file may be replaced that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Replacing {
    /// The user has agreed, in the system's dialog or in ours.
    Agreed,
    /// The user has to be asked.
    Ask,
}

/// What came of an export's thread.
#[derive(Debug)]
pub(super) enum ExportEnd {
    /// It was written, or not.
    Ended(Result<ExportSummary, SaveError>),
    /// There is a file already, and the user was not asked yet.
    WouldReplace(Box<PendingExport>, PathBuf),
}

impl DashboardApp {
    /// Asks for the destination.
    pub(super) fn ask_where_to_export(
        &mut self,
        ctx: &egui::Context,
        frame: &eframe::Frame,
        rows: ExportRows,
        format: ExportFormat,
    ) {
        if self.jobs.save_dialog.is_some() {
            self.notify_failure(self.text.get("app-dialog-is-open"));
            return;
        }
        let suggestion = self.suggested_export(format);
        let Some(session) = &self.session else { return };
        let seen = match rows {
            ExportRows::All
            | ExportRows::Flagged
            | ExportRows::Confirmed
            | ExportRows::Repaired => Vec::new(),
            ExportRows::Shown => session.index().shown().to_vec(),
            ExportRows::Selected => session.selection().in_order(session.index()),
        };
        let pending = PendingExport {
            format,
            measures: session.measures(),
            choice: rows,
            seen,
            root: session.root().to_owned(),
            scanned: session.snapshot(),
            suggestion,
        };
        let repaint = ctx.clone();
        let wake = Box::new(move || repaint.request_repaint());
        let title = self.text.get("app-export-to");
        let dialogs = &mut self.services.dialogs;
        match dialogs.save_file(&title, &pending.suggestion, frame, wake) {
            Ok(job) => self.jobs.save_dialog = Some((pending, job)),
            Err(_) => self.prompt_for_export(pending),
        }
    }

    fn prompt_for_export(&mut self, pending: PendingExport) {
        let suggestion = pending.suggestion.clone();
        self.prompt_for_path(PromptPurpose::Export(pending), &suggestion);
    }

    /// Takes the save dialog's answer.
    pub(super) fn poll_save_dialog(&mut self, ctx: &egui::Context) {
        let Some((pending, job)) = self.jobs.save_dialog.take() else {
            return;
        };
        match job.poll() {
            JobState::Running => self.jobs.save_dialog = Some((pending, job)),
            JobState::Done(Picked::Path(path)) => {
                self.export(ctx, pending, path, Replacing::Agreed);
            }
            JobState::Done(Picked::Nothing) => {}
            JobState::Done(Picked::Unavailable) | JobState::Lost => self.prompt_for_export(pending),
        }
    }

    /// Writes the file on a thread of its own.
    pub(super) fn export(
        &mut self,
        ctx: &egui::Context,
        pending: PendingExport,
        destination: PathBuf,
        replacing: Replacing,
    ) {
        let repaint = ctx.clone();
        let wake = move || repaint.request_repaint();
        let work = move || write_export(pending, destination, replacing);
        match Job::start("export", wake, work) {
            Ok(job) => self.jobs.exports.push(job),
            Err(error) => self.notify_failure(error.to_string()),
        }
    }

    /// Says what came of exports.
    pub(super) fn poll_exports(&mut self) {
        let mut ended = Vec::new();
        self.jobs.exports.retain(|job| match job.poll() {
            JobState::Running => true,
            JobState::Done(result) => {
                ended.push(Some(result));
                false
            }
            JobState::Lost => {
                ended.push(None);
                false
            }
        });
        for result in ended {
            match result {
                Some(ExportEnd::Ended(result)) => self.tell_export(&result),
                Some(ExportEnd::WouldReplace(pending, path)) => {
                    self.prompt_before_replacing(*pending, &path);
                }
                None => self.notify_failure(self.text.get("app-broke-down")),
            }
        }
    }

    /// The program ends: what is being written is finished first.
    pub(super) fn finish_exports(&mut self) {
        let start = Instant::now();
        for job in self.jobs.exports.drain(..) {
            // Nobody is left to hear what came of it.
            drop(job.wait(LAST_WAIT.saturating_sub(start.elapsed())));
        }
    }

    /// The next export begins in the same folder, unless there is no such folder.
    fn tell_export(&mut self, result: &Result<ExportSummary, SaveError>) {
        let destination = match result {
            Ok(summary) => {
                tracing::info!(rows = summary.rows, file = %summary.destination.display(), "exported");
                self.notify_success(super::words::export_done(&self.text, summary));
                summary.destination.as_path()
            }
            Err(error) => {
                tracing::warn!(%error, "export failed");
                self.notify_failure(super::words::export_failed(&self.text, error));
                if *error.kind() == SaveErrorKind::FolderMissing {
                    return;
                }
                error.path()
            }
        };
        self.last_export_folder = destination.parent().map(Path::to_owned);
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

/// On the export's thread.
fn write_export(pending: PendingExport, destination: PathBuf, replacing: Replacing) -> ExportEnd {
    let format = engine_format(pending.format);
    let destination = with_extension(destination, format.extension());
    let all: Vec<Arc<ResultRow>> = pending.scanned.iter().cloned().collect();
    let scanned = ScannedFiles {
        root: &pending.root,
        rows: &all,
    };
    if replacing == Replacing::Ask && destination.is_file() {
        // What is refused anyhow is not asked about.
        return match Destination::resolve(&destination, Some(scanned)) {
            Ok(_) => ExportEnd::WouldReplace(Box::new(pending), destination),
            Err(error) => ExportEnd::Ended(Err(error)),
        };
    }
    let rows = chosen_rows(&pending);
    let columns = Columns::of(pending.measures).with_proofs_of(&rows);
    let exported = export_to(&rows, format, columns, &destination, Some(scanned));
    ExportEnd::Ended(exported)
}

/// A name without extension gets the format's: a dialog does not add it on every system. Nobody has agreed to replace
/// the file that may be called so already, so that one is left alone and a number is added.
fn with_extension(destination: PathBuf, extension: &str) -> PathBuf {
    if destination.extension().is_some() || destination.exists() {
        return destination;
    }
    let Some(name) = destination.file_name() else {
        return destination;
    };
    let numbered = |number: u32| {
        let mut name = name.to_owned();
        if number > 1 {
            name.push(format!(" ({number})"));
        }
        name.push(".");
        name.push(extension);
        destination.with_file_name(name)
    };
    (1..1_000)
        .map(numbered)
        .find(|path| !path.exists())
        .unwrap_or_else(|| numbered(1))
}

/// By path where the choice is about all rows, else as they are seen.
fn chosen_rows(pending: &PendingExport) -> Vec<Arc<ResultRow>> {
    let all = &pending.scanned;
    let where_it_holds = |holds: fn(&ResultRow) -> bool| {
        let mut rows: Vec<_> = all.iter().filter(|row| holds(row)).cloned().collect();
        sort_by_path(&mut rows);
        rows
    };
    match pending.choice {
        ExportRows::All => where_it_holds(|_| true),
        ExportRows::Flagged => where_it_holds(|row| row.status().is_flagged()),
        ExportRows::Confirmed => {
            where_it_holds(|row| row.decision_told() == Some(Decision::Confirmed))
        }
        ExportRows::Repaired => where_it_holds(|row| row.status() == RowStatus::Repaired),
        ExportRows::Shown | ExportRows::Selected => {
            let rows = pending.seen.iter().filter_map(|id| all.get(*id));
            rows.cloned().collect()
        }
    }
}

fn engine_format(format: ExportFormat) -> export::ExportFormat {
    match format {
        ExportFormat::Workbook => export::ExportFormat::Workbook,
        ExportFormat::CsvForExcel => export::ExportFormat::CsvForExcel(Separator::Comma),
        ExportFormat::CsvWithSemicolons => export::ExportFormat::CsvForExcel(Separator::Semicolon),
        ExportFormat::CsvForPrograms => export::ExportFormat::CsvForPrograms,
        ExportFormat::JsonLines => export::ExportFormat::JsonLines,
        ExportFormat::PixelList => export::ExportFormat::PixelList,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_extension_is_added_and_replaces_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str| with_extension(folder.path().join(name), "csv");
        assert_eq!(named("found"), folder.path().join("found.csv"));
        assert_eq!(named("found.txt"), folder.path().join("found.txt"));
        std::fs::write(folder.path().join("found.csv"), b"older").unwrap();
        assert_eq!(
            named("found"),
            folder.path().join("found (2).csv"),
            "nobody agreed to replace found.csv"
        );
        std::fs::write(folder.path().join("plain"), b"older").unwrap();
        assert_eq!(
            named("plain"),
            folder.path().join("plain"),
            "a file that the dialog has asked about"
        );
    }
}
