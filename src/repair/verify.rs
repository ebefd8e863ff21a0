//! Decodes a new file again, with the decoder that inspects images, and compares it with what was promised.
//!
//! Knows nothing of how the file was made, so that a fault there can't hide itself here: what must be background is told
//! by the original's transparency, what a lossy file may differ by is told by the steps that stand in it.

mod border;
mod jpeg_tables;
mod losses;
mod shared_colours;
#[cfg(test)]
mod tests;
mod webp_steps;

use image::{RgbImage, metadata::Orientation};

use crate::inspect::{ImageFormat, ImageLimits, InspectError, decode_full};

use super::cut_out::CutOut;
use crate::session::Placement;
use border::background_border;
use jpeg_tables::jpeg_losses;
use losses::Losses;
use shared_colours::sharing_cost_levels;
use webp_steps::webp_losses;

/// What a new file was made to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Promise<'made> {
    /// Its format.
    pub(super) format: ImageFormat,
    /// Its pixels before they were compressed.
    pub(super) picture: &'made RgbImage,
    /// What the pixels were made of.
    pub(super) cut_out: &'made CutOut,
    /// How the original lies in the picture, where it does not fill all of it.
    pub(super) placement: Option<&'made Placement>,
    /// The background, in the numbers of the file's colour profile.
    pub(super) background: [u8; 3],
}

/// What is wrong with a new file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum VerifyError {
    /// It can't be decoded.
    #[error("it can't be decoded: {0}")]
    Unreadable(InspectError),
    /// It has another format.
    #[error("it is {} instead of {}", found.label(), wanted.label())]
    OtherFormat {
        /// The format by content.
        found: ImageFormat,
        /// The format that was promised.
        wanted: ImageFormat,
    },
    /// It has another size, or asks to be turned.
    #[error(
        "it is shown with {} x {} pixels or turned, instead of {} x {}",
        found_px.0, found_px.1, wanted_px.0, wanted_px.1
    )]
    OtherSize {
        /// Width and height as decoded.
        found_px: (u32, u32),
        /// Width and height that were promised.
        wanted_px: (u32, u32),
    },
    /// A pixel of the border that is transparent in the original has not the colour of the background.
    #[error(
        "its border is not the background colour at {x_px}, {y_px}: {found:?} instead of {wanted:?}"
    )]
    BorderOff {
        /// Column of the pixel, from the left.
        x_px: u32,
        /// Row of the pixel, from the top.
        y_px: u32,
        /// Red, green and blue there.
        found: [u8; 3],
        /// Red, green and blue of the background.
        wanted: [u8; 3],
    },
    /// The picture differs by more than compressing it explains.
    #[error(
        "it differs from the picture by {mean_levels:.2} levels of 255 on average, more than {allowed_levels:.2}"
    )]
    Differs {
        /// Mean absolute difference, in levels of 255.
        mean_levels: f64,
        /// What the file's own steps, and colours that pixels share, explain.
        allowed_levels: f64,
    },
}

/// Checks a new file against its promise.
///
/// # Errors
/// The first thing that is wrong; see [`VerifyError`].
pub(super) fn verify(
    bytes: &[u8],
    promise: &Promise<'_>,
    limits: &ImageLimits,
) -> Result<(), VerifyError> {
    let decoded = decode_full(bytes, limits).map_err(VerifyError::Unreadable)?;
    if decoded.format != promise.format {
        return Err(VerifyError::OtherFormat {
            found: decoded.format,
            wanted: promise.format,
        });
    }
    let found = decoded.image.into_rgb8();
    let wanted_px = promise.picture.dimensions();
    if found.dimensions() != wanted_px || decoded.orientation != Orientation::NoTransforms {
        return Err(VerifyError::OtherSize {
            found_px: found.dimensions(),
            wanted_px,
        });
    }
    let losses = match promise.format {
        ImageFormat::Jpeg => jpeg_losses(bytes),
        ImageFormat::WebP => webp_losses(bytes),
        _ => Losses::NONE,
    };
    check_border(&found, promise, &losses)?;
    check_difference(&found, promise.picture, &losses)
}

fn check_border(
    found: &RgbImage,
    promise: &Promise<'_>,
    losses: &Losses,
) -> Result<(), VerifyError> {
    let wanted = promise.background;
    let allowed = losses.flat_tolerance_levels;
    let off = |at: (u32, u32), found: [u8; 3]| VerifyError::BorderOff {
        x_px: at.0,
        y_px: at.1,
        found,
        wanted,
    };
    let size_px = promise.picture.dimensions();
    for at in background_border(promise.cut_out, promise.placement, size_px) {
        // Before it was compressed it must have been exact.
        let before = promise.picture.get_pixel(at.0, at.1).0;
        if before != wanted {
            return Err(off(at, before));
        }
        let after = found.get_pixel(at.0, at.1).0;
        let is_off = after
            .iter()
            .zip(wanted)
            .any(|(&after, wanted)| after.abs_diff(wanted) > allowed);
        // Close to the product a lossy file rings, by an amount that only the product knows; the mean over all pixels sees to it.
        if is_off && losses.is_flat_around(promise.picture, at, wanted) {
            return Err(off(at, after));
        }
    }
    Ok(())
}

fn check_difference(
    found: &RgbImage,
    picture: &RgbImage,
    losses: &Losses,
) -> Result<(), VerifyError> {
    let sum: u64 = found
        .as_raw()
        .iter()
        .zip(picture.as_raw())
        .map(|(found, wanted)| u64::from(found.abs_diff(*wanted)))
        .sum();
    let mean_levels = sum as f64 / (picture.as_raw().len() as f64).max(1.0);
    if mean_levels <= losses.noise_levels {
        return Ok(());
    }
    let shared_levels = if losses.are_colours_shared {
        sharing_cost_levels(picture)
    } else {
        0.0
    };
    let allowed_levels = losses.noise_levels + shared_levels;
    if mean_levels > allowed_levels {
        return Err(VerifyError::Differs {
            mean_levels,
            allowed_levels,
        });
    }
    Ok(())
}
