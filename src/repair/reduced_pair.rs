//! An image and the original that it may have been made of, both reduced to one grid of cells.
//!
//! The original is taken as each way of losing transparency leaves it. Knows nothing of files, and draws no conclusion.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{CmsError, ColorProfile, Layout, TransformOptions};

use super::reduction::RowReducer;

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

impl Grid {
    /// The grid on which two pictures of these sizes (width and height in pixels, as shown) are compared.
    #[must_use]
    pub fn of(image_px: (u32, u32), original_px: (u32, u32)) -> Self {
        let longest = image_px.0.max(image_px.1).max(1);
        let smaller = longest.min(original_px.0.max(original_px.1)).max(1);
        let cells = (smaller / LEAST_CELL_PX)
            .clamp(FEWEST_CELLS, MOST_CELLS)
            .min(smaller);
        let along = |side: u32, other: u32| {
            let exact =
                (u64::from(cells) * u64::from(side) + u64::from(longest) / 2) / u64::from(longest);
            let most = side.min(other).max(1);
            u32::try_from(exact).unwrap_or(most).clamp(1, most)
        };
        Self {
            columns: along(image_px.0, original_px.0),
            rows: along(image_px.1, original_px.1),
        }
    }

    /// Pixels of the smaller of both pictures along a side of a cell.
    #[must_use]
    pub fn cell_px(self, image_px: (u32, u32), original_px: (u32, u32)) -> f32 {
        let longest = |size: (u32, u32)| size.0.max(size.1);
        longest(image_px).min(longest(original_px)) as f32
            / self.columns.max(self.rows).max(1) as f32
    }

    fn sides(self) -> (usize, usize) {
        (self.columns as usize, self.rows as usize)
    }

    /// How many cells there are.
    #[must_use]
    pub fn cells(self) -> usize {
        self.sides().0 * self.sides().1
    }
}

/// The image's mean colours, 0 to 255, row by row. What is still transparent in it is laid on white, as it is shown.
#[must_use]
pub fn reduced_image(image: &DynamicImage, grid: Grid) -> Vec<[f32; 3]> {
    let laid_on_white = |image: &RgbaImage| {
        let on_white = |cell: &OriginalCell| {
            let behind = (1.0 - cell.alpha) * 255.0;
            cell.on_black.map(|level| level + behind)
        };
        let cells = reduced_original(image, image.dimensions(), grid);
        cells.iter().map(on_white).collect()
    };
    match image {
        DynamicImage::ImageRgb8(image) => opaque_cells(image, grid),
        DynamicImage::ImageRgba8(image) => laid_on_white(image),
        other if other.color().has_alpha() => laid_on_white(&other.to_rgba8()),
        other => opaque_cells(&other.to_rgb8(), grid),
    }
}

fn opaque_cells(image: &RgbImage, grid: Grid) -> Vec<[f32; 3]> {
    let width = image.width() as usize;
    let mut reducer = RowReducer::<3>::new((width, image.height() as usize), grid.sides());
    let mut cells = Vec::with_capacity(grid.cells());
    let mut line = vec![[0.0; 3]; width];
    for row in image.as_raw().chunks_exact((width * 3).max(1)) {
        for (numbers, pixel) in line.iter_mut().zip(row.as_chunks::<3>().0) {
            *numbers = pixel.map(f32::from);
        }
        reducer.push(&line, |done| cells.extend_from_slice(done));
    }
    cells
}

/// Reduces an original, as shown and with straight colours, that an image of this size may have been made of.
///
/// In two steps, first to the image's size where the original is larger, because what a program leaves that resizes
/// before it throws alpha away depends on that size.
#[must_use]
pub fn reduced_original(
    original: &RgbaImage,
    image_px: (u32, u32),
    grid: Grid,
) -> Vec<OriginalCell> {
    let from = (original.width() as usize, original.height() as usize);
    let between = (
        from.0.min(image_px.0 as usize).max(1),
        from.1.min(image_px.1 as usize).max(1),
    );
    let mut to_image = RowReducer::<7>::new(from, between);
    let mut to_grid = RowReducer::<10>::new(between, grid.sides());
    let mut cells = Vec::with_capacity(grid.cells());
    let mut line = vec![[0.0; 7]; from.0];
    let mut wide_line = vec![[0.0; 10]; between.0];
    for row in original.as_raw().chunks_exact((from.0 * 4).max(1)) {
        for (numbers, &pixel) in line.iter_mut().zip(row.as_chunks::<4>().0) {
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
    cells
}

/// The same cells with their colours converted from a profile to sRGB, as some of the programs that lose transparency do.
/// Of a cell's mean colour, which in a cell of many colours is not quite the mean of the converted ones.
///
/// # Errors
/// A profile that does not say how to convert.
pub fn in_srgb(
    cells: &[OriginalCell],
    profile: &ColorProfile,
) -> Result<Vec<OriginalCell>, CmsError> {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_f32(Layout::Rgb, &srgb, Layout::Rgb, options)?;
    let convert = |colours: Vec<[f32; 3]>| -> Result<Vec<[f32; 3]>, CmsError> {
        let numbers: Vec<f32> = colours
            .iter()
            .flatten()
            .map(|level| (level / 255.0).clamp(0.0, 1.0))
            .collect();
        let mut converted = vec![0.0; numbers.len()];
        transform.transform(&numbers, &mut converted)?;
        let levels = converted.as_chunks::<3>().0.iter();
        Ok(levels
            .map(|colour| colour.map(|level| level * 255.0))
            .collect())
    };
    // Colours are converted, not what is left of them on black.
    let full = |cell: &OriginalCell| {
        cell.on_black
            .map(|level| level / cell.alpha.max(LEAST_ALPHA))
    };
    let seen = convert(cells.iter().map(full).collect())?;
    let stored = convert(cells.iter().map(|cell| cell.stored).collect())?;
    let resized = convert(cells.iter().map(|cell| cell.resized).collect())?;
    let converted = cells.iter().zip(seen).zip(stored).zip(resized);
    Ok(converted
        .map(|(((cell, seen), stored), resized)| OriginalCell {
            on_black: seen.map(|level| level * cell.alpha),
            alpha: cell.alpha,
            stored,
            resized,
        })
        .collect())
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
    let kept = |level: f32| {
        if alpha < LEAST_ALPHA {
            0.0
        } else {
            level / alpha
        }
    };
    [
        laid_red,
        laid_green,
        laid_blue,
        alpha,
        red,
        green,
        blue,
        kept(laid_red),
        kept(laid_green),
        kept(laid_blue),
    ]
}

impl OriginalCell {
    fn from_numbers(numbers: &[f32; 10]) -> Self {
        let &[laid_red, laid_green, laid_blue, alpha, rest @ ..] = numbers;
        let [red, green, blue, kept_red, kept_green, kept_blue] = rest;
        Self {
            on_black: [laid_red, laid_green, laid_blue],
            alpha,
            stored: [red, green, blue],
            resized: [kept_red, kept_green, kept_blue],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    /// A red square of 40 on nothing, with a colour hidden under it.
    fn square(side_px: u32, hidden: u8) -> RgbaImage {
        RgbaImage::from_fn(side_px, side_px, |x, y| {
            let is_inside = (side_px / 4..side_px * 3 / 4).contains(&x)
                && (side_px / 4..side_px * 3 / 4).contains(&y);
            Rgba(if is_inside {
                [200, 40, 40, 255]
            } else {
                [hidden, hidden, hidden, 0]
            })
        })
    }

    #[test]
    fn an_original_has_each_expectation_in_the_same_places() {
        let cells = reduced_original(
            &square(400, 90),
            (200, 200),
            Grid::of((200, 200), (400, 400)),
        );
        let (corner, middle) = (cells[0], cells[cells.len() / 2 + 33]);
        assert!(corner.on_black[0] < 1e-3);
        assert!(corner.alpha < 1e-3 && (corner.stored[0] - 90.0).abs() < 0.1);
        assert!(corner.resized[0] < 1e-3, "blanked");
        for colour in [middle.on_black, middle.stored, middle.resized] {
            assert!((colour[0] - 200.0).abs() < 0.1, "{middle:?}");
        }
    }

    #[test]
    fn an_image_lands_on_the_cells_of_its_original() {
        let original = square(400, 0);
        let grid = Grid::of((133, 133), (400, 400));
        let small = image::imageops::thumbnail(&original, 133, 133);
        let image = DynamicImage::from(small).into_rgb8();
        let seen = reduced_image(&image.into(), grid);
        let cells = reduced_original(&original, (133, 133), grid);
        assert_eq!(seen.len(), grid.cells());
        assert_eq!(cells.len(), grid.cells());
        let inside = cells
            .iter()
            .zip(&seen)
            .filter(|(cell, _)| cell.alpha > 0.999);
        for (cell, seen) in inside {
            assert!(
                (cell.on_black[0] - seen[0]).abs() < 1.5,
                "{cell:?} {seen:?}"
            );
        }
    }

    #[test]
    fn what_is_transparent_in_an_image_shows_white() {
        let seen = reduced_image(&square(100, 0).into(), Grid::of((100, 100), (100, 100)));
        assert!(seen[0].iter().all(|level| (level - 255.0).abs() < 0.1));
    }

    #[test]
    fn cells_have_some_pixels_where_there_are_enough() {
        let columns = |image, original| Grid::of((image, image), (original, original)).columns;
        assert_eq!(columns(2000, 3000), 128, "no more than needed");
        assert_eq!(columns(300, 3000), 100, "three pixels each");
        assert_eq!(columns(100, 3000), 48, "and fewer where there are fewer");
        assert_eq!(columns(3000, 30), 30, "never more cells than pixels");
        let narrow = Grid::of((1000, 3), (1000, 3));
        assert_eq!((narrow.columns, narrow.rows), (128, 1));
    }

    #[test]
    fn a_profile_changes_colours_and_nothing_else() {
        let cells = reduced_original(
            &square(100, 0),
            (100, 100),
            Grid::of((100, 100), (100, 100)),
        );
        let same = in_srgb(&cells, &ColorProfile::new_srgb()).unwrap();
        let wide = in_srgb(&cells, &ColorProfile::new_display_p3()).unwrap();
        let middle = cells.len() / 2 + 24;
        assert!(
            (same[middle].on_black[0] - 200.0).abs() < 1.0,
            "{:?}",
            same[middle]
        );
        assert!(
            wide[middle].on_black[0] > 205.0,
            "P3's red is redder: {:?}",
            wide[middle]
        );
        assert!(wide[0].on_black[0] < 1e-3);
        assert!((wide[middle].alpha - cells[middle].alpha).abs() < 1e-6);
    }
}
