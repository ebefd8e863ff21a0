//! Putting a whole file under a name: written beside it, waited for until the disk has it, read back, and only then named.
//!
//! Invariant: under the name stands what stood there before, or the whole new file, at every moment. A temporary file that
//! does not become the new one is removed; those that a kill leaves behind bear the run's name, and are removed when the
//! run is resumed or undone.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use cap_std::fs::{Dir, File, Metadata, OpenOptions};

use super::disk_fault::may_pass;
use super::obstacle::RepairObstacle;
use super::rooted_folder::{FilePlace, RootedFolder, sync_folder};
use crate::scan::ContentHash;

/// Pauses between tries to name a file that another program holds: five tries within 1.5 s. Virus scanners, indexers and
/// synchronising programs let go within that time; what a person has opened stays, and is reported.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(800),
];

/// What may be replaced by tests: how a file gets its name and keeps it, and how one waits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hands {
    /// Gives a file another name in the same folder, over whatever has it.
    pub(super) rename: fn(&Dir, &str, &OsStr) -> io::Result<()>,
    /// Gives a file a second name in the same folder, if nothing has it.
    pub(super) hard_link: fn(&Dir, &str, &OsStr) -> io::Result<()>,
    /// Waits until the disk has the names in a folder.
    pub(super) sync_folder: fn(&Dir) -> io::Result<()>,
    /// Waits.
    pub(super) wait: fn(Duration),
}

impl Default for Hands {
    fn default() -> Self {
        Self {
            rename: |folder, from, to| folder.rename(from, folder, to),
            hard_link: |folder, from, to| folder.hard_link(from, folder, to),
            sync_folder,
            wait: std::thread::sleep,
        }
    }
}

/// What a new file takes over from another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TakenOver<'file> {
    /// Mode and owner.
    pub(super) permissions: Permissions<'file>,
    /// The moment at which it was written last; without one it is now.
    pub(super) modified: Option<SystemTime>,
}

/// Whose mode a new file takes over, and whose owner, where the system lets us.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Permissions<'file> {
    /// Nobody's: they are as the user's new files are.
    #[default]
    New,
    /// Those of the file that it replaces; without them it does not replace it.
    Of(&'file Metadata),
    /// Those of a file that may lie on another kind of disk; some know no modes.
    OfIfPossible(&'file Metadata),
}

/// A file on the disk that has not got its name yet. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Temporary<'place> {
    place: &'place FilePlace<'place>,
    name: String,
}

impl<'place> Temporary<'place> {
    /// Writes a file beside its place, waits until the disk has it, and reads it back.
    pub(super) fn write(
        place: &'place FilePlace<'place>,
        name: String,
        bytes: &[u8],
        taken_over: TakenOver<'_>,
    ) -> Result<Self, RepairObstacle> {
        // Only this item of this run has this name: what a kill left behind goes.
        remove_temporary(&place.folder, &name)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = place.folder.open_with(&name, &options)?;
        let temporary = Self { place, name };
        file.write_all(bytes)?;
        match taken_over.permissions {
            Permissions::New => {}
            Permissions::Of(old) => keep_permissions(&file, old)?,
            Permissions::OfIfPossible(old) => {
                keep_permissions(&file, old).ok();
            }
        }
        let file = file.into_std();
        if let Some(modified) = taken_over.modified {
            file.set_modified(modified)?;
        }
        file.sync_all()?;
        // Closed before it is read and renamed, as Windows wants it.
        drop(file);
        let written = FilePlace {
            folder: place.folder.try_clone()?,
            name: OsStr::new(&temporary.name),
        };
        if !written.holds(bytes)? {
            return Err(RepairObstacle::ReadBackDiffers);
        }
        Ok(temporary)
    }

    /// Gives it its name, over the file that has it.
    pub(super) fn replace(self, hands: Hands) -> io::Result<()> {
        patiently(hands.wait, || {
            (hands.rename)(&self.place.folder, &self.name, self.place.name)
        })?;
        // The file has its name, whether or not the folder can be waited for.
        self.finish(hands).ok();
        Ok(())
    }

    /// Gives it its name, where nothing has it; else `AlreadyExists`. `naming` is held where that takes two steps, so that
    /// no two workers of a run take them for one name: to a disk that knows no case, `A.jpg` and `a.jpg` are one.
    pub(super) fn place_new(self, hands: Hands, naming: &Mutex<()>) -> io::Result<()> {
        let folder = &self.place.folder;
        // A second name is given only if it is free, which a rename can't be asked for everywhere.
        match (hands.hard_link)(folder, &self.name, self.place.name) {
            Ok(()) => {
                remove_temporary(folder, &self.name)?;
            }
            Err(error) if is_final(&error) => return Err(error),
            // A file system without second names, such as that of a memory card.
            Err(_) => {
                let _held = naming.lock().unwrap_or_else(PoisonError::into_inner);
                if self.place.look()?.is_some() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                patiently(hands.wait, || {
                    (hands.rename)(folder, &self.name, self.place.name)
                })?;
            }
        }
        self.finish(hands)
    }

    /// There is nothing of the temporary name left to remove; the new name is waited for.
    fn finish(mut self, hands: Hands) -> io::Result<()> {
        self.name.clear();
        (hands.sync_folder)(&self.place.folder)
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if !self.name.is_empty() {
            self.place.folder.remove_file(&self.name).ok();
        }
    }
}

/// The name of an item's temporary file, by which it is known after a kill. Hidden and no image's, so that a scan of the
/// folder passes it by.
pub(super) fn temporary_name(run: &str, index: usize) -> String {
    format!(".blackdrop-{run}-{index}.tmp")
}

/// Clears up after a kill at one image: its temporary files go. `kept` is what its black file held, once a copy of that was
/// in the backup: a copy that has lost its name to a power cut may be the last one, and gets it back.
pub(super) fn clear_up(
    holder: Option<&RootedFolder>,
    backup: Option<&RootedFolder>,
    relative: &Path,
    name: &str,
    kept: Option<ContentHash>,
) -> io::Result<()> {
    if let Some(place) = backup.and_then(|backup| backup.place(relative).ok()) {
        if let Some(content) = kept {
            give_name_back(&place, name, content)?;
        }
        remove_temporary(&place.folder, name)?;
    }
    match holder.and_then(|holder| holder.place(relative).ok()) {
        Some(place) => remove_temporary(&place.folder, name),
        None => Ok(()),
    }
}

fn give_name_back(place: &FilePlace<'_>, name: &str, content: ContentHash) -> io::Result<()> {
    let nameless = FilePlace {
        folder: place.folder.try_clone()?,
        name: OsStr::new(name),
    };
    if place.look()?.is_none() && nameless.content()? == Some(content) {
        place.folder.rename(name, &place.folder, place.name)?;
        sync_folder(&place.folder)?;
    }
    Ok(())
}

/// Removes a temporary file that a kill left behind, where there is one.
pub(super) fn remove_temporary(folder: &Dir, name: &str) -> io::Result<()> {
    match folder.remove_file(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Tries again where another program may be holding the file.
fn patiently(wait: fn(Duration), mut attempt: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    for pause in PAUSES {
        match attempt() {
            Err(error) if may_pass(&error) => wait(pause),
            other => return other,
        }
    }
    attempt()
}

fn is_final(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AlreadyExists
            | io::ErrorKind::NotFound
            | io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::ReadOnlyFilesystem
    )
}

/// The new file takes the old one's owner where the system lets us, and its mode.
#[cfg(unix)]
fn keep_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    use cap_std::fs::MetadataExt as _;
    use std::os::unix::fs::fchown;
    // Only root gives files away; anybody else's file becomes ours, but keeps its group where that is one of ours.
    if fchown(file, Some(old.uid()), Some(old.gid())).is_err() {
        fchown(file, None, Some(old.gid())).ok();
    }
    file.set_permissions(old.permissions())
}

/// On Windows a new file inherits the folder's access list, and a read-only one is not replaced.
#[cfg(not(unix))]
fn keep_permissions(_file: &File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}
