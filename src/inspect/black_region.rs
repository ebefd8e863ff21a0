//! The black background as shapes that can be drawn over the picture: the near-black area that reaches the border, and
//! what is enclosed at its exact level.
//!
//! It is found by the same flood as the measurement's, so that what is drawn is what was judged. It is computed where a
//! picture is decoded for the screen, so that drawing it costs only its shapes. Knows no colours and no verdicts.
//! Invariant: no two patches overlap, and every shape lies within the picture.

use image::metadata::Orientation;

use super::PixelRect;
use super::flood::BlackBackground;
use super::light_edge::without_light_edge;
use super::orient::orient_rect;
use super::reduced::ReducedPicture;

/// Most shapes of a region. A product has some hundreds, a night sky of 20 megapixels some ten thousand; drawing this
/// many takes about a millisecond.
const MOST_SHAPES: usize = 12_000;

/// The black background, exact to one cell of the measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlackRegion {
    /// Upright rectangles in pixels that cover it, each part of it once.
    pub patches: Vec<PixelRect>,
    /// The lines between it and the rest of the picture, each as a rectangle in pixels that has no width or no height.
    /// The picture's own border is none of them.
    pub outline: Vec<PixelRect>,
}

/// Which cells of a grid belong to the area, row by row.
struct Mask {
    columns: usize,
    cell_px: usize,
    member: Vec<bool>,
}

impl BlackRegion {
    /// Finds the area in a picture as stored; `None` where there is none.
    pub(super) fn find(picture: &ReducedPicture) -> Option<Self> {
        let Some((part, rect)) = without_light_edge(picture) else {
            return Self::find_in(picture);
        };
        let mut region = Self::find_in(&part)?;
        for shape in region.patches.iter_mut().chain(&mut region.outline) {
            shape.x_px += rect.x_px;
            shape.y_px += rect.y_px;
        }
        Some(region)
    }

    fn find_in(picture: &ReducedPicture) -> Option<Self> {
        let background = BlackBackground::find(picture).all();
        let mask = Mask {
            columns: picture.columns(),
            cell_px: picture.cell_px as usize,
            member: background.cells().to_vec(),
        };
        let size_px = (picture.width_px, picture.height_px);
        mask.member.contains(&true).then(|| mask.region(size_px))
    }

    /// The area once the stored picture of that size is turned as Exif asks.
    pub(super) fn turned(mut self, size_px: (u32, u32), orientation: Orientation) -> Self {
        if orientation != Orientation::NoTransforms {
            for shape in self.patches.iter_mut().chain(&mut self.outline) {
                *shape = orient_rect(*shape, size_px.0, size_px.1, orientation);
            }
        }
        self
    }
}

impl Mask {
    fn rows(&self) -> impl DoubleEndedIterator<Item = &[bool]> {
        self.member.chunks_exact(self.columns)
    }

    /// Its shapes; where they would be too many, those of a coarser mask.
    fn region(self, size_px: (u32, u32)) -> BlackRegion {
        let mut mask = self;
        loop {
            let patches = mask.patches(size_px);
            let outline = mask.outline(size_px);
            let is_one_cell = mask.member.len() == 1;
            if patches.len() + outline.len() <= MOST_SHAPES || is_one_cell {
                return BlackRegion { patches, outline };
            }
            mask = mask.halved();
        }
    }

    /// Cells of four times the size; each belongs to the area where half of what it is made of does.
    fn halved(&self) -> Self {
        let columns = self.columns.div_ceil(2);
        let all_rows: Vec<&[bool]> = self.rows().collect();
        let member = all_rows
            .chunks(2)
            .flat_map(|pair| {
                (0..columns).map(|column| {
                    let cells = pair
                        .iter()
                        .flat_map(|row| row.iter().skip(2 * column).take(2));
                    let (all, members) = cells.fold((0, 0), |(all, members), is_member| {
                        (all + 1, members + usize::from(*is_member))
                    });
                    2 * members >= all
                })
            })
            .collect();
        Self {
            columns,
            cell_px: self.cell_px * 2,
            member,
        }
    }

    /// Runs of members of each row, joined with equal runs of the rows below.
    fn patches(&self, size_px: (u32, u32)) -> Vec<PixelRect> {
        let mut patches = Vec::new();
        let mut open: Vec<(Span, usize)> = Vec::new();
        let row_count = self.member.len() / self.columns;
        let ended = std::iter::once([].as_slice());
        for (row, members) in self.rows().chain(ended).enumerate() {
            let runs = runs(members.iter().copied());
            let mut next: Vec<(Span, usize)> = Vec::with_capacity(runs.len());
            for run in runs {
                let above = open.binary_search_by_key(&run.start, |(span, _)| span.start);
                let top = above
                    .ok()
                    .filter(|&at| open[at].0 == run)
                    .map_or(row, |at| open.remove(at).1);
                next.push((run, top));
            }
            let closed = open.drain(..);
            patches.extend(closed.map(|(span, top)| {
                let rows = Span {
                    start: top,
                    end: row.min(row_count),
                };
                self.rect(span, rows, size_px)
            }));
            open = next;
        }
        patches
    }

    /// Lines between members and others, as long as they go straight on.
    fn outline(&self, size_px: (u32, u32)) -> Vec<PixelRect> {
        let rows: Vec<&[bool]> = self.rows().collect();
        let mut lines = Vec::new();
        for (above, pair) in rows.windows(2).enumerate() {
            let differs = pair[0].iter().zip(pair[1]).map(|(one, other)| one != other);
            let line = Span {
                start: above + 1,
                end: above + 1,
            };
            lines.extend(
                runs(differs)
                    .into_iter()
                    .map(|run| self.rect(run, line, size_px)),
            );
        }
        for left in 0..self.columns.saturating_sub(1) {
            let differs = rows.iter().map(|row| row[left] != row[left + 1]);
            let line = Span {
                start: left + 1,
                end: left + 1,
            };
            lines.extend(
                runs(differs)
                    .into_iter()
                    .map(|run| self.rect(line, run, size_px)),
            );
        }
        lines
    }

    /// Cells as pixels; the last column and row may be cut by the picture's border.
    fn rect(&self, columns: Span, rows: Span, size_px: (u32, u32)) -> PixelRect {
        let pixel = |cells: usize, side: u32| {
            u32::try_from(cells * self.cell_px).map_or(side, |pixel| pixel.min(side))
        };
        let (left, right) = (
            pixel(columns.start, size_px.0),
            pixel(columns.end, size_px.0),
        );
        let (top, bottom) = (pixel(rows.start, size_px.1), pixel(rows.end, size_px.1));
        PixelRect {
            x_px: left,
            y_px: top,
            width_px: right - left,
            height_px: bottom - top,
        }
    }
}

/// Cells from `start` up to, without, `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    start: usize,
    end: usize,
}

/// Where `true` follows `true`.
fn runs(flags: impl Iterator<Item = bool>) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, _) in flags.enumerate().filter(|(_, flag)| *flag) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(Span {
                start: at,
                end: at + 1,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::orient::ALL_ORIENTATIONS;
    use crate::inspect::raster::Raster;
    use crate::inspect::reduced::cell_px;
    use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage, Rgba, RgbaImage};

    /// White, with black at the left and along a part of the top; and a hole through which that is seen, and a dark print.
    fn picture() -> RgbImage {
        RgbImage::from_fn(203, 137, |x, y| {
            let hole = (88..120).contains(&x) && (80..112).contains(&y);
            let print = (140..172).contains(&x) && (80..112).contains(&y);
            let black = x < 40 || (y < 24 && x < 150) || hole;
            Rgb([if black {
                0
            } else if print {
                9
            } else {
                255
            }; 3])
        })
    }

    fn find(raster: &Raster) -> Option<BlackRegion> {
        BlackRegion::find(&ReducedPicture::of_pixels(raster))
    }

    fn found(image: RgbImage) -> BlackRegion {
        find(&Raster::Rgb(image)).expect("there is an area")
    }

    /// Each patch adds 100 to its pixels, so that an overlap shows.
    fn painted(region: &BlackRegion, (width, height): (u32, u32)) -> GrayImage {
        let mut canvas = GrayImage::new(width, height);
        for patch in &region.patches {
            for y in patch.y_px..patch.y_px + patch.height_px {
                for x in patch.x_px..patch.x_px + patch.width_px {
                    let Luma([old]) = *canvas.get_pixel(x, y);
                    canvas.put_pixel(x, y, Luma([old + 100]));
                }
            }
        }
        canvas
    }

    #[test]
    fn it_covers_what_is_black_and_reaches_the_border_and_nothing_twice() {
        let canvas = painted(&found(picture()), (203, 137));
        for (x, y, Luma([times])) in canvas.enumerate_pixels() {
            // A cell that is cut by an edge belongs to one side or the other.
            let near_an_edge = x.abs_diff(40) < 4 || x.abs_diff(150) < 4 || y.abs_diff(24) < 4;
            let hole = (88..120).contains(&x) && (80..112).contains(&y);
            let is_background = x < 40 || (y < 24 && x < 150) || hole;
            let expected = if is_background { 100 } else { 0 };
            assert!(
                *times == expected || near_an_edge && *times <= 100,
                "{times} at {x}, {y}"
            );
        }
    }

    #[test]
    fn it_is_turned_as_the_picture_is() {
        let region = found(picture());
        let stored = painted(&region, (203, 137));
        for orientation in ALL_ORIENTATIONS {
            let mut shown = DynamicImage::from(stored.clone());
            shown.apply_orientation(orientation);
            let shown = shown.into_luma8();
            let turned = region.clone().turned((203, 137), orientation);
            assert_eq!(
                painted(&turned, shown.dimensions()),
                shown,
                "{orientation:?} turns the patches"
            );
            assert_eq!(region.outline.len(), turned.outline.len());
            for line in &turned.outline {
                let (x, y) = (line.x_px, line.y_px);
                let before = match (line.width_px, line.height_px) {
                    (0, _) => (x - 1, y),
                    _ => (x, y - 1),
                };
                assert_ne!(
                    shown.get_pixel(before.0, before.1),
                    shown.get_pixel(x, y),
                    "{orientation:?}: {line:?} parts the area from the rest"
                );
            }
        }
    }

    #[test]
    fn there_is_none_where_no_black_reaches_the_border() {
        let white = RgbImage::from_pixel(64, 64, Rgb([255; 3]));
        assert_eq!(find(&Raster::Rgb(white)), None, "white");
        let clear = RgbaImage::from_pixel(64, 64, Rgba([0, 0, 0, 0]));
        assert_eq!(
            find(&Raster::Rgba(clear)),
            None,
            "what is transparent still has not turned black"
        );
        let black = found(RgbImage::new(64, 48));
        assert_eq!(black.patches.len(), 1, "all of it in one patch");
        assert!(black.outline.is_empty(), "and nothing beside it");
    }

    #[test]
    fn scattered_light_does_not_become_too_many_shapes() {
        let cell = cell_px(4_000, 4_000);
        let stars = RgbImage::from_fn(4_000, 4_000, |x, y| {
            let is_star = (x / cell).is_multiple_of(2) && (y / cell).is_multiple_of(2);
            Rgb([if is_star { 255 } else { 0 }; 3])
        });
        let region = found(stars);
        let shapes = region.patches.len() + region.outline.len();
        assert!(shapes <= MOST_SHAPES, "{shapes} shapes");
    }

    #[test]
    fn a_picture_of_one_pixel_is_one_patch() {
        let region = found(RgbImage::new(1, 1));
        assert_eq!(painted(&region, (1, 1)).get_pixel(0, 0).0, [100]);
    }
}
