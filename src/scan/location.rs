//! Where an image is, relative to the chosen folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Path of an image relative to the scanned folder, as the system holds it (it need not be valid Unicode). Copies share it:
/// a million copies that are freed by another thread would halt the window's next allocation until they are put together
/// again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageLocation(Arc<Path>);

impl ImageLocation {
    /// A location from a path relative to the root.
    #[must_use]
    pub fn new(relative: impl Into<PathBuf>) -> Self {
        Self(relative.into().into())
    }

    /// The path relative to the root.
    #[must_use]
    pub fn relative(&self) -> &Path {
        &self.0
    }

    /// The path on this machine.
    #[must_use]
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(&self.0)
    }
}
