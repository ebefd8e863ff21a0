//! Discovery, the worker pool, and the events they send; pause and stop.
//!
//! # Scheduling
//!
//! One scan is one coordinator thread, one discovery thread and one local rayon pool with a loop per worker. Discovery
//! streams jobs into a bounded queue; workers take them, read and inspect, and report to the coordinator; the
//! coordinator is the only sender of [`ScanEvent`]s, so [`ScanEvent::Ended`] is sent exactly once and last, and what an
//! abandoned worker says later goes nowhere. Events of one worker keep their order; nothing is promised between
//! workers. Stop is asynchronous: images that were being read may still arrive before `Ended`.
//!
//! This is the only room that names rayon and crossbeam.

mod breaker;
mod config;
mod control;
mod coordinator;
mod core_load;
mod discovery;
mod event;
mod guard;
mod handle;
mod inspector;
mod loader;
mod location;
mod note;
mod outbox;
mod product;
mod pulse;
mod read_file;
mod report;
mod roster;
mod skip_rules;
mod start;
mod state;
#[cfg(test)]
mod tests;
mod wake;
mod watch;
mod worker;

pub use config::{IncludeRules, ScanConfig, ScanTargets};
pub use core_load::CoreLoadSampler;
pub use event::{PauseCause, ScanEnd, ScanEvent, SkipCause};
pub use handle::{NextEvent, ScanHandle};
pub use inspector::{FileInspector, InspectTask, Inspected, Inspector, Scratch};
pub use loader::{ImageLoader, LoadError, LoadKey, LoadKind, LoadRequest, Loaded, LoadedImage};
pub use location::ImageLocation;
pub use product::ProductId;
pub use pulse::{Pulse, PulsePhase};
pub use report::{ImageId, ImageOutcome, ImageReport, ReachError, WorkTimes, WorkerId};
pub use skip_rules::has_picture_name;
pub use start::{start_scan, start_scan_with};
