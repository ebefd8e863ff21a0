//! Finds out what files hold, on a thread of its own: for decisions about images whose scan did not ask.
//!
//! A share that gives no answer holds this thread and nobody else; what waits behind it waits longer. Invariant: every
//! accepted request is answered once, unless the hasher is dropped.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::wake::Wake;
use super::{ContentHash, ReachError};
use crate::files::open_file;

/// Requests and answers under way: a path each.
const REQUESTS: usize = 256;

/// A file whose content is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HashRequest {
    /// Comes back with the answer.
    pub key: u64,
    /// The file.
    pub path: PathBuf,
}

/// What came of a [`HashRequest`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// The request's.
    pub key: u64,
    /// What the file holds, and its size in bytes.
    pub content: Result<(ContentHash, u64), ReachError>,
}

/// The hashing thread as its user has it.
#[derive(Debug)]
pub struct ContentHasher {
    requests: Sender<HashRequest>,
    answers: Receiver<Hashed>,
    wake: Arc<Wake>,
    waiting: VecDeque<HashRequest>,
}

impl ContentHasher {
    /// Starts the thread. `wake` is called from it, once per burst, when there is something to fetch.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> io::Result<Self> {
        let wake = Arc::new(Wake::new(wake));
        let (requests, requests_there) = bounded::<HashRequest>(REQUESTS);
        let (answer, answers) = bounded(REQUESTS);
        let bell = Arc::clone(&wake);
        thread::Builder::new()
            .name("content".to_owned())
            .spawn(move || {
                for HashRequest { key, path } in requests_there {
                    let content = content_of(&path);
                    // The window may be asleep and the way full, so it is woken before as well.
                    bell.raise();
                    if answer.send(Hashed { key, content }).is_err() {
                        return;
                    }
                    bell.raise();
                }
            })?;
        Ok(Self {
            requests,
            answers,
            wake,
            waiting: VecDeque::new(),
        })
    }

    /// Asks for a file's content. Never waits: what the thread has no room for is handed over with the next answers.
    pub fn ask(&mut self, request: HashRequest) {
        self.waiting.push_back(request);
        self.hand_over();
    }

    /// The next answer, if one is there.
    pub fn try_next(&mut self) -> Option<Hashed> {
        self.hand_over();
        self.answers.try_recv().ok()
    }

    /// The next answer; waits for it for at most `timeout`. For the program's end, and for tests.
    pub fn wait_next(&mut self, timeout: Duration) -> Option<Hashed> {
        self.hand_over();
        self.answers.recv_timeout(timeout).ok()
    }

    /// Says that the wake-up call was heard; to be called *before* draining by [`Self::try_next`].
    pub fn clear_wake(&self) {
        self.wake.clear();
    }

    fn hand_over(&mut self) {
        while let Some(request) = self.waiting.pop_front() {
            if let Err(TrySendError::Full(request) | TrySendError::Disconnected(request)) =
                self.requests.try_send(request)
            {
                self.waiting.push_front(request);
                return;
            }
        }
    }
}

fn content_of(path: &Path) -> Result<(ContentHash, u64), ReachError> {
    let failed = |error| ReachError::from_io(&error);
    open_file(path)
        .and_then(|(file, _)| ContentHash::read(file))
        .map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const PATIENCE: Duration = Duration::from_mins(1);

    #[test]
    fn every_file_is_answered_once_also_far_more_than_are_under_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        fs::write(&path, b"a picture").unwrap();
        let mut hasher = ContentHasher::start(|| ()).unwrap();
        let count = 4 * REQUESTS as u64;
        for key in 0..count {
            let path = path.clone();
            hasher.ask(HashRequest { key, path });
        }
        let wanted = Ok((ContentHash::of(b"a picture"), 9));
        for key in 0..count {
            let answer = hasher.wait_next(PATIENCE).expect("an answer for each");
            assert_eq!(answer.key, key, "in their order");
            assert_eq!(answer.content, wanted, "what the file holds");
        }
        assert_eq!(hasher.try_next(), None, "and none twice");
    }

    #[test]
    fn a_file_that_is_gone_and_a_folder_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let mut hasher = ContentHasher::start(|| ()).unwrap();
        let path = folder.path().join("gone.jpg");
        hasher.ask(HashRequest { key: 1, path });
        let path = folder.path().to_owned();
        hasher.ask(HashRequest { key: 2, path });
        let answer = hasher.wait_next(PATIENCE).expect("an answer");
        assert_eq!(answer.content, Err(ReachError::NotFound));
        let answer = hasher.wait_next(PATIENCE).expect("an answer");
        assert!(answer.content.is_err(), "a folder holds no picture");
    }
}
