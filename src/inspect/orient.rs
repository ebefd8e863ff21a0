//! Where a part of a stored picture is once the picture is turned as Exif asks.

use image::metadata::Orientation;

use super::PixelRect;

/// Where a rectangle of a stored picture of that size is once the picture is turned. The rectangle must lie within the
/// picture; what lies beyond is cut to its edge.
#[must_use]
pub fn orient_rect(
    stored: PixelRect,
    stored_width_px: u32,
    stored_height_px: u32,
    orientation: Orientation,
) -> PixelRect {
    // Distances from the left, the top, the right and the bottom edge of the stored picture.
    let (left, top) = (stored.x_px, stored.y_px);
    let right = stored_width_px.saturating_sub(left.saturating_add(stored.width_px));
    let bottom = stored_height_px.saturating_sub(top.saturating_add(stored.height_px));
    let (x_px, y_px) = match orientation {
        Orientation::NoTransforms => (left, top),
        Orientation::FlipHorizontal => (right, top),
        Orientation::FlipVertical => (left, bottom),
        Orientation::Rotate180 => (right, bottom),
        Orientation::Rotate90 => (bottom, left),
        Orientation::Rotate90FlipH => (top, left),
        Orientation::Rotate270 => (top, right),
        Orientation::Rotate270FlipH => (bottom, right),
    };
    let (width_px, height_px) = oriented_size(stored.width_px, stored.height_px, orientation);
    PixelRect {
        x_px,
        y_px,
        width_px,
        height_px,
    }
}

/// The size of a picture once it is turned.
pub(super) fn oriented_size(width_px: u32, height_px: u32, orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height_px, width_px),
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width_px, height_px),
    }
}

/// Every way to turn a picture.
#[cfg(test)]
pub(super) const ALL_ORIENTATIONS: [Orientation; 8] = [
    Orientation::NoTransforms,
    Orientation::FlipHorizontal,
    Orientation::FlipVertical,
    Orientation::Rotate180,
    Orientation::Rotate90,
    Orientation::Rotate90FlipH,
    Orientation::Rotate270,
    Orientation::Rotate270FlipH,
];

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, Rgb, RgbImage};

    #[test]
    fn a_marked_pixel_is_found_again_after_every_turn() {
        for orientation in ALL_ORIENTATIONS {
            let mut image = RgbImage::new(20, 12);
            image.put_pixel(5, 3, Rgb([255, 0, 0]));
            let shown = turned(image, orientation);
            let rect = orient_rect(one_pixel(5, 3), 20, 12, orientation);
            assert_eq!(
                shown.get_pixel(rect.x_px, rect.y_px).0,
                [255, 0, 0],
                "{orientation:?} moves the mark to {rect:?}"
            );
            assert_eq!(
                (rect.width_px, rect.height_px),
                (1, 1),
                "one pixel stays one pixel"
            );
        }
    }

    #[test]
    fn a_rectangle_keeps_its_pixels_in_every_turn() {
        let stored = PixelRect {
            x_px: 2,
            y_px: 1,
            width_px: 7,
            height_px: 4,
        };
        for orientation in ALL_ORIENTATIONS {
            let image = RgbImage::from_fn(20, 12, |x, y| {
                let inside = (2..9).contains(&x) && (1..5).contains(&y);
                Rgb([if inside { 255 } else { 0 }; 3])
            });
            let shown = turned(image, orientation);
            let rect = orient_rect(stored, 20, 12, orientation);
            for (x, y, pixel) in shown.enumerate_pixels() {
                let inside = (rect.x_px..rect.x_px + rect.width_px).contains(&x)
                    && (rect.y_px..rect.y_px + rect.height_px).contains(&y);
                assert_eq!(pixel.0[0] == 255, inside, "{orientation:?} at {x}, {y}");
            }
        }
    }

    fn turned(image: RgbImage, orientation: Orientation) -> RgbImage {
        let mut image = DynamicImage::from(image);
        image.apply_orientation(orientation);
        image.into_rgb8()
    }

    fn one_pixel(x_px: u32, y_px: u32) -> PixelRect {
        PixelRect {
            x_px,
            y_px,
            width_px: 1,
            height_px: 1,
        }
    }
}
