//! Why a made-up catalogue could not be written.

use std::io;
use std::path::PathBuf;

/// Why a catalogue could not be written. What was written before stays.
#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    /// The folder holds other files; nothing of them is touched.
    #[error("the folder holds other files: \"{}\"", path.display())]
    ForeignFolder {
        /// The folder that was to be written to.
        path: PathBuf,
    },
    /// The folder could not be looked into or made.
    #[error("could not make the folder: {source}: \"{}\"", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("could not write: {source}: \"{}\"", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A picture could not be encoded; a fault of the program.
    #[error("could not encode a picture: {source}: \"{}\"", path.display())]
    Encode {
        /// The file that it was meant for.
        path: PathBuf,
        /// What the encoder said.
        source: image::ImageError,
    },
}
