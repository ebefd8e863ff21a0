//! Files as every room opens them, and the names of those that the program makes for itself.
//!
//! Between a look at a name and its opening, anybody may have put something else there: a named pipe, whose opening waits
//! for its other end, or a file of any length. So whoever expects a file opens it here: without waiting, and looked at
//! again once it is open; and nothing is read further than to a bound.
//!
//! Files that the program makes for a moment bear the mark of its process in their names, so that what a killed one left
//! behind is known later, and is removed; what another process is still writing never is.

mod names;
mod open;
mod process_mark;
mod temporary;
#[cfg(all(test, unix))]
pub(crate) mod test_pipe;

pub use names::{REPAIR_LOCK, is_own_name};
#[cfg(unix)]
pub use open::NEVER_WAIT;
pub use open::{is_not_a_file, not_a_file, open_file, open_file_with, patiently, read_file_within};
pub use process_mark::{ProcessMark, ProcessState};
pub use temporary::{
    Mark, is_leftover, is_unfinished, let_go, marked_file_in, sweep, temporary_in,
};
