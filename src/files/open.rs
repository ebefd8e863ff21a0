//! Opening what is expected to be a regular file.
//!
//! Invariant: nothing here waits for another process's end of a pipe, and what is no regular file is never read.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The flag by which the opening of a named pipe does not wait for its other end (`O_NONBLOCK`); of a regular file it
/// changes nothing.
#[cfg(unix)]
pub const NEVER_WAIT: i32 = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();

/// Where a file server has lent a file to another computer, opening it without waiting is refused until that has given it
/// back. Linux lets it take 45 s (`/proc/sys/fs/lease-break-time`).
const LENT: Duration = Duration::from_secs(50);

/// Between two tries meanwhile.
const LENT_AGAIN: Duration = Duration::from_millis(20);

/// Opens a regular file for reading, links followed, and tells what it is by the open file itself.
///
/// # Errors
/// What the system said, or that it is no regular file ([`not_a_file`]).
pub fn open_file(path: &Path) -> io::Result<(File, Metadata)> {
    open_file_with(path, OpenOptions::new().read(true))
}

/// The same with other options. A file that is made by it is a regular one.
///
/// # Errors
/// As [`open_file`].
pub fn open_file_with(path: &Path, options: &mut OpenOptions) -> io::Result<(File, Metadata)> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, NEVER_WAIT);
    let file = patiently(|| options.open(path))?;
    let metadata = file.metadata()?;
    if metadata.is_file() {
        Ok((file, metadata))
    } else {
        Err(not_a_file())
    }
}

/// All bytes of a regular file that holds no more than that.
///
/// # Errors
/// As [`open_file`]; [`io::ErrorKind::FileTooLarge`] where it holds more, [`io::ErrorKind::OutOfMemory`] where there is no
/// room for it.
pub fn read_file_within(path: &Path, most_bytes: u64) -> io::Result<Vec<u8>> {
    let (file, metadata) = open_file(path)?;
    if metadata.len() > most_bytes {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(usize::try_from(metadata.len()).unwrap_or(usize::MAX))
        .map_err(|_| io::ErrorKind::OutOfMemory)?;
    // One more, so that a file that grows meanwhile is seen.
    file.take(most_bytes.saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most_bytes {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Opens by a function that does not wait, and tries again while the file is lent to another computer.
///
/// # Errors
/// The function's.
pub fn patiently<T>(mut open: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    let begun = Instant::now();
    loop {
        match open() {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && begun.elapsed() < LENT => {
                thread::sleep(LENT_AGAIN);
            }
            opened => return opened,
        }
    }
}

/// A pipe, a device, a socket or a folder is where a file is expected.
#[derive(Debug, thiserror::Error)]
#[error("not a regular file")]
struct NotAFile;

/// What is said of a pipe, a device, a socket or a folder where a file is expected.
#[must_use]
pub fn not_a_file() -> io::Error {
    io::Error::other(NotAFile)
}

/// Whether that was said.
#[must_use]
pub fn is_not_a_file(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<NotAFile>())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        fs::write(&path, b"eleven byte").unwrap();
        assert_eq!(read_file_within(&path, 11).unwrap(), b"eleven byte");
        let kind = |most| read_file_within(&path, most).unwrap_err().kind();
        assert_eq!(kind(10), io::ErrorKind::FileTooLarge);
        // A file without a byte on the disk that claims more than any machine has.
        let huge = OpenOptions::new().write(true).open(&path).unwrap();
        if huge.set_len(8 << 40).is_ok() {
            assert_eq!(kind(1 << 20), io::ErrorKind::FileTooLarge);
            assert_eq!(kind(u64::MAX), io::ErrorKind::OutOfMemory, "and no abort");
        }
        assert!(open_file(folder.path()).is_err(), "a folder");
        assert_eq!(
            open_file(&folder.path().join("gone")).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_named_pipe_is_refused_at_once_for_reading_and_for_writing() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("x.jpg");
        crate::files::test_pipe::make(&pipe);
        assert_eq!(
            open_file(&pipe).unwrap_err().to_string(),
            "not a regular file"
        );
        assert!(open_file_with(&pipe, OpenOptions::new().write(true)).is_err());
        assert!(open_file_with(&pipe, OpenOptions::new().read(true).write(true)).is_err());
        assert!(read_file_within(&pipe, 10).is_err());
    }
}
