//! The log file: what happened, for whoever has to help.
//!
//! One file a day in the user's log folder ([`log_folder`]), the oldest of seven removed; each line has its moment in UTC,
//! its level, where in the program it was said, and facts. Paths are in it, because without them nobody can help; what is
//! in an image is not. `BLACKDROP_LOG` sets how much is written: `off`, `error`, `warn`, `info` (usual), `debug`, `trace`.
//!
//! A thread of its own writes, so that no line ever waits for a disk; where it can't keep up, lines are left out.
//! Invariants: no log, for whatever reason, is never a reason to fail, nor to say anything on the terminal. What is said
//! at once is one line, whatever names stand in it.

mod folder;
mod one_line;
mod panics;
mod scan_log;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tracing::Subscriber;
use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;

use one_line::OneLineEach;

use crate::files::{not_a_file, temporary_in};

pub use folder::log_folder;
pub use one_line::on_one_line;
pub use scan_log::ScanLog;

/// How much is written.
const LEVEL_VARIABLE: &str = "BLACKDROP_LOG";

/// Days of which the log is kept: a week, so that "it happened on Monday" can be looked up on Friday.
const MOST_FILES: usize = 7;

/// Lines that wait for the disk at most, about 200 bytes each.
const MOST_WAITING: usize = 10_000;

/// What the files are called: `blackdrop.2026-10-03.log`.
const PREFIX: &str = "blackdrop";
const SUFFIX: &str = "log";

/// Writes out what still waits when it is dropped. Kept until the program ends.
#[derive(Debug)]
#[must_use = "the log ends when this is dropped"]
pub struct LogGuard {
    _writer: Option<WorkerGuard>,
}

/// Begins the log of this process, and logs panics from now on. Without a folder that can be written there is none.
pub fn start() -> LogGuard {
    let level = level_of(std::env::var_os(LEVEL_VARIABLE).as_deref());
    let log = log_folder()
        .filter(|_| level != LevelFilter::OFF)
        .and_then(|folder| file_log(&folder, level).ok());
    let Some((subscriber, writer)) = log else {
        return LogGuard { _writer: None };
    };
    // Another log can only be there already where this is called twice, and then that one goes on.
    tracing::subscriber::set_global_default(subscriber).ok();
    panics::log_panics();
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        system = std::env::consts::OS,
        processor = std::env::consts::ARCH,
        process = std::process::id(),
        "started"
    );
    LogGuard {
        _writer: Some(writer),
    }
}

/// The file that is written to, or the latest one; `None` where there is none yet. Looks into the folder.
#[must_use]
pub fn latest_log_file(folder: &Path) -> Option<PathBuf> {
    let files = fs::read_dir(folder).ok()?;
    let names = files.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // The dates in the names are in order of the alphabet.
    let latest = names.filter(|name| is_log_name(name)).max()?;
    Some(folder.join(latest))
}

fn is_log_name(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// `info` where nothing, or nothing known, is asked for.
fn level_of(asked: Option<&OsStr>) -> LevelFilter {
    asked
        .and_then(OsStr::to_str)
        .map(str::trim)
        // The library takes nothing for `error`.
        .filter(|asked| !asked.is_empty())
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(LevelFilter::INFO)
}

/// A log in this folder, and the guard of its thread.
fn file_log(
    folder: &Path,
    level: LevelFilter,
) -> io::Result<(impl Subscriber + Send + Sync + use<>, WorkerGuard)> {
    make_sure_it_can_be_written(folder)?;
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .max_log_files(MOST_FILES)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(MOST_WAITING)
        .thread_name("log")
        .finish(file);
    // Libraries have their say when something is wrong only.
    let whose = Targets::new()
        .with_default(level.min(LevelFilter::WARN))
        .with_target(env!("CARGO_CRATE_NAME"), level);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(OneLineEach(writer))
        .with_ansi(false)
        .with_filter(whose);
    Ok((tracing_subscriber::registry().with(lines), guard))
}

/// The library would complain on the terminal.
fn make_sure_it_can_be_written(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // It would wait for the other end of a named pipe, too.
    for file in fs::read_dir(folder)?.flatten() {
        let name = file.file_name();
        let is_a_log = name.to_str().is_some_and(is_log_name);
        if is_a_log && fs::metadata(file.path()).is_ok_and(|found| !found.is_file()) {
            return Err(not_a_file());
        }
    }
    temporary_in(folder).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the log holds after `work`.
    fn logged(level: LevelFilter, work: impl FnOnce()) -> String {
        let folder = tempfile::tempdir().unwrap();
        let (subscriber, guard) = file_log(folder.path(), level).unwrap();
        tracing::subscriber::with_default(subscriber, work);
        drop(guard);
        let file = latest_log_file(folder.path()).expect("a file was begun");
        fs::read_to_string(file).unwrap()
    }

    #[test]
    fn a_line_has_its_moment_level_and_facts() {
        let text = logged(LevelFilter::INFO, || {
            tracing::info!(images = 12, "scan ended");
            tracing::debug!("not wanted");
        });
        assert_eq!(
            text.lines().count(),
            1,
            "what was not asked for is left out: {text}"
        );
        assert!(
            text.contains("Z  INFO blackdrop::logging::tests: scan ended images=12"),
            "{text}"
        );
        assert!(!text.contains('\u{1b}'), "a file has no colours: {text:?}");
    }

    #[test]
    fn a_name_can_forge_no_line() {
        let text = logged(LevelFilter::INFO, || {
            let folder = Path::new("x\n2026-01-01T00:00:00Z ERROR forged\u{1b}[31m\u{2028}");
            tracing::info!(folder = %folder.display(), "scan of {} started", folder.display());
        });
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(
            text.contains("folder=x\\u{a}2026-01-01T00:00:00Z ERROR forged\\u{1b}[31m\\u{2028}"),
            "{text}"
        );
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{2028}'),
            "{text:?}"
        );
    }

    #[test]
    fn other_libraries_are_heard_in_trouble_only() {
        let text = logged(LevelFilter::DEBUG, || {
            tracing::info!(target: "zbus", "chatter");
            tracing::warn!(target: "zbus", "trouble");
            tracing::debug!("ours");
        });
        assert!(!text.contains("chatter"), "{text}");
        assert!(text.contains("trouble") && text.contains("ours"), "{text}");
    }

    #[test]
    fn the_level_is_asked_for_by_name() {
        let level = |asked: &str| level_of(Some(OsStr::new(asked)));
        assert_eq!(level("debug"), LevelFilter::DEBUG);
        assert_eq!(level(" WARN "), LevelFilter::WARN, "in any case");
        assert_eq!(level("off"), LevelFilter::OFF);
        assert_eq!(level("loud"), LevelFilter::INFO, "unknown is the usual");
        assert_eq!(level(""), LevelFilter::INFO, "empty is the usual");
        assert_eq!(level_of(None), LevelFilter::INFO);
    }

    #[test]
    fn a_folder_that_cannot_be_is_an_error_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(
            file_log(&file.join("logs"), LevelFilter::INFO).is_err(),
            "there is no folder below a file"
        );
    }

    #[test]
    fn a_week_is_kept_and_other_files_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for day in 10..25 {
            let name = format!("blackdrop.2020-01-{day}.log");
            fs::write(folder.path().join(name), "old").unwrap();
        }
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        let (_, guard) = file_log(folder.path(), LevelFilter::INFO).unwrap();
        drop(guard);
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names.len(),
            MOST_FILES + 1,
            "a week, and the notes: {names:?}"
        );
        assert!(names.contains(&"notes.txt".to_owned()), "{names:?}");
        let latest = latest_log_file(folder.path()).unwrap();
        assert!(
            !latest.to_string_lossy().contains("2020"),
            "today's is the latest: {latest:?}"
        );
    }
}
