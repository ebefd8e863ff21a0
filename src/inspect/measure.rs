//! Facts about an image's background, without any judgement.
//!
//! The meter takes rows from top to bottom and keeps only counts, so that the rows can come from anywhere; it knows no
//! file format, no thresholds and no verdict. Invariant: every share is 0 to 1, whatever the picture.

use super::flood::{CellGrid, ConnectedBlack};
use super::raster::Raster;

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
    let mut meter = BackgroundMeter::new(raster.width_px(), raster.height_px());
    let width = raster.width_px() as usize;
    match raster {
        Raster::Rgb(image) => {
            for row in image.as_raw().chunks_exact(width * 3) {
                meter.push_row(row.as_chunks().0.iter().map(|&[r, g, b]| r.max(g).max(b)));
            }
        }
        Raster::Rgba(image) => {
            for row in image.as_raw().chunks_exact(width * 4) {
                meter.push_row(row.as_chunks().0.iter().map(|&pixel| level_on_white(pixel)));
            }
        }
    }
    meter.finish()
}

/// The largest channel of a pixel laid on white.
fn level_on_white([red, green, blue, alpha]: [u8; 4]) -> u8 {
    let level = u32::from(red.max(green).max(blue));
    let alpha = u32::from(alpha);
    let mixed = (level * alpha + 255 * (255 - alpha) + 127) / 255;
    u8::try_from(mixed).unwrap_or(u8::MAX)
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
    grid: CellGrid,
    row: Vec<u8>,
}

impl BackgroundMeter {
    fn new(width_px: u32, height_px: u32) -> Self {
        let shorter = width_px.min(height_px);
        let (width, height) = (width_px as usize, height_px as usize);
        Self {
            width,
            height,
            ring: (shorter / 50).max(1) as usize,
            patch: (shorter / 4).clamp(1, 8) as usize,
            rows_seen: 0,
            ring_pixels: 0,
            ring_black: 0,
            corners: Default::default(),
            grid: CellGrid::new(width, height),
            row: Vec::with_capacity(width),
        }
    }

    /// Takes the next row as its pixels' levels.
    fn push_row(&mut self, levels: impl Iterator<Item = u8>) {
        let mut row = std::mem::take(&mut self.row);
        row.clear();
        row.extend(levels);
        self.push_ring(&row);
        self.push_corners(&row);
        self.grid.push_row(&row);
        self.rows_seen += 1;
        self.row = row;
    }

    fn push_ring(&mut self, row: &[u8]) {
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
                .map(|&level| u64::from(level <= NEAR_BLACK_LEVEL))
                .sum::<u64>();
        }
    }

    /// In images of a few rows a row can belong to the top and to the bottom patches.
    fn push_corners(&mut self, row: &[u8]) {
        let [top_left, top_right, bottom_left, bottom_right] = &mut self.corners;
        let (left, right) = (&row[..self.patch], &row[self.width - self.patch..]);
        if self.rows_seen < self.patch {
            top_left.extend_from_slice(left);
            top_right.extend_from_slice(right);
        }
        if self.rows_seen + self.patch >= self.height {
            bottom_left.extend_from_slice(left);
            bottom_right.extend_from_slice(right);
        }
    }

    fn finish(mut self) -> BackgroundMeasurement {
        let area = ConnectedBlack::find(&self.grid);
        let pixels = (self.width * self.height) as u64;
        BackgroundMeasurement {
            ring_px: u32::try_from(self.ring).unwrap_or(u32::MAX),
            border_black_share: share(self.ring_black, self.ring_pixels).unwrap_or(0.0),
            corner_levels: self.corners.each_mut().map(|levels| median(levels)),
            connected_black_share: share(area.near_black_pixels(), pixels).unwrap_or(0.0),
            even_black_share: area.even_share(),
            content: area.content(),
        }
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
