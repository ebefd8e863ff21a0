//! The repairs of earlier runs of the program, out of their journals.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::destination::resolved;
use super::journal::{NAME_END, NAME_START};
use super::journal_error::{JournalError, JournalErrorKind};
use super::journal_line::SeenFile;
use super::journal_read::{Contents, PlanLines, read_journal};
use super::journal_state::Stage;
use super::rooted_folder::MOST_BYTES;
use super::{RepairDestination, RepairError};
use crate::files::open_file;
use crate::scan::{ContentHash, ImageLocation};
use crate::session::{ResultRow, RowRepair, RowStatus};

/// One repair, as its journal tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairSummary {
    /// Its journal, by which it can be resumed and undone.
    pub journal: PathBuf,
    /// When it began.
    pub started_at: SystemTime,
    /// The scanned folder, as the system resolved it then.
    pub root: PathBuf,
    /// Where the new files went, as the system resolved it then.
    pub destination: RepairDestination,
    /// The dated tree in which the black files are kept; `None` where they stayed where they were.
    pub backup_tree: Option<PathBuf>,
    /// How many images the plan had.
    pub planned: usize,
    /// How many are repaired, those not counted that were undone.
    pub repaired: usize,
    /// How many could not be repaired.
    pub failed: usize,
    /// How many were repaired and undone.
    pub undone: usize,
    /// Whether it came to its end. One that did not was stopped or killed, or is at work.
    pub is_finished: bool,
}

/// The repairs of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairHistory {
    /// Those whose journals can be read, the latest first.
    pub repairs: Vec<RepairSummary>,
    /// Journals that can't be read, of whatever folder.
    pub damaged: Vec<JournalError>,
}

/// One image that is repaired now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairedImage {
    /// Where it is.
    pub location: ImageLocation,
    /// What its black file held.
    pub black: ContentHash,
    /// What was done to it.
    pub repair: RowRepair,
    /// What the new file looked like then.
    seen: Option<SeenFile>,
}

impl RepairedImage {
    /// Whether a scan's row is the image that was repaired, of which [`repairs_in_force`] has found the new file. A picture
    /// that was put in the black one's place since, maybe as black, was never repaired.
    #[must_use]
    pub fn is_of(&self, row: &ResultRow) -> bool {
        row.status() != RowStatus::Gone
            && (self.repair.backup.is_some() || row.report.stamp.content == Some(self.black))
    }

    /// Whether the new file is as the run left it. It is read only where its size or time is another, or is not known: never
    /// on the thread of a window.
    #[must_use]
    pub(super) fn is_as_written(&self) -> bool {
        let target = &self.repair.target;
        let is_as_seen = self.seen.is_some() && SeenFile::of(target) == self.seen;
        is_as_seen
            || open_file(target)
                .and_then(|(file, _)| ContentHash::read(file.take(MOST_BYTES)))
                .is_ok_and(|(content, _)| content == self.repair.content)
    }
}

/// The repairs of a scanned folder. The journals are read, but not their plans: never on the thread of a window, but quick.
#[must_use]
pub fn repairs_of(journal_folder: &Path, root: &Path) -> RepairHistory {
    let root = resolved(root).unwrap_or_else(|_| root.to_path_buf());
    let mut history = RepairHistory::default();
    let paths = match journals_in(journal_folder) {
        Ok(paths) => paths,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return history,
        Err(error) => {
            let unreadable = JournalErrorKind::Unreadable(error.into());
            history.damaged.push(unreadable.at(journal_folder));
            return history;
        }
    };
    for path in paths {
        match read_journal(&path, PlanLines::Skip) {
            Ok(contents) if contents.header.root.0 == root => {
                history.repairs.push(summary(path, &contents));
            }
            Ok(_) => {}
            Err(damaged) => history.damaged.push(damaged),
        }
    }
    history
        .repairs
        .sort_by_key(|repair| std::cmp::Reverse(repair.started_at));
    history
}

/// The images that a run repaired and that are not undone, to mark them after a restart. Whether the files are still as
/// the run left them is not looked at.
///
/// # Errors
/// Why the journal can't be read.
pub(super) fn repaired_images(journal: &Path) -> Result<Vec<RepairedImage>, RepairError> {
    let contents = read_journal(journal, PlanLines::Read)?;
    let tree = contents.header.destination.backup_tree();
    let repaired = contents.items.into_iter().zip(&contents.progress.items);
    Ok(repaired
        .filter_map(|(item, progress)| {
            let (at, written) = progress.repaired_at().zip(progress.written)?;
            Some(RepairedImage {
                repair: RowRepair {
                    target: item.target,
                    original: item.original.path,
                    backup: tree.as_deref().map(|tree| item.location.under(tree)),
                    content: written.new,
                    at,
                    journal: journal.to_path_buf(),
                },
                black: written.black,
                location: item.location,
                seen: progress.seen,
            })
        })
        .collect())
}

/// What repairs of a scanned folder wrote and what is still there as it was written: the latest of each image. A journal
/// that can't be read is left out, with a line in the log. It reads files: never on the thread of a window.
#[must_use]
pub fn repairs_in_force(journal_folder: &Path, root: &Path) -> Vec<RepairedImage> {
    latest_in_force(journal_folder, root, &|_| true)
}

/// The same of those that were written into this folder, whatever was written elsewhere since.
#[must_use]
pub fn repairs_in_force_in(
    journal_folder: &Path,
    root: &Path,
    folder: &Path,
) -> Vec<RepairedImage> {
    let folder = resolved(folder).unwrap_or_else(|_| folder.to_path_buf());
    latest_in_force(journal_folder, root, &|image| {
        image.repair.target == image.location.under(&folder)
    })
}

fn latest_in_force(
    journal_folder: &Path,
    root: &Path,
    is_asked: &dyn Fn(&RepairedImage) -> bool,
) -> Vec<RepairedImage> {
    let mut found: Vec<RepairedImage> = Vec::new();
    let mut seen = HashSet::new();
    for repair in repairs_of(journal_folder, root).repairs {
        match repaired_images(&repair.journal) {
            Ok(images) => {
                for image in images.into_iter().filter(is_asked) {
                    if !seen.contains(&image.location) && image.is_as_written() {
                        seen.insert(image.location.clone());
                        found.push(image);
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "a journal can't be read"),
        }
    }
    found
}

fn summary(journal: PathBuf, contents: &Contents) -> RepairSummary {
    let (header, progress) = (&contents.header, &contents.progress);
    RepairSummary {
        journal,
        started_at: header.started_at.time(),
        root: header.root.0.clone(),
        destination: header.destination.chosen(),
        backup_tree: header.destination.backup_tree(),
        planned: header.items,
        repaired: progress.repaired(),
        failed: progress.count(|stage| stage == Stage::Failed),
        undone: progress.count(|stage| stage == Stage::Undone),
        is_finished: progress.is_finished,
    }
}

fn journals_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(NAME_START) && name.ends_with(NAME_END) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
