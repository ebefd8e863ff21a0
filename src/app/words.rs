//! Sentences of the app itself: what came of exports, the sample, other programs.

use std::path::Path;

use crate::export::{ExportSummary, SaveError, SaveErrorKind};
use crate::sample::SampleError;
use crate::ui::{Text, format};

/// "1,203 images were written to results.xlsx".
pub(super) fn export_done(text: &Text, summary: &ExportSummary) -> String {
    text.with(
        "app-export-done",
        &[
            ("count", summary.rows.into()),
            ("shown", format::count(summary.rows).into()),
            ("file", summary.destination.display().to_string().into()),
        ],
    )
}

/// Why an export was not written, and what to do.
pub(super) fn export_failed(text: &Text, error: &SaveError) -> String {
    let reason = match error.kind() {
        SaveErrorKind::ImageName => text.get("app-save-image-name"),
        SaveErrorKind::HoldsImage => text.get("app-save-holds-image"),
        SaveErrorKind::ScannedFile => text.get("app-save-scanned-file"),
        SaveErrorKind::IsFolder => text.get("app-save-is-folder"),
        SaveErrorKind::FolderMissing => text.get("app-save-folder-missing"),
        SaveErrorKind::WriteProtected => text.get("app-save-write-protected"),
        SaveErrorKind::OpenElsewhere => text.get("app-save-open-elsewhere"),
        SaveErrorKind::PermissionDenied => text.get("app-save-permission"),
        SaveErrorKind::ReadOnlyDisk => text.get("app-save-read-only-disk"),
        SaveErrorKind::DiskFull => text.get("app-save-disk-full"),
        SaveErrorKind::FileTooLarge => text.get("app-save-file-too-large"),
        SaveErrorKind::TooManyRows { limit } => text.with(
            "app-save-too-many-rows",
            &[("shown", format::count(*limit).into())],
        ),
        SaveErrorKind::ReaderGone => text.get("app-save-reader-gone"),
        SaveErrorKind::Other { detail } => detail.clone(),
    };
    let file = error
        .path()
        .file_name()
        .unwrap_or_else(|| error.path().as_os_str());
    let file = file.to_string_lossy().into_owned();
    text.with(
        "app-export-failed",
        &[("file", file.into()), ("reason", reason.into())],
    )
}

/// Why the sample could not be written.
pub(super) fn sample_failed(text: &Text, error: &SampleError) -> String {
    text.with("app-sample-failed", &[("detail", error.to_string().into())])
}

/// Why a file could not be opened or shown.
pub(super) fn open_failed(text: &Text, path: &Path, error: &opener::OpenError) -> String {
    let file = path.display().to_string();
    text.with(
        "app-open-failed",
        &[("file", file.into()), ("detail", error.to_string().into())],
    )
}
