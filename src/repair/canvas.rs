//! What shops put around a picture: a light canvas, or a light line. Finds the picture within.

use image::RgbImage;

use super::rounding::level;
use crate::session::PlacedArea;

/// Light that a shop adds around a picture has at least this level in every colour.
const LIGHT_LEVEL: u8 = 120;

/// So light is it in the mean.
const LIGHT_MEAN: f32 = 150.0;

/// So many pixels of a row must be light; what else there is are JPEG's waves at the edge of the picture.
const LIGHT_SHARE: f32 = 0.95;

/// The colours of light rows are that close to each other.
const LIGHT_SPREAD: f32 = 30.0;

/// Side of the windows in which a canvas is looked at: a stroke of one pixel fills a third of one.
const WINDOW_PX: u32 = 3;

/// A canvas's window differs by no more levels in the mean from its colour.
const MOST_OFF_PLAIN: f32 = 10.0;

/// JPEG's waves of the black picture's edge reach so many pixels into the canvas, and make up to so many levels in the mean
/// of a window. The first pixels may be mixed of both by the resizing that put the picture there.
const WAVES_PX: u32 = 16;
const MOST_WAVES: f32 = 60.0;
const MIXED_PX: u32 = 2;

/// The black picture within a canvas makes up at least this part of each side.
const LEAST_SIDE_SHARE: f32 = 0.2;

/// The picture within what a shop has put around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct InnerPicture {
    pub(super) area: PlacedArea,
    pub(super) around: Option<[u8; 3]>,
}

/// The image itself, and the picture within its light canvas or line where it has one.
pub(super) fn inner_pictures(image: &RgbImage) -> Vec<InnerPicture> {
    let whole = PlacedArea {
        left_px: 0,
        top_px: 0,
        width_px: image.width(),
        height_px: image.height(),
    };
    let mut inner = vec![InnerPicture {
        area: whole,
        around: None,
    }];
    inner.extend(within_canvas(image, whole));
    inner
}

/// Takes light rows and columns off every side, until there are none.
fn within_canvas(image: &RgbImage, whole: PlacedArea) -> Option<InnerPicture> {
    let mut area = whole;
    let mut canvas: Option<[f32; 3]> = None;
    loop {
        let before = area;
        for side in [Side::Top, Side::Bottom, Side::Left, Side::Right] {
            while area.width_px > 2
                && area.height_px > 2
                && let Some(colour) = light_line(image, area, side)
                && canvas.is_none_or(|known| is_near(known, colour))
            {
                canvas.get_or_insert(colour);
                side.take_off(&mut area);
            }
        }
        if area == before {
            break;
        }
    }
    let is_large = |side: u32, of: u32| side as f32 >= of as f32 * LEAST_SIDE_SHARE;
    let is_picture =
        is_large(area.width_px, whole.width_px) && is_large(area.height_px, whole.height_px);
    let is_plain = canvas.is_none_or(|colour| is_plain(image, area, colour));
    (area != whole && is_picture && is_plain).then_some(InnerPicture {
        area,
        around: canvas.map(|colour| colour.map(level)),
    })
}

/// Whether all that is around an area has one colour. What stands on a canvas (a badge, a caption, a shadow) would be lost
/// in the repaired picture, which has the plain colour there.
fn is_plain(image: &RgbImage, area: PlacedArea, colour: [f32; 3]) -> bool {
    let (right, bottom) = (area.left_px + area.width_px, area.top_px + area.height_px);
    let off =
        |at: u32, from: u32, end: u32| from.saturating_sub(at).max((at + 1).saturating_sub(end));
    let windows = |side: u32| (0..side).step_by(WINDOW_PX as usize);
    windows(image.height()).all(|top| {
        windows(image.width()).all(|left| {
            // The window's pixel that is nearest to the area counts.
            let near = |at: u32, from: u32, end: u32| {
                off(at, from, end).min(off(at + WINDOW_PX - 1, from, end))
            };
            let distance = near(left, area.left_px, right).max(near(top, area.top_px, bottom));
            let most = match distance {
                0..=MIXED_PX => return true,
                _ if distance <= WAVES_PX => MOST_WAVES,
                _ => MOST_OFF_PLAIN,
            };
            let seen = window_mean(image, left, top);
            seen.iter()
                .zip(colour)
                .all(|(seen, plain)| (seen - plain).abs() <= most)
        })
    })
}

/// The mean colour of a window, cut where the picture ends.
fn window_mean(image: &RgbImage, left: u32, top: u32) -> [f32; 3] {
    let (right, bottom) = (
        (left + WINDOW_PX).min(image.width()),
        (top + WINDOW_PX).min(image.height()),
    );
    let mut line = Line::default();
    for y in top..bottom {
        (left..right).for_each(|x| line.add(image.get_pixel(x, y).0));
    }
    line.mean()
}

fn is_near(one: [f32; 3], other: [f32; 3]) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| (one - other).abs() <= LIGHT_SPREAD)
}

#[derive(Clone, Copy, Debug)]
enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

impl Side {
    fn take_off(self, area: &mut PlacedArea) {
        match self {
            Self::Top => {
                area.top_px += 1;
                area.height_px -= 1;
            }
            Self::Bottom => area.height_px -= 1,
            Self::Left => {
                area.left_px += 1;
                area.width_px -= 1;
            }
            Self::Right => area.width_px -= 1,
        }
    }
}

/// The mean colour of the outermost line of an area, where that is light.
fn light_line(image: &RgbImage, area: PlacedArea, side: Side) -> Option<[f32; 3]> {
    let (right, bottom) = (
        area.left_px + area.width_px - 1,
        area.top_px + area.height_px - 1,
    );
    let across = area.left_px..=right;
    let down = area.top_px..=bottom;
    let mut line = Line::default();
    match side {
        Side::Top => across.for_each(|x| line.add(image.get_pixel(x, area.top_px).0)),
        Side::Bottom => across.for_each(|x| line.add(image.get_pixel(x, bottom).0)),
        Side::Left => down.for_each(|y| line.add(image.get_pixel(area.left_px, y).0)),
        Side::Right => down.for_each(|y| line.add(image.get_pixel(right, y).0)),
    }
    let mean = line.mean();
    let is_light =
        line.light >= line.count * LIGHT_SHARE && mean.iter().all(|&level| level >= LIGHT_MEAN);
    is_light.then_some(mean)
}

#[derive(Default)]
struct Line {
    sum: [f32; 3],
    light: f32,
    count: f32,
}

impl Line {
    fn mean(&self) -> [f32; 3] {
        self.sum.map(|sum| sum / self.count.max(1.0))
    }

    fn add(&mut self, pixel: [u8; 3]) {
        for (sum, level) in self.sum.iter_mut().zip(pixel) {
            *sum += f32::from(level);
        }
        self.count += 1.0;
        if pixel.iter().all(|&level| level >= LIGHT_LEVEL) {
            self.light += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    const AREA: PlacedArea = PlacedArea {
        left_px: 60,
        top_px: 40,
        width_px: 280,
        height_px: 300,
    };

    /// A black picture with a bright middle in a light canvas, on which something may be drawn.
    fn on_canvas(drawn: impl Fn(u32, u32) -> Option<[u8; 3]>) -> RgbImage {
        RgbImage::from_fn(400, 420, |x, y| {
            let across = (AREA.left_px..AREA.left_px + AREA.width_px).contains(&x);
            let down = (AREA.top_px..AREA.top_px + AREA.height_px).contains(&y);
            let is_product = (150..250).contains(&x) && (100..280).contains(&y);
            Rgb(match (across && down, is_product) {
                (_, true) => [200, 90, 40],
                (true, false) => [0; 3],
                (false, _) => drawn(x, y).unwrap_or([250, 250, 246]),
            })
        })
    }

    fn found(drawn: impl Fn(u32, u32) -> Option<[u8; 3]>) -> Option<InnerPicture> {
        inner_pictures(&on_canvas(drawn)).get(1).copied()
    }

    #[test]
    fn a_plain_canvas_is_found_with_its_colour() {
        let inner = found(|_, _| None).expect("a canvas");
        assert_eq!((inner.area, inner.around), (AREA, Some([250, 250, 246])));
        // What JPEG leaves of the edge of black.
        let waves = |x: u32, y: u32| {
            ((46..58).contains(&x) && (44..336).contains(&y))
                .then(|| [[226; 3], [255; 3]][(x % 2) as usize])
        };
        assert!(found(waves).is_some());
    }

    #[test]
    fn what_stands_on_a_canvas_is_not_thrown_away() {
        let at = |x: u32, y: u32, left: u32, top: u32, width: u32, height: u32| {
            (left..left + width).contains(&x) && (top..top + height).contains(&y)
        };
        let badge = |x, y| at(x, y, 372, 8, 16, 16).then_some([220, 0, 0]);
        assert!(found(badge).is_none(), "a badge");
        let stroke = |x, y| at(x, y, 10, 200, 1, 14).then_some([60; 3]);
        assert!(found(stroke).is_none(), "a letter of thin strokes");
        let close = |x, y| at(x, y, 180, 345, 14, 7).then_some([30; 3]);
        assert!(found(close).is_none(), "a caption close to the picture");
        let pale = |x, y| at(x, y, 100, 380, 120, 20).then_some([232; 3]);
        assert!(found(pale).is_none(), "a watermark");
        let shade = |_, y: u32| Some([u8::try_from(250 - y / 16).unwrap(); 3]);
        assert!(found(shade).is_none(), "a canvas that darkens");
    }
}
