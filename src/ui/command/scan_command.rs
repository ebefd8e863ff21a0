//! What is asked about the folder, and the scan of it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::inspect::Measures;
use crate::scan::IncludeRules;

/// The folder, and the scan of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ScanCommand {
    /// Open the folder dialog.
    ChooseFolder,
    /// Scan what the path box holds.
    Start,
    /// Scan this folder.
    ScanFolder(PathBuf),
    /// The path box holds something else: find out whether it can be scanned.
    PathEdited,
    /// Scan with so many workers, from the next scan on; `None`: one per core.
    SetWorkers(Option<NonZeroUsize>),
    /// Offer to find out with how many workers the folder in the path box is scanned fastest.
    AskBestWorkers,
    /// Measure it now, maybe anew.
    StartWorkerTrial,
    /// Put that dialog away; what is being measured is cancelled.
    CloseWorkerTrial,
    /// Put the folder that the results are of back into the path box.
    NameFolderOfResults,
    /// Write the built-in sample and scan it.
    TrySample,
    /// Hold the scan.
    Pause,
    /// Let it go on.
    Resume,
    /// End it, keeping all results.
    Stop,
    /// Inspect again what could not be reached.
    RetryUnreachable,
    /// Scan the shown folder as if nothing were remembered of it.
    InspectEverythingAgain,
    /// Take images that are gone off the list, and forget them.
    ForgetGone,
    /// Look at other kinds of files too, from the next scan on.
    SetInclude(IncludeRules),
    /// Measure more or less than the verdict needs, from the next scan on.
    SetMeasures(Measures),
    /// Do not offer this folder any more.
    ForgetFolder(PathBuf),
    /// Offer no folder any more.
    ForgetAllFolders,
    /// The path prompt was answered with this path, as typed.
    PathPromptAccepted(String),
    /// The path prompt was put away.
    PathPromptCancelled,
    /// Put the keyboard into the path box.
    FocusPath,
}
