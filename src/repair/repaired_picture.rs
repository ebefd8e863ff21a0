//! The pixels of a repaired picture: the original on its background, in the size that is wanted.

use image::RgbImage;

use super::cut_out::CutOut;
use super::flatten::{laid_on, laid_on_with_cover};
use super::resample::{resampled, resampled_through};
use super::{BackgroundColour, RepairPictureError};
use crate::session::Placement;

/// A canvas whose colour differs by no more levels from the background is meant to be the background.
const ALMOST_BACKGROUND: u8 = 8;

/// Lays a cut-out on the background and makes it exactly that large; where it is already, no pixel is resampled. Where a
/// placement is given, the picture keeps it: what a shop has put around the picture is put around it again.
///
/// The numbers are those of the original's colour profile, if it has one that stays in the new file, and sRGB otherwise.
///
/// # Errors
/// [`RepairPictureError::OtherShape`] where the sides have another ratio than the original's (or than the placed image's),
/// by more than the pixel that rounding takes or gives.
pub fn repaired_picture(
    cut_out: &CutOut,
    placement: Option<&Placement>,
    to_px: (u32, u32),
    background: BackgroundColour,
) -> Result<RgbImage, RepairPictureError> {
    let from_px = (cut_out.width_px(), cut_out.height_px());
    let other_shape = || RepairPictureError::OtherShape {
        original_px: placement.map_or(from_px, |placement| placement.image_px),
        wanted_px: to_px,
    };
    let numbers = cut_out.profile().background(background);
    let pixels = cut_out.profile().converted(cut_out.pixels());
    if let Some(placement) = placement {
        if !same_shape(placement.image_px, to_px) {
            return Err(other_shape());
        }
        let laid = laid_on_with_cover(&pixels, numbers);
        let placed = placement.scaled_to(to_px);
        return placed_picture(&laid, from_px, &placed, cut_out, background)
            .ok_or_else(other_shape);
    }
    if !same_shape(from_px, to_px) {
        return Err(other_shape());
    }
    if from_px == to_px {
        return Ok(laid_on(&pixels, numbers));
    }
    let laid = laid_on_with_cover(&pixels, numbers);
    resampled(&laid, from_px, to_px, numbers).ok_or_else(other_shape)
}

/// A laid picture in its place.
fn placed_picture(
    laid: &[u8],
    from_px: (u32, u32),
    placement: &Placement,
    cut_out: &CutOut,
    background: BackgroundColour,
) -> Option<RgbImage> {
    let numbers = cut_out.profile().background(background);
    let area = placement.area;
    let part = resampled_through(
        laid,
        from_px,
        placement.frame,
        (area.width_px, area.height_px),
        numbers,
    )?;
    let around = placement.around.map_or(numbers, |rgb| {
        // What JPEG left of the background's colour around the picture is that colour.
        let is_background = rgb
            .iter()
            .zip(background.rgb)
            .all(|(around, wanted)| around.abs_diff(wanted) <= ALMOST_BACKGROUND);
        if is_background {
            numbers
        } else {
            cut_out.profile().background(BackgroundColour { rgb })
        }
    });
    let (width_px, height_px) = placement.image_px;
    let mut picture = RgbImage::from_pixel(width_px, height_px, image::Rgb(around));
    image::imageops::replace(&mut picture, &part, area.left_px.into(), area.top_px.into());
    Some(picture)
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
