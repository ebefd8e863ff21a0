//! The files of one image: their checksums, and the copy that goes into the pack.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::unfinished::Unfinished;
use super::{FILES, PackError, PackFault, PackProblem};
use crate::export::contact_sheet::{SHEET_PICTURE_PX, SheetPicture, Thumbs};
use crate::export::{SaveError, SaveErrorKind};
use crate::files::{Mark, marked_file_in, open_file, read_file_within};
use crate::inspect::{DecodingUse, ImageLimits, make_thumbnail, whole_decoding_bytes};
use crate::scan::{ContentHash, MemoryBudget, Pulse};
use crate::session::{ResultRow, RowRepair};

/// Bytes that are read at once for a checksum.
const CHUNK_BYTES: usize = 64 * 1024;

/// No repair writes more: the largest picture that is decoded has 250 megapixels of four bytes, and some notes.
const MOST_BYTES: u64 = 2 << 30;

/// Where the black picture of an image is, and its repaired one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFiles {
    /// The black file; `None`: it was replaced, and nobody kept it.
    pub black: Option<PathBuf>,
    /// The repaired one; `None`: there is none.
    pub new: Option<PathBuf>,
}

/// Where the pictures of an image are: the black one in the scanned folder, or where a repair keeps it.
#[must_use]
pub fn picture_files(row: &ResultRow, root: &Path) -> PictureFiles {
    let repair = row.repair.as_ref();
    let kept = repair.and_then(|repair| repair.backup.clone());
    let in_place = (!row.was_replaced()).then(|| row.report.location.under(root));
    PictureFiles {
        black: kept.or(in_place),
        new: repair.map(|repair| repair.target.clone()),
    }
}

/// The small pictures of an image, made of its files one after the other, each with memory of the budget; what can't be
/// read or decoded has none.
#[must_use]
pub fn file_thumbs(
    row: &ResultRow,
    root: &Path,
    limits: &ImageLimits,
    budget: &Arc<MemoryBudget>,
) -> Thumbs {
    let small = |path: PathBuf| {
        let bytes = read_file_within(&path, limits.max_file_bytes).ok()?;
        // Behind the reading: a share that gives no answer keeps no memory from others.
        let needed = whole_decoding_bytes(&bytes, DecodingUse::Screen, limits);
        let _granted = budget.take(needed, &Pulse::default()).ok()?;
        let thumbnail = make_thumbnail(&bytes, limits, SHEET_PICTURE_PX).ok()?;
        SheetPicture::of(&thumbnail)
    };
    let files = picture_files(row, root);
    Thumbs {
        before: files.black.and_then(small),
        after: files.new.and_then(small),
    }
}

/// SHA-256 of an image's files, as hexadecimal digits; `None`: there is no such file, or it can't be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Checksums {
    pub(super) black: Option<String>,
    pub(super) original: Option<String>,
    pub(super) new: Option<String>,
}

/// What was found out about an image's files.
pub(super) struct Checked {
    pub(super) sums: Checksums,
    /// The copy in the pack, relative to its folder; `None`: there is none.
    pub(super) new_file: Option<PathBuf>,
    pub(super) problems: Vec<PackProblem>,
}

/// Reads an image's files, and copies the repaired one below `into`.
///
/// # Errors
/// Where the copy can't be written; what can't be read is a problem of the one image.
pub(super) fn check(
    row: &ResultRow,
    root: &Path,
    into: &Path,
    unfinished: &mut Unfinished,
) -> Result<Checked, PackError> {
    let mut faults = Vec::new();
    let files = picture_files(row, root);
    let black = checksum(files.black.as_deref(), &mut faults, |detail| {
        PackFault::BlackFileUnreadable { detail }
    });
    let original = checksum(row.original_told(), &mut faults, |detail| {
        PackFault::OriginalUnreadable { detail }
    });
    let mut copied = None;
    if let Some(repair) = &row.repair {
        match copy(row, repair, into, unfinished)? {
            Ok(copy) => copied = Some(copy),
            Err(fault) => faults.push(fault),
        }
    }
    let (new_file, new) = copied.unzip();
    let problem = |fault| PackProblem {
        location: row.report.location.clone(),
        fault,
    };
    Ok(Checked {
        sums: Checksums {
            black,
            original,
            new,
        },
        new_file,
        problems: faults.into_iter().map(problem).collect(),
    })
}

fn checksum(
    path: Option<&Path>,
    faults: &mut Vec<PackFault>,
    fault: impl FnOnce(String) -> PackFault,
) -> Option<String> {
    match sha256_of(path?) {
        Ok(sum) => Some(sum),
        Err(error) => {
            faults.push(fault(error.to_string()));
            None
        }
    }
}

/// Copies a repaired picture; returns where it is in the pack, and its checksum.
fn copy(
    row: &ResultRow,
    repair: &RowRepair,
    into: &Path,
    unfinished: &mut Unfinished,
) -> Result<Result<(PathBuf, String), PackFault>, PackError> {
    let relative = row.report.location.relative();
    let is_plain = relative
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !is_plain {
        return Ok(Err(PackFault::PathLeadsOut));
    }
    let bytes = match read_file_within(&repair.target, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let detail = error.to_string();
            return Ok(Err(PackFault::NewFileUnreadable { detail }));
        }
    };
    if ContentHash::of(&bytes) != repair.content {
        return Ok(Err(PackFault::NewFileChanged));
    }
    let target = into.join(relative);
    let noted = unfinished.note(repair.content);
    if let Err(error) = noted.and_then(|()| write_new(&target, &bytes)) {
        let detail = error.to_string();
        return match SaveErrorKind::from(error) {
            // Nothing more can be written; of any other fault the next file may be free.
            kind @ (SaveErrorKind::DiskFull | SaveErrorKind::ReadOnlyDisk) => {
                Err(SaveError::new(&target, kind).into())
            }
            _ => Ok(Err(PackFault::NotCopied { detail })),
        };
    }
    let sum = hex(&Sha256::digest(&bytes));
    Ok(Ok((Path::new(FILES).join(relative), sum)))
}

/// Writes a file that is not there yet: whole and on the disk before it gets its name.
fn write_new(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().unwrap_or(target);
    fs::create_dir_all(folder)?;
    // Nothing of a killed process is in a pack that has just begun: not looked for with each of many thousand files.
    let mut temporary = marked_file_in(folder, Mark::Temporary)?;
    io::Write::write_all(&mut temporary, bytes)?;
    temporary.as_file().sync_all()?;
    temporary
        .persist_noclobber(target)
        .map(drop)
        .map_err(|failed| failed.error)
}

fn sha256_of(path: &Path) -> io::Result<String> {
    let (mut file, _) = open_file(path)?;
    let mut sum = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hex(&sum.finalize())),
            count => sum.update(chunk.get(..count).unwrap_or_default()),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing into a String can't fail.
        write!(text, "{byte:02x}").ok();
    }
    text
}
