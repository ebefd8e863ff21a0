//! From a black file and its original to the new file, checked. Bytes in, bytes out: reading, writing and replacing files
//! is work of others.

use crate::inspect::{ImageFormat, ImageLimits, shown_size};

use super::cut_out::CutOut;
use super::encode::encoded;
use super::file_form::FileForm;
use super::notes::{NewPicture, NotedColours, Notes};
use super::repaired_picture::repaired_picture;
use super::verify::{Promise, VerifyError, verify};
use super::{RepairOptions, RepairPictureError};
use crate::session::Placement;

/// A new file, decoded again and found right.
#[derive(Clone, Debug, PartialEq)]
pub struct RepairedFile {
    /// All of it.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Its format, which is that of the file that it replaces, whatever that is called.
    pub format: ImageFormat,
    /// What was wrong with the file that had the black file's notes (author, copyright …), where this one is without them.
    pub notes_left_out: Option<RepairPictureError>,
}

/// Makes the file that replaces `black`: its `original` laid on the background, in the size and the format of the black
/// file, and placed as it was found to lie in it. Of that only header and notes are read, its pixels are not needed.
///
/// # Errors
/// Faults of either file, an original that doesn't fit, and a new file that doesn't pass its own check.
pub fn repaired_file(
    black: &[u8],
    original: &[u8],
    placement: Option<&Placement>,
    options: &RepairOptions,
    limits: &ImageLimits,
) -> Result<RepairedFile, RepairPictureError> {
    let wanted = shown_size(black, limits).map_err(RepairPictureError::BlackFile)?;
    let format = wanted.format;
    let form = FileForm::in_place_of(black, format, *options)?;
    let cut_out = CutOut::decode(original, limits).map_err(RepairPictureError::Original)?;
    if cut_out.is_opaque() {
        return Err(RepairPictureError::OriginalOpaque);
    }
    let (width_px, height_px) = (wanted.width_px, wanted.height_px);
    let size_px = (width_px, height_px);
    let picture = repaired_picture(&cut_out, placement, size_px, options.background)?;
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
        placement,
        background: cut_out.profile().background(options.background),
    };
    let checked_with = |notes: &Notes| -> Result<Vec<u8>, RepairPictureError> {
        let bytes = encoded(&picture, form, profile, notes)?;
        verify(&bytes, &promise, limits).map_err(RepairPictureError::NotVerified)?;
        Ok(bytes)
    };
    let notes = Notes::carried_over(black, format, original, new_picture);
    let (bytes, notes_left_out) = with_notes_if_possible(&notes, checked_with)?;
    Ok(RepairedFile {
        bytes,
        width_px,
        height_px,
        format,
        notes_left_out,
    })
}

/// A picture without its notes is better than none, where it may be they that an encoder or a decoder chokes on.
fn with_notes_if_possible(
    notes: &Notes,
    checked_with: impl Fn(&Notes) -> Result<Vec<u8>, RepairPictureError>,
) -> Result<(Vec<u8>, Option<RepairPictureError>), RepairPictureError> {
    match checked_with(notes) {
        Err(error) if !notes.is_empty() && may_be_of_notes(&error) => {
            Ok((checked_with(&Notes::default())?, Some(error)))
        }
        checked => Ok((checked?, None)),
    }
}

/// Pixels that are wrong are so with or without notes.
fn may_be_of_notes(error: &RepairPictureError) -> bool {
    match error {
        RepairPictureError::NotEncoded { .. } => true,
        RepairPictureError::NotVerified(why) => match why {
            VerifyError::Unreadable(_)
            | VerifyError::OtherFormat { .. }
            // A note may ask for a turn.
            | VerifyError::OtherSize { .. } => true,
            VerifyError::BorderOff { .. } | VerifyError::Differs { .. } => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn not_encoded() -> RepairPictureError {
        RepairPictureError::NotEncoded {
            format: ImageFormat::Jpeg,
            detail: "a note is too long".to_owned(),
        }
    }

    fn differs() -> RepairPictureError {
        RepairPictureError::NotVerified(VerifyError::Differs {
            mean_levels: 9.0,
            allowed_levels: 1.0,
        })
    }

    fn some_notes() -> Notes {
        Notes {
            xmp: Some(b"<x/>".to_vec()),
            ..Notes::default()
        }
    }

    #[test]
    fn notes_are_left_out_only_where_they_may_be_at_fault() {
        let tries = Cell::new(0);
        let made = |notes: &Notes, fault: RepairPictureError| {
            tries.set(0);
            with_notes_if_possible(notes, |notes| {
                tries.set(tries.get() + 1);
                if tries.get() == 1 {
                    return Err(fault.clone());
                }
                assert!(notes.is_empty());
                Ok(b"a file".to_vec())
            })
        };
        let without = (b"a file".to_vec(), Some(not_encoded()));
        assert_eq!(made(&some_notes(), not_encoded()), Ok(without));
        assert_eq!(made(&some_notes(), differs()), Err(differs()));
        assert_eq!(tries.get(), 1, "the picture is wrong, and stays so");
        assert_eq!(made(&Notes::default(), not_encoded()), Err(not_encoded()));
        assert_eq!(tries.get(), 1, "there are none to leave out");
    }

    #[test]
    fn notes_that_do_no_harm_stay() {
        let made = with_notes_if_possible(&some_notes(), |notes| {
            assert!(!notes.is_empty());
            Ok(b"a file".to_vec())
        });
        assert_eq!(made, Ok((b"a file".to_vec(), None)));
    }
}
