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

mod config;
mod event;
mod location;
mod product;
mod report;

pub use config::{IncludeRules, ScanConfig, ScanTargets};
pub use event::{PauseCause, ScanEnd, ScanEvent, SkipCause};
pub use location::ImageLocation;
pub use product::ProductId;
pub use report::{ImageId, ImageOutcome, ImageReport, ReachError, WorkTimes, WorkerId};
