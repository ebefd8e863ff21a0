//! Looking closely: whether an original that seems to be an image's shows the same small print, and which of two does.
//!
//! Asked only of what the comparison by cells has proven. Works on decoded pictures, and reads no file.

use image::{DynamicImage, RgbImage, RgbaImage};

use super::CutOut;
use super::colour_profile::ColourProfile;
use super::comparing::pixels_of;
use super::fine_check::{Expected, Shown, Unlike, unlike};
use super::fine_pair::{FinePair, Resampling, laid_on, scaled, shown_of};
use super::plane::Plane;
use super::rounding::pixels;
use crate::session::{Mechanism, PlacedFrame, Placement};

/// A placement is corrected where something seems to be moved by more pixels than this, and so often at most.
const STILL_PX: f32 = 0.25;
const CORRECTIONS: usize = 2;

/// An original with fewer pixels along a side than this part of what the image has of it can't be what the image is made of
/// again: the repair would be blurred. Shops enlarge pictures by a tenth to fill a frame.
const LEAST_SCALE: f64 = 0.9;

/// Beyond this no way of resizing makes up for it. Measured: true pairs resized in another way than was thought up to 5.3.
const HOPELESS: f32 = 12.0;

/// Up to this there is no difference anywhere: three levels in an even place.
const EXACT: f32 = 0.6;

/// Of two originals the larger one is taken where it has so many times the other's pixels along a side, and shows the same.
const CLEARLY_LARGER: f64 = 1.1;

/// An image is the first of two originals up to this part of the way from the one to the other, and the second from that
/// part on.
const TOLD_FIRST: f32 = 0.35;
const TOLD_SECOND: f32 = 0.65;

/// Two originals differ in a pixel where light or a colour differs by more levels than this.
const DIFFERS: f32 = 4.0;

/// An original that shows an image's small print.
#[derive(Clone, Debug)]
pub(super) struct CloseLook {
    /// How it lies in the image, where it does not fill all of it, found more exactly.
    pub(super) placement: Option<Placement>,
    /// How unlike the two are where they are most so.
    pub(super) unlike: Unlike,
    /// Pixels of the original for a pixel of the image, along a side.
    pub(super) scale: f64,
    /// The original as it lies in the whole image; a smaller picture.
    view: RgbaImage,
}

/// Which of two originals an image was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    First,
    Second,
    /// They show the same, in the image and as it would be repaired.
    Same,
    /// What is different can't be seen in the image, and would be seen in the repaired one.
    Neither,
}

impl CloseLook {
    /// Looks at an image and its original at the image's own pixels; `None` where they are not the same.
    pub(super) fn new(
        image: &RgbImage,
        cut_out: &CutOut,
        placement: Option<Placement>,
        mechanism: Mechanism,
    ) -> Option<Self> {
        let original = pixels_of(cut_out);
        let mut usual = f32::INFINITY;
        for resampling in Resampling::ALL {
            let look = Self::exactly(image, cut_out, &original, placement, mechanism, resampling)?;
            if look.unlike.light > HOPELESS {
                return None;
            }
            // What fits worse as a whole was not how the image was made, and would excuse more.
            if look.unlike.usual_light <= usual {
                if look.unlike.is_same() {
                    return Some(look);
                }
                usual = look.unlike.usual_light;
            }
        }
        None
    }

    /// Compares at a placement, which is corrected where something seems to be moved.
    fn exactly(
        image: &RgbImage,
        cut_out: &CutOut,
        original: &RgbaImage,
        mut placement: Option<Placement>,
        mechanism: Mechanism,
        resampling: Resampling,
    ) -> Option<Self> {
        let mut corrections = 0;
        loop {
            let placed = placement.as_ref();
            let pair = FinePair::new(image, original, placed, mechanism, resampling)?;
            let (unlike, pair) = compared(pair, cut_out);
            let is_still = unlike.farthest_px() < STILL_PX;
            if let Some(known) = placement.filter(|_| !is_still && corrections < CORRECTIONS) {
                placement = Some(corrected(known, &unlike, pair.seen.dimensions()));
                corrections += 1;
                continue;
            }
            return Some(Self {
                unlike,
                scale: scale(image, original, placed),
                view: view(image, pair.original, placed)?,
                placement,
            });
        }
    }

    /// Whether no other original can fit clearly better: it is as large as the image, and like it in every place.
    pub(super) fn is_exact(&self) -> bool {
        self.scale >= 1.0 && self.unlike.light.max(self.unlike.colour) <= EXACT
    }

    /// Whether it has too few pixels for the image.
    pub(super) fn is_too_small(&self) -> bool {
        self.scale < LEAST_SCALE
    }

    /// Whether it has clearly more pixels than another one.
    pub(super) fn is_larger_than(&self, other: &Self) -> bool {
        self.scale > other.scale * CLEARLY_LARGER
    }
}

/// Compares with the colours as they are stored, and where they are not the same converted to sRGB.
fn compared(pair: FinePair, cut_out: &CutOut) -> (Unlike, FinePair) {
    let seen = pair.shown();
    let as_stored = unlike(&seen, &pair.expected());
    if !as_stored.is_same()
        && let ColourProfile::Kept { profile, .. } = cut_out.profile()
        && let Some(converted) = pair.converted(profile)
    {
        let as_converted = unlike(&seen, &converted.expected());
        if as_converted.is_same() {
            return (as_converted, converted);
        }
    }
    (as_stored, pair)
}

/// Pixels of the original for a pixel of the image.
fn scale(image: &RgbImage, original: &RgbaImage, placement: Option<&Placement>) -> f64 {
    let (width, height) = original.dimensions();
    let whole = (image.dimensions(), [width.into(), height.into()]);
    let ((across, down), [width, height]) = placement.map_or(whole, |placement| {
        let [_, _, width, height] = placement.frame.px();
        let area = placement.area;
        ((area.width_px, area.height_px), [width, height])
    });
    (width / f64::from(across)).min(height / f64::from(down))
}

/// The original in the whole image, of which it may fill a part.
fn view(image: &RgbImage, part: RgbaImage, placement: Option<&Placement>) -> Option<RgbaImage> {
    let Some(placement) = placement else {
        return Some(part);
    };
    let share = f64::from(part.width()) / f64::from(placement.area.width_px);
    let scaled_side = |px: u32| pixels(f64::from(px) * share).max(1);
    let (width, height) = image.dimensions();
    let placed = placement.scaled_to((scaled_side(width), scaled_side(height)));
    let area = placed.area;
    let part = scaled(&part, (area.width_px, area.height_px))?;
    let mut whole = RgbaImage::new(placed.image_px.0, placed.image_px.1);
    image::imageops::replace(&mut whole, &part, area.left_px.into(), area.top_px.into());
    Some(whole)
}

/// The placement after a correction by how the content seems to be moved in a picture of that size.
fn corrected(placement: Placement, unlike: &Unlike, size_px: (u32, u32)) -> Placement {
    let [left, top, width, height] = placement.frame.px();
    let longest = f64::from(size_px.0.max(size_px.1));
    let moved = unlike.moved_px.map(f64::from);
    let along = |start: f64, length: f64, px: u32, moved: f64, larger: f64| {
        let px = f64::from(px);
        let grows = larger * px / longest;
        let pixel = length / px;
        (
            start + (grows / 2.0 - moved) * pixel,
            length - grows * pixel,
        )
    };
    let (left, width) = along(left, width, size_px.0, moved[0], moved[1]);
    let (top, height) = along(top, height, size_px.1, moved[3], moved[5]);
    Placement {
        frame: PlacedFrame::of_px([left, top, width, height]),
        ..placement
    }
}

/// Which of two originals that both show an image's small print is the one. Where they differ, the image is on the way from
/// one to the other: at its beginning or its end where it was made of one of them, whatever noise there is.
pub(super) fn told_apart(image: &RgbImage, first: &CloseLook, second: &CloseLook) -> Told {
    // What the smaller one lacks can't be compared.
    let size_px = if first.view.width() <= second.view.width() {
        first.view.dimensions()
    } else {
        second.view.dimensions()
    };
    let seen = DynamicImage::from(image.clone()).into_rgba8();
    let views = [&seen, &first.view, &second.view].map(|picture| scaled(picture, size_px));
    let [Some(seen), Some(one), Some(other)] = views else {
        return Told::Neither;
    };
    let on = |picture: &RgbaImage, level: u8| shown_of(&laid_on(picture, level), size_px);
    let black = [on(&one, 0), on(&other, 0)];
    let is_same = shows_same(&black) && shows_same(&[on(&one, u8::MAX), on(&other, u8::MAX)]);
    if is_same && first.is_larger_than(second) {
        return Told::First;
    }
    if is_same && second.is_larger_than(first) {
        return Told::Second;
    }
    match way_between(&on(&seen, 0), &black) {
        Some(way) if way <= TOLD_FIRST => Told::First,
        Some(way) if way >= TOLD_SECOND => Told::Second,
        _ if is_same => Told::Same,
        _ => Told::Neither,
    }
}

fn shows_same([one, other]: &[Shown; 2]) -> bool {
    let expected = Expected {
        least: other.clone(),
        most: None,
    };
    unlike(one, &expected).is_same()
}

/// How far on the way from the first picture to the second one another lies, by what differs between both: 0 where it is
/// the first, 1 where it is the second. `None` where nothing differs.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a part of a way, of which a few places count"
)]
fn way_between(seen: &Shown, [first, second]: &[Shown; 2]) -> Option<f32> {
    let light = |shown: &Shown| [shown.light.softened()];
    let colours = |shown: &Shown| [0, 1].map(|colour| shown.colours[colour].softened());
    let (mut along, mut whole) = (0.0_f64, 0.0_f64);
    let mut add = |seen: &[Plane], first: &[Plane], second: &[Plane], weight: f64| {
        for ((seen, first), second) in seen.iter().zip(first).zip(second) {
            let pixels = seen.values.iter().zip(&first.values).zip(&second.values);
            for ((seen, first), second) in pixels {
                let way = second - first;
                if way.abs() > DIFFERS {
                    along += f64::from((seen - first) * way) * weight;
                    whole += f64::from(way * way) * weight;
                }
            }
        }
    };
    add(&light(seen), &light(first), &light(second), 1.0);
    // A pixel of the colours stands for four.
    add(&colours(seen), &colours(first), &colours(second), 4.0);
    (whole > 0.0).then(|| (along / whole) as f32)
}
