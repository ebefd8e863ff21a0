//! From a black file and its original to the new file, checked. Bytes in, bytes out: reading, writing and replacing files
//! is work of others.

use crate::inspect::{ImageFormat, ImageLimits, shown_size};

use super::cut_out::CutOut;
use super::encode::encoded;
use super::notes::{NewPicture, NotedColours, Notes};
use super::repaired_picture::repaired_picture;
use super::verify::{Promise, verify};
use super::{RepairOptions, RepairPictureError};

/// A new file, decoded again and found right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairedFile {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Its format, which is that of the file that it replaces, whatever that is called.
    pub format: ImageFormat,
}

/// Makes the file that replaces `black`: its `original` laid on the background, in the size and the format of the black
/// file. Of that only header and notes are read, its pixels are not needed.
///
/// # Errors
/// Faults of either file, an original that doesn't fit, and a new file that doesn't pass its own check.
pub fn repaired_file(
    black: &[u8],
    original: &[u8],
    options: &RepairOptions,
    limits: &ImageLimits,
) -> Result<RepairedFile, RepairPictureError> {
    let wanted = shown_size(black, limits).map_err(RepairPictureError::BlackFile)?;
    let format = wanted.format;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(RepairPictureError::FormatNotWritten { format });
    }
    let cut_out = CutOut::decode(original, limits).map_err(RepairPictureError::Original)?;
    if cut_out.is_opaque() {
        return Err(RepairPictureError::OriginalOpaque);
    }
    let (width_px, height_px) = (wanted.width_px, wanted.height_px);
    let picture = repaired_picture(&cut_out, width_px, height_px, options.background)?;
    let profile = cut_out.profile().to_embed();
    let new_picture = NewPicture {
        width_px,
        height_px,
        colours: match profile {
            Some(_) => NotedColours::Profile,
            None => NotedColours::Srgb,
        },
    };
    let promise = Promise {
        format,
        picture: &picture,
        cut_out: &cut_out,
        background: cut_out.profile().background(options.background),
    };
    let checked_with = |notes: &Notes| -> Result<Vec<u8>, RepairPictureError> {
        let bytes = encoded(&picture, format, *options, profile, notes)?;
        verify(&bytes, &promise, limits).map_err(RepairPictureError::NotVerified)?;
        Ok(bytes)
    };
    let notes = Notes::carried_over(black, format, original, new_picture);
    // A picture without its notes is better than none: perhaps it is they that an encoder or a decoder chokes on.
    let bytes = checked_with(&notes).or_else(|_| checked_with(&Notes::default()))?;
    Ok(RepairedFile {
        bytes,
        width_px,
        height_px,
        format,
    })
}
