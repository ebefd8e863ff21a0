//! Pictures on demand, for gallery and preview; independent of any scan.
//!
//! The caller keeps its own list of wishes and hands in only as many as there are threads, so that what is visible now
//! comes before what was visible a moment ago. Every accepted request is answered exactly once, also where its read
//! hangs; dropping the loader waits for nothing. The answers carry the caller's key, so that a late one is known as
//! late.

mod dispatch;
#[cfg(test)]
mod tests;

use std::io;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use self::dispatch::{Dispatcher, LoadWork, load};
use super::wake::Wake;
use super::{After, ImageId, ReachError, SeenFile};
use crate::inspect::{ImageLimits, InspectError, ScreenImage, Thumbnail};

/// Shorter than a scan's: a person waits in front of it. The place is then free for another picture.
const SILENCE_LIMIT: Duration = Duration::from_secs(30);

/// Which wish an answer belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LoadKey {
    /// The image.
    pub image: ImageId,
    /// Which scan, view or try the caller meant it for; the loader only hands it back.
    pub generation: u64,
}

/// What picture is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadKind {
    /// A small picture for the gallery.
    Thumbnail {
        /// Its longest side in pixels.
        longest_side_px: u32,
    },
    /// A picture for the preview.
    Screen {
        /// The longest side that the screen's renderer takes, in pixels.
        max_side_px: u32,
    },
}

/// One wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadRequest {
    /// Comes back with the answer.
    pub key: LoadKey,
    /// The file.
    pub path: PathBuf,
    /// What picture of it.
    pub kind: LoadKind,
    /// Which file it has to be, where that is known: a picture of another one would be shown beside a verdict that is
    /// not its own.
    pub seen: Option<SeenFile>,
    /// Bounds on size and memory.
    pub limits: ImageLimits,
    /// What has to be on the disk before the picture is decoded, because a decoder that dies takes the program along. It
    /// is waited for after the file was read, and not for ever.
    pub after: Option<After>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The request's key.
    pub key: LoadKey,
    /// The picture, or why there is none.
    pub result: Result<LoadedImage, LoadError>,
}

/// A picture that was loaded.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadedImage {
    /// What [`LoadKind::Thumbnail`] asked for.
    Thumbnail(Thumbnail),
    /// What [`LoadKind::Screen`] asked for.
    Screen(ScreenImage),
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Its bytes could not be had.
    #[error(transparent)]
    Unreachable(#[from] ReachError),
    /// Its bytes are no picture.
    #[error(transparent)]
    Unreadable(#[from] InspectError),
    /// It is another file than the one that was inspected.
    #[error("the file was changed since it was inspected")]
    Changed,
}

/// Loads pictures on threads of its own.
pub struct ImageLoader {
    threads: usize,
    in_flight: usize,
    requests: Sender<LoadRequest>,
    answers: Receiver<Loaded>,
    wake: Arc<Wake>,
}

impl ImageLoader {
    /// Starts so many threads, called `name` with a number. `wake` is called, once per burst, when there are answers to
    /// fetch.
    ///
    /// # Errors
    /// When the system has no thread left.
    pub fn start(
        name: &str,
        threads: NonZeroUsize,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> io::Result<Self> {
        Self::start_with(name, threads, wake, Arc::new(load), SILENCE_LIMIT)
    }

    fn start_with(
        name: &str,
        threads: NonZeroUsize,
        wake: impl Fn() + Send + Sync + 'static,
        work: Arc<LoadWork>,
        silence_limit: Duration,
    ) -> io::Result<Self> {
        let threads = threads.get();
        let wake = Arc::new(Wake::new(wake));
        // As many as there are threads: no more are accepted, so neither channel is ever full.
        let (requests, requests_there) = bounded(threads);
        let (answer, answers) = bounded(threads);
        let name = name.to_owned();
        let dispatcher_wake = Arc::clone(&wake);
        thread::Builder::new()
            .name(format!("{name} watch"))
            .spawn(move || {
                Dispatcher::new(name, threads, work, silence_limit).run(
                    &requests_there,
                    &answer,
                    &dispatcher_wake,
                );
            })?;
        Ok(Self {
            threads,
            in_flight: 0,
            requests,
            answers,
            wake,
        })
    }

    /// Hands in a wish, unless every thread has one already. `true`: it is accepted, and will be answered.
    #[must_use]
    pub fn request(&mut self, request: LoadRequest) -> bool {
        let is_accepted = self.in_flight < self.threads && self.requests.try_send(request).is_ok();
        self.in_flight += usize::from(is_accepted);
        is_accepted
    }

    /// The next answer, if one is there. Never waits.
    pub fn try_next(&mut self) -> Option<Loaded> {
        let loaded = self.answers.try_recv().ok()?;
        self.in_flight = self.in_flight.saturating_sub(1);
        Some(loaded)
    }

    /// Requests that are accepted and not yet answered by [`Self::try_next`].
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// How many more requests would be accepted now.
    #[must_use]
    pub fn free_places(&self) -> usize {
        self.threads - self.in_flight
    }

    /// Says that the wake-up call was heard; to be called before draining by [`Self::try_next`].
    pub fn clear_wake(&self) {
        self.wake.clear();
    }
}
