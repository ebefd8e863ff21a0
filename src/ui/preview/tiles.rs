//! A picture on the graphics card in tiles, so that no frame has to upload all of a large one.
//!
//! Invariant: no tile has more than [`TILE_PIXELS`] pixels nor a side that the renderer does not take, and together they
//! cover the picture once.

use egui::{
    Color32, ColorImage, Context, Painter, Rect, TextureHandle, TextureOptions, pos2, vec2,
};

use crate::inspect::ScreenImage;

/// Most pixels of a tile: two megapixels take a few milliseconds to copy and upload.
const TILE_PIXELS: usize = 2 << 20;

/// Pixels stay squares where they are enlarged.
pub(super) const TILE_OPTIONS: TextureOptions = TextureOptions {
    magnification: egui::TextureFilter::Nearest,
    ..TextureOptions::LINEAR
};

/// The tiles of a picture, uploaded one by one.
pub(super) struct Tiles {
    size: [usize; 2],
    tile: [usize; 2],
    uploaded: Vec<TextureHandle>,
}

impl Tiles {
    /// The tiles of a picture for a renderer that takes textures of that side; none is uploaded yet.
    pub(super) fn of(image: &ScreenImage, most_side: usize) -> Self {
        let size = [image.width_px as usize, image.height_px as usize];
        let is_whole = size[0] * size[1] * 4 == image.rgba.len() && !image.rgba.is_empty();
        let size = if is_whole { size } else { [0, 0] };
        let width = size[0].clamp(1, most_side.max(1));
        let rows = (TILE_PIXELS / width).clamp(1, most_side.max(1));
        Self {
            size,
            tile: [width, rows],
            uploaded: Vec::new(),
        }
    }

    /// Whether all of the picture is uploaded.
    pub(super) fn are_complete(&self) -> bool {
        self.uploaded.len() >= self.columns() * self.size[1].div_ceil(self.tile[1])
    }

    /// Bytes of what is uploaded.
    pub(super) fn uploaded_bytes(&self) -> usize {
        self.uploaded.iter().map(TextureHandle::byte_size).sum()
    }

    /// Uploads the next tile, if any is left.
    pub(super) fn upload_next(&mut self, ctx: &Context, image: &ScreenImage) {
        if self.are_complete() {
            return;
        }
        let Part { left, top, size } = self.part(self.uploaded.len());
        let mut rgba = Vec::with_capacity(size[0] * size[1] * 4);
        for row in top..top + size[1] {
            let start = (row * self.size[0] + left) * 4;
            let pixels = image.rgba.get(start..start + size[0] * 4);
            rgba.extend_from_slice(pixels.unwrap_or_default());
        }
        let texture = ctx.load_texture("preview", color_image(size, &rgba), TILE_OPTIONS);
        self.uploaded.push(texture);
    }

    /// Draws what is uploaded, as parts of a picture that lies at `rect`.
    pub(super) fn draw(&self, painter: &Painter, rect: Rect) {
        let scale = rect.size() / vec2(self.size[0].max(1) as f32, self.size[1].max(1) as f32);
        let seen = painter.clip_rect();
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        for (at, texture) in self.uploaded.iter().enumerate() {
            let Part { left, top, size } = self.part(at);
            let place = |x: usize, y: usize| rect.min + vec2(x as f32, y as f32) * scale;
            let part = Rect::from_min_max(place(left, top), place(left + size[0], top + size[1]));
            if part.intersects(seen) {
                painter.image(texture.id(), part, whole, Color32::WHITE);
            }
        }
    }

    fn columns(&self) -> usize {
        self.size[0].div_ceil(self.tile[0])
    }

    /// The tile with that number, row by row.
    fn part(&self, number: usize) -> Part {
        let columns = self.columns().max(1);
        let left = number % columns * self.tile[0];
        let top = number / columns * self.tile[1];
        let size = [
            self.tile[0].min(self.size[0].saturating_sub(left)),
            self.tile[1].min(self.size[1].saturating_sub(top)),
        ];
        Part { left, top, size }
    }
}

/// A part of the picture, in its pixels.
struct Part {
    left: usize,
    top: usize,
    size: [usize; 2],
}

/// Unmultiplied RGBA as egui takes it; a single transparent pixel where there are not as many as the size promises.
pub(super) fn color_image(size: [usize; 2], rgba: &[u8]) -> ColorImage {
    if size[0] * size[1] * 4 != rgba.len() || rgba.is_empty() {
        return ColorImage::filled([1, 1], Color32::TRANSPARENT);
    }
    // Without transparency both forms are the same, and this one is copied ten times as fast.
    let is_opaque = rgba
        .iter()
        .skip(3)
        .step_by(4)
        .all(|alpha| *alpha == u8::MAX);
    if is_opaque {
        ColorImage::from_rgba_premultiplied(size, rgba)
    } else {
        ColorImage::from_rgba_unmultiplied(size, rgba)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::Orientation;

    fn image(width_px: u32, height_px: u32) -> ScreenImage {
        ScreenImage {
            width_px,
            height_px,
            rgba: vec![255; (width_px * height_px * 4) as usize],
            stored_width_px: width_px,
            stored_height_px: height_px,
            orientation: Orientation::NoTransforms,
            overview: None,
            black_region: None,
        }
    }

    #[test]
    fn tiles_cover_a_picture_once_and_are_as_small_as_the_renderer_needs() {
        let ctx = Context::default();
        for (width, height, most) in [(5, 3, 2), (3_000, 2_100, 2_048), (1, 1, 16), (70, 9, 16)] {
            let image = image(width, height);
            let mut tiles = Tiles::of(&image, most);
            while !tiles.are_complete() {
                tiles.upload_next(&ctx, &image);
            }
            let sizes = tiles.uploaded.iter().map(TextureHandle::size);
            let mut pixels = 0;
            for [width, height] in sizes {
                assert!(width <= most && height <= most, "{width} x {height}");
                assert!(width * height <= TILE_PIXELS, "{width} x {height}");
                pixels += width * height;
            }
            assert_eq!(pixels, (width * height) as usize, "each pixel once");
        }
    }

    #[test]
    fn a_picture_whose_bytes_do_not_fit_its_size_has_no_tiles() {
        let mut broken = image(4, 4);
        broken.rgba.pop();
        assert!(Tiles::of(&broken, 64).are_complete(), "nothing to upload");
        let pixels = color_image([4, 4], &broken.rgba);
        assert_eq!(pixels.size, [1, 1], "and nothing to show");
    }
}
