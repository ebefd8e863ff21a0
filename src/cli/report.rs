//! `blackdrop report`: what was found, as a page with pictures, for others. Nothing is repaired.

mod sheet;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use self::sheet::{Page, save_pack, save_sheet};
use super::args::Rows;
use super::interrupt::Interrupt;
use super::outputs::{OpenOutputs, PlannedOutput, plan_files};
use super::patience::{Patience, Unanswered};
use super::proving::{ProvingOrders, scan_and_prove};
use super::repair_args::ReportArgs;
use super::summary::grouped;
use super::{EXIT_INTERRUPTED, EXIT_OUTPUT, say, say_error};
use crate::export::{
    Columns, Destination, ExportFormat, Growth, PackError, PackSummary, SaveError, ScannedFiles,
    check_pack_folder, sort_by_path, try_out,
};
use crate::inspect::Measures;
use crate::review::user_journals;
use crate::session::ResultRow;

/// Scans, proves, and writes the page and what else was asked for.
pub(super) fn run(args: &ReportArgs) -> ExitCode {
    report(args).unwrap_or_else(|code| code)
}

fn report(args: &ReportArgs) -> Result<ExitCode, ExitCode> {
    let interrupt = Interrupt::listen();
    let patience = Patience::new(args.common.waiting.timeout(), &interrupt);
    let asked = [(args.csv.as_deref(), ExportFormat::CsvForPrograms)];
    let columns = Columns::of(Measures::default());
    let csv = plan_files(&asked, columns, &patience).map_err(|fault| {
        say_error(&fault);
        ExitCode::from(fault.exit_code())
    })?;
    check_places(args, &patience)?;
    let proven = scan_and_prove(&ProvingOrders {
        folder: &args.folder,
        originals: args.originals.as_deref(),
        journals: args.journals.clone().or_else(user_journals),
        common: &args.common,
        interrupt: &interrupt,
    })?;
    let mut rows: Vec<Arc<ResultRow>> = proven.session.rows().cloned().collect();
    sort_by_path(&mut rows);
    let is_shown = |row: &&Arc<ResultRow>| row.status().is_flagged() || row.repair.is_some();
    let shown: Vec<_> = rows.iter().filter(is_shown).cloned().collect();
    let scanned = ScannedFiles {
        root: proven.session.root(),
        rows: &rows,
    };
    let sheet = save_sheet(args, &shown, scanned, &interrupt);
    let mut is_whole = write_table(&csv, scanned);
    if let Some(folder) = &args.pack
        && !interrupt.is_asked()
    {
        let packed = save_pack(args, folder, &shown, scanned.root, &interrupt);
        is_whole &= say_pack(packed, args);
    }
    if interrupt.is_asked() {
        say_error("stopped");
        return Err(ExitCode::from(EXIT_INTERRUPTED));
    }
    is_whole &= sheet.map_err(|error| not_written(&error))? == Page::Whole;
    if !args.common.quiet {
        let count = grouped(shown.len() as u64);
        say(format_args!("images on the page: {count}"));
    }
    Ok(if is_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(EXIT_OUTPUT)
    })
}

/// Looks at where the page and the pack go before a scan of hours, not after it. Each folder is asked for alone first, so
/// that one that does not answer is named.
fn check_places(args: &ReportArgs, patience: &Patience) -> Result<(), ExitCode> {
    let unanswered = |why: Unanswered| why.refuse();
    let tried = patience.ask(&args.html, |html| {
        Destination::resolve(html, None).and_then(|destination| try_out(&destination))
    });
    tried
        .map_err(unanswered)?
        .map_err(|error| not_written(&error))?;
    let Some(pack) = &args.pack else {
        return Ok(());
    };
    for folder in std::iter::once(&args.folder).chain(&args.originals) {
        patience.ask(folder, Path::exists).map_err(unanswered)?;
    }
    let (root, originals) = (args.folder.clone(), args.originals.clone());
    let checked = patience.ask(pack, move |pack| {
        check_pack_folder(pack, &root, originals.as_deref())
    });
    checked
        .map_err(unanswered)?
        .map_err(|error| pack_refused(&error))
}

fn not_written(error: &SaveError) -> ExitCode {
    say_error(format_args!("the page can't be written: {error}"));
    ExitCode::from(EXIT_OUTPUT)
}

fn pack_refused(error: &PackError) -> ExitCode {
    say_error(format_args!("the pack can't be written: {error}"));
    ExitCode::from(EXIT_OUTPUT)
}

/// Writes the table of all images. Returns whether all is well.
fn write_table(csv: &[PlannedOutput], scanned: ScannedFiles<'_>) -> bool {
    let mut outputs = OpenOutputs::open(csv, Rows::All, Growth::AtOnce, Some(scanned));
    for row in scanned.rows.iter().filter(|row| !row.is_gone) {
        outputs.write_row(row);
    }
    !outputs.finish().failed
}

/// Says what the pack holds. Returns whether nothing is missing in it.
fn say_pack(packed: Result<(PackSummary, Page), PackError>, args: &ReportArgs) -> bool {
    match packed {
        Ok((summary, page)) => {
            for problem in &summary.problems {
                say_error(problem);
            }
            if !args.common.quiet {
                say(format_args!(
                    "repaired files in the pack: {}",
                    grouped(summary.files)
                ));
            }
            summary.problems.is_empty() && page == Page::Whole
        }
        Err(error) => {
            pack_refused(&error);
            false
        }
    }
}
