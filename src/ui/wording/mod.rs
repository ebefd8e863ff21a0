//! The engine's data in the user's words. The engine itself holds only data and stable English codes.
//!
//! Every match is exhaustive, so that a new reason or error cannot go without words.

mod age;
mod decisions;
mod errors;
mod proof;
mod reasons;
mod repair;
mod runs;
mod spot_check;
mod status;

pub use age::age;
pub use decisions::{before_change, before_repair, decision, row_review, save_state};
pub use errors::{inspect_error, inspect_error_detail, reach_error, reach_error_detail};
pub use proof::{proof, repair, row_answer, row_proof};
pub use reasons::{judged_reasons, percent, reason, row_notes, row_reasons};
pub use repair::{
    journal_error, lock_holder, obstacle_name, repair_error, repair_obstacle, taken_over,
    undo_obstacle,
};
pub use runs::{run_purity, run_time, run_writing};
pub use spot_check::{at_most_percent, conclusion};
pub use status::{misnamed, row_error, status, verdict};
