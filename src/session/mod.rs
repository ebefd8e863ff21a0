//! The state that the window shows: totals, worker meters, result rows, their filter, order and selection.
//!
//! Everything here is plain data changed by plain functions: [`ScanSession::apply`] is the only place where a scan's
//! event changes it, and time comes in as a parameter. It knows no channels, no egui and no files.

mod chunked_sort;
mod decision;
mod filter;
mod id_set;
mod image_counts;
mod image_set;
mod index;
mod job_progress;
mod list_order;
mod meter;
mod order;
mod original_answer;
mod pace;
mod phase;
mod placement;
mod places;
mod product_list;
#[cfg(test)]
mod product_list_tests;
mod products;
mod progress;
mod proof;
mod rates;
mod regroup;
mod rejudge;
mod rescan;
mod review;
mod row;
mod row_sets;
mod row_table;
mod run;
mod run_clock;
mod runs;
mod scan_session;
mod scope;
mod selection;
mod sharded_map;
mod size_text;
mod spot_bound;
mod spot_check;
mod tally;
mod totals;
mod worker_trial;

pub use decision::{Decided, Decision, RowReview, SaveState, WriteTicket};
pub use filter::{DecisionFilter, RowFilter, StatusFilter};
pub use image_counts::ImageCounts;
pub use image_set::ImageSet;
pub use index::ResultIndex;
pub use job_progress::{JobProgress, JobStage};
pub use meter::{TimeShares, WorkerMeter, WorkerState};
pub use order::{SortColumn, SortOrder};
pub use original_answer::{FilePrint, OriginalAnswer, OriginalPair, RepairGround};
pub use pace::ReviewPace;
pub use phase::ScanPhase;
pub use placement::{PlacedArea, PlacedFrame, Placement};
pub use product_list::{ProductColumn, ProductList, ProductOrder};
pub use products::{ProductLine, ProductPlace, Products};
pub use progress::{ProgressFigures, done_fraction, remaining_time};
pub use proof::{
    Mechanism, OriginalFile, PROOF_VERSION, Proof, ProofEvidence, ProofFinding, RowRepair,
};
pub use rates::{HISTORY_SECS, RateHistory, Rates};
pub use rescan::{RecalledResults, RecalledRow, RescanEnd, RescanFigures};
pub use review::{ReviewStep, SaidOfOriginal, StepKind, UnsavedDecisions};
pub use row::{ResultRow, RowStatus};
pub use row_table::RowTable;
pub use run::RunKind;
pub use runs::{CommonSize, GAP_FACTOR, LEAST_GAP, Written, WrongRun, WrongRuns};
pub use scan_session::{
    Beside, FinishedStep, ReviewedPart, ScanSession, ShownReview, SkippedEntry,
};
pub use scope::Scope;
pub use selection::Selection;
pub use sharded_map::ShardedMap;
pub use size_text::{size_part_text, size_text};
pub use spot_bound::most_wrong;
pub use spot_check::{SPOT_CHECK_SIZES, SpotCheck, SpotFindings, SpotKind};
pub use totals::{ScanTotals, SkipTotals};
pub use worker_trial::{TrialStage, TrialState};
