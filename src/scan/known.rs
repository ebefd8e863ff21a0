//! What an earlier scan found out, so that this one inspects only what is new and what has changed.
//!
//! Plain data: it asks no disk and no database. Invariant: a file is called unchanged only where its size and its time
//! are those with which it was inspected, and that time can be relied on.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{FileStamp, ImageId, ImageLocation};

/// How far a file's time must lie from the moment in which it was looked at, where the file system counts whole seconds:
/// FAT rounds to 2 s. A second write within them would leave the same time behind (git calls such files racy).
const COARSE_CLOCK: Duration = Duration::from_secs(3);

/// The same where it counts parts of a second: exFAT 10 ms, Linux 10 ms at most, Windows 16 ms; rounded up.
const FINE_CLOCK: Duration = Duration::from_millis(100);

/// What is remembered when a scan begins.
#[derive(Clone, Debug, Default)]
pub struct ScanMemory {
    /// The images of the last scan of this folder.
    pub known: Arc<KnownImages>,
    /// Sizes of files about which something was decided. A new or changed file of such a size is read whole for its
    /// fingerprint, because it may be one of them under another name.
    pub decided_sizes: Arc<HashSet<u64>>,
}

/// The images of an earlier scan, under the ids that they have in this one: 0, 1, 2 and so on.
#[derive(Clone, Debug, Default)]
pub struct KnownImages {
    by_location: HashMap<ImageLocation, ImageId>,
    images: Vec<KnownFile>,
}

/// One image of an earlier scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownImage {
    /// Where it was.
    pub location: ImageLocation,
    /// As what it was known.
    pub file: KnownFile,
}

/// As what an image is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownFile {
    /// Its size in bytes.
    pub file_bytes: Option<u64>,
    /// When it was written and looked at, and what it held.
    pub stamp: FileStamp,
    /// What a scan does where the file is as it was.
    pub if_unchanged: IfUnchanged,
}

/// What to do about a file that is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfUnchanged {
    /// Its results stand.
    Keep,
    /// Inspect it all the same: its results are missing, those of another engine, or not wanted.
    InspectAgain,
}

impl KnownImages {
    /// The known images, first id 0. Beyond `u32::MAX` there are no ids; what lies there is new.
    #[must_use]
    pub fn new(images: impl IntoIterator<Item = KnownImage>) -> Self {
        let mut known = Self::default();
        for (id, image) in (0..u32::MAX).zip(images) {
            known.by_location.insert(image.location, ImageId(id));
            known.images.push(image.file);
        }
        known
    }

    /// How many there are; the first new image has this number as its id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.images.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.images.is_empty()
    }

    /// The image that was at this place.
    #[must_use]
    pub fn at(&self, location: &ImageLocation) -> Option<(ImageId, &KnownFile)> {
        let id = *self.by_location.get(location)?;
        Some((id, self.images.get(id.index())?))
    }

    /// Every place with its id, in no order.
    pub(super) fn places(&self) -> impl Iterator<Item = (&ImageLocation, ImageId)> {
        self.by_location
            .iter()
            .map(|(location, id)| (location, *id))
    }
}

impl KnownFile {
    /// Whether a file of this size, written then, needs no inspection.
    #[must_use]
    pub fn stands(&self, file_bytes: Option<u64>, modified: Option<SystemTime>) -> bool {
        self.if_unchanged == IfUnchanged::Keep
            && self.file_bytes.is_some()
            && self.file_bytes == file_bytes
            && self.stamp.modified.is_some()
            && self.stamp.modified == modified
            && self.stamp.is_settled()
    }
}

impl FileStamp {
    /// Whether a later write would have given the file another time: it was looked at well after it was written. A file
    /// that is not settled is inspected once more by the next scan, which looks at it later and so settles it. A time in
    /// the future was not written by this clock just now, so it counts as settled too.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        let (Some(modified), Some(looked_at)) = (self.modified, self.looked_at) else {
            return false;
        };
        let distance = looked_at
            .duration_since(modified)
            .unwrap_or_else(|future| future.duration());
        distance > clock_step(modified)
    }
}

/// How far apart two writes must be to be told apart, judged by how fine the time is.
fn clock_step(time: SystemTime) -> Duration {
    let since_1970 = time
        .duration_since(UNIX_EPOCH)
        .unwrap_or_else(|before| before.duration());
    if since_1970.subsec_nanos() == 0 {
        COARSE_CLOCK
    } else {
        FINE_CLOCK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: Duration = Duration::from_secs(1_760_000_000);
    const FRACTION: Duration = Duration::from_micros(250_017);

    fn known(written: Duration, looked_at: Duration) -> KnownFile {
        KnownFile {
            file_bytes: Some(7),
            stamp: FileStamp {
                modified: Some(UNIX_EPOCH + written),
                looked_at: Some(UNIX_EPOCH + looked_at),
                content: None,
            },
            if_unchanged: IfUnchanged::Keep,
        }
    }

    fn stands(file: KnownFile) -> bool {
        file.stands(Some(7), file.stamp.modified)
    }

    #[test]
    fn a_file_as_it_was_stands_and_any_other_does_not() {
        let file = known(WRITTEN, WRITTEN + Duration::from_mins(1));
        let modified = file.stamp.modified;
        assert!(file.stands(Some(7), modified), "as it was");
        assert!(!file.stands(Some(8), modified), "another size");
        let later = modified.map(|time| time + Duration::from_nanos(100));
        assert!(!file.stands(Some(7), later), "100 ns later");
        assert!(!file.stands(None, modified), "size unknown");
        assert!(!file.stands(Some(7), None), "time unknown");
        let again = KnownFile {
            if_unchanged: IfUnchanged::InspectAgain,
            ..file
        };
        assert!(!stands(again), "wanted again");
    }

    #[test]
    fn a_file_that_was_written_while_it_was_looked_at_is_not_trusted() {
        let whole_seconds = |later| stands(known(WRITTEN, WRITTEN + Duration::from_millis(later)));
        assert!(!whole_seconds(0), "the same moment");
        assert!(!whole_seconds(2_500), "within what FAT tells apart");
        assert!(whole_seconds(3_500), "beyond it");
        let fine = WRITTEN + FRACTION;
        let fine_clock = |later| stands(known(fine, fine + Duration::from_millis(later)));
        assert!(!fine_clock(20), "within two ticks of a clock");
        assert!(fine_clock(150), "a fine clock is trusted sooner");
    }

    #[test]
    fn a_time_in_the_future_is_as_good_as_any_other() {
        let far = known(WRITTEN + Duration::from_hours(1), WRITTEN);
        assert!(stands(far), "a camera with a wrong clock");
        assert!(!stands(known(WRITTEN + Duration::from_secs(1), WRITTEN)));
    }

    #[test]
    fn images_are_found_by_their_place_alone() {
        let file = known(WRITTEN, WRITTEN);
        let images = ["a.jpg", "b/a.jpg"].map(|path| KnownImage {
            location: ImageLocation::new(path),
            file,
        });
        let known = KnownImages::new(images);
        let id = |path: &str| known.at(&ImageLocation::new(path)).map(|(id, _)| id);
        assert_eq!(id("b/a.jpg"), Some(ImageId(1)));
        assert_eq!(id("c/a.jpg"), None);
        assert_eq!(known.len(), 2);
    }
}
