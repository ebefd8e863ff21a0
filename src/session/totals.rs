//! Counters of one scan.

use super::{Decision, ResultRow, RowStatus};
use crate::scan::SkipCause;

/// Counts of one scan. `found` can exceed `done` when the scan was stopped; never the other way round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScanTotals {
    /// Images that the walk found so far.
    pub found: u64,
    /// Their size in bytes, where the walk learned it.
    pub found_bytes: u64,
    /// Images that are reported, or whose results stand from an earlier scan. Those that are gone do not count.
    pub done: u64,
    /// Bytes that were read for them.
    pub read_bytes: u64,
    /// Size in bytes of the files that are reported.
    pub done_bytes: u64,
    /// Reported images whose background turned black, as their originals prove.
    pub proven: u64,
    /// Reported images whose background turned black by all that can be seen.
    pub black: u64,
    /// Reported images that a person should look at.
    pub doubtful: u64,
    /// Reported images whose repaired picture is written.
    pub repaired: u64,
    /// Reported images to which nothing points.
    pub clear: u64,
    /// Reported images that could be read but not inspected.
    pub unreadable: u64,
    /// Reported images that could not be reached.
    pub unreachable: u64,
    /// Images of an earlier scan that are no longer there.
    pub gone: u64,
    /// Reported images that a person confirmed; those included that were repaired since.
    pub confirmed: u64,
    /// Reported images that a person called a false alarm; those included that were repaired since.
    pub false_alarms: u64,
    /// Proven, black and doubtful images that a person decided about.
    pub flagged_reviewed: u64,
    /// Files that were looked at because their names say nothing, and that are no pictures.
    pub other_files: u64,
    /// What was not looked at.
    pub skipped: SkipTotals,
}

/// Counts of what was not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkipTotals {
    /// Hidden image files.
    pub hidden_files: u64,
    /// Hidden or system folders.
    pub hidden_folders: u64,
    /// Images that are on a cloud drive only.
    pub online_only: u64,
    /// Images of kinds that are not inspected, by extension in lower case, most recent last.
    pub other_kinds: Vec<(String, u64)>,
    /// Links to folders.
    pub linked_folders: u64,
    /// Named like an image, but no file.
    pub not_files: u64,
    /// Folders that could not be read.
    pub unreadable_folders: u64,
    /// Folders that gave no answer.
    pub silent_folders: u64,
    /// Pictures of kinds that are not inspected, by their first bytes, under names that promise none.
    pub pictures_by_content: u64,
    /// Files under such names whose first bytes could not be had.
    pub unknown_contents: u64,
}

impl ScanTotals {
    /// Proven, black and doubtful images together.
    #[must_use]
    pub fn flagged(&self) -> u64 {
        self.proven + self.black + self.doubtful
    }

    /// The count of one status.
    #[must_use]
    pub fn of(&self, status: RowStatus) -> u64 {
        match status {
            RowStatus::Proven => self.proven,
            RowStatus::BlackBackground => self.black,
            RowStatus::Doubtful => self.doubtful,
            RowStatus::Repaired => self.repaired,
            RowStatus::Clear => self.clear,
            RowStatus::Unreadable => self.unreadable,
            RowStatus::Unreachable => self.unreachable,
            RowStatus::Gone => self.gone,
        }
    }

    /// Every row: what is done, and what is gone.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.done + self.gone
    }

    /// One more image is reported.
    pub(super) fn count_done(&mut self, file_bytes: Option<u64>) {
        self.done += 1;
        self.done_bytes += file_bytes.unwrap_or(0);
    }

    /// Counts a row in, by its status and decision.
    pub(super) fn add(&mut self, row: &ResultRow) {
        let status = row.status();
        *self.of_mut(status) += 1;
        match row.decision_told() {
            Some(Decision::Confirmed) => self.confirmed += 1,
            Some(Decision::FalseAlarm) => self.false_alarms += 1,
            None => return,
        }
        self.flagged_reviewed += u64::from(status.is_flagged());
    }

    /// Counts a row out, before it changes.
    pub(super) fn remove(&mut self, row: &ResultRow) {
        let status = row.status();
        *self.of_mut(status) -= 1;
        match row.decision_told() {
            Some(Decision::Confirmed) => self.confirmed -= 1,
            Some(Decision::FalseAlarm) => self.false_alarms -= 1,
            None => return,
        }
        self.flagged_reviewed -= u64::from(status.is_flagged());
    }

    /// The counter of one status.
    fn of_mut(&mut self, status: RowStatus) -> &mut u64 {
        match status {
            RowStatus::Proven => &mut self.proven,
            RowStatus::BlackBackground => &mut self.black,
            RowStatus::Doubtful => &mut self.doubtful,
            RowStatus::Repaired => &mut self.repaired,
            RowStatus::Clear => &mut self.clear,
            RowStatus::Unreadable => &mut self.unreadable,
            RowStatus::Unreachable => &mut self.unreachable,
            RowStatus::Gone => &mut self.gone,
        }
    }
}

impl SkipTotals {
    /// Counts one more.
    pub(super) fn add(&mut self, cause: &SkipCause) {
        match cause {
            SkipCause::HiddenFile => self.hidden_files += 1,
            SkipCause::HiddenFolder => self.hidden_folders += 1,
            SkipCause::OnlineOnly => self.online_only += 1,
            SkipCause::OtherKind { extension } => {
                match self
                    .other_kinds
                    .iter_mut()
                    .find(|(known, _)| known == extension)
                {
                    Some((_, count)) => *count += 1,
                    None => self.other_kinds.push((extension.clone(), 1)),
                }
            }
            SkipCause::LinkedFolder { .. } => self.linked_folders += 1,
            SkipCause::NotAFile | SkipCause::ImageNamedFolder => self.not_files += 1,
            SkipCause::UnreadableFolder { .. } => self.unreadable_folders += 1,
            SkipCause::FolderNoAnswer { .. } => self.silent_folders += 1,
            SkipCause::PictureByContent { .. } => self.pictures_by_content += 1,
            SkipCause::UnknownContent { .. } => self.unknown_contents += 1,
        }
    }

    /// Everything that was not looked at.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.hidden_files
            + self.hidden_folders
            + self.online_only
            + self.other_kinds.iter().map(|(_, count)| count).sum::<u64>()
            + self.linked_folders
            + self.not_files
            + self.unreadable_folders
            + self.silent_folders
            + self.pictures_by_content
            + self.unknown_contents
    }
}
