//! Where a scan stands.

use crate::scan::{PauseCause, ScanEnd};

/// Where a scan stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanPhase {
    /// Images are being inspected.
    Running,
    /// Held; goes on when resumed.
    Paused(PauseCause),
    /// Stop was asked for; what was being read may still arrive.
    Stopping,
    /// Over.
    Ended(ScanEnd),
}
