//! How large a picture is on a screen, from its header alone.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageReader};

use super::decode::{error_in_words, library_format, library_limits};
use super::jpeg::{damaged, orientation};
use super::jpeg_header::read_jpeg_header;
use super::orient::oriented_size;
use super::sniff::sniff;
use super::{ImageFormat, ImageLimits, InspectError};

/// Width and height in pixels of a file's picture, turned as its Exif asks; no pixel is decoded.
///
/// # Errors
/// What the header alone tells of [`InspectError`].
pub fn shown_size(bytes: &[u8], limits: &ImageLimits) -> Result<(u32, u32), InspectError> {
    if bytes.is_empty() {
        return Err(InspectError::EmptyFile);
    }
    let format = sniff(bytes).ok_or(InspectError::NotAnImage)?;
    if format == ImageFormat::Jpeg {
        let header = read_jpeg_header(bytes).map_err(damaged)?;
        let turn = orientation(bytes, &header);
        return Ok(oriented_size(
            header.width_px.into(),
            header.height_px.into(),
            turn,
        ));
    }
    let in_words = |error| error_in_words(error, format, limits);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), library_format(format));
    reader.limits(library_limits(limits));
    let mut decoder = reader.into_decoder().map_err(in_words)?;
    let (width_px, height_px) = decoder.dimensions();
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(oriented_size(width_px, height_px, turn))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(30, 20)
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_format_tells_its_size() {
        for format in [
            image::ImageFormat::Png,
            image::ImageFormat::Tiff,
            image::ImageFormat::WebP,
            image::ImageFormat::Bmp,
        ] {
            let size = shown_size(&file(format), &ImageLimits::default());
            assert_eq!(size, Ok((30, 20)), "{format:?}");
        }
    }

    #[test]
    fn what_is_no_picture_has_no_size() {
        let limits = ImageLimits::default();
        assert_eq!(shown_size(b"", &limits), Err(InspectError::EmptyFile));
        assert_eq!(shown_size(b"text", &limits), Err(InspectError::NotAnImage));
        assert!(shown_size(&file(image::ImageFormat::Png)[..20], &limits).is_err());
    }
}
