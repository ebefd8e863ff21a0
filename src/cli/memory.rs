//! What `blackdrop scan --database FILE` remembers from one scan to the next.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::say_error;
use crate::inspect::{Measures, Thresholds};
use crate::review::{
    KnownDecisions, RescanOf, ScanRecorder, SessionChange, Store, StoreError, Unwritten,
};
use crate::scan::{ProductRule, ScanEvent, ScanMemory};
use crate::session::{RecalledResults, ScanSession};

/// So long the end waits for the disk while nothing at all is written.
const SILENT_DISK: Duration = Duration::from_mins(1);

/// What is remembered of a folder, and the recording of what is found now.
pub(super) struct CliMemory {
    database: PathBuf,
    decisions: KnownDecisions,
    recorder: Option<ScanRecorder>,
}

/// How a scan begins.
pub(super) struct Beginning {
    pub(super) session: ScanSession,
    pub(super) memory: ScanMemory,
}

/// What a session is made of.
pub(super) struct SessionPlan {
    pub(super) root: PathBuf,
    pub(super) workers: usize,
    pub(super) thresholds: Thresholds,
    pub(super) measures: Measures,
    pub(super) products: ProductRule,
}

impl SessionPlan {
    /// Without a memory of earlier scans.
    pub(super) fn begin(self, decided_sizes: Arc<HashSet<u64>>) -> Beginning {
        let mut session =
            ScanSession::new(self.root, self.workers, self.thresholds, Instant::now())
                .with_measures(self.measures);
        session.choose_products(self.products);
        Beginning {
            session,
            memory: ScanMemory {
                decided_sizes,
                ..ScanMemory::default()
            },
        }
    }
}

impl CliMemory {
    /// Opens the database and recalls the folder.
    pub(super) fn open(
        database: &Path,
        plan: SessionPlan,
    ) -> Result<(Self, Beginning), StoreError> {
        let store = Store::open(database)?;
        let decisions = KnownDecisions::read(&store, &plan.root)?;
        let recalled = store.recall_folder(&plan.root, plan.measures, RescanOf::Changes)?;
        let (root, measures) = (plan.root.clone(), plan.measures);
        let beginning = match recalled {
            Some(recalled) => Beginning {
                memory: ScanMemory {
                    known: Arc::new(recalled.known),
                    decided_sizes: decisions.decided_sizes(),
                },
                session: recalled_session(plan, recalled.results, &decisions),
            },
            None => plan.begin(decisions.decided_sizes()),
        };
        let recorder = ScanRecorder::start(database.to_path_buf(), root, measures);
        let cli_memory = Self {
            database: database.to_path_buf(),
            decisions,
            recorder: recorder
                .inspect_err(|error| {
                    say_error(format_args!("the results will not be remembered: {error}"));
                })
                .ok(),
        };
        Ok((cli_memory, beginning))
    }

    /// The session hears an event, and what changes is remembered.
    pub(super) fn apply(&mut self, session: &mut ScanSession, event: ScanEvent, now: Instant) {
        let change = SessionChange::of(&event, session);
        session.apply(event, now);
        if let SessionChange::Inspected(id) = &change {
            self.decisions.recall(session, *id, None);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.follow(&change, session);
            recorder.tick();
        }
    }

    /// Waits until everything is on disk, as long as anything is written at all. Returns whether it is.
    pub(super) fn close(self) -> bool {
        let Some(recorder) = self.recorder else {
            return false;
        };
        let written = recorder.close_while_writing(SILENT_DISK);
        if let Err(why) = &written {
            let why = match why {
                Unwritten::Failed(error) => error.fault.to_string(),
                Unwritten::NotInTime | Unwritten::Broken => why.to_string(),
            };
            tracing::warn!(%why, database = ?self.database, "results are not remembered");
            say_error(format_args!(
                "not all results are remembered in {}: {why}; the next scan inspects the others again",
                self.database.display()
            ));
        }
        written.is_ok()
    }
}

/// A session of a folder that was scanned before.
fn recalled_session(
    plan: SessionPlan,
    results: RecalledResults,
    decisions: &KnownDecisions,
) -> ScanSession {
    let mut session = ScanSession::recalled(
        plan.root,
        plan.workers,
        plan.thresholds,
        plan.measures,
        plan.products,
        results,
        Instant::now(),
    );
    decisions.recall_all(&mut session);
    session
}
