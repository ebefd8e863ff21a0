//! The hand-over pack: a folder for those who upload, with the changed files and everything that is known of them.
//!
//! ```text
//! report.html     the contact sheet
//! images.csv      a line per image, for a spreadsheet
//! images.jsonl    the same for programs
//! files/          the repaired pictures, in the tree of the scanned folder: ready to be uploaded over it
//! ```
//!
//! Invariant: nothing is ever replaced. The folder has to be new or empty, but for what a pack that was cut short left in
//! it, and may lie neither in the scanned one nor in that of the originals; every file appears whole, under its name;
//! `report.html` is the last one, so that a pack without it is not finished.
//!
//! Repaired pictures are copied, and not linked: who retouches a file in the pack must not change the shop's own.

mod error;
mod files;
mod record;
mod unfinished;

use std::fs;
use std::io::{self, Write as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use self::files::{Checked, check};
use self::record::{PackRows, PackedImage};
use self::unfinished::{Leftovers, Unfinished};
use super::contact_sheet::{SheetAbout, SheetWords, Thumbs, write_contact_sheet};
use super::{Destination, ExportFile, Growth, SaveError, SaveErrorKind};
use crate::session::ResultRow;

pub use error::{PackError, PackFault, PackProblem};
pub use files::{PictureFiles, file_thumbs, picture_files};

/// The folder of repaired pictures in a pack.
const FILES: &str = "files";

/// What is to be packed.
#[derive(Clone, Copy, Debug)]
pub struct PackOrder<'pack> {
    /// The images that it tells of; those that are repaired bring their new files along.
    pub rows: &'pack [Arc<ResultRow>],
    /// The scanned folder.
    pub root: &'pack Path,
    /// The folder of originals, where one was chosen: nothing is written there.
    pub originals: Option<&'pack Path>,
    /// The pack's folder: not there yet, empty, or with what a pack that was cut short left.
    pub folder: &'pack Path,
    /// When it is made.
    pub made_at: SystemTime,
}

/// What a pack holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSummary {
    /// The pack's folder.
    pub folder: PathBuf,
    /// Images that it tells of.
    pub images: u64,
    /// Repaired pictures in it.
    pub files: u64,
    /// What is missing in it, and why.
    pub problems: Vec<PackProblem>,
}

/// Writes a pack. `thumbs` makes the report's pictures ([`file_thumbs`] does, from the files); `progress` hears how many
/// steps of how many are done, and may stop it: what is written until then stays, without a report. It reads and writes the
/// disk: never on the thread of a window.
///
/// # Errors
/// Why there is no pack, or none that is finished. A file that can't be packed is no error, but one of
/// [`PackSummary::problems`].
pub fn write_pack(
    order: PackOrder<'_>,
    words: &dyn SheetWords,
    thumbs: &mut dyn FnMut(&ResultRow) -> Thumbs,
    progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
) -> Result<PackSummary, PackError> {
    check_pack_folder(order.folder, order.root, order.originals)?;
    let failed = |error: io::Error| PackError::Save(SaveError::new(order.folder, error.into()));
    fs::create_dir_all(order.folder).map_err(failed)?;
    let Some(leftovers) = Leftovers::of(order.folder).map_err(failed)? else {
        let path = order.folder.to_path_buf();
        return Err(PackError::NotEmpty { path });
    };
    leftovers.remove().map_err(failed)?;
    let mut unfinished = Unfinished::begin(order.folder).map_err(failed)?;
    let total = 2 * order.rows.len() as u64;
    let mut done = 0;
    let mut step = || {
        done += 1;
        progress(done, total)
    };
    let mut summary = PackSummary {
        folder: order.folder.to_path_buf(),
        images: order.rows.len() as u64,
        files: 0,
        problems: Vec::new(),
    };
    write_tables(order, &mut summary, &mut unfinished, &mut step)?;
    write_report(order, words, thumbs, &mut unfinished, &mut step)?;
    unfinished.finish().map_err(failed)?;
    Ok(summary)
}

/// Copies the repaired pictures, and writes a line for each image.
fn write_tables(
    order: PackOrder<'_>,
    summary: &mut PackSummary,
    unfinished: &mut Unfinished,
    step: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), PackError> {
    let (csv_path, json_path) = (
        order.folder.join("images.csv"),
        order.folder.join("images.jsonl"),
    );
    let csv = new_file(&csv_path)?;
    let json = new_file(&json_path)?;
    let saved = |error: io::Error| PackError::Save(SaveError::new(&csv_path, error.into()));
    let mut lines = PackRows::begin(csv, json).map_err(saved)?;
    for row in order.rows {
        let Checked {
            sums,
            new_file,
            problems,
        } = check(row, order.root, &order.folder.join(FILES), unfinished)?;
        summary.files += u64::from(new_file.is_some());
        summary.problems.extend(problems);
        let packed = PackedImage {
            row,
            sums: &sums,
            new_file: new_file.as_deref(),
        };
        lines.write(packed).map_err(saved)?;
        if step().is_break() {
            return Err(PackError::Stopped);
        }
    }
    let (csv, json) = lines.finish().map_err(saved)?;
    commit(csv, &csv_path, unfinished)?;
    commit(json, &json_path, unfinished)
}

fn write_report(
    order: PackOrder<'_>,
    words: &dyn SheetWords,
    thumbs: &mut dyn FnMut(&ResultRow) -> Thumbs,
    unfinished: &mut Unfinished,
    step: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<(), PackError> {
    let path = order.folder.join("report.html");
    let mut file = new_file(&path)?;
    let about = SheetAbout {
        root: order.root,
        made_at: order.made_at,
    };
    let mut made = |row: &ResultRow| {
        step()?;
        ControlFlow::Continue(thumbs(row))
    };
    let flow = write_contact_sheet(&mut file, order.rows, about, words, &mut made)
        .and_then(|flow| file.flush().map(|()| flow))
        .map_err(|error| SaveError::new(&path, error.into()))?;
    if flow.is_break() {
        return Err(PackError::Stopped);
    }
    commit(file, &path, unfinished)
}

/// Whether a pack may be written there: into a folder that is new, empty, or holds nothing but what a pack that was cut
/// short left in it, outside that of the images and that of their originals. [`write_pack`] asks the same; who begins with hours of work asks before it.
///
/// # Errors
/// Why not.
pub fn check_pack_folder(
    folder: &Path,
    root: &Path,
    originals: Option<&Path>,
) -> Result<(), PackError> {
    let path = || folder.to_path_buf();
    if is_within(folder, root) {
        return Err(PackError::InsideScanned { path: path() });
    }
    if originals.is_some_and(|originals| is_within(folder, originals)) {
        return Err(PackError::InsideOriginals { path: path() });
    }
    match Leftovers::of(folder) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(PackError::NotEmpty { path: path() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(PackError::Save(SaveError::new(folder, error.into()))),
    }
}

/// Whether a folder that need not be there yet is, or would be, in another one, whatever links lead to either.
fn is_within(folder: &Path, outer: &Path) -> bool {
    let Ok(outer) = fs::canonicalize(outer) else {
        // A folder that is gone holds nothing that could be harmed.
        return false;
    };
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let there = absolute
        .ancestors()
        .find_map(|ancestor| fs::canonicalize(ancestor).ok());
    there.is_some_and(|there| there.starts_with(&outer))
}

fn new_file(path: &Path) -> Result<ExportFile, PackError> {
    let destination = Destination::resolve(path, None)?;
    ExportFile::open(&destination, Growth::AtOnce).map_err(|kind| at(path, kind))
}

fn commit(mut file: ExportFile, path: &Path, unfinished: &mut Unfinished) -> Result<(), PackError> {
    let noted = file.content().and_then(|content| match content {
        Some(content) => unfinished.note(content),
        None => Ok(()),
    });
    noted.map_err(|error| at(path, error.into()))?;
    file.commit().map_err(|kind| at(path, kind))
}

fn at(path: &Path, kind: SaveErrorKind) -> PackError {
    PackError::Save(SaveError::new(path, kind))
}

#[cfg(test)]
mod tests;
