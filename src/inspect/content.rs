//! What a black background leaves over: its place, its shape, its pieces. Facts only.

use super::PixelRect;
use super::cell_mask::CellMask;
use super::measure::share;
use super::pieces::{Joined, Pieces, Run};
use super::reduced::ReducedPicture;

/// So much of the content, as a share, its largest pieces together must make up to count as all that there is to see: what
/// is left are crumbs.
const MOST_OF_IT: f64 = 0.9;

/// What is not of a black background.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Content {
    /// The smallest upright rectangle around it, in stored pixels, exact to one cell of the measurement.
    pub rect: PixelRect,
    /// Share of that rectangle that it fills, 0 to 1.
    pub fill: f32,
    /// Least number of its pieces that together make up nine tenths of it.
    pub pieces: u32,
    /// How straight it begins at the top, the bottom, the left and the right, 0 to 1 each: the largest share of its
    /// columns (at the sides: rows) that begin within two neighbouring cells.
    pub straight_sides: [f32; 4],
}

impl Content {
    /// What is not of a background in a picture; `None` where all is. Its pieces hang together by corners too.
    pub(super) fn beyond(background: &CellMask, picture: &ReducedPicture) -> Option<Self> {
        let others = Pieces::find(
            background.cells(),
            background.columns(),
            Joined::ByCorners,
            |is| !is,
        );
        let outline = Outline::of(others.runs(), picture)?;
        let cells = others.sizes().iter().sum();
        let (columns, rows) = (picture.columns(), picture.rows());
        let (left, right) = (nearest(&outline.left), columns - nearest(&outline.right));
        let (top, bottom) = (nearest(&outline.top), rows - nearest(&outline.bottom));
        let (x_px, width_px) = pixel_span(left..right, picture.cell_px, picture.width_px);
        let (y_px, height_px) = pixel_span(top..bottom, picture.cell_px, picture.height_px);
        Some(Self {
            rect: PixelRect {
                x_px,
                y_px,
                width_px,
                height_px,
            },
            fill: share(cells, ((right - left) * (bottom - top)) as u64)?,
            pieces: most_pieces(&others, cells),
            straight_sides: [
                straightness(&outline.top, rows),
                straightness(&outline.bottom, rows),
                straightness(&outline.left, columns),
                straightness(&outline.right, columns),
            ],
        })
    }
}

/// Stands for a column or row without any content: no distance is as large.
const NONE: usize = usize::MAX;

/// Where the content begins, seen from each side of the picture: for every column or row the distance in cells, or
/// [`NONE`].
struct Outline {
    top: Vec<usize>,
    bottom: Vec<usize>,
    left: Vec<usize>,
    right: Vec<usize>,
}

impl Outline {
    /// Of runs from top to bottom; `None` of none.
    fn of(runs: &[Run], picture: &ReducedPicture) -> Option<Self> {
        if runs.is_empty() {
            return None;
        }
        let (columns, rows) = (picture.columns(), picture.rows());
        let mut outline = Self {
            top: vec![NONE; columns],
            bottom: vec![NONE; columns],
            left: vec![NONE; rows],
            right: vec![NONE; rows],
        };
        // The last one that is written is the nearest.
        for run in runs {
            outline.bottom[run.columns.clone()].fill(rows - 1 - run.row);
            let (left, right) = (&mut outline.left[run.row], &mut outline.right[run.row]);
            *left = run.columns.start.min(*left);
            *right = (columns - run.columns.end).min(*right);
        }
        for run in runs.iter().rev() {
            outline.top[run.columns.clone()].fill(run.row);
        }
        Some(outline)
    }
}

/// The least of the distances.
fn nearest(distances: &[usize]) -> usize {
    distances.iter().copied().min().unwrap_or(NONE)
}

/// The largest share of the distances that lie within two neighbouring cells; each is less than `most`.
fn straightness(distances: &[usize], most: usize) -> f32 {
    let mut counts = vec![0_u64; most + 1];
    let mut all = 0;
    for &distance in distances.iter().filter(|distance| **distance != NONE) {
        counts[distance] += 1;
        all += 1;
    }
    let together = counts.windows(2).map(|pair| pair[0] + pair[1]).max();
    share(together.unwrap_or(all), all).unwrap_or(0.0)
}

/// Least number of pieces, from the largest on, that make up [`MOST_OF_IT`].
fn most_pieces(pieces: &Pieces, cells: u64) -> u32 {
    let mut sizes = pieces.sizes();
    sizes.sort_unstable_by(|one, other| other.cmp(one));
    let enough = cells as f64 * MOST_OF_IT;
    let mut together = 0;
    let needed = sizes
        .iter()
        .take_while(|&&size| {
            let goes_on = (together as f64) < enough;
            together += size;
            goes_on
        })
        .count();
    u32::try_from(needed).unwrap_or(u32::MAX)
}

/// Start and length in pixels of a range of cells, within a side.
fn pixel_span(cells: std::ops::Range<usize>, cell_px: u32, side_px: u32) -> (u32, u32) {
    let in_pixels = |cells: usize| {
        u32::try_from(cells)
            .unwrap_or(u32::MAX)
            .saturating_mul(cell_px)
            .min(side_px)
    };
    let start = in_pixels(cells.start);
    (start, in_pixels(cells.end) - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells of one pixel; `#` is content.
    fn beyond(rows: &[&str]) -> Option<Content> {
        let cells: Vec<u8> = rows.concat().into_bytes();
        let columns = rows[0].len();
        let picture = ReducedPicture {
            width_px: u32::try_from(columns).unwrap(),
            height_px: u32::try_from(rows.len()).unwrap(),
            cell_px: 1,
            levels: vec![0; cells.len()],
        };
        let background = cells.iter().map(|cell| *cell != b'#').collect();
        Content::beyond(&CellMask::new(columns, background), &picture)
    }

    #[test]
    fn a_rectangle_is_full_and_straight_at_every_side() {
        let content = beyond(&["......", ".####.", ".####.", "......", "......"]).unwrap();
        let expected = PixelRect {
            x_px: 1,
            y_px: 1,
            width_px: 4,
            height_px: 2,
        };
        assert_eq!(content.rect, expected);
        assert!((content.fill - 1.0).abs() < 1e-6);
        let sides = content.straight_sides;
        assert!(sides.iter().all(|side| *side > 0.999), "{sides:?}");
        assert_eq!(beyond(&["..", ".."]), None, "nothing");
    }

    #[test]
    fn a_crumb_before_a_straight_side_does_not_bend_it() {
        let content = beyond(&[
            "..........",
            ".#........",
            "..........",
            "##########",
            "##########",
            "..........",
        ])
        .unwrap();
        let [top, bottom, ..] = content.straight_sides;
        assert!((top - 0.9).abs() < 1e-6, "nine of ten columns: {top}");
        assert!((bottom - 1.0).abs() < 1e-6, "all of them: {bottom}");
    }

    #[test]
    fn a_wave_is_straight_nowhere() {
        let content = beyond(&[
            "##........",
            "####......",
            "######....",
            "########..",
            "##########",
        ])
        .unwrap();
        let [top, bottom, ..] = content.straight_sides;
        assert!((top - 0.4).abs() < 1e-6, "two steps at most: {top}");
        assert!((bottom - 1.0).abs() < 1e-6, "{bottom}");
    }

    #[test]
    fn pieces_are_counted_until_nine_tenths() {
        let pieces = |rows: &[&str]| beyond(rows).unwrap().pieces;
        assert_eq!(pieces(&["###", "###", "###"]), 1);
        assert_eq!(pieces(&["#########.#"]), 1, "a crumb is left over");
        assert_eq!(pieces(&["########.#"]), 2, "two of nine are needed");
        assert_eq!(pieces(&["#.#.#.#.#.#"]), 6);
        assert_eq!(pieces(&["#.", ".#"]), 1, "corners join");
    }
}
