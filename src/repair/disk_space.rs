//! How much room a repair needs, and how much there is. An estimate, and a generous one: the true size of a repaired file
//! is known only when it is made.

use std::path::{Path, PathBuf};

use super::RepairDestination;
use super::destination::{Places, existing};
#[cfg(unix)]
use super::file_identity::FileIdentity;
use super::plan::PlannedItem;

/// A repaired JPEG in full colour resolution at quality 92 takes up to about three times as many bytes as one in half
/// resolution at quality 75, which is what most converters write. One more for pictures that were pressed harder.
const TIMES_THE_BLACK_FILE: u64 = 4;

/// Colour profiles and metadata, which do not grow with the picture.
const BESIDES_BYTES: u64 = 64 << 10;

/// What a repair needs on one disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskNeed {
    /// The folder that is written; where two folders lie on the same disk, the first of them.
    pub folder: PathBuf,
    /// Bytes that may be written there, estimated generously.
    pub needed_bytes: u64,
    /// Bytes that are free for this user; `None` where the system does not tell.
    pub free_bytes: Option<u64>,
}

impl DiskNeed {
    /// Whether there is too little room, as far as is known.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.free_bytes.is_some_and(|free| free < self.needed_bytes)
    }
}

/// How large a repaired file may become, in bytes.
pub(super) fn estimated_bytes(black_bytes: u64) -> u64 {
    black_bytes
        .saturating_mul(TIMES_THE_BLACK_FILE)
        .saturating_add(BESIDES_BYTES)
}

/// What these items need, disk by disk.
pub(super) fn disk_needs(
    places: &Places,
    destination: &RepairDestination,
    items: &[PlannedItem],
) -> Vec<DiskNeed> {
    let new_bytes = sum(items, |item| item.estimated_bytes);
    let mut needs = match destination {
        RepairDestination::NewFolder(_) => vec![(places.chosen.as_path(), new_bytes)],
        RepairDestination::InPlace { .. } => vec![
            (places.root.as_path(), new_bytes),
            (places.chosen.as_path(), sum(items, |item| item.file_bytes)),
        ],
    };
    if let [(root, new), (backup, kept)] = needs[..]
        && is_same_disk(root, existing(backup))
    {
        needs = vec![(root, new.saturating_add(kept))];
    }
    needs
        .into_iter()
        .map(|(folder, needed_bytes)| DiskNeed {
            folder: folder.to_path_buf(),
            needed_bytes,
            free_bytes: fs4::available_space(existing(folder)).ok(),
        })
        .collect()
}

fn sum(items: &[PlannedItem], bytes: impl Fn(&PlannedItem) -> u64) -> u64 {
    items.iter().map(bytes).fold(0, u64::saturating_add)
}

#[cfg(unix)]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    let device = |path| FileIdentity::at(path).map(FileIdentity::device);
    device(one).is_some_and(|disk| device(other) == Some(disk))
}

/// By drive letter or share, with which resolved paths begin.
#[cfg(not(unix))]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    one.components().next() == other.components().next()
}
