//! How a cut-out becomes a file: kept as it is, laid on white, or spoiled in the ways that real shops spoil it.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageError, ImageFormat, RgbImage, RgbaImage};

use super::Truth;

/// What is left of a truncated JPEG: less than its header takes (about 620 bytes).
const HEADER_REST_BYTES: usize = 400;

/// What is done with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// The original: a PNG with soft alpha.
    Original,
    /// Laid on white, as it should be.
    OnWhite(Container),
    /// Laid on black: the soft edges darken (what libvips, browsers and Java servers do).
    LaidOnBlack(Container),
    /// Alpha thrown away: the black that lies under transparent pixels shows, edges are jagged (what Pillow's
    /// `convert("RGB")` does).
    AlphaDropped(Container),
    /// A PNG with soft alpha in a file named `.jpg`.
    OriginalNamedJpg,
    /// A JPEG on white that was cut off within its header, so that no decoder can make anything of it.
    Truncated,
    /// No bytes at all.
    Empty,
}

/// The file format of a finished picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Container {
    /// JPEG of this quality, 1 to 100.
    Jpeg(u8),
    /// PNG.
    Png,
    /// Lossless WebP.
    WebP,
    /// GIF of 256 colours.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
}

impl Form {
    /// The extension that the file gets.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Original => "png",
            Self::OnWhite(container)
            | Self::LaidOnBlack(container)
            | Self::AlphaDropped(container) => container.extension(),
            Self::OriginalNamedJpg | Self::Truncated | Self::Empty => "jpg",
        }
    }

    /// What is true of a product's picture in this form.
    pub(super) fn truth(self) -> Truth {
        match self {
            Self::LaidOnBlack(_) | Self::AlphaDropped(_) => Truth::BlackBackground,
            Self::Original | Self::OnWhite(_) | Self::OriginalNamedJpg => Truth::Clear,
            Self::Truncated | Self::Empty => Truth::Unreadable,
        }
    }

    /// The file's bytes.
    pub(super) fn encode(self, cut_out: &RgbaImage) -> Result<Vec<u8>, ImageError> {
        match self {
            Self::Original | Self::OriginalNamedJpg => {
                Container::Png.encode(cut_out.clone().into())
            }
            Self::OnWhite(container) => container.encode(laid_on(cut_out, 255).into()),
            Self::LaidOnBlack(container) => container.encode(laid_on(cut_out, 0).into()),
            Self::AlphaDropped(container) => {
                container.encode(DynamicImage::from(cut_out.clone()).into_rgb8().into())
            }
            Self::Truncated => {
                let mut bytes = Self::OnWhite(Container::Jpeg(85)).encode(cut_out)?;
                bytes.truncate(HEADER_REST_BYTES);
                Ok(bytes)
            }
            Self::Empty => Ok(Vec::new()),
        }
    }
}

impl Container {
    fn extension(self) -> &'static str {
        match self {
            Self::Jpeg(_) => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Tiff => "tif",
        }
    }

    fn encode(self, picture: DynamicImage) -> Result<Vec<u8>, ImageError> {
        let mut bytes = Cursor::new(Vec::new());
        let format = match self {
            Self::Jpeg(quality) => {
                picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))?;
                return Ok(bytes.into_inner());
            }
            Self::Png => ImageFormat::Png,
            Self::WebP => ImageFormat::WebP,
            // The encoder takes RGBA only.
            Self::Gif => return gif(&picture.into_rgba8()),
            Self::Bmp => ImageFormat::Bmp,
            Self::Tiff => ImageFormat::Tiff,
        };
        picture.write_to(&mut bytes, format)?;
        Ok(bytes.into_inner())
    }
}

fn gif(picture: &RgbaImage) -> Result<Vec<u8>, ImageError> {
    // 1 (finest) to 30 (fastest): a quick palette is good enough for a sample.
    const SPEED: i32 = 20;
    let mut bytes = Vec::new();
    image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, SPEED).encode(
        picture.as_raw(),
        picture.width(),
        picture.height(),
        image::ExtendedColorType::Rgba8,
    )?;
    Ok(bytes)
}

/// Laid on an even grey of this level.
fn laid_on(cut_out: &RgbaImage, level: u8) -> RgbImage {
    RgbImage::from_fn(cut_out.width(), cut_out.height(), |x, y| {
        let [red, green, blue, alpha] = cut_out.get_pixel(x, y).0;
        let blend = |part: u8| {
            let sum =
                u16::from(part) * u16::from(alpha) + u16::from(level) * u16::from(255 - alpha);
            // Never above 255: the weights add up to 255.
            u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([blend(red), blend(green), blend(blue)])
    })
}

/// Makes a file's bytes its own by its number, so that no two files of a catalogue are equal and none is drawn twice: a
/// comment segment in a JPEG, a few bytes after the end of other formats, where decoders ignore them.
pub(super) fn marked(bytes: &[u8], number: u32) -> Vec<u8> {
    let text = format!("made-up image {number:08}");
    let is_jpeg = bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    if bytes.is_empty() {
        return Vec::new();
    }
    let mut marked = Vec::with_capacity(bytes.len() + text.len() + 4);
    if is_jpeg {
        // The segment's length counts its own two bytes.
        let length = u16::try_from(text.len() + 2).unwrap_or(2).to_be_bytes();
        marked.extend_from_slice(&bytes[..2]);
        marked.extend_from_slice(&[0xFF, 0xFE]);
        marked.extend_from_slice(&length);
        marked.extend_from_slice(text.as_bytes());
        marked.extend_from_slice(&bytes[2..]);
    } else {
        marked.extend_from_slice(bytes);
        marked.extend_from_slice(text.as_bytes());
    }
    marked
}
