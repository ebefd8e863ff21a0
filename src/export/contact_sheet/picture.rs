//! The small pictures of a sheet.

use std::io::Cursor;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _, ImageFormat, RgbaImage};

use crate::inspect::Thumbnail;

/// Longest side of a sheet's pictures in pixels: sharp at the size at which they are shown, on most screens, and small.
pub const SHEET_PICTURE_PX: u32 = 220;

/// JPEG quality: differences to the picture can be seen, but nobody judges one by this copy.
const QUALITY: u8 = 72;

/// A small picture, encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPicture {
    width_px: u32,
    height_px: u32,
    /// A `data:` address.
    address: String,
}

impl SheetPicture {
    /// Encodes a thumbnail of [`SHEET_PICTURE_PX`]: as JPEG, or as PNG where it is transparent still; `None` where it has
    /// no pixels.
    #[must_use]
    pub fn of(thumbnail: &Thumbnail) -> Option<Self> {
        let (width_px, height_px) = (thumbnail.width_px, thumbnail.height_px);
        let picture = RgbaImage::from_raw(width_px, height_px, thumbnail.rgba.clone())?;
        let is_opaque = picture.pixels().all(|pixel| pixel.0[3] == u8::MAX);
        let (kind, bytes) = if is_opaque {
            let rgb = image::DynamicImage::from(picture).into_rgb8();
            let mut bytes = Vec::new();
            JpegEncoder::new_with_quality(&mut bytes, QUALITY)
                .write_image(&rgb, width_px, height_px, ExtendedColorType::Rgb8)
                .ok()?;
            ("jpeg", bytes)
        } else {
            let mut bytes = Cursor::new(Vec::new());
            picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
            ("png", bytes.into_inner())
        };
        Some(Self {
            width_px,
            height_px,
            address: format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)),
        })
    }

    /// Width in pixels.
    pub(super) fn width_px(&self) -> u32 {
        self.width_px
    }

    /// Height in pixels.
    pub(super) fn height_px(&self) -> u32 {
        self.height_px
    }

    /// The picture itself, as an address that needs no network.
    pub(super) fn address(&self) -> &str {
        &self.address
    }
}
