//! Starting, holding and ending a scan, and taking what it sends.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::DashboardApp;
use super::checking::Checking;
use super::freeing::drop_elsewhere;
use crate::inspect::InspectOptions;
use crate::logging::ScanLog;
use crate::review::{RescanOf, SessionChange};
use crate::scan::{ScanConfig, ScanEvent, ScanHandle, ScanMemory, ScanTargets, start_scan};
use crate::session::{RowFilter, RunKind, ScanPhase, ScanSession, Scope, StatusFilter};
use crate::ui::ViewMode;
use crate::ui::skipped_window::SkippedWindowState;

/// So long a frame may take events. A third of a frame at 60 per second: the panels need the rest.
const DRAIN_BUDGET: Duration = Duration::from_millis(5);

/// So long a frame may work on the list of shown rows.
const INDEX_BUDGET: Duration = Duration::from_millis(4);

/// While a scan sends, the window is drawn so often: fast enough for meters, slow enough to leave the cores to the
/// workers. Clicks and keys are answered at once all the same.
const SCAN_FRAME: Duration = Duration::from_millis(100);

/// While rates fall to 0, the window is drawn so often.
const SLOW_TICK: Duration = Duration::from_millis(500);

/// Longest side of a thumbnail in pixels.
pub(super) const THUMBNAIL_PX: u32 = 256;

/// So many images in a row that cannot be reached mean that the share is gone, not the files.
const PAUSE_AFTER_UNREACHABLE: Option<NonZeroUsize> = NonZeroUsize::new(20);

/// A worker that has read nothing for so long is given up: twice what a sleeping disk or a slow share takes to wake.
pub(super) const SILENCE_LIMIT: Duration = Duration::from_mins(1);

impl DashboardApp {
    /// Scans a folder that was found good.
    pub(super) fn begin_scan(&mut self, ctx: &egui::Context, folder: PathBuf) {
        self.begin_rescan(ctx, folder, RescanOf::Changes);
    }

    /// Scans a folder; `rescan_of` tells what of it is inspected where results are remembered.
    pub(super) fn begin_rescan(
        &mut self,
        ctx: &egui::Context,
        folder: PathBuf,
        rescan_of: RescanOf,
    ) {
        if self.waits_for_decisions(&folder, rescan_of) {
            return;
        }
        let now = Instant::now();
        // The rows go with the session.
        self.hand_over_all_decisions();
        // A part of the old results is looked at no more; what was shown of them all is.
        self.leave_scope();
        self.settings.remember_folder(&folder);
        self.fill_in(folder.clone());
        self.offer_originals(&folder);
        let config = self.scan_config(folder.clone(), ScanTargets::Folder);
        let thresholds = config.inspect.thresholds;
        let measures = config.inspect.measures;
        let mut session =
            ScanSession::new(folder, config.workers.get(), thresholds, now).with_measures(measures);
        session.choose_products(self.settings.folders.of(session.root()).products());
        let filter = self.filter_for_scan_of(session.root());
        session.set_filter(filter.clone());
        if let Some(before) = &self.session {
            let order = before.index().order();
            session.set_order(order.filter(|order| order.column.is_known_with(measures)));
        }
        self.keep_queue();
        if let Some(before) = self.session.replace(session) {
            drop_elsewhere(before);
        }
        self.reviewing.begin_scan();
        self.pictures.begin_scan(ctx);
        self.repairs.begin_scan(self.pictures.generation());
        self.panels.skipped = SkippedWindowState::default();
        self.panels.review_line.clear();
        self.windows.bulk = None;
        self.panels.filter.show_filter(&filter);
        // What it would lead back to is of the last scan too.
        self.comparison = None;
        self.show_list();
        self.checking = Checking::default();
        // They were about the last scan.
        self.windows.export = false;
        self.windows.skipped = false;
        self.windows.originals = false;
        self.windows.repair = false;
        self.windows.repairs = false;
        self.windows.pack = false;
        self.windows.undo = None;
        self.close_folder_prompt();
        // The path box and the button that started the scan let go of the keyboard, so that arrows move in the results.
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        self.recall_then_start(ctx, config, rescan_of);
    }

    /// Inspects again what could not be reached, and walks again where a folder gave no answer.
    pub(super) fn retry_unreachable(&mut self, ctx: &egui::Context) {
        if self.repairs.is_writing() {
            return self.notify_failure(self.text.get("repairs-still-writing"));
        }
        let Some(session) = self.session.as_ref().filter(|session| !session.is_active()) else {
            return;
        };
        if session.totals().skipped.silent_folders > 0 {
            // What is in them has no rows. What is known has not changed, so only that and what has none is inspected.
            let folder = session.root().to_owned();
            return self.begin_rescan(ctx, folder, RescanOf::Changes);
        }
        let images = session.unreachable_images();
        if images.is_empty() {
            return;
        }
        self.look_again(ctx, ScanTargets::Images(images));
    }

    /// Inspects images again whose files are others now than those that were inspected, as their verdicts are not theirs:
    /// a repair or an undo wrote them, or somebody else did and it was seen when their pictures were wanted. This waits
    /// for the end of a scan, which may come to them, and of a repair, which has more of them soon.
    pub(super) fn inspect_changed(&mut self, ctx: &egui::Context) {
        if self.repairs.is_writing() {
            return;
        }
        let Some(session) = self.session.as_ref().filter(|session| !session.is_active()) else {
            return;
        };
        let changed = self.pictures.take_changed().into_iter();
        let changed: Vec<_> = changed
            .filter_map(|image| Some((image, session.row(image)?.report.location.clone())))
            .collect();
        if !changed.is_empty() {
            self.look_again(ctx, ScanTargets::Rewritten(changed));
        }
    }

    fn look_again(&mut self, ctx: &egui::Context, targets: ScanTargets) {
        let now = Instant::now();
        let Some(session) = self.session.as_ref().filter(|session| !session.is_active()) else {
            return;
        };
        let kind = match &targets {
            ScanTargets::Rewritten(_) => RunKind::Rewritten,
            ScanTargets::Folder | ScanTargets::Images(_) => RunKind::Retry,
        };
        if let ScanTargets::Images(images) | ScanTargets::Rewritten(images) = &targets {
            for (id, _) in images {
                self.pictures.large.forget(*id);
            }
        }
        let mut config = self.scan_config(session.root().to_owned(), targets);
        // Rows of one list hold the same facts, whatever is chosen for the next scan.
        config.inspect.measures = session.measures();
        config.memory = self.recalling.begin_retry();
        if let Some(session) = &mut self.session {
            session.look_again(kind, config.workers.get(), now);
        }
        self.start(ctx, config);
    }

    pub(super) fn start(&mut self, ctx: &egui::Context, config: ScanConfig) {
        // The two would slow each other down.
        self.close_trial();
        let repaint = ctx.clone();
        self.scan_log = Some(ScanLog::begin(&config));
        self.scan = Some(start_scan(config, move || {
            repaint.request_repaint_after(SCAN_FRAME);
        }));
        self.core_load.start(ctx);
    }

    pub(super) fn scan_config(&self, root: PathBuf, targets: ScanTargets) -> ScanConfig {
        ScanConfig {
            root,
            targets,
            workers: self.workers(),
            include: self.settings.include(),
            inspect: InspectOptions {
                thresholds: self.thresholds,
                measures: self.settings.measures(),
                thumbnail_px: Some(THUMBNAIL_PX),
                ..InspectOptions::default()
            },
            pause_after_unreachable: PAUSE_AFTER_UNREACHABLE,
            silence_limit: SILENCE_LIMIT,
            // Somebody sits here: it pauses, and can be stopped.
            give_up_after: None,
            memory: ScanMemory::default(),
        }
    }

    /// What of a scan that begins is shown: of the folder that is shown already, what is shown of it; else what the view
    /// begins with.
    fn filter_for_scan_of(&self, folder: &Path) -> RowFilter {
        let shown = self.session.as_ref().filter(|it| it.root() == folder);
        match shown {
            Some(shown) => RowFilter {
                // Images have other ids in the scan to come.
                scope: Scope::All,
                ..shown.index().filter().clone()
            },
            None => RowFilter {
                status: self.status_filter(),
                ..RowFilter::default()
            },
        }
    }

    /// The chip that a view begins with: the gallery is for flagged images, products for those that have some, the table
    /// for all.
    fn status_filter(&self) -> StatusFilter {
        match self.settings.view {
            ViewMode::Gallery | ViewMode::Products => StatusFilter::Flagged,
            ViewMode::Table => StatusFilter::All,
        }
    }

    /// Whether a scan runs, is held, or is being stopped.
    #[must_use]
    pub fn is_scanning(&self) -> bool {
        self.session.as_ref().is_some_and(ScanSession::is_active)
    }

    pub(super) fn stop_scan(&mut self) {
        if let (Some(scan), Some(session)) = (&self.scan, &mut self.session) {
            scan.stop();
            session.stop_requested();
        }
        self.stop_recall();
    }

    /// Takes what the scan has sent, for a few milliseconds at most.
    pub(super) fn drain_scan(&mut self, ctx: &egui::Context, now: Instant) {
        let (Some(scan), Some(session)) = (&mut self.scan, &mut self.session) else {
            return;
        };
        // Before draining: what is sent from here on wakes the window again.
        scan.clear_wake();
        let was_held = matches!(session.phase(), ScanPhase::Paused(_));
        let mut ended = false;
        while let Some(mut event) = scan.try_next() {
            if let ScanEvent::ImageFinished {
                report, thumbnail, ..
            } = &mut event
            {
                // A worker knows nothing of repairs: what it made of a black file is not what is shown of a repaired image.
                let known = session.row(report.id);
                let is_own = known.is_none_or(|row| row.repaired_elsewhere().is_none());
                let thumbnail = thumbnail.take().filter(|_| is_own);
                self.pictures.take_report(report.id, thumbnail);
                self.repairs.pictures.forget(report.id);
            }
            ended |= matches!(event, ScanEvent::Ended(_));
            if let Some(log) = &mut self.scan_log {
                log.event(&event);
            }
            let finished = match &event {
                ScanEvent::ImageFinished { report, .. } => Some(report.id),
                _ => None,
            };
            let change = SessionChange::of(&event, session);
            session.apply(event, now);
            if let Some(image) = finished {
                self.memory.recall(session, image);
            }
            self.recalling.follow(&change, session);
            if now.elapsed() > DRAIN_BUDGET {
                ctx.request_repaint();
                break;
            }
        }
        let is_held = matches!(session.phase(), ScanPhase::Paused(_));
        match (was_held, is_held) {
            _ if ended => self.end_scan(ctx, now),
            // What the processor does while the scan holds is none of the scan's doing.
            (false, true) => self.core_load.stop(),
            (true, false) => self.core_load.go_on(ctx),
            (true, true) | (false, false) => {}
        }
    }

    /// The handle goes with the scan: what an abandoned worker says later has nowhere to go.
    fn end_scan(&mut self, ctx: &egui::Context, now: Instant) {
        if let (Some(log), Some(session)) = (self.scan_log.take(), &self.session)
            && let ScanPhase::Ended(end) = session.phase()
        {
            log.end(end, session.totals(), session.progress(now).elapsed);
        }
        self.scan = None::<ScanHandle>;
        self.core_load.stop();
        self.return_proofs();
        self.return_queue();
        self.mark_repaired(ctx);
    }

    /// Brings the list of shown rows up to date, for a few milliseconds at most.
    pub(super) fn update_index(&mut self, ctx: &egui::Context) {
        let Some(session) = &mut self.session else {
            return;
        };
        session.want_wrong_runs(self.checking.shows_runs);
        session.want_products(self.settings.view == ViewMode::Products);
        let start = Instant::now();
        if session.update_index(|| start.elapsed() > INDEX_BUDGET) {
            ctx.request_repaint();
        }
    }

    /// Keeps the meters moving until every rate is 0, and not a frame longer.
    pub(super) fn schedule_tick(&self, ctx: &egui::Context, now: Instant) {
        if self
            .session
            .as_ref()
            .is_some_and(|session| !session.is_still(now))
        {
            ctx.request_repaint_after(SLOW_TICK);
        }
    }
}
