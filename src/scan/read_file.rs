//! Reads one file whole, beating a pulse as its bytes arrive.
//!
//! Invariant: nothing but a regular file is ever opened, so that a named pipe `x.jpg` blocks nobody.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use super::{Pulse, ReachError};
use crate::inspect::ImageLimits;

/// Bytes between two beats: a share that delivers 100 kB/s still speaks every 3 s, and a fast disk is not slowed by it.
const CHUNK_BYTES: u64 = 256 << 10;

/// Why a file's bytes are not there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ReadFault {
    /// Larger than [`ImageLimits::max_file_bytes`]; little or nothing of it was read.
    TooLarge {
        /// Its size, or how much of it there was when reading was given up.
        file_bytes: u64,
    },
    /// The disk or share did not hand it out.
    Unreachable {
        /// Why.
        error: ReachError,
        /// Its size, where it was learned before.
        file_bytes: Option<u64>,
    },
}

/// Replaces what `buffer` holds by the file's bytes. After an error it holds what was read until then.
pub(super) fn read_file(
    path: &Path,
    limits: &ImageLimits,
    pulse: &Pulse,
    buffer: &mut Vec<u8>,
) -> Result<(), ReadFault> {
    buffer.clear();
    let unreachable = |error: &io::Error, file_bytes| ReadFault::Unreachable {
        error: ReachError::from_io(error),
        file_bytes,
    };

    // Asked by name before it is opened: opening a pipe waits for its other end.
    let metadata = fs::metadata(path).map_err(|error| unreachable(&error, None))?;
    pulse.beat();
    if !metadata.is_file() {
        return Err(ReadFault::Unreachable {
            error: ReachError::Io {
                detail: "not a regular file".to_owned(),
            },
            file_bytes: None,
        });
    }
    let file_bytes = metadata.len();
    if file_bytes > limits.max_file_bytes {
        return Err(ReadFault::TooLarge { file_bytes });
    }

    let mut file = File::open(path).map_err(|error| unreachable(&error, Some(file_bytes)))?;
    pulse.beat();
    let out_of_memory = |_| unreachable(&io::ErrorKind::OutOfMemory.into(), Some(file_bytes));
    // One more than the size, so that the end of the file is seen without growing the buffer.
    let wanted = usize::try_from(file_bytes)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    buffer.try_reserve(wanted).map_err(out_of_memory)?;
    loop {
        let chunk_bytes = (&mut file)
            .take(CHUNK_BYTES)
            .read_to_end(buffer)
            .map_err(|error| unreachable(&error, Some(file_bytes)))?;
        pulse.beat();
        if buffer.len() as u64 > limits.max_file_bytes {
            // It grew while it was read.
            return Err(ReadFault::TooLarge {
                file_bytes: buffer.len() as u64,
            });
        }
        if (chunk_bytes as u64) < CHUNK_BYTES {
            return Ok(());
        }
        if pulse.is_abandoned() {
            return Err(unreachable(
                &io::ErrorKind::TimedOut.into(),
                Some(file_bytes),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path, max_file_bytes: u64) -> (Result<(), ReadFault>, Vec<u8>) {
        let mut buffer = b"left over".to_vec();
        let limits = ImageLimits {
            max_file_bytes,
            ..ImageLimits::default()
        };
        let read = read_file(path, &limits, &Pulse::default(), &mut buffer);
        (read, buffer)
    }

    #[test]
    fn files_around_the_size_of_a_chunk_are_read_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jpg");
        let chunk = usize::try_from(CHUNK_BYTES).unwrap();
        for size in [0, 1, chunk - 1, chunk, chunk + 1, 2 * chunk] {
            let bytes: Vec<u8> = (0..size).map(|i| u8::try_from(i % 251).unwrap()).collect();
            fs::write(&path, &bytes).unwrap();
            let (result, buffer) = read(&path, u64::MAX);
            assert_eq!(result, Ok(()));
            assert!(buffer == bytes, "{size} bytes came back unchanged");
        }
    }

    #[test]
    fn a_file_beyond_the_limit_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.jpg");
        fs::write(&path, [1; 11]).unwrap();
        let (result, buffer) = read(&path, 10);
        assert_eq!(result, Err(ReadFault::TooLarge { file_bytes: 11 }));
        assert!(buffer.is_empty(), "not a byte was read");
        assert_eq!(read(&path, 11).0, Ok(()), "exactly at the limit is allowed");
    }

    #[test]
    fn a_missing_file_and_a_folder_are_unreachable() {
        let folder = tempfile::tempdir().unwrap();
        let fault = |path: &Path| match read(path, 10).0 {
            Err(ReadFault::Unreachable { error, .. }) => error,
            other => panic!("expected it to be unreachable, got {other:?}"),
        };
        assert_eq!(fault(&folder.path().join("gone.jpg")), ReachError::NotFound);
        assert_eq!(
            fault(folder.path()),
            ReachError::Io {
                detail: "not a regular file".to_owned()
            }
        );
    }
}
