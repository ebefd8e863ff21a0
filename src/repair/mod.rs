//! From a black image to a repaired one: finding the original, proving the case, the new picture, and writing it safely.
//!
//! Nothing is ever made lighter, retouched or guessed: a repaired image is its *original*, laid on the background that it
//! should have had, in the size and format of the file that it replaces.
//!
//! What is promised: an original is opened for reading only. Nothing is written outside the folders that were chosen for
//! it. A file is its old self or its new self, whole, at every moment; a black file is replaced only after its copy in the
//! backup is safe on the disk. Whatever a run did stands in its journal *before* it is done, so a run that was killed can
//! be resumed, and every run can be undone. Two runs never write to one tree at once.
//!
//! This room starts no threads: its work runs as jobs of the scan's pool of workers.
//!
//! # Where things are
//!
//! | step | files |
//! |---|---|
//! | which files may be the original | by name `originals_*`, `candidates`, `filed_place`, `name_*`, `copy_marks`, `picture_words`; by what they show `look*` |
//! | is it the original? | `proving` asks for one candidate after another, `proof_contest` says which of them counts. Each is compared by cells (`comparing`, `comparison`, `fit`, `motion`, judged in `judgement`), thin drawings by lines (`line_*`, `loss`), at the places where shops put a picture (`placement`, `placed`, `canvas`); what would be proven is looked at at the image's own pixels (`fine_*`, `plane`) |
//! | what is taken | `rule`, then `plan` and `obstacle` |
//! | the new picture | `repaired_picture`, `flatten`, `resample`, `colour_profile`; written by `file_form`, `encode` and `notes`; checked by `verify` |
//! | writing it safely | `run*`, `file_swap`, `journal*`, `tree_lock`, `undo*` |

mod background_colour;
mod before_after;
mod candidates;
mod canvas;
mod colour_profile;
mod comparing;
mod comparison;
mod copy_marks;
mod cut_out;
mod destination;
mod disk_fault;
mod disk_space;
mod encode;
mod equations;
mod file_form;
mod file_head;
mod file_identity;
mod file_swap;
mod filed_place;
mod fine_check;
mod fine_pair;
mod fine_print;
mod fit;
mod flatten;
mod history;
#[cfg(test)]
mod hostile_tests;
mod journal;
mod journal_error;
mod journal_line;
mod journal_read;
mod journal_state;
#[cfg(test)]
mod journal_tests;
mod journal_text;
mod judgement;
mod line_art;
mod line_comparing;
mod line_judgement;
#[cfg(test)]
mod line_tests;
mod lock_text;
mod look;
mod look_index;
mod look_job;
mod loss;
mod motion;
mod name_match;
mod name_spelling;
mod name_words;
mod notes;
mod obstacle;
mod order;
mod originals_index;
mod originals_search;
mod picture_error;
mod picture_job;
mod picture_words;
mod placed;
mod placement;
mod plan;
#[cfg(test)]
mod plan_tests;
mod plane;
mod png_profile;
mod profile_texts;
mod proof_contest;
mod prove_job;
mod proving;
mod reduced_pair;
mod reduction;
mod repair_error;
mod repair_item;
mod repair_job;
mod repair_options;
mod repaired_file;
mod repaired_picture;
mod resample;
#[cfg(test)]
mod resume_tests;
mod rooted_folder;
mod rounding;
mod rule;
mod run;
mod run_destination;
mod run_parts;
#[cfg(test)]
mod run_tests;
#[cfg(test)]
mod small_print_tests;
mod state_on_disk;
#[cfg(test)]
mod test_shop;
mod tree_lock;
mod undo;
mod undo_job;
mod undo_obstacle;
#[cfg(test)]
mod undo_tests;
mod verify;
mod vp8_header;

pub use background_colour::{BackgroundColour, NoColour};
pub use before_after::{AfterRepair, BeforeAfter, BeforeAfterJob};
pub use candidates::Candidates;
pub use cut_out::CutOut;
pub use disk_fault::DiskFault;
pub use disk_space::DiskNeed;
pub use history::{
    RepairHistory, RepairSummary, RepairedImage, repairs_in_force, repairs_in_force_in, repairs_of,
};
pub use journal_error::{JournalError, JournalErrorKind};
pub use lock_text::{FoundLock, LockHolder};
pub use look::Look;
pub use look_index::LookIndex;
pub use look_job::{
    KnownLooks, LookJob, LookJobs, LookedAt, Nearest, NearestJob, is_asked_by_content,
};
pub use obstacle::{RepairObstacle, RepairProblem};
pub use order::{ImageToRepair, RepairDestination, RepairOrder};
pub use originals_index::{OriginalsError, OriginalsIndex};
pub use originals_search::{MatchBy, OriginalsSearch};
pub use picture_error::RepairPictureError;
pub use picture_job::{PictureJob, PictureSource};
pub use plan::{
    PlannedItem, RepairAction, RepairPlan, SkippedImage, check_destination, plan_repair,
};
pub use prove_job::{ProveJob, Proved, ProvedFile};
pub use proving::{OriginalBytes, prove};
pub use repair_error::{KeptFolder, Overlap, RepairError};
pub use repair_item::{FileMaker, FileNotMade};
pub use repair_job::RepairJob;
pub use repair_options::{Chroma, RepairOptions};
pub use repaired_file::{RepairedFile, repaired_file};
pub use repaired_picture::repaired_picture;
pub use rule::{NotTaken, RepairRule};
pub use run::{RepairOutcome, RepairRun};
pub use tree_lock::{TakeOver, check_lock};
pub use undo::{UndoOutcome, UndoRun, UndoScope};
pub use undo_job::UndoJob;
pub use undo_obstacle::{UndoObstacle, UndoProblem};
pub use verify::VerifyError;
