//! How an image was written: the traces that its encoder left in the header, by which the files of one run are told from
//! others.
//!
//! Reads header bytes only, never pixels, and whatever they are it ends with an answer: what is missing or damaged is no
//! trace. It knows nothing of folders, times or groups.

use super::ImageFormat;
use super::encoder_jpeg::jpeg_trace;
use super::encoder_png::png_trace;

/// What the header tells of the program that wrote a file. Equal traces mean: written by the same program with the same
/// settings, as far as can be seen.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct EncoderTrace {
    /// Fingerprint of the settings: of a JPEG the quantisation tables of all channels; of a PNG its colour type and depth,
    /// the order of its chunks, and how hard it was compressed. Stable from version to version.
    pub settings: u64,
    /// What else a JPEG tells; `None` for other formats.
    pub jpeg: Option<JpegTrace>,
    /// The program as it names itself; at most [`MAX_SOFTWARE_CHARS`] characters, without control characters.
    pub software: Option<Box<str>>,
}

/// What a JPEG tells of its encoder's settings.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub struct JpegTrace {
    /// The quality setting.
    pub quality: JpegQuality,
    /// How the colour channels are stored.
    pub sampling: ChromaSampling,
    /// Whether it comes in many passes.
    pub is_progressive: bool,
}

/// The quality setting from 1 to 100, as the library of the Independent JPEG Group counts it.
///
/// The tables of Annex K of ITU-T T.81 are scaled by `5000 / q` percent below 50 and by `200 - 2 q` percent from there on
/// (`jpeg_quality_scaling` and `jpeg_add_quant_table` in `jcparam.c`); the quality is the one whose luminance table is
/// nearest to the file's (least sum of absolute differences; as Kornblum, "Using JPEG quantization tables to identify
/// imagery processed by software", Digital Investigation 5 (2008), tells standard tables from others).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum JpegQuality {
    /// The luminance table is exactly that of this quality.
    Exact(u8),
    /// The encoder has tables of its own (Photoshop, cameras, mozjpeg); this is the nearest.
    Near(u8),
}

/// How the colour channels of a JPEG are stored beside its brightness.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum ChromaSampling {
    /// There is only brightness.
    Grey,
    /// In full.
    Full444,
    /// Half the width.
    Half422,
    /// Half the width and height.
    Quarter420,
    /// Half the height.
    Half440,
    /// A quarter of the width.
    Quarter411,
    /// Four channels (inks).
    Inks,
    /// In any other way.
    Other,
}

impl ChromaSampling {
    /// As people write it, the same in every language; `None` where there is no such name.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Full444 => Some("4:4:4"),
            Self::Half422 => Some("4:2:2"),
            Self::Quarter420 => Some("4:2:0"),
            Self::Half440 => Some("4:4:0"),
            Self::Quarter411 => Some("4:1:1"),
            Self::Inks => Some("CMYK"),
            Self::Grey | Self::Other => None,
        }
    }
}

/// Longest name of a program in characters: names are short, and what is longer is a text of another kind.
pub const MAX_SOFTWARE_CHARS: usize = 48;

/// Reads the traces of a file from its first bytes, of which all up to the first pixels are needed; `None` for formats of
/// which nothing is read, and where the header is damaged.
#[must_use]
pub fn encoder_trace(bytes: &[u8], format: ImageFormat) -> Option<EncoderTrace> {
    match format {
        ImageFormat::Jpeg => jpeg_trace(bytes),
        ImageFormat::Png => png_trace(bytes),
        ImageFormat::WebP | ImageFormat::Gif | ImageFormat::Bmp | ImageFormat::Tiff => None,
    }
}

/// A program's name as it can be shown: up to the first zero byte or line's end, of bounded length; `None` where nothing
/// is left. Bytes that are not UTF-8 become replacement characters.
pub(super) fn tidy_name(bytes: &[u8]) -> Option<Box<str>> {
    // Four bytes are the longest character.
    let bytes = &bytes[..bytes.len().min(4 * MAX_SOFTWARE_CHARS)];
    let text = String::from_utf8_lossy(bytes);
    let kept: String = text
        .trim_start()
        .chars()
        .take_while(|c| !c.is_control())
        .take(MAX_SOFTWARE_CHARS)
        .collect();
    let kept = kept.trim_end();
    (!kept.is_empty()).then(|| kept.into())
}

/// FNV-1a with 64 bits: short, stable, and good enough where nobody makes collisions on purpose.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    pub(super) fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }

    pub(super) fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_programs_are_short_and_on_one_line() {
        let tidy = |bytes: &[u8]| tidy_name(bytes).map(String::from);
        assert_eq!(tidy(b" GIMP 2.10\0rest").as_deref(), Some("GIMP 2.10"));
        assert_eq!(tidy(b"one\ntwo").as_deref(), Some("one"), "the first line");
        assert_eq!(tidy(b"\0\0"), None, "nothing is no name");
        assert_eq!(tidy(b"   "), None, "nor are blanks");
        let long = tidy("名".repeat(500).as_bytes()).expect("a name");
        assert_eq!(long.chars().count(), MAX_SOFTWARE_CHARS, "it is cut");
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        let mut print = Fingerprint::new();
        print.add(b"foobar");
        assert_eq!(
            print.value(),
            0x8594_4171_F739_67E8,
            "the test vector of FNV-1a"
        );
    }
}
