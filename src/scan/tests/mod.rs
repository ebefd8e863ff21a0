//! The engine as a whole, with made-up inspectors and real folders.
//!
//! - `support`: inspectors made of closures, a listener that checks every scan's promises, and temporary folders.
//! - `engine`: order and completeness of events; failing and panicking inspectors; what the window may do to a scan.
//! - `hang`: readers and decoders that never come back.
//! - `hung_folders`: folders that never answer, and scans that give themselves up.
//! - `control`: pause, resume, stop, the circuit breaker, a handle that is dropped.
//! - `folders`: what the walk finds among odd names, links, pipes and permissions.
//! - `by_content`: files whose names promise no picture.
//! - `rescan`: a second scan of a folder.
//! - `job_support`: jobs made of closures, and a listener that checks every promise of a list of jobs.
//! - `jobs`: lists of jobs, slow, panicking and hanging ones.
//! - `worker_trial`: trials of worker counts.

mod by_content;
mod control;
mod engine;
mod folders;
mod hang;
mod hung_folders;
mod job_support;
mod jobs;
mod rescan;
mod support;
mod worker_trial;
