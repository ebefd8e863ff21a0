//! Sentences of the app itself: what came of exports, the sample, other programs.

use std::path::Path;

use super::memory::MemoryNews;
use crate::export::{ExportSummary, PackError, PackFault, PackProblem, SaveError, SaveErrorKind};
use crate::repair::OriginalsError;
use crate::review::{StoreError, StoreFault};
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

/// Why no originals can be looked for.
pub(super) fn originals_failed(text: &Text, error: &OriginalsError) -> String {
    match error {
        OriginalsError::Unreadable { folder, detail } => {
            let folder = folder.display().to_string();
            let args = [
                ("folder", folder.into()),
                ("detail", detail.as_str().into()),
            ];
            text.with("originals-unreadable", &args)
        }
        OriginalsError::NoAnswer { folder, silent_for } => {
            let folder = folder.display().to_string();
            let time = format::duration(*silent_for);
            let args = [("folder", folder.into()), ("time", time.into())];
            text.with("originals-no-answer", &args)
        }
        OriginalsError::Stopped => text.get("originals-stopped"),
    }
}

/// Why there is no hand-over pack, as a sentence that names the folder or file.
pub(super) fn pack_failed(text: &Text, error: &PackError) -> String {
    let of_folder = |key, path: &Path| {
        let folder = path.display().to_string();
        text.with(key, &[("folder", folder.into())])
    };
    match error {
        PackError::NotEmpty { path } => of_folder("pack-not-empty", path),
        PackError::InsideScanned { path } => of_folder("pack-inside-scanned", path),
        PackError::InsideOriginals { path } => of_folder("pack-inside-originals", path),
        PackError::Stopped => text.get("pack-stopped-short"),
        PackError::Save(error) => export_failed(text, error),
    }
}

/// What a hand-over pack does not hold of an image, and why.
pub(super) fn pack_problem(text: &Text, problem: &PackProblem) -> String {
    let (key, detail) = match &problem.fault {
        PackFault::NewFileChanged => ("pack-fault-new-changed", ""),
        PackFault::NewFileUnreadable { detail } => ("pack-fault-new", detail.as_str()),
        PackFault::NotCopied { detail } => ("pack-fault-copy", detail.as_str()),
        PackFault::BlackFileUnreadable { detail } => ("pack-fault-black", detail.as_str()),
        PackFault::OriginalUnreadable { detail } => ("pack-fault-original", detail.as_str()),
        PackFault::PathLeadsOut => ("pack-fault-leads-out", ""),
    };
    let path = problem.location.relative().display().to_string();
    text.with(key, &[("path", path.into()), ("detail", detail.into())])
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

/// What the memory has to tell.
pub(super) fn memory_news(text: &Text, news: &MemoryNews) -> String {
    match news {
        MemoryNews::Trouble(error) => {
            let reason = store_fault(text, error);
            text.with("memory-trouble", &[("reason", reason.into())])
        }
        MemoryNews::AllSaved => text.get("memory-all-saved"),
        MemoryNews::Usable => text.get("memory-usable"),
        MemoryNews::ChangedBefore { images } => {
            text.counted("memory-changed-before", *images as u64)
        }
    }
}

/// Why decisions can't be saved, while the window waits for it.
pub(super) fn memory_trouble(text: &Text, error: &StoreError) -> String {
    let reason = store_fault(text, error);
    text.with("memory-closing-trouble", &[("reason", reason.into())])
}

/// What could not be saved when the window was closed.
pub(super) fn memory_lost(text: &Text, decisions: usize) -> String {
    text.counted("memory-lost", decisions as u64)
}

/// Why results are not remembered.
pub(super) fn not_remembered(text: &Text, error: &StoreError) -> String {
    match &error.fault {
        StoreFault::DiskFull | StoreFault::Gone | StoreFault::Busy | StoreFault::Other { .. } => {
            let reason = store_fault(text, error);
            text.with("age-not-remembered-because", &[("reason", reason.into())])
        }
        // The memory of decisions has said why when it opened the same file.
        StoreFault::Folder { .. }
        | StoreFault::NotOurs
        | StoreFault::Newer { .. }
        | StoreFault::Damaged { .. }
        | StoreFault::ReadOnly => text.get("age-not-remembered"),
    }
}

/// What is wrong with the database, and what to do.
fn store_fault(text: &Text, error: &StoreError) -> String {
    let (key, detail) = match &error.fault {
        StoreFault::Folder { detail } => ("memory-fault-folder", detail.as_str()),
        StoreFault::NotOurs => ("memory-fault-not-ours", ""),
        StoreFault::Newer { .. } => ("memory-fault-newer", ""),
        StoreFault::Damaged { detail } => ("memory-fault-damaged", detail.as_str()),
        StoreFault::ReadOnly => ("memory-fault-read-only", ""),
        StoreFault::DiskFull => ("memory-fault-disk-full", ""),
        StoreFault::Busy => ("memory-fault-busy", ""),
        StoreFault::Gone => ("memory-fault-gone", ""),
        StoreFault::Other { detail } => ("memory-fault-other", detail.as_str()),
    };
    let file = error.path.display().to_string();
    let detail = detail.to_owned();
    text.with(key, &[("file", file.into()), ("detail", detail.into())])
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::scan::ImageLocation;
    use crate::ui::Language;

    #[test]
    fn what_is_wrong_with_a_pack_names_its_folder_or_image_in_every_language() {
        for text in Language::ALL.map(Text::new) {
            let path = PathBuf::from("/shop/pack");
            for error in [
                PackError::NotEmpty { path: path.clone() },
                PackError::InsideScanned { path: path.clone() },
            ] {
                let words = pack_failed(&text, &error);
                assert!(words.contains("/shop/pack"), "{words}");
            }
            let detail = || "busy".to_owned();
            for fault in [
                PackFault::NewFileChanged,
                PackFault::NewFileUnreadable { detail: detail() },
                PackFault::BlackFileUnreadable { detail: detail() },
                PackFault::OriginalUnreadable { detail: detail() },
                PackFault::PathLeadsOut,
            ] {
                let location = ImageLocation::new("a/1.jpg");
                let words = pack_problem(&text, &PackProblem { location, fault });
                assert!(words.contains("1.jpg") && !words.contains('{'), "{words}");
            }
        }
    }
}
