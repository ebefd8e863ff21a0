//! Runs a repair to its end, and says what was done, by which journal it can be undone, and how to go on.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::ending::{Ending, say_taken_over};
use super::said::Said;
use crate::cli::interrupt::Interrupt;
use crate::cli::job_run::{JobView, run_jobs};
use crate::cli::repair_args::CommonArgs;
use crate::cli::summary::{duration_text, grouped};
use crate::cli::{say, say_error};
use crate::inspect::ImageLimits;
use crate::repair::{PlannedItem, RepairJob, RepairOutcome, RepairRun};
use crate::scan::{ImageLocation, JobEnd, JobsConfig};
use crate::session::RowRepair;

/// What a run did.
pub(super) struct Done {
    pub(super) ending: Ending,
    pub(super) repairs: Vec<(ImageLocation, RowRepair)>,
}

/// Counts what became of images.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) done: u64,
    pub(super) failed: u64,
}

impl Tally {
    /// "58 images repaired, 2 could not be"
    pub(super) fn sentence(self, verb: &str) -> String {
        let noun = if self.done == 1 { "image" } else { "images" };
        let failed = match self.failed {
            0 => String::new(),
            many => format!(", {} could not be", grouped(many)),
        };
        format!("{} {noun} {verb}{failed}", grouped(self.done))
    }
}

/// Repairs every image of a run that is still open.
pub(super) fn run_repair(
    run: RepairRun,
    common: &CommonArgs,
    interrupt: &Interrupt,
    said: &mut Said,
) -> Done {
    let run = Arc::new(run);
    say_taken_over(run.taken_over());
    // Before anything is done: whoever sees the program die knows where to go on.
    if !common.quiet {
        say(format_args!("journal: {}", run.journal().display()));
    }
    tracing::info!(journal = ?run.journal(), "repair");
    let started = Instant::now();
    let jobs = RepairJob::all_of(&run, ImageLimits::default());
    let indices: Vec<usize> = jobs.iter().map(RepairJob::index).collect();
    let view = JobView {
        visibility: common.visibility(),
        doing: "repairing",
        interrupt,
    };
    let config = JobsConfig::for_writing(common.workers());
    let mut tally = Tally::default();
    let mut repairs = Vec::new();
    let end = run_jobs(jobs, config, &view, |job, outcome| {
        if let Some(item) = indices.get(job).and_then(|&index| run.items().get(index)) {
            tally.hear(item, outcome, said, &mut repairs);
        }
    });
    let ending = conclude(&run, end, tally);
    if !common.quiet {
        let elapsed = duration_text(started.elapsed());
        say(format_args!("{} in {elapsed}", tally.sentence("repaired")));
        if let Some(backup) = run.backup_tree() {
            say(format_args!(
                "the black files are kept in {}",
                backup.display()
            ));
        }
    }
    say_way_on(run.journal(), ending, common);
    Done { ending, repairs }
}

impl Tally {
    fn hear(
        &mut self,
        item: &PlannedItem,
        outcome: RepairOutcome,
        said: &mut Said,
        repairs: &mut Vec<(ImageLocation, RowRepair)>,
    ) {
        match outcome {
            RepairOutcome::Repaired(repair) => {
                self.done += 1;
                said.done("repaired", &item.location, &repair.target);
                repairs.push((item.location.clone(), repair));
            }
            RepairOutcome::SettledBefore => {}
            RepairOutcome::NotRepaired(problem) => {
                self.failed += 1;
                said.left("not repaired", &item.location, &problem.to_string());
            }
        }
    }
}

fn conclude(run: &RepairRun, end: JobEnd, tally: Tally) -> Ending {
    match end {
        JobEnd::Stopped => Ending::Stopped,
        JobEnd::Failed { detail } => {
            say_error(format_args!("repairing failed: {detail}"));
            Ending::Failed
        }
        JobEnd::Completed => {
            let finished = run.finish();
            if let Err(error) = &finished {
                say_error(error);
            }
            if tally.failed > 0 || finished.is_err() {
                Ending::Partly
            } else {
                Ending::Done
            }
        }
    }
}

/// How to go on where something is left to do, also for who wants no summary; and how to go back.
fn say_way_on(journal: &Path, ending: Ending, common: &CommonArgs) {
    let journal = in_a_shell(journal);
    match ending {
        Ending::Done => {}
        Ending::Stopped => say(format_args!(
            "stopped; to go on: blackdrop repair --resume {journal}"
        )),
        Ending::Partly | Ending::Failed => say(format_args!(
            "to try the others again: blackdrop repair --resume {journal}"
        )),
    }
    if !common.quiet {
        say(format_args!("to undo: blackdrop repair --undo {journal}"));
    }
}

/// A path as it can be pasted into a command line.
fn in_a_shell(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:\\+@%,=".contains(c);
    if path.chars().all(is_plain) && (cfg!(windows) || !path.contains('\\')) {
        path
    } else if cfg!(windows) {
        // A name can't hold a quotation mark there.
        format!("\"{path}\"")
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(not(windows))]
    #[test]
    fn a_path_can_be_pasted() {
        for (path, pasted) in [
            ("/home/ann/a-b_1.jsonl", "/home/ann/a-b_1.jsonl"),
            ("/产品/a.jsonl", "/产品/a.jsonl"),
            ("/Application Support/a", "'/Application Support/a'"),
            ("/it's/a", r"'/it'\''s/a'"),
            (r"/a\b", r"'/a\b'"),
        ] {
            assert_eq!(in_a_shell(Path::new(path)), pasted);
        }
    }

    #[test]
    fn what_was_done_and_what_not_is_counted_in_a_sentence() {
        let sentence = |done, failed| Tally { done, failed }.sentence("repaired");
        assert_eq!(sentence(1, 0), "1 image repaired");
        assert_eq!(sentence(1_203, 2), "1,203 images repaired, 2 could not be");
    }
}
