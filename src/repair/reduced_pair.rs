//! An image and the original that it may have been made of, both reduced to one grid of cells.
//!
//! The original is taken as each way of losing transparency leaves it. Knows nothing of files, and draws no conclusion.

use image::metadata::Orientation;
use image::{RgbImage, RgbaImage};

use super::reduction::RowReducer;
use crate::inspect::{PixelRect, Raster, orient_rect};

/// A pixel of less alpha than this shows more of what is behind it than of itself.
const HALF_ALPHA: u8 = 128;

/// Least alpha, 0 to 1, of a pixel that does not become fully transparent when it is stored with 8 bit.
const LEAST_ALPHA: f32 = 0.5 / 255.0;

/// Most cells along the longest side. Means of cells of some pixels hardly know the noise of JPEG and the filter by which
/// a picture was made smaller; a changed label of a tenth of the picture still covers more than a hundred cells.
const MOST_CELLS: u32 = 128;

/// Fewest pixels, of the image and of the original, along a side of a cell, where the pictures are large enough for
/// [`FEWEST_CELLS`].
const LEAST_CELL_PX: u32 = 3;

/// Small pictures are compared at this many cells along the longest side, or at every pixel.
const FEWEST_CELLS: u32 = 48;

/// Cells along both sides of a shown picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Cells in a row.
    pub columns: u32,
    /// Cells in a column.
    pub rows: u32,
}

/// What one cell of an original holds: means over its pixels, colours in levels of 255.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OriginalCell {
    /// Laid on black: colour times alpha.
    pub on_black: [f32; 3],
    /// Alpha, 0 to 1.
    pub alpha: f32,
    /// The colours as stored, whatever their alpha.
    pub stored: [f32; 3],
    /// The colours of the original at the image's size, whatever their alpha, and black where nothing is left of it: what
    /// most programs that resize first and throw alpha away then leave.
    pub resized: [f32; 3],
}

/// An original, reduced and turned as it is shown.
#[derive(Clone, Debug)]
pub struct ReducedOriginal {
    /// Its cells, row by row.
    pub cells: Vec<OriginalCell>,
    /// Share of its pixels (0 to 1) that are at least half transparent.
    pub transparent_share: f32,
    /// Share of its pixels (0 to 1) that are not wholly opaque.
    pub not_opaque_share: f32,
}

impl Grid {
    /// The grid on which two pictures of these sizes (width and height in pixels, as shown) are compared.
    #[must_use]
    pub fn of(image: (u32, u32), original: (u32, u32)) -> Self {
        let longest = image.0.max(image.1).max(1);
        let smaller = longest.min(original.0.max(original.1)).max(1);
        let cells = (smaller / LEAST_CELL_PX)
            .clamp(FEWEST_CELLS, MOST_CELLS)
            .min(smaller);
        let along = |side: u32, other: u32| {
            let share = f64::from(side) / f64::from(longest);
            let exact = (f64::from(cells) * share).round();
            (exact as u32).clamp(1, side.min(other).max(1))
        };
        Self {
            columns: along(image.0, original.0),
            rows: along(image.1, original.1),
        }
    }

    /// The grid of the picture as stored, which is turned by `orientation` to be shown.
    fn stored(self, orientation: Orientation) -> Self {
        let (columns, rows) = turned_sides((self.columns, self.rows), orientation);
        Self { columns, rows }
    }

    fn sides(self) -> (usize, usize) {
        (self.columns as usize, self.rows as usize)
    }

    /// Cells of the picture as stored, in the order in which they are shown.
    fn turned<T: Copy + Default>(self, stored: &[T], orientation: Orientation) -> Vec<T> {
        if orientation == Orientation::NoTransforms {
            return stored.to_vec();
        }
        let from = self.stored(orientation);
        let mut shown = vec![T::default(); stored.len()];
        for (index, cell) in (0_u32..).zip(stored) {
            let at = PixelRect {
                x_px: index % from.columns,
                y_px: index / from.columns,
                width_px: 1,
                height_px: 1,
            };
            let to = orient_rect(at, from.columns, from.rows, orientation);
            if let Some(place) = shown.get_mut((to.y_px * self.columns + to.x_px) as usize) {
                *place = *cell;
            }
        }
        shown
    }
}

/// Sides of a picture before or after it is turned; a quarter turn is the same both ways.
fn turned_sides((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    let rect = PixelRect {
        x_px: 0,
        y_px: 0,
        width_px: width,
        height_px: height,
    };
    let turned = orient_rect(rect, width, height, orientation);
    (turned.width_px, turned.height_px)
}

/// The image's mean colours, 0 to 255. What is still transparent in it is laid on white, as it is shown.
#[must_use]
pub fn reduced_image(raster: &Raster, orientation: Orientation, grid: Grid) -> Vec<[f32; 3]> {
    let cells = match raster {
        Raster::Rgb(image) => opaque_cells(image, grid.stored(orientation)),
        Raster::Rgba(image) => {
            let size = (image.width(), image.height());
            let original = ReducedOriginal::stored(image, size, grid.stored(orientation));
            let on_white = |cell: &OriginalCell| {
                cell.on_black
                    .map(|level| level + (1.0 - cell.alpha) * 255.0)
            };
            original.cells.iter().map(on_white).collect()
        }
    };
    grid.turned(&cells, orientation)
}

fn opaque_cells(image: &RgbImage, grid: Grid) -> Vec<[f32; 3]> {
    let width = image.width() as usize;
    let mut reducer = RowReducer::<3>::new((width, image.height() as usize), grid.sides());
    let mut cells = Vec::with_capacity(grid.sides().0 * grid.sides().1);
    let mut line = vec![[0.0; 3]; width];
    for row in image.as_raw().chunks_exact((width * 3).max(1)) {
        for (number, pixel) in line.iter_mut().zip(row.as_chunks::<3>().0) {
            *number = pixel.map(f32::from);
        }
        reducer.push(&line, |done| cells.extend_from_slice(done));
    }
    cells
}

impl ReducedOriginal {
    /// Reduces an original that an image of `image` pixels (width and height as shown) may have been made of.
    #[must_use]
    pub fn of(
        original: &RgbaImage,
        orientation: Orientation,
        image: (u32, u32),
        grid: Grid,
    ) -> Self {
        let image = turned_sides(image, orientation);
        let stored = Self::stored(original, image, grid.stored(orientation));
        Self {
            cells: grid.turned(&stored.cells, orientation),
            ..stored
        }
    }

    /// Reduces in two steps, first to the image's size where the original is larger, because what a program leaves that
    /// resizes before it throws alpha away depends on that size.
    fn stored(original: &RgbaImage, image: (u32, u32), grid: Grid) -> Self {
        let from = (original.width() as usize, original.height() as usize);
        let between = (
            from.0.min(image.0 as usize).max(1),
            from.1.min(image.1 as usize).max(1),
        );
        let mut to_image = RowReducer::<7>::new(from, between);
        let mut to_grid = RowReducer::<10>::new(between, grid.sides());
        let mut cells = Vec::with_capacity(grid.sides().0 * grid.sides().1);
        let mut line = vec![[0.0; 7]; from.0];
        let mut wide_line = vec![[0.0; 10]; between.0];
        let (mut transparent, mut not_opaque) = (0_u64, 0_u64);
        for row in original.as_raw().chunks_exact((from.0 * 4).max(1)) {
            for (numbers, &pixel) in line.iter_mut().zip(row.as_chunks::<4>().0) {
                transparent += u64::from(pixel[3] < HALF_ALPHA);
                not_opaque += u64::from(pixel[3] < u8::MAX);
                *numbers = in_numbers(pixel);
            }
            let mut widened = |done: &[[f32; 7]]| {
                for (wide, numbers) in wide_line.iter_mut().zip(done) {
                    *wide = with_resized(numbers);
                }
                to_grid.push(&wide_line, |done| {
                    cells.extend(done.iter().map(OriginalCell::from_numbers));
                });
            };
            if between == from {
                widened(&line);
            } else {
                to_image.push(&line, widened);
            }
        }
        let pixels = (from.0 * from.1).max(1) as f32;
        Self {
            cells,
            transparent_share: transparent as f32 / pixels,
            not_opaque_share: not_opaque as f32 / pixels,
        }
    }
}

/// Colour times alpha, alpha, and the colour.
fn in_numbers([red, green, blue, alpha]: [u8; 4]) -> [f32; 7] {
    let [red, green, blue] = [red, green, blue].map(f32::from);
    let alpha = f32::from(alpha) / 255.0;
    [
        red * alpha,
        green * alpha,
        blue * alpha,
        alpha,
        red,
        green,
        blue,
    ]
}

/// The same with the colour that shows where alpha is thrown away at this size.
fn with_resized(numbers: &[f32; 7]) -> [f32; 10] {
    let &[laid_red, laid_green, laid_blue, alpha, red, green, blue] = numbers;
    let [kept_red, kept_green, kept_blue] = [laid_red, laid_green, laid_blue].map(|level| {
        if alpha < LEAST_ALPHA {
            0.0
        } else {
            level / alpha
        }
    });
    [
        laid_red, laid_green, laid_blue, alpha, red, green, blue, kept_red, kept_green, kept_blue,
    ]
}

impl OriginalCell {
    fn from_numbers(numbers: &[f32; 10]) -> Self {
        let &[
            laid_red,
            laid_green,
            laid_blue,
            alpha,
            red,
            green,
            blue,
            kept_red,
            kept_green,
            kept_blue,
        ] = numbers;
        Self {
            on_black: [laid_red, laid_green, laid_blue],
            alpha,
            stored: [red, green, blue],
            resized: [kept_red, kept_green, kept_blue],
        }
    }
}
