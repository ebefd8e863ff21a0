//! Between the panels that want pictures and the loaders that make them: thumbnails for visible cells, nearest first,
//! and the large pictures in sight and those that are probably looked at next.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::scanning::THUMBNAIL_PX;
use crate::inspect::{ImageLimits, Thumbnail};
use crate::scan::{
    After, ImageId, ImageLoader, LoadError, LoadKey, LoadKind, LoadRequest, Loaded, LoadedImage,
};
use crate::session::ScanSession;
use crate::ui::pictures::{PictureKey, PictureStore, ScanGeneration};
use crate::ui::preview::{DrawnPictures, PictureWish, ScreenPictures, Urgency};

/// Threads that make thumbnails of what came into view. Few: during a scan the workers have the cores.
const THUMBNAIL_THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// Threads that make large pictures: one is always free for what is in sight, the others may be busy with what was looked
/// at before, or may be next.
const PREVIEW_THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

/// Pictures in the making and made.
#[derive(Default)]
pub(super) struct Pictures {
    /// Thumbnails.
    pub(super) store: PictureStore,
    /// The large pictures.
    pub(super) large: ScreenPictures,
    /// What has to be on disk before any of them is decoded.
    pub(super) after: Option<After>,
    /// Images whose files are others now than those that were inspected: written here, or by somebody else.
    changed: BTreeSet<ImageId>,
    generation: u64,
    thumbnail_loader: Option<ImageLoader>,
    preview_loader: Option<ImageLoader>,
}

impl Pictures {
    /// Another scan begins: pictures of the last one have nowhere to go any more. New loaders too, because the threads
    /// of the old ones may hang on a dead share.
    pub(super) fn begin_scan(&mut self, ctx: &egui::Context) {
        self.generation += 1;
        self.changed.clear();
        self.store.begin(self.generation());
        self.large.begin(self.generation());
        self.thumbnail_loader = start_loader("thumbnails", THUMBNAIL_THREADS, ctx);
        self.preview_loader = start_loader("preview", PREVIEW_THREADS, ctx);
    }

    /// Which scan's pictures these are.
    pub(super) fn generation(&self) -> ScanGeneration {
        ScanGeneration(self.generation)
    }

    /// A report came in: its thumbnail where it is flagged; and what was known of an earlier try does not count any
    /// more.
    pub(super) fn take_report(&mut self, id: ImageId, thumbnail: Option<Thumbnail>) {
        let key = self.store.key(id);
        self.store.forget(key);
        self.large.forget(id);
        self.changed.remove(&id);
        if let Some(thumbnail) = thumbnail {
            self.store.offer(key, thumbnail);
        }
    }

    /// The image's file is another now: it has to be inspected again.
    pub(super) fn file_changed(&mut self, id: ImageId) {
        self.changed.insert(id);
    }

    /// An image was repaired, or that was undone: its small picture is another now.
    pub(super) fn repair_changed(&mut self, id: ImageId) {
        self.store.forget(self.store.key(id));
    }

    /// Takes what the loaders have made.
    pub(super) fn poll(&mut self, ctx: &egui::Context) {
        if let Some(loader) = &mut self.thumbnail_loader {
            loader.clear_wake();
            while let Some(Loaded { key, result }) = loader.try_next() {
                note_change(&mut self.changed, key, self.generation, &result);
                let thumbnail = match result {
                    Ok(LoadedImage::Thumbnail(thumbnail)) => Some(thumbnail),
                    Ok(LoadedImage::Screen(_)) | Err(_) => None,
                };
                self.store.answer(picture_key(key), thumbnail);
            }
        }
        if let Some(loader) = &mut self.preview_loader {
            loader.clear_wake();
            while let Some(Loaded { key, result }) = loader.try_next() {
                note_change(&mut self.changed, key, self.generation, &result);
                let image = match result {
                    Ok(LoadedImage::Screen(image)) => Ok(image),
                    Ok(LoadedImage::Thumbnail(_)) => continue,
                    Err(error) => Err(error),
                };
                self.large.offer(ctx, picture_key(key), image);
            }
        }
    }

    /// The images that have to be inspected again, because their files are others now; told once.
    pub(super) fn take_changed(&mut self) -> BTreeSet<ImageId> {
        std::mem::take(&mut self.changed)
    }

    /// These images are in sight large, those may be next; most urgent first. To be called before they are drawn.
    pub(super) fn look_at(
        &mut self,
        ctx: &egui::Context,
        session: &ScanSession,
        in_sight: &[ImageId],
        ahead: &[ImageId],
    ) {
        self.large.want(in_sight, ahead);
        self.large.make_drawable(ctx);
        let lacking: Vec<PictureKey> = self.large.lacking().collect();
        // The small picture of an image that is repaired elsewhere is that of another file.
        let is_own = |key: &PictureKey| {
            let row = session.row(key.id);
            row.is_some_and(|row| row.repaired_elsewhere().is_none())
        };
        for key in lacking.into_iter().filter(is_own) {
            if let Some(thumbnail) = self.store.stand_in(ctx, key) {
                self.large.show_meanwhile(key, thumbnail);
            }
        }
        self.ask_for_large(ctx, session);
    }

    /// Large pictures were drawn like this.
    pub(super) fn take_drawn(&mut self, drawn: &DrawnPictures) {
        if drawn.view_px != egui::Vec2::ZERO {
            self.large.fit_to(drawn.view_px);
        }
        for need in &drawn.needs {
            self.large.need(need.key, need.side_px);
        }
    }

    fn ask_for_large(&mut self, ctx: &egui::Context, session: &ScanSession) {
        let Some(loader) = &mut self.preview_loader else {
            return;
        };
        let renderer_px = ctx.input(|input| input.max_texture_side);
        let renderer_px = u32::try_from(renderer_px).unwrap_or(u32::MAX);
        self.large.ask(|wish| {
            let PictureWish {
                key,
                max_side_px,
                urgency,
            } = wish;
            let free_places = loader.free_places();
            let may_ask = match urgency {
                Urgency::InSight => free_places > 0,
                Urgency::Ahead => free_places > 1,
            };
            let kind = LoadKind::Screen {
                max_side_px: max_side_px.min(renderer_px),
            };
            may_ask
                && request(key, kind, session, self.after.as_ref())
                    .is_some_and(|request| loader.request(request))
        });
    }

    /// Ends a frame: makes textures, and hands the nearest wishes to the loader.
    pub(super) fn end_frame(&mut self, ctx: &egui::Context, session: Option<&ScanSession>) {
        self.store.end_frame(ctx);
        self.large.end_frame(ctx);
        if let Some(session) = session {
            self.ask_for_large(ctx, session);
        }
        let (Some(loader), Some(session)) = (&mut self.thumbnail_loader, session) else {
            return;
        };
        self.store.ask(|key| {
            let kind = LoadKind::Thumbnail {
                longest_side_px: THUMBNAIL_PX,
            };
            request(key, kind, session, self.after.as_ref())
                .is_some_and(|request| loader.request(request))
        });
    }
}

fn note_change(
    changed: &mut BTreeSet<ImageId>,
    key: LoadKey,
    generation: u64,
    result: &Result<LoadedImage, LoadError>,
) {
    if *result == Err(LoadError::Changed) && key.generation == generation {
        changed.insert(key.image);
    }
}

fn request(
    key: PictureKey,
    kind: LoadKind,
    session: &ScanSession,
    after: Option<&After>,
) -> Option<LoadRequest> {
    let row = session.row(key.id)?;
    let own = || {
        // Of what could not be reached, or was remembered without its time, any file will do.
        let is_known = row.report.file_bytes.is_some() && row.report.stamp.modified.is_some();
        let seen = is_known.then(|| row.seen_file());
        (row.report.location.under(session.root()), seen)
    };
    let (path, seen) = match kind {
        // Who looks over a list sees what there is to be seen of an image by now.
        LoadKind::Thumbnail { .. } => row
            .repaired_elsewhere()
            .map_or_else(own, |repaired| (repaired.to_owned(), None)),
        LoadKind::Screen { .. } => own(),
    };
    Some(LoadRequest {
        key: LoadKey {
            image: key.id,
            generation: key.generation.0,
        },
        path,
        kind,
        seen,
        limits: ImageLimits::default(),
        after: after.cloned(),
    })
}

fn picture_key(key: LoadKey) -> PictureKey {
    PictureKey {
        id: key.image,
        generation: ScanGeneration(key.generation),
    }
}

/// A loader that wakes the window; `None` where the system has no thread left, which leaves the cells empty.
fn start_loader(name: &str, threads: NonZeroUsize, ctx: &egui::Context) -> Option<ImageLoader> {
    let repaint = ctx.clone();
    ImageLoader::start(name, threads, move || repaint.request_repaint()).ok()
}
