//! A full disk, in spite of a library that panics where it can't write.
//!
//! Rows go to a temporary file that the library owns, and it panics where that fails; and it panics or writes to standard
//! error where its output fails half-way. So the output never fails to it, but keeps its first error for us, and a panic
//! is caught and taken for what it says.

use std::io::{self, Write};

use rust_xlsxwriter::XlsxError;

use super::super::SaveErrorKind;
use crate::scan::guarded;

/// An output that takes everything. After its first error it writes no more, and [`Self::end`] tells.
pub(super) struct LatchedOutput<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> LatchedOutput<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, error: None }
    }

    /// The first error, if there was one.
    pub(super) fn end(self) -> io::Result<()> {
        self.error.map_or(Ok(()), Err)
    }

    fn attempt(&mut self, act: impl FnOnce(&mut W) -> io::Result<()>) {
        if self.error.is_none() {
            self.error = act(&mut self.out).err();
        }
    }
}

impl<W: Write> Write for LatchedOutput<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|out| out.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(Write::flush);
        Ok(())
    }
}

/// Does something with the library; its panic becomes the error that it is about. What `work` changes is of no use any more
/// after a panic, but can be dropped.
pub(super) fn without_panic<T>(
    work: impl FnOnce() -> Result<T, XlsxError>,
) -> Result<T, SaveErrorKind> {
    match guarded(work) {
        Ok(result) => Ok(result?),
        Err(panicked) => Err(meant_by(&panicked.message)),
    }
}

/// The error in a panic's words: `expect` writes the system's number of it ("Os { code: 28, …").
fn meant_by(panic: &str) -> SaveErrorKind {
    let number = panic.split_once("Os { code: ").and_then(|(_, rest)| {
        let digits = rest.split_once(|next: char| !next.is_ascii_digit())?.0;
        digits.parse().ok()
    });
    number.map_or_else(
        || SaveErrorKind::Other {
            detail: panic.to_owned(),
        },
        |number| io::Error::from_raw_os_error(number).into(),
    )
}

impl From<XlsxError> for SaveErrorKind {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error.into(),
            error => Self::Other {
                detail: error.to_string(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_the_library_is_the_error_that_it_is_about() {
        let failed = |kind: io::Error| {
            without_panic::<()>(|| {
                // As the library has it, which expects that this goes well.
                panic!("Couldn't write to xml file: {kind:?}")
            })
        };
        let full = io::Error::from(io::ErrorKind::StorageFull);
        let Some(number) = (1..200).find(|number| {
            io::Error::from_raw_os_error(*number).kind() == io::ErrorKind::StorageFull
        }) else {
            return;
        };
        assert_eq!(
            failed(io::Error::from_raw_os_error(number)),
            Err(SaveErrorKind::DiskFull)
        );
        assert!(
            matches!(failed(full), Err(SaveErrorKind::Other { detail }) if detail.contains("xml file")),
            "without a number its words are all there is"
        );
        assert_eq!(without_panic(|| Ok(1)), Ok(1));
    }

    #[test]
    fn an_output_keeps_its_first_error_and_the_library_sees_none() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                let taken = bytes.len().min(self.0);
                self.0 -= taken;
                if taken == 0 {
                    return Err(io::ErrorKind::StorageFull.into());
                }
                Ok(taken)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut out = LatchedOutput::new(Full(10));
        for _ in 0..3 {
            out.write_all(b"1234567").expect("it takes everything");
        }
        out.flush().expect("that too");
        let error = out.end().expect_err("it was full");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
