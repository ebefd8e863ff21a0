//! Why a repaired picture could not be made.

use crate::inspect::{ImageFormat, InspectError};

use super::VerifyError;

/// Why a repaired picture could not be made. Whoever shows it adds the file's name, last and quoted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RepairPictureError {
    /// The file to be replaced does not even tell its size.
    #[error("the image to be replaced can't be read: {0}")]
    BlackFile(InspectError),
    /// The original can't be decoded.
    #[error("the original can't be read: {0}")]
    Original(InspectError),
    /// The original has no transparency, so that nothing can have turned black.
    #[error("the original has no transparency; choose the file that has it")]
    OriginalOpaque,
    /// The sides of the original have another ratio than those of the file to be replaced.
    #[error(
        "the original has another shape, {} x {} pixels instead of {} x {}; choose the one that this image was made of",
        original_px.0, original_px.1, wanted_px.0, wanted_px.1
    )]
    OtherShape {
        /// Width and height of the original, as shown.
        original_px: (u32, u32),
        /// Width and height that are wanted, as shown.
        wanted_px: (u32, u32),
    },
    /// A format that is read but not written.
    #[error("a {} can't be replaced, only JPEG, PNG and WebP can", format.label())]
    FormatNotWritten {
        /// What the first bytes of the file to be replaced say.
        format: ImageFormat,
    },
    /// The encoder refused the picture.
    #[error("the repaired picture can't be written as {}: {detail}", format.label())]
    NotEncoded {
        /// The format of the file to be replaced.
        format: ImageFormat,
        /// The encoder's own words, in English.
        detail: String,
    },
    /// The new file, decoded again, is not what it should be; it is thrown away.
    #[error("the repaired picture is not right and was thrown away: {0}")]
    NotVerified(VerifyError),
}
