//! Between the panels that want pictures and the loaders that make them: thumbnails for visible cells, nearest first,
//! and the one picture that the preview shows.

use std::num::NonZeroUsize;

use super::scanning::THUMBNAIL_PX;
use crate::inspect::{ImageLimits, Thumbnail};
use crate::scan::{ImageId, ImageLoader, LoadKey, LoadKind, LoadRequest, Loaded, LoadedImage};
use crate::session::ScanSession;
use crate::ui::pictures::{PictureKey, PictureStore, ScanGeneration};
use crate::ui::preview::PreviewPicture;

/// Threads that make thumbnails of what came into view. Few: during a scan the workers have the cores.
const THUMBNAIL_THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// Threads that make the preview's picture: one for the image that is looked at, one that may still be busy with the
/// image that was looked at before.
const PREVIEW_THREADS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);

/// Longest side in pixels of a picture in the preview: two 4K screens side by side. At 100 % a picture that is larger is
/// shown from this reduced copy.
const PREVIEW_SIDE_PX: u32 = 8_192;

/// Pictures in the making and made.
#[derive(Default)]
pub(super) struct Pictures {
    /// Thumbnails.
    pub(super) store: PictureStore,
    /// The one picture of the preview.
    pub(super) preview: PreviewPicture,
    generation: u64,
    thumbnail_loader: Option<ImageLoader>,
    preview_loader: Option<ImageLoader>,
}

impl Pictures {
    /// Another scan begins: pictures of the last one have nowhere to go any more. New loaders too, because the threads
    /// of the old ones may hang on a dead share.
    pub(super) fn begin_scan(&mut self, ctx: &egui::Context) {
        self.generation += 1;
        self.store.begin(self.generation());
        self.preview = PreviewPicture::default();
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
        if let Some(thumbnail) = thumbnail {
            self.store.offer(key, thumbnail);
        }
    }

    /// Takes what the loaders have made.
    pub(super) fn poll(&mut self, ctx: &egui::Context) {
        if let Some(loader) = &mut self.thumbnail_loader {
            loader.clear_wake();
            while let Some(Loaded { key, result }) = loader.try_next() {
                match result {
                    Ok(LoadedImage::Thumbnail(thumbnail)) => {
                        self.store.offer(picture_key(key), thumbnail);
                    }
                    Ok(LoadedImage::Screen(_)) | Err(_) => self.store.fail(picture_key(key)),
                }
            }
        }
        if let Some(loader) = &mut self.preview_loader {
            loader.clear_wake();
            while let Some(Loaded { key, result }) = loader.try_next() {
                let image = match result {
                    Ok(LoadedImage::Screen(image)) => Ok(image),
                    Ok(LoadedImage::Thumbnail(_)) => continue,
                    Err(error) => Err(error),
                };
                self.preview.offer(ctx, picture_key(key), image);
            }
        }
    }

    /// The preview shows the focused image, where it is in sight; asks for its picture.
    pub(super) fn follow_focus(&mut self, ctx: &egui::Context, session: &ScanSession) {
        let focus = session.selection().focus();
        self.preview.want(focus.map(|id| self.store.key(id)));
        let Some(loader) = &mut self.preview_loader else {
            return;
        };
        let max_side_px = preview_side_px(ctx);
        self.preview.ask(|key| {
            let kind = LoadKind::Screen { max_side_px };
            request(key, kind, session).is_some_and(|request| loader.request(request))
        });
    }

    /// Ends a frame: makes textures, and hands the nearest wishes to the loader.
    pub(super) fn end_frame(&mut self, ctx: &egui::Context, session: Option<&ScanSession>) {
        self.store.end_frame(ctx);
        let (Some(loader), Some(session)) = (&mut self.thumbnail_loader, session) else {
            return;
        };
        self.store.ask(|key| {
            let kind = LoadKind::Thumbnail {
                longest_side_px: THUMBNAIL_PX,
            };
            request(key, kind, session).is_some_and(|request| loader.request(request))
        });
    }
}

fn request(key: PictureKey, kind: LoadKind, session: &ScanSession) -> Option<LoadRequest> {
    let row = session.row(key.id)?;
    Some(LoadRequest {
        key: LoadKey {
            image: key.id,
            generation: key.generation.0,
        },
        path: row.report.location.under(session.root()),
        kind,
        limits: ImageLimits::default(),
    })
}

fn picture_key(key: LoadKey) -> PictureKey {
    PictureKey {
        id: key.image,
        generation: ScanGeneration(key.generation),
    }
}

/// Longest side of the preview's picture: what the renderer takes, and not more than a screen can make use of.
fn preview_side_px(ctx: &egui::Context) -> u32 {
    let renderer = ctx.input(|input| input.max_texture_side);
    u32::try_from(renderer).map_or(PREVIEW_SIDE_PX, |side| side.min(PREVIEW_SIDE_PX))
}

/// A loader that wakes the window; `None` where the system has no thread left, which leaves the cells empty.
fn start_loader(name: &str, threads: NonZeroUsize, ctx: &egui::Context) -> Option<ImageLoader> {
    let repaint = ctx.clone();
    ImageLoader::start(name, threads, move || repaint.request_repaint()).ok()
}
