//! The loader's threads, and the one that watches them.
//!
//! The watch hands each request to a thread that is free, and answers in the place of a thread that hangs.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded, select};

use super::{LoadError, LoadKey, LoadKind, LoadRequest, Loaded, LoadedImage};
use crate::inspect::{
    DecodingUse, ImageBytes as _, InspectError, decode_for_screen, make_thumbnail,
};
use crate::scan::guard::guarded;
use crate::scan::memory_budget::MemoryBudget;
use crate::scan::pulse::PulseWatch;
use crate::scan::read_file::{FileBytes, ReadFault};
use crate::scan::roster::DECODING_PATIENCE;
use crate::scan::wake::Wake;
use crate::scan::{Pulse, PulsePhase, ReachError, Scratch};

/// Loads one picture; the seam for tests.
pub(super) type LoadWork =
    dyn Fn(&LoadRequest, &Pulse, &mut Scratch) -> Result<LoadedImage, LoadError> + Send + Sync;

/// How often the watch listens for silence while anything is being loaded.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// So many hanging threads are left behind at most; then requests on their places are refused as unanswered.
const REPLACEMENTS: usize = 64;

/// The watch and its threads' places.
pub(super) struct Dispatcher {
    name: String,
    work: Arc<LoadWork>,
    silence_limit: Duration,
    places: Vec<Place>,
    done: Sender<Done>,
    is_done: Receiver<Done>,
    replaced: usize,
    last_look: Instant,
}

/// A thread's place.
struct Place {
    /// Counts the threads that have had this place: what an earlier one says is late.
    life: u32,
    pulse: Arc<Pulse>,
    /// To its thread; `None` where there is none.
    orders: Option<Sender<LoadRequest>>,
    loading: Option<(LoadKey, PulseWatch)>,
}

/// What a thread says when it is done.
struct Done {
    place: usize,
    life: u32,
    loaded: Loaded,
}

impl Dispatcher {
    pub(super) fn new(
        name: String,
        threads: usize,
        work: Arc<LoadWork>,
        silence_limit: Duration,
    ) -> Self {
        let (done, is_done) = bounded(threads);
        let mut dispatcher = Self {
            name,
            work,
            silence_limit,
            places: Vec::new(),
            done,
            is_done,
            replaced: 0,
            last_look: Instant::now(),
        };
        for index in 0..threads {
            let pulse = Arc::<Pulse>::default();
            let orders = dispatcher.start_thread(index, 0, &pulse).ok();
            dispatcher.places.push(Place {
                life: 0,
                pulse,
                orders,
                loading: None,
            });
        }
        dispatcher
    }

    /// Hands requests out and answers in, until the loader is dropped.
    pub(super) fn run(
        mut self,
        requests: &Receiver<LoadRequest>,
        answers: &Sender<Loaded>,
        wake: &Wake,
    ) {
        loop {
            let is_idle = self.places.iter().all(|place| place.loading.is_none());
            let nap = if is_idle {
                Duration::from_hours(1)
            } else {
                LOOK_EVERY
            };
            let mut answered = Vec::new();
            select! {
                recv(requests) -> request => match request {
                    Ok(request) => {
                        if is_idle {
                            self.last_look = Instant::now(); // Nobody was silent while nobody was asked.
                        }
                        answered.extend(self.hand_out(request));
                    }
                    Err(_) => return,
                },
                recv(self.is_done) -> done => answered.extend(done.ok().and_then(|done| self.take(done))),
                default(nap) => {}
            }
            let since_last_look = self.last_look.elapsed();
            if since_last_look >= LOOK_EVERY {
                self.last_look = Instant::now();
                answered.extend(self.look(since_last_look));
            }
            for loaded in answered {
                // There is room for every request that was accepted.
                if answers.send(loaded).is_err() {
                    return;
                }
                wake.raise();
            }
        }
    }

    /// Gives a request to a free thread; answers it where there is none (any more).
    fn hand_out(&mut self, mut request: LoadRequest) -> Option<Loaded> {
        let key = request.key;
        for place in &mut self.places {
            let (None, Some(orders)) = (&place.loading, &place.orders) else {
                continue;
            };
            match orders.try_send(request) {
                Ok(()) => {
                    place.loading = Some((key, PulseWatch::starting(&place.pulse)));
                    return None;
                }
                Err(refused) => request = refused.into_inner(),
            }
        }
        Some(no_answer(key, self.silence_limit))
    }

    fn take(&mut self, done: Done) -> Option<Loaded> {
        let place = self.places.get_mut(done.place)?;
        if place.life != done.life {
            return None; // Late: it was answered in its place.
        }
        place.loading = None;
        Some(done.loaded)
    }

    fn look(&mut self, since_last_look: Duration) -> Vec<Loaded> {
        let mut answered = Vec::new();
        for index in 0..self.places.len() {
            let Some(place) = self.places.get_mut(index) else {
                continue;
            };
            let Some((key, watch)) = &mut place.loading else {
                continue;
            };
            let key = *key;
            let silent_for = watch.look(&place.pulse, since_last_look);
            let phase = place.pulse.phase();
            let is_lost = match phase {
                PulsePhase::Waiting => false,
                PulsePhase::Reading => silent_for > self.silence_limit,
                PulsePhase::Decoding => silent_for > self.silence_limit * DECODING_PATIENCE,
            };
            if is_lost {
                answered.push(if phase == PulsePhase::Decoding {
                    Loaded {
                        key,
                        result: Err(InspectError::DecoderPanicked.into()),
                    }
                } else {
                    no_answer(key, silent_for)
                });
                self.replace(index);
            }
        }
        answered
    }

    fn replace(&mut self, index: usize) {
        let Some(place) = self.places.get_mut(index) else {
            return;
        };
        place.pulse.abandon();
        place.pulse = Arc::default();
        place.life += 1;
        place.loading = None;
        place.orders = None;
        let (life, pulse) = (place.life, Arc::clone(&place.pulse));
        if self.replaced < REPLACEMENTS {
            self.replaced += 1;
            let orders = self.start_thread(index, life, &pulse).ok();
            if let Some(place) = self.places.get_mut(index) {
                place.orders = orders;
            }
        }
    }

    fn start_thread(
        &self,
        place: usize,
        life: u32,
        pulse: &Arc<Pulse>,
    ) -> io::Result<Sender<LoadRequest>> {
        let (orders, orders_there) = bounded::<LoadRequest>(1);
        let (work, pulse, done) = (Arc::clone(&self.work), Arc::clone(pulse), self.done.clone());
        thread::Builder::new()
            .name(format!("{} {place}", self.name))
            .spawn(move || {
                let mut scratch = Scratch::default();
                for request in &orders_there {
                    pulse.reading();
                    let result = guarded(|| work(&request, &pulse, &mut scratch))
                        .unwrap_or_else(|_panicked| Err(InspectError::DecoderPanicked.into()));
                    pulse.waiting();
                    scratch.tidy();
                    let loaded = Loaded {
                        key: request.key,
                        result,
                    };
                    if pulse.is_abandoned()
                        || done
                            .send(Done {
                                place,
                                life,
                                loaded,
                            })
                            .is_err()
                    {
                        return;
                    }
                }
            })?;
        Ok(orders)
    }
}

fn no_answer(key: LoadKey, silent_for: Duration) -> Loaded {
    Loaded {
        key,
        result: Err(ReachError::NoAnswer { silent_for }.into()),
    }
}

/// Reads and decodes one picture.
pub(super) fn load(
    request: &LoadRequest,
    pulse: &Pulse,
    scratch: &mut Scratch,
) -> Result<LoadedImage, LoadError> {
    let limits = request.limits;
    let in_words = |fault: ReadFault| match fault {
        ReadFault::Unreachable { error, .. } => LoadError::Unreachable(error),
        ReadFault::TooLarge { file_bytes, .. } => {
            LoadError::Unreadable(InspectError::FileTooLarge { file_bytes, limits })
        }
    };
    let file = FileBytes::open(&request.path, &limits, pulse, &mut scratch.bytes);
    let file = file.map_err(in_words)?;
    if request.seen.is_some_and(|seen| seen != file.seen()) {
        return Err(LoadError::Changed);
    }
    // Before any memory is granted: what waits for it should not wait for this.
    if let Some(after) = &request.after {
        after.wait();
    }
    // Its memory is granted as long as there is the file.
    let mut file = file.within(&MemoryBudget::shared(), DecodingUse::Screen);
    let bytes = file.first(usize::MAX).map_err(in_words)?;
    pulse.decoding();
    match request.kind {
        LoadKind::Thumbnail { longest_side_px } => {
            make_thumbnail(bytes, &limits, longest_side_px).map(LoadedImage::Thumbnail)
        }
        LoadKind::Screen { max_side_px } => {
            decode_for_screen(bytes, &limits, max_side_px).map(LoadedImage::Screen)
        }
    }
    .map_err(LoadError::from)
}
