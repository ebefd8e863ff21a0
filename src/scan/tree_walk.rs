//! Where the walk of a tree of folders stands, apart from the thread that walks.
//!
//! A listing or a look that hangs in the system cannot be interrupted. Its thread is left to itself, and another goes on
//! from here, without what hung. Invariants: the lock guards this bookkeeping alone and is never held while a disk is
//! asked or a channel is full; what a thread says that was left to itself changes nothing.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::vec;

use super::folder_disk::Entry;

/// So many looks at single files of one folder may hang before the rest of that folder is given up too.
const MOST_HUNG_LOOKS: usize = 2;

/// A tree that is walked depth first, each folder by name.
#[derive(Debug)]
pub(super) struct TreeWalk {
    root: PathBuf,
    place: Mutex<Place>,
}

/// One thread of the walk, in the order in which they took over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WalkLife(u32);

/// This thread was left to itself; another goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LeftBehind;

/// What to do next.
#[derive(Debug)]
pub(super) enum Step {
    /// Ask whether the root is there.
    CheckRoot,
    /// List a folder.
    List(PathBuf),
    /// Look at something in a folder.
    Look(Found),
    /// Tell that this gave no answer.
    Tell(GivenUp),
    /// There is nothing left.
    Over,
}

/// Something in a folder.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) entry: Entry,
}

/// What gave no answer.
#[derive(Debug)]
pub(super) struct GivenUp {
    pub(super) what: Hung,
    pub(super) silent_for: Duration,
}

/// What hangs.
#[derive(Clone, Debug)]
pub(super) enum Hung {
    Folder(PathBuf),
    File(Found),
}

/// What became of a thread that seemed to hang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakeOver {
    /// It had its answer just now.
    NotNeeded,
    /// It is left to itself; a thread of this life is to go on.
    GoOn(WalkLife),
    /// The root itself gives no answer: there is nothing to go on with.
    RootHangs,
}

#[derive(Debug)]
struct Place {
    life: WalkLife,
    /// What the thread asks the disk at this moment.
    asked: Option<Asked>,
    is_root_checked: bool,
    to_list: Option<PathBuf>,
    /// What is to be told before anything else.
    to_tell: Option<GivenUp>,
    /// The folders that are open, from the root down.
    levels: Vec<Level>,
    lost: usize,
    /// With so many threads lost the disk is not asked any more, and this is the silence that is told of the rest.
    blind: Option<Duration>,
}

#[derive(Debug)]
enum Asked {
    Root,
    Folder(PathBuf),
    Entry(Found),
}

/// A folder that was listed, and what is left of it.
#[derive(Debug)]
struct Level {
    folder: PathBuf,
    entries: vec::IntoIter<Entry>,
    hung_looks: usize,
}

impl TreeWalk {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            place: Mutex::new(Place {
                life: WalkLife::default(),
                asked: None,
                is_root_checked: false,
                to_list: Some(root.to_path_buf()),
                to_tell: None,
                levels: Vec::new(),
                lost: 0,
                blind: None,
            }),
        }
    }

    /// The next step; where it asks the disk, it counts as asked until [`Self::heard`].
    pub(super) fn next(&self, me: WalkLife) -> Result<Step, LeftBehind> {
        let mut place = self.place_of(me)?;
        if let Some(given_up) = place.to_tell.take() {
            return Ok(Step::Tell(given_up));
        }
        if let Some(silent_for) = place.blind {
            return Ok(place
                .next_unasked()
                .map_or(Step::Over, |what| Step::Tell(GivenUp { what, silent_for })));
        }
        if !place.is_root_checked {
            place.is_root_checked = true;
            place.asked = Some(Asked::Root);
            return Ok(Step::CheckRoot);
        }
        if let Some(folder) = place.to_list.take() {
            place.asked = Some(Asked::Folder(folder.clone()));
            return Ok(Step::List(folder));
        }
        Ok(place.next_entry().map_or(Step::Over, |found| {
            place.asked = Some(Asked::Entry(found.clone()));
            Step::Look(found)
        }))
    }

    /// The disk has answered.
    pub(super) fn heard(&self, me: WalkLife) -> Result<(), LeftBehind> {
        self.place_of(me)?.asked = None;
        Ok(())
    }

    /// A folder was listed: what it holds comes next.
    pub(super) fn enter(
        &self,
        me: WalkLife,
        folder: PathBuf,
        entries: Vec<Entry>,
    ) -> Result<(), LeftBehind> {
        let mut place = self.place_of(me)?;
        place.asked = None;
        place.levels.push(Level {
            folder,
            entries: entries.into_iter(),
            hung_looks: 0,
        });
        Ok(())
    }

    /// This folder is to be listed next.
    pub(super) fn descend(&self, me: WalkLife, folder: PathBuf) -> Result<(), LeftBehind> {
        self.place_of(me)?.to_list = Some(folder);
        Ok(())
    }

    /// Takes the walk from a thread that has been silent for so long. Each that hangs stays behind in the system, so at
    /// most `most_lost` may; from then on nothing is asked any more, and whatever is left is given up as it is known.
    pub(super) fn take_over(&self, silent_for: Duration, most_lost: usize) -> TakeOver {
        let mut place = self.lock();
        let what = match place.asked.take() {
            None => return TakeOver::NotNeeded,
            Some(Asked::Root) => None,
            Some(Asked::Folder(folder)) if folder == self.root => None,
            Some(Asked::Folder(folder)) => Some(Hung::Folder(folder)),
            Some(Asked::Entry(found)) => Some(place.hung_look(found)),
        };
        place.life.0 += 1;
        let Some(what) = what else {
            place.levels.clear();
            return TakeOver::RootHangs;
        };
        place.lost += 1;
        place.to_tell = Some(GivenUp { what, silent_for });
        // Before the next folder costs its minute too.
        place.is_root_checked = false;
        if place.lost >= most_lost {
            place.blind = Some(silent_for);
        }
        TakeOver::GoOn(place.life)
    }

    fn place_of(&self, me: WalkLife) -> Result<MutexGuard<'_, Place>, LeftBehind> {
        let place = self.lock();
        if place.life == me {
            Ok(place)
        } else {
            Err(LeftBehind)
        }
    }

    fn lock(&self) -> MutexGuard<'_, Place> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    fn next_entry(&mut self) -> Option<Found> {
        while let Some(level) = self.levels.last_mut() {
            if let Some(entry) = level.entries.next() {
                let path = level.folder.join(&entry.name);
                return Some(Found { path, entry });
            }
            self.levels.pop();
        }
        None
    }

    fn next_unasked(&mut self) -> Option<Hung> {
        if let Some(folder) = self.to_list.take() {
            return Some(Hung::Folder(folder));
        }
        let found = self.next_entry()?;
        Some(if found.entry.kind.is_dir() {
            Hung::Folder(found.path)
        } else {
            Hung::File(found)
        })
    }

    /// What to give up where a look at something in a folder hangs: that alone at first, then the rest of its folder. The
    /// root is left no earlier than it gives no answer itself.
    fn hung_look(&mut self, found: Found) -> Hung {
        let is_root = self.levels.len() == 1;
        if let Some(level) = self.levels.last_mut() {
            level.hung_looks += 1;
            if level.hung_looks >= MOST_HUNG_LOOKS && !is_root {
                let folder = level.folder.clone();
                self.levels.pop();
                return Hung::Folder(folder);
            }
        }
        if found.entry.kind.is_dir() {
            Hung::Folder(found.path)
        } else {
            Hung::File(found)
        }
    }
}
