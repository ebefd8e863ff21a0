//! `blackdrop scan`: a scan without a window.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::args::{Order, Rows, ScanArgs, logical_cores};
use super::interrupt::Interrupt;
use super::memory::{CliMemory, SessionPlan};
use super::outputs::{
    OpenOutputs, OutputFaults, PlanFault, PlannedOutput, any_to_stdout, plan, usual_rows,
};
use super::progress::{ScanProgress, Visibility};
use super::summary::{self, Extent};
use super::{
    EXIT_FAILED, EXIT_INTERRUPTED, EXIT_OUTPUT, EXIT_USAGE, FolderFault, readable_folder, say_error,
};
use crate::export::{Growth, ScannedFiles, sort_by_path};
use crate::inspect::InspectOptions;
use crate::logging::ScanLog;
use crate::review::StoreError;
use crate::scan::{
    IncludeRules, NextEvent, ScanConfig, ScanEnd, ScanEvent, ScanHandle, ScanTargets, SkipCause,
    start_scan,
};
use crate::session::{ResultRow, ScanPhase, ScanSession};

/// How long to wait for an event before looking if somebody asked to stop.
const TICK: Duration = Duration::from_millis(100);

/// A worker is given up after this long without a byte: longer than a disk takes to wake or a share to reconnect.
const SILENCE_LIMIT: Duration = Duration::from_mins(1);

/// Unreadable folders that are named one by one; more would drown the summary.
const NAMED_FOLDERS: usize = 10;

/// Scans, writes the outputs, says what was found.
pub(super) fn run(args: &ScanArgs) -> ExitCode {
    let root = match readable_folder(args.folder.clone()) {
        Ok(root) => root,
        Err(fault) => {
            say_error(fault);
            return ExitCode::from(EXIT_USAGE);
        }
    };
    let planned = match plan(args) {
        Ok(planned) => planned,
        Err(fault) => {
            say_error(&fault);
            return ExitCode::from(match fault {
                PlanFault::Refused(_) => EXIT_OUTPUT,
                PlanFault::TwoToStdout | PlanFault::SameFile(_) | PlanFault::WorkbookToStdout => {
                    EXIT_USAGE
                }
            });
        }
    };
    let run = match HeadlessScan::start(args, root) {
        Ok(run) => run,
        Err(error) => {
            say_error(&error);
            return ExitCode::from(EXIT_OUTPUT);
        }
    };
    let (session, faults) = run.finish(args, &planned);
    conclude(args, &session, faults)
}

/// A scan that runs, and its state.
struct HeadlessScan {
    handle: ScanHandle,
    session: ScanSession,
    memory: Option<CliMemory>,
    log: ScanLog,
    interrupt: Interrupt,
}

impl HeadlessScan {
    /// # Errors
    /// When the database can't be used.
    fn start(args: &ScanArgs, root: PathBuf) -> Result<Self, StoreError> {
        let workers = args.workers.unwrap_or_else(logical_cores);
        let thresholds = args.sensitivity.thresholds();
        let plan = SessionPlan {
            root: root.clone(),
            workers: workers.get(),
            thresholds,
            measures: args.measured.into(),
        };
        let (memory, beginning) = match &args.database {
            None => (None, plan.begin()),
            Some(database) => {
                let (memory, beginning) = CliMemory::open(database, plan)?;
                (Some(memory), beginning)
            }
        };
        let config = ScanConfig {
            root,
            targets: ScanTargets::Folder,
            workers,
            include: IncludeRules::default(),
            inspect: InspectOptions {
                measures: args.measured.into(),
                thresholds,
                ..InspectOptions::default()
            },
            // Nobody sits here to resume it.
            pause_after_unreachable: None,
            silence_limit: SILENCE_LIMIT,
            memory: beginning.memory,
        };
        let interrupt = Interrupt::listen();
        Ok(Self {
            log: ScanLog::begin(&config),
            session: beginning.session,
            memory,
            // Waiting needs no wake-up call.
            handle: start_scan(config, || {}),
            interrupt,
        })
    }

    /// Runs to the end and writes the outputs.
    fn finish(mut self, args: &ScanArgs, planned: &[PlannedOutput]) -> (ScanSession, OutputFaults) {
        let rows = args.rows.unwrap_or_else(|| usual_rows(planned));
        let faults = match args.order {
            Order::Finished => {
                let mut outputs = OpenOutputs::open(planned, rows, Growth::RowByRow, None);
                // The rows themselves show that it goes on, and a bar would be torn apart by them.
                let rows_on_screen = any_to_stdout(planned) && io::stdout().is_terminal();
                self.drain(progress_of(args, rows_on_screen), |row| {
                    if let Some(row) = row {
                        outputs.write_row(row);
                        outputs.flush();
                    }
                    outputs.are_all_lost()
                });
                outputs.finish()
            }
            Order::Path => {
                self.drain(progress_of(args, false), |_| false);
                if self.is_worth_writing() {
                    write_in_path_order(&self.session, planned, rows)
                } else {
                    OutputFaults::default()
                }
            }
        };
        if let ScanPhase::Ended(end) = self.session.phase() {
            let elapsed = self.session.progress(Instant::now()).elapsed;
            self.log.end(end, self.session.totals(), elapsed);
        }
        let is_remembered = self.memory.take().is_none_or(CliMemory::close);
        let faults = OutputFaults {
            failed: faults.failed || !is_remembered,
            ..faults
        };
        (self.session, faults)
    }

    /// Takes events until the scan ends. `is_done` is shown each new row, and says if the rest is not wanted.
    fn drain(
        &mut self,
        mut progress: ScanProgress,
        mut is_done: impl FnMut(Option<&Arc<ResultRow>>) -> bool,
    ) {
        let mut stopping = is_done(None);
        if stopping {
            self.handle.stop();
        }
        while self.session.is_active() {
            let next = self.handle.wait_next(TICK);
            let now = Instant::now();
            let mut not_wanted = false;
            match next {
                NextEvent::Event(event) => {
                    let settled = match &event {
                        ScanEvent::ImageFinished { report, .. } => vec![report.id],
                        ScanEvent::Unchanged { images } => images.clone(),
                        _ => Vec::new(),
                    };
                    self.log.event(&event);
                    self.apply(event, now);
                    for row in settled.iter().filter_map(|id| self.session.row(*id)) {
                        not_wanted = not_wanted || is_done(Some(row));
                    }
                }
                NextEvent::Timeout => {}
                NextEvent::Over => return,
            }
            if !stopping && (not_wanted || self.interrupt.is_asked()) {
                stopping = true;
                self.handle.stop();
                self.session.stop_requested();
            }
            progress.show(&self.session, now);
        }
    }

    fn apply(&mut self, event: ScanEvent, now: Instant) {
        match &mut self.memory {
            Some(memory) => memory.apply(&mut self.session, event, now),
            None => self.session.apply(event, now),
        }
    }

    /// A folder that could not be read at all, or a program that failed, replaces nobody's results by nothing.
    fn is_worth_writing(&self) -> bool {
        match self.session.phase() {
            ScanPhase::Ended(ScanEnd::RootUnreadable { .. } | ScanEnd::Failed { .. }) => {
                self.session.totals().done > 0
            }
            _ => true,
        }
    }
}

fn write_in_path_order(
    session: &ScanSession,
    planned: &[PlannedOutput],
    rows: Rows,
) -> OutputFaults {
    let mut all: Vec<Arc<ResultRow>> = session.rows().filter(|row| !row.is_gone).cloned().collect();
    sort_by_path(&mut all);
    let scanned = ScannedFiles {
        root: session.root(),
        rows: &all,
    };
    let mut outputs = OpenOutputs::open(planned, rows, Growth::AtOnce, Some(scanned));
    for row in &all {
        outputs.write_row(row);
    }
    outputs.finish()
}

fn progress_of(args: &ScanArgs, rows_on_screen: bool) -> ScanProgress {
    ScanProgress::new(if args.quiet || rows_on_screen {
        Visibility::Hidden
    } else {
        Visibility::Shown
    })
}

/// Says what was found, and what the exit code is.
fn conclude(args: &ScanArgs, session: &ScanSession, faults: OutputFaults) -> ExitCode {
    let end = match session.phase() {
        ScanPhase::Ended(end) => end.clone(),
        _ => ScanEnd::Failed {
            detail: "the scan ended without a word".to_owned(),
        },
    };
    if !args.quiet {
        name_unreadable_folders(session);
    }
    match &end {
        ScanEnd::RootUnreadable { detail } => {
            say_error(FolderFault::Other {
                folder: session.root().to_path_buf(),
                detail: detail.clone(),
            });
        }
        ScanEnd::Failed { detail } => say_error(format_args!("the scan failed: {detail}")),
        ScanEnd::Completed | ScanEnd::Stopped => {}
    }
    // Who reads `| head` does not ask for more.
    if !args.quiet && !faults.reader_gone {
        say_summary(session, &end);
    }
    if faults.failed {
        return ExitCode::from(EXIT_OUTPUT);
    }
    match end {
        ScanEnd::Completed => ExitCode::SUCCESS,
        // Stopped because nobody reads any more is done.
        ScanEnd::Stopped if faults.reader_gone => ExitCode::SUCCESS,
        ScanEnd::Stopped => ExitCode::from(EXIT_INTERRUPTED),
        ScanEnd::RootUnreadable { .. } => ExitCode::from(EXIT_USAGE),
        ScanEnd::Failed { .. } => ExitCode::from(EXIT_FAILED),
    }
}

fn say_summary(session: &ScanSession, end: &ScanEnd) {
    use std::io::Write as _;
    let extent = match end {
        ScanEnd::Completed => Extent::Whole,
        ScanEnd::Stopped | ScanEnd::RootUnreadable { .. } | ScanEnd::Failed { .. } => {
            Extent::Stopped
        }
    };
    let elapsed = session.progress(Instant::now()).elapsed;
    let sentence = summary::sentence(session.totals(), elapsed, extent);
    let reading = summary::reading(session.totals(), session.measures());
    let rescan = session.rescan().map(summary::rescan);
    for line in std::iter::once(sentence).chain(rescan).chain(reading) {
        // Whoever closed standard error does not want to know.
        writeln!(io::stderr(), "{line}").ok();
    }
}

fn name_unreadable_folders(session: &ScanSession) {
    let unreadable = session
        .skipped()
        .iter()
        .filter_map(|entry| match &entry.cause {
            SkipCause::UnreadableFolder { detail } => Some(FolderFault::Other {
                folder: entry.location.under(session.root()),
                detail: detail.clone(),
            }),
            _ => None,
        });
    for fault in unreadable.take(NAMED_FOLDERS) {
        say_error(fault);
    }
}
