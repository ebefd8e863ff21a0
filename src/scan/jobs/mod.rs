//! Work on a list of images that is known beforehand: by the same workers, and under the same rules, as a scan.
//!
//! A list of [`Job`]s is one coordinator thread and one local rayon pool with a loop per worker. What a job does is its
//! own affair; this module does not know it. Invariants: [`JobEvent::Ended`] comes exactly once and last; every job is
//! finished at most once, and exactly once where the list was [`JobEnd::Completed`]; no job is begun after the run was
//! stopped, and none is ever interrupted.

mod coordinator;
mod event;
mod job;
mod start;
mod work;

pub use event::{JobEnd, JobEvent};
pub use job::{Job, JobsConfig};
#[cfg(test)]
pub(super) use start::start_jobs_with;
pub use start::{JobRun, start_jobs};
