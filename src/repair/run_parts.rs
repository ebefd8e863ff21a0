//! What the workers of one repair share: the opened folders, the journal, and what must never be replaced.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::RepairError;
use super::destination::Places;
use super::file_identity::Originals;
use super::file_swap::Hands;
use super::journal::Journal;
use super::journal_line::{DestinationLine, Header};
use super::plan::PlannedItem;
use super::rooted_folder::{RootedFolder, make_folder};
use super::tree_lock::{LockedTree, TakeOver, TreeLock};

/// What the workers of one repair share.
#[derive(Debug)]
pub(super) struct RunParts {
    pub(super) header: Header,
    pub(super) journal: Journal,
    /// Of the tree that is written to.
    pub(super) lock: TreeLock,
    pub(super) root: RootedFolder,
    /// The new folder, where the run writes into one.
    pub(super) target: Option<RootedFolder>,
    /// The dated tree of the backup, where the run replaces.
    pub(super) backup: Option<RootedFolder>,
    pub(super) originals: Originals,
    pub(super) hands: Hands,
    /// Held by the one worker that gives a name in two steps, where the file system can't do it in one.
    pub(super) naming: Mutex<()>,
}

impl RunParts {
    /// Opens the folders of a run, makes those that are missing, makes sure once more that they may be written, and locks
    /// the tree.
    pub(super) fn open(
        header: Header,
        journal: Journal,
        items: &[PlannedItem],
        take_over: &TakeOver,
    ) -> Result<Self, RepairError> {
        let chosen = header.destination.chosen();
        let originals = header.originals.as_ref().map(|path| path.0.as_path());
        let look = || Places::look(&header.root.0, originals, &chosen);
        let places = look()?;
        let written = match header.destination.backup_tree() {
            Some(tree) => tree,
            None => places.chosen.clone(),
        };
        let unusable = |error: std::io::Error| RepairError::FolderUnusable {
            fault: error.into(),
            path: written.clone(),
        };
        make_folder(&written).map_err(unusable)?;
        // Now that it is there, links on its way can be seen.
        let places = look()?;
        if std::fs::canonicalize(&written).map_err(unusable)? != below(&places.chosen, &header) {
            return Err(RepairError::NotAFolder { path: written });
        }
        let folder = RootedFolder::open(&written).map_err(unusable)?;
        let tree_lock = lock_tree(&header, journal.path(), items, take_over)?;
        let (target, backup) = match header.destination {
            DestinationLine::NewFolder { .. } => (Some(folder), None),
            DestinationLine::InPlace { .. } => (None, Some(folder)),
        };
        Ok(Self {
            root: open_root(&header.root.0)?,
            originals: Originals::of(items.iter().map(|item| item.original.path.as_path())),
            hands: Hands::default(),
            naming: Mutex::default(),
            header,
            journal,
            lock: tree_lock,
            target,
            backup,
        })
    }
}

/// Locks the tree below which the files of a run lie.
pub(super) fn lock_tree(
    header: &Header,
    journal: &Path,
    items: &[PlannedItem],
    take_over: &TakeOver,
) -> Result<TreeLock, RepairError> {
    let files: Vec<&Path> = items.iter().map(|item| item.location.relative()).collect();
    let tree = LockedTree {
        root: header.destination.holder(&header.root.0),
        journal,
        files: &files,
    };
    TreeLock::acquire(tree, take_over)
}

/// The folder that is written, below the chosen one.
fn below(chosen: &Path, header: &Header) -> PathBuf {
    match &header.destination {
        DestinationLine::NewFolder { .. } => chosen.to_path_buf(),
        DestinationLine::InPlace { tree, .. } => chosen.join(tree),
    }
}

/// Opens the scanned folder.
pub(super) fn open_root(root: &Path) -> Result<RootedFolder, RepairError> {
    RootedFolder::open(root).map_err(|error| RepairError::RootUnreachable {
        fault: error.into(),
        path: root.to_path_buf(),
    })
}
