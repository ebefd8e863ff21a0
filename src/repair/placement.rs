//! Where an original may lie in its image: shops trim, pad and square pictures, set them into a light canvas, or draw a
//! light line around them.
//!
//! Proposes and draws no conclusion: a wrong proposal costs a comparison. What the image shows on black must be what the
//! original shows on black, so the boxes around both tell how it was moved and scaled.

use image::{RgbImage, RgbaImage};

use super::canvas::InnerPicture;
use super::motion::Motion;
use super::repaired_picture::same_shape;
use crate::session::{PlacedArea, PlacedFrame, Placement};

/// A pixel of this level, of 255, is seen on black: JPEG makes up to 16 of it.
const SEEN_LEVEL: u8 = 28;

/// What is trimmed shows at most this part of the original's width.
const TRIMMED_SHARE: f64 = 0.97;

/// Correcting a placement changes what it shows by at most this part.
const MOST_CORRECTED: f64 = 0.02;

/// Programs that trim may leave out what is fainter than a tenth.
const FAINT_ALPHA: u8 = 26;

/// What stands in the middle has margins that differ by no more pixels of the image than rounding and finding it make up.
const OFF_MIDDLE_PX: f64 = 3.0;

/// Shops keep proportions: both sides are scaled alike, to this part or to two pixels of the image.
const MOST_UNEVEN: f64 = 0.02;

/// How an original may lie in a picture that is (a part of) an image, likeliest first.
pub(super) fn placements(
    image: &RgbImage,
    inner: InnerPicture,
    original: &RgbaImage,
) -> Vec<Placement> {
    let image_px = image.dimensions();
    let size = (f64::from(original.width()), f64::from(original.height()));
    let area = inner.area;
    let sides = (f64::from(area.width_px), f64::from(area.height_px));
    let placed = |frame: [f64; 4]| Placement {
        image_px,
        area,
        frame: PlacedFrame::of_px(frame),
        around: inner.around,
    };
    let mut found = Vec::new();
    let whole_shape = (
        size.0 / f64::from(image_px.0),
        size.1 / f64::from(image_px.1),
    );
    if inner.around.is_some() {
        if is_even(sides.0 / size.0, sides.1 / size.1, size) {
            found.push(placed([0.0, 0.0, size.0, size.1]));
        }
        // What is around was drawn over the picture.
        if is_even(1.0 / whole_shape.0, 1.0 / whole_shape.1, size) {
            found.push(placed([
                f64::from(area.left_px) * whole_shape.0,
                f64::from(area.top_px) * whole_shape.1,
                sides.0 * whole_shape.0,
                sides.1 * whole_shape.1,
            ]));
        }
    }
    if let (Some(seen), Some(wanted)) = (seen_box(image, area), seen_box_on_black(original)) {
        let across = seen.width / wanted.width;
        let down = seen.height / wanted.height;
        if is_even(across, down, (wanted.width, wanted.height)) {
            // The longer side tells more exactly.
            let scale = if wanted.width >= wanted.height {
                across
            } else {
                down
            };
            let middle = |seen_at: f64, wanted_at: f64| wanted_at - seen_at / scale;
            found.push(placed([
                middle(seen.middle_x(), wanted.middle_x()),
                middle(seen.middle_y(), wanted.middle_y()),
                sides.0 / scale,
                sides.1 / scale,
            ]));
        }
    }
    found
}

/// Whether both sides are scaled alike.
fn is_even(across: f64, down: f64, size: (f64, f64)) -> bool {
    let longest = size.0.max(size.1) * across.min(down);
    let slack = MOST_UNEVEN.max(2.0 / longest.max(1.0));
    (across / down - 1.0).abs() <= slack
}

/// The placement after a correction: the original's content seems to be moved by so much in cells of this size.
pub(super) fn corrected(placement: Placement, motion: &Motion, cells: (u32, u32)) -> Placement {
    let [left, top, width, height] = placement.frame.px();
    let cell = (width / f64::from(cells.0), height / f64::from(cells.1));
    // Enlarged around where the content is.
    let scale = 1.0 + f64::from(motion.larger);
    let (x, y) = (
        f64::from(motion.centre.0) + 0.5,
        f64::from(motion.centre.1) + 0.5,
    );
    let start = |start: f64, at: f64, cell: f64, moved: f32| {
        let middle = start + at * cell;
        middle - (at + f64::from(moved)) * cell / scale
    };
    let frame = [
        start(left, x, cell.0, motion.right),
        start(top, y, cell.1, motion.down),
        width / scale,
        height / scale,
    ];
    Placement {
        frame: PlacedFrame::of_px(frame),
        ..placement
    }
}

/// Whether a placement is one that shops make: the visible part of the original, or all of it, stands in the middle of
/// the area, and within it. Inside of a canvas it fills the area.
pub(super) fn is_as_shops_do(placement: &Placement, original: &RgbaImage) -> bool {
    if placement.around.is_some() && is_within(placement, original.dimensions()) {
        return true;
    }
    // Where nothing is padded to other proportions, only trimming makes another picture, and it shows less of the
    // original; a product that is moved or smaller there is another picture's.
    if !shows_another_part(placement, original, TRIMMED_SHARE) {
        return false;
    }
    let whole = SeenBox {
        left: 0.0,
        top: 0.0,
        width: original.width().into(),
        height: original.height().into(),
    };
    let visible = |least: u8| {
        box_around(original.dimensions(), |x, y| {
            original.get_pixel(x, y).0[3] >= least
        })
    };
    [Some(whole), visible(1), visible(FAINT_ALPHA)]
        .into_iter()
        .flatten()
        .any(|part| is_in_the_middle(placement, part))
}

/// Whether a placement may become one that shops make by being corrected, which changes it by little.
pub(super) fn may_become_as_shops_do(placement: &Placement, original: &RgbaImage) -> bool {
    placement.around.is_some()
        || shows_another_part(placement, original, TRIMMED_SHARE + MOST_CORRECTED)
}

/// Whether the area has other proportions than the original, or shows at most this share of its width.
fn shows_another_part(placement: &Placement, original: &RgbaImage, share: f64) -> bool {
    let [_, _, width, _] = placement.frame.px();
    let area_px = (placement.area.width_px, placement.area.height_px);
    !same_shape(original.dimensions(), area_px) || width <= f64::from(original.width()) * share
}

/// Whether the frame shows nothing beyond the original, but for what rounding makes.
fn is_within(placement: &Placement, original_px: (u32, u32)) -> bool {
    let [left, top, width, height] = placement.frame.px();
    let slack = 1.0 + width.max(height) * 0.01;
    left >= -slack
        && top >= -slack
        && left + width <= f64::from(original_px.0) + slack
        && top + height <= f64::from(original_px.1) + slack
}

fn is_in_the_middle(placement: &Placement, part: SeenBox) -> bool {
    let [left, top, width, height] = placement.frame.px();
    let centred = |before: f64, after: f64, side: f64, area_px: u32| {
        let scale = f64::from(area_px) / side;
        let (before, after) = (before * scale, after * scale);
        (before - after).abs() <= OFF_MIDDLE_PX && before.min(after) >= -OFF_MIDDLE_PX
    };
    let right = left + width - part.left - part.width;
    let bottom = top + height - part.top - part.height;
    centred(part.left - left, right, width, placement.area.width_px)
        && centred(part.top - top, bottom, height, placement.area.height_px)
}

/// A box around what is seen, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct SeenBox {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl SeenBox {
    fn middle_x(&self) -> f64 {
        self.left + self.width / 2.0
    }

    fn middle_y(&self) -> f64 {
        self.top + self.height / 2.0
    }
}

/// Around what is seen of a part of an image, in its own pixels; `None` where nothing is.
fn seen_box(image: &RgbImage, area: PlacedArea) -> Option<SeenBox> {
    let is_seen = |x: u32, y: u32| {
        let pixel = image.get_pixel(area.left_px + x, area.top_px + y).0;
        pixel.iter().any(|&level| level >= SEEN_LEVEL)
    };
    box_around((area.width_px, area.height_px), is_seen)
}

fn seen_box_on_black(original: &RgbaImage) -> Option<SeenBox> {
    let is_seen = |x: u32, y: u32| {
        let [red, green, blue, alpha] = original.get_pixel(x, y).0;
        let level = u32::from(red.max(green).max(blue)) * u32::from(alpha);
        level >= u32::from(SEEN_LEVEL) * 255
    };
    box_around(original.dimensions(), is_seen)
}

fn box_around(size_px: (u32, u32), is_seen: impl Fn(u32, u32) -> bool) -> Option<SeenBox> {
    let (width, height) = size_px;
    let row = |&y: &u32| (0..width).any(|x| is_seen(x, y));
    let top = (0..height).find(row)?;
    let bottom = (top..height).rev().find(row)?;
    let column = |&x: &u32| (top..=bottom).any(|y| is_seen(x, y));
    let left = (0..width).find(column)?;
    let right = (left..width).rev().find(column)?;
    Some(SeenBox {
        left: left.into(),
        top: top.into(),
        width: f64::from(right - left) + 1.0,
        height: f64::from(bottom - top) + 1.0,
    })
}
