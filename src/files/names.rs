//! The names of files that the program makes for itself in folders of others.

use std::ffi::OsStr;

/// How all of them begin: hidden on most systems, and no image's.
pub(super) const PREFIX: &str = ".blackdrop-";

/// How those end that are there for a moment only.
pub(super) const TEMPORARY: &str = ".tmp";

/// How the list of what is being written ends; it is kept after a kill, and read then.
pub(super) const UNFINISHED: &str = ".unfinished";

/// The lock of a repair, in the root of the tree that it writes to.
pub const REPAIR_LOCK: &str = ".blackdrop-repair.lock";

/// Whether a file is the program's own by its name: nobody looks for an image in it.
#[must_use]
pub fn is_own_name(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let ends = [TEMPORARY, UNFINISHED].map(str::as_bytes);
    name == REPAIR_LOCK.as_bytes()
        || (name.starts_with(PREFIX.as_bytes()) && ends.iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_own_names_are_its_own() {
        for name in [
            REPAIR_LOCK,
            ".blackdrop-x.tmp",
            ".blackdrop-20261003T140231Z-00ff-7.tmp",
        ] {
            assert!(is_own_name(OsStr::new(name)), "{name}");
        }
        for name in [
            "blackdrop-x.tmp",
            ".blackdrop.jpg",
            ".blackdrop-a.jpg",
            "x.tmp",
            "x.blackdrop-repair.lock",
        ] {
            assert!(!is_own_name(OsStr::new(name)), "{name}");
        }
    }
}
