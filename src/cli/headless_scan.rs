//! A scan that runs without a window, from its start to its last event; whatever is made of it then.
//!
//! It knows no outputs and says nothing about what was found, apart from folders that could not be read.

use std::collections::HashSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::gate::GateFacts;
use super::interrupt::Interrupt;
use super::memory::{CliMemory, SessionPlan};
use super::patience::Unanswered;
use super::progress::ScanProgress;
use super::summary::{self, Extent};
use super::{FolderFault, say, say_error};
use crate::inspect::{InspectOptions, Measures, Thresholds};
use crate::logging::ScanLog;
use crate::review::StoreError;
use crate::scan::{
    IncludeRules, NextEvent, ProductRule, ScanConfig, ScanEnd, ScanEvent, ScanHandle, ScanTargets,
    SkipCause, start_scan,
};
use crate::session::{ResultRow, ScanPhase, ScanSession};

/// How long to wait for an event before looking if somebody asked to stop.
pub(super) const TICK: Duration = Duration::from_millis(100);

/// A worker is given up after this long without a byte: longer than a disk takes to wake or a share to reconnect.
pub(super) const SILENCE_LIMIT: Duration = Duration::from_mins(1);

/// Unreadable folders that are named one by one; more would drown the summary.
pub(super) const NAMED_FOLDERS: usize = 10;

/// What to scan, and how.
pub(super) struct ScanOrders<'args> {
    pub(super) root: PathBuf,
    pub(super) workers: NonZeroUsize,
    pub(super) thresholds: Thresholds,
    pub(super) measures: Measures,
    /// What a product is.
    pub(super) products: ProductRule,
    pub(super) knowing: Knowing<'args>,
    pub(super) keeping: Keeping,
    /// So long nothing at all may arrive before the scan gives itself up.
    pub(super) timeout: Duration,
}

/// What a scan knows before it begins.
pub(super) enum Knowing<'args> {
    /// Nothing, and nothing is remembered.
    Nothing,
    /// Of which sizes, in bytes, files were decided about, so that it is found out what files of these sizes hold. Nothing
    /// is remembered.
    DecidedSizes(Arc<HashSet<u64>>),
    /// All that a database remembers; there the results are remembered, too.
    Database(&'args Path),
}

/// What is kept of an image when its row was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Its row: for who wants all of them at the end.
    Rows,
    /// What it adds to the counts, so that memory does not grow with the images. What a database remembers of a folder is
    /// kept all the same.
    Counts,
}

/// A scan that runs, and its state.
pub(super) struct HeadlessScan {
    handle: ScanHandle,
    session: ScanSession,
    keeping: Keeping,
    memory: Option<CliMemory>,
    log: ScanLog,
    interrupt: Interrupt,
    facts: GateFacts,
}

/// A scan that is over.
pub(super) struct FinishedScan {
    pub(super) session: ScanSession,
    /// What a gate wants to know of it.
    pub(super) facts: GateFacts,
    /// Whether everything that was to be remembered is on disk.
    pub(super) is_remembered: bool,
}

impl HeadlessScan {
    /// # Errors
    /// When the database can't be used.
    pub(super) fn start(orders: ScanOrders<'_>, interrupt: Interrupt) -> Result<Self, StoreError> {
        let plan = SessionPlan {
            root: orders.root.clone(),
            workers: orders.workers.get(),
            thresholds: orders.thresholds,
            measures: orders.measures,
            products: orders.products,
        };
        let (memory, beginning) = match orders.knowing {
            Knowing::Nothing => (None, plan.begin(Arc::default())),
            Knowing::DecidedSizes(sizes) => (None, plan.begin(sizes)),
            Knowing::Database(database) => {
                let (memory, beginning) = CliMemory::open(database, plan)?;
                (Some(memory), beginning)
            }
        };
        let config = ScanConfig {
            root: orders.root,
            targets: ScanTargets::Folder,
            workers: orders.workers,
            include: IncludeRules::default(),
            inspect: InspectOptions {
                measures: orders.measures,
                thresholds: orders.thresholds,
                ..InspectOptions::default()
            },
            // Nobody sits here to resume it.
            pause_after_unreachable: None,
            silence_limit: SILENCE_LIMIT,
            give_up_after: Some(orders.timeout),
            memory: beginning.memory,
        };
        Ok(Self {
            log: ScanLog::begin(&config),
            session: beginning.session,
            keeping: match memory {
                Some(_) => Keeping::Rows,
                None => orders.keeping,
            },
            memory,
            // Waiting needs no wake-up call.
            handle: start_scan(config, || {}),
            interrupt,
            facts: GateFacts::default(),
        })
    }

    pub(super) fn session(&self) -> &ScanSession {
        &self.session
    }

    /// Takes events until the scan ends. `is_done` is shown each new row, and says if the rest is not wanted.
    pub(super) fn drain(
        &mut self,
        mut progress: ScanProgress,
        mut is_done: impl FnMut(Option<&ResultRow>) -> bool,
    ) {
        let mut stopping = is_done(None);
        if stopping {
            self.handle.stop();
        }
        while self.session.is_active() {
            let next = self.handle.wait_next(TICK);
            let now = Instant::now();
            let not_wanted = match next {
                NextEvent::Event(event) => self.take(event, now, &mut is_done),
                NextEvent::Timeout => false,
                NextEvent::Over => return,
            };
            if !stopping && (not_wanted || self.interrupt.is_asked()) {
                stopping = true;
                self.handle.stop();
                self.session.stop_requested();
            }
            progress.show(&self.session, now);
        }
    }

    /// Takes an event, and shows the rows that it brought. Returns whether the rest is not wanted.
    fn take(
        &mut self,
        event: ScanEvent,
        now: Instant,
        is_done: &mut impl FnMut(Option<&ResultRow>) -> bool,
    ) -> bool {
        self.log.event(&event);
        if let ScanEvent::Skipped { location, cause } = &event {
            self.facts.skip(location.relative().to_path_buf(), cause);
        }
        if self.keeping == Keeping::Counts {
            let Some(row) = self.session.count(event, now) else {
                return false;
            };
            self.facts.settle(&row);
            return is_done(Some(&row));
        }
        let settled = match &event {
            ScanEvent::ImageFinished { report, .. } => vec![report.id],
            ScanEvent::Unchanged { images } => images.clone(),
            _ => Vec::new(),
        };
        match &mut self.memory {
            Some(memory) => memory.apply(&mut self.session, event, now),
            None => self.session.apply(event, now),
        }
        let mut not_wanted = false;
        for row in settled.iter().filter_map(|id| self.session.row(*id)) {
            self.facts.settle(row);
            not_wanted = not_wanted || is_done(Some(row));
        }
        not_wanted
    }

    /// Ends what goes on beside a scan that is over.
    pub(super) fn finish(mut self) -> FinishedScan {
        if let ScanPhase::Ended(end) = self.session.phase() {
            let elapsed = self.session.progress(Instant::now()).elapsed;
            self.log.end(end, self.session.totals(), elapsed);
        }
        FinishedScan {
            is_remembered: self.memory.take().is_none_or(CliMemory::close),
            session: self.session,
            facts: self.facts,
        }
    }
}

/// How a scan ended that is over.
pub(super) fn end_of(session: &ScanSession) -> ScanEnd {
    match session.phase() {
        ScanPhase::Ended(end) => end.clone(),
        _ => ScanEnd::Failed {
            detail: "the scan ended without a word".to_owned(),
        },
    }
}

/// Says why a scan found nothing, where its folder or the program is at fault.
pub(super) fn say_fault(session: &ScanSession, end: &ScanEnd) {
    match end {
        ScanEnd::RootUnreadable { detail } => {
            say_error(FolderFault::Other {
                folder: session.root().to_path_buf(),
                detail: detail.clone(),
            });
        }
        ScanEnd::NoAnswer { silent_for } => say_error(Unanswered::Silent {
            path: session.root().to_path_buf(),
            silent_for: *silent_for,
        }),
        ScanEnd::Failed { detail } => say_error(format_args!("the scan failed: {detail}")),
        ScanEnd::Completed | ScanEnd::Stopped => {}
    }
}

/// Says what was found.
pub(super) fn say_summary(session: &ScanSession, end: &ScanEnd) {
    let extent = match end {
        ScanEnd::Completed => Extent::Whole,
        ScanEnd::Stopped
        | ScanEnd::RootUnreadable { .. }
        | ScanEnd::NoAnswer { .. }
        | ScanEnd::Failed { .. } => Extent::Stopped,
    };
    let elapsed = session.progress(Instant::now()).elapsed;
    let sentence = summary::sentence(session.totals(), elapsed, extent);
    let reading = summary::reading(session.totals(), session.measures());
    let rescan = session.rescan().map(summary::rescan);
    for line in std::iter::once(sentence).chain(rescan).chain(reading) {
        say(line);
    }
}

/// Names the first folders that could not be read, or gave no answer.
pub(super) fn name_unreadable_folders(session: &ScanSession) {
    let unreadable = session
        .skipped()
        .iter()
        .filter_map(|entry| match &entry.cause {
            SkipCause::UnreadableFolder { detail } => Some(FolderFault::Other {
                folder: entry.location.under(session.root()),
                detail: detail.clone(),
            }),
            SkipCause::FolderNoAnswer { silent_for } => Some(
                Unanswered::Silent {
                    path: entry.location.under(session.root()),
                    silent_for: *silent_for,
                }
                .into(),
            ),
            _ => None,
        });
    for fault in unreadable.take(NAMED_FOLDERS) {
        say_error(fault);
    }
}
