//! The one picture that the preview shows, as a texture. It is let go of the moment another image is wanted.
//!
//! Invariant: what is ready belongs to the image that is wanted; a late answer for another one is not taken.

use egui::{Color32, ColorImage, Context, TextureHandle, TextureOptions, Vec2, vec2};

use crate::inspect::{BlackRegion, Orientation, PixelRect, ScreenImage, orient_rect};
use crate::scan::LoadError;
use crate::ui::pictures::PictureKey;

/// Longest side in pixels of the small copy that is shown while the whole picture is small on the screen. The renderers
/// have no smaller levels of a texture, and skip pixels where they shrink one a lot.
const OVERVIEW_SIDE_PX: usize = 1_024;

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

/// A picture on the graphics card.
pub(super) struct ReadyPicture {
    full: TextureHandle,
    /// A small copy, where the picture is large.
    overview: Option<TextureHandle>,
    stored_size_px: (u32, u32),
    orientation: Orientation,
    black_region: Option<BlackRegion>,
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
            Ok(image) => State::Ready(ReadyPicture::upload(ctx, image)),
            Err(error) => State::Failed(error),
        };
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
    fn upload(ctx: &Context, image: ScreenImage) -> Self {
        let pixels = color_image(&image);
        let longest = pixels.width().max(pixels.height());
        let most = ctx.input(|input| input.max_texture_side).max(1);
        let load = |name: &str, pixels: ColorImage| {
            let options = TextureOptions {
                magnification: egui::TextureFilter::Nearest,
                ..TextureOptions::LINEAR
            };
            ctx.load_texture(name, pixels, options)
        };
        let overview = (longest > OVERVIEW_SIDE_PX).then(|| {
            load(
                "preview overview",
                shrunk(&pixels, OVERVIEW_SIDE_PX.min(most)),
            )
        });
        // The loader was told the limit; this is for a window that moved to another screen meanwhile.
        let full = if longest > most {
            shrunk(&pixels, most)
        } else {
            pixels
        };
        Self {
            full: load("preview", full),
            overview,
            stored_size_px: (image.stored_width_px, image.stored_height_px),
            orientation: image.orientation,
            black_region: image.black_region,
        }
    }

    /// The near-black area that reaches the border, in the shown picture's pixels.
    pub(super) fn black_region(&self) -> Option<&BlackRegion> {
        self.black_region.as_ref()
    }

    /// Size of the picture as it is shown at 100 %, in pixels: that of the file, turned; also where the texture is
    /// smaller.
    pub(super) fn size_px(&self) -> Vec2 {
        let (width_px, height_px) = self.stored_size_px;
        let whole = self.turned(PixelRect {
            x_px: 0,
            y_px: 0,
            width_px,
            height_px,
        });
        vec2(whole.width_px as f32, whole.height_px as f32)
    }

    /// A rectangle of the stored picture, as it lies on the shown one.
    pub(super) fn turned(&self, stored: PixelRect) -> PixelRect {
        let (width_px, height_px) = self.stored_size_px;
        orient_rect(stored, width_px, height_px, self.orientation)
    }

    /// The texture for a picture that takes so many pixels of the screen.
    pub(super) fn texture(&self, on_screen_px: Vec2) -> &TextureHandle {
        match &self.overview {
            Some(small) if on_screen_px.max_elem() <= small.size_vec2().max_elem() => small,
            Some(_) | None => &self.full,
        }
    }
}

fn color_image(image: &ScreenImage) -> ColorImage {
    let size = [image.width_px as usize, image.height_px as usize];
    let is_whole = size[0] * size[1] * 4 == image.rgba.len() && !image.rgba.is_empty();
    if !is_whole {
        return ColorImage::filled([1, 1], Color32::TRANSPARENT);
    }
    // Without transparency both forms are the same, and this one is copied ten times as fast.
    if image
        .rgba
        .iter()
        .skip(3)
        .step_by(4)
        .all(|alpha| *alpha == u8::MAX)
    {
        ColorImage::from_rgba_premultiplied(size, &image.rgba)
    } else {
        ColorImage::from_rgba_unmultiplied(size, &image.rgba)
    }
}

/// A copy whose longest side is at most so many pixels: each of its pixels is the mean of a square.
fn shrunk(image: &ColorImage, longest_side_px: usize) -> ColorImage {
    let [width, height] = image.size;
    let factor = width.max(height).div_ceil(longest_side_px).max(1);
    let size = [width.div_ceil(factor), height.div_ceil(factor)];
    let mut pixels = Vec::with_capacity(size[0] * size[1]);
    for top in (0..height).step_by(factor) {
        for left in (0..width).step_by(factor) {
            let mut sum = [0_u32; 4];
            let mut count = 0;
            for row in top..(top + factor).min(height) {
                for pixel in
                    &image.pixels[row * width + left..row * width + (left + factor).min(width)]
                {
                    for (sum, channel) in sum.iter_mut().zip(pixel.to_array()) {
                        *sum += u32::from(channel);
                    }
                    count += 1;
                }
            }
            let [r, g, b, a] = sum.map(|sum| u8::try_from(sum / count).unwrap_or(u8::MAX));
            pixels.push(Color32::from_rgba_premultiplied(r, g, b, a));
        }
    }
    ColorImage::new(size, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspect::InspectError;
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

    #[test]
    fn a_picture_that_the_renderer_cannot_take_is_made_smaller() {
        let ctx = Context::default();
        let most = ctx.input(|input| input.max_texture_side);
        let mut picture = PreviewPicture::default();
        picture.want(Some(key(1, 1)));
        let width = u32::try_from(most * 2 + 3).unwrap();
        picture.offer(&ctx, key(1, 1), Ok(image(width, 8)));
        let PictureView::Ready(ready) = picture.view_of(key(1, 1)) else {
            panic!("it is ready");
        };
        assert!(ready.full.size()[0] <= most, "{:?}", ready.full.size());
        let whole = vec2(width as f32, 8.0);
        assert_eq!(
            ready.size_px(),
            whole,
            "overlays still count in its own pixels"
        );
        let small = ready.texture(vec2(300.0, 2.0)).size()[0];
        assert!(
            small <= OVERVIEW_SIDE_PX,
            "small on the screen: the small copy"
        );
    }

    #[test]
    fn shrinking_takes_the_mean() {
        let black_and_white = [Color32::BLACK, Color32::WHITE].repeat(8);
        let image = ColorImage::new([4, 4], black_and_white);
        let small = shrunk(&image, 2);
        assert_eq!(small.size, [2, 2]);
        assert!(
            small.pixels.iter().all(|pixel| pixel.r() == 127),
            "{:?}",
            small.pixels
        );
    }
}
