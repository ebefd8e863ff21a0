//! From a black image to a repaired one: finding the original, proving the case, the new picture, and writing it safely.
//!
//! Nothing is ever made lighter, retouched or guessed: a repaired image is its *original*, laid on the background that it
//! should have had, in the size and format of the file that it replaces.
//!
//! What is promised: an original is opened for reading only. Nothing is written outside the folders that were chosen for
//! it. A file is its old self or its new self, whole, at every moment; a black file is replaced only after its copy in the
//! backup is safe on the disk. Whatever a run did stands in its journal *before* it is done, so a run that was killed can
//! be resumed, and every run can be undone.
//!
//! This room starts no threads: its work runs as jobs of the scan's pool of workers.

mod background_colour;
mod colour_profile;
mod comparison;
mod cut_out;
mod encode;
mod fit;
mod flatten;
mod judgement;
mod motion;
mod name_match;
mod notes;
mod originals_index;
mod picture_error;
mod picture_words;
mod proving;
mod reduced_pair;
mod reduction;
mod repair_options;
mod repaired_file;
mod repaired_picture;
mod resample;
mod verify;

pub use background_colour::{BackgroundColour, NoColour};
pub use cut_out::CutOut;
pub use originals_index::{OriginalsError, OriginalsIndex};
pub use picture_error::RepairPictureError;
pub use proving::{OriginalBytes, prove};
pub use repair_options::{Chroma, RepairOptions};
pub use repaired_file::{RepairedFile, repaired_file};
pub use repaired_picture::repaired_picture;
pub use verify::VerifyError;
