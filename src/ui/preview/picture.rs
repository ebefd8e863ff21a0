//! A picture as textures, of which as much is on the graphics card as was uploaded so far, step by step.
//!
//! Invariant: it says itself of which image it is, so that what is drawn can be named by what it is.

use egui::{Color32, Context, Painter, Rect, TextureHandle, Vec2, pos2, vec2};

use super::tiles::{TILE_OPTIONS, Tiles, color_image};
use crate::inspect::{BlackRegion, PixelRect, ScreenImage, orient_rect};
use crate::ui::pictures::PictureKey;

/// A decoded picture on its way to the graphics card, or there.
pub(in crate::ui) struct ReadyPicture {
    key: PictureKey,
    /// What is uploaded of it is taken out.
    image: ScreenImage,
    /// A small copy, where the picture is large.
    overview: Option<TextureHandle>,
    /// The picture itself, as far as it is uploaded.
    tiles: Tiles,
}

impl ReadyPicture {
    /// A picture of which nothing is uploaded yet.
    pub(super) fn new(ctx: &Context, key: PictureKey, image: ScreenImage) -> Self {
        Self {
            key,
            tiles: Tiles::of(&image, ctx.input(|input| input.max_texture_side)),
            image,
            overview: None,
        }
    }

    /// Of which image it is.
    pub(in crate::ui) fn key(&self) -> PictureKey {
        self.key
    }

    /// Uploads the next part: the small copy first, then a tile. Once all are there, the pixels are let go of.
    pub(super) fn upload_part(&mut self, ctx: &Context) {
        if let Some(small) = self.image.overview.take() {
            let size = [small.width_px as usize, small.height_px as usize];
            let pixels = color_image(size, &small.rgba);
            self.overview = Some(ctx.load_texture("preview overview", pixels, TILE_OPTIONS));
            return;
        }
        self.tiles.upload_next(ctx, &self.image);
        if self.tiles.are_complete() {
            self.image.rgba = Vec::new();
        }
    }

    /// Whether all of it is uploaded.
    pub(super) fn is_complete(&self) -> bool {
        self.image.overview.is_none() && self.tiles.are_complete()
    }

    /// Whether the whole picture can be drawn, if only by its small copy.
    pub(super) fn can_be_drawn(&self) -> bool {
        self.image.overview.is_none() && (self.overview.is_some() || self.tiles.are_complete())
    }

    /// Bytes that it takes, in memory and on the graphics card.
    pub(super) fn bytes(&self) -> usize {
        let overview = self.overview.as_ref().map_or(0, TextureHandle::byte_size);
        let waiting = self.image.overview.as_ref();
        let waiting = waiting.map_or(0, |small| small.rgba.len());
        self.image.rgba.len() + self.tiles.uploaded_bytes() + overview + waiting
    }

    /// The near-black area that reaches the border, in the shown picture's pixels.
    pub(super) fn black_region(&self) -> Option<&BlackRegion> {
        self.image.black_region.as_ref()
    }

    /// Size of the picture as it is shown at 100 %, in pixels: that of the file, turned; also where what is shown was
    /// scaled down.
    pub(super) fn size_px(&self) -> Vec2 {
        let whole = self.turned(PixelRect {
            x_px: 0,
            y_px: 0,
            width_px: self.image.stored_width_px,
            height_px: self.image.stored_height_px,
        });
        vec2(whole.width_px as f32, whole.height_px as f32)
    }

    /// A rectangle of the stored picture, as it lies on the shown one.
    pub(super) fn turned(&self, stored: PixelRect) -> PixelRect {
        let image = &self.image;
        let (width_px, height_px) = (image.stored_width_px, image.stored_height_px);
        orient_rect(stored, width_px, height_px, image.orientation)
    }

    /// Whether a reload for a longest side of so many pixels would show more of the file than this one does.
    pub(super) fn is_coarser_than(&self, side_px: u32) -> bool {
        let held_px = self.image.width_px.max(self.image.height_px);
        let stored_px = self.image.stored_width_px.max(self.image.stored_height_px);
        held_px < stored_px.min(side_px)
    }

    /// Whether a picture that takes so many pixels of the screen is drawn with all the detail that the screen can show.
    pub(super) fn is_sharp_at(&self, on_screen_px: Vec2) -> bool {
        if self.overview_is_enough(on_screen_px) {
            return true;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a length on the screen"
        )]
        let side_px = on_screen_px.max_elem().floor().max(0.0) as u32;
        self.is_complete() && !self.is_coarser_than(side_px)
    }

    /// Draws it; until all of it is there, by its small copy.
    pub(super) fn draw(&self, painter: &Painter, rect: Rect, on_screen_px: Vec2) {
        match &self.overview {
            Some(small) if !self.tiles.are_complete() || self.overview_is_enough(on_screen_px) => {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(small.id(), rect, whole, Color32::WHITE);
            }
            Some(_) | None => self.tiles.draw(painter, rect),
        }
    }

    /// Renderers skip pixels where they shrink a lot: the small copy is shown while it has enough of them.
    fn overview_is_enough(&self, on_screen_px: Vec2) -> bool {
        self.overview
            .as_ref()
            .is_some_and(|small| on_screen_px.max_elem() <= small.size_vec2().max_elem())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{OVERVIEW_SIDE_PX, Orientation, Thumbnail};
    use crate::scan::ImageId;
    use crate::ui::pictures::ScanGeneration;

    fn picture(ctx: &Context, (width_px, height_px): (u32, u32), stored_px: u32) -> ReadyPicture {
        let key = PictureKey {
            id: ImageId(1),
            generation: ScanGeneration(1),
        };
        let is_large = width_px.max(height_px) > OVERVIEW_SIDE_PX;
        let image = ScreenImage {
            width_px,
            height_px,
            rgba: vec![255; (width_px * height_px * 4) as usize],
            stored_width_px: stored_px,
            stored_height_px: stored_px * height_px / width_px,
            orientation: Orientation::NoTransforms,
            overview: is_large.then(|| Thumbnail {
                width_px: OVERVIEW_SIDE_PX,
                height_px: OVERVIEW_SIDE_PX * height_px / width_px,
                rgba: vec![
                    255;
                    (OVERVIEW_SIDE_PX * (OVERVIEW_SIDE_PX * height_px / width_px) * 4)
                        as usize
                ],
            }),
            black_region: None,
        };
        ReadyPicture::new(ctx, key, image)
    }

    #[test]
    fn a_large_picture_comes_part_by_part_and_its_small_copy_first() {
        let ctx = Context::default();
        let mut picture = picture(&ctx, (4_000, 3_000), 4_000);
        assert!(!picture.can_be_drawn(), "nothing is uploaded");
        picture.upload_part(&ctx);
        assert!(picture.can_be_drawn(), "the small copy is there");
        let (small, whole) = (vec2(300.0, 225.0), vec2(4_000.0, 3_000.0));
        assert!(picture.is_sharp_at(small), "and enough for a small place");
        assert!(!picture.is_sharp_at(whole), "but not for a large one");
        let mut parts = 0;
        while !picture.is_complete() {
            picture.upload_part(&ctx);
            parts += 1;
            assert!(parts < 100, "it comes to an end");
        }
        assert!(parts > 3, "{parts} parts, each of them small");
        assert!(picture.is_sharp_at(whole), "now it is all there");
        assert!(picture.image.rgba.is_empty(), "the pixels are let go of");
        assert_eq!(picture.size_px(), whole, "overlays count in its own pixels");
        let expected = 4_000 * 3_000 * 4 + 1_024 * 768 * 4;
        assert_eq!(picture.bytes(), expected, "what the graphics card holds");
    }

    #[test]
    fn a_reduced_picture_is_sharp_up_to_its_own_size() {
        let ctx = Context::default();
        let mut picture = picture(&ctx, (1_000, 750), 4_000);
        picture.upload_part(&ctx);
        assert!(picture.is_complete(), "small enough for one part");
        assert!(picture.is_sharp_at(vec2(1_000.0, 750.0)));
        assert!(!picture.is_sharp_at(vec2(1_200.0, 900.0)));
        assert!(!picture.is_coarser_than(1_000), "nothing to gain");
        assert!(picture.is_coarser_than(8_192), "the file has more");
        assert_eq!(
            picture.size_px(),
            vec2(4_000.0, 3_000.0),
            "100 % is the file's"
        );
    }
}
