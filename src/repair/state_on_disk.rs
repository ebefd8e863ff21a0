//! How far an image of a run is, where only the disk can tell: after a kill.

use super::DiskFault;
use super::file_swap::{clear_up, temporary_name};
use super::journal_line::{SeenFile, Step};
use super::journal_state::{ItemProgress, Stage};
use super::journal_text::Moment;
use super::plan::PlannedItem;
use super::run_parts::RunParts;

/// How far an image is in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    AtWork,
    /// Repaired, or undone: nothing is left to do.
    Settled,
    /// Something was about to get its name, and what has it now can't be read. As an open one it would be taken for an image
    /// that somebody changed, although it may be repaired.
    Unknown,
}

/// Clears up after a kill, and finds out whether an image's new file has got its name.
///
/// # Errors
/// Why what has its name can't be read.
pub(super) fn state_on_disk(
    parts: &RunParts,
    index: usize,
    item: &PlannedItem,
    known: &ItemProgress,
) -> Result<State, DiskFault> {
    if !known.is_unfinished() {
        return Ok(State::Settled);
    }
    let relative = item.location.relative();
    let holder = parts.target.as_ref().unwrap_or(&parts.root);
    let name = temporary_name(&parts.header.run, index);
    let kept = known.written.map(|written| written.black);
    // What can't be removed now is tried again when the image is.
    clear_up(Some(holder), parts.backup.as_ref(), relative, &name, kept).ok();
    let Some(written) = known.written else {
        return Ok(State::Open);
    };
    let there = holder.place(relative).and_then(|place| place.content());
    let there = match there {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        read => read?,
    };
    if there != Some(written.new) {
        return Ok(State::Open);
    }
    if !matches!(known.stage, Stage::Done(_)) {
        parts.journal.note(&done(index, item)).ok();
    }
    Ok(State::Settled)
}

/// The step that says that the new file has its name.
pub(super) fn done(index: usize, item: &PlannedItem) -> Step {
    Step::Done {
        item: index,
        at: Moment::now(),
        file: SeenFile::of(&item.target),
    }
}
