//! The command line: `blackdrop` opens the dashboard; `blackdrop scan`, `repair` and `report` work without a window.
//!
//! This room knows no window: the dashboard is a function that it is given. What a command does depends on its arguments
//! and the folder only, never on the window's settings. Its words are English; what programs read goes to standard
//! output, what people read to standard error.
//!
//! | exit code | meaning |
//! |---|---|
//! | 0 | all was done, whatever was found; unreadable images included |
//! | 1 | `scan --fail-on-flagged` found flagged images; nothing else ends so |
//! | 2 | wrong use, or the folder can't be read |
//! | 3 | an output could not be written, or an image not be repaired |
//! | 4 | the program itself failed, or no window could be opened |
//! | 130 | stopped by Ctrl+C (or a request to terminate); what was found until then was written |

mod args;
mod decisions;
mod headless_scan;
mod interrupt;
mod job_run;
mod listing;
mod memory;
mod memory_args;
mod outputs;
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

use clap::Parser as _;

use args::{Args, Command};

use crate::logging;

/// Flagged images were found, and it was asked to fail then. Nothing else may end so: an upload job tells by it that the
/// images are at fault, and not the check.
const EXIT_FLAGGED: u8 = 1;
/// Wrong use, or a folder that can't be read; clap's own code for wrong use.
const EXIT_USAGE: u8 = 2;
/// An output could not be written.
const EXIT_OUTPUT: u8 = 3;
/// The program itself failed, or no window could be opened.
const EXIT_FAILED: u8 = 4;
/// Stopped by Ctrl+C, as shells number it.
const EXIT_INTERRUPTED: u8 = 130;

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
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(answer) => {
            // Help and version are answers too. A closed pipe is no fault of ours.
            answer.print().ok();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(EXIT_FAILED));
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
        None => match args.folder.map(readable_folder).transpose() {
            Ok(folder) => dashboard(Opening {
                folder,
                database: args.database,
            }),
            Err(fault) => {
                say_error(&fault);
                ExitCode::from(EXIT_USAGE)
            }
        },
    }
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
}

/// Makes sure that a folder can be listed.
fn readable_folder(folder: PathBuf) -> Result<PathBuf, FolderFault> {
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

/// Tells people something, on standard error.
fn say(sentence: impl Display) {
    // Whoever closed standard error does not want to know.
    writeln!(io::stderr(), "{sentence}").ok();
}

/// Tells people what went wrong, on standard error.
fn say_error(error: impl Display) {
    // Whoever closed standard error does not want to know.
    writeln!(io::stderr(), "blackdrop: {error}").ok();
}
