//! The command line: `blackdrop` opens the dashboard; `blackdrop scan`, `repair` and `report` work without a window.
//!
//! This room knows no window: the dashboard is a function that it is given. What a command does depends on its arguments
//! and the folder only, never on the window's settings. Its words are English; what programs read goes to standard
//! output, what people read to standard error.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | all was done, whatever was found; unreadable images included |
//! | 1 | `scan --fail-on-flagged` found flagged images, also when others were not seen; nothing else ends so |
//! | 2 | wrong use, or the folder can't be read |
//! | 3 | an output could not be written or a result not be remembered; an image not be repaired, or not be read by `repair` |
//! | 4 | the program itself failed, or no window could be opened |
//! | 5 | `scan --fail-on-flagged` or `--fail-on-unseen`: something that may be a product image was not seen |
//! | 6 | given up, because nothing answered |
//! | 130 | stopped by Ctrl+C (or a request to terminate, or the end of the terminal); what was found until then was written |

mod args;
mod by_content;
mod choice_args;
mod decisions;
mod finding;
mod gate;
mod headless_scan;
mod interrupt;
mod job_run;
mod listing;
mod memory;
mod memory_args;
mod outputs;
mod patience;
mod product_args;
mod progress;
mod proving;
mod repair;
mod repair_args;
mod report;
mod scan;
mod summary;

use std::ffi::OsString;
use std::fmt::Display;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;

use args::{Args, Command};
use interrupt::Interrupt;
use patience::{Patience, Unanswered};

use crate::logging::{self, on_one_line};

/// Flagged images were found, and it was asked to fail then. Nothing else may end so: an upload job tells by it that the
/// images are at fault, and not the check.
const EXIT_FLAGGED: u8 = 1;
/// Wrong use, or a folder that can't be read; clap's own code for wrong use.
const EXIT_USAGE: u8 = 2;
/// An output could not be written.
const EXIT_OUTPUT: u8 = 3;
/// The program itself failed, or no window could be opened.
const EXIT_FAILED: u8 = 4;
/// Something that may be a product image was not seen, and it was asked to fail then.
const EXIT_UNSEEN: u8 = 5;
/// Given up, because nothing answered.
const EXIT_NO_ANSWER: u8 = 6;
/// Stopped by Ctrl+C, as shells number it.
const EXIT_INTERRUPTED: u8 = 130;

/// So long a folder may take to answer before the window opens without knowing whether it can be read.
const BEFORE_THE_WINDOW: Duration = Duration::from_secs(3);

/// What the dashboard is opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The folder to scan at once.
    pub folder: Option<PathBuf>,
    /// The file that remembers decisions; `None`: the one in the user's data folder.
    pub database: Option<PathBuf>,
}

/// Does what the arguments say. `dashboard` opens the window.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    dashboard: impl FnOnce(Opening) -> ExitCode,
) -> ExitCode {
    interrupt::survive_size_limits();
    let words: Vec<OsString> = args.into_iter().collect();
    let args = match Args::try_parse_from(&words) {
        Ok(args) => args,
        Err(answer) => {
            // Help and version are answers too. A closed pipe is no fault of ours.
            let code = u8::try_from(answer.exit_code()).unwrap_or(EXIT_FAILED);
            said_safely(answer, &words).print().ok();
            return ExitCode::from(code);
        }
    };
    // Not before: a full log must not end the program by a signal, and help needs no log.
    let _log = logging::start();
    match &args.command {
        Some(Command::Scan(args)) => args.memory.share(),
        Some(Command::Repair(args)) => args.common.memory.share(),
        Some(Command::Report(args)) => args.common.memory.share(),
        Some(Command::Decisions(_)) => {}
        None => args.memory.share(),
    }
    match args.command {
        Some(Command::Scan(args)) => scan::run(&args),
        Some(Command::Repair(args)) => repair::run(&args),
        Some(Command::Report(args)) => report::run(&args),
        Some(Command::Decisions(command)) => decisions::run(&command),
        None => {
            let patience = Patience::new(BEFORE_THE_WINDOW, &Interrupt::default());
            let folder = args.folder.as_deref();
            match folder
                .map(|folder| readable_folder(folder, &patience))
                .transpose()
            {
                // One that is slow to answer is waited for by the window, which can say so and be stopped.
                Ok(_) | Err(FolderFault::Unanswered(Unanswered::Silent { .. })) => {
                    dashboard(Opening {
                        folder: args.folder,
                        database: args.database,
                    })
                }
                Err(fault) => {
                    say_error(&fault);
                    ExitCode::from(fault.exit_code())
                }
            }
        }
    }
}

/// The same answer, where it repeats what was typed: on one line.
fn said_safely(answer: clap::Error, words: &[OsString]) -> clap::Error {
    let safe = words
        .iter()
        .map(|word| on_one_line(&word.to_string_lossy()).into_owned());
    Args::try_parse_from(safe).err().unwrap_or(answer)
}

/// Says why no window can be opened here, and what works without one.
pub fn say_no_window(detail: impl Display) -> ExitCode {
    say_error(format_args!(
        "{detail}; `blackdrop scan FOLDER --csv results.csv` works without a window"
    ));
    ExitCode::from(EXIT_FAILED)
}

/// Why a folder can't be scanned.
#[derive(Debug, thiserror::Error)]
enum FolderFault {
    #[error("this folder does not exist: {0:?}")]
    Missing(PathBuf),
    #[error("this is a file, not a folder: {0:?}")]
    NotAFolder(PathBuf),
    #[error("no permission to read this folder: {0:?}")]
    PermissionDenied(PathBuf),
    #[error("this folder can't be read ({detail}): {folder:?}")]
    Other { folder: PathBuf, detail: String },
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
}

impl FolderFault {
    fn exit_code(&self) -> u8 {
        match self {
            Self::Unanswered(why) => why.exit_code(),
            Self::Missing(_)
            | Self::NotAFolder(_)
            | Self::PermissionDenied(_)
            | Self::Other { .. } => EXIT_USAGE,
        }
    }
}

/// Makes sure that a folder can be listed.
fn readable_folder(folder: &Path, patience: &Patience) -> Result<PathBuf, FolderFault> {
    patience.ask(folder, |asked| check_folder(asked.to_path_buf()))?
}

fn check_folder(folder: PathBuf) -> Result<PathBuf, FolderFault> {
    match fs::read_dir(&folder) {
        Ok(_) => Ok(folder),
        Err(error) => Err(match error.kind() {
            io::ErrorKind::NotFound => FolderFault::Missing(folder),
            io::ErrorKind::NotADirectory => FolderFault::NotAFolder(folder),
            io::ErrorKind::PermissionDenied => FolderFault::PermissionDenied(folder),
            // Windows has other words for a file in a folder's place.
            _ if Path::is_file(&folder) => FolderFault::NotAFolder(folder),
            _ => FolderFault::Other {
                folder,
                detail: error.to_string(),
            },
        }),
    }
}

/// Tells people something, on standard error: one line, whatever names are in it.
fn say(sentence: impl Display) {
    // Whoever closed standard error does not want to know.
    writeln!(io::stderr(), "{}", on_one_line(&sentence.to_string())).ok();
}

/// Tells people what went wrong, on standard error.
fn say_error(error: impl Display) {
    say(format_args!("blackdrop: {error}"));
}
