//! The large pictures: those in sight, those that will probably be looked at next, and as many of the last ones as there
//! is room for.
//!
//! It decodes nothing and asks nobody: [`ScreenPictures::ask`] says what is missing, most urgent first, and the list of
//! wishes is whole each time, so that what is no longer wanted is no longer asked for. Invariants: a picture is known by
//! its image *and* its scan, and is shown under no other name, in whichever order answers come; of an image that was
//! inspected again nothing earlier is shown; all pictures together stay within the budget, but for what is in sight.

#[cfg(test)]
mod tests;

use egui::{Context, TextureHandle};

use super::picture::ReadyPicture;
use super::picture_side::{LEAST_SIDE_PX, MOST_SIDE_PX, side_for};
use crate::inspect::ScreenImage;
use crate::scan::{ImageId, LoadError};
use crate::ui::pictures::{PictureKey, ScanGeneration};

/// Bytes of all pictures, in memory and on the graphics card: five that fill a 4K screen's view of 3,584 x 3,584 pixels
/// of 4 bytes (51 MB each), or sixty of a view of 1,024 pixels.
const BUDGET_BYTES: usize = 256 << 20;

/// More pictures than this are not kept, however small they are: nobody goes back further without waiting.
const MOST_HELD: usize = 24;

/// One picture to be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureWish {
    /// Which.
    pub key: PictureKey,
    /// Longest side in pixels that it needs.
    pub max_side_px: u32,
    /// How urgent it is.
    pub urgency: Urgency,
}

/// How urgent a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits in front of its place.
    InSight,
    /// It may be looked at next.
    Ahead,
}

/// What can be shown of an image.
pub(in crate::ui) enum PictureView<'a> {
    /// Nothing yet.
    Loading,
    /// Its thumbnail, until the picture is there.
    Coarse(&'a TextureHandle),
    /// It cannot be shown.
    Failed(&'a LoadError),
    /// The picture.
    Ready(&'a ReadyPicture),
}

/// The large pictures of one scan.
pub struct ScreenPictures {
    generation: ScanGeneration,
    budget_bytes: usize,
    /// Most urgent first.
    wanted: Vec<PictureKey>,
    /// How many of them, from the first on, are in sight.
    in_sight: usize,
    /// What is wanted first, in that order; then the rest, what was wanted longest ago last.
    held: Vec<(PictureKey, Held)>,
    /// Each image once at most, until its answer is there.
    asked: Vec<Asked>,
    /// Thumbnails of what is in sight and not there.
    coarse: Vec<(PictureKey, TextureHandle)>,
    /// What is shown larger than it was loaded.
    needs: Vec<(PictureKey, u32)>,
    /// Longest side of the view in pixels, rounded up.
    view_side_px: u32,
}

enum Held {
    Failed(LoadError),
    Ready {
        shown: Box<ReadyPicture>,
        /// The same image with more detail, on its way to the graphics card.
        finer: Option<Box<ReadyPicture>>,
    },
}

struct Asked {
    key: PictureKey,
    /// The image was inspected again since: the answer is about the file as it was.
    is_stale: bool,
}

impl std::fmt::Debug for ScreenPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScreenPictures")
            .field("wanted", &self.wanted)
            .field("held", &self.held.len())
            .field("held_bytes", &self.held_bytes())
            .finish_non_exhaustive()
    }
}

impl Default for ScreenPictures {
    fn default() -> Self {
        Self::with_budget(BUDGET_BYTES)
    }
}

impl ScreenPictures {
    fn with_budget(budget_bytes: usize) -> Self {
        Self {
            generation: ScanGeneration::default(),
            budget_bytes,
            wanted: Vec::new(),
            in_sight: 0,
            held: Vec::new(),
            asked: Vec::new(),
            coarse: Vec::new(),
            needs: Vec::new(),
            view_side_px: LEAST_SIDE_PX,
        }
    }

    /// Another scan: every picture of the last one goes, and what still comes of it is not taken.
    pub fn begin(&mut self, generation: ScanGeneration) {
        *self = Self {
            generation,
            view_side_px: self.view_side_px,
            ..Self::with_budget(self.budget_bytes)
        };
    }

    /// The key of an image of the present scan.
    #[must_use]
    pub fn key(&self, id: ImageId) -> PictureKey {
        PictureKey {
            id,
            generation: self.generation,
        }
    }

    /// What is in sight, and what may be next, most urgent first. To be called in each frame before the panels; both
    /// lists are whole each time.
    pub fn want(&mut self, in_sight: &[ImageId], ahead: &[ImageId]) {
        let generation = self.generation;
        let key = |id: &ImageId| PictureKey {
            id: *id,
            generation,
        };
        self.wanted.clear();
        self.wanted.extend(in_sight.iter().map(key));
        self.in_sight = self.wanted.len();
        for ahead in ahead.iter().map(key) {
            if !self.wanted.contains(&ahead) {
                self.wanted.push(ahead);
            }
        }
        let wanted = &self.wanted;
        let place = |key: &PictureKey| wanted.iter().position(|other| other == key);
        self.held
            .sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
        let seen = &wanted[..self.in_sight];
        self.coarse.retain(|(key, _)| seen.contains(key));
        self.needs.retain(|(key, _)| seen.contains(key));
    }

    /// The view is so large, in pixels of the screen: pictures are loaded for it.
    pub fn fit_to(&mut self, view_px: egui::Vec2) {
        self.view_side_px = side_for(view_px.max_elem());
    }

    /// An image is shown so large that it needs a side of so many pixels.
    pub fn need(&mut self, key: PictureKey, side_px: u32) {
        let side_px = side_px.min(MOST_SIDE_PX);
        match self.needs.iter_mut().find(|(other, _)| *other == key) {
            Some((_, before)) => *before = side_px,
            None => self.needs.push((key, side_px)),
        }
    }

    /// Hands what is missing to `request`, most urgent first, until that says that it takes no more (`false`). What is
    /// ahead is left out where there is no room for it.
    pub fn ask(&mut self, mut request: impl FnMut(PictureWish) -> bool) {
        let mut before_bytes = 0;
        for (place, key) in self.wanted.iter().enumerate() {
            let urgency = if place < self.in_sight {
                Urgency::InSight
            } else {
                Urgency::Ahead
            };
            let needed = self.needs.iter().find(|(other, _)| other == key);
            let max_side_px = needed.map_or(self.view_side_px, |(_, side_px)| *side_px);
            let held = self.held_of(*key);
            let is_missing = match held {
                None => true,
                Some(Held::Failed(_)) => false,
                Some(Held::Ready { shown, finer }) => {
                    finer.is_none() && shown.is_coarser_than(max_side_px)
                }
            };
            let most_bytes = max_side_px as usize * max_side_px as usize * 4;
            let bytes = held.map_or(most_bytes, Held::bytes);
            let has_room = before_bytes + bytes <= self.budget_bytes;
            before_bytes += bytes;
            if !is_missing || self.asked.iter().any(|asked| asked.key == *key) {
                continue;
            }
            let wish = PictureWish {
                key: *key,
                max_side_px,
                urgency,
            };
            if (urgency == Urgency::Ahead && !has_room) || !request(wish) {
                return;
            }
            self.asked.push(Asked {
                key: *key,
                is_stale: false,
            });
        }
    }

    /// Takes an answer.
    pub fn offer(
        &mut self,
        ctx: &Context,
        key: PictureKey,
        result: Result<ScreenImage, LoadError>,
    ) {
        let Some(place) = self.asked.iter().position(|asked| asked.key == key) else {
            return;
        };
        if self.asked.swap_remove(place).is_stale {
            return;
        }
        let held = self.held.iter_mut().find(|(other, _)| *other == key);
        match (result, held) {
            (Ok(image), Some((_, Held::Ready { finer, .. }))) => {
                *finer = Some(Box::new(ReadyPicture::new(ctx, key, image)));
            }
            (Ok(image), _) => {
                let shown = Box::new(ReadyPicture::new(ctx, key, image));
                self.put(key, Held::Ready { shown, finer: None });
            }
            (Err(error), _) => self.put(key, Held::Failed(error)),
        }
        self.let_go();
    }

    /// An image was inspected again: what was known of its picture is forgotten, and an answer that is on its way is
    /// about the file as it was.
    pub fn forget(&mut self, id: ImageId) {
        let key = self.key(id);
        self.held.retain(|(other, _)| *other != key);
        self.coarse.retain(|(other, _)| *other != key);
        for asked in &mut self.asked {
            asked.is_stale |= asked.key == key;
        }
    }

    /// The images in sight for which there is nothing to show but a thumbnail, if there is one.
    pub fn lacking(&self) -> impl Iterator<Item = PictureKey> {
        let seen = self.wanted.iter().take(self.in_sight).copied();
        seen.filter(|key| self.held_of(*key).is_none())
    }

    /// Shows an image's own thumbnail until its picture is there.
    pub fn show_meanwhile(&mut self, key: PictureKey, thumbnail: TextureHandle) {
        self.coarse.retain(|(other, _)| *other != key);
        self.coarse.push((key, thumbnail));
    }

    /// Uploads so much of what is in sight that it can be drawn. To be called before the panels.
    pub fn make_drawable(&mut self, ctx: &Context) {
        let seen = &self.wanted[..self.in_sight];
        for (key, held) in &mut self.held {
            if let Held::Ready { shown, .. } = held
                && seen.contains(key)
            {
                // The small copy, or the only tile of a small picture; more tiles where there is no small copy.
                while !shown.can_be_drawn() {
                    shown.upload_part(ctx);
                }
            }
        }
    }

    /// Ends a frame: uploads one part (a few milliseconds) of what is wanted, most urgent first, and asks for another
    /// frame where it did.
    pub fn end_frame(&mut self, ctx: &Context) {
        let wanted = &self.wanted;
        let incomplete = self.held.iter_mut().find_map(|(key, held)| match held {
            Held::Ready { shown, finer } if wanted.contains(key) => {
                let is_incomplete = finer.is_some() || !shown.is_complete();
                is_incomplete.then_some((shown, finer))
            }
            Held::Ready { .. } | Held::Failed(_) => None,
        });
        let Some((shown, finer)) = incomplete else {
            return;
        };
        match finer {
            Some(coming) => {
                coming.upload_part(ctx);
                if coming.is_complete()
                    && let Some(complete) = finer.take()
                {
                    *shown = complete;
                }
            }
            None => shown.upload_part(ctx),
        }
        self.let_go();
        ctx.request_repaint();
    }

    /// What can be shown of this image.
    pub(in crate::ui) fn view_of(&self, key: PictureKey) -> PictureView<'_> {
        match self.held_of(key) {
            Some(Held::Failed(error)) => PictureView::Failed(error),
            Some(Held::Ready { shown, .. }) if shown.can_be_drawn() => PictureView::Ready(shown),
            Some(Held::Ready { .. }) | None => {
                let coarse = self.coarse.iter().find(|(other, _)| *other == key);
                coarse.map_or(PictureView::Loading, |(_, texture)| {
                    PictureView::Coarse(texture)
                })
            }
        }
    }

    fn held_of(&self, key: PictureKey) -> Option<&Held> {
        let found = self.held.iter().find(|(other, _)| *other == key);
        found.map(|(_, held)| held)
    }

    fn put(&mut self, key: PictureKey, held: Held) {
        self.held.retain(|(other, _)| *other != key);
        let rank = |key: &PictureKey| {
            let place = self.wanted.iter().position(|wanted| wanted == key);
            place.unwrap_or(usize::MAX)
        };
        // What is not wanted any more comes first among such: it was wanted a moment ago.
        let own = rank(&key);
        let place = self.held.partition_point(|(other, _)| rank(other) < own);
        self.held.insert(place, (key, held));
    }

    fn held_bytes(&self) -> usize {
        self.held.iter().map(|(_, held)| held.bytes()).sum()
    }

    /// Lets go of the least urgent ones until the rest is within the budget.
    fn let_go(&mut self) {
        let mut bytes = self.held_bytes();
        while bytes > self.budget_bytes || self.held.len() > MOST_HELD {
            let seen = &self.wanted[..self.in_sight];
            match self.held.last() {
                Some((key, held)) if !seen.contains(key) => bytes -= held.bytes(),
                Some(_) | None => return,
            }
            self.held.pop();
        }
    }
}

impl Held {
    fn bytes(&self) -> usize {
        match self {
            Self::Failed(_) => 0,
            Self::Ready { shown, finer } => {
                shown.bytes() + finer.as_ref().map_or(0, |finer| finer.bytes())
            }
        }
    }
}
