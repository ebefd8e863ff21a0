//! The pixels of a repaired picture: the original on its background, in the size that is wanted.

use image::RgbImage;

use super::cut_out::CutOut;
use super::flatten::{laid_on, laid_on_with_cover};
use super::resample::resampled;
use super::{BackgroundColour, RepairPictureError};

/// Lays a cut-out on the background and makes it exactly that large; where it is already, no pixel is resampled.
///
/// The numbers are those of the original's colour profile, if it has one that stays in the new file, and sRGB otherwise.
///
/// # Errors
/// [`RepairPictureError::OtherShape`] where the sides have another ratio than the original's, by more than the pixel that
/// rounding takes or gives.
pub fn repaired_picture(
    cut_out: &CutOut,
    width_px: u32,
    height_px: u32,
    background: BackgroundColour,
) -> Result<RgbImage, RepairPictureError> {
    let from_px = (cut_out.width_px(), cut_out.height_px());
    let to_px = (width_px, height_px);
    let other_shape = || RepairPictureError::OtherShape {
        original_px: from_px,
        wanted_px: to_px,
    };
    if !same_shape(from_px, to_px) {
        return Err(other_shape());
    }
    let numbers = cut_out.profile().background(background);
    let pixels = cut_out.profile().converted(cut_out.pixels());
    if from_px == to_px {
        return Ok(laid_on(&pixels, numbers));
    }
    let laid = laid_on_with_cover(&pixels, numbers);
    resampled(&laid, from_px, to_px, numbers).ok_or_else(other_shape)
}

/// Whether one size is the other one scaled: scaling by one side gives the other side, to the pixel.
pub(super) fn same_shape(from_px: (u32, u32), to_px: (u32, u32)) -> bool {
    let [from_width, from_height, to_width, to_height] =
        [from_px.0, from_px.1, to_px.0, to_px.1].map(f64::from);
    if to_width < 1.0 || to_height < 1.0 {
        return false;
    }
    let height_off = (to_height - from_height * to_width / from_width).abs();
    let width_off = (to_width - from_width * to_height / from_height).abs();
    height_off <= 1.0 || width_off <= 1.0
}
