//! A file's bytes, as many as are asked for: what lets a verdict come from the first rows of a file on a slow share.

use super::InspectError;

/// Where an image's bytes come from.
pub trait ImageBytes {
    /// Why bytes cannot be had.
    type Error;

    /// Size of the file in bytes, as the system told it.
    fn total_bytes(&self) -> u64;

    /// The first `count` bytes of the file, or all where it has fewer; what was read before is not read again.
    ///
    /// # Errors
    /// When they cannot be had.
    fn first(&mut self, count: usize) -> Result<&[u8], Self::Error>;
}

/// Why there are no facts about an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InspectFault<E> {
    /// Its bytes could not be had.
    Bytes(E),
    /// They are no picture that can be inspected.
    Image(InspectError),
}

impl<E> From<InspectError> for InspectFault<E> {
    fn from(error: InspectError) -> Self {
        Self::Image(error)
    }
}

/// Bytes that are in memory already.
#[derive(Clone, Copy, Debug)]
pub(super) struct InMemory<'bytes>(pub &'bytes [u8]);

impl ImageBytes for InMemory<'_> {
    type Error = std::convert::Infallible;

    fn total_bytes(&self) -> u64 {
        self.0.len() as u64
    }

    fn first(&mut self, count: usize) -> Result<&[u8], Self::Error> {
        Ok(&self.0[..count.min(self.0.len())])
    }
}
