//! Why an image could be reached but not inspected, by whose fault it is.

use super::{ImageFormat, ImageLimits};

/// Why an image could not be inspected. The display text is a stable lower-case English fragment, as exports hold it;
/// the window words the variants in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum InspectError {
    /// The file has no bytes.
    #[error("empty file")]
    EmptyFile,
    /// The first bytes are those of no format that is inspected.
    #[error("not an image that can be inspected")]
    NotAnImage,
    /// The bytes break the rules of their format, or end too early.
    #[error("damaged {}: {detail}", format.label())]
    Damaged {
        /// What the first bytes say.
        format: ImageFormat,
        /// The decoder's own words, in English.
        detail: String,
    },
    /// A valid file of a kind that no decoder here reads.
    #[error("unsupported kind of {}: {detail}", format.label())]
    Unsupported {
        /// What the first bytes say.
        format: ImageFormat,
        /// The decoder's own words, in English.
        detail: String,
    },
    /// The header claims more pixels than [`ImageLimits::max_pixels`].
    #[error("too large: {width_px} x {height_px} pixels, the limit is {} megapixels", limits.max_pixels / 1_000_000)]
    TooManyPixels {
        /// Claimed width in pixels.
        width_px: u32,
        /// Claimed height in pixels.
        height_px: u32,
        /// The limits in force.
        limits: ImageLimits,
    },
    /// Decoding would take more memory than [`ImageLimits::max_decode_bytes`].
    #[error("too large: decoding it would take more than {} MiB", limits.max_decode_bytes >> 20)]
    TooMuchMemory {
        /// The limits in force.
        limits: ImageLimits,
    },
    /// The file is larger than [`ImageLimits::max_file_bytes`].
    #[error("too large: {file_bytes} bytes, the limit is {} MiB", limits.max_file_bytes >> 20)]
    FileTooLarge {
        /// Size of the file in bytes.
        file_bytes: u64,
        /// The limits in force.
        limits: ImageLimits,
    },
    /// A small file that asks for more than four times the work that an honest picture of its size takes: many scans, or
    /// frames and tiles far larger than the picture.
    #[error("takes too much work to decode")]
    TooMuchWork,
    /// The decoder broke down (a fault of the program, not of the file).
    #[error("the decoder failed on this file")]
    DecoderPanicked,
}
