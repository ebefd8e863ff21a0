//! The one picture that the preview shows, as a texture. It is let go of the moment another image is wanted.
//!
//! Invariant: what is ready belongs to the image that is wanted; a late answer for another one is not taken.

use egui::{Color32, Context, Painter, Rect, TextureHandle, Vec2, pos2, vec2};

use super::tiles::{TILE_OPTIONS, Tiles, color_image};
use crate::inspect::{BlackRegion, PixelRect, ScreenImage, orient_rect};
use crate::scan::LoadError;
use crate::ui::pictures::PictureKey;

/// The preview's picture and where it stands.
#[derive(Default)]
pub struct PreviewPicture {
    wanted: Option<PictureKey>,
    is_asked: bool,
    state: State,
}

#[derive(Default)]
enum State {
    #[default]
    Loading,
    Failed(LoadError),
    Ready(ReadyPicture),
}

/// What the preview can show of an image.
pub(super) enum PictureView<'a> {
    /// Not there yet.
    Loading,
    /// It cannot be shown.
    Failed(&'a LoadError),
    /// The picture.
    Ready(&'a ReadyPicture),
}

/// A picture of which as much is on the graphics card as was needed so far.
pub(super) struct ReadyPicture {
    image: ScreenImage,
    /// A small copy, where the picture is large.
    overview: Option<TextureHandle>,
    /// The picture itself, as far as it is uploaded.
    tiles: Tiles,
}

impl std::fmt::Debug for PreviewPicture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PreviewPicture")
            .field("wanted", &self.wanted)
            .finish_non_exhaustive()
    }
}

impl PreviewPicture {
    /// Another image is to be shown, or none. To be called in each frame before the panels.
    pub fn want(&mut self, key: Option<PictureKey>) {
        if self.wanted != key {
            *self = Self {
                wanted: key,
                ..Self::default()
            };
        }
    }

    /// The same image once more, after another look at it ("Try these again").
    pub fn reload(&mut self) {
        *self = Self {
            wanted: self.wanted,
            ..Self::default()
        };
    }

    /// Hands the wanted picture to `request` until that accepts it (`true`); then no more, until another one is wanted.
    pub fn ask(&mut self, request: impl FnOnce(PictureKey) -> bool) {
        if let (Some(key), false) = (self.wanted, self.is_asked) {
            self.is_asked = request(key);
        }
    }

    /// Takes an answer, if it is for the image that is wanted.
    pub fn offer(
        &mut self,
        ctx: &Context,
        key: PictureKey,
        result: Result<ScreenImage, LoadError>,
    ) {
        if self.wanted != Some(key) {
            return;
        }
        self.state = match result {
            Ok(image) => State::Ready(ReadyPicture::new(ctx, image)),
            Err(error) => State::Failed(error),
        };
    }

    /// Uploads a part of the picture, because more is needed than is there; and asks for another frame. To be called
    /// once a frame at most: a part takes some milliseconds.
    pub fn upload_part(&mut self, ctx: &Context) {
        if let State::Ready(picture) = &mut self.state
            && !picture.tiles.are_complete()
        {
            picture.upload_part(ctx);
            ctx.request_repaint();
        }
    }

    /// What can be shown of this image.
    pub(super) fn view_of(&self, key: PictureKey) -> PictureView<'_> {
        match &self.state {
            _ if self.wanted != Some(key) => PictureView::Loading,
            State::Loading => PictureView::Loading,
            State::Failed(error) => PictureView::Failed(error),
            State::Ready(picture) => PictureView::Ready(picture),
        }
    }
}

impl ReadyPicture {
    /// Uploads what is seen first: the small copy, or a picture that is small itself.
    fn new(ctx: &Context, mut image: ScreenImage) -> Self {
        let overview = image.overview.take().map(|small| {
            let size = [small.width_px as usize, small.height_px as usize];
            let pixels = color_image(size, &small.rgba);
            ctx.load_texture("preview overview", pixels, TILE_OPTIONS)
        });
        let mut ready = Self {
            tiles: Tiles::of(&image, ctx.input(|input| input.max_texture_side)),
            image,
            overview,
        };
        if ready.overview.is_none() {
            ready.upload_part(ctx);
        }
        ready
    }

    /// Uploads one more tile. Once all are there, the pixels are let go of.
    fn upload_part(&mut self, ctx: &Context) {
        self.tiles.upload_next(ctx, &self.image);
        if self.tiles.are_complete() {
            self.image.rgba = Vec::new();
        }
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

    /// Whether a picture that takes so many pixels of the screen needs more than is uploaded.
    pub(super) fn needs_more(&self, on_screen_px: Vec2) -> bool {
        let overview_is_enough = self
            .overview
            .as_ref()
            .is_some_and(|small| on_screen_px.max_elem() <= small.size_vec2().max_elem());
        !overview_is_enough && !self.tiles.are_complete()
    }

    /// Draws it; until all of it is there, by its small copy.
    pub(super) fn draw(&self, painter: &Painter, rect: Rect, on_screen_px: Vec2) {
        match &self.overview {
            Some(small)
                if !self.tiles.are_complete()
                    || on_screen_px.max_elem() <= small.size_vec2().max_elem() =>
            {
                let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                painter.image(small.id(), rect, whole, Color32::WHITE);
            }
            Some(_) | None => self.tiles.draw(painter, rect),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::{InspectError, OVERVIEW_SIDE_PX, Orientation, Thumbnail};
    use crate::scan::ImageId;
    use crate::ui::pictures::ScanGeneration;

    fn key(id: u32, generation: u64) -> PictureKey {
        PictureKey {
            id: ImageId(id),
            generation: ScanGeneration(generation),
        }
    }

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

    fn is_ready(picture: &PreviewPicture, key: PictureKey) -> bool {
        matches!(picture.view_of(key), PictureView::Ready(_))
    }

    #[test]
    fn the_previous_picture_is_never_shown_as_the_new_one() {
        let ctx = Context::default();
        let mut picture = PreviewPicture::default();
        picture.want(Some(key(1, 1)));
        picture.offer(&ctx, key(1, 1), Ok(image(4, 4)));
        assert!(is_ready(&picture, key(1, 1)), "the wanted one is shown");
        assert!(!is_ready(&picture, key(2, 1)), "not as another image");
        picture.want(Some(key(2, 1)));
        assert!(
            !is_ready(&picture, key(2, 1)),
            "a placeholder until it is there"
        );
        picture.offer(&ctx, key(1, 1), Ok(image(4, 4)));
        assert!(!is_ready(&picture, key(2, 1)), "a late answer is not taken");
        picture.offer(&ctx, key(2, 0), Ok(image(4, 4)));
        assert!(!is_ready(&picture, key(2, 1)), "nor one of the last scan");
        picture.offer(&ctx, key(2, 1), Err(InspectError::EmptyFile.into()));
        let view = picture.view_of(key(2, 1));
        assert!(matches!(view, PictureView::Failed(_)), "a failure is told");
    }

    #[test]
    fn a_picture_is_asked_for_until_it_is_accepted_and_then_no_more() {
        let mut picture = PreviewPicture::default();
        picture.ask(|_| panic!("nothing is wanted"));
        picture.want(Some(key(1, 1)));
        let mut count = 0;
        for is_accepted in [false, false, true, true, true] {
            picture.ask(|_| {
                count += 1;
                is_accepted
            });
        }
        assert_eq!(count, 3, "twice refused, once accepted");
        picture.reload();
        picture.ask(|asked| {
            assert_eq!(asked, key(1, 1), "the same once more");
            true
        });
    }

    fn ready(picture: &PreviewPicture, key: PictureKey) -> &ReadyPicture {
        match picture.view_of(key) {
            PictureView::Ready(ready) => ready,
            PictureView::Loading | PictureView::Failed(_) => panic!("it is ready"),
        }
    }

    #[test]
    fn a_large_picture_comes_part_by_part_and_only_when_it_is_needed() {
        let ctx = Context::default();
        let mut picture = PreviewPicture::default();
        picture.want(Some(key(1, 1)));
        let mut large = image(4_000, 3_000);
        large.overview = Some(Thumbnail {
            width_px: OVERVIEW_SIDE_PX,
            height_px: 768,
            rgba: vec![255; OVERVIEW_SIDE_PX as usize * 768 * 4],
        });
        picture.offer(&ctx, key(1, 1), Ok(large));
        let (small, whole) = (vec2(300.0, 225.0), vec2(4_000.0, 3_000.0));
        let needs = |picture: &PreviewPicture, size| ready(picture, key(1, 1)).needs_more(size);
        assert!(!needs(&picture, small), "the small copy is there at once");
        let mut parts = 0;
        while needs(&picture, whole) {
            picture.upload_part(&ctx);
            parts += 1;
            assert!(parts < 100, "it comes to an end");
        }
        assert!(parts > 3, "{parts} parts, each of them small");
        let ready = ready(&picture, key(1, 1));
        assert!(ready.image.rgba.is_empty(), "the pixels are let go of");
        assert_eq!(ready.size_px(), whole, "overlays count in its own pixels");
    }

    #[test]
    fn a_small_picture_is_there_at_once() {
        let ctx = Context::default();
        let mut picture = PreviewPicture::default();
        picture.want(Some(key(1, 1)));
        picture.offer(&ctx, key(1, 1), Ok(image(800, 600)));
        let needs_more = ready(&picture, key(1, 1)).needs_more(vec2(8_000.0, 6_000.0));
        assert!(!needs_more, "no small copy, and all of it");
    }
}
