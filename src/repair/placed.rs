//! An original seen through a frame: the part of its plane that fills an area of the image, at the size of that area.
//!
//! Beyond the original its plane is clear. Invariant: what is put together here is as large as asked for, whatever the
//! frame says, and takes no more memory than that and the original.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::RgbaImage;

use super::rounding::pixels;
use crate::session::{PlacedArea, PlacedFrame};

/// The part of a picture of four bytes a pixel that lies within a frame, and where it is put.
struct Seen {
    /// Left, top, width and height in the picture.
    crop: [f64; 4],
    /// Where it stands in the area: left, top, width and height.
    place: [u32; 4],
}

/// A picture of four bytes a pixel through a frame, at a size; `beyond` fills what is outside of it. `filter` and whether
/// colours are weighed by their alpha are the caller's. `None` where the frame shows nothing of it, or sides are 0.
pub(super) fn framed(
    picture: &[u8],
    size_px: (u32, u32),
    frame: PlacedFrame,
    to_px: (u32, u32),
    beyond: [u8; 4],
    options: ResizeOptions,
) -> Option<Vec<u8>> {
    let seen = Seen::of(size_px, frame, to_px)?;
    let [left, top, width, height] = seen.place;
    let source = ImageRef::new(size_px.0, size_px.1, picture, PixelType::U8x4).ok()?;
    let mut part = Image::new(width, height, PixelType::U8x4);
    let [crop_left, crop_top, crop_width, crop_height] = seen.crop;
    let options = options.crop(crop_left, crop_top, crop_width, crop_height);
    Resizer::new().resize(&source, &mut part, &options).ok()?;
    let (across, down) = (to_px.0 as usize, to_px.1 as usize);
    let mut whole = beyond.repeat(across * down);
    let rows = whole.chunks_exact_mut(across * 4).skip(top as usize);
    let left = left as usize * 4;
    for (row, part) in rows.zip(part.buffer().chunks_exact(width as usize * 4)) {
        row[left..left + part.len()].copy_from_slice(part);
    }
    Some(whole)
}

/// An original through a frame at a size, with straight colours; clear pixels have no colour.
pub(super) fn framed_original(
    original: &RgbaImage,
    frame: PlacedFrame,
    to_px: (u32, u32),
) -> Option<RgbaImage> {
    // Each pixel is the mean of what it covers, as where whole pictures are compared.
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(FilterType::Box))
        .use_alpha(true);
    let pixels = framed(
        original.as_raw(),
        original.dimensions(),
        frame,
        to_px,
        [0; 4],
        options,
    )?;
    RgbaImage::from_raw(to_px.0, to_px.1, pixels)
}

impl Seen {
    fn of(size_px: (u32, u32), frame: PlacedFrame, to_px: (u32, u32)) -> Option<Self> {
        let [left, top, width, height] = frame.px();
        let (from, to) = axis(size_px.0, left, width, to_px.0)?;
        let (from_down, to_down) = axis(size_px.1, top, height, to_px.1)?;
        Some(Self {
            crop: [from.0, from_down.0, from.1, from_down.1],
            place: [to.0, to_down.0, to.1, to_down.1],
        })
    }
}

/// Of one direction: the part of the picture that is seen (start and length), and the whole pixels that it fills.
fn axis(size_px: u32, start: f64, length: f64, to_px: u32) -> Option<((f64, f64), (u32, u32))> {
    if length <= 0.0 || to_px == 0 || size_px == 0 {
        return None;
    }
    let scale = f64::from(to_px) / length;
    // The pixels whose middles lie on the picture.
    let first = (-start * scale).round().clamp(0.0, to_px.into());
    let end = ((f64::from(size_px) - start) * scale)
        .round()
        .clamp(0.0, to_px.into());
    if end - first < 1.0 {
        return None;
    }
    let from = (start + first / scale).max(0.0);
    let until = (start + end / scale).min(size_px.into());
    (until > from).then(|| ((from, until - from), (pixels(first), pixels(end - first))))
}

/// A part of a picture of three bytes a pixel.
pub(super) fn part_of(picture: &image::RgbImage, area: PlacedArea) -> image::RgbImage {
    image::imageops::crop_imm(
        picture,
        area.left_px,
        area.top_px,
        area.width_px,
        area.height_px,
    )
    .to_image()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    #[test]
    fn what_is_beyond_the_original_is_clear() {
        let red = RgbaImage::from_pixel(10, 10, Rgba([200, 0, 0, 255]));
        // Twice as large as the original, which stands in its middle.
        let frame = PlacedFrame::of_px([-5.0, -5.0, 20.0, 20.0]);
        let seen = framed_original(&red, frame, (40, 40)).unwrap();
        for (x, y, pixel) in seen.enumerate_pixels() {
            let is_inside = (10..30).contains(&x) && (10..30).contains(&y);
            let wanted = if is_inside { [200, 0, 0, 255] } else { [0; 4] };
            assert_eq!(pixel.0, wanted, "{x} {y}");
        }
    }

    #[test]
    fn a_frame_within_the_original_shows_a_part_of_it() {
        let half = RgbaImage::from_fn(10, 10, |x, _| {
            Rgba([if x < 5 { 0 } else { 100 }, 0, 0, 255])
        });
        let frame = PlacedFrame::of_px([5.0, 2.0, 5.0, 5.0]);
        let seen = framed_original(&half, frame, (5, 5)).unwrap();
        assert!(seen.pixels().all(|pixel| pixel.0 == [100, 0, 0, 255]));
        let away = PlacedFrame::of_px([30.0, 0.0, 5.0, 5.0]);
        assert!(framed_original(&half, away, (5, 5)).is_none());
    }
}
