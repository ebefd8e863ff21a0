//! Thumbnails on their way to the screen: decoded ones wait here until their cell is visible, a few become textures in
//! each frame, and both kinds are held within a budget.
//!
//! It does not decode and asks nobody: [`PictureStore::wanted`] says what is missing, and the app asks its loader.
//! Invariant: a picture is known by its image *and* its scan, so one that comes late never appears on another image.

use std::collections::{HashMap, HashSet};

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use super::ByteLru;
use crate::inspect::Thumbnail;
use crate::scan::ImageId;

/// Bytes of the largest thumbnail: 256 x 256 pixels of 4 bytes.
const LARGEST_THUMBNAIL_BYTES: usize = 256 * 256 * 4;

/// Bytes of textures: at least 768 thumbnails. A 3840 x 2160 window shows about 500 of the smallest cells.
const TEXTURE_BYTES: usize = 192 << 20;

/// Bytes of decoded thumbnails that wait for their cell to be seen: at least 256 of them.
const WAITING_BYTES: usize = 64 << 20;

/// Textures made in one frame: 8 of 256 KiB take well under a millisecond.
const UPLOADS_PER_FRAME: usize = 8;

/// Which scan an image belongs to. A retry of some images stays in the same generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScanGeneration(pub u64);

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureKey {
    /// Of which image.
    pub id: ImageId,
    /// Of which scan.
    pub generation: ScanGeneration,
}

/// What a cell can show.
#[derive(Clone)]
pub enum PictureSlot {
    /// The picture.
    Ready(TextureHandle),
    /// Not yet.
    Waiting,
    /// It could not be made.
    Failed,
}

/// Thumbnails of one scan.
pub struct PictureStore {
    generation: ScanGeneration,
    textures: ByteLru<PictureKey, TextureHandle>,
    /// Decoded and not on the graphics card; the oldest go first, they can be decoded again.
    waiting: ByteLru<PictureKey, Thumbnail>,
    failed: HashSet<PictureKey>,
    /// Asked for, and not answered yet; with `true` where the image is another since, so that the answer is of no use.
    asked: HashMap<PictureKey, bool>,
    /// When the present frame began, in the textures' own time.
    frame_began: u64,
    /// Cells of this frame without a texture, in the order in which they asked.
    lacking: Vec<PictureKey>,
    /// Those of the last whole frame that are not decoded either, in the same order.
    wanted: Vec<PictureKey>,
}

impl std::fmt::Debug for PictureStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PictureStore")
            .field("generation", &self.generation)
            .field("texture_bytes", &self.textures.held_bytes())
            .field("waiting_bytes", &self.waiting.held_bytes())
            .finish_non_exhaustive()
    }
}

impl Default for PictureStore {
    fn default() -> Self {
        Self::with_budgets(TEXTURE_BYTES, WAITING_BYTES)
    }
}

impl PictureStore {
    fn with_budgets(texture_bytes: usize, waiting_bytes: usize) -> Self {
        Self {
            generation: ScanGeneration::default(),
            textures: ByteLru::new(texture_bytes),
            waiting: ByteLru::new(waiting_bytes),
            failed: HashSet::new(),
            asked: HashMap::new(),
            frame_began: 0,
            lacking: Vec::new(),
            wanted: Vec::new(),
        }
    }

    /// Another scan: every picture of the last one goes, and what still comes of it is not taken.
    pub fn begin(&mut self, generation: ScanGeneration) {
        self.generation = generation;
        self.textures.clear();
        self.waiting.clear();
        self.failed.clear();
        self.asked.clear();
        self.lacking.clear();
        self.wanted.clear();
    }

    /// The key of an image of the present scan.
    #[must_use]
    pub fn key(&self, id: ImageId) -> PictureKey {
        PictureKey {
            id,
            generation: self.generation,
        }
    }

    /// Takes a decoded thumbnail.
    pub fn offer(&mut self, key: PictureKey, thumbnail: Thumbnail) {
        if key.generation == self.generation && has_all_pixels(&thumbnail) {
            let bytes = thumbnail.rgba.len();
            self.failed.remove(&key);
            self.textures.remove(&key);
            self.waiting.insert(key, thumbnail, bytes);
        }
    }

    /// Takes what came of a picture that was asked for ([`Self::ask`]); `None`: it cannot be made.
    pub fn answer(&mut self, key: PictureKey, thumbnail: Option<Thumbnail>) {
        let is_stale = self.asked.remove(&key).unwrap_or(false);
        if is_stale || key.generation != self.generation {
            return;
        }
        match thumbnail.filter(has_all_pixels) {
            Some(thumbnail) => self.offer(key, thumbnail),
            None => {
                self.failed.insert(key);
            }
        }
    }

    /// An image was inspected again, or what is shown of it is another file now: what was known of its picture is forgotten,
    /// and so is an answer that is on its way.
    pub fn forget(&mut self, key: PictureKey) {
        if let Some(is_stale) = self.asked.get_mut(&key) {
            *is_stale = true;
        }
        self.failed.remove(&key);
        self.textures.remove(&key);
        self.waiting.remove(&key);
    }

    /// The picture of a visible cell. Cells ask in the order in which they are to be filled.
    pub fn get(&mut self, key: PictureKey) -> PictureSlot {
        if let Some(texture) = self.textures.touch(&key) {
            return PictureSlot::Ready(texture.clone());
        }
        if self.failed.contains(&key) {
            return PictureSlot::Failed;
        }
        self.lacking.push(key);
        PictureSlot::Waiting
    }

    /// A thumbnail to stand in for its image's large picture, if it is decoded already; nothing is asked for.
    pub fn stand_in(&mut self, ctx: &Context, key: PictureKey) -> Option<TextureHandle> {
        if self.waiting.contains(&key) {
            self.upload(ctx, key);
        }
        self.textures.touch(&key).cloned()
    }

    /// Ends a frame: makes a few textures for the cells that asked for one, in their order, and asks for another frame
    /// where one was made. To be called once a frame after the panels, also when none of them shows pictures.
    pub fn end_frame(&mut self, ctx: &Context) {
        let mut lacking = std::mem::take(&mut self.lacking);
        self.wanted.clear();
        let mut uploads = 0;
        for key in &lacking {
            // Were a visible picture pushed out for another visible one, they would take turns for ever.
            if !self
                .textures
                .has_room_beside_used_since(self.frame_began, LARGEST_THUMBNAIL_BYTES)
            {
                break;
            }
            if !self.waiting.contains(key) {
                self.wanted.push(*key);
            } else if uploads < UPLOADS_PER_FRAME {
                uploads += 1;
                self.upload(ctx, *key);
            }
        }
        lacking.clear();
        self.lacking = lacking;
        self.frame_began = self.textures.moment();
        if uploads > 0 {
            ctx.request_repaint();
        }
    }

    /// The visible cells whose picture has to be decoded, first things first, as of the last frame. The list is whole each
    /// time: what is no longer in it is no longer wanted.
    #[must_use]
    pub fn wanted(&self) -> &[PictureKey] {
        &self.wanted
    }

    /// Hands the wanted pictures that nobody was asked for yet to `request`, first things first, until that says that
    /// it takes no more (`false`). Each is asked for once, until that is answered.
    pub fn ask(&mut self, mut request: impl FnMut(PictureKey) -> bool) {
        for key in &self.wanted {
            if self.asked.contains_key(key) {
                continue;
            }
            if !request(*key) {
                break;
            }
            self.asked.insert(*key, false);
        }
    }

    fn upload(&mut self, ctx: &Context, key: PictureKey) {
        let Some(thumbnail) = self.waiting.remove(&key) else {
            return;
        };
        let bytes = thumbnail.rgba.len();
        let size = [thumbnail.width_px as usize, thumbnail.height_px as usize];
        let image = ColorImage::from_rgba_unmultiplied(size, &thumbnail.rgba);
        let texture = ctx.load_texture("thumbnail", image, TextureOptions::LINEAR);
        self.textures.insert(key, texture, bytes);
    }
}

/// egui takes only as many bytes as the size promises, and more than no pixel.
fn has_all_pixels(thumbnail: &Thumbnail) -> bool {
    let pixels = u64::from(thumbnail.width_px) * u64::from(thumbnail.height_px);
    pixels > 0 && pixels * 4 == thumbnail.rgba.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thumbnail(side_px: u32, level: u8) -> Thumbnail {
        Thumbnail {
            width_px: side_px,
            height_px: side_px,
            rgba: vec![level; (side_px * side_px * 4) as usize],
        }
    }

    /// One frame in which these cells are visible; how many of them had their picture.
    fn frame(store: &mut PictureStore, ctx: &Context, ids: impl IntoIterator<Item = u32>) -> usize {
        let mut ready = 0;
        for id in ids {
            let slot = store.get(store.key(ImageId(id)));
            ready += usize::from(matches!(slot, PictureSlot::Ready(_)));
        }
        store.end_frame(ctx);
        ready
    }

    #[test]
    fn a_thumbnail_stands_in_for_its_own_image_without_asking_for_any() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        let (there, missing) = (store.key(ImageId(1)), store.key(ImageId(2)));
        store.offer(there, thumbnail(4, 0));
        assert!(store.stand_in(&ctx, there).is_some(), "decoded");
        assert!(store.stand_in(&ctx, there).is_some(), "and uploaded");
        assert!(store.stand_in(&ctx, missing).is_none(), "not another one's");
        store.end_frame(&ctx);
        assert!(store.wanted().is_empty(), "nobody is asked");
    }

    #[test]
    fn a_late_thumbnail_of_an_old_scan_never_appears_in_the_new_one() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        let old = store.key(ImageId(3));
        store.begin(ScanGeneration(1));
        store.offer(old, thumbnail(4, 0));
        store.answer(old, Some(thumbnail(4, 0)));
        store.answer(old, None);
        assert_eq!(frame(&mut store, &ctx, [3]), 0);
        assert_eq!(
            frame(&mut store, &ctx, [3]),
            0,
            "image 3 is another one now"
        );
        assert_eq!(
            store.wanted(),
            [store.key(ImageId(3))],
            "and is still wanted"
        );
    }

    #[test]
    fn a_few_are_uploaded_in_each_frame_in_the_order_asked() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        for id in 0..20 {
            store.offer(store.key(ImageId(id)), thumbnail(4, 9));
        }
        assert_eq!(frame(&mut store, &ctx, (0..20).rev()), 0);
        assert!(store.wanted().is_empty(), "all are decoded already");
        assert_eq!(frame(&mut store, &ctx, 12..20), UPLOADS_PER_FRAME);
        assert_eq!(frame(&mut store, &ctx, 0..20), 8);
        assert_eq!(frame(&mut store, &ctx, 0..20), 16);
        assert_eq!(frame(&mut store, &ctx, 0..20), 20);
    }

    #[test]
    fn what_is_wanted_is_what_is_seen_and_neither_there_nor_failed() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        store.offer(store.key(ImageId(1)), thumbnail(4, 9));
        store.answer(store.key(ImageId(2)), None);
        frame(&mut store, &ctx, [5, 4, 2, 1]);
        assert_eq!(store.wanted(), [5, 4].map(|id| store.key(ImageId(id))));
        frame(&mut store, &ctx, [1]);
        assert!(
            store.wanted().is_empty(),
            "what was scrolled away is not wanted"
        );
        store.forget(store.key(ImageId(2)));
        frame(&mut store, &ctx, [2]);
        assert_eq!(store.wanted(), [store.key(ImageId(2))], "after another try");
    }

    #[test]
    fn each_picture_is_asked_for_once_while_the_answer_is_on_its_way() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        frame(&mut store, &ctx, [1, 2, 3]);
        let mut asked = Vec::new();
        let mut ask_two = |store: &mut PictureStore| {
            let mut room = 2;
            store.ask(|key| {
                let takes = room > 0;
                if takes {
                    asked.push(key.id.0);
                    room -= 1;
                }
                takes
            });
            std::mem::take(&mut asked)
        };
        assert_eq!(ask_two(&mut store), [1, 2], "as many as the loader takes");
        assert_eq!(ask_two(&mut store), [3], "the first two are on their way");
        assert!(ask_two(&mut store).is_empty());
        store.answer(store.key(ImageId(1)), Some(thumbnail(4, 9)));
        store.waiting.clear();
        assert_eq!(
            ask_two(&mut store),
            [1],
            "what was dropped is asked for again"
        );
    }

    #[test]
    fn an_answer_about_what_an_image_was_before_is_not_taken() {
        let ctx = Context::default();
        let mut store = PictureStore::default();
        let key = store.key(ImageId(1));
        frame(&mut store, &ctx, [1]);
        store.ask(|_| true);
        store.forget(key);
        store.ask(|_| panic!("the first answer is on its way"));
        store.answer(key, Some(thumbnail(4, 0)));
        assert_eq!(frame(&mut store, &ctx, [1]), 0, "it was black then");
        let mut asked = Vec::new();
        store.ask(|key| {
            asked.push(key);
            true
        });
        assert_eq!(asked, [key], "and is asked for anew");
        store.answer(key, Some(thumbnail(4, 255)));
        frame(&mut store, &ctx, [1]);
        assert_eq!(frame(&mut store, &ctx, [1]), 1);
    }

    #[test]
    fn textures_and_waiting_thumbnails_stay_within_their_budgets() {
        let ctx = Context::default();
        let bytes = LARGEST_THUMBNAIL_BYTES;
        let mut store = PictureStore::with_budgets(3 * bytes, 5 * bytes);
        for id in 0..10 {
            store.offer(store.key(ImageId(id)), thumbnail(256, 9));
        }
        assert_eq!(store.waiting.len(), 5, "the oldest are dropped");
        frame(&mut store, &ctx, 0..10);
        assert_eq!(store.textures.held_bytes(), 3 * bytes, "three fit");
        assert_eq!(frame(&mut store, &ctx, 0..10), 3);
        assert_eq!(
            frame(&mut store, &ctx, 0..10),
            3,
            "visible ones do not push each other out"
        );
        assert!(
            store.wanted().is_empty(),
            "and nothing is decoded that has no room"
        );
        frame(&mut store, &ctx, [0]);
        assert_eq!(
            store.wanted(),
            [store.key(ImageId(0))],
            "what is no longer seen makes room"
        );
    }

    #[test]
    fn a_thumbnail_whose_bytes_do_not_fit_its_size_is_not_taken() {
        let mut store = PictureStore::default();
        let mut broken = thumbnail(4, 9);
        broken.rgba.pop();
        store.offer(store.key(ImageId(0)), broken);
        store.offer(store.key(ImageId(1)), thumbnail(0, 9));
        assert!(store.waiting.is_empty());
    }
}
