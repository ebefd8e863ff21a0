//! `blackdrop repair`: proves black images from their originals, plans, repairs, and takes back.
//!
//! Invariant: what is not proven is never repaired, and nothing is written before the whole plan was said.

mod choice;
mod ending;
mod planning;
mod running;
mod said;
mod undo;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use self::choice::choose;
use self::ending::{Ending, refused};
use self::planning::{say_others, say_plan};
use self::running::run_repair;
use self::said::Said;
use self::undo::undo;
use super::args::Rows;
use super::interrupt::Interrupt;
use super::outputs::{OpenOutputs, PlannedOutput, any_to_stdout, plan_files};
use super::patience::{Patience, Unanswered};
use super::proving::{Proven, ProvingOrders, absolute, scan_and_prove};
use super::repair_args::{RepairArgs, RepairTask};
use super::{EXIT_OUTPUT, EXIT_USAGE, say_error};
use crate::export::{Columns, ExportFormat, Growth, ScannedFiles, sort_by_path};
use crate::inspect::Measures;
use crate::repair::{
    RepairDestination, RepairOrder, RepairPlan, RepairRun, check_destination, check_lock,
    plan_repair, repairs_in_force_in,
};
use crate::review::user_journals;
use crate::scan::ImageLocation;
use crate::session::{ResultRow, RowRepair};

/// Does what the arguments say.
pub(super) fn run(args: &RepairArgs) -> ExitCode {
    match args.task() {
        Some(RepairTask::Repair {
            folder,
            destination,
        }) => repair(args, folder, destination).unwrap_or_else(|code| code),
        Some(RepairTask::Undo { journal, part }) => undo(journal, part, args),
        Some(RepairTask::Resume { journal }) => resume(journal, args),
        None => {
            say_error("say what to repair: a folder, and --to or --in-place");
            ExitCode::from(EXIT_USAGE)
        }
    }
}

/// Scans, proves, plans, says the plan, and does it unless only that was asked for.
fn repair(
    args: &RepairArgs,
    folder: &Path,
    destination: RepairDestination,
) -> Result<ExitCode, ExitCode> {
    let interrupt = Interrupt::listen();
    let patience = Patience::new(args.common.waiting.timeout(), &interrupt);
    let asked = [(args.json.as_deref(), ExportFormat::JsonLines)];
    let columns = Columns::of(Measures::default());
    let json = plan_files(&asked, columns, &patience).map_err(|fault| {
        say_error(&fault);
        ExitCode::from(fault.exit_code())
    })?;
    let journals = journals_folder(args)?;
    check_folders(args, folder, &destination, &journals, &patience)?;
    let mut proven = scan_and_prove(&ProvingOrders {
        folder,
        originals: args.originals.as_deref(),
        // A repair that was made is found by its file: it is planned, met, and told as done before.
        journals: None,
        common: &args.common,
        interrupt: &interrupt,
    })?;
    let mut said = if any_to_stdout(&json) {
        Said::nowhere()
    } else {
        Said::to_stdout()
    };
    let rows = rows_by_path(&proven);
    let choice = choose(&rows, &proven.files, proven.originals_seen, args.rule());
    let others = say_others(&choice.others, &mut said);
    let order = RepairOrder {
        root: proven.session.root().to_path_buf(),
        originals: proven.originals.clone(),
        destination,
        options: args.options(),
        images: choice.images,
    };
    let plan = plan_repair(order).map_err(|error| refused(&error))?;
    let done_before = done_before(&proven, &journals, &plan);
    let mut ending = others.max(Ending::of_listing(&proven));
    ending = ending.max(say_plan(&plan, args, &done_before, &mut said));
    if !args.dry_run && !plan.items.is_empty() {
        let run = RepairRun::begin_with(plan, &journals, &args.take_over())
            .map_err(|error| refused(&error))?;
        let done = run_repair(run, &args.common, &interrupt, &mut said);
        ending = ending.max(done.ending);
        tell(&mut proven, done.repairs);
    }
    if !write_json(&json, &proven) || said.has_failed() {
        ending = ending.max(Ending::Partly);
    }
    Ok(ending.exit_code())
}

/// Looks at the folders of a repair before a scan of hours, not after it. Each is asked for alone first, so that one that
/// does not answer is named.
fn check_folders(
    args: &RepairArgs,
    folder: &Path,
    destination: &RepairDestination,
    journals: &Path,
    patience: &Patience,
) -> Result<(), ExitCode> {
    let unanswered = |why: Unanswered| why.refuse();
    let is_there = patience.ask(folder, Path::is_dir).map_err(unanswered)?;
    if let Some(originals) = &args.originals {
        patience.ask(originals, Path::exists).map_err(unanswered)?;
    }
    let chosen = destination.folder();
    let (root, originals) = (folder.to_path_buf(), args.originals.clone());
    let (destination, take_over) = (destination.clone(), args.take_over());
    let is_dry_run = args.dry_run;
    let checked = patience.ask(chosen, move |_| {
        // What is wrong with the scanned folder itself is said by the scan.
        if is_there {
            check_destination(&root, originals.as_deref(), &destination)?;
        }
        if is_dry_run {
            return Ok(());
        }
        check_lock(&root, &destination, &take_over)
    });
    checked
        .map_err(unanswered)?
        .map_err(|error| refused(&error))?;
    if args.dry_run {
        return Ok(());
    }
    patience
        .ask(journals, |journals| std::fs::create_dir_all(journals))
        .map_err(unanswered)?
        .map_err(|error| {
            say_error(format_args!(
                "the folder for journals can't be made: {error}: \"{}\"; name another by --journals",
                journals.display()
            ));
            ExitCode::from(EXIT_OUTPUT)
        })
}

/// Goes on with a run that was stopped.
fn resume(journal: &Path, args: &RepairArgs) -> ExitCode {
    let interrupt = Interrupt::listen();
    match RepairRun::resume_with(journal, &args.take_over()) {
        Ok(run) => {
            let mut said = Said::to_stdout();
            let ending = run_repair(run, &args.common, &interrupt, &mut said).ending;
            let lost = if said.has_failed() {
                Ending::Partly
            } else {
                Ending::Done
            };
            ending.max(lost).exit_code()
        }
        Err(error) => refused(&error),
    }
}

fn journals_folder(args: &RepairArgs) -> Result<PathBuf, ExitCode> {
    let named = args.journals.as_deref().map(absolute);
    named.or_else(user_journals).ok_or_else(|| {
        say_error("this system names no folder for journals; name one by --journals");
        ExitCode::from(EXIT_USAGE)
    })
}

/// The images that an earlier run wrote where this one would: these files are what they should be.
fn done_before(proven: &Proven, journals: &Path, plan: &RepairPlan) -> HashSet<ImageLocation> {
    let root = proven.session.root();
    let mut written: HashMap<_, _> = repairs_in_force_in(journals, root, plan.destination.folder())
        .into_iter()
        .map(|image| (image.location.clone(), image))
        .collect();
    let rows = proven.session.rows();
    rows.filter_map(|row| {
        let image = written.remove(&row.report.location)?;
        image.is_of(row).then_some(image.location)
    })
    .collect()
}

fn rows_by_path(proven: &Proven) -> Vec<Arc<ResultRow>> {
    let mut rows: Vec<_> = proven.session.rows().cloned().collect();
    sort_by_path(&mut rows);
    rows
}

/// The session hears what was repaired, so that the JSON tells it.
fn tell(proven: &mut Proven, repairs: Vec<(ImageLocation, RowRepair)>) {
    let mut repairs: HashMap<_, _> = repairs.into_iter().collect();
    let repaired: Vec<_> = proven
        .session
        .rows()
        .filter_map(|row| Some((row.report.id, repairs.remove(&row.report.location)?)))
        .collect();
    for (id, repair) in repaired {
        proven.session.set_repair(id, Some(repair));
    }
}

/// Writes the images that look black, are proven or were repaired. Returns whether all is well.
fn write_json(json: &[PlannedOutput], proven: &Proven) -> bool {
    let rows = rows_by_path(proven);
    let scanned = ScannedFiles {
        root: proven.session.root(),
        rows: &rows,
    };
    let mut outputs = OpenOutputs::open(json, Rows::All, Growth::AtOnce, Some(scanned));
    let looks_black = |row: &ResultRow| {
        let judgement = row.judgement.as_ref();
        judgement.is_some_and(|judgement| judgement.verdict.is_flagged())
    };
    for row in rows
        .iter()
        .filter(|row| row.status_of_file().is_flagged() || looks_black(row))
    {
        outputs.write_row(row);
    }
    !outputs.finish().failed
}
