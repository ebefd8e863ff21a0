//! Pictures with everything that their files hold: every bit of every channel, and the colour profile. For those who make
//! a new picture of an old one; what inspects and shows is content with 8 bit.
//!
//! Invariant: as in [`super::decode`], the size that the header claims is checked before memory is allocated for it.

use image::{DynamicImage, ImageDecoder as _, metadata::Orientation};

use super::decode::{
    Strictness, checked_format, error_in_words, meant_alpha, open_decoder, orientation_of,
};
use super::jpeg::{self, decode_jpeg};
use super::orient::oriented_size;
use super::png_colours::{ColourNumbers, png_colours};
use super::raster::Raster;
use super::tiff_picture::TiffPicture;
use super::{ImageFormat, ImageLimits, InspectError};

/// A decoded file, in the depth that it was stored in.
#[derive(Clone, Debug)]
pub struct FullPicture {
    /// The format by content.
    pub format: ImageFormat,
    /// Its pixels as stored; of an animation the first frame, of a document the first page that is no reduced copy.
    pub image: DynamicImage,
    /// How Exif asks for it to be turned on a screen.
    pub orientation: Orientation,
    /// The ICC profile as stored, not looked at. Not read of a JPEG.
    pub colour_profile: Option<Vec<u8>>,
    /// What a PNG says of its colours beside a profile, which it overrules where both are there.
    pub colour_numbers: Option<ColourNumbers>,
    /// Whether the file has a further channel that may be meant as transparency, but is not said to be.
    pub has_unnamed_channel: bool,
}

/// What the header of a file says of the picture as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownSize {
    /// The format by content.
    pub format: ImageFormat,
    /// Width in pixels, turned as Exif asks.
    pub width_px: u32,
    /// Height in pixels, turned as Exif asks.
    pub height_px: u32,
}

/// Decodes a whole file without reducing its colours to 8 bit. Colours are straight, that is not multiplied by their
/// alpha, however the file stored them.
///
/// # Errors
/// Every fault of the file; see [`InspectError`].
pub fn decode_full(bytes: &[u8], limits: &ImageLimits) -> Result<FullPicture, InspectError> {
    let format = checked_format(bytes, limits)?;
    if format == ImageFormat::Jpeg {
        let (raster, orientation) = decode_jpeg(bytes, limits, Strictness::Usual)?;
        return Ok(FullPicture {
            format,
            image: match raster {
                Raster::Rgb(image) => image.into(),
                Raster::Rgba(image) => image.into(),
            },
            orientation,
            colour_profile: None,
            colour_numbers: None,
            has_unnamed_channel: false,
        });
    }
    if format == ImageFormat::Tiff {
        let mut picture = TiffPicture::open(bytes, limits)?;
        return Ok(FullPicture {
            format,
            orientation: picture.orientation(),
            colour_profile: picture.colour_profile(),
            colour_numbers: None,
            has_unnamed_channel: picture.has_unnamed_channel(),
            image: picture.decode()?,
        });
    }
    let mut decoder = open_decoder(bytes, format, limits)?;
    let orientation = orientation_of(&mut decoder);
    // A profile that can't be read says nothing about the colours; the picture is worth more.
    let colour_profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder)
        .map_err(|error| error_in_words(error, format, limits))?;
    Ok(FullPicture {
        format,
        image: meant_alpha(image, format),
        orientation,
        colour_numbers: match format {
            ImageFormat::Png => png_colours(bytes, colour_profile.is_some()),
            _ => None,
        },
        colour_profile,
        has_unnamed_channel: false,
    })
}

/// Reads format and size from a file's header, without decoding its pixels.
///
/// # Errors
/// Faults of the header; see [`InspectError`].
pub fn shown_size(bytes: &[u8], limits: &ImageLimits) -> Result<ShownSize, InspectError> {
    let format = checked_format(bytes, limits)?;
    let (stored_size, orientation) = if format == ImageFormat::Jpeg {
        let (bytes, header) = jpeg::tidy_jpeg(bytes)?;
        jpeg::check_limits(&header, limits)?;
        let stored_size = (header.width_px.into(), header.height_px.into());
        (stored_size, jpeg::orientation(&bytes, &header))
    } else if format == ImageFormat::Tiff {
        let picture = TiffPicture::open(bytes, limits)?;
        (picture.stored_size(), picture.orientation())
    } else {
        let mut decoder = open_decoder(bytes, format, limits)?;
        (decoder.dimensions(), orientation_of(&mut decoder))
    };
    let (width_px, height_px) = oriented_size(stored_size.0, stored_size.1, orientation);
    Ok(ShownSize {
        format,
        width_px,
        height_px,
    })
}
