//! Discovery, the worker pool, and the events they send; pause and stop.
//!
//! # Scheduling
//!
//! One scan is one coordinator thread, one discovery thread and one local rayon pool with a loop per worker. Discovery
//! streams jobs into a bounded queue; workers take them, read and inspect, and report to the coordinator; the
//! coordinator is the only sender of [`ScanEvent`]s, so [`ScanEvent::Ended`] is sent exactly once and last, and what an
//! abandoned worker says later goes nowhere. Stop is asynchronous: images that were being read may still arrive before
//! `Ended`.
//!
//! What is promised of the order of events: an image is counted by `Discovered` before it is started; a worker finishes
//! the image that it started before it starts another; `WorkerAbandoned` follows the `ImageFinished` of its image. Nothing
//! is promised between workers. What is known from an earlier scan and has not changed is told in batches by `Unchanged`,
//! after `Discovered` has counted it, and is never started; `Gone` follows everything else, and only where the walk came
//! to its end and the folder was still there.
//!
//! # What may hang
//!
//! A read that hangs in the system cannot be interrupted, so nothing ever waits for a thread: workers, walk and loader
//! beat a [`Pulse`], and who is silent beyond the limit is left to itself and its work accounted for. Silence is judged
//! while a disk or share is asked; a decoder has five times the patience, and its failure is its own. A scan whose share
//! is dead ends by itself, once so many workers hang that no more are started. A folder that hangs is given up and told,
//! and another thread walks the rest; only where the chosen folder itself gives no answer does the walk end. Who waits for
//! nobody can have a scan give itself up ([`ScanConfig::give_up_after`]). The coordinator touches no file, and waits
//! in one place only, where it hears commands; so a scan can be stopped whatever hangs, and whether or not its events are
//! fetched.
//!
//! # Memory
//!
//! Whoever decodes asks one [`MemoryBudget`] first, once and for all that its picture takes, so that the number of workers
//! says nothing about the memory that is taken. Who waits there holds nothing, beats no pulse and is not taken to hang; it
//! is sent home by being given up.
//!
//! # Work after the scan
//!
//! Proving and repairing are lists of [`Job`]s for [`start_jobs`]: other events, the same workers, and the same rules for
//! pause, stop and silence. Only how long a stop waits is theirs to say, because a file that is being written is not left
//! half-way.
//!
//! This is the only room that names rayon and crossbeam.

mod breaker;
mod config;
mod content;
mod control;
mod coordinator;
mod core_load;
mod discovery;
mod entry_look;
mod event;
mod folder_disk;
mod guard;
mod handle;
mod identified;
mod inspect_work;
mod inspector;
mod jobs;
mod known;
mod loader;
mod location;
mod memory_budget;
mod note;
mod outbox;
mod product;
mod pulse;
mod read_file;
mod report;
mod roll_call;
mod roster;
mod seen_file;
mod skip_rules;
mod standstill;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod tree_walk;
mod unchanged;
mod wait_while_alive;
mod wake;
mod watch;
mod watermark;
mod worker;
mod worker_trial;

pub use config::{IncludeRules, ScanConfig, ScanTargets};
pub use content::{ContentHash, FileStamp, NoContentHash};
pub use core_load::CoreLoadSampler;
pub use event::{PauseCause, ScanEnd, ScanEvent, SkipCause};
pub(crate) use guard::guarded;
pub use handle::{NextEvent, RunHandle, ScanHandle};
pub use inspector::{FileInspector, InspectTask, Inspected, Inspector, Scratch};
pub use jobs::{Job, JobEnd, JobEvent, JobRun, JobsConfig, start_jobs};
pub use known::{IfUnchanged, KnownFile, KnownImage, KnownImages, ScanMemory};
pub use loader::{ImageLoader, LoadError, LoadKey, LoadKind, LoadRequest, Loaded, LoadedImage};
pub use location::ImageLocation;
pub use memory_budget::{GivenUp, MemoryBudget, MemoryGrant, machine_bytes};
pub use product::{ProductId, ProductRule};
pub use pulse::{Pulse, PulsePhase};
pub use read_file::{ReadWholeFault, WholeFile, read_whole_file};
pub use report::{ImageId, ImageOutcome, ImageReport, ReachError, WorkTimes, WorkerId};
pub use seen_file::SeenFile;
pub use skip_rules::{ATTRIBUTES_HIDE, has_picture_name, is_left_out_unasked};
pub use start::{start_scan, start_scan_with};
pub use wait_while_alive::{Waited, wait_while_alive};
pub(crate) use wake::Wake;
pub use watermark::{After, Watermark};
pub use worker_trial::{
    Sample, StepRate, TrialError, TrialEvent, TrialLimits, TrialOrders, TrialResult, WorkerTrial,
    counts_to_try, most_workers, start_trial_with, start_worker_trial,
};

/// What is said of silence, in English: for exports, logs and the command line.
pub(crate) fn no_answer(silent_for: std::time::Duration) -> String {
    format!("no answer for {} s", silent_for.as_secs())
}
