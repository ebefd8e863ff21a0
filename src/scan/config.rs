//! What to scan and how: validated, ready to start.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use super::{ImageId, ImageLocation, ScanMemory};
use crate::inspect::InspectOptions;

/// One scan's orders. Nothing in it changes while the scan runs.
#[derive(Clone, Debug)]
pub struct ScanConfig {
    /// The chosen folder.
    pub root: PathBuf,
    /// Which images below it.
    pub targets: ScanTargets,
    /// How many images are inspected at the same time.
    pub workers: NonZeroUsize,
    /// What the walk looks at besides plain images.
    pub include: IncludeRules,
    /// How each image is inspected.
    pub inspect: InspectOptions,
    /// After so many images in a row that could not be reached the scan pauses itself; `None`: it never does.
    pub pause_after_unreachable: Option<NonZeroUsize>,
    /// A worker of which nothing was heard (not a byte read) for so long is given up, and its image reported as not
    /// reached; another worker takes its place.
    pub silence_limit: Duration,
    /// The scan gives itself up when for so long nothing at all arrived from disk or share though something was asked;
    /// `None`: it goes on for as long as single workers are given up and replaced.
    pub give_up_after: Option<Duration>,
    /// What is known from earlier scans; nothing by default, and then every image is inspected.
    pub memory: ScanMemory,
}

/// Which images to inspect.
#[derive(Clone, Debug)]
pub enum ScanTargets {
    /// All images below the root, found by walking it.
    Folder,
    /// These images only, under the ids that they have already ("Try these again").
    Images(Vec<(ImageId, ImageLocation)>),
    /// These images only, which were written a moment ago: the fingerprint of each is needed, flagged or not, by which it
    /// is known what was written.
    Rewritten(Vec<(ImageId, ImageLocation)>),
}

/// What the walk looks at besides plain images. Everything is off by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IncludeRules {
    /// Hidden files and `._*` files, and hidden or system folders inside the chosen one.
    pub hidden: bool,
    /// Files of cloud drives whose content is not on this machine; reading one downloads it.
    pub online_only: bool,
}
