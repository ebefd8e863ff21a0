//! The way of events from the coordinator to the window: bounded in number and in bytes of thumbnails, and with an end
//! that always arrives.
//!
//! The coordinator never waits in here: what the window has no room for stays in the outbox until it says that it made
//! room. The end travels on a way of its own, together with whatever was still waiting, so that a stopped run is over
//! at once even where nobody drains.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError, TrySendError, bounded};

use super::wake::Wake;

/// Events under way. An image takes two; at 60 frames per second the window can follow 4,096 / 2 x 60 = 122,880 images
/// per second. An event with its boxed report and path is about 0.5 kB: 2 MiB.
const EVENTS: usize = 4096;

/// Bytes of thumbnails under way: 256 of the usual 256 x 256 pixels x 4 bytes = 256 KiB are 64 MiB. (Beside them each
/// worker has one in hand, and the notes to the coordinator hold 16 MiB.)
const THUMBNAIL_BYTES: usize = 64 << 20;

/// What a run tells: events, the last of which is its end.
pub trait RunEvent: Send + 'static {
    /// How a run ended.
    type End: Send + 'static;

    /// Bytes of the thumbnail that it carries; 0 without one.
    fn thumbnail_bytes(&self) -> usize {
        0
    }

    /// The run is over.
    fn ended(end: Self::End) -> Self;

    /// The run is over, because its coordinator itself broke down.
    fn broke_down() -> Self;
}

/// Whether the window takes more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Everything was handed over.
    Free,
    /// Something waits for room.
    Blocked,
    /// The window is gone.
    Gone,
}

/// The coordinator's end.
pub(super) struct Outbox<E> {
    events: Sender<E>,
    last_words: Sender<VecDeque<E>>,
    waiting: VecDeque<E>,
    thumbnail_bytes: Arc<AtomicUsize>,
    wake: Arc<Wake>,
}

/// The window's end.
#[derive(Debug)]
pub(super) struct Inbox<E> {
    events: Receiver<E>,
    last_words: Receiver<VecDeque<E>>,
    rest: Rest<E>,
    thumbnail_bytes: Arc<AtomicUsize>,
    made_room: Sender<()>,
}

/// What is left after the event channel has ended.
#[derive(Debug)]
enum Rest<E> {
    /// It has not ended yet.
    Untouched,
    /// These, the last of which is `Ended`; or nothing more.
    Words(VecDeque<E>),
}

/// What the window's end finds.
#[derive(Debug)]
pub(super) enum Found<E> {
    Event(E),
    Nothing,
    Over,
}

/// A new way. The receiver gets a word whenever the window made room.
pub(super) fn event_way<E: RunEvent>(wake: Arc<Wake>) -> (Outbox<E>, Receiver<()>, Inbox<E>) {
    let (events, events_there) = bounded(EVENTS);
    let (last_words, last_words_there) = bounded(1);
    let (made_room, room) = bounded(1);
    let thumbnail_bytes = Arc::new(AtomicUsize::new(0));
    let outbox = Outbox {
        events,
        last_words,
        waiting: VecDeque::new(),
        thumbnail_bytes: Arc::clone(&thumbnail_bytes),
        wake,
    };
    let inbox = Inbox {
        events: events_there,
        last_words: last_words_there,
        rest: Rest::Untouched,
        thumbnail_bytes,
        made_room,
    };
    (outbox, room, inbox)
}

impl<E: RunEvent> Outbox<E> {
    /// Puts an event in line.
    pub(super) fn push(&mut self, event: E) {
        self.waiting.push_back(event);
    }

    /// Hands over as much as there is room for.
    pub(super) fn flush(&mut self) -> Flow {
        let mut flow = Flow::Free;
        let before = self.waiting.len();
        while let Some(event) = self.waiting.pop_front() {
            let bytes = event.thumbnail_bytes();
            let under_way = self.thumbnail_bytes.load(Ordering::Acquire);
            if bytes > 0 && under_way > 0 && under_way + bytes > THUMBNAIL_BYTES {
                self.waiting.push_front(event);
                flow = Flow::Blocked;
                break;
            }
            self.thumbnail_bytes.fetch_add(bytes, Ordering::AcqRel);
            if let Err(refused) = self.events.try_send(event) {
                self.thumbnail_bytes.fetch_sub(bytes, Ordering::AcqRel);
                if let TrySendError::Full(event) = refused {
                    self.waiting.push_front(event);
                    flow = Flow::Blocked;
                } else {
                    flow = Flow::Gone;
                }
                break;
            }
        }
        if self.waiting.len() < before {
            self.wake.raise();
        }
        flow
    }

    /// Hands over everything that is left, and the end.
    pub(super) fn end(mut self, end: E::End) {
        self.waiting.push_back(E::ended(end));
        // There is room for exactly this one; an error means that the window is gone.
        self.last_words.try_send(self.waiting).ok();
        drop(self.events);
        self.wake.raise();
    }
}

impl<E: RunEvent> Inbox<E> {
    /// The next event, if one is there.
    pub(super) fn try_next(&mut self) -> Found<E> {
        if let Rest::Untouched = self.rest {
            match self.events.try_recv() {
                Ok(event) => return self.received(event),
                Err(TryRecvError::Empty) => return Found::Nothing,
                Err(TryRecvError::Disconnected) => self.take_last_words(),
            }
        }
        self.next_of_rest()
    }

    /// The next event; waits for it until `deadline`.
    pub(super) fn wait_next(&mut self, deadline: Instant) -> Found<E> {
        if let Rest::Untouched = self.rest {
            match self.events.recv_deadline(deadline) {
                Ok(event) => return self.received(event),
                Err(RecvTimeoutError::Timeout) => return Found::Nothing,
                Err(RecvTimeoutError::Disconnected) => self.take_last_words(),
            }
        }
        self.next_of_rest()
    }

    fn received(&self, event: E) -> Found<E> {
        self.thumbnail_bytes
            .fetch_sub(event.thumbnail_bytes(), Ordering::AcqRel);
        // Full means that the word is out already.
        self.made_room.try_send(()).ok();
        Found::Event(event)
    }

    fn take_last_words(&mut self) {
        // They were sent before the channel was closed; they are missing only if the coordinator itself broke down.
        let words = self
            .last_words
            .try_recv()
            .unwrap_or_else(|_| VecDeque::from([E::broke_down()]));
        self.rest = Rest::Words(words);
    }

    fn next_of_rest(&mut self) -> Found<E> {
        match &mut self.rest {
            Rest::Untouched => Found::Nothing,
            Rest::Words(words) => words.pop_front().map_or(Found::Over, Found::Event),
        }
    }
}

/// The latest instant that a wait of `timeout` from now lasts to.
pub(super) fn deadline_in(timeout: Duration) -> Instant {
    let now = Instant::now();
    // A wait for ever is a year.
    now.checked_add(timeout)
        .unwrap_or(now + Duration::from_hours(365 * 24))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{InspectError, Thumbnail};
    use crate::scan::{
        FileStamp, ImageId, ImageLocation, ImageOutcome, ImageReport, ScanEnd, ScanEvent,
        WorkTimes, WorkerId,
    };

    fn with_thumbnail(bytes: usize) -> ScanEvent {
        ScanEvent::ImageFinished {
            worker: WorkerId(0),
            report: Box::new(ImageReport {
                id: ImageId(0),
                location: ImageLocation::new("0.jpg"),
                product: None,
                file_bytes: None,
                stamp: FileStamp::default(),
                outcome: ImageOutcome::Unreadable(InspectError::EmptyFile),
                times: WorkTimes::default(),
            }),
            thumbnail: Some(Thumbnail {
                width_px: 1,
                height_px: 1,
                rgba: vec![0; bytes],
            }),
        }
    }

    #[test]
    fn thumbnails_under_way_are_bounded_in_bytes() {
        let (mut outbox, room, mut inbox) = event_way(Arc::new(Wake::new(|| {})));
        for _ in 0..70 {
            outbox.push(with_thumbnail(1 << 20));
        }
        assert_eq!(outbox.flush(), Flow::Blocked);
        let mut fetched = 0;
        while let Found::Event(_) = inbox.try_next() {
            fetched += 1;
        }
        assert_eq!(fetched, 64, "64 MiB and no more");
        assert_eq!(
            room.try_recv(),
            Ok(()),
            "the window says that there is room"
        );
        assert_eq!(outbox.flush(), Flow::Free);
    }

    #[test]
    fn a_thumbnail_beyond_all_bounds_goes_alone() {
        let (mut outbox, _room, mut inbox) = event_way(Arc::new(Wake::new(|| {})));
        outbox.push(with_thumbnail(THUMBNAIL_BYTES + 1));
        outbox.push(with_thumbnail(1));
        assert_eq!(outbox.flush(), Flow::Blocked, "but it goes");
        assert!(matches!(inbox.try_next(), Found::Event(_)));
        assert_eq!(outbox.flush(), Flow::Free);
    }

    #[test]
    fn the_end_arrives_behind_whatever_waited() {
        let (mut outbox, _room, mut inbox) = event_way(Arc::new(Wake::new(|| {})));
        for _ in 0..EVENTS + 10 {
            outbox.push(ScanEvent::Resumed);
        }
        assert_eq!(outbox.flush(), Flow::Blocked);
        outbox.end(ScanEnd::Completed);
        for _ in 0..EVENTS + 10 {
            assert!(matches!(inbox.try_next(), Found::Event(ScanEvent::Resumed)));
        }
        assert!(matches!(
            inbox.try_next(),
            Found::Event(ScanEvent::Ended(ScanEnd::Completed))
        ));
        assert!(matches!(inbox.try_next(), Found::Over));
    }

    #[test]
    fn a_coordinator_that_broke_down_is_a_failed_scan() {
        let (outbox, _room, mut inbox) = event_way::<ScanEvent>(Arc::new(Wake::new(|| {})));
        drop(outbox);
        assert!(matches!(
            inbox.wait_next(deadline_in(Duration::MAX)),
            Found::Event(ScanEvent::Ended(ScanEnd::Failed { .. }))
        ));
        assert!(matches!(inbox.try_next(), Found::Over), "and only once");
    }
}
