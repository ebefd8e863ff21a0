//! What the coordinator remembers: plain data, no behaviour.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::discovery::Discovery;
use super::note::WalkEnd;
use super::outbox::Flow;
use super::pulse::PulseWatch;
use super::standstill::Standstill;
use super::{ImageId, Pulse};

/// What the coordinator knows of the walk.
pub(super) struct Walk {
    pub(super) discovery: Arc<Discovery>,
    pub(super) pulse: Arc<Pulse>,
    pub(super) watch: PulseWatch,
    pub(super) end: Option<WalkEnd>,
    /// Whether it was told that nothing more will be found.
    pub(super) is_end_told: bool,
    /// Known images that it came to its end without.
    pub(super) gone: Vec<ImageId>,
    /// Names that had arrived at the last look.
    pub(super) arrivals: u64,
}

/// Where the scan stands.
#[derive(Debug)]
pub(super) struct State {
    pub(super) course: Course,
    pub(super) is_held: bool,
    pub(super) flow: Flow,
    pub(super) last_look: Instant,
    pub(super) announced_images: u64,
    pub(super) announced_bytes: u64,
    pub(super) started: u64,
    pub(super) finished: u64,
    /// Files of which it was found out, or given up to find out, whether they are images.
    pub(super) identified: u64,
    /// Of these, those that are no pictures, and were not told yet.
    pub(super) others_to_tell: u64,
    pub(super) replaced: usize,
    /// Whether anything could not be reached, so that the root itself may be gone.
    pub(super) had_trouble: bool,
    /// For how long something was asked and nothing arrived.
    pub(super) standstill: Standstill,
    /// Whether anything else than silence was heard since the last look.
    pub(super) has_heard: bool,
    /// It gave itself up after such a standstill.
    pub(super) gave_up_after: Option<Duration>,
}

/// What the scan is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// Finding and inspecting.
    Running,
    /// All is done, but something could not be reached: is the root still there?
    CheckingRoot { waited: Duration },
    /// The user stopped it, or it gave itself up; images that are being inspected have a moment left.
    Stopping { since: Instant },
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            course: Course::Running,
            is_held: false,
            flow: Flow::Free,
            last_look: Instant::now(),
            announced_images: 0,
            announced_bytes: 0,
            started: 0,
            finished: 0,
            identified: 0,
            others_to_tell: 0,
            replaced: 0,
            had_trouble: false,
            standstill: Standstill::default(),
            has_heard: false,
            gave_up_after: None,
        }
    }
}
