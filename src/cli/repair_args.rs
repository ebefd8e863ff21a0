//! What can be typed after `blackdrop repair` and `blackdrop report`.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{ArgGroup, ValueEnum};

use super::args::{WaitingArgs, logical_cores, parse_workers};
use super::choice_args::ChoiceArgs;
use super::memory_args::MemoryArgs;
use super::product_args::ProductArgs;
use super::progress::Visibility;
use crate::inspect::Sensitivity;
use crate::repair::{
    BackgroundColour, Chroma, MatchBy, RepairDestination, RepairOptions, RepairRule, TakeOver,
};

pub(super) const REPAIR_AFTER_HELP: &str = "\
FOLDER is scanned, and each black image compared with its original: a PNG, WebP or TIFF with transparency and the same \
name, beside the image or anywhere in the folder of originals; with --match content also one that looks like it. Only what its original proves is ever repaired, and what a person \
called a false alarm is not; with --also-too-little also what shows nothing to tell by (black on black), where a person \
said in the window \"This is its original\" and both files are as they were then. Originals are only read. An image that was changed since it was compared is left as it is.

--to writes the repaired files into another folder, in the same tree, and touches nothing else. --in-place replaces the \
black files, each after it was copied into a dated folder inside DIR. Neither folder may be the scanned one or the \
originals', nor lie in them.

Standard output has one line per image that looks black, is proven or could not be read: what is (or would be) written \
where, or why not. A run is written down in a \
journal before it is done: after Ctrl+C, a crash or a full disk `blackdrop repair --resume JOURNAL` goes on, and \
`blackdrop repair --undo JOURNAL` takes everything back, byte by byte. While it writes, a lock in the folder that is \
written to keeps other repairs out.

Exit codes: 0 all done, 2 wrong use or a folder that can't be used, 3 something could not be written or read (a folder \
of images or originals included), 4 the program failed, 6 given up because nothing answered, 130 stopped.";

pub(super) const REPORT_AFTER_HELP: &str = "\
FOLDER is scanned, and each black image compared with its original, as `blackdrop repair` does; nothing is repaired. \
The page holds its pictures itself, so that it can be sent to anyone who has a browser.

Exit codes: 0 all done, 2 wrong use or a folder that can't be used, 3 an output could not be written, 4 the program \
failed, 6 given up because nothing answered, 130 stopped.";

/// How to repair without a window.
#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("destination").args(["to", "in_place"]))]
#[command(group = ArgGroup::new("taken_back").args(["product", "file"]))]
pub(super) struct RepairArgs {
    /// The folder; the black images below it are proven and repaired
    #[arg(
        required_unless_present_any = ["undo", "resume"],
        conflicts_with_all = ["undo", "resume"],
        requires = "destination"
    )]
    pub(super) folder: Option<PathBuf>,
    /// Where the originals are; then images that don't look black are compared too [default: beside the images]
    #[arg(long, value_name = "DIR", requires = "folder", conflicts_with_all = ["undo", "resume"])]
    pub(super) originals: Option<PathBuf>,
    /// Writes the repaired files into this folder, and touches nothing else
    #[arg(long, value_name = "DIR", requires = "folder", conflicts_with_all = ["undo", "resume"])]
    to: Option<PathBuf>,
    /// Replaces the black files
    #[arg(long, requires = "folder", conflicts_with_all = ["undo", "resume"], requires = "backup")]
    in_place: bool,
    /// Where the black files are kept: in a dated folder inside this one
    #[arg(long, value_name = "DIR", requires = "in_place", conflicts_with = "to")]
    backup: Option<PathBuf>,
    #[command(flatten)]
    choice: ChoiceArgs,
    /// The colour behind the product [default: FFFFFF]
    #[arg(long, value_name = "RRGGBB", requires = "folder", conflicts_with_all = ["undo", "resume"])]
    background: Option<BackgroundColour>,
    /// Quality of the new JPEGs, 1 to 100 [default: 92]
    #[arg(long, value_name = "N", requires = "folder", conflicts_with_all = ["undo", "resume"],
        value_parser = clap::value_parser!(u8).range(1..=100))]
    quality: Option<u8>,
    /// How finely the new JPEGs keep colours [default: 444]
    #[arg(long, value_enum, requires = "folder", conflicts_with_all = ["undo", "resume"])]
    chroma: Option<Chroma>,
    /// Only says what would be done
    #[arg(long, requires = "folder", conflicts_with_all = ["undo", "resume"])]
    pub(super) dry_run: bool,
    /// Writes what became of each image as JSON, one object per line
    #[arg(long, value_name = "FILE|-", requires = "folder", conflicts_with_all = ["undo", "resume"])]
    pub(super) json: Option<PathBuf>,
    /// Takes a repair back: the black files are restored, the new ones removed
    #[arg(long, value_name = "JOURNAL", conflicts_with = "resume")]
    undo: Option<PathBuf>,
    /// Takes back the images of this product only
    #[arg(long, value_name = "ID", requires = "undo", conflicts_with_all = ["folder", "resume"])]
    product: Option<String>,
    /// Takes back this image only; its path in the folder that was repaired
    #[arg(long, value_name = "PATH", requires = "undo", conflicts_with_all = ["folder", "resume"])]
    file: Option<PathBuf>,
    /// Goes on with a repair that was stopped
    #[arg(long, value_name = "JOURNAL")]
    resume: Option<PathBuf>,
    /// Where the journal is written [default: a folder in the user's data folder]
    #[arg(long, value_name = "DIR", requires = "folder", conflicts_with_all = ["undo", "resume"])]
    pub(super) journals: Option<PathBuf>,
    /// Removes the lock that a repair of another computer left in the folder; only where that is not at work any more
    #[arg(long, conflicts_with = "dry_run")]
    take_over_lock: bool,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// What to hand over.
#[derive(Debug, clap::Args)]
pub(super) struct ReportArgs {
    /// The folder; everything below it is scanned
    pub(super) folder: PathBuf,
    /// Writes a page with the flagged images, black and repaired, product by product
    #[arg(long, value_name = "FILE")]
    pub(super) html: PathBuf,
    /// Writes the table of all images as CSV with exact values
    #[arg(long, value_name = "FILE|-")]
    pub(super) csv: Option<PathBuf>,
    /// Writes a folder with everything in it that others need
    #[arg(long, value_name = "DIR")]
    pub(super) pack: Option<PathBuf>,
    /// Where the originals are; then images that don't look black are compared too [default: beside the images]
    #[arg(long, value_name = "DIR")]
    pub(super) originals: Option<PathBuf>,
    /// Where the journals of earlier repairs are [default: a folder in the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub(super) journals: Option<PathBuf>,
    #[command(flatten)]
    pub(super) common: CommonArgs,
}

/// What both have.
#[derive(Debug, clap::Args)]
pub(super) struct CommonArgs {
    /// How readily a background is called black
    #[arg(long, value_enum, default_value_t)]
    pub(super) sensitivity: Sensitivity,
    /// The file in which decisions are remembered [default: the dashboard's]
    #[arg(long, value_name = "FILE")]
    pub(super) database: Option<PathBuf>,
    /// By what originals are found
    #[arg(long = "match", value_enum, default_value_t, value_name = "BY")]
    pub(super) match_by: MatchBy,
    #[command(flatten)]
    pub(super) products: ProductArgs,
    /// Images worked on at the same time [default: logical cores]
    #[arg(long, value_name = "N", value_parser = parse_workers)]
    workers: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(super) memory: MemoryArgs,
    #[command(flatten)]
    pub(super) waiting: WaitingArgs,
    /// Shows neither progress nor summary
    #[arg(long, short)]
    pub(super) quiet: bool,
}

impl CommonArgs {
    pub(super) fn workers(&self) -> NonZeroUsize {
        self.workers.unwrap_or_else(logical_cores)
    }

    pub(super) fn visibility(&self) -> Visibility {
        if self.quiet {
            Visibility::Hidden
        } else {
            Visibility::Shown
        }
    }
}

/// What `blackdrop repair` is asked to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RepairTask<'args> {
    /// To repair the images of a folder.
    Repair {
        folder: &'args Path,
        destination: RepairDestination,
    },
    /// To take a run back, or a part of it.
    Undo {
        journal: &'args Path,
        part: UndoPart<'args>,
    },
    /// To go on with a run.
    Resume { journal: &'args Path },
}

/// How much of a run is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UndoPart<'args> {
    Everything,
    Product(&'args str),
    File(&'args Path),
}

impl RepairArgs {
    /// What is asked; `None` where the arguments don't say, which the parser lets nobody type.
    pub(super) fn task(&self) -> Option<RepairTask<'_>> {
        if let Some(journal) = &self.undo {
            let part = match (&self.product, &self.file) {
                (Some(product), _) => UndoPart::Product(product),
                (None, Some(file)) => UndoPart::File(file),
                (None, None) => UndoPart::Everything,
            };
            return Some(RepairTask::Undo { journal, part });
        }
        if let Some(journal) = &self.resume {
            return Some(RepairTask::Resume { journal });
        }
        let destination = match (&self.to, &self.backup) {
            (Some(to), _) => RepairDestination::NewFolder(to.clone()),
            (None, Some(backup)) => RepairDestination::InPlace {
                backup: backup.clone(),
            },
            (None, None) => return None,
        };
        let folder = self.folder.as_deref()?;
        Some(RepairTask::Repair {
            folder,
            destination,
        })
    }

    pub(super) fn take_over(&self) -> TakeOver {
        if self.take_over_lock {
            TakeOver::Any
        } else {
            TakeOver::Never
        }
    }

    pub(super) fn rule(&self) -> RepairRule {
        self.choice.rule()
    }

    pub(super) fn options(&self) -> RepairOptions {
        let usual = RepairOptions::default();
        RepairOptions {
            background: self.background.unwrap_or(usual.background),
            quality: self.quality.unwrap_or(usual.quality),
            chroma: self.chroma.unwrap_or(usual.chroma),
        }
    }
}

impl ValueEnum for Chroma {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Full, Self::Half]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Full => PossibleValue::new("444").help("A colour for every pixel: clean edges"),
            Self::Half => PossibleValue::new("420").help("A colour for every four: smaller files"),
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::args::{Args, Command};
    use super::*;

    /// The arguments after `blackdrop repair`, or the exit code of their refusal.
    fn parse(words: &[&str]) -> Result<RepairArgs, i32> {
        let all = ["blackdrop", "repair"].iter().chain(words);
        match Args::try_parse_from(all) {
            Ok(Args {
                command: Some(Command::Repair(args)),
                ..
            }) => Ok(args),
            Ok(other) => panic!("no repair: {other:?}"),
            Err(error) => Err(error.exit_code()),
        }
    }

    fn backup(folder: &str) -> RepairDestination {
        RepairDestination::InPlace {
            backup: PathBuf::from(folder),
        }
    }

    #[test]
    fn a_folder_and_where_to_are_a_repair_with_the_usual_options() {
        let args = parse(&["images", "--to", "new"]).unwrap();
        assert_eq!(
            args.task(),
            Some(RepairTask::Repair {
                folder: Path::new("images"),
                destination: RepairDestination::NewFolder(PathBuf::from("new"))
            })
        );
        let usual = RepairRule {
            only_confirmed: false,
            also_too_little: false,
        };
        assert_eq!(args.rule(), usual);
        assert_eq!(args.options(), RepairOptions::default());
    }

    #[test]
    fn what_is_typed_is_what_is_done() {
        let words = [
            "images",
            "--in-place",
            "--backup",
            "old",
            "--confirmed",
            "--also-too-little",
            "--background",
            "#f0F0f0",
            "--quality",
            "80",
            "--chroma",
            "420",
        ];
        let args = parse(&words).unwrap();
        assert!(matches!(
            args.task(),
            Some(RepairTask::Repair { destination, .. }) if destination == backup("old")
        ));
        let confirmed_and_answered = RepairRule {
            only_confirmed: true,
            also_too_little: true,
        };
        assert_eq!(args.rule(), confirmed_and_answered);
        let options = args.options();
        assert_eq!(options.background.to_string(), "F0F0F0");
        assert_eq!((options.quality, options.chroma), (80, Chroma::Half));
    }

    #[test]
    fn a_run_is_taken_back_whole_or_in_part_or_gone_on_with() {
        let part = |words: &[&str]| {
            let args = parse(&[&["--undo", "a.journal"], words].concat()).unwrap();
            match args.task() {
                Some(RepairTask::Undo { part, journal }) => {
                    assert_eq!(journal, Path::new("a.journal"));
                    format!("{part:?}")
                }
                other => panic!("no undo: {other:?}"),
            }
        };
        assert_eq!(part(&[]), "Everything");
        assert_eq!(part(&["--product", "0123"]), r#"Product("0123")"#);
        assert_eq!(part(&["--file", "a/b.jpg"]), r#"File("a/b.jpg")"#);
        assert_eq!(
            parse(&["--resume", "a.journal"]).unwrap().task(),
            Some(RepairTask::Resume {
                journal: Path::new("a.journal")
            })
        );
    }

    #[test]
    fn what_contradicts_itself_is_wrong_use() {
        for words in [
            &[][..],
            &["images"],
            &["--to", "new"],
            &["images", "--in-place"],
            &["images", "--backup", "old"],
            &["images", "--to", "new", "--backup", "old"],
            &["images", "--to", "new", "--in-place", "--backup", "old"],
            &["images", "--to", "new", "--confirmed", "--proven"],
            &["images", "--to", "new", "--quality", "0"],
            &["images", "--to", "new", "--quality", "101"],
            &["images", "--to", "new", "--background", "white"],
            &["images", "--to", "new", "--chroma", "422"],
            &["images", "--to", "new", "--product", "1"],
            &["images", "--to", "new", "--undo", "a"],
            &["images", "--to", "new", "--resume", "a"],
            &["--undo", "a", "--resume", "a"],
            &["--undo", "a", "--product", "1", "--file", "b"],
            &["--undo", "a", "--dry-run"],
            &["--undo", "a", "--also-too-little"],
            &["--undo", "a", "--originals", "b"],
            &["--resume", "a", "--quality", "80"],
            &["--resume", "a", "--product", "1"],
        ] {
            assert_eq!(parse(words).map(|_| ()), Err(2), "{words:?}");
        }
    }
}
