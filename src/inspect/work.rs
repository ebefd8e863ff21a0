//! How much work a decoder would have with a file, counted from the file's own structure before the decoder begins.
//!
//! Counted and never timed, so that a file has the same result on every machine. A few bytes can ask for any amount of
//! work: scans over the whole picture without data, frames and tiles far larger than the picture, pieces that all point
//! to the same bytes. Invariant: no decoder of a whole file is called before its work was checked.

use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

use super::InspectError;

/// Work beyond so many times that of an honest picture of the same size is refused.
pub const MOST_TIMES_HONEST: u64 = 4;

/// Pixels that every picture may be taken to have: below a megapixel no work is worth a refusal.
pub const LEAST_HONEST_PX: u64 = 1 << 20;

/// Bytes that every file may be taken to have, for the same reason.
const LEAST_HONEST_BYTES: u64 = 1 << 20;

/// The work that a file asks for, and what an honest picture of its size takes, in the same unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// What the file asks for.
    pub needed: u64,
    /// What a picture of its size takes that a usual writer made.
    pub honest: u64,
}

impl Work {
    /// # Errors
    /// [`InspectError::TooMuchWork`] for more than [`MOST_TIMES_HONEST`] times the honest work.
    pub fn check(self) -> Result<(), InspectError> {
        if self.needed > self.honest.saturating_mul(MOST_TIMES_HONEST) {
            return Err(InspectError::TooMuchWork);
        }
        Ok(())
    }
}

/// A file's bytes for a decoder that may read them again and again: after so many times the file, reading fails.
#[derive(Clone, Debug)]
pub struct CountedBytes<'bytes> {
    bytes: Cursor<&'bytes [u8]>,
    left: u64,
}

/// The reading of [`CountedBytes`] failed because too much was read.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the file is read too often")]
struct ReadTooOften;

impl<'bytes> CountedBytes<'bytes> {
    /// The bytes of a whole file.
    #[must_use]
    pub fn new(bytes: &'bytes [u8]) -> Self {
        let honest = (bytes.len() as u64).max(LEAST_HONEST_BYTES);
        Self {
            bytes: Cursor::new(bytes),
            left: honest.saturating_mul(MOST_TIMES_HONEST),
        }
    }

    fn spend(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count as u64);
    }

    fn check(&self) -> io::Result<()> {
        if self.left == 0 {
            return Err(io::Error::other(ReadTooOften));
        }
        Ok(())
    }
}

/// Whether an error of reading comes from [`CountedBytes`] that were read too often.
#[must_use]
pub fn is_read_too_often(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(<dyn std::error::Error + Send + Sync + 'static>::is::<ReadTooOften>)
}

impl Read for CountedBytes<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        let count = self.bytes.read(buffer)?;
        self.spend(count);
        Ok(count)
    }
}

impl BufRead for CountedBytes<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        self.bytes.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.bytes.consume(count);
        self.spend(count);
    }
}

impl Seek for CountedBytes<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_times_the_honest_work_is_allowed_and_no_more() {
        let work = |needed| Work { needed, honest: 10 };
        assert_eq!(work(40).check(), Ok(()));
        assert_eq!(work(41).check(), Err(InspectError::TooMuchWork));
        let most = Work {
            needed: u64::MAX,
            honest: u64::MAX,
        };
        assert_eq!(most.check(), Ok(()), "no overflow");
    }

    #[test]
    fn a_file_can_be_read_four_times_and_not_for_ever() {
        let file = vec![7; 3 << 20];
        let mut bytes = CountedBytes::new(&file);
        let mut all = Vec::new();
        for _ in 0..4 {
            bytes.rewind().unwrap();
            all.clear();
            // The end is not read for, which the last time would be once too often.
            (&mut bytes).take(3 << 20).read_to_end(&mut all).unwrap();
            assert!(all == file, "unchanged");
        }
        bytes.rewind().unwrap();
        let refused = bytes.read(&mut [0; 10]).unwrap_err();
        assert!(is_read_too_often(&refused));
        assert!(bytes.fill_buf().is_err(), "nor in the other way");
        assert!(!is_read_too_often(&io::ErrorKind::Other.into()));
    }
}
