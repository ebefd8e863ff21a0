//! Why an image could be reached but not inspected, by whose fault it is.

use super::{FileKind, ImageFormat, ImageLimits};

/// Why an image could not be inspected. The display text is a stable lower-case English fragment, as exports hold it;
/// the window words the variants in the user's language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
pub enum InspectError {
    /// The file has no bytes.
    #[error("empty file")]
    EmptyFile,
    /// The first bytes are those of no format that is inspected.
    #[error("not an image that can be inspected{}", really.as_ref().map(FileKind::suffix).unwrap_or_default())]
    NotAnImage {
        /// What they are instead, where that can be told.
        really: Option<FileKind>,
    },
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

impl InspectError {
    /// The bytes break the rules of their format; what a decoder says of it is put on one line.
    #[must_use]
    pub fn damaged(format: ImageFormat, detail: &str) -> Self {
        Self::Damaged {
            format,
            detail: on_one_line(detail),
        }
    }

    /// No decoder here reads this kind; what a decoder says of it is put on one line.
    #[must_use]
    pub fn unsupported(format: ImageFormat, detail: &str) -> Self {
        Self::Unsupported {
            format,
            detail: on_one_line(detail),
        }
    }
}

/// An error is one line in every table and message. Some decoders put their words in quotation marks, and a line break
/// behind them.
fn on_one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split(|it: char| it.is_whitespace() || it.is_control()) {
        if !word.is_empty() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line.trim_matches(['"', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_decoder_says_is_one_line() {
        for (said, line) in [
            (
                "I/O errors Not enough bytes\n",
                "I/O errors Not enough bytes",
            ),
            (
                "\"Two\r\n  lines\u{2028}and\ta third\"\n",
                "Two lines and a third",
            ),
            ("\u{1b}[31mred\0", "[31mred"),
            ("", ""),
        ] {
            for error in [
                InspectError::damaged(ImageFormat::Png, said),
                InspectError::unsupported(ImageFormat::Png, said),
            ] {
                let told = error.to_string();
                assert!(told.ends_with(&format!("PNG: {line}")), "{told:?}");
            }
        }
    }

    #[test]
    fn what_a_file_really_is_stands_behind_that_it_is_no_image() {
        let really = |really| InspectError::NotAnImage { really }.to_string();
        assert_eq!(really(None), "not an image that can be inspected");
        assert_eq!(
            really(Some(FileKind::WebPage)),
            "not an image that can be inspected: really a web page"
        );
        let heic = FileKind::OtherPicture("HEIC".into());
        assert_eq!(
            really(Some(heic)),
            "not an image that can be inspected: really HEIC"
        );
    }
}
