//! Pictures as a repair would make them: of the image in sight, and of those that will probably be looked at next.
//!
//! Like [`super::ScreenPictures`] it makes nothing and asks nobody: [`RepairedPictures::next_wish`] says what is missing.
//! Invariants: a picture is known by its image, its scan *and* its background; of an image whose original or file is
//! another since, nothing earlier is shown.

#[cfg(test)]
mod tests;

use egui::Context;

use super::picture::ReadyPicture;
use crate::inspect::ScreenImage;
use crate::repair::BackgroundColour;
use crate::scan::{ImageId, LoadError};
use crate::ui::pictures::{PictureKey, ScanGeneration};

/// Pictures kept: the one in sight, those before and after it, and another background of each.
const MOST_HELD: usize = 6;

/// Pictures in the making at once: one that is in sight must not wait for one that is not, and while a colour is mixed
/// there is a wish in every frame.
const MOST_ASKED: usize = 2;

/// One repaired picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairedKey {
    /// Of which image.
    pub image: PictureKey,
    /// On which background.
    pub background: BackgroundColour,
}

/// What can be shown of an image's repair.
pub(in crate::ui) enum RepairedView<'a> {
    /// Nothing yet.
    Loading,
    /// It cannot be made.
    Failed(&'a LoadError),
    /// The picture; for a moment on the background that was chosen before.
    Ready(&'a ReadyPicture),
}

/// The repaired pictures of one scan.
#[derive(Default)]
pub struct RepairedPictures {
    generation: ScanGeneration,
    background: BackgroundColour,
    /// The one in sight first.
    wanted: Vec<PictureKey>,
    /// Whether the first wanted one is in sight.
    is_in_sight: bool,
    /// The latest first.
    held: Vec<(RepairedKey, Held)>,
    asked: Vec<Asked>,
}

enum Held {
    Failed(LoadError),
    Ready(Box<ReadyPicture>),
}

struct Asked {
    key: RepairedKey,
    /// The image or its original is another since.
    is_stale: bool,
}

impl std::fmt::Debug for RepairedPictures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RepairedPictures")
            .field("background", &self.background)
            .field("wanted", &self.wanted)
            .field("held", &self.held.len())
            .finish_non_exhaustive()
    }
}

impl RepairedPictures {
    /// Another scan: every picture of the last one goes, and what still comes of it is not taken.
    pub fn begin(&mut self, generation: ScanGeneration) {
        *self = Self {
            generation,
            background: self.background,
            ..Self::default()
        };
    }

    /// The background that pictures are shown on.
    #[must_use]
    pub fn background(&self) -> BackgroundColour {
        self.background
    }

    /// What is in sight, and what may be next; only images whose original is proven or in question. To be called in each frame before
    /// the panels; both are whole each time.
    pub fn want(
        &mut self,
        background: BackgroundColour,
        in_sight: Option<ImageId>,
        ahead: &[ImageId],
    ) {
        self.background = background;
        let generation = self.generation;
        let key = |id: ImageId| PictureKey { id, generation };
        self.is_in_sight = in_sight.is_some();
        self.wanted.clear();
        self.wanted.extend(in_sight.map(key));
        for ahead in ahead.iter().copied().map(key) {
            if !self.wanted.contains(&ahead) {
                self.wanted.push(ahead);
            }
        }
        // No more than can be kept with what is in the making.
        self.wanted.truncate(MOST_HELD / 2);
    }

    /// The next picture to be made, in the size of the image's file; `None` where nothing is missing or enough is in
    /// the making. It counts as asked for until its answer is there.
    pub fn next_wish(&mut self) -> Option<RepairedKey> {
        if self.asked.len() >= MOST_ASKED {
            return None;
        }
        let background = self.background;
        let mut keys = self
            .wanted
            .iter()
            .map(|image| RepairedKey {
                image: *image,
                background,
            })
            .enumerate();
        let key = keys.find_map(|(place, key)| {
            let is_known = self.held_of(key).is_some();
            let is_asked = self.asked.iter().any(|asked| asked.key == key);
            // What is ahead leaves a place for what comes into sight.
            let has_room = (place == 0 && self.is_in_sight) || self.asked.is_empty();
            (!is_known && !is_asked && has_room).then_some(key)
        })?;
        let is_stale = false;
        self.asked.push(Asked { key, is_stale });
        Some(key)
    }

    /// A wish could not be handed on: it is asked for again later.
    pub fn take_back(&mut self, key: RepairedKey) {
        self.asked.retain(|asked| asked.key != key);
    }

    /// Takes an answer: the picture in the size of the image's file, or smaller where no texture is that large.
    pub fn offer(
        &mut self,
        ctx: &Context,
        key: RepairedKey,
        result: Result<ScreenImage, LoadError>,
    ) {
        let Some(place) = self.asked.iter().position(|asked| asked.key == key) else {
            return;
        };
        if self.asked.swap_remove(place).is_stale {
            return;
        }
        let held = match result {
            Ok(image) => Held::Ready(Box::new(ReadyPicture::new(ctx, key.image, image))),
            Err(error) => Held::Failed(error),
        };
        self.held.retain(|(other, _)| *other != key);
        self.held.insert(0, (key, held));
        self.let_go();
    }

    /// An image was inspected again, or has another original: what was made of it is forgotten, and an answer that is
    /// on its way is about what was before.
    pub fn forget(&mut self, id: ImageId) {
        self.held.retain(|(key, _)| key.image.id != id);
        for asked in &mut self.asked {
            asked.is_stale |= asked.key.image.id == id;
        }
    }

    /// Uploads so much of what is in sight that it can be drawn. To be called before the panels.
    pub fn make_drawable(&mut self, ctx: &Context) {
        let seen = self.wanted.first().copied().filter(|_| self.is_in_sight);
        for (key, held) in &mut self.held {
            if let Held::Ready(picture) = held
                && Some(key.image) == seen
            {
                while !picture.can_be_drawn() {
                    picture.upload_part(ctx);
                }
            }
        }
    }

    /// Ends a frame: uploads one part (a few milliseconds) of what is wanted, and asks for another frame where it did.
    pub fn end_frame(&mut self, ctx: &Context) {
        let incomplete = self.held.iter_mut().find_map(|(key, held)| match held {
            Held::Ready(picture) if self.wanted.contains(&key.image) => {
                (!picture.is_complete()).then_some(picture)
            }
            Held::Ready(_) | Held::Failed(_) => None,
        });
        if let Some(picture) = incomplete {
            picture.upload_part(ctx);
            ctx.request_repaint();
        }
    }

    /// What can be shown of this image's repair.
    pub(in crate::ui) fn view_of(&self, image: PictureKey) -> RepairedView<'_> {
        let background = self.background;
        match self.held_of(RepairedKey { image, background }) {
            Some(Held::Ready(picture)) if picture.can_be_drawn() => {
                return RepairedView::Ready(picture);
            }
            Some(Held::Failed(error)) => return RepairedView::Failed(error),
            Some(Held::Ready(_)) | None => {}
        }
        // A colour that is being mixed must not make the picture flicker.
        let earlier = self.held.iter().find_map(|(key, held)| match held {
            Held::Ready(picture) if key.image == image && picture.can_be_drawn() => Some(picture),
            Held::Ready(_) | Held::Failed(_) => None,
        });
        earlier.map_or(RepairedView::Loading, |picture| {
            RepairedView::Ready(picture)
        })
    }

    /// Whether what is shown of this image is on the background that is chosen, and not on an earlier one for a moment.
    pub(in crate::ui) fn is_on_chosen(&self, image: PictureKey) -> bool {
        let background = self.background;
        let held = self.held_of(RepairedKey { image, background });
        matches!(held, Some(Held::Ready(picture)) if picture.can_be_drawn())
    }

    fn held_of(&self, key: RepairedKey) -> Option<&Held> {
        let found = self.held.iter().find(|(other, _)| *other == key);
        found.map(|(_, held)| held)
    }

    /// Lets go of what is not wanted any more, the earliest first, until the rest is few enough.
    fn let_go(&mut self) {
        while self.held.len() > MOST_HELD {
            let unwanted = self.held.iter().rposition(|(key, _)| {
                key.background != self.background || !self.wanted.contains(&key.image)
            });
            self.held.remove(unwanted.unwrap_or(self.held.len() - 1));
        }
    }
}
