//! The state that the window shows: totals, worker meters, result rows, their filter, order and selection.
//!
//! Everything here is plain data changed by plain functions: [`ScanSession::apply`] is the only place where a scan's
//! event changes it, and time comes in as a parameter. It knows no channels, no egui and no files.

mod row;

pub use row::{ResultRow, RowStatus};
