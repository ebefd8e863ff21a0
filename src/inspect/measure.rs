//! Facts about an image's background, without any judgement.
//!
//! The meter takes rows from top to bottom and keeps only counts, so that the rows can come from anywhere; it knows no
//! file format, no thresholds and no verdict. Invariant: every share is 0 to 1, whatever the picture.

use super::flood::{CellGrid, ConnectedBlack};
use super::raster::{Raster, level_on_white};

/// A pixel whose largest channel is at most this is near-black. The label rule of the evaluation data uses 16 for a
/// once transparent pixel that turned black; GDAL's `nearblack`, made for the borders of lossy photographs, 15.
pub const NEAR_BLACK_LEVEL: u8 = 16;

/// What was measured of one image's background. Facts only: thresholds live in [`super::Thresholds`].
///
/// A pixel's level is its largest channel, 0 to 255. A transparent pixel counts as what it looks like on white: what is
/// still transparent has not turned black.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackgroundMeasurement {
    /// Thickness of the measured border ring, in pixels: 2 % of the shorter side, at least 1.
    pub ring_px: u32,
    /// Share of the border ring that is near-black ([`NEAR_BLACK_LEVEL`]), 0 to 1.
    pub border_black_share: f32,
    /// Level of each corner (top left, top right, bottom left, bottom right): the median over a patch of 8 x 8 pixels,
    /// in small images of a quarter of the shorter side.
    pub corner_levels: [u8; 4],
    /// Share of the picture that is near-black and connected to the border through near-black, 0 to 1.
    pub connected_black_share: f32,
    /// Share of that area, 16 pixels and more from its edge (in a thinner one: farthest from it), that has one and the
    /// same level, the most frequent of 0 to 4; 0 to 1, and `None` where there is no such area.
    pub even_black_share: Option<f32>,
    /// Everything that is not of that area; `None` where the whole picture is.
    pub content: Option<Content>,
}

impl Default for BackgroundMeasurement {
    /// That of a small white picture.
    fn default() -> Self {
        Self {
            ring_px: 1,
            border_black_share: 0.0,
            corner_levels: [255; 4],
            connected_black_share: 0.0,
            even_black_share: None,
            content: None,
        }
    }
}

/// What a border-connected near-black area leaves over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Content {
    /// The smallest upright rectangle around it, in stored pixels, exact to one cell of the measurement (1 to 4 pixels
    /// in images up to 1024 pixels, 1/256 of the longest side in larger ones).
    pub rect: PixelRect,
    /// Share of that rectangle that it fills, 0 to 1.
    pub fill: f32,
    /// Share of its largest piece, 0 to 1.
    pub largest_piece_share: f32,
}

/// An upright rectangle of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelRect {
    /// Left edge.
    pub x_px: u32,
    /// Top edge.
    pub y_px: u32,
    /// Width.
    pub width_px: u32,
    /// Height.
    pub height_px: u32,
}

/// Measures a decoded image.
#[must_use]
pub fn measure_background(raster: &Raster) -> BackgroundMeasurement {
    let (width_px, height_px) = (raster.width_px(), raster.height_px());
    match raster {
        Raster::Rgb(image) => measure_pixels(
            image.as_raw().as_chunks().0,
            width_px,
            height_px,
            |[r, g, b]| r.max(g).max(b),
        ),
        Raster::Rgba(image) => measure_pixels(
            image.as_raw().as_chunks().0,
            width_px,
            height_px,
            level_on_white,
        ),
    }
}

fn measure_pixels<P: Copy>(
    pixels: &[P],
    width_px: u32,
    height_px: u32,
    level: impl Fn(P) -> u8 + Copy,
) -> BackgroundMeasurement {
    let width = width_px as usize;
    let mut meter = BackgroundMeter::new(width_px, height_px);
    if border_has_black(pixels, width, height_px as usize, level) {
        meter.grid = Some(CellGrid::new(width, height_px as usize));
    }
    for row in pixels.chunks_exact(width) {
        meter.push_row(row, level);
    }
    meter.finish()
}

/// Whether any pixel in the outermost cells is near-black. Where none is, no near-black area can reach the border, and
/// only the border needs to be looked at: true of most pictures of a catalogue.
fn border_has_black<P: Copy>(
    pixels: &[P],
    width: usize,
    height: usize,
    level: impl Fn(P) -> u8,
) -> bool {
    let band = CellGrid::cell_px(width, height);
    // The last cells can be narrower than the others, never wider.
    pixels.chunks_exact(width).enumerate().any(|(y, row)| {
        let is_black = |pixel: &P| level(*pixel) <= NEAR_BLACK_LEVEL;
        if y < band || y + band >= height || 2 * band >= width {
            row.iter().any(is_black)
        } else {
            row[..band].iter().any(is_black) || row[width - band..].iter().any(is_black)
        }
    })
}

/// Measures row by row.
struct BackgroundMeter {
    width: usize,
    height: usize,
    ring: usize,
    patch: usize,
    rows_seen: usize,
    ring_pixels: u64,
    ring_black: u64,
    corners: [Vec<u8>; 4],
    /// `None` where no near-black area reaches the border.
    grid: Option<CellGrid>,
    levels: Vec<u8>,
}

impl BackgroundMeter {
    fn new(width_px: u32, height_px: u32) -> Self {
        let shorter = width_px.min(height_px);
        Self {
            width: width_px as usize,
            height: height_px as usize,
            ring: (shorter / 50).max(1) as usize,
            patch: (shorter / 4).clamp(1, 8) as usize,
            rows_seen: 0,
            ring_pixels: 0,
            ring_black: 0,
            corners: Default::default(),
            grid: None,
            levels: Vec::new(),
        }
    }

    /// Takes the next row.
    fn push_row<P: Copy>(&mut self, row: &[P], level: impl Fn(P) -> u8 + Copy) {
        self.push_ring(row, level);
        self.push_corners(row, level);
        if let Some(grid) = &mut self.grid {
            self.levels.clear();
            self.levels.extend(row.iter().map(|&pixel| level(pixel)));
            grid.push_row(&self.levels);
        }
        self.rows_seen += 1;
    }

    fn push_ring<P: Copy>(&mut self, row: &[P], level: impl Fn(P) -> u8) {
        let in_band = self.rows_seen < self.ring || self.rows_seen + self.ring >= self.height;
        let parts = if in_band || 2 * self.ring >= self.width {
            [row, &[]]
        } else {
            [&row[..self.ring], &row[self.width - self.ring..]]
        };
        for part in parts {
            self.ring_pixels += part.len() as u64;
            self.ring_black += part
                .iter()
                .map(|&pixel| u64::from(level(pixel) <= NEAR_BLACK_LEVEL))
                .sum::<u64>();
        }
    }

    /// In images of a few rows a row can belong to the top and to the bottom patches.
    fn push_corners<P: Copy>(&mut self, row: &[P], level: impl Fn(P) -> u8) {
        let levels_of = |part: &[P]| part.iter().map(|&pixel| level(pixel)).collect::<Vec<_>>();
        let is_top = self.rows_seen < self.patch;
        let is_bottom = self.rows_seen + self.patch >= self.height;
        if !is_top && !is_bottom {
            return;
        }
        let left = levels_of(&row[..self.patch]);
        let right = levels_of(&row[self.width - self.patch..]);
        let [top_left, top_right, bottom_left, bottom_right] = &mut self.corners;
        if is_top {
            top_left.extend_from_slice(&left);
            top_right.extend_from_slice(&right);
        }
        if is_bottom {
            bottom_left.extend_from_slice(&left);
            bottom_right.extend_from_slice(&right);
        }
    }

    fn finish(mut self) -> BackgroundMeasurement {
        let area = self.grid.as_ref().map(ConnectedBlack::find);
        let pixels = (self.width * self.height) as u64;
        let near_black = area.as_ref().map_or(0, ConnectedBlack::near_black_pixels);
        BackgroundMeasurement {
            ring_px: u32::try_from(self.ring).unwrap_or(u32::MAX),
            border_black_share: share(self.ring_black, self.ring_pixels).unwrap_or(0.0),
            corner_levels: self.corners.each_mut().map(|levels| median(levels)),
            connected_black_share: share(near_black, pixels).unwrap_or(0.0),
            even_black_share: area.as_ref().and_then(ConnectedBlack::even_share),
            content: area.map_or_else(
                || Some(whole_picture(self.width, self.height)),
                |area| area.content(),
            ),
        }
    }
}

/// The content of a picture without any near-black area.
fn whole_picture(width: usize, height: usize) -> Content {
    Content {
        rect: PixelRect {
            x_px: 0,
            y_px: 0,
            width_px: u32::try_from(width).unwrap_or(u32::MAX),
            height_px: u32::try_from(height).unwrap_or(u32::MAX),
        },
        fill: 1.0,
        largest_piece_share: 1.0,
    }
}

/// `part / whole`; `None` for a part of nothing.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a share needs no more than seven digits"
)]
pub(super) fn share(part: u64, whole: u64) -> Option<f32> {
    (whole > 0).then(|| (part as f64 / whole as f64) as f32)
}

/// The middle of the levels; white for none.
fn median(levels: &mut [u8]) -> u8 {
    if levels.is_empty() {
        return u8::MAX;
    }
    let middle = levels.len() / 2;
    *levels.select_nth_unstable(middle).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    #[test]
    fn looking_at_the_border_alone_changes_nothing() {
        for (width, height) in [(1, 1), (3, 70), (130, 97), (300, 20), (641, 480)] {
            let image = RgbImage::from_fn(width, height, |x, y| {
                let inside = x.min(y).min(width - 1 - x).min(height - 1 - y) >= 12;
                Rgb([if inside { 3 } else { 80 }; 3])
            });
            let pixels = image.as_raw().as_chunks().0;
            let level = |[red, _, _]: [u8; 3]| red;
            let (columns, rows) = (width as usize, height as usize);
            assert!(
                !border_has_black(pixels, columns, rows, level),
                "a grey border"
            );
            let mut whole = BackgroundMeter::new(width, height);
            whole.grid = Some(CellGrid::new(columns, rows));
            for row in pixels.chunks_exact(columns) {
                whole.push_row(row, level);
            }
            let whole = whole.finish();
            let quick = measure_background(&Raster::Rgb(image.clone()));
            assert_eq!(quick, whole, "{width} x {height}");
        }
    }
}
