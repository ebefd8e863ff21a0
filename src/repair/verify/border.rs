//! Which pixels of a repaired picture's border must be background: those that only transparent pixels of the original
//! contribute to.

use crate::repair::cut_out::CutOut;
use crate::repair::resample::FILTER_REACH_PX;
use crate::repair::rounding::pixels;
use crate::session::Placement;

/// The outermost pixels of a picture of that size that only transparent pixels of the cut-out contribute to, as column and
/// row.
///
/// Of a placed original only what lies within its area is looked at: what a shop has put around it is no background.
pub(super) fn background_border(
    cut_out: &CutOut,
    placement: Option<&Placement>,
    size_px: (u32, u32),
) -> impl Iterator<Item = (u32, u32)> {
    let (across, down) = match placement {
        None => (
            Axis::new(cut_out.width_px(), size_px.0),
            Axis::new(cut_out.height_px(), size_px.1),
        ),
        Some(placement) => {
            let [left, top, width, height] = placement.frame.px();
            let area = placement.area;
            let sides = (cut_out.width_px(), cut_out.height_px());
            (
                Axis::placed(sides.0, (left, width), (area.left_px, area.width_px)),
                Axis::placed(sides.1, (top, height), (area.top_px, area.height_px)),
            )
        }
    };
    let is_around = move |(x, y): &(u32, u32)| across.is_around(*x) || down.is_around(*y);
    let has_canvas = placement.is_some_and(|placement| placement.around.is_some());
    border(size_px)
        .filter(move |at| !(has_canvas && is_around(at)))
        .filter(move |&(x_px, y_px)| {
            let columns = across.sources(x_px);
            down.sources(y_px).all(|row| {
                columns
                    .clone()
                    .all(|column| cut_out.is_clear_at(column, row))
            })
        })
}

/// Every outermost pixel once.
fn border((width_px, height_px): (u32, u32)) -> impl Iterator<Item = (u32, u32)> {
    let right = width_px.saturating_sub(1);
    let bottom = height_px.saturating_sub(1);
    let rows = (0..width_px).flat_map(move |x| {
        let last = (bottom > 0).then_some((x, bottom));
        std::iter::once((x, 0)).chain(last)
    });
    let columns = (1..bottom).flat_map(move |y| {
        let last = (right > 0).then_some((right, y));
        std::iter::once((0, y)).chain(last)
    });
    rows.chain(columns)
}

/// How the pixels of one direction are made of the original's.
#[derive(Clone, Copy, Debug)]
struct Axis {
    from_px: u32,
    /// Pixels of the original for one of the picture.
    scale: f64,
    /// How many pixels of the original the filter reaches from the middle of a pixel; 0 where nothing is resampled.
    reach_px: f64,
    /// Where the picture's first pixel begins in the original.
    start_px: f64,
    /// Pixels of the picture that the original fills, clear or not.
    filled: (u32, u32),
}

impl Axis {
    fn new(from_px: u32, to_px: u32) -> Self {
        let scale = f64::from(from_px) / f64::from(to_px.max(1));
        Self {
            from_px,
            scale,
            reach_px: if from_px == to_px {
                0.0
            } else {
                FILTER_REACH_PX * scale.max(1.0)
            },
            start_px: 0.0,
            filled: (0, to_px),
        }
    }

    /// Of an original of which a frame (start and length in its pixels) fills an area (start and length).
    fn placed(from_px: u32, frame: (f64, f64), area: (u32, u32)) -> Self {
        let scale = frame.1 / f64::from(area.1.max(1));
        Self {
            from_px,
            scale,
            // And one for where the frame is cut to whole pixels.
            reach_px: FILTER_REACH_PX * scale.max(1.0) + scale,
            start_px: frame.0 - f64::from(area.0) * scale,
            filled: (area.0, area.0 + area.1),
        }
    }

    /// Whether a pixel of the picture is none of the area that the original fills.
    fn is_around(&self, at: u32) -> bool {
        !(self.filled.0..self.filled.1).contains(&at)
    }

    /// The pixels of the original that one of the picture is made of, and perhaps one more on either side.
    fn sources(&self, at: u32) -> std::ops::Range<u32> {
        let middle = (f64::from(at) + 0.5) * self.scale + self.start_px;
        let last = f64::from(self.from_px);
        let first = pixels((middle - self.reach_px).floor().clamp(0.0, last));
        let end = pixels((middle + self.reach_px).ceil().clamp(0.0, last));
        first..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_outermost_pixel_comes_once() {
        for size in [(1, 1), (1, 5), (5, 1), (2, 2), (7, 4)] {
            let all: Vec<(u32, u32)> = border(size).collect();
            let once: HashSet<(u32, u32)> = all.iter().copied().collect();
            assert_eq!(all.len(), once.len(), "{size:?} has none twice");
            let outermost = (0..size.0)
                .flat_map(|x| (0..size.1).map(move |y| (x, y)))
                .filter(|&(x, y)| x == 0 || y == 0 || x + 1 == size.0 || y + 1 == size.1)
                .count();
            assert_eq!(once.len(), outermost, "{size:?} has all");
        }
    }

    #[test]
    fn a_pixel_of_the_same_size_is_made_of_itself() {
        let axis = Axis::new(10, 10);
        for at in 0..10 {
            assert_eq!(axis.sources(at), at..at + 1, "pixel {at}");
        }
    }

    #[test]
    fn a_pixel_of_a_shrunk_picture_is_made_of_its_neighbours_too() {
        let axis = Axis::new(40, 10);
        assert_eq!(axis.sources(0), 0..10, "4 of its own, 6 to the right");
        assert_eq!(axis.sources(5), 14..30, "4 of its own, 6 to either side");
        assert_eq!(axis.sources(9), 30..40, "none beyond the last");
    }
}
