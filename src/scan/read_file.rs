//! Reads one file, whole or as far as it is asked for, beating a pulse as its bytes arrive; and where it is to be decoded,
//! waits for the memory of that before all of it is read.
//!
//! Invariant: nothing but a regular file is ever read, and a named pipe `x.jpg` blocks nobody, also one that was put
//! there since the walk looked.

use std::fs::{self, File};
use std::io::{self, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::memory_budget::{MemoryBudget, MemoryGrant};
use super::{Pulse, ReachError, SeenFile};
use crate::files::{not_a_file, open_file};
use crate::inspect::{
    DecodingUse, ImageBytes, ImageLimits, decoding_bytes, most_decoding_bytes, tiff_decoding_bytes,
};

/// Bytes between two beats: a share that delivers 100 kB/s still speaks every 3 s, and a fast disk is not slowed by it.
const CHUNK_BYTES: u64 = 256 << 10;

/// So much of a file is read without asking for memory: what most verdicts need. 32 workers have 32 MiB by it.
const UNCOUNTED_BYTES: usize = 1 << 20;

/// Headers that tell how much memory a picture takes are looked for in so many bytes, then in more.
const HEAD_BYTES: [usize; 2] = [64 << 10, UNCOUNTED_BYTES];

/// Why a file's bytes are not there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ReadFault {
    /// Larger than [`ImageLimits::max_file_bytes`]; little or nothing of it was read.
    TooLarge {
        /// Its size, or how much of it there was when reading was given up.
        file_bytes: u64,
        /// When it was written last.
        modified: Option<SystemTime>,
    },
    /// The disk or share did not hand it out.
    Unreachable {
        /// Why.
        error: ReachError,
        /// Its size, where it was learned before.
        file_bytes: Option<u64>,
    },
}

/// Why a file could not be read whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadWholeFault {
    /// The disk or share did not hand it out; another try may succeed.
    #[error(transparent)]
    Unreachable(#[from] ReachError),
    /// It is larger than [`ImageLimits::max_file_bytes`].
    #[error("the file has {file_bytes} bytes, more than the {max_file_bytes} that are read")]
    TooLarge {
        /// Its size, or how much of it there was when reading was given up.
        file_bytes: u64,
        /// The limit.
        max_file_bytes: u64,
    },
}

/// All that a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// When it was written last, as the system told it before the bytes were read.
    pub modified: Option<SystemTime>,
}

/// Reads a whole file, for a job: it beats the pulse as bytes arrive, and leaves the pulse computing
/// ([`Pulse::decoding`]). A link is followed.
///
/// # Errors
/// When it is no regular file (a named pipe would block for ever), is too large, can't be read, or the pulse's watcher
/// gave up meanwhile.
pub fn read_whole_file(
    path: &Path,
    limits: &ImageLimits,
    pulse: &Pulse,
) -> Result<WholeFile, ReadWholeFault> {
    let mut bytes = Vec::new();
    let read = FileBytes::open(path, limits, pulse, &mut bytes).and_then(|mut file| {
        file.first(usize::MAX)?;
        Ok(file.modified())
    });
    pulse.decoding();
    match read {
        Ok(modified) => Ok(WholeFile { bytes, modified }),
        Err(ReadFault::Unreachable { error, .. }) => Err(error.into()),
        Err(ReadFault::TooLarge { file_bytes, .. }) => Err(ReadWholeFault::TooLarge {
            file_bytes,
            max_file_bytes: limits.max_file_bytes,
        }),
    }
}

/// A file that is read as far as it is asked for, into a buffer that outlives it.
#[derive(Debug)]
pub(super) struct FileBytes<'work> {
    file: File,
    size: u64,
    modified: Option<SystemTime>,
    is_at_end: bool,
    limits: ImageLimits,
    pulse: &'work Pulse,
    buffer: &'work mut Vec<u8>,
    reading: Duration,
    /// What has still to be asked for memory, and for what.
    asks: Option<(Arc<MemoryBudget>, DecodingUse)>,
    /// Kept as long as the file is.
    memory: Option<MemoryGrant>,
    waiting: Duration,
}

impl<'work> FileBytes<'work> {
    /// Opens a file, and empties the buffer.
    pub(super) fn open(
        path: &Path,
        limits: &ImageLimits,
        pulse: &'work Pulse,
        buffer: &'work mut Vec<u8>,
    ) -> Result<Self, ReadFault> {
        buffer.clear();
        let started = Instant::now();
        pulse.reading();
        // Asked by name first: a device may do something as soon as it is opened, and of a file that is not read its size
        // is told.
        let told = fs::metadata(path).map_err(|error| unreachable(&error, None))?;
        pulse.beat();
        if !told.is_file() {
            return Err(unreachable(&not_a_file(), None));
        }
        let size = Some(told.len());
        let (file, metadata) = open_file(path).map_err(|error| unreachable(&error, size))?;
        pulse.beat();
        let (file_bytes, modified) = (metadata.len(), metadata.modified().ok());
        if file_bytes > limits.max_file_bytes {
            return Err(ReadFault::TooLarge {
                file_bytes,
                modified,
            });
        }
        Ok(Self {
            file,
            size: file_bytes,
            modified,
            is_at_end: false,
            limits: *limits,
            pulse,
            buffer,
            reading: started.elapsed(),
            asks: None,
            memory: None,
            waiting: Duration::ZERO,
        })
    }

    /// Which file it is.
    pub(super) fn seen(&self) -> SeenFile {
        SeenFile {
            file_bytes: Some(self.size),
            modified: self.modified,
        }
    }

    /// Has memory for the whole file and for decoding it, before more than its first bytes are read; gives it back with
    /// the file.
    pub(super) fn within(mut self, budget: &Arc<MemoryBudget>, purpose: DecodingUse) -> Self {
        self.asks = Some((Arc::clone(budget), purpose));
        self
    }

    /// Bytes of memory that the file and its picture take at most. Reads no more than the file's first bytes, and the
    /// directory of a TIFF.
    pub(super) fn memory_bytes(&mut self, purpose: DecodingUse) -> Result<u64, ReadFault> {
        let mut decoding = None;
        for count in HEAD_BYTES {
            self.read_up_to(count)?;
            decoding = decoding_bytes(self.buffer, self.size, purpose, &self.limits);
            if decoding.is_some() || self.is_at_end {
                break;
            }
        }
        if decoding.is_none() {
            let end = self.buffer.len() as u64;
            decoding = tiff_decoding_bytes(BufReader::new(&self.file), purpose, &self.limits);
            self.file
                .seek(SeekFrom::Start(end))
                .map_err(|error| unreachable(&error, Some(self.size)))?;
            self.pulse.beat();
        }
        // Where all of it was seen and says nothing, there is no picture to decode.
        let unknown = if self.is_at_end {
            0
        } else {
            most_decoding_bytes(&self.limits)
        };
        Ok(decoding.unwrap_or(unknown).saturating_add(self.size))
    }

    /// Waits for memory, the first time.
    fn reserve(&mut self) -> Result<(), ReadFault> {
        let Some((budget, purpose)) = self.asks.take() else {
            return Ok(());
        };
        let started = Instant::now();
        self.pulse.reading();
        let bytes = self.memory_bytes(purpose);
        self.reading += started.elapsed();
        let bytes = bytes?;
        let asked = Instant::now();
        let granted = budget.take(bytes, self.pulse);
        self.waiting = asked.elapsed();
        self.pulse.decoding();
        self.memory = Some(
            granted.map_err(|_| unreachable(&io::ErrorKind::TimedOut.into(), Some(self.size)))?,
        );
        Ok(())
    }

    /// Time spent on waiting for memory.
    pub(super) fn waiting(&self) -> Duration {
        self.waiting
    }

    /// When the file was written last, as it was when it was opened.
    pub(super) fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// Time spent on opening and reading so far.
    pub(super) fn reading(&self) -> Duration {
        self.reading
    }

    /// Reads until the buffer holds so many bytes, or all there are.
    fn read_up_to(&mut self, count: usize) -> Result<(), ReadFault> {
        let file_bytes = Some(self.size);
        // One more than the size, so that the end of the file is seen without growing the buffer.
        let all = usize::try_from(self.size)
            .unwrap_or(usize::MAX)
            .saturating_add(1);
        self.buffer
            .try_reserve(count.min(all).saturating_sub(self.buffer.len()))
            .map_err(|_| unreachable(&io::ErrorKind::OutOfMemory.into(), file_bytes))?;
        while !self.is_at_end && self.buffer.len() < count {
            let missing = (count - self.buffer.len()) as u64;
            let wanted = missing.min(CHUNK_BYTES);
            let chunk_bytes = (&mut self.file)
                .take(wanted)
                .read_to_end(self.buffer)
                .map_err(|error| unreachable(&error, file_bytes))?;
            self.pulse.arrived();
            self.is_at_end = (chunk_bytes as u64) < wanted;
            let so_far = self.buffer.len() as u64;
            if so_far > self.limits.max_file_bytes {
                // It grew while it was read.
                return Err(ReadFault::TooLarge {
                    file_bytes: so_far,
                    modified: self.modified,
                });
            }
            if self.pulse.is_abandoned() {
                return Err(unreachable(&io::ErrorKind::TimedOut.into(), file_bytes));
            }
        }
        Ok(())
    }
}

impl ImageBytes for FileBytes<'_> {
    type Error = ReadFault;

    fn total_bytes(&self) -> u64 {
        if self.is_at_end {
            self.buffer.len() as u64
        } else {
            self.size
        }
    }

    fn first(&mut self, count: usize) -> Result<&[u8], ReadFault> {
        if count > UNCOUNTED_BYTES {
            self.reserve()?;
        }
        if !self.is_at_end && self.buffer.len() < count {
            let started = Instant::now();
            self.pulse.reading();
            let read = self.read_up_to(count);
            self.reading += started.elapsed();
            self.pulse.decoding();
            read?;
        }
        Ok(&self.buffer[..count.min(self.buffer.len())])
    }
}

fn unreachable(error: &io::Error, file_bytes: Option<u64>) -> ReadFault {
    ReadFault::Unreachable {
        error: ReachError::from_io(error),
        file_bytes,
    }
}

/// Bytes of memory that decoding and comparing a file takes at most; nothing where it can't be read, which is told by
/// whoever reads it.
pub(super) fn memory_of(path: &Path, limits: &ImageLimits, pulse: &Pulse) -> u64 {
    let mut head = Vec::new();
    FileBytes::open(path, limits, pulse, &mut head)
        .and_then(|mut file| file.memory_bytes(DecodingUse::Repair))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests;
