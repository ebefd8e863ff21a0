//! The outputs of `scan`: which were asked for, and writing rows to all of them.
//!
//! Invariant: an output that fails is reported once and dropped; the others go on.

use std::io::Write as _;
use std::path::Path;

use super::args::{Rows, ScanArgs};
use super::patience::{Patience, Unanswered};
use super::{EXIT_OUTPUT, EXIT_USAGE, listing, say_error};
use crate::export::{
    Columns, Destination, ExportFile, ExportFormat, Growth, RowSink, SaveError, SaveErrorKind,
    ScannedFiles, Separator, try_out,
};
use crate::session::ResultRow;

/// What an output holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Export(ExportFormat, Columns),
    Listing,
}

/// An output that was asked for.
#[derive(Clone, Debug)]
pub(super) struct PlannedOutput {
    content: Content,
    destination: Destination,
}

/// Why the outputs that were asked for can't be.
#[derive(Debug, thiserror::Error)]
pub(super) enum PlanFault {
    #[error("only one output can go to standard output")]
    TwoToStdout,
    #[error("two outputs can't go to the same file: {0:?}")]
    SameFile(std::path::PathBuf),
    #[error("a workbook can't go to standard output; name a file")]
    WorkbookToStdout,
    #[error("this output can't be written: {0}")]
    Refused(#[from] SaveError),
    #[error(transparent)]
    Unanswered(#[from] Unanswered),
}

impl PlanFault {
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_) => EXIT_OUTPUT,
            Self::Unanswered(why) => why.exit_code(),
            Self::TwoToStdout | Self::SameFile(_) | Self::WorkbookToStdout => EXIT_USAGE,
        }
    }
}

/// Looks at every output before the scan begins.
pub(super) fn plan(args: &ScanArgs, patience: &Patience) -> Result<Vec<PlannedOutput>, PlanFault> {
    if args.xlsx.as_deref() == Some(Path::new("-")) {
        return Err(PlanFault::WorkbookToStdout);
    }
    let csv = match (args.excel, args.semicolons) {
        (true, false) => ExportFormat::CsvForExcel(Separator::Comma),
        (true, true) => ExportFormat::CsvForExcel(Separator::Semicolon),
        (false, _) => ExportFormat::CsvForPrograms,
    };
    let asked = [
        (args.csv.as_deref(), csv),
        (args.json.as_deref(), ExportFormat::JsonLines),
        (args.pixel_list.as_deref(), ExportFormat::PixelList),
        (args.xlsx.as_deref(), ExportFormat::Workbook),
    ];
    let mut outputs = plan_files(&asked, Columns::of(args.measured.into()), patience)?;
    if outputs.is_empty() {
        outputs.push(PlannedOutput {
            content: Content::Listing,
            destination: Destination::stdout(),
        });
    }
    Ok(outputs)
}

/// Looks at the files that were asked for, before anything is done.
pub(super) fn plan_files(
    asked: &[(Option<&Path>, ExportFormat)],
    columns: Columns,
    patience: &Patience,
) -> Result<Vec<PlannedOutput>, PlanFault> {
    let to_stdout = asked
        .iter()
        .filter(|(file, _)| *file == Some(Path::new("-")))
        .count();
    if to_stdout > 1 {
        return Err(PlanFault::TwoToStdout);
    }
    let mut outputs: Vec<PlannedOutput> = Vec::new();
    for (file, format) in asked {
        let Some(file) = *file else { continue };
        let destination = if file == Path::new("-") {
            Destination::stdout()
        } else {
            patience.ask(file, |asked| Destination::resolve(asked, None))??
        };
        if outputs
            .iter()
            .any(|other| other.destination.is_same_place(&destination))
        {
            return Err(if destination.is_stdout() {
                PlanFault::TwoToStdout
            } else {
                PlanFault::SameFile(file.to_path_buf())
            });
        }
        let tried = destination.clone();
        patience.ask(file, move |_| try_out(&tried))??;
        outputs.push(PlannedOutput {
            content: Content::Export(*format, columns),
            destination,
        });
    }
    Ok(outputs)
}

/// Which rows the outputs hold where the arguments do not say: a table holds all, a list to read the flagged ones.
pub(super) fn usual_rows(planned: &[PlannedOutput]) -> Rows {
    if planned
        .iter()
        .any(|output| output.content == Content::Listing)
    {
        Rows::Flagged
    } else {
        Rows::All
    }
}

/// Whether one of them goes to standard output.
pub(super) fn any_to_stdout(planned: &[PlannedOutput]) -> bool {
    planned.iter().any(|output| output.destination.is_stdout())
}

/// What became of all outputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct OutputFaults {
    /// One could not be written.
    pub(super) failed: bool,
    /// The reader of one closed its pipe: it has what it wanted.
    pub(super) reader_gone: bool,
}

/// Outputs that are being written.
pub(super) struct OpenOutputs {
    outputs: Vec<(Destination, Writer)>,
    rows: Rows,
    faults: OutputFaults,
}

enum Writer {
    Export(Box<RowSink<ExportFile>>),
    Listing(ExportFile),
}

impl OpenOutputs {
    /// Opens every output. `scanned` are the files that none of them may replace, where they are known by now.
    pub(super) fn open(
        planned: &[PlannedOutput],
        rows: Rows,
        growth: Growth,
        scanned: Option<ScannedFiles<'_>>,
    ) -> Self {
        let mut open = Self {
            outputs: Vec::new(),
            rows,
            faults: OutputFaults::default(),
        };
        for output in planned {
            match Writer::open(output, growth, scanned) {
                Ok(writer) => open.outputs.push((output.destination.clone(), writer)),
                Err(error) => open.faults.note(&error),
            }
        }
        open
    }

    /// Writes a row where the outputs hold it.
    pub(super) fn write_row(&mut self, row: &ResultRow) {
        if self.rows == Rows::All || row.status().is_flagged() {
            self.keep_those_that_work(|writer| writer.write_row(row));
        }
    }

    /// Hands every row so far on to whoever reads.
    pub(super) fn flush(&mut self) {
        self.keep_those_that_work(Writer::flush);
    }

    /// Whether nobody is left to write for.
    pub(super) fn are_all_lost(&self) -> bool {
        self.outputs.is_empty()
    }

    /// Ends every output that still works, and makes it count.
    pub(super) fn finish(mut self) -> OutputFaults {
        for (destination, writer) in self.outputs {
            if let Err(kind) = writer.finish() {
                self.faults.note(&SaveError::new(destination.given(), kind));
            }
        }
        self.faults
    }

    fn keep_those_that_work(
        &mut self,
        mut attempt: impl FnMut(&mut Writer) -> Result<(), SaveErrorKind>,
    ) {
        let faults = &mut self.faults;
        self.outputs
            .retain_mut(|(destination, writer)| match attempt(writer) {
                Ok(()) => true,
                Err(kind) => {
                    faults.note(&SaveError::new(destination.given(), kind));
                    false
                }
            });
    }
}

impl OutputFaults {
    fn note(&mut self, error: &SaveError) {
        if *error.kind() == SaveErrorKind::ReaderGone {
            self.reader_gone = true;
        } else {
            self.failed = true;
            tracing::warn!(%error, "output can't be written");
            say_error(format_args!("this output can't be written: {error}"));
        }
    }
}

impl Writer {
    fn open(
        output: &PlannedOutput,
        growth: Growth,
        scanned: Option<ScannedFiles<'_>>,
    ) -> Result<Self, SaveError> {
        // Looked at again: the scan may have taken hours.
        let destination = if output.destination.is_stdout() {
            output.destination.clone()
        } else {
            Destination::resolve(output.destination.given(), scanned)?
        };
        let attempt = || {
            let file = ExportFile::open(&destination, growth)?;
            Ok(match output.content {
                Content::Export(format, columns) => {
                    // What originals say has columns only where one was asked.
                    let rows = scanned.map_or(&[][..], |scanned| scanned.rows);
                    let columns = columns.with_proofs_of(rows);
                    let scratch = destination.scratch_folder();
                    Self::Export(Box::new(RowSink::begin(format, columns, file, &scratch)?))
                }
                Content::Listing => Self::Listing(file),
            })
        };
        attempt().map_err(|kind| SaveError::new(destination.given(), kind))
    }

    fn write_row(&mut self, row: &ResultRow) -> Result<(), SaveErrorKind> {
        match self {
            Self::Export(sink) => sink.write_row(row),
            Self::Listing(file) => Ok(file.write_all(listing::line(row).as_bytes())?),
        }
    }

    fn flush(&mut self) -> Result<(), SaveErrorKind> {
        match self {
            Self::Export(sink) => sink.flush(),
            Self::Listing(file) => Ok(file.flush()?),
        }
    }

    fn finish(self) -> Result<(), SaveErrorKind> {
        match self {
            Self::Export(sink) => sink.finish()?.commit(),
            Self::Listing(file) => file.commit(),
        }
    }
}
