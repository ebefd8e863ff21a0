//! How much room a repair needs, and how much there is. The true size of a repaired file is known only when it is made, so
//! there are two numbers: what is needed at most, by a generous estimate, and what is needed at least. A repair is refused
//! only where there is less than that; between the two the plan warns. Who goes on in spite of it risks nothing: a file that
//! does not fit any more is not written, its black one is as it was, and the run can be gone on with.

use std::path::{Path, PathBuf};

use super::RepairDestination;
use super::destination::{Places, existing};
use super::file_head::SizeBasis;
#[cfg(unix)]
use super::file_identity::FileIdentity;
use super::plan::PlannedItem;

/// A repaired JPEG in full colour resolution at quality 92 takes up to about three times as many bytes as one in half
/// resolution at quality 75, which is what most converters write. One more for pictures that were pressed harder. A
/// lossy WebP, whose quality is taken over, takes less than twice as many.
const TIMES_THE_LOSSY_FILE: u64 = 4;

/// A new file is seldom smaller than the black one, as most are written finer; one that was saved at quality 100 may become
/// so at a low one. An eighth is less than any.
const LEAST_PART: u64 = 8;

/// What is written without loss: three bytes a pixel before anything is saved.
const RAW_BYTES_PER_PIXEL: u64 = 3;

/// Where nothing is known. A lossy picture of a photograph takes a fifth of a byte per pixel or more, and one without loss
/// about two.
const TIMES_AN_UNKNOWN_FILE: u64 = 12;

/// Colour profiles and metadata, which do not grow with the picture.
const BESIDES_BYTES: u64 = 64 << 10;

/// While an image is replaced, its black file, the copy of that and the new file are on the disk at once. So many workers
/// are counted, each at one image; where more were chosen, the generosity of the estimate covers theirs.
const UNDER_WAY: usize = 64;

/// What a repair needs on one disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskNeed {
    /// The folder that is written; where two folders lie on the same disk, the first of them.
    pub folder: PathBuf,
    /// Bytes by which the disk may get fuller, estimated generously. (A file system that keeps what is replaced, for its
    /// snapshots, gets fuller by the black files too.)
    pub needed_bytes: u64,
    /// Bytes without which it can't be done: the copies in the backup, and new files that are far smaller than the black
    /// ones.
    pub least_bytes: u64,
    /// Bytes that are free for this user; `None` where the system does not tell.
    pub free_bytes: Option<u64>,
}

/// Bytes on one disk.
#[derive(Clone, Copy)]
struct Room {
    at_most: u64,
    at_least: u64,
}

impl DiskNeed {
    /// Whether there is too little room for certain, as far as is known. A run is not begun then.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.free_bytes.is_some_and(|free| free < self.least_bytes)
    }

    /// Whether there may be too little room.
    #[must_use]
    pub fn is_tight(&self) -> bool {
        !self.is_short() && self.free_bytes.is_some_and(|free| free < self.needed_bytes)
    }
}

/// How large the repaired file in place of a black one of that size may become, in bytes.
pub(super) fn estimated_bytes(basis: SizeBasis, black_bytes: u64) -> u64 {
    let picture = match basis {
        SizeBasis::LossyFile => black_bytes.saturating_mul(TIMES_THE_LOSSY_FILE),
        SizeBasis::Pixels(pixels) => pixels.saturating_mul(RAW_BYTES_PER_PIXEL),
        SizeBasis::Unknown => black_bytes.saturating_mul(TIMES_AN_UNKNOWN_FILE),
    };
    picture.saturating_add(BESIDES_BYTES)
}

/// What these items need, disk by disk.
pub(super) fn disk_needs(
    places: &Places,
    destination: &RepairDestination,
    items: &[PlannedItem],
) -> Vec<DiskNeed> {
    let (scanned, chosen) = (places.root.as_path(), places.chosen.as_path());
    let black_bytes = sum(items.iter().map(|item| item.file_bytes));
    let mut needs = match destination {
        RepairDestination::NewFolder(_) => {
            let room = Room {
                at_most: sum(items.iter().map(|item| item.estimated_bytes)),
                at_least: black_bytes / LEAST_PART,
            };
            vec![(chosen, room)]
        }
        RepairDestination::InPlace { .. } => {
            let copies = Room {
                at_most: black_bytes,
                at_least: black_bytes,
            };
            vec![(scanned, replacing(items)), (chosen, copies)]
        }
    };
    if let [(_, new), (backup, kept)] = needs[..]
        && is_same_disk(scanned, existing(backup))
    {
        needs = vec![(scanned, new.and(kept))];
    }
    needs
        .into_iter()
        .map(|(folder, room)| DiskNeed {
            folder: folder.to_path_buf(),
            needed_bytes: room.at_most,
            least_bytes: room.at_least,
            free_bytes: fs4::available_space(existing(folder)).ok(),
        })
        .collect()
}

/// What replacing needs beside the copies: a black file's room is free again when it is replaced, so the disk gets fuller by
/// what the new files have more, and for a while by what is under way.
fn replacing(items: &[PlannedItem]) -> Room {
    let grown = |item: &PlannedItem| item.estimated_bytes.saturating_sub(item.file_bytes);
    let mut black: Vec<u64> = items.iter().map(|item| item.file_bytes).collect();
    black.sort_unstable_by(|one, other| other.cmp(one));
    let under_way = sum(black.iter().copied().take(UNDER_WAY));
    Room {
        at_most: sum(items.iter().map(grown)).saturating_add(under_way),
        at_least: black.first().copied().unwrap_or(0),
    }
}

impl Room {
    fn and(self, other: Self) -> Self {
        Self {
            at_most: self.at_most.saturating_add(other.at_most),
            at_least: self.at_least.saturating_add(other.at_least),
        }
    }
}

fn sum(bytes: impl Iterator<Item = u64>) -> u64 {
    bytes.fold(0, u64::saturating_add)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::test_shop::Shop;

    #[test]
    fn bytes_of_lossy_files_and_pixels_of_others_tell_how_large_a_file_may_become() {
        for (basis, picture) in [
            (SizeBasis::LossyFile, 400_000),
            (SizeBasis::Pixels(1_000_000), 3_000_000),
            (SizeBasis::Unknown, 1_200_000),
        ] {
            let estimated = estimated_bytes(basis, 100_000);
            assert_eq!(estimated, picture + BESIDES_BYTES, "{basis:?}");
        }
        assert_eq!(estimated_bytes(SizeBasis::Unknown, u64::MAX), u64::MAX);
    }

    #[test]
    fn in_place_only_what_is_under_way_is_on_the_disk_twice() {
        let shop = Shop::with(&["a/1.jpg"]);
        let destination = shop.in_place();
        let plan = shop.plan(destination.clone());
        let item = |bytes| PlannedItem {
            file_bytes: bytes,
            estimated_bytes: bytes * 4,
            ..plan.items[0].clone()
        };
        let mut items = vec![item(1_000); 1_000];
        items.extend(vec![item(5_000); 4]);
        let places = Places::look(&shop.root(), None, &destination).unwrap();
        let [disk] = &disk_needs(&places, &destination, &items)[..] else {
            panic!("one disk");
        };
        let black = 1_000 * 1_000 + 4 * 5_000;
        // The copies and what the new files have more than the black ones are as much as the new files.
        assert_eq!(disk.needed_bytes, 4 * black + 4 * 5_000 + 60 * 1_000);
        assert_eq!(disk.least_bytes, black + 5_000);
        let free = |bytes| DiskNeed {
            free_bytes: Some(bytes),
            ..disk.clone()
        };
        assert!(free(disk.least_bytes - 1).is_short());
        assert!(!free(disk.least_bytes).is_short());
        assert!(free(disk.needed_bytes - 1).is_tight());
        assert!(!free(disk.needed_bytes).is_tight());
        assert!(!free(0).is_tight(), "it is short");
    }
}
