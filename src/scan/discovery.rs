//! Walks the chosen folder and hands every image to the job queue as it is found.
//!
//! It streams: nothing is sorted or gathered first. It opens folders only, never a file. New ids are positions in walk
//! order, after those of known images; a known image that is as it was is told and not queued. It stops when its quit channel ends; a folder that hangs in the system is its watcher's affair.

use std::fs::{self, Metadata};
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, Sender, TryRecvError, TrySendError, select};
use walkdir::{DirEntry, WalkDir};

use super::known::KnownImages;
use super::note::{FoundSoFar, Job, Never, Note, WalkEnd};
use super::roll_call::{Meeting, RollCall};
use super::skip_rules::{
    ATTRIBUTES_HIDE, NamedKind, is_hidden_by_attributes, is_hidden_name, is_online_only,
    is_resource_fork, is_skipped_folder_name, named_kind,
};
use super::{ImageId, ImageLocation, IncludeRules, Pulse, ScanTargets, SkipCause};
use crate::files::is_own_name;

/// Everything that the walk needs.
pub(super) struct Discovery {
    pub(super) root: PathBuf,
    pub(super) include: IncludeRules,
    pub(super) known: Arc<KnownImages>,
    pub(super) found: Arc<FoundSoFar>,
    pub(super) pulse: Arc<Pulse>,
    pub(super) jobs: Sender<Job>,
    pub(super) notes: Sender<Note>,
    pub(super) quit: Receiver<Never>,
}

/// The walk was told to stop, or nobody listens any more.
struct Halt;

/// Whether the walk goes into a folder.
#[derive(PartialEq, Eq)]
enum Descent {
    GoOn,
    LeaveOut,
}

/// What the walk does with something that is no folder.
enum Look {
    PassBy,
    Inspect {
        /// Its size in bytes, where the system told it.
        file_bytes: Option<u64>,
        /// When it was written last, where the system told it.
        modified: Option<SystemTime>,
    },
    /// A known image that is there all the same must not be called gone.
    LeaveOut,
}

/// Known images that are as they were, until they are told.
#[derive(Debug, Default)]
struct Unchanged {
    images: Vec<ImageId>,
    file_bytes: u64,
    /// Since when the first of them waits.
    since: Option<Instant>,
}

impl Unchanged {
    /// Told together: enough to make a note worth its while, few enough to be taken in within a frame.
    const MOST: usize = 256;

    /// And none waits for longer, however slow the share is.
    const LONGEST: Duration = Duration::from_millis(100);

    fn add(&mut self, image: ImageId, file_bytes: Option<u64>) {
        self.images.push(image);
        self.file_bytes += file_bytes.unwrap_or(0);
        self.since.get_or_insert_with(Instant::now);
    }

    fn is_due(&self) -> bool {
        let waited = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        self.images.len() >= Self::MOST || waited >= Self::LONGEST
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

impl Discovery {
    /// Finds or lists all targets; tells the end.
    pub(super) fn run(&self, targets: ScanTargets) -> WalkEnd {
        if let Err(error) = self.check_root() {
            return WalkEnd::RootUnreadable {
                detail: error.to_string(),
            };
        }
        let walked = match targets {
            ScanTargets::Folder => self.walk(),
            // Somebody may have decided about one of them before it went out of reach; that is found out by its size.
            ScanTargets::Images(images) => self.hand_out(images, Fingerprints::WhereUseful),
            ScanTargets::Rewritten(images) => self.hand_out(images, Fingerprints::Always),
        };
        walked.unwrap_or(WalkEnd::Interrupted)
    }

    fn check_root(&self) -> io::Result<()> {
        self.pulse.reading();
        check_folder(&self.root)
    }

    fn hand_out(
        &self,
        images: Vec<(ImageId, ImageLocation)>,
        fingerprints: Fingerprints,
    ) -> Result<WalkEnd, Halt> {
        for (id, location) in images {
            self.queue(Job {
                id,
                location,
                file_bytes: None,
                wants_content: fingerprints == Fingerprints::Always,
            })?;
        }
        Ok(WalkEnd::Complete)
    }

    fn walk(&self) -> Result<WalkEnd, Halt> {
        let mut roll = RollCall::new(&self.known);
        let mut unchanged = Unchanged::default();
        let end = self.walk_calling(&mut roll, &mut unchanged)?;
        self.tell_unchanged(&mut unchanged)?;
        if end == WalkEnd::Complete {
            let gone = roll.gone();
            if !gone.is_empty() {
                self.tell(Note::Gone(gone))?;
            }
        }
        Ok(end)
    }

    fn walk_calling(
        &self,
        roll: &mut RollCall<'_>,
        unchanged: &mut Unchanged,
    ) -> Result<WalkEnd, Halt> {
        let mut last_folder = PathBuf::new();
        // By name within each folder: the order in which people expect to find their images. It costs one sort per
        // folder, and the first image of a huge folder waits until that is listed.
        let mut entries = WalkDir::new(&self.root).sort_by_file_name().into_iter();
        loop {
            self.check_quit()?;
            self.pulse.reading();
            let Some(entry) = entries.next() else {
                return Ok(WalkEnd::Complete);
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let depth = error.depth();
                    let place = error.path().map(|path| self.location(path));
                    let path = error
                        .path()
                        .map_or_else(|| last_folder.clone(), Path::to_path_buf);
                    let detail = error
                        .into_io_error()
                        .map_or_else(|| "unreadable".to_owned(), |error| error.to_string());
                    if depth == 0 {
                        return Ok(WalkEnd::RootUnreadable { detail });
                    }
                    // Where the system does not say which folder it was, it may have been any.
                    roll.leave_out(
                        place
                            .as_ref()
                            .map_or_else(|| Path::new(""), |at| at.relative()),
                    );
                    self.skipped(&path, SkipCause::UnreadableFolder { detail })?;
                    continue;
                }
            };
            if entry.file_type().is_dir() {
                if self.look_at_folder(&entry)? == Descent::LeaveOut {
                    roll.leave_out(self.location(entry.path()).relative());
                    entries.skip_current_dir();
                } else {
                    last_folder.clear();
                    last_folder.push(entry.path());
                }
                continue;
            }
            match self.look_at_file(&entry)? {
                Look::PassBy => {}
                Look::LeaveOut => roll.leave_out(self.location(entry.path()).relative()),
                Look::Inspect {
                    file_bytes,
                    modified,
                } => {
                    let location = self.location(entry.path());
                    match roll.meet(&location, file_bytes, modified) {
                        Meeting::TooMany => return Ok(WalkEnd::Failed),
                        Meeting::Unchanged(id) => {
                            unchanged.add(id, file_bytes);
                            if unchanged.is_due() {
                                self.tell_unchanged(unchanged)?;
                            }
                        }
                        Meeting::ToInspect { id, wants_content } => self.queue(Job {
                            id,
                            location,
                            file_bytes,
                            wants_content,
                        })?,
                    }
                }
            }
        }
    }

    /// Counts and tells what is as it was. Counted only now: what is counted is always told, whoever gives the walk up.
    fn tell_unchanged(&self, unchanged: &mut Unchanged) -> Result<(), Halt> {
        self.check_quit()?;
        let Unchanged {
            images, file_bytes, ..
        } = mem::take(unchanged);
        if images.is_empty() {
            return Ok(());
        }
        self.found.add(images.len() as u64, file_bytes);
        self.tell(Note::Unchanged(images))
    }

    fn look_at_folder(&self, entry: &DirEntry) -> Result<Descent, Halt> {
        if entry.depth() == 0 {
            return Ok(Descent::GoOn); // The chosen folder may be hidden: it was chosen.
        }
        let hidden = is_skipped_folder_name(entry.file_name(), self.include)
            || (ATTRIBUTES_HIDE
                && !self.include.hidden
                && entry
                    .metadata()
                    .is_ok_and(|metadata| is_hidden_by_attributes(&metadata)));
        if hidden {
            self.skipped(entry.path(), SkipCause::HiddenFolder)?;
            return Ok(Descent::LeaveOut);
        }
        if named_kind(entry.path()) == NamedKind::Image {
            // Said because somebody may look for an image of this name; what it holds is walked all the same.
            self.skipped(entry.path(), SkipCause::NotAFile)?;
        }
        Ok(Descent::GoOn)
    }

    /// Decides about a file, link, pipe, socket or device.
    fn look_at_file(&self, entry: &DirEntry) -> Result<Look, Halt> {
        if is_own_name(entry.file_name()) {
            return Ok(Look::PassBy); // The lock of a repair, or a file that is being written: nobody looks for it.
        }
        let path = entry.path();
        let is_link = entry.path_is_symlink();
        let kind = named_kind(path);
        if !is_link && kind == NamedKind::NoPicture {
            return Ok(Look::PassBy); // Without asking the disk: most foreign files end here.
        }
        // Of what a link leads to, if it leads anywhere.
        let metadata = if is_link {
            fs::metadata(path).ok()
        } else {
            entry.metadata().ok()
        };
        if is_link && metadata.as_ref().is_some_and(Metadata::is_dir) {
            self.skipped(path, SkipCause::LinkedFolder)?;
            return Ok(Look::LeaveOut);
        }
        let name = entry.file_name();
        match kind {
            NamedKind::NoPicture => return Ok(Look::PassBy),
            NamedKind::Other { extension } => {
                if !is_resource_fork(name) {
                    self.skipped(path, SkipCause::OtherKind { extension })?;
                }
                return Ok(Look::PassBy);
            }
            NamedKind::Image => {}
        }
        let cause = if !self.include.hidden
            && (is_hidden_name(name) || metadata.as_ref().is_some_and(is_hidden_by_attributes))
        {
            Some(SkipCause::HiddenFile)
        } else if metadata
            .as_ref()
            .is_some_and(|metadata| !metadata.is_file())
        {
            Some(SkipCause::NotAFile)
        } else if !self.include.online_only && metadata.as_ref().is_some_and(is_online_only) {
            Some(SkipCause::OnlineOnly)
        } else {
            None
        };
        if let Some(cause) = cause {
            self.skipped(path, cause)?;
            return Ok(Look::LeaveOut);
        }
        // A dangling link, or a file that went away just now, is inspected too: its row says what is wrong with it.
        Ok(Look::Inspect {
            file_bytes: metadata.as_ref().map(Metadata::len),
            modified: metadata.and_then(|metadata| metadata.modified().ok()),
        })
    }

    fn location(&self, path: &Path) -> ImageLocation {
        ImageLocation::new(path.strip_prefix(&self.root).unwrap_or(path))
    }

    fn skipped(&self, path: &Path, cause: SkipCause) -> Result<(), Halt> {
        let location = self.location(path);
        self.tell(Note::Skipped { location, cause })
    }

    fn tell(&self, note: Note) -> Result<(), Halt> {
        self.pulse.waiting();
        self.notes.send(note).map_err(|_| Halt)
    }

    fn queue(&self, job: Job) -> Result<(), Halt> {
        self.check_quit()?;
        self.found.add(1, job.file_bytes.unwrap_or(0));
        match self.jobs.try_send(job) {
            Ok(()) => Ok(()),
            Err(TrySendError::Disconnected(_)) => Err(Halt),
            Err(TrySendError::Full(job)) => {
                self.pulse.waiting();
                select! {
                    send(self.jobs, job) -> sent => sent.map_err(|_| Halt),
                    recv(self.quit) -> _ => Err(Halt),
                }
            }
        }
    }

    fn check_quit(&self) -> Result<(), Halt> {
        let over =
            self.pulse.is_abandoned() || self.quit.try_recv() == Err(TryRecvError::Disconnected);
        if over { Err(Halt) } else { Ok(()) }
    }
}

/// Whether a folder is there and may be listed.
pub(super) fn check_folder(folder: &Path) -> io::Result<()> {
    if fs::metadata(folder)?.is_dir() {
        fs::read_dir(folder).map(drop)
    } else {
        Err(io::ErrorKind::NotADirectory.into())
    }
}
