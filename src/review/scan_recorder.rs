//! Remembers what a scan finds, on a thread of its own with a connection of its own, so that a decision never waits
//! behind it.
//!
//! Invariant: nothing here waits but [`ScanRecorder::close`] and [`ScanRecorder::close_while_writing`]. Where the store can't be written the scan goes on, and the
//! first failure is told; the images concerned are inspected again by the next scan.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::time::{Duration, Instant};

use super::error::StoreError;
use super::scan_memory::{FolderId, ScanExtent, folder_key};
use super::store::Store;
use crate::inspect::Measures;
use crate::scan::{ImageId, ScanEnd, ScanEvent};
use crate::session::{ResultRow, ScanSession};

/// Rows that are written together at most: well under 50 ms, for so long a decision may wait for the lock.
const TOGETHER: usize = 1_000;

/// And for no longer than this they wait to be written.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Requests between window and thread: each holds 1,000 rows at most, which the window holds too.
const REQUESTS: usize = 16;

/// So often who closes looks how far the thread is.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Why not everything is on disk that was to be remembered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// Something could not be written.
    #[error("{0}")]
    Failed(StoreError),
    /// The disk of the database was waited for long enough.
    #[error("its disk does not answer")]
    NotInTime,
    /// The thread broke down.
    #[error("the writing broke down")]
    Broken,
}

/// What is asked of the thread.
#[derive(Debug)]
enum Request {
    Remember(Vec<Arc<ResultRow>>),
    Update(Vec<Arc<ResultRow>>),
    Forget(Vec<Arc<ResultRow>>),
    Ended(ScanExtent),
}

/// What an event is about to change in a session, as far as it has to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionChange {
    /// Nothing of that kind.
    Nothing,
    /// An image was inspected.
    Inspected(ImageId),
    /// Images went away or came back.
    GoneOrBack(Vec<ImageId>),
    /// The scan is over.
    Ended(ScanExtent),
}

impl SessionChange {
    /// Of an event that the session has not heard yet.
    #[must_use]
    pub fn of(event: &ScanEvent, session: &ScanSession) -> Self {
        match event {
            ScanEvent::ImageFinished { report, .. } => Self::Inspected(report.id),
            ScanEvent::Gone { images } => Self::GoneOrBack(images.clone()),
            ScanEvent::Unchanged { images } => {
                let was_gone = |id: &&ImageId| session.row(**id).is_some_and(|row| row.is_gone);
                let back: Vec<ImageId> = images.iter().filter(was_gone).copied().collect();
                if back.is_empty() {
                    Self::Nothing
                } else {
                    Self::GoneOrBack(back)
                }
            }
            ScanEvent::Ended(ScanEnd::Completed) => Self::Ended(ScanExtent::Whole),
            ScanEvent::Ended(_) => Self::Ended(ScanExtent::Part),
            _ => Self::Nothing,
        }
    }
}

/// The recording of one scan as the window has it. Dropping it lets the thread write what it was given, and end.
#[derive(Debug)]
pub struct ScanRecorder {
    requests: SyncSender<Request>,
    troubles: Receiver<StoreError>,
    waiting: VecDeque<Request>,
    rows: Vec<Arc<ResultRow>>,
    since: Option<Instant>,
    /// How many requests were made.
    asked: u64,
    /// How many the thread is done with, well or not.
    served: Arc<AtomicU64>,
}

impl ScanRecorder {
    /// Starts to record a scan of a folder into a database.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(database: PathBuf, root: PathBuf, measures: Measures) -> io::Result<Self> {
        let mut writer = Writer {
            database,
            root,
            measures,
            open: None,
        };
        Self::start_with(move |request| {
            let served = writer.serve(request);
            if served.is_err() {
                writer.open = None;
            }
            served
        })
    }

    fn start_with(
        mut serve: impl FnMut(&Request) -> Result<(), StoreError> + Send + 'static,
    ) -> io::Result<Self> {
        let (requests, requests_there) = sync_channel(REQUESTS);
        // One is enough: only the first failure is told.
        let (trouble, troubles) = sync_channel(1);
        let served = Arc::<AtomicU64>::default();
        let count = Arc::clone(&served);
        std::thread::Builder::new()
            .name("scan memory".to_owned())
            .spawn(move || {
                for request in &requests_there {
                    if let Err(error) = serve(&request) {
                        // Full: something was told already.
                        trouble.try_send(error).ok();
                    }
                    count.fetch_add(1, Ordering::Release);
                }
            })?;
        Ok(Self {
            requests,
            troubles,
            waiting: VecDeque::new(),
            rows: Vec::new(),
            since: None,
            asked: 0,
            served,
        })
    }

    /// Remembers a row as it is now.
    pub fn remember(&mut self, row: Arc<ResultRow>) {
        self.rows.push(row);
        self.since.get_or_insert_with(Instant::now);
        if self.rows.len() >= TOGETHER {
            self.hand_over_rows();
        }
    }

    /// Remembers whether images are gone, and their fingerprints; their results stand.
    pub fn update(&mut self, rows: Vec<Arc<ResultRow>>) {
        if !rows.is_empty() {
            self.hand_over_rows();
            self.ask(Request::Update(rows));
        }
    }

    /// Remembers what an event has changed in the session.
    pub fn follow(&mut self, change: &SessionChange, session: &ScanSession) {
        let rows = |images: &[ImageId]| {
            let rows = images.iter().filter_map(|id| session.row(*id));
            rows.cloned().collect()
        };
        match change {
            SessionChange::Nothing => {}
            SessionChange::Inspected(id) => {
                if let Some(row) = session.row(*id) {
                    self.remember(Arc::clone(row));
                }
            }
            SessionChange::GoneOrBack(images) => self.update(rows(images)),
            SessionChange::Ended(extent) => self.end(*extent),
        }
    }

    /// Forgets images.
    pub fn forget(&mut self, rows: Vec<Arc<ResultRow>>) {
        self.hand_over_rows();
        self.ask(Request::Forget(rows));
    }

    /// The scan is over.
    pub fn end(&mut self, extent: ScanExtent) {
        self.hand_over_rows();
        self.ask(Request::Ended(extent));
    }

    /// Hands over what has waited for long enough; to be called every now and then. Returns after how long it wants to be
    /// called again; `None`: nothing waits.
    pub fn tick(&mut self) -> Option<Duration> {
        if self
            .since
            .is_some_and(|since| since.elapsed() >= LONGEST_WAIT)
        {
            self.hand_over_rows();
        }
        self.hand_over();
        let is_waiting = self.since.is_some() || !self.waiting.is_empty();
        is_waiting.then_some(LONGEST_WAIT)
    }

    /// The first failure, once.
    pub fn take_trouble(&mut self) -> Option<StoreError> {
        self.troubles.try_recv().ok()
    }

    /// Waits until everything is written, for at most `timeout`.
    ///
    /// # Errors
    /// Why not everything is written; a failure only where it was not told yet.
    pub fn close(self, timeout: Duration) -> Result<(), Unwritten> {
        let deadline = Instant::now() + timeout;
        self.close_unless(|_| Instant::now() >= deadline)
    }

    /// Waits until everything is written, as long as the thread comes further at least once within `silence`.
    ///
    /// # Errors
    /// Why not everything is written; a failure only where it was not told yet.
    pub fn close_while_writing(self, silence: Duration) -> Result<(), Unwritten> {
        let mut watch = Silence {
            limit: silence,
            served: self.served.load(Ordering::Acquire),
            since: Instant::now(),
        };
        self.close_unless(move |served| watch.is_over(served, Instant::now()))
    }

    /// Waits until everything is written, unless it takes too long, which is asked with the number of served requests.
    fn close_unless(mut self, mut is_too_long: impl FnMut(u64) -> bool) -> Result<(), Unwritten> {
        self.hand_over_rows();
        let Self {
            requests,
            troubles,
            mut waiting,
            asked,
            served,
            ..
        } = self;
        let mut requests = Some(requests);
        let mut first = None;
        loop {
            if let Some(way) = &requests {
                hand_over(way, &mut waiting);
            }
            if waiting.is_empty() {
                // The thread ends when it has served the others.
                requests = None;
            }
            match troubles.recv_timeout(LOOK_EVERY) {
                Ok(error) => {
                    first.get_or_insert(error);
                }
                Err(RecvTimeoutError::Timeout) => {}
                // Its end tells that the thread is done.
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if is_too_long(served.load(Ordering::Acquire)) {
                return Err(first.map_or(Unwritten::NotInTime, Unwritten::Failed));
            }
        }
        match first {
            Some(error) => Err(Unwritten::Failed(error)),
            None if served.load(Ordering::Acquire) < asked => Err(Unwritten::Broken),
            None => Ok(()),
        }
    }

    fn hand_over_rows(&mut self) {
        self.since = None;
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.ask(Request::Remember(rows));
        }
    }

    fn ask(&mut self, request: Request) {
        self.asked += 1;
        self.waiting.push_back(request);
        self.hand_over();
    }

    fn hand_over(&mut self) {
        hand_over(&self.requests, &mut self.waiting);
    }
}

/// Hands over what the thread has room for.
fn hand_over(requests: &SyncSender<Request>, waiting: &mut VecDeque<Request>) {
    while let Some(request) = waiting.pop_front() {
        match requests.try_send(request) {
            // Disconnected: the thread broke down, and there is nobody to write it.
            Ok(()) | Err(TrySendError::Disconnected(_)) => {}
            Err(TrySendError::Full(request)) => return waiting.push_front(request),
        }
    }
}

/// How long nothing was served.
struct Silence {
    limit: Duration,
    served: u64,
    since: Instant,
}

impl Silence {
    /// Whether for so long nothing was, as of now.
    fn is_over(&mut self, served: u64, now: Instant) -> bool {
        if served != self.served {
            self.served = served;
            self.since = now;
        }
        now.duration_since(self.since) >= self.limit
    }
}

/// The thread's state.
struct Writer {
    database: PathBuf,
    root: PathBuf,
    measures: Measures,
    open: Option<(Store, FolderId)>,
}

impl Writer {
    fn serve(&mut self, request: &Request) -> Result<(), StoreError> {
        let (database, root, measures) = (&self.database, &self.root, self.measures);
        let (store, folder) = match &mut self.open {
            Some(open) => open,
            open @ None => open.insert(open_folder(database, root)?),
        };
        match request {
            Request::Remember(rows) => {
                let rows = rows.iter().map(AsRef::as_ref);
                store.remember_images(*folder, measures, rows)
            }
            Request::Update(rows) => store.update_images(*folder, rows.iter().map(AsRef::as_ref)),
            Request::Forget(rows) => store.forget_images(*folder, rows.iter().map(AsRef::as_ref)),
            Request::Ended(extent) => store.end_scan(*folder, *extent),
        }
    }
}

fn open_folder(database: &Path, root: &Path) -> Result<(Store, FolderId), StoreError> {
    let mut store = Store::open(database)?;
    let folder = store.remember_folder(&folder_key(root))?;
    Ok((store, folder))
}

#[cfg(test)]
mod tests;
