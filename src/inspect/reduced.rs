//! The reduced picture that a background is measured on: the mean of every cell of a few pixels.
//!
//! The same for every format and however a picture was decoded: a JPEG from [`MEAN_VALUES_FROM_PX`] on holds the means
//! of its blocks of 8 x 8 pixels ready to be read (its DC coefficients), and they are read whatever else is decoded of
//! it; in all other pictures the means are taken over the pixels. The signature that is looked for survives it: a
//! flattened background stays exactly 0, and ringing around the product stays within its blocks.

use image::metadata::Orientation;
use image::{Rgb, RgbImage};

use super::ImageFormat;
use super::jpeg_header::{JpegCoding, JpegHeader, read_jpeg_header};
use super::jpeg_strip::mean_values_only;
use super::jpeg_turbo::decode_means;
use super::raster::{Raster, on_white};
use super::screen::{Thumbnail, thumbnail};

/// Longest side in pixels from which a cell is a JPEG's block; it makes 128 cells along that side.
pub const MEAN_VALUES_FROM_PX: u32 = 1024;

/// Side in pixels of a JPEG's block.
const BLOCK_PX: u32 = 8;

/// A picture of means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReducedPicture {
    /// Width in pixels of the picture that it was made of.
    pub width_px: u32,
    /// Height in pixels of the picture that it was made of.
    pub height_px: u32,
    /// Side of a cell in pixels; the last column and row can cover fewer.
    pub cell_px: u32,
    /// The largest channel of every cell's mean colour (laid on white), 0 to 255, row by row.
    pub levels: Vec<u8>,
}

/// Side of a cell in pixels for a picture of that size: from 64 cells along the longest side on, while pictures are
/// large enough for that.
pub fn cell_px(width_px: u32, height_px: u32) -> u32 {
    match width_px.max(height_px) {
        MEAN_VALUES_FROM_PX.. => BLOCK_PX,
        256.. => 4,
        128.. => 2,
        _ => 1,
    }
}

impl ReducedPicture {
    /// Cells in a row.
    pub fn columns(&self) -> usize {
        self.width_px.div_ceil(self.cell_px) as usize
    }

    /// Cells in a column.
    pub fn rows(&self) -> usize {
        self.height_px.div_ceil(self.cell_px) as usize
    }

    /// Takes the means over all pixels.
    pub fn of_pixels(raster: &Raster) -> Self {
        let (width_px, height_px) = (raster.width_px(), raster.height_px());
        let cell_px = cell_px(width_px, height_px);
        let size = (width_px as usize, cell_px as usize);
        let levels = match raster {
            Raster::Rgb(image) => means(image.as_raw().as_chunks().0, size, |pixel: [u8; 3]| pixel),
            Raster::Rgba(image) => means(image.as_raw().as_chunks().0, size, on_white),
        };
        Self {
            width_px,
            height_px,
            cell_px,
            levels,
        }
    }

    /// The means of a file that was decoded: those that it holds, where it holds any, else those of its pixels.
    pub fn of_file(
        bytes: &[u8],
        format: ImageFormat,
        raster: &Raster,
        strip: &mut Vec<u8>,
    ) -> Self {
        read_jpeg_header(bytes)
            .ok()
            .filter(|_| format == ImageFormat::Jpeg)
            .and_then(|header| Self::of_jpeg(bytes, &header, strip))
            .map_or_else(|| Self::of_pixels(raster), |(picture, _)| picture)
    }

    /// Reads the means of a JPEG, where they are what it is measured on, as the small picture that they make too; `None`
    /// where they are not, or the decoder has anything to complain of. `strip` is a buffer to work in.
    pub fn of_jpeg(
        bytes: &[u8],
        header: &JpegHeader,
        strip: &mut Vec<u8>,
    ) -> Option<(Self, RgbImage)> {
        let (width_px, height_px) = (u32::from(header.width_px), u32::from(header.height_px));
        if !has_mean_values(header) {
            return None;
        }
        let source = match header.coding {
            JpegCoding::Progressive => {
                mean_values_only(bytes, header, strip)?;
                strip.as_slice()
            }
            _ => bytes,
        };
        let small = decode_means(source)?;
        let picture = Self {
            width_px,
            height_px,
            cell_px: BLOCK_PX,
            levels: small
                .pixels()
                .map(|&Rgb([red, green, blue])| red.max(green).max(blue))
                .collect(),
        };
        let size = (small.width() as usize, small.height() as usize);
        (size == (picture.columns(), picture.rows())).then_some((picture, small))
    }
}

/// The thumbnail of a picture of which only the means are known: where the small picture that they make has at least
/// three quarters of the wanted side. Less would look blurred, and is better made when it comes into view.
pub fn thumbnail_of_means(
    small: RgbImage,
    orientation: Orientation,
    thumbnail_px: u32,
) -> Option<Thumbnail> {
    let longest = small.width().max(small.height());
    (longest >= thumbnail_px - thumbnail_px / 4)
        .then(|| thumbnail(Raster::Rgb(small), orientation, thumbnail_px))
}

/// Whether a JPEG is measured by the means that it holds: large enough, of one or three channels, and of no rare kind.
pub fn has_mean_values(header: &JpegHeader) -> bool {
    let longest = u32::from(header.width_px.max(header.height_px));
    longest >= MEAN_VALUES_FROM_PX
        && matches!(header.components, 1 | 3)
        && header.precision == 8
        && header.is_usual
        && matches!(
            header.coding,
            JpegCoding::Sequential | JpegCoding::Progressive
        )
}

/// The largest channel of the mean of every cell.
fn means<P: Copy>(
    pixels: &[P],
    (width, cell): (usize, usize),
    opaque: impl Fn(P) -> [u8; 3],
) -> Vec<u8> {
    let columns = width.div_ceil(cell);
    let mut levels = Vec::with_capacity(columns * pixels.len().div_ceil(width * cell).max(1));
    let mut sums = vec![[0_u32; 3]; columns];
    for band in pixels.chunks(width * cell) {
        sums.fill([0; 3]);
        for row in band.chunks_exact(width) {
            for (sum, part) in sums.iter_mut().zip(row.chunks(cell)) {
                for &pixel in part {
                    let channels = opaque(pixel);
                    for (total, channel) in sum.iter_mut().zip(channels) {
                        *total += u32::from(channel);
                    }
                }
            }
        }
        let band_rows = band.len() / width;
        for (column, sum) in sums.iter().enumerate() {
            let cell_columns = cell.min(width - column * cell);
            let pixels = u32::try_from(cell_columns * band_rows).unwrap_or(u32::MAX);
            let most = sum.iter().copied().max().unwrap_or(0);
            let mean = (most + pixels / 2).checked_div(pixels).unwrap_or(0);
            levels.push(u8::try_from(mean).unwrap_or(u8::MAX));
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    #[test]
    fn every_pixel_counts_in_its_own_cell() {
        let image = RgbImage::from_fn(258, 6, |x, y| {
            let (column, row) = (x / 4, y / 4);
            Rgb([u8::try_from(column).unwrap(), 0, u8::try_from(row).unwrap()])
        });
        let reduced = ReducedPicture::of_pixels(&Raster::Rgb(image));
        assert_eq!((reduced.columns(), reduced.rows()), (65, 2), "cells of 4");
        for (at, &level) in reduced.levels.iter().enumerate() {
            let (column, row) = (at % 65, at / 65);
            assert_eq!(usize::from(level), column.max(row), "cell {column}, {row}");
        }
    }

    #[test]
    fn what_is_transparent_counts_as_white() {
        let image =
            RgbaImage::from_fn(64, 64, |x, _| Rgba([0, 0, 0, if x < 32 { 0 } else { 255 }]));
        let reduced = ReducedPicture::of_pixels(&Raster::Rgba(image));
        assert_eq!(reduced.levels[0], 255, "hidden black");
        assert_eq!(reduced.levels[63], 0, "opaque black");
    }
}
