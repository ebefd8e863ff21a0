//! `blackdrop scan` as people and scripts use it: the real program, on small catalogues that are drawn here.

#![expect(clippy::expect_used, reason = "helpers of tests may fail the test")]

mod bad_input;
mod decisions;
mod exit_codes;
mod fail_on_flagged;
#[cfg(target_os = "linux")]
mod log;
mod measures;
mod names;
mod outputs;
#[cfg(unix)]
mod permissions;
mod rescan;
mod saving;
mod sensitivity;
mod support;
#[cfg(unix)]
mod unix;
