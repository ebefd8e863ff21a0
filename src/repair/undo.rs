//! Taking a repair back: all of it, one product's images, or one.
//!
//! Invariant: only what still holds what the run wrote is touched; what somebody changed since is left as it is. A black
//! file comes back from the backup byte for byte and with its old date, by the same way on which the new one came. The
//! backup stays: nothing here removes it. Undoing what is undone changes nothing, so an undo that was killed is begun again.

use std::io;
use std::path::{Path, PathBuf};

use super::file_identity::names_of;
use super::file_swap::{Hands, Permissions, TakenOver, Temporary, clear_up, temporary_name};
use super::journal::Journal;
use super::journal_line::{Header, Step, Written};
use super::journal_state::Progress;
use super::journal_text::Moment;
use super::repair_item::refuse_protected;
use super::rooted_folder::{FilePlace, RootedFolder, sync_folder};
use super::run_parts::{lock_tree, open_root};
use super::tree_lock::{TakeOver, TreeLock};
use super::undo_obstacle::{UndoObstacle, UndoProblem};
use super::{FoundLock, PlannedItem, RepairAction, RepairError};
use crate::scan::{ContentHash, ImageLocation, ProductId};

/// What is to be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoScope {
    /// All that the run did.
    Everything,
    /// What it did to one product's images.
    Product(ProductId),
    /// What it did to one image.
    File(ImageLocation),
}

/// An undo under way. The journal is held until it is dropped. [`UndoRun::undo`] may be called by several workers at once.
#[derive(Debug)]
pub struct UndoRun {
    header: Header,
    journal: Journal,
    /// Of the tree that is written to, where that is there.
    lock: Option<TreeLock>,
    /// The folder below which the new files lie; `None` where the run's own folder is gone as a whole.
    holder: Option<RootedFolder>,
    /// The dated tree of the backup; `None` where there is none, or where it is gone.
    backup: Option<RootedFolder>,
    items: Vec<PlannedItem>,
    /// The places in `items` of what is to be undone.
    wanted: Vec<usize>,
    progress: Progress,
    hands: Hands,
}

/// What became of one image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UndoOutcome {
    /// It is as it was before the run. The backup of a black file is still there.
    Undone,
    /// It was so already: the run had not come to it, or somebody has put the black file back or removed the new one.
    WasUndone,
    /// It was left as it is.
    Left(UndoProblem),
}

impl UndoRun {
    /// Takes hold of a run's journal, and finds what there is to undo.
    ///
    /// # Errors
    /// Why it can't be undone: its journal is damaged or held by a run, or the scanned folder can't be reached.
    pub fn open(journal: &Path, scope: &UndoScope) -> Result<Self, RepairError> {
        Self::open_with(journal, scope, &TakeOver::Never)
    }

    /// The same, with a word on what becomes of another computer's lock.
    ///
    /// # Errors
    /// As [`UndoRun::open`].
    pub fn open_with(
        journal: &Path,
        scope: &UndoScope,
        take_over: &TakeOver,
    ) -> Result<Self, RepairError> {
        let (journal, contents) = Journal::open(journal)?;
        let header = contents.header;
        let (holder, backup) = match header.destination.backup_tree() {
            Some(tree) => (Some(open_root(&header.root.0)?), open_if_there(&tree)?),
            None => (
                open_if_there(header.destination.holder(&header.root.0))?,
                None,
            ),
        };
        // What is gone as a whole is not written to.
        let lock = match &holder {
            Some(_) => Some(lock_tree(
                &header,
                journal.path(),
                &contents.items,
                take_over,
            )?),
            None => None,
        };
        let is_wanted = |item: &PlannedItem| match scope {
            UndoScope::Everything => true,
            UndoScope::Product(product) => item.product.as_ref() == Some(product),
            UndoScope::File(location) => item.location == *location,
        };
        let progress = contents.progress;
        let wanted = (0..contents.items.len())
            .filter(|&index| {
                progress.items[index].may_be_undone() && is_wanted(&contents.items[index])
            })
            .collect();
        let undo = Self {
            header,
            journal,
            lock,
            holder,
            backup,
            items: contents.items,
            wanted,
            progress,
            hands: Hands::default(),
        };
        undo.clear_up();
        Ok(undo)
    }

    /// Every image of the run's plan, in its order.
    #[must_use]
    pub fn items(&self) -> &[PlannedItem] {
        &self.items
    }

    /// The places in [`UndoRun::items`] of those that are to be undone.
    #[must_use]
    pub fn wanted(&self) -> &[usize] {
        &self.wanted
    }

    /// The dated tree in which the black files are, and stay; `None` where the run kept none or where it is gone.
    #[must_use]
    pub fn backup_tree(&self) -> Option<&Path> {
        self.backup.as_ref().map(RootedFolder::path)
    }

    /// The locks that killed repairs, or those of other computers, had left there, and that this one took over.
    #[must_use]
    pub fn taken_over(&self) -> &[FoundLock] {
        self.lock.as_ref().map_or(&[], TreeLock::taken_over)
    }

    /// Undoes what the run did to one of [`UndoRun::items`].
    ///
    /// # Panics
    /// When the plan has no such place.
    #[must_use]
    pub fn undo(&self, index: usize) -> UndoOutcome {
        let item = &self.items[index];
        let Some(written) = self.progress.items[index].written else {
            return UndoOutcome::WasUndone;
        };
        let undone = match item.action {
            RepairAction::Replace => self.bring_back(index, item, written),
            RepairAction::WriteNew => self.remove_new(index, item, written),
        };
        let at = Moment::now();
        match undone {
            Ok(outcome) => {
                // A new file that is not there may be on a disk that is away: the next undo looks again.
                if outcome == UndoOutcome::Undone || item.action == RepairAction::Replace {
                    self.note(&Step::Undone { item: index, at });
                }
                outcome
            }
            Err(obstacle) => {
                let problem = UndoProblem {
                    obstacle,
                    path: item.target.clone(),
                };
                self.note(&Step::NotUndone {
                    item: index,
                    at,
                    why: problem.obstacle.code().to_owned(),
                    text: problem.to_string(),
                });
                UndoOutcome::Left(problem)
            }
        }
    }

    /// Puts the black file in its place again.
    fn bring_back(
        &self,
        index: usize,
        item: &PlannedItem,
        written: Written,
    ) -> Result<UndoOutcome, UndoObstacle> {
        let relative = item.location.relative();
        let gone = || UndoObstacle::TargetGone {
            backup: self.backup_path(relative),
        };
        let holder = self.holder.as_ref().ok_or_else(gone)?;
        let place = match holder.place(relative) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(gone()),
            other => other?,
        };
        let found = place.look()?.ok_or_else(gone)?;
        let changed = || UndoObstacle::ChangedSince {
            backup: self.backup_path(relative),
        };
        let content = place.content_of(&found)?.ok_or_else(changed)?;
        if content == written.black {
            return Ok(UndoOutcome::WasUndone);
        }
        if content != written.new || names_of(&found) > 1 {
            return Err(changed());
        }
        let black = self.kept_black(item, written)?;
        if found.permissions().readonly() {
            return Err(UndoObstacle::WriteProtected);
        }
        refuse_protected(&place)?;
        let taken_over = TakenOver {
            permissions: Permissions::Of(&found),
            modified: written.black_modified,
        };
        let name = temporary_name(&self.header.run, index);
        // Noted before anything is written: by this line the next undo knows that a kill may have left a file here.
        self.note_undoing(index)?;
        let temporary = Temporary::write(&place, name, &black, taken_over)?;
        if place.content()? != Some(content) {
            return Err(changed());
        }
        temporary.replace(self.hands)?;
        Ok(UndoOutcome::Undone)
    }

    /// The black file's bytes, out of the backup.
    fn kept_black(&self, item: &PlannedItem, written: Written) -> Result<Vec<u8>, UndoObstacle> {
        let relative = item.location.relative();
        let gone = || UndoObstacle::BackupGone {
            backup: self.backup_path(relative),
        };
        let backup = self.backup.as_ref().ok_or_else(gone)?;
        let place = backup.place(relative)?;
        let found = place.look()?.ok_or_else(gone)?;
        // A copy that became larger is not read first: nobody knows how large.
        let black = if found.len() == item.file_bytes {
            place.read(&found)?
        } else {
            None
        };
        black
            .filter(|black| ContentHash::of(black) == written.black)
            .ok_or_else(|| UndoObstacle::BackupChanged {
                backup: self.backup_path(relative),
            })
    }

    /// Removes the new file.
    fn remove_new(
        &self,
        index: usize,
        item: &PlannedItem,
        written: Written,
    ) -> Result<UndoOutcome, UndoObstacle> {
        let relative = item.location.relative();
        let gone = || UndoObstacle::TargetGone { backup: None };
        let holder = self.holder.as_ref().ok_or_else(gone)?;
        let place = match holder.place(relative) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(UndoOutcome::WasUndone);
            }
            other => other?,
        };
        self.remove_file(index, &place, written)
    }

    fn remove_file(
        &self,
        index: usize,
        place: &FilePlace<'_>,
        written: Written,
    ) -> Result<UndoOutcome, UndoObstacle> {
        let Some(found) = place.look()? else {
            return Ok(UndoOutcome::WasUndone);
        };
        let changed = UndoObstacle::ChangedSince { backup: None };
        if place.content_of(&found)? != Some(written.new) {
            return Err(changed);
        }
        if found.permissions().readonly() {
            return Err(UndoObstacle::WriteProtected);
        }
        self.note_undoing(index)?;
        // Waiting for the journal took a while.
        if place.content()? != Some(written.new) {
            return Err(changed);
        }
        place.folder.remove_file(place.name)?;
        sync_folder(&place.folder).ok();
        Ok(UndoOutcome::Undone)
    }

    /// Ends the undo: removes the folders of a destination that the run made and that are empty by now, those too that a
    /// killed run or undo had left so. It is called when no worker is at work any more.
    ///
    /// # Errors
    /// Why the journal can't be brought to the disk; what was undone stays undone.
    pub fn finish(&self) -> Result<(), RepairError> {
        self.journal.sync()?;
        // Those within others come first.
        for folder in self.progress.folders.iter().rev() {
            if let Some(holder) = &self.holder {
                holder.remove_if_empty(folder);
            }
        }
        // It stands in the folder that may go now.
        if let Some(lock) = &self.lock {
            lock.release();
        }
        if let Some(folder) = self.header.destination.made_folder() {
            // Not empty, or gone: both are fine.
            std::fs::remove_dir(folder).ok();
        }
        Ok(())
    }

    /// Removes temporary files that a kill left behind.
    fn clear_up(&self) {
        for (index, item) in self.items.iter().enumerate() {
            if !self.progress.items[index].may_have_left_files() {
                continue;
            }
            let (holder, backup) = (self.holder.as_ref(), self.backup.as_ref());
            let name = temporary_name(&self.header.run, index);
            let kept = self.progress.items[index]
                .written
                .map(|written| written.black);
            // What can't be removed now is tried again by the next undo.
            clear_up(holder, backup, item.location.relative(), &name, kept).ok();
        }
    }

    fn backup_path(&self, relative: &Path) -> Option<PathBuf> {
        let tree = self.header.destination.backup_tree()?;
        Some(tree.join(relative))
    }

    fn note_undoing(&self, index: usize) -> Result<(), UndoObstacle> {
        let at = Moment::now();
        let noted = self
            .journal
            .note_durably(&Step::Undoing { item: index, at });
        noted.map_err(|error| UndoObstacle::Journal(error.into()))
    }

    /// Steps that say nothing that the disk does not say too need not succeed.
    fn note(&self, step: &Step) {
        self.journal.note(step).ok();
    }
}

/// A folder that is gone may have been removed, or be on a disk that is away; one that can't be opened is there.
fn open_if_there(folder: &Path) -> Result<Option<RootedFolder>, RepairError> {
    match RootedFolder::open(folder) {
        Ok(opened) => Ok(Some(opened)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(RepairError::FolderUnusable {
            fault: error.into(),
            path: folder.to_path_buf(),
        }),
    }
}
