//! `blackdrop scan`: a scan without a window.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::args::{Order, Rows, ScanArgs, logical_cores};
use super::headless_scan::{
    FinishedScan, HeadlessScan, Keeping, Knowing, ScanOrders, end_of, name_unreadable_folders,
    say_fault, say_summary,
};
use super::interrupt::Interrupt;
use super::outputs::{OpenOutputs, OutputFaults, PlannedOutput, any_to_stdout, plan, usual_rows};
use super::patience::Patience;
use super::progress::{ScanProgress, Visibility};
use super::{EXIT_OUTPUT, gate, readable_folder, say_error};
use crate::export::{Growth, ScannedFiles, sort_by_path};
use crate::review::StoreError;
use crate::scan::ScanEnd;
use crate::session::{ResultRow, ScanSession};

/// Scans, writes the outputs, says what was found.
pub(super) fn run(args: &ScanArgs) -> ExitCode {
    // Nobody listens yet: Ctrl+C ends the process here.
    let patience = Patience::new(args.waiting.timeout(), &Interrupt::default());
    let root = match readable_folder(&args.folder, &patience) {
        Ok(root) => root,
        Err(fault) => {
            say_error(&fault);
            return ExitCode::from(fault.exit_code());
        }
    };
    let planned = match plan(args, &patience) {
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
    let (finished, faults) = finish(scan, args, &planned);
    conclude(args, &finished, faults)
}

fn start(args: &ScanArgs, root: PathBuf) -> Result<HeadlessScan, StoreError> {
    let orders = ScanOrders {
        root,
        workers: args.workers.unwrap_or_else(logical_cores),
        thresholds: args.sensitivity.thresholds(),
        measures: args.measured.into(),
        products: args.products.rule(),
        knowing: match &args.database {
            Some(database) => Knowing::Database(database),
            None => Knowing::Nothing,
        },
        keeping: match args.order {
            Order::Finished => Keeping::Counts,
            Order::Path => Keeping::Rows,
        },
        timeout: args.waiting.timeout(),
    };
    HeadlessScan::start(orders, Interrupt::listen())
}

/// Runs to the end and writes the outputs.
fn finish(
    mut scan: HeadlessScan,
    args: &ScanArgs,
    planned: &[PlannedOutput],
) -> (FinishedScan, OutputFaults) {
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
    (finished, faults)
}

/// A folder that could not be read at all, or a program that failed, replaces nobody's results by nothing.
fn is_worth_writing(session: &ScanSession) -> bool {
    match end_of(session) {
        ScanEnd::RootUnreadable { .. } | ScanEnd::NoAnswer { .. } | ScanEnd::Failed { .. } => {
            session.totals().done > 0
        }
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
fn conclude(args: &ScanArgs, finished: &FinishedScan, faults: OutputFaults) -> ExitCode {
    let FinishedScan { session, facts, .. } = finished;
    let end = end_of(session);
    // A gate names them among the rest, and also where nothing else is to be said.
    if args.gate.is_closed() {
        facts.say_unseen();
    } else if !args.quiet {
        name_unreadable_folders(session);
    }
    say_fault(session, &end);
    // Who reads `| head` does not ask for more.
    if !args.quiet && !faults.reader_gone {
        say_summary(session, &end);
    }
    ExitCode::from(gate::exit_code(args.gate, facts, &end, faults))
}
