//! Writing an export safely.
//!
//! Invariant: a regular file at the destination is either the old one or the new one, whole, at every moment, also when
//! the program is killed or the disk is full: rows go to a temporary file in the same folder, which is flushed to the
//! disk and then renamed over the destination. What is not a regular file is written straight and never renamed over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::destination::Place;
use super::{Columns, Destination, ExportFormat, RowSink, SaveError, SaveErrorKind, ScannedFiles};
use crate::files::{open_file, temporary_in};
use crate::scan::ContentHash;
use crate::session::ResultRow;

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportSummary {
    /// The destination, as the user named it.
    pub destination: PathBuf,
    /// Rows that were written.
    pub rows: u64,
}

/// Exports rows, in the order given, to a destination. It reads and writes the disk: never on the thread of a window.
///
/// # Errors
/// Why nothing was written; a regular file at the destination is as it was before.
pub fn export_to(
    rows: &[Arc<ResultRow>],
    format: ExportFormat,
    columns: Columns,
    destination: &Path,
    scanned: Option<ScannedFiles<'_>>,
) -> Result<ExportSummary, SaveError> {
    let destination = Destination::resolve(destination, scanned)?;
    let attempt = || {
        let mut sink = RowSink::begin(
            format,
            columns,
            ExportFile::open(&destination, Growth::AtOnce)?,
            &destination.scratch_folder(),
        )?;
        for row in rows {
            sink.write_row(row)?;
        }
        let rows_written = sink.rows_written();
        sink.finish()?.commit()?;
        Ok(ExportSummary {
            destination: destination.given().to_path_buf(),
            rows: rows_written,
        })
    };
    attempt().map_err(|kind| SaveError::new(destination.given(), kind))
}

/// How a file that is not there yet comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// It appears whole, at the end.
    AtOnce,
    /// It appears at the beginning and grows row by row, for who wants to watch; when the disk is full half-way, it stays
    /// as far as it came. A file that is there already is still replaced at the end only.
    RowByRow,
}

/// An open destination. What is written counts only after [`ExportFile::commit`]; dropped before, an old file stays.
pub struct ExportFile(BufWriter<Output>);

enum Output {
    Replacing {
        temporary: NamedTempFile,
        target: PathBuf,
    },
    Straight(File),
    Stdout(io::Stdout),
    Stderr(io::Stderr),
}

impl ExportFile {
    /// Opens a destination. Opening a named pipe waits for its reader.
    ///
    /// # Errors
    /// What the system said.
    pub fn open(destination: &Destination, growth: Growth) -> Result<Self, SaveErrorKind> {
        let output = match (destination.place(), growth) {
            (Place::New(target), Growth::RowByRow) => Output::Straight(
                OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(target)?,
            ),
            (Place::New(target) | Place::File(target), _) => Output::Replacing {
                temporary: temporary_beside(target)?,
                target: target.clone(),
            },
            (Place::Special(path), _) => {
                // Appending: `/dev/fd/3` may be a regular file that a shell writes to as well.
                Output::Straight(OpenOptions::new().append(true).open(path)?)
            }
            (Place::Stdout, _) => Output::Stdout(io::stdout()),
            (Place::Stderr, _) => Output::Stderr(io::stderr()),
        };
        Ok(Self(BufWriter::new(output)))
    }

    /// The fingerprint of what was written so far; `None` where it is written straight, and not there to be read.
    pub(super) fn content(&mut self) -> io::Result<Option<ContentHash>> {
        self.0.flush()?;
        match self.0.get_ref() {
            Output::Replacing { temporary, .. } => {
                let (written, _) = open_file(temporary.path())?;
                Ok(Some(ContentHash::read(written)?.0))
            }
            Output::Straight(_) | Output::Stdout(_) | Output::Stderr(_) => Ok(None),
        }
    }

    /// Makes what was written count: on the disk, under its name.
    ///
    /// # Errors
    /// What the system said; an old file is as it was before.
    pub fn commit(self) -> Result<(), SaveErrorKind> {
        let output = self
            .0
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        match output {
            Output::Replacing { temporary, target } => replace(temporary, &target)?,
            Output::Straight(file) => sync_where_possible(&file)?,
            Output::Stdout(mut stream) => stream.flush()?,
            Output::Stderr(mut stream) => stream.flush()?,
        }
        Ok(())
    }
}

impl Write for ExportFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Replacing { temporary, .. } => temporary.write(bytes),
            Self::Straight(file) => file.write(bytes),
            Self::Stdout(stream) => stream.write(bytes),
            Self::Stderr(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Replacing { temporary, .. } => temporary.flush(),
            Self::Straight(file) => file.flush(),
            Self::Stdout(stream) => stream.flush(),
            Self::Stderr(stream) => stream.flush(),
        }
    }
}

/// Makes sure that a destination can be written, without writing it: a scan of an hour should not end in a refusal that
/// could be known before it.
///
/// # Errors
/// Why a file can't be made in the destination's folder.
pub fn try_out(destination: &Destination) -> Result<(), SaveError> {
    match destination.place() {
        Place::New(target) | Place::File(target) => temporary_beside(target)
            .map(drop)
            .map_err(|kind| SaveError::new(destination.given(), kind)),
        Place::Special(_) | Place::Stdout | Place::Stderr => Ok(()),
    }
}

/// A temporary file in the folder of `target`: only within one folder is renaming sure to be atomic.
fn temporary_beside(target: &Path) -> Result<NamedTempFile, SaveErrorKind> {
    let folder = target.parent().ok_or(SaveErrorKind::IsFolder)?;
    Ok(temporary_in(folder)?)
}

fn replace(temporary: NamedTempFile, target: &Path) -> Result<(), SaveErrorKind> {
    if let Ok(old) = fs::metadata(target) {
        keep_permissions(temporary.as_file(), &old)?;
    }
    temporary.as_file().sync_all()?;
    // Closed before it is renamed, as Windows wants it.
    rename(temporary.into_temp_path(), target)?;
    sync_folder(target);
    Ok(())
}

/// The new file takes the old one's owner where the system lets us, and its mode.
#[cfg(unix)]
fn keep_permissions(file: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    // Only root gives files away; anybody else's file simply becomes ours.
    std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid())).ok();
    file.set_permissions(old.permissions())
}

/// On Windows a new file inherits the folder's access list, and a read-only one was refused.
#[cfg(not(unix))]
fn keep_permissions(_file: &File, _old: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(not(windows))]
fn rename(temporary: TempPath, target: &Path) -> io::Result<()> {
    temporary.persist(target).map_err(|failed| failed.error)
}

/// Virus scanners and indexers hold new files open for a moment.
#[cfg(windows)]
fn rename(mut temporary: TempPath, target: &Path) -> io::Result<()> {
    const ATTEMPTS: u32 = 6;
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(50);
    for _ in 1..ATTEMPTS {
        match temporary.persist(target) {
            Ok(()) => return Ok(()),
            Err(failed) => temporary = failed.path,
        }
        std::thread::sleep(PAUSE);
    }
    temporary.persist(target).map_err(|failed| failed.error)
}

/// A rename lasts through a power cut only when the folder is on the disk too. Where the system can't do that, the
/// export stands all the same.
fn sync_folder(target: &Path) {
    if cfg!(unix)
        && let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        folder.sync_all().ok();
    }
}

/// Pipes and devices can't be synced, and need not be.
fn sync_where_possible(file: &File) -> io::Result<()> {
    if file.metadata()?.is_file() {
        file.sync_all()?;
    }
    Ok(())
}
