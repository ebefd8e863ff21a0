//! Why an image, or a whole repair, could not be planned, made or undone, in words.

use std::path::Path;

use crate::repair::{
    DiskFault, JournalErrorKind, KeptFolder, OriginalsError, Overlap, RepairError, RepairObstacle,
    UndoObstacle,
};
use crate::ui::{Text, format};

/// Why an image is not repaired, as a sentence with what can be done.
#[must_use]
pub fn obstacle(text: &Text, obstacle: &RepairObstacle) -> String {
    match obstacle {
        RepairObstacle::FormatNotWritten { format } => {
            text.with("obstacle-format", &[("format", format.label().into())])
        }
        RepairObstacle::OriginalUnreadable { detail } => {
            text.with("obstacle-original-unreadable", &[("detail", detail.into())])
        }
        RepairObstacle::NotMade { detail } => {
            text.with("obstacle-not-made", &[("detail", detail.into())])
        }
        RepairObstacle::Journal(fault) => {
            let detail = disk_fault(text, fault);
            text.with("obstacle-journal", &[("detail", detail.into())])
        }
        RepairObstacle::Disk(fault) => disk_fault(text, fault),
        plain => text.get(plain_key(plain)),
    }
}

/// The same in a few words, for a group of images with the same obstacle.
#[must_use]
pub fn obstacle_in_short(text: &Text, obstacle: &RepairObstacle) -> String {
    text.get(match obstacle {
        RepairObstacle::ImageGone => "obstacle-short-gone",
        RepairObstacle::ImageChanged => "obstacle-short-changed",
        RepairObstacle::ImageIsLink | RepairObstacle::HardLinked => "obstacle-short-link",
        RepairObstacle::NotAFile => "obstacle-short-not-a-file",
        RepairObstacle::WriteProtected => "obstacle-short-protected",
        RepairObstacle::OutsideRoot => "obstacle-short-outside",
        RepairObstacle::FormatNotWritten { .. } => "obstacle-short-format",
        RepairObstacle::OriginalGone
        | RepairObstacle::OriginalChanged
        | RepairObstacle::OriginalUnreadable { .. } => "obstacle-short-original",
        RepairObstacle::TargetExists => "obstacle-short-exists",
        RepairObstacle::TargetIsOriginal => "obstacle-short-is-original",
        RepairObstacle::NotMade { .. }
        | RepairObstacle::ReadBackDiffers
        | RepairObstacle::BackupTaken
        | RepairObstacle::Journal(_)
        | RepairObstacle::Disk(_)
        | RepairObstacle::AtWork => "obstacle-short-disk",
    })
}

/// Why a repair could not be planned, begun, resumed or undone.
#[must_use]
pub fn repair_error(text: &Text, error: &RepairError) -> String {
    let about = |key, fault: &DiskFault, path: &Path| {
        let (detail, path) = (disk_fault(text, fault), path.display().to_string());
        text.with(key, &[("detail", detail.into()), ("folder", path.into())])
    };
    match error {
        RepairError::RootUnreachable { fault, path } => about("repair-error-root", fault, path),
        RepairError::FolderUnusable { fault, path } => about("repair-error-folder", fault, path),
        RepairError::FoldersOverlap {
            overlap,
            kept,
            path,
        } => overlap_words(text, *overlap, *kept, path),
        RepairError::NotAFolder { path } => {
            let path = path.display().to_string();
            text.with("repair-error-not-a-folder", &[("folder", path.into())])
        }
        RepairError::NothingToRepair { .. } => text.get("repair-nothing-to-write"),
        RepairError::LacksSpace {
            needed_bytes,
            free_bytes,
            path: _,
        } => text.with(
            "repair-room-short",
            &[
                ("needed", format::bytes(*needed_bytes).into()),
                ("free", format::bytes(*free_bytes).into()),
            ],
        ),
        RepairError::Journal(error) => {
            let path = error.path.display().to_string();
            let key = match &error.kind {
                JournalErrorKind::Unreadable(fault) => {
                    return about("repair-error-journal-read", fault, &error.path);
                }
                JournalErrorKind::NotWritten(fault) => {
                    return about("repair-error-journal-write", fault, &error.path);
                }
                JournalErrorKind::NoJournal => "repair-error-no-journal",
                JournalErrorKind::NewerVersion => "repair-error-newer",
                JournalErrorKind::Damaged { .. } => "repair-error-damaged",
                JournalErrorKind::AtWork => "repair-error-at-work",
            };
            text.with(key, &[("file", path.into())])
        }
    }
}

/// Why an image's repair is not undone.
#[must_use]
pub fn undo_obstacle(text: &Text, obstacle: &UndoObstacle) -> String {
    match obstacle {
        UndoObstacle::ChangedSince { .. } => text.get("obstacle-undo-changed"),
        UndoObstacle::TargetGone => text.get("obstacle-undo-gone"),
        UndoObstacle::BackupGone { .. } => text.get("obstacle-undo-backup-gone"),
        UndoObstacle::BackupChanged { .. } => text.get("obstacle-undo-backup-changed"),
        UndoObstacle::WriteProtected => text.get("obstacle-protected"),
        UndoObstacle::ReadBackDiffers => text.get("obstacle-read-back"),
        UndoObstacle::Journal(fault) => {
            let detail = disk_fault(text, fault);
            text.with("obstacle-journal", &[("detail", detail.into())])
        }
        UndoObstacle::Disk(fault) => disk_fault(text, fault),
    }
}

/// Why originals could not be looked for.
#[must_use]
pub fn originals_error(text: &Text, error: &OriginalsError) -> String {
    let detail = error.to_string();
    text.with("originals-error", &[("detail", detail.into())])
}

fn plain_key(obstacle: &RepairObstacle) -> &'static str {
    match obstacle {
        RepairObstacle::ImageGone => "obstacle-gone",
        RepairObstacle::ImageChanged => "obstacle-changed",
        RepairObstacle::ImageIsLink => "obstacle-link",
        RepairObstacle::NotAFile => "obstacle-not-a-file",
        RepairObstacle::HardLinked => "obstacle-hard-linked",
        RepairObstacle::WriteProtected => "obstacle-protected",
        RepairObstacle::OutsideRoot => "obstacle-outside",
        RepairObstacle::OriginalGone => "obstacle-original-gone",
        RepairObstacle::OriginalChanged => "obstacle-original-changed",
        RepairObstacle::TargetExists => "obstacle-exists",
        RepairObstacle::TargetIsOriginal => "obstacle-is-original",
        RepairObstacle::ReadBackDiffers => "obstacle-read-back",
        RepairObstacle::BackupTaken => "obstacle-backup-taken",
        RepairObstacle::FormatNotWritten { .. }
        | RepairObstacle::OriginalUnreadable { .. }
        | RepairObstacle::NotMade { .. }
        | RepairObstacle::Journal(_)
        | RepairObstacle::Disk(_)
        | RepairObstacle::AtWork => "obstacle-at-work",
    }
}

fn disk_fault(text: &Text, fault: &DiskFault) -> String {
    text.get(match fault {
        DiskFault::DiskFull => "obstacle-disk-full",
        DiskFault::FileTooLarge => "obstacle-disk-too-large",
        DiskFault::ReadOnlyDisk => "obstacle-disk-read-only",
        DiskFault::NoPermission => "obstacle-disk-permission",
        DiskFault::Locked => "obstacle-disk-locked",
        DiskFault::LeadsOut => "obstacle-disk-leads-out",
        DiskFault::Other { detail } => return detail.clone(),
    })
}

fn overlap_words(text: &Text, overlap: Overlap, kept: KeptFolder, path: &Path) -> String {
    let kept = text.get(match kept {
        KeptFolder::Scanned => "repair-error-kept-scanned",
        KeptFolder::Originals => "repair-error-kept-originals",
    });
    let key = match overlap {
        Overlap::Same => "repair-error-same",
        Overlap::Inside => "repair-error-inside",
        Overlap::Around => "repair-error-around",
    };
    let path = path.display().to_string();
    text.with(key, &[("kept", kept.into()), ("folder", path.into())])
}
