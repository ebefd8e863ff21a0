//! Whether a chosen folder may take new files: it must be apart from the scanned folder and from that of the originals.
//!
//! Invariant: looking changes nothing on the disk. Folders are compared as the system resolves them, links followed, and
//! by identity, so that another spelling or a second mount of the same folder is still the same folder.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::file_identity::FileIdentity;
use super::{DiskFault, KeptFolder, Overlap, RepairDestination, RepairError};

/// The folders of a repair, as the system resolves them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Places {
    /// The scanned folder.
    pub(super) root: PathBuf,
    /// The folder that was chosen for new files or the backup; it need not be there yet.
    pub(super) chosen: PathBuf,
    /// The folder of originals, where one was chosen and is there.
    pub(super) originals: Option<PathBuf>,
}

impl Places {
    /// Looks at the folders of a repair.
    pub(super) fn look(
        root: &Path,
        originals: Option<&Path>,
        destination: &RepairDestination,
    ) -> Result<Self, RepairError> {
        let root = resolved_root(root)?;
        let given = destination.folder();
        let unusable = |error: io::Error| RepairError::FolderUnusable {
            fault: error.into(),
            path: given.to_path_buf(),
        };
        let chosen = resolved(given).map_err(unusable)?;
        let first_there = existing(&chosen);
        if !first_there.is_dir() || is_dangling_link(&chosen) {
            return Err(RepairError::NotAFolder {
                path: given.to_path_buf(),
            });
        }
        let mut kept = vec![(KeptFolder::Scanned, root.clone())];
        // Originals that are gone by now can't be harmed; each image says so for itself.
        let originals = originals.and_then(|folder| resolved(folder).ok());
        if let Some(originals) = &originals {
            kept.push((KeptFolder::Originals, originals.clone()));
        }
        for (kept, folder) in kept {
            if let Some(overlap) = overlap_of(&chosen, &folder) {
                return Err(RepairError::FoldersOverlap {
                    overlap,
                    kept,
                    path: given.to_path_buf(),
                });
            }
        }
        Ok(Self {
            root,
            chosen,
            originals,
        })
    }
}

/// The scanned folder, as the system resolves it.
pub(super) fn resolved_root(root: &Path) -> Result<PathBuf, RepairError> {
    std::fs::canonicalize(root).map_err(|error| RepairError::RootUnreachable {
        fault: DiskFault::from(error),
        path: root.to_path_buf(),
    })
}

/// The path that a folder will have, whether it is there yet or not: as far as it is there, links are followed.
pub(super) fn resolved(path: &Path) -> io::Result<PathBuf> {
    let mut there = std::path::absolute(path)?;
    let mut missing: Vec<OsString> = Vec::new();
    loop {
        match std::fs::canonicalize(&there) {
            Ok(found) => {
                return Ok(missing
                    .iter()
                    .rev()
                    .fold(found, |path, name| path.join(name)));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // Of a name that ends in `..` nobody can say where it will lead.
                let name = there.file_name().ok_or(error)?.to_owned();
                missing.push(name);
                there.pop();
            }
            Err(error) => return Err(error),
        }
    }
}

/// The folder itself, or the nearest one above it that is there.
pub(super) fn existing(path: &Path) -> &Path {
    path.ancestors()
        .find(|ancestor| ancestor.exists())
        .unwrap_or(path)
}

/// Whether a path can be taken below a folder as it is: nothing but names.
pub(super) fn is_plain(relative: &Path) -> bool {
    let mut parts = relative.components().peekable();
    parts.peek().is_some() && parts.all(|part| matches!(part, Component::Normal(_)))
}

/// A link to nowhere: nothing can be made under its name.
fn is_dangling_link(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink())
}

fn overlap_of(chosen: &Path, kept: &Path) -> Option<Overlap> {
    let is_same = |one: &Path, other: &Path| {
        one == other
            || FileIdentity::at(one)
                .is_some_and(|identity| FileIdentity::at(other) == Some(identity))
    };
    let is_above = |above: &Path, below: &Path| {
        below
            .ancestors()
            .skip(1)
            .any(|ancestor| is_same(above, ancestor))
    };
    if is_same(chosen, kept) {
        Some(Overlap::Same)
    } else if is_above(kept, chosen) {
        Some(Overlap::Inside)
    } else if is_above(chosen, kept) {
        Some(Overlap::Around)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folders {
        base: tempfile::TempDir,
    }

    impl Folders {
        fn new() -> Self {
            let base = tempfile::tempdir().unwrap();
            for name in ["shop/images", "shop/originals", "elsewhere"] {
                std::fs::create_dir_all(base.path().join(name)).unwrap();
            }
            Self { base }
        }

        fn path(&self, name: &str) -> PathBuf {
            self.base.path().join(name)
        }

        fn overlap(&self, chosen: &str) -> Option<(Overlap, KeptFolder)> {
            let destination = RepairDestination::NewFolder(self.path(chosen));
            let originals = self.path("shop/originals");
            match Places::look(&self.path("shop/images"), Some(&originals), &destination) {
                Ok(_) => None,
                Err(RepairError::FoldersOverlap { overlap, kept, .. }) => Some((overlap, kept)),
                Err(other) => panic!("{chosen}: {other}"),
            }
        }
    }

    #[test]
    fn a_folder_apart_may_take_new_files_whether_it_is_there_or_not() {
        let folders = Folders::new();
        for chosen in ["elsewhere", "elsewhere/new/er", "shop/images-repaired"] {
            assert_eq!(folders.overlap(chosen), None, "{chosen}");
        }
        assert!(
            !folders.path("elsewhere/new").exists(),
            "looking makes nothing"
        );
    }

    #[test]
    fn the_scanned_folder_and_that_of_the_originals_are_refused_from_within_and_without() {
        use KeptFolder::{Originals, Scanned};
        let folders = Folders::new();
        for (chosen, overlap, kept) in [
            ("shop/images", Overlap::Same, Scanned),
            ("shop/images/new", Overlap::Inside, Scanned),
            ("shop", Overlap::Around, Scanned),
            ("shop/originals/", Overlap::Same, Originals),
            ("shop/originals/a/b", Overlap::Inside, Originals),
            ("elsewhere/../shop/images", Overlap::Same, Scanned),
        ] {
            assert_eq!(folders.overlap(chosen), Some((overlap, kept)), "{chosen}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_as_the_folder_that_it_leads_to() {
        let folders = Folders::new();
        std::os::unix::fs::symlink(folders.path("shop"), folders.path("link")).unwrap();
        assert_eq!(
            folders.overlap("link/images/new"),
            Some((Overlap::Inside, KeptFolder::Scanned))
        );
        std::os::unix::fs::symlink(folders.path("nowhere"), folders.path("dangling")).unwrap();
        let destination = RepairDestination::NewFolder(folders.path("dangling"));
        assert!(matches!(
            Places::look(&folders.path("shop/images"), None, &destination),
            Err(RepairError::NotAFolder { .. })
        ));
    }

    #[test]
    fn a_file_in_the_way_is_told_and_so_is_a_name_that_leads_nowhere() {
        let folders = Folders::new();
        std::fs::write(folders.path("file"), "x").unwrap();
        let look = |chosen: &str| {
            let backup = folders.path(chosen);
            Places::look(
                &folders.path("shop/images"),
                None,
                &RepairDestination::InPlace { backup },
            )
        };
        assert!(matches!(look("file"), Err(RepairError::NotAFolder { .. })));
        assert!(look("file/below").is_err());
        assert!(look("missing/..").is_err());
    }

    #[test]
    fn only_names_may_stand_in_a_location() {
        for fine in ["a.jpg", "a/b.jpg", "...jpg"] {
            assert!(is_plain(Path::new(fine)), "{fine}");
        }
        for wrong in ["", "/a.jpg", "../a.jpg", "a/../../b.jpg", "./a.jpg"] {
            assert!(!is_plain(Path::new(wrong)), "{wrong}");
        }
    }
}
