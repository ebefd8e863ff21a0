//! `blackdrop repair --undo`: takes a run back, or a part of it.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::ending::{Ending, refused, say_taken_over};
use super::running::Tally;
use super::said::Said;
use crate::cli::interrupt::Interrupt;
use crate::cli::job_run::{JobView, run_jobs};
use crate::cli::repair_args::{RepairArgs, UndoPart};
use crate::cli::{EXIT_USAGE, say, say_error};
use crate::repair::{UndoJob, UndoOutcome, UndoRun, UndoScope};
use crate::scan::{ImageLocation, JobEnd, JobsConfig, ProductId};

/// Takes back, and says what came of it.
pub(super) fn undo(journal: &Path, part: UndoPart<'_>, args: &RepairArgs) -> ExitCode {
    let common = &args.common;
    let scope = match part {
        UndoPart::Everything => UndoScope::Everything,
        UndoPart::Product(id) => UndoScope::Product(ProductId::named(id)),
        UndoPart::File(path) => UndoScope::File(ImageLocation::new(path)),
    };
    let interrupt = Interrupt::listen();
    let run = match UndoRun::open_with(journal, &scope, &args.take_over()) {
        Ok(run) => Arc::new(run),
        Err(error) => return refused(&error),
    };
    say_taken_over(run.taken_over());
    if run.wanted().is_empty() {
        return nothing_to_undo(&run, part);
    }
    let mut said = Said::to_stdout();
    let mut tally = Tally::default();
    let jobs = UndoJob::all_of(&run);
    let indices: Vec<usize> = jobs.iter().map(UndoJob::index).collect();
    let view = JobView {
        visibility: common.visibility(),
        doing: "undoing",
        interrupt: &interrupt,
    };
    let config = JobsConfig::for_writing(common.workers());
    let end = run_jobs(jobs, config, &view, |job, outcome| {
        let Some(item) = indices.get(job).and_then(|&index| run.items().get(index)) else {
            return;
        };
        match outcome {
            UndoOutcome::Undone => {
                tally.done += 1;
                said.done("undone", &item.location, &item.target);
            }
            UndoOutcome::WasUndone => {
                tally.done += 1;
                said.done("was undone or is gone", &item.location, &item.target);
            }
            UndoOutcome::Left(problem) => {
                tally.failed += 1;
                said.left("not undone", &item.location, &problem.to_string());
            }
        }
    });
    let backup = run.backup_tree().map(Path::to_path_buf);
    // Where a worker may be at work still, nothing is swept away under it.
    let finished = match &end {
        JobEnd::Completed => run.finish(),
        JobEnd::Stopped | JobEnd::Failed { .. } => Ok(()),
    };
    if let Err(error) = &finished {
        say_error(error);
    }
    if !common.quiet {
        say(tally.sentence("undone"));
        if let Some(backup) = backup {
            say(format_args!("the backup stays in {}", backup.display()));
        }
    }
    let is_whole = tally.failed == 0 && finished.is_ok() && !said.has_failed();
    say_end(end, is_whole).exit_code()
}

fn say_end(end: JobEnd, is_whole: bool) -> Ending {
    match end {
        JobEnd::Failed { detail } => {
            say_error(format_args!("undoing failed: {detail}"));
            Ending::Failed
        }
        JobEnd::Stopped => {
            say("stopped; the same command goes on");
            Ending::Stopped
        }
        JobEnd::Completed if is_whole => Ending::Done,
        JobEnd::Completed => Ending::Partly,
    }
}

/// Nothing is left of the whole run: that is fine. Nothing of what was named: that is a slip.
fn nothing_to_undo(run: &UndoRun, part: UndoPart<'_>) -> ExitCode {
    match part {
        UndoPart::Everything => {
            // What a killed undo left to sweep.
            if let Err(error) = run.finish() {
                say_error(error);
            }
            say("nothing of this repair is left to undo");
            ExitCode::SUCCESS
        }
        UndoPart::Product(id) => {
            say_error(format_args!(
                "this repair has nothing to undo for the product {id:?}"
            ));
            ExitCode::from(EXIT_USAGE)
        }
        UndoPart::File(path) => {
            say_error(format_args!(
                "this repair has nothing to undo for the image \"{}\"",
                path.display()
            ));
            ExitCode::from(EXIT_USAGE)
        }
    }
}
