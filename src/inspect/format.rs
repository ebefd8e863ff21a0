//! The formats that a catalogue holds, told apart by content, never by name.

/// A file format that can be inspected.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum ImageFormat {
    /// JPEG (JFIF or Exif), baseline or progressive.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP, lossy or lossless.
    WebP,
    /// GIF; the first frame is what is inspected.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF; the first page is what is inspected.
    Tiff,
}

impl ImageFormat {
    /// The stable lower-case name that exports use.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tiff",
        }
    }

    /// The name that people write, the same in every language.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
        }
    }

    /// The format that a file name extension (without dot, any case) promises; `None` for other extensions.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let lower = extension.to_ascii_lowercase();
        Some(match lower.as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Self::Jpeg,
            "png" => Self::Png,
            "webp" => Self::WebP,
            "gif" => Self::Gif,
            "bmp" => Self::Bmp,
            "tif" | "tiff" => Self::Tiff,
            _ => return None,
        })
    }
}
