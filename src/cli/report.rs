//! `blackdrop report`: what was found, as a page with pictures, for others. Nothing is repaired.

mod sheet;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use self::sheet::{save_pack, save_sheet};
use super::args::Rows;
use super::interrupt::Interrupt;
use super::outputs::{OpenOutputs, PlannedOutput, plan_files};
use super::proving::{Proven, ProvingOrders, scan_and_prove};
use super::repair_args::ReportArgs;
use super::summary::grouped;
use super::{EXIT_INTERRUPTED, EXIT_OUTPUT, say, say_error};
use crate::export::{
    Columns, Destination, ExportFormat, Growth, PackError, PackSummary, SaveError, ScannedFiles,
    sort_by_path, try_out,
};
use crate::inspect::Measures;
use crate::repair::{RepairedImage, repairs_in_force};
use crate::review::user_journals;
use crate::session::ResultRow;

/// Scans, proves, and writes the page and what else was asked for.
pub(super) fn run(args: &ReportArgs) -> ExitCode {
    report(args).unwrap_or_else(|code| code)
}

fn report(args: &ReportArgs) -> Result<ExitCode, ExitCode> {
    let interrupt = Interrupt::listen();
    let asked = [(args.csv.as_deref(), ExportFormat::CsvForPrograms)];
    let csv = plan_files(&asked, Columns::of(Measures::default())).map_err(|fault| {
        say_error(&fault);
        ExitCode::from(fault.exit_code())
    })?;
    // Before a scan of hours, not after it.
    Destination::resolve(&args.html, None)
        .and_then(|destination| try_out(&destination))
        .map_err(|error| not_written(&error))?;
    let mut proven = scan_and_prove(&ProvingOrders {
        folder: &args.folder,
        originals: args.originals.as_deref(),
        common: &args.common,
        interrupt: &interrupt,
    })?;
    recall_repairs(args, &mut proven);
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
    sheet.map_err(|error| not_written(&error))?;
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

fn not_written(error: &SaveError) -> ExitCode {
    say_error(format_args!("the page can't be written: {error}"));
    ExitCode::from(EXIT_OUTPUT)
}

/// What earlier runs repaired in this folder is shown as repaired.
fn recall_repairs(args: &ReportArgs, proven: &mut Proven) {
    let Some(journals) = args.journals.clone().or_else(user_journals) else {
        return;
    };
    let images = repairs_in_force(&journals, proven.session.root());
    let mut repairs: BTreeMap<PathBuf, RepairedImage> = images
        .into_iter()
        .map(|image| (image.location.relative().to_path_buf(), image))
        .collect();
    let recalled: Vec<_> = proven
        .session
        .rows()
        .filter_map(|row| {
            let image = repairs.remove(row.report.location.relative())?;
            image.is_of(row).then_some((row.report.id, image.repair))
        })
        .collect();
    for (id, repair) in recalled {
        proven.session.set_repair(id, Some(repair));
    }
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
fn say_pack(packed: Result<PackSummary, PackError>, args: &ReportArgs) -> bool {
    match packed {
        Ok(summary) => {
            for problem in &summary.problems {
                say_error(problem);
            }
            if !args.common.quiet {
                say(format_args!(
                    "repaired files in the pack: {}",
                    grouped(summary.files)
                ));
            }
            summary.problems.is_empty()
        }
        Err(error) => {
            say_error(format_args!("the pack can't be written: {error}"));
            false
        }
    }
}
