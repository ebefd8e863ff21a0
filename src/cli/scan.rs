//! `blackdrop scan`: a scan without a window.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Order, Rows, ScanArgs, logical_cores};
use super::headless_scan::{
    HeadlessScan, Keeping, ScanOrders, end_of, name_unreadable_folders, say_fault, say_summary,
};
use super::interrupt::Interrupt;
use super::outputs::{OpenOutputs, OutputFaults, PlannedOutput, any_to_stdout, plan, usual_rows};
use super::progress::{ScanProgress, Visibility};
use super::{
    EXIT_FAILED, EXIT_FLAGGED, EXIT_INTERRUPTED, EXIT_OUTPUT, EXIT_USAGE, readable_folder,
    say_error,
};
use crate::export::{Growth, ScannedFiles, sort_by_path};
use crate::review::StoreError;
use crate::scan::ScanEnd;
use crate::session::{Decision, DecisionFilter, ResultRow, ScanSession, StatusFilter};

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
            return ExitCode::from(fault.exit_code());
        }
    };
    let scan = match start(args, root) {
        Ok(scan) => scan,
        Err(error) => {
            say_error(&error);
            return ExitCode::from(EXIT_OUTPUT);
        }
    };
    let (session, faults) = finish(scan, args, &planned);
    conclude(args, &session, faults)
}

fn start(args: &ScanArgs, root: PathBuf) -> Result<HeadlessScan, StoreError> {
    let orders = ScanOrders {
        root,
        workers: args.workers.unwrap_or_else(logical_cores),
        thresholds: args.sensitivity.thresholds(),
        measures: args.measured.into(),
        database: args.database.as_deref(),
        keeping: match args.order {
            Order::Finished => Keeping::Counts,
            Order::Path => Keeping::Rows,
        },
    };
    HeadlessScan::start(orders, Interrupt::listen())
}

/// Runs to the end and writes the outputs.
fn finish(
    mut scan: HeadlessScan,
    args: &ScanArgs,
    planned: &[PlannedOutput],
) -> (ScanSession, OutputFaults) {
    let rows = args.rows.unwrap_or_else(|| usual_rows(planned));
    let faults = match args.order {
        Order::Finished => {
            let mut outputs = OpenOutputs::open(planned, rows, Growth::RowByRow, None);
            // The rows themselves show that it goes on, and a bar would be torn apart by them.
            let rows_on_screen = any_to_stdout(planned) && io::stdout().is_terminal();
            scan.drain(progress_of(args, rows_on_screen), |row| {
                if let Some(row) = row {
                    outputs.write_row(row);
                    outputs.flush();
                }
                outputs.are_all_lost()
            });
            outputs.finish()
        }
        Order::Path => {
            scan.drain(progress_of(args, false), |_| false);
            if is_worth_writing(scan.session()) {
                write_in_path_order(scan.session(), planned, rows)
            } else {
                OutputFaults::default()
            }
        }
    };
    let finished = scan.finish();
    let faults = OutputFaults {
        failed: faults.failed || !finished.is_remembered,
        ..faults
    };
    (finished.session, faults)
}

/// A folder that could not be read at all, or a program that failed, replaces nobody's results by nothing.
fn is_worth_writing(session: &ScanSession) -> bool {
    match end_of(session) {
        ScanEnd::RootUnreadable { .. } | ScanEnd::Failed { .. } => session.totals().done > 0,
        ScanEnd::Completed | ScanEnd::Stopped => true,
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
    let end = end_of(session);
    if !args.quiet {
        name_unreadable_folders(session);
    }
    say_fault(session, &end);
    // Who reads `| head` does not ask for more.
    if !args.quiet && !faults.reader_gone {
        say_summary(session, &end);
    }
    if faults.failed {
        return ExitCode::from(EXIT_OUTPUT);
    }
    match end {
        ScanEnd::RootUnreadable { .. } => ExitCode::from(EXIT_USAGE),
        ScanEnd::Failed { .. } => ExitCode::from(EXIT_FAILED),
        ScanEnd::Completed | ScanEnd::Stopped if is_refused(args, session) => {
            ExitCode::from(EXIT_FLAGGED)
        }
        ScanEnd::Completed => ExitCode::SUCCESS,
        // Stopped because nobody reads any more is done; but what was not looked at is not vouched for.
        ScanEnd::Stopped if faults.reader_gone && !args.fail_on_flagged => ExitCode::SUCCESS,
        ScanEnd::Stopped => ExitCode::from(EXIT_INTERRUPTED),
    }
}

/// Whether something was found that an upload is to be refused for. What a person called a false alarm is none.
fn is_refused(args: &ScanArgs, session: &ScanSession) -> bool {
    let flagged = |decision| session.counts().shown_by(StatusFilter::Flagged, decision);
    let false_alarms = flagged(DecisionFilter::Only(Decision::FalseAlarm));
    args.fail_on_flagged && flagged(DecisionFilter::Any) > false_alarms
}
