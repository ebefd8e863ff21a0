//! What is asked about originals, repairs, and what is handed over.

use std::path::PathBuf;

use crate::repair::{BackgroundColour, RepairOptions, UndoScope};
use crate::scan::ImageId;
use crate::ui::originals_window::WishToProve;
use crate::ui::repair_dialog::{RepairFolder, RepairWish};
use crate::ui::undo_dialog::UndoQuestion;

/// Originals, repairs, and what is handed over.
#[derive(Clone, Debug, PartialEq)]
pub enum RepairCommand {
    /// Lay repaired pictures on this colour, in the preview and from the next repair on.
    SetBackground(BackgroundColour),
    /// Show or hide where the originals are and what they prove.
    ShowOriginals(bool),
    /// Open the dialog for the folder of originals.
    ChooseOriginalsFolder,
    /// Originals lie here too: find out whether it can be read. As typed: `~` is not expanded.
    SetOriginalsFolder(Option<PathBuf>),
    /// Look for originals and compare images with them.
    StartProving(WishToProve),
    /// Hold the job that goes on: proving, repairing or undoing.
    PauseJobs,
    /// Let it go on.
    ResumeJobs,
    /// End it, keeping what is done.
    StopJobs,
    /// Confirm these images, and put them among those to be repaired.
    ConfirmAndQueue(Vec<ImageId>),
    /// Take these images out from among those to be repaired.
    Unqueue(Vec<ImageId>),
    /// Show or hide the repair.
    ShowRepair(bool),
    /// Open the dialog for a folder of the repair.
    ChooseFolder(RepairFolder),
    /// A folder of the repair is another: find out whether it can be written to.
    FolderEdited(RepairFolder),
    /// Make repaired files like this from now on.
    SetOptions(RepairOptions),
    /// Find out what a repair would do.
    Plan(RepairWish),
    /// Back from the plan, or from the end of a repair, to the choice.
    LeavePlan,
    /// Do what the plan says.
    Start,
    /// Show or hide the repairs that were made.
    ShowRepairs(bool),
    /// Go on with a repair that was cut short; its journal.
    Resume(PathBuf),
    /// Ask before a repair is undone.
    AskUndo(UndoQuestion),
    /// The question was put away.
    CancelUndo,
    /// Undo a repair, or a part of it.
    Undo {
        /// The repair's journal.
        journal: PathBuf,
        /// What of it.
        scope: UndoScope,
    },
    /// Remove the lock that was asked about, and begin what it kept from beginning.
    TakeOverLock,
    /// Leave the lock that was asked about.
    LeaveLock,
    /// Show this folder in the file manager.
    ShowFolder(PathBuf),
    /// Show or hide the hand-over pack.
    ShowPack(bool),
    /// Open the dialog for the folder of the hand-over pack.
    ChoosePackFolder,
    /// The folder of the pack is another: find out whether it can be written to.
    PackFolderEdited,
    /// Write the hand-over pack into this folder, as typed.
    SavePack(PathBuf),
}
