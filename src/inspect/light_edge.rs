//! Where a picture begins that lies within a light canvas or behind a light line.
//!
//! A shop that makes every picture square, or a program that draws a line round it, hides a black background from whoever
//! looks at the border only. Knows no verdicts.

use std::ops::Range;

use super::PixelRect;
use super::measure::NEAR_BLACK_LEVEL;
use super::reduced::ReducedPicture;

/// A canvas is at least as light as this, 0 to 255: white, off-white, the grey of a page.
const LIGHT_LEVEL: u8 = 200;

/// The levels of a row of canvas differ by no more than this, which the compression of JPEG may make of one colour.
const MOST_DIFFERENCE: u8 = 8;

/// How thick a line round a picture may be, in pixels.
const MOST_LINE_PX: u32 = 3;

/// Least share of the picture that is worth to be looked at within a canvas.
const LEAST_PART: f32 = 0.1;

/// The part of a picture within its light canvas or behind its light line, and where it is; `None` where there is neither,
/// or no black behind it.
pub fn without_light_edge(picture: &ReducedPicture) -> Option<(ReducedPicture, PixelRect)> {
    let (columns, rows) = (picture.columns(), picture.rows());
    let corners = [
        (0, 0),
        (columns - 1, 0),
        (0, rows - 1),
        (columns - 1, rows - 1),
    ];
    if corners
        .iter()
        .any(|&(column, row)| is_black(picture, column, row))
    {
        return None;
    }
    let part = [within_canvas(picture), behind_line(picture)]
        .into_iter()
        .flatten()
        .find(|part| part.is_black_picture(picture))?;
    Some((part.cut(picture), part.rect(picture)))
}

fn is_black(picture: &ReducedPicture, column: usize, row: usize) -> bool {
    picture.levels[row * picture.columns() + column] <= NEAR_BLACK_LEVEL
}

/// Whole cells of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    columns: Range<usize>,
    rows: Range<usize>,
}

/// What is left when rows and columns of one light level are taken away, and the cells beside them, which the edge may
/// cut.
fn within_canvas(picture: &ReducedPicture) -> Option<Part> {
    let (columns, rows) = (picture.columns(), picture.rows());
    let row = |row: usize| picture.levels[row * columns..(row + 1) * columns].iter();
    let top = (0..rows).take_while(|&at| is_canvas(row(at))).count();
    if top == rows {
        return None;
    }
    let bottom = (0..rows).rev().take_while(|&at| is_canvas(row(at))).count();
    let between = top * columns..(rows - bottom) * columns;
    let column = |column: usize| {
        let cells = &picture.levels[between.clone()];
        cells.iter().skip(column).step_by(columns)
    };
    let left = (0..columns).take_while(|&at| is_canvas(column(at))).count();
    let right = (0..columns)
        .rev()
        .take_while(|&at| is_canvas(column(at)))
        .count();
    let beside = |canvas: usize| if canvas > 0 { canvas + 1 } else { 0 };
    let part = Part {
        columns: beside(left)..columns.saturating_sub(beside(right)),
        rows: beside(top)..rows.saturating_sub(beside(bottom)),
    };
    (top + bottom + left + right > 0).then_some(part)
}

fn is_canvas<'a>(levels: impl Iterator<Item = &'a u8>) -> bool {
    let (least, most) = levels.fold((u8::MAX, 0), |(least, most), &level| {
        (level.min(least), level.max(most))
    });
    least >= LIGHT_LEVEL && most - least <= MOST_DIFFERENCE
}

/// What is left without the cells that a line round the picture may touch, where none of the outermost is black.
fn behind_line(picture: &ReducedPicture) -> Option<Part> {
    let whole = Part {
        columns: 0..picture.columns(),
        rows: 0..picture.rows(),
    };
    if whole.border(picture).any(|level| level <= NEAR_BLACK_LEVEL) {
        return None;
    }
    let first = MOST_LINE_PX.div_ceil(picture.cell_px) as usize;
    let end = |side_px: u32| (side_px.saturating_sub(MOST_LINE_PX) / picture.cell_px) as usize;
    Some(Part {
        columns: first..end(picture.width_px),
        rows: first..end(picture.height_px),
    })
}

impl Part {
    fn share_of(&self, picture: &ReducedPicture) -> f32 {
        (self.columns.len() * self.rows.len()) as f32 / picture.levels.len() as f32
    }

    /// The levels of its outermost cells.
    fn border<'a>(&'a self, picture: &'a ReducedPicture) -> impl Iterator<Item = u8> + 'a {
        let columns = picture.columns();
        self.rows.clone().flat_map(move |row| {
            let is_outermost = row == self.rows.start || row + 1 == self.rows.end;
            let step = if is_outermost {
                1
            } else {
                self.columns.len().saturating_sub(1).max(1)
            };
            let cells = self.columns.clone().step_by(step);
            cells.map(move |column| picture.levels[row * columns + column])
        })
    }

    /// Whether it is large enough, and black in a corner and on at least half of its border.
    fn is_black_picture(&self, picture: &ReducedPicture) -> bool {
        if self.share_of(picture) < LEAST_PART {
            return false;
        }
        let (columns, rows) = (&self.columns, &self.rows);
        let corners = [columns.start, columns.end - 1]
            .into_iter()
            .flat_map(|column| [rows.start, rows.end - 1].map(|row| (column, row)));
        let mut corners = corners.map(|(column, row)| is_black(picture, column, row));
        let (all, black) = self.border(picture).fold((0, 0), |(all, black), level| {
            (all + 1, black + usize::from(level <= NEAR_BLACK_LEVEL))
        });
        corners.any(|is| is) && 2 * black >= all
    }

    fn rect(&self, picture: &ReducedPicture) -> PixelRect {
        let span = |cells: &Range<usize>, side_px: u32| {
            let pixel = |cell: usize| {
                u32::try_from(cell).map_or(side_px, |cell| {
                    cell.saturating_mul(picture.cell_px).min(side_px)
                })
            };
            (pixel(cells.start), pixel(cells.end) - pixel(cells.start))
        };
        let (x_px, width_px) = span(&self.columns, picture.width_px);
        let (y_px, height_px) = span(&self.rows, picture.height_px);
        PixelRect {
            x_px,
            y_px,
            width_px,
            height_px,
        }
    }

    fn cut(&self, picture: &ReducedPicture) -> ReducedPicture {
        let columns = picture.columns();
        let rect = self.rect(picture);
        let levels = self.rows.clone().flat_map(|row| {
            let cells = row * columns + self.columns.start..row * columns + self.columns.end;
            picture.levels[cells].iter().copied()
        });
        ReducedPicture {
            width_px: rect.width_px,
            height_px: rect.height_px,
            cell_px: picture.cell_px,
            levels: levels.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 x 30 cells of 8 pixels.
    fn picture(level: impl Fn(usize, usize) -> u8) -> ReducedPicture {
        ReducedPicture {
            width_px: 320,
            height_px: 240,
            cell_px: 8,
            levels: (0..40 * 30).map(|at| level(at % 40, at / 40)).collect(),
        }
    }

    fn rect(x_px: u32, y_px: u32, width_px: u32, height_px: u32) -> PixelRect {
        PixelRect {
            x_px,
            y_px,
            width_px,
            height_px,
        }
    }

    #[test]
    fn a_canvas_is_taken_away_with_the_cells_that_its_edge_cuts() {
        let (part, place) = without_light_edge(&picture(|x, _| match x {
            0..5 | 36.. => 250,
            5 | 35 => 120,
            _ => 0,
        }))
        .expect("black within white");
        assert_eq!(place, rect(48, 0, 232, 240));
        assert!(
            part.levels.iter().all(|level| *level == 0),
            "only black is left"
        );
        assert_eq!((part.columns(), part.rows()), (29, 30));
    }

    #[test]
    fn a_line_is_taken_away_where_nothing_outside_is_black() {
        let lined = |line: u8| {
            picture(move |x, y| {
                if x == 0 || y == 0 || x == 39 || y == 29 {
                    line
                } else {
                    0
                }
            })
        };
        let (_, place) = without_light_edge(&lined(60)).expect("a line");
        assert_eq!(place, rect(8, 8, 304, 224));
        assert!(
            without_light_edge(&lined(10)).is_none(),
            "black to the border"
        );
    }

    #[test]
    fn other_pictures_are_left_as_they_are() {
        assert!(without_light_edge(&picture(|_, _| 255)).is_none(), "white");
        assert!(without_light_edge(&picture(|_, _| 0)).is_none(), "black");
        let product = picture(|x, y| {
            if (10..30).contains(&x) && (8..20).contains(&y) {
                90
            } else {
                250
            }
        });
        assert!(without_light_edge(&product).is_none(), "a product on white");
        let print = picture(|x, y| {
            if (18..22).contains(&x) && (13..16).contains(&y) {
                0
            } else {
                250
            }
        });
        assert!(without_light_edge(&print).is_none(), "too small a part");
        let strip = picture(|_, y| if y < 6 { 255 } else { 0 });
        assert!(without_light_edge(&strip).is_none(), "black corners below");
    }

    #[test]
    fn pictures_of_a_few_cells_are_looked_at_too() {
        for (columns, rows) in [(1, 1), (1, 9), (9, 1), (2, 2), (3, 3)] {
            for level in [0, 60, 255] {
                let picture = ReducedPicture {
                    width_px: columns * 8,
                    height_px: rows * 8,
                    cell_px: 8,
                    levels: vec![level; (columns * rows) as usize],
                };
                assert!(
                    without_light_edge(&picture).is_none(),
                    "{columns} x {rows} of {level}"
                );
            }
        }
    }
}
