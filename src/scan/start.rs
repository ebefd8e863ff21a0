//! Puts a scan's threads together and starts them.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

use super::breaker::Breaker;
use super::control::Gate;
use super::coordinator::Coordinator;
use super::discovery::{Discovery, WalkOrders, WalkWays, Walker};
use super::folder_disk::{FolderDisk, SystemDisk};
use super::handle::{Command, ScanHandle};
use super::inspect_work::InspectWork;
use super::inspector::{FileInspector, Inspector};
use super::note::{FoundSoFar, NewIds, Note, WalkEnd};
use super::outbox::{Outbox, event_way};
use super::pulse::PulseWatch;
use super::roster::Roster;
use super::state::{State, Walk};
use super::tree_walk::WalkLife;
use super::wake::Wake;
use super::worker::{Crew, start_crew};
use super::{Pulse, ScanConfig, ScanEnd, ScanEvent};

/// Jobs between walk and workers. So many that the total is known early (only then is there a time left to show), and
/// the walk of most catalogues never waits: 65,536 x about 0.15 kB (a path of 100 bytes and its frame) are 10 MB.
const JOBS: usize = 65_536;

/// Notes between workers and coordinator at most, and the bytes of the thumbnails that they may carry: 64 of the usual
/// 256 x 256 pixels x 4 bytes = 256 KiB are 16 MiB. Larger thumbnails leave room for fewer notes.
const NOTES: usize = 64;
const NOTES_BYTES: usize = 16 << 20;

/// The engine's patience, apart from what the user may choose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// After so long a silence a worker is called silent for the first time.
    pub(super) first_silence: Duration,
    /// And then again and again after so long.
    pub(super) silence_again: Duration,
    /// So long a stopped scan waits for images that are being inspected. Well below the second in which a stopped scan
    /// must be over.
    pub(super) stop_grace: Duration,
    /// So many workers are replaced in one scan at most, or as many as the crew has if that is more. Each leaves a
    /// thread behind that hangs in the system. On a dead share 8 workers reach it after 9 rounds of silence; then the
    /// rest of the queue is reported as not reached without a try, and the scan ends.
    pub(super) replacements: usize,
    /// So long the folder itself may give no answer, to the walk and at the end; `None`: as long as a worker.
    pub(super) folder_silence: Option<Duration>,
    /// So many threads of the walk may be left to themselves with folders that hang: as many minutes, with the usual
    /// patience. Then no folder is asked any more, and the rest is told as it is known.
    pub(super) lost_walkers: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first_silence: Duration::from_secs(3),
            silence_again: Duration::from_secs(1),
            stop_grace: Duration::from_millis(500),
            replacements: 64,
            folder_silence: None,
            lost_walkers: 16,
        }
    }
}

/// Starts a scan. `wake` is called, once per burst, when there are events to fetch; from the scan's own thread, so it
/// must be quick (ask for a repaint, nothing more).
///
/// It always returns a scan: one that could not be started ends with [`ScanEnd::Failed`], one whose folder cannot be
/// read with [`ScanEnd::RootUnreadable`].
pub fn start_scan(config: ScanConfig, wake: impl Fn() + Send + Sync + 'static) -> ScanHandle {
    start_scan_with(config, wake, Arc::new(FileInspector))
}

/// Starts a scan whose images are inspected by `inspector`.
pub fn start_scan_with(
    config: ScanConfig,
    wake: impl Fn() + Send + Sync + 'static,
    inspector: Arc<dyn Inspector>,
) -> ScanHandle {
    start_engine(
        config,
        wake,
        inspector,
        Patience::default(),
        Arc::new(SystemDisk),
    )
}

/// Starts a scan with all that tests want to change.
pub(super) fn start_engine(
    config: ScanConfig,
    wake: impl Fn() + Send + Sync + 'static,
    inspector: Arc<dyn Inspector>,
    patience: Patience,
    disk: Arc<dyn FolderDisk>,
) -> ScanHandle {
    let wake = Arc::new(Wake::new(wake));
    let (outbox, room, inbox) = event_way(Arc::clone(&wake));
    let gate = Arc::new(Gate::open());
    let (handle, commands) = ScanHandle::new(inbox, wake, Arc::clone(&gate));
    // Where no thread is to be had, the outbox is dropped unused, and the inbox tells a failed scan by itself.
    thread::Builder::new()
        .name("scan coordinator".to_owned())
        .spawn(move || {
            let ways = Ways {
                outbox,
                room,
                commands,
                gate,
            };
            coordinate(config, ways, inspector, patience, disk);
        })
        .ok();
    handle
}

/// The coordinator's ends of what it shares with the window.
struct Ways {
    outbox: Outbox<ScanEvent>,
    room: Receiver<()>,
    commands: Receiver<Command>,
    gate: Arc<Gate>,
}

/// The coordinator's thread from beginning to end.
fn coordinate(
    config: ScanConfig,
    ways: Ways,
    inspector: Arc<dyn Inspector>,
    patience: Patience,
    disk: Arc<dyn FolderDisk>,
) {
    let (jobs, jobs_there) = bounded(JOBS);
    let (note, notes) = bounded(note_places(config.inspect.thumbnail_px));
    let (quit, quit_there) = bounded(0);
    let new_ids = Arc::new(NewIds::after(config.memory.known.len()));
    let crew = Arc::new(Crew {
        work: InspectWork {
            root: config.root.clone(),
            options: config.inspect,
            decided_sizes: config.memory.decided_sizes,
            inspector,
            disk: Arc::clone(&disk),
            new_ids: Arc::clone(&new_ids),
        },
        gate: ways.gate,
        jobs: jobs_there,
        notes: note.clone(),
        quit: quit_there.clone(),
    });
    let workers = u16::try_from(config.workers.get()).unwrap_or(u16::MAX);
    let roster = Roster::new(workers, config.silence_limit, patience);
    let pulse = Arc::<Pulse>::default();
    let walk_ways = WalkWays {
        found: Arc::<FoundSoFar>::default(),
        jobs,
        notes: note,
        quit: quit_there,
    };
    let orders = WalkOrders {
        root: config.root,
        include: config.include,
        known: config.memory.known,
        new_ids,
    };
    let discovery = Arc::new(Discovery::new(orders, walk_ways, disk));
    let walk = Walk {
        discovery: Arc::clone(&discovery),
        pulse: Arc::clone(&pulse),
        watch: PulseWatch::starting(&pulse),
        end: None,
        is_end_told: false,
        gone: Vec::new(),
        arrivals: 0,
    };
    let breaker = Breaker::new(config.pause_after_unreachable);
    let walker = Walker {
        discovery,
        pulse,
        life: WalkLife::default(),
    };
    let started = start_crew(&crew, roster.pulses())
        .map_err(|error| error.to_string())
        .and_then(|()| {
            let targets = config.targets;
            start_walker(walker, |walker| walker.run(targets)).map_err(|error| error.to_string())
        });
    if let Err(detail) = started {
        drop(quit); // Sends home whoever did start.
        return ways.outbox.end(ScanEnd::Failed { detail });
    }
    Coordinator {
        outbox: ways.outbox,
        room: ways.room,
        notes,
        commands: ways.commands,
        quit: Some(quit),
        crew,
        roster,
        walk,
        breaker,
        silence_limit: config.silence_limit,
        give_up_after: config.give_up_after,
        patience,
        state: State::new(),
    }
    .run();
}

/// How many notes may be under way with thumbnails of this size.
fn note_places(thumbnail_px: Option<u32>) -> usize {
    let side_px = thumbnail_px.map_or(0, |side_px| side_px as usize);
    let thumbnail_bytes = side_px.saturating_mul(side_px).saturating_mul(4);
    NOTES_BYTES
        .checked_div(thumbnail_bytes)
        .map_or(NOTES, |places| places.clamp(1, NOTES))
}

/// Starts a thread of the walk. It tells the walk's end, unless another has taken over.
pub(super) fn start_walker(
    walker: Walker,
    walk: impl FnOnce(&Walker) -> Option<WalkEnd> + Send + 'static,
) -> io::Result<()> {
    thread::Builder::new()
        .name("scan discovery".to_owned())
        .spawn(move || {
            let end = panic::catch_unwind(AssertUnwindSafe(|| walk(&walker)));
            if let Some(end) = end.unwrap_or(Some(WalkEnd::Failed)) {
                // An error means that the scan is over.
                walker.discovery.notes.send(Note::WalkEnded(end)).ok();
            }
        })
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_hold_16_mib_of_thumbnails_at_most() {
        assert_eq!(note_places(None), 64);
        assert_eq!(note_places(Some(0)), 64, "no division by nothing");
        assert_eq!(note_places(Some(256)), 64, "64 x 256 KiB");
        assert_eq!(note_places(Some(1024)), 4, "4 x 4 MiB");
        assert_eq!(note_places(Some(u32::MAX)), 1, "never none");
    }
}
