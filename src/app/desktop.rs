//! What the program asks of the user's desktop.

use std::path::Path;

/// Opens files in other programs; a trait so that tests do not.
pub trait Desktop {
    /// Opens a file in its own program.
    ///
    /// # Errors
    /// The system's words when nothing could be started.
    fn open(&self, path: &Path) -> Result<(), opener::OpenError>;

    /// Shows a file in the file manager.
    ///
    /// # Errors
    /// The system's words when nothing could be started.
    fn reveal(&self, path: &Path) -> Result<(), opener::OpenError>;
}

/// The real desktop.
#[derive(Clone, Copy, Debug)]
pub struct NativeDesktop;

impl Desktop for NativeDesktop {
    fn open(&self, path: &Path) -> Result<(), opener::OpenError> {
        opener::open(path)
    }

    fn reveal(&self, path: &Path) -> Result<(), opener::OpenError> {
        opener::reveal(path)
    }
}
