//! What the user asked for: the only way in which a panel has an effect.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use crate::inspect::{Measures, Thresholds};
use crate::repair::{BackgroundColour, RepairOptions, UndoScope};
use crate::scan::{ImageId, IncludeRules};
use crate::session::{
    Beside, Decision, ProductColumn, ProductPlace, RowFilter, SortColumn, SortOrder, SpotCheck,
    WrongRun,
};

use super::bulk_dialog::BulkAnswer;
use super::keys::KeyMap;
use super::originals_window::ImagesToProve;
use super::preview::ZoomStep;
use super::repair_dialog::{RepairFolder, RepairWish};
use super::undo_dialog::UndoQuestion;
use super::{CheckSubject, Language, SkipGroup};

/// One wish of the user. Panels return them; the app carries them out after the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum UiCommand {
    /// Open the folder dialog.
    ChooseFolder,
    /// Scan what the path box holds.
    StartScan,
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
    /// Write the built-in sample and scan it.
    TrySample,
    /// Hold the scan.
    PauseScan,
    /// Let it go on.
    ResumeScan,
    /// End it, keeping all results.
    StopScan,
    /// Inspect again what could not be reached.
    RetryUnreachable,
    /// Scan the shown folder as if nothing were remembered of it.
    InspectEverythingAgain,
    /// Take images that are gone off the list, and forget them.
    ForgetGone,
    /// Look at other kinds of files too, from the next scan on.
    SetInclude(IncludeRules),
    /// Judge by these bounds, at once and from now on.
    SetThresholds(Thresholds),
    /// Show or hide the numbers behind the sensitivity.
    ShowSensitivityNumbers(bool),
    /// Measure more or less than the verdict needs, from the next scan on.
    SetMeasures(Measures),
    /// Show other rows.
    SetFilter(RowFilter),
    /// A column's header was clicked.
    SortBy(SortColumn),
    /// A column's header of the table of products was clicked.
    SortProducts(ProductColumn),
    /// A click on a product, or an arrow.
    FocusProduct(ProductPlace),
    /// Show a product's images.
    OpenProduct(ProductPlace),
    /// Show the images of the next product that has flagged ones to review.
    NextProduct,
    /// Show or hide the groups in which flagged images were written.
    ShowRuns(bool),
    /// Show the images of such a group.
    LookAtRun(Arc<WrongRun>),
    /// Offer to draw a sample of this; `None`: put the offer away.
    ShowCheck(Option<CheckSubject>),
    /// Draw a sample and show it.
    StartCheck {
        /// Of what.
        subject: CheckSubject,
        /// How many images.
        size: usize,
    },
    /// Show a sample that was drawn before.
    OpenCheck(Arc<SpotCheck>),
    /// Back from a part of the results to where one was.
    LeaveScope,
    /// Show the rows in this order; `None`: as the walk found them.
    SetOrder(Option<SortOrder>),
    /// Work the list out by its filter alone: rows that stayed although they were decided go.
    RefreshFilter,
    /// Decide about these images; `None`: not reviewed any more.
    Decide {
        /// Which.
        images: Vec<ImageId>,
        /// What.
        decision: Option<Decision>,
    },
    /// Decide about every shown image, maybe after a question; `None`: not reviewed any more.
    DecideAllShown(Option<Decision>),
    /// The question before many images are decided was answered.
    AnswerBulk(BulkAnswer),
    /// Take the last step of the review back.
    Undo,
    /// Do again what was undone last.
    Redo,
    /// Gallery, table or products.
    SetViewMode(ViewMode),
    /// A plain click or an arrow: this row alone.
    Select(ImageId),
    /// Ctrl and click.
    ToggleSelected(ImageId),
    /// Shift and click.
    ExtendSelection(ImageId),
    /// Every shown row.
    SelectAll,
    /// Move the focus by so many rows; with Shift the selection grows.
    MoveFocus {
        /// Places in the shown list.
        rows: isize,
        /// Whether the selection grows.
        extend: bool,
    },
    /// Show the focused image large.
    OpenPreview,
    /// Back to the results.
    ClosePreview,
    /// Show these images side by side; fewer than two: the focused one with the others of its product.
    Compare(Vec<ImageId>),
    /// Back from images side by side.
    CloseCompare,
    /// The pane with this number takes the focus, from 1.
    FocusPane(usize),
    /// Compare the images of the next or previous product that has flagged ones.
    CompareProduct(Beside),
    /// Show the preview's picture larger, smaller, whole or as it is.
    Zoom(ZoomStep),
    /// Draw the black area over the preview's picture, or no more.
    ToggleBlackArea,
    /// Show the file, its repair, or both: the next of these.
    ShowNextSide,
    /// Lay repaired pictures on this colour, in the preview and from the next repair on.
    SetRepairBackground(BackgroundColour),
    /// Show or hide where the originals are and what they prove.
    ShowOriginals(bool),
    /// Open the dialog for the folder of originals.
    ChooseOriginalsFolder,
    /// Originals lie here too: find out whether it can be read. As typed: `~` is not expanded.
    SetOriginalsFolder(Option<PathBuf>),
    /// Look for originals and compare images with them.
    StartProving {
        /// Which images.
        images: ImagesToProve,
        /// Where originals lie besides beside the images; as typed.
        folder: Option<PathBuf>,
    },
    /// Hold the job that goes on: proving, repairing or undoing.
    PauseJobs,
    /// Let it go on.
    ResumeJobs,
    /// End it, keeping what is done.
    StopJobs,
    /// Confirm these images, and put them among those to be repaired.
    ConfirmAndQueueRepair(Vec<ImageId>),
    /// Take these images out from among those to be repaired.
    UnqueueRepair(Vec<ImageId>),
    /// Show or hide the repair.
    ShowRepair(bool),
    /// Open the dialog for a folder of the repair.
    ChooseRepairFolder(RepairFolder),
    /// A folder of the repair is another: find out whether it can be written to.
    RepairFolderEdited(RepairFolder),
    /// Make repaired files like this from now on.
    SetRepairOptions(RepairOptions),
    /// Find out what a repair would do.
    PlanRepair(RepairWish),
    /// Back from the plan, or from the end of a repair, to the choice.
    LeaveRepairPlan,
    /// Do what the plan says.
    StartRepair,
    /// Show or hide the repairs that were made.
    ShowRepairs(bool),
    /// Go on with a repair that was cut short; its journal.
    ResumeRepair(PathBuf),
    /// Ask before a repair is undone.
    AskUndoRepair(UndoQuestion),
    /// The question was put away.
    CancelUndoRepair,
    /// Undo a repair, or a part of it.
    UndoRepair {
        /// The repair's journal.
        journal: PathBuf,
        /// What of it.
        scope: UndoScope,
    },
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
    /// Open these images in their own program.
    OpenInProgram(Vec<ImageId>),
    /// Show this image in the file manager.
    ShowInFileManager(ImageId),
    /// Copy these images' paths.
    CopyPaths(Vec<ImageId>),
    /// Ask where to, then export.
    Export {
        /// Which rows.
        rows: ExportRows,
        /// As what.
        format: ExportFormat,
    },
    /// Show or hide what was not looked at.
    ShowSkipped(bool),
    /// Show what was not looked at for this cause.
    ShowSkippedGroup(SkipGroup),
    /// Unfold or fold the workers at the side.
    ShowWorkers(bool),
    /// Unfold or fold the preview at the side.
    ShowSidePreview(bool),
    /// Show or hide the keys.
    ShowKeys(bool),
    /// Show or hide the export choice.
    ShowExport(bool),
    /// Show or hide the settings.
    ShowSettings(bool),
    /// Show or hide what this program is.
    ShowAbout(bool),
    /// Show where the program keeps something.
    ShowPlace(Place),
    /// Open the log.
    OpenLog,
    /// These keys from now on.
    SetKeys(KeyMap),
    /// Side of a gallery's picture, in logical points.
    SetThumbnailSize(f32),
    /// Do not offer this folder any more.
    ForgetFolder(PathBuf),
    /// Offer no folder any more.
    ForgetAllFolders,
    /// Light, dark, or as the system.
    SetTheme(egui::ThemePreference),
    /// Another language; `None`: as the system.
    SetLanguage(Option<Language>),
    /// The path prompt was answered with this path, as typed.
    PathPromptAccepted(String),
    /// The path prompt was put away.
    PathPromptCancelled,
    /// Put the keyboard into the filter box.
    FocusFilter,
    /// Put the keyboard into the path box.
    FocusPath,
}

/// Something that the program keeps on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file that remembers decisions.
    Database,
    /// The file of settings.
    Settings,
    /// The folder of the log.
    Log,
}

/// How results are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ViewMode {
    /// Thumbnails.
    #[default]
    Gallery,
    /// Rows and columns.
    Table,
    /// A row per product.
    Products,
}

/// Which rows to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportRows {
    /// Every row.
    All,
    /// Black and doubtful.
    #[default]
    Flagged,
    /// Those that a person confirmed.
    Confirmed,
    /// What the filter shows, in the order shown.
    Shown,
    /// The selected rows: the shown ones in the order shown, then those that the filter hides.
    Selected,
}

/// As what to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportFormat {
    /// Excel workbook.
    #[default]
    Workbook,
    /// CSV that a spreadsheet reads rightly and runs nothing of.
    CsvForExcel,
    /// CSV with exact values.
    CsvForPrograms,
    /// JSON, one object a line.
    JsonLines,
    /// The list of the first script.
    PixelList,
}

/// A sentence for the user that vanishes by itself or by a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something was done.
    Done(String),
    /// Something went wrong.
    Failed(String),
}
