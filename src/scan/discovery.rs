//! Walks the chosen folder and hands every image to the job queue as it is found.
//!
//! It streams: nothing is gathered first but the names of the folders that are open. It opens folders only: a file whose name
//! promises no picture goes to a worker, too, which looks at its first bytes. New ids are positions in walk order, after those of known images; a known
//! image that is as it was is told and not queued. It stops when its quit channel ends. Whoever watches its pulse takes
//! the walk over from a thread that hangs ([`Discovery::take_over`]); what hangs is told, and the rest is walked.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TryRecvError, TrySendError, select};

use super::entry_look::{FileFacts, Look, Looker};
use super::folder_disk::FolderDisk;
use super::known::KnownImages;
use super::note::{FoundSoFar, Job, Never, NewIds, Note, Task, WalkEnd};
use super::roll_call::{Meeting, RollCall};
use super::tree_walk::{Found, GivenUp, Hung, LeftBehind, Step, TakeOver, TreeWalk, WalkLife};
use super::unchanged::Unchanged;
use super::{ImageId, ImageLocation, IncludeRules, Pulse, ScanTargets, SkipCause};

/// Everything that the walk needs and knows, whichever thread walks.
pub(super) struct Discovery {
    pub(super) root: PathBuf,
    pub(super) include: IncludeRules,
    /// Whether an earlier scan saw images.
    knows_images: bool,
    pub(super) found: Arc<FoundSoFar>,
    pub(super) jobs: Sender<Task>,
    pub(super) notes: Sender<Note>,
    pub(super) quit: Receiver<Never>,
    pub(super) disk: Arc<dyn FolderDisk>,
    walk: TreeWalk,
    /// Held for moments by the thread that walks, and never while it waits.
    books: Mutex<Books>,
}

/// What the walk has met so far.
struct Books {
    roll: RollCall,
    unchanged: Unchanged,
}

/// A thread of the walk.
pub(super) struct Walker {
    pub(super) discovery: Arc<Discovery>,
    pub(super) pulse: Arc<Pulse>,
    pub(super) life: WalkLife,
}

/// Why a thread walks no further.
enum Halt {
    /// The walk was told to stop, or nobody listens any more.
    Quit,
    /// Another thread has taken over.
    LeftBehind,
}

impl From<LeftBehind> for Halt {
    fn from(_: LeftBehind) -> Self {
        Self::LeftBehind
    }
}

/// Of which listed images the fingerprint is needed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fingerprints {
    /// Of those that are flagged, and those of a size that was decided about.
    WhereUseful,
    /// Of all.
    Always,
}

/// What the walk looks at.
pub(super) struct WalkOrders {
    pub(super) root: PathBuf,
    pub(super) include: IncludeRules,
    pub(super) known: Arc<KnownImages>,
    pub(super) new_ids: Arc<NewIds>,
}

/// What the walk tells of, to whom, and by what it stops.
pub(super) struct WalkWays {
    pub(super) found: Arc<FoundSoFar>,
    pub(super) jobs: Sender<Task>,
    pub(super) notes: Sender<Note>,
    pub(super) quit: Receiver<Never>,
}

impl Discovery {
    pub(super) fn new(orders: WalkOrders, ways: WalkWays, disk: Arc<dyn FolderDisk>) -> Self {
        let WalkOrders {
            root,
            include,
            known,
            new_ids,
        } = orders;
        let WalkWays {
            found,
            jobs,
            notes,
            quit,
        } = ways;
        let knows_images = !known.is_empty();
        Self {
            walk: TreeWalk::new(&root),
            books: Mutex::new(Books {
                roll: RollCall::new(known, new_ids),
                unchanged: Unchanged::default(),
            }),
            knows_images,
            root,
            include,
            found,
            jobs,
            notes,
            quit,
            disk,
        }
    }

    /// Takes the walk from a thread that has been silent for so long; at most `most_lost` threads may stay behind.
    pub(super) fn take_over(&self, silent_for: Duration, most_lost: usize) -> TakeOver {
        self.walk.take_over(silent_for, most_lost)
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn location(&self, path: &Path) -> ImageLocation {
        ImageLocation::new(path.strip_prefix(&self.root).unwrap_or(path))
    }
}

impl Walker {
    /// Finds or lists all targets; tells the end. `None`: another thread has taken over, and will tell it.
    pub(super) fn run(&self, targets: ScanTargets) -> Option<WalkEnd> {
        let walked = match targets {
            ScanTargets::Folder => self.walk(),
            // Somebody may have decided about one of them before it went out of reach; that is found out by its size.
            ScanTargets::Images(images) => self.hand_out(images, Fingerprints::WhereUseful),
            ScanTargets::Rewritten(images) => self.hand_out(images, Fingerprints::Always),
        };
        Self::end_of(walked)
    }

    /// Goes on with the walk of a thread that hangs.
    pub(super) fn go_on(&self) -> Option<WalkEnd> {
        Self::end_of(self.walk())
    }

    fn end_of(walked: Result<WalkEnd, Halt>) -> Option<WalkEnd> {
        match walked {
            Ok(end) => Some(end),
            Err(Halt::Quit) => Some(WalkEnd::Interrupted),
            Err(Halt::LeftBehind) => None,
        }
    }

    fn hand_out(
        &self,
        images: Vec<(ImageId, ImageLocation)>,
        fingerprints: Fingerprints,
    ) -> Result<WalkEnd, Halt> {
        if let Step::CheckRoot = self.discovery.walk.next(self.life)?
            && let Some(end) = self.check_root()?
        {
            return Ok(end);
        }
        for (id, location) in images {
            self.queue(Task::Inspect(Job {
                id,
                location,
                file_bytes: None,
                wants_content: fingerprints == Fingerprints::Always,
            }))?;
        }
        Ok(WalkEnd::Complete)
    }

    fn walk(&self) -> Result<WalkEnd, Halt> {
        let end = loop {
            self.check_quit()?;
            let ended = match self.discovery.walk.next(self.life)? {
                Step::CheckRoot => self.check_root()?,
                Step::List(folder) => self.list(&folder)?,
                Step::Look(found) => self.look(&found)?,
                Step::Tell(given_up) => self.tell_given_up(&given_up)?,
                Step::Over => Some(WalkEnd::Complete),
            };
            if let Some(end) = ended {
                break end;
            }
        };
        self.tell_unchanged()?;
        if end == WalkEnd::Complete {
            let gone = self.discovery.books().roll.gone();
            if !gone.is_empty() {
                self.tell(Note::Gone(gone))?;
            }
        }
        Ok(end)
    }

    fn check_root(&self) -> Result<Option<WalkEnd>, Halt> {
        self.pulse.reading();
        let checked = self.discovery.disk.check(&self.discovery.root);
        self.pulse.arrived();
        self.discovery.walk.heard(self.life)?;
        Ok(checked.err().map(|error| WalkEnd::RootUnreadable {
            detail: error.to_string(),
        }))
    }

    fn list(&self, folder: &Path) -> Result<Option<WalkEnd>, Halt> {
        self.pulse.reading();
        let listed = self.discovery.disk.list(folder, &|| self.pulse.arrived());
        self.pulse.arrived();
        let listing = match listed {
            Ok(listing) => listing,
            Err(error) => {
                self.discovery.walk.heard(self.life)?;
                let detail = error.to_string();
                if folder == self.discovery.root {
                    return Ok(Some(WalkEnd::RootUnreadable { detail }));
                }
                self.leave_out(folder, SkipCause::UnreadableFolder { detail })?;
                return Ok(None);
            }
        };
        self.discovery
            .walk
            .enter(self.life, folder.to_path_buf(), listing.entries)?;
        for (name, error) in listing.unknown {
            let detail = error.to_string();
            self.leave_out(&folder.join(name), SkipCause::UnreadableFolder { detail })?;
        }
        if let Some(error) = listing.cut_short {
            let detail = error.to_string();
            self.leave_out(folder, SkipCause::UnreadableFolder { detail })?;
        }
        Ok(None)
    }

    fn look(&self, found: &Found) -> Result<Option<WalkEnd>, Halt> {
        let look = self.looker().look(found);
        self.discovery.walk.heard(self.life)?;
        self.act(&found.path, look)
    }

    fn looker(&self) -> Looker<'_> {
        let Discovery {
            disk,
            root,
            include,
            knows_images,
            ..
        } = &*self.discovery;
        Looker {
            disk: disk.as_ref(),
            root,
            include: *include,
            wants_all_facts: *knows_images,
            pulse: &self.pulse,
        }
    }

    /// Tells what gave no answer. An image of which not even the size could be learned is tried by a worker all the same,
    /// so that it has its row.
    fn tell_given_up(&self, given_up: &GivenUp) -> Result<Option<WalkEnd>, Halt> {
        let silent_for = given_up.silent_for;
        match &given_up.what {
            Hung::Folder(folder) => {
                self.leave_out(folder, SkipCause::FolderNoAnswer { silent_for })?;
                Ok(None)
            }
            Hung::File(found) => {
                let look = self.looker().unasked(found, silent_for);
                self.act(&found.path, look)
            }
        }
    }

    fn act(&self, path: &Path, look: Look) -> Result<Option<WalkEnd>, Halt> {
        match look {
            Look::PassBy => {}
            Look::Tell(cause) => self.skipped(path, cause)?,
            Look::LeaveOut(cause) => self.leave_out(path, cause)?,
            Look::Descend(said) => {
                if let Some(cause) = said {
                    self.skipped(path, cause)?;
                }
                self.discovery.walk.descend(self.life, path.to_path_buf())?;
            }
            Look::Inspect(facts) => return self.meet(self.discovery.location(path), facts),
            Look::Identify(facts) => {
                let location = self.discovery.location(path);
                if self.discovery.books().roll.knows(&location) {
                    return self.meet(location, facts);
                }
                self.queue(Task::Identify(location))?;
            }
        }
        Ok(None)
    }

    /// Comes to an image.
    fn meet(&self, location: ImageLocation, facts: FileFacts) -> Result<Option<WalkEnd>, Halt> {
        let FileFacts {
            file_bytes,
            modified,
        } = facts;
        let mut books = self.discovery.books();
        let meeting = books.roll.meet(&location, file_bytes, modified);
        if let Meeting::Unchanged(id) = meeting {
            books.unchanged.add(id, file_bytes);
        }
        let is_due = books.unchanged.is_due();
        drop(books);
        match meeting {
            Meeting::TooMany => return Ok(Some(WalkEnd::Failed)),
            Meeting::Unchanged(_) if is_due => self.tell_unchanged()?,
            Meeting::Unchanged(_) => {}
            Meeting::ToInspect { id, wants_content } => self.queue(Task::Inspect(Job {
                id,
                location,
                file_bytes,
                wants_content,
            }))?,
        }
        Ok(None)
    }

    /// Counts and tells what is as it was. Counted only now: what is counted is always told, whoever gives the walk up.
    fn tell_unchanged(&self) -> Result<(), Halt> {
        self.check_quit()?;
        let Unchanged {
            images, file_bytes, ..
        } = mem::take(&mut self.discovery.books().unchanged);
        if images.is_empty() {
            return Ok(());
        }
        self.discovery.found.add(images.len() as u64, file_bytes);
        self.tell(Note::Unchanged(images))
    }

    /// Nothing can be said of what is known to be there.
    fn leave_out(&self, path: &Path, cause: SkipCause) -> Result<(), Halt> {
        let location = self.discovery.location(path);
        self.discovery.books().roll.leave_out(location.relative());
        self.tell(Note::Skipped { location, cause })
    }

    fn skipped(&self, path: &Path, cause: SkipCause) -> Result<(), Halt> {
        let location = self.discovery.location(path);
        self.tell(Note::Skipped { location, cause })
    }

    fn tell(&self, note: Note) -> Result<(), Halt> {
        self.pulse.waiting();
        self.discovery.notes.send(note).map_err(|_| Halt::Quit)
    }

    fn queue(&self, task: Task) -> Result<(), Halt> {
        self.check_quit()?;
        let Discovery {
            found, jobs, quit, ..
        } = &*self.discovery;
        match &task {
            Task::Inspect(job) => found.add(1, job.file_bytes.unwrap_or(0)),
            Task::Identify(_) => found.add_unnamed(),
        }
        match jobs.try_send(task) {
            Ok(()) => Ok(()),
            Err(TrySendError::Disconnected(_)) => Err(Halt::Quit),
            Err(TrySendError::Full(task)) => {
                self.pulse.waiting();
                select! {
                    send(jobs, task) -> sent => sent.map_err(|_| Halt::Quit),
                    recv(quit) -> _ => Err(Halt::Quit),
                }
            }
        }
    }

    fn check_quit(&self) -> Result<(), Halt> {
        let over = self.pulse.is_abandoned()
            || self.discovery.quit.try_recv() == Err(TryRecvError::Disconnected);
        if over { Err(Halt::Quit) } else { Ok(()) }
    }
}
