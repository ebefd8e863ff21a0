//! Makes a laid picture as large as the file that it replaces.
//!
//! The filter is Catmull-Rom (the "bicubic" of most programs), widened when shrinking so that nothing is skipped. Lanczos
//! is a little sharper, but its second lobe leaves a faint dark ring a few pixels off every edge, in the middle of the
//! background, where a shop's white must be white. Catmull-Rom has one lobe, which makes the background next to a dark
//! product *brighter*: on white that is cut off at 255, and on other colours it is taken back here, wherever the filter
//! finds no cover.
//!
//! It works on the stored numbers (gamma-encoded), not in linear light: the shop's other pictures and the tools that made
//! the black file do so, and with linear light thin dark lines and letters would come out visibly lighter than in the
//! pictures next to them.
//!
//! Invariant: a pixel of the new picture that only transparent pixels contribute to has the background colour exactly.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbImage;

use super::placed::framed;
use crate::session::PlacedFrame;

/// How many pixels of the smaller of both pictures the filter reaches, to either side.
pub(super) const FILTER_REACH_PX: f64 = 2.0;

/// A picture in another size. `laid` has four bytes a pixel, the fourth its cover; `None` where a side is 0 or the bytes
/// are not those of such a picture.
pub(super) fn resampled(
    laid: &[u8],
    from_px: (u32, u32),
    to_px: (u32, u32),
    background: [u8; 3],
) -> Option<RgbImage> {
    if to_px.0 == 0 || to_px.1 == 0 {
        return None;
    }
    let source = ImageRef::new(from_px.0, from_px.1, laid, PixelType::U8x4).ok()?;
    let mut target = Image::new(to_px.0, to_px.1, PixelType::U8x4);
    Resizer::new()
        .resize(&source, &mut target, &filter())
        .ok()?;
    Some(without_cover(target.buffer(), to_px, background))
}

/// The same of a picture that is seen through a frame; the background is wherever it is not.
pub(super) fn resampled_through(
    laid: &[u8],
    from_px: (u32, u32),
    frame: PlacedFrame,
    to_px: (u32, u32),
    background: [u8; 3],
) -> Option<RgbImage> {
    let [red, green, blue] = background;
    let beyond = [red, green, blue, 0];
    let framed = framed(laid, from_px, frame, to_px, beyond, filter())?;
    Some(without_cover(&framed, to_px, background))
}

fn filter() -> ResizeOptions {
    ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom))
        // The colours are laid already: they are not to be weighed by their cover.
        .use_alpha(false)
}

/// The colours alone; what nothing covers has the background's exactly.
fn without_cover(pixels: &[u8], size_px: (u32, u32), background: [u8; 3]) -> RgbImage {
    let mut picture = RgbImage::new(size_px.0, size_px.1);
    let shown = picture.as_chunks_mut::<3>().0.iter_mut();
    for (to, &[red, green, blue, cover]) in shown.zip(pixels.as_chunks::<4>().0) {
        *to = if cover == 0 {
            background
        } else {
            [red, green, blue]
        };
    }
    picture
}
