//! Repairing one image of a run.
//!
//! Invariant: every check that the plan made is made again on the very bytes that are used; the new file gets its name
//! only after the black one's copy is safe, the new one is on the disk, and the journal says so. After any obstacle the
//! image is as it was, and nothing half-written is left.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use cap_std::fs::Metadata;

use super::disk_fault::{is_no_permission, may_pass};
use super::file_head::is_animation;
use super::file_identity::{FileIdentity, is_same_moment, modified_of};
use super::file_swap::{Permissions, TakenOver, Temporary, temporary_name};
use super::journal_line::Step;
use super::journal_text::{HashText, JournalPath, Moment};
use super::plan::{PlannedItem, look_at, replace_obstacle};
use super::rooted_folder::FilePlace;
use super::run_parts::RunParts;
use super::{RepairObstacle, RepairOptions, RepairProblem};
use crate::files::{is_not_a_file, read_file_within};
use crate::scan::ContentHash;
use crate::session::{OriginalFile, Placement, RowRepair};

/// Makes the new file's bytes. Called by several workers at once.
pub trait FileMaker: Sync {
    /// The new file, whole, from the bytes of the black file and of its original, which lies in it as `placement` says.
    ///
    /// # Errors
    /// Why it can't be made.
    fn make(
        &self,
        black: &[u8],
        original: &[u8],
        placement: Option<&Placement>,
        options: &RepairOptions,
    ) -> Result<Vec<u8>, FileNotMade>;

    /// Is told when the disk has given back, byte for byte, what [`FileMaker::make`] returned, and the new file is about to
    /// get its name: on a slow disk who waits learns by this that it goes on.
    fn written(&self) {}
}

/// A new file could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct FileNotMade {
    /// Why, as a stable lower-case English fragment.
    pub detail: String,
}

impl From<FileNotMade> for RepairObstacle {
    fn from(not_made: FileNotMade) -> Self {
        Self::NotMade {
            detail: not_made.detail,
        }
    }
}

/// The black file, as it was read.
struct Black {
    bytes: Vec<u8>,
    found: Metadata,
    content: ContentHash,
}

/// Repairs one image. `is_ready` becomes true when the journal says that the new file is about to get its name.
pub(super) fn repair_item(
    run: &RunParts,
    index: usize,
    item: &PlannedItem,
    maker: &dyn FileMaker,
    is_ready: &Cell<bool>,
) -> Result<RowRepair, RepairProblem> {
    let path = item.location.under(run.root.path());
    let place = look_at(&run.root, item.location.relative())
        .and_then(|found| Ok((run.root.place(item.location.relative())?, found)));
    let (place, found) = place.map_err(|obstacle| obstacle.at(&path))?;
    let black = read_black(&place, found, item).map_err(|obstacle| obstacle.at(&path))?;
    let original =
        read_original(&item.original).map_err(|obstacle| obstacle.at(&item.original.path))?;
    let placement = item.original.placement.as_ref();
    let made = maker
        .make(&black.bytes, &original, placement, &run.header.options)
        .map_err(|not_made| RepairObstacle::from(not_made).at(&path))?;
    drop(original);
    let work = Work {
        run,
        index,
        item,
        maker,
        black: &black,
        made: &made,
        is_ready,
    };
    let backup = if run.backup.is_some() {
        let refused = replace_obstacle(&run.originals, &path, &black.found);
        refused.map_or(Ok(()), |obstacle| Err(obstacle.at(&path)))?;
        let kept = work.keep_black()?;
        let replaced = work.replace(&place);
        replaced.map_err(|obstacle| obstacle.at(&path))?;
        Some(kept)
    } else {
        let written = work.write_new();
        written.map_err(|obstacle| obstacle.at(&item.target))?;
        None
    };
    Ok(RowRepair {
        target: item.target.clone(),
        original: item.original.path.clone(),
        backup,
        content: ContentHash::of(&made),
        at: SystemTime::now(),
        journal: run.journal.path().to_path_buf(),
    })
}

fn read_black(
    place: &FilePlace<'_>,
    found: Metadata,
    item: &PlannedItem,
) -> Result<Black, RepairObstacle> {
    if found.len() != item.file_bytes || !is_same_moment(modified_of(&found), item.modified) {
        return Err(RepairObstacle::ImageChanged);
    }
    let bytes = place.read(&found)?.ok_or(RepairObstacle::ImageChanged)?;
    let content = ContentHash::of(&bytes);
    if item.content.is_some_and(|expected| expected != content)
        || bytes.len() as u64 != item.file_bytes
    {
        return Err(RepairObstacle::ImageChanged);
    }
    // The plan has seen no more than the beginning.
    if is_animation(&bytes) {
        return Err(RepairObstacle::Animation);
    }
    Ok(Black {
        bytes,
        found,
        content,
    })
}

/// Opened for reading only, here and everywhere.
fn read_original(original: &OriginalFile) -> Result<Vec<u8>, RepairObstacle> {
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => RepairObstacle::OriginalGone,
        _ => RepairObstacle::OriginalUnreadable {
            detail: error.to_string(),
        },
    };
    let found = std::fs::metadata(&original.path).map_err(told)?;
    if !found.is_file() || found.len() != original.file_bytes {
        return Err(RepairObstacle::OriginalChanged);
    }
    let bytes = match read_file_within(&original.path, original.file_bytes) {
        // It was a file of this length a moment ago.
        Err(error) if is_not_a_file(&error) || error.kind() == io::ErrorKind::FileTooLarge => {
            return Err(RepairObstacle::OriginalChanged);
        }
        read => read.map_err(told)?,
    };
    if ContentHash::of(&bytes) == original.content {
        Ok(bytes)
    } else {
        Err(RepairObstacle::OriginalChanged)
    }
}

/// One image's repair, once its bytes are known.
struct Work<'work> {
    run: &'work RunParts,
    index: usize,
    item: &'work PlannedItem,
    maker: &'work dyn FileMaker,
    black: &'work Black,
    made: &'work [u8],
    is_ready: &'work Cell<bool>,
}

impl Work<'_> {
    /// Copies the black file into the backup, and tells where.
    fn keep_black(&self) -> Result<PathBuf, RepairProblem> {
        let relative = self.item.location.relative();
        let Some(backup) = &self.run.backup else {
            return Err(RepairObstacle::BackupTaken.at(relative));
        };
        let kept = backup.path().join(relative);
        let keep = || -> Result<(), RepairObstacle> {
            let place = backup.place_made(relative, &mut |_| Ok(()))?;
            if let Some(there) = place.content()? {
                if there != self.black.content {
                    return Err(RepairObstacle::BackupTaken);
                }
                // This run's own, from before it was killed: perhaps the disk has never got its name.
                place.sync_file()?;
                return Ok((self.run.hands.sync_folder)(&place.folder)?);
            }
            let taken_over = TakenOver {
                permissions: Permissions::OfIfPossible(&self.black.found),
                modified: modified_of(&self.black.found),
            };
            let copy = Temporary::write(&place, self.temporary(), &self.black.bytes, taken_over)?;
            match copy.place_new(self.run.hands, &self.run.naming) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(RepairObstacle::BackupTaken);
                }
                placed => placed?,
            }
            if place.content()? == Some(self.black.content) {
                Ok(())
            } else {
                Err(RepairObstacle::ReadBackDiffers)
            }
        };
        keep().map_err(|obstacle| obstacle.at(&kept))?;
        Ok(kept)
    }

    /// Puts the new file in the black one's place.
    fn replace(&self, place: &FilePlace<'_>) -> Result<(), RepairObstacle> {
        let taken_over = TakenOver {
            permissions: Permissions::Of(&self.black.found),
            modified: None,
        };
        refuse_protected(place)?;
        let new = Temporary::write(place, self.temporary(), self.made, taken_over)?;
        self.maker.written();
        self.note_ready()?;
        if !self.is_still_black(place)? {
            return Err(RepairObstacle::ImageChanged);
        }
        Ok(new.replace(self.run.hands)?)
    }

    /// Writes the new file where nothing is.
    fn write_new(&self) -> Result<(), RepairObstacle> {
        let relative = self.item.location.relative();
        let Some(target) = &self.run.target else {
            return Err(RepairObstacle::TargetExists);
        };
        let mut note_folder = |folder: &Path| {
            self.run.journal.note(&Step::Folder {
                folder: JournalPath::of(folder),
            })
        };
        let place = target.place_made(relative, &mut note_folder)?;
        if place.look()?.is_some() {
            return Err(RepairObstacle::TargetExists);
        }
        let new = Temporary::write(&place, self.temporary(), self.made, TakenOver::default())?;
        self.maker.written();
        self.note_ready()?;
        match new.place_new(self.run.hands, &self.run.naming) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(RepairObstacle::TargetExists)
            }
            other => Ok(other?),
        }
    }

    fn temporary(&self) -> String {
        temporary_name(&self.run.header.run, self.index)
    }

    fn note_ready(&self) -> Result<(), RepairObstacle> {
        let ready = Step::Ready {
            item: self.index,
            at: Moment::now(),
            black: HashText(self.black.content),
            black_modified: modified_of(&self.black.found).and_then(Moment::of),
            new: HashText(ContentHash::of(self.made)),
        };
        let noted = self.run.journal.note_durably(&ready);
        noted.map_err(|error| RepairObstacle::Journal(error.into()))?;
        self.is_ready.set(true);
        Ok(())
    }

    /// Whether nobody has changed the black file while the new one was made.
    fn is_still_black(&self, place: &FilePlace<'_>) -> io::Result<bool> {
        let then = &self.black.found;
        Ok(place.look()?.is_some_and(|now| {
            now.is_file()
                && now.len() == then.len()
                && modified_of(&now) == modified_of(then)
                && FileIdentity::of(&now) == FileIdentity::of(then)
        }))
    }
}

/// Opening for writing without cutting changes nothing, and asks the system all at once: mode bits, access lists, and on
/// Windows whether another program holds the file. A rename alone would pass all of that by.
pub(super) fn refuse_protected(place: &FilePlace<'_>) -> Result<(), RepairObstacle> {
    match place.open(cap_std::fs::OpenOptions::new().write(true)) {
        Ok(_) => Ok(()),
        Err(error) if is_no_permission(&error) => Err(RepairObstacle::WriteProtected),
        // Another program may let go of it in time: the rename waits for that.
        Err(error) if may_pass(&error) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
