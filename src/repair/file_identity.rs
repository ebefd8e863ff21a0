//! Which file a name leads to, and what tells that it was changed.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cap_std::fs::Metadata;

/// Store and journal keep times to the nanosecond, but a share may round them: what its client remembers of a file that was
/// just written is finer than what its server tells later (NTFS: 100 ns).
const SAME_MOMENT: Duration = Duration::from_millis(1);

/// Which file it is, whatever it is called. Where the system does not tell (Windows), no two files are the same by it, and
/// their full paths decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FileIdentity {
    device: u64,
    inode: u64,
}

impl FileIdentity {
    #[cfg_attr(
        unix,
        expect(clippy::unnecessary_wraps, reason = "other systems do not tell")
    )]
    pub(super) fn of(found: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        {
            use cap_std::fs::MetadataExt as _;
            Some(Self {
                device: found.dev(),
                inode: found.ino(),
            })
        }
        #[cfg(not(unix))]
        {
            let _untold = found;
            None
        }
    }

    /// Of what a path leads to, links followed.
    pub(super) fn at(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(path).ok()?;
        Self::of(&Metadata::from_just_metadata(found))
    }

    /// The disk that it lies on.
    pub(super) fn device(self) -> u64 {
        self.device
    }
}

/// How many names a file has; 1 where the system does not tell.
pub(super) fn names_of(found: &Metadata) -> u64 {
    #[cfg(unix)]
    {
        use cap_std::fs::MetadataExt as _;
        found.nlink()
    }
    #[cfg(not(unix))]
    {
        let _untold = found;
        1
    }
}

/// When a file was written last.
pub(super) fn modified_of(found: &Metadata) -> Option<SystemTime> {
    found
        .modified()
        .ok()
        .map(cap_std::time::SystemTime::into_std)
}

/// Whether two moments are the same, as far as both were kept. What was not told differs from nothing.
pub(super) fn is_same_moment(one: Option<SystemTime>, other: Option<SystemTime>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let apart = one
        .duration_since(other)
        .or_else(|_| other.duration_since(one));
    apart.is_ok_and(|apart| apart < SAME_MOMENT)
}

/// The originals of a run, by path and by identity: none of them may ever be a target.
#[derive(Debug, Default)]
pub(super) struct Originals {
    paths: std::collections::HashSet<PathBuf>,
    identities: std::collections::HashSet<FileIdentity>,
}

impl Originals {
    /// Looks all of them up; what is gone can't be replaced.
    pub(super) fn of<'item>(paths: impl Iterator<Item = &'item Path>) -> Self {
        let mut originals = Self::default();
        for path in paths {
            originals.identities.extend(FileIdentity::at(path));
            originals.paths.extend(std::fs::canonicalize(path));
        }
        originals
    }

    /// Whether the file at this path is one of them.
    pub(super) fn hold(&self, path: &Path, found: &Metadata) -> bool {
        match FileIdentity::of(found) {
            Some(identity) => self.identities.contains(&identity),
            None => std::fs::canonicalize(path).is_ok_and(|path| self.paths.contains(&path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_a_share_has_rounded_is_the_same() {
        let fine = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_123_456_789);
        let rounded = SystemTime::UNIX_EPOCH + Duration::from_nanos(1_700_000_000_123_456_700);
        assert!(is_same_moment(Some(fine), Some(rounded)));
        assert!(is_same_moment(Some(rounded), Some(fine)));
        assert!(!is_same_moment(Some(fine), Some(fine + SAME_MOMENT)));
        assert!(is_same_moment(None, Some(fine)), "nothing to compare with");
    }
}
