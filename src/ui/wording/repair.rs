//! Why an image is not repaired or its repair not undone, and why a repair as a whole is not possible, in words.

use std::path::PathBuf;

use super::super::format;
use crate::repair::{
    DiskFault, FoundLock, JournalErrorKind, KeptFolder, Overlap, RepairError, RepairObstacle,
    UndoObstacle,
};
use crate::ui::Text;

/// Why an image is not repaired, in a few words: the name of a group of such images.
#[must_use]
pub fn obstacle_name(text: &Text, obstacle: &RepairObstacle) -> String {
    match obstacle {
        RepairObstacle::ImageGone => text.get("repair-skip-image-gone"),
        RepairObstacle::ImageChanged => text.get("repair-skip-image-changed"),
        RepairObstacle::ImageIsLink
        | RepairObstacle::HardLinked
        | RepairObstacle::NotAFile
        | RepairObstacle::OutsideRoot => text.get("repair-skip-link"),
        RepairObstacle::WriteProtected => text.get("repair-skip-write-protected"),
        RepairObstacle::FormatNotWritten { .. } => text.get("repair-skip-format"),
        RepairObstacle::Animation => text.get("repair-skip-animation"),
        RepairObstacle::OriginalGone => text.get("repair-skip-original-gone"),
        RepairObstacle::OriginalChanged => text.get("repair-skip-original-changed"),
        RepairObstacle::OriginalUnreadable { .. } => text.get("repair-skip-original-unreadable"),
        RepairObstacle::OriginalSmaller { .. } => text.get("repair-skip-original-smaller"),
        RepairObstacle::TargetExists | RepairObstacle::BackupTaken => {
            text.get("repair-skip-target-exists")
        }
        RepairObstacle::TargetIsOriginal => text.get("repair-skip-target-is-original"),
        RepairObstacle::NotMade { .. }
        | RepairObstacle::ReadBackDiffers
        | RepairObstacle::Journal(_)
        | RepairObstacle::Disk(_)
        | RepairObstacle::AtWork => text.get("repair-skip-other"),
    }
}

/// Why an image is not repaired, as a sentence that says what to do about it.
#[must_use]
pub fn repair_obstacle(text: &Text, obstacle: &RepairObstacle) -> String {
    match obstacle {
        RepairObstacle::ImageGone => text.get("repair-why-image-gone"),
        RepairObstacle::ImageChanged => text.get("repair-why-image-changed"),
        RepairObstacle::ImageIsLink => text.get("repair-why-image-is-link"),
        RepairObstacle::NotAFile => text.get("repair-why-not-a-file"),
        RepairObstacle::HardLinked => text.get("repair-why-hard-linked"),
        RepairObstacle::WriteProtected => text.get("repair-why-write-protected"),
        RepairObstacle::OutsideRoot => text.get("repair-why-outside-root"),
        RepairObstacle::FormatNotWritten { format } => {
            let format = format.label();
            text.with("repair-why-format", &[("format", format.into())])
        }
        RepairObstacle::Animation => text.get("repair-why-animation"),
        RepairObstacle::OriginalGone => text.get("repair-why-original-gone"),
        RepairObstacle::OriginalChanged => text.get("repair-why-original-changed"),
        RepairObstacle::OriginalUnreadable { detail } => {
            detailed(text, "repair-why-original-unreadable", detail)
        }
        RepairObstacle::OriginalSmaller { original_px } => text.with(
            "repair-why-original-smaller",
            &[
                ("width", format::count(u64::from(original_px.0)).into()),
                ("height", format::count(u64::from(original_px.1)).into()),
            ],
        ),
        RepairObstacle::TargetExists => text.get("repair-why-target-exists"),
        RepairObstacle::TargetIsOriginal => text.get("repair-why-target-is-original"),
        RepairObstacle::NotMade { detail } => detailed(text, "repair-why-not-made", detail),
        RepairObstacle::ReadBackDiffers => text.get("repair-why-read-back"),
        RepairObstacle::BackupTaken => text.get("repair-why-backup-taken"),
        RepairObstacle::Journal(fault) => journal_not_written(text, fault),
        RepairObstacle::Disk(fault) => disk_fault(text, fault),
        RepairObstacle::AtWork => text.get("repair-why-at-work"),
    }
}

/// Why the repair of an image is not undone, as a sentence.
#[must_use]
pub fn undo_obstacle(text: &Text, obstacle: &UndoObstacle) -> String {
    let with_path = |frame: &str, key: &str, backup: &Option<PathBuf>| {
        let sentence = text.get(key);
        let Some(backup) = backup else {
            return sentence;
        };
        let backup = backup.display().to_string();
        text.with(
            frame,
            &[("sentence", sentence.into()), ("backup", backup.into())],
        )
    };
    let kept = |key, backup| with_path("repairs-why-kept", key, backup);
    let was = |key, backup| with_path("repairs-why-was", key, backup);
    match obstacle {
        UndoObstacle::ChangedSince { backup } => kept("repairs-why-changed", backup),
        UndoObstacle::TargetGone { backup } => kept("repairs-why-target-gone", backup),
        UndoObstacle::BackupGone { backup } => was("repairs-why-backup-gone", backup),
        UndoObstacle::BackupChanged { backup } => was("repairs-why-backup-changed", backup),
        UndoObstacle::WriteProtected => text.get("repair-why-write-protected"),
        UndoObstacle::ReadBackDiffers => text.get("repair-why-read-back"),
        UndoObstacle::Journal(fault) => journal_not_written(text, fault),
        UndoObstacle::Disk(fault) => disk_fault(text, fault),
    }
}

/// Why a repair as a whole can't be planned, begun, resumed or undone, as a sentence.
#[must_use]
pub fn repair_error(text: &Text, error: &RepairError) -> String {
    let about = |key: &str, fault: &DiskFault| {
        let why = disk_fault(text, fault);
        text.with(key, &[("why", why.into())])
    };
    match error {
        RepairError::RootUnreachable { fault, .. } => about("repair-no-root", fault),
        RepairError::FoldersOverlap { overlap, kept, .. } => text.get(match (kept, overlap) {
            (KeptFolder::Scanned, Overlap::Same) => "repair-no-same-scanned",
            (KeptFolder::Scanned, Overlap::Inside) => "repair-no-inside-scanned",
            (KeptFolder::Scanned, Overlap::Around) => "repair-no-around-scanned",
            (KeptFolder::Originals, Overlap::Same) => "repair-no-same-originals",
            (KeptFolder::Originals, Overlap::Inside) => "repair-no-inside-originals",
            (KeptFolder::Originals, Overlap::Around) => "repair-no-around-originals",
        }),
        RepairError::NotAFolder { .. } => text.get("setup-problem-not-a-folder"),
        RepairError::FolderUnusable { fault, .. } => about("repair-no-folder-use", fault),
        RepairError::NothingToRepair { .. } => text.get("repair-nothing-to-write"),
        RepairError::LacksSpace {
            least_bytes,
            free_bytes,
            ..
        } => {
            let (least, free) = (format::bytes(*least_bytes), format::bytes(*free_bytes));
            let values = [("least", least.into()), ("free", free.into())];
            text.with("repair-room-short", &values)
        }
        RepairError::LockNotMade { fault, .. } => about("repairs-lock-not-made", fault),
        RepairError::TreeAtWork { .. } => text.get("repairs-lock-at-work"),
        RepairError::TreeLocked { .. } => text.get("repairs-lock-locked"),
        RepairError::Journal(error) => journal_error(text, &error.kind),
    }
}

/// Whose lock it is and how old, as a sentence.
#[must_use]
pub fn lock_holder(text: &Text, lock: &FoundLock) -> String {
    let age = lock.age.map_or_else(
        || text.get("repairs-lock-age-unknown"),
        |age| super::age(text, age),
    );
    let Some(holder) = &lock.holder else {
        return text.with("repairs-lock-unknown", &[("age", age.into())]);
    };
    let computer = holder.computer.clone();
    let process = holder.process.to_string();
    let values = [
        ("computer", computer.into()),
        ("process", process.into()),
        ("age", age.into()),
    ];
    text.with("repairs-lock-holder", &values)
}

/// That locks were taken over, as a notice; `None` where there were none.
#[must_use]
pub fn taken_over(text: &Text, locks: &[FoundLock]) -> Option<String> {
    let holder = lock_holder(text, locks.first()?);
    Some(text.with("repairs-lock-taken-over", &[("holder", holder.into())]))
}

/// Why a journal can't be used, as a sentence.
#[must_use]
pub fn journal_error(text: &Text, kind: &JournalErrorKind) -> String {
    match kind {
        JournalErrorKind::Unreadable(fault) => {
            let why = disk_fault(text, fault);
            text.with("repairs-journal-unreadable", &[("why", why.into())])
        }
        JournalErrorKind::NotWritten(fault) => journal_not_written(text, fault),
        JournalErrorKind::NoJournal => text.get("repairs-journal-none"),
        JournalErrorKind::NewerVersion => text.get("repairs-journal-newer"),
        JournalErrorKind::Damaged { line } => {
            let line = format::count(*line as u64);
            text.with("repairs-journal-damaged", &[("line", line.into())])
        }
        JournalErrorKind::AtWork => text.get("repairs-journal-at-work"),
    }
}

fn journal_not_written(text: &Text, fault: &DiskFault) -> String {
    let why = disk_fault(text, fault);
    text.with("repairs-journal-not-written", &[("why", why.into())])
}

fn disk_fault(text: &Text, fault: &DiskFault) -> String {
    match fault {
        DiskFault::DiskFull => text.get("repair-disk-full"),
        DiskFault::FileTooLarge => text.get("repair-disk-too-large"),
        DiskFault::ReadOnlyDisk => text.get("repair-disk-read-only"),
        DiskFault::NoPermission => text.get("repair-disk-no-permission"),
        DiskFault::Locked => text.get("repair-disk-locked"),
        DiskFault::LeadsOut => text.get("repair-disk-leads-out"),
        DiskFault::Other { detail } => detailed(text, "repair-disk-other", detail),
    }
}

fn detailed(text: &Text, key: &str, detail: &str) -> String {
    text.with(key, &[("detail", detail.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Language;

    #[test]
    fn a_black_file_is_called_kept_only_where_it_is() {
        let backup = Some(PathBuf::from("/backup/a.jpg"));
        let obstacles = |backup: Option<PathBuf>| {
            [
                UndoObstacle::ChangedSince {
                    backup: backup.clone(),
                },
                UndoObstacle::TargetGone {
                    backup: backup.clone(),
                },
                UndoObstacle::BackupGone {
                    backup: backup.clone(),
                },
                UndoObstacle::BackupChanged { backup },
            ]
        };
        for (language, kept, was) in [
            (Language::English, "the black file is kept as", "(it was"),
            (Language::SimplifiedChinese, "黑色文件保存为", "（原位置"),
        ] {
            let text = Text::new(language);
            let words = obstacles(backup.clone()).map(|obstacle| undo_obstacle(&text, &obstacle));
            let says = |place: &str| words.each_ref().map(|words| words.contains(place));
            assert_eq!(says("/backup/a.jpg"), [true; 4], "{words:?}");
            assert_eq!(says(kept), [true, true, false, false], "{words:?}");
            assert_eq!(says(was), [false, false, true, true], "{words:?}");
            let words = obstacles(None).map(|obstacle| undo_obstacle(&text, &obstacle));
            assert!(
                words.iter().all(|words| !words.contains(['(', '（'])),
                "nothing to name: {words:?}"
            );
        }
    }
}
