//! What can be typed.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Parser, Subcommand, ValueEnum};

use super::gate::GateArgs;
use super::memory_args::MemoryArgs;
use super::product_args::ProductArgs;
use super::repair_args::{REPAIR_AFTER_HELP, REPORT_AFTER_HELP, RepairArgs, ReportArgs};
use crate::inspect::{Measures, Sensitivity};
use crate::scan::most_workers;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const AFTER_HELP: &str = "\
A folder that is called \"scan\" is opened by `blackdrop ./scan`.

Examples:
  blackdrop                                 open the dashboard
  blackdrop ~/shop/images                   open it and scan this folder
  blackdrop scan ~/shop/images --csv -      scan without a window, table to standard output
  blackdrop repair ~/shop/images --originals ~/shop/png --to ~/shop/repaired --dry-run";

const SCAN_AFTER_HELP: &str = "\
FILE `-` is standard output; only one output can go there. Without any output the paths of the flagged images are \
listed on standard output, verdict first. Flagged means black_background or doubtful.

A file that exists is replaced only when the new one is whole. A file with the name of an image, a file of the scan, \
and a write-protected file are never replaced. Ctrl+C stops the scan and still writes what was found; a second one \
quits.

Columns: product_id, path, verdict, reasons, pixel_sum, pixel_red, pixel_green, pixel_blue, border_black_percent, \
width, height, format, file_bytes, error, decision (confirmed, false_alarm), decided_at (UTC); with --full also \
main_colour (#RRGGBB) and main_colour_percent. Unknown is empty (null in JSON), no decision means not reviewed. A path is relative to FOLDER; one that is \
not valid Unicode is written as `/` and its bytes, percent-encoded.

With --database, images that are gone since the last scan are counted in the summary and are in no output.

Exit codes:
    0  the scan completed (without a --fail option: unreadable images included)
    1  --fail-on-flagged, and something is flagged, whether or not all was seen
    2  wrong use, or the folder can't be read
    3  an output could not be written, or with --database not everything be remembered
    4  the program failed
    5  --fail-on-flagged or --fail-on-unseen, and something that may be a product image was not seen
    6  given up, because nothing answered: the folder for a minute, or anything at all for --timeout
  130  stopped

Not seen are: images that are damaged, unreadable or of kinds or sizes that are not read; folders that can't be listed, \
gave no answer or are elsewhere behind a link; links to what is not there; files that are only in the cloud; files whose \
first bytes can't be read; and a folder without any image. Hidden and system files don't count, nor do other \
files whose first bytes are no picture. What was not seen is named on standard error.";

const DECISIONS_AFTER_HELP: &str = "\
The list has the columns content (which picture: a fingerprint of the file), decision (confirmed, false_alarm; empty: \
taken back), decided_at (UTC), file_bytes, path (where the file was) and changed_at (empty: as decided_at). A \
spreadsheet may save it again. All decisions are written in one step, or none.

Exit codes: 0 done, 2 wrong use, no decisions or a list that can't be read or has bad lines, 3 the list or the database \
could not be written.";

/// Finds product images whose transparent background turned black.
#[derive(Debug, Parser)]
#[command(
    name = "blackdrop",
    version,
    about,
    after_help = AFTER_HELP,
    args_conflicts_with_subcommands = true,
    styles = STYLES
)]
pub(super) struct Args {
    /// Opens the dashboard and scans this folder at once
    pub(super) folder: Option<PathBuf>,
    /// The file in which the dashboard remembers decisions [default: one in the user's data folder]
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
    #[command(flatten)]
    pub(super) memory: MemoryArgs,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What to do instead of opening the dashboard.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Scans a folder without a window
    #[command(after_help = SCAN_AFTER_HELP)]
    Scan(ScanArgs),
    /// Proves black images from their originals, and repairs them
    #[command(after_help = REPAIR_AFTER_HELP)]
    Repair(RepairArgs),
    /// Writes what was found as a page for others, with pictures
    #[command(after_help = REPORT_AFTER_HELP)]
    Report(ReportArgs),
    /// Hands decisions to a colleague, or takes a colleague's over
    #[command(subcommand, after_help = DECISIONS_AFTER_HELP)]
    Decisions(DecisionsCommand),
}

/// What to do with decisions.
#[derive(Debug, Subcommand)]
pub(super) enum DecisionsCommand {
    /// Writes every decision as CSV
    Export(ExportDecisionsArgs),
    /// Takes decisions over; where both know a picture, the later decision counts
    Import(ImportDecisionsArgs),
}

/// Where decisions come from and go to.
#[derive(Debug, clap::Args)]
pub(super) struct ExportDecisionsArgs {
    /// The list to write; `-` or nothing: standard output
    pub(super) file: Option<PathBuf>,
    /// The file in which decisions are remembered [default: the dashboard's]
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
}

/// Which decisions to take over.
#[derive(Debug, clap::Args)]
pub(super) struct ImportDecisionsArgs {
    /// The list to read; `-`: standard input
    pub(super) file: PathBuf,
    /// The file in which decisions are remembered [default: the dashboard's]
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
    /// Only says what would be imported
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Imports the good lines of a list with bad ones; without it nothing is imported then
    #[arg(long)]
    pub(super) skip_bad: bool,
}

/// How to scan without a window.
#[derive(Debug, clap::Args)]
pub(super) struct ScanArgs {
    /// The folder; everything below it is scanned
    pub(super) folder: PathBuf,
    /// Images inspected at the same time; more than the cores helps on network shares [default: logical cores]
    #[arg(long, value_name = "N", value_parser = parse_workers)]
    pub(super) workers: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(super) memory: MemoryArgs,
    /// How readily a background is called black
    #[arg(long, value_enum, default_value_t)]
    pub(super) sensitivity: Sensitivity,
    /// Writes the table as CSV with exact values
    #[arg(long, value_name = "FILE|-")]
    pub(super) csv: Option<PathBuf>,
    /// Writes JSON, one object per line
    #[arg(long, value_name = "FILE|-")]
    pub(super) json: Option<PathBuf>,
    /// Writes `product_id,path,pixel_sum` per line, without header
    #[arg(long, value_name = "FILE|-")]
    pub(super) pixel_list: Option<PathBuf>,
    /// Writes an Excel workbook
    #[arg(long, value_name = "FILE")]
    pub(super) xlsx: Option<PathBuf>,
    /// Remembers results in this file, as the dashboard does: only new and changed files are inspected
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
    /// Which images the outputs hold [default: all; flagged for the list without outputs]
    #[arg(long, value_enum)]
    pub(super) rows: Option<Rows>,
    /// In which order
    #[arg(long, value_enum, default_value_t = Order::Path)]
    pub(super) order: Order,
    /// Makes the CSV one for Excel: a byte order mark, and an apostrophe before what would run or turn into a number, a
    /// date or a truth value
    #[arg(long, requires = "csv")]
    pub(super) excel: bool,
    /// With --excel: semicolons between the columns and commas in numbers, as Excel expects them where people write 1,5
    #[arg(long, requires = "excel")]
    pub(super) semicolons: bool,
    #[command(flatten)]
    pub(super) products: ProductArgs,
    #[command(flatten)]
    pub(super) measured: MeasureArgs,
    #[command(flatten)]
    pub(super) gate: GateArgs,
    #[command(flatten)]
    pub(super) waiting: WaitingArgs,
    /// Shows neither progress nor summary
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl ValueEnum for Sensitivity {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Strict => "Flags fewer: only what is plainly black",
            Self::Normal => "What the window begins with",
            Self::Eager => "Flags more: also what might be black",
        };
        Some(PossibleValue::new(self.code()).help(help))
    }
}

/// What is measured beyond what the verdict needs.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct MeasureArgs {
    /// Measures every pixel of every image, also where the first rows decide already: looks at all four corners and
    /// within light canvases, adds the most popular colour, and the border's black of all images. Slower
    #[arg(long)]
    full: bool,
    /// Decodes every file to its end, so that damaged and missing ends are found. Slower
    #[arg(long)]
    complete: bool,
}

impl From<MeasureArgs> for Measures {
    fn from(args: MeasureArgs) -> Self {
        Self {
            full: args.full,
            complete: args.complete,
        }
    }
}

/// How long to wait for a disk or share.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct WaitingArgs {
    /// Gives up with exit code 6 when for so long nothing at all arrives from disk or share; a single file or folder is
    /// given up after a minute, and the rest goes on
    #[arg(long, value_name = "SECONDS", default_value_t = 300,
        value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
}

impl WaitingArgs {
    pub(super) fn timeout(self) -> Duration {
        Duration::from_secs(self.timeout.into())
    }
}

/// Which images the outputs hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Rows {
    /// Every image
    All,
    /// Black backgrounds and doubtful ones
    Flagged,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Order {
    /// As they come, each written at once; a new file grows while the scan runs
    Finished,
    /// By path, the same for any number of workers; written at the end
    Path,
}

/// Logical cores of this machine; 1 where the system does not tell.
pub(super) fn logical_cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}

/// Why a number of workers is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum WorkersFault {
    #[error("this is not a whole number")]
    NotANumber,
    #[error("at least 1 worker is needed")]
    None,
    #[error(
        "at most {most} workers: 4 for each logical core of this computer, or 32 if that is more"
    )]
    TooMany { most: usize },
}

pub(super) fn parse_workers(text: &str) -> Result<NonZeroUsize, WorkersFault> {
    workers_within(text, logical_cores())
}

fn workers_within(text: &str, cores: NonZeroUsize) -> Result<NonZeroUsize, WorkersFault> {
    let most = most_workers(cores).get();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(WorkersFault::NotANumber);
    }
    // A number that does not fit is too large.
    let workers = text.parse().unwrap_or(usize::MAX);
    if workers > most {
        return Err(WorkersFault::TooMany { most });
    }
    NonZeroUsize::new(workers).ok_or(WorkersFault::None)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn workers_go_from_one_to_four_times_the_cores() {
        let cores = NonZeroUsize::new(16).expect("sixteen");
        let parse = |text| workers_within(text, cores).map(NonZeroUsize::get);
        assert_eq!(parse("1"), Ok(1));
        assert_eq!(parse("64"), Ok(64), "four times the cores");
        assert_eq!(parse("65"), Err(WorkersFault::TooMany { most: 64 }));
        assert_eq!(parse("0"), Err(WorkersFault::None));
        for text in ["", "-1", "two", "1.5", "+1"] {
            assert_eq!(parse(text), Err(WorkersFault::NotANumber), "{text:?}");
        }
        assert_eq!(
            parse("99999999999999999999999"),
            Err(WorkersFault::TooMany { most: 64 }),
            "too large for any computer"
        );
    }

    #[test]
    fn a_folder_and_a_command_are_told_apart() {
        let args = |words: &[&str]| Args::try_parse_from(words).expect("these can be typed");
        assert!(args(&["blackdrop"]).command.is_none());
        assert_eq!(
            args(&["blackdrop", "./scan"]).folder,
            Some(PathBuf::from("./scan")),
            "a folder called scan"
        );
        assert!(matches!(
            args(&["blackdrop", "scan", "scan"]).command,
            Some(Command::Scan(ScanArgs { folder, .. })) if folder.as_os_str() == "scan"
        ));
    }

    #[test]
    fn excel_needs_a_csv() {
        let words = ["blackdrop", "scan", "x", "--excel", "--json", "a.json"];
        let error = Args::try_parse_from(words).expect_err("there is no CSV to make so");
        assert_eq!(error.exit_code(), 2, "wrong use");
        let words = ["blackdrop", "scan", "x", "--csv", "a.csv", "--semicolons"];
        assert!(
            Args::try_parse_from(words).is_err(),
            "and semicolons, Excel"
        );
    }
}
