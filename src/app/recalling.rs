//! What is remembered of a folder: recalled before its scan begins, and recorded while it runs.
//!
//! The window waits for nothing: the remembered session is made on a thread of its own and moved in. Invariant: what is
//! recalled of a folder that nobody waits for any more is dropped.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::job::{Job, JobState};
use super::memory::{Places, Unwritten, places_of};
use super::{DashboardApp, words};
use crate::inspect::{Measures, Thresholds};
use crate::review::{
    ChangeTime, RescanOf, ScanRecorder, SessionChange, Store, StoreError, folder_key,
};
use crate::scan::{ImageId, KnownImages, ProductRule, ScanConfig, ScanEnd, ScanEvent, ScanMemory};
use crate::session::{RowFilter, ScanSession, SortOrder};

/// So long a frame may give a recalled session what is not on disk yet; nothing is shown of it meanwhile.
const RESTORE_BUDGET: Duration = Duration::from_millis(8);

/// So long the program's end waits for results to be written; they would only be inspected again.
const LAST_WRITES: Duration = Duration::from_secs(2);

/// What this window remembers of the folder that it shows.
#[derive(Default)]
pub(super) struct Recalling {
    /// A folder that is scanned as soon as what was decided about the one before is on its way to the store.
    next: Option<(PathBuf, RescanOf)>,
    recall: Option<Recall>,
    recorder: Option<ScanRecorder>,
    decided_sizes: Arc<HashSet<u64>>,
    /// Whether the scan that runs looks at the whole folder.
    is_whole: bool,
}

/// A folder that is being recalled; its scan begins with these orders when that is done.
struct Recall {
    stage: Stage,
    config: ScanConfig,
}

/// How far that is.
enum Stage {
    /// The store is being read.
    Reading(Job<Recalled>),
    /// It is given what the store has not written yet.
    Restoring(Box<Restoring>),
}

struct Restoring {
    folder: RecalledFolder,
    unwritten: Unwritten,
}

/// What was recalled.
#[derive(Default)]
struct Recalled {
    /// The folder's name in the store; `None` where the store could not be asked.
    key: Option<PathBuf>,
    folder: Option<RecalledFolder>,
    decided_sizes: HashSet<u64>,
}

/// What was recalled of a folder that was scanned before.
struct RecalledFolder {
    session: ScanSession,
    known: KnownImages,
    /// Images whose decisions are stored by their places, and when the latest of these was made.
    places: Places,
    latest_by_place: ChangeTime,
}

impl RecalledFolder {
    fn take_places(&mut self) -> (Places, ChangeTime) {
        (std::mem::take(&mut self.places), self.latest_by_place)
    }
}

/// What a recalled session is made for.
struct Plan {
    database: PathBuf,
    root: PathBuf,
    workers: usize,
    thresholds: Thresholds,
    measures: Measures,
    products: ProductRule,
    filter: RowFilter,
    order: Option<SortOrder>,
    rescan_of: RescanOf,
}

impl Plan {
    /// Reads the store and makes the session, its list of shown rows included.
    fn carry_out(self) -> Result<Recalled, StoreError> {
        let store = Store::open(&self.database)?;
        let decided_sizes = store.decided_sizes()?;
        let key = Some(folder_key(&self.root));
        let folder = self.recall_folder(&store)?;
        Ok(Recalled {
            key,
            folder,
            decided_sizes,
        })
    }

    fn recall_folder(self, store: &Store) -> Result<Option<RecalledFolder>, StoreError> {
        let Some(memory) = store.recall_folder(&self.root, self.measures, self.rescan_of)? else {
            return Ok(None);
        };
        let mut session = ScanSession::recalled(
            self.root,
            self.workers,
            self.thresholds,
            self.measures,
            self.products,
            memory.results,
            Instant::now(),
        );
        session.set_filter(self.filter);
        session.set_order(self.order);
        while session.update_index(|| false) {}
        Ok(Some(RecalledFolder {
            places: places_of(&session),
            session,
            known: memory.known,
            latest_by_place: memory.latest_by_place,
        }))
    }
}

impl Recalling {
    /// What an event has changed is remembered too.
    pub(super) fn follow(&mut self, change: &SessionChange, session: &ScanSession) {
        if let Some(recorder) = &mut self.recorder {
            match change {
                // A second look at some images is no look at the folder.
                SessionChange::Ended(_) if !self.is_whole => {}
                change => recorder.follow(change, session),
            }
        }
    }

    /// A second look at some images begins; returns what is remembered for it.
    pub(super) fn begin_retry(&mut self) -> ScanMemory {
        self.is_whole = false;
        ScanMemory {
            decided_sizes: Arc::clone(&self.decided_sizes),
            ..ScanMemory::default()
        }
    }
}

impl DashboardApp {
    /// Recalls what is remembered of the folder, then scans it.
    pub(super) fn recall_then_start(
        &mut self,
        ctx: &egui::Context,
        config: ScanConfig,
        rescan_of: RescanOf,
    ) {
        // The recording of the last scan writes what it was given, and ends by itself.
        self.recalling = Recalling {
            is_whole: true,
            ..Recalling::default()
        };
        let (Some(database), Some(session)) = (&self.services.database, &self.session) else {
            return self.start(ctx, config);
        };
        let plan = Plan {
            database: database.clone(),
            root: config.root.clone(),
            workers: config.workers.get(),
            thresholds: config.inspect.thresholds,
            measures: config.inspect.measures,
            products: session.product_rule(),
            filter: session.index().filter().clone(),
            order: session.index().order(),
            rescan_of,
        };
        let repaint = ctx.clone();
        // A store that can't be used is told by those who write into it.
        let work = move || plan.carry_out().unwrap_or_default();
        match Job::start("recall", move || repaint.request_repaint(), work) {
            Ok(job) => {
                self.memory.begin_recall();
                let stage = Stage::Reading(job);
                self.recalling.recall = Some(Recall { stage, config });
            }
            Err(_) => self.start(ctx, config),
        }
    }

    /// Whether a scan has to wait: the rows of a step that goes on, or goes over to the store, would leave with the session.
    pub(super) fn waits_for_decisions(&mut self, folder: &Path, rescan_of: RescanOf) -> bool {
        let must_wait = self.is_deciding() || self.memory.is_handing();
        if must_wait {
            self.recalling.next = Some((folder.to_owned(), rescan_of));
        }
        must_wait
    }

    fn begin_waiting_scan(&mut self, ctx: &egui::Context) {
        if let Some((folder, rescan_of)) = self.recalling.next.take() {
            if self.repairs.is_writing() {
                self.notify_failure(self.text.get("repairs-still-writing"));
            } else if self.is_scanning() {
                self.notify_failure(self.text.get("app-stop-first"));
            } else {
                self.begin_rescan(ctx, folder, rescan_of);
            }
        }
    }

    /// Begins the scan when the folder is recalled.
    pub(super) fn poll_recall(&mut self, ctx: &egui::Context) {
        self.begin_waiting_scan(ctx);
        let Some(Recall { stage, mut config }) = self.recalling.recall.take() else {
            return;
        };
        let restoring = match stage {
            Stage::Reading(job) => match job.poll() {
                JobState::Running => {
                    let stage = Stage::Reading(job);
                    self.recalling.recall = Some(Recall { stage, config });
                    return;
                }
                JobState::Done(recalled) => self.take_recalled(recalled, &mut config),
                JobState::Lost => self.take_recalled(Recalled::default(), &mut config),
            },
            Stage::Restoring(restoring) => Some(restoring),
        };
        if let Some(mut restoring) = restoring {
            if self.go_on_restoring(&mut restoring) {
                let stage = Stage::Restoring(restoring);
                self.recalling.recall = Some(Recall { stage, config });
                return ctx.request_repaint();
            }
            let RecalledFolder {
                mut session, known, ..
            } = restoring.folder;
            self.memory.recall_answers(&mut session);
            self.show_recalled(session);
            config.memory.known = Arc::new(known);
            // Not only when the scan is over: until then they would count as black ones.
            self.mark_repaired(ctx);
        }
        if let Some(database) = &self.services.database {
            let (root, measures) = (config.root.clone(), config.inspect.measures);
            // Without a thread nothing is remembered; the scan's own threads would fail too.
            self.recalling.recorder = ScanRecorder::start(database.clone(), root, measures).ok();
        }
        self.start(ctx, config);
    }

    /// Takes what the store says of a folder; what it has not written yet is still to be added.
    fn take_recalled(
        &mut self,
        mut recalled: Recalled,
        config: &mut ScanConfig,
    ) -> Option<Box<Restoring>> {
        self.recalling.decided_sizes = Arc::new(recalled.decided_sizes);
        config.memory.decided_sizes = Arc::clone(&self.recalling.decided_sizes);
        let generation = self.pictures.generation().0;
        if let Some(key) = recalled.key {
            let by_place = recalled.folder.as_mut().map(RecalledFolder::take_places);
            let (places, latest) = by_place.unwrap_or_default();
            self.memory.begin_folder(generation, key, places, latest);
        }
        let unwritten = self.memory.unwritten();
        let folder = recalled.folder?;
        Some(Box::new(Restoring { folder, unwritten }))
    }

    /// Whether there is more to add.
    fn go_on_restoring(&self, restoring: &mut Restoring) -> bool {
        let Restoring { folder, unwritten } = restoring;
        let recalled = (&mut folder.session, &folder.known);
        let start = Instant::now();
        let out_of_time = || start.elapsed() > RESTORE_BUDGET;
        self.memory
            .recall_unwritten(unwritten, recalled, out_of_time)
    }

    /// The recalled session takes the place of the empty one, with what was chosen meanwhile.
    fn show_recalled(&mut self, mut recalled: ScanSession) {
        if let Some(empty) = &self.session {
            recalled.set_filter(empty.index().filter().clone());
            recalled.set_order(empty.index().order());
        }
        recalled.set_thresholds(self.thresholds);
        self.session = Some(recalled);
    }

    /// Stop was asked for while the folder was being recalled: there is no scan to be stopped.
    pub(super) fn stop_recall(&mut self) {
        if self.recalling.recall.take().is_some()
            && let Some(session) = &mut self.session
        {
            self.memory.end_recall();
            session.apply(ScanEvent::Ended(ScanEnd::Stopped), Instant::now());
        }
    }

    /// Hands over what is to be remembered, and tells where that fails.
    pub(super) fn poll_recorder(&mut self, ctx: &egui::Context) {
        let Some(session) = &mut self.session else {
            return;
        };
        let learned: Vec<ImageId> = session.take_learned();
        for image in &learned {
            // Somebody may have decided about what it holds.
            self.memory.recall(session, *image);
        }
        let Some(recorder) = &mut self.recalling.recorder else {
            return;
        };
        let rows = learned.iter().filter_map(|id| session.row(*id));
        recorder.update(rows.cloned().collect());
        if let Some(again) = recorder.tick() {
            ctx.request_repaint_after(again);
        }
        if let Some(error) = recorder.take_trouble() {
            let sentence = words::not_remembered(&self.text, &error);
            self.notify_failure(sentence);
        }
    }

    /// The folder that is shown is scanned as if nothing were known of it; what is remembered is shown meanwhile.
    pub(super) fn inspect_everything_again(&mut self, ctx: &egui::Context) {
        if self.repairs.is_writing() {
            return self.notify_failure(self.text.get("repairs-still-writing"));
        }
        let folder = self
            .session
            .as_ref()
            .filter(|session| !session.is_active())
            .map(|session| session.root().to_owned());
        if let Some(folder) = folder {
            self.begin_rescan(ctx, folder, RescanOf::Everything);
        }
    }

    /// Images that are gone leave the list, and are forgotten.
    pub(super) fn forget_gone(&mut self) {
        self.hand_over_all_decisions();
        if let Some(session) = self.session.as_mut().filter(|session| !session.is_active()) {
            let rows = session.forget_gone();
            if let Some(recorder) = &mut self.recalling.recorder {
                recorder.forget(rows);
            }
        }
    }

    /// The window is gone: waits a little until results are written.
    pub(super) fn finish_recording(&mut self) {
        if let Some(recorder) = self.recalling.recorder.take() {
            // Nobody is there to be told; what is not written is inspected again.
            drop(recorder.close(LAST_WRITES));
        }
    }
}
