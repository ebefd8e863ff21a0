//! Binds decisions that are stored by place to what their files hold, on a thread of its own with a connection of its own.
//!
//! What is to be done stands in the store, so it is gone on with in the next window, whatever becomes of this one. A share
//! that gives no answer holds this thread and nobody else; what waits behind it waits longer, and is safe.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use super::error::StoreError;
use super::pending::{PlaceKey, Waiting, file_of};
use super::store::Store;
use super::{ChangeTime, StoredDecision};
use crate::scan::{ImageLocation, SeenFile, Wake};
use crate::session::Decided;

/// Decisions that are looked for at once: below a millisecond.
const PAGE: u32 = 256;

/// So long what was found out is gathered, so that thousands of small files do not each wait for the disk.
const TOGETHER: Duration = Duration::from_millis(100);

/// Answers under way, of at most [`PAGE`] decisions each: the thread waits for a window that takes none.
const ANSWERS: usize = 16;

/// Before files that could not be read are tried again. It doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(30);
const LONGEST_WAIT: Duration = Duration::from_mins(30);

/// A decision that follows its file's content from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundDecision {
    /// The folder of its file, by [`folder_key`](super::folder_key).
    pub folder: PathBuf,
    /// Its file.
    pub location: ImageLocation,
    /// As which file it was seen.
    pub seen: SeenFile,
    /// What counts about this content: the later one where there was another.
    pub counts: StoredDecision,
}

/// A decision that can't be bound, because its file became another one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenDecision {
    /// The folder of its file, by [`folder_key`](super::folder_key).
    pub folder: PathBuf,
    /// Its file.
    pub location: ImageLocation,
    /// What was decided.
    pub decided: Option<Decided>,
    /// When it was written.
    pub changed_at: ChangeTime,
}

/// What the binder tells. All of it is on disk.
#[derive(Clone, Debug, PartialEq)]
pub enum BinderEvent {
    /// These follow their contents now.
    Bound(Vec<BoundDecision>),
    /// These never will.
    Broken(Vec<BrokenDecision>),
}

/// The text of a location for [`StoredDecision::path_hint`].
pub type PathHint = fn(&ImageLocation) -> String;

/// The binder as its user has it. Dropping it lets the thread end after the file that it reads.
#[derive(Debug)]
pub struct Binder {
    nudges: SyncSender<()>,
    answers: Receiver<BinderEvent>,
    wake: Arc<Wake>,
}

impl Binder {
    /// Starts the thread, which begins with what earlier windows have left. `wake` is called from it, once per burst, when
    /// there is something to fetch.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(
        database: PathBuf,
        path_hint: PathHint,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let wake = Arc::new(Wake::new(wake));
        // One is enough: it says that there is something, not what.
        let (nudges, bell_rope) = sync_channel(1);
        let (answer, answers) = sync_channel(ANSWERS);
        let bell = Arc::clone(&wake);
        std::thread::Builder::new()
            .name("binder".to_owned())
            .spawn(move || {
                let worker = Worker {
                    database,
                    path_hint,
                    nudged: bell_rope,
                    answer,
                    wake: bell,
                    unreadable: HashSet::new(),
                    is_nudged: false,
                };
                worker.run();
            })?;
        Ok(Self {
            nudges,
            answers,
            wake,
        })
    }

    /// There is something new to be bound. Never waits.
    pub fn nudge(&self) {
        // Full: it will look anyway.
        self.nudges.try_send(()).ok();
    }

    /// The next answer, if one is there.
    #[must_use]
    pub fn try_next(&self) -> Option<BinderEvent> {
        self.answers.try_recv().ok()
    }

    /// The next answer; waits for it for at most `timeout`. For tests.
    ///
    /// # Errors
    /// When none came, or the thread is gone.
    pub fn wait_next(&self, timeout: Duration) -> Result<BinderEvent, RecvTimeoutError> {
        self.answers.recv_timeout(timeout)
    }

    /// Says that the wake-up call was heard; to be called *before* draining by [`Self::try_next`].
    pub fn clear_wake(&self) {
        self.wake.clear();
    }
}

/// Why the thread stops for now.
enum Halt {
    /// The store can't be used.
    Store(StoreError),
    /// The window is gone.
    WindowGone,
}

impl From<StoreError> for Halt {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// The thread's state.
struct Worker {
    database: PathBuf,
    path_hint: PathHint,
    nudged: Receiver<()>,
    answer: SyncSender<BinderEvent>,
    wake: Arc<Wake>,
    /// Files that could not be read; they are left alone until it is time to try again.
    unreadable: HashSet<PlaceKey>,
    /// Whether something new came since all that waits was begun.
    is_nudged: bool,
}

impl Worker {
    fn run(mut self) {
        let mut wait = FIRST_WAIT;
        let mut again_at = Instant::now() + wait;
        loop {
            let is_done = match self.bind_all() {
                Ok(()) => self.unreadable.is_empty(),
                Err(Halt::WindowGone) => return,
                Err(Halt::Store(error)) => {
                    tracing::warn!(%error, "decisions can't be bound to their files yet");
                    false
                }
            };
            if is_done {
                // Only a nudge brings something new.
                wait = FIRST_WAIT;
                again_at = Instant::now() + LONGEST_WAIT;
            }
            let rest = again_at.saturating_duration_since(Instant::now());
            match self.nudged.recv_timeout(rest) {
                Ok(()) => again_at = again_at.min(Instant::now() + wait),
                Err(RecvTimeoutError::Timeout) => {
                    self.unreadable.clear();
                    wait = (wait * 2).min(LONGEST_WAIT);
                    again_at = Instant::now() + wait;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Goes through all that waits, until nothing new came meanwhile.
    fn bind_all(&mut self) -> Result<(), Halt> {
        let mut store = Store::open(&self.database)?;
        store.tell_late_images()?;
        self.is_nudged = true;
        while std::mem::take(&mut self.is_nudged) {
            let mut place = PlaceKey::FIRST;
            loop {
                let page = store.waiting_after(&place, PAGE)?;
                let Some(last) = page.last() else { break };
                place = last.place.clone();
                self.bind_page(&mut store, page)?;
            }
        }
        Ok(())
    }

    /// Whether somebody still waits for what comes of this.
    fn listen(&mut self) -> Result<(), Halt> {
        match self.nudged.try_recv() {
            Ok(()) => self.is_nudged = true,
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => return Err(Halt::WindowGone),
        }
        Ok(())
    }

    fn bind_page(&mut self, store: &mut Store, page: Vec<Waiting>) -> Result<(), Halt> {
        let mut found = Found::default();
        let mut since = Instant::now();
        for waiting in page {
            self.listen()?;
            if self.unreadable.contains(&waiting.place) {
                continue;
            }
            match waiting.pending.seen.content(&file_of(&waiting)) {
                Ok(Some(content)) => {
                    let pending = &waiting.pending;
                    let stored = StoredDecision {
                        content,
                        decided: pending.decided,
                        changed_at: pending.changed_at,
                        file_bytes: pending.seen.file_bytes,
                        path_hint: Some((self.path_hint)(&pending.location)),
                    };
                    found.bound.push((waiting, stored));
                }
                Ok(None) => found.changed.push(waiting),
                Err(error) => {
                    tracing::debug!(%error, "a file that was decided about can't be read");
                    self.unreadable.insert(waiting.place);
                }
            }
            if since.elapsed() >= TOGETHER {
                self.write(store, std::mem::take(&mut found))?;
                since = Instant::now();
            }
        }
        self.write(store, found)
    }

    fn write(&self, store: &mut Store, found: Found) -> Result<(), Halt> {
        if !found.bound.is_empty() {
            let counting = store.bind(&found.bound)?;
            let bound = found.bound.into_iter().zip(counting);
            let bound = bound.map(|((waiting, _), counts)| BoundDecision {
                folder: waiting.folder,
                location: waiting.pending.location,
                seen: waiting.pending.seen,
                counts,
            });
            self.tell(BinderEvent::Bound(bound.collect()))?;
        }
        if !found.changed.is_empty() {
            store.find_changed(&found.changed)?;
            let broken = found.changed.into_iter().map(|waiting| BrokenDecision {
                folder: waiting.folder,
                location: waiting.pending.location,
                decided: waiting.pending.decided,
                changed_at: waiting.pending.changed_at,
            });
            self.tell(BinderEvent::Broken(broken.collect()))?;
        }
        Ok(())
    }

    fn tell(&self, event: BinderEvent) -> Result<(), Halt> {
        // The window may be asleep and the way full, so it is woken before as well.
        self.wake.raise();
        self.answer.send(event).map_err(|_| Halt::WindowGone)?;
        self.wake.raise();
        Ok(())
    }
}

/// What was found out and is not written yet.
#[derive(Default)]
struct Found {
    bound: Vec<(Waiting, StoredDecision)>,
    changed: Vec<Waiting>,
}

#[cfg(test)]
mod tests;
