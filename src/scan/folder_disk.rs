//! What the walk asks a disk or share. Each of these calls may hang in the system, so they are made by a thread that can
//! be left to itself, and never under a lock.

use std::ffi::OsString;
use std::fs::{self, FileType, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use crate::files::open_file;
use crate::inspect::SIGNATURE_BYTES;

/// One thing in a folder.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) kind: FileType,
    /// What listing the folder told of it anyway: on Windows all, elsewhere nothing.
    facts: Option<Box<Metadata>>,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// By name: the order in which people expect to find their images.
    pub(super) entries: Vec<Entry>,
    /// Of what in it nothing could be learned, and why.
    pub(super) unknown: Vec<(OsString, io::Error)>,
    /// Why it was not listed to its end.
    pub(super) cut_short: Option<io::Error>,
}

/// How a file begins.
#[derive(Debug)]
pub(super) struct Head {
    /// The bytes by which kinds of files are told apart; fewer where there are no more.
    pub(super) bytes: Vec<u8>,
    /// The size of the whole file.
    pub(super) file_bytes: u64,
}

/// The seam for tests whose folders hang.
pub(super) trait FolderDisk: Send + Sync + 'static {
    /// Whether a folder is there and may be listed.
    fn check(&self, folder: &Path) -> io::Result<()>;

    /// Lists a folder; `heard` is called as entries arrive.
    fn list(&self, folder: &Path, heard: &dyn Fn()) -> io::Result<Listing>;

    /// Facts of what is there; of a link itself.
    fn facts(&self, path: &Path, entry: &Entry) -> io::Result<Metadata>;

    /// Facts of what a link leads to.
    fn facts_of_target(&self, link: &Path) -> io::Result<Metadata>;

    /// The path without links.
    fn real_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// How a file begins. Asked by workers.
    fn head(&self, file: &Path) -> io::Result<Head>;
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SystemDisk;

impl FolderDisk for SystemDisk {
    fn check(&self, folder: &Path) -> io::Result<()> {
        if fs::metadata(folder)?.is_dir() {
            fs::read_dir(folder).map(drop)
        } else {
            Err(io::ErrorKind::NotADirectory.into())
        }
    }

    /// Not by walkdir: it opens a folder before it tells of it, so that one that hangs would take its parent along.
    fn list(&self, folder: &Path, heard: &dyn Fn()) -> io::Result<Listing> {
        let mut listing = Listing::default();
        for entry in fs::read_dir(folder)? {
            heard();
            match entry {
                Ok(entry) => match entry.file_type() {
                    Ok(kind) => listing.entries.push(Entry {
                        name: entry.file_name(),
                        kind,
                        facts: (cfg!(windows))
                            .then(|| entry.metadata().ok().map(Box::new))
                            .flatten(),
                    }),
                    Err(error) => listing.unknown.push((entry.file_name(), error)),
                },
                Err(error) => {
                    listing.cut_short = Some(error);
                    break;
                }
            }
        }
        listing.entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(listing)
    }

    fn facts(&self, path: &Path, entry: &Entry) -> io::Result<Metadata> {
        match &entry.facts {
            Some(facts) => Ok(Metadata::clone(facts)),
            None => fs::symlink_metadata(path),
        }
    }

    fn facts_of_target(&self, link: &Path) -> io::Result<Metadata> {
        fs::metadata(link)
    }

    fn real_path(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn head(&self, file: &Path) -> io::Result<Head> {
        let mut bytes = Vec::with_capacity(SIGNATURE_BYTES);
        let most = SIGNATURE_BYTES as u64;
        let (file, metadata) = open_file(file)?;
        file.take(most).read_to_end(&mut bytes)?;
        Ok(Head {
            bytes,
            file_bytes: metadata.len(),
        })
    }
}
