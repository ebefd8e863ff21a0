//! `blackdrop repair` and `blackdrop report` as people and scripts use them: the real program, on small made-up catalogues
//! whose originals are known.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

mod answers;
mod bad_use;
mod choice;
#[cfg(unix)]
mod interrupted;
mod locking;
mod repairing;
mod report;
mod support;
mod undoing;
