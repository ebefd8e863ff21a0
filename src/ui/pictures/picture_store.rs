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
mod tests;
