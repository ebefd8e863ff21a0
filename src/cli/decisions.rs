//! `blackdrop decisions`: handing decisions to a colleague, and taking a colleague's over.
//!
//! Nothing is imported while a line of the list is bad, unless `--skip-bad` says so: who has damaged a list in a
//! spreadsheet shall learn it before half of it counts. What is imported is written in one transaction.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use super::args::{DecisionsCommand, ExportDecisionsArgs, ImportDecisionsArgs};
use super::summary::grouped;
use super::{EXIT_OUTPUT, EXIT_USAGE, say, say_error};
use crate::export::{Destination, ExportFile, Growth, SaveError};
use crate::review::{
    BadLine, KnownDecisions, ListFault, Merge, Revision, Store, StoreError, StoredDecision,
    read_decision_list, user_database, write_decision_list,
};

/// Bad lines that are named one by one; more would drown the rest.
const NAMED_LINES: usize = 20;

/// Files whose decisions wait and that are named one by one.
const NAMED_FILES: u32 = 20;

/// A list of this length has about five million decisions; what is longer is something else.
const MOST_LIST_BYTES: u64 = 1 << 30;

/// Clocks differ; a decision from further ahead than this is a mistake, and would win over every later one.
const CLOCK_DIFFERENCE: Duration = Duration::from_hours(24);

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("this system names no folder for a database; name a file by --database")]
    NoDatabase,
    #[error("nothing was decided yet: there is no database {0:?}")]
    NothingStored(PathBuf),
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("this list can't be written: {0}")]
    Output(#[from] SaveError),
    #[error("this list can't be read ({detail}): {file:?}")]
    Unreadable { file: PathBuf, detail: String },
    #[error("{fault}: {file:?}")]
    NoList { file: PathBuf, fault: ListFault },
    #[error("nothing was imported, bad lines: {count}; --skip-bad imports the others")]
    BadLines { count: u64 },
}

impl Fault {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Store(_) | Self::Output(_) => EXIT_OUTPUT,
            Self::NoDatabase
            | Self::NothingStored(_)
            | Self::Unreadable { .. }
            | Self::NoList { .. }
            | Self::BadLines { .. } => EXIT_USAGE,
        }
    }
}

/// Exports or imports, and says what came of it.
pub(super) fn run(command: &DecisionsCommand) -> ExitCode {
    let done = match command {
        DecisionsCommand::Export(args) => export(args),
        DecisionsCommand::Import(args) => import(args),
    };
    match done {
        Ok(sentence) => {
            say(sentence);
            ExitCode::SUCCESS
        }
        Err(fault) => {
            tracing::warn!(%fault, "decisions");
            say_error(&fault);
            ExitCode::from(fault.exit_code())
        }
    }
}

fn export(args: &ExportDecisionsArgs) -> Result<String, Fault> {
    let database = database(args.database.as_deref())?;
    // Opening would make it.
    if !database.exists() {
        return Err(Fault::NothingStored(database));
    }
    let destination = match &args.file {
        Some(file) if file != Path::new("-") => Destination::resolve(file, None)?,
        _ => Destination::stdout(),
    };
    let store = Store::open(&database)?;
    let (mut decisions, _) = store.decisions_since(Revision::default())?;
    let waiting = store.waiting_decisions()?;
    decisions.sort_by(|a, b| {
        (&a.path_hint, a.content.as_bytes()).cmp(&(&b.path_hint, b.content.as_bytes()))
    });
    let write = || {
        let file = ExportFile::open(&destination, Growth::AtOnce)?;
        write_decision_list(file, &decisions)?.commit()
    };
    match write() {
        Err(crate::export::SaveErrorKind::ReaderGone) | Ok(()) => {}
        Err(kind) => return Err(SaveError::new(destination.given(), kind).into()),
    }
    say_waiting(waiting, &store.waiting_files(NAMED_FILES)?);
    tracing::info!(decisions = decisions.len(), waiting, "decisions exported");
    Ok(format!(
        "{} written",
        counted(decisions.len() as u64, "decision", "decisions")
    ))
}

/// Names decisions that can't be handed over, and says what a person can do about them.
fn say_waiting(waiting: u64, files: &[PathBuf]) {
    if waiting == 0 {
        return;
    }
    let are = counted(waiting, "decision is", "decisions are");
    say_error(format_args!(
        "{are} not in the list, because what their files hold is not known yet; the open window finds it out while they \
         are in their places. Where one was moved or renamed since, put it back, or decide about it again"
    ));
    for file in files {
        say_error(format_args!("not in the list: \"{}\"", file.display()));
    }
    let others = waiting.saturating_sub(files.len() as u64);
    if others > 0 {
        say_error(format_args!(
            "and {} more are not in the list",
            grouped(others)
        ));
    }
}

fn import(args: &ImportDecisionsArgs) -> Result<String, Fault> {
    let database = database(args.database.as_deref())?;
    let (decisions, bad) = read(&args.file)?;
    for BadLineSaid { line, why } in bad.iter().take(NAMED_LINES) {
        say_error(format_args!("line {line}: {why}"));
    }
    let count = bad.len() as u64;
    if count > 0 && !args.skip_bad {
        return Err(Fault::BadLines { count });
    }
    // Opening would make it.
    let merge = if args.dry_run && !database.exists() {
        Merge::plan(Vec::new(), decisions)
    } else {
        let mut store = Store::open(&database)?;
        let (stored, _) = store.decisions_since(Revision::default())?;
        let merge = Merge::plan(stored, decisions);
        if !args.dry_run {
            merge.write(&mut store)?;
        }
        merge
    };
    if !args.dry_run {
        tracing::info!(?merge.new, ?merge.replaced, merge.older, count, "decisions imported");
    }
    Ok(sentence(&merge, count, args))
}

/// "12 decisions imported: 10 new, 2 later than yours; 3 known already, 1 older and ignored".
fn sentence(merge: &Merge, bad: u64, args: &ImportDecisionsArgs) -> String {
    let imported = merge.new + merge.replaced;
    let verb = if args.dry_run {
        "would be imported"
    } else {
        "imported"
    };
    let mut said = format!(
        "{} {verb}: {} new, {} later than yours; ",
        counted(imported, "decision", "decisions"),
        grouped(merge.new),
        grouped(merge.replaced)
    );
    said += &grouped(merge.known);
    said += " known already, ";
    said += &grouped(merge.older);
    said += " older and ignored";
    if bad > 0 {
        said += ", ";
        said += &counted(bad, "bad line", "bad lines");
        said += " skipped";
    }
    said
}

/// A line that is not imported, and why.
struct BadLineSaid {
    line: u64,
    why: String,
}

fn read(file: &Path) -> Result<(Vec<StoredDecision>, Vec<BadLineSaid>), Fault> {
    let bytes = if file == Path::new("-") {
        read_within(io::stdin().lock())
    } else {
        // A pipe is a list too, as a shell hands one over; its writer is waited for.
        fs::File::open(file).and_then(read_within)
    };
    let bytes = bytes.map_err(|error| Fault::Unreadable {
        file: file.to_owned(),
        detail: error.to_string(),
    })?;
    let latest = SystemTime::now() + CLOCK_DIFFERENCE;
    let list = read_decision_list(&bytes, latest).map_err(|fault| Fault::NoList {
        file: file.to_owned(),
        fault,
    })?;
    let said = |BadLine { line, fault }: BadLine| BadLineSaid {
        line,
        why: fault.to_string(),
    };
    Ok((list.decisions, list.bad.into_iter().map(said).collect()))
}

/// Reads a list piece by piece, whatever length its file claims to have.
fn read_within(reader: impl io::Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MOST_LIST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_LIST_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// The decisions that count about a folder without a window: those of the database that was named, or of the dashboard's
/// where there is one.
pub(super) fn known_decisions(asked: Option<&Path>, root: &Path) -> Result<KnownDecisions, Fault> {
    let Some(database) = asked.map(Path::to_owned).or_else(user_database) else {
        return Ok(KnownDecisions::default());
    };
    // Opening would make it.
    if !database.exists() {
        return match asked {
            Some(_) => Err(Fault::NothingStored(database)),
            None => Ok(KnownDecisions::default()),
        };
    }
    Ok(KnownDecisions::read(&Store::open(&database)?, root)?)
}

fn database(asked: Option<&Path>) -> Result<PathBuf, Fault> {
    asked
        .map(Path::to_owned)
        .or_else(user_database)
        .ok_or(Fault::NoDatabase)
}

fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", grouped(count))
}
